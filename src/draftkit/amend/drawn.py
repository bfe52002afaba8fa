"""Tables of annexes that a draft keeps in a CSV file, with their merged cells and the widths of their columns: where an
annex goes into another draft as it stands, these go with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from draftkit.amending.rows import Drawn, Row
from draftkit.files.whole import write_whole
from draftkit.library.document import Document

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
            found[at] = Drawn((), tuple(options), file.name, data)
    return found


def with_tables(rows: Sequence[Row], tables: Mapping[int, Drawn], owner: str = "") -> list[Row]:
    """Rows of a draft, those of tables from CSV files with these; `owner` goes into the names of the files."""
    if not tables:
        return [*rows]
    told: list[Row] = []
    for source, group in groupby(rows, lambda row: row.source):
        own = [*group]
        table = tables.get(source)
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


def files_of_tables(rows: Sequence[Row]) -> dict[str, bytes]:
    """The CSV files of rows that are written with their tables as they were drawn."""
    return {row.drawn.file: row.drawn.data for at, row in enumerate(rows) if row.drawn and row.drawn.whole(rows, at)}


@contextmanager
def side_files(folder: Path, rows: Sequence[Row]) -> Iterator[None]:
    """The CSV files of rows in a folder while it is proved what they print; they stay unless that fails."""
    files = [folder / name for name in files_of_tables(rows)]
    there = folder.exists()
    for file, data in zip(files, files_of_tables(rows).values(), strict=True):
        write_whole(file, data)
    try:
        yield
    except BaseException:
        for file in files:
            file.unlink()
        if files and not there:
            folder.rmdir()
        raise
