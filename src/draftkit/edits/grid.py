"""A table typed with bars as a grid of cells, and back."""

from __future__ import annotations

import re

from draftkit.model.named import NamedTuple
from draftkit.readers.pipe_table import alignment, is_delimiter
from draftkit.readers.pipe_table import cells as row_cells

_SIGNS = {"left": "---", "center": ":-:", "right": "--:"}
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


class Cells(NamedTuple):
    """The cells of a table as typed, the header first; how its columns are aligned; the lines above it."""

    rows: tuple[tuple[str, ...], ...]
    align: tuple[str, ...]
    above: tuple[str, ...] = ()

    def source(self) -> str:
        """The lines of the table; bars within cells are escaped, line ends become blanks."""
        head, *rows = ([_typed(cell) for cell in row] for row in self.rows)
        lines = [_row(head), _row([_SIGNS.get(side, "---") for side in self.align]), *map(_row, rows)]
        return "\n".join((*self.above, *lines))


def grid(text: str) -> Cells | None:
    """The cells of a table typed with bars; None when a text is none."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.lstrip().startswith("|")), len(lines))
    if first + 1 >= len(lines) or not is_delimiter(lines[first + 1]):
        return None
    align = tuple(alignment(cell) for cell, _ in row_cells(lines[first + 1]))
    rows = [lines[first], *lines[first + 2 :]]
    typed = tuple(tuple(cell for cell, _ in row_cells(row)) for row in rows if row.lstrip().startswith("|"))
    return Cells(typed, align, tuple(lines[:first]))


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _typed(cell: str) -> str:
    return _BAR.sub(r"\1\\|", " ".join(cell.split()))
