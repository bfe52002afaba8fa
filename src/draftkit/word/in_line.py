"""Formulas where only text can stand: on one line, as people read them."""

from __future__ import annotations

import re

from draftkit.model.inline import Content, Math, mapped, plain

_TYPED = re.compile(r"\$([^$\n]+)\$")


def math_line(tex: str) -> str:
    """A formula as people read it, on one line."""
    from draftkit.word.equations import said  # few texts have a formula

    return said(tex)


def in_line(content: Content) -> str:
    """A content as `plain` tells it, its formulas as people read them."""
    return plain(mapped(content, lambda item: math_line(item.tex) if isinstance(item, Math) else item))


def read_formulas(text: str) -> str:
    """A text that is typed without other marks, its formulas as people read them."""
    return _TYPED.sub(lambda found: math_line(found[1]), text)
