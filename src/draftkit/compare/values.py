"""What a comparison is made of: nodes of two documents, and what became of each; and how that is said: messages, worded
late by whoever prints them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from typing import Any

from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.edits import Edit
from draftkit.text.marks import Difference, Fingerprint
from draftkit.text.passage import shortened

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


_NAMED = 6
"""So many provisions are named in which only references changed."""
Words = Callable[[Message], str]
"""Puts a message into the language of the reader."""

KIND_WORDS: Mapping[str, Message] = {
    REWORDED: msg("reworded"),
    RETITLED: msg("retitled"),
    RENUMBERED: msg("renumbered"),
    REFERENCES: msg("references follow renumbering"),
    MOVED: msg("moved"),
    SPLIT: msg("split"),
    MERGED: msg("merged"),
    INSERTED: msg("inserted"),
    DELETED: msg("deleted"),
    MARKED: msg("changed besides its letters"),
}
FRAME_WORDS: Mapping[str, Message] = {
    "frame.agency": msg("issuing body"),
    "frame.number": msg("number and symbol"),
    "frame.date": msg("place and date"),
    "frame.mark": msg("draft mark"),
    "frame.stamps": msg("urgency and circulation"),
    "frame.title": msg("type and name of the document"),
    "frame.authority": msg("authority"),
    "frame.bases": msg("legal bases"),
    "frame.enactment": msg("enacting words"),
    "frame.addressees": msg("addressees"),
    "frame.closing": msg("closing words"),
    "frame.recipients": msg("recipients"),
    "frame.signature": msg("signature"),
    "frame.contact": msg("drafter and contact"),
    "frame.opening": msg("text before the first provision"),
    "frame.pages": msg("headers and footers"),
    "frame.comments": msg("comments"),
    "frame.other": msg("elsewhere in the file"),
}


def called(node: Node, words: Words) -> str:
    """How a node is called, with a capital first letter; one that has no more than a number, by its heading, as it is
    printed and as findings name it."""
    name = words(FRAME_WORDS[node.name]) if node.level == FRAME and node.name in FRAME_WORDS else node.name
    if node.title and name == node.number:
        name = f"{name} {shortened(node.title)}"
    return name[:1].upper() + name[1:]


def heading(change: Change, words: Words) -> str:
    """Where a change is: the old and the new name of a provision where they differ."""
    old, new = change.old, change.new
    if old is None or new is None:
        only = new or old
        return called(only, words) if only else ""
    before, after = called(old, words), called(new, words)
    others = change.others()
    if others:
        names = [called(item, words) for item in others]
        return (
            f"{before} → {' + '.join([after, *names])}"
            if SPLIT in change.kinds
            else f"{' + '.join([before, *names])} → {after}"
        )
    return after if before == after else f"{before} → {after}"


def said(change: Change, words: Words) -> str:
    """What became of it: `moved, reworded`."""
    return ", ".join(words(KIND_WORDS[kind]) for kind in change.kinds)


def summary(comparison: Comparison, words: Words, view: View) -> str:
    """How many acts of each kind, and in all."""
    acts = len(comparison.shown())
    if not acts:
        follows = comparison.changes and view is View.SETTLED
        return words(msg("only numbers and references that follow") if follows else msg("no differences"))
    counted = ", ".join(f"{count} {words(KIND_WORDS[kind])}" for kind, count in comparison.counts().items())
    return f"{counted} ({words(msg('changes: {count}', count=acts))})"


def folded(comparison: Comparison, words: Words) -> Iterator[tuple[str, str]]:
    """What follows from the changes, in few words: where, and what became of it."""
    for run in comparison.renumbered:
        yield _renamed(run, words), words(KIND_WORDS[RENUMBERED])
    names = [called(node, words) for node in comparison.following()]
    if names:
        more = f" … ({len(names)})" if len(names) > _NAMED else ""
        yield f"{', '.join(names[:_NAMED])}{more}", words(KIND_WORDS[REFERENCES])


def _renamed(run: Renumbered, words: Words) -> str:
    """`Điều 2–40 → 3–41`; the whole name on both sides where more than the numbers stands in it."""
    old, new = _numbers(run.old, run.old_last), _numbers(run.new, run.new_last)
    before = called(run.old, words).replace(run.old.number, old, 1)
    after = called(run.new, words).replace(run.new.number, new, 1)
    word = before.removesuffix(old)
    return f"{before} → {new if word != before and after == word + new else after}"


def _numbers(first: Node, last: Node) -> str:
    return first.number if first.number == last.number else f"{first.number}–{last.number}"
