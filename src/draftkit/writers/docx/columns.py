"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.model.inline import plain
from draftkit.model.measure import text_mm, twips
from draftkit.model.printed import Grid

_CELL_PADDING_MM, _CLOSE_MM = 3.6, 1.6

_SHORT = 12
"""Lines of a table that stands on one page whole: a row by itself on the next one says nothing without its head."""


def is_short(grid: Grid, widths: Sequence[int], size_pt: float) -> bool:
    """Whether a table with columns of these widths (twips) is so short that no page parts it."""
    if not grid.ruled or grid.breaks or len(grid.rows) > _SHORT:
        return False
    return sum(lines_of_rows(grid, widths, size_pt)) <= _SHORT


def lines_of_rows(grid: Grid, widths: Sequence[int], size_pt: float) -> Iterator[float]:
    """How many lines the longest cell of each row takes in columns of these widths (twips)."""
    for row in grid.rows:
        own = widths if len(row) == len(widths) else (sum(widths),)
        rooms = (max(1.0, width / twips(1) - _CELL_PADDING_MM) for width in own)
        cells = zip((plain(cell).split("\n") for cell in row), rooms, strict=True)
        yield max((sum(1 + text_mm(line, size_pt) // mm for line in cell) for cell, mm in cells), default=1)


def column_widths(grid: Grid, total: int, size_pt: float) -> tuple[list[int], bool]:
    """Column widths in twips that add up to `total`: as asked, else longer cells get more room (first 200 rows); and
    whether cells must be close to their lines, lest words break. No column breaks a word if it can be helped."""
    rows = [[plain(cell) for cell in row] for row in grid.rows[:200]]
    close = sum(_least(rows, size_pt, _CELL_PADDING_MM)) > total / twips(1)
    return shared_out(rows, total, size_pt, grid.widths, close), close


def shared_out(
    rows: Sequence[Sequence[str]], total: int, size_pt: float, asked: Sequence[float] = (), close: bool = False
) -> list[int]:
    """The same widths for rows of texts; rows with another number of cells than the first do not count."""
    least, spare = _least(rows, size_pt, _CLOSE_MM if close else _CELL_PADDING_MM), total / twips(1)
    wished = list(asked) or [
        max(sum(map(len, column)) / len(column), max(map(len, column)) / 3) ** 0.7 for column in _columns(rows)
    ]
    if sum(least) > spare:
        least = [spare * minimum / sum(least) for minimum in least]
    shares = [spare * wish / (sum(wished) or 1) for wish in wished]
    narrow = [max(0.0, minimum - share) for minimum, share in zip(least, shares, strict=True)]
    room = [max(0.0, share - minimum) for minimum, share in zip(least, shares, strict=True)]
    give = sum(narrow) / sum(room) if sum(room) else 0.0
    widths = [
        int((share + lack - excess * give) * twips(1)) for share, lack, excess in zip(shares, narrow, room, strict=True)
    ]
    widths[-1] += total - sum(widths)
    return widths


def _least(rows: Sequence[Sequence[str]], size_pt: float, padding: float) -> list[float]:
    return [
        max(text_mm(word, size_pt, bold=True) for text in column for word in text.split() or [""]) + padding
        for column in _columns(rows)
    ]


def _columns(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return list(zip(*(row for row in rows if len(row) == len(rows[0])), strict=True))
