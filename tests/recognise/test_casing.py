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


@pytest.mark.parametrize(
    "name",
    [
        "Bộ Công Thương",
        "Bộ Khoa học và Công nghệ",
        "Bộ Văn hóa, Thể thao và Du lịch",
        "Bộ Lao động - Thương binh và Xã hội",
        "Ủy ban nhân dân tỉnh Gia Lai",
        "Uỷ ban nhân dân Thành phố Hồ Chí Minh",
        "Ủy ban nhân dân xã Tân Hưng",
        "UBND huyện Củ Chi",
        "Hội đồng nhân dân tỉnh Đắk Lắk",
        "Sở Tài nguyên và Môi trường",
        "Cục Kỹ thuật an toàn và Môi trường công nghiệp",
        "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công",
        "Cục Xuất nhập khẩu",
        "Vụ Tiết kiệm năng lượng và Phát triển bền vững",
        "Tập đoàn Điện lực Việt Nam",
        "Công ty cổ phần Thiết bị môi trường Y",
        "Công ty TNHH một thành viên Cấp nước Hải Phòng",
        "Trường Đại học Bách khoa Hà Nội",
        "Trung tâm Y tế huyện Củ Chi",
        "Bảo hiểm xã hội Việt Nam",
        "Thanh tra Chính phủ",
        "Ban Quản lý các khu công nghiệp và chế xuất Hà Nội",
        "Hiệp hội Công nghiệp môi trường Việt Nam",
        "Bộ trưởng Bộ Công Thương",
        "Chủ tịch Ủy ban nhân dân thành phố Hải Phòng",
        "Phó Chủ tịch Ủy ban nhân dân tỉnh An Giang",
        "Giám đốc Sở Công Thương",
        "Tổng giám đốc Tập đoàn Điện lực Việt Nam",
        "Cục trưởng Cục Công nghiệp",
        "Thủ tướng Chính phủ",
        "Chi cục Quản lý thị trường",
        "Quỹ Bảo vệ môi trường Việt Nam",
        "Liên minh Hợp tác xã Việt Nam",
        "Đại học Quốc gia Hà Nội",
    ],
)
def test_a_body_never_spelled_small_has_the_capitals_of_the_rule(name: str) -> None:
    assert Casing(()).name(name.upper()) == name


@pytest.mark.parametrize(
    "said",
    [
        "Quy định chi tiết một số điều của Luật Bảo vệ môi trường",
        "Sửa đổi, bổ sung một số điều của Bộ luật Hình sự và Luật Đất đai",
        "Sửa đổi, bổ sung một số điều của Nghị định số 08/2022/NĐ-CP",
        "Hướng dẫn thi hành pháp luật về luật sư",
        "Kỷ luật lao động",
        "Quy định chức năng, nhiệm vụ, quyền hạn của Bộ trưởng Bộ Y tế",
        "Mức hỗ trợ trên địa bàn tỉnh Hòa Bình giai đoạn 2027 - 2030",
        "Trách nhiệm của Ủy ban nhân dân cấp tỉnh",
        "Nhiệm vụ của Quốc hội và Chính phủ Việt Nam",
        "Giữ gìn hòa bình, khoản cách cao bằng mười mét",
        "Ban hành kế hoạch của thành phố Hà Nội",
        "Quy chế làm việc của ban chỉ đạo",
        "Tổ chức thực hiện luật",
        "Của luật này",
        "Bộ phận một cửa của bộ",
        "Văn bản quy phạm pháp luật",
        "Về đăng ký hộ tịch tại Sở Tư pháp thành phố Cần Thơ",
        "Theo quy định của Thông tư liên tịch số 01/2014/TTLT-BTC-BCT",
    ],
)
def test_names_in_a_sentence_are_known(said: str) -> None:
    assert Casing(()).sentence(said.upper()) == said


def test_names_of_the_project_and_spellings_of_the_text_stand_over_the_rule() -> None:
    names = ("Ban Kỹ thuật An Toàn", "Trung tâm VITAD miền Trung")
    assert Casing((), names).sentence("QUY CHẾ CỦA BAN KỸ THUẬT AN TOÀN") == "Quy chế của Ban Kỹ thuật An Toàn"
    assert Casing((), names).name("TRUNG TÂM VITAD MIỀN TRUNG") == "Trung tâm VITAD miền Trung"
    own = Casing(["Cục Thép Xanh cấp phép.", "Do Cục Thép Xanh cấp."])
    assert own.name("CỤC THÉP XANH") == "Cục Thép Xanh"
    assert Casing(()).name("CỤC THÉP XANH") == "Cục Thép xanh"
