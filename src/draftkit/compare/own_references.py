"""References to provisions of the document itself, as printed: which provision each means, so that a reference that
only follows renumbering can be told."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.compare.values import TABLE, Side
from draftkit.law.lookup import NOWHERE, Lookup
from draftkit.law.references import Citation, find
from draftkit.model.named import NamedTuple


class Found(NamedTuple):
    """A reference in a text: where, and the node it means."""

    start: int
    end: int
    target: int


class Cited(dict[str, tuple[Citation, ...]]):
    """The citations in texts, by text: each is looked through once."""

    def __missing__(self, text: str) -> tuple[Citation, ...]:
        found = self[text] = tuple(find(text))
        return found


class Finder:
    """Finds the references of one side."""

    def __init__(self, side: Side, cited: Cited) -> None:
        self.cited = cited
        self.lookup = Lookup()
        for at, node in enumerate(side.nodes):
            number = node.name.split(",")[0].rpartition(" ")[2] if node.level == TABLE else node.number
            self.lookup.add(at, node.level, number, node.parent, node.level == "annex")

    def find(self, text: str, here: int) -> Iterator[Found]:
        """The references in a text that stands at the node `here`, in order: each member of a list by itself, the last
        with the words that say whose it is."""
        for citation in self.cited[text]:
            if citation.document.other:
                continue
            top = NOWHERE if citation.document.own else self.lookup.top(here)
            last = citation.members[-1]
            for member in citation.members:
                target = self.lookup.find(member.path, here, top).at
                if target == NOWHERE and top != NOWHERE:
                    target = self.lookup.find(member.path, here).at
                if target != NOWHERE:
                    yield Found(member.start, citation.end if member is last else member.end, target)
