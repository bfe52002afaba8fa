"""Cells of tables that other people open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMULA = re.compile(r"[=@\t\r]|[+-](?:(?![\s\d.,])|[\s\S]*(?:\w\(|[!|]))")
"""What a spreadsheet would compute; `- Loại khác` and `-5%` are texts and figures, `-1+cmd|x!A0` and `- cmd|x!A0` are
neither, on one line or more."""


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows and does not compute: a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_bytes(rows: Iterable[Iterable[str]], separator: str = ",") -> bytes:
    """Rows as a CSV file for spreadsheets, which know by its mark that it is UTF-8 and compute none of its cells."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([map(harmless, row) for row in rows])
    return ("\ufeff" + out.getvalue()).encode()
