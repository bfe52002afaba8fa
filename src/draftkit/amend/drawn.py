"""Tables with merged cells and widths of columns, which a draft keeps in a CSV file: where they go into another draft
as they stand, these go with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from draftkit.amending.rows import Drawn, Row
from draftkit.files.whole import write_whole
from draftkit.library.document import Document
from draftkit.recognise.inline import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from draftkit.word.values import Table as WordTable

_FENCE = "```"
_MADE = ("@", "{{")
"""Signs of what only the draft it stands in can print."""


def drawn_tables(document: Document, places: Iterable[int]) -> dict[int, Drawn]:
    """The tables from CSV files among lines of the source of a document, by the line (0-based) each begins at."""
    lines = document.bound.draft.source.text.split("\n")
    folder = document.path if document.path.is_dir() else document.path.parent
    found = {}
    for at in sorted(set(places)):
        opening = lines[at].split() if 0 <= at < len(lines) else []
        if len(opening) < 2 or opening[0] not in (f"{_FENCE}bang", f"{_FENCE}bảng"):
            continue
        file = folder / opening[1]
        end = next((stop for stop in range(at + 1, len(lines)) if lines[stop].startswith(_FENCE)), 0)
        data = file.read_bytes() if end and file.is_file() else b""
        options = [line for line in lines[at + 1 : end] if not line.startswith("ten:")]  # its title is a row of its own
        if data and not any(sign in data.decode("utf-8", "replace") for sign in _MADE):
            name = "-".join(part for part in Path(opening[1]).parts if part.strip("./"))  # two folders may have a b.csv
            found[at] = Drawn((), tuple(options), name, data)
    return found


def with_tables(rows: Sequence[Row], tables: Mapping[int, Drawn], owner: str = "") -> list[Row]:
    """Rows of a draft, those of tables from CSV files with these; `owner` goes into the names of the files."""
    if not tables:
        return [*rows]
    told: list[Row] = []
    for _, group in groupby(rows, lambda row: tables.get(row.source)):
        own = [*group]
        table = tables.get(own[0].source)
        above = len(own) - table.height() if table else 0  # its title
        if table and above >= 0:
            told += own[:above]
            own = own[above:]
            name = Path(table.file)
            file = f"{name.stem}-{owner}{name.suffix}" if owner else name.name
            table = table._replace(texts=tuple(row.text for row in own), file=file)
            own = [row._replace(drawn=table) for row in own]
        told += own
    return told


def drawn_in_word(tables: Mapping[int, WordTable]) -> dict[int, Drawn]:
    """The tables of a Word file that no pipe table can hold, by the line (0-based) of each row; `tables` has them by
    the number of the line."""
    from draftkit.recognise.tables import sheet, write
    from draftkit.word.plain_text import letters_of_cell

    made: dict[int, Drawn | None] = {}  # by the count of the table in the file
    for table in tables.values():
        if table.ordinal not in made:
            found = sheet(table, lambda paragraph: escape(letters_of_cell(paragraph)))
            written = (
                write(found, f"bang-{len(made) + 1}.csv") if table.ordinal and found.ruled and found.rows else None
            )
            file = written.file if written else None
            made[table.ordinal] = (
                Drawn((), written.lines[1:-1], file[0], file[1].encode()) if written and file else None
            )
    return {number - 1: drawn for number, table in tables.items() if (drawn := made[table.ordinal])}


def files_of_tables(rows: Sequence[Row]) -> dict[str, bytes]:
    """The CSV files of rows that are written with their tables as they were drawn."""
    return {row.drawn.file: row.drawn.data for at, row in enumerate(rows) if row.drawn and row.drawn.whole(rows, at)}


@contextmanager
def side_files(folder: Path, rows: Sequence[Row]) -> Iterator[None]:
    """The CSV files of rows in a folder while it is proved what they print; they stay unless that fails."""
    files = {folder / name: data for name, data in files_of_tables(rows).items()}
    there = folder.exists()
    for file, data in files.items():
        write_whole(file, data)
    try:
        yield
    except BaseException:
        for file in files:
            file.unlink()
        if files and not there:
            folder.rmdir()
        raise
