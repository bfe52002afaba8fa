"""What is wrong with a list of goods. Pure functions over the lines; nothing is looked up outside the values given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from draftkit.hs.code import LOST, MANGLED, OK, printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.identity import Scheme, current
from draftkit.hs.nomenclature import Concordance, Nomenclature, OfficialRow
from draftkit.model.message import Message, msg

_WORDS = re.compile(r"[\W_]+")
_SHOWN = 5
_SUGGESTED = 50
"""Suggestions look through the whole nomenclature; a list that is wrong from end to end needs only some."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a list is compared with; every part may be missing."""

    edition: str = ""
    nomenclature: Nomenclature | None = None
    concordances: Sequence[Concordance] = ()
    scheme: Scheme | None = None
    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def check_goods(goods: GoodsList, ground: Ground) -> list[RowFault]:
    """All faults of a list, in the order of its rows."""
    at = goods.columns["code"]
    text = goods.columns.get("description", at)
    faults = [
        *goods.faults,
        *_codes(goods.lines, ground, at),
        *_tree(goods.lines, ground, text),
        *_order(goods.lines, at),
        *_twice(goods.lines, at),
    ]
    faults.extend(_overlaps(goods.lines, at))
    faults.extend(_changes(goods.lines, ground, at))
    if text != at:
        faults.extend(_descriptions(goods.lines, ground, text))
    if "ident" in goods.columns:
        faults.extend(_identities(goods.lines, ground, goods.columns["ident"]))
    return sorted(faults, key=lambda fault: (fault.row, fault.column, fault.rule))


