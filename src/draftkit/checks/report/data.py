"""The wire format: see docs/en/wire-schema.md. A key is only ever added; whatever else changes raises VERSION."""

from __future__ import annotations

import json
from typing import Any

from draftkit.checks.report.report import Report, counts
from draftkit.model.message import Finding, Translate, word

VERSION = 1


def json_report(report: Report) -> str:
    """All findings as JSON text, without a newline at the end."""
    return json.dumps(report_data(report), ensure_ascii=False, indent=2)


def report_data(report: Report) -> dict[str, Any]:
    """All findings as data of the wire format."""
    titles = {id: report.translate(rule.title) for id, rule in report.rules.items()}
    return {
        "version": VERSION,
        "documents": [{"name": one.name, "rules": len(one.rules), **_counted(one.findings)} for one in report.checked],
        "summary": _counted(report.findings),
        "findings": [
            {**finding_data(finding, report.translate), "title": titles.get(finding.rule, "")}
            for finding in report.findings
        ],
    }


def _counted(findings: Any) -> dict[str, int]:
    return {severity.word: count for severity, count in counts(findings).items()}


def finding_data(finding: Finding, translate: Translate) -> dict[str, Any]:
    """A finding as data of the wire format."""
    span = finding.span
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "message": word(finding.message, translate),
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "sort": span.sort,
        "heading": span.heading,
        "quote": span.quote,
        "provision": str(finding.provision),
    }
