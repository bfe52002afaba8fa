"""Front matter or `draft.yaml` to Metadata, checked against the keys the kind knows."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from draftkit.errors import ConfigError
from draftkit.law.dates import as_day, is_date, no_date
from draftkit.model.keys import DATE, DRAFT, GIVEN, YEAR
from draftkit.model.kind import MetaKey
from draftkit.model.message import Fault, Mend, Message, Place, msg
from draftkit.model.meta import Data, Metadata, written
from draftkit.model.nearest import nearest, or_near
from draftkit.model.numeral import whole
from draftkit.readers.yaml_text import parse
from draftkit.text.fold import bare

_FRONT = re.compile(r"---[ \t]*\n(.*?)(?:^---[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str, int, float, bool),
    "number": (int, float),
    "date": (str,),
    "list": (list, str),
    "map": (dict,),
    "document": (str,),
    "documents": (str, list, dict),
    "any": (str, int, float, bool, list, dict),
}

_ANY = ("*",)
"""What stands for all keys of a map, whatever their names."""


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Cut a text into front matter, body, and the number of lines cut off. No front matter: empty, the text, 0."""
    found = _FRONT.match(text)
    if not found:
        return "", text, 0
    start, cut = found.end(), found[0].count("\n")
    if text.startswith("\n", start):
        start, cut = start + 1, cut + 1
    return found[1], text[start:], cut


def refuse_unfenced(text: str, name: str) -> None:
    """Raise ConfigError where one of the two lines --- around the metadata is missing."""
    if text.startswith("---") and not (text.startswith("---", 3) or _FENCE.search(text, 3)):
        unclosed = "{file}: the metadata of line 1 are not closed; put a line --- behind the last key."
        raise ConfigError(unclosed, file=name)
    if not text.startswith("---") and re.search(r"^[Ll](?:oai|oại)[ \t]*:", text[:2000], re.MULTILINE):
        raise ConfigError("{file}: the metadata stand between two lines ---; the first is missing.", file=name)


def read_metadata(text: str, name: str, first_line: int) -> tuple[Metadata, list[Fault]]:
    """Parse metadata text. `first_line` is its first line in the file `name`. Raises ConfigError when it is broken or
    not a map."""
    data, places, faults = parse(text, name, first_line, folded=True)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ConfigError("{file}: the metadata must be lines of “key: value”.", file=name)
    return Metadata(data, places), faults


def with_days(meta: Metadata, keys: Mapping[str, MetaKey]) -> Metadata:
    """Metadata whose days, under the keys that are dates for a kind, are ISO in whatever form they were typed."""
    typed = ((key, value) for key, value in meta.values.items() if key in keys and keys[key].type == "date")
    days = {key: as_day(value) for key, value in typed if isinstance(value, str)}
    return meta._replace(values={**meta.values, **days})


def check_keys(meta: Metadata, keys: Mapping[str, MetaKey]) -> list[Fault]:
    """Faults for unknown keys (nearest known one suggested), missing required ones that none of these is meant for, and
    values of the wrong type."""
    faults = []
    for key, value in meta.values.items():
        known = keys.get(key)
        if known is None:
            said = re.compile(rf"{re.escape(key.replace('_', ' '))}(?!\w)", re.IGNORECASE)  # `trich_yeu`
            called = [name for name, one in keys.items() if key and said.match(bare(one.help))]
            faults.append(_unknown(key, called or nearest(key, keys), meta.place(key), meta.values))
        elif isinstance(value, str) and "{{" in value:
            continue  # what it is shows when values are filled in
        elif known.type == "document" and known.keys and isinstance(value, dict):
            faults.extend(_nested(known, value, meta))
        elif value is not None and not isinstance(value, _TYPES[known.type]):
            faults.append(Fault("DK-H004", mistaken(key, known.type), meta.place(key)))
        elif known.type == "date" and isinstance(value, str) and not is_date(value):
            faults.append(Fault("DK-H004", no_date(key, value), meta.place(key)))
        elif key == YEAR and isinstance(value, (int, str)) and not 1900 < whole(written(value), 0) < 2200:
            faults.append(Fault("DK-H004", mistaken(key, known.type), meta.place(key)))
        elif known.values:
            faults += _outside(known, value, meta)
        elif (known.keys and known.type != "document") or (known.type == "map" and key != GIVEN):
            faults.extend(_nested(known, value, meta))
        elif known.type in ("list", "documents") and isinstance(value, list):
            faults.extend(_entries(key, value, meta))
        elif known.type == "documents" and isinstance(value, dict):
            wrong = (f"{key}.{name}" for name, one in value.items() if isinstance(one, list))
            faults.extend(Fault("DK-H004", mistaken(one, known.type), meta.place(one)) for one in wrong)
    meant = {mend.new for fault in faults for mend in fault.mends if mend.old in meta.values}
    faults.extend(
        Fault(
            "DK-H002",
            msg("key “{key}” is missing or empty: {help}", key=key.name, help=key.help),
            meta.place(key.name) if meta.values.get(key.name) else Place(-1),
            True,
            () if meta.values.get(key.name) else (Mend(key.name, "", False, "line"),),
        )
        for key in keys.values()
        if key.required and key.name not in meant and all(map(_empty, map(meta.values.get, (key.name, key.unless))))
    )
    return faults


