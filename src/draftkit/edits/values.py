"""Changes of sources as plain values: what is replaced, what only the drafter can decide, where people disagree."""

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
