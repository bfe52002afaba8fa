"""How much text a slide holds. Widths: Times widened to a sans-serif; a little room is kept: fonts differ."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Any

from draftkit.model.measure import MM_PER_PT, text_mm, twips, wrap
from draftkit.model.named import NamedTuple
from draftkit.text.cells import widened
from draftkit.writers.docx.columns import shared_out

WIDER = 1.16
"""Arial over Times, for Vietnamese text."""
WIDEST = 1.5
"""The same for headings in a typeface that is not ours: there are wide ones."""
_SMALLER = 0.85
_LINE = 1.22
"""Line height over type size."""
_BEFORE = 8
"""Space above a paragraph, pt."""
_CELL_MM = (5.2, 2.6)
"""Padding of a cell, across and down."""


class Run(NamedTuple):
    """Characters of one look; `shift` is 1 above the line, -1 below it."""

    text: str
    bold: bool = False
    italic: bool = False
    shift: int = 0
    url: str = ""


class Area(NamedTuple):
    """A text box: width and height in mm, type size in pt."""

    width: float
    height: float
    size: float

    @property
    def lines(self) -> float:
        """How many lines it holds."""
        return self.height / (self.size * _LINE * MM_PER_PT)

    def smaller(self) -> Area:
        """The same box with the smaller type."""
        return self._replace(size=self.size * _SMALLER)


_SIZES = (48.0, 42.0, 36.0, 32.0, 28.0, 24.0)
_FULL = 0.85
"""Share of a box that larger text may fill."""
_AIRY = 2.2
"""Of its size: the most space above a paragraph."""


class Setting(NamedTuple):
    """How a text is set: type size and space above a paragraph, pt; nought is what the master says."""

    size: float = 0.0
    above: float = 0.0


def largest(pars: Sequence[Any], width: float, height: float, most: float = 36.0) -> Setting:
    """The type size, larger than the usual one and no more than `most`, in which paragraphs still leave some of a box
    (mm) free, and the space above each with which they fill it."""
    fitting = (Area(width, height, size) for size in _SIZES if size <= most)
    found = next((area for area in fitting if lines_of(pars, area) <= area.lines * _FULL), None)
    if found is None:
        return Setting()
    free = (found.lines * _FULL - lines_of(pars, found)) * found.size * _LINE
    return Setting(found.size, round(min(_BEFORE + free / max(len(pars) - 1, 1), found.size * _AIRY)))


def lines_of(pars: Sequence[Any], area: Area) -> float:
    """Lines that paragraphs take, the space above each counted in lines."""
    return sum(_lines(par, area) for par in pars)


def _lines(par: Any, area: Area) -> float:
    indent = 7.5 * max(par.level, 0)
    text = sum(len(wrap(line, (area.width - indent) / WIDER, area.size)) for line in par.text().split("\n"))
    return text + _BEFORE / (area.size * _LINE)


def packed(pars: list[Any], area: Area) -> tuple[bool, list[list[Any]]]:
    """Paragraphs on as many pages as they need, and whether they are set smaller: that is tried before a second page. A
    subheading stays with what follows."""
    if lines_of(pars, area) <= area.lines:
        return False, [pars] if pars else []
    if lines_of(pars, area.smaller()) <= area.smaller().lines:
        return True, [pars]
    pages: list[list[Any]] = [[]]
    room = area.lines
    for par in (piece for whole in pars for piece in _cut(whole, area)):
        need = _lines(par, area)
        if need > room and pages[-1]:
            moved = [pages[-1].pop()] if pages[-1][-1].level < 0 and len(pages[-1]) > 1 else []
            pages.append(moved)
            room = area.lines - lines_of(moved, area)
        pages[-1].append(par)
        room -= need
    return False, pages


def _cut(par: Any, area: Area) -> list[Any]:
    """A paragraph too long for a page, in pieces cut between words; it loses its look within but no word."""
    if _lines(par, area) <= area.lines:
        return [par]
    text = wrap(par.text(), (area.width - 7.5 * max(par.level, 0)) / WIDER, area.size)
    most = max(floor(area.lines) - 1, 1)
    return [par._replace(runs=(Run(" ".join(text[start : start + most])),)) for start in range(0, len(text), most)]


def texts_of(rows: Sequence[Sequence[Sequence[Run]]]) -> list[list[str]]:
    """The cells of a table as texts, as many in each row."""
    count = max(map(len, rows))
    return [widened(["".join(run.text for run in cell) for cell in row], count) for row in rows]


def pages_of_rows(rows: Sequence[Sequence[str]], area: Area, heads: int) -> list[int]:
    """How many rows after the headings stand on each page of a table."""
    shares = column_shares(rows, area)
    heights = [_row_mm(row, shares, area) for row in rows]
    counts, room = [0], area.height - sum(heights[:heads])
    for height in heights[heads:]:
        if height > room and counts[-1]:
            counts.append(0)
            room = area.height - sum(heights[:heads])
        counts[-1] += 1
        room -= height
    return counts


TABLE_SIZES = (24.0, 22.0, 20.0, 18.0)
_TALLEST = 1.6
"""Times its least height: how tall a row becomes where there is room."""


def table_setting(rows: Sequence[Sequence[str]], area: Area, most: float) -> tuple[float, list[float]]:
    """The type size in pt in which the rows of one page fit and no word breaks, the largest up to `most` that does, and
    their heights in mm, with which they fill the page."""
    shares = column_shares(rows, area)
    sizes = (
        area._replace(size=size)
        for size in (*TABLE_SIZES, area.size)
        if size <= most and (size == area.size or unbroken(rows, area._replace(size=size), shares))
    )
    tried = [(one.size, [_row_mm(row, shares, one) for row in rows]) for one in sizes]
    size, heights = next((found for found in tried if sum(found[1]) <= area.height * _FULL), tried[-1])
    more = max(min(area.height * _FULL / sum(heights), _TALLEST), 1.0)
    return size, [height * more for height in heights]


def unbroken(rows: Sequence[Sequence[str]], area: Area, shares: Sequence[float] = ()) -> bool:
    """Whether each word has room on one line of its column."""
    shares = shares or column_shares(rows, area)
    cells = ((cell, _cell_mm(share, area)) for row in rows for cell, share in zip(row, shares, strict=False))
    return all(text_mm(word, area.size) <= room for cell, room in cells for word in cell.split())


def _cell_mm(share: float, area: Area) -> float:
    """The width that a cell has for its text, as if that were set in Times."""
    return max(share * area.width - _CELL_MM[0], 8) / WIDER


def _row_mm(row: Sequence[str], shares: Sequence[float], area: Area) -> float:
    most = max(
        (len(wrap(cell, _cell_mm(share, area), area.size)) for cell, share in zip(row, shares, strict=False)), default=1
    )
    return max(most * area.size * _LINE * MM_PER_PT + _CELL_MM[1], 2 * area.size * MM_PER_PT)


def column_shares(rows: Sequence[Sequence[str]], area: Area) -> list[float]:
    """The share of the width each column gets, as in Word: longer cells more, none so little that a word breaks."""
    widths = shared_out(rows, twips(area.width / WIDER), area.size)
    return [width / sum(widths) for width in widths]
