"""draftkit check"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftkit.checks.report.report import Checked, Lines, Report, json_report
from draftkit.cli import common
from draftkit.cli.clock import instant, now
from draftkit.cli.language import Translate, word
from draftkit.cli.stopped import of_each
from draftkit.cli.written import NEW_FILE
from draftkit.errors import DraftkitError, OutputError
from draftkit.files.names import keep_apart
from draftkit.library.check_word import Wanted, Wishes, WordChecks, check_document, split, stale
from draftkit.library.ground import Ground
from draftkit.library.session import Session
from draftkit.model.tree import Occasion

FORMATS = ("text", "json", "sarif", "github", "html")
_COLOURS = {
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "file": {"bold": True},
    "faint": {"dim": True},
}


@click.command("check")
@common.names_argument
@common.kind_option
@click.option(
    "--mend",
    is_flag=True,
    help="Drafts: first write into the sources what any drafter would mend so, and list each mend.",
)
@click.option(
    "--select",
    "selected",
    multiple=True,
    metavar="DK-…",
    help="Only these rules, or rules whose ids start so; may be given several times.",
)
@click.option(
    "--ignore",
    "ignored",
    multiple=True,
    metavar="DK-…",
    help="Without these rules, or rules whose ids start so; may be given several times.",
)
@common.fail_on_option
@common.style_option(*FORMATS)
@click.option("--out", type=NEW_FILE, metavar="TỆP", help="Write the report to this file instead of printing it.")
@click.option(
    "--as",
    "taken_for",
    default="",
    metavar="LOẠI",
    help="Word files: check them as this kind, whatever they look like.",
)
@click.option(
    "--profile",
    default="",
    metavar="nd30|qppl",
    help="Word files: measure them by this profile (nd30: administrative, qppl: normative).",
)
@click.option("--convert", is_flag=True, help="Word files: let LibreOffice convert .doc, .rtf and .odt first.")
@click.option("--rendered", is_flag=True, help="Word files: measure the pages as LibreOffice prints them, too.")
@click.option(
    "--annotate", type=NEW_FILE, metavar="TỆP.docx", help="Word files: write a copy with the findings as comments."
)
@click.option(
    "--fix",
    type=NEW_FILE,
    metavar="TỆP.docx",
    help="Word files: write a copy with what is mechanical mended, and list each mend.",
)
@click.pass_obj
def command(
    translate: Translate,
    /,
    names: tuple[str, ...],
    kind: str | None,
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    fail_on: str,
    style: str,
    out: Path | None,
    mend: bool,
    **more: Any,
) -> int:
    began = instant()
    keep_apart((out, more["annotate"], more["fix"]), *names)
    session = common.open_session(Occasion(now()), names)
    session.ground = Ground(session.project, began)
    wanted = Wanted(selected, ignored)
    drafts, files = split(names, Path.cwd())
    paths = common.chosen(session, tuple(drafts), kind) if drafts or not files else []
    if mend:
        mend_documents(session, paths, wanted, translate)
    checked: list[Checked] = []
    wishes = Wishes(kind=more.pop("taken_for"), **more)
    words = WordChecks(session, files, wishes, wanted, translate) if files else None

    def look(path: Path) -> None:
        if words is None or path not in files:
            checked.append(check_document(session, path, wanted))
            return
        try:
            checked.append(words.check(path))
        finally:
            common.tell_all(words.notes, translate)

    refused = of_each([*paths, *files], look, translate, reported=style != "text" or out is not None)
    if not names and not kind:
        from draftkit.dossier.registers import all_contradictions
        from draftkit.site.settings import printed_raw

        found = (*all_contradictions(session), *printed_raw(session))
        checked += (Checked(name, [one for one in told if wanted(one.rule)]) for name, told in found)
    if not refused and not names and not kind and not selected and not ignored:
        checked += stale(session, checked)
    show(session, checked, style, out, translate)
    return refused or int(
        any(finding.severity >= common.SEVERITIES[fail_on] for one in checked for finding in one.findings)
    )


def mend_documents(session: Session, paths: Sequence[Path], wanted: Wanted, translate: Translate) -> None:
    """Mend what is certain in drafts, and tell each mend; one that cannot be read is told by the check that follows."""
    from draftkit.live.desk import Desk
    from draftkit.live.fixes import mend

    desk = Desk(session.project.root, session.project.cache)
    for path in paths:
        try:
            mended = mend(desk, path.resolve(), wanted)
        except OutputError:
            raise
        except DraftkitError:
            continue
        for one in mended:
            click.echo(f"{one.finding.span}: {word(one.title, translate)} [{one.finding.rule}]", err=True)


def show(session: Session, checked: Sequence[Checked], style: str, out: Path | None, translate: Translate) -> None:
    """Print a report in one format, or write it to a file."""
    report = Report(checked, translate, Lines(session.project.root))
    text = _said(report, style, colours=out is None)
    common.put(text, out)
    if checked and (style == "text" or out is not None):  # nothing was looked at, so nothing is said of it
        said = common.summary(report.findings, translate)
        common.tell_user(translate, "{count} documents: {summary}", count=len(checked), summary=said)


def _said(report: Report, style: str, colours: bool) -> str:
    if style == "json":
        return json_report(report)
    if style == "sarif":
        from draftkit.checks.report.sarif import sarif_report

        return sarif_report(report)
    if style == "github":
        from draftkit.checks.report.sarif import github_report

        return github_report(report)
    if style == "html":
        from draftkit.checks.report.html import html_report

        return html_report(report)
    from draftkit.checks.report.text import plain_paint, text_report

    return text_report(report, _paint if colours else plain_paint)


def _paint(text: str, style: str) -> str:
    return click.style(text, **_COLOURS[style])  # type: ignore[arg-type]
