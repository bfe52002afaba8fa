"""Dates as official documents print them.

Days below 10 and months 1 and 2 take a leading zero, months 3 to 9 do not (Decree 30/2020, Appendix I, Part I, II.4.b).
"""

from __future__ import annotations

from draftkit.model.measure import blank
from draftkit.model.numeral import whole


def long_date(iso: str) -> str:
    """`2026-06-05` → `ngày 05 tháng 6 năm 2026`; a text that is no ISO date is returned as it is."""
    found = _parts(iso)
    return "ngày {} tháng {} năm {}".format(*found) if found else iso


def blank_date(year: str, day_mm: float, month_mm: float, size_pt: float) -> str:
    """A date to be filled by hand: room of the given widths for day and month, the year when it is known."""
    month = blank(month_mm, size_pt)
    return f"ngày{blank(day_mm, size_pt)}tháng{month}năm {year or blank(month_mm, size_pt)}"


def short_date(iso: str) -> str:
    """`2026-06-05` → `05/6/2026` by the same zero rule."""
    found = _parts(iso)
    return "{}/{}/{}".format(*found) if found else iso


def _parts(iso: str) -> tuple[str, str, str] | None:
    """Day, month and year as they are printed, zeros by the rule above; None when the text is no ISO date."""
    year, month, day = map(whole, parts) if len(parts := iso.split("-")) == 3 else (None, None, None)
    if year is None or month is None or day is None:
        return None
    return f"{day:02d}", f"{month:02d}" if month < 3 else str(month), str(year)
