"""What was read of a list, and what could not be compared, and why: said after every reading, so that no silence is
taken for an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from draftkit.hs.code import OK, printed
from draftkit.hs.columns import KEYS
from draftkit.hs.goods import GoodsList, HsLine
from draftkit.hs.named_goods import compared, other_language
from draftkit.hs.nomenclature import Nomenclature
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.cells import few, letter
from draftkit.text.passage import shortened


class Account(NamedTuple):
    """The account of a reading: `used` and `unused` columns as (letter, title, what it holds or how many cells are
    filled), rows by role, parents that were told by what follows them, and what was not compared."""

    name: str
    edition: str
    sheet: str
    others: tuple[str, ...]
    used: tuple[tuple[str, str, str], ...]
    unused: tuple[tuple[str, str, int], ...]
    rows: dict[str, int]
    guessed: int
    gaps: tuple[Message, ...]


def account(goods: GoodsList, book: Nomenclature | None, edition: str = "", gaps: bool = True) -> Account:
    """The account of a list as it was read; `book` is the nomenclature it is compared with, `gaps` False where it is
    not compared with any."""
    used = sorted((at, key) for key, at in goods.columns.items())
    known = {at for at, _ in used}
    unused = []
    for at, title in enumerate(goods.titles):
        if at not in known:
            filled = sum(1 for line in goods.lines if at < len(line.cells) and line.cells[at])
            if filled or title:
                unused.append((letter(at), title, filled))
    roles = Counter(line.role for line in goods.lines)
    guessed = sum(line.guessed and line.role == "parent" for line in goods.lines)
    return Account(
        goods.name,
        book.edition if book else edition,
        goods.sheet,
        goods.others,
        tuple((letter(at), goods.titles[at], KEYS[key]) for at, key in used),
        tuple(unused),
        {role: roles.get(role, 0) for role in ("line", "parent", "group", "note")},
        guessed,
        tuple(_gaps(goods, book)) if gaps else (),
    )


def _gaps(goods: GoodsList, book: Nomenclature | None) -> Iterator[Message]:
    yield from goods.unseen
    if goods.comments:
        shown = "; ".join(f"{cell} “{shortened(words, 40)}”" for cell, words in goods.comments[:3])
        said = "{count} comments on cells were not taken over: {shown}{more}"
        yield msg(said, count=len(goods.comments), shown=shown, more="…" if len(goods.comments) > 3 else "")
    if book is None:
        yield msg("nothing was compared with a nomenclature: draftkit.yaml names none of this edition")
        return
    if goods.repeated:
        yield msg("rows that repeat the titles of the columns were left out: {rows}", rows=few(goods.repeated))
    lines = [line for line in goods.lines if line.role in ("line", "parent")]
    unread = [line for line in lines if line.reading.state != OK or not line.code]
    if unread:
        yield msg("{count} rows without a code that can be read were not compared", count=len(unread))
    if "description" not in goods.columns:
        yield msg("descriptions were not compared: no column of them was found")
        return
    bare = [line.row for line in lines if not line.description and line.reading.state == OK and line.code]
    if bare:
        said = "rows without a description, where that of {edition} is printed: {rows}"
        yield msg(said, edition=book.edition, rows=few(map(str, bare)))
    worded = [line for line in lines if line.description and line.code and line.reading.state == OK]
    if worded and other_language(goods, book):
        said = "{count} descriptions were not compared: {edition} is of another language"
        yield msg(said, count=len(worded), edition=book.edition)
        return
    yield from _not_worded(worded, book)


def _not_worded(worded: list[HsLine], book: Nomenclature) -> Iterator[Message]:
    goods, parents = (_without_words(worded, role, book) for role in ("line", "parent"))
    of_goods = msg("{count} descriptions of goods were not compared: {edition} has no words of its own for {codes}")
    above = msg("{count} descriptions of parent rows were not compared: {edition} has no words of its own for {codes}")
    for found, said in ((goods, of_goods), (parents, above)):
        if found:
            values = {"count": len(found), "edition": book.edition, "codes": few(map(printed, found))}
            yield said._replace(values=values)
    limits = sum(line.role == "line" and not compared(line) for line in worded)
    if limits:
        text = "{count} descriptions were not compared: they narrow an “ex”, or stand for several codes"
        yield msg(text, count=limits)


def _without_words(worded: list[HsLine], role: str, book: Nomenclature) -> list[str]:
    return [line.code for line in worded if line.role == role and compared(line) and not book.words(line.code)]


def sentences(found: Account) -> Iterator[Message]:
    """The account in words, a line each."""
    if found.sheet and found.others:
        said = "{file}: sheet “{sheet}” was read, not: {others}"
        yield msg(said, file=found.name, sheet=found.sheet, others=", ".join(found.others))
    columns = "; ".join(f"{at} “{title}” → {key}" for at, title, key in found.used)
    if found.edition:
        said = "{file}: compared with {edition}; columns: {columns}"
        yield msg(said, file=found.name, edition=found.edition, columns=columns)
    else:
        yield msg("{file}: columns: {columns}", file=found.name, columns=columns)
    if found.unused:
        left = "; ".join(f"{at} “{title}” ({filled})" for at, title, filled in found.unused)
        yield msg("columns not used (filled cells): {columns}", columns=left)
    yield msg(
        "{goods} rows of goods, {parents} parent rows ({guessed} of them told by the row below), {groups} groups, "
        "{notes} notes",
        goods=found.rows["line"],
        parents=found.rows["parent"],
        guessed=found.guessed,
        groups=found.rows["group"],
        notes=found.rows["note"],
    )
    yield from found.gaps


def account_data(found: Account, say: Any) -> dict[str, Any]:
    """The account as data; `say` words a message."""
    return {
        "file": found.name,
        "edition": found.edition,
        "sheet": found.sheet,
        "sheets_not_read": list(found.others),
        "columns": [{"column": at, "title": title, "holds": key} for at, title, key in found.used],
        "columns_not_used": [{"column": at, "title": title, "filled": filled} for at, title, filled in found.unused],
        "rows": found.rows,
        "parents_told_by_the_row_below": found.guessed,
        "not_compared": [say(text) for text in found.gaps],
    }
