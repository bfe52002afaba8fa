"""Data files of a kind: beside its kind.yaml, else those that came with draftkit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from draftkit.kinds.registry import packaged_templates
from draftkit.model.kind import KindSpec
from draftkit.readers.source import clear_text
from draftkit.readers.yaml_text import keyed, load


def data_file(kind: KindSpec, name: str, ours: str) -> Path:
    """The file of this name in the folder of the kind; one that it lacks is taken from our kind `ours`."""
    own = Path(kind.folder) / name
    return own if own.is_file() else packaged_templates() / ours / name


def read_table(path: Path) -> dict[str, Any]:
    """A YAML file that holds keys with values. Raises ConfigError when it does not."""
    return keyed(load(clear_text(path, path.name), path.name), path.name)
