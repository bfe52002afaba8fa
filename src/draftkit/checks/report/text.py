"""Findings for a terminal: grouped by file, the line quoted with a mark under the place, each provision said once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from draftkit.checks.report.report import Report
from draftkit.model.message import Finding, Span, word

WIDTH = 100
"""Signs of a source line that are quoted at most."""

Paint = Callable[[str, str], str]
"""(text, style) → the text in that style. Styles: `error`, `warning`, `info`, `file`, `faint`."""


def plain_paint(text: str, style: str) -> str:
    """No colours."""
    return text


def text_report(report: Report, paint: Paint = plain_paint) -> str:
    """All findings, a group of lines for each file; empty when there are none."""
    return "".join(f"{line}\n" for line in _lines(report, paint))


def _lines(report: Report, paint: Paint) -> Iterator[str]:
    said: set[str] = set()
    first = True
    for file, group in groupby(report.findings, key=lambda finding: finding.span.file):
        if not first:
            yield ""
        first = False
        yield paint(file, "file")
        yield from _group(report, list(group), said, paint)


def _group(report: Report, findings: Sequence[Finding], said: set[str], paint: Paint) -> Iterator[str]:
    wide = max(len(place(finding.span)) for finding in findings)
    indent = " " * (wide + 4)
    for finding in findings:
        severity = paint(report.translate(finding.severity.word), finding.severity.word)
        yield f"  {place(finding.span):{wide}}  {severity} {finding.rule} {word(finding.message, report.translate)}"
        yield from (indent + line for line in quoted(report, finding.span))
        if finding.rule not in said:
            said.add(finding.rule)
            yield indent + paint(str(finding.provision), "faint")


def place(span: Span) -> str:
    """The place within its file: `12:5`, `¶12`; `-` for the file as a whole."""
    return str(span._replace(file="-")).removeprefix("-:")


def quoted(report: Report, span: Span) -> tuple[str, ...]:
    """The source line and a mark below the place; of a Word file the heading and the words."""
    source = report.line(span).replace("\t", " ").rstrip()
    if not source:
        parts = (span.heading if span.heading != span.quote else "", f"“{span.quote}”" if span.quote else "")
        words = " › ".join(text for text in parts if text)
        return (words,) if words else ()
    column = max(span.column - 1, 0)
    start = max(min(column - WIDTH // 2, len(source) - WIDTH), 0)
    shown = ("…" if start else "") + source[start : start + WIDTH] + ("…" if start + WIDTH < len(source) else "")
    mark = column - start + (1 if start else 0)
    return (shown, " " * mark + "^") if column < len(source) else (shown,)
