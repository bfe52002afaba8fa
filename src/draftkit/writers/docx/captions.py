"""Numbers of captions as SEQ fields of Word (ECMA-376 part 1, 17.16.5.56) whose result is already there: Word's own
lists of tables and figures find them, and a caption that is put in by hand moves those behind it."""

from __future__ import annotations

from draftkit.model.numeral import whole
from draftkit.word.markup import attribute

CAPTIONS = frozenset(("table-caption", "figure-caption"))
"""Roles of captions."""


class Sequences:
    """The captions of one document as they are written; a number that does not follow begins a series anew (`\\r`), as
    that of the first table of an annex does. `within` is the number of an annex that lists its own captions: they are a
    sequence of their own, since a list knows them by nothing else (of the captions between two marks, TOC `\\b`,
    LibreOffice ends at a document with two such lists)."""

    def __init__(self) -> None:
        self.within = ""
        self._last: dict[str, int] = {}

    def called(self, word: str) -> str:
        """The sequence of captions that begin with a word."""
        return f"{word.strip()}_{self.within}" if self.within else word.strip()

    def field(self, word: str, number: str, shown: str) -> str:
        """The number of a caption, `shown` as runs; one that is no plain number (`A.1`) stays text."""
        value, name = whole(number), self.called(word)
        if value is None or not word.strip() or str(value) != number:
            return shown
        follows = value == self._last.get(name, 0) + 1
        self._last[name] = value
        code = rf" SEQ {name} \* ARABIC " if follows else rf" SEQ {name} \* ARABIC \r {value} "
        return f'<w:fldSimple w:instr="{attribute(code)}">{shown}</w:fldSimple>'
