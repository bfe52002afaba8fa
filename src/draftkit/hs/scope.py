"""Cells that say more than one code: chapters, several codes, ranges, exceptions.

`Chương 46`, `8421.39; 8421.99`, `từ 84.21 đến 84.24`, `84.21 (trừ 8421.40)`. A cell is either read to its last sign or
not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole

Span = tuple[str, str]
"""First and last code of a piece; the same code twice when it is no range."""

_EXCEPT = re.compile(
    r"[\s(\[,;]*\b(?:(?:loại )?trừ(?: (?:các )?(?:mã|nhóm|phân nhóm))?|ngoại trừ"
    r"|không bao gồm|không gồm|except|excluding)"
    r"\b[ :]*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:;|\n|,(?=\s)|\bvà\b|\bhoặc\b|&|\+|(?<=[0-9)])\s*/\s*(?=[0-9e])"
    r"|(?<=[0-9]\.[0-9]{2})[ \u00a0]+(?=[0-9]{2}\.[0-9]))\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:từ|from)\s+", re.IGNORECASE)
_TO = re.compile(r"\s+(?:đến|tới|to)\s+(?:hết\s+)?|\s+[-–—]\s+|(?<=[0-9])\s*[–—÷~]\s*(?=[0-9])", re.IGNORECASE)
_WORDS = re.compile(r"^(?:các\s+)?(?:(?:mã(?:\s+số)?(?:\s+hs)?|phân\s+nhóm|nhóm|hs)\s+)?", re.IGNORECASE)
_CHAPTER = re.compile(r"^(?:các\s+)?chương\s+(?=[0-9])", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_LONGEST = 2000

Single = Callable[[str], tuple[str, bool]]


class Scope(NamedTuple):
    """The pieces a cell covers, those it excepts, and whether it said “ex” of any."""

    spans: tuple[Span, ...]
    but: tuple[Span, ...]
    ex: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes named, each once, exceptions last."""
        return tuple(dict.fromkeys(code for span in (*self.spans, *self.but) for code in span))


def read_scope(cell: str, single: Single) -> Scope | None:
    """What a cell covers; None when it is not made of codes from end to end. `single` reads one code."""
    if len(cell) > _LONGEST or not _DIGIT.search(cell):
        return None
    found = _EXCEPT.search(cell)
    head, tail = (cell[: found.start()], cell[found.end() :].rstrip(" )].")) if found else (cell, "")
    spans = _spans(head.strip(" .;,"), single)
    but = _spans(tail, single) if found else ((), False)
    if spans is None or but is None or not spans[0] or (found and not but[0]):
        return None
    return Scope(spans[0], but[0], spans[1])


def _spans(text: str, single: Single) -> tuple[tuple[Span, ...], bool] | None:
    out: list[Span] = []
    said = False
    chapters = bool(_CHAPTER.match(_FROM.sub("", text, count=1)))
    for piece in _BETWEEN.split(text):
        ends = _TO.split(_FROM.sub("", piece.strip(), count=1))
        if len(ends) > 2:
            return None
        codes = [_code(end, single, chapters) for end in ends]
        if not all(code for code, _ in codes):
            return None
        first, last = codes[0][0], codes[-1][0]
        if len(first) != len(last) or first > last:
            return None
        said = said or any(ex for _, ex in codes)
        out.append((first, last))
    return tuple(out), said


def _code(text: str, single: Single, chapters: bool) -> tuple[str, bool]:
    text = text.strip()
    if chapters:
        bare = _CHAPTER.sub("", text)
        return (bare.zfill(2), False) if whole(bare) is not None and len(bare) < 3 else ("", False)
    digits, ex = single(_WORDS.sub("", text))
    return (digits, ex) if len(digits) > 2 else ("", False)


def interval(span: Span) -> tuple[int, int]:
    """The lines of 8 digits a piece covers, as numbers."""
    return whole(span[0].ljust(8, "0"), 0), whole(span[1].ljust(8, "9"), 0)


def without(spans: Iterable[Span], but: Iterable[Span]) -> list[tuple[int, int]]:
    """The intervals of some pieces less the exceptions."""
    found = [interval(span) for span in spans]
    for low, high in map(interval, but):
        cut: list[tuple[int, int]] = []
        for first, last in found:
            if high < first or low > last:
                cut.append((first, last))
                continue
            if first < low:
                cut.append((first, low - 1))
            if high < last:
                cut.append((high + 1, last))
        found = cut
    return found
