"""A document as a session gives it: ready for checks and writers; and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from draftkit.checks.rule import Rule
from draftkit.errors import InternalError
from draftkit.model.message import Finding, Message, Translate, word
from draftkit.model.named import NamedTuple
from draftkit.plugins import behaviour_of
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame


class Home(Protocol):
    """What a document needs of the session that read it."""

    def check(self, document: Document) -> list[Finding]: ...
    def refusals(self, document: Document, embargoed: bool = False) -> list[Message]: ...
    def build(self, document: Document, formats: Sequence[str] = (), out: Path | None = None) -> list[Path]: ...
    def docx(self, document: Document, pages: bool = True) -> bytes: ...


class Document(NamedTuple):
    """A document ready for checks and writers; `rules` are those its kind brings besides the catalogue, `home` the
    session that read it; `compared` says whether its words are held against what the project knows, `made` that they
    are not, since the program has put the document together of others."""

    path: Path
    bound: Bound
    frame: Frame
    rules: tuple[Rule, ...] = ()
    home: Home | None = None
    compared: bool = False
    made: bool = False

    @property
    def name(self) -> str:
        """The name of the document in its project."""
        return self.bound.draft.name

    def check(self) -> list[Finding]:
        """The findings that `draftkit check` gives on it."""
        return self._home().check(self)

    def build(self, *formats: str, out: str | Path | None = None) -> list[Path]:
        """Write it in these formats, in those of its kind when none is named; the files. Raises ConfigError naming a
        format the kind does not have, OutputError when a file cannot be written."""
        return self._home().build(self, formats, None if out is None else Path(out))

    def refusals(self) -> list[Message]:
        """Why it must not go out even to those who know that they have to wait; nothing for kinds without a gate."""
        return self._home().refusals(self, embargoed=True)

    def docx(self) -> bytes:
        """The bytes of its Word file."""
        return self._home().docx(self)

    def _home(self) -> Home:
        if self.home is None:
            raise InternalError("a document that no session read")
        return self.home


def standing(document: Document, translate: Translate) -> str:
    """What its own kind says of it, else whether it has number and date."""
    frame, told = document.frame, behaviour_of(document.bound).standing
    if not frame.draft_mark and told and (said := told(document.bound, frame)):
        return word(said, translate)
    return translate("issued" if frame.issued and not frame.draft_mark else "draft")
