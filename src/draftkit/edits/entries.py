"""Values of YAML files that are no metadata, set one by one: those of an entry of a list (`3`), of a map at a key
(`gia_tri`), or of the file (empty). What stands around a value stays as typed."""

from __future__ import annotations

from collections.abc import Mapping

from draftkit.edits.data_files import key_lines, scalars, yaml_lines, yaml_text
from draftkit.errors import ConfigError
from draftkit.model.message import Place
from draftkit.model.meta import Data
from draftkit.model.numeral import whole
from draftkit.readers.yaml_text import keyed, parse

Values = Mapping[str, Data]


def with_values(text: str, name: str, at: str, values: Values) -> str:
    """The text with these values at an entry; an empty one goes. Raises ConfigError when the file cannot be read,
    or the values would not read back."""
    wanted = _data(text, name) or {}
    text = text if wanted else "\n".join([*_notes(text), ""])
    entry = _entry(wanted, at, name)
    for key, value in values.items():
        text = _with(text, name, at, key, value)
        entry[key] = value
    if _plain(_data(text, name)) != _plain(wanted):
        raise ConfigError("{file}: this cannot be written so that all else stays; change it in the source", file=name)
    return text


def with_entry(text: str, name: str, values: Values) -> str:
    """The text with one more entry at its end. Raises ConfigError."""
    data = _data(text, name) or []
    if not isinstance(data, list):
        raise ConfigError("{file}: must be a list of comments, each starting with “- id:”.", file=name)
    lines = text.rstrip("\n").split("\n") if data else _notes(text)
    found = key_lines(lines, parse(text, name, folded=True)[1], "0", len(lines)) if data else None
    new = "\n".join([*lines, *entry_lines(values, found.lead if found else "- ")]) + "\n"
    if _plain(_data(new, name)) != _plain([*data, dict(values)]):
        raise ConfigError("{file}: this cannot be written so that all else stays; change it in the source", file=name)
    return new


def without_entry(text: str, name: str, at: str) -> str:
    """The text without an entry of its list. Raises ConfigError."""
    lines = text.split("\n")
    found = key_lines(lines, parse(text, name, folded=True)[1], at, end_of(lines))
    new = "\n".join([*lines[: found.first], *lines[found.stop :]]) if found else text
    kept = _data(text, name)
    rest = [one for number, one in enumerate(kept) if str(number) != at] if isinstance(kept, list) else None
    if found is None or _plain(_data(new, name) or []) != _plain(rest):
        raise ConfigError("{file}: this cannot be written so that all else stays; change it in the source", file=name)
    return new


def entry_text(text: str, name: str, at: str, places: Mapping[str, Place] | None = None) -> str:
    """The lines of an entry as typed; of the file where `at` is empty, or the entry has no lines of its own. `places`:
    those of the text, where they are known."""
    lines = text.split("\n")
    found = key_lines(lines, places or parse(text, name, folded=True)[1], at, end_of(lines)) if at else None
    return "\n".join(lines[found.first : found.stop]) if found else text


def _with(text: str, name: str, at: str, key: str, value: Data) -> str:
    path = f"{at}.{key}" if at else key
    scalar = next((one for one in scalars(text) if one.path == path), None)
    if scalar and isinstance(value, str) and value:
        new = yaml_text(value, scalar.style)
        stop = scalar.start + len(text[scalar.start : scalar.end].rstrip())
        return text[: scalar.start] + ("" if stop > scalar.start else " ") + new + text[stop:]
    data, places, _ = parse(text, name, folded=True)
    lines = text.split("\n")
    end = end_of(lines)
    own, around = key_lines(lines, places, path, end), key_lines(lines, places, at, end) if at else None
    if own:
        new_lines = entry_lines({own.name: value}, own.lead, keep=bool(at))
        return "\n".join([*lines[: own.first], *new_lines, *lines[own.stop :]])
    item = whole(at.rpartition(".")[2]) is not None
    child = next((place for name, place in places.items() if at and name.startswith(f"{at}.")), None)
    if around and child and child.line == -around.first - 1 and child.column != len(around.lead):
        values = {**_entry(data or {}, at, name), key: value}  # in braces on one line, which is written anew
        new_lines = entry_lines(values if item else {around.name: values}, around.lead)
        return "\n".join([*lines[: around.first], *new_lines, *lines[around.stop :]])
    stop = around.stop if around else end
    indent = child.column if child else len(around.lead) + 2 * (not item) if around else 0
    return "\n".join([*lines[:stop], *entry_lines({key: value}, " " * indent), *lines[stop:]])


def entry_lines(values: Values, lead: str = "- ", keep: bool = False) -> list[str]:
    """A map as lines, the first behind `lead`; what is empty is left out, or (`keep`) stays as a key alone."""
    lines = [line for key, value in values.items() for line in yaml_lines(key, value) or ([f"{key}:"] if keep else [])]
    return [(" " * len(lead) if at else lead) + line for at, line in enumerate(lines)]


def _notes(text: str) -> list[str]:
    """The lines of comments of a file without data, where an empty list or map goes."""
    return [line for line in text.split("\n") if line.lstrip().startswith("#")]


def end_of(lines: list[str]) -> int:
    """The line after the last that is not empty."""
    return next((at + 1 for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), 0)


def _data(text: str, name: str) -> Data:
    return parse(text, name, folded=True)[0]


def _entry(data: Data, at: str, name: str) -> dict[str, Data]:
    found: Data = data
    for step in at.split(".") if at else ():
        table = dict(zip(map(str, range(len(found))), found, strict=True)) if isinstance(found, list) else found
        found = table.get(step) if isinstance(table, dict) else None
    return keyed(found, name)


def _plain(data: Data) -> Data:
    """Data without what is empty: a key that holds nothing says the same as none."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items() if value not in (None, "", [], {})}
    return [_plain(one) for one in data] if isinstance(data, list) else data
