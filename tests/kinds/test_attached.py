"""A text issued together with a document: header, type, name, own count, own pages, and references across the
border."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.writers.text import write_text
from tests.helpers import parts, word_paragraphs

FRONT = """\
---
loai: province-decision
ten_goi: ban hành Quy chế quản lý công viên
co_quan: "Ủy ban nhân dân\\ntỉnh A"
so: "7"
nam: 2026
ngay: 2026-06-05
can_cu: [Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15]
chu_ky: {quyen_han: [TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH], ho_ten: Nguyễn Văn A}
---
"""
BODY = """\
### Điều. Ban hành {#ban-hanh}
Ban hành kèm theo Quyết định này Quy chế quản lý công viên và @phu-luc.
### Điều. Áp dụng
Theo @lam-viec, @khoan và @bang.
### Điều. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026./.
# Kèm theo. Quy chế quản lý **công viên** {#quy-che}
# Chương. Quy định chung {#chuong}
### Điều. Phạm vi {#pham-vi}
Theo @quy-che, @lam-viec, @ban-hanh, @chuong.
# Chương. Làm việc
### Điều. Chế độ {#lam-viec}
1. Khoản một theo @pham-vi và @lam-viec. {#khoan}
2. Khoản hai theo @khoan, @bang.

Bảng. Lịch {#bang}
| A | B |
|---|---|
| 1 | 2 |
# Phụ lục. Sơ đồ {#phu-luc}
1. Mục một.
"""


@pytest.fixture
def made(tmp_path: Path) -> tuple[Session, Document]:
    path = tmp_path / "thu.md"
    path.write_text(FRONT + BODY, encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    return session, session.read(path)


def test_an_attached_text_has_a_header_of_its_own_and_counts_anew(made: tuple[Session, Document]) -> None:
    session, document = made
    assert not [finding for finding in session.check(document) if finding.rule.startswith(("DK-S", "DK-N", "DK-R"))]
    lines = write_text(document.bound, document.frame).split("\n")
    at = lines.index("QUY CHẾ")
    assert lines[at - 4 : at] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH A",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert lines[at + 1] == "Quản lý công viên"
    assert (
        lines[at + 2] == "(Kèm theo Quyết định số 07/2026/QĐ-UBND ngày 05 tháng 6 năm 2026 của Ủy ban nhân dân tỉnh A)"
    )
    assert [line for line in lines[at:] if line.startswith("Điều")] == ["Điều 1. Phạm vi", "Điều 2. Chế độ"]
    assert lines[at + 3] == "Chương I"


@pytest.mark.parametrize(("around", "begins"), [(("", ""), "(Kèm"), (("::: giua\n", "\n:::"), "(được ban hành kèm")])
def test_a_text_says_in_its_own_words_with_what_it_was_issued(
    tmp_path: Path, around: tuple[str, str], begins: str
) -> None:
    """Once, in place of the line of the document; one that only speaks of it is text like any other."""
    own = f"{begins} theo Quy chế quản lý công viên)"
    heads = "# Kèm theo. Danh sách tổ\n{}\n\nChữ.\n\n# Phụ lục. Sơ đồ\n{}\n\nHình."
    path = tmp_path / "thu.md"
    body = BODY[: BODY.index("# Kèm theo")]
    path.write_text(FRONT + body + heads.format(own.join(around), "(Kèm theo là bản vẽ) nằm sau."), encoding="utf-8")
    document = Session(open_project(tmp_path, None)).read(path)
    lines = write_text(document.bound, document.frame).split("\n")
    assert [line for line in lines if "èm theo " in line and line[0] == "("] == [
        own,
        "(Kèm theo Quyết định số 07/2026/QĐ-UBND ngày 05 tháng 6 năm 2026 của Ủy ban nhân dân tỉnh A)",
        "(Kèm theo là bản vẽ) nằm sau.",
    ]
    assert lines[lines.index(own) + 1] == "Chữ."


def test_references_say_which_of_the_two_texts_they_mean(made: tuple[Session, Document]) -> None:
    text = write_text(made[1].bound, made[1].frame)
    outside = "Quy chế ban hành kèm theo Quyết định này"
    assert f"Theo Điều 2 {outside}, khoản 1 Điều 2 {outside} và Bảng 1 {outside}." in text
    assert "Theo Quy chế này, Điều 2 của Quy chế này, Điều 1 của Quyết định này, Chương này." in text
    assert "1. Khoản một theo Điều 1 và Điều 2 của Quy chế này." in text
    assert "2. Khoản hai theo khoản 1 Điều này, Bảng 1." in text


def test_two_attached_texts_of_one_type_are_told_by_their_names(tmp_path: Path) -> None:
    body = BODY.replace(
        "# Phụ lục. Sơ đồ", "# Kèm theo. Quy chế làm việc\n### Điều. Giờ {#gio}\nTheo @gio.\n# Phụ lục. Sơ đồ"
    )
    path = tmp_path / "thu.md"
    path.write_text(FRONT + body.replace("Theo @lam-viec, @khoan", "Theo @lam-viec, @gio, @khoan"), encoding="utf-8")
    document = Session(open_project(tmp_path, None)).read(path)
    text = write_text(document.bound, document.frame)
    assert "Theo Điều 2 Quy chế quản lý công viên ban hành kèm theo Quyết định này, Điều 1 Quy chế làm việc ban" in text
    assert "Theo Điều này." in text


def test_the_word_file_starts_a_section_and_says_the_same(made: tuple[Session, Document], tmp_path: Path) -> None:
    session, document = made
    path, page = session.build(document, ["docx", "html"], tmp_path / "out")
    data = path.read_bytes()
    sections = re.findall(r"<w:sectPr.*?</w:sectPr>", parts(data)["word/document.xml"].decode(), re.DOTALL)
    assert ['<w:pgNumType w:start="1"/>' in section for section in sections] == [False, True, True]
    lines = word_paragraphs(data)
    assert lines.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 2
    assert "Quản lý công viên" in lines
    assert page.read_text(encoding="utf-8").count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 2


def test_the_canonical_layout_keeps_an_attached_text(made: tuple[Session, Document], tmp_path: Path) -> None:
    session, _ = made
    for numbers in ("keep", "all", "drop"):
        (_, _, then), *_ = session.formatted(tmp_path / "thu.md", numbers)
        assert "# Kèm theo. Quy chế quản lý **công viên** {#quy-che}" in then


def test_an_attached_text_nobody_issues_is_found_and_one_without_a_known_type_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "thu.md"
    body = BODY[BODY.index("### Điều. Hiệu lực") : BODY.index("# Kèm theo")]
    path.write_text(f"{FRONT}{body}# Kèm theo. Bản mô tả\nChữ.\n", encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    document = session.read(path)
    assert "DK-S010" in [finding.rule for finding in session.check(document)]
    assert "\nBản mô tả\n" in write_text(document.bound, document.frame)
    session.build(document, ["docx"], tmp_path / "out")
