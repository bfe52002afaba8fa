"""What stands behind the first signer's block of a Word file: each sort kept where it stands, nothing made a signer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.importers.making import CENTRE, bold, cell, centred, circular, imported, source, table
from tests.word.word import docx, p

ARTICLE = bold("Điều 1. Ban hành Quy chuẩn") + p("Ban hành kèm theo Thông tư này Quy chuẩn kỹ thuật quốc gia.")
COVER = (
    centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    + centred("QCVN 01:2026/BCT")
    + centred("QUY CHUẨN KỸ THUẬT QUỐC GIA")
    + centred("VỀ THIẾT BỊ LỌC BỤI")
    + centred("HÀ NỘI - 2026")
)
ISSUED = p("(Ban hành kèm theo Thông tư số 15/2026/TT-BCT ngày 05 tháng 3 năm 2026", CENTRE) + p(
    "của Bộ trưởng Bộ Công Thương)", CENTRE
)
SIGNED = {"quyen_han": ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"], "ho_ten": "Trần Văn B"}

CASES = {
    "a QCVN behind its own cover, with an annex of its own": (
        COVER + bold("1. QUY ĐỊNH CHUNG") + p("Nồng độ bụi.") + bold("Phụ lục A") + p("A.1. Phép thử."),
        """\
# Kèm theo. {.nguyen-van}
::: giua
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**

**QCVN 01:2026/BCT**

**QUY CHUẨN KỸ THUẬT QUỐC GIA**

**VỀ THIẾT BỊ LỌC BỤI**

**HÀ NỘI - 2026**
:::

**1. QUY ĐỊNH CHUNG**

Nồng độ bụi.

**Phụ lục A**

A.1. Phép thử.
""",
    ),
    "a QCVN that says what it was issued with": (
        centred("QUY CHUẨN KỸ THUẬT QUỐC GIA VỀ THIẾT BỊ LỌC BỤI") + ISSUED + p("Quy chuẩn này quy định."),
        """\
# Kèm theo. Quy chuẩn kỹ thuật quốc gia về thiết bị lọc bụi {.khong-tieu-de}
Quy chuẩn này quy định.
""",
    ),
    "a regulation under a header of its own": (
        table(
            cell(centred("BỘ CÔNG THƯƠNG"))
            + cell(centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), centred("Độc lập - Tự do - Hạnh phúc")),
            borders="nil",
        )
        + centred("QUY CHẾ")
        + centred("Hoạt động của Tổ công tác")
        + ISSUED
        + bold("Điều 1. Phạm vi")
        + p("Quy chế này quy định."),
        """\
# Kèm theo. Quy chế hoạt động của Tổ công tác

### Điều 1. Phạm vi
Quy chế này quy định.
""",
    ),
    "a QCVN with its symbol, its clauses and a line in capitals that signs nothing": (
        COVER
        + bold("1. QUY ĐỊNH CHUNG")
        + bold("1.1. Phạm vi")
        + bold("1.2. Đối tượng")
        + bold("2. QUẢN LÝ")
        + centred("BỘ TRƯỞNG"),
        """\
# Kèm theo. {.nguyen-van}
::: giua
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**

**QCVN 01:2026/BCT**

**QUY CHUẨN KỸ THUẬT QUỐC GIA**

**VỀ THIẾT BỊ LỌC BỤI**

**HÀ NỘI - 2026**
:::

**1. QUY ĐỊNH CHUNG**

**1.1. Phạm vi**

**1.2. Đối tượng**

**2. QUẢN LÝ**

::: giua
**BỘ TRƯỞNG**
:::
""",
    ),
    "a regulation in chapters, and a list that says what it was issued with": (
        centred("QUY CHẾ")
        + centred("Hoạt động của Tổ công tác")
        + ISSUED
        + centred("Chương I")
        + centred("QUY ĐỊNH CHUNG")
        + bold("Điều 1. Phạm vi")
        + p("Quy chế này quy định.")
        + centred("DANH SÁCH THÀNH VIÊN")
        + ISSUED
        + table(cell(p("TT")) + cell(p("Tên")), cell(p("1")) + cell(p("Nguyễn Văn D"))),
        """\
