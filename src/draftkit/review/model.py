"""What a review round consists of, as plain values."""

from __future__ import annotations

from typing import NamedTuple

from draftkit.model.message import Message


class Edit(NamedTuple):
    """Replace the signs `start`..`end` of a file (project-relative name, cleaned text) by `text`. `where` is the provision, `old` and `new` what people read."""

    file: str
    start: int
    end: int
    text: str
    where: str = ""
    old: str = ""
    new: str = ""
    authors: tuple[str, ...] = ()


class Question(NamedTuple):
    """A change that only the drafter can make: the key, label or word it comes from, where it stands (file:line), the printed words before and after."""

    key: str
    place: str
    where: str
    old: str
    new: str
    reason: Message
    authors: tuple[str, ...] = ()


class Comment(NamedTuple):
    """A comment, where it belongs: `label` of the provision (empty: none has one), `where` as people say it, `replies` after it in the same thread."""

    author: str
    date: str
    text: str
    label: str
    where: str
    quote: str
    replies: tuple[Comment, ...] = ()


class Conflict(NamedTuple):
    """Edits of several people to the same words; none of them is applied."""

    edits: tuple[Edit, ...]


class Difference(NamedTuple):
    """A paragraph that says something else after the edits than in the reviewed file."""

    where: str
    wanted: str
    found: str


class Found(NamedTuple):
    """What one reviewed file brings."""

    edits: tuple[Edit, ...] = ()
    questions: tuple[Question, ...] = ()
    comments: tuple[Comment, ...] = ()
    notices: tuple[Message, ...] = ()
