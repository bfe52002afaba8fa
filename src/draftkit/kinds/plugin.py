"""The one door through which a kind brings behaviour.

A package declares an entry point in the group `draftkit.kinds` that names a `Plugin` value; ours do the same. `folders` hold kinds
(`kind.yaml`); `behaviours` are looked up by the name in `behaviour:` of a kind.yaml. Core code knows no kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from draftkit.checks.rule import Rule
from draftkit.errors import KindError
from draftkit.model.finding import Fault
from draftkit.model.printed import Item
from draftkit.model.tree import Draft
from draftkit.resolve.bind import Bound
from draftkit.resolve.frame import Frame

GROUP = "draftkit.kinds"

Reshape = Callable[[Draft], tuple[Draft, Sequence[Fault]]]
"""Draft in, draft out: turn data files into blocks, sort, add what the kind derives."""
Around = Callable[[Bound, Frame], Iterator[Item]]
"""Printed items that stand before the body (cover, foreword) or after it."""


class Behaviour(NamedTuple):
    """What a kind does beyond data; every part is optional."""

    rules: tuple[Rule, ...] = ()
    reshape: Reshape | None = None
    opening: Around | None = None
    closing: Around | None = None


class Plugin(NamedTuple):
    """What a package brings: folders of kinds and behaviours by name."""

    folders: tuple[Path, ...] = ()
    behaviours: Mapping[str, Behaviour] = MappingProxyType({})


def installed() -> list[Plugin]:
    """The plugins of all installed packages, ours included. Raises KindError naming one that cannot be loaded."""
    from importlib import metadata  # slow to import, and seldom needed

    found = []
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda item: item.name):
        try:
            plugin = entry.load()
        except Exception as error:
            raise KindError("plugin “{name}” cannot be loaded: {reason}", name=entry.name, reason=error) from error
        if not isinstance(plugin, Plugin):
            raise KindError("plugin “{name}” is not a draftkit Plugin", name=entry.name)
        found.append(plugin)
    return found
