"""A Word file as the reviewer left it: paragraphs and rows in reading order, revisions accepted or rejected, spacing
and split runs of no account."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from draftkit.model.named import NamedTuple
from draftkit.review.trace import NOTE, OBJECT
from draftkit.text.fold import seen
from draftkit.word.values import Block, Paragraph, Revision, Run, Table, WordFile

Accepts = Callable[[Revision], bool]
_OBJECTS = {"drawing": OBJECT, "math": OBJECT, "note": NOTE}
_NOTHING = ("field-code", "page-break")


class Para(NamedTuple):
    """A paragraph as it reads: blanks folded, its automatic number before it. `styles` has a digit a sign: 1 bold, 2
    italic, 4 superscript, 8 subscript.

    `by` names who inserted a sign, by its place; `cuts` where somebody deleted something, and who. `changed`: a
    revision touches it. `bookmark` is the first one that starts in it."""

    text: str
    styles: str
    ordinals: tuple[int, ...]
    by: tuple[tuple[int, str], ...] = ()
    cuts: tuple[tuple[int, str], ...] = ()
    changed: bool = False
    notes: tuple[str, ...] = ()
    bookmark: str = ""

    @property
    def paras(self) -> tuple[Para, ...]:
        """The paragraph itself, as a row has those of its cells."""
        return (self,)


EMPTY = Para("", "", ())


class Row(NamedTuple):
    """A row of a table: for each cell the column it starts in and what it holds."""

    cells: tuple[tuple[int, tuple[Piece, ...]], ...]
    table: int
    changed: bool = False

    @property
    def paras(self) -> tuple[Para, ...]:
        """The paragraphs of its cells in reading order, those of tables in them too."""
        return tuple(para for _, pieces in self.cells for piece in pieces for para in piece.paras)

    @property
    def ordinals(self) -> tuple[int, ...]:
        """The paragraphs of the file that it holds."""
        return tuple(ordinal for para in self.paras for ordinal in para.ordinals)

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The paragraphs of each cell that say something."""
        return tuple(tuple(piece.text for piece in pieces if piece.text) for _, pieces in self.cells)

    @property
    def text(self) -> str:
        """All its text, cells apart."""
        return "\u241f".join(" ".join(piece.text for piece in pieces) for _, pieces in self.cells)


Piece = Para | Row


class Paper(NamedTuple):
    """The body in reading order, the notes in the order of their marks, and who took away each paragraph that is gone
    whole, by its words."""

    pieces: tuple[Piece, ...]
    notes: tuple[Para, ...]
    gone: Mapping[str, str]


def accept_all(revision: Revision) -> bool:
    """The text as the reviewers want it."""
    return True


def read_paper(file: WordFile, accepts: Accepts = accept_all) -> Paper:
    """A Word file with the revisions that `accepts` takes, the others undone."""
    reader = _Reader(accepts)
    blocks = [block for section in file.sections for block in section.blocks]
    pieces = tuple(reader.pieces(blocks))
    texts = {**file.endnotes, **file.footnotes}
    used = [note for piece in pieces for para in piece.paras for note in para.notes]
    return Paper(pieces, tuple(joined(reader.pieces(texts.get(note, ()))) for note in used), reader.gone)