def _codes(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    book = ground.nomenclature
    known = book.codes if book else frozenset()
    unknown_headings: set[str] = set()
    missing = 0
    if book is None:
        yield RowFault(
            "DK-G014",
            msg("no nomenclature of an edition is named in draftkit.yaml; codes are not compared"),
            lines[0].row if lines else 1,
            at,
        )
    for line in lines:
        state, digits = line.reading.state, line.reading.digits
        if state != OK:
            yield unread(line, line.cells[at], at)
        elif not digits:
            if line.role == "line":
                yield RowFault("DK-G002", msg("goods without an HS code"), line.row, at)
        elif len(digits) == 2 and line.role == "line":
            yield RowFault(
                "DK-G002", msg("{code} is a chapter; goods have 4, 6 or 8 digits", code=digits), line.row, at
            )
        elif book is not None and digits not in known:
            if book.covers(digits):
                missing += 1
                yield RowFault("DK-G001", _missing(digits, book, missing <= _SUGGESTED), line.row, at)
            elif digits[:4] not in unknown_headings:
                unknown_headings.add(digits[:4])
                text = msg(
                    "the file of {edition} does not reach {code}; whether it exists is unknown",
                    edition=book.edition,
                    code=printed(digits),
                )
                yield RowFault("DK-G014", text, line.row, at)


def unread(line: HsLine, cell: str, at: int) -> RowFault:
    """Why a cell is no code."""
    state, proposal = line.reading.state, line.reading.proposal
    if state == MANGLED:
        return RowFault(
            "DK-G003",
            msg("“{cell}” was mangled by a spreadsheet; probably {code}", cell=cell, code=printed(proposal)),
            line.row,
            at,
        )
    if state == LOST:
        text = msg(
            "“{cell}” was mangled by a spreadsheet and its digits are lost; take the code from the original", cell=cell
        )
        return RowFault("DK-G003", text, line.row, at)
    return RowFault("DK-G002", msg("“{cell}” is not a code of 4, 6 or 8 digits", cell=cell), line.row, at)


def _missing(digits: str, book: Nomenclature, suggest: bool) -> Message:
    near = next((digits[:size] for size in (6, 4, 2) if size < len(digits) and digits[:size] in book.codes), "")
    below = (
        sorted(code for code in book.codes if len(code) == len(digits) and code.startswith(near))
        if suggest and len(near) > 2
        else []
    )
    if not below:
        return msg("{code} is not in {edition}", code=printed(digits), edition=book.edition)
    some = ", ".join(printed(code) for code in below[:_SHOWN]) + (", …" if len(below) > _SHOWN else "")
    return msg(
        "{code} is not in {edition}; below {near} there are: {some}",
        code=printed(digits),
        edition=book.edition,
        near=printed(near),
        some=some,
    )


def _tree(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    """Parents printed and dashes in step."""
    entries: Mapping[str, OfficialRow] = (
        ground.nomenclature.entries if ground.nomenclature and ground.nomenclature.dashed else {}
    )
    has_parents = any(line.role == "parent" and line.code for line in lines)
    above: list[HsLine] = []
    told: set[str] = set()
    bare = ""
    for line in lines:
        digits = line.code
        if line.role == "group":
            above = []
            told = set()
            continue
        if not digits:
            continue
        while above and not (digits.startswith(above[-1].code) and digits != above[-1].code):
            above.pop()
        if has_parents and len(digits) > 4 and not above and digits[:4] not in told:
            told.add(digits[:4])
            yield RowFault(
                "DK-G004",
                msg("no row of {heading} above {code}", heading=printed(digits[:4]), code=printed(digits)),
                line.row,
                at,
            )
        if not has_parents and not bare and len(digits) > 4 and line.description.lower().startswith("loại khác"):
            bare = digits
            yield RowFault(
                "DK-G004",
                msg("“{text}” means nothing without its parent rows; this list prints none", text=line.description),
                line.row,
                at,
            )
        if line.depth >= 0:
            yield from _depth(line, entries.get(digits), above[-1] if above else None, at)
        above.append(line)


def _depth(line: HsLine, entry: OfficialRow | None, parent: HsLine | None, at: int) -> Iterator[RowFault]:
    if entry is not None:
        if entry.depth != line.depth:
            text = msg(
                "{code} has {found} dashes, the nomenclature {expected}",
                code=printed(line.code),
                found=line.depth,
                expected=entry.depth,
            )
            yield RowFault("DK-G005", text, line.row, at)
    elif len(line.code) == 4 and line.depth:
        yield RowFault(
            "DK-G005",
            msg("{code} is a heading: no dashes, not {found}", code=printed(line.code), found=line.depth),
            line.row,
            at,
        )
    elif parent is not None and parent.depth >= 0 and line.depth <= parent.depth and len(line.code) > 4:
        text = msg(
            "{code} stands below {parent} and needs more than {found} dashes",
            code=printed(line.code),
            parent=printed(parent.code),
            found=line.depth,
        )
        yield RowFault("DK-G005", text, line.row, at)


def _order(lines: Sequence[HsLine], at: int) -> Iterator[RowFault]:
    last = ""
    for line in lines:
        if line.role == "group":
            last = ""
        elif line.code:
            if line.code < last:
                yield RowFault(
                    "DK-G006",
                    msg("{code} stands after {before}", code=printed(line.code), before=printed(last)),
                    line.row,
                    at,
                )
            else:
                last = line.code


def _twice(lines: Sequence[HsLine], at: int) -> Iterator[RowFault]:
    seen: dict[tuple[str, str], int] = {}
    whole: dict[str, int] = {
        line.code: line.row
        for line in reversed(lines)
        if line.role == "line" and line.code and not line.limit and not line.reading.ex
    }
    for line in lines:
        if line.role != "line" or not line.code:
            continue
        key = (line.code, _plain(line.limit))
        first = seen.setdefault(key, line.row)
        if first != line.row:
            yield RowFault(
                "DK-G007",
                msg("{code} with the same limit stands in row {row} already", code=printed(line.code), row=first),
                line.row,
                at,
            )
        elif line.limit and line.code in whole:
            yield RowFault(
                "DK-G007",
                msg("row {row} lists all of {code} already", row=whole[line.code], code=printed(line.code)),
                line.row,
                at,
            )


def _overlaps(lines: Sequence[HsLine], at: int) -> Iterator[RowFault]:
    short = {
        line.code: line.row
        for line in lines
        if line.role == "line" and len(line.code) in (4, 6) and not line.limit and not line.reading.ex
    }
    if not short:
        return
    for line in lines:
        if line.role == "line" and len(line.code) > 4:
            for size in (4, 6):
                row = short.get(line.code[:size])
                if row and size < len(line.code):
                    text = msg(
                        "{code} is below {short}, listed as a whole in row {row}",
                        code=printed(line.code),
                        short=printed(line.code[:size]),
                        row=row,
                    )
                    yield RowFault("DK-G008", text, line.row, at)


def _changes(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    for table in ground.concordances:
        for line in lines:
            if line.role != "line" or len(line.code) < 6:
                continue
            found = table.of(line.code)
            if found is None or (len(found) == 1 and line.code.startswith(found[0])):
                continue
            values = {"code": printed(line.code), "edition": table.target, "others": ", ".join(map(printed, found))}
            if not found:
                text = msg("{code} has no successor in {edition}", **values)
            elif len(found) == 1:
                text = msg("{code} is {others} in {edition}", **values)
            else:
                text = msg("{code} is split in {edition}: {others}", **values)
            yield RowFault("DK-G009", text, line.row, at)


def _descriptions(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    entries: Mapping[str, OfficialRow] = ground.nomenclature.entries if ground.nomenclature else {}
    for line in lines:
        entry = entries.get(line.code)
        official = entry.description if entry else ""
        if not line.description:
            if line.role == "line" and line.code and not official:
                yield RowFault(
                    "DK-G010",
                    msg("{code} has no description, and the nomenclature gives none", code=printed(line.code)),
                    line.row,
                    at,
                )
        elif official and line.description != official and _plain(line.description) != _plain(official):
            yield RowFault(
                "DK-G010",
                msg("the nomenclature describes {code} as “{text}”", code=printed(line.code), text=official),
                line.row,
                at,
            )


def _plain(text: str) -> str:
    """A description without marks that do not matter: (SEN), dashes, case, punctuation."""
    return _WORDS.sub(" ", text.replace("(SEN)", "").lower()).strip() if text else ""


def _identities(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    seen: dict[str, int] = {}
    for line in lines:
        if line.role != "line":
            continue
        if not line.ident:
            yield RowFault("DK-G011", msg("goods without an identification code"), line.row, at)
            continue
        first = seen.setdefault(line.ident, line.row)
        if first != line.row:
            yield RowFault(
                "DK-G012", msg("{code} stands in row {row} already", code=line.ident, row=first), line.row, at
            )
        if line.ident in ground.successors:
            now = current(line.ident, ground.successors)
            text = (
                msg("the successor map leads round in a circle at {code}", code=line.ident)
                if now is None
                else msg("{code} was retired; in its place: {others}", code=line.ident, others=", ".join(now) or "-")
            )
            yield RowFault("DK-G013", text, line.row, at)
        if ground.scheme:
            yield from _form(line, ground.scheme, at)


def _form(line: HsLine, scheme: Scheme, at: int) -> Iterator[RowFault]:
    parts = scheme.parts(line.ident)
    if parts is None:
        example = scheme.make(next(iter(scheme.groups)), 1)
        yield RowFault(
            "DK-G011", msg("“{code}” is not of the form {example}", code=line.ident, example=example), line.row, at
        )
        return
    group, number, sign = parts
    if group not in scheme.groups:
        known = ", ".join(scheme.groups)
        yield RowFault(
            "DK-G011",
            msg("{code}: unknown group “{group}”; known: {known}", code=line.ident, group=group, known=known),
            line.row,
            at,
        )
        return
    wanted = scheme.sign(group + number)
    if wanted != sign:
        yield RowFault(
            "DK-G011", msg("{code}: the check character should be {sign}", code=line.ident, sign=wanted), line.row, at
        )
    elif line.group in scheme.groups and line.group != group:
        text = msg(
            "{code} is of group {group}, the row of group {other}", code=line.ident, group=group, other=line.group
        )
        yield RowFault("DK-G011", text, line.row, at)
