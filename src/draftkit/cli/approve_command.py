"""draftkit approve"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from draftkit.cli.clock import today
from draftkit.cli.common import FILE, chosen, names_argument, open_session, print_findings, read_table, shown_path
from draftkit.cli.language import Translate, word
from draftkit.errors import ConfigError
from draftkit.library.session import Session
from draftkit.model.finding import Severity
from draftkit.model.keys import DRAFT
from draftkit.readers.metadata import is_date

_OWN = ("DK-P010", "DK-P011", "DK-P012")
"""What a new approval sets right."""


@click.command("approve")
@names_argument
@click.option("--by", required=True, metavar="HỌ TÊN, CHỨC VỤ", help="Who approves: name and post.")
@click.option("--date", "day", metavar="NĂM-THÁNG-NGÀY", help="The day of approval. Default: today.")
@click.option(
    "--each",
    "table",
    type=FILE,
    metavar="FILE",
    help="Approve the text with the rows of this file, for “build --each”.",
)
@click.pass_obj
def command(translate: Translate, /, names: tuple[str, ...], by: str, day: str | None, table: Path | None) -> int:
    from draftkit.campaign.approval import approval_file, record
    from draftkit.files.whole import write_whole

    if not names:
        raise ConfigError("Name the document to approve.")
    if not by.strip():
        raise ConfigError("--by: say who approves, name and post.")
    if day and not is_date(day):
        raise ConfigError("--date: “{value}” is no date; write one such as 2026-12-05.", value=day)
    if day and day > today():
        raise ConfigError("--date: {value} is still to come; nobody has approved anything then.", value=day)
    session = open_session(names=names)
    status = 0
    if table:
        return _approve_rows(session, chosen(session, names, None), table, by.strip(), day or today(), translate)
    for path in chosen(session, names, None):
        document = session.read(path)
        draft = document.bound.draft
        if draft.meta.values.get(DRAFT):
            raise _still_draft(path)
        wrong = [
            finding
            for finding in session.check(document)
            if finding.severity is Severity.ERROR and finding.rule not in _OWN
        ]
        if wrong:
            print_findings(wrong, translate)
            click.echo(
                translate("{file}: not approved: mend the errors first.").format(file=shown_path(path)), err=True
            )
            status = 1
            continue
        target = approval_file(draft)
        write_whole(target, record(document.bound, by.strip(), day or today()).encode())
        click.echo(shown_path(target))
    return status


def _still_draft(path: Path) -> ConfigError:
    return ConfigError(
        "{file}: still marked as a draft: take du_thao out of the metadata, then approve.", file=shown_path(path)
    )


def _approve_rows(session: Session, paths: Sequence[Path], table: Path, by: str, day: str, translate: Translate) -> int:
    """Approve one text with the rows of a table. Exit status 1 when a row cannot be built or has errors."""
    from draftkit.bulk.approve import approve_rows
    from draftkit.bulk.each import place
    from draftkit.files.whole import write_all

    path = place(session, paths, None)[0]
    if session.raw(path).meta.values.get(DRAFT):
        raise _still_draft(path)
    rows = read_table(table, translate)
    made = approve_rows(session, path, rows, by, day, _OWN)
    for number, fault in made.faults:
        click.echo(f"{rows.name}:{number}: {word(fault, translate)}", err=True)
    print_findings(made.errors, translate)
    if not made.files:
        click.echo(translate("{file}: not approved: mend the errors first.").format(file=shown_path(path)), err=True)
        return 1
    write_all(session.project.root, made.files)
    for file in made.files:
        click.echo(shown_path(file))
    return 0
