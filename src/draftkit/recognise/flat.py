"""An act as copied from a legal portal, laid out as it stood: header and ending as tables of columns, its name in the
middle. How it was flattened differs: cells divided by tabs or wide gaps, one below the other, the left column before
the right one, words of both in one line. The words tell which column each belongs to; then it is read as any Word file
is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from draftkit.model.kind import KindSpec
from draftkit.model.named import NamedTuple
from draftkit.recognise import terms
from draftkit.recognise.lines import is_stroke
from draftkit.recognise.signing import Signing
from draftkit.text.fold import fold
from draftkit.word.read import ACCEPT, read_word
from draftkit.word.typed import Columns, Text, as_word, is_typed, typed_lines
from draftkit.word.values import WordFile

_ZONE = 40  # lines at the top of a text in which a header is looked for
_LONG = 220  # signs: a longer line is running text; also a column right of all
_NAME_LINES = 6  # a name of a document has no more lines
_WIDE = re.compile(r"\t+|[ \u00a0]{3,}")
_NAME = 20  # signs: what is longer and has no tab is one cell
_STROKES = re.compile(r"\s+([-_–—*]{3,})(?=\s|$)")
_NUMBERED = re.compile("[/:]")
"""Stands in the number of a document, never in the name of a place."""
_GAP = re.compile(r"[ \u00a0]+")


def read_file(source: Path | bytes, name: str, kinds: Iterable[KindSpec], changes: str = ACCEPT) -> WordFile:
    """A Word file, or a plain text (`.txt`) laid out as one. `changes` says what becomes of tracked changes. Raises
    SourceError when it is neither."""
    if not is_typed(name):
        return read_word(source, name, changes=changes)
    data = source if isinstance(source, bytes) else source.read_bytes()
    return as_word(laid_out(typed_lines(data, name), terms.known(tuple(kinds))))


def laid_out(rows: Sequence[str], have: terms.Known) -> list[Text | Columns]:
    """The lines of a text, header and ending side by side where they stood so."""
    top = _Top(rows, have)
    named = _named(rows, top.end, have)
    start, end, columns = Signing.find(rows, named, have)
    out: list[Text | Columns] = [top.columns()] if top.end else []
    out += (Text(rows[at], centred=True, row=at) for at in range(top.end, named))
    out += (Text(rows[at], row=at) for at in range(named, start))
    out += [columns] if columns else []
    return [*out, *(Text(rows[at], row=at) for at in range(end, len(rows)))]


class _Bit(NamedTuple):
    """Words of one column in a line. `at`: where they begin, `side`: 0 or 1 when the line tells the column, or None."""

    text: str
    at: int
    side: int | None
    row: int = 0


class _Top:
    """The header: `end` is the first line behind it, 0 when there is none."""

    def __init__(self, rows: Sequence[str], have: terms.Known) -> None:
        self.bits: list[_Bit] = []
        self.end = 0
        seen = 0
        told: set[str] = set()
        for index, row in enumerate(rows[:_ZONE]):
            text = row.strip()
            if _ends_header(text, have):
                break
            bits = _cut(row)
            roles = [_role(bit.text) for bit in bits]
            told.update(filter(None, roles))
            self.bits += (bit._replace(row=index) for bit in bits)
            lower = bool(self.end) and text[:1].islower() and self.bits[-2:-1]
            goes_on = lower and any(terms.SUBJECT.match(bit.text) for bit in self.bits)
            if any(roles) or (self.end and is_stroke(text)) or goes_on:
                self.end, seen = index + 1, len(self.bits)
        if not told & {"nation", "motto"} and not {"number", "date"} <= told:
            self.end = 0
        self.bits = self.bits[:seen]

    def columns(self) -> Columns:
        """The lines of the left column, and of the right one."""
        out: tuple[list[Text], list[Text]] = ([], [])
        right = min((bit.at for bit in self.bits if bit.side == 1), default=_LONG)
        last = 0
        for index, bit in enumerate(self.bits):
            following = self.bits[index + 1].text if index + 1 < len(self.bits) else ""
            if _role(bit.text) in ("nation", "motto", "date") or terms.is_nation(f"{bit.text} {following}"):
                side = 1
            elif bit.side is not None:
                side = bit.side
            elif is_stroke(bit.text) or (last and out[1] and terms.is_nation(f"{out[1][-1].text} {bit.text}")):
                side = last
            else:
                side = int(bit.at >= right - 4)
            out[side].append(Text(bit.text, row=bit.row))
            last = side
        return Columns((tuple(out[0]), tuple(out[1])))


def _ends_header(text: str, have: terms.Known) -> bool:
    return bool(
        terms.BASES.match(text)
        or terms.FIRST_UNIT.match(text)
        or terms.ADDRESSED.match(text)
        or terms.CALLS.match(text)
        or fold(text) in have.types
        or len(text) > _LONG
    )


def _role(text: str) -> str:
    if terms.is_nation(text):
        return "nation"
    if terms.is_motto(text):
        return "motto"
    dated = terms.PLACE_DATE.match(text)
    if dated and not _NUMBERED.search(dated["place"]):
        return "date"
    if terms.NUMBER.match(text):
        return "number"
    return "subject" if terms.SUBJECT.match(text) else ""


def _cut(row: str) -> list[_Bit]:
    """The words of a line, those of two columns apart."""
    text = row.strip()
    at = len(row) - len(row.lstrip())
    if not text:
        return []
    if len(text) > _NAME and "\t" not in row:
        together = _run_together(text)
        if together:
            return together
    if "\t" not in row:
        if _role(text):
            return [_Bit(text, at, None)]
        for gap in _GAP.finditer(text):
            if _role(text[gap.end() :]) in ("nation", "motto", "date"):
                return [_Bit(text[: gap.start()], at, 0), _Bit(text[gap.end() :], at + gap.end(), 1)]
    pieces = [one.strip() for one in _WIDE.split(text)]
    if len(pieces) == 1:
        return [_Bit(text, _LONG, 1)] if row.startswith("\t") else [_Bit(text, at, None)]
    starts = (at + text.find(one) if "\t" not in row else _LONG for one in pieces[1:])
    return [
        _Bit(pieces[0], at, 0),
        *(_Bit(one, start, 1) for one, start in zip(pieces[1:], starts, strict=True) if one),
    ]


def _run_together(text: str) -> list[_Bit]:
    """The lines of one cell, or of both, that lost their breaks: name and line below it, national name and motto."""
    pieces = [one for one in _STROKES.split(text) if one.strip()]
    if len(pieces) > 1:
        return [bit for piece in pieces for bit in _cut(piece)]
    for gap in _GAP.finditer(text):
        if terms.is_motto(text[gap.end() :]) and terms.is_nation(text[: gap.start()]):
            return [_Bit(text[: gap.start()], _LONG, 1), _Bit(text[gap.end() :], _LONG, 1)]
    return []


def _named(rows: Sequence[str], start: int, have: terms.Known) -> int:
    """The index behind the type of a document and its name; `start` where no name is plainly one: it ends with the
    legal bases, or with who issues it."""
    type_at = None
    seen = 0
    for index in range(start, len(rows)):
        text = rows[index].strip()
        if not text or (
            type_at is None and (terms.DRAFT.match(text) or fold(text) in terms.URGENCY or is_stroke(text))
        ):
            continue
        if type_at is None:
            if fold(text) not in have.types or not text.isupper():
                return start
            type_at = index
        elif terms.BASES.match(text) or (text.isupper() and fold(text).startswith(terms.HEADS)):
            return index
        else:
            seen += 1
            if seen > _NAME_LINES or len(text) > 2 * _LONG or terms.ADDRESSED.match(text):
                return start
    return start
