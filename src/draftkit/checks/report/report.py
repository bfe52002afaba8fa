"""What every reporter is given, and the wire format: see docs/en/wire-schema.md. A key of it is only ever added;
whatever else changes raises VERSION."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from draftkit.checks.rule import Rule
from draftkit.errors import DraftkitError
from draftkit.model.message import Finding, Severity, Span, Translate, word
from draftkit.model.named import NamedTuple
from draftkit.readers.source import read_text

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Checked(NamedTuple):
    """A document or Word file that was checked: how people call it, what was found, which rules were tried."""

    name: str
    findings: Sequence[Finding]
    rules: Sequence[Rule] = ()


class Report(NamedTuple):
    """All that was checked in one run, and how to say it.

    `line` gives the source line at a place, empty when there is none (a Word file, a file as a whole).
    """

    checked: Sequence[Checked]
    translate: Translate
    line: Callable[[Span], str] = lambda span: ""

    @property
    def language(self) -> str:
        """The code of the language of the messages: the translation of “en” is the code of the language it is into."""
        return self.translate("en")

    @property
    def findings(self) -> list[Finding]:
        """The findings of all documents, in order."""
        return [finding for one in self.checked for finding in one.findings]

    @property
    def rules(self) -> dict[str, Rule]:
        """The rules that were tried, by id."""
        found = {rule.id: rule for one in self.checked for rule in one.rules}
        return {key: found[key] for key in sorted(found)}


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity, the worst first."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in SEVERITIES}


class Lines:
    """Source lines of the files of a project, each read once. Files that cannot be read, and Word files, have none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[str, list[str]] = {}

    def __call__(self, span: Span) -> str:
        """The line of a place; empty when there is none."""
        if span.sort != "line" or not span.line:
            return ""
        if span.file not in self._files:
            self._files[span.file] = self._read(span.file)
        lines = self._files[span.file]
        return lines[span.line - 1] if span.line <= len(lines) else ""

    def _read(self, name: str) -> list[str]:
        try:
            return read_text(self.root / name, name)[0].split("\n")
        except DraftkitError:
            return []


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
        **{name: getattr(span, name) for name in "file line column sort heading quote".split()},
        "provision": str(finding.provision),
    }
