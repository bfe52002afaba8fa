"""Pipe tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from draftkit.model.inline import Content
from draftkit.model.message import Fault, Message, Place, msg
from draftkit.model.tree import Table
from draftkit.readers.inline import parse_inline
from draftkit.text.cells import uneven
from draftkit.text.pattern import Pattern

MOST_COLUMNS = 63
"""What a table of Word can hold: a file with more does not open."""
SIGNS = {"left": ":--", "center": ":-:", "right": "--:"}
"""What says in the delimiter row how a column is aligned."""
_DELIMITER = Pattern(r"\s*\|(\s*:?-+:?\s*\|)+\s*$")
_CELL = Pattern(r"(?:[^|\\]|\\.)*")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def is_delimiter(line: str) -> bool:
    """Whether a line is the `|---|:-:|` row."""
    return bool(_DELIMITER.match(line if line.rstrip().endswith("|") else line.rstrip() + "|"))


def parse_pipe_table(lines: Sequence[str], first: int) -> tuple[Table, list[Fault]]:
    """Read the lines of a table (header, delimiter row, rows). Rows of another length are filled up or widen the table,
    with a fault."""
    align = tuple(alignment(cell) for cell, _ in cells(lines[1]))
    rows = [_row(line, first + index) for index, line in enumerate(lines) if index != 1]
    width = len(rows[0])
    faults = []
    for index, row in enumerate(rows):
        if len(row) != width:
            faults.append(Fault("DK-F012", uneven(len(row), width), Place(first + index + (index > 0))))
    widest = max(len(row) for row in rows)
    filled = tuple(row + ((),) * (widest - len(row)) for row in rows)
    return Table(filled, first, align=(align + ("",) * widest)[:widest]), faults


def too_wide(widths: Iterable[int]) -> Message | None:
    """Why a table whose rows have so many cells cannot be printed as one."""
    count = max(widths, default=0)
    if count <= MOST_COLUMNS:
        return None
    return msg("a table of Word has at most {limit} columns, this one {count}", limit=MOST_COLUMNS, count=count)


def alignment(cell: str) -> str:
    """How a column is aligned, by its cell of the delimiter row; nothing where it does not say."""
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "right" if right else "left" if left else ""


def cells(line: str) -> list[tuple[str, int]]:
    """The cells of a row as typed, and the column each starts in."""
    text = line.rstrip()
    position = text.index("|") + 1
    found = []
    while position < len(text):
        match = _CELL.match(text, position)
        raw = match[0] if match else ""
        found.append((raw.strip(), position + len(raw) - len(raw.lstrip())))
        position += len(raw) + 1
    return found


def _row(line: str, at: int) -> tuple[Content, ...]:
    # `\|` is a plain bar inside a cell; the inline parser knows the escape
    return tuple(parse_inline(text, at, column, True) for text, column in cells(line))


def pipe_row(cells: Iterable[str]) -> str:
    """Cells, marks and escapes included, as a row of such a table; bars within them are escaped."""
    return "| " + " | ".join(_BAR.sub(r"\1\\|", cell) for cell in cells) + " |"
