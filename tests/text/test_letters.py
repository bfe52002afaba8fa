"""Capitals and small letters of Vietnamese in expressions."""

from __future__ import annotations

import re

from draftkit.text.fold import with_capital, with_small
from draftkit.text.pattern import LOWER, MARKED, UPPER, VIETNAMESE

LAW = "Ủy ban, Ông, Ấp, Điều, Ưu đãi, Ở, Ệ, Ỵ"


def test_every_capital_of_a_word_is_one() -> None:
    assert re.findall(f"[{UPPER}]", LAW) == ["Ủ", "Ô", "Ấ", "Đ", "Ư", "Ở", "Ệ", "Ỵ"]
    assert re.findall(f"[{LOWER}]+", LAW) == ["y", "ban", "ng", "p", "iều", "u", "đãi"]


def test_letters_are_of_one_size_and_stand_once() -> None:
    assert MARKED.lower() == MARKED
    assert len(set(MARKED)) == len(MARKED) == 67
    assert set(VIETNAMESE) < set(MARKED)


def test_the_first_letter_alone_is_changed() -> None:
    assert [with_capital(text) for text in ("điểm a khoản 1 Điều 2", "", "ô nhiễm")] == [
        "Điểm a khoản 1 Điều 2",
        "",
        "Ô nhiễm",
    ]
    assert [with_small(text) for text in ("Về việc X", "UBND tỉnh", "Ô nhiễm", "Y tế", "Đ", "")] == [
        "về việc X",
        "UBND tỉnh",
        "ô nhiễm",
        "y tế",
        "đ",
        "",
    ]
