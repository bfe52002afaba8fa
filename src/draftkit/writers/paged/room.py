"""Measures that all parts of a page share, and whether something surely fits on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any, Self

from draftkit.model.measure import MM_PER_PT
from draftkit.model.named import NamedTuple
from draftkit.word.values import Block, Paragraph, Row, Section, Stroke

EDGES = ("top", "bottom", "left", "right")
FONT = "Times New Roman"
SIGNS = ("DejaVu Sans", "Segoe UI Symbol", "Apple Symbols", "Noto Sans Symbols2")
"""Who has the signs that fonts of text lack (☐, ✓): left to itself typst takes one font for all of them."""
SERIF = (0.216, ("Liberation Serif", "Tinos", "Libertinus Serif", *SIGNS))
SANS_SERIF = (0.212, ("Liberation Sans", "Arimo", "Libertinus Serif", *SIGNS))
"""How far letters of a family reach below the line, as a share of the size, and who stands in for a font of it."""
_SANS = re.compile(r"arial|helvetica|sans|calibri|segoe|tahoma|verdana|manrope|roboto|inter|montserrat", re.IGNORECASE)
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_WIDE = 0.75
"""A letter as a share of its size: more than the mean of any text."""
_SURE = 1.15
"""How much wider letters may be than they are taken to be."""
_BLANK = 0.3
_FEW = 3
"""Lines of a paragraph that are set as soon as they are full; of more, some may be left shorter."""
_HIGH = 1.2  # line height, in sizes of type
_MARGINS = 12.0
"""Of a cell, both sides."""
_LEAST = 20.0  # points, the least width of a line
_OVER = 1.15
"""A word so much wider than its line is parted; less may be a wrong guess."""
_NARROW = 15  # sizes of type; in a narrower line words leave much room


def _letter(sign: str) -> float:
    """How wide a letter is, about, as a share of its size."""
    if sign in "iljtfr.,:;|!'/-()[]":
        return 0.3
    return 0.7 if sign.isupper() or sign in "mw@…%" else 0.47


def _lines(text: str, wide: float, begun: float) -> int:
    """How many lines a text takes at most; `wide` is the line, of which so much is `begun`, in sizes of type."""
    letters = len(text) + text.count("\t") * 8 + 4
    most = letters * _WIDE / (wide if wide > _NARROW else wide / 2)  # half of each line may stay empty
    return ceil(most) if most <= 1 or "\t" in text else min(ceil(most), _filled(text, wide, begun))


def _filled(text: str, wide: float, begun: float) -> int:
    """How many lines words fill one after the other, each as wide as it may be; one more where lines are balanced."""
    count, left = 1, wide - begun
    for word in text.split(" "):
        width = sum(map(_letter, word)) * _SURE
        if width > left and left < wide:
            count, left = count + 1, wide
        while width > left:  # it is parted, or runs over
            count, width, left = count + 1, width - left, wide
        left -= width + _BLANK
    return count + (count > _FEW)


USUAL: Mapping[str, dict[str, Any]] = {
    "paragraph": dict.fromkeys("first hanging left right more outline after".split(), 0)
    | dict.fromkeys("sticky whole foot".split(), False)
    | {"align": "justify", "marks": [], "stops": []},
    "cell": {"across": 1, "down": 1, "first": False, "strokes": {}, "fill": "", "upright": "top"},
    "stroke": {"color": "", "space": 0, "dash": ""},
    "run": dict.fromkeys("bold italic underline strike small_caps".split(), False)
    | {"fonts": [FONT, *SERIF[1]], "color": "000000", "vertical": "", "raised": 0},
}
"""What most of a sort are, which need not be written and read for each."""


def told(sort: str, data: dict[str, Any]) -> dict[str, Any]:
    """What is not as usual with something of a sort."""
    usual = USUAL[sort]
    return {key: value for key, value in data.items() if key not in usual or value != usual[key]}


def family(font: str) -> tuple[float, tuple[str, ...]]:
    """The family that a font is of."""
    return SANS_SERIF if _SANS.search(font) else SERIF


def pt(mm: float) -> float:
    """Millimetres in points."""
    return round(mm / MM_PER_PT, 3)


def ink(color: str) -> str:
    """A colour as `RRGGBB`; empty for what is none."""
    return color if _COLOR.fullmatch(color) else ""


def strokes(found: Mapping[str, Stroke]) -> dict[str, dict[str, Any]]:
    """The lines around something, by side."""
    return {
        side: told(
            "stroke",
            {
                "width": max(stroke.width_pt, 0.25),
                "color": ink(stroke.color),
                "space": stroke.space_pt,
                "dash": {"dotted": "dotted", "dashed": "dashed"}.get(stroke.kind, ""),
            },
        )
        for side, stroke in found.items()
        if side in EDGES
    }


class Room(NamedTuple):
    """Where blocks stand: how wide that is, and how much of a page they may fill, in points."""

    width: float
    height: float

    @classmethod
    def of(cls, section: Section) -> Self:
        """The text area of a section."""
        width, height = section.page_mm
        margin = section.margin_mm
        count = max(section.columns, 1)
        across = (width - margin.get("left", 0) - margin.get("right", 0) - (count - 1) * section.gutter_mm) / count
        return cls(pt(across), pt(height - margin.get("top", 0) - margin.get("bottom", 0)))

    def holds(self, blocks: Iterable[Block]) -> bool:
        """Whether blocks surely fit on one page: what is kept in one piece and does not would run off it."""
        left = self.height
        for block in blocks:
            left -= self.reach(block)
            if left < 0:
                return False
        return True

    def reach(self, block: Block) -> float:
        """How high a block is at most."""
        if not isinstance(block, Paragraph):
            return sum(map(self._row, block.rows))
        form = block.format
        size = max([run.format.size_pt for run in block.runs] or [block.mark_format.size_pt])
        line = form.line if form.line_rule != "auto" else size * _HIGH * form.line
        line = line if form.line_rule == "exact" else max(line, size * _HIGH)
        wide = max(self.width - pt(form.left_mm) - pt(form.right_mm), _LEAST)
        begun = max(pt(form.first_mm), 0.0) / size
        count = sum(_lines(part, wide / size, 0 if at else begun) for at, part in enumerate(block.text().split("\n")))
        drawn = sum(pt(drawing.height_mm) for drawing in block.drawings)
        return count * line + form.before_pt + form.after_pt + drawn

    def fits(self, word: str, size: float) -> bool:
        """Whether a word surely fits on a line."""
        return len(word) * size * _WIDE < self.width

    def parted(self, text: str, size: float) -> str:
        """A text whose words may be parted anywhere if they are longer than a line, as a word processor does."""
        if self.fits(text, size):
            return text
        return re.sub(r"[^\s/-]+[/-]?", lambda found: self._parted(found[0], size), text)

    def _parted(self, word: str, size: float) -> str:
        wide = not self.fits(word, size) and sum(map(_letter, word)) * size > self.width * _OVER
        return "\u200b".join(word) if wide else word

    def _row(self, row: Row) -> float:
        """How high a row is at most: its cells share the width, however wide they are said to be."""
        count = max(sum(cell.across for cell in row.cells), 1)
        heights = (sum(map(self.cell(self.width * cell.across / count).reach, cell.blocks)) for cell in row.cells)
        return max([row.height_pt, *heights])

    def cell(self, width: float, margins: float = _MARGINS) -> Room:
        """The room in a cell that is so wide."""
        return self._replace(width=max(width - margins, _LEAST))


Data = Mapping[str, Any]

_WHOLE = re.compile(r"[^\s/-]{1,24}(?:/[^\s/-]{1,24}){1,3}-?")
_PARTED = re.compile(r"/[^\W\d]")
"""Only before a letter is a slash a place to part at."""
_RAISED = ("superscript", "subscript")


def kept_whole(runs: Sequence[Data], room: Room) -> Iterator[Data]:
    """Data of the runs of a paragraph, in order, where each such word that fits on a line is one piece with the figures
    raised or lowered right behind it. Links within the document stay as they are: their data are changed later."""
    taken = 0
    for at, run in enumerate(runs):
        if at < taken:
            continue
        if run["kind"] != "text" or not _PARTED.search(run["text"]) or run["link"].startswith("#"):
            yield run
            continue
        taken = at + 1
        while taken < len(runs) and runs[taken].get("vertical") in _RAISED and "counted" not in runs[taken]:
            taken += 1
        yield from _pieces(run, runs[at + 1 : taken], room)


def _pieces(run: Data, raised: Iterable[Data], room: Room) -> Iterator[Data]:
    text, start, behind = run["text"], 0, list(raised)
    for word in _WHOLE.finditer(text):
        if _PARTED.search(word[0]) and room.fits(word[0], run["size"]):
            if word.start() > start:
                yield {**run, "text": text[start : word.start()]}
            start = word.end()
            yield {"kind": "whole", "runs": [{**run, "text": word[0]}, *(behind if start == len(text) else ())]}
    if start < len(text):
        yield {**run, "text": text[start:]}
    if not start or start < len(text):
        yield from behind
