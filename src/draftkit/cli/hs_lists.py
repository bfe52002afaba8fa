"""draftkit hs check, convert, expand, export, assign"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from draftkit.checks.report.report import VERSION, finding_data
from draftkit.cli import common, hs_common
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


@click.command(
    "check", help="Check lists of goods (CSV or XLSX) against the nomenclature and the scheme of identification codes."
)
@click.argument("files", nargs=-1, required=True, type=common.FILE, metavar="TỆP...")
@hs_common.edition_option
@hs_common.reading_options
@click.option("--scheme", type=common.FILE, help="Scheme of identification codes (YAML).")
@click.option("--successors", type=common.FILE, help="Successor map of identification codes (CSV).")
@click.option("--history", type=common.FILE, help="History of identification codes (CSV).")
@click.option(
    "--previous",
    type=common.FILE,
    help="The edition of the list before: no identification code may vanish or stand for other goods.",
)
@common.fail_on_option
@common.style_option("text", "json")
@click.pass_obj
def check(translate: Translate, /, files: tuple[Path, ...], edition: str, scheme: Path | None, **given: Any) -> int:
    known = hs_common.library()
    base = with_identity(make_ground(known, edition), scheme, given["successors"])
    found: list[Finding] = []
    accounts: list[GoodsList] = []

    def look(path: Path) -> None:
        goods = hs_common.read_list(path, base.edition, given["columns"], given["sheet"])
        before = given["previous"]
        ground = replace(base, previous=hs_common.read_list(before, base.edition, (), "")) if before else base
        faults = check_goods(goods, ground)
        if given["history"]:
            history = given["history"]
            faults.extend(history_faults(goods, read_history(history), ground.successors, history.name))
        found.extend(hs_common.findings(goods, faults))
        accounts.append(goods)

    status = of_each(files, look, translate, reported=given["style"] == "json")
    count = sum(line.role == "line" for goods in accounts for line in goods.lines)
    if given["style"] == "json":
        read = [hs_common.told(goods, base.nomenclature, base.edition, translate) for goods in accounts]
        data = {"version": VERSION, "findings": [finding_data(finding, translate) for finding in found], "read": read}
        common.put_data(data)
    else:
        common.print_findings(found, translate)
        for goods in accounts:
            hs_common.tell(goods, base.nomenclature, base.edition, translate)
        text = translate("{count} lines of goods, {edition}: {summary}")
        click.echo(
            text.format(count=count, edition=base.edition or "-", summary=common.summary(found, translate)), err=True
        )
    return status or int(any(finding.severity >= common.SEVERITIES[given["fail_on"]] for finding in found))


@click.command(
    "convert",
    help="Bring a list of goods to another edition; every row is kept, split codes are left for you to choose.",
)
@click.argument("file", type=common.FILE, metavar="TỆP")
@hs_common.editions_options(
    help="Edition to convert to; the edition of the list itself when it is only to be repaired."
)
@click.option(
    "--repair", is_flag=True, help="Put back zeros that a spreadsheet took from codes, where only one code fits."
)
@hs_common.reading_options
@hs_common.out_option
@common.style_option("text", "json")
@click.pass_obj
def convert(
    translate: Translate, /, file: Path, target: str, source: str, repair: bool, out: Path | None, **given: Any
) -> int:
    start, table, book, aim = hs_common.between(hs_common.library(), source, target)
    goods = hs_common.read_list(file, start, given["columns"], given["sheet"])
    done = converted(goods, table, book, aim, repair)
    found = hs_common.findings(goods, done.faults)
    if out:
        write_whole(out, hs_common.rewritten(file, goods, done.rows, done.cells, out))
    if given["style"] == "json":
        values: dict[str, Any] = {
            "version": 1,
            "from": start,
            "to": target,
            "repaired": done.repaired,
            "replaced": done.replaced,
            "findings": [finding_data(finding, translate) for finding in found],
            "read": hs_common.told(goods, book, start, translate),
        }
        common.put_data(values if out else {**values, "rows": done.rows})
    else:
        if not out:
            hs_common.write_rows(done.rows, None, goods.separator)
        for finding in found:
            click.echo(f"{finding.span}: {finding.rule} {word(finding.message, translate)}", err=True)
        hs_common.tell(goods, book, start, translate)
        text, rows = (
            "{rows} rows: {repaired} codes repaired, {replaced} replaced, {open} left to decide",
            len(goods.lines),
        )
        common.tell_user(translate, text, rows=rows, repaired=done.repaired, replaced=done.replaced, open=len(found))
    return int(any(finding.severity >= common.SEVERITIES["error"] for finding in found))


@click.command(
    "expand", help="Take a list apart into the lines of the nomenclature that its codes, ranges and chapters cover."
)
@click.argument("file", type=common.FILE, metavar="TỆP")
@hs_common.edition_option
@hs_common.reading_options
@hs_common.out_option
@click.pass_obj
def expand(
    translate: Translate, /, file: Path, edition: str, columns: tuple[str, ...], sheet: str, out: Path | None
) -> int:
    book = hs_common.library().nomenclature(edition)
    if book is None:
        click.echo(translate("draftkit.yaml names no nomenclature (danh_muc_hs)."), err=True)
        return 2
    goods = hs_common.read_list(file, book.edition, columns, sheet, out)
    rows = expanded_rows(goods, book)
    hs_common.write_rows(rows, out, goods.separator)
    hs_common.tell(goods, book, book.edition, translate)
    empty = sum(not row[2] for row in rows[1:])
    text = translate("{rows} lines of {edition}; {empty} rows of goods cover none that the file holds")
    click.echo(text.format(rows=len(rows) - 1 - empty, edition=book.edition, empty=empty), err=True)
    return int(empty > 0)


@click.command("export", help="Write a list of goods as data for other systems: CSV, or JSON with its schema.")
@click.argument("file", required=False, type=common.FILE, metavar="TỆP")
@hs_common.edition_option
@hs_common.reading_options
@click.option("--schema", "only_schema", is_flag=True, help="Print the JSON Schema and nothing else.")
@common.style_option("csv", "json")
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
        common.put_data(schema())
        return 0
    if file is None:
        raise click.UsageError(translate("Name the list to export."))
    style = hs_common.style_of(out, style)
    ground = make_ground(hs_common.library(), edition)
    goods = hs_common.read_list(file, ground.edition, given["columns"], given["sheet"], out)
    records = exported(goods)
    if style == "json":
        data = {"version": 1, "edition": ground.edition, "file": goods.name, "goods": records}
        common.put_data(data, out)
    else:
        hs_common.write_rows(exported_rows(records), out)
    hs_common.tell(goods, ground.nomenclature, ground.edition, translate)
    unread = sum(not record["ma_hs_tu"] for record in records)
    text = translate("{count} records; {unread} without a code that can be read")
    click.echo(text.format(count=len(records), unread=unread), err=True)
    return int(unread > 0)


_TABLE: dict[str, Any] = {"type": NEW_FILE, "required": True, "metavar": "TỆP.csv|.xlsx"}


@click.command(
    "assign",
    help="Give the next identification codes to goods that have none, and write down in the history what was given.",
)
@click.argument("file", type=common.FILE, metavar="TỆP")
@hs_common.edition_option
@hs_common.reading_options
@click.option("--scheme", type=common.FILE, required=True, help="Scheme of identification codes (YAML).")
@click.option("--successors", type=common.FILE, help="Successor map of identification codes (CSV).")
@click.option("--history", **_TABLE, help="History of identification codes; made if missing.")
@click.option("--date", required=True, metavar="2027-01-05", help="The day the codes are given.")
@click.option("--reason", required=True, metavar="LÝ DO", help="Why: a decision, a circular …")
@click.option("--out", **_TABLE, help="Write the list with its codes to this file.")
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
    ground = with_identity(make_ground(hs_common.library(), edition), None, successors)
    goods = hs_common.read_list(file, ground.edition, given["columns"], given["sheet"], history)
    past = read_history(history) if history.exists() or history.is_symlink() else []
    taken = [*ground.successors, *(code for others in ground.successors.values() for code in others)]
    taken += [item.ident for item in past]
    done = assigned(goods, read_scheme(scheme), taken, ground.edition, date, reason)
    more = changes(goods, past, ground.edition, date, reason)
    new = {event.row: {goods.columns["ident"]: event.ident} for event in done.events}
    events = hs_common.packed(as_rows([*past, *done.events, *more]), history)
    write_all(
        root_around(Path.cwd()) or Path(), {out: hs_common.rewritten(file, goods, done.rows, new, out), history: events}
    )
    hs_common.tell(goods, ground.nomenclature, ground.edition, translate)
    text = translate("{count} codes given, {changed} changes written down in {file}")
    click.echo(text.format(count=len(done.events), changed=len(more), file=history.name), err=True)
    return 0
