"""Tables kept in CSV files (```` ```bang ten.csv ````) as grids of cells, and back: cells that did not change stay byte
for byte, and what is written reads back as what was meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from draftkit.edits.data_files import Field, csv_table, csv_text
from draftkit.edits.provisions import Provision
from draftkit.edits.values import At
from draftkit.errors import SourceError
from draftkit.files.line_ends import as_stored, plain_ends
from draftkit.live.changes import Change, FileChange, Stale
from draftkit.live.desk import Desk
from draftkit.model.fingerprint import hashed
from draftkit.model.named import NamedTuple
from draftkit.readers.document import shown
from draftkit.readers.fence import TABLE, fence_at
from draftkit.readers.side_files import MISSING
from draftkit.readers.source import clean, inside
from draftkit.text.edits import matched

Rows = Sequence[Sequence[str]]


class CsvTable(NamedTuple):
    """A CSV file that a table is made of: where it lies, its name, its rows, what tells its state; whether rows and
    columns must stay, since the options of the table count them."""

    path: Path
    name: str
    rows: tuple[tuple[str, ...], ...]
    hash: str
    separator: str
    rows_stay: bool
    columns_stay: bool


def csv_of(desk: Desk, found: Provision) -> CsvTable | None:
    """The CSV file of a table; None when it is typed in the text. Raises DraftkitError when it cannot be read."""
    lines = found.text.split("\n")
    blocks = filter(None, (fence_at(lines, at) for at in range(len(lines))))
    block = next((one for one in blocks if one.name in TABLE), None)
    if found.sort != "table" or block is None:
        return None
    path = (desk.path(found.file).parent / block.argument).resolve()
    if not inside(desk.session.project.root, path) or not path.is_file():
        raise SourceError(MISSING, file=block.argument)
    given = block.options()
    text = clean(desk.text(path))[0]
    if not text and path.stat().st_size:
        raise SourceError("{file}: is not UTF-8; save it as UTF-8 to edit it here", file=path.name)
    table = csv_table(text, str(given.get("phan_cach") or ""))
    rows = tuple(tuple(cell.value for cell in row) for row in table.rows)
    merged = bool(given.get("gop"))
    state = hashed(desk.text(path))
    formed = merged or bool(given.get("rong") or given.get("canh"))
    return CsvTable(path, shown(path, desk.session.project.root), rows, state, table.separator, merged, formed)


def propose_csv(desk: Desk, owner: Path, found: Provision, hash: str, rows: Rows) -> Change | Stale:
    """What other cells make of the CSV file of a table, proved. Raises SourceError where rows or columns must stay, or
    when the cells would not read back."""
    table = csv_of(desk, found)
    if table is None or table.hash != hash:
        return Stale(found)
    wanted = [tuple(map(plain_ends, row)) for row in rows]
    if not wanted or len({len(row) for row in wanted}) != 1:
        raise SourceError("every row of a table has as many cells as the first")
    if (table.rows_stay and len(wanted) != len(table.rows)) or (
        table.columns_stay and len(wanted[0]) != len(table.rows[0])
    ):
        raise SourceError("the options of this table count its rows or columns; change them in the source")
    before = desk.text(table.path)
    old = clean(before)[0]
    new = _text(old, csv_table(old, table.separator).rows, wanted, table.separator)
    if [tuple(cell.value for cell in row) for row in csv_table(new, table.separator).rows] != wanted:
        raise SourceError("these cells cannot be written so that they are read back the same")
    file = FileChange(table.path, table.name, before, as_stored(before, new))
    return Change(owner, (file,) if file.before != file.after else (), At(found.file, found.line, found.hash))


def _text(old: str, rows: Sequence[tuple[Field, ...]], wanted: Rows, separator: str) -> str:
    """The file with these cells; rows that are as they were keep their text, other cells their quotes."""
    had = [tuple(cell.value for cell in row) for row in rows]
    out: list[str] = []
    for span in matched(had, wanted):
        if span.same:
            out.append(old[rows[span.a0][0].start : rows[span.a1 - 1][-1].end])
            continue
        for at, row in enumerate(wanted[span.b0 : span.b1], span.a0):
            same = rows[at] if at < span.a1 and len(rows[at]) == len(row) else ()
            out.append(separator.join(_typed(cell, place, same, old, separator) for place, cell in enumerate(row)))
    end = "\n" if old.endswith("\n") else ""
    return "\n".join(out) + end


def _typed(cell: str, place: int, same: Sequence[Field], old: str, separator: str) -> str:
    if not same:
        return csv_text(cell, separator)
    was = same[place]
    typed = old[was.start : was.end]
    return typed if was.value == cell else csv_text(cell, separator, typed.startswith('"'))
