"""Tables with a form of their own, merged cells and widths of columns in a CSV file, alignment and emphasis in pipes:
where they go into another draft, and where their words change, these go with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, takewhile
from pathlib import Path

from draftkit.amend.sheet import cells_of, put
from draftkit.amend.worded import QUOTES, Key, Wording, typed_in_word, with_look
from draftkit.amending.rows import Drawn, Row
from draftkit.amending.tree import Tree
from draftkit.errors import SourceError
from draftkit.law.amending.placed import Path as UnitPath
from draftkit.library.document import Document
from draftkit.model.grouped import grouped
from draftkit.model.meta import Data
from draftkit.model.printed import Equation, Grid, Item, Picture
from draftkit.readers.fence import TABLE, Fence, fence_at
from draftkit.recognise.inline import escape
from draftkit.recognise.tables import sheet, write
from draftkit.text.fold import unused
from draftkit.word.plain_text import letters_of_cell
from draftkit.word.values import Block, Table

_NEAR = 1.5
"""Hundredths of a table by which widths of columns may differ: a Word file has them in whole ones."""


def drawn_tables(document: Document, items: Iterable[Item]) -> dict[int, Drawn]:
    """The tables, formulas and pictures among what a document prints, by the line (0-based) each begins at."""
    single, tables = {}, set()
    for item in items:
        if isinstance(item, Equation):
            single[item.line] = Drawn((), "", b"", single=f"$$ {item.tex} $$")
        elif isinstance(item, Picture):
            file = Path(item.path)
            data = file.read_bytes() if file.is_file() else b""
            single[item.line] = Drawn((), file.name, data, single=f"![{item.alt}]")
        elif isinstance(item, Grid):
            tables.add(item.line)
    return single | _tables_at(document, tables)


def _tables_at(document: Document, places: Iterable[int]) -> dict[int, Drawn]:
    """The tables that begin at lines of the source of a document."""
    lines = document.bound.draft.source.text.split("\n")
    folder = document.path if document.path.is_dir() else document.path.parent
    found = {}
    for at in sorted(at for at in set(places) if 0 <= at < len(lines)):  # those of the metadata stand above the text
        within = (line.lstrip("> \t").rstrip() for line in islice(lines, at, None))
        pipes = [*takewhile(lambda line: line.startswith("|"), within)]
        if pipes:
            found[at] = Drawn((), "", "\n".join(pipes).encode())
        block = fence_at(lines, at)
        if block is None or block.inner is None or block.name not in TABLE:
            continue
        file = folder / block.argument
        if data := file.read_bytes() if file.is_file() else b"":
            found[at] = Drawn((), block.argument, data, _options(block))
    return found


def _options(block: Fence) -> dict[str, Data]:
    """The options of a table but for its title: that is a row of its own."""
    return {key: value for key, value in block.options().items() if key != "ten"}


def with_tables(rows: Sequence[Row], tables: Mapping[int, Drawn], owner: str | None = None) -> list[Row]:
    """Rows of a draft, those of tables with files of their own with these. With `owner`, which goes into the names of
    the files, they go into another draft: tables of pipes, too, and what only their own can print is written out."""
    if owner is None:
        tables = {at: table for at, table in tables.items() if table.file and not table.single}
    if not tables:
        return [*rows]
    told: list[Row] = []
    for _, group in groupby(rows, lambda row: tables.get(row.source)):
        own = [*group]
        table = tables.get(own[0].source)
        above = len(own) - len(cells_of(table)[1]) if table and not table.single else 0  # its title
        if table and above >= 0:
            told += own[:above]
            own, below = (own[:1], own[1:]) if table.single else (own[above:], [])
            table = table._replace(texts=tuple(row.text for row in own))
            if owner is not None:
                table = put(table, table.texts, written_out=True)
                path = Path("-".join(part for part in Path(table.file).parts if part.strip("./")))
                if table.file:
                    table = table._replace(file=f"{path.stem}-{owner}{path.suffix}" if owner else path.name)
            own = [*(row._replace(drawn=table) for row in own), *below]
        told += own
    return told


def drawn_in_word(blocks: Mapping[int, Block], notes: Mapping[tuple[str, str], str]) -> dict[int, Drawn]:
    """The tables of a Word file with merged cells, widths, letters or footnotes of their own, by the line (0-based) of
    each row; `blocks` has them by the number of the line, `notes` are the keys of notes."""
    tables = {number: block for number, block in blocks.items() if isinstance(block, Table)}
    made: dict[int, Drawn | None] = {}  # by the count of the table in the file
    for table in tables.values():
        if table.ordinal not in made:
            found = sheet(table, lambda one: typed_in_word(one, notes))
            plain = sheet(table, lambda one: escape(letters_of_cell(one)))
            own = bool(found.merges) or max(found.widths, default=0) - min(found.widths, default=0) > 1
            made[table.ordinal] = None
            if table.ordinal and found.ruled and found.rows and (own or found.rows != plain.rows):
                written = write(found, f"bang-{sum(bool(one and one.file) for one in made.values()) + 1}.csv", not own)
                name, text = written.file or ("", "\n".join(written.lines))
                block = fence_at(written.lines, 0)
                made[table.ordinal] = Drawn((), name, text.encode(), _options(block) if block else {})
    return {number - 1: drawn for number, table in tables.items() if (drawn := made[table.ordinal])}


def with_wording(rows: Sequence[Row], act: Sequence[Row], looks: Mapping[Key, Wording]) -> list[Row]:
    """Rows after an amendment, its new wording as it looks in the act, with the tables that are drawn there."""
    drawn = (table for table, _ in groupby(act, lambda row: row.drawn) if table is not None)
    tables = grouped((_bare(table.texts[0]), table) for table in drawn)
    told: list[Row] = []
    while tables and len(told) < len(rows):
        at = len(told)
        row = rows[at]
        before = told[-1] if told else Row("")
        fresh = row.source < 0 and row.drawn is None and "\t" in row.text
        fresh = fresh and ("\t" not in before.text or (before.source < 0 and before.drawn is not None))
        here = tables.get(_bare(row.text), ()) if fresh else ()  # right behind a row they are rows of its table
        texts = [one.text for one in rows[at : at + max((len(table.texts) for table in here), default=0)]]
        fitting = [one for one in here if [*map(_bare, one.texts)] == [*map(_bare, texts[: len(one.texts)])]]
        after = rows[at + len(fitting[0].texts) :][:1] if fitting else ()
        if fitting and not any(row.source >= 0 and "\t" in row.text for row in after):  # a table of the base begins
            table = put(fitting[0], texts[: len(fitting[0].texts)])
            told += [one._replace(drawn=table) for one in rows[at : at + len(table.texts)]]
            if len(fitting) > 1:  # the next of those that say the same
                tables[_bare(row.text)].remove(fitting[0])
        else:
            told.append(row)
    told = told or [*rows]
    return [with_look(row, looks) if row.source < 0 and looks else row for row in told]


def settled(rows: Sequence[Row], known: Sequence[Row]) -> list[Row]:
    """Rows whose tables hold the words that changed in them, in files of names of their own; `known` are the rows of
    the draft as it stood. A table that takes the place of one in its unit is kept in the file of that."""
    told = [*rows]
    seen: set[int] = set()
    for start, end in _whole_tables(rows):
        table = next(filter(None, (row.drawn for row in rows[start:end])))
        source = max(row.source for row in rows[start:end])
        if source in seen:
            raise SourceError("“{table}…”: a paragraph is put between the rows of this table", table=_begins(table))
        seen |= {source} - {-1}
        now = put(table, [row.text for row in rows[start:end]])
        told[start:end] = [row._replace(drawn=now, source=source) for row in rows[start:end]]
    before = {row.drawn.file: row.drawn.data for row in known if row.drawn and row.source >= 0}
    if all(before.get(row.drawn.file) == row.drawn.data for row in told if row.drawn):
        return told
    followed = _followed(told, known)
    files: dict[str, bytes] = {}
    for stays in (True, False):  # tables that stay as they are keep their files
        for at, row in enumerate(told):
            if (own := row.drawn) and own.file and stays == (row.source >= 0 and own.data == before.get(own.file)):
                file = own.file if stays else _free(followed.get(at, own.file), own.data, files)
                files[file] = own.data
                told[at] = row._replace(drawn=own._replace(file=file))
    return told


def _whole_tables(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Where tables with files of their own stand: from the first row of one to its last, with those that were put in
    between or right behind; other rows of the base there are another table."""
    at = 0
    while at < len(rows):
        table = rows[at].drawn
        end = at + 1
        if table:
            while end < len(rows) and "\t" in rows[end].text:
                other = rows[end].drawn != table and (rows[end].drawn or rows[end].source >= 0)
                if other or (end - at >= len(table.texts) and rows[end].text == table.texts[0]):
                    break  # also the same table once more
                end += 1
            yield at, end
        at = end


