"""The passages of a document that are edited by themselves: each điều, khoản, điểm, paragraph, table with the lines it
is typed on.

Comments on lines of their own right above a passage belong to it. A quotation is one passage, and so is a block between
`:::` that holds no units."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from draftkit.model.fingerprint import hashed
from draftkit.model.kind import Level, Outline
from draftkit.model.message import Place, Span
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Division, Draft, Figure, Formula, Paragraph, Quote, Source, Table, Unit, units
from draftkit.readers.comments import without_comments
from draftkit.readers.grammar import CAPTIONS
from draftkit.readers.scan import division_ends
from draftkit.resolve.bound import Bound

_SORTS: dict[type, str] = {
    Paragraph: "paragraph",
    Table: "table",
    Figure: "figure",
    Formula: "formula",
    Quote: "quote",
    Division: "division",
    Unit: "unit",
}


class Provision(NamedTuple):
    """A passage as an editor shows it. `sort` is unit, paragraph, table, figure, formula, quote, division or note;
    `level` the level of a unit. Lines are those of `file` (project-relative), counted from 1: `line` where the thing
    itself starts, `first` to `last` what it says itself, `end` the last line with everything below it. `text` and
    `whole` are these lines; `hash` is of `whole`. `can` names the operations that make sense, `levels` what may be
    inserted after it."""

    sort: str
    level: str
    name: str
    label: str
    file: str
    line: int
    first: int
    last: int
    end: int
    text: str
    whole: str
    hash: str
    can: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A passage in the joined source: its block (a footnote is a Paragraph), the lists it stands in (`beside`) and its
    place there, the units around it, its first line with comments and caption, the line after its own text, and the
    line after everything below it."""

    block: Block
    sort: str
    beside: tuple[Block, ...]
    at: int
    chain: tuple[Unit, ...]
    first: int
    stop: int
    end: int

    @property
    def line(self) -> int:
        """Where the thing itself starts."""
        return self.block.line

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units around it, and itself where it is one."""
        return (*self.chain, self.block) if isinstance(self.block, Unit) else self.chain


class Passages:
    """The passages of a draft, in the order of the text."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines = draft.source.typed.split("\n")
        self.shown = without_comments(draft.source.text).split("\n")
        self._around: list[tuple[int, int]] = []  # the blocks between ::: that hold units: first and last line
        found = sorted(self._walk(draft.blocks, (), len(self.lines)), key=lambda one: one.block.line)
        self._firsts = [self._first(one) for one in found]
        self.all = tuple(self._passage(one, number, found) for number, one in enumerate(found))
        self._by_line = [one.line for one in self.all]

    def at(self, line: int) -> Passage | None:
        """The innermost passage at a line of the joined source; between two, the one above. None before the first."""
        number = bisect_right(self._firsts, line) - 1
        return self.all[number] if number >= 0 else None

    def text(self, first: int, stop: int) -> str:
        """The source of some lines."""
        return "\n".join(self.lines[first:stop])

    def below(self, passage: Passage) -> Sequence[Passage]:
        """The passages within a passage, itself first."""
        start = bisect_left(self._firsts, passage.first)
        return self.all[start : bisect_left(self._firsts, passage.end, start)]

    def of(self, block: Block) -> Passage:
        start = bisect_left(self._by_line, block.line)
        while self.all[start].block is not block:
            start += 1
        return self.all[start]

    @property
    def built(self) -> list[tuple[str, int, str]]:
        """Of what the text is built: sort, depth and level of each passage."""
        levels = (one.block.level.name if isinstance(one.block, Unit) else "" for one in self.all)
        return [(one.sort, len(one.chain), level) for one, level in zip(self.all, levels, strict=True)]

    # -- gathering

    def _walk(self, blocks: tuple[Block, ...], chain: tuple[Unit, ...], bound: int) -> Iterator[Passage]:
        """The passages of some blocks; `end` is still the line that ends the block between `:::` around each, at most
        `bound`."""
        for number, block in enumerate(blocks):
            if isinstance(block, Division) and (units(block.blocks) or not self._opens(block.line)):
                inner = bound
                if self._opens(block.line):
                    inner = min(self._closing.get(block.line, bound), bound)
                    self._around.append((block.line, inner))
                yield from self._walk(block.blocks, chain, inner)
                continue
            if not 0 <= block.line < len(self.lines):  # a kind made it of the metadata
                continue
            yield Passage(block, _SORTS[type(block)], blocks, number, chain, 0, 0, bound)
            if isinstance(block, Unit):
                body = block.body[1:] if holds_first(block) else block.body
                yield from self._walk(body, (*chain, block), bound)
        if not chain and blocks is self.draft.blocks:
            yield from (Passage(note, "note", (note,), 0, (), 0, 0, bound) for note in self.draft.notes.values())

    def _first(self, found: Passage) -> int:
        line = found.block.line
        if isinstance(found.block, (Table, Figure)) and found.block.caption:
            above = line - 1
            while above >= 0 and not self.shown[above].strip():
                above -= 1
            while above > 0 and not self.shown[above].startswith(CAPTIONS) and self.shown[above - 1].strip():
                above -= 1
            if above >= 0 and self.shown[above].lstrip().startswith(CAPTIONS):
                line = above
        while line > 0 and self.lines[line - 1].strip() and not self.shown[line - 1].strip():
            line -= 1
        return line

    def _passage(self, one: Passage, number: int, found: Sequence[Passage]) -> Passage:
        first = self._firsts[number]
        last = after = number + 1
        opened = min((start for start, _ in self._around if start > one.block.line), default=len(self.lines))
        stop = end = self._trimmed(first, min(self._starts(after), one.end, opened))
        if isinstance(one.block, Unit):
            depth = len(one.chain)
            while after < len(found):  # footnotes between its parts are carried along, those behind the last are not
                if len(found[after].chain) > depth and found[after].chain[depth] is one.block:
                    last = after + 1
                elif found[after].sort != "note":
                    break
                after += 1
            if last > number + 1:
                end = self._trimmed(self._firsts[last - 1], min(self._starts(last), found[last - 1].end, one.end))
            end = max([end, *(close + 1 for start, close in self._around if first <= start < end)])
        return one._replace(first=first, stop=stop, end=max(stop, end))

    def _starts(self, number: int) -> int:
        return self._firsts[number] if number < len(self._firsts) else len(self.lines)

    def _trimmed(self, first: int, stop: int) -> int:
        while stop - 1 > first and not self.lines[stop - 1].strip():
            stop -= 1
        return stop

    def _opens(self, line: int) -> bool:
        """Whether a block between `:::` opens on a line; kinds make such blocks of what is typed without."""
        return 0 <= line < len(self.shown) and self.shown[line].lstrip(" \t").startswith(":::")

    @cached_property
    def _closing(self) -> dict[int, int]:
        return division_ends(self.shown)


