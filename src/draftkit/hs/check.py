"""What is wrong with a list of goods. Pure functions over the lines; nothing is looked up outside the values given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.hs.code import LOST, MANGLED, OK, interval, printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.ground import Ground
from draftkit.hs.lifetime import identities, vanished
from draftkit.hs.named_goods import plain, wordings
from draftkit.hs.nomenclature import Nomenclature
from draftkit.hs.order import counts, doubles, guesses, order, overlaps, torn, tree
from draftkit.model.message import Message, msg
from draftkit.text.cells import few

_SUGGESTED = 50
"""Suggestions look through the whole nomenclature; a list that is wrong from end to end needs only some."""


FATES = (
    msg("{code} has no successor in {edition}"),
    msg("{code} is {others} in {edition}"),
    msg("{code} is split in {edition}: {others}"),
)
"""What is said of a code with no, one, or more successors."""


def check_goods(goods: GoodsList, ground: Ground) -> list[RowFault]:
    """All faults of a list, in the order of its rows."""
    at = goods.columns["code"]
    text = goods.columns.get("description", at)
    faults = [
        *goods.faults,
        *_codes(goods.lines, ground, at),
        *_narrowed(goods, ground.nomenclature, at),
        *tree(goods, ground.nomenclature, text),
        *guesses(goods, at),
        *order(goods, at),
        *torn(goods),
        *doubles(goods.lines, at),
        *overlaps(goods.lines, at),
        *counts(goods),
        *_changes(goods.lines, ground, at),
        *wordings(goods, ground.nomenclature),
    ]
    if "ident" in goods.columns:
        faults.extend(identities(goods.lines, ground, goods.columns["ident"]))
    if ground.previous is not None:
        faults.extend(vanished(goods, ground.previous, ground))
    return sorted(faults, key=lambda fault: (fault.file, fault.row, fault.column, fault.rule))


def _codes(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    book = ground.nomenclature
    known = book.codes if book else frozenset()
    told: set[str] = set()
    if book is None:
        text = msg("no nomenclature of an edition is named in draftkit.yaml; codes are not compared")
        yield RowFault("DK-G014", text, lines[0].row if lines else 1, at)
    missing = 0
    for line in lines:
        reading = line.reading
        digits = reading.digits
        if reading.state != OK:
            if line.role in ("line", "parent"):
                yield unread(line, line.cells[at], at, book)
        elif not digits:
            if line.role == "line":
                yield line.fault("DK-G002", at, "goods without an HS code")
        elif reading.scope is not None or len(digits) == 2:
            yield from _scope(line, at, book)
        if not digits or (digits in known and reading.scope is None) or book is None:
            continue
        for code in reading.codes:
            if code in known:
                continue
            if book.covers(code):
                missing += 1
                yield line.fault("DK-G001", at, _missing(code, book, missing <= _SUGGESTED))
            elif code[:4] not in told:
                told.add(code[:4])
                text = msg("the file of {edition} does not reach {code}; whether it exists is unknown")
                yield line.fault("DK-G014", at, text, edition=book.edition, code=printed(code))


def _scope(line: HsLine, at: int, book: Nomenclature | None) -> Iterator[RowFault]:
    """Chapters, ranges and exceptions."""
    reading = line.reading
    digits = reading.digits
    if len(digits) == 2 and reading.scope is None:
        if digits in ("00", "77") and (book is None or digits not in book.codes):
            yield line.fault("DK-G001", at, "there is no chapter {code}", code=digits)
        elif not reading.named and line.role == "line":
            text = msg("“{cell}” means all of chapter {cell}; write “Chương {cell}” if that is so", cell=digits)
            yield line.fault("DK-G018", at, text)
    if reading.scope is None:
        return
    areas = [interval(span) for span in reading.spans]
    for span in reading.scope.but:
        low, high = interval(span)
        if not any(first <= low and high <= last and (first, last) != (low, high) for first, last in areas):
            text = msg("the exception {code} is no part of what the row lists", code=printed(span[0]))
            yield line.fault("DK-G022", at, text)


def _narrowed(goods: GoodsList, book: Nomenclature | None, at: int) -> Iterator[RowFault]:
    """Rows marked ex that say nothing of what narrows them: no limit, nor (in lists without) own words."""
    limited = goods.limited
    for line in goods.lines:
        if not line.reading.ex or line.role == "note" or line.limit:
            continue
        entry = book.entries.get(line.code) if book else None
        official = entry is not None and plain(entry.description) == plain(line.description)
        if limited or not line.description or official:
            text = msg("“ex” without a limit: nothing says which goods of {code} are meant")
            yield line.fault("DK-G016", goods.columns.get("limit", at), text)


def unread(line: HsLine, cell: str, at: int, book: Nomenclature | None) -> RowFault:
    """Why a cell is no code, and which codes it may have been."""
    state = line.reading.state
    if state == MANGLED:
        return line.fault("DK-G003", at, _mangled(line, cell, book))
    if state == LOST:
        text = msg("“{cell}” was mangled by a spreadsheet and its digits are lost; take the code from the original")
        return line.fault("DK-G003", at, text, cell=cell)
    return line.fault("DK-G002", at, "“{cell}” is not a code of 4, 6 or 8 digits", cell=cell)


def _mangled(line: HsLine, cell: str, book: Nomenclature | None) -> Message:
    proposal = line.reading.proposal
    if book is None:
        return msg("“{cell}” was mangled by a spreadsheet; no nomenclature is at hand to tell the code", cell=cell)
    of, found = {"cell": cell, "edition": book.edition}, few(map(printed, candidates(line, book)))
    if found:
        text = msg("“{cell}” was mangled by a spreadsheet or has lost a digit; of {edition} these fit: {codes}")
        return text._replace(values={**of, "codes": found})
    if book.covers(proposal):
        return msg("“{cell}” was mangled by a spreadsheet or has lost a digit; no code of {edition} fits", **of)
    text = msg(
        "“{cell}” was mangled by a spreadsheet or has lost a digit; the file of {edition} does not reach {code}, so "
        "that the code is not known"
    )
    return text._replace(values={**of, "code": printed(proposal)})


def candidates(line: HsLine, book: Nomenclature) -> list[str]:
    """The codes of a nomenclature that a mangled cell may have been: with the zeros put back, or with a last digit
    that was lost."""
    reading = line.reading
    found = [reading.proposal] if reading.proposal in book.codes else []
    if reading.stub:
        found.extend(code for code in (f"{reading.stub}{sign}" for sign in range(10)) if code in book.codes)
    return list(dict.fromkeys(found))


def _missing(digits: str, book: Nomenclature, suggest: bool) -> Message:
    near = next((digits[:size] for size in (6, 4, 2) if size < len(digits) and digits[:size] in book.codes), "")
    below = []
    if suggest and len(near) > 2:
        below = sorted(code for code in book.codes if len(code) == len(digits) and code.startswith(near))
    if not below:
        return msg("{code} is not in {edition}", code=printed(digits), edition=book.edition)
    said = "{code} is not in {edition}; below {near} there are: {some}"
    return msg(said, code=printed(digits), edition=book.edition, near=printed(near), some=few(map(printed, below)))


def _changes(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    for table in ground.concordances:
        for line in lines:
            if line.role != "line" or len(line.code) < 4 or not line.alone:
                continue
            found = table.of(line.code)
            if found is None or (len(found) == 1 and line.code.startswith(found[0])):
                continue
            text = FATES[min(len(found), 2)]
            yield line.fault("DK-G009", at, text, edition=table.target, others=", ".join(map(printed, found)))
