"""draftkit hs, and `hs lookup`, `hs correlate`, `hs diff`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from draftkit.cli import hs_common
from draftkit.cli.common import FILE, open_session, put, put_data, shown_path, style_option
from draftkit.cli.hs_common import edition_option, library
from draftkit.cli.hs_lists import assign, check, convert, expand, export
from draftkit.cli.language import Translate
from draftkit.errors import ConfigError
from draftkit.files.whole import write_whole
from draftkit.hs import correlate as fates
from draftkit.hs import editions
from draftkit.hs.code import OK, printed, read_code, with_dashes
from draftkit.hs.named_goods import is_words, search
from draftkit.hs.nomenclature import Library, Nomenclature, open_library

_MOST = 30


@click.command(
    "lookup",
    help="Show what HS codes stand for, with their headings and what became of them in other editions; or find "
    "codes by words, with or without marks.",
)
@click.argument("codes", nargs=-1, required=True, metavar="MÃ... | TỪ...")
@edition_option
@style_option("text", "json")
@click.pass_obj
def lookup(translate: Translate, /, codes: tuple[str, ...], edition: str, style: str) -> int:
    known = library()
    book = known.nomenclature(edition)
    if book is None:
        click.echo(translate("draftkit.yaml names no nomenclature (danh_muc_hs)."), err=True)
        return 2
    if any(is_words(text) for text in codes):
        return _words(" ".join(codes), book, style, translate)
    rows = [_code_data(text, book, known) for text in codes]
    if style == "json":
        put_data({"version": 1, "edition": book.edition, "codes": rows})
    else:
        for row in rows:
            _print_code(row, book, translate)
    return int(any(not row["found"] for row in rows))


def _words(text: str, book: Nomenclature, style: str, translate: Translate) -> int:
    found = search(book, text)
    shown = [
        {"code": printed(code), "description": with_dashes(book.entries[code].depth, book.entries[code].description)}
        for code in found
    ]
    if style == "json":
        data = {"version": 1, "edition": book.edition, "words": text, "count": len(found), "codes": shown}
        put_data(data)
        return int(not found)
    for row in shown[:_MOST]:
        click.echo(f"{row['code']:12}{row['description']}")
    said = "{edition}: {count} codes hold “{words}”"
    count = translate(said).format(edition=book.edition, count=len(found), words=text)
    if len(found) > _MOST:
        count += translate("; the first {count} are shown, add words to find fewer").format(count=_MOST)
    if book.excerpt:
        count += translate("; the file is an excerpt")
    click.echo(count, err=True)
    return int(not found)


def _code_data(text: str, book: Nomenclature, known: Library) -> dict[str, Any]:
    reading = read_code(text)
    digits = reading.digits if reading.state == OK and reading.scope is None else ""
    chain = [
        {"code": printed(code), "description": with_dashes(entry.depth, entry.description) if entry else ""}
        for code, entry in book.chain(digits)
    ]
    below = sum(code.startswith(digits) and len(code) == book.deepest for code in book.codes) if digits else 0
    others = {}
    for table in known.around(book.edition) if digits else ():
        found = table.of(digits)
        others[table.target] = None if found is None else [printed(code) for code in found]
    covered = bool(digits) and book.covers(digits)
    return {
        "code": printed(digits) or text,
        "found": digits in book.codes,
        "covered": covered,
        "chain": chain,
        "lines": below,
        "editions": others,
    }


def _print_code(row: dict[str, Any], book: Nomenclature, translate: Translate) -> None:
    if not row["found"]:
        text = translate("{code}: not a code, or not within what the file of {edition} holds")
        if row["covered"]:
            text = translate("{code}: not in {edition}")
        click.echo(text.format(code=row["code"], edition=book.edition))
    for step in row["chain"] if row["found"] else ():
        click.echo(f"{step['code']:12}{step['description'] or translate('(no words of its own)')}".rstrip())
    if row["found"] and len(row["code"].replace(".", "")) < book.deepest:
        click.echo(" " * 12 + translate("{count} lines of {size} digits").format(count=row["lines"], size=book.deepest))
    for edition, codes in row["editions"].items():
        if codes is not None:
            click.echo(f"{'':12}→ {edition}: {', '.join(codes) or '-'}")


@click.command(
    "correlate", help="Report what becomes of each row of a list in another edition, and what a person must decide."
)
@click.argument("file", type=FILE, metavar="TỆP")
@hs_common.editions_options(help="The other edition.")
@hs_common.reading_options
@hs_common.report_option
@style_option("text", "csv", "json")
@click.pass_obj
def correlate(
    translate: Translate, /, file: Path, target: str, source: str, out: Path | None, style: str, **given: Any
) -> int:
    session = open_session()
    known = open_library(session.project.root, session.project.data)
    start, table, book, aim = hs_common.between(known, source, target)
    if table is None:
        raise ConfigError("--from and --to name one edition, {edition}: its list needs no correlation", edition=start)
    goods = hs_common.read_list(file, start, given["columns"], given["sheet"], out)
    found = fates.correlate(goods, table, aim)
    words = hs_common.say(translate)
    rows = [fates.row(number, fate, words) for number, fate in enumerate(found, 1)]
    data = {
        "version": 1,
        "from": start,
        "to": target,
        "table_lists_changes_only": table.partial,
        "counts": dict(Counter(fate.status for fate in found)),
        "decisions": sum(fate.decide for fate in found),
        "rows": [_fate_data(fate, words) for fate in found],
        "read": hs_common.told(goods, book, start, translate),
    }
    title = fates.TITLE.format(old=start, new=target)
    lines = [f"Tệp: {file.name}.", *fates.summary(found)]
    _emit(session, (fates.HEADER, rows), data, title, lines, out, style)
    hs_common.tell(goods, book, start, translate)
    click.echo(fates.summary(found)[0], err=True)
    return 0


def _fate_data(fate: fates.Fate, words: Any) -> dict[str, Any]:
    return {
        "row": fate.line.row,
        "ident": fate.line.ident,
        "code": printed(fate.code),
        "ex": fate.line.narrowed,
        "status": fate.status,
        "decide": fate.decide,
        "proposed": printed(fate.proposal),
        "candidates": [
            {"code": printed(item.code), "relationship": item.relation, "takes_from_many": item.common}
            for item in fate.candidates
        ],
        "note": words(fate.note) if fate.note is not None else "",
    }


@click.command(
    "diff", help="Compare two editions of a list, by identification code and HS code; running numbers do not count."
)
@click.argument("old", type=FILE, metavar="CŨ")
@click.argument("new", type=FILE, metavar="MỚI")
@hs_common.reading_options
@hs_common.report_option
@style_option("text", "csv", "json")
@click.pass_obj
def diff(translate: Translate, /, old: Path, new: Path, out: Path | None, style: str, **given: Any) -> int:
    session = open_session()
    sides = [hs_common.read_list(path, "", given["columns"], given["sheet"], out) for path in (old, new)]
    found = editions.compare_goods(*sides)
    counts = editions.totals(found)
    rows = [editions.row(number, item) for number, item in enumerate(found, 1)]
    data = {
        "version": 1,
        "old": shown_path(old),
        "new": shown_path(new),
        "counts": counts,
        "changes": [_change_data(item) for item in found],
        "read": [hs_common.told(side, None, "", translate) for side in sides],
    }
    said = editions.summary(counts)
    _emit(session, (editions.HEADER, rows), data, editions.TITLE, [f"{old.name} → {new.name}: {said}."], out, style)
    for side in sides:
        hs_common.tell(side, None, "", translate, gaps=False)
    click.echo(f"{old.name} → {new.name}: {said}", err=True)
    return int(bool(found))


def _change_data(item: editions.Difference) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "ident": item.line.ident,
        "code": editions.code_cell(item.line),
        "old_row": item.old.row if item.old else None,
        "new_row": item.new.row if item.new else None,
        "description": item.line.description,
        "fields": [{"field": key, "old": old, "new": new} for key, old, new in item.fields],
    }


def _emit(
    session: Any,
    table: tuple[Sequence[str], Sequence[Sequence[str]]],
    data: dict[str, Any],
    title: str,
    lines: Sequence[str],
    out: Path | None,
    style: str,
) -> None:
    """The report to the screen or a file: Word, CSV, XLSX or JSON by its name."""
    head, rows = table
    style = hs_common.style_of(out, style)
    if out and out.suffix.lower() == ".docx":
        from draftkit.dossier.table_document import goods_paper

        write_whole(out, goods_paper(session, title, lines, head, rows))
    elif style == "json":
        put_data(data, out)
    elif style == "csv":
        hs_common.write_rows([head, *rows], out)
    else:
        put("".join(" | ".join(cell.replace("\n", "; ") for cell in row) + "\n" for row in rows), out)


command = click.Group("hs", commands=[lookup, check, convert, expand, export, correlate, diff, assign])
