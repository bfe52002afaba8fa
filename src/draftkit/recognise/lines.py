"""A Word file as printed lines: paragraphs cut at breaks and tabs, through tables and text boxes, in reading order; and
what recognition finds in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from draftkit.model.kind import KindSpec
from draftkit.model.named import NamedTuple
from draftkit.recognise.terms import FIRST_UNIT
from draftkit.text.fold import squeezed
from draftkit.word.values import Block, Drawing, Paragraph, Run, RunFormat, Table, WordFile

_SEEN = frozenset(("text", "symbol"))
"""Kinds of runs whose signs are printed as letters."""
_OF_LETTERS = RunFormat._fields.index("fill")
"""How much of a format is about the letters themselves."""
_FEW = 6
"""A cell with no more blocks is a box in a text."""
_STROKE = re.compile(r"[_\-‐‑–—―=─*.~ ]*[_\-‐‑–—―=─~]{3,}[_\-‐‑–—―=─*.~ ]*")


class Where(NamedTuple):
    """Where a line stands: the section from 0; in which table, counted from 1 (0: none), row and column from 0, how
    wide the cell is in mm; in which text box, counted from 1 (0: none), and the ordinal of its anchor."""

    section: int = 0
    table: int = 0
    row: int = -1
    column: int = -1
    width_mm: float = 0
    box: int = 0
    anchor: int = 0


class Line(NamedTuple):
    """A line as its author broke it. `text` is NFC with single spaces, the automatic number before it; `runs` are as in
    the file, deleted ones left out.

    `part` counts the lines of its paragraph from 0. `strokes` are the lines drawn at its paragraph."""

    ordinal: int
    part: int
    text: str
    runs: tuple[Run, ...]
    paragraph: Paragraph
    where: Where
    strokes: tuple[Drawing, ...] = ()

    @property
    def place(self) -> int:
        """The ordinal of its paragraph in the body; for a text box, of the paragraph the box is anchored to."""
        return self.where.anchor or self.ordinal

    @property
    def holder(self) -> tuple[int, int]:
        """What tells its paragraph from every other of the file: the text box, and the ordinal there."""
        return self.where.box, self.ordinal

    @property
    def is_stroke(self) -> bool:
        """Whether the line is made of underscores or dashes, to stand for a rule."""
        return is_stroke(self.text)

    def look(self) -> RunFormat:
        """The format most of its signs have, whatever their language is and what they stand on."""
        weight: dict[tuple[object, ...], int] = {}
        form: dict[tuple[object, ...], RunFormat] = {}
        for run in self.runs:
            signs = len("".join(run.text.split())) if run.kind in _SEEN else 0
            if signs:
                letters = run.format[:_OF_LETTERS]
                weight[letters] = weight.get(letters, 0) + signs
                form.setdefault(letters, run.format)
        return form[max(weight, key=lambda one: weight[one])] if weight else self.paragraph.mark_format

    def share(self, has: Callable[[RunFormat], bool]) -> float:
        """The share of its letters and digits whose format has a property, from 0 to 1."""
        runs = [run for run in self.runs if run.kind in _SEEN and run.text]
        having = [has(run.format) for run in runs]
        if not any(having):
            return 0.0
        total = found = 0
        for run, has_it in zip(runs, having, strict=True):
            signs = sum(map(str.isalnum, run.text))
            total += signs
            found += signs * has_it
        return found / total if total else 0.0

    @property
    def upper(self) -> bool:
        """Whether it is printed in capitals."""
        if self.text.isupper():
            return True
        letters = "".join(filter(str.isalpha, self.text))
        return bool(letters) and (
            sum(map(str.isupper, letters)) >= len(letters) * 0.9 or self.share(lambda one: one.caps) > 0.9
        )


def is_stroke(text: str) -> bool:
    """Whether a text is made of underscores or dashes."""
    return _STROKE.fullmatch(text) is not None


def unwrapped(file: WordFile) -> WordFile:
    """The file without a table that only holds its text together, as web pages have one: of one column, with articles
    or other tables in it."""
    if not any(map(_wraps, (block for section in file.sections for block in section.blocks))):
        return file
    return file._replace(
        sections=tuple(section._replace(blocks=tuple(_open(section.blocks))) for section in file.sections)
    )


def _open(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table) and _wraps(block):
            for row in block.rows:
                yield from _open(row.cells[0].blocks)
        else:
            yield block


def _wraps(block: Block) -> bool:
    if not isinstance(block, Table) or any(len(row.cells) != 1 for row in block.rows):
        return False
    inner = [one for row in block.rows for one in row.cells[0].blocks]
    return len(inner) > _FEW and any(
        isinstance(one, Table) or FIRST_UNIT.match(" ".join(one.text().split())) for one in inner
    )


def lines(file: WordFile) -> tuple[Line, ...]:
    """Every line of the body that shows something or has a line drawn at it."""
    return tuple(_Walk().all(file))


def lines_of(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The lines of some blocks: a header, a footnote."""
    return tuple(_Walk().blocks(blocks, Where()))


def has_rule(paragraph: Paragraph) -> bool:
    """Whether a border above or below the paragraph, and not around it, draws a line."""
    drawn = paragraph.format.strokes.keys()
    return not drawn.isdisjoint(("top", "bottom")) and drawn.isdisjoint(("left", "right"))


def columns(line: Line) -> list[Line]:
    """The pieces of a line that tabs or wide gaps set apart, as in a header made with tabs."""
    raw = "".join(run.text for run in line.runs)
    pieces = [found for found in re.finditer(r"(?:(?!\t|[ \u00a0]{4}).)+", raw) if found[0].strip()]
    ends = list(accumulate(len(run.text) for run in line.runs))
    return [_cut(line, found.start(), found.end(), ends) for found in pieces] if len(pieces) > 1 else [line]


