"""`{{ name }}`: the value of a name, and what is said where it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from draftkit.model.finding import Fault
from draftkit.model.inline import Value
from draftkit.model.message import msg
from draftkit.model.meta import Data
from draftkit.readers.shared import look_up

VALUE = re.compile(r"\{\{\s*([^\W\d]\w*(?:\.\w+)*)\s*\}\}")
"""`{{ name }}` as it stands in a text."""
_DEEPEST = 8
"""Values within values: more are a mistake, and could grow without bound."""
_LONGEST = 100_000
"""Signs of a value that names others: one doubled forty times has no end."""


class Values:
    """The values a draft may print: tables in order of precedence, then what `others` tell of other documents."""

    def __init__(self, tables: tuple[Mapping[str, Data], ...], others: Callable[[str], str | None]) -> None:
        self.tables = tables
        self.others = others
        self.printed: dict[str, str] = {}

    def known(self, name: str) -> str | None:
        """The value of a name, from here on among those printed; None when it has none."""
        return self._known(name)[0]

    def bound(self, item: Value) -> tuple[str, list[Fault]]:
        """What is printed for a value, and what is wrong with it."""
        found, missing = self._known(item.name)
        faults = [
            Fault(
                "DK-V001",
                msg("“{outer}” names {{{{ {name} }}}}, which has no value of its own", outer=item.name, name=name),
                item.place,
            )
            for name in dict.fromkeys(missing)
        ]
        if found is None:
            text = msg("{{{{ {name} }}}} has no value in gia_tri or facts.yaml; printed as typed", name=item.name)
            faults.append(Fault("DK-V001", text, item.place))
        return item.raw if found is None else found, faults

    def _known(self, name: str) -> tuple[str | None, list[str]]:
        found, missing = nested(name, self._found)
        if found is not None:
            self.printed[name] = found
        return found, missing

    def _found(self, name: str) -> str | None:
        found = look_up(name, *self.tables)
        if found is None or "{{" in found:  # what another document says names values of its own: it has them put in
            told = self.others(name)
            found = found if told is None else told  # what it says nothing of is empty, and known
        if found is not None:
            self.printed[name] = found
        return found


def nested(name: str, find: Callable[[str], str | None]) -> tuple[str | None, list[str]]:
    """The value of a name with the values that it names in turn put in; and the names that have none, or lead back to
    where they started: these stay as typed."""
    first = find(name)
    if first is None or "{{" not in first:
        return first, []
    missing: list[str] = []
    done: dict[str, str | None] = {}

    def said(name: str, around: tuple[str, ...]) -> str | None:
        found = find(name)
        if found is None or "{{" not in found:
            return found
        inside = (*around, name)
        return VALUE.sub(lambda inner: put(inner[1], inner[0], inside), found)

    def put(name: str, raw: str, around: tuple[str, ...]) -> str:
        if name not in done:
            done[name] = None if name in around or len(around) > _DEEPEST else said(name, around)
        found = done[name]
        if found is None or len(found) > _LONGEST:
            missing.append(name)
            return raw
        return found

    return said(name, ()), missing
