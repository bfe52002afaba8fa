"""Which item of a content became which words: for who must find the way back from a printed text to its source."""

from __future__ import annotations

from draftkit.model.inline import Content
from draftkit.model.named import NamedTuple


class Step(NamedTuple):
    """How `used` items of a content from `at` on were bound: the words; for an emphasised one, the steps within."""

    at: int
    used: int
    words: Content
    inner: Steps = ()


Steps = tuple[Step, ...]


class Written(NamedTuple):
    """A content as written, and how its items were bound; without steps they are printed as they stand."""

    content: Content
    steps: Steps = ()


class Trace:
    """The contents of a draft with their steps: texts by the serial number of their holder, cells by that of their
    table, row and column; and the legal bases in order."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int, int], Written] = {}
        self.bases: list[Written] = []

    def written(self, content: Content, serial: int, row: int = -1, column: int = -1) -> Written:
        """A content that stands there, with its steps; without when another was bound there, or none."""
        known = self.known.get((serial, row, column))
        return known if known and known.content == content else Written(content)
