"""What a review round consists of, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from draftkit.edits.values import Conflict, Edit, Question
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple


class Comment(NamedTuple):
    """A comment, where it belongs: `label` of the provision (empty: none has one), `where` as people say it, `replies`
    after it in the same thread."""

    author: str
    date: str
    text: str
    label: str
    where: str
    quote: str
    replies: tuple[Comment, ...] = ()
    done: bool = False
    """Whether it was marked as resolved."""


class Difference(NamedTuple):
    """A paragraph that says something else after the edits than in the reviewed file."""

    wanted: str
    found: str


class Found(NamedTuple):
    """What one reviewed file brings."""

    edits: tuple[Edit, ...] = ()
    questions: tuple[Question, ...] = ()
    comments: tuple[Comment, ...] = ()
    listed: frozenset[int] = frozenset()
    """Paragraphs of the file that stand in its contents list."""
    numbered: frozenset[int] = frozenset()
    """Paragraphs whose number the reviewer left as it was."""
    lines: Mapping[int, int] = MappingProxyType({})
    """The line of the source by paragraph of the file."""


class Reviewed(NamedTuple):
    """One reviewed file with what it brings, and what would still differ from it if its edits alone were applied."""

    name: str
    found: Found
    differences: tuple[Difference, ...]
    notices: tuple[Message, ...]


class Pulled(NamedTuple):
    """The outcome of a round: files with their text now and then, what could not be applied, and each reviewed file."""

    document: str
    files: tuple[tuple[str, str, str], ...]
    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    questions: tuple[Question, ...]
    reviewed: tuple[Reviewed, ...]
    redline: bytes = b""
    """The Word file with all changes tracked, where it was asked for."""
    path: Path = Path()
    """The document; others of the project may have its name."""

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments of all files, each once."""
        return tuple(dict.fromkeys(comment for one in self.reviewed for comment in one.found.comments))

    @property
    def settled(self) -> bool:
        """Whether everything the reviewers changed is in the files."""
        return not (self.conflicts or self.questions or any(one.differences for one in self.reviewed))
