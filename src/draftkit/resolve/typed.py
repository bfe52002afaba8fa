"""References typed by hand: found in the text, and looked up in the draft.

Only references that say they are to this document are looked up (`… Điều này`, `… khoản này`, `… Điều 5 của Nghị định
này`); a bare `Điều 5 của Luật …` belongs to another text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from draftkit.law.references import TYPED, TYPED_START
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
    index: _Index | None = None
    act = bound.draft.kind.words.get("act", "")
    position = line = counted = 0
    while True:
        start = TYPED_START.search(text, position)
        if not start:
            return
        found = TYPED.match(text, start.start())
        position = max(found.end(), start.end()) if found else start.end()
        if not found or not found[0]:
            continue
        # “Điều 3 của Quy chế này” is not of this document but of a text annexed to it
        own = (
            (found["own"] and found["act"] == act)
            or found["article"] == "này"
            or (found["clause"] == "này" and not found["article"])
        )
        if not own:
            continue
        index = index or _Index(bound)
        line += text.count("\n", counted, start.start())
        counted = start.start()
        here = index.around(line)
        target, missing = index.find(found, here)
        yield TypedReference(found[0].rstrip(" \n"), start.start(), here, target, missing)


class _Index:
    """Units by line, and children by written number."""

    def __init__(self, bound: Bound) -> None:
        self.numbers = bound.numbers
        self.lines: list[int] = []
        self.chains: list[tuple[Unit, ...]] = []
        self.articles: dict[str, Unit] = {}
        self._walk(bound.draft)

    def _walk(self, draft: Draft) -> None:
        def visit(unit: Unit, chain: tuple[Unit, ...], in_annex: bool) -> None:
            inner = (*chain, unit)
            self.lines.append(unit.line)
            self.chains.append(inner)
            if unit.level.name == "article" and not in_annex:
                self.articles.setdefault(self.numbers.get(unit.serial, ""), unit)
            if len(unit.body) > 1 or unit.level.keyword:  # a khoản or điểm of one paragraph has nothing below
                for child in _children(unit.body):
                    visit(child, inner, in_annex)

        for block in _children(draft.body):
            visit(block, (), False)
        for annex in draft.annexes:
            visit(annex, (), True)

    def around(self, line: int) -> tuple[Unit, ...]:
        at = bisect_right(self.lines, line) - 1
        return self.chains[at] if at >= 0 else ()

    def find(self, found: re.Match[str], here: tuple[Unit, ...]) -> tuple[Unit | None, str]:
        unit: Unit | None
        article, clause, point = found["article"], found["clause"], found["point"]
        if article and article != "này":
            unit = self.articles.get(article)
            if unit is None:
                return None, f"Điều {article}"
        else:
            unit = next((item for item in here if item.level.name == "article"), None)
            if unit is None:
                return None, found[0].strip()
        if clause == "này":
            unit = next((item for item in here if item.level.name == "clause"), None)
            if unit is None:
                return None, "khoản này"
        elif clause:
            unit = self._child(unit, "clause", clause)
            if unit is None:
                return None, f"khoản {clause}"
        if point:
            unit = self._child(unit, "point", point)
            if unit is None:
                return None, f"điểm {point}"
        return unit, ""

    def _child(self, parent: Unit, level: str, number: str) -> Unit | None:
        return next(
            (
                unit
                for unit in _children(parent.body)
                if unit.level.name == level and self.numbers.get(unit.serial) == number
            ),
            None,
        )


def _children(body: Sequence[object]) -> list[Unit]:
    return [block for block in body if isinstance(block, Unit)]
