"""draftkit hs assign"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from draftkit.cli.common import FILE, NEW_FILE, options
from draftkit.cli.hs_common import edition_option, library, read_list, reading_options, tell, write_list
from draftkit.cli.language import Translate
from draftkit.errors import ConfigError
from draftkit.hs.convert import as_csv
from draftkit.hs.ground import make_ground, with_identity
from draftkit.hs.identity import read_scheme
from draftkit.hs.lifetime import as_rows, changes, read_history
from draftkit.hs.lifetime import assign as assigned
from draftkit.law.dates import is_date

_options = options(
    click.argument("file", type=FILE, metavar="TỆP"),
    edition_option,
    reading_options,
    click.option("--scheme", type=FILE, required=True, help="Scheme of identification codes (YAML)."),
    click.option("--successors", type=FILE, help="Successor map of identification codes (CSV)."),
    click.option(
        "--history", type=NEW_FILE, required=True, help="History of identification codes (CSV); made if missing."
    ),
    click.option("--date", required=True, metavar="2027-01-05", help="The day the codes are given."),
    click.option("--reason", required=True, metavar="LÝ DO", help="Why: a decision, a circular …"),
    click.option(
        "--out", type=NEW_FILE, required=True, help="Write the list with its codes to this file (.csv or .xlsx)."
    ),
)


@click.command(
    "assign",
    help="Give the next identification codes to goods that have none, and write down in the history what was given.",
)
@_options
@click.pass_obj
def assign(
    translate: Translate, /, file: Path, edition: str, scheme: Path, history: Path, date: str, reason: str, **given: Any
) -> int:
    from draftkit.files.whole import write_whole

    if not is_date(date):
        raise ConfigError("“{key}” must be a date such as 2026-12-05, not “{value}”", key="--date", value=date)
    if not reason.strip():
        raise ConfigError("--reason must say why: it stands in the history for good")
    ground = with_identity(make_ground(library(), edition), None, given["successors"])
    goods = read_list(file, ground.edition, given["columns"], given["sheet"])
    past = read_history(history) if history.exists() else []
    taken = [*ground.successors, *(code for others in ground.successors.values() for code in others)]
    taken += [item.ident for item in past]
    done = assigned(goods, read_scheme(scheme), taken, ground.edition, date, reason)
    more = changes(goods, past, ground.edition, date, reason)
    new = {event.row: {goods.columns["ident"]: event.ident} for event in done.events}
    write_list(file, goods, done.rows, new, given["out"])
    write_whole(history, as_csv(as_rows([*past, *done.events, *more]), ","))
    tell(goods, ground.nomenclature, ground.edition, translate)
    text = translate("{count} codes given, {changed} changes written down in {file}")
    click.echo(text.format(count=len(done.events), changed=len(more), file=history.name), err=True)
    return 0
