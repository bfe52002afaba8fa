"""Days are read in one way, however they are typed."""

from __future__ import annotations

import pytest

from draftkit.law.dates import Day, dated, days, days_of_effect, iso, long_date, only_day


@pytest.mark.parametrize(
    "text",
    [
        "05 tháng 6 năm 2026",
        "ngày 5 tháng 6, năm 2026",
        "ngày 05 tháng 06 năm 2026",
        "ngày05tháng 6năm2026",
        "ngày 5/6/2026",
        "5 / 6 / 2026",
        "05-06-2026",
        "05.6.2026",
        "2026-06-05",
    ],
)
def test_a_day_is_one_day_however_it_is_typed(text: str) -> None:
    assert iso(text) == only_day(text if "tháng 6n" not in text else long_date("2026-06-05")) == "2026-06-05"


@pytest.mark.parametrize(
    "text", ["", "ngày … tháng … năm 2026", "tháng 6 năm 2026", "5/6", "135/2026/NĐ-CP", "5/6.2026"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert iso(text) == only_day(text) == ""
    assert not list(days(text))


def test_the_days_of_a_text_stand_where_they_are_typed() -> None:
    text = "Từ ngày 01 tháng 7 năm 2026 đến 31/12/2026, ký ngày 5-6-2026; mục 1.2.2026; số 135/2026/NĐ-CP."
    found = list(days(text))
    assert [(text[day.start : day.end], day.iso, day.worded) for day in found] == [
        ("01 tháng 7 năm 2026", "2026-07-01", True),
        ("31/12/2026", "2026-12-31", False),
        ("5-6-2026", "2026-06-05", False),
    ]


def test_days_that_no_calendar_has_are_read_as_typed() -> None:
    assert [day.iso for day in days("Ngày 31 tháng 2 năm 2026 và 31/02/2026")] == ["2026-02-31", "2026-02-31"]


def test_a_line_is_dated_behind_the_word_only() -> None:
    assert dated("Hà Nội, ngày 05 tháng 6 năm 2026") == "2026-06-05"
    assert dated("Hà Nội, 05/6/2026") == dated("Hà Nội, ngày   tháng   năm 2026") == dated("không phải ngày") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.",
        "Nghị định này có hiệu lực kể từ ngày 01/7/2026.",
        "Nghị định này có hiệu lực thi hành, kể từ ngày 1 tháng 7 năm 2026.",
    ],
)
def test_the_day_of_effect_is_read_in_every_form(text: str) -> None:
    (day,) = days_of_effect(text)
    assert day == Day("2026-07-01", text.index("có"), len(text) - 1, "tháng" in text)
