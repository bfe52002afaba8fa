"""A poster: title, key figures, charts and a few words on one page, drawn as one picture.

The page is as wide as A3; it is as tall as A3 unless there is more to show: then it grows, for nothing may be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from draftkit.campaign import draw
from draftkit.campaign.charts import Chart, chart, is_chart
from draftkit.campaign.points import point
from draftkit.campaign.posts import shown
from draftkit.kinds.identity import Identity
from draftkit.model.inline import Content
from draftkit.model.printed import Grid, Line, Picture
from draftkit.model.tree import Block, Division, Figure, Paragraph, Unit
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow
from draftkit.resolve.frame import Frame
from draftkit.writers.formats import Workshop, Writer

WIDTH, HEIGHT, EDGE = 297.0, 420.0, 18.0
_PT = 0.3528
"""Millimetres in a point."""
_LOOKS: dict[str, tuple[float, bool, float, float]] = {
    "heading": (22, True, 0, 7),
    "item": (15, False, 7, 2),
    "source": (12, False, 0, 1),
    "text": (15, False, 0, 3),
}
"""Size in pt, bold, indent and space above in mm."""


class PosterItem(NamedTuple):
    """Something on the poster: heading, text, item, tile (a figure and what it says), chart, source."""

    sort: str
    text: str = ""
    more: str = ""
    drawn: Chart | None = None


def pieces(bound: Bound) -> list[PosterItem]:
    """What the poster shows below its title. An item that opens with bold words is a tile: the words large, the rest
    below them."""
    return list(_pieces(bound, bound.draft.body))


def _pieces(bound: Bound, blocks: tuple[Block, ...]) -> Iterator[PosterItem]:
    for block in blocks:
        if isinstance(block, Division) and is_chart(block) and (found := chart(block, bound)):
            yield PosterItem("chart", found.title, ". ".join(found.notes), found)
        elif isinstance(block, Unit) and not block.level.marker:
            yield PosterItem("heading", shown(bound.text(block), bound))
            yield from _pieces(bound, block.body)
        elif isinstance(block, Paragraph):
            yield _paragraph(bound.text(block), bound)
        elif isinstance(block, Figure):
            yield PosterItem("text", block.alt)
        elif not (isinstance(block, Division) and block.role == "subtitle"):  # it stands in the head
            yield from _printed(block, bound)


def _paragraph(content: Content, bound: Bound) -> PosterItem:
    found = point(content)
    if not found:
        return PosterItem("text", shown(content, bound))
    if not found.lead:
        return PosterItem("item", shown(found.rest, bound))
    return PosterItem("tile", shown(found.lead, bound), shown(found.rest, bound).strip(" :"))


def _printed(block: Block, bound: Bound) -> Iterator[PosterItem]:
    """Any other block as the lines that every writer prints."""
    for item in block_flow(bound, (block,)):
        if isinstance(item, Line):
            text = f"{item.before}{item.mark}{item.after}{shown(item.content, bound)}"
            yield PosterItem(
                "source" if item.role in ("closing-title", "closing-text", "chart-source") else "text", text
            )
        elif isinstance(item, Grid):
            for row in item.rows:
                yield PosterItem("text", " · ".join(shown(cell, bound) for cell in row))
        elif isinstance(item, Picture):
            yield PosterItem("text", item.alt)


def described(bound: Bound, frame: Frame) -> str:
    """All the poster says, for those who hear it."""
    said = [frame.title, bound.meta.subtitle]
    said += [
        piece.drawn.described()
        if piece.drawn
        else f"{piece.text}: {piece.more}"
        if piece.sort == "tile"
        else piece.text
        for piece in pieces(bound)
    ]
    return " ".join(f"{text.rstrip(' .')}." for text in said if text.strip())


def poster(form: str) -> Writer:
    """The writer of the poster as `svg` or `png`."""

    def write(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
        with draw.drawing(workshop.identity()) as figures:
            data = draw.save(_Page(figures, bound, frame, workshop.identity()).finished(), form)
        return (
            draw.described(data, frame.title or bound.draft.kind.title, described(bound, frame))
            if form == "svg"
            else data
        )

    return write


@lru_cache(maxsize=8192)
def _width(text: str, points: float, bold: bool, family: tuple[str, ...]) -> float:
    """Millimetres; a page is laid out several times, and once for each form."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font = FontProperties(family=list(family), size=points, weight="bold" if bold else "normal")
    return float(TextToPath().get_text_width_height_descent(text, font, False)[0]) * _PT


