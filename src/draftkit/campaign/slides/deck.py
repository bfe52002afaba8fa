"""Which slides a document becomes: one for each heading, more where a text is too long. Nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from draftkit.campaign.charts import Chart, chart, is_chart
from draftkit.campaign.points import in_words, is_figure
from draftkit.campaign.slides.fit import Area, Run, lines_of, packed, pages_of_rows, texts_of
from draftkit.model.inline import Content, Emph, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Merge, headings
from draftkit.model.tree import Block, Division, Figure, Formula, Paragraph, Quote, Table, Unit
from draftkit.resolve.bound import Bound
from draftkit.text import own_words
from draftkit.word.equations import parts_of, said
from draftkit.word.in_line import RAISED
from draftkit.word.omml import Part, linear

_LAYOUTS = "Trang bìa|Mở phần|Nội dung|Hai cột|Bảng|Biểu đồ, hình|Chữ và hình|Trích dẫn"
COVER, SECTION, TEXT, COLUMNS, TABLE, PICTURE, BOTH, QUOTE = _LAYOUTS.split("|")
BODY, HALF, BESIDE, WORDS = Area(307, 134, 20), Area(148, 134, 20), Area(126, 134, 20), Area(295, 88, 28)
TABLE_AREA = Area(307, 134, 16)
NOTES, LEFT, RIGHT = "ghi-chu", "cot-trai", "cot-phai"
LONGEST_TITLE = 160
_MOST_TILES = 4
TILE_WORDS = Area(296, 46, 24)
"""The words of tiles, whose widths together are that of the area."""


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


class _Gathered:
    """What stands below one heading."""

    def __init__(self) -> None:
        self.main: list[Par] = []
        self.left: list[Par] = []
        self.right: list[Par] = []
        self.quote: list[Par] = []
        self.things: list[Thing] = []
        self.notes: list[str] = []

    def empty(self) -> bool:
        return not (self.main or self.left or self.right or self.quote or self.things)


def slides(bound: Bound) -> list[Slide]:
    """The cover, of which the writer knows more, with the notes of it, and the slides after it. Headings of the first
    level open parts; without others they are slides themselves."""
    headings = _headings(bound.draft.body)
    parted = any(_headings(unit.body) for unit in headings)
    before = [block for block in bound.draft.body if not _heading(block)]
    got = _gather(bound, before)
    if got.empty():
        out = [Slide(COVER, "", notes=_notes(got))]
    else:
        out = [Slide(COVER, ""), *_pages(bound, bound.meta.title, before, before[0].line)]
    for unit in headings:
        title = in_words(bound.text(unit))
        if not parted:
            out += _pages(bound, title, unit.body, unit.line)
            continue
        own = [block for block in unit.body if not _heading(block)]
        out += _part(bound, title, own, unit.line)
        for inner in _headings(unit.body):
            out += _pages(bound, in_words(bound.text(inner)), inner.body, inner.line)
    return out


def _headings(blocks: Sequence[Block]) -> list[Unit]:
    return [block for block in blocks if isinstance(block, Unit) and not block.level.marker]


def _heading(block: Block) -> bool:
    return isinstance(block, Unit) and not block.level.marker


def _part(bound: Bound, title: str, blocks: Sequence[Block], line: int) -> list[Slide]:
    """The slide that opens a part; what is too much for it follows on slides of its own."""
    got = _gather(bound, blocks)
    if (
        got.main
        and not (got.things or got.left or got.right or got.quote)
        and lines_of(got.main, Area(250, 60, 24)) <= Area(250, 60, 24).lines
    ):
        return [Slide(SECTION, title, tuple(got.main), notes=_notes(got), line=line)]
    pages = _pages(bound, title, blocks, line) if not got.empty() else []
    opening = Slide(SECTION, title, notes="" if pages else _notes(got), line=line)
    return [opening, *pages]


def _pages(bound: Bound, title: str, blocks: Sequence[Block], line: int) -> list[Slide]:
    """The slides of one heading."""
    got = _gather(bound, blocks)
    if len(title) > LONGEST_TITLE:  # nothing is lost: the whole title opens the text
        got.main.insert(0, Par((Run(title, bold=True),), -1, line))
        title = title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    pages = list(_laid_out(got, title, line))
    first = pages[0]._replace(notes=_notes(got))
    return [first, *(page._replace(title=title + continued(bound)) for page in pages[1:])]


def continued(bound: Bound) -> str:
    """What the title of a slide that goes on ends with."""
    return own_words.said(bound.draft.kind.language, " (tiếp)")


def _notes(got: _Gathered) -> str:
    return "\n".join(got.notes)


def _laid_out(got: _Gathered, title: str, line: int) -> Iterator[Slide]:
    things = list(got.things)
    if tiles := _tiles(got.main):
        got.main, things = [], [tiles, *things]
    if got.left or got.right:
        if got.main:
            yield from texts(got.main, title, line)
        yield from _columns(got, title, line)
    elif things and got.main and not isinstance(things[0], Sheet) and lines_of(got.main, BESIDE) <= BESIDE.lines:
        yield Slide(BOTH, title, tuple(got.main), thing=things.pop(0), line=line)
    elif got.main or (got.empty() and not things):
        yield from texts(got.main, title, line)
    if got.quote:
        source = [par for par in got.quote if par.text().startswith(("— ", "– "))]
        yield from _quotes([par for par in got.quote if par not in source], source, title, line)
    for thing in things:
        yield from _thing(thing, title)


def _tiles(pars: Sequence[Par]) -> Tiles | None:
    """Points that all open with a figure in bold, few enough to stand beside one another."""
    bold = [tuple(takewhile(lambda run: run.bold, par.runs)) if par.level == 1 else () for par in pars]
    leads = ["".join(run.text.translate(RAISED if run.shift > 0 else {}) for run in some).strip(" :") for some in bold]
    if not 1 < len(pars) <= _MOST_TILES or not all(lead and is_figure(lead) for lead in leads):
        return None
    area = TILE_WORDS._replace(width=TILE_WORDS.width / len(pars) - 20)
    if any(lines_of([par], area) > area.lines for par in pars):
        return None
    rests = [par.runs[len(some) :] for some, par in zip(bold, pars, strict=True)]
    rests = [(one[0]._replace(text=one[0].text.lstrip(" :,")), *one[1:]) if one else () for one in rests]
    return Tiles(
        tuple((lead, par._replace(runs=rest)) for lead, par, rest in zip(leads, pars, rests, strict=True)), pars[0].line
    )


def texts(pars: Sequence[Par], title: str, line: int = 0) -> Iterator[Slide]:
    """Paragraphs as the slides they need; a list of short items that would be set small, or go on, has two columns."""
    small, pages = packed(list(pars), BODY)
    half = -(-len(pars) // 2)
    listed = {par.level for par in pars} in ({1}, {2}) and all(lines_of((par,), HALF) < 2 for par in pars)
    if (small or len(pages) > 1) and half > 2 and listed and lines_of(pars[:half], HALF) <= HALF.lines:
        yield Slide(COLUMNS, title, tuple(pars[:half]), tuple(pars[half:]), line=line)
        return
    for number, page in enumerate(pages or [[]]):
        yield Slide(
            TEXT, title, tuple(page), line=page[0].line if page and number else line, moved=number > 0, small=small
        )


def _columns(got: _Gathered, title: str, line: int) -> Iterator[Slide]:
    (one, left), (two, right) = packed(got.left, HALF), packed(got.right, HALF)
    for number in range(max(len(left), len(right))):
        sides = [tuple(pages[number]) if number < len(pages) else () for pages in (left, right)]
        at = next((side[0].line for side in sides if side), line)
        yield Slide(COLUMNS, title, sides[0], sides[1], line=at if number else line, moved=number > 0, small=one or two)


def _quotes(words: Sequence[Par], source: Sequence[Par], title: str, line: int) -> Iterator[Slide]:
    small, pages = packed([par._replace(level=0) for par in words], WORDS)
    for number, page in enumerate(pages or [[]]):
        last = number == max(len(pages) - 1, 0)
        first = page[0].line if page else line
        yield Slide(QUOTE, title, tuple(page), tuple(source) if last else (), line=first, moved=number > 0, small=small)


def _thing(thing: Thing, title: str) -> Iterator[Slide]:
    if not isinstance(thing, Sheet):
        yield Slide(PICTURE, title, thing=thing, line=thing.line)
        return
    start = thing.heads
    for number, count in enumerate(pages_of_rows(texts_of(thing.rows), TABLE_AREA, start)):
        yield Slide(TABLE, title, thing=thing.part(start, count), line=thing.line, moved=number > 0)
        start += count


def _gather(bound: Bound, blocks: Sequence[Block]) -> _Gathered:
    got = _Gathered()
    lines = bound.draft.source.text.split("\n")
    for block in _hoisted(blocks):
        if isinstance(block, Division) and block.role == NOTES:
            got.notes += _noted(bound, block.blocks, lines)
        elif isinstance(block, Division) and block.role in (LEFT, RIGHT):
            (got.left if block.role == LEFT else got.right).extend(_pars(bound, block.blocks, lines))
            got.things += _things(bound, block.blocks)
        elif isinstance(block, Division) and is_chart(block):
            drawn = chart(block, bound)
            got.things += [drawn] if drawn else _things(bound, block.blocks)
            got.main += [] if drawn else _pars(bound, block.blocks, lines)
        elif isinstance(block, Quote):
            got.quote += _pars(bound, block.blocks, lines)
            got.things += _things(bound, block.blocks)
        elif isinstance(block, (Table, Figure)):
            got.things += _things(bound, (block,))
        else:
            got.main += _pars(bound, (block,), lines)
            got.things += _things(bound, (block,))
    return got


def _hoisted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks in order; what is no running text is taken out of list items and subheadings, since a slide has its own
    place for it."""
    for block in blocks:
        if not isinstance(block, Unit):
            yield block
            continue
        inner = list(_hoisted(block.body))
        yield block._replace(body=tuple(part for part in inner if isinstance(part, (Paragraph, Unit))))
        yield from (part for part in inner if not isinstance(part, (Paragraph, Unit)))


