"""What a page consists of, in printed order: the values that writers walk. `serial` is that of the holder of the
document tree that an item prints, 0 for what is printed around the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.model.inline import Content, Note, Strong, plain
from draftkit.model.named import NamedTuple

_RUNNING = frozenset(("paragraph", "clause", "point"))
_DOTS = ("…", "...")


class Line(NamedTuple):
    """One printed paragraph: `before` + `mark` + `after` is the number (`Điều ` `5` `. `), the mark being what
    references repeat."""

    role: str
    content: Content
    before: str = ""
    mark: str = ""
    after: str = ""
    bookmark: str = ""
    line: int = -1
    new_page: bool = False
    serial: int = 0

    def number(self) -> str:
        """The number as it stands before the words, with its blank: `Điều 5. `."""
        return f"{self.before}{self.mark}{self.after}"

    def text(self) -> str:
        """The whole line as plain text."""
        return f"{self.number()}{plain(self.content)}"

    def is_title(self) -> bool:
        """Whether a number has only bold words behind it: the name of a khoản."""
        for item in self.content:
            if type(item) is not Strong and type(item) is not Note:
                return False
        return bool(self.mark and self.content)

    def bold_number(self) -> bool:
        """Whether the number is bold whatever its style says: of a khoản that has a name (Decree 30/2020, Appendix I,
        Part I, II.6.đ), and of an article or section that has none."""
        return self.role.endswith("-run-in") or self.is_title()

    def is_fill_in(self) -> bool:
        """Whether the line ends in dots to write on: justified, its words would be torn apart."""
        if not self.content or self.role not in _RUNNING:
            return False
        last = self.content[-1]
        return isinstance(last, str) and last.endswith(_DOTS)


class Merge(NamedTuple):
    """Cells of a table shown as one: the first from the top left (rows counted with the header, from 0), and how many
    rows and columns it takes.

    The cells it covers stay in their rows and are empty, so that every row keeps its length.
    """

    row: int
    column: int
    down: int = 1
    across: int = 1


class Cell(NamedTuple):
    """A cell of a table that is shown: its column, what it holds, how many rows and columns it takes; `alone` when it
    is all its row holds, and so runs across the table."""

    column: int
    content: Content
    down: int = 1
    across: int = 1
    alone: bool = False


class Grid(NamedTuple):
    """A table with bound cells; a row of a single cell runs across all columns. Rows stay on one page unless `breaks`,
    which tables of running text need."""

    rows: tuple[tuple[Content, ...], ...]
    widths: tuple[float, ...]
    align: tuple[str, ...]
    ruled: bool
    line: int
    merges: tuple[Merge, ...] = ()
    breaks: bool = False
    serial: int = 0

    def merged(self) -> dict[int, dict[int, Merge | None]]:
        """For each row that merges touch, by column: the merge that begins there, or runs on from above (its row is
        then -1), or None under one to the left."""
        found: dict[int, dict[int, Merge | None]] = {}
        for merge in self.merges:
            for row in range(merge.row, merge.row + merge.down):
                cells = found.setdefault(row, {})
                cells[merge.column] = merge if row == merge.row else merge._replace(row=-1)
                for column in range(merge.column + 1, merge.column + merge.across):
                    cells[column] = None
        return found

    def shown(self) -> Iterator[list[Cell]]:
        """The cells of each row, those left out that a merge covers."""
        columns, merged = len(self.rows[0]), self.merged()
        for index, row in enumerate(self.rows):
            if len(row) == 1 < columns:
                yield [Cell(0, row[0], 1, columns, True)]
                continue
            covers, cells = merged.get(index, {}), []
            for column, content in enumerate(row):
                merge = covers.get(column)
                if merge is not None and merge.row >= 0:
                    cells.append(Cell(column, content, merge.down, merge.across))
                elif column not in covers:
                    cells.append(Cell(column, content))
            yield cells

    def roles(self) -> list[str]:
        """The role of the cells of each column, by how it is aligned."""
        columns = self.align[: len(self.rows[0])]
        return ["table-cell" if side == "left" else f"table-cell-{side}" for side in columns]

    def heads(self) -> int:
        """How many rows at the top are headings: none in a table that only places things or has one row."""
        return headings(len(self.rows), self.merges) if self.ruled and len(self.rows) > 1 else 0


def headings(rows: int, merges: Sequence[Merge]) -> int:
    """How many rows of a table are headings: the first, and those that merged cells tie to it. Where they tie all rows
    together the first alone is one."""
    count = 1
    for merge in sorted(merges):
        if merge.row < count:
            count = max(count, merge.row + merge.down)
    return count if count < rows else 1


class Picture(NamedTuple):
    """A picture with its alternative text."""

    path: str
    alt: str
    line: int
    serial: int = 0


class Equation(NamedTuple):
    """A displayed formula and its number, empty when it has none."""

    tex: str
    number: str
    bookmark: str
    line: int
    serial: int = 0


class AnnexStart(NamedTuple):
    """A phụ lục begins: a new section with its own page numbers."""

    landscape: bool
    line: int
    bookmark: str = ""
    """That of the heading which follows."""


class Letterhead(NamedTuple):
    """Issuing bodies left, national name and motto right, over a text issued together with the document."""

    parent_agency: tuple[str, ...]
    agency: tuple[str, ...]
    nation: tuple[str, ...]
    line: int

    def sides(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Its lines with their roles, left and right."""
        left = [("parent-agency", text) for text in self.parent_agency] + [("agency", text) for text in self.agency]
        return left, [*zip(("national-name", "motto"), self.nation, strict=False)]

    def texts(self) -> tuple[str, ...]:
        """Its lines in reading order."""
        return (*self.parent_agency, *self.agency, *self.nation)


class ContentsLine(NamedTuple):
    """A line of the contents list: the heading as printed, how deep, its bookmark, and its page when that is known."""

    text: str
    depth: int
    bookmark: str
    page: str = ""


class Contents(NamedTuple):
    """The contents list; with `of` a list of the captions that begin with this word, `within` the annex of this number
    (empty: in the whole document)."""

    entries: tuple[ContentsLine, ...]
    line: int = -1
    of: str = ""
    within: str = ""


class PlainPage(NamedTuple):
    """A page begins that does not bear the running header."""

    line: int = -1


class FrontMatter(NamedTuple):
    """Where the units of the body go that stand before the title of the text (`Level.front`)."""

    line: int = -1


Item = Line | Grid | Picture | Equation | AnnexStart | Letterhead | Contents | PlainPage | FrontMatter


def contents_of(items: Iterable[Item]) -> Iterator[tuple[Content, Line | Grid]]:
    """What each line, without its number, and each cell of a table is made of, with the item that it stands in."""
    for item in items:
        if isinstance(item, Grid):
            yield from ((cell, item) for row in item.rows for cell in row)
        elif isinstance(item, Line):
            yield item.content, item


def texts_of(items: Iterable[Item]) -> Iterator[tuple[str, Line | Grid | Equation]]:
    """What each line, each cell of a table and each formula says, with the item that it stands in."""
    for item in items:
        if isinstance(item, Grid):
            yield from ((plain(cell), item) for row in item.rows for cell in row)
        elif isinstance(item, (Line, Equation)):
            yield item.text() if isinstance(item, Line) else item.tex, item
