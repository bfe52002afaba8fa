"""Headings in capitals as the text itself spells their words."""

from __future__ import annotations

import pytest

from draftkit.recognise.casing import Casing

TEXTS = (
    "Thông tư này quy định phạm vi áp dụng của Việt Nam trong khối ASEAN.",
    "Ủy ban nhân dân (UBND) cấp tỉnh báo cáo Bộ Công Thương về C/O mẫu D, hệ thống AI và Nghị định thư Marrakesh.",
    "Các hành vi bị cấm theo Phụ lục VI và chương XI.",
)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("PHẠM VI ĐIỀU CHỈNH", "Phạm vi điều chỉnh"),
        ("HÀNH VI VI PHẠM", "Hành vi vi phạm"),
        ("DANH MỤC TẠI PHỤ LỤC VI", "Danh mục tại phụ lục VI"),
        ("ĐẠI HỘI XI VÀ GIAI ĐOẠN II", "Đại hội XI và giai đoạn II"),
        ("HỢP TÁC ASEAN", "Hợp tác ASEAN"),
        ("TRÁCH NHIỆM CỦA UBND", "Trách nhiệm của UBND"),
        ("QUẢN LÝ HỆ THỐNG AI", "Quản lý hệ thống AI"),
        ("THỰC HIỆN NGHỊ ĐỊNH THƯ MARRAKESH", "Thực hiện nghị định thư Marrakesh"),
        ("CAM KẾT VỚI WTO, EU VÀ OCOP", "Cam kết với WTO, EU và OCOP"),
        ("QUY CHUẨN QCVN VỀ KHÍ CO2", "Quy chuẩn QCVN về khí CO2"),
        ("CỦA BỘ CÔNG THƯƠNG VIỆT NAM", "Của Bộ Công Thương Việt Nam"),
        ("TIÊU CHUẨN ISO/IEC 17025", "Tiêu chuẩn ISO/IEC 17025"),
    ],
)
def test_capitals_become_the_words_of_the_text(printed: str, typed: str) -> None:
    found = Casing(TEXTS).sentence(printed)
    assert found == typed
    assert found.upper() == printed


def test_without_a_word_of_its_own_a_text_in_capitals_still_tells_syllables_from_abbreviations() -> None:
    assert Casing(()).sentence("PHẠM VI ÁP DỤNG CỦA FTA") == "Phạm vi áp dụng của FTA"
