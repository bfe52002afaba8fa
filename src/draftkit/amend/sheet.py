"""A table that lies in a CSV file, when its rows become others: cells keep what is typed around the words, merged cells
move with their rows."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Sequence

from draftkit.amend.reworded import reworded
from draftkit.amending.rows import Drawn
from draftkit.model.meta import Data
from draftkit.model.numeral import whole
from draftkit.readers.pipe_table import alignment, cells
from draftkit.recognise.inline import escape
from draftkit.recognise.tables import pipes
from draftkit.text.cells import column, csv_rows, separator_of, widened
from draftkit.text.edits import matched

_MADE = ("@", "{{")
"""Signs of what only the draft it stands in can print."""


def cells_of(table: Drawn) -> tuple[str, list[list[str]]]:
    """The sign between the cells of the file of a table, and its rows."""
    text = table.data.decode("utf-8-sig", "replace")
    if not table.file:
        return "|", [[cell for cell, _ in cells(line)] for at, line in enumerate(text.split("\n")) if at != 1]
    given = str(table.options.get("phan_cach", ""))
    sign = given if len(given) == 1 else separator_of(text)
    return sign, [row for _, row in csv_rows(text, sign) if row]


def put(table: Drawn, texts: Sequence[str], written_out: bool = False) -> Drawn:
    """A table that prints these texts: the cells whose words are others are changed; with `written_out` those that only
    its own draft can print, too."""
    made_in = written_out and any(one in table.data.decode("utf-8", "replace") for one in _MADE)
    if table.single or (tuple(texts) == table.texts and not made_in):
        return table
    sign, rows = cells_of(table)
    stays = _stays(table.texts, texts)
    width = max(*map(len, rows), *(text.rstrip("\t").count("\t") + 1 for text in texts))
    made = []
    for text, at in zip(texts, stays, strict=True):
        typed = rows[at] if at >= 0 else []
        before, after = (one.split("\t") for one in (table.texts[at] if at >= 0 else "", text))
        row = [widened(one, width)[:width] for one in (typed, before, after)]
        made.append([_cell(cell, old, new, written_out) for cell, old, new in zip(*row, strict=True)])
    if not table.file:
        lines = pipes(made, [alignment(cell) for cell, _ in cells(table.lines()[1])])
        return table._replace(texts=tuple(texts), data="\n".join(lines).encode())
    buffer = io.StringIO()
    ends = "\r\n" if b"\r\n" in table.data else "\n"
    csv.writer(buffer, delimiter=sign, lineterminator=ends).writerows(made)
    merged = _merged([str(area) for area in table.listed("gop")], stays, made)
    options = {key: merged if key == "gop" else value for key, value in table.options.items() if key != "gop" or merged}
    data = buffer.getvalue().encode("utf-8-sig" if table.data.startswith(BOM_UTF8) else "utf-8")
    return table._replace(texts=tuple(texts), data=data, options=options)


def _cell(cell: str, old: str, new: str, written_out: bool) -> str:
    """A cell whose printed words become others."""
    if written_out and any(one in cell for one in _MADE):
        return escape(new)
    if old == new:
        return cell
    made = reworded(cell.split("\n"), old, new) if cell else None
    return escape(new) if made is None else "\n".join(made)


def _stays(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """For each row of a table which of its former rows it is; -1 for one that is new."""
    if len(before) == len(after):
        return [*range(len(after))]
    found = [-1] * len(after)
    for same, a, b, c, d in matched(before, after):
        if same or b - a == d - c:
            found[c:d] = range(a, b)
    return found


def _merged(areas: Sequence[str], stays: Sequence[int], cells: Sequence[Sequence[str]]) -> list[Data]:
    """Merged cells where rows were put in or taken out; what would hide text is one no more."""
    found: list[Data] = []
    for left, top, right, bottom in re.findall(r"([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)", " ".join(areas)):
        above, below = whole(top, 0) - 1, whole(bottom, 0) - 1
        own = [at for at, one in enumerate(stays) if above <= one <= below]
        first, last = column(left.upper()), column(right.upper())
        if not own or stays[own[0]] != above:
            continue
        end = own[0]
        while end < own[-1] and not any(cells[end + 1][first : last + 1]):
            end += 1
        if end > own[0] or last > first:
            found.append(f"{left}{own[0] + 1}:{right}{end + 1}")
    return found
