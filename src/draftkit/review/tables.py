"""Changes to tables: cells typed with bars, cells of CSV files, rows that came and went."""

from __future__ import annotations

from draftkit.edits.data_files import Field, Table, csv_table, csv_text
from draftkit.model.inline import plain
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.fence import fence_at
from draftkit.readers.inline import parse_inline
from draftkit.readers.pipe_table import pipe_row
from draftkit.readers.source import inside, read_text
from draftkit.resolve.bound import Written
from draftkit.review.desk import Desk
from draftkit.review.frame import Metadata
from draftkit.review.origin import Placed
from draftkit.review.paper import Para, Row, joined
from draftkit.review.trace import NOTE, trace_at
from draftkit.review.word_edits import flat, reword, written
from draftkit.text.edits import spliced
from draftkit.text.marks import normal
from draftkit.text.pattern import end_of_line


class SideTable(NamedTuple):
    """A CSV file behind a table: its name, text and rows."""

    name: str
    text: str
    table: Table


class Tables:
    """Tables of one reviewed file."""

    def __init__(self, desk: Desk, metadata: Metadata) -> None:
        self.desk, self.metadata, self.base = desk, metadata, desk.base
        self.files: dict[int, SideTable | None] = {}
        self.shown: dict[str, list[frozenset[str]]] = {}
        self.recuts: dict[int, int] = {}
        """The question about the columns of each table, by its line."""

    # -- a row that stayed

    def row(self, old: Placed, new: Row) -> None:
        """A row that reads otherwise, cell by cell."""
        if old.origin.sort == "frame":
            self.frame_row(old, new)
            return
        if not isinstance(old.piece, Row) or len(old.cells) != len(new.cells):
            self.recut(old, new)
            return
        for before, (_, after) in zip(old.cells, new.cells, strict=True):
            was = " ".join(placed.piece.text for placed in before if placed.piece.text)
            said = [piece.text for piece in after if piece.text]
            if len(said) > max(1, sum(bool(placed.piece.text) for placed in before)):
                reason = msg("a cell was given several paragraphs; change it where the table is typed")
                self.ask(old, was, " ¶ ".join(said), reason)
                continue
            if any(isinstance(piece, Row) for piece in after):
                self.ask(old, was, new.text, msg("a table was put into a cell; that cannot be written in the source"))
                continue
            now = joined(after)
            if was != now.text:
                self.cell(before[0], was, now)

    def recut(self, old: Placed, new: Row) -> None:
        """A row with more or fewer cells: one question for all such rows of a table, a column as a rule."""
        reason = msg("columns of this table came or went, or cells were merged; change the table in the source")
        at = self.recuts.get(old.origin.line)
        if at is None:
            self.recuts[old.origin.line] = len(self.desk.questions)
            self.ask(old, old.piece.text, new.text, reason)
            return
        asked = self.desk.questions[at]
        self.desk.questions[at] = asked._replace(
            old=f"{asked.old}\n{_bars(old.piece.text)}", new=f"{asked.new}\n{_bars(new.text)}", ordinal=0
        )

    def cell(self, old: Placed, was: str, now: Para) -> None:
        origin = old.origin
        if now.text.count(NOTE) > was.count(NOTE):
            shown = now.text.replace(NOTE, "[^]")
            self.ask(old, was.replace(NOTE, "[^]"), shown, msg("a footnote was added in a cell; type it in the source"))
            return
        traced = self.base.traced(origin)
        if traced is not None and flat(traced).text == was:
            pieces, asked = reword(flat(traced), now.text, now.styles)
            for piece in pieces:
                words = piece.text.replace("|", "\\|")
                self.desk.edit(
                    piece.first, piece.last, words, origin.line, piece.old, piece.new, self.desk.authors(now, *piece.at)
                )
            for one in asked:
                self.desk.ask_generated([one], origin, self.desk.authors(now, *one.at))
            return
        side = self.side(origin.line)
        found = self.field(side, origin.row, old, was) if side else None
        if side is None or found is None:
            reason = msg("this cell is made by the kind of document")
            if side:
                reason = msg("this cell is made from data; change it where it is kept")
            self.ask(old, was, now.text, reason, side)
            return
        value = self.edited(found.value, was, now)
        if value is None:
            message = msg("this cell holds words that are generated; change them where they are kept")
            self.ask(old, was, now.text, message, side)
            return
        quoted = side.text[found.start : found.start + 1] == '"'
        text, where = csv_text(value, side.table.separator, quoted), self.desk.where(origin.line)
        self.desk.edit_file(side.name, found.start, found.end, text, where, was, now.text, self.desk.authors(now))

    def edited(self, value: str, was: str, now: Para) -> str | None:
        """The value of a data cell that prints `now` where it printed `was`; None when generated words part them."""
        if normal(value) == was:
            return written(now.text)
        traced = trace_at(Written(parse_inline(value, 0)), value, 0)
        if traced is None or flat(traced).text != was:
            return None
        pieces, asked = reword(flat(traced), now.text, now.styles)
        return None if asked else spliced(value, sorted(piece[:3] for piece in pieces))

    # -- the file behind a table

    def side(self, line: int) -> SideTable | None:
        """The CSV file that the directive at a line of the source names; None when there is none."""
        if line not in self.files:
            self.files[line] = self._side(line) if 0 <= line < len(self.base.starts) else None
        return self.files[line]

    def _side(self, line: int) -> SideTable | None:
        block = fence_at(self.base.source[self.base.starts[line] :].split("\n"), 0)
        path = self.base.raw.folder / (block.argument if block else "")
        if (
            block is None
            or not path.is_file()
            or not inside(self.base.root, path)
            or path.suffix.lower() not in (".csv", ".tsv")
        ):
            return None
        shown = path.resolve().relative_to(self.base.root.resolve()).as_posix()
        text = read_text(path, shown)[0]
        self.base.texts.setdefault(shown, text)
        return SideTable(shown, text, csv_table(text, str(block.options().get("phan_cach") or "")))

    def field(self, side: SideTable, row: int, old: Placed, was: str) -> Field | None:
        """The data cell that a printed cell shows: that at its place, else the only one of its row that says so."""
        rows = side.table.rows
        record = self.record(side, old)
        if record is None:
            return None
        own = rows[record]
        column = old.origin.column
        if row == record and column < len(own) and _shown(own[column].value) == was:
            return own[column]
        same = [field for field in own if _shown(field.value) == was and was]
        if len(same) == 1:
            return same[0]
        return own[column] if row == record and column < len(own) and not was and not own[column].value else None

    def record(self, side: SideTable, old: Placed) -> int | None:
        """The row of the file that a printed row shows; None when it is not certain."""
        grid, row = old.origin.grid, old.origin.row
        if grid is None:
            return None
        printed = {normal(text) for text in (plain(cell) for cell in grid.rows[row]) if normal(text)}
        if side.name not in self.shown:
            self.shown[side.name] = [
                frozenset(filter(None, (_shown(field.value) for field in fields))) for fields in side.table.rows
            ]
        rows = self.shown[side.name]
        if row < len(rows) and len(grid.rows) == len(rows) and printed == rows[row]:
            return row
        scored = sorted(((len(printed & fields), -at) for at, fields in enumerate(rows)), reverse=True)
        if not scored or scored[0][0] < max(2, len(printed) // 2) or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        return -scored[0][1]

    def ask(self, old: Placed, was: str, now: str, reason: Message, side: SideTable | None = None) -> None:
        """A question about a table."""
        self.desk.ask(old.origin.line, _bars(was), _bars(now), reason, key=side.name if side else "")

    # -- rows that came and went

    def gone(self, old: Placed) -> None:
        """A row that was deleted."""
        line, words = self.source_line(old), _bars(old.piece.text)
        if line is not None:
            self.desk.edit(self.base.starts[line], self.base.after(line), "", old.origin.line, words, "")
            return
        side = self.side(old.origin.line)
        record = self.record(side, old) if side and old.origin.sort == "row" else None
        if side is None or record is None:
            self.ask(old, words, "", msg("a row was deleted; delete it where the table is made"), side)
            return
        fields = side.table.rows[record]
        stop = min(end_of_line(side.text, fields[-1].end) + 1, len(side.text))
        self.desk.edit_file(side.name, fields[0].start, stop, "", self.desk.where(old.origin.line), words, "")

    def come(self, new: list[Row], before: Placed | None) -> None:
        """Rows that were added after a row."""
        if before is None or before.origin.sort != "row" or before.origin.grid is None:
            for row in new:
                message = msg("a row was added to a table that is not typed in the source")
                self.desk.ask(before.origin.line if before else -1, "", _bars(row.text), message)
            return
        columns = len(before.origin.grid.rows[0])
        cells = [[joined(after).text for _, after in row.cells] for row in new]
        said = "; ".join(_bars(row.text) for row in new)
        line = self.source_line(before, header_too=True)
        authors = self.desk.authors(joined(new[0].cells[0][1]) if new[0].cells else None)
        if line is not None and all(len(row) == columns for row in cells):
            end = self.base.ends(line)
            rows = "".join(f"\n{pipe_row(map(written, row))}" for row in cells)
            self.desk.edit(end, end, rows, before.origin.line, "", said, authors)
            return
        side = self.side(before.origin.line)
        record = self.record(side, before) if side else None
        if side is None or record is None or any(len(row) != len(side.table.rows[record]) for row in cells):
            self.ask(before, "", said, msg("a row was added; add it where the table is made"), side)
            return
        end = end_of_line(side.text, side.table.rows[record][-1].end)
        at, lead = (end, "\n") if end == len(side.text) else (end + 1, "")
        rows = "".join(
            side.table.separator.join(csv_text(written(cell), side.table.separator) for cell in row) + "\n"
            for row in cells
        )
        self.desk.edit_file(side.name, at, at, lead + rows, self.desk.where(before.origin.line), "", said, authors)

    def source_line(self, placed: Placed, header_too: bool = False) -> int | None:
        """The line of the joined source that a row is typed on; None when the table is not typed there."""
        origin = placed.origin
        if origin.sort != "row" or origin.line < 0 or not self.base.is_pipe(origin.line):
            return None
        if not origin.row:
            return origin.line + 1 if header_too else None  # rows go below the line under the header
        return origin.line + origin.row + 1

    # -- the frame

    def frame_row(self, old: Placed, new: Row) -> None:
        """A row of the frame: header, recipients and signature, boxed words."""
        if len(old.cells) != len(new.cells):
            message = msg("the frame of the document was rebuilt; its words come from the metadata")
            self.ask(old, old.piece.text, new.text, message)
            return
        for before, (_, after) in zip(old.cells, new.cells, strict=True):
            if [placed.piece.text for placed in before] != [piece.text for piece in after]:
                self.metadata.several(before, after)


def _bars(text: str) -> str:
    """A row as people read it, bars between its cells."""
    return text.replace("\u241f", " | ")


def _shown(value: str) -> str:
    """A data cell as it is printed."""
    return (
        normal(plain(parse_inline(value.strip(), 0))) if any(sign in value for sign in "*\\^~[@{$") else normal(value)
    )
