"""What stands in a Word file, as values: effective formatting, automatic numbers as text, revisions as marks.

Measures are in mm (page, indents) and pt (sizes, spacing); colours are `RRGGBB`, or empty for automatic. Every
paragraph has its 1-based `ordinal` in reading order through the body, tables included; those of headers, footers, notes
and text boxes count by themselves, each part from 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from draftkit.model.message import Message
from draftkit.model.named import NamedTuple


class RunFormat(NamedTuple):
    """Character formatting after docDefaults, table style, paragraph style, character style and direct properties
    (ECMA-376 Part 1, 17.7.2).

    `font` is the one the text of the run is shown in, that of ascii, theme fonts resolved."""

    font: str = ""
    size_pt: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    color: str = ""
    vertical: str = ""
    """`superscript`, `subscript` or empty."""
    raised_pt: float = 0
    """How far above its line it stands, of the same size; below 0 under it."""
    fill: str = ""
    """What the letters stand on: their shading, or the colour they are marked with."""
    language: str = ""
    """As it is told for spelling and for reading aloud: `vi-VN`."""


class Revision(NamedTuple):
    """A tracked change: `ins`, `del`, `moveFrom`, `moveTo`, with author and ISO date as written."""

    kind: str
    author: str = ""
    date: str = ""
    id: str = ""

    @property
    def gone(self) -> bool:
        """Whether what it marks is not there any more once it is accepted."""
        return self.kind in ("del", "moveFrom")


class Run(NamedTuple):
    """A stretch of text in one format. `kind` is `text`, `tab`, `break`, `page-break`, `note` and `endnote` (text: its
    number), `drawing`, `math`, `symbol`, `field-code`.

    `target` is what it points to: note id, name of a picture in `WordFile.media`; of the result of a field its
    bookmark, or `PAGE` and the like for what is counted when the file is shown; of a formula its OMML; of a page break
    `column` when it ends a column only. The text of a
    formula is linear, that of a tab and a break is `\\t` and `\\n`. `comments` are the ids of the comments around it;
    `link` is an address, or `#bookmark`."""

    text: str
    format: RunFormat
    kind: str = "text"
    target: str = ""
    revision: Revision | None = None
    comments: tuple[str, ...] = ()
    link: str = ""


class Stroke(NamedTuple):
    """A line along an edge: its kind (`single`, `double`, …; `none` where a cell says that it has none), width in pt,
    colour, and how far off the text it stands in pt."""

    kind: str = "single"
    width_pt: float = 0.5
    color: str = ""
    space_pt: float = 0


class ParagraphFormat(NamedTuple):
    """Paragraph formatting after the whole cascade. `line` is a multiple of single spacing, or points when `line_rule`
    is `exact` or `atLeast`."""

    style: str = ""
    style_name: str = ""
    align: str = "left"
    first_mm: float = 0
    left_mm: float = 0
    right_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    line: float = 1
    line_rule: str = "auto"
    outline: int = 0
    """1..9, 0 for body text."""
    keep_next: bool = False
    page_break_before: bool = False
    tabs: tuple[tuple[float, str], ...] = ()
    """Tab stops: where (mm from the margin) and their kind (`left`, `center`, `right`, `decimal`, `bar`)."""
    frame: bool = False
    strokes: Mapping[str, Stroke] = MappingProxyType({})
    """The lines along its edges, by side."""
    leaders: Mapping[float, str] = MappingProxyType({})
    """What fills the way to a tab stop (`dot`), by its place."""
    fill: str = ""
    keep_lines: bool = False
    contextual: bool = False
    """No space between paragraphs of the same style."""


class Paragraph(NamedTuple):
    """A paragraph. `number` is its automatic number as shown (`Điều 5.`), without what follows it; `bookmarks` start in
    it. `mark` is the revision of the paragraph mark, `drawings` the shapes and text boxes anchored here."""

    ordinal: int
    runs: tuple[Run, ...]
    format: ParagraphFormat
    number: str = ""
    level: int = -1
    bookmarks: tuple[str, ...] = ()
    mark: Revision | None = None
    drawings: tuple[Drawing, ...] = ()
    mark_format: RunFormat = RunFormat()
    number_format: RunFormat = RunFormat()

    def shown(self) -> list[Run]:
        """The runs that stay when all changes are accepted, without field codes."""
        return [run for run in self.runs if run.kind != "field-code" and not (run.revision and run.revision.gone)]

    def text(self) -> str:
        """What the paragraph shows, deleted text left out, its automatic number before it."""
        shown = "".join(run.text for run in self.shown())
        return f"{self.number} {shown}" if self.number else shown


class Floating(NamedTuple):
    """Where a drawing floats: what each place is reckoned from (`page`, `margin`, `column`, `paragraph`, … of
    ECMA-376 Part 1, 20.4.3) and how far in mm or how aligned (`left`, `center`, `bottom`, …); whether it is behind the
    text, and how text goes around it (`None`, `TopAndBottom`, `Square`, `Tight`, `Through`)."""

    across_from: str
    across: float | str
    down_from: str
    down: float | str
    behind: bool
    wrap: str


class Drawing(NamedTuple):
    """A shape, picture or text box: `kind` is `line`, `picture`, `textbox` or `other`; size in mm, `blocks` what a text
    box holds, or letters set as a picture, `alt` its description (`decorative`: it says of itself that it needs none),
    `crop` what of the picture is cut off, `floating` where it stands when not in the line; `embedded`: it is to show an
    object of another program."""

    kind: str
    width_mm: float = 0
    height_mm: float = 0
    target: str = ""
    alt: str = ""
    blocks: tuple[Block, ...] = ()
    crop: str = ""
    decorative: bool = False
    floating: Floating | None = None
    embedded: bool = False


class Cell(NamedTuple):
    """A table cell; `across` columns wide; `down` is 1, more where it runs on below, 0 where it is the continuation of
    the cell above."""

    blocks: tuple[Block, ...]
    across: int = 1
    down: int = 1
    width_mm: float = 0
    strokes: Mapping[str, Stroke] = MappingProxyType({})
    fill: str = ""
    upright: str = "top"
    """`top`, `center` or `bottom`."""
    margin_mm: Mapping[str, float] = MappingProxyType({})


class Row(NamedTuple):
    """A table row; `header` when it is repeated on each page. One that is hidden is of no height, exactly."""

    cells: tuple[Cell, ...]
    header: bool = False
    revision: Revision | None = None
    height_pt: float = 0
    exact: bool = False
    whole: bool = False
    """Not divided between pages."""

    @property
    def hidden(self) -> bool:
        """Whether nobody sees it: less than 2 pt high, exactly."""
        return self.exact and self.height_pt < 2


class Table(NamedTuple):
    """A table; `columns_mm` are the widths of its grid, `ordinal` counts the tables of its part from 1, in the order in
    which they open."""

    rows: tuple[Row, ...]
    columns_mm: tuple[float, ...] = ()
    ordinal: int = 0
    strokes: Mapping[str, Stroke] = MappingProxyType({})
    align: str = "left"
    indent_mm: float = 0
    margin_mm: Mapping[str, float] = MappingProxyType({})
    """Inner margins of the cells by side."""


Block = Paragraph | Table


class Section(NamedTuple):
    """A section: page and margins in mm, its blocks, headers and footers by `default`, `first`, `even` (inherited ones
    resolved)."""

    page_mm: tuple[float, float]
    margin_mm: Mapping[str, float]
    landscape: bool
    header_mm: float
    footer_mm: float
    title_page: bool
    first_number: int | None
    blocks: tuple[Block, ...]
    headers: Mapping[str, tuple[Block, ...]] = MappingProxyType({})
    footers: Mapping[str, tuple[Block, ...]] = MappingProxyType({})
    columns: int = 1
    gutter_mm: float = 0
    """What parts the columns."""
    lined: bool = False
    """Whether its lines are numbered on each page."""


class Comment(NamedTuple):
    """A comment: who, when (ISO, as written), its text, the paragraph it starts in and the words it stands at."""

    id: str
    author: str
    date: str
    text: str
    paragraph: int = 0
    quote: str = ""
    parent: str = ""
    """Id of the comment it answers."""
    done: bool = False


class WordFile(NamedTuple):
    """A Word file read whole. `media` holds the bytes of pictures by part name (`word/media/image1.png`), `objects`
    those of charts, diagrams and embedded files, which are not read; `losses` names what the file has that these values
    do not."""

    sections: tuple[Section, ...]
    footnotes: Mapping[str, tuple[Block, ...]] = MappingProxyType({})
    endnotes: Mapping[str, tuple[Block, ...]] = MappingProxyType({})
    comments: tuple[Comment, ...] = ()
    media: Mapping[str, bytes] = MappingProxyType({})
    properties: Mapping[str, str] = MappingProxyType({})
    losses: tuple[Message, ...] = ()
    objects: Mapping[str, bytes] = MappingProxyType({})
    rows: tuple[int, ...] = ()
    """Of a plain text that was laid out as one: the line of the text each paragraph is from, by its ordinal."""


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs among blocks in order, those in tables and text boxes too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for drawing in block.drawings:
                yield from paragraphs(drawing.blocks)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def every_paragraph(file: WordFile) -> Iterator[Paragraph]:
    """The paragraphs of a file: those of the text, of headers and footers, of notes."""
    for section in file.sections:
        for blocks in (section.blocks, *section.headers.values(), *section.footers.values()):
            yield from paragraphs(blocks)
    for blocks in (*file.footnotes.values(), *file.endnotes.values()):
        yield from paragraphs(blocks)
