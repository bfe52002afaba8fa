"""The header block: national name, motto, issuing bodies, number, place and date, in a table, in tabbed lines, in text
boxes or frames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draftkit.model.named import NamedTuple
from draftkit.recognise.lines import Line, Piece, columns, has_rule
from draftkit.recognise.terms import (
    ADDRESSED,
    BARE_NUMBER,
    BASES,
    BODY_WORDS,
    DRAFT,
    FIRST_UNIT,
    NUMBER,
    PLACE_DATE,
    SUBJECT,
    URGENCY,
    Known,
    is_motto,
    is_nation,
)
from draftkit.text.fold import fold

_ZONE = 60  # lines of a file in which its header is looked for
_WORDS_OF_NATION = re.compile(r"c[oộôòọ]ng\s*h[oòóọ]|x[aãàá]\s*h[oộôồọ]i|vi[eệêếẹ]t\s*nam", re.IGNORECASE)
_LONG = 220  # signs: a longer line is running text


class Header(NamedTuple):
    """The pieces of the header, and the index of the first line after it (0: no header found)."""

    pieces: tuple[Piece, ...] = ()
    end: int = 0


class _Bit(NamedTuple):
    line: Line
    left: bool | None
    """Whether it stands in the left column; None when the layout does not tell."""


def header(lines: Sequence[Line], known: Known) -> Header:
    """Find the header at the start of some lines."""
    end = _end(lines, known)
    zone = lines[:end]
    nation = next((line for line in zone for bit in _pieces(line) if is_nation(bit.text)), None) or _split_nation(zone)
    typed = 0 < end < len(lines) and fold(lines[end].text) in known.types
    if nation is None and not _is_form([bit.text for line in zone for bit in _pieces(line)], typed):
        return Header()
    bits = [bit for line in zone for bit in _bits(line, nation)]
    return Header(tuple(_named(bits)), end)


def _is_form(texts: Sequence[str], typed: bool) -> bool:
    """Whether lines are those of a header although the national name is not among them: the motto is, or the number
    with place and date, or with the type of a document right below (`typed`), or the number alone opens the text."""
    numbered = any("/" in text and _is_number(text) for text in texts)
    alone = any(map(BARE_NUMBER.fullmatch, texts[:1]))
    return alone or any(map(is_motto, texts)) or (numbered and (typed or any(map(PLACE_DATE.match, texts))))


def _is_number(text: str) -> bool:
    """Whether words are the number, also where “Số” is not said, as in a plain text of a law."""
    return NUMBER.match(text) is not None or BARE_NUMBER.fullmatch(text) is not None


def _split_nation(zone: Sequence[Line]) -> Line | None:
    """The first line of a national name broken in two or three."""
    for place, line in enumerate(zone):
        if fold(line.text).startswith("congho") and any(
            is_nation(" ".join(one.text for one in zone[place:end])) for end in (place + 2, place + 3)
        ):
            return line
    return None


def starts_header(line: Line) -> bool:
    """Whether a line holds the national name."""
    return _WORDS_OF_NATION.search(line.text) is not None and any(is_nation(piece.text) for piece in _pieces(line))


def _pieces(line: Line) -> list[Line]:
    return columns(line) if "\t" in "".join(run.text for run in line.runs) or len(line.text) > 20 else [line]


def _end(lines: Sequence[Line], known: Known) -> int:
    """The index of the first line that no longer belongs to the header."""
    tables = set()
    seen = alone = False
    for index, line in enumerate(lines[:_ZONE]):
        text = line.text
        if line.where.table and (
            index == 0
            or starts_header(line)
            or fold(line.text).startswith("conghoaxahoi")
            or NUMBER.match(text)
            or PLACE_DATE.match(text)
        ):
            tables.add(line.where.table)
        if line.where.table in tables and line.where.table:
            seen = True
            continue
        if line.where.box or line.paragraph.format.frame:
            continue
        bits = [bit.text for bit in _pieces(line)]
        if BASES.match(text) or FIRST_UNIT.match(text):
            return index
        if any(
            is_nation(bit) or is_motto(bit) or NUMBER.match(bit) or PLACE_DATE.match(bit) or SUBJECT.match(bit)
            for bit in bits
        ):
            seen, alone = True, alone or (len(bits) == 1 and is_motto(text))
            continue
        if alone and len(bits) == 1 and line.upper and not line.is_stroke and not begins_name(text):
            return index  # a title below a motto that stands in one column: a number may follow it
        if (
            fold(text) in known.types
            or ADDRESSED.match(text)
            or len(text) > _LONG
            or (seen and known.begins_type(text))
        ):
            return index
        if line.is_stroke or not text or DRAFT.match(text) or fold(text) in URGENCY:
            continue
        if seen and not (line.upper and len(bits) > 1) and not _before_motto(lines, index):
            return index
    return min(len(lines), _ZONE)


def _before_motto(lines: Sequence[Line], index: int) -> bool:
    """Whether the motto or the number is still to come within a few lines: a header of tabs has bodies between them."""
    return any(
        is_motto(bit.text) or NUMBER.match(bit.text) for line in lines[index + 1 : index + 5] for bit in _pieces(line)
    )


def _bits(line: Line, nation: Line | None) -> list[_Bit]:
    """The pieces of a line with the column they stand in."""
    if line.where.table:
        left = line.where.column < nation.where.column if nation and nation.where.table == line.where.table else None
        return [_Bit(line, left)]
    pieces = _pieces(line)
    if len(pieces) > 1:
        return [_Bit(piece, not index) for index, piece in enumerate(pieces)]
    if line.where.box or line.paragraph.format.frame:
        return [_Bit(line, nation is None or line.where.box != nation.where.box or line.paragraph.format.frame)]
    return [_Bit(line, None)]


def _named(bits: Sequence[_Bit]) -> list[Piece]:
    out: list[Piece] = []
    last: dict[bool | None, str] = {}
    agencies: list[int] = []
    numbered = False
    broken = _broken(bits)
    for place, (line, left) in enumerate(bits):
        role = broken.get(place) or _role(line)
        if role == "number":
            numbered, line = True, line._replace(text=BARE_NUMBER.sub(r"Số: \g<symbol>", line.text))
        elif (
            not role
            and line.text
            and not numbered
            and left is not False
            and (line.upper or last.get(left) in ("agency",))
        ):
            role = "agency"
            agencies.append(len(out))
        elif not role and last.get(left) == "subject":
            role = "subject"
        elif not role and last.get(left) == "draft-mark":
            role = "draft-round"
        if role == "rule" or (not role and not line.text):
            out.append(Piece("rule", line, over=_over(last.get(left, ""), left)))
            continue
        out.append(Piece(role or "other", line))
        last[left] = role or "other"
        if line.strokes or has_rule(line.paragraph):
            out.append(Piece("rule", line, over=_over(role, left)))
    return _parents(out, agencies)


def _broken(bits: Sequence[_Bit]) -> dict[int, str]:
    """Roles of lines that are one component broken in two or three, as in a column that is too narrow."""
    found: dict[int, str] = {}
    for start, first in enumerate(bits):
        if start in found or _role(first.line):
            continue
        text = first.line.text
        for end in range(start + 1, min(start + 3, len(bits))):
            if bits[end].left != first.left or bits[end].line.where[:5] != first.line.where[:5]:
                break
            text = f"{text} {bits[end].line.text}"
            if role := _spelled(text):
                found.update(dict.fromkeys(range(start, end + 1), role))
                break
    for start, (one, two) in enumerate(pairwise(bits)):
        if (
            re.fullmatch(r"[Ss]ố\s*:?", one.line.text)
            and re.match(r"\d*\s*/\S+", two.line.text)
            and one.left == two.left
        ):
            found.update({start: "number", start + 1: "number"})
    return found


def _over(role: str, left: bool | None) -> str:
    """What a rule stands under; a line drawn in the left column after the number belongs to the bodies all the same."""
    if role in ("motto", "national-name", "place-date") or left is False:
        return "motto"
    return "agency" if role in ("agency", "parent-agency", "number") else ""


def _role(line: Line) -> str:
    text = line.text
    if line.is_stroke:
        return "rule"
    if spelled := _spelled(text):
        return spelled
    if _is_number(text):
        return "number"
    if SUBJECT.match(text):
        return "subject"
    if DRAFT.match(text):
        return "draft-mark"
    return URGENCY.get(fold(text), "")


def _spelled(text: str) -> str:
    """The role of words that every header has in the same form."""
    if is_nation(text):
        return "national-name"
    if is_motto(text):
        return "motto"
    return "place-date" if PLACE_DATE.match(text) else ""


def _parents(pieces: list[Piece], agencies: Sequence[int]) -> list[Piece]:
    """Tell the body above from the body that issues: the lines before the last name that begins anew are those of the
    body above."""
    last = next((at for at in reversed(agencies) if begins_name(pieces[at].text)), None)
    above = [at for at in agencies if last is not None and at < last]
    joint = any(pieces[at].text.rstrip().endswith(("-", "–")) for at in above)
    for at in above if not joint else ():
        pieces[at] = pieces[at]._replace(role="parent-agency")
    return pieces


def begins_name(text: str) -> bool:
    """Whether a line begins the name of a body, rather than goes on with one."""
    words = text.split()
    return any(fold("".join(words[:count])) in BODY_WORDS for count in (1, 2, 3))