# Kèm theo. Quy chế hoạt động của Tổ công tác {.khong-tieu-de}

# Chương I. Quy định chung

### Điều 1. Phạm vi
Quy chế này quy định.

# Kèm theo. Danh sách thành viên {.khong-tieu-de}
| TT | Tên |
|:--|:--|
| 1 | Nguyễn Văn D |
""",
    ),
    "two texts, each saying in words of its own what it was issued with": (
        centred("QUY CHẾ HOẠT ĐỘNG CỦA TỔ CÔNG TÁC")
        + ISSUED
        + bold("Điều 1. Phạm vi")
        + p("Quy chế này quy định.")
        + centred("DANH SÁCH THÀNH VIÊN")
        + p("(Kèm theo Quy chế hoạt động", CENTRE)
        + p("của Tổ công tác)", CENTRE)
        + table(cell(p("TT")) + cell(p("Tên")), cell(p("1")) + cell(p("Nguyễn Văn D"))),
        """\
# Kèm theo. Quy chế hoạt động của Tổ công tác {.khong-tieu-de}

### Điều 1. Phạm vi
Quy chế này quy định.

# Kèm theo. Danh sách thành viên {.khong-tieu-de}
::: giua
(Kèm theo Quy chế hoạt động

của Tổ công tác)
:::

| TT | Tên |
|:--|:--|
| 1 | Nguyễn Văn D |
""",
    ),
    "a list under a caption in capitals": (
        centred("DANH SÁCH CƠ SỞ THỬ NGHIỆM") + table(cell(p("TT")) + cell(p("Tên")), cell(p("1")) + cell(p("Viện"))),
        """\
# Kèm theo. {.nguyen-van}
::: giua
**DANH SÁCH CƠ SỞ THỬ NGHIỆM**
:::

| TT | Tên |
|:--|:--|
| 1 | Viện |
""",
    ),
    "the list of files a portal puts behind a document": (
        centred("FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN") + table(cell(p("Thong tu 15.pdf"))),
        """\
# Kèm theo. {.nguyen-van}
::: giua
**FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN**
:::

| Thong tu 15.pdf |
|:--|
""",
    ),
    "two forms without an annex around them": (
        centred("Mẫu số 01") + p("Kính gửi: Bộ Công Thương") + centred("Mẫu số 02") + centred("GIÁM ĐỐC"),
        """\
# Kèm theo. {.nguyen-van}
::: giua
**Mẫu số 01**
:::

Kính gửi: Bộ Công Thương

# Kèm theo. {.nguyen-van}
::: giua
**Mẫu số 02**

