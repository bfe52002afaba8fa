"""Findings as workflow commands of GitHub: they show up beside the changed lines of a pull request."""

from __future__ import annotations

from draftkit.checks.report.report import Report
from draftkit.model.finding import Severity
from draftkit.model.message import word

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
