"""What is said to people, and of which place: messages, worded late, and the faults and findings of a draft.

A message is English source text, doubling as translation key, and the values that fill it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Protocol

from draftkit.model.named import NamedTuple


class Place(NamedTuple):
    """A position in a joined source: 0-based line, 0-based column. Cheap to have by the hundred thousand."""

    line: int
    column: int = 0


class Lined(Protocol):
    """What starts on a line of the source."""

    @property
    def line(self) -> int: ...


class Span(NamedTuple):
    """A place as people read it: file name relative to the project, 1-based line and column (0: the file as a whole).

    In a Word file `sort` is `paragraph` and `line` the 1-based ordinal of the paragraph (pages made by an office
    program: `page`, the 1-based page); `heading` is the nearest heading above and `quote` the words the place is at,
    both as they stand in the file."""

    file: str
    line: int = 0
    column: int = 0
    sort: str = "line"
    heading: str = ""
    quote: str = ""

    @property
    def at(self) -> dict[str, object]:
        """File and line, for a message that begins with them."""
        return {"file": self.file, "line": self.line}

    def __str__(self) -> str:
        sign = {"paragraph": "¶", "page": "p."}.get(self.sort, "")
        parts = (self.file, f"{sign}{self.line}" if self.line else "", str(self.column) if self.column else "")
        return ":".join(part for part in parts if part)


Translate = Callable[[str], str]
"""From an English message text to the language of the reader."""

_NO_VALUES: Mapping[
    str, object
] = {}  # a plain map, so that messages can be sent between processes; nobody writes into it


class Message(NamedTuple):
    """`text` with `{name}` fields in English; `values` fill them after translation."""

    text: str
    values: Mapping[str, object] = _NO_VALUES

    def __str__(self) -> str:
        return self.text.format_map(self.values) if self.values else self.text


def msg(text: str, /, **values: object) -> Message:
    """Make a message. The name `msg` marks its text for translation."""
    return Message(text, values)


def with_values(said: str | Message, values: Mapping[str, object]) -> Message:
    """A message, or its text, with these values beside its own; the later ones count."""
    message = said if isinstance(said, Message) else Message(said)
    return message._replace(values={**message.values, **values})


class Command(str):
    """A value of a message: what is typed in a terminal, with the signs around it. Nobody else is told."""


def word(message: Message, translate: Translate, typed: bool = True) -> str:
    """A message in the language of the reader, values filled in; commands only where they can be `typed`."""
    text = translate(message.text)
    if not message.values:
        return text

    def filled(value: object) -> object:
        if isinstance(value, Message):
            return word(value, translate, typed)
        return "" if isinstance(value, Command) and not typed else value

    return text.format_map({key: filled(value) for key, value in message.values.items()})


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
    """Where a rule comes from: the act, the place, and from when until when (ISO dates, empty = open) it holds."""

    act: str
    locator: str = ""
    valid_from: str = ""
    valid_until: str = ""

    def __str__(self) -> str:
        return f"{self.act}, {self.locator}" if self.locator else self.act


class Mend(NamedTuple):
    """How a fault can be mended: the words `old`, at its place or behind it on its line, give way to `new`. `sure`: any
    drafter would do so; else it is a proposal.

    `target` says what is mended: `text` the words; `line` puts `new` on lines of its own above the line of the fault
    (below its metadata keys, for a key that is missing); `act` adds `new` to references.yaml; `number` counts the typed
    numbers anew; `link` makes a label of the typed reference; `layout` is what `draftkit fmt` does."""

    old: str = ""
    new: str = ""
    sure: bool = True
    target: str = "text"


class Fault(NamedTuple):
    """Something a stage noticed on its way: the id of the rule it falls under, the message, the place, whether it
    leaves no doubt, and how it can be mended."""

    rule: str
    message: Message
    place: Place
    sure: bool = True
    mends: tuple[Mend, ...] = ()


def fault_at(rule: str, at: Place | Lined, said: str | Message, /, **values: object) -> Fault:
    """A fault at a place, or where something of the tree starts."""
    return Fault(rule, with_values(said, values), at if isinstance(at, Place) else Place(at.line))


class Finding(NamedTuple):
    """One remark on a draft, stamped by the engine: rule id, severity, message, span, the provision it rests on, and
    how it can be mended."""

    rule: str
    severity: Severity
    message: Message
    span: Span
    provision: Provision
    mends: tuple[Mend, ...] = ()

    @property
    def place(self) -> Span:
        """Where it is: file, line and column, or paragraph of a Word file."""
        return self.span
