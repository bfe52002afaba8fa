"""What a document changes in others, and what changed it, as textual modifications."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from draftkit.amending.lines import lines_from
from draftkit.amending.operation import Operation
from draftkit.amending.read import read_lines
from draftkit.law.acts import cited_acts
from draftkit.law.amending.units import Path
from draftkit.law.lists import Step
from draftkit.law.references import find
from draftkit.law.units import LEVELS, called
from draftkit.model.inline import plain
from draftkit.resolve.bound import Bound
from draftkit.resolve.printed_lines import printed_lines
from draftkit.writers.akn.addresses import Addresses
from draftkit.writers.akn.citing import Citing, act_address, address, portion
from draftkit.writers.akn.elements import SOURCE, block

_SORTS = {
    "replace": "substitution",
    "replace-phrase": "substitution",
    "rename": "substitution",
    "replace-annex": "substitution",
    "insert": "insertion",
    "append": "insertion",
    "insert-phrase": "insertion",
    "repeal": "repeal",
    "delete-phrase": "repeal",
    "renumber": "renumbering",
}
_PASSIVE = (("thay thế", "substitution"), ("bãi bỏ", "repeal"), ("sửa đổi", "substitution"), ("bổ sung", "insertion"))
_CHANGED = re.compile(r"được (?:thay thế|bãi bỏ|sửa đổi|bổ sung)")


class Changes:
    """The changes of a document, `met` being the lines at which its notes are marked, by their numbers."""

    def __init__(self, bound: Bound, citing: Citing, addresses: Addresses, number: str, met: dict[int, int]) -> None:
        self._bound, self._citing, self._addresses, self._number, self._met = bound, citing, addresses, number, met
        self._mods = 0

    def analysis(self) -> str:
        """Both sorts of changes; empty when there are none."""
        active = "".join(self._active())
        passive = "".join(self._passive())
        inner = block("activeModifications", active) if active else ""
        inner += block("passiveModifications", passive) if passive else ""
        return block("analysis", inner, source=SOURCE) if inner else ""

    def _active(self) -> Iterator[str]:
        lines = lines_from((text, line + 1) for text, line in printed_lines(self._bound))
        named: dict[str, str] = {}
        for text in (self._bound.meta.title, *(line.text for line in lines)):
            for act in cited_acts(text):
                named.setdefault(act.number, act_address(act))
        for one in read_lines(lines, self._number).operations:
            source = self._citing.around(one.line - 1)
            base = _base(one, named)
            if one.op in _SORTS and source and base:
                where = _portion(one.target)
                new = self._quoted(source)
                yield self._modification(_SORTS[one.op], f"#{source}", f"{base}/~{where}" if where else base, new)

    def _quoted(self, source: str) -> str:
        start = f"{source}__qstr_"
        return next((name for name in self._addresses.quotes.values() if name.startswith(start)), "")

    def _passive(self) -> Iterator[str]:
        for number, note in enumerate(self._bound.notes, 1):
            text = plain(note.content)
            here = self._citing.around(self._met.get(number, -1))
            sort = next((sort for words, sort in _PASSIVE if f"được {words}" in text), "")
            acts = list(cited_acts(text)) if sort and here and _CHANGED.search(text) else []
            if acts:
                citation = next((one for one in find(text) if one.document.other), None)
                where = portion(citation.members[0].path) if citation else ""
                source = act_address(acts[0])
                yield self._modification(sort, f"{source}/~{where}" if where else source, f"#{here}", "")

    def _modification(self, sort: str, source: str, destination: str, new: str) -> str:
        self._mods += 1
        inner = block("source", href=source) + block("destination", href=destination)
        inner += block("new", href=f"#{new}") if new else ""
        return block("textualMod", inner, type=sort, eId=f"textualmod_{self._mods}")


def _base(one: Operation, named: dict[str, str]) -> str:
    """The address of the act that an operation changes."""
    if one.base in named:
        return named[one.base]
    type, _, rest = one.base.partition(" ")
    return address("act", type, "", rest) if rest else address("act", "", "", one.base) if one.base else ""


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    return {called(level): level for level in LEVELS}


def _portion(path: Path) -> str:
    steps: Iterable[Step] = (Step(_levels().get(unit.kind, ""), unit.label) for unit in path)
    return portion(tuple(step for step in steps if step.level))
