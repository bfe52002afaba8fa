"""Which slides a document becomes: one for each heading, more where a text is too long. Nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from draftkit.campaign.charts import Chart, chart, is_chart
from draftkit.campaign.points import in_words, is_figure
from draftkit.campaign.slides.fit import Area, Run, lines_of, packed, pages_of_rows, texts_of
from draftkit.campaign.slides.parts import Image, Par, Sheet, Slide, Thing, Tiles
from draftkit.model.inline import Content, Emph, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Division, Figure, Formula, Paragraph, Quote, Table, Unit
from draftkit.resolve.bound import Bound
from draftkit.text import own_words
from draftkit.word.equations import parts_of, said
from draftkit.word.in_line import SHIFTED
from draftkit.word.omml import linear

_LAYOUTS = "Trang bìa|Mở phần|Nội dung|Hai cột|Bảng|Biểu đồ, hình|Chữ và hình|Trích dẫn"
COVER, SECTION, TEXT, COLUMNS, TABLE, PICTURE, BOTH, QUOTE = _LAYOUTS.split("|")
BODY, HALF, BESIDE, WORDS = Area(307, 134, 20), Area(148, 134, 20), Area(126, 134, 20), Area(295, 88, 28)
TABLE_AREA, HALF_TABLE = Area(307, 134, 16), Area(148, 134, 16)
NOTES, LEFT, RIGHT = "ghi-chu", "cot-trai", "cot-phai"
LONGEST_TITLE = 160
_MOST_TILES = 4
_SHIFTED = {0: {}, 1: SHIFTED[Sup], -1: SHIFTED[Sub]}
TILE_WORDS = Area(296, 46, 24)
"""The words of tiles, whose widths together are that of the area."""


class _Piece(NamedTuple):
    """What stands in a row below one heading: words (of a quotation, when it says so), a thing, or two columns."""

    pars: tuple[Par, ...] = ()
    thing: Thing | None = None
    quoted: bool = False
    columns: tuple[_Gathered | None, _Gathered | None] = (None, None)

    @property
    def told(self) -> bool:
        """Whether it is running text."""
        return bool(self.pars) and not self.quoted


class _Gathered:
    """What stands below one heading, in the order as written."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.notes: list[str] = []

    def say(self, pars: Sequence[Par], quoted: bool = False) -> None:
        """Add words to those right before them."""
        if self.pieces and self.pieces[-1].pars and self.pieces[-1].quoted == quoted:
            pars = (*self.pieces.pop().pars, *pars)
        self.pieces += [_Piece(tuple(pars), quoted=quoted)] if pars else []

    def stand(self, side: int, got: _Gathered) -> None:
        """Add a column, to the other one where that is there already."""
        at = next((at for at, one in enumerate(self.pieces) if any(one.columns) and not one.columns[side]), None)
        other = None if at is None else self.pieces[at].columns[1 - side]
        piece = _Piece(columns=(other, got) if side else (got, other))
        self.pieces[len(self.pieces) if at is None else at : None if at is None else at + 1] = [piece]


def slides(bound: Bound) -> list[Slide]:
    """The cover, of which the writer knows more, with the notes of it, and the slides after it. Headings of the first
    level open parts; without others they are slides themselves."""
    headings = _headings(bound.draft.body)
    parted = any(_headings(unit.body) for unit in headings)
    before = [block for block in bound.draft.body if not _heading(block)]
    got = _gather(bound, before)
    if not got.pieces:
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
    alone = got.pieces[0].pars if len(got.pieces) == 1 and got.pieces[0].told else ()
    if alone and lines_of(alone, Area(250, 60, 24)) <= Area(250, 60, 24).lines:
        return [Slide(SECTION, title, alone, notes=_notes(got), line=line)]
    pages = _pages(bound, title, blocks, line) if got.pieces else []
    opening = Slide(SECTION, title, notes="" if pages else _notes(got), line=line)
    return [opening, *pages]