def _cut(line: Line, start: int, end: int, ends: Sequence[int]) -> Line:
    """The part of a line between two offsets of its raw text; `ends` are where its runs end."""
    out = []
    for at in range(bisect_right(ends, start), bisect_left(ends, end) + 1):
        run, begin = line.runs[at], ends[at] - len(line.runs[at].text)
        if part := run.text[max(start - begin, 0) : max(end - begin, 0)]:
            out.append(run._replace(text=part))
    return line._replace(runs=tuple(out), text=squeezed("".join(run.text for run in out)))


class _Walk:
    """Counts tables and boxes on the way."""

    def __init__(self) -> None:
        self.boxes = 0

    def all(self, file: WordFile) -> Iterator[Line]:
        for index, section in enumerate(file.sections):
            yield from self.blocks(section.blocks, Where(index))

    def blocks(self, blocks: Iterable[Block], where: Where) -> Iterator[Line]:
        for block in blocks:
            if isinstance(block, Table):
                yield from self.table(block, where)
            else:
                yield from self.paragraph(block, where)

    def table(self, table: Table, where: Where) -> Iterator[Line]:
        for row, line in enumerate(table.rows):
            if line.revision and line.revision.gone:
                continue
            column = 0
            for cell in line.cells:
                width = cell.width_mm or sum(table.columns_mm[column : column + cell.across])
                yield from self.blocks(
                    cell.blocks, where._replace(table=table.ordinal, row=row, column=column, width_mm=width)
                )
                column += cell.across

    def paragraph(self, paragraph: Paragraph, where: Where) -> Iterator[Line]:
        strokes = tuple(drawing for drawing in paragraph.drawings if drawing.kind == "line")
        for part, runs in enumerate(_broken(paragraph.shown())):
            text = squeezed("".join(run.text for run in runs if run.kind not in ("note", "endnote")))
            if not part and paragraph.number:
                text = f"{paragraph.number} {text}".rstrip()
            if text or (not part and (strokes or has_rule(paragraph))):
                yield Line(paragraph.ordinal, part, text, tuple(runs), paragraph, where, () if part else strokes)
        for drawing in paragraph.drawings:
            if drawing.blocks:
                self.boxes += 1
                anchor = where.anchor or paragraph.ordinal
                inside = where._replace(
                    box=self.boxes, anchor=anchor, table=0, row=-1, column=-1, width_mm=drawing.width_mm
                )
                yield from self.blocks(drawing.blocks, inside)


def _broken(runs: Sequence[Run]) -> list[list[Run]]:
    out: list[list[Run]] = [[]]
    for run in runs:
        if run.kind in ("break", "page-break"):
            out.append([])
        elif run.kind != "drawing":
            out[-1].append(run._replace(text="\t") if run.kind == "tab" else run)
    return out


MAIN, ANNEX, ATTACHMENT, ENCLOSURE = "main", "annex", "attachment", "enclosure"
"""Regions of a file: the document itself, its annexes and forms, a text issued together with it, and what was enclosed
without a heading that tells what it is."""


class Piece(NamedTuple):
    """A line and what it is.

    `role` is that of the style the profile sets for it (`national-name`, `article`, `clause`, …); besides these: `rule`
    (a line of signs under `over`), `calls` (the line of a công điện above those it is sent to), `signature-note` (words
    where the signature goes), `table`, `end-note`, `enclosed` (the first line of what was
    enclosed), `other`. `number` is that of a unit as printed (`5`, `II`, `a`),
    `sign` what follows it (`.`), `title` the words after it. `region` is one of those above; `quoted`
    marks the new wording in an amending document. `bold` says the heading was known by its look rather than its sign.
    `level` is the name of the unit's level in the outline of the kind."""

    role: str
    line: Line
    number: str = ""
    sign: str = ""
    title: str = ""
    level: str = ""
    region: str = MAIN
    quoted: bool = False
    over: str = ""

    @property
    def text(self) -> str:
        return self.line.text


class Anatomy(NamedTuple):
    """A recognised file. `family` is `nd30` or `qppl`, empty when nothing tells; `kind` None when no known kind fits;
    `official` whether its header names who issues it or its number: the national name alone stands above petitions and
    contracts too. `alone` is `annex` or `form` when the file holds nothing else, `copied` the kind of the copy it is of
    another document.

    `type_line` are the words of the title line as printed; `symbol` the number as printed (`15/2026/NĐ-CP`), `date` ISO
    or empty."""

    pieces: tuple[Piece, ...] = ()
    family: str = ""
    kind: KindSpec | None = None
    profile: str = ""
    official: bool = False
    symbol: str = ""
    date: str = ""
    type_line: str = ""
    alone: str = ""
    copied: KindSpec | None = None

    @property
    def year(self) -> str:
        """The year that the number tells; empty when it tells none."""
        found = re.search(r"/\s*((?:19|20)\d\d)\s*/", self.symbol)
        return found[1] if found else ""

    def of(self, *roles: str, region: str = MAIN) -> list[Piece]:
        """The pieces with these roles in a region (empty: anywhere), in reading order."""
        return [piece for piece in self.pieces if piece.role in roles and (not region or piece.region == region)]

    def first(self, *roles: str, region: str = MAIN) -> Piece | None:
        """The first piece with one of these roles."""
        return next(iter(self.of(*roles, region=region)), None)

    def joined(self, role: str) -> str:
        """The text of a component that may take several lines."""
        return " ".join(piece.text for piece in self.of(role))

    def units(self, region: str = MAIN) -> Iterator[Piece]:
        """The headings and numbered paragraphs of a region, quoted ones left out."""
        return (piece for piece in self.pieces if piece.level and piece.region == region and not piece.quoted)
