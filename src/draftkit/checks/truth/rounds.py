"""Rounds of a draft that a text tells of: “dự thảo lần 2”, “dự thảo Nghị định (lần thứ ba)”."""

from __future__ import annotations

import re

from draftkit.checks.truth.apart import ways
from draftkit.text.figures import number_said

ROUND, _THIS = ways("rounds", "round this")


def round_of(found: re.Match[str]) -> float:
    """The number of a round that a match of `ROUND` names; 0 for none."""
    return 1 if found[1].lower() == "nhất" else number_said(found[1]) or 0


def rounds(text: str, turn: float) -> list[tuple[re.Match[str], float]]:
    """Where a text names a round of a draft whose own is known (`turn`; 0: it is not), and which."""
    found = ((one, round_of(one)) for one in ROUND.finditer(text) if turn)
    return [(one, number) for one, number in found if number]


def is_present(text: str, found: re.Match[str]) -> bool:
    """Whether a round is said to be the present one: “đây là dự thảo lần 3”."""
    return _THIS.search(text, 0, found.start()) is not None
