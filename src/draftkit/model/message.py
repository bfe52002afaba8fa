"""A message that is worded late: English source text, doubling as translation key, and the values that fill it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from draftkit.model.named import NamedTuple

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


def word(message: Message, translate: Translate) -> str:
    """A message in the language of the reader, values filled in."""
    text = translate(message.text)
    if not message.values:
        return text
    return text.format_map(
        {key: word(value, translate) if isinstance(value, Message) else value for key, value in message.values.items()}
    )
