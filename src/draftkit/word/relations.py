"""What a part points to by relationship ids (ECMA-376 Part 2, 9.3)."""

from __future__ import annotations

import posixpath

from draftkit.model.named import NamedTuple
from draftkit.word.package import Parts
from draftkit.word.xml import parse


class Relation(NamedTuple):
    """`target` is a part name, or an address outside; `type`: the last word of its type (`styles`, `image`)."""

    type: str
    target: str
    outside: bool


def relations(parts: Parts, part: str, file: str) -> dict[str, Relation]:
    """The relationships of a part by id; of the package itself when `part` is empty. Raises SourceError when the part
    that lists them is damaged."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if path not in parts:
        return {}
    out: dict[str, Relation] = {}
    for item in parse(parts[path], f"{file}:{path}"):
        target = item.get("Target", "")
        outside = item.get("TargetMode", "").lower() == "external"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        out[item.get("Id", "")] = Relation(item.get("Type", "").rpartition("/")[2], target, outside)
    return out


def first(found: dict[str, Relation], type: str) -> str:
    """The part of a type; empty when there is none."""
    return next((item.target for item in found.values() if item.type == type and not item.outside), "")
