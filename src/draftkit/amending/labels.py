"""The order of numbers of units: 5, 5a, 5b, 6; c, c1, d, d1, đ; II, IIa, III."""

from __future__ import annotations

from functools import lru_cache

from draftkit.law.amending.units import Unit
from draftkit.model.numeral import Ordinal, parse

_LAST: Ordinal = (10**6, 0)


@lru_cache(maxsize=8192)
def order(unit: Unit) -> Ordinal:
    """What sorts units of one kind as they stand in an act."""
    label = unit.label.strip("()").rpartition(".")[2]
    sorts = ("vi_letter", "arabic", "roman") if unit.kind in ("điểm", "tiết") else ("arabic", "roman", "vi_letter")
    return next((found for sort in sorts if (found := parse(label, sort))), _LAST)
