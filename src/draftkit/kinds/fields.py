"""What a table of a settings file may hold: what the fields of a named tuple do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from draftkit.errors import ConfigError
from draftkit.model.message import Message, msg
from draftkit.model.meta import Data
from draftkit.model.nearest import only_known
from draftkit.readers.yaml_text import keyed

_SORTS: Mapping[str, tuple[type, Message]] = {
    "str": (str, msg("one text, in quotes where it is a number")),
    "bool": (bool, msg("true or false")),
    "int": (int, msg("a whole number")),
    "tuple": (list, msg("a list: [one, another]")),
    "Mapping": (dict, msg("lines of “key: value” below it")),
}


def held(data: Data, made: Any, file: str, where: str = "", **other: str) -> dict[str, Any]:
    """What a table, below the key `where`, says of the fields of a named tuple, or of the `other` ones (their sorts as
    annotations; empty: none of the table); what is left empty is not said. Raises ConfigError naming a key that is
    unknown, must be there, or holds another sort."""
    sorts = {name: sort for name, sort in (made.__annotations__ | other).items() if sort}
    table = {name: value for name, value in keyed(data, file, where).items() if value is not None}
    only_known(table, sorts, file, where)
    above = f"{where}." if where else ""
    for name, value in table.items():
        _check(value, sorts[name], file, f"{above}{name}")
    for name in made._fields:
        needed = name not in made._field_defaults and not sorts.get(name, "None").endswith("None")
        if needed and not table.get(name):
            raise ConfigError("{file}: key {key} is missing.", file=file, key=f"{above}{name}")
    return table


def _check(value: Data, sort: str, file: str, key: str) -> None:
    outer, _, inner = sort.partition("[")
    meant = [_SORTS[one] for one in outer.split(" | ") if one in _SORTS]
    if meant and not any(type(value) is made for made, _ in meant):
        wanted = reduce(lambda one, other: msg("{one}, or {other}", one=one, other=other), [said for _, said in meant])
        raise ConfigError("{file}: “{key}” must be {wanted}.", file=file, key=key, wanted=wanted)
    for step, part in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        _check(part, inner[5:-1] if outer == "Mapping" else inner.rpartition(", ")[0], file, f"{key}.{step}")
