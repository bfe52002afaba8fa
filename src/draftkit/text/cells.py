"""Cells of tables that other people open in a spreadsheet."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\s\d.,])")
"""What a spreadsheet would compute; `- Loại khác` and `-5%` are texts and figures."""


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows and does not compute: a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text
