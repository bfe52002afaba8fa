"""The document tree: one `Unit` class for every level, blocks between them.

Every value is frozen. `line` is the 0-based line of the joined source at which the thing starts. `serial` tells a
holder of content from every other of its draft: the reader counts them from 1, and binding gives one to whatever was
made without (0), or shares another's, as copies do."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import is_
from types import MappingProxyType
from typing import TypeGuard

from draftkit.model.act import LegalAct
from draftkit.model.inline import Content, plain
from draftkit.model.keys import ORIGINAL
from draftkit.model.kind import KindSpec, Level
from draftkit.model.message import Fault, Place, Span
from draftkit.model.meta import Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Merge


class Part(NamedTuple):
    """One file of a source: `name` as shown to people, `first` its first line in the joined text, `offset` lines cut
    off above it."""

    name: str
    first: int
    offset: int = 0


class Source(NamedTuple):
    """The text of a document, its parts joined in order.

    `text` is NFC with `\\n` line ends. `folder` is where relative file names in the text are looked up. `front` is the
    text of the metadata, from the first line of its file on. A source that was read from a Word file has for each line
    of the text and of the metadata the ordinal of the paragraph it comes from (`paragraphs`, `front_paragraphs`; 0:
    none), and places are told by these. Where notes for colleagues stand in the files, `text` has blanks, and `noted`
    is the text with them."""

    text: str
    parts: tuple[Part, ...]
    folder: str = "."
    meta_file: str = ""
    front: str = ""
    paragraphs: tuple[int, ...] = ()
    front_paragraphs: tuple[int, ...] = ()
    noted: str = ""

    @property
    def typed(self) -> str:
        """The text as it stands in the files: what edits are made in."""
        return self.noted or self.text

    def parted(self, lines: Sequence[str]) -> list[Sequence[str]]:
        """The lines of the joined text, by the parts they stand in."""
        starts = [part.first for part in self.parts]
        return [lines[start:end] for start, end in pairwise((*starts, len(lines)))]

    def span(self, place: Place) -> Span:
        """Turn a place of the joined text into file:line:column, or file and paragraph. Metadata places have negative
        lines: -1 is line 1 of `meta_file`."""
        if self.paragraphs:
            ordinals, at = (
                (self.paragraphs, place.line) if place.line >= 0 else (self.front_paragraphs, -place.line - 1)
            )
            return Span(self.meta_file, ordinals[at] if at < len(ordinals) else 0, sort="paragraph")
        if place.line < 0:
            return Span(self.meta_file or self.parts[0].name, -place.line, place.column + 1)
        index = bisect_right([part.first for part in self.parts], place.line) - 1
        part = self.parts[max(index, 0)]
        return Span(part.name, place.line - part.first + part.offset + 1, place.column + 1)


class Paragraph(NamedTuple):
    """Running text."""

    content: Content
    line: int
    serial: int = 0


class Table(NamedTuple):
    """Rows of cells, the first row being the header. `widths` are relative; `align` holds left, center, right a column;
    `merges` and `breaks` as in Grid.

    A row of a single cell in a table of several columns runs across all of them (the heading of a group).
    """

    rows: tuple[tuple[Content, ...], ...]
    line: int
    caption: Content = ()
    label: str = ""
    widths: tuple[float, ...] = ()
    align: tuple[str, ...] = ()
    ruled: bool = True
    merges: tuple[Merge, ...] = ()
    breaks: bool = False
    serial: int = 0


class Figure(NamedTuple):
    """A picture: `path` relative to the source folder, `alt` for those who cannot see it."""

    path: str
    alt: str
    line: int
    caption: Content = ()
    label: str = ""
    serial: int = 0


class Formula(NamedTuple):
    """A displayed LaTeX formula; numbered when it has a label."""

    tex: str
    line: int
    label: str = ""
    serial: int = 0


class Quote(NamedTuple):
    """Quoted legal text: blocks whose units keep their numbers as written and take no part in counting."""

    blocks: tuple[Block, ...]
    line: int


class Division(NamedTuple):
    """Blocks set in a role of their own (`giua`, `phai`)."""

    role: str
    blocks: tuple[Block, ...]
    line: int


class Unit(NamedTuple):
    """A phần, chương, mục, tiểu mục, điều, khoản, điểm, phụ lục, mẫu …

    `number` is as written, empty when it is to be counted. `title` is the heading text. `body` holds blocks and units
    in order; a khoản or điểm has no title, its first block is the paragraph that follows the marker. `opening` is the
    quotation mark before the number of a quoted unit, `written` the start of its heading up to its name, as typed."""

    level: Level
    number: str
    title: Content
    label: str
    line: int
    body: tuple[Block, ...]
    classes: tuple[str, ...] = ()
    column: int = 0
    opening: str = ""
    written: str = ""
    serial: int = 0

    @property
    def called(self) -> str:
        """What stands before the number of its heading, as typed; empty where that is what the level says anyway."""
        return self.written.rpartition(self.number)[0] if self.number and self.written else ""


Block = Paragraph | Table | Figure | Formula | Quote | Division | Unit


Holder = Paragraph | Unit | Table | Figure


def text_of(holder: Holder) -> Content:
    """What a paragraph says, a unit is titled, a table or figure is captioned, as written."""
    if isinstance(holder, Paragraph):
        return holder.content
    return holder.title if isinstance(holder, Unit) else holder.caption


class Named(NamedTuple):
    """A document that the metadata names: its path, or `@id` of an act of references.yaml; where it is named; what it
    is when it is described there."""

    path: str
    place: Place
    act: LegalAct | None = None


class Occasion(NamedTuple):
    """On what occasion a document is made: the point in time (ISO, with its zone; empty when not known, and what
    depends on time then takes the safe side), whether it is made as a draft whatever it says itself, and whether its
    lines are numbered for those who review it on paper."""

    moment: str = ""
    as_draft: bool = False
    lined: bool = False


class Draft(NamedTuple):
    """A document as written: metadata, body, annexes, footnotes by key, and what the reader noticed. `pictures` are
    those that the metadata names: the path of each by its name."""

    name: str
    kind: KindSpec
    meta: Metadata
    body: tuple[Block, ...]
    annexes: tuple[Unit, ...]
    notes: Mapping[str, Paragraph]
    source: Source
    faults: tuple[Fault, ...] = ()
    pictures: Mapping[str, str] = MappingProxyType({})
    related: Mapping[str, Metadata] = MappingProxyType({})
    """Metadata of the documents that this one names, by the key that names them."""
    leads_to: Mapping[str, Metadata] = MappingProxyType({})
    """Metadata of the documents to which links lead, or from which directives take something, by their paths."""
    documents: Mapping[str, Named] = MappingProxyType({})
    """The documents that this one names, by the name that references and values call them by."""
    lent: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """What the project puts on it besides facts, acts and bodies, by sort and name; of kinds that are approved."""
    approval: Metadata = Metadata()
    """Who approved it, when, and what it rested on then; empty when nobody did."""
    occasion: Occasion = Occasion()
    original: Named | None = None
    """The document that this one translates."""
    row: str = ""
    """Which one of a series it is; empty when it stands for itself."""
    rows: str = ""
    """The table of the series, as a command names it."""
    sought: tuple[str, ...] = ()
    """The paths of files that were looked for beside the source, found or not."""
    addresses: tuple[str, ...] = ()
    """The addresses on the web to which the files beside it lead."""
    said: tuple[tuple[str, Place], ...] = ()
    """The texts of its metadata that are printed among its own words, and where each stands."""

    @property
    def called(self) -> str:
        """Its name among all documents that are made: of a series, with which one it is."""
        return f"{self.name}-{self.row.replace('_', '-')}" if self.row else self.name

    @property
    def named(self) -> dict[str, Named]:
        """All documents it names: those of its metadata, and the one it is a translation of."""
        return {**self.documents, **({ORIGINAL: self.original} if self.original else {})}

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Body and annexes in order."""
        return self.body + self.annexes


