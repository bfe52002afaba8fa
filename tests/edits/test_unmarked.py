"""A text pasted from Word becomes a draft in one step: headings get their marks, nothing else is lost or joined."""

from __future__ import annotations

from pathlib import Path

from draftkit.checks.rule import Subject
from draftkit.edits.unmarked import marked
from tests.helpers import document as read_draft

_PASTED = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định về phí bảo vệ môi trường.
2. Nguyên tắc thu phí
Người gây ô nhiễm phải trả tiền.
CHƯƠNG II
TỔ CHỨC THỰC HIỆN
NGHỊ ĐỊNH
Điều 2. Trách nhiệm của Bộ Công Thương
Bộ Công Thương kiểm tra./.

Phụ lục số 01
(Kèm theo Nghị định này)
BIỂU MẪU CỦA BỘ CÔNG THƯƠNG

Mẫu số 01
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
| TT | Tên |
|---|---|
| 1 | Giấy |
"""
_DRAFT = """# Chương I. Quy định chung
### Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định về phí bảo vệ môi trường.
2. Nguyên tắc thu phí
Người gây ô nhiễm phải trả tiền.
# Chương II. Tổ chức thực hiện nghị định
### Điều 2. Trách nhiệm của Bộ Công Thương
Bộ Công Thương kiểm tra./.
# Phụ lục I. Biểu mẫu của Bộ Công Thương
(Kèm theo Nghị định này)
## Mẫu 01.
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
| TT | Tên |
|---|---|
| 1 | Giấy |
"""


def _marked(text: str, root: Path) -> str:
    document = read_draft(root, text)
    subject = Subject(document.bound, document.frame)
    starts = [subject.printed.line_place(one.offset).line for one in subject.unmarked]
    lines = marked(document.bound.draft, starts)
    start = next(
        at for at, line in enumerate(document.bound.draft.source.text.split("\n")) if line == text.split("\n")[0]
    )
    return "\n".join(lines[start:])


def test_headings_of_a_pasted_text_get_their_marks(tmp_path: Path) -> None:
    found = _marked(_PASTED, tmp_path)
    assert [line for line in found.split("\n") if line] == _DRAFT.strip().split("\n")


def test_what_were_paragraphs_stay_apart(tmp_path: Path) -> None:
    found = _marked(_PASTED, tmp_path)
    assert "2. Nguyên tắc thu phí\n\nNgười gây ô nhiễm" in found
    assert "VIỆT NAM\n\nĐộc lập" in found


def test_sentences_broken_over_lines_stay_together(tmp_path: Path) -> None:
    broken = _PASTED.replace("về phí bảo vệ", "về phí\nbảo vệ")
    assert "2. Nguyên tắc thu phí\nNgười gây ô nhiễm" in _marked(broken, tmp_path)


def test_formulas_and_lines_broken_by_hand_stay_as_they_are(tmp_path: Path) -> None:
    block = (
        "$$\nP = A + B\nQ = C + D\n$$\n\nBộ Công Thương\\\nSố 54 Hai Bà Trưng\\\nHà Nội.\n\n::: giua\nA B\nC D\n:::\n"
    )
    found = _marked(_PASTED.replace("Người gây ô nhiễm phải trả tiền.\n", f"Người trả.\n\n{block}"), tmp_path)
    assert block in found


def test_a_list_of_annexes_is_no_heading(tmp_path: Path) -> None:
    listed = "Ban hành các phụ lục sau:\n\nPhụ lục I. Danh mục\n\nPhụ lục II. Mẫu\n\nPhụ lục III. Biểu\n\n"
    found = _marked(_PASTED.replace("Bộ Công Thương kiểm tra./.", f"{listed}Bộ Công Thương kiểm tra./."), tmp_path)
    assert listed.strip() in found


def test_a_draft_with_its_marks_was_not_pasted(tmp_path: Path) -> None:
    marked_draft = "".join(f"### Điều {n}. Tên\n\nNội dung.\n\n" for n in (1, 2, 3))
    document = read_draft(tmp_path, marked_draft + "Điều 4. Tên\n\nĐiều 5. Tên\n\nĐiều 6. Tên\n")
    assert Subject(document.bound, document.frame).unmarked == ()
