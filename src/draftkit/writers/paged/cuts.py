"""Where tables are cut for the sake of their footnotes.

typst weighs the footnotes of a table when a page of it is set, and one that then finds no room goes to the next page
alone: the table is cut before that row, until each note begins where its mark is, or no other cut helps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from draftkit.model.named import NamedTuple

Data = dict[str, Any]
DATA = "data.json"
"""What the pages say and how, in the folder of a run."""
_AHEAD = 64
"""So many rows fill a page: those after them do not change where it ends, and would be set in vain."""


class _Row(NamedTuple):
    """A row of a table, and the one that begins a page when this one is to: merged cells and rows that are kept
    together tie it to those above."""

    section: Data
    table: Data
    at: int
    start: int

    def first(self) -> Data:
        """The row before which the table is cut."""
        found: Data = self.table["rows"][self.start]
        return found

    def uncut(self) -> bool:
        """Whether the table can be cut there, and is not."""
        return self.start > self.table["heads"] and "cut" not in self.first()


def settled(compiler: Any, data: Data, folder: Path) -> Any:
    """The compiler of the program in a folder, once what the pages say is written there, tables cut. Long ones are
    cut by guess until it is known where the first page ends; from there each is set alone, and all at the end."""
    rows = [row for section in data["sections"] for block in section["blocks"] for row in _rows(section, block)]
    for number, row in enumerate(rows):
        for note in _notes(row.table["rows"][row.at]):
            note["row"] = number
    parted = partial(_parted, compiler, folder, rows)
    guessed = [number for number in range(_AHEAD, len(rows), _AHEAD) if rows[number].uncut()]
    for number in guessed:
        rows[number].first()["cut"] = True
    at = parted(data)
    for number in guessed:
        rows[number].first().pop("cut", None)
    if guessed and (at is None or at >= guessed[0]):
        at = parted(data)
    while at is not None:
        while at is not None:
            rows[at].first()["cut"] = True
            at = parted(_page(data, rows, at))
        at = parted(data)
    return compiler


def _rows(section: Data, block: Data) -> Iterator[_Row]:
    """The rows of a table with notes, none if its headings have some: they are repeated."""
    if "noted" in block and not any(_notes(block["rows"][: block["heads"]])):
        start = free = 0
        for at, row in enumerate(block["rows"]):
            start = at if at >= free else start
            free = max(free, *(at + tied for tied in (row["joined"], *(cell.get("down", 1) for cell in row["cells"]))))
            yield _Row(section, block, at, start)


def _notes(told: Any) -> Iterator[Data]:
    """The footnotes in what is set, however deep."""
    if isinstance(told, dict) and told.get("kind") == "note":
        yield told
    for inner in told.values() if isinstance(told, dict) else told if isinstance(told, (list, tuple)) else ():
        yield from _notes(inner)


def _parted(compiler: Any, folder: Path, rows: Sequence[_Row], data: Data) -> int | None:
    """The first of the rows with a note on another page where a cut may help; what the pages say is written."""
    written = json.dumps(data, ensure_ascii=False, check_circular=False, separators=(",", ":"))
    (folder / DATA).write_text(written, encoding="utf-8")
    found = json.loads(compiler.query("<parted>", field="value", one=True)) if rows else ()
    return next((number for number in found if rows[number].uncut()), None)


def _page(data: Data, rows: Sequence[_Row], number: int) -> Data:
    """A document of the page that begins where the table of a row is cut, and a little more; links would lead out."""
    section, table, _, start = rows[number]
    own = (row for row in rows if row.table is table and start <= row.start < start + _AHEAD)
    above = table["rows"][: table["heads"]] if table["again"] else []
    shown = {**table, "rows": [*above, *(table["rows"][row.at] for row in own)], "heads": len(above)}
    alone = {**section, "headers": {}, "footers": {}, "blocks": [shown]}
    return {**data, "usual": {**data["usual"], "linked": False}, "sections": [alone]}
