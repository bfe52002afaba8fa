"""Changes of files as values: made on what was seen, written whole, taken back."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path

from draftkit.edits.apply import restored
from draftkit.edits.provisions import Provision
from draftkit.edits.values import At
from draftkit.files.whole import write_all
from draftkit.library.session import Document
from draftkit.live.desk import Desk
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple
from draftkit.readers.source import file_bytes


class FileChange(NamedTuple):
    """A file as it stands (empty: it is not there), and as it shall be."""

    path: Path
    name: str
    before: str
    after: str


class Change(NamedTuple):
    """What an operation makes of the files of a document; where its provision is afterwards; and what people are told:
    references that point at nothing then."""

    owner: Path
    files: tuple[FileChange, ...]
    at: At | None = None
    told: tuple[Message, ...] = ()
    document: Document | None = None
    """The document as it is with the change, for whoever wants to show what it prints."""


class Stale(NamedTuple):
    """An operation, or a change, was made on a text that is gone: nothing was done. `now` is what stands there."""

    now: Provision | None


def write(desk: Desk, change: Change) -> Stale | None:
    """Write a change, all its files or none. Where one of them is no longer what the change was made on, nothing is
    written. Raises OutputError."""
    data: dict[Path, bytes] = {}
    for file in change.files:
        stored = file_bytes(file.path, file.path.name) if file.path.exists() else None
        text = (stored or b"").decode("utf-8-sig", "replace")
        if text != file.before or desk.text(file.path) != file.before:
            return Stale(None)
        data[file.path] = (BOM_UTF8 if (stored or b"").startswith(BOM_UTF8) else b"") + file.after.encode("utf-8")
    write_all(desk.root, data)
    for file in change.files:
        desk.edit(file.path, None)
    return None


def undo(change: Change) -> Change:
    """The change that takes a change back."""
    files = tuple(file._replace(before=file.after, after=file.before) for file in change.files)
    return Change(change.owner, files)


def changed_file(desk: Desk, name: str, old: str, new: str) -> FileChange:
    """A file whose cleaned text `old` becomes `new`, as it is stored: line ends and lines that stay as they were."""
    path = desk.path(name)
    before = desk.text(path)
    return FileChange(path, name, before, restored(before, old, new))


def changed_files(desk: Desk, new: Mapping[str, str]) -> tuple[FileChange, ...]:
    """Those of the files whose cleaned text becomes another."""
    old = {name: desk.clean(name) for name in new}
    return tuple(changed_file(desk, name, old[name], text) for name, text in new.items() if text != old[name])
