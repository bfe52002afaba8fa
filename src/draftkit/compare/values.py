"""What a comparison is made of: nodes of two documents, and what became of each."""

from __future__ import annotations

from typing import NamedTuple

from draftkit.text.edits import Edit

SAME, REWORDED, RETITLED, RENUMBERED, REFERENCES, MOVED, SPLIT, MERGED, INSERTED, DELETED = (
    "same",
    "reworded",
    "retitled",
    "renumbered",
    "references",
    "moved",
    "split",
    "merged",
    "inserted",
    "deleted",
)
KINDS = (SAME, REWORDED, RETITLED, RENUMBERED, REFERENCES, MOVED, SPLIT, MERGED, INSERTED, DELETED)
FOLLOWING = frozenset((RENUMBERED, REFERENCES))
"""What happens to a provision only because others came, went or moved."""
FRAME, TABLE, ROW, NOTE, TEXT = "frame", "table", "row", "note", "text"
"""Levels of nodes that are no units."""


class Node(NamedTuple):
    """A unit, a table or one of its rows, a footnote, a part of the frame, or running text outside units.

    `level` is the term of Akoma Ntoso, or one of the levels above; `name` how the node is called (`khoản 2 Điều 5`),
    for a part of the frame its key. `texts` are its own paragraphs, or the cells of a row, without its number and title
    and without those of the nodes below it. `parent` and `scope` are indexes: the node around it, and the one within
    which its order counts (-1 the document)."""

    level: str
    name: str
    number: str = ""
    title: str = ""
    texts: tuple[str, ...] = ()
    label: str = ""
    parent: int = -1
    scope: int = -1

    def text(self) -> str:
        """Title and texts as one."""
        return "\n".join((self.title, *self.texts)) if self.title else "\n".join(self.texts)


class Side(NamedTuple):
    """One of two documents: what it is called, and its nodes in the printed order."""

    name: str
    nodes: tuple[Node, ...]


Edits = tuple[Edit, ...]


class Change(NamedTuple):
    """What became of a node. `kinds` holds several when, for example, a provision was moved and reworded. `old` or
    `new` is None where there is none; `others` are the further provisions of a split (new) or of a merger (old).
    `title` and `texts` hold the edits word by word, one item a paragraph or cell."""

    kinds: tuple[str, ...]
    old: Node | None
    new: Node | None
    title: Edits = ()
    texts: tuple[Edits, ...] = ()
    others: tuple[Node, ...] = ()
    depth: int = 0

    def only_follows(self) -> bool:
        """Whether nothing happened but what follows from changes elsewhere."""
        return bool(self.kinds) and FOLLOWING.issuperset(self.kinds)


class Comparison(NamedTuple):
    """Two documents, and every node of both in the order of the new one, dropped ones after what they followed."""

    old: str
    new: str
    changes: tuple[Change, ...]

    def shown(self, renumbering: bool = True) -> tuple[Change, ...]:
        """What changed; without `renumbering` only what someone wrote otherwise, references as they are now."""
        changed = (change for change in self.changes if change.kinds != (SAME,))
        return (
            tuple(changed)
            if renumbering
            else tuple(_settled(change) for change in changed if not change.only_follows())
        )

    def counts(self, renumbering: bool = True) -> dict[str, int]:
        """How many of each kind, in the order of `KINDS`."""
        shown = self.shown(renumbering)
        found = {kind: sum(kind in change.kinds for change in shown) for kind in KINDS}
        return {kind: count for kind, count in found.items() if count}


def _settled(change: Change) -> Change:
    """The change without what follows from changes elsewhere."""
    kinds = tuple(kind for kind in change.kinds if kind not in FOLLOWING)
    return change._replace(kinds=kinds, title=_now(change.title), texts=tuple(_now(edits) for edits in change.texts))


def _now(edits: Edits) -> Edits:
    return tuple(Edit(edit.new, edit.new) if edit.follows else edit for edit in edits)
