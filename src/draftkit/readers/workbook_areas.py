"""Merged cells of a sheet: what one cell says holds for all of them."""

from __future__ import annotations

from collections.abc import Callable

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; columns from 0."""


def merged(rows: list[tuple[int, tuple[str, ...]]], areas: tuple[Area, ...]) -> list[tuple[int, tuple[str, ...]]]:
    """The rows with the words of a merged area in each of its rows below the first; cells to the right in the first row
    stay empty."""
    tall = [area for area in areas if area[2] > area[0]]
    if not tall:
        return rows
    place = {number: at for at, (number, _) in enumerate(rows)}
    widest = max((len(cells) for _, cells in rows), default=0)
    work = 0
    limit: Callable[[int], bool] = (len(rows) * 50 + 1_000_000).__lt__
    for top, left, bottom, right in sorted(tall):
        first = place.get(top)
        text = rows[first][1][left] if first is not None and left < len(rows[first][1]) else ""
        if not text:
            continue
        last = min(bottom, rows[-1][0])
        right = min(right, max(widest - 1, left))  # a title is often merged to the very end of the sheet
        work += (last - top) * (right - left + 1)
        if limit(work):
            raise ValueError("mergeCells")
        for number in range(top + 1, last + 1):
            at = place.get(number)
            if at is None:
                continue
            cells = list(rows[at][1])
            cells.extend([""] * (right + 1 - len(cells)))
            for column in range(left, right + 1):
                cells[column] = cells[column] or text
            rows[at] = (number, tuple(cells))
    return rows
