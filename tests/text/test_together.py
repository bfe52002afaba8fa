"""What stays on one line."""

from __future__ import annotations

import pytest

from draftkit.text.together import in_heading, tie, untied

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


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("Ghế trẻ em trên ô tô ở Việt Nam", "Ghế trẻ em trên ô~tô ở~Việt~Nam"),
        ("Công nghiệp ở TP. Hồ Chí Minh và Hà Nội", "Công nghiệp ở~TP.~Hồ~Chí~Minh và Hà~Nội"),
        ("Ngày 25 tháng 11 năm 2026 tại Đà Nẵng", "Ngày~25 tháng~11 năm~2026 tại Đà~Nẵng"),
        ("Nghị định số 08/2026/NĐ-CP của Chính phủ", "Nghị định số~08/2026/NĐ-CP của Chính~phủ"),
        ("Đạt 70 - 80 % nhu cầu trong 10 năm", "Đạt 70~-~80~% nhu cầu trong 10~năm"),
        ("Góp ý 45 ngày, xe 12 000 tỷ đồng", "Góp ý 45~ngày, xe 12~000~tỷ đồng"),
        ("PHÁT TRIỂN CÔNG NGHIỆP VIỆT NAM", "PHÁT TRIỂN CÔNG NGHIỆP VIỆT~NAM"),
        ("Chị Nguyễn Thị Minh Khai Anh nói", "Chị Nguyễn Thị Minh Khai Anh nói"),  # too long for a line of its own
        ("Điều 5 và khoản 3 của Luật", "Điều~5 và khoản~3 của Luật"),
        ("From 1 July 2027 in Ho Chi Minh City", "From 1~July 2027 in Ho~Chi~Minh~City"),
    ],
)
def test_headings_keep_names_numbers_and_units_whole(heading: str, shown: str) -> None:
    assert in_heading(heading).replace("\N{NO-BREAK SPACE}", "~") == shown
    assert untied(in_heading(heading)) == heading
