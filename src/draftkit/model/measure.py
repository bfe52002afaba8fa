"""Lengths: units of Word, and how wide a text is when set in Times New Roman."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from draftkit.model import times
from draftkit.model.named import NamedTuple

MM_PER_INCH = 25.4
TWIPS_PER_MM = 1440 / MM_PER_INCH
EMU_PER_MM = 914400 / MM_PER_INCH
MM_PER_PT = MM_PER_INCH / 72
_EM = 2048
SANS_WIDER = 1.14
"""How much wider letters without serifs are than those of Times."""
NBSP = "\N{NO-BREAK SPACE}"


def twips(mm: float) -> int:
    """Millimetres to twentieths of a point, rounded."""
    return round(mm * TWIPS_PER_MM)


@lru_cache(maxsize=4)
def _widths(face: str) -> dict[str, int]:
    return dict(zip(times.SIGNS, getattr(times, face), strict=True))


@lru_cache(maxsize=8192)
def _units(text: str, face: str) -> int:
    """Width in 1/2048 em; whole numbers, so that widths add up."""
    widths = _widths(face)
    return sum([widths.get(sign, _EM // 2) for sign in text])


def _face(bold: bool, italic: bool) -> str:
    return ("BOLD" if bold else "") + ("ITALIC" if italic else "") or "REGULAR"


def text_mm(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width in mm of a text on one line. Signs outside Latin and Vietnamese count as half an em."""
    return _units(text, _face(bold, italic)) / _EM * size_pt * MM_PER_PT


class Words(NamedTuple):
    """The words of a text with the width that each adds: `starts` in 1/2048 em, where each begins on one line, and
    where one more would; `em_mm` is how wide such an em is."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    space: int
    em_mm: float

    def lines(self, width_mm: float) -> list[int]:
        """The first word of each line no wider than `width_mm`, filled greedily as a word processor does, and the
        number of words."""
        limit = width_mm / self.em_mm * _EM + self.space + 1e-6
        found = [0]
        while found[-1] < len(self.words):
            at = found[-1]
            found.append(max(at + 1, bisect_right(self.starts, self.starts[at] + limit) - 1))
        return found

    def longest_mm(self, lines: Sequence[int]) -> float:
        """The width in mm of the longest of such lines."""
        longest = max(self.starts[end] - self.starts[start] for start, end in pairwise(lines)) - self.space
        return longest / _EM * self.em_mm


def words(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> Words:
    """The words of a text, parted at blanks, measured."""
    face = _face(bold, italic)
    space = _units(" ", face)
    parts = tuple(text.split(" "))
    starts = accumulate((_units(word, face) + space for word in parts), initial=0)
    return Words(parts, tuple(starts), space, size_pt * MM_PER_PT)


def wrap(text: str, width_mm: float, size_pt: float, *, bold: bool = False, italic: bool = False) -> list[str]:
    """Break a text into lines no wider than `width_mm`, as a word processor would (greedily at spaces)."""
    measured = words(text, size_pt, bold=bold, italic=italic)
    return [" ".join(measured.words[start:end]) for start, end in pairwise(measured.lines(width_mm))]


def blank(width_mm: float, size_pt: float) -> str:
    """No-break spaces that are about as wide as `width_mm`: room to write a number or date by hand."""
    return NBSP * max(1, round(width_mm / text_mm(NBSP, size_pt)))
