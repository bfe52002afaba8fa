"""Lists of the metadata are edited as lists, tables go and are asked about as tables."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from lxml import etree

from .rounds import review
from .word import Reviewer, W


def table(word: Reviewer, words: str) -> etree._Element:
    return next(word.paragraph(words).iterancestors(W + "tbl"))


def drop(word: Reviewer, words: str) -> None:
    found = table(word, words)
    found.getparent().remove(found)


def test_a_table_goes_with_its_header(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: drop(word, "Tiếng ồn"))
    assert found.lines()[0] == ["| Chỉ tiêu | Giới hạn |", "|---|:-:|", "| Bụi | 50 |", "| Tiếng ồn | 70 |"]
    assert "Bảng. Chỉ tiêu thử nghiệm" in found.file("01.md")
    assert (found.asked(), found.differences()) == ([], [])


def test_and_with_its_caption_when_that_went_too(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: (word.delete("Chỉ tiêu thử nghiệm"), drop(word, "Tiếng ồn")))
    assert "Chỉ tiêu thử nghiệm" not in found.file("01.md")
    assert "| Bụi" not in found.file("01.md")
    assert len(found.pulled.edits) == 1
    assert (found.asked(), found.differences()) == ([], [])


def test_a_table_of_data_goes_by_its_directive(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: drop(word, "dùng ngoài trời"))
    assert found.lines()[0] == ["```{bang} thiet-bi.csv", "```"]
    assert found.lines("thiet-bi.csv") == ([], []) or found.file("thiet-bi.csv")
    assert found.differences() == []


@pytest.mark.parametrize("come", [True, False])
def test_a_column_is_one_question(tmp_path: Path, come: bool) -> None:
    def change(word: Reviewer) -> None:
        for number, row in enumerate(table(word, "Tiếng ồn").findall(W + "tr")):
            cell = row.findall(W + "tc")[-1]
            if not come:
                row.remove(cell)
                continue
            other = copy.deepcopy(cell)
            row.append(other)
            first, *more = other.iter(W + "t")
            first.text = ["Ghi chú", "một", "hai"][number]
            for item in more:
                item.text = ""

    found = review(tmp_path, change)
    (question,) = found.pulled.questions
    assert "columns of this table" in str(question.reason)
    assert ("Ghi chú" in question.new) is come
    assert (found.pulled.edits, found.differences()) == ((), [])


@pytest.mark.parametrize(
    ("after", "typed", "wanted"),
    [
        ("Bộ Công Thương hướng dẫn", "1. Khoản trùng số.", "2. Khoản trùng số."),
        ("Bộ Công Thương hướng dẫn", "2. Khoản trùng số.", "2. Khoản trùng số."),
        ("Tên của tổ chức", "a) điểm trùng chữ;", "b) điểm trùng chữ;"),
        ("Tên của tổ chức", "b) điểm trùng chữ;", "b) điểm trùng chữ;"),
    ],
)
def test_a_number_typed_twice_is_counted(tmp_path: Path, after: str, typed: str, wanted: str) -> None:
    found = review(tmp_path, lambda word: word.insert_after(after, typed))
    assert wanted in found.file("01.md").split("\n")
    assert found.pulled.settled


def signers(found: str) -> str:
    return next(line for line in found.split("\n") if line.startswith("chu_ky"))


def test_the_titles_above_a_signature_are_a_list(tmp_path: Path) -> None:
    more = review(tmp_path / "a", lambda word: word.insert_after("THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"))
    assert "[TM. CHÍNH PHỦ, THỦ TƯỚNG, PHÓ THỦ TƯỚNG]" in signers(more.file("draft.yaml"))
    less = review(tmp_path / "b", lambda word: word.delete("TM. CHÍNH PHỦ"))
    assert "[THỦ TƯỚNG]" in signers(less.file("draft.yaml"))
    other = review(tmp_path / "c", lambda word: word.replace("THỦ TƯỚNG", "KT. THỦ TƯỚNG"))
    assert "[TM. CHÍNH PHỦ, KT. THỦ TƯỚNG]" in signers(other.file("draft.yaml"))
    assert [one.pulled.settled for one in (more, less, other)] == [True, True, True]


def test_legal_bases_are_a_list(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.insert_after("Nghị quyết số 1 của Quốc hội", "Căn cứ Nghị quyết số 2 của Quốc hội;")
        word.replace("số 1", "số 3", within="Nghị quyết số 1")

    found = review(tmp_path, change)
    text = found.file("draft.yaml")
    assert "  - Nghị quyết số 3 của Quốc hội\n  - Căn cứ Nghị quyết số 2 của Quốc hội\n" in text
    assert found.pulled.settled


@pytest.mark.parametrize("words", ["Tiếng ồn", "70", "dùng ngoài trời"])
def test_a_footnote_added_in_a_cell_is_asked_about_and_its_words_are_told(words: str, tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        note = f'<w:footnote xmlns:w="{W[1:-1]}" w:id="77"><w:p><w:r><w:t>Chú thích mới.</w:t></w:r></w:p></w:footnote>'
        part = word.parts["word/footnotes.xml"]
        word.parts["word/footnotes.xml"] = part.replace(b"</w:footnotes>", f"{note}</w:footnotes>".encode())
        run = etree.SubElement(word.paragraph(words), W + "r")
        etree.SubElement(run, W + "footnoteReference").set(W + "id", "77")

    found = review(tmp_path, change)
    assert any("footnote" in str(question.reason) for question in found.pulled.questions)
    assert ("Chú thích mới.", "") in [(one.wanted, one.found) for one in found.pulled.reviewed[0].differences]