def holds_first(unit: Unit) -> bool:
    """Whether the first paragraph of a unit is printed as its own text: behind a marker, or behind the number of a
    heading without a name."""
    first, level = unit.body[0] if unit.body else None, unit.level
    headed = level.heading in ("broken", "stacked") or level.front or not level.depth or unit.title
    return isinstance(first, Paragraph) and (bool(level.marker) or not headed)


def span_lines(source: Source, first: int, last: int) -> tuple[str, int, int]:
    """File, first and last line (from 1) of lines of the joined source; the last within the file of the first."""
    start, end = source.span(Place(first)), source.span(Place(last))
    if end.file == start.file:
        return start.file, start.line, end.line
    following = next(part.first for part in source.parts if part.first > first)
    return start.file, start.line, source.span(Place(following - 2)).line


def joined_line(source: Source, span: Span) -> int | None:
    """The line of the joined source at a place in a file; None within metadata, or in a file of another document."""
    starts = [*(part.first for part in source.parts[1:]), source.text.count("\n") + 2]
    for part, following in zip(source.parts, starts, strict=True):
        line = part.first + span.line - 1 - part.offset
        if part.name == span.file:
            return line if part.first <= line < following else None
    return None


def described(bound: Bound, passages: Passages, passage: Passage) -> Provision:
    """A passage as an editor shows it."""
    source = bound.draft.source
    block = passage.block
    file, first, last = span_lines(source, passage.first, passage.stop - 1)
    whole = passages.text(passage.first, passage.end)
    return Provision(
        passage.sort,
        block.level.name if isinstance(block, Unit) else "",
        named(bound, passage),
        getattr(block, "label", ""),
        file,
        source.span(Place(passage.line)).line,
        first,
        last,
        span_lines(source, passage.first, passage.end - 1)[2],
        passages.text(passage.first, passage.stop),
        whole,
        hashed(whole),
        tuple(_possible(passage)),
        tuple(level.name for level in insertable(bound.draft, passage)),
    )


