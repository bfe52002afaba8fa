"""The metadata of a document as fields that can be set one by one; everything around a field stays as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from draftkit.edits.data_files import KeyLines, key_lines, yaml_lines
from draftkit.edits.entries import end_of, with_values
from draftkit.edits.planning import typed
from draftkit.edits.values import At
from draftkit.errors import ConfigError
from draftkit.library.session import Document
from draftkit.live.changes import Change, Stale, changed_file
from draftkit.live.desk import Desk
from draftkit.model.fingerprint import hashed
from draftkit.model.kind import KindSpec, MetaKey
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.metadata import read_metadata

_ADDED = re.compile(r"[:;] | \(|, ví dụ ")
"""What begins the rest of a help, behind the name of its key."""
_KEY = re.compile(r"(?<!\{\{ )(?<![\w{./-])([“`]?)([a-z]+(?:[_.][a-z]+)*)(?![\w/}])")


class MetaField(NamedTuple):
    """A key of the metadata as the kind knows it, its value, and the lines it is typed on (`first` and `last` from 1, 0
    when it is not there). `hash` is of `text`."""

    key: MetaKey
    value: Data
    file: str
    first: int
    last: int
    text: str
    hash: str


class SetKey(NamedTuple):
    """A key gets a value (nothing: it goes), or where `source` is given the YAML lines typed for it. A path such as
    `chu_ky.ho_ten` sets what stands below a key. `hash` is that of the field as it was seen."""

    key: str
    hash: str
    value: Data = None
    source: str = ""


def fields(desk: Desk, owner: Path) -> dict[str, MetaField]:
    """Every key the kind of a document knows, by name, in the order of the kind, then what else is written."""
    document = desk.read(owner)
    draft = document.bound.draft
    name, lines, end = front_lines(desk, document)
    known = {**draft.kind.keys, **{key: MetaKey(key, "any") for key in draft.meta.values if key not in draft.kind.keys}}
    out: dict[str, MetaField] = {}
    for key in known.values():
        found = key_lines(lines, draft.meta.places, key.name, end)
        text = "\n".join(lines[found.first : found.stop]) if found else ""
        first, last = (found.first + 1, found.stop) if found else (0, 0)
        value = draft.meta.values.get(key.name)
        out[key.name] = MetaField(key, value, name, first, last, text, hashed(text))
    return out


def called(kind: KindSpec) -> dict[str, str]:
    """What the form calls each key of a kind, and each part of one (`chu_ky.ho_ten`)."""
    helps = {key.name: key.help for key in kind.keys.values()}
    parts = {f"{key.name}.{part}": told for key in kind.keys.values() for part, told in key.parts.items()}
    return {name: _ADDED.split(told)[0] for name, told in (helps | parts).items() if told}


def without_keys(text: str, keys: Callable[[], Mapping[str, str]]) -> str:
    """A text with what the form calls them for the keys that it names: words no other text has, or quoted ones."""

    def named(found: re.Match[str]) -> str:
        quote, name = found.groups()
        label = keys().get(name) if quote or "_" in name else None
        return f"{quote}{label}" if label and quote else f"“{label}”" if label else found[0]

    return _KEY.sub(named, text)


def propose_key(desk: Desk, owner: Path, wanted: SetKey) -> Change | Stale:
    """What setting a key makes of the file of the metadata, proved: every other key says what it said. Raises a
    DraftkitError saying why it cannot be done."""
    document = desk.read(owner)
    name, lines, end = front_lines(desk, document)
    meta = document.bound.draft.meta
    top = wanted.key.partition(".")[0]
    found = key_lines(lines, meta.places, top, end)
    text = "\n".join(lines[found.first : found.stop]) if found else ""
    if hashed(text) != wanted.hash:
        return Stale(None)
    if found is None and top in meta.values:
        raise ConfigError("{file}: “{key}” stands on no line of its own; change it there", key=top, file=name)
    old = "\n".join(lines)
    new = _with(name, lines, end, found, wanted)
    then = desk.with_texts(document, {name: new})
    alone = not wanted.source or list(read_metadata(wanted.source, name, 1)[0].values) == [top]
    others = {key: value for key, value in meta.values.items() if key != top}
    if not alone or others != {key: value for key, value in then.bound.draft.meta.values.items() if key != top}:
        raise ConfigError("{file}: this would change other keys than “{key}”; nothing was changed", file=name, key=top)
    if (
        not wanted.source
        and "." not in wanted.key
        and _empty(then.bound.draft.meta.values.get(top)) != _empty(wanted.value)
    ):
        raise ConfigError("“{key}” cannot be written so that it is read back the same; change the file", key=top)
    files = (changed_file(desk, name, old, new),) if old != new else ()
    return Change(document.path.resolve(), files, At(name, (found.first if found else end) + 1, ""), (), then)


def propose_comment(desk: Desk, document: Document, line: int, words: str) -> Change:
    """A comment at the end of a line (from 1) of the metadata, proved: keys say what they did. Raises DraftkitError."""
    name, lines, _ = front_lines(desk, document)
    new = [*lines[: line - 1], f"{lines[line - 1].rstrip()}  # {words}", *lines[line:]]
    then = desk.with_texts(document, {name: "\n".join(new)})
    if document.bound.draft.meta.values != then.bound.draft.meta.values:
        raise ConfigError("{file}:{line}: a comment cannot stand here", file=name, line=line)
    file = changed_file(desk, name, "\n".join(lines), "\n".join(new))
    return Change(document.path.resolve(), (file,), At(name, line, ""), (), then)


def _with(name: str, lines: list[str], end: int, found: KeyLines | None, wanted: SetKey) -> str:
    """The text of the file with the key set."""
    if "." in wanted.key:
        at, _, last = wanted.key.rpartition(".")
        stands = "\n".join(lines[found.first : found.stop]) if found else ""
        new = with_values(stands, name, at, {last: wanted.value}).split("\n")
    elif wanted.source:
        new = typed(wanted.source)
    else:
        value = unicodedata.normalize("NFC", wanted.value) if isinstance(wanted.value, str) else wanted.value
        new = yaml_lines(found.name if found else wanted.key, value)
    first, stop = (found.first, found.stop) if found else (end, end)
    return "\n".join([*lines[:first], *new, *lines[stop:]])


def front_lines(desk: Desk, document: Document) -> tuple[str, list[str], int]:
    """The file of the metadata, its lines, and the line at which the metadata end."""
    source = document.bound.draft.source
    lines = desk.clean(source.meta_file).split("\n")
    if source.meta_file.rpartition("/")[2] == DRAFT_FILE:
        return source.meta_file, lines, end_of(lines)
    return source.meta_file, lines, next(at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---")


def _empty(value: Data) -> Data:
    return None if value in ("", [], {}) else value
