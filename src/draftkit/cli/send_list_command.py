"""draftkit send-list"""

from __future__ import annotations

from glob import escape
from pathlib import Path

import click

from draftkit.cli.clock import now
from draftkit.cli.common import FILE, WholeNumber, chosen, open_session, read_table, shown_path, tell_user
from draftkit.cli.each import called_option, empty_option, sheet_option
from draftkit.cli.language import Translate, word
from draftkit.cli.written import NEW_FOLDER
from draftkit.files.whole import set_aside, write_whole
from draftkit.model.tree import Occasion
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
) -> int:
    from draftkit.bulk.each import Series, series
    from draftkit.bulk.recipients import mails, send_lists
    from draftkit.bulk.rows import used_names

    session = open_session(Occasion(now()), (name,))
    (path,) = chosen(session, (name,), None)[:1]
    raw, document = session.raw(path), session.read(path)
    found = series(session, document)
    data = read_table(rows, sheet, translate, path)
    used = used_names(raw.source.text, *raw.meta.values.values())
    own = bool(used & set(data.columns)) or bool(pattern)
    names, unmade = mails(session, path, data, pattern, allow_empty) if own else (None, ())
    whole = Series((document,)) if not found else found._replace(documents=()) if own else found  # each row by itself
    against = [*whole.faults, *(reason for one in whole.documents for reason in session.refusals(one))]
    unwilling = clear_text(without, without.name).splitlines() if without else ()
    plain = document.bound._replace(values={}).line
    subject = plain(str(raw.meta.mail.get("chu_de") or "")) or plain(raw.meta.title) or path.stem
    made = send_lists(data, subject, names, block, unwilling, document.bound.values)
    folder = out or session.output_folder(path).parent
    files = {folder / f"{path.stem}.{ending}": content for ending, content in made.files.items() if made.receivers}
    older = (*folder.glob(f"{escape(path.stem)}.bcc-*.txt"), *folder.glob(f"{escape(path.stem)}.gui.csv"))
    set_aside(one for one in older if one not in files)
    for file, content in files.items():
        write_whole(file, content)
        click.echo(shown_path(file))
    faults = sorted((*made.faults, *unmade), key=lambda fault: fault[0])
    for number, fault in faults:
        click.echo(f"{shown_path(rows)}:{number}: {word(fault, translate)}", err=True)
    for reason in {str(one): one for one in against}.values():
        click.echo(f"{shown_path(path)}: {translate('not to be sent yet')}: {word(reason, translate)}", err=True)
    text = "{count} receive it; {repeated} rows repeat an address, {unwilling} want no mail. Nothing was sent."
    tell_user(translate, text, count=made.receivers, repeated=made.repeated, unwilling=made.unwilling)
    return 1 if faults or against else 0
