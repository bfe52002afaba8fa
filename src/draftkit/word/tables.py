"""Tables: rows out of their wrappers, cells by the columns of the grid, merged cells counted down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from draftkit.errors import SourceError
from draftkit.model.measure import MM_PER_PT
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import number
from draftkit.word.colours import fill
from draftkit.word.styles import Props, Styles, strokes
from draftkit.word.values import Block, Cell, Revision, Row, Table
from draftkit.word.xml import VAL, Element, W, flag, is_on, points, tags, val

Context = tuple[Props, Props]
"""Paragraph and character properties that a table style brings to what stands in a cell."""
WRAPPERS = frozenset(tags("sdt sdtContent customXml smartTag ins moveTo del moveFrom"))
REVISIONS = {W + name: name for name in ("ins", "del", "moveFrom", "moveTo")}


_MOST_COLUMNS = 500
"""Word itself makes no more than 63."""
_MOST_PLACES = 5_000_000
"""Rows times columns of a table: merged cells take few signs and much room."""


class Hooks(NamedTuple):
    """What a table asks of the reader of its part: what messages call the file, the styles, the blocks of a cell in a
    context, and whether it hangs out at the left by the margin of its cells, so that their words stand under those of
    the text: so Word before 2013 sets tables that stand in no other, and LibreOffice after it."""

    file: str
    styles: Styles
    blocks: Callable[[Element, Context], tuple[Block, ...]]
    hangs: bool = False


def revision(element: Element | None) -> Revision | None:
    """The revision mark among the children of a property element."""
    for name in ("ins", "del", "moveFrom", "moveTo"):
        found = element.find(W + name) if element is not None else None
        if found is not None:
            return mark(found, name)
    return None


def mark(element: Element, kind: str) -> Revision:
    """Author, date and id of a tracked change."""
    return Revision(kind, element.get(W + "author", ""), element.get(W + "date", ""), element.get(W + "id", ""))


def children(element: Element, tag: str) -> Iterator[tuple[Element, Revision | None]]:
    """Rows of a table or cells of a row, out of controls and marks of change, each with the change around it."""
    for item in element:
        if item.tag == W + tag:
            yield item, None
        elif item.tag in WRAPPERS:
            around = mark(item, REVISIONS[item.tag]) if item.tag in REVISIONS else None
            for found, inner in children(item, tag):
                yield found, inner or around


def read_table(element: Element, hooks: Hooks, ordinal: int) -> Table:
    """A table with all it holds; `ordinal` is its number in its part. Raises SourceError when it is
    wider than there are any."""
    tblpr = element.find(W + "tblPr")
    style = val(tblpr, "tblStyle") or hooks.styles.default.get("table", "")
    columns = tuple(mm(item.get(W + "w")) for item in element.findall(f"{W}tblGrid/{W}gridCol"))
    look = _look(tblpr.find(W + "tblLook") if tblpr is not None else None)
    found = list(children(element, "tr"))
    rows: list[tuple[list[tuple[Cell, str]], Row]] = []
    for index, (item, around) in enumerate(found):
        trpr = item.find(W + "trPr")
        cells = list(_cells(item, hooks, style, look, (index, len(found))))
        rows.append((cells, _row(trpr)._replace(revision=revision(trpr) or around)))
    widest = max(len(columns), *(sum(cell.across for cell, _ in cells) for cells, _ in rows), 0)
    if widest > _MOST_COLUMNS or widest * len(rows) > _MOST_PLACES:
        said = "{file}: table {number} has {columns} columns; refused. Word makes 63 at most."
        raise SourceError(said, file=hooks.file, number=ordinal, columns=widest)
    own = tblpr.find(W + "tblBorders") if tblpr is not None else None
    if own is None:
        chain = reversed(hooks.styles.chain(style))
        borders = (item.element.find(f"{W}tblPr/{W}tblBorders") for item in chain)
        own = next((part for part in borders if part is not None), None)
    spans = _spans([cells for cells, _ in rows])
    indent = tblpr.find(W + "tblInd") if tblpr is not None else None
    margins = _cell_margins(tblpr, hooks.styles, style)
    merged = tuple(
        row._replace(cells=tuple(cell._replace(down=spans[at][place]) for place, (cell, _) in enumerate(cells)))
        for at, (cells, row) in enumerate(rows)
    )
    left = (mm(indent.get(W + "w")) if indent is not None else 0) - (margins["left"] if hooks.hangs else 0)
    return Table(merged, columns, ordinal, strokes(own), val(tblpr, "jc") or "left", left, margins)


def _row(trpr: Element | None) -> Row:
    """A row without its cells."""
    height = trpr.find(W + "trHeight") if trpr is not None else None
    if flag(trpr, "hidden"):
        return Row((), flag(trpr, "tblHeader"), exact=True)
    high = (points(height.get(VAL)) or 0) if height is not None else 0
    exact = height is not None and height.get(W + "hRule") == "exact"
    return Row((), flag(trpr, "tblHeader"), None, high, exact, flag(trpr, "cantSplit"))


def _cell_margins(tblpr: Element | None, styles: Styles, style: str) -> Mapping[str, float]:
    """The inner margins of all cells: of the table, else of its style, else none above and 1.9 mm at the sides
    (ECMA-376 Part 1, 17.4.42)."""
    found = {"top": 0.0, "left": 1.91, "bottom": 0.0, "right": 1.91}
    for item in (*(item.element.find(W + "tblPr") for item in styles.chain(style)), tblpr):
        found.update(_sides(item.find(W + "tblCellMar") if item is not None else None))
    return found


def _sides(element: Element | None) -> dict[str, float]:
    names = {"start": "left", "end": "right"}
    return {
        names.get(side := item.tag[len(W) :], side): mm(item.get(W + "w"))
        for item in (() if element is None else element)
    }


def _cells(
    row: Element, hooks: Hooks, style: str, look: frozenset[str], place: tuple[int, int]
) -> Iterator[tuple[Cell, str]]:
    """Each cell with how it hangs on the one above: `restart`, `continue` or nothing. Columns a row leaves out at its
    ends are empty cells."""
    trpr = row.find(W + "trPr")
    skipped, after = (max(number(val(trpr, side)), 0) for side in ("gridBefore", "gridAfter"))
    if skipped:
        yield Cell((), skipped, 1), ""
    items = list(children(row, "tc"))
    pending: Cell | None = None
    hung = ""
    for index, (item, _) in enumerate(items):
        tcpr = item.find(W + "tcPr")
        before, within, ground = hooks.styles.table_props(style, _conditions(look, place, (index, len(items))))
        shading = tcpr.find(W + "shd") if tcpr is not None else None
        across = max(number(val(tcpr, "gridSpan"), 1), 1)
        width = tcpr.find(W + "tcW") if tcpr is not None else None
        cell = Cell(
            hooks.blocks(item, (before, within)),
            across,
            1,
            mm(width.get(W + "w")) if width is not None and width.get(W + "type", "dxa") == "dxa" else 0,
            strokes(tcpr.find(W + "tcBorders") if tcpr is not None else None, none=True),
            ground if shading is None else fill(shading, hooks.styles.colours),
            val(tcpr, "vAlign") or "top",
            _sides(tcpr.find(W + "tcMar") if tcpr is not None else None),
        )
        sideways = tcpr.find(W + "hMerge") if tcpr is not None else None
        if sideways is not None and sideways.get(VAL, "continue") == "continue" and pending is not None:
            filled = tuple(block for block in cell.blocks if isinstance(block, Table) or block.runs)
            pending = pending._replace(across=pending.across + across, blocks=pending.blocks + filled)
            continue
        if pending is not None:
            yield pending, hung
        pending, hung = cell, _hung(tcpr)
    if pending is not None:
        yield pending, hung
    if after:
        yield Cell((), after, 1), ""


def _hung(tcpr: Element | None) -> str:
    merge = tcpr.find(W + "vMerge") if tcpr is not None else None
    if merge is not None:
        return merge.get(VAL, "continue")
    tracked = tcpr.find(W + "cellMerge") if tcpr is not None else None
    return {"rest": "restart", "cont": "continue"}.get(tracked.get(W + "vMerge", ""), "") if tracked is not None else ""


def _spans(rows: list[list[tuple[Cell, str]]]) -> list[list[int]]:
    """How many rows each cell takes, 0 for those that continue the one above; by the column they start in."""
    out: list[list[int]] = [[1] * len(row) for row in rows]
    open_at: dict[int, tuple[int, int, int]] = {}
    for index, row in enumerate(rows):
        column = 0
        still: dict[int, tuple[int, int, int]] = {}
        for at, (cell, hung) in enumerate(row):
            above = open_at.get(column)
            if hung == "continue" and above and above[2] == cell.across:
                out[index][at] = 0
                out[above[0]][above[1]] += 1
                still[column] = above
            elif hung:
                still[column] = (index, at, cell.across)
            column += cell.across
        open_at = still
    return out


@lru_cache(maxsize=1024)
def mm(text: str | None) -> float:
    """A measure of WordprocessingML in millimetres."""
    return round((points(text) or 0) * MM_PER_PT, 2)


_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


def _look(element: Element | None) -> frozenset[str]:
    if element is None:
        return frozenset()
    try:
        bits = int(element.get(VAL, "0"), 16)
    except ValueError:
        bits = 0
    given = {name: "1" if bits & bit else "0" for name, bit in _LOOK_BITS.items()}
    return frozenset(name for name, usual in given.items() if is_on(element, W + name, usual))


def _conditions(look: frozenset[str], row: tuple[int, int], column: tuple[int, int]) -> tuple[str, ...]:
    """The conditional parts of a table style that apply, weakest first (ECMA-376 Part 1, 17.7.6)."""
    if not look:
        return ()
    found = (
        ("firstCol", "firstColumn" in look and column[0] == 0),
        ("lastCol", "lastColumn" in look and column[0] == column[1] - 1),
        ("firstRow", "firstRow" in look and row[0] == 0),
        ("lastRow", "lastRow" in look and row[0] == row[1] - 1),
    )
    return tuple(name for name, holds in found if holds)
