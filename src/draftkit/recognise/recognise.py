"""Joins the recognisers: a Word file in, its anatomy out. Nothing here fails on odd files; what is not recognised has
the role `other` or `paragraph`."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Sequence

from draftkit.model.kind import KindSpec, Outline
from draftkit.model.numeral import whole
from draftkit.recognise.ending import ending, ending_at
from draftkit.recognise.front import Front
from draftkit.recognise.header import Header, header, starts_header
from draftkit.recognise.kinds import declared, family_by_number, kind_of, symbol_of
from draftkit.recognise.lines import Line, fold, lines
from draftkit.recognise.terms import ADDRESSED, ANNEX, ANNEXED, FORM, HEADS, PLACE_DATE, Known, known
from draftkit.recognise.units import Units
from draftkit.recognise.values import ANNEX as IN_ANNEX
from draftkit.recognise.values import ATTACHMENT, Anatomy, Piece
from draftkit.word.identity import identity_of
from draftkit.word.values import WordFile

_HEADING_LENGTH = 250


def recognise(file: WordFile, kinds: Iterable[KindSpec], forced: KindSpec | None = None, family: str = "") -> Anatomy:
    """What a Word file is and what its parts are. `kinds` is what may be recognised; `forced` and `family` overrule
    what the file itself tells."""
    every = lines(file)
    have = known(tuple(kinds))
    top = header(every, have)
    found = {piece.role: piece for piece in reversed(top.pieces)}
    number, day = (
        " ".join(piece.text for piece in top.pieces if piece.role == role) for role in ("number", "place-date")
    )
    type_line = _type_line(every, top.end, have, found)
    kind = (
        forced
        or declared(identity_of(file.properties), have.kinds, type_line)
        or kind_of(
            number,
            type_line,
            "subject" in found or (not type_line and _addresses(every, top.end)),
            _enactment_near(every, top.end),
            have,
        )
    )
    told = family or (kind.family if kind else "") or family_by_number(number) or _family_by_text(every)
    return Anatomy(
        pieces=tuple(_pieces(every, top, have, _outlines(kind, told, have))),
        family=told,
        kind=kind,
        profile=_profile(kind, told, have),
        official=bool(top.pieces),
        symbol=symbol_of(number),
        date=iso_date(day),
        type_line=type_line,
    )


def _profile(kind: KindSpec | None, family: str, have: Known) -> str:
    """The profile of the kind, else that of the family; empty when neither is known."""
    if kind and (not family or kind.family in (family, "")):
        return kind.profile
    return next((one.profile for one in have.kinds if family and one.family == family and one.profile == family), "")


def _family_by_text(every: Sequence[Line]) -> str:
    """Without a number: a text of điều under an enacting sentence is normative as often as not, so only Kính gửi
    tells."""
    return "nd30" if any(ADDRESSED.match(line.text) for line in every[:40]) else ""


def _outlines(kind: KindSpec | None, family: str, have: Known) -> tuple[Outline, Outline]:
    chosen = kind or next((one for one in have.kinds if one.family == (family or "qppl")), None)
    return (chosen.outline, chosen.annex) if chosen else (Outline(), Outline())


def _type_line(every: Sequence[Line], start: int, have: Known, found: dict[str, Piece]) -> str:
    for line in every[start : start + 8]:
        if fold(line.text) in have.types and not line.where.table:
            return line.text
        if ADDRESSED.match(line.text) or line.where.table:
            break
        shown = line.text and not line.is_stroke and not fold(line.text).startswith((*HEADS, "uyban", "hoidong"))
        if shown and found and line.upper and line.paragraph.format.align == "center" and "subject" not in found:
            return line.text if len(line.text) < 90 and fold(line.text) not in ("duthao",) else ""
    return ""


def _addresses(every: Sequence[Line], start: int) -> bool:
    """Whether the first words after the header are those of a letter."""
    return any(ADDRESSED.match(line.text) for line in every[start : start + 3])


def _enactment_near(every: Sequence[Line], start: int) -> str:
    return "\n".join(line.text for line in every[start : start + 40] if " ban hành " in line.text)


def iso_date(text: str) -> str:
    """The date of a place-and-date line; empty when it has blanks."""
    found = PLACE_DATE.match(text)
    if not found:
        return ""
    day, month, year = (found[name].strip(" .…_") for name in ("day", "month", "year"))
    possible = 0 < whole(day, 0) < 32 and 0 < whole(month, 0) < 13 and len(year) == 4 and whole(year)
    return f"{year}-{month:0>2}-{day:0>2}" if possible else ""


def _pieces(every: Sequence[Line], top: Header, have: Known, outlines: tuple[Outline, Outline]) -> Iterator[Piece]:
    units, annex_units = Units(outlines[0]), Units(outlines[1])
    yield from top.pieces
    front = Front(every, top.end, have, units, bool(top.pieces))
    yield from front.read()
    outside = _outside(every, front.at, have)
    end = ending_at(every[:outside], front.at)
    body_end, after = end, outside
    yield from units.walk(every[front.at : body_end])
    yield from ending(every[end:after]) if after - end <= 120 else _ending_then_rest(every[end:after])
    yield from _annexes(every[outside:], have, units, annex_units)


def _ending_then_rest(rest: Sequence[Line]) -> Iterator[Piece]:
    """An ending followed by much that has no heading of its own: only the table, or the first lines, are the ending."""
    table = rest[0].where.table
    size = (
        next((place for place, line in enumerate(rest) if line.where.table != table), len(rest))
        if table
        else min(40, len(rest))
    )
    yield from ending(rest[:size])
    yield from (Piece("other", line, region=IN_ANNEX) for line in rest[size:])


def _outside(every: Sequence[Line], start: int, have: Known) -> int:
    """Where annexes or an attached text begin."""
    for index in range(start, len(every)):
        line = every[index]
        if is_annex(line) or is_form(line) or starts_header(line):
            return _table_top(every, index, start)
        if (
            line.paragraph.format.align == "center"
            and line.upper
            and fold(line.text) in have.types
            and _annexed_soon(every, index)
        ):
            return index
    return len(every)


def _table_top(every: Sequence[Line], index: int, start: int) -> int:
    table = every[index].where.table
    while table and index > start and every[index - 1].where.table == table:
        index -= 1
    return index


def _annexed_soon(every: Sequence[Line], index: int) -> bool:
    return any(ANNEXED.match(line.text) for line in every[index + 1 : index + 8])


def _heads(line: Line) -> bool:
    """Whether a line stands as a heading does: centred, to the right, or all bold."""
    return line.paragraph.format.align in ("center", "right") or line.share(lambda one: one.bold) > 0.9


def is_annex(line: Line) -> bool:
    """Whether a line is the heading of a phụ lục rather than a sentence that starts with one; capitals do where nothing
    is set apart."""
    found = ANNEX.match(line.text)
    if not found or len(line.text) > _HEADING_LENGTH or not (_heads(line) or line.upper):
        return False
    title = found["title"]
    return not title or title[:1].isupper() or title.startswith(("(", "-", "–", "“"))


def is_form(line: Line) -> bool:
    """Whether a line is the heading of a form."""
    found = FORM.match(line.text)
    return found is not None and len(line.text) < 60 and _heads(line) and not found["title"][:1].islower()


def _annexes(rest: Sequence[Line], have: Known, units: Units, annex_units: Units) -> Iterator[Piece]:
    """What stands after the main text, heading by heading."""
    at = 0
    region = IN_ANNEX
    while at < len(rest):
        line = rest[at]
        if is_annex(line):
            region = IN_ANNEX
            at = yield from _annex_head(rest, at)
            continue
        if fold(line.text) in have.types and line.upper and _annexed_soon(rest, at) and not line.where.table:
            region = ATTACHMENT
            front = Front(rest, at, have, units, official=True)
            yield from (piece._replace(region=region) for piece in front.read())
            at = max(front.at, at + 1)
            continue
        end = next((place for place in range(at + 1, len(rest)) if _turns(rest, place, have)), len(rest))
        yield from (units if region == ATTACHMENT else annex_units).walk(rest[at:end], region)
        at = end


def _turns(rest: Sequence[Line], place: int, have: Known) -> bool:
    line = rest[place]
    return is_annex(line) or (
        fold(line.text) in have.types and line.upper and not line.where.table and _annexed_soon(rest, place)
    )


def _annex_head(rest: Sequence[Line], at: int) -> Generator[Piece, None, int]:
    start, line = at, rest[at]
    found = ANNEX.match(line.text)
    if found:
        yield Piece("annex-number", line, found["number"] or "", found["sign"], found["title"], "annex", IN_ANNEX)
    at += 1
    while at < len(rest):
        line = rest[at]
        if line.is_stroke or not line.text:
            yield Piece("rule", line, region=IN_ANNEX, over="annexed")
        elif ANNEXED.match(line.text):
            yield Piece("annexed", line, region=IN_ANNEX)
        elif (
            (line.upper or line.share(lambda one: one.bold) > 0.5)
            and _beneath(line, rest[start])
            and not is_annex(line)
            and not starts_header(line)
        ):
            if re.match(r"^(?:[IVX]+|\d+)\.", line.text):
                break
            yield Piece("annex-title", line, region=IN_ANNEX)
        else:
            break
        at += 1
    return at


def _beneath(line: Line, heading: Line) -> bool:
    """Whether a line is set as a title under the heading of an annex: centred, or to the left as the heading itself."""
    if line.where.table:
        return False
    return line.paragraph.format.align == "center" or (not _heads(heading) and line.upper)
