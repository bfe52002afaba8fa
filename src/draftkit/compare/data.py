"""A comparison as JSON data. The form is documented in docs/en/diff.md and carries a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftkit.compare.values import Change, Comparison, Edits, Node, View
from draftkit.text.marks import Difference

VERSION = 2
Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def data(comparisons: Sequence[Comparison], view: View = View.FOLDED) -> dict[str, Json]:
    """All changes of each pair of documents; what is the same is left out."""
    return {"version": VERSION, "documents": [_document(item, view) for item in comparisons]}


def _document(comparison: Comparison, view: View) -> Json:
    return {
        "old": comparison.old,
        "new": comparison.new,
        "counts": comparison.counts(),
        "total": len(comparison.shown()),
        "changes": [_change(change) for change in comparison.shown(view)],
        **({} if view is View.SETTLED else _following(comparison)),
    }


def _following(comparison: Comparison) -> dict[str, Json]:
    """What follows from the changes: the runs of new numbers, and where nothing but references changed."""
    return {
        "renumbered": [
            {
                "old": [_node(run.old), _node(run.old_last)],
                "new": [_node(run.new), _node(run.new_last)],
                "count": run.length,
            }
            for run in comparison.renumbered
        ],
        "references": [_node(node) for node in comparison.following()],
    }


def _change(change: Change) -> Json:
    return {
        "kinds": change.kinds,
        "old": _node(change.old),
        "new": _node(change.new),
        "others": [_node(node) for node in change.others()],
        "title": stretches(change.title),
        "texts": [stretches(edits) for edits in change.texts],
        "inner": [_change(part) for part in change.inner],
        **({"marks": [_mark(one) for one in change.marks]} if change.marks else {}),
    }


def _mark(difference: Difference) -> Json:
    """What differs besides the letters: the sort of thing, its words, and what it was and is."""
    old, new = difference
    return {
        "kind": difference.mark.kind,
        "words": difference.mark.words,
        "old": None if old is None else {"words": old.words, "value": old.value},
        "new": None if new is None else {"words": new.words, "value": new.value},
    }


def _node(node: Node | None) -> Json:
    if node is None:
        return None
    return {"level": node.level, "name": node.name, "number": node.number, "label": node.label, "title": node.title}


def stretches(edits: Edits) -> Json:
    """Stretches in order: `same`, or `old` and `new`, with `follows` for a reference that only follows renumbering."""
    return [
        {"same": old} if old == new else {"old": old, "new": new, **({"follows": True} if follows else {})}
        for old, new, follows in edits
    ]