def named(bound: Bound, passage: Passage) -> str:
    """A passage in words: “điểm a khoản 2 Điều 5”."""
    return called(bound, passage.units)


def called(bound: Bound, chain: Sequence[Unit]) -> str:
    """The innermost of some units in words, without those of quoted text, which have no number here."""
    cited = [unit for unit in chain if unit.level.cite and unit.serial in bound.numbers]
    own = [unit for unit in cited if unit.level.depth >= _article_depth(cited)]
    return " ".join(f"{unit.level.cite} {bound.numbers[unit.serial]}".strip() for unit in reversed(own))


def _article_depth(chain: Sequence[Unit]) -> int:
    """References name the article and what is below it, never the chapter above."""
    running = [unit.level.depth for unit in chain if unit.level.runs_on and unit.level.marker == ""]
    return running[-1] if running else 0


def neighbour(passage: Passage, up: bool) -> Block | None:
    """What a passage changes places with: the unit, or the other block, right before or after it."""
    at = passage.at + (-1 if up else 1)
    other = passage.beside[at] if 0 <= at < len(passage.beside) else None
    if other is None or other.line < 0 or isinstance(other, Unit) != isinstance(passage.block, Unit):
        return None
    if isinstance(other, Unit) and isinstance(passage.block, Unit) and other.level.depth != passage.block.level.depth:
        return None
    return None if isinstance(other, Division) and units(other.blocks) else other


def _possible(passage: Passage) -> Iterator[str]:
    if passage.sort == "note":
        return
    yield "insert"
    yield "delete"
    unit = passage.block if isinstance(passage.block, Unit) else None
    for word, up in (("up", True), ("down", False)):
        if neighbour(passage, up) is not None or (unit and unit.level.runs_on and passage.chain):
            yield word
    if passage.sort in ("paragraph", "unit"):
        if not unit or unit.level.marker:
            yield "split"
        if isinstance(neighbour(passage, True), (Unit, Paragraph)) or (
            passage.sort == "paragraph" and passage.chain and holds_first(passage.chain[-1]) and passage.at == 0
        ):
            yield "join"


def outline_around(draft: Draft, chain: Sequence[Unit]) -> Outline:
    """The levels of the text that some units lie in: those of the body, or of the annexes."""
    annexed = bool(chain) and any(chain[0] is annex for annex in draft.annexes)
    return draft.kind.annex if annexed and chain[0].level is not draft.kind.attachment_level else draft.kind.outline


def insertable(draft: Draft, passage: Passage) -> list[Level]:
    """The levels that may follow a passage: those of its text that its place allows; a further annex always may."""

    def allowed(level: Level) -> bool:
        above = next((unit.level for unit in reversed(passage.units) if unit.level.depth < level.depth), None)
        outer = above is None or not above.depth
        return (outer and "root" in level.parents) or (above is not None and above.name in level.parents)

    levels = [level for level in outline_around(draft, passage.units).levels if level.depth and not level.front]
    return [*filter(allowed, levels), *((draft.kind.annex_level,) if draft.kind.annex_level else ())]
