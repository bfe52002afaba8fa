"""Joins the recognisers: a Word file in, its anatomy out. Nothing here fails on odd files; what is not recognised has
the role `other` or `paragraph`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from draftkit.law.dates import dated
from draftkit.model.kind import KindSpec, Outline
from draftkit.recognise.ending import closed_at, ending, ending_at
from draftkit.recognise.front import Front
from draftkit.recognise.header import Header, header
from draftkit.recognise.kinds import by_number, declared, family_by_number, kind_of, symbol_of
from draftkit.recognise.lines import Anatomy, Line, Piece, lines
from draftkit.recognise.outside import Outside, is_annex, is_form, outside_at
from draftkit.recognise.terms import ADDRESSED, ANNEXED, FIRST_UNIT, HEADS, Known, known
from draftkit.recognise.units import Units
from draftkit.text.fold import fold
from draftkit.word.identity import identity_of
from draftkit.word.values import WordFile

_ISSUED = frozenset(("agency", "parent-agency", "number"))
_COPY_LENGTH = 20  # signs; the stamp of a copy is shorter
_WITH = re.compile(r"theo\s+([^\W\d_][^\d(),;:]{2,40}?)\s+số\s*:?\s*([\d.…_]*\s*/\s*[^\s,;)]+)")


def recognise(
    file: WordFile,
    kinds: Iterable[KindSpec],
    forced: KindSpec | None = None,
    family: str = "",
    every: Sequence[Line] | None = None,
) -> Anatomy:
    """What a Word file is and what its parts are. `kinds` is what may be recognised; `forced` and `family` overrule
    what the file itself tells; `every` are its lines where these are known."""
    every = lines(file) if every is None else every
    have = known(tuple(kinds))
    alone = _alone(every)
    top = Header() if alone else header(every, have)
    found = {piece.role: piece for piece in reversed(top.pieces)}
    number, day = (
        " ".join(piece.text for piece in top.pieces if piece.role == role) for role in ("number", "place-date")
    )
    type_line = _type_line(every, top.end, have, found)
    if alone:
        type_line, number = _issued_with(every)
    copied = _copied(every, have)
    kind = (
        forced
        or declared(identity_of(file.properties), have.kinds, type_line)
        or kind_of(
            number,
            type_line,
            "subject" in found
            or (not type_line and any(ADDRESSED.match(line.text) for line in every[top.end : top.end + 3])),
            "\n".join(line.text for line in every[top.end : top.end + 40] if " ban hành " in line.text),
            have,
        )
        or (None if type_line else by_number(symbol_of(number), "\n".join(line.text for line in every), have.kinds))
    )
    told = family or (kind.family if kind else family_by_number(number))
    if not (told or kind) and any(ADDRESSED.match(line.text) for line in every[:40]):
        told = "nd30"  # a text of điều under an enacting sentence is as often normative as not: only Kính gửi tells
    chosen = kind or next((one for one in have.kinds if one.family == (told or "qppl")), None)
    outlines = (chosen.outline, chosen.annex) if chosen else (Outline(), Outline())
    return Anatomy(
        pieces=tuple(
            Outside(every, have, Units(outlines[0]), Units(outlines[1])).read()
            if alone
            else _pieces(every, top, have, outlines)
        ),
        family=told,
        kind=kind,
        profile=_profile(kind, told, have),
        official=bool(found.keys() & _ISSUED) and not (copied and "national-name" not in found),
        symbol="" if alone else symbol_of(number),
        date=dated(day),
        type_line="" if alone else type_line,
        alone=alone,
        copied=copied,
    )


def _alone(every: Sequence[Line]) -> str:
    """`annex` or `form` when the first line of a file is the heading of one."""
    first = next((line for line in every if line.text and not line.is_stroke), None)
    if first is None:
        return ""
    return "annex" if is_annex(first) else "form" if is_form(first) else ""


def _issued_with(every: Sequence[Line]) -> tuple[str, str]:
    """The type and the number of the document that an annex in a file of its own says it comes with."""
    found = next(filter(None, (_WITH.search(line.text) for line in every[:12] if ANNEXED.match(line.text))), None)
    return (found[1], f"Số: {found[2]}") if found else ("", "")


def _copied(every: Sequence[Line], have: Known) -> KindSpec | None:
    """The kind of the copy that a file is, by the line (SAO Y, TRÍCH SAO) that stands behind what was copied."""
    short = (fold(line.text) for line in every if len(line.text) < _COPY_LENGTH and line.text.isupper())
    named = (have.types[name][0] for name in short if name in have.types)
    return next((kind for kind in named if kind.family == "nd30" and kind.words.get("nation") == ""), None)


def _profile(kind: KindSpec | None, family: str, have: Known) -> str:
    """The profile of the kind, else that of the family; empty when neither is known."""
    if kind and (not family or kind.family in (family, "")):
        return kind.profile
    return next((one.profile for one in have.kinds if family and one.family == family and one.profile == family), "")


def _type_line(every: Sequence[Line], start: int, have: Known, found: dict[str, Piece]) -> str:
    for line in every[start : start + 8]:
        if fold(line.text) in have.types and not line.where.table:
            return line.text
        if ADDRESSED.match(line.text) or FIRST_UNIT.match(line.text) or line.where.table:
            break
        shown = line.text and not line.is_stroke and not fold(line.text).startswith((*HEADS, "uyban", "hoidong"))
        if shown and found and line.upper and line.paragraph.format.align == "center" and "subject" not in found:
            return line.text if len(line.text) < 90 and fold(line.text) not in ("duthao",) else ""
    return ""


def _pieces(every: Sequence[Line], top: Header, have: Known, outlines: tuple[Outline, Outline]) -> Iterator[Piece]:
    units = Units(outlines[0])
    yield from top.pieces
    front = Front(every, top.end, have, units, bool(top.pieces))
    yield from front.read()
    outside = outside_at(every, front.at, have)
    end = ending_at(every[:outside], front.at)
    closed = closed_at(every[:outside], end)
    yield from units.walk(every[front.at : end])
    yield from ending(every[end:closed])
    yield from Outside(every[closed:], have, units, Units(outlines[1])).read()
