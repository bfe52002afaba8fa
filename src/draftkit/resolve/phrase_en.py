"""Wording of references in an English translation, as the official translations of Vietnamese law have it:
“Point a, Clause 2, Article 5 of this Decree”, “Clause 2 of this Article”, “Articles 5 and 6”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftkit.model.inline import Inline, plain
from draftkit.model.tree import Block, Figure, Formula, Table, Unit
from draftkit.resolve.bound import Target
from draftkit.resolve.phrase import ATTACHMENT, Phrases, outermost

_CALLED = {
    "part": "Part",
    "chapter": "Chapter",
    "section": "Section",
    "subsection": "Sub-section",
    "article": "Article",
    "clause": "Clause",
    "point": "Point",
    "annex": "Appendix",
    "form": "Form",
    "item": "point",
    "subitem": "item",
}
"""What a level is called, by its name in Akoma Ntoso."""


class EnglishPhrases(Phrases):
    """Words references in English; numbers stay what they are in the original."""

    of = "of"
    captions: Mapping[type[Block], str] = {Table: "Table", Figure: "Figure", Formula: "Formula"}

    def one(self, target: Target, here: tuple[Unit, ...]) -> list[Inline]:
        if not isinstance(target.block, Unit):
            return self._captioned(target, here)
        if target.block in here and not target.block.level.whole:
            return [f"this {self.cite(target.block)}"]
        return [*self._numbered(target.block), *self._tail(target.chain[:-1], target.block, here)]

    def several(self, targets: Sequence[Target], separators: Sequence[str], here: tuple[Unit, ...]) -> list[Inline]:
        units = [target.block for target in targets if isinstance(target.block, Unit)]
        called = self.cite(units[0])
        out: list[Inline] = ["Appendices " if called == "Appendix" else f"{called}s "]
        for unit, word in zip(units, ("", *separators), strict=True):
            out += [word, self._number(unit)] if word else [self._number(unit)]
        return [*out, *self._tail(targets[0].chain[:-1], units[0], here)]

    def cite(self, unit: Unit) -> str:
        if unit.level.name == ATTACHMENT:
            return self.kind.attached(plain(unit.title)) or plain(unit.title)
        return _CALLED.get(unit.level.name, "Section")

    def _numbered(self, unit: Unit) -> list[Inline]:
        if not unit.level.shows_number and unit.title:
            return [f"“{plain(unit.title)}”"]
        return [f"{self.cite(unit)} ", self._number(unit)] if self.numbers[unit.serial] else [self._number(unit)]

    def _tail(self, parents: tuple[Unit, ...], unit: Unit, here: tuple[Unit, ...]) -> list[Inline]:
        out: list[Inline] = []
        while not unit.level.whole and (unit.level.shows_number or not unit.level.bare):
            if unit.level.name in ("annex", ATTACHMENT):
                return [*out, f" to {self.kind.words['this']}"]
            if not parents or (unit.level.runs_on and parents[0].level.depth):
                return [*out, f" of {self.kind.words['this']}"]
            unit = parents[0] if unit.level.runs_on else parents[-1]
            parents = parents[: parents.index(unit)]
            if unit in here:
                return [*out, f" of this {self.cite(unit)}"]
            out += [", ", *self._numbered(unit)]
        return out

    def _captioned(self, target: Target, here: tuple[Unit, ...]) -> list[Inline]:
        out = self._float(target.block)
        annex = outermost(target.chain)
        if annex is None or annex in here:
            return out
        return [*out, ", ", *self._numbered(annex), *self._tail((), annex, here)]
