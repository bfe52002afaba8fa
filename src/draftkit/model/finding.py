"""What the checks say about a draft."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from draftkit.model.message import Message
from draftkit.model.place import Place, Span


class Severity(IntEnum):
    """How sure the ground is: read in the law = error; practice = warning; habit = info."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """`info`, `warning` or `error`."""
        return self.name.lower()


class Provision(NamedTuple):
    """Where a rule comes from: the act, the place in it, and from when until when (ISO dates, empty = open) it
    holds."""

    act: str
    locator: str = ""
    valid_from: str = ""
    valid_until: str = ""

    def __str__(self) -> str:
        return f"{self.act}, {self.locator}" if self.locator else self.act


class Fault(NamedTuple):
    """Something a stage noticed on its way: the id of the rule it falls under, the message, the place, and whether it
    leaves no doubt."""

    rule: str
    message: Message
    place: Place
    sure: bool = True


class Finding(NamedTuple):
    """One remark on a draft, stamped by the engine: rule id, severity, message, span and the provision it rests on."""

    rule: str
    severity: Severity
    message: Message
    span: Span
    provision: Provision

    @property
    def place(self) -> Span:
        """Where it is: file, line and column, or paragraph of a Word file."""
        return self.span
