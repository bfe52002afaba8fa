"""draftkit diff, and `--table`"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

import draftkit as dk
from draftkit.cli import common
from draftkit.cli.language import Translate, choose, word
from draftkit.cli.stopped import Stopped, leave_out, print_stopped
from draftkit.cli.written import NEW_FILE
from draftkit.compare.terminal import change_lines, lines
from draftkit.compare.values import Comparison, View
from draftkit.errors import ConfigError
from draftkit.files.names import keep_apart
from draftkit.files.whole import write_whole
from draftkit.law.dates import as_day, is_date, no_date
from draftkit.library.comparing import Changes, Pair, differing_files, pairs, word_pair
from draftkit.library.session import Session
from draftkit.model.message import Severity
from draftkit.model.named import NamedTuple

_TIME = re.compile(r"(?:T\d\d:\d\d:\d\dZ?)?")


class Request(NamedTuple):
    """What was asked for, as the options of the command."""

    names: tuple[str, ...]
    style: str
    details: bool
    no_renumbering: bool
    redline: Path | None
    table: Path | None
    explanations: Path | None
    author: str
    date: str
    out: Path | None


@click.command("diff")
@click.argument("names", nargs=-1, required=True, metavar="CŨ MỚI | BẢN1..BẢN2 [TÊN]...")
@common.style_option("text", "html", "json")
@click.option("--details", is_flag=True, help="Show each number and reference that changed only because others did.")
@click.option(
    "--no-renumbering", is_flag=True, help="Leave out numbers and references that changed only because others did."
)
@click.option("--redline", type=NEW_FILE, metavar="OUT.docx", help="Write a Word file with tracked changes.")
@click.option(
    "--table", type=NEW_FILE, metavar="OUT.docx", help="Write the comparison and explanation table as a Word file."
)
@click.option(
    "--explain",
    "explanations",
    type=common.FILE,
    metavar="YAML",
    help="Explanations by label for the table. Default: those of the dossier of the draft.",
)
@click.option("--author", default="draftkit", show_default=True, help="Who made the tracked changes.")
@click.option(
    "--date", default="2000-01-01", show_default=True, help="When the tracked changes were made, as 2026-12-05."
)
@click.option("--out", type=NEW_FILE, metavar="FILE", help="Write the comparison into this file.")
@click.pass_obj
def command(translate: Translate, /, **given: Any) -> int:
    return _diff(Request(**given), translate)


def _diff(asked: Request, translate: Translate) -> int:
    redline, table, out = asked.redline, asked.table, asked.out
    if asked.details and asked.no_renumbering:
        raise click.UsageError(translate("Choose one: --details or --no-renumbering."))
    asked = asked._replace(date=as_day(asked.date))
    if not is_date(asked.date[:10]) or not _TIME.fullmatch(asked.date[10:]):
        raise ConfigError.of(no_date("--date", asked.date))
    keep_apart((redline, table, out), *asked.names)
    view = View.SETTLED if asked.no_renumbering else View.DETAILS if asked.details else View.FOLDED
    with ExitStack() as stack:
        found = _pairs(asked.names, stack, table is not None, translate)
        if (redline or table) and len(found) != 1:
            raise click.UsageError(translate("A redline or a table is made of one document: name it."))
        made = [dk.diff(old, new) for old, new in found]
        quiet = asked.style == "text" and not out and (redline or table)
        if redline and _redline(made[0], redline, asked.author, asked.date, translate) and quiet and not table:
            return 1  # they differ: which provisions do nobody asked
        if table:
            write_table(found[0], made[0].comparison, table, asked.explanations, translate)
        compared, status, stopped = list[Comparison](), 0, Stopped()
        for pair, changes in zip(found, made, strict=True):
            try:
                compared.append(changes.comparison)
                _tell_unread(pair, changes.comparison, translate)
            except Exception as error:  # one that cannot be read keeps no other from being compared
                name = " ".join(dict.fromkeys(one.name for one in pair if one))
                status = max(status, leave_out(stopped, error, Path(name), found))
        text = "" if quiet else _printed(compared, asked.style, view, translate, out is not None)
    if out or not quiet:
        common.put(text, out, True if asked.style == "text" and sys.stdout.isatty() else None)
    print_stopped(stopped, translate)
    return max(status, int(any(item.changes for item in compared)))


def _tell_unread(pair: Pair, found: Comparison, translate: Translate) -> None:
    """Files of two drafts that differ although nothing of them was found to."""
    if found.changes:
        return
    if files := differing_files(pair):
        common.tell_user(
            translate,
            "Files that differ although nothing printed does: {files}. “draftkit check” tells whether one cannot "
            "be read.",
            files=", ".join(files),
        )


def _pairs(names: Sequence[str], stack: ExitStack, alone: bool, translate: Translate) -> list[Pair]:
    """What is compared with what; two Word files need no project."""
    cwd = Path.cwd()
    session = common.open_session(names=names, apart=True)
    names = [_file_of(session, name) for name in names]
    files = word_pair(session, names, cwd)
    return [files] if files else pairs(session, names, cwd, stack, alone, translate("working copy"))


def _file_of(session: Session, name: str) -> str:
    """The file of an act of references.yaml (`@nd-12`) that has its text; any other name as it is."""
    act = session.shared.acts.get(name[1:]) if name.startswith("@") else None
    return act.full_text if act and act.full_text else name


def _printed(compared: Sequence[Comparison], style: str, view: View, translate: Translate, to_file: bool) -> str:
    if style == "json":
        from draftkit.compare.data import data

        return json.dumps(data(compared, view), ensure_ascii=False, indent=2) + "\n"
    if style == "html":
        from draftkit.compare.html import page

        return page(compared, lambda message: word(message, translate), view, choose(sys.argv[1:]))
    colour = not to_file and sys.stdout.isatty()
    shown = [item for item in compared if item.changes] if len(compared) > 1 else compared
    told = ["\n".join(lines(item, lambda message: word(message, translate), view, colour)) for item in shown]
    if same := len(compared) - len(shown):
        told.append(translate("{count} documents without differences").format(count=same))
    return "\n\n".join(told)


def _redline(changes: Changes, path: Path, author: str, date: str, translate: Translate) -> bool:
    """Write the redline; whether the two files differ."""
    made = changes.redline(author, date)
    made.write(path)
    common.tell_all(made.notices, translate)
    text = translate("{file}: {count} tracked changes; accepting all gives {new}, rejecting all gives {old} (checked).")
    if made.untracked:
        text = translate(
            "{file}: {count} tracked changes; accepting all gives {new}, rejecting all gives the words of {old} "
            "(checked). What is named above is not tracked and stays as in {new}."
        )
    names = {"old": changes.old.name if changes.old else "", "new": changes.new.name if changes.new else ""}
    click.echo(text.format(file=path, count=made.changes, **names), err=True)
    return made.changes > 0 or made.untracked


def write_table(pair: Pair, found: Comparison, path: Path, explanations: Path | None, translate: Translate) -> None:
    """Write the comparison and explanation table of two documents, or of one that replaces nothing. What was `found` to
    differ besides the letters has no cell: it is told, and nothing is then said to be unchanged."""
    from draftkit.dossier.standalone import comparison_table

    old, new = pair
    session, draft = (new.session, new.draft()) if new else (None, None)
    if new is None or draft is None or not isinstance(session, Session):
        said = "A table compares a document with what it is to replace: name the new one last."
        raise click.UsageError(translate(said))
    before = old.draft() if old else None
    beside = [change for change in found.changes if change.marks] if old else []
    document, findings = comparison_table(
        session, before, draft, explanations, old.name if old else "", claims=not beside
    )
    if beside:
        common.tell_user(translate, "What differs besides the letters is not in the table:")
    for change in beside:
        click.echo("\n".join(change_lines(change, lambda message: word(message, translate))), err=True)
    common.print_findings(findings, translate, Severity.WARNING)
    write_whole(path, session.docx(document))
    click.echo(common.shown_path(path), err=True)
