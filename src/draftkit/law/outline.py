"""Units as a printed text numbers them: which paragraph opens one, and what is open around each."""

from __future__ import annotations

import re

from draftkit.law.units import LEVELS, level_of
from draftkit.law.ways import ways
from draftkit.model.named import NamedTuple

(CONTAINER,) = ways("outline", "container")
"""A unit that holds articles, or an annex, by the word that calls it and its number."""
_LONGEST_HEADING = 400
"""Signs; a longer paragraph only begins with a reference."""
_ARTICLE = re.compile(r"Điều\s+(?P<number>\d+[a-zđ]?)\s*[.:]?\s*")
_CLAUSE = re.compile(r"(?P<number>[0-9]+[a-zđ]?)\.\s+")
_POINT = re.compile(r"(?P<number>[a-zđ]\d{0,2})\)\s+")


class Heading(NamedTuple):
    """The first paragraph of a unit. `level` is its Akoma Ntoso name, `text` all that follows its number."""

    level: str
    number: str
    text: str


class Outline:
    """The units open while the paragraphs of a text are read in order, each by the index its reader gives."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    @property
    def inner(self) -> int:
        """The index of the innermost open unit, -1 when there is none."""
        return next(reversed(self._open.values()), -1)

    def heading(self, text: str) -> Heading | None:
        """What unit a paragraph opens; a number alone is a khoản or điểm only within an article."""
        start = text[:1]
        if start == "Đ":
            return _found("article", _ARTICLE.match(text))
        if start and start in "PCTM":
            found = CONTAINER.match(text) if len(text) < _LONGEST_HEADING else None
            if found is None or text.startswith((",", ";"), found.end()):
                return None
            return _found(level_of(found["word"]), found)
        if "article" not in self._open:
            return None
        if "0" <= start <= "9":
            return _found("clause", _CLAUSE.match(text))
        return _found("point", _POINT.match(text))

    def enter(self, level: str, at: int) -> int:
        """Open a unit under the index `at`, closing those that cannot hold it. Returns the index of its holder."""
        while self._open and LEVELS[next(reversed(self._open))] >= LEVELS[level]:
            self._open.popitem()
        parent = self.inner
        self._open[level] = at
        return parent


def _found(level: str, found: re.Match[str] | None) -> Heading | None:
    if found is None:
        return None
    return Heading(level, found["number"], found.string[found.end() :].strip())
