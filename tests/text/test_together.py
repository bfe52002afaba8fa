"""What stays on one line."""

from __future__ import annotations

import pytest

from draftkit.text.together import tie, untied

TIED = tie("Bảng|bảng|khoản|điểm|số|Phụ lục")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Bảng 2 và khoản 3", "theo Bảng~2 và khoản~3"),
        ("điểm đ khoản 2, Phụ lục A.1", "điểm~đ khoản~2, Phụ lục~A.1"),
        ("Thông tư số 26/2019", "Thông tư số~26/2019"),
        ("theo Bảng ", "theo Bảng~"),
        ("một số bảng lớn, số lượng", "một số bảng lớn, số lượng"),
        ("20 000 m, (5 ± 0,5) °C, 12 %", "20~000~m, (5 ± 0,5)~°C, 12~%"),
        ("năm 2027 mẫu, 3 mẫu", "năm 2027 mẫu, 3 mẫu"),
        ("điểm ảnh", "điểm ảnh"),
    ],
)
def test_words_stay_with_their_numbers_and_numbers_with_their_units(text: str, expected: str) -> None:
    assert TIED(text) == expected.replace("~", "\u00a0")
    assert untied(TIED(text)) == text


def test_nothing_is_tied_without_words() -> None:
    assert tie("")("Bảng 2, 5 m") == "Bảng 2, 5 m"


def test_blanks_that_place_something_stay() -> None:
    assert untied("a\u00a0\u00a0\u00a0b\u00a0c") == "a\u00a0\u00a0\u00a0b c"
