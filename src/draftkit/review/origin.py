"""Where each printed paragraph of a document comes from: its line in the source, a cell of a table, a key of the
metadata, or words of the kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from draftkit.library.build_run import marked
from draftkit.library.session import Session
from draftkit.model.inline import Content, Inline, Math, Note, mapped, plain, upper
from draftkit.model.message import Place
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Contents, Equation, Grid, Item, Line, Picture
from draftkit.model.tree import Block, Division, Holder, Quote, Table, Unit, inside, text_of
from draftkit.plugins import behaviour
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.pipe_table import cells
from draftkit.readers.source import read_text
from draftkit.resolve.bound import Trace
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.review.paper import EMPTY, Paper, Para, Piece, Row, read_paper
from draftkit.review.trace import NOTE, OBJECT, Traced, trace_at, trace_on
from draftkit.text.marks import normal
from draftkit.text.pattern import end_of_line
from draftkit.word.read import read_word


class Origin(NamedTuple):
    """What a printed paragraph was made from. `line` is that of the joined source (-1: none), `prefix` its number as
    printed, `content` its text as written (None when it is no text of the drafter), `unit` the unit whose number it
    bears, `serial` the number of the holder of its text. `sort`
    is `text`, `cell`, `object`, `contents`, `note` or `frame`."""

    sort: str
    line: int = -1
    prefix: str = ""
    content: Content | None = None
    capitals: bool = False
    role: str = ""
    unit: Unit | None = None
    grid: Grid | None = None
    row: int = -1
    column: int = -1
    text_line: int = -1
    """The line its text starts on, where that is not the line of its number."""
    serial: int = 0


FRAME = Origin("frame")


class Placed(NamedTuple):
    """A paragraph or row of our own build with its origin; for a row `cells` holds those of its columns."""

    piece: Piece
    origin: Origin
    cells: tuple[tuple[Placed, ...], ...] = ()


class Base:
    """A document as it was built: what its Word file says, and where each paragraph of it comes from; `flawed`: with
    the draft mark of a text that has errors."""

    def __init__(self, session: Session, path: Path, flawed: bool = False) -> None:
        self.session, self.path, self.flawed = session, path, flawed
        self.trace = Trace()
        document = session.read(path, trace=self.trace)
        self.document = marked(document) if flawed else document
        self.bound = self.document.bound
        self.draft = self.bound.draft
        self.source = self.draft.source.text
        self.starts = [0, *(at + 1 for at, sign in enumerate(self.source) if sign == "\n")]
        self.raw = session.raw(path)
        self.root = session.root_of(path)
        self.texts: dict[str, str] = {}
        self.lead: dict[str, int] = {}
        self._files()
        self.units: dict[int, Unit] = {}
        self.holders: dict[int, Holder] = {}
        self.chains: dict[int, tuple[Unit, ...]] = {}
        self._index(self.draft.blocks, ())
        self.docx = session.written(self.document, "docx", pages=False)
        self.paper: Paper = read_paper(read_word(self.docx, path.name))
        self.placed = tuple(self._place())
        self.notes = tuple(
            Placed(para, Origin("note", note.line, content=self.draft.notes[key].content, serial=note.serial))
            for para, note, key in zip(self.paper.notes, self.bound.notes, self.bound.note_numbers, strict=False)
        )
        self._traced: dict[tuple[int | str, ...], Traced | None] = {}

    # -- files

    def _files(self) -> None:
        """The cleaned texts of the files of a document, and how far into each its part of the source starts."""
        source = self.draft.source
        for file, part in zip(self.raw.files, source.parts, strict=True):
            text = read_text(file, part.name)[0]
            self.texts[part.name] = text
            self.lead[part.name] = len(text) - len(split_front_matter(text)[1]) if part.offset else 0
        if source.meta_file not in self.texts:
            self.texts[source.meta_file] = read_text(self.file(source.meta_file), source.meta_file)[0]

    def file(self, name: str) -> Path:
        """The path of a file by the name messages call it."""
        path = Path(name)
        return path if path.is_absolute() else self.root / path

    def meta(self) -> tuple[str, str, int]:
        """Name of the file that holds the metadata, their text, and where that starts in it."""
        name = self.draft.source.meta_file
        text = self.texts[name]
        if not self.path.is_dir():
            front = split_front_matter(text)[0]
            return name, front, text.index(front) if front else 0
        return name, text, 0

    def locate(self, offset: int) -> tuple[str, int]:
        """A place of the joined source as file and place in its text."""
        parts = self.draft.source.parts
        line = bisect_right(self.starts, offset) - 1
        part = parts[max(0, bisect_right([part.first for part in parts], line) - 1)]
        return part.name, offset - self.starts[part.first] + self.lead[part.name]

    def span(self, line: int) -> str:
        """file:line of a line of the joined source."""
        found = self.draft.source.span(Place(line))
        return f"{found.file}:{found.line}"

    # -- what was written

    def _index(self, blocks: tuple[Block, ...], chain_: tuple[Unit, ...]) -> None:
        for block in blocks:
            self.chains.setdefault(block.line, chain_)
            if isinstance(block, Holder):
                self.holders[block.serial] = block
            if isinstance(block, Unit):
                self.units[block.serial] = block
                self.chains[block.line] = (*chain_, block)
                self._index(block.body, (*chain_, block))
            elif isinstance(block, (Quote, Division)):
                self._index(block.blocks, chain_)

    def _holder(self, item: Line) -> Holder | None:
        """The holder of the text of a line; None when it prints no text as it stands: a heading in capitals, the line
        of a number."""
        holder = self.holders.get(item.serial)
        first = holder.body[0] if isinstance(holder, Unit) and holder.body else None
        for found in (holder, first):
            if isinstance(found, Holder) and text_of(found) and item.content == self.bound.text(found):
                return found
        return None

    def _origin(self, item: Line) -> Origin:
        unit = self.units.get(item.serial)
        prefix = item.number()
        owner = unit if unit and item.mark else None
        holder = self._holder(item)
        if holder:
            written, line, serial = text_of(holder), holder.line, holder.serial
            return Origin("text", item.line, prefix, written, role=item.role, unit=owner, text_line=line, serial=serial)
        if unit and unit.title:
            title = self.bound.text(unit)
            for capitals in (True, False):
                words = plain(upper(title) if capitals else title)
                whole = plain(item.content)
                if words and whole.endswith(words):
                    before = prefix + whole[: len(whole) - len(words)]
                    return Origin("text", item.line, before, unit.title, capitals, item.role, owner, serial=unit.serial)
        sort = "text" if prefix and not item.content else "frame"
        return Origin(sort, item.line, prefix, () if prefix and not item.content else None, role=item.role, unit=owner)

    # -- what was printed

    def _stream(self) -> Iterator[tuple[str, Item, int]]:
        frame = self.document.frame
        for item in chain(body_flow(self.bound), annex_flow(self.bound, frame.annexed, frame.letterhead)):
            if isinstance(item, Line):
                yield _key(f"{item.number()}{_shown(item.content)}"), item, -1
            elif isinstance(item, Grid):
                for index, row in enumerate(item.rows):
                    yield _key("".join(_shown(cell) for cell in row)), item, index
            elif isinstance(item, (Equation, Picture)):
                number = f"({item.number})" if isinstance(item, Equation) and item.number else ""
                yield _key(OBJECT + number), item, -1
            elif isinstance(item, Contents):
                for entry in item.entries:
                    yield _key(entry.text), item, -1

    def _place(self) -> Iterator[Placed]:
        """Pair what the Word file says with what was written; what is left over is the frame around the text."""
        stream = [entry for entry in self._stream() if entry[0]]
        imposed = any(one.name == "docx" for one in behaviour(self.draft.kind).formats)
        used: set[int] = set()
        at = 0
        for piece in self.paper.pieces:
            wanted = _key(piece.text)
            step = None
            if wanted:
                step = next(
                    (ahead for ahead in range(6) if at + ahead < len(stream) and stream[at + ahead][0] == wanted), None
                )
            if step is None and imposed and wanted:  # the panels of a leaflet stand in the order of the sheet
                step = next(
                    (place - at for place, entry in enumerate(stream) if place not in used and entry[0] == wanted), None
                )
            item = stream[at + step][1] if step is not None else None
            if step is None or item is None or isinstance(piece, Row) != isinstance(item, Grid):
                yield _framed(piece)
                continue
            used.add(at + step)
            number = stream[at + step][2]
            at += step + 1
            if isinstance(item, Line):
                yield Placed(piece, self._origin(item))
            elif isinstance(item, Grid) and isinstance(piece, Row):
                yield self._row(piece, item, number)
            else:
                yield Placed(
                    piece, Origin("contents" if isinstance(item, Contents) else "object", getattr(item, "line", -1))
                )

    def _row(self, piece: Row, grid: Grid, number: int) -> Placed:
        cells_ = []
        for column, inner in piece.cells:
            content = grid.rows[number][column] if column < len(grid.rows[number]) else ()
            known = self._cells(grid.serial, number, column)
            written = next((cell for cell, shown in known if content in (shown, cell)), content)
            origin = Origin(
                "cell", grid.line, content=written, grid=grid, row=number, column=column, serial=grid.serial
            )
            cells_.append(tuple(Placed(part, origin) for part in inner) or (Placed(EMPTY, origin),))
        return Placed(piece, Origin("row", grid.line, grid=grid, row=number), tuple(cells_))

    def _cells(self, serial: int, row: int, column: int) -> Iterator[tuple[Content, Content]]:
        """The cells at a place of a table, as written and as printed."""
        for block in (one for one in inside(self.draft.blocks) if isinstance(one, Table)):
            if block.serial == serial and row < len(block.rows) and column < len(block.rows[row]):
                yield block.rows[row][column], self.bound.rows(block)[row][column]

    # -- back to the source

    def traced(self, origin: Origin) -> Traced | None:
        """The text of an origin with its places in the joined source; None when it does not stand there as printed."""
        if origin.content is None or origin.line < 0 or origin.line >= len(self.starts):
            return None
        key = (origin.serial, origin.line, origin.row, origin.column, origin.role)
        if key not in self._traced:
            self._traced[key] = self._find(origin)
        return self._traced[key]

    def _find(self, origin: Origin) -> Traced | None:
        written = self.trace.written(origin.content or (), origin.serial, origin.row, origin.column)
        if origin.sort != "cell":
            own = origin.text_line if origin.text_line >= 0 else origin.line
            around = (
                (-1, -2, *range(1, 9)) if origin.role.endswith("caption") else ()
            )  # a caption stands above its table, or among its options
            for line in (own, *(own + step for step in around)):
                if 0 <= line < len(self.starts):
                    found = trace_on(written, self.source, self.starts[line]) if written.content else None
                    if found:
                        return found
            return None
        line = origin.line + origin.row + (origin.row > 0)
        if not self.is_pipe(origin.line) or line >= len(self.starts):
            return None
        start = self.starts[line]
        found_cells = cells(self.source[start : end_of_line(self.source, start)])
        if origin.column >= len(found_cells):
            return None
        return trace_at(written, self.source, start + found_cells[origin.column][1])

    def is_pipe(self, line: int) -> bool:
        """Whether the table at a line is typed there with bars."""
        return self.line_text(line).lstrip(" \t>").startswith("|")

    def ends(self, line: int) -> int:
        """Where a line of the joined source ends, its line end left out."""
        return self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.source)

    def after(self, line: int) -> int:
        """Where the line after a line of the joined source starts, or the source ends."""
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.source)

    def line_text(self, line: int) -> str:
        """A line of the joined source."""
        return self.source[self.starts[line] : self.ends(line)]


def _framed(piece: Piece) -> Placed:
    if isinstance(piece, Para):
        return Placed(piece, FRAME)
    return Placed(piece, FRAME, tuple(tuple(_framed(part) for part in inner) for _, inner in piece.cells))


def _shown(content: Content) -> str:
    def text(item: Inline) -> Inline:
        return item.again or NOTE if isinstance(item, Note) else OBJECT if isinstance(item, Math) else item

    return plain(mapped(content, text))


def _key(text: str) -> str:
    """A text as it is paired: tabs around equations are layout, so blanks are left out."""
    return normal(text).replace(" ", "").replace("\u241f", "")
