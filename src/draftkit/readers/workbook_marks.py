"""What lies over the cells of a workbook: merged areas, strokes through them, and comments."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree

_OFF = ("0", "false")


def _local(item: ElementTree.Element) -> str:
    return item.tag.rpartition("}")[2]


def _strikes(item: ElementTree.Element) -> bool:
    return any(_local(one) == "strike" and one.get("val") not in _OFF for one in item.iter())


def struck_styles(root: ElementTree.Element) -> frozenset[str]:
    """The numbers of the cell styles whose font is struck through, of the root of `styles.xml`."""
    fonts = next((item for item in root if _local(item) == "fonts"), ())
    struck = {str(at) for at, font in enumerate(fonts) if _strikes(font)}
    used = next((item for item in root if _local(item) == "cellXfs"), ())
    return frozenset(str(at) for at, item in enumerate(used) if struck and item.get("fontId") in struck)


def is_struck(text: ElementTree.Element) -> bool:
    """Whether some words of a text of a workbook (`si`) are struck through."""
    return any(_local(run) == "r" and _strikes(run) and _words(run).strip() != "" for run in text)


def comments(
    parts: Mapping[str, str], sheet: str, tree: Callable[[str], ElementTree.Element]
) -> Iterator[tuple[str, str]]:
    """Cell and words of each comment on a sheet. `parts` are the names of the parts by their lower case, `sheet` that
    of the sheet; `tree` reads one."""
    folder, file = posixpath.split(sheet)
    rels = parts.get(f"{folder}/_rels/{file}.rels".lower())
    for item in tree(rels) if rels else ():
        if item.get("Type", "").endswith("/comments"):
            target = item.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            part = parts.get(name.lower())
            for one in tree(part).iter() if part else ():
                if _local(one) == "comment":
                    yield one.get("ref", ""), " ".join(_words(one).split())


def _words(item: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in item.iter() if _local(one) == "t")


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
