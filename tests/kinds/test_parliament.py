"""Kinds of the National Assembly, its Standing Committee and the President: their lines as printed, as a reader sees
them."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.numeral import ORDINAL_WORDS, parse, write
from draftkit.writers.text import write_text

FRONT = """---
loai: {kind}
ten_goi: {name}
khoa: 16
ky_hop: kỳ họp thứ 3
ngay_thong_qua: 2027-06-15
so: 36
nam: 2027
ngay: 2027-06-15
can_cu: [Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam]
chu_ky: {{quyen_han: [CHỦ TỊCH QUỐC HỘI], ho_ten: Nguyễn Văn An}}
---
"""
PARTS = """
# Phần thứ nhất. Quy định chung {#chung}

## Chương. Phạm vi

### Điều. Phạm vi điều chỉnh
Bộ luật này quy định nguyên tắc tại @hai và @chung.

# Phần. Điều khoản thi hành {#hai}

## Chương. Hiệu lực

### Điều. Hiệu lực thi hành
Bộ luật này có hiệu lực từ ngày 01 tháng 01 năm 2028.
"""


def printed(text: str, root: Path) -> str:
    (root / "content").mkdir(parents=True)
    path = root / "content/v.md"
    path.write_text(text, encoding="utf-8")
    document = Session(open_project(root, None)).read(path)
    return write_text(document.bound, document.frame)


def sample(kind: str, **changes: str) -> str:
    text = (packaged_templates() / kind / "sample/draft.md").read_text(encoding="utf-8")
    for key, value in changes.items():
        lines = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in text.split("\n")]
        text = "\n".join(lines)
    return text


def test_a_law_has_its_own_number_enactment_and_closing_and_no_recipients(tmp_path: Path) -> None:
    text = printed(FRONT.format(kind="Luật", name="Tái chế chất thải") + "### Điều 1. Phạm vi\nNội dung.\n", tmp_path)
    assert "Luật số: 36/2027/QH16" in text
    assert "LUẬT\nTÁI CHẾ CHẤT THẢI" in text
    assert "Quốc hội ban hành Luật Tái chế chất thải." in text
    assert (
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVI, kỳ họp thứ 3 thông qua "
        "ngày 15 tháng 6 năm 2027." in text
    )
    assert "Nơi nhận" not in text
    assert "Hà Nội, ngày" not in text


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (
            "legal-code",
            ["Bộ luật số: 36/2027/QH16", "Quốc hội ban hành Bộ luật Môi trường.", "Phần thứ nhất", "Phần thứ hai"],
        ),
        ("assembly-resolution", ["Nghị quyết số: 36/2027/QH16", "Quốc hội ban hành Nghị quyết về thí điểm"]),
        ("ordinance", ["Pháp lệnh số: 36/2027/UBTVQH16", "Hà Nội, ngày 15 tháng 6 năm 2027", "THỐNG KÊ CHẤT THẢI"]),
        ("standing-resolution", ["Nghị quyết số: 36/2027/UBTVQH16", "TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI"]),
        ("presidential-order", ["Số: 36/2027/L-CTN", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "NAY CÔNG BỐ:"]),
        ("chairman-decision", ["Số: 36/2027/QĐ-CTUBND", "Chủ tịch Ủy ban nhân dân tỉnh Đồng Tháp ban hành Quyết định"]),
    ],
)
def test_each_kind_prints_its_own_lines(kind: str, lines: list[str], tmp_path: Path) -> None:
    text = printed(sample(kind, so="36", ngay="2027-06-15"), tmp_path)
    assert [line for line in lines if line not in text] == []


def test_parts_of_a_code_are_numbered_in_words_typed_or_counted(tmp_path: Path) -> None:
    text = printed(FRONT.format(kind="Bộ luật", name="Môi trường") + PARTS, tmp_path)
    assert "Phần thứ nhất\nQUY ĐỊNH CHUNG" in text
    assert "nguyên tắc tại Phần thứ hai và Phần thứ nhất của Bộ luật này" in text


@pytest.mark.parametrize(
    ("number", "words"), [(1, "thứ nhất"), (4, "thứ tư"), (10, "thứ mười"), (11, "thứ mười một"), (15, "thứ mười lăm")]
)
def test_ordinals_read_as_they_are_written(number: int, words: str) -> None:
    assert write((number, 0), "ordinal") == words
    assert parse(words.upper(), "ordinal") == (number, 0)


def test_every_ordinal_is_read_back() -> None:
    assert [parse(write((number, 0), "ordinal"), "ordinal") for number in range(1, 21)] == [
        (n, 0) for n in range(1, 21)
    ]
    assert parse("thứ bẩy", "ordinal") is None
    assert ORDINAL_WORDS.index("mười một") < ORDINAL_WORDS.index("mười|")


@pytest.mark.parametrize(("typed", "said"), [("BẢN GHI NHỚ", "Bản ghi nhớ"), ("Hương ước", "Hương ước")])
def test_a_document_that_names_its_type_itself_calls_itself_so(typed: str, said: str, tmp_path: Path) -> None:
    text = f"""---
loai: Văn bản quy phạm khác
ten_loai: {typed}
ten_goi: về bảo vệ môi trường
co_quan: Bộ Công Thương
ky_hieu: 2026/X
chu_ky: {{quyen_han: [BỘ TRƯỞNG], ho_ten: Nguyễn Văn An}}
---
### Điều 1. Phạm vi {{#mot}}
Nội dung.

### Điều 2. Áp dụng
Thực hiện theo @mot.
"""
    assert f"theo Điều 1 của {said} này" in printed(text, tmp_path)
