"""Lengths: units of Word, and how wide a text is when set in Times New Roman."""

from __future__ import annotations

from functools import lru_cache

from draftkit.model import times

MM_PER_INCH = 25.4
TWIPS_PER_MM = 1440 / MM_PER_INCH
EMU_PER_MM = 914400 / MM_PER_INCH
MM_PER_PT = MM_PER_INCH / 72
_EM = 2048
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


def wrap(text: str, width_mm: float, size_pt: float, *, bold: bool = False, italic: bool = False) -> list[str]:
    """Break a text into lines no wider than `width_mm`, as a word processor would (greedily at spaces)."""
    face = _face(bold, italic)
    space = _units(" ", face)
    lines: list[str] = []
    current, width = "", 0
    for word in text.split(" "):
        own = _units(word, face)
        longer = width + space + own if current else own
        if current and longer / _EM * size_pt * MM_PER_PT > width_mm:
            lines.append(current)
            current, width = word, own
        else:
            current, width = f"{current} {word}" if current else word, longer
    return [*lines, current]


def blank(width_mm: float, size_pt: float) -> str:
    """No-break spaces that are about as wide as `width_mm`: room to write a number or date by hand."""
    return NBSP * max(1, round(width_mm / text_mm(NBSP, size_pt)))
