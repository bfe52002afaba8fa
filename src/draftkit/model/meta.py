"""The metadata of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from draftkit.model.place import Place

Scalar = str | int | float | bool | None
Data = Scalar | list["Data"] | dict[str, "Data"]

_EMPTY: Mapping[str, Any] = MappingProxyType({})


class Metadata(NamedTuple):
    """Values by key (keys in lower snake case without accents) and the place where each key stands.

    Places have negative lines (see `Source.span`); keys of nested maps are joined by dots.
    """

    values: Mapping[str, Data] = _EMPTY
    places: Mapping[str, Place] = _EMPTY

    def text(self, key: str, default: str = "") -> str:
        """A value as text; `default` when missing or empty."""
        value = self.values.get(key)
        return default if value is None or isinstance(value, (list, dict)) else str(value).strip() or default

    def texts(self, key: str) -> tuple[str, ...]:
        """A value as a list of texts; a single text is a list of one."""
        value = self.values.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        return tuple(str(item).strip() for item in items if item is not None and not isinstance(item, (list, dict)))

    def table(self, key: str) -> Mapping[str, Data]:
        """A value as a map; empty when missing or of another type."""
        value = self.values.get(key)
        return value if isinstance(value, dict) else _EMPTY

    def all_texts(self) -> Iterator[str]:
        """Every single value at any depth as text."""
        return texts_in(*self.values.values())

    def place(self, key: str) -> Place:
        """Where the key stands; the start of the metadata when it does not."""
        return self.places.get(key, Place(-1, 0))


def texts_in(*data: Data) -> Iterator[str]:
    """Every single value at any depth as text. What YAML repeats by an alias comes once: aliases can stand for more
    than there is time for."""
    seen: set[int] = set()
    waiting = list(data)
    while waiting:
        value = waiting.pop()
        if not isinstance(value, (dict, list)):
            yield "" if value is None else str(value)
        elif id(value) not in seen:
            seen.add(id(value))
            waiting += value.values() if isinstance(value, dict) else value
