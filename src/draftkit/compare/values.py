"""What a comparison is made of: nodes of two documents, and what became of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from enum import Enum
from typing import Any

from draftkit.model.named import NamedTuple
from draftkit.text.edits import Edit
from draftkit.text.marks import Difference, Fingerprint

KINDS = REWORDED, RETITLED, RENUMBERED, REFERENCES, MOVED, SPLIT, MERGED, INSERTED, DELETED, MARKED = tuple(
    "reworded retitled renumbered references moved split merged inserted deleted marked".split()
)
"""`marked`: what changes the meaning without changing the letters."""
FOLLOWING = frozenset((RENUMBERED, REFERENCES))
"""What happens to a provision only because others came, went or moved."""
FRAME, TABLE, ROW, NOTE, TEXT = "frame", "table", "row", "note", "text"
"""Levels of nodes that are no units."""


class Node(NamedTuple):
    """A unit, a table or one of its rows, a footnote, a part of the frame, or running text outside units.

    `level` is the term of Akoma Ntoso, or one of the levels above; `name` how the node is called (`khoản 2 Điều 5`),
    for a part of the frame its key. `texts` are its own paragraphs, or the cells of a row, without its number and title
    and without those of the nodes below it. `parent` and `scope` are indexes: the node around it, and the one within
    which its order counts (-1 the document). `bookmark` marks the same paragraph in every version of a Word file."""

    level: str
    name: str
    number: str = ""
    title: str = ""
    texts: tuple[str, ...] = ()
    label: str = ""
    parent: int = -1
    scope: int = -1
    bookmark: str = ""

    def text(self) -> str:
        """Title and texts as one."""
        return "\n".join((self.title, *self.texts)) if self.title else "\n".join(self.texts)


class Side(NamedTuple):
    """One of two documents: what it is called, its nodes in the printed order, and what in it changes the meaning
    without changing the letters. `paragraphs` are those of which letters may stand in no node, as part, letters, and
    how many with these came earlier. `recognised` when its nodes were made out from the letters of a file; then
    `starts` tells which paragraphs, by the ordinals of the marks, begin which node, -1 standing for the frame, else a
    mark bears the number of its node."""

    name: str
    nodes: tuple[Node, ...]
    marks: Fingerprint = Fingerprint()
    paragraphs: Collection[tuple[str, str, int]] = ()
    starts: tuple[tuple[int, int], ...] = ()
    recognised: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """How it is sent to another process: by the columns of its nodes, at half the cost."""
        return _received, (self.name, tuple(zip(*self.nodes, strict=True)), *self[2:])

    def home(self, ordinal: int) -> int:
        """The node a paragraph stands in; -1 when it is of the frame, or of no part of the text."""
        if not self.recognised:
            return ordinal - 1
        at = bisect_right(self.starts, (ordinal, len(self.nodes))) - 1 if ordinal else -1
        return self.starts[at][1] if at >= 0 else -1


def _received(name: str, columns: tuple[tuple[str, ...], ...], *rest: Any) -> Side:
    return Side(name, tuple(map(Node._make, zip(*columns, strict=True))), *rest)


Edits = tuple[Edit, ...]


class Change(NamedTuple):
    """What became of a node: one act. `kinds` holds several when, for example, a provision was moved and reworded.
    `old` or `new` is None where there is none. `title` and `texts` hold the edits word by word, one item a paragraph or
    cell. `inner` is what happened with it: what stood in a dropped or new provision, the further parts of a split or of
    a merger. `marks` is what differs besides the letters."""

    kinds: tuple[str, ...]
    old: Node | None
    new: Node | None
    title: Edits = ()
    texts: tuple[Edits, ...] = ()
    inner: tuple[Change, ...] = ()
    marks: tuple[Difference, ...] = ()

    def only_follows(self) -> bool:
        """Whether nothing happened but what follows from changes elsewhere."""
        return bool(self.kinds) and FOLLOWING.issuperset(self.kinds)

    def others(self) -> tuple[Node, ...]:
        """The further provisions of a split, new ones, or of a merger, old ones."""
        if SPLIT in self.kinds:
            return tuple(part.new for part in self.inner if part.new)
        return tuple(part.old for part in self.inner if part.old) if MERGED in self.kinds else ()


class Renumbered(NamedTuple):
    """Provisions one after another that kept their order and got other numbers: the first and last, old and new, and
    how many there are."""

    old: Node
    old_last: Node
    new: Node
    new_last: Node
    length: int


class View(Enum):
    """How much of a comparison is shown: all, what follows from other changes folded, or left out."""

    DETAILS, FOLDED, SETTLED = "details", "folded", "settled"


class Comparison(NamedTuple):
    """Two documents, and what changed, in the order of the new one, dropped nodes after what they followed; what came
    or went with another stands in that one. `renumbered` are the runs of new numbers."""

    old: str
    new: str
    changes: tuple[Change, ...]
    renumbered: tuple[Renumbered, ...] = ()

    def shown(self, view: View = View.FOLDED) -> tuple[Change, ...]:
        """What changed; unless in detail only what someone wrote otherwise; settled, with references as now."""
        if view is View.DETAILS:
            return self.changes
        acts = (change for change in self.changes if not change.only_follows())
        return tuple(acts) if view is View.FOLDED else tuple(map(_settled, acts))

    def following(self) -> tuple[Node, ...]:
        """The provisions in which nothing but references follow renumbering."""
        return tuple(
            change.new for change in self.changes if change.new and REFERENCES in change.kinds and change.only_follows()
        )

    def counts(self) -> dict[str, int]:
        """How many acts of each kind, in the order of `KINDS`; what follows from others is no act."""
        acts = self.shown()
        found = {kind: sum(kind in act.kinds for act in acts) for kind in KINDS if kind not in FOLLOWING}
        return {kind: count for kind, count in found.items() if count}


def _settled(change: Change) -> Change:
    """The change without what follows from changes elsewhere."""
    kinds = tuple(kind for kind in change.kinds if kind not in FOLLOWING)
    return change._replace(kinds=kinds, title=_now(change.title), texts=tuple(_now(edits) for edits in change.texts))


def _now(edits: Edits) -> Edits:
    return tuple(Edit(edit.new, edit.new) if edit.follows else edit for edit in edits)
