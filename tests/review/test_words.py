"""Words changed in one paragraph come back as the smallest edit of the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from .rounds import review
from .word import Reviewer

BOTH = pytest.mark.parametrize("author", ["", "Nguyễn Văn A"], ids=["untracked", "tracked"])


@BOTH
def test_a_word_is_edited_in_place(tmp_path: Path, author: str) -> None:
    found = review(
        tmp_path, lambda word: word.replace("Tên của tổ chức", "Tên, địa chỉ của tổ chức"), authors=(author,)
    )
    assert found.lines() == (
        ["a) Tên của tổ chức đề nghị thử nghiệm;"],
        ["a) Tên, địa chỉ của tổ chức đề nghị thử nghiệm;"],
    )
    assert found.pulled.settled
    if author:
        assert found.pulled.edits[0].authors == (author,)
    assert found.pulled.edits[0].where == "điểm a khoản 2 Điều 1"


@BOTH
def test_labels_and_line_breaks_of_the_source_stay(tmp_path: Path, author: str) -> None:
    found = review(
        tmp_path, lambda word: word.replace("công bố công khai", "công bố trên Cổng thông tin"), authors=(author,)
    )
    assert found.lines()[1] == ["3. Kết quả quy định tại @ho-so được công bố trên Cổng thông tin. {#cong-bo}"]
    found = review(tmp_path, lambda word: word.replace("thứ hai nằm", "sau cùng đứng"), authors=(author,))
    assert found.lines() == (["Câu thứ hai nằm trên dòng riêng của nó."], ["Câu sau cùng đứng trên dòng riêng của nó."])


@BOTH
def test_emphasis_stays_around_words_that_changed_inside_it(tmp_path: Path, author: str) -> None:
    found = review(tmp_path, lambda word: word.replace("phòng thử", "đơn vị thử"), authors=(author,))
    assert found.lines()[1] == ["b) Địa chỉ của *đơn vị thử nghiệm* được chỉ định;"]
    assert found.pulled.settled


@BOTH
def test_emphasis_goes_with_the_words_it_was_on(tmp_path: Path, author: str) -> None:
    found = review(tmp_path, lambda word: word.replace("của phòng thử nghiệm được", "nơi được"), authors=(author,))
    assert found.lines()[1] == ["b) Địa chỉ nơi được chỉ định;"]


def test_words_that_mean_something_in_the_dialect_are_escaped(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.replace("hướng dẫn thực hiện", "hướng dẫn *A* và x^2^ thực hiện"))
    assert found.pulled.settled
    assert found.lines()[1] == [r"1. Bộ Công Thương hướng dẫn \*A\* và x\^2\^ thực hiện Nghị định này."]


@BOTH
def test_a_value_becomes_a_question_that_names_its_key(tmp_path: Path, author: str) -> None:
    found = review(tmp_path, lambda word: word.replace("05 ngày", "07 ngày"), authors=(author,))
    assert found.pulled.files == ()
    assert found.asked() == [
        ("gia_tri.thoi_han (content/nghi-dinh/draft.yaml)", "05 ngày làm việc", "07 ngày làm việc")
    ]
    assert found.pulled.questions[0].place == "content/nghi-dinh/01.md:7"
    assert not found.pulled.settled


def test_a_reference_becomes_a_question_and_the_words_around_it_an_edit(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        paragraph = word.paragraph("Kết quả quy định tại")
        field = next(item for item in paragraph.iter("{*}fldSimple"))
        next(field.iter("{*}t")).text = "2"
        word.replace("công khai", "rộng rãi")

    found = review(tmp_path, change)
    assert found.lines()[1] == ["3. Kết quả quy định tại @ho-so được công bố rộng rãi. {#cong-bo}"]
    assert found.asked() == [("@ho-so", "khoản 1 Điều này", "khoản 2 Điều này")]


def test_a_citation_that_goes_with_its_sentence_is_an_edit(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.replace(" theo Luật Bảo vệ môi trường số 72/2020/QH14", ""))
    assert found.lines()[1] == ["2. Cơ quan tiếp nhận kiểm tra hồ sơ[^mot]:"]
    assert found.pulled.settled


def test_the_title_of_a_chapter_is_printed_in_capitals_and_typed_as_before(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.replace("QUY ĐỊNH CHUNG", "NHỮNG QUY ĐỊNH CHUNG"))
    assert found.lines()[1] == ["# Chương. Những quy định chung {#chuong-chung}"]
    assert found.pulled.settled


def test_a_footnote_is_edited_where_its_text_stands(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.parts["word/footnotes.xml"] = word.parts["word/footnotes.xml"].replace(
            "nằm ở phụ lục".encode(), "ban hành kèm theo".encode()
        )

    found = review(tmp_path, change)
    assert found.lines() == (["[^mot]: Mẫu hồ sơ nằm ở phụ lục."], ["[^mot]: Mẫu hồ sơ ban hành kèm theo."])


@pytest.mark.parametrize(
    ("words", "props", "line"),
    [
        ("hướng dẫn thực hiện", "i", "1. Bộ Công Thương *hướng dẫn thực hiện* Nghị định này."),
        ("Công Thương hướng", "b", "1. Bộ **Công Thương hướng** dẫn thực hiện Nghị định này."),
    ],
)
def test_bold_and_italic_come_back(tmp_path: Path, words: str, props: str, line: str) -> None:
    found = review(tmp_path, lambda word: word.format(words, props))
    assert found.lines()[1] == [line]
    assert found.pulled.settled


def test_no_edit_makes_no_patch(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: None)
    assert found.pulled.files == ()
    assert found.pulled.settled


def test_files_keep_their_line_ends_and_bytes(tmp_path: Path) -> None:
    from draftkit.edits.apply import restored

    stored = "\ufeffmột\r\nhai  \r\nba"
    assert restored(stored, "một\nhai  \nba", "một\nHAI\nba") == "\ufeffmột\r\nHAI\r\nba"
