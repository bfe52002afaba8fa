"""Totals of tables beside the figures they are the sum of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import W, practice
from draftkit.model.inline import plain
from draftkit.model.message import msg
from draftkit.text.figures import Amount, amount
from draftkit.text.fold import fold
from draftkit.text.pattern import Pattern

(_NO_SUM,) = ways("totals", "no_sum")

_TOTAL = frozenset(("tong", "tongcong", "tongso", "cong", "congtong", "tongcongcanuoc"))
_A_PART = Pattern(r"^(?:[-–+*•]|[Tt]rong (?:đó|số)|[Rr]iêng|[Tt]ổng|[Cc]ộng|[Tt]rung bình|[Bb]ình quân)")
"""What a row is called that other rows hold already, or that sums them."""
_ORDERED = Pattern(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,2}\.\d{1,2})\.?$")
"""The number of a row that others belong to, or that belongs to another."""
_DECIMALS = re.compile(r",(\d+)")
_ROUNDED = Pattern(r"(?<!\w)(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|tấn|ha|km)(?!\w)")
"""What a column is counted in whose figures may be rounded, and so their total by another one."""


@rule("DK-S030", "Total unlike its column", W, practice("dòng tổng cộng bằng tổng các dòng"), "values", of_tree=True)
def unlike_sum(subject: Subject) -> Iterator[Hit]:
    """The row “Tổng cộng” of a table is the sum of the others, as exactly as these are written. Tables in which rows
    are parts of others, and columns of shares, prices and the like, are passed over."""
    for table in subject.tables:
        if any(_is_total(plain(cell)) for row in table.rows[1:] for cell in row[:2]):
            rows = [[plain(cell).strip(" *\xa0") for cell in row] for row in subject.bound.rows(table)]
            for column, made, told in _wrong(rows):
                said = msg("the rows of the column “{column}” make {made}, the total says {told}")
                yield subject.hit(table, said, column=column, made=made, told=told)  # fmt: skip


def _wrong(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """The columns of a table whose total is another than the sum: what they are called, the sum, the total."""
    header, *below = rows
    totals = [row for row in below if any(map(_is_total, row[:2]))]
    parts = [row for row in below if row not in totals and len(row) == len(header)]
    within = any(_A_PART.search(cell) or _ORDERED.search(cell) for row in parts for cell in row[:2])
    if len(totals) != 1 or len(totals[0]) != len(header) or within or len(parts) != len(below) - 1:
        return
    for place, (title, total, *cells) in enumerate(zip_longest(header, totals[0], *parts, fillvalue="")):
        if place and title and not _NO_SUM.search(title.lower()):
            own, figures = amount(total), [amount(cell) for cell in cells if cell.strip("-–—.… x")]
            known = [one for one in figures if one and not one.ranged]
            if (
                own
                and not own.ranged
                and len(known) == len(figures) > 1
                and {one.unit for one in known} <= {own.unit, ""}
            ):
                made = sum(one.low for one in known)
                places = _decimals([own, *known])
                exact = 10.0**-places if places or _ROUNDED.search(f"{title} {own.unit}".lower()) else 0.0
                if abs(made - own.low) > exact * (len(known) + 1) / 2:
                    from draftkit.readers.number_format import seen  # which loads decimal

                    yield title, seen(made, "#" + "0" * places), total


def _is_total(cell: str) -> bool:
    """Whether a row is called so. All those names have “ng” in them (a test looks): most cells need not be folded."""
    return "ng" in cell.lower() and fold(cell) in _TOTAL


def _decimals(figures: Sequence[Amount]) -> int:
    """How many decimals the figure with the most of them has."""
    parts = (_DECIMALS.findall(one.text) for one in figures)
    return max((len(part) for found in parts if len(found) == 1 for part in found), default=0)
