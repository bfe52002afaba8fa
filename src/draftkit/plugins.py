"""The one door through which a kind brings behaviour.

A package declares an entry point in the group `draftkit.kinds` that names a `Plugin` value; ours do the same. `folders`
hold kinds (`kind.yaml`); `behaviours` are looked up by the name in `behaviour:` of a kind.yaml, first in the package
whose entry point has that name, so that no other has to be loaded. Values for documents come through a group of their
own, `draftkit.supplies`, by the name of the file beside them. Core code knows no kind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from draftkit.checks.rule import Rule
from draftkit.errors import KindError
from draftkit.files import parsed
from draftkit.model.kind import KindSpec
from draftkit.model.message import Fault, Message, Place
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Item
from draftkit.model.tree import Draft
from draftkit.readers.document import Raw
from draftkit.readers.side_files import Maker
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.resolve.others import Other
from draftkit.writers.formats import FORMATS, Format

GROUP = "draftkit.kinds"
SUPPLIES = "draftkit.supplies"

Reshape = Callable[[Draft], tuple[Draft, Sequence[Fault]]]
"""Draft in, draft out: turn data files into blocks, sort, add what the kind derives."""
Around = Callable[[Bound, Frame], Iterator[Item]]
"""Printed items that stand before the body (cover, foreword) or after it."""


Worded = Callable[[Bound], Bound]
"""Bound draft in, bound draft out: what can be said only once references and values have their text. It runs for checks
too, so it must be cheap."""


Framing = Callable[[Bound, Frame], Frame]
"""Frame in, frame out: words on the frame that neither metadata nor `words` can say."""


class Refusal(NamedTuple):
    """Why a document must not go out; `early` when it only has to wait; where in its source, if in one place."""

    message: Message
    early: bool = False
    place: Place | None = None


Gate = Callable[[Bound, Frame], Iterable[Refusal]]
"""What stands against publishing a document on the occasion it is made for."""


Waits = Callable[[Bound], Iterable[str]]
"""The points in time (ISO, with their zones) from which on a document is made otherwise, or may be made."""


Standing = Callable[[Bound, Frame], Message | None]
"""How far a document without a draft mark has come on the occasion: approved, stale, held until a day, published; None
when there is no more to say than whether it has number and date."""


Clue = tuple[str, bool, Fault]
"""Words of a text that give away another: as they are known again wherever they stand, whether they name or quote it
for certain, and what is to be said of them."""


class Behaviour(NamedTuple):
    """What a kind does beyond data; every part is optional."""

    rules: tuple[Rule, ...] = ()
    directives: Mapping[str, Maker] = MappingProxyType({})
    reshape: Reshape | None = None
    framing: Framing | None = None
    gate: Gate | None = None
    waits: Waits | None = None
    given_away: Callable[[Bound], Callable[[Raw, Callable[[], Other]], Iterator[Clue]]] | None = None
    """Tells where a text of any kind says what one of this kind keeps back: that one as written, and what binds it."""
    standing: Standing | None = None
    kept_back: Callable[[Bound], Message | None] | None = None
    """What keeps a document of the kind back whatever the time, as that nobody approved it; None when nothing does."""
    worded: Worded | None = None
    opening: Around | None = None
    closing: Around | None = None
    formats: tuple[Format, ...] = ()
    """Formats that the kind brings; one of these stands before ours of the same name."""
    compared: bool = False
    """Whether what its texts say by hand is held against what the project knows."""
    lends: Behaviour | None = None
    """What a text of a kind without a gate has of it (framing, gate, waits, standing) that names one of this kind."""


class Given(NamedTuple):
    """What a document gets besides what it names itself: values, and the documents it is about, each by the name
    under which it gets their values."""

    values: Mapping[str, Data] = MappingProxyType({})
    documents: Mapping[str, Path] = MappingProxyType({})


Supply = Callable[[Any, Path], Given]
"""The session that reads a document and its path in; out what it gets."""


class Plugin(NamedTuple):
    """What a package brings: folders of kinds, and behaviours by name."""

    folders: tuple[Path, ...] = ()
    behaviours: Mapping[str, Behaviour] = MappingProxyType({})


class Declared(NamedTuple):
    """An entry point: its name, and the value that it names."""

    name: str
    module: str
    attribute: str


def behaviour(kind: KindSpec) -> Behaviour:
    """What a kind does beyond data. Raises KindError when no installed package brings the behaviour it names."""
    if not kind.behaviour:
        return Behaviour()
    for plugin in _each(kind.behaviour):
        if kind.behaviour in plugin.behaviours:
            return plugin.behaviours[kind.behaviour]
    said = "kind “{kind}” needs the behaviour “{name}”, which no installed package brings"
    raise KindError(said, kind=kind.title, name=kind.behaviour)


def behaviour_of(bound: Bound) -> Behaviour:
    """What a document does: as its kind; of a kind without a gate it waits with all it names that have one."""
    own = behaviour(bound.draft.kind)
    lent = None if own.gate else next(_lent(bound, []), None)
    if lent is None:
        return own
    return own._replace(framing=lent.framing, gate=lent.gate, waits=lent.waits, standing=lent.standing)


def _lent(bound: Bound, seen: list[tuple[str, str]]) -> Iterator[Behaviour]:
    for other in (*bound.others.values(), *bound.told.values()):
        if (where := (other.draft.source.folder, other.draft.name)) not in seen:
            seen.append(where)
            lent = behaviour(other.draft.kind).lends
            yield from (lent,) if lent else _lent(other, seen)


def brought_folders() -> list[Path]:
    """The folders of kinds that installed packages bring."""
    return [folder for plugin in installed() for folder in plugin.folders]


def brought_rules() -> list[Rule]:
    """The rules that behaviours of installed packages bring, by id."""
    found = {
        rule.id: rule for plugin in installed() for behaviour in plugin.behaviours.values() for rule in behaviour.rules
    }
    return [found[key] for key in sorted(found)]


def every_format() -> list[Format]:
    """The formats there are: ours, and those that behaviours of installed packages bring."""
    brought = (behaviour for plugin in installed() for behaviour in plugin.behaviours.values())
    return [*FORMATS, *(one for behaviour in brought for one in behaviour.formats)]


def supplies() -> list[Declared]:
    """What gives documents values, by the name of the YAML file that lies beside them. Nothing is loaded."""
    return _declared(SUPPLIES, tuple(sys.path))


def made_supply(declared: Declared) -> Supply:
    """A new supply, which may keep what it reads for a session. Raises KindError when it cannot be loaded."""
    return cast(Supply, _value(declared)())


def installed() -> list[Plugin]:
    """The plugins of all installed packages, ours included. Raises KindError naming one that cannot be loaded."""
    return list(_each())


def _each(first: str = "") -> Iterator[Plugin]:
    """Each plugin, loaded when it is come to, the one of a name first: a document needs those of few packages."""
    for declared in sorted(_declared(GROUP, tuple(sys.path)), key=lambda one: one.name != first):
        plugin = _value(declared)
        if not isinstance(plugin, Plugin):
            raise KindError("plugin “{name}” is not a draftkit Plugin", name=declared.name)
        yield plugin


@lru_cache
def _value(declared: Declared) -> Any:
    try:
        loaded = import_module(declared.module)
        return attrgetter(declared.attribute)(loaded) if declared.attribute else loaded
    except Exception as error:
        raise KindError("plugin “{name}” cannot be loaded: {reason}", name=declared.name, reason=error) from error


@lru_cache(maxsize=8)
def _declared(group: str, path: tuple[str, ...]) -> list[Declared]:
    """The entry points of a group, by name. What installs or takes away a package changes a folder of the search path:
    while none has changed, what was found there is still so."""
    folders = "\n".join(f"{folder} {_changed(folder)}" for folder in path)
    return [Declared(*one) for one in parsed.kept(lambda: _entries(group), folders, group)]


def _entries(group: str) -> list[tuple[str, str, str]]:
    from importlib import metadata  # slow to import, and seldom needed

    entries = sorted(set(metadata.entry_points(group=group)), key=lambda entry: entry.name)
    return [(entry.name, entry.module, entry.attr) for entry in entries]


def _changed(folder: str) -> int:
    """When a folder or archive changed last (ns); 0 where there is none."""
    try:
        return os.stat(folder or ".").st_mtime_ns
    except (OSError, ValueError):
        return 0
