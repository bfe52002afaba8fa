"""Charts as data: a table between `::: bieu-do-…` and `:::`, its first column the categories, each further column a
series.

Figures stay as the text says them (“70 - 80%”); what is drawn is read from that text, and the description for those who
cannot see it is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from draftkit.model.finding import Fault
from draftkit.model.inline import Content, Emph, Strong, plain
from draftkit.model.message import msg
from draftkit.model.numeral import decimal
from draftkit.model.place import Place
from draftkit.model.tree import Block, Division, Paragraph, Quote, Table, Unit
from draftkit.resolve.bound import Bound

SHAPES = {"bieu-do-ngang": "bar", "bieu-do-cot": "column", "bieu-do-tron": "pie", "bieu-do-duong": "line"}
_NAMES = {"bar": "Biểu đồ thanh ngang", "column": "Biểu đồ cột", "pie": "Biểu đồ tròn", "line": "Biểu đồ đường"}
_NUMBER = r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
_AMOUNT = re.compile(rf"[^\d-]*?({_NUMBER})\s*(%|[^\W\d]*)?(?:\s*[-–—]\s*({_NUMBER}))?\s*(.*)$", re.DOTALL)
_MOST = 12
"""Categories above which a chart is hard to read."""


class Amount(NamedTuple):
    """A figure as printed and the numbers it stands for: the ends of a range, equal for a single number."""

    text: str
    low: float
    high: float

    @property
    def ranged(self) -> bool:
        return self.low != self.high


class Series(NamedTuple):
    """A named row of amounts; None where the table has no figure."""

    name: str
    amounts: tuple[Amount | None, ...]


class Chart(NamedTuple):
    """A chart ready to be drawn; `unit` is % when every figure is a share."""

    shape: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...]
    unit: str
    line: int

    @property
    def ranged(self) -> bool:
        return any(amount.ranged for series in self.series for amount in series.amounts if amount)

    def described(self) -> str:
        """The alternative text: shape, title, every figure, the source."""
        rows = []
        for index, category in enumerate(self.categories):
            said = [
                f"{f'{series.name} ' if len(self.series) > 1 else ''}{amount.text}"
                for series in self.series
                if (amount := series.amounts[index])
            ]
            rows.append(f"{category}: {', '.join(said) or 'không có số liệu'}")
        return (
            ". ".join(
                text.strip().rstrip(".")
                for text in (
                    f"{_NAMES[self.shape]}: {self.title}" if self.title else _NAMES[self.shape],
                    "; ".join(rows),
                    *self.notes,
                )
            )
            + "."
        )


def amount(text: str) -> Amount | None:
    """The figure a cell says: “khoảng 20%” is 20, “70 - 80%” a range, “1.005,5 tỷ đồng” 1005.5. None when it says
    none."""
    found = _AMOUNT.match(text.strip())
    if not found:
        return None
    low, high = (decimal(one.replace(".", "").replace(",", ".")) for one in (found[1], found[3] or found[1]))
    return None if low is None or high is None else Amount(text.strip(), min(low, high), max(low, high))


def is_chart(block: Block) -> bool:
    """Whether a block is a division that holds a chart."""
    return isinstance(block, Division) and block.role in SHAPES


def chart(division: Division, bound: Bound) -> Chart | None:
    """The chart of a division; None when it has no table with a row of figures."""
    table = next((block for block in division.blocks if isinstance(block, Table)), None)
    if table is None or len(table.rows) < 2 or len(table.rows[0]) < 2:
        return None
    text = [[plain(cell) for cell in row] for row in bound.rows(table)]
    names, rows = text[0][1:], [row for row in text[1:] if len(row) > 1]
    series = tuple(
        Series(name, tuple(amount(row[index]) if index < len(row) else None for row in rows))
        for index, name in enumerate(names, 1)
    )
    figures = [found for one in series for found in one.amounts if found]
    if not figures:
        return None
    unit = "%" if all(found.text.endswith("%") for found in figures) else ""
    notes = tuple(plain(bound.text(block)) for block in division.blocks if isinstance(block, Paragraph))
    return Chart(
        SHAPES[division.role], plain(bound.text(table)), tuple(row[0] for row in rows), series, notes, unit, table.line
    )


def all_charts(bound: Bound) -> list[Chart]:
    """The charts of a document in order."""
    return [found for division in divisions(bound.draft.blocks) if (found := chart(division, bound))]


def divisions(blocks: Sequence[Block]) -> Iterator[Division]:
    """Divisions that hold charts, at any depth."""
    for block in blocks:
        if isinstance(block, Division) and block.role in SHAPES:
            yield block
        elif isinstance(block, Unit):
            yield from divisions(block.body)
        elif isinstance(block, (Quote, Division)):
            yield from divisions(block.blocks)


def faults(bound: Bound) -> Iterator[Fault]:
    """What is wrong with the charts: no figures, a figure that is no number or was typed by hand, too many
    categories."""
    for division in divisions(bound.draft.blocks):
        found = chart(division, bound)
        if found is None:
            yield Fault(
                "DK-O031",
                msg(
                    "there is nothing to draw: a chart needs a table with a heading row, categories and at least "
                    "one "
                    "figure"
                ),
                Place(division.line),
            )
            continue
        if len(found.categories) > _MOST:
            yield Fault(
                "DK-O033",
                msg(
                    "a chart of {count} categories is hard to read; {most} are a good limit",
                    count=len(found.categories),
                    most=_MOST,
                ),
                Place(found.line),
            )
        table = next(block for block in division.blocks if isinstance(block, Table))
        for number, (row, printed) in enumerate(zip(table.rows[1:], bound.rows(table)[1:], strict=True), 1):
            for cell, shown in zip(row[1:], printed[1:], strict=True):
                yield from _cell(cell, plain(shown), number, table)


def _cell(cell: Content, text: str, number: int, table: Table) -> Iterator[Fault]:
    """A cell as written, its text as printed."""
    if text.strip() and not amount(text):
        yield Fault(
            "DK-O031",
            msg("row {row}: “{text}” is no figure that can be drawn", row=number, text=text),
            Place(table.line),
        )
    if re.search(r"\d", typed(cell)):
        yield Fault(
            "DK-O030",
            msg("row {row}: the figure “{text}” is typed; take it from facts.yaml: {{{{ … }}}}", row=number, text=text),
            Place(table.line),
        )


def typed(content: Content) -> str:
    """The characters of a content that were typed, not taken from a value or a reference."""
    return "".join(
        item if isinstance(item, str) else typed(item.content) if isinstance(item, (Strong, Emph)) else ""
        for item in content
    )
