"""Capitals and small letters of Vietnamese in expressions."""

from __future__ import annotations

import re

from draftkit.text.pattern import LOWER, MARKED, UPPER, VIETNAMESE

LAW = "Ủy ban, Ông, Ấp, Điều, Ưu đãi, Ở, Ệ, Ỵ"


def test_every_capital_of_a_word_is_one() -> None:
    assert re.findall(f"[{UPPER}]", LAW) == ["Ủ", "Ô", "Ấ", "Đ", "Ư", "Ở", "Ệ", "Ỵ"]
    assert re.findall(f"[{LOWER}]+", LAW) == ["y", "ban", "ng", "p", "iều", "u", "đãi"]


def test_letters_are_of_one_size_and_stand_once() -> None:
    assert MARKED.lower() == MARKED
    assert len(set(MARKED)) == len(MARKED) == 67
    assert set(VIETNAMESE) < set(MARKED)
