"""A comparison as JSON data. The form is documented in docs/diff.md and carries a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftkit.compare.values import Change, Comparison, Edits, Node

VERSION = 1
Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def data(comparisons: Sequence[Comparison], renumbering: bool = True) -> Json:
    """All changes of each pair of documents; what is the same is left out."""
    return {"version": VERSION, "documents": [_document(item, renumbering) for item in comparisons]}


def _document(comparison: Comparison, renumbering: bool) -> Json:
    return {
        "old": comparison.old,
        "new": comparison.new,
        "counts": comparison.counts(renumbering),
        "changes": [_change(change) for change in comparison.shown(renumbering)],
    }


def _change(change: Change) -> Json:
    return {
        "kinds": change.kinds,
        "old": _node(change.old),
        "new": _node(change.new),
        "others": [_node(node) for node in change.others],
        "title": _edits(change.title),
        "texts": [_edits(edits) for edits in change.texts],
    }


def _node(node: Node | None) -> Json:
    return (
        None
        if node is None
        else {"level": node.level, "name": node.name, "number": node.number, "label": node.label, "title": node.title}
    )


def _edits(edits: Edits) -> Json:
    """Stretches in order: `same`, or `old` and `new`, with `follows` for a reference that only follows renumbering."""
    return [
        {"same": old} if old == new else {"old": old, "new": new, **({"follows": True} if follows else {})}
        for old, new, follows in edits
    ]
