"""YAML files that build on another: `base:` names a file of the same sort; maps are merged key by key, everything else
is replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from draftkit.errors import ConfigError
from draftkit.readers.source import read_text
from draftkit.readers.yaml_text import keyed, laid_over, load_kept

_MOST = 8


def load_layered(path: Path, name: str, find: Callable[[str], Path]) -> dict[str, Any]:
    """Load a YAML map with its bases merged in; `find` turns the name of a base into its path.

    Raises ConfigError when a file is not a map, or when bases go round in a circle.
    """
    layers: list[dict[str, Any]] = []
    while True:
        data: dict[str, Any] = dict(keyed(load_kept(read_text(path, name)[0], name), name))
        layers.append(data)
        base = data.pop("base", None)
        if base is None:
            break
        if len(layers) > _MOST:
            raise ConfigError("{file}: “base” leads round in a circle.", file=name)
        path = find(str(base))
        name = path.name
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        merged = laid_over(merged, layer)
    return merged
