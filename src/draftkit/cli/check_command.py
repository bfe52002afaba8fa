"""draftkit check"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftkit.checks.report.report import Checked, Report
from draftkit.cli.common import SEVERITIES, kind_option, names_argument, open_session, select, summary
from draftkit.cli.language import Translate
from draftkit.cli.word_files import Wishes, check_files, split
from draftkit.library.session import Session
from draftkit.model.finding import Finding
from draftkit.readers.document import shown

FORMATS = ("text", "json", "sarif", "github", "html")
_COLOURS = {
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "file": {"bold": True},
    "faint": {"dim": True},
}


def make(translate: Translate) -> click.Command:
    """The command, its help in the chosen language."""

    @click.command("check")
    @names_argument()
    @kind_option(translate)
    @click.option(
        "--select",
        "selected",
        multiple=True,
        metavar="DK-…",
        help=translate("Only these rules, or rules whose ids start so; may be given several times."),
    )
    @click.option(
        "--ignore",
        "ignored",
        multiple=True,
        metavar="DK-…",
        help=translate("Without these rules, or rules whose ids start so; may be given several times."),
    )
    @click.option(
        "--fail-on",
        type=click.Choice(list(SEVERITIES)),
        default="error",
        help=translate("Exit with 1 when a finding is at least this severe. Default: error."),
    )
    @click.option(
        "--format", "style", type=click.Choice(FORMATS), default="text", help=translate("How to print. Default: text.")
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="TỆP",
        help=translate("Write the report to this file instead of printing it."),
    )
    @click.option(
        "--as",
        "taken_for",
        default="",
        metavar="LOẠI",
        help=translate("Word files: check them as this kind, whatever they look like."),
    )
    @click.option(
        "--profile",
        default="",
        metavar="nd30|qppl",
        help=translate("Word files: measure them by this profile (nd30: administrative, qppl: normative)."),
    )
    @click.option(
        "--convert", is_flag=True, help=translate("Word files: let LibreOffice convert .doc, .rtf and .odt first.")
    )
    @click.option(
        "--rendered", is_flag=True, help=translate("Word files: measure the pages as LibreOffice prints them, too.")
    )
    @click.option(
        "--annotate",
        type=click.Path(path_type=Path),
        metavar="TỆP.docx",
        help=translate("Word files: write a copy with the findings as comments."),
    )
    @click.option(
        "--fix",
        type=click.Path(path_type=Path),
        metavar="TỆP.docx",
        help=translate("Word files: write a copy with what is mechanical mended, and list each mend."),
    )
    def check(
        names: tuple[str, ...],
        kind: str | None,
        selected: tuple[str, ...],
        ignored: tuple[str, ...],
        fail_on: str,
        style: str,
        out: Path | None,
        **more: Any,
    ) -> int:
        session = open_session()
        wanted = Wanted(selected, ignored)
        drafts, files = split(names, Path.cwd())
        paths = select(session, tuple(drafts), kind) if drafts or not files else []
        checked, refused = check_drafts(session, paths, wanted), False
        if files:
            wishes = Wishes(kind=more.pop("taken_for"), **more)
            found, refused = check_files(session, files, wishes, wanted, translate)
            checked += found
        if not names and not kind and not selected and not ignored:
            checked += _stale(session, checked)
        show(session, checked, style, out, translate)
        return (
            2
            if refused
            else int(any(finding.severity >= SEVERITIES[fail_on] for one in checked for finding in one.findings))
        )

    return check


class Wanted:
    """Which rules count, from --select and --ignore. Raises ConfigError naming an id that no rule starts with."""

    def __init__(self, selected: Sequence[str], ignored: Sequence[str]) -> None:
        self.selected, self.ignored = _ids(selected, "--select"), _ids(ignored, "--ignore")

    def __call__(self, rule: str) -> bool:
        """Whether a rule counts."""
        return (not self.selected or rule.startswith(self.selected)) and not (
            self.ignored and rule.startswith(self.ignored)
        )


def _ids(names: Sequence[str], where: str) -> tuple[str, ...]:
    if not names:
        return ()
    from draftkit.checks.silence import chosen
    from draftkit.library.known import known_ids

    return chosen([item for name in names for item in name.split(",") if item.strip()], known_ids(), where)


def _stale(session: Session, checked: Sequence[Checked]) -> list[Checked]:
    """What draftkit.yaml silences without need: only a check of the whole project with all rules can tell."""
    from draftkit.checks.rules.silencing import UNUSED
    from draftkit.checks.silence import stale
    from draftkit.library.project import PROJECT_FILE

    path = session.project.root / PROJECT_FILE
    if not session.project.silenced or not path.is_file():
        return []
    files = [name for one in checked for name in {one.name, *(finding.span.file for finding in one.findings)}]
    settings = [(pattern, tuple(id.strip().upper() for id in ids)) for pattern, ids in session.project.silenced]
    found = stale(settings, session.silenced, files, PROJECT_FILE, path.read_text(encoding="utf-8"))
    return [Checked(PROJECT_FILE, found, [UNUSED])] if found else []


def check_drafts(session: Session, paths: Sequence[Path], wanted: Wanted) -> list[Checked]:
    """Read and check the documents at these paths."""
    checked = []
    for path in paths:
        document = session.read(path)
        findings = [finding for finding in session.check(document) if wanted(finding.rule)]
        rules = [rule for rule in session.rules(document) if wanted(rule.id)]
        checked.append(Checked(shown(path, session.project.root), findings, rules))
    return checked


def show(session: Session, checked: Sequence[Checked], style: str, out: Path | None, translate: Translate) -> None:
    """Print a report in one format, or write it to a file."""
    from draftkit.checks.report.report import Lines

    report = Report(checked, translate, Lines(session.project.root))
    text = _said(report, style, colours=out is None)
    if out is not None:
        from draftkit.files.whole import write_whole

        write_whole(out, text.encode())
    else:
        click.echo(text, nl=not text.endswith("\n") and bool(text))
    if style == "text" or out is not None:
        found: list[Finding] = report.findings
        click.echo(
            translate("{count} documents: {summary}").format(count=len(checked), summary=summary(found, translate)),
            err=True,
        )


def _said(report: Report, style: str, colours: bool) -> str:
    if style == "json":
        from draftkit.checks.report.data import json_report

        return json_report(report)
    if style == "sarif":
        from draftkit.checks.report.sarif import sarif_report

        return sarif_report(report)
    if style == "github":
        from draftkit.checks.report.github import github_report

        return github_report(report)
    if style == "html":
        from draftkit.checks.report.html import html_report

        return html_report(report)
    from draftkit.checks.report.text import plain_paint, text_report

    return text_report(report, _paint if colours else plain_paint)


def _paint(text: str, style: str) -> str:
    return click.style(text, **_COLOURS[style])  # type: ignore[arg-type]
