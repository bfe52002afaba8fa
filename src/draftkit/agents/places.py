"""What a program calls a document, a file or a provision, found: one thing, within the project, or a reason why not."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

from draftkit.checks.report.report import finding_data
from draftkit.edits.provisions import Provision
from draftkit.errors import SourceError
from draftkit.library.project import find_document
from draftkit.live.desk import Desk
from draftkit.live.provisions import provision_at, provisions
from draftkit.model.message import Finding, Message, Span, Translate, msg, word
from draftkit.model.nearest import nearest, or_near
from draftkit.model.numeral import whole
from draftkit.readers.source import inside

Json = dict[str, Any]


class Room:
    """The project at one request, its language, and whether the user lets programs write."""

    def __init__(self, root: Path, cache: Path | None, translate: Translate, write: bool) -> None:
        self.desk = Desk(root, cache, translate)
        self.translate = translate
        self.write = write

    def say(self, message: Message) -> str:
        """A message in the language of the user."""
        return word(message, self.translate)

    def finding(self, finding: Finding) -> Json:
        """A finding as `check --format json` has it."""
        return finding_data(finding, self.translate)

    def name(self, path: Path) -> str:
        """A path from the project's folder."""
        return path.resolve().relative_to(self.desk.root).as_posix()


_LINE = re.compile(r"(.+):([0-9]{1,6})")
_SHOWN = 12


def within(root: Path, name: str) -> str:
    """A name that may be a path. Raises SourceError when that leads out of the project."""
    if "\0" in name or not inside(root, root / name):
        raise SourceError("“{path}” leads out of the project folder; only what lies in it can be reached.", path=name)
    return name


def all_documents(desk: Desk) -> list[Path]:
    """The documents that lie in the project; one that a link brings in from elsewhere is none."""
    return [path for path in desk.others() if inside(desk.root, path)]


def document_of(desk: Desk, name: str) -> Path:
    """The one document of a name or path. Raises SourceError when there is none, several, or it lies elsewhere."""
    path = find_document(desk.session.project, within(desk.root, name), desk.root).resolve()
    within(desk.root, str(path))
    if desk.owner(path) is None and not path.is_dir():
        raise SourceError("“{name}”: no such document.", name=name)
    return path


def provision_of(desk: Desk, owner: Path, called: str) -> Provision:
    """The one provision that a label (`@viec`), its words (`khoản 1 Điều 2`) or file and line (`…/01.md:12`) stand for.
    Raises SourceError naming those there are when it is none or several."""
    at = _LINE.fullmatch(called.strip())
    if at:
        found = provision_at(desk, owner, Span(at[1], whole(at[2], 0)))
        if found is None:
            raise SourceError("{file}:{line}: nothing stands here.", file=at[1], line=at[2])
        return found
    every = provisions(desk, owner)
    label = called.strip().removeprefix("@")
    same = [one for one in every if one.label == label]
    same = same or [one for one in every if one.sort == "unit" and _plain(one.name) == _plain(called)]
    if len(same) == 1:
        return same[0]
    if same:
        places = ", ".join(f"{one.file}:{one.line}" for one in same[:_SHOWN])
        said = "“{name}” stands for {count} provisions; name one of them by its line: {places}"
        raise SourceError(said, name=called, count=len(same), places=places)
    known = [name for one in every for name in (one.label, one.name) if name]
    near = nearest(called.strip().removeprefix("@"), known)
    if not near:
        raise SourceError("“{name}”: no such provision; read the document to see what it has.", name=called)
    raise SourceError.of(or_near(msg("“{name}”: no such provision", name=called), near))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace(",", " ").split())
