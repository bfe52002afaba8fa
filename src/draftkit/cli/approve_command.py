"""draftkit approve"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli import common
from draftkit.cli.clock import today
from draftkit.cli.each import sheet_option
from draftkit.cli.language import Translate, word
from draftkit.cli.stopped import of_each
from draftkit.errors import ConfigError
from draftkit.files.whole import write_all
from draftkit.law.dates import as_day, is_date
from draftkit.library.session import Session

if TYPE_CHECKING:
    from draftkit.bulk.approve import Approval
    from draftkit.bulk.rows import Rows


@click.command("approve")
@common.names_argument
@click.option("--by", required=True, metavar="HỌ TÊN, CHỨC VỤ", help="Who approves: name and post.")
@click.option("--date", "day", metavar="NĂM-THÁNG-NGÀY", help="The day of approval. Default: today.")
@click.option(
    "--each",
    "table",
    type=common.FILE,
    metavar="FILE",
    help="Approve the text with the rows of this file, for “build --each”.",
)
@sheet_option
@click.pass_obj
def command(
    translate: Translate, /, names: tuple[str, ...], by: str, day: str | None, table: Path | None, sheet: str
) -> int:
    if not names:
        raise ConfigError("Name the document to approve.")
    if not by.strip():
        raise ConfigError("--by: say who approves, name and post.")
    if day and not is_date(day := as_day(day)):
        raise ConfigError("--date: “{value}” is no date; write one such as 2026-12-05.", value=day)
    if day and day > today():
        raise ConfigError("--date: {value} is still to come; nobody has approved anything then.", value=day)
    session = common.open_session(names=names)
    paths, by, day = common.chosen(session, names, None), by.strip(), day or today()
    if sheet and not table:
        raise ConfigError("--sheet needs a table: --each FILE.")
    if table:
        return _approve_rows(session, paths, common.read_table(table, sheet, translate, paths[0]), by, day, translate)
    from draftkit.bulk.approve import approve_text, named_first

    def approve(path: Path) -> int:
        made = approve_text(session, session.read(path), by, day)
        status = _written(session, path, made, translate)
        for file in made.files:
            session.changed(file)  # those that name it see it approved
        return status

    return of_each(named_first(session, paths) if paths[1:] else paths, approve, translate)


def _approve_rows(session: Session, paths: Sequence[Path], rows: Rows, by: str, day: str, translate: Translate) -> int:
    """Approve one text with the rows of a table. Exit status 1 when a row cannot be built or has errors."""
    from draftkit.bulk.approve import approve_rows
    from draftkit.bulk.each import place

    path = place(session, paths, None)[0]
    made = approve_rows(session, path, rows, by, day)
    for number, fault in made.faults:
        click.echo(f"{rows.name}:{number}: {word(fault, translate)}", err=True)
    return _written(session, path, made, translate)


def _written(session: Session, path: Path, made: Approval, translate: Translate) -> int:
    """Write an approval, or say what stands against it; warnings are said in either case."""
    common.print_findings((*made.errors, *made.warnings), translate)
    if not made.files:
        common.tell_user(translate, "{file}: not approved: mend the errors first.", file=common.shown_path(path))
        return 1
    write_all(session.project.root, made.files)
    for file in made.files:
        click.echo(common.shown_path(file))
    return 0
