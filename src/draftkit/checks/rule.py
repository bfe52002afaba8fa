"""What a rule is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from draftkit.model.finding import Provision, Severity
from draftkit.model.message import Message
from draftkit.model.place import Place
from draftkit.model.tree import Unit, units
from draftkit.resolve.bind import Bound
from draftkit.resolve.frame import Frame


class Hit(NamedTuple):
    """What a rule yields: only the message and the place. The engine adds the rest."""

    message: Message
    place: Place


_FENCED = re.compile(r"^[ \t]*(`{3,}).*?^[ \t]*\1[ \t]*$|^[ \t]*\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL | re.MULTILINE)
_NOT_PROSE = re.compile(r"\S*(?:://|www\.)\S*|\{[#.][^}\n]*\}|\{\{.*?\}\}|@[\w-]+|^[ \t]*\|[-:| \t]+\|[ \t]*$|!\[[^\]\n]*\]\([^)\n]*\)", re.MULTILINE)


@dataclass(frozen=True)
class Subject:
    """What rules look at: a bound draft and its frame. Expensive views are made once, when first asked for."""

    bound: Bound
    frame: Frame

    @cached_property
    def prose(self) -> str:
        """The source text with everything that is not wording (code blocks, formulas, addresses, labels, values) blanked out, offsets unchanged."""
        text = self.bound.draft.source.text
        for pattern in (_FENCED, _NOT_PROSE):
            text = pattern.sub(_blank, text)
        return text

    @cached_property
    def own_prose(self) -> str:
        """Like `prose`, quoted legal text blanked out too."""
        return re.sub(r"^[ \t]*>.*$", _blank, self.prose, flags=re.MULTILINE)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units in order, quotations left out."""
        return tuple(units(self.bound.draft.blocks))

    def place(self, offset: int) -> Place:
        """The place of an offset in the source text."""
        text = self.bound.draft.source.text
        return Place(text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\x00", found[0])


Check = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `check` is None for rules whose faults an earlier stage notes (`Fault.rule`)."""

    id: str
    title: str
    severity: Severity
    source: Provision
    rule_set: str
    explanation: str
    check: Check | None = None


def rule(id: str, title: str, *, severity: Severity, source: Provision, rule_set: str) -> Callable[[Check], Rule]:
    """Make a rule of a generator function; its docstring is the explanation that `draftkit explain` shows. Registers nothing."""

    def make(check: Check) -> Rule:
        return Rule(id, title, severity, source, rule_set, inspect.getdoc(check) or "", check)

    return make


def noted(id: str, title: str, explanation: str, *, severity: Severity, source: Provision, rule_set: str) -> Rule:
    """Make a rule whose faults are noted while reading or binding."""
    return Rule(id, title, severity, source, rule_set, inspect.cleandoc(explanation))
