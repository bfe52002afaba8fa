"""Findings for services that host code: SARIF 2.1.0, and workflow commands of GitHub, which show up beside the changed
lines of a pull request."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from zlib import crc32

from draftkit.checks.catalogue import former_ids
from draftkit.checks.report.report import Report
from draftkit.checks.rule import Rule
from draftkit.model.message import Finding, Severity, Span, word
from draftkit.version import VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_report(report: Report) -> str:
    """All findings as SARIF text, without a newline at the end."""
    return json.dumps(sarif_data(report), ensure_ascii=False, indent=2)


def sarif_data(report: Report) -> dict[str, Any]:
    """All findings as a SARIF log of one run. Rules without findings are listed, so that a mended alert is closed."""
    rules = report.rules
    index = {id: number for number, id in enumerate(rules)}
    seen: dict[str, int] = {}
    driver = {"name": "draftkit", "semanticVersion": VERSION, "rules": [_rule(rule, report) for rule in rules.values()]}
    run = {
        "tool": {"driver": driver},
        "language": report.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECTROOT": {"description": {"text": report.translate("the folder of the project")}}},
        "results": [_result(finding, report, index, seen) for finding in report.findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule, report: Report) -> dict[str, Any]:
    explanation = report.translate(rule.explanation)
    former = former_ids(rule.id)
    return {
        "id": rule.id,
        **({"deprecatedIds": former} if former else {}),
        "shortDescription": {"text": report.translate(rule.title)},
        "fullDescription": {"text": explanation},
        "help": {"text": f"{explanation}\n\n{rule.source}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.rule_set], "provision": str(rule.source)},
    }


def _result(finding: Finding, report: Report, index: dict[str, int], seen: dict[str, int]) -> dict[str, Any]:
    line = " ".join(report.line(finding.span).split()) or finding.span.quote
    digest = f"{crc32(f'{finding.rule}|{finding.span.file}|{line}'.encode()):08x}"
    again = seen[digest] = seen.get(digest, 0) + 1
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": word(finding.message, report.translate)},
        "locations": [_location(finding.span)],
        "partialFingerprints": {"draftkitLine/v1": f"{digest}:{again}"},
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    return result


def _location(span: Span) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(span.file), "uriBaseId": "PROJECTROOT"}}
    if span.sort == "line" and span.line:
        physical["region"] = {"startLine": span.line, "startColumn": max(span.column, 1)}
    location: dict[str, Any] = {"physicalLocation": physical}
    if span.sort != "line":
        name = " ".join(text for text in (str(span._replace(file="")).lstrip(":"), span.heading, span.quote) if text)
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location


_COMMANDS = {Severity.ERROR: "::error", Severity.WARNING: "::warning", Severity.INFO: "::notice"}


def github_report(report: Report) -> str:
    """One command a line."""
    out = []
    for finding in report.findings:
        span = finding.span
        places = {"file": span.file, "title": finding.rule}
        if span.sort == "line" and span.line:
            places |= {"line": str(span.line), "col": str(max(span.column, 1))}
        properties = ",".join(f"{key}={_property(value)}" for key, value in places.items())
        where = "" if span.sort == "line" else f"{span._replace(file='')}: ".lstrip(":")
        text = f"{where}{word(finding.message, report.translate)} [{finding.provision}]"
        out.append(f"{_COMMANDS[finding.severity]} {properties}::{_data(text)}\n")
    return "".join(out)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