**GIÁM ĐỐC**
:::
""",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_follows_the_signature_stays_where_it_stands(name: str, tmp_path: Path) -> None:
    behind, wanted = CASES[name]
    files, report = imported(tmp_path, circular(ARTICLE, behind))
    assert yaml.safe_load(files["draft.yaml"])["chu_ky"] == SIGNED
    assert source(files, "02-phu-luc.md") == wanted
    assert report.complete
    assert report.counts["added"] == 0


def test_much_text_behind_the_signature_is_no_signer(tmp_path: Path) -> None:
    many = "".join(p(f"Nội dung đoạn {number} của tài liệu gửi kèm.") for number in range(1, 130))
    files, report = imported(tmp_path, circular(ARTICLE, many))
    assert yaml.safe_load(files["draft.yaml"])["chu_ky"] == SIGNED
    lines = [line for line in source(files, "02-phu-luc.md").split("\n") if line]
    assert lines[0] == "# Kèm theo. {.nguyen-van}"
    assert lines[1:] == [f"Nội dung đoạn {number} của tài liệu gửi kèm." for number in range(1, 130)]
    assert report.complete


RIGHT = '<w:jc w:val="right"/>'
SIGNATURES = {
    "above the recipients, line by line, in the size of the text": (
        p("KT. BỘ TRƯỞNG", RIGHT)
        + p("THỨ TRƯỞNG", RIGHT)
        + p("Trần Văn B", RIGHT)
        + p("Nơi nhận:")
        + p("- Văn phòng Chính phủ;")
        + p("- Lưu: VT, ATMT.")
        + centred("PHỤ LỤC SỐ 02")
        + p("Lọc túi vải.")
    ),
    "by an office that speaks for no body, without recipients": p("BỘ TRƯỞNG", RIGHT) + p() + p("Trần Văn B", RIGHT),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_without_a_table_is_one(name: str, tmp_path: Path) -> None:
    front = centred("BỘ CÔNG THƯƠNG") + centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Số: 15/2026/TT-BCT")
    text = centred("THÔNG TƯ") + centred("Quy định về bụi") + bold("Điều 1. Phạm vi") + p("Thông tư này quy định./.")
    files, report = imported(tmp_path, docx(front + text + SIGNATURES[name]))
    assert yaml.safe_load(files["draft.yaml"])["chu_ky"]["ho_ten"] == "Trần Văn B"
    assert source(files) == "### Điều 1. Phạm vi\nThông tư này quy định./.\n"
    assert report.complete


def test_a_table_around_a_whole_text_holds_it_together_only(tmp_path: Path) -> None:
    nation = centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + centred("Độc lập - Tự do - Hạnh phúc")
    inner = table(cell(centred("BỘ CÔNG THƯƠNG"), centred("Số: 15/2026/TT-BCT")) + cell(nation))
    text = centred("THÔNG TƯ") + centred("Quy định về bụi") + ARTICLE + p("1. Một.") + p("2. Hai.") + p("3. Ba./.")
    files, report = imported(tmp_path, docx(table(cell(inner, text))))
    assert yaml.safe_load(files["draft.yaml"])["loai"] == "Thông tư"
    assert source(files).splitlines()[-3:] == ["1. Một.", "2. Hai.", "3. Ba./."]
    assert report.complete


def test_a_header_set_with_blanks_is_not_left_out(tmp_path: Path) -> None:
    wide = " " * 9
    head = p(f"SỞ CÔNG THƯƠNG{wide}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p(
        f"Số: 12/SCT{wide}Độc lập - Tự do - Hạnh phúc"
    )
    end = p(f"Nơi nhận:{wide}GIÁM ĐỐC") + p(f"- Lưu: VT.{wide}Nguyễn Văn C")
    _, report = imported(tmp_path, docx(head + p("Kính gửi: Bộ Công Thương") + p("Sở báo cáo./.") + end))
    assert report.complete
    assert not report.counts["left out"]


def test_an_annex_and_its_name_may_stand_in_a_cell(tmp_path: Path) -> None:
    beside = table(cell(p("BỘ CÔNG THƯƠNG")) + cell(centred("Phụ lục I"), centred("DANH MỤC THIẾT BỊ"), ISSUED))
    files, _ = imported(tmp_path, circular(ARTICLE, beside + p("Túi vải.") + centred("Mẫu số 1/BC-KT") + p("Một.")))
    text = source(files, "02-phu-luc.md")
    assert "# Phụ lục I. Danh mục thiết bị" in text
    assert "Mẫu số 1/BC-KT" in text


def test_a_sentence_of_adoption_unlike_the_model_is_kept_as_it_is(tmp_path: Path) -> None:
    adopted = (
        "Nghị quyết này đã được Hội đồng nhân dân tỉnh Bắc Ninh khóa XIX, kỳ họp thứ 5 thông qua ngày 10 tháng 7 "
        "năm 2026 và có hiệu lực từ ngày 01 tháng 8 năm 2026./."
    )
    head = centred("HỘI ĐỒNG NHÂN DÂN TỈNH BẮC NINH") + centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    front = p("Số: 12/2026/NQ-HĐND") + centred("NGHỊ QUYẾT") + centred("Quy định mức phí")
    text = (
        bold("Điều 1. Mức phí")
        + p("Mức phí là 5 triệu đồng.")
        + p(adopted)
        + p("CHỦ TỊCH", RIGHT)
        + p("Trần Văn B", RIGHT)
    )
    files, report = imported(tmp_path, docx(head + front + text))
    assert yaml.safe_load(files["draft.yaml"])["cau_thong_qua"] == adopted
    assert "đã được" not in source(files)
    assert report.complete
