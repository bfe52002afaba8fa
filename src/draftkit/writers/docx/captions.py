"""Numbers of captions as SEQ fields of Word (ECMA-376 part 1, 17.16.5.56) whose result is already there: Word's own
lists of tables and figures find them, and a caption that is put in by hand moves those behind it."""

from __future__ import annotations

from draftkit.model.numeral import whole
from draftkit.word.markup import attribute

CAPTIONS = frozenset(("table-caption", "figure-caption"))
"""Roles of captions."""


class Sequences:
    """The captions of one document as they are written; a number that does not follow begins a series anew (`\\r`), as
    that of the first table of an annex does."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def field(self, word: str, number: str, shown: str) -> str:
        """The number of a caption, `shown` as runs; one that is no plain number (`A.1`) stays text."""
        value, name = whole(number), word.strip()
        if value is None or not name or str(value) != number:
            return shown
        follows = value == self._last.get(name, 0) + 1
        self._last[name] = value
        code = rf" SEQ {name} \* ARABIC " if follows else rf" SEQ {name} \* ARABIC \r {value} "
        return f'<w:fldSimple w:instr="{attribute(code)}">{shown}</w:fldSimple>'
