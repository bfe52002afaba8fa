"""draftkit hs, and `hs lookup`"""

from __future__ import annotations

from typing import Any

import click

from draftkit.cli.common import put_data, style_option
from draftkit.cli.hs_common import edition_option, library
from draftkit.cli.hs_lists import assign, check, convert, expand, export
from draftkit.cli.hs_reports import correlate, diff
from draftkit.cli.language import Translate
from draftkit.hs.code import OK, printed, read_code, with_dashes
from draftkit.hs.named_goods import is_words, search
from draftkit.hs.nomenclature import Library, Nomenclature

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
    count = translate("{edition}: {count} codes hold “{words}”").format(
        edition=book.edition, count=len(found), words=text
    )
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


command = click.Group("hs", commands=[lookup, check, convert, expand, export, correlate, diff, assign])
