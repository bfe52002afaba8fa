"""The units of one document by the way to them, as citations name them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from draftkit.law.lists import Step
from draftkit.law.units import HERE, LEVELS, PARTS
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import from_roman, parse

NOWHERE = -1
_HEADED = frozenset(("part", "chapter", "section", "subsection", "article", "form", "table", "figure", "formula"))
"""Levels found from the top of a text whatever stands between."""


class Way(NamedTuple):
    """What a way leads to: the index of the unit, `NOWHERE` when there is none, and the first step that fails; no step
    when it cannot be told (`Phụ lục`, of several)."""

    at: int
    missing: Step | None = None


class Lookup:
    """The units of a document. Each is known by the index its caller gives it; add holders before what they hold.

    A text issued together with the document, or an annex, is a text of its own: its units are not found from outside
    unless the way passes it."""

    def __init__(self) -> None:
        self._level: dict[int, str] = {}
        self._parent: dict[int, int] = {}
        self._top: dict[int, int] = {NOWHERE: NOWHERE}
        self._found: dict[tuple[int, str, str], int] = {}
        self._named: dict[tuple[str, str], list[int]] = {}
        self._only: dict[tuple[int, str], list[int]] = {}

    def add(self, at: int, level: str, number: str, parent: int = NOWHERE, own_text: bool = False) -> None:
        """A unit; `own_text`: it is a text of its own."""
        top = self._top[parent]
        self._level[at], self._parent[at], self._top[at] = level, parent, at if own_text else top
        key = canonical(number)
        self._found.setdefault((parent, level, key), at)
        if level in _HEADED:
            self._named.setdefault((level, key), []).append(at)
            if top != parent:
                self._found.setdefault((top, level, key), at)
        if own_text:
            self._only.setdefault((parent, level), []).append(at)

    def top(self, at: int) -> int:
        """The text that a unit stands in: an annex or attached text, `NOWHERE` for the document itself."""
        return self._top.get(at, NOWHERE)

    def around(self, at: int, level: str) -> int:
        """The unit of a level that holds another, or is it."""
        while at != NOWHERE and self._level[at] != level:
            at = self._parent[at]
        return at

    def find(self, path: Sequence[Step], here: int = NOWHERE, within: int = NOWHERE) -> Way:
        """Where a way leads that is told at the unit `here`, in the text `within`."""
        at = within
        first = True
        for step in path:
            if step.level in PARTS:
                break  # what has no number of its own is not looked for
            if step.number == HERE:
                at = self.around(here, step.level)
                found = at
            else:
                if first and LEVELS[step.level] > LEVELS["article"]:
                    at = self._implied(step, here, within)
                found = self._step(at, step)
            if found == NOWHERE:
                unclear = not step.number and bool(self._only.get((at, step.level)))
                return Way(NOWHERE, None if unclear else step)
            at, first = found, False
        return Way(at)

    def _implied(self, step: Step, here: int, within: int) -> int:
        """What holds a khoản or điểm whose holder is not said: the điều or khoản the words stand in."""
        above = {"clause": ("article",), "point": ("clause", "article"), "subpoint": ("point",)}.get(step.level, ())
        return next((at for at in (self.around(here, level) for level in above) if at != NOWHERE), within)

    def _step(self, at: int, step: Step) -> int:
        found = self._found.get((at, step.level, canonical(step.number)))
        if found is None and not step.number:
            only = self._only.get((at, step.level), [])
            found = only[0] if len(only) == 1 else None
        if found is None and step.level in _HEADED:
            anywhere = at == NOWHERE and step.level == "form"  # forms stand in annexes
            named = self._named.get((step.level, canonical(step.number)), ())
            found = next((other for other in named if anywhere or (at != NOWHERE and self._within(other, at))), None)
        return NOWHERE if found is None else found

    def _within(self, at: int, holder: int) -> bool:
        while at != NOWHERE and at != holder:
            at = self._parent[at]
        return at == holder


@lru_cache(maxsize=4096)
def canonical(number: str) -> str:
    """A number as it is compared: `Chương V` is `Chương 5`, `Mẫu số 02` is `Mẫu số 2`, `Phần thứ hai` is `Phần 2`."""
    text = number.partition("(")[0] or number.strip("()")  # điểm a(ii) is a part of điểm a
    if text.startswith("thứ "):
        ordinal = parse(text, "ordinal")
        return str(ordinal[0]) if ordinal else text
    roman = text.rstrip("abcdđeghik")
    if roman.isascii() and roman.isupper() and from_roman(roman):
        return f"{from_roman(roman)}{text[len(roman) :]}"
    return text.lstrip("0").lower() or text