class _Page:
    """Lays pieces out from the top; first it measures, then it draws at the height found."""

    def __init__(self, figures: Any, bound: Bound, frame: Frame, identity: Identity) -> None:
        self.figures, self.bound, self.frame, self.identity = figures, bound, frame, identity
        self.colours, self.tints = identity.colours, draw.palette(identity)
        self.items = pieces(bound)
        self.figure: Any = None
        self.height = HEIGHT

    def finished(self) -> Any:
        self.scale = 1.0
        for self.scale in (1.0, 0.92, 0.84):
            if self.flow() <= HEIGHT:
                break
        self.height = max(HEIGHT, self.flow())
        self.figure = self.figures.Figure(figsize=(WIDTH / 25.4, self.height / 25.4))
        self.flow()
        return self.figure

    def flow(self) -> float:
        """Lay everything out; returns the height taken, in mm."""
        y = self.band()
        index = 0
        while index < len(self.items):
            piece = self.items[index]
            if piece.sort == "tile":
                tiles = [piece]
                while index + len(tiles) < len(self.items) and self.items[index + len(tiles)].sort == "tile":
                    tiles.append(self.items[index + len(tiles)])
                y = self.tiles(tiles, y)
                index += len(tiles)
                continue
            y = self.chart(piece, y) if piece.drawn else self.words(piece, y)
            index += 1
        return y + 16

    def band(self) -> float:
        """The coloured head: issuing body, draft mark, title, sub-head."""
        meta = self.bound.meta
        lines: list[tuple[str, float, str, bool]] = []
        head = "  ·  ".join(
            filter(None, (" ".join(self.frame.agency), " ".join(self.frame.draft_mark), self.frame.held))
        )
        for text, size, bold in ((head, 13, True), (self.frame.title, 34, True), (meta.subtitle, 18, False)):
            lines += (
                [(line, size, "#FFFFFF", bold) for line in self.wrap(text, size, WIDTH - 2 * EDGE, bold)]
                if text
                else []
            )
        height = 16 + sum(self.line(size) for _, size, _, _ in lines) + 10
        self.box(0, 0, WIDTH, height, self.colours["dam"])
        self.box(0, height, WIDTH, 1.6, self.colours["diem"])
        y = 14.0
        for text, points, colour, bold in lines:
            self.text(EDGE, y, text, points, colour, bold)
            y += self.line(points) + (4 if points == 13 else 0)
        return height + 10

    def words(self, piece: PosterItem, y: float) -> float:
        size, bold, indent, gap = _LOOKS.get(piece.sort, _LOOKS["text"])
        colour = self.colours["dam" if bold else "chu"]
        y += gap * self.scale
        if piece.sort == "item":
            self.text(EDGE + 1, y, "•", size, self.colours["chinh"], True)
        for line in self.wrap(piece.text, size, WIDTH - 2 * EDGE - indent, bold):
            self.text(EDGE + indent, y, line, size, colour, bold)
            y += self.line(size)
        return y + 1.5

    def tiles(self, tiles: list[PosterItem], y: float) -> float:
        columns = min(len(tiles), 4 if len(tiles) % 3 and len(tiles) != 2 else 3)
        gap = 6.0
        width = (WIDTH - 2 * EDGE - gap * (columns - 1)) / columns
        y += 3
        for start in range(0, len(tiles), columns):
            row = tiles[start : start + columns]
            big = next(
                (
                    size
                    for size in (34, 28, 22, 16)
                    if all(self.width(tile.text, size, True) <= width - 8 for tile in row)
                ),
                13,
            )
            wrapped = [
                (
                    self.wrap(tile.text, big, width - 8, True),
                    self.wrap(tile.more, 13, width - 8, False) if tile.more else [],
                )
                for tile in row
            ]
            height = max(len(head) * self.line(big) + len(rest) * self.line(13) for head, rest in wrapped) + 11
            for number, (head, rest) in enumerate(wrapped):
                x = EDGE + number * (width + gap)
                self.box(x, y, width, height, self.colours["nhat"])
                self.box(x, y, 1.6, height, self.tints[number % len(self.tints)])
                at: float = y + 5
                for line in head:
                    self.text(x + 5, at, line, big, self.colours["dam"], True)
                    at += self.line(big)
                for line in rest:
                    self.text(x + 5, at, line, 13, self.colours["chu"], False)
                    at += self.line(13)
            y += height + gap
        return y

    def chart(self, piece: PosterItem, y: float) -> float:
        found = piece.drawn
        if found is None:
            return y
        y = self.words(PosterItem("heading", found.title), y) if found.title else y + 4
        rows = len(found.categories) * (len(found.series) if found.shape == "bar" else 1)
        height = max(34.0, 15.0 * rows) * self.scale if found.shape == "bar" else 82 * self.scale
        left = 62.0 if found.shape == "bar" else 8.0
        if self.figure is not None:
            area = (
                (EDGE + left) / WIDTH,
                1 - (y + height) / self.height,
                (WIDTH - 2 * EDGE - left - 6) / WIDTH,
                height / self.height,
            )
            draw.draw(found, self.figure.add_axes(area), 13 * self.scale)
        y += height + (14 if len(found.series) > 1 else 4)
        return self.words(PosterItem("source", piece.more), y) if piece.more else y

    # -- measures and marks

    def line(self, size: float) -> float:
        return size * self.scale * 1.34 * _PT

    def width(self, text: str, size: float, bold: bool) -> float:
        from matplotlib import rcParams

        return _width(text, size * self.scale, bold, tuple(rcParams["font.family"]))

    def wrap(self, text: str, size: float, width: float, bold: bool) -> list[str]:
        lines: list[str] = []
        for part in text.split("\n"):
            lines.append("")
            for word in part.split():
                longer = f"{lines[-1]} {word}".strip()
                if lines[-1] and self.width(longer, size, bold) > width:
                    lines.append(word)
                else:
                    lines[-1] = longer
        return lines

    def text(self, x: float, y: float, text: str, size: float, colour: str, bold: bool) -> None:
        if self.figure is not None:
            self.figure.text(
                x / WIDTH,
                1 - y / self.height,
                text,
                fontsize=size * self.scale,
                color=colour,
                fontweight="bold" if bold else "normal",
                va="top",
                ha="left",
            )

    def box(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        if self.figure is not None:
            from matplotlib.patches import Rectangle

            place = (x / WIDTH, 1 - (y + h) / self.height)
            self.figure.add_artist(
                Rectangle(
                    place,
                    w / WIDTH,
                    h / self.height,
                    facecolor=colour,
                    edgecolor="none",
                    transform=self.figure.transFigure,
                    zorder=0,
                )
            )
