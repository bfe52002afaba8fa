"""Numbers: counted, kept, checked. Cases in the outline notation of tests/helpers.py."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from draftkit.model.numeral import VI_LETTERS, follows, parse, to_roman, write
from tests.helpers import document, faults, outline, printed, source, text_of

QUIET: list[str] = []
CASES = {
    "articles are counted": ("Đ Đ Đ", "Đ1 Đ2 Đ3", QUIET),
    "articles run through chapters": ("C(Đ Đ) C(Đ)", "CI(Đ1 Đ2) CII(Đ3)", QUIET),
    "chapters and articles run through parts": ("P(C(Đ)) P(C(Đ))", "PI(CI(Đ1)) PII(CII(Đ2))", QUIET),
    "sections restart in each chapter, articles do not": (
        "C(M(Đ) M(Đ)) C(M(Đ))",
        "CI(M1(Đ1) M2(Đ2)) CII(M1(Đ3))",
        QUIET,
    ),
    "subsections restart in each section": ("C(M(TM(Đ) TM(Đ)) M(TM(Đ)))", "CI(M1(TM1(Đ1) TM2(Đ2)) M2(TM1(Đ3)))", QUIET),
    "clauses restart in each article": ("Đ(K1 K2) Đ(K1)", "Đ1(K1 K2) Đ2(K1)", QUIET),
    "points restart in each clause": ("Đ(K1(a b) K2(a))", "Đ1(K1(a b) K2(a))", QUIET),
    "lazy clauses are counted": ("Đ(K1 K1 K1)", "Đ1(K1 K2 K3)", QUIET),
    "lazy points are counted, with đ": ("Đ(K1(a a a a a))", "Đ1(K1(a b c d đ))", QUIET),
    "a missing đ is found": ("Đ(K1(a b c d e))", "Đ1(K1(a b c d e))", ["DK-N001 line 7"]),
    "f is no letter of the series": ("Đ(K1(a b c d đ e f))", "Đ1(K1(a b c d đ e f))", ["DK-N003 line 9"]),
    "a gap is found and the numbers stay": ("Đ1 Đ2 Đ4", "Đ1 Đ2 Đ4", ["DK-N001 line 5"]),
    "only the article after the gap is reported": ("Đ1 Đ3 Đ4", "Đ1 Đ3 Đ4", ["DK-N001 line 3"]),
    "a repeated number is found": ("Đ1 Đ2 Đ2", "Đ1 Đ2 Đ2", ["DK-N002 line 5"]),
    "a number that goes back is found": ("Đ1 Đ2 Đ1", "Đ1 Đ2 Đ1", ["DK-N001 line 5"]),
    "a series that starts late is found": ("Đ3 Đ4", "Đ3 Đ4", ["DK-N001 line 1"]),
    "counting goes on after a written number": ("Đ1 Đ Đ3 Đ", "Đ1 Đ2 Đ3 Đ4", QUIET),
    "inserted articles are kept and not counted": ("Đ1 Đ1a Đ1b Đ", "Đ1 Đ1a Đ1b Đ2", QUIET),
    "an inserted article out of turn is found": ("Đ1 Đ1b", "Đ1 Đ1b", ["DK-N001 line 3"]),
    "an inserted clause and point are kept": ("Đ(K1 K1a K2(a a1 b))", "Đ1(K1 K1a K2(a a1 b))", QUIET),
    "an inserted point with đ": ("Đ(K1(a b c d đ đ1 e))", "Đ1(K1(a b c d đ đ1 e))", QUIET),
    "Roman chapters are checked": ("CI CII CIV", "CI CII CIV", ["DK-N001 line 5"]),
    "an irregular Roman numeral is found": ("CI CII CIII CIIII", "CI CII CIII CIIII", ["DK-N003 line 7"]),
    "a clause gap is found": ("Đ(K1 K3)", "Đ1(K1 K3)", ["DK-N001 line 3"]),
    "one annex has no number": ("Đ PL", "Đ1 PL", QUIET),
    "one annex with a written number keeps it": ("PLI", "PLI", QUIET),
    "several annexes are counted in Roman": ("PL PL PL", "PLI PLII PLIII", QUIET),
    "articles restart in each annex": ("Đ Đ PL(Đ Đ) PL(Đ)", "Đ1 Đ2 PLI(Đ1 Đ2) PLII(Đ1)", QUIET),
    "forms have two digits": ("PL(MS MS)", "PL(MS01 MS02)", QUIET),
    "clauses restart in each section of an annex": ("PL(M(K1 K2) M(K1))", "PL(MI(K1 K2) MII(K1))", QUIET),
}


@pytest.mark.parametrize(("given", "wanted", "found"), CASES.values(), ids=CASES)
def test_numbering(tmp_path: Path, given: str, wanted: str, found: list[str]) -> None:
    made = document(tmp_path, source(given))
    assert outline(made.bound) == wanted
    assert faults(made) == found


@pytest.mark.parametrize("order", list(permutations("abcd")))
def test_moving_an_article_moves_every_number_and_reference(tmp_path: Path, order: tuple[str, ...]) -> None:
    article = "### Điều. Tên {0} {{#{0}}}\n1. Xem @a-1, @b-1, @c-1 với @d-1.\n2. Nội dung {0}: {{#{0}-1}}\na) Điểm.\n"
    made = document(tmp_path, "# Chương. Một\n" + "# Chương. Hai\n".join(article.format(name) for name in order))
    for place, name in enumerate(order, 1):
        assert f"article: Điều {place}. Tên {name}" in printed(made.bound)
        others = {
            other: "khoản 2 Điều này" if other == name else f"khoản 2 Điều {order.index(other) + 1} của Nghị định này"
            for other in "abcd"
        }
        line = printed(made.bound)[printed(made.bound).index(f"article: Điều {place}. Tên {name}") + 1]
        assert line == "clause: 1. Xem {a}, {b}, {c} với {d}.".format(**others)
    assert faults(made) == []


def test_moving_a_clause_moves_its_number_and_references(tmp_path: Path) -> None:
    before = document(tmp_path / "1", "### Điều. A\n1. Một.\n1. Hai: {#hai}\na) Điểm. {#diem}\n1. Theo @diem.\n")
    after = document(tmp_path / "2", "### Điều. A\n1. Hai: {#hai}\na) Điểm. {#diem}\n1. Một.\n1. Theo @diem.\n")
    assert text_of(before.bound, "3. ") == "3. Theo điểm a khoản 2 Điều này."
    assert text_of(after.bound, "3. ") == "3. Theo điểm a khoản 1 Điều này."


@pytest.mark.parametrize(
    ("wrong", "words"),
    [("### Điều 1. A\n### Điều 3. B\n", ("Điều", "3", "2")), ("### Điều. A\n1. A:\na) A;\nf) F.\n", ("f", "điểm"))],
)
def test_a_wrong_number_is_named_with_what_was_expected(tmp_path: Path, wrong: str, words: tuple[str, ...]) -> None:
    message = str(document(tmp_path, wrong).bound.faults[0].message)
    assert all(word in message for word in words), message


@pytest.mark.parametrize("numeral", ["arabic", "padded", "roman", "vi_letter", "latin_letter"])
def test_writing_and_reading_a_number_are_inverse(numeral: str) -> None:
    for main in range(1, 400):
        for inserted in (0, 1, 2):
            assert parse(write((main, inserted), numeral), numeral) == (main, inserted), (main, inserted)


def test_letters_of_points_follow_the_vietnamese_order() -> None:
    assert [write((number, 0), "vi_letter") for number in range(1, 24)] == list(VI_LETTERS)
    assert VI_LETTERS[:8] == "abcdđegh"
    assert not set("fjwz") & set(VI_LETTERS)


def test_what_may_follow_a_number() -> None:
    assert follows((5, 0), (6, 0))
    assert follows((5, 0), (5, 1))
    assert follows((5, 1), (5, 2))
    assert follows((5, 2), (6, 0))
    assert not follows((5, 0), (7, 0))
    assert not follows((5, 0), (5, 2))
    assert not follows((5, 0), (5, 0))


def test_roman_numerals_out_of_range_are_refused() -> None:
    for number in (0, 4000):
        with pytest.raises(ValueError, match=str(number)):
            to_roman(number)
