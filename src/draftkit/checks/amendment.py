"""What an amending draft does to the documents of the project that it amends (`van_ban: {goc: …}`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from draftkit.amending.carry import opens_wording
from draftkit.amending.labels import order
from draftkit.amending.lines import Line, lines_from
from draftkit.amending.operation import Operation, Reading
from draftkit.amending.phrase import matches
from draftkit.amending.read import read_lines
from draftkit.amending.rows import rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Tree
from draftkit.model.keys import is_amended
from draftkit.model.place import Place
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import make_frame
from draftkit.resolve.printed_lines import printed_lines


class Base(NamedTuple):
    """A document that is amended: the name the draft has for it, its number, its text."""

    name: str
    number: str
    bound: Bound
    tree: Tree


class Amendment:
    """The operations of a draft and what they meet; with the calls by which rules ask about them."""

    cited = staticmethod(cited)
    matches = staticmethod(matches)
    opens_wording = staticmethod(opens_wording)
    order = staticmethod(order)

    def __init__(self, bound: Bound) -> None:
        self.bound = bound

    @cached_property
    def lines(self) -> list[Line]:
        """The draft as printed lines."""
        return lines_from((text, line + 1) for text, line in printed_lines(self.bound))

    @cached_property
    def reading(self) -> Reading:
        """The operations of the draft."""
        return read_lines(self.lines, "")

    @cached_property
    def bases(self) -> tuple[Base, ...]:
        """The documents that are amended."""
        found = []
        for name, bound in self.bound.others.items():
            if is_amended(name):
                lines = lines_from((text, line + 1) for text, line in printed_lines(bound))
                number = make_frame(bound).number.rpartition(": ")[2].strip()
                found.append(Base(name, number, bound, Tree(rows_of(lines))))
        return tuple(found)

    @cached_property
    def met(self) -> tuple[tuple[int, Operation, Base], ...]:
        """The operations on documents at hand, each with its place among all."""
        if not self.bases:
            return ()
        counts = Counter(one.base for one in self.reading.operations)
        main = counts.most_common(1)[0][0] if counts else ""
        by_number = {base.number: base for base in self.bases}
        only = self.bases[0] if len(self.bases) == 1 else None
        found = []
        for at, one in enumerate(self.reading.operations):
            base = by_number.get(one.base) or (only if only and one.base == main else None)
            if base:
                found.append((at, one, base))
        return tuple(found)

    def place(self, one: Operation) -> Place:
        """Where in the draft an operation is told."""
        return Place(max(one.line - 1, 0))

    def on(self, *sorts: str) -> Iterator[tuple[Operation, Base]]:
        """The operations of these sorts on documents at hand."""
        return ((one, base) for _, one, base in self.met if one.op in sorts)
