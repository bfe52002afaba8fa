"""A figure is read as a whole, or it is none."""

from __future__ import annotations

import pytest

from draftkit.text.figures import amount, value

SAID = {
    "70 - 80%": (70, 80, "%"),
    "từ 70 đến 80%": (70, 80, "%"),
    "50–60 %": (50, 60, "%"),
    "50% - 60%": (50, 60, "%"),
    "khoảng 20%": (20, 20, "%"),
    "hơn 30 nghìn người": (30, 30, "nghìn người"),
    "≥ 5 mg/l": (5, 5, "mg/l"),
    "1.005,5 tỷ đồng": (1005.5, 1005.5, "tỷ đồng"),
    "1.500 tỷ đồng - 2.000 tỷ đồng": (1500, 2000, "tỷ đồng"),
    "2-3 triệu đồng": (2, 3, "triệu đồng"),
    "500 triệu": (500, 500, "triệu"),
    "-3,2": (-3.2, -3.2, ""),
    "−5%": (-5, -5, "%"),
    "âm 5%": (-5, -5, "%"),
    "-5 - -3": (-5, -3, ""),
    "-3 - -5": (-5, -3, ""),
    "âm 18 độ C": (-18, -18, "độ c"),
    "1 triệu rưỡi": (1.5, 1.5, "triệu"),
    "âm 2 triệu rưỡi": (-2.5, -2.5, "triệu"),
    "1 - 2 tỷ rưỡi": (1, 2.5, "tỷ"),
    "1 tỷ rưỡi - 2 tỷ rưỡi": (1.5, 2.5, "tỷ"),
    "0": (0, 0, ""),
    "0,05": (0.05, 0.05, ""),
    "12.5%": (12.5, 12.5, "%"),
    "12.500": (12500, 12500, ""),
    "0.500": (0.5, 0.5, ""),
    "1,234,567": (1234567, 1234567, ""),
    "1 234 567": (1234567, 1234567, ""),
    "1.234.567,89 đồng": (1234567.89, 1234567.89, "đồng"),
    "1/2": (0.5, 0.5, ""),
    "20 kg CO2/tấn": (20, 20, "kg co2/tấn"),
    "5 (ước)": (5, 5, ""),
    "1 tỷ rưỡi đồng": (1.5, 1.5, "tỷ đồng"),
    "5 rưỡi": (5.5, 5.5, ""),
    "+3,5 điểm %": (3.5, 3.5, "điểm %"),
    "5 tỷ €": (5, 5, "tỷ €"),
    "5% trở lên": (5, 5, "%"),
    "12,5%.": (12.5, 12.5, "%"),
    "gần 3/4": (0.75, 0.75, ""),
    "khoảng 2/3 số xã": (2 / 3, 2 / 3, "số xã"),
    "1/2 triệu người": (0.5, 0.5, "triệu người"),
    "VND 1,250,000": (1250000, 1250000, "VND"),
}
NONE = (
    "",
    "chưa có",
    "CO2: 30",
    "1e5",
    "10³",
    "1 ½",
    "1h30",
    "7g30",
    "12/15 xã",
    "3/5 hộ",
    "30/4",
    "0x10",
    "20% năm 2025",
    "2025: 30",
    "30/4/2025",
    "12/2026",
    "1.5.2",
    "500 triệu - 2 tỷ",
    "1 tỷ rưỡi - 2 tỷ",
    "1/0",
    "5 -3",
    "80 - 70%",
    "3 - 1",
    "5 - -3",
    "20%, 30%",
    "giảm 5%",
    "Lần 5",
    "VNDA 5",
    "٣",
    "9" * 300,
)


@pytest.mark.parametrize("text", SAID)
def test_a_figure_is_what_was_written(text: str) -> None:
    found = amount(text)
    assert found is not None
    assert (pytest.approx(found.low), pytest.approx(found.high), found.unit) == SAID[text]
    assert found.text == text


@pytest.mark.parametrize("text", NONE)
def test_what_is_more_than_a_figure_is_none(text: str) -> None:
    assert amount(text) is None


def test_words_of_scale_count() -> None:
    found = amount("1,5 - 2 nghìn tỷ đồng")
    assert found is not None
    assert found.base == (1.5e12, 2e12, "đồng")
    assert value("1.500") == 1500


@pytest.mark.parametrize("text", ["-0", "-0,0%", "−0 người"])
def test_nought_has_no_minus(text: str) -> None:
    found = amount(text)
    assert found
    assert str(found.low) == str(found.high) == "0.0"
