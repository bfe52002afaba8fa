"""References typed by hand: found in the text, and looked up in the draft.

Only references that say they are to this document are looked up (`… Điều này`, `… khoản này`, `… Điều 5 của Nghị định
này`); a bare `Điều 5 của Luật …` belongs to another text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from draftkit.law.lookup import NOWHERE, Lookup
from draftkit.law.references import Citation, Member, Step, find
from draftkit.model.tree import Draft, Unit
from draftkit.resolve.bound import Bound


class TypedReference(NamedTuple):
    """A reference as typed: its text, offset in the source, the units around it, and the unit it names (None when there
    is none)."""

    text: str
    offset: int
    here: tuple[Unit, ...]
    target: Unit | None
    missing: str


def find_typed(bound: Bound, text: str) -> Iterator[TypedReference]:
    """References to this document in `text` (the source with what is not prose blanked out, offsets unchanged)."""
    index: Index | None = None
    line = counted = 0
    flat = text.replace("\n", " ")
    for citation in find(flat):
        if citation.document.other or not any(_looked_up(bound, citation, member) for member in citation.members):
            continue
        index = index or Index(bound)
        line += text.count("\n", counted, citation.start)
        counted = citation.start
        here = index.around(line)
        for member in citation.members:
            if _looked_up(bound, citation, member):
                target, missing = index.find(member.path, here)
                end = citation.end if member is citation.members[-1] else member.end
                yield TypedReference(text[member.start : end], member.start, here, target, missing)


def _looked_up(bound: Bound, citation: Citation, member: Member) -> bool:
    """Whether a member says that it is of this document. “Điều 3 của Quy chế này” is of a text annexed to it."""
    if member.path[0].level not in ("article", "clause", "point"):
        return False
    if member.here:
        return True
    own = citation.document.own and citation.document.type == bound.draft.kind.words.get("act", "")
    return own and member.path[0].level == "article"


class Index:
    """Units by line, and by the way to them."""

    def __init__(self, bound: Bound) -> None:
        self.numbers = bound.numbers
        self.lines: list[int] = []
        self.chains: list[tuple[Unit, ...]] = []
        self.lookup = Lookup()
        self.places: dict[int, int] = {}
        self._walk(bound.draft)

    def _walk(self, draft: Draft) -> None:
        def visit(unit: Unit, chain: tuple[Unit, ...], parent: int) -> None:
            inner = (*chain, unit)
            at = len(self.lines)
            self.lines.append(unit.line)
            self.chains.append(inner)
            self.places[unit.serial] = at
            self.lookup.add(at, unit.level.name, self.numbers.get(unit.serial, ""), parent, unit.level.depth == 0)
            if len(unit.body) > 1 or unit.level.keyword:  # a khoản or điểm of one paragraph has nothing below
                for child in _children(unit.body):
                    visit(child, inner, at)

        for block in draft.blocks:
            if isinstance(block, Unit):
                visit(block, (), NOWHERE)

    def around(self, line: int) -> tuple[Unit, ...]:
        at = bisect_right(self.lines, line) - 1
        return self.chains[at] if at >= 0 else ()

    def find(self, path: Sequence[Step], here: tuple[Unit, ...]) -> tuple[Unit | None, str]:
        at = self.places[here[-1].serial] if here else NOWHERE
        way = self.lookup.find(path, at)
        if way.missing is None:
            return self.chains[way.at][-1], ""
        return None, said(way.missing)


_CITED = {"point": "điểm", "clause": "khoản", "article": "Điều"}


def said(step: Step) -> str:
    """A step as it is named."""
    return f"{_CITED.get(step.level, step.level)} {step.number}".strip()


def _children(body: Sequence[object]) -> list[Unit]:
    return [block for block in body if isinstance(block, Unit)]