def _pages(bound: Bound, title: str, blocks: Sequence[Block], line: int) -> list[Slide]:
    """The slides of one heading."""
    whole = (Par((Run(title, bold=True),), -1, line),) if len(title) > LONGEST_TITLE else ()
    got = _gather(bound, blocks, whole)
    if whole:  # nothing is lost: the whole title opens the text
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
    """Slides in the order of the text: words and what they stand beside are on one."""
    pieces = list(got.pieces)
    while pieces:
        pars, thing, quoted, columns = piece = pieces.pop(0)
        after = pieces[0] if pieces else _Piece()
        if any(columns):
            yield from _columns(columns, title, line)
        elif quoted:
            source = [par for par in pars if par.text().startswith(("— ", "– "))]
            yield from _quotes([par for par in pars if par not in source], source, title, line)
        elif tiles := _tiles(pars):
            yield from _thing(tiles, title)
        elif piece.told and isinstance(after.thing, (Chart, Image)) and lines_of(pars, BESIDE) <= BESIDE.lines:
            yield Slide(BOTH, title, pars, thing=pieces.pop(0).thing, line=line)
        elif piece.told:
            yield from texts(pars, title, line)
        elif isinstance(thing, (Chart, Image)) and after.told and _beside(after.pars):
            yield Slide(COLUMNS, title, (), pieces.pop(0).pars, line=thing.line, left=thing)
        elif thing:
            yield from _thing(thing, title)
    if not got.pieces:
        yield from texts((), title, line)


def _tiles(pars: Sequence[Par]) -> Tiles | None:
    """Points that all open with a figure in bold, few enough to stand beside one another."""
    bold = [tuple(takewhile(lambda run: run.bold, par.runs)) if par.level == 1 else () for par in pars]
    leads = ["".join(run.text.translate(_SHIFTED[run.shift]) for run in some).strip(" :") for some in bold]
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


def _beside(pars: Sequence[Par]) -> bool:
    """Whether words can stand in the second column: figures shown large have a slide of their own."""
    return lines_of(pars, HALF) <= HALF.lines and not _tiles(pars)


def _side(got: _Gathered | None) -> tuple[bool, list[_Piece]]:
    """A column as the pages that it needs, and whether its words are set smaller."""
    small, out = False, list[_Piece]()
    for piece in got.pieces if got else ():
        if isinstance(piece.thing, Sheet):
            out += (_Piece(thing=part) for part in _cut(piece.thing, HALF_TABLE))
            continue
        smaller, pages = packed(list(piece.pars), HALF)
        small = small or smaller
        out += [piece] if piece.thing else (_Piece(tuple(page)) for page in pages)
    return small, out


def _columns(columns: Sequence[_Gathered | None], title: str, line: int) -> Iterator[Slide]:
    (one, left), (two, right) = map(_side, columns)
    for number, (first, second) in enumerate(zip_longest(left, right, fillvalue=_Piece())):
        at = next((par.line for par in (*first.pars, *second.pars)), line) if number else line
        both = first.pars, second.pars, second.thing
        yield Slide(COLUMNS, title, *both, line=at, moved=number > 0, small=one or two, left=first.thing)


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
    for number, part in enumerate(_cut(thing, TABLE_AREA)):
        yield Slide(TABLE, title, thing=part, line=thing.line, moved=number > 0)


def _cut(sheet: Sheet, area: Area) -> Iterator[Sheet]:
    """A table as the pages that it needs, each below its headings."""
    start = sheet.heads
    for count in pages_of_rows(texts_of(sheet.rows), area, start):
        yield sheet.part(start, count)
        start += count


def _gather(bound: Bound, blocks: Sequence[Block], opening: Sequence[Par] = (), column: bool = False) -> _Gathered:
    got = _Gathered()
    got.say(opening)
    lines = bound.draft.source.text.split("\n")
    for block in _hoisted(blocks):
        if isinstance(block, Division) and block.role == NOTES:
            got.notes += _noted(bound, block.blocks, lines)
        elif isinstance(block, Division) and block.role in (LEFT, RIGHT) and not column:
            inner = _gather(bound, block.blocks, column=True)
            got.stand(int(block.role == RIGHT), inner)
            got.notes += inner.notes
        elif isinstance(block, Division) and not (is_chart(block) and chart(block, bound)):
            inner = _gather(bound, block.blocks, column=column)
            for piece in inner.pieces:
                got.say(piece.pars, piece.quoted) if piece.pars else got.pieces.append(piece)
            got.notes += inner.notes
        else:
            got.say(_pars(bound, (block,), lines), isinstance(block, Quote))
            got.pieces += [_Piece(thing=thing) for thing in _things(bound, (block,))]
    return got


def _hoisted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks in order; from what is no running text on, those of list items and subheadings stand by themselves, since
    a slide has its own place for it."""
    for block in blocks:
        if not isinstance(block, Unit):
            yield block
            continue
        inner = list(_hoisted(block.body))
        own = tuple(takewhile(lambda part: isinstance(part, (Paragraph, Unit)), inner))
        yield block._replace(body=own)
        yield from inner[len(own) :]


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
