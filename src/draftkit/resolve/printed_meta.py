"""Metadata as printed: `{{ name }}` in its texts stands for a value, as it does in the text itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from draftkit.model import keys as meta_keys
from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.numeral import whole
from draftkit.model.tree import Draft
from draftkit.readers.metadata import check_keys
from draftkit.resolve.values import VALUE

_OWN = "gia_tri"
"""The key that holds values, not texts that use them."""


def filled(meta: Metadata, look_up: Callable[[str], str | None]) -> tuple[Metadata, bool]:
    """The metadata with its values filled in, and whether any has none and stays as typed. Aliases are filled once."""
    known: dict[int, Data] = {}
    done: list[str] = []
    values = {
        key: value if key == _OWN and not isinstance(value, str) else _fill(value, look_up, known, done)
        for key, value in meta.values.items()
    }
    return meta._replace(values=values), "{{" in "".join(done)


def _fill(data: Data, look_up: Callable[[str], str | None], known: dict[int, Data], done: list[str]) -> Data:
    if isinstance(data, str):
        if "{{" in data:
            data = VALUE.sub(lambda found: _or(look_up(found[1]), found[0]), data)
            done.append(data)
        return data
    if not isinstance(data, (dict, list)):
        return data
    if id(data) not in known:
        known[id(data)] = data  # an alias to itself was refused when the file was read
        known[id(data)] = (
            {key: _fill(value, look_up, known, done) for key, value in data.items()}
            if isinstance(data, dict)
            else [_fill(item, look_up, known, done) for item in data]
        )
    return known[id(data)]


def _or(value: str | None, otherwise: str) -> str:
    return otherwise if value is None else value


def mistyped(draft: Draft, printed: Metadata) -> Iterator[Fault]:
    """Faults for keys that values make no date, number or map."""
    typed, keys = draft.meta.values, draft.kind.keys
    changed = {
        key: data
        for key, data in printed.values.items()
        if isinstance(data, str) and data != typed[key] and key in keys and "{{" not in data and whole(data) is None
    }
    for fault in check_keys(printed._replace(values=changed), {key: keys[key] for key in changed}) if changed else ():
        if fault.rule == "DK-H004":
            yield fault


def unknown(meta: Metadata) -> Iterator[Fault]:
    """Faults for the values that are still there after filling, at the key that names them, at any depth."""
    for key, text in meta.texts_with_keys():
        if not key.startswith((f"{_OWN}.", f"{meta_keys.BASES}.")) and "{{" in text:
            for name in dict.fromkeys(VALUE.findall(text)):
                message = msg("{{{{ {name} }}}} has no value in gia_tri or facts.yaml; printed as typed", name=name)
                yield Fault("DK-V001", message, meta.nearest_place(key))
