"""Keys of metadata on the lines they are typed on, and values as YAML lines of the project's habit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draftkit.edits.data_files import yaml_text
from draftkit.errors import ConfigError
from draftkit.model.meta import Data, written
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place


class KeyLines(NamedTuple):
    """The lines of a key and all below it: first, and the one after the last, from 0; `name` is the key as typed."""

    name: str
    first: int
    stop: int


def key_lines(lines: list[str], places: Mapping[str, Place], key: str, end: int) -> KeyLines | None:
    """Where a key of the outermost level stands in a file whose metadata end before line `end`; None when it does not.
    `places` are those of the metadata, lines counted from 1 and negative."""
    place = places.get(key)
    if place is None or place.column:
        return None
    first = -place.line - 1
    starts = [-other.line - 1 for name, other in places.items() if "." not in name]
    stop = min([line for line in starts if line > first], default=end)
    while stop - 1 > first and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
        stop -= 1  # comments and empty lines there belong to the next
    return KeyLines(lines[first].partition(":")[0].strip(), first, stop)


def yaml_lines(name: str, value: Data) -> list[str]:
    """A key and its value as YAML, a line for each entry of a list and each key of a map; none for nothing. Raises
    ConfigError for what YAML lines cannot say."""
    if value is None or value in ("", [], {}):
        return []
    return list(_pair(name, value, ""))


def _pair(name: str, value: Data, indent: str) -> Iterator[str]:
    key = yaml_text(name)
    if isinstance(value, dict):
        yield f"{indent}{key}:"
        for inner, one in value.items():
            yield from _pair(str(inner), one, f"{indent}  ")
    elif isinstance(value, list):
        yield f"{indent}{key}:"
        for one in value:
            yield from _entry(one, f"{indent}  ")
    else:
        yield f"{indent}{key}: {_scalar(value)}".rstrip()


def _entry(value: Data, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        lines = [line for inner, one in value.items() for line in _pair(str(inner), one, f"{indent}  ")]
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    elif isinstance(value, list):
        raise ConfigError("a list within a list cannot be written here")
    elif not isinstance(value, dict):
        yield f"{indent}- {_scalar(value)}"


def _scalar(value: str | int | float | bool | None) -> str:
    return yaml_text(value) if isinstance(value, str) and value else '""' if value == "" else written(value)
