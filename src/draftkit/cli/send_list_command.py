"""draftkit send-list"""

from __future__ import annotations

from glob import escape
from pathlib import Path
from typing import Any

import click

from draftkit.cli.common import FILE, WholeNumber, chosen, open_session, read_table, shown_path, tell_user
from draftkit.cli.each import called_option, empty_option, sheet_option
from draftkit.cli.gate import GateOptions, gate_options, print_aside
from draftkit.cli.language import Translate, word
from draftkit.cli.written import NEW_FOLDER
from draftkit.files.whole import set_aside, write_whole
from draftkit.readers.source import clear_text


@click.command("send-list")
@click.argument("name", metavar="TÊN")
@click.option(
    "--each",
    "rows",
    type=FILE,
    required=True,
    metavar="FILE",
    help="Who receives: a CSV or XLSX file with a column thu_dien_tu; the same as for build --each.",
)
@click.option(
    "--without", type=FILE, metavar="FILE", help="Addresses that want no mail, one a line: they are left out."
)
@click.option(
    "--block",
    type=WholeNumber(1, 1000),
    default=50,
    show_default=True,
    help="How many addresses stand in one block for Bcc.",
)
@gate_options
@sheet_option
@called_option
@empty_option
@click.option("--out", type=NEW_FOLDER, metavar="DIR", help="Put the files there.")
@click.pass_obj
def command(
    translate: Translate,
    /,
    name: str,
    rows: Path,
    sheet: str,
    without: Path | None,
    block: int,
    pattern: str,
    allow_empty: bool,
    out: Path | None,
    **more: Any,
) -> int:
    from draftkit.bulk.each import Series, series
    from draftkit.bulk.recipients import mails, send_lists
    from draftkit.bulk.rows import used_names

    gate = GateOptions(**more)
    session = open_session(gate.occasion(translate), (name,))
    (path,) = chosen(session, (name,), None)[:1]
    raw, document = session.raw(path), session.read(path)
    found = series(session, document)
    data = read_table(rows, sheet, translate, path)
    used = used_names(raw.source.text, *raw.meta.values.values())
    own = bool(used & set(data.columns)) or bool(pattern)
    asked = {"pattern": pattern, "empty": allow_empty, "embargoed": gate.embargoed}
    names, unmade = mails(session, path, data, **asked) if own else (None, ())
    whole = Series((document,)) if not found else found._replace(documents=()) if own else found  # each row by itself
    against = [*whole.faults, *(reason for one in whole.documents for reason in session.refusals(one, gate.embargoed))]
    unwilling = clear_text(without, without.name).splitlines() if without else ()
    plain = document.bound._replace(values={}).line
    subject = plain(str(raw.meta.mail.get("chu_de") or "")) or plain(raw.meta.title) or path.stem
    made = send_lists(data, subject, names, block, unwilling, document.bound.values)
    folder = out or session.output_folder(path).parent
    given = made.files if made.receivers and not against else {}  # a build would make none of their mails
    files = {folder / f"{path.stem}.{ending}": content for ending, content in given.items()}
    older = (*folder.glob(f"{escape(path.stem)}.bcc-*.txt"), *folder.glob(f"{escape(path.stem)}.gui.csv"))
    print_aside(set_aside(one for one in older if one not in files), translate)
    for file, content in files.items():
        write_whole(file, content)
        click.echo(shown_path(file))
    said = {str(one): one for one in against}
    faults = sorted((*made.faults, *unmade), key=lambda fault: fault[0])
    for number, fault in (one for one in faults if str(one[1]) not in said):  # what is said of all is told once
        click.echo(f"{shown_path(rows)}:{number}: {word(fault, translate)}", err=True)
    for reason in said.values():
        click.echo(f"{shown_path(path)}: {translate('not to be sent yet')}: {word(reason, translate)}", err=True)
    text = "{count} receive it; {repeated} rows repeat an address{rows}, {unwilling} want no mail. Nothing was sent."
    count, repeated = made.receivers if given else 0, len(made.repeated)
    tell_user(translate, text, count=count, repeated=repeated, rows=made.where, unwilling=made.unwilling)
    return 1 if faults or against else 0
