"""Tables of Akoma Ntoso as tables of the dialect."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from draftkit.importers.akn.document import OWN, every, tag
from draftkit.model.numeral import decimal, whole
from draftkit.model.printed import Merge
from draftkit.recognise.tables import Sheet, Written, write

_MOST = 2000
"""Cells that a span may cover along one side; more is a slip."""


def sheet(table: Element, text: Callable[[Element], str]) -> Sheet:
    """A table as cells of text; `text` gives that of a cell."""
    rows: list[list[str]] = []
    merges: list[Merge] = []
    taken: dict[tuple[int, int], bool] = {}
    for index, row in enumerate(every(table, "tr")):
        cells: list[str] = []
        for cell in row:
            if tag(cell) not in ("th", "td"):
                continue
            while taken.get((index, len(cells))):
                cells.append("")
            across, down = (min(max(whole(cell.get(name), 1), 1), _MOST) for name in ("colspan", "rowspan"))
            if across > 1 or down > 1:
                merges.append(Merge(index, len(cells), down, across))
                taken |= {
                    (index + below, len(cells) + right): True for below in range(1, down) for right in range(across)
                }
            cells += [text(cell), *([""] * (across - 1))]
        while taken.get((index, len(cells))):
            cells.append("")
        rows.append(cells)
    width = max(map(len, rows), default=0)
    full = tuple((*row, *[""] * (width - len(row))) for row in rows)
    kept = tuple(one for one in merges if one.row + one.down <= len(rows) and one.column + one.across <= width)
    align = tuple((table.get(f"{OWN}align") or "").split()) or ("left",) * width
    widths = tuple(filter(None, map(decimal, (table.get(f"{OWN}widths") or "").split())))
    return Sheet(full, kept, align, widths, table.get("class") != "khong-vien")


def source(found: Sheet, name: str) -> Written:
    """The source of a table; `name` is that of the CSV file, if one is needed."""
    if found.widths:
        return write(found, name, pipe=False)
    width = len(found.rows[0])
    alone = {one.row for one in found.merges if one.across == width > 1 and one.down == 1 and one.row}
    if len(alone) < len(found.merges):
        return write(found, name)
    rows = tuple(row[:1] if at in alone else row for at, row in enumerate(found.rows))
    return write(found._replace(rows=rows, merges=()), name)