def opening(unit: Unit) -> str:
    """What a unit says first: its heading, else its first paragraph."""
    first = unit.body[0] if unit.body else None
    return plain(unit.title) or (plain(first.content) if isinstance(first, Paragraph) else "")


def is_plain(body: tuple[Block, ...]) -> TypeGuard[tuple[Paragraph]]:
    """Whether a body is one paragraph and no more, as that of most khoản and điểm: no walk needs to go down there."""
    return len(body) == 1 and type(body[0]) is Paragraph


def bodies(blocks: tuple[Block, ...], leave: frozenset[str] = frozenset()) -> Iterator[tuple[Block, ...]]:
    """The blocks themselves, and those of every unit and division below them in document order; quotations are left
    out, and so are divisions of the roles to `leave`."""
    yield blocks
    for block in blocks:
        if isinstance(block, Unit):
            yield from bodies(block.body, leave)
        elif isinstance(block, Division) and block.role not in leave:
            yield from bodies(block.blocks, leave)


def opened(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, those of a division in its place."""
    for block in blocks:
        yield from opened(block.blocks) if isinstance(block, Division) else (block,)


def rebuilt(blocks: Iterable[Block], change: Callable[[Block], Iterable[Block] | None]) -> tuple[Block, ...]:
    """The blocks, each with what `change` makes of it in its place; where that is None it stays, and what it holds is
    changed in turn. What nothing changes in is the very block that was given."""
    out: list[Block] = []
    for block in blocks:
        made = change(block)
        if made is not None:
            out += made
        elif isinstance(block, Unit):
            body = rebuilt(block.body, change)
            out.append(block if _same(body, block.body) else block._replace(body=body))
        elif isinstance(block, (Division, Quote)):
            inner = rebuilt(block.blocks, change)
            out.append(block if _same(inner, block.blocks) else block._replace(blocks=inner))
        else:
            out.append(block)
    return tuple(out)


def laid_open(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, those of each division that holds units in its place: such units are as any."""
    return rebuilt(
        blocks, lambda one: laid_open(one.blocks) if isinstance(one, Division) and units(one.blocks) else None
    )


def _same(blocks: tuple[Block, ...], others: tuple[Block, ...]) -> bool:
    return len(blocks) == len(others) and all(map(is_, blocks, others))


def inside(blocks: Iterable[Block], quoted: bool = True) -> list[Block]:
    """Every block in document order, with those of units and divisions, and of quotations where `quoted`."""
    found: list[Block] = []
    _gather(blocks, quoted, found)
    return found


def _gather(blocks: Iterable[Block], quoted: bool, found: list[Block]) -> None:
    for block in blocks:
        found.append(block)
        if isinstance(block, Unit):
            if is_plain(block.body):
                found.append(block.body[0])
            else:
                _gather(block.body, quoted, found)
        elif isinstance(block, Division) or (quoted and isinstance(block, Quote)):
            _gather(block.blocks, quoted, found)


def units(blocks: Iterable[Block], quoted: bool = False) -> list[Unit]:
    """All units below `blocks` in document order, those inside quotations only when `quoted`."""
    return [block for block in inside(blocks, quoted) if isinstance(block, Unit)]


def counted(holder: Draft | Unit) -> Counter[str]:
    """How many units of each level the body of a draft or a unit has, by the names of the levels, and how many annexes
    the draft."""
    annexes = holder.annexes if isinstance(holder, Draft) else ()
    return Counter(unit.level.name for unit in units(holder.body)) + Counter(annex=len(annexes))