def _followed(rows: Sequence[Row], known: Sequence[Row]) -> dict[int, str]:
    """The files of the tables whose place others take in a unit, by the rows of these."""
    there, left = _in_units(rows), {row.source for row in rows}
    found: dict[int, str] = {}
    for path, tables in _in_units(known).items():
        fresh = there.get(path, [])
        if len(fresh) != len(tables):
            continue
        for place, (start, end) in zip(tables, fresh, strict=True):
            file = known[place[0]].drawn
            if file and rows[start].source < 0 and known[place[0]].source not in left:
                found |= dict.fromkeys(range(start, end), file.file)
    return found


def _in_units(rows: Sequence[Row]) -> dict[UnitPath, list[tuple[int, int]]]:
    """Where the tables of each unit stand, by its path."""
    owner: dict[int, UnitPath] = {}
    for node in Tree(rows).walk():  # the innermost comes last
        owner |= dict.fromkeys((at for at in range(node.start, node.end) if rows[at].drawn), node.path())
    found: dict[UnitPath, list[tuple[int, int]]] = {}
    for (path, _), group in groupby(sorted(owner), lambda at: (owner[at], rows[at].drawn)):
        places = [*group]
        found.setdefault(path, []).append((places[0], places[-1] + 1))
    return found


def _free(name: str, data: bytes, files: Mapping[str, bytes]) -> str:
    """A name for the file of a table in the folder of the draft, where no other table has it."""
    path = Path(Path(name).name if ".." in Path(name).parts else name)
    return unused(path.with_suffix("").as_posix(), lambda one: files.get(one, data) != data, path.suffix)


