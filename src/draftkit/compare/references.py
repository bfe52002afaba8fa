"""References to provisions of the document itself, as printed: which provision each means, so that a reference that
only follows renumbering can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from draftkit.compare.values import TABLE, Side
from draftkit.law.references import FOREIGN, LIST, LISTED, NAMED, NAMED_START, OWN

_LEVEL = {"khoản": "clause", "điểm": "point"}


class Found(NamedTuple):
    """A reference in a text: where, and the node it means."""

    start: int
    end: int
    target: int


class Finder:
    """Finds the references of one side."""

    def __init__(self, side: Side) -> None:
        self.nodes = side.nodes
        self.children: dict[tuple[int, str, str], int] = {}
        self.articles: dict[str, int] = {}
        self.named: dict[str, int] = {}
        for at, node in enumerate(side.nodes):
            self.children.setdefault((node.parent, node.level, node.number), at)
            if node.level == "article" and node.scope < 0:
                self.articles.setdefault(node.number, at)
            if node.level in ("annex", "chapter", "part", "section"):
                self.named.setdefault(node.name, at)
            if node.level == TABLE:
                self.named.setdefault(node.name.split(",")[0], at)

    def find(self, text: str, here: int) -> Iterator[Found]:
        """The references in a text that stands at the node `here`, in order."""
        listed = (
            [found for many in LIST.finditer(text) for found in self._listed(many, text, here)] if "ác " in text else []
        )
        taken = [(many.start(), many.end()) for many in LIST.finditer(text)] if listed else []
        single = (
            found for found in self._single(text, here) if not any(start <= found.start < end for start, end in taken)
        )
        return iter(sorted((*listed, *single)) if listed else single)

    def _listed(self, many: re.Match[str], text: str, here: int) -> Iterator[Found]:
        """The numbers of a list such as “các khoản 1, 2 và 4 Điều 5”, each a reference of its own; the last with the
        words that follow it."""
        if FOREIGN.match(text, many.end()):
            return
        tail = OWN.match(text, many.end())
        end = tail.end() if tail else many.end()
        article, clause = many["article"], many["clause"]
        above = self.articles.get(article, -1) if article and article != "này" else self._around(here, "article")
        if many["cite"] == "điểm":
            above = (
                self.children.get((above, "clause", clause), -1)
                if clause and clause != "này"
                else self._around(here, "clause")
            )
        numbers = list(LISTED.finditer(text, many.start("items"), many.end("items")))
        for number in numbers:
            target = (
                self.articles.get(number[0], -1)
                if many["cite"] == "Điều"
                else self.children.get((above, _LEVEL[many["cite"]], number[0]), -1)
            )
            if target >= 0:
                yield Found(number.start(), end if number is numbers[-1] else number.end(), target)

    def _single(self, text: str, here: int) -> Iterator[Found]:
        position = 0
        while True:
            start = NAMED_START.search(text, position)
            if not start:
                return
            found = NAMED.match(text, start.start())
            position = max(start.end(), found.end() if found else 0)
            if not found or not found[0].strip():
                continue
            end = found.start() + len(found[0].rstrip())
            if FOREIGN.match(text, end):
                continue
            target = self._target(found, here)
            tail = OWN.match(text, end)
            if tail:
                end = position = tail.end()
            if target >= 0:
                yield Found(found.start(), end, target)

    def _target(self, found: re.Match[str], here: int) -> int:
        if found["outer"]:
            return self.named.get(f"{found['outer']} {found['number']}", -1)
        if found["table"]:
            return self.named.get(found["table"], -1)
        if found["section"]:
            chapter = self.named.get(f"Chương {found['chapter']}", -1)
            return self.children.get((chapter, "section", found["order"]), -1)
        article, clause, point = found["article"], found["clause"], found["point"]
        at = self.articles.get(article, -1) if article and article != "này" else self._around(here, "article")
        if clause == "này":
            at = self._around(here, "clause")
        elif clause:
            at = self.children.get((at, "clause", clause), -1)
        if point and at >= 0:
            at = self.children.get((at, "point", point), -1)
        return at

    def _around(self, at: int, level: str) -> int:
        while at >= 0 and self.nodes[at].level != level:
            at = self.nodes[at].parent
        return at
