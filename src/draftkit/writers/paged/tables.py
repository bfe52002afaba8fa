"""Tables of a Word file as plain data for `paged.typ`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from operator import attrgetter
from typing import Any

from draftkit.word.values import Block, Cell, Paragraph, Row, Table
from draftkit.writers.paged.room import EDGES, Room, ink, pt, strokes, told

Data = dict[str, Any]
Inner = Callable[[Sequence[Block], Room], list[Data]]
"""Makes the blocks of a cell that has so much room."""
_WIDEST = 1.1
"""How wide a table is at most, as a share of its room: a wider one would run off the page."""
_LONGEST = 8
"""Rows that are kept together at most: a longer run has a break in it."""


def table(given: Table, room: Room, inner: Inner) -> Data:
    """A table. One without headings only places things (`laid`): readers are not told of rows and columns. Where lines
    divide several rows and none is marked as a heading, the first is taken for one, and stands once."""
    found, columns = _even(given, room)
    heads, again = _heads(found, columns, room)
    joined = dict(_joined(found, heads, columns, room))
    long = set(_long(found, columns, room))
    whole = [row.whole and at not in long and _holds(found, [row], columns, room) for at, row in enumerate(found.rows)]
    rows: list[Data] = []
    last = len(found.rows) - 1
    for at, row in enumerate(found.rows):
        cells = [
            _cell(cell, found, (at, at + cell.down - 1 == last), (column, len(columns)), inner(cell.blocks, place))
            for column, cell, place in _places(found, row, columns, room)
            if cell.down
        ]
        fixed = row.exact and all(cell.down <= 1 for cell in row.cells)
        rows.append(
            {"cells": cells, "height": row.height_pt if fixed else 0, "whole": whole[at], "joined": joined.get(at, 0)}
        )
    return {
        "kind": "table",
        "columns": columns,
        "rows": rows,
        "heads": heads,
        "again": again,
        "joins": bool(joined),
        "align": {"start": "left", "end": "right"}.get(found.align, found.align),
        "indent": pt(found.indent_mm),
    }


def _even(found: Table, room: Room) -> tuple[Table, list[float]]:
    """The table with rows that all fill its columns, merged cells that are as wide in each of their rows, and how wide
    the columns are: files of others keep to none of it."""
    wide = max([len(found.columns_mm), *(sum(cell.across for cell in row.cells) for row in found.rows)], default=0)
    known = [pt(width) for width in found.columns_mm]
    mean = sum(known) / len(known) if known else room.width / max(wide, 1)
    rows: list[list[Cell]] = []
    for given in found.rows:
        missing = wide - sum(cell.across for cell in given.cells)
        rows.append([*given.cells, *([Cell((), missing)] if missing else [])])
    starts = [dict(zip(_starts(row), row, strict=True)) for row in rows]
    tied = set[tuple[int, int]]()
    for at, row in enumerate(rows):
        for place, (start, cell) in enumerate(zip(_starts(row), row, strict=True)):
            if not cell.down and (at, start) not in tied:
                row[place] = cell._replace(down=1)
            elif cell.down > 1:
                row[place] = cell._replace(down=_down(cell, start, starts[at : at + cell.down]))
                tied |= {(at + step, start) for step in range(1, row[place].down)}
    made = tuple(given._replace(cells=tuple(cells)) for given, cells in zip(found.rows, rows, strict=True))
    columns = known + [mean] * (wide - len(known))
    shrunk = min(1.0, _WIDEST * room.width / (sum(columns) or 1))
    return found._replace(rows=made), [width * shrunk for width in columns]


def _starts(row: Sequence[Cell]) -> list[int]:
    """In which column each cell begins."""
    return [0, *accumulate(cell.across for cell in row)][:-1]


def _down(cell: Cell, start: int, rows: Sequence[Mapping[int, Cell]]) -> int:
    """How many of these rows a cell takes that begins in the first: as far as those below it are as wide."""
    for count, row in enumerate(rows[1:], 1):
        below = row.get(start)
        if below is None or below.down or below.across != cell.across:
            return count
    return len(rows)


def _places(table: Table, row: Row, columns: Sequence[float], room: Room) -> Iterator[tuple[int, Cell, Room]]:
    """The cells of a row, in which column each begins, and the room it has."""
    for start, cell in zip(_starts(row.cells), row.cells, strict=True):
        beside = sum(pt({**table.margin_mm, **cell.margin_mm}.get(side, 0)) for side in ("left", "right"))
        yield start, cell, room.cell(sum(columns[start : start + cell.across]), beside)


def _holds(table: Table, rows: Sequence[Row], columns: Sequence[float], room: Room) -> bool:
    """Whether rows surely fit on one page together."""
    left = room.height
    for row in rows:
        places = _places(table, row, columns, room)
        left -= max([0.0, *(sum(map(place.reach, cell.blocks)) for _, cell, place in places)])
    return left > 0


def _long(found: Table, columns: Sequence[float], room: Room) -> Iterator[int]:
    """Rows beside a merged cell that takes more than a page: the last of them grows with it."""
    for at, row in enumerate(found.rows):
        for _, cell, place in _places(found, row, columns, room):
            if cell.down > 1 and not place.holds(cell.blocks):
                yield from range(at, at + cell.down)


def _heads(found: Table, columns: Sequence[float], room: Room) -> tuple[int, bool]:
    """How many rows at the top are headings, with all that merged cells tie to them, and whether they are repeated.
    None where they would not fit on a page."""
    marked = sum(1 for _ in takewhile(attrgetter("header"), found.rows))
    count = marked or (1 if _divided(found) else 0)
    at = 0
    while at < min(count, len(found.rows)):
        count = max([count, *(at + cell.down for cell in found.rows[at].cells)])
        at += 1
    count = min(count, len(found.rows))
    if not _holds(found, found.rows[:count], columns, room) or (count == len(found.rows) and not marked):
        return 0, False
    return count, bool(marked) and count < len(found.rows)


def _divided(found: Table) -> bool:
    """Whether lines divide a table into rows and columns."""
    if len(found.rows) < 2 or len(found.columns_mm) < 2:
        return False
    inside = {"insideH", "insideV"} <= {side for side, stroke in found.strokes.items() if stroke.kind != "none"}
    return inside or all(cell.strokes for cell in found.rows[0].cells)


def _joined(found: Table, heads: int, columns: Sequence[float], room: Room) -> Iterator[tuple[int, int]]:
    """Rows that are kept with the next one: the first of each run, and how many rows stay together."""
    start = heads
    for at in range(heads, len(found.rows)):
        run = found.rows[start : at + 1]
        down = any(cell.down != 1 for row in run for cell in row.cells)
        if down or len(run) > _LONGEST or not _holds(found, run, columns, room):
            start, run = at, found.rows[at : at + 1]
        if _keeps(found.rows[at]) and at + 1 < len(found.rows):
            continue
        if len(run) > 1:
            yield start, len(run)
        start = at + 1


def _keeps(row: Row) -> bool:
    """Whether a row is kept with the next: what every cell begins with is."""
    first = [cell.blocks[0] for cell in row.cells if cell.blocks]
    return bool(first) and all(isinstance(block, Paragraph) and block.format.keep_next for block in first)


def _cell(cell: Cell, table: Table, place: tuple[int, bool], column: tuple[int, int], blocks: Sequence[Data]) -> Data:
    row, ends = place
    start, count = column
    inner = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
    outer = {"top": row == 0, "bottom": ends, "left": start == 0, "right": start + cell.across >= count}
    found = {
        side: stroke
        for side in EDGES
        if (stroke := cell.strokes.get(side) or table.strokes.get(side if outer[side] else inner[side]))
        and stroke.kind != "none"
    }
    margin = {**table.margin_mm, **cell.margin_mm}
    said = {
        "across": cell.across,
        "down": cell.down,
        "first": outer["left"],
        "strokes": strokes(found),
        "fill": ink(cell.fill),
        "upright": {"center": "horizon"}.get(cell.upright, cell.upright),
    }
    return told("cell", said) | {
        "margin": {
            side: pt(margin.get(side, 0)) + (found[side].width_pt if side == "top" and side in found else 0)
            for side in EDGES
        },
        "blocks": blocks,
    }