def _bare(text: str) -> str:
    """A row without the quotes that open or close new wording around it."""
    return text.strip(QUOTES)


def files_of_tables(rows: Sequence[Row], known: Sequence[Row] = ()) -> dict[str, bytes]:
    """The CSV files of rows that are written with their tables as they were drawn, but for those that are there: of
    the rows of a draft as it stood."""
    there = {row.drawn.file: row.drawn.data for row in known if row.drawn and row.source >= 0}
    files = {row.drawn.file: row.drawn.data for at, row in enumerate(rows) if row.drawn and row.drawn.whole(rows, at)}
    return {name: data for name, data in files.items() if name and there.get(name) != data}


def sheets_of(files: Mapping[str, bytes], rows: Sequence[Row]) -> dict[str, str]:
    """What is typed in the tables among files of rows; the others are pictures."""
    pictures = {row.drawn.file for row in rows if row.drawn and row.drawn.single}
    return {name: data.decode() for name, data in files.items() if name not in pictures}


def widened(made: Sequence[Row], wanted: Sequence[Row]) -> Iterator[str]:
    """The first words of tables whose columns have other widths than wanted, of those that have any in both."""
    tables = ([table for table, _ in groupby(rows, lambda row: row.drawn) if table] for rows in (made, wanted))
    for one, other in zip(*tables, strict=False):
        first, second = _widths(one), _widths(other)
        if first and second and any(abs(a - b) > _NEAR for a, b in zip(first, second, strict=False)):
            yield _begins(one)


def _begins(table: Drawn) -> str:
    """The first words of a table, for messages."""
    return " ".join(table.texts[0].split())


def _widths(table: Drawn) -> list[float]:
    """The widths of the columns in hundredths of the table."""
    found = [float(one) for one in table.listed("rong") if isinstance(one, (int, float))]
    return [100 * one / sum(found) for one in found]
