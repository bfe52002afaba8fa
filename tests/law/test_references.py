"""How provisions are named: each text with the provisions it names, from the outermost unit to the innermost."""

from __future__ import annotations

import time

import pytest

from draftkit.law.references import Citation, blanked, find

_SHORT = {
    "annex": "phụ lục", "part": "phần", "chapter": "chương", "section": "mục", "article": "điều", "clause": "khoản",
    "point": "điểm", "subpoint": "tiết", "form": "mẫu", "table": "bảng", "formula": "công thức", "figure": "hình",
    "paragraph": "đoạn", "sentence": "câu",
}  # fmt: skip

CASES = """
# one
Điều 5                                          | điều 5
khoản 2 Điều 5                                  | điều 5 khoản 2
điểm d1 khoản 2a Điều 5b                        | điều 5b khoản 2a điểm d1
khoản 3 của Điều này                            | điều này khoản 3
điểm a khoản này                                | khoản này điểm a
Mẫu số 02 Phụ lục I                             | phụ lục I mẫu 02
Mẫu số 14 Mục II tại Phụ lục ban hành kèm theo Nghị định này | phụ lục mục II mẫu 14 → Nghị định này
Chương 5                                        | chương 5
Chương V Phần thứ hai của Luật này              | phần thứ hai chương V → Luật này
đoạn 2 khoản 3 Điều này                         | điều này khoản 3 đoạn 2
tiết a(i) khoản 2 Điều 5                        | điều 5 khoản 2 tiết a(i)
công thức (9)                                   | công thức (9)
Bảng 3.1 Phụ lục II                             | phụ lục II bảng 3.1

# lists: every member by itself
các điểm a, b và c khoản 2 Điều 5               | điều 5 khoản 2 điểm a; điều 5 khoản 2 điểm b; điều 5 khoản 2 điểm c
khoản 8, khoản 2 Điều này                       | điều này khoản 8; điều này khoản 2
khoản 1 và 2 Điều 5                             | điều 5 khoản 1; điều 5 khoản 2
Điều 61 và Điều 9                               | điều 61; điều 9
các Điều 55, 56 và 57 của Nghị định này         | điều 55; điều 56; điều 57 → Nghị định này
điểm a, điểm b khoản 1 và khoản 3 Điều 5        | điều 5 khoản 1 điểm a; điều 5 khoản 1 điểm b; điều 5 khoản 3
điểm a khoản này và khoản 4 Điều này            | khoản này điểm a; điều này khoản 4
Điều 9, khoản 2, khoản 3 Điều 10                | điều 9; điều 10 khoản 2; điều 10 khoản 3
Phụ lục I và II kèm theo Thông tư này           | phụ lục I; phụ lục II → Thông tư này
Bảng 7 và công thức (9)                         | bảng 7; công thức (9)
các điểm a,b,d khoản 1 Điều 4                   | điều 4 khoản 1 điểm a; điều 4 khoản 1 điểm b; điều 4 khoản 1 điểm d
khoản 1 Điều 2; Điều 6; khoản 2 Điều 7 của Luật này | điều 2 khoản 1; điều 6; điều 7 khoản 2 → Luật này

# ranges
từ khoản 2 đến khoản 5 Điều 7                   | điều 7 khoản 2; điều 7 khoản 5
Điều 5 đến hết Điều 9                           | điều 5; điều 9
các khoản 2-5 Điều 3                            | điều 3 khoản 2; điều 3 khoản 5

# products
khoản 1 các điều 7, 8                           | điều 7 khoản 1; điều 8 khoản 1
điểm a các khoản 1, 2 Điều 5                    | điều 5 khoản 1 điểm a; điều 5 khoản 2 điểm a

# capitals and old forms
Khoản 2 điều 5                                  | điều 5 khoản 2
KHOẢN 2 ĐIỀU 5                                  | điều 5 khoản 2
điểm c, khoản 2, Điều 5                         | điều 5 khoản 2 điểm c
mục 3 và mục 4, chương II                       | chương II mục 3; chương II mục 4
khoản 2 điều 5 của bộ luật này                  | điều 5 khoản 2 → bộ luật này
Điều 5 khoản 2 điểm a                           | điều 5 khoản 2 điểm a (từ lớn đến nhỏ)

# whose
khoản 2 Điều 5 của Luật Bảo vệ môi trường       | điều 5 khoản 2 → Luật
Điều 7 Thông tư số 02/2022/TT-BTNMT             | điều 7 → Thông tư
Điều 5 của Quy chế ban hành kèm theo Quyết định này | điều 5 → Quy chế kèm theo
khoản 9 Điều 1 Kế hoạch ban hành kèm theo       | điều 1 khoản 9 → Kế hoạch kèm theo
Điều 4 Quy chế ban hành kèm theo Thông tư số 39/2016/TT-NHNN | điều 4 → Quy chế
khoản 2 Điều 1 Nghị định này và Điều 3 Luật Đầu tư | điều 1 khoản 2 → Nghị định này | điều 3 → Luật

# no references
tài khoản này, điều khoản này, thời điểm 1      |
điều này cho thấy một khoản 5 triệu đồng        |
danh mục 3, cổ phần 2, giai đoạn 2              |
khoản tiền, điểm du lịch, Điều kiện             |
khoản 2, 30 ngày                                | khoản 2
Điều 5 và 3 người                               | điều 5
"""


def told(found: Citation) -> str:
    ways = "; ".join(
        " ".join(f"{_SHORT[step.level]} {step.number}".strip() for step in member.path) for member in found.members
    )
    of = found.document
    whose = f" → {of.type}{' này' * of.own}{' kèm theo' * of.attached}"
    return ways + (whose if of.type else "") + " (từ lớn đến nhỏ)" * any(one.large_first for one in found.members)


LINES = [line.partition("|")[::2] for line in CASES.splitlines() if "|" in line]


@pytest.mark.parametrize(("text", "names"), [(text.strip(), names.strip()) for text, names in LINES])
def test_a_text_names_these_provisions(text: str, names: str) -> None:
    assert " | ".join(map(told, find(text))) == names
    whole = f"Việc này thực hiện theo {text}, trừ trường hợp khác."
    assert " | ".join(map(told, find(whole))) == names


def test_each_member_stands_where_its_words_do() -> None:
    text = "Theo các điểm a, b khoản 2 và khoản 3 Điều 5 của Nghị định này."
    (found,) = find(text)
    assert [text[member.start : member.end] for member in found.members] == ["điểm a", "b khoản 2", "khoản 3 Điều 5"]
    assert [member.joint for member in found.members] == ["", ",", "và"]
    assert text[found.start : found.end] == text[5:-1]
    assert text[found.document.said : found.document.end] == "Nghị định này"


def test_what_stays_equal_when_provisions_are_renumbered() -> None:
    assert blanked("Theo các khoản 1, 2 Điều 5 và Điều 9 Luật Đầu tư, khoản 3 Điều này.") == (
        "Theo các khoản 1, 2 Điều 5 và Điều 9 Luật Đầu tư, #."
    )
    assert blanked("Theo khoản 1 Điều 5; tài khoản này.") == "Theo #; tài khoản này."


@pytest.mark.parametrize("text", ["khoản 1, ", "điểm a khoản 1 các Điều 1, 2, ", "điểm ", "Điều 5 của Quy chế về "])
def test_a_long_text_takes_as_long_as_its_length(text: str) -> None:
    start = time.process_time()
    for _ in find(text * 20_000):
        pass
    assert time.process_time() - start < 3
