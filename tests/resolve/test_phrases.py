"""The official wording of references (the-thuc §3.7, Q-60 to Q-68), from every position."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers import META, REFERENCES, document, faults, printed, text_of

BASE = """\
# Chương. Chương một {#c1}
### Điều. Điều một {#d1}
Mở đầu ⟨d1⟩
1. Khoản một ⟨d1k1⟩ {#d1-k1}
a) Điểm a ⟨d1k1a⟩ {#d1-k1-a}
b) Điểm b ⟨d1k1b⟩ {#d1-k1-b}
c) Điểm c {#d1-k1-c}
d) Điểm d {#d1-k1-d}
đ) Điểm đ {#d1-k1-dd}
2. Khoản hai ⟨d1k2⟩ {#d1-k2}
3. Khoản ba {#d1-k3}
4. Khoản bốn {#d1-k4}
# Chương. Chương hai {#c2}
## Mục. Mục một {#m1}
### Tiểu mục. Tiểu mục một {#tm1}
### Điều. Điều hai ⟨title⟩ {#d2}
1. Khoản một ⟨d2k1⟩ {#d2-k1}
$$ a $$ {#ct}
2. Khoản hai. {#d2-k2}
## Mục. Mục hai {#m2}
### Điều. Điều ba {#d3}
Trong lời ⟨d3⟩

Bảng. Tên bảng {#b1}
| Cột |
|---|
| Ô ⟨cell⟩ |

Chú thích[^1].

[^1]: Trong chú ⟨note⟩.
# Phụ lục. Phụ lục một {#p1}
## Mục. Mục la mã một {#p1-m1}
1. Khoản pl {#p1-m1-k1}
a) Điểm pl {#p1-m1-k1-a}
2. Khoản pl hai ⟨p1m1k2⟩ {#p1-m1-k2}
## Mục. Mục la mã hai {#p1-m2}
1. Trong ⟨p1m2k1⟩

Bảng. Bảng phụ lục {#b2}
| Cột |
|---|
| Ô ⟨p1cell⟩ |
# Phụ lục. Phụ lục hai {#p2}
### Điều. Điều pl {#p2-d1}
1. Trong ⟨p2d1k1⟩ {#p2-d1-k1}
## Mẫu. Mẫu một {#mau}
Trong mẫu ⟨mau⟩
"""

WORDINGS = [
    # within one clause
    ("d1k1a", "@d1-k1-b", "điểm b khoản này"),
    ("d1k1a", "@d1-k1", "khoản này"),
    ("d1k1a", "@d1", "Điều này"),
    ("d1k1a", "@d1-k1-a", "điểm này"),
    ("d1k1", "@d1-k1-dd", "điểm đ khoản này"),
    ("d1k1", "@d1-k1", "khoản này"),
    ("d1k1a", "@c1", "Chương này"),
    # within one article
    ("d1k2", "@d1-k1-a", "điểm a khoản 1 Điều này"),
    ("d1k2", "@d1-k1", "khoản 1 Điều này"),
    ("d1", "@d1-k2", "khoản 2 Điều này"),
    ("d1", "@d1", "Điều này"),
    # elsewhere in the document
    ("d2k1", "@d1", "Điều 1 của Nghị định này"),
    ("d2k1", "@d1-k1", "khoản 1 Điều 1 của Nghị định này"),
    ("d2k1", "@d1-k1-dd", "điểm đ khoản 1 Điều 1 của Nghị định này"),
    ("d1", "@c2", "Chương II của Nghị định này"),
    ("d2k1", "@c2", "Chương này"),
    ("d1", "@m1", "Mục 1 Chương II của Nghị định này"),
    ("d3", "@m1", "Mục 1 Chương này"),
    ("d2k1", "@m1", "Mục này"),
    ("d1", "@tm1", "Tiểu mục 1 Mục 1 Chương II của Nghị định này"),
    ("d3", "@tm1", "Tiểu mục 1 Mục 1 Chương này"),
    ("title", "@d1", "Điều 1 của Nghị định này"),
    ("title", "@d2", "Điều này"),
    ("note", "@d3", "Điều 3 của Nghị định này"),
    # lists
    ("d1k1", "@d1-k1-a và @d1-k1-b", "điểm a và điểm b khoản này"),
    ("d1k2", "@d1-k1-a và @d1-k1-b", "điểm a và điểm b khoản 1 Điều này"),
    ("d2k1", "@d1-k1-a hoặc @d1-k1-b", "điểm a hoặc điểm b khoản 1 Điều 1 của Nghị định này"),
    ("d1k1", "@d1-k1-b, @d1-k1-c và @d1-k1-d", "các điểm b, c và d khoản này"),
    ("d1k2", "@d1-k1-a, @d1-k1-b, @d1-k1-c, @d1-k1-d và @d1-k1-dd", "các điểm a, b, c, d và đ khoản 1 Điều này"),
    ("d1", "@d1-k1, @d1-k2, @d1-k3 và @d1-k4", "các khoản 1, 2, 3 và 4 Điều này"),
    ("d2k1", "@d1-k1 và @d1-k2", "khoản 1 và khoản 2 Điều 1 của Nghị định này"),
    ("mau", "@d1, @d2 và @d3", "các Điều 1, 2 và 3 của Nghị định này"),
    ("mau", "@d1 và @d3", "Điều 1 và Điều 3 của Nghị định này"),
    ("d1", "@d1-k1, @d1-k2 hoặc @d1-k3", "các khoản 1, 2 hoặc 3 Điều này"),
    # ranges
    ("mau", "từ @d1 đến @d3", "từ Điều 1 đến Điều 3 của Nghị định này"),
    ("d1k2", "từ @d1-k1-a đến @d1-k1-dd", "từ điểm a đến điểm đ khoản 1 Điều này"),
    # tables, formulas, annexes, forms
    ("d1", "@b1", "Bảng 1"),
    ("cell", "@b1", "Bảng 1"),
    ("cell", "@d1-k1", "khoản 1 Điều 1 của Nghị định này"),
    ("cell", "@d3", "Điều này"),
    ("d1", "@ct", "công thức (1)"),
    ("d1", "@p1", "Phụ lục I ban hành kèm theo Nghị định này"),
    ("p2d1k1", "@p1", "Phụ lục I ban hành kèm theo Nghị định này"),
    ("p1m1k2", "@p1", "Phụ lục này"),
    ("p1cell", "@p1", "Phụ lục này"),
    ("d1", "@p1-m1", "mục I Phụ lục I ban hành kèm theo Nghị định này"),
    ("p1m2k1", "@p1-m1", "mục I Phụ lục này"),
    ("p1m1k2", "@p1-m1", "mục này"),
    ("p1m1k2", "@p1-m1-k1", "khoản 1 mục này"),
    ("p1m2k1", "@p1-m1-k1-a", "điểm a khoản 1 mục I Phụ lục này"),
    ("d1", "@p1-m1-k1-a", "điểm a khoản 1 mục I Phụ lục I ban hành kèm theo Nghị định này"),
    ("p1m2k1", "@d1-k1", "khoản 1 Điều 1 của Nghị định này"),
    ("d1", "@p2-d1-k1", "khoản 1 Điều 1 Phụ lục II ban hành kèm theo Nghị định này"),
    ("p2d1k1", "@p2-d1", "Điều này"),
    ("d1", "@mau", "Mẫu số 01 Phụ lục II ban hành kèm theo Nghị định này"),
    ("mau", "@mau", "Mẫu này"),
    ("d1", "@b2", "Bảng 1 Phụ lục I ban hành kèm theo Nghị định này"),
    ("p1m2k1", "@b2", "Bảng 1"),
    ("p1m2k1", "@b1", "Bảng 1 của Nghị định này"),
    # inside marks
    ("d1", "**@d1-k2** và *@d1-k3*", "<b>khoản 2 Điều này</b> và <i>khoản 3 Điều này</i>"),
]


def placed(position: str, text: str) -> str:
    body = BASE.replace(f"⟨{position}⟩", f"‹ {text} ›")
    return re.sub(r"⟨\w+⟩", "…", body)


@pytest.mark.parametrize(
    ("position", "typed", "wording"), WORDINGS, ids=[f"{one[1]} from {one[0]}" for one in WORDINGS]
)
def test_wording_of_a_reference(tmp_path: Path, position: str, typed: str, wording: str) -> None:
    made = document(tmp_path, placed(position, typed))
    lines = [
        f"note: {''.join(part if isinstance(part, str) else part.text for part in note.content)}"
        for note in made.bound.notes
    ]
    found = [match[1] for line in (*printed(made.bound), *lines) for match in [re.search(r"‹ (.*?) ›", line)] if match]
    assert found == [wording]
    assert faults(made) == []


SENTENCES = {
    "at the start of a paragraph": ("@d1-k1 áp dụng.", "Khoản 1 Điều 1 của Nghị định này áp dụng."),
    "after a full stop": ("Hết câu. @d1-k1 áp dụng.", "Hết câu. Khoản 1 Điều 1 của Nghị định này áp dụng."),
    "after a question mark": ("Sao? @d1-k1 áp dụng.", "Sao? Khoản 1 Điều 1 của Nghị định này áp dụng."),
    "for a list of three": (
        "@d1-k1, @d1-k2 và @d1-k3 áp dụng.",
        "Các khoản 1, 2 và 3 Điều 1 của Nghị định này áp dụng.",
    ),
    "for a formula": ("@ct dùng để tính.", "Công thức (1) dùng để tính."),
    "after a sentence in bold": (
        "**Hết câu.** @d1-k1 áp dụng.",
        "<b>Hết câu.</b> Khoản 1 Điều 1 của Nghị định này áp dụng.",
    ),
    "after a line break": ("Hết câu.\\\n@d1-k1 áp dụng.", "Hết câu.<br>Khoản 1 Điều 1 của Nghị định này áp dụng."),
    "inside bold at the start": ("**@d1-k1** áp dụng.", "<b>Khoản 1 Điều 1 của Nghị định này</b> áp dụng."),
}


@pytest.mark.parametrize(("typed", "wording"), SENTENCES.values(), ids=SENTENCES)
def test_a_reference_takes_a_capital(tmp_path: Path, typed: str, wording: str) -> None:
    made = document(tmp_path, re.sub(r"⟨\w+⟩", "…", BASE.replace("Trong lời ⟨d3⟩", typed)))
    assert f"paragraph: {wording}" in printed(made.bound)


@pytest.mark.parametrize(
    "before", ["Gồm: ", "Gồm: A, B, v.v. ", "tại TP. ", "trừ ", "Nghị định; ", "khoảng 1.5 ", "(", "gồm, "]
)
def test_a_reference_inside_a_sentence_takes_no_capital(tmp_path: Path, before: str) -> None:
    made = document(tmp_path, re.sub(r"⟨\w+⟩", "…", BASE.replace("Trong lời ⟨d3⟩", f"{before}@d1-k1")))
    assert f"paragraph: {before}khoản 1 Điều 1 của Nghị định này" in printed(made.bound)


def test_one_unnumbered_annex_is_cited_by_its_word(tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. A\nTheo @pl.\n# Phụ lục. B {#pl}\n")
    assert text_of(made.bound, "Theo") == "Theo Phụ lục ban hành kèm theo Nghị định này."


def test_references_of_different_articles_are_each_in_full(tmp_path: Path) -> None:
    made = document(tmp_path, placed("d3", "@d1-k1 và @d2-k1"))
    assert (
        text_of(made.bound, "Trong lời")
        == "Trong lời ‹ khoản 1 Điều 1 của Nghị định này và khoản 1 Điều 2 của Nghị định này ›"
    )


# -- legal documents

LAW_FIRST, LAW_LATER = "Luật Bảo vệ môi trường số 72/2020/QH14", "Luật Bảo vệ môi trường"
CITATIONS = {
    "a law: first with its number, later by name": ("@luat-a", LAW_FIRST, LAW_LATER),
    "an amended law: the amending acts the first time": (
        "@luat-b",
        (
            "Luật Chất lượng sản phẩm số 05/2007/QH12 được sửa đổi, bổ sung bởi Luật số 78/2025/QH15 và Bộ luật số "
            "91/2015/QH13"
        ),
        "Luật Chất lượng sản phẩm",
    ),
    "a normative act: number, issuer and name, later the number": (
        "@nd-c",
        "Nghị định số 08/2022/NĐ-CP của Chính phủ quy định chi tiết",
        "Nghị định số 08/2022/NĐ-CP",
    ),
    "an individual act: with its date": (
        "@qd-d",
        "Quyết định số 1894/QĐ-TTg ngày 04 tháng 9 năm 2025 của Thủ tướng Chính phủ phê duyệt Chương trình",
        "Quyết định số 1894/QĐ-TTg",
    ),
}


@pytest.mark.parametrize(("label", "first", "later"), CITATIONS.values(), ids=CITATIONS)
def test_citation(tmp_path: Path, label: str, first: str, later: str) -> None:
    made = document(
        tmp_path,
        (
            f"### Điều. A\n1. Theo {label}.\n2. Theo {label} và khoản 2 Điều 141 của {label}.\n# Phụ lục. B\nTheo "
            f"{label}.\n"
        ),
    )
    assert text_of(made.bound, "1. ") == f"1. Theo {first}."
    assert text_of(made.bound, "2. ") == f"2. Theo {later} và khoản 2 Điều 141 của {later}."
    assert printed(made.bound)[-1] == f"paragraph: Theo {later}."
    assert faults(made) == []


def test_a_citation_among_the_legal_bases_is_full_and_is_not_the_first_in_the_text(tmp_path: Path) -> None:
    meta = META.replace(
        "can_cu: [Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15]", 'can_cu: ["@luat-a", "Căn cứ @luat-a;"]'
    )
    made = document(tmp_path, "### Điều. A\n1. Theo @luat-a.\n2. Theo @luat-a.\n", meta)
    assert ["".join(map(str, basis)) for basis in made.frame.bases] == [
        f"Căn cứ {LAW_FIRST};",
        f"Căn cứ {LAW_FIRST};",
        "Theo đề nghị của Bộ trưởng Bộ Công Thương;",
    ]
    assert text_of(made.bound, "1. ") == f"1. Theo {LAW_FIRST}."
    assert text_of(made.bound, "2. ") == f"2. Theo {LAW_LATER}."


def test_every_bound_reference_is_a_live_field_to_a_bookmark_of_its_number(tmp_path: Path) -> None:
    from draftkit.model.inline import Field

    made = document(tmp_path, "### Điều. A {#a}\n1. Một. {#mot}\n### Điều. B\nTheo @mot và @a.\n")
    content = made.bound.text(made.bound.draft.body[1].body[0])
    assert [item for item in content if isinstance(item, Field)] == [
        Field("mot", "1"),
        Field("a", "1"),
        Field("a", "1"),
    ]


def test_a_law_that_shares_its_name_is_told_by_its_number(tmp_path: Path) -> None:
    more = REFERENCES + "luat-cu: {loai: Luật, ten: Bảo vệ môi trường, so: 55/2014/QH13, ngay: 2014-06-23}\n"
    body = "### Điều. A\nTheo @luat-a, @luat-cu; lại theo @luat-a.\n"
    made = document(tmp_path, body, files={"_shared/references.yaml": more})
    both = "Luật Bảo vệ môi trường số 72/2020/QH14, Luật Bảo vệ môi trường số 55/2014/QH13"
    assert text_of(made.bound, "Theo") == f"Theo {both}; lại theo Luật Bảo vệ môi trường số 72/2020/QH14."


def test_an_act_without_a_number_is_cited_without_the_word_for_it(tmp_path: Path) -> None:
    more = REFERENCES + "hien-phap: {loai: Hiến pháp, ten: nước Cộng hòa xã hội chủ nghĩa Việt Nam, ngay: 2013-11-28}\n"
    made = document(tmp_path, "### Điều. A\nTheo @hien-phap.\n", files={"_shared/references.yaml": more})
    assert text_of(made.bound, "Theo") == "Theo Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam."
