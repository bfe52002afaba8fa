"""Who leads which body, from what people write."""

from __future__ import annotations

import pytest

from draftkit.law.authority import led_by


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Bộ trưởng Bộ Y tế", "Bộ Y tế"),
        ("Tổng cục trưởng Tổng cục Thống kê", "Tổng cục Thống kê"),
        ("Viện trưởng Viện kiểm sát nhân dân tối cao", "Viện kiểm sát nhân dân tối cao"),
        ("Tổng Thanh tra Chính phủ", "Thanh tra Chính phủ"),
        ("Thống đốc Ngân hàng Nhà nước Việt Nam", "Ngân hàng Nhà nước Việt Nam"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        ("Chánh Văn phòng Bộ Công Thương", "Văn phòng Bộ Công Thương"),
        ("Chánh án Tòa án nhân dân tối cao", "Tòa án nhân dân tối cao"),
        ("Tổng Giám đốc Đài Truyền hình Việt Nam", "Đài Truyền hình Việt Nam"),
        ("Trưởng Ban Quản lý khu kinh tế", "Ban Quản lý khu kinh tế"),
        ("Giám đốc Sở Công Thương", "Sở Công Thương"),
        ("Chủ tịch nước", ""),
        ("Thủ tướng Chính phủ", ""),
        ("", ""),
    ],
)
def test_a_head_names_the_body(head: str, body: str) -> None:
    assert led_by(head) == body
