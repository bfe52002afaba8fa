"""Dates: a zero before days below 10 and months 1 and 2 only (Decree 30/2020, Appendix I, Part I, II.4.b)."""

from __future__ import annotations

import pytest

from draftkit.law.dates import blank_date, long_date, short_date

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("2026-01-01", "ngày 01 tháng 01 năm 2026", "01/01/2026"),
        ("2026-02-09", "ngày 09 tháng 02 năm 2026", "09/02/2026"),
        ("2026-03-10", "ngày 10 tháng 3 năm 2026", "10/3/2026"),
        ("2026-06-05", "ngày 05 tháng 6 năm 2026", "05/6/2026"),
        ("2026-09-30", "ngày 30 tháng 9 năm 2026", "30/9/2026"),
        ("2026-10-05", "ngày 05 tháng 10 năm 2026", "05/10/2026"),
        ("2026-12-31", "ngày 31 tháng 12 năm 2026", "31/12/2026"),
    ],
)
def test_zero_rule(iso: str, long: str, short: str) -> None:
    assert long_date(iso) == long
    assert short_date(iso) == short


@pytest.mark.parametrize("text", ["", "mai", "2026-06", "tháng 6", "2026-06-05-07", "²-³-¹"])
def test_a_text_that_is_no_date_is_kept(text: str) -> None:
    assert long_date(text) == text
    assert short_date(text) == text


def test_a_blank_date_leaves_room_for_day_and_month_and_shows_the_year() -> None:
    text = blank_date("2026", 8, 8, 14)
    assert text.startswith(f"ngày{NBSP}")
    assert f"{NBSP}tháng{NBSP}" in text
    assert text.endswith(f"{NBSP}năm 2026")


def test_a_blank_date_leaves_room_for_the_year_too() -> None:
    assert blank_date("", 8, 8, 14).endswith(
        f"năm {NBSP}" + NBSP * blank_date("", 8, 8, 14).rpartition(f"năm {NBSP}")[2].count(NBSP)
    )
