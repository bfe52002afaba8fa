"""draftkit hs check, convert, expand, export, assign"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from draftkit.checks.report.report import VERSION, finding_data
from draftkit.cli import hs_common as common
from draftkit.cli.common import (
    FILE,
    SEVERITIES,
    fail_on_option,
    options,
    print_findings,
    put_data,
    style_option,
    summary,
    tell_user,
)
from draftkit.cli.language import Translate, word
from draftkit.cli.stopped import of_each
from draftkit.cli.written import NEW_FILE
from draftkit.errors import ConfigError
from draftkit.files.names import keep_apart
from draftkit.files.whole import write_all, write_whole
from draftkit.hs.check import check_goods
from draftkit.hs.convert import convert as converted
from draftkit.hs.expand import expanded_rows, exported, exported_rows, schema
from draftkit.hs.goods import GoodsList
from draftkit.hs.ground import make_ground, with_identity
from draftkit.hs.identity import read_scheme
from draftkit.hs.lifetime import as_rows, changes, history_faults, read_history
from draftkit.hs.lifetime import assign as assigned
from draftkit.law.dates import as_day, is_date, no_date
from draftkit.library.project import root_around
from draftkit.model.message import Finding

_check_options = options(
    click.argument("files", nargs=-1, required=True, type=FILE, metavar="TỆP..."),
    common.edition_option,
    common.reading_options,
    click.option("--scheme", type=FILE, help="Scheme of identification codes (YAML)."),
    click.option("--successors", type=FILE, help="Successor map of identification codes (CSV)."),
    click.option("--history", type=FILE, help="History of identification codes (CSV)."),
    click.option(
        "--previous",
        type=FILE,
        help="The edition of the list before: no identification code may vanish or stand for other goods.",
    ),
    fail_on_option,
    style_option("text", "json"),
)

_convert_options = options(
    click.argument("file", type=FILE, metavar="TỆP"),
    common.editions_options(
        help="Edition to convert to; the edition of the list itself when it is only to be repaired."
    ),
    click.option(
        "--repair", is_flag=True, help="Put back zeros that a spreadsheet took from codes, where only one code fits."
    ),
    common.reading_options,
    common.out_option,
    style_option("text", "json"),
)


@click.command(
    "check", help="Check lists of goods (CSV or XLSX) against the nomenclature and the scheme of identification codes."
)
@_check_options
@click.pass_obj
def check(translate: Translate, /, files: tuple[Path, ...], edition: str, scheme: Path | None, **given: Any) -> int:
    known = common.library()
    base = with_identity(make_ground(known, edition), scheme, given["successors"])
    found: list[Finding] = []
    accounts: list[GoodsList] = []

    def look(path: Path) -> None:
        goods = common.read_list(path, base.edition, given["columns"], given["sheet"])
        before = given["previous"]
        ground = replace(base, previous=common.read_list(before, base.edition, (), "")) if before else base
        faults = check_goods(goods, ground)
        if given["history"]:
            history = given["history"]
            faults.extend(history_faults(goods, read_history(history), ground.successors, history.name))
        found.extend(common.findings(goods, faults))
        accounts.append(goods)

    status = of_each(files, look, translate, reported=given["style"] == "json")
    count = sum(line.role == "line" for goods in accounts for line in goods.lines)
    if given["style"] == "json":
        data = {
            "version": VERSION,
            "findings": [finding_data(finding, translate) for finding in found],
            "read": [common.told(goods, base.nomenclature, base.edition, translate) for goods in accounts],
        }
        put_data(data)
    else:
        print_findings(found, translate)
        for goods in accounts:
            common.tell(goods, base.nomenclature, base.edition, translate)
        text = translate("{count} lines of goods, {edition}: {summary}")
        click.echo(text.format(count=count, edition=base.edition or "-", summary=summary(found, translate)), err=True)
    return status or int(any(finding.severity >= SEVERITIES[given["fail_on"]] for finding in found))


@click.command(
    "convert",
    help="Bring a list of goods to another edition; every row is kept, split codes are left for you to choose.",
)
@_convert_options
@click.pass_obj
def convert(
    translate: Translate, /, file: Path, target: str, source: str, repair: bool, out: Path | None, **given: Any
) -> int:
    start, table, book, aim = common.between(common.library(), source, target)
    goods = common.read_list(file, start, given["columns"], given["sheet"])
    done = converted(goods, table, book, aim, repair)
    found = common.findings(goods, done.faults)
    if out:
        write_whole(out, common.rewritten(file, goods, done.rows, done.cells, out))
    if given["style"] == "json":
        values: dict[str, Any] = {
            "version": 1,
            "from": start,
            "to": target,
            "repaired": done.repaired,
            "replaced": done.replaced,
            "findings": [finding_data(finding, translate) for finding in found],
            "read": common.told(goods, book, start, translate),
        }
        put_data(values if out else {**values, "rows": done.rows})
    else:
        if not out:
            common.write_rows(done.rows, None, goods.separator)
        for finding in found:
            click.echo(f"{finding.span}: {finding.rule} {word(finding.message, translate)}", err=True)
        common.tell(goods, book, start, translate)
        text, rows = (
            "{rows} rows: {repaired} codes repaired, {replaced} replaced, {open} left to decide",
            len(goods.lines),
        )
        tell_user(translate, text, rows=rows, repaired=done.repaired, replaced=done.replaced, open=len(found))
    return int(any(finding.severity >= SEVERITIES["error"] for finding in found))


@click.command(
    "expand", help="Take a list apart into the lines of the nomenclature that its codes, ranges and chapters cover."
)
@click.argument("file", type=FILE, metavar="TỆP")
@common.edition_option
@common.reading_options
@common.out_option
@click.pass_obj
def expand(
    translate: Translate, /, file: Path, edition: str, columns: tuple[str, ...], sheet: str, out: Path | None
) -> int:
    book = common.library().nomenclature(edition)
    if book is None:
        click.echo(translate("draftkit.yaml names no nomenclature (danh_muc_hs)."), err=True)
        return 2
    goods = common.read_list(file, book.edition, columns, sheet, out)
    rows = expanded_rows(goods, book)
    common.write_rows(rows, out, goods.separator)
    common.tell(goods, book, book.edition, translate)
    empty = sum(not row[2] for row in rows[1:])
    text = translate("{rows} lines of {edition}; {empty} rows of goods cover none that the file holds")
    click.echo(text.format(rows=len(rows) - 1 - empty, edition=book.edition, empty=empty), err=True)
    return int(empty > 0)


@click.command("export", help="Write a list of goods as data for other systems: CSV, or JSON with its schema.")
@click.argument("file", required=False, type=FILE, metavar="TỆP")
@common.edition_option
@common.reading_options
@click.option("--schema", "only_schema", is_flag=True, help="Print the JSON Schema and nothing else.")
@style_option("csv", "json")
@click.option("--out", type=NEW_FILE, metavar="TỆP.csv|.xlsx|.json", help="Write to this file instead of the screen.")
@click.pass_obj
def export(
    translate: Translate,
    /,
    file: Path | None,
    edition: str,
    out: Path | None,
    style: str,
    only_schema: bool,
    **given: Any,
) -> int:
    if only_schema:
        put_data(schema())
        return 0
    if file is None:
        raise click.UsageError(translate("Name the list to export."))
    style = common.style_of(out, style)
    ground = make_ground(common.library(), edition)
    goods = common.read_list(file, ground.edition, given["columns"], given["sheet"], out)
    records = exported(goods)
    if style == "json":
        data = {"version": 1, "edition": ground.edition, "file": goods.name, "goods": records}
        put_data(data, out)
    else:
        common.write_rows(exported_rows(records), out)
    common.tell(goods, ground.nomenclature, ground.edition, translate)
    unread = sum(not record["ma_hs_tu"] for record in records)
    text = translate("{count} records; {unread} without a code that can be read")
    click.echo(text.format(count=len(records), unread=unread), err=True)
    return int(unread > 0)


_TABLE: dict[str, Any] = {"type": NEW_FILE, "required": True, "metavar": "TỆP.csv|.xlsx"}
_options = options(
    click.argument("file", type=FILE, metavar="TỆP"),
    common.edition_option,
    common.reading_options,
    click.option("--scheme", type=FILE, required=True, help="Scheme of identification codes (YAML)."),
    click.option("--successors", type=FILE, help="Successor map of identification codes (CSV)."),
    click.option("--history", **_TABLE, help="History of identification codes; made if missing."),
    click.option("--date", required=True, metavar="2027-01-05", help="The day the codes are given."),
    click.option("--reason", required=True, metavar="LÝ DO", help="Why: a decision, a circular …"),
    click.option("--out", **_TABLE, help="Write the list with its codes to this file."),
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
    if not is_date(date := as_day(date)):
        raise ConfigError.of(no_date("--date", date))
    if not reason.strip():
        raise ConfigError("--reason must say why: it stands in the history for good")
    out, successors = given["out"], given["successors"]
    keep_apart((out, history), scheme, *filter(None, [successors]))
    ground = with_identity(make_ground(common.library(), edition), None, successors)
    goods = common.read_list(file, ground.edition, given["columns"], given["sheet"], history)
    past = read_history(history) if history.exists() or history.is_symlink() else []
    taken = [*ground.successors, *(code for others in ground.successors.values() for code in others)]
    taken += [item.ident for item in past]
    done = assigned(goods, read_scheme(scheme), taken, ground.edition, date, reason)
    more = changes(goods, past, ground.edition, date, reason)
    new = {event.row: {goods.columns["ident"]: event.ident} for event in done.events}
    events = common.packed(as_rows([*past, *done.events, *more]), history)
    write_all(
        root_around(Path.cwd()) or Path(), {out: common.rewritten(file, goods, done.rows, new, out), history: events}
    )
    common.tell(goods, ground.nomenclature, ground.edition, translate)
    text = translate("{count} codes given, {changed} changes written down in {file}")
    click.echo(text.format(count=len(done.events), changed=len(more), file=history.name), err=True)
    return 0
