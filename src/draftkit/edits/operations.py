"""What can be done to one provision, as values, and what comes of it: lines of the source replaced."""

from __future__ import annotations

from draftkit.model.named import NamedTuple


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