def mistaken(key: str, form: str) -> Message:
    """What to write for a value of the wrong type."""
    if form == "map":
        return msg("“{key}”: write lines of “key: value” below it, two blanks further in", key=key)
    if form == "list":
        return msg("“{key}”: write one entry a line below it, each starting with “- ”", key=key)
    if key == YEAR:
        return msg("“{key}” must be a year such as 2026", key=key)
    if form == "number":
        return msg("“{key}” must be a number such as 13", key=key)
    if form == "date":
        return msg("“{key}” must be a date such as 2026-12-05", key=key)
    if form in ("document", "documents"):
        return msg("“{key}” must be the path of a document, such as ../nghi-dinh", key=key)
    return msg("“{key}” must be one text on its line; in quotes when it starts with [ or {sign}", key=key, sign="{")


def _unknown(key: str, near: Sequence[str], place: Place, there: Container[str]) -> Fault:
    english = msg("unknown key “{key}”: an English text is a file of its own, thu.en.md beside thu.md", key=key)
    message = english if key in ("ngon_ngu", "lang") else or_near(msg("unknown key “{key}”", key=key), near)
    return Fault("DK-H001", message, place, True, (Mend(key, near[0], False),) if near and near[0] not in there else ())


def _nested(known: MetaKey, value: Data, meta: Metadata) -> Iterator[Fault]:
    """Faults inside a key that holds a map, or a list of maps: keys that nobody reads, text where a map belongs."""
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        path = f"{known.name}.{index}" if isinstance(value, list) else known.name
        if isinstance(entry, dict):
            for name, said in entry.items():
                full, text, listed = f"{path}.{name}", written(said), name in known.lists or known.lists == _ANY
                if known.keys and name not in known.keys:
                    yield _unknown(name, nearest(name, known.keys), meta.place(full), entry)
                elif isinstance(said, list) and listed:
                    yield from _entries(full, said, meta)
                elif isinstance(said, (list, dict)):
                    yield Fault("DK-H004", mistaken(full, "list" if listed else "text"), meta.place(full))
                elif known.name == DRAFT and said is not None:
                    if "{{" in text:
                        continue
                    if name == DATE and not is_date(text):
                        yield Fault("DK-H004", no_date(full, text), meta.place(full))
                    elif name == "lan" and not whole(text, 0) > 0:
                        yield Fault("DK-H004", mistaken(full, "number"), meta.place(full))
        elif entry and entry is not True:
            form = f"{known.name}: {{{', '.join(f'{name}: …' for name in known.keys[:2])}}}"
            shown = f"{known.name}: [ … ]" if isinstance(entry, list) else entry
            message = msg("“{value}” is not read here; write {form}", value=shown, form=form)
            yield Fault("DK-H004", message, meta.place(path))


def _outside(known: MetaKey, value: Data, meta: Metadata) -> Iterator[Fault]:
    """Faults for values that are none of those a key may have."""
    message = msg("“{key}” is true or false, without quotes", key=known.name)
    for one in value if isinstance(value, list) else [value] if value is not None else ():
        said = "…" if isinstance(one, (list, dict)) else written(one)
        if not known.is_truth:
            names = ", ".join(known.values)
            message = msg("“{key}”: “{value}” is none of {known}", key=known.name, value=said, known=names)
        if said not in known.values or (known.is_truth and isinstance(one, str)):
            yield Fault("DK-H004", message, meta.place(known.name))


def _entries(key: str, value: list[Data], meta: Metadata) -> Iterator[Fault]:
    """Faults of a list of texts: a colon makes an entry a map, which would not be printed."""
    for index, entry in enumerate(value):
        if isinstance(entry, (dict, list)):
            message = msg("entry {number} of “{key}” is no text; put it in quotes", number=index + 1, key=key)
            yield Fault("DK-H004", message, meta.place(f"{key}.{index}"))


def _empty(value: Data) -> bool:
    """Whether nothing is there: no value, or only dots that are still to be filled in."""
    if isinstance(value, list):
        return all(map(_empty, value))
    return value is None or value == {} or (isinstance(value, str) and not value.strip("…. "))
