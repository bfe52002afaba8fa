"""Formulas where only text can stand: on one line, as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from draftkit.model.inline import HOLDERS, Content, Inline, Math, Sub, Sup, plain
from draftkit.text.figures import value

RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
SHIFTED: Mapping[type, Mapping[int, int]] = {Sup: RAISED, Sub: str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")}
"""The signs that raised and lowered digits have where only text can stand, by what holds them."""
_WORDED = r"[^{}\\$\n]*[à-öù-ýăđĩũơưạ-ỹ]|(?=[^{}\\^_=+*×<>$\n]*\$)[^$\n]*[\s(][^\W\d_]{2,}\s"
FORMULA = rf"\$(?<![\w$]\$)(?!\d(?:[\d.,]*; ?\d|{_WORDED}))(?P<math>(?=\S)[^$\n]+?(?<=\S))\$(?![\w$])"
"""A formula as it is typed; “từ $5 đến 10$”, “từ $5 hay 10$” is money: a number, then words. Each way to tell it reads
what follows once: a number of many digits takes no longer than other text."""
_TYPED = re.compile(FORMULA)
_RANGE = re.compile(r"(\d[\d.,]*)\s?[-–—]\s?(\d[\d.,]*)")


def is_money(tex: str) -> bool:
    """Whether it is a range between two signs of money, “$5 - 10$”, from one number to a greater one."""
    ends = _RANGE.fullmatch(tex)
    low, high = map(value, ends.groups()) if ends else (None, None)
    return low is not None and high is not None and low < high


def typed_formula(tex: str) -> str:
    """A formula as it is typed in a text; in braces where it would be money."""
    text = f"${tex}$"
    return text if _TYPED.fullmatch(text) and not is_money(tex) else f"${{{tex}}}$"


def math_line(tex: str) -> str:
    """A formula as people read it, on one line."""
    from draftkit.word.equations import said  # few texts have a formula

    return said(tex)


def in_line(content: Content) -> str:
    """A content as `plain` tells it, its formulas as people read them, digits raised and lowered: 10³ is no 103."""
    return "".join(map(_shown, content))


def _shown(item: Inline) -> str:
    if isinstance(item, Math):
        return math_line(item.tex)
    words = in_line(item.content) if isinstance(item, HOLDERS) else plain((item,))
    return words.translate(SHIFTED.get(type(item), {}))