def _things(bound: Bound, blocks: Sequence[Block]) -> list[Thing]:
    out: list[Thing] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = tuple(tuple(runs(cell) for cell in row) for row in bound.rows(block))
            out.append(Sheet(rows, in_words(bound.text(block)), block.line, block.merges, bound.align(block)))
        elif isinstance(block, Figure):
            out.append(Image(block.path, block.alt, in_words(bound.text(block)), block.line))
        elif isinstance(block, Formula) and (read := parts_of(block.tex)):
            out.append(Image("", linear(read), "", block.line, tuple(read)))
        elif isinstance(block, Division) and is_chart(block) and (drawn := chart(block, bound)):
            out.append(drawn)
        elif isinstance(block, (Division, Quote)):
            out += _things(bound, block.blocks)
        elif isinstance(block, Unit):
            out += _things(bound, block.body)
    return out


def _noted(bound: Bound, blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[str]:
    """Speaker notes, which hold text only: what else stands there in words, addresses of links behind them."""
    for block in blocks:
        for par in _pars(bound, (block,), lines):
            hidden = dict.fromkeys(
                run.url for run in par.runs if run.url.startswith("http") and run.url not in par.text()
            )
            yield " ".join((par.text(), *(f"({url})" for url in hidden)))
        for thing in _things(bound, (block,)):
            if isinstance(thing, Sheet):
                rows = (" | ".join("".join(run.text for run in cell) for cell in row) for row in thing.rows)
                yield from filter(None, (thing.caption, *rows))
            elif isinstance(thing, Chart):
                yield thing.described()
            elif isinstance(thing, Image):
                yield from filter(None, (thing.alt, thing.caption))


def _pars(bound: Bound, blocks: Sequence[Block], lines: Sequence[str]) -> list[Par]:
    """Running text as paragraphs. Items keep the depth of their indent; numbered ones keep their number."""
    out: list[Par] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            text = runs(bound.text(block))
            if text and text[0].text.startswith("- "):
                raw = lines[block.line] if 0 <= block.line < len(lines) else ""
                depth = 2 if len(raw) - len(raw.lstrip()) >= 2 else 1
                first = text[0]._replace(text=text[0].text[2:])
                out.append(Par((first, *text[1:]) if first.text else text[1:], depth, block.line))
            elif text:
                out.append(Par(text, 0, block.line))
        elif isinstance(block, Unit) and block.level.marker:
            number = block.level.label.format(n=bound.numbers.get(block.serial, ""))
            inner = _pars(bound, block.body, lines)
            head = inner[0].runs if inner else ()
            out += [Par((Run(f"{number} "), *head), 0, block.line), *inner[1:]]
        elif isinstance(block, Unit):
            out += [
                Par(tuple(run._replace(bold=True) for run in runs(bound.text(block))), -1, block.line),
                *_pars(bound, block.body, lines),
            ]
        elif isinstance(block, Formula) and not parts_of(block.tex):
            out.append(Par((Run(block.tex),), 0, block.line))
        elif isinstance(block, Division) and is_chart(block) and chart(block, bound):
            continue
        elif isinstance(block, (Division, Quote)):
            out += _pars(bound, block.blocks, lines)
    return out


_PLAIN = Run("")


def runs(content: Content, look: Run = _PLAIN) -> tuple[Run, ...]:
    """A content as runs of one look each; marks of footnotes are left out."""
    out: list[Run] = []
    for item in content:
        if isinstance(item, (Strong, Emph, Sup, Sub, Link)):
            shift = 1 if isinstance(item, Sup) else -1 if isinstance(item, Sub) else look.shift
            url = item.url if isinstance(item, Link) else look.url
            out += runs(
                item.content,
                Run("", look.bold or isinstance(item, Strong), look.italic or isinstance(item, Emph), shift, url),
            )
        elif not isinstance(item, Note):
            out.append(look._replace(text=said(item.tex) if isinstance(item, Math) else plain((item,))))
    return tuple(run for run in out if run.text)
