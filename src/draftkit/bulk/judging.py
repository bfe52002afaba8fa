"""Which documents of a series the rules look at, and what is told of what they find: what the text has stands in every
row and is told once; what a row alone has is told of the row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from draftkit.bulk.rows import Row
from draftkit.library.session import Document
from draftkit.model.message import Finding, Message, Severity, msg

FEW = 200
"""Rows up to which the rules look at each: that takes twice as long as all other work on a page."""
_NUMBER = re.compile(r"\d+(?:([/-])\d+\1\d+)?")


class Judge:
    """Looks at the documents of a series: at `every` one, or only at those unlike all in which nothing was found but
    the warnings of the text (`usual`). Rows are alike that differ in digits alone, those of days aside."""

    def __init__(self, every: bool) -> None:
        self.every = every
        self.usual: frozenset[str] = frozenset()
        self._clean: set[str] = set()

    def look(self, row: Row, document: Document) -> Sequence[Finding] | None:
        """What is found in the document of a row; None where one like it was looked at."""
        shape = _NUMBER.sub(lambda number: number[0] if number[1] else "0", "\n".join(row.cells.values()))
        if not self.every and shape in self._clean:
            return None
        found = document.check()
        grave = [one for one in found if one.severity >= Severity.WARNING]
        if all(one.severity is Severity.WARNING and said(one) in self.usual for one in grave):
            self._clean.add(shape)
        return found


def alike(looked: int, others: int) -> Message | None:
    """That the rules looked at some documents only, where they did."""
    said = msg(
        "the rules looked at the documents of {count} rows; each of the {others} others differs from one of these in "
        "digits only, and no rule looked at it",
        count=looked,
        others=others,
    )
    return said if others else None


def said(finding: Finding) -> str:
    """What a finding says, wherever it stands."""
    return f"{finding.rule} {finding.message}"


def parted(found: Iterable[tuple[int, Sequence[Finding]]]) -> tuple[Sequence[Finding], list[tuple[int, Finding]]]:
    """What was found in documents, given by their rows: what the first of them has, which is of the text, and what
    only others have, with their rows."""
    others = iter(found)
    text: Sequence[Finding] = next(others, (0, ()))[1]
    known = set(map(said, text))
    return text, [(number, one) for number, findings in others for one in findings if said(one) not in known]
