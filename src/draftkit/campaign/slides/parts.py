"""What a slide is made of, planned and not yet drawn."""

from __future__ import annotations

from draftkit.campaign.charts import Chart
from draftkit.campaign.slides.fit import Run
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Merge, headings
from draftkit.word.omml import Part


class Par(NamedTuple):
    """A paragraph of a slide: its runs, its level (-1 a subheading, 0 running text, 1 and 2 items), its source line."""

    runs: tuple[Run, ...]
    level: int
    line: int

    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Sheet(NamedTuple):
    """A table on a slide: rows of cells, headings first, its caption, its merged cells, how its columns are aligned."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    caption: str
    line: int
    merges: tuple[Merge, ...] = ()
    align: tuple[str, ...] = ()

    @property
    def heads(self) -> int:
        """How many rows are headings, which each slide repeats."""
        return headings(len(self.rows), self.merges)

    def part(self, start: int, count: int) -> Sheet:
        """The headings and some rows below them; a merged cell that the cut goes through begins again."""
        heads, end = self.heads, start + count
        merges = [merge for merge in self.merges if merge.row < heads]
        for merge in self.merges:
            first, last = max(merge.row, start), min(merge.row + merge.down, end)
            if merge.row >= heads and first < last:
                merges.append(merge._replace(row=first - start + heads, down=last - first))
        return self._replace(rows=(*self.rows[:heads], *self.rows[start:end]), merges=tuple(merges))


class Image(NamedTuple):
    """A picture on a slide, with its alternative text and caption; a formula that is drawn has its parts, no file."""

    path: str
    alt: str
    caption: str
    line: int
    formula: tuple[Part, ...] = ()


class Tiles(NamedTuple):
    """Figures shown large side by side, each with what it counts."""

    items: tuple[tuple[str, Par], ...]
    line: int


Thing = Chart | Sheet | Image | Tiles


class Slide(NamedTuple):
    """A slide: layout, title, paragraphs in the first and second text placeholder, a thing shown, speaker notes, line;
    `moved` when it holds what did not fit before."""

    layout: str
    title: str
    first: tuple[Par, ...] = ()
    second: tuple[Par, ...] = ()
    thing: Thing | None = None
    notes: str = ""
    line: int = 0
    moved: bool = False
    small: bool = False
    """Whether the text is set a little smaller to fit."""
    left: Thing | None = None
    """What stands in the first of two columns; `thing` stands in the second."""
