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


def filled(meta: Metadata, look_up: Callable[[str], str | None]) -> Metadata:
    """The metadata with its values filled in; what has no value stays as typed. YAML aliases are filled once."""
    if not any("{{" in text for text in meta.all_texts()):
        return meta
    known: dict[int, Data] = {}

    def fill(data: Data) -> Data:
        if isinstance(data, str):
            return VALUE.sub(lambda found: _or(look_up(found[1]), found[0]), data) if "{{" in data else data
        if not isinstance(data, (dict, list)):
            return data
        if id(data) not in known:
            known[id(data)] = data  # an alias to itself was refused when the file was read
            known[id(data)] = (
                {key: fill(value) for key, value in data.items()}
                if isinstance(data, dict)
                else [fill(item) for item in data]
            )
        return known[id(data)]

    return meta._replace(values={key: value if key == _OWN else fill(value) for key, value in meta.values.items()})


def _or(value: str | None, otherwise: str) -> str:
    return otherwise if value is None else value


def mistyped(draft: Draft, printed: Metadata) -> Iterator[Fault]:
    """Faults for keys that values make no date, number or map."""
    typed = draft.meta.values
    changed = {
        key: data
        for key, data in printed.values.items()
        if isinstance(data, str) and data != typed[key] and "{{" not in data and whole(data) is None
    }
    if changed:
        yield from (
            fault for fault in check_keys(printed._replace(values=changed), draft.kind.keys) if fault.rule == "DK-H004"
        )


def unknown(meta: Metadata) -> Iterator[Fault]:
    """Faults for the values that are still there after filling, at the key that names them, at any depth."""
    if not any("{{" in text for text in meta.all_texts()):
        return
    for key, text in meta.texts_with_keys():
        if not key.startswith((f"{_OWN}.", f"{meta_keys.BASES}.")) and "{{" in text:
            for name in dict.fromkeys(VALUE.findall(text)):
                message = msg("{{{{ {name} }}}} has no value in gia_tri or facts.yaml; printed as typed", name=name)
                yield Fault("DK-V001", message, meta.nearest_place(key))