class _Signs:
    """The signs of a paragraph while they are gathered."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.styles: list[str] = []
        self.by: dict[int, str] = {}
        self.cuts: list[tuple[int, str]] = []
        self.notes: list[str] = []
        self.ordinals: list[int] = []
        self.bookmark = ""
        self.changed = False

    def add(self, text: str, style: str, author: str) -> None:
        for sign in unicodedata.normalize("NFC", seen(text)):
            if sign.isspace():
                if not self.text or self.text[-1] == " ":
                    continue
                sign = " "
            if author:
                self.by[len(self.text)] = author
            self.text.append(sign)
            self.styles.append(style)

    def run(self, run: Run, accepts: Accepts) -> None:
        revision = run.revision
        author = ""
        if revision is not None:
            self.changed = True
            inserted = revision.kind in ("ins", "moveTo")
            if inserted != accepts(revision):
                if accepts(revision):
                    self.cuts.append((len(self.text), revision.author))
                return
            author = revision.author if inserted else ""
        if run.kind in _NOTHING:
            return
        if run.kind == "note":
            if not run.target:
                return
            self.notes.append(run.target)
        form = run.format
        weight = (1 if form.bold else 0) + (2 if form.italic else 0)
        style = weight + {"superscript": 4, "subscript": 8}.get(form.vertical, 0)
        self.add(_OBJECTS.get(run.kind, run.text), "0123456789ABCDEF"[style], author)

    def done(self) -> Para:
        while self.text and self.text[-1] == " ":
            self.text.pop()
            self.styles.pop()
        return Para(
            "".join(self.text),
            "".join(self.styles),
            tuple(self.ordinals),
            tuple(self.by.items()),
            tuple(self.cuts),
            self.changed,
            tuple(self.notes),
            self.bookmark,
        )


class _Reader:
    def __init__(self, accepts: Accepts) -> None:
        self.accepts = accepts
        self.tables = 0
        self.gone: dict[str, str] = {}

    def pieces(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        open_: _Signs | None = None
        for block in blocks:
            if isinstance(block, Table):
                if open_ is not None:
                    yield open_.done()
                    open_ = None
                yield from self.rows(block)
                continue
            runs_on = self.runs_on(block)
            open_ = open_ or _Signs()
            self.paragraph(block, open_)
            if runs_on:
                open_.changed = True
                continue
            found = open_.done()
            open_ = None
            if found.text or not found.changed:
                yield found
        if open_ is not None:
            found = open_.done()
            if found.text:
                yield found

    def runs_on(self, block: Paragraph) -> bool:
        """Whether the paragraph is joined to the next one: its mark deleted, or inserted and not wanted."""
        mark = block.mark
        return mark is not None and (mark.kind in ("ins", "moveTo")) != self.accepts(mark)

    def paragraph(self, block: Paragraph, out: _Signs) -> None:
        out.ordinals.append(block.ordinal)
        if block.mark is not None:
            out.changed = True
        if block.number and not out.text:
            out.add(block.number + " ", "0", "")
        before = len(out.text)
        for run in block.runs:
            out.run(run, self.accepts)
        if block.mark is not None and self.runs_on(block) and len(out.text) == before:
            lost = _Signs()
            for run in block.runs:
                lost.add(run.text if run.kind not in _NOTHING else "", "0", "")
            self.gone.setdefault(lost.done().text, block.mark.author)
        if not out.bookmark and len(out.text) > before:  # what was deleted has no name to give
            out.bookmark = next(iter(block.bookmarks), "")

    def rows(self, table: Table) -> Iterator[Row]:
        self.tables += 1
        number = self.tables
        for row in table.rows:
            revision = row.revision
            if revision is not None and (revision.kind in ("ins", "moveTo")) != self.accepts(revision):
                continue
            column, cells = 0, []
            for cell in row.cells:
                if cell.down:
                    cells.append((column, tuple(piece for piece in self.pieces(cell.blocks) if piece.text)))
                column += cell.across
            touched = revision is not None or any(piece.changed for _, pieces in cells for piece in pieces)
            yield Row(tuple(cells), number, touched)


def joined(pieces: Iterable[Piece]) -> Para:
    """Paragraphs as one, a blank between two that say something; tables among them are left out."""
    first, *others = [piece for piece in pieces if isinstance(piece, Para)] or [EMPTY]
    for other in others:
        gap = " " if first.text and other.text else ""
        shift = len(first.text) + len(gap)
        first = Para(
            first.text + gap + other.text,
            first.styles + "0" * len(gap) + other.styles,
            first.ordinals + other.ordinals,
            first.by + tuple((at + shift, who) for at, who in other.by),
            first.cuts + tuple((at + shift, who) for at, who in other.cuts),
            first.changed or other.changed,
            first.notes + other.notes,
        )
    return first
