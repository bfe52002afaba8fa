"""Paragraphs that came, went, moved, were split or merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from .rounds import review
from .word import Reviewer

BOTH = pytest.mark.parametrize("author", ["", "Nguyễn Văn A"], ids=["untracked", "tracked"])


@BOTH
def test_a_new_diem_is_typed_and_those_after_it_are_counted_anew(tmp_path: Path, author: str) -> None:
    found = review(
        tmp_path, lambda word: word.insert_after("Tên của tổ chức", "b) Số điện thoại của tổ chức;"), authors=(author,)
    )
    assert [line for line in found.file("01.md").split("\n") if line[1:2] == ")"] == [
        "a) Tên của tổ chức đề nghị thử nghiệm;",
        "b) Số điện thoại của tổ chức;",
        "c) Địa chỉ của *phòng thử nghiệm* được chỉ định;",
        "d) Tài liệu kỹ thuật của hàng hóa.",
    ]
    assert found.pulled.settled


@BOTH
def test_a_reviewer_who_renumbers_by_hand_gets_the_same(tmp_path: Path, author: str) -> None:
    def change(word: Reviewer) -> None:
        word.insert_after("Tên của tổ chức", "b) Số điện thoại của tổ chức;")
        word.replace("b)", "c)", within="b) Địa chỉ")
        word.replace("c)", "d)", within="c) Tài liệu")

    found = review(tmp_path, change, authors=(author,))
    assert "c) Địa chỉ của *phòng thử nghiệm* được chỉ định;\nd) Tài liệu kỹ thuật" in found.file("01.md")
    assert found.pulled.settled
    assert found.pulled.questions == ()


@BOTH
def test_a_deleted_diem_goes_with_its_line(tmp_path: Path, author: str) -> None:
    found = review(tmp_path, lambda word: word.delete("Tên của tổ chức"), authors=(author,))
    assert (
        "theo @luat-a:\na) Địa chỉ của *phòng thử nghiệm* được chỉ định;\nb) Tài liệu kỹ thuật của hàng hóa.\n3."
        in found.file("01.md")
    )
    assert found.pulled.settled


@BOTH
def test_a_moved_khoan_takes_its_label_along_and_references_follow(tmp_path: Path, author: str) -> None:
    found = review(tmp_path, lambda word: word.move_after("Hồ sơ được nộp", "Kết quả quy định tại"), authors=(author,))
    text = found.file("01.md")
    assert "1. Cơ quan tiếp nhận" in text
    assert (
        "2. Kết quả quy định tại @ho-so được công bố công khai. {#cong-bo}\n3. Hồ sơ được nộp trong {{ thoi_han }} "
        "kể từ ngày nhận. {#ho-so}\n"
    ) in text


@BOTH
def test_a_new_article_has_no_number_where_articles_are_counted(tmp_path: Path, author: str) -> None:
    def change(word: Reviewer) -> None:
        word.insert_after("Kết quả quy định tại", "Điều 2. Giải thích từ ngữ")
        word.insert_after("Điều 2. Giải thích", "Từ ngữ được hiểu như sau:")
        word.insert_after("Từ ngữ được hiểu", "1. Thử nghiệm là việc xác định đặc tính.")

    found = review(tmp_path, change, authors=(author,))
    assert (
        "### Điều. Giải thích từ ngữ\n\nTừ ngữ được hiểu như sau:\n1. Thử nghiệm là việc xác định đặc tính.\n"
        in found.file("01.md")
    )
    assert found.differences() == []
    assert found.pulled.questions == ()


def test_a_whole_article_goes_and_what_refers_to_it_is_asked_about(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        for words in ("Điều 2. Trách nhiệm", "Bộ Công Thương hướng dẫn", "Tổ chức thử nghiệm chịu"):
            word.delete(words)

    found = review(tmp_path, change)
    assert "Trách nhiệm" not in found.file("01.md")
    assert "Bảng. Chỉ tiêu thử nghiệm {#bang-chi-tieu}" in found.file("01.md")
    assert found.pulled.questions == ()
    found = review(tmp_path, lambda word: word.delete("Hồ sơ được nộp"))
    assert [question.key for question in found.pulled.questions] == ["@ho-so"]


@BOTH
def test_a_paragraph_split_in_two(tmp_path: Path, author: str) -> None:
    found = review(tmp_path, lambda word: word.split("hướng dẫn thực hiện", "hướng dẫn"), authors=(author,))
    assert "1. Bộ Công Thương\n\nhướng dẫn thực hiện Nghị định này.\n2." in found.file("01.md")
    assert found.pulled.settled


def test_a_khoan_split_into_two_keeps_its_label_on_the_first(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.split("được công bố công khai", "được công bố", "4. Kết quả "))
    assert "3. Kết quả quy định tại @ho-so {#cong-bo}\n4. Kết quả được công bố công khai.\n" in found.file("01.md")
    assert found.pulled.settled


def test_two_paragraphs_become_one(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.replace("2. ", "", within="2. Tổ chức")
        word.merge("Bộ Công Thương hướng dẫn", "Tổ chức thử nghiệm chịu")

    found = review(tmp_path, change)
    assert (
        "1. Bộ Công Thương hướng dẫn thực hiện Nghị định này.\nTổ chức thử nghiệm chịu trách nhiệm về kết quả theo "
        "@pham-vi.\n"
    ) in found.file("01.md")
    assert found.pulled.settled


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["the next line", "a blank line"])
def test_a_question_merged_with_its_answer_is_asked_about(tmp_path: Path, between: str) -> None:
    meta = (
        "loai: Câu hỏi thường gặp\nten_goi: Hỏi đáp về thử nghiệm\nlien_he: {don_vi: Vụ A, dien_thoai: 024 3000 0000}\n"
    )
    answer = "Mọi tổ chức có phòng thử nghiệm, thiết bị và người được đào tạo."
    text = f"## Ai được thử nghiệm?{between}{answer}\n\n## Ở đâu?\nTại cơ quan tiếp nhận.\n"
    found = review(tmp_path, lambda word: word.merge("Ai được", "Mọi tổ chức"), text=text, meta=meta)
    assert [str(one.reason) for one in found.pulled.questions] == [
        "paragraphs were merged that stand apart in the source, as a heading does; join them there"
    ]
    assert not found.pulled.edits


def test_what_no_edit_says_is_told_by_the_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftkit.review.paragraphs.Paragraphs.reworded", lambda *_: None)  # as one who overlooks it
    found = review(tmp_path, lambda word: word.replace("công khai", "trên trang tin"))
    assert not found.pulled.edits
    assert not found.pulled.settled


@BOTH
def test_a_new_paragraph_of_running_text(tmp_path: Path, author: str) -> None:
    found = review(
        tmp_path, lambda word: word.insert_after("Nghị định này quy định", "Đoạn văn mới."), authors=(author,)
    )
    assert "Câu thứ hai nằm trên dòng riêng của nó.\n\nĐoạn văn mới.\n\n1. Hồ sơ" in found.file("01.md")
    assert found.pulled.settled


def test_a_new_footnote_gets_a_key_and_its_text(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        from lxml import etree

        paragraph = word.paragraph("Bộ Công Thương hướng dẫn")
        mark = etree.fromstring(
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnoteReference '
            'w:id="90"/></w:r>'
        )
        paragraph.append(mark)
        notes = word.parts["word/footnotes.xml"].decode()
        word.parts["word/footnotes.xml"] = notes.replace(
            "</w:footnotes>",
            (
                '<w:footnote w:id="90"><w:p><w:r><w:t>Theo phân công của Chính '
                "phủ.</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ).encode()

    found = review(tmp_path, change)
    assert (
        "1. Bộ Công Thương hướng dẫn thực hiện Nghị định này.[^ghi-chu-2]\n\n[^ghi-chu-2]: Theo phân công của Chính "
        "phủ.\n"
    ) in found.file("01.md")
    assert found.pulled.settled


# -- tables


@BOTH
def test_a_cell_between_bars(tmp_path: Path, author: str) -> None:
    found = review(tmp_path, lambda word: word.replace("70", "65 | 66"), authors=(author,))
    assert found.lines() == (["| Tiếng ồn | 70 |"], [r"| Tiếng ồn | 65 \| 66 |"])
    assert found.pulled.settled


def test_a_cell_of_a_csv_file(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.replace("Máy đo; ồn", "Máy đo; tiếng ồn"))
    assert found.lines("thiet-bi.csv") == (['2;"Máy đo; ồn";dùng ngoài trời'], ['2;"Máy đo; tiếng ồn";dùng ngoài trời'])
    assert found.pulled.settled


def test_an_empty_cell_is_filled(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        row = next(word.paragraph("Máy đo bụi").iterancestors("{*}tr"))
        row.findall("{*}tc")[2].find("{*}p").append(word._run("đo trong nhà", None))

    found = review(tmp_path, change)
    assert found.lines("thiet-bi.csv")[1] == ["1;Máy đo bụi;đo trong nhà"]
    assert found.pulled.settled


def test_rows_come_and_go(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.row_after("Bụi", ["Độ rung", "5"])
        word.delete_row("Tiếng ồn")
        word.row_after("Máy đo bụi", ["3", "Máy đo; rung", ""])

    found = review(tmp_path, change)
    assert "| Bụi | 50 |\n| Độ rung | 5 |\n\n```" in found.file("01.md")
    assert found.file("thiet-bi.csv").startswith('STT;Thiết bị;Ghi chú\n1;Máy đo bụi;\n3;"Máy đo; rung";\n2;')
    assert found.pulled.settled


# -- around the text


def test_metadata_the_drafter_typed_are_edited(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.replace("Kiểm toán nhà nước", "Kiểm toán Nhà nước")
        word.replace("Nghị quyết số 1", "Nghị quyết số 12")
        word.replace("Về thử nghiệm", "Về việc thử nghiệm")
        word.insert_after("Ban Bí thư", "- Văn phòng Quốc hội;")

    found = review(tmp_path, change)
    old, new = found.lines("draft.yaml")
    assert new == [
        "ten_goi: về việc thử nghiệm",
        "  - Nghị quyết số 12 của Quốc hội",
        "  - Văn phòng Quốc hội",
        "  - Kiểm toán Nhà nước",
    ]
    assert old == ["ten_goi: về thử nghiệm", "  - Nghị quyết số 1 của Quốc hội", "  - Kiểm toán nhà nước"]
    assert found.pulled.questions == ()


def test_a_recipient_goes(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.delete("Kiểm toán nhà nước"))
    assert found.lines("draft.yaml") == (["  - Kiểm toán nhà nước"], [])
    assert found.pulled.settled


def test_fixed_words_and_citations_are_asked_about(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.replace("Nơi nhận:", "Gửi:")
        word.replace("Luật Bảo vệ môi trường", "Luật Khoáng sản", within="Căn cứ Luật Bảo vệ")

    found = review(tmp_path, change)
    assert found.pulled.files == ()
    assert [question.key for question in found.pulled.questions] == ["@luat-a", "kind.yaml (decree)"]


def test_the_title_of_the_signer(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.replace("THỦ TƯỚNG", "KT. THỦ TƯỚNG"))
    assert found.lines("draft.yaml")[1] == ["chu_ky: {quyen_han: [TM. CHÍNH PHỦ, KT. THỦ TƯỚNG], ho_ten: }"]


def test_paragraphs_that_come_into_quoted_text_are_quoted(tmp_path: Path) -> None:
    """Between two of its paragraphs, or at its end with the sign that closes it."""
    quote = "> “2. Chủ kho nộp hồ sơ sau đây:\n>\n> a) Đơn đề nghị;\n>\n> b) Bản vẽ của kho.”.\n"
    text = f"### Điều. Sửa đổi Điều 5\n1. Sửa đổi khoản 2 như sau:\n\n{quote}\n2. Bãi bỏ khoản 3.\n"

    def change(word: Reviewer) -> None:
        word.insert_after("Đơn đề nghị", "a1) Ảnh chụp kho;")
        word.replace(".”.", ";", within="Bản vẽ của kho")
        word.insert_after("Bản vẽ của kho", "c) Giấy phép.”.")

    found = review(tmp_path, change, text=text)
    kept = quote.replace("nghị;\n>\n", "nghị;\n>\n> a1) Ảnh chụp kho;\n>\n").replace(".”.", ";\n>\n> c) Giấy phép.”.")
    assert kept in found.file("01.md")
    assert found.pulled.settled
