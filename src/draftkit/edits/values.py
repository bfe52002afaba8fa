"""Changes of sources as plain values: what can be done to one provision, what is replaced, what only the drafter can
decide, where people disagree."""

from __future__ import annotations

from draftkit.model.message import Message
from draftkit.model.named import NamedTuple


class Edit(NamedTuple):
    """Replace the signs `start`..`end` of a file (project-relative name, cleaned text) by `text`. `where` is the
    provision, `old` and `new` what people read."""

    file: str
    start: int
    end: int
    text: str
    where: str = ""
    old: str = ""
    new: str = ""
    authors: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    """What it is a part of, for example a move: edits of one file that share an act are made together or not at all."""


class Question(NamedTuple):
    """A change that only the drafter can make: the key, label or word it comes from (empty: not known), where it stands
    (file:line), the printed words before and after, and why it is not simply made."""

    key: str
    place: str
    where: str
    old: str
    new: str
    reason: Message
    authors: tuple[str, ...] = ()
    ordinal: int = 0
    """The paragraph of the reviewed file it is about, 0 when it is about none."""


class Conflict(NamedTuple):
    """What several people made of the same passage, an edit for each wording of it, then edits that are parts of the
    same acts; none of them is applied."""

    edits: tuple[Edit, ...]


class At(NamedTuple):
    """A provision: file (project-relative) and line from 1, and the hash of the text it was seen with."""

    file: str
    line: int
    hash: str


class Replace(NamedTuple):
    """Its own text (with `whole`, all below it too) gives way to this one; empty: as Delete."""

    at: At
    text: str
    whole: bool = False


class Insert(NamedTuple):
    """A new provision `after` or `before` it, or last `inside` it. `level` is the level of a unit, `paragraph`, or
    empty for the like of what is there. Its marker or heading is made unless the text has one."""

    at: At
    text: str = ""
    where: str = "after"
    level: str = ""


class Delete(NamedTuple):
    """It goes with everything below it."""

    at: At


class Move(NamedTuple):
    """It changes places, with everything below it, with the one before or after it."""

    at: At
    up: bool


class Split(NamedTuple):
    """Its own text is cut at `offset`, the rest becomes the next of its like. With the `level` of a heading and a
    `title`, it and what follows in its parent become a new unit of that level."""

    at: At
    offset: int = 0
    level: str = ""
    title: str = ""


class Join(NamedTuple):
    """It becomes one with the one before it."""

    at: At


Operation = Replace | Insert | Delete | Move | Split | Join


class Splice(NamedTuple):
    """Lines `first` up to, not including, `stop` of the joined source give way to `lines`."""

    first: int
    stop: int
    lines: tuple[str, ...]


class Planned(NamedTuple):
    """The splices of an operation, in the order of the text; which of them (-1: none), and which of its new lines, is
    where the provision is afterwards."""

    splices: tuple[Splice, ...]
    shown: int = 0
    line: int = 0
    same: str = ""
    """What of the lines touched stays: `words`, however they are cut; `passages`, in whatever order."""
