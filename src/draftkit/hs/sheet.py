"""Where the head of a list of goods ends: title lines and merged headers are sorted out here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from draftkit.errors import SourceError
from draftkit.hs.code import UNREADABLE, read_code
from draftkit.readers.sheet import Sheet

_HEAD_ROWS = 20


def split_head(sheet: Sheet, names: Mapping[str, str], fold: Any) -> tuple[list[str], int, int]:
    """Column titles, the index of their row, and that of the first data row.

    The head is the row that names most known columns; rows right below it that hold no code and fill merged titles
    belong to it. Raises SourceError when there is no row that names a column of codes."""
    best, score = -1, 0
    for at, (_, row) in enumerate(sheet.rows[:_HEAD_ROWS]):
        known = {names[fold(cell)] for cell in row if fold(cell) in names}
        if "code" in known and len(known) > score:
            best, score = at, len(known)
    if best < 0:
        shown = " | ".join(sheet.rows[0][1]) if sheet.rows else "-"
        raise SourceError(
            (
                "{file}: no column of HS codes: the header must name it “ma_hs”, “Mã HS” or “HS code”. The first row "
                "reads: {row}"
            ),
            file=sheet.name,
            row=shown[:120],
        )
    width = max(len(row) for _, row in sheet.rows[best:])
    titles = [*sheet.rows[best][1], *[""] * width][:width]
    column = next(at for at, title in enumerate(titles) if names.get(fold(title)) == "code")
    end = best + 1
    while end < len(sheet.rows) and end - best < 3 and _second_head(sheet.rows[end][1], sheet.rows[best][1], column):
        for at, cell in enumerate(sheet.rows[end][1]):
            if cell and cell != titles[at]:
                if fold(cell) in names or not titles[at]:
                    titles[at] = cell
                elif fold(titles[at]) not in names:
                    titles[at] = f"{titles[at]} {cell}"
        end += 1
    return titles, best, end


def _second_head(row: Sequence[str], first: Sequence[str], column: int) -> bool:
    """A row below the titles that repeats the merged title over the codes, or numbers the columns: (1) (2) (3)."""
    cell = row[column] if column < len(row) else ""
    if cell == first[column]:
        return True
    filled = [text for text in row if text]
    return (
        len(filled) > 1
        and all(text.strip("()") == str(at) for at, text in enumerate(filled, 1))
        and read_code(cell).state == UNREADABLE
    )
