"""Two versions compared: documents, Word files, the same documents at two revisions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from draftkit.compare.compare import compare
from draftkit.compare.terminal import change_lines
from draftkit.compare.values import Change, Comparison
from draftkit.compare.values import Side as Nodes
from draftkit.compare.wording import Words
from draftkit.errors import ConfigError, KindError, SourceError
from draftkit.files.whole import write_whole
from draftkit.library.document import Document
from draftkit.library.project import documents, find_document, find_documents, open_project
from draftkit.library.reading import Reading
from draftkit.library.session import Session, select
from draftkit.library.versions import revision, unpacked
from draftkit.library.word_document import WordDocument, word_bytes
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message

if TYPE_CHECKING:
    from draftkit.library.word_reading import WordRead

WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".txt")
"""Files that are compared as they are, whatever project they lie in."""


class AsWord:
    """A Word file that is compared: read when it is asked for, once for each kind it is read as."""

    def __init__(self, reading: Reading, data: bytes, name: str) -> None:
        self.reading, self.data, self.name = reading, data, name

    @cached_property
    def own(self) -> WordRead:
        """The file read as what it tells it is."""
        return self._read(None)

    def side(self, kind: KindSpec | None = None) -> Nodes:
        """Its nodes; `kind` overrules what the file tells."""
        from draftkit.compare.drafts import side

        read = self._read(kind) if kind else self.own
        return side(read.document.bound, read.document.frame, self.name, read.file)

    def _read(self, kind: KindSpec | None) -> WordRead:
        from draftkit.library.word_reading import read_as_draft

        return read_as_draft(self.reading, self.data, self.name, kind)


class Version(NamedTuple):
    """One side of a comparison: its name, its nodes and its Word file, each made when asked for; the `document` or the
    Word file (`word`) it is, and the `session` that read it."""

    name: str
    side: Callable[[], Nodes]
    docx: Callable[[], bytes]
    document: Document | None = None
    session: Reading | None = None
    word: AsWord | None = None

    def draft(self) -> Document | None:
        """The document it is; of a Word file the one it was read as."""
        return self.word.own.document if self.word else self.document


Pair = tuple[Version | None, Version | None]
Side = Document | WordDocument | Version | None
"""What can be compared; None where there is no such document on that side."""


class Said(NamedTuple):
    """A change that prints in words."""

    change: Change
    words: Words

    def __str__(self) -> str:
        return "\n".join(change_lines(self.change, self.words))


class Redline(NamedTuple):
    """A Word file with tracked changes, how many it marks, what the reader should know, and whether something differs
    that is not tracked and therefore stays as in the new file."""

    data: bytes
    changes: int
    notices: tuple[Message, ...]
    untracked: bool = False

    def write(self, path: str | Path) -> None:
        """Write the file. Raises OutputError when it cannot be written."""
        write_whole(Path(path), self.data)


class Changes:
    """What became of each provision from one document to another; iterating gives what changed, each printing in
    `words`. A side that is missing is empty."""

    def __init__(self, old: Side, new: Side, words: Words = str) -> None:
        self.old, self.new = _versions(old, new)
        self.words = words

    @cached_property
    def comparison(self) -> Comparison:
        """Every node of both documents with what became of it."""
        return compare(*_sides(self.old, self.new))

    def __iter__(self) -> Iterator[Said]:
        return (Said(change, self.words) for change in self.comparison.shown())

    def __len__(self) -> int:
        return len(self.comparison.shown())

    def redline(self, author: str = "draftkit", date: str = "2000-01-01") -> Redline:
        """The changes as tracked changes over the new Word file, made by `author` at `date` (`2026-12-05`, or with a
        time). It was proved that accepting all gives the words of the new file, and rejecting all those of the old
        one; what is not tracked is told.

        Raises ConfigError when a side is missing, SourceError when a file cannot be read, InternalError when the proof
        fails."""
        from draftkit.redline.redline import redline
        from draftkit.word.package import read_package, zip_bytes

        if self.old is None or self.new is None:
            raise ConfigError("A redline needs both an old and a new document.")
        before, after = (read_package(one.docx(), one.name) for one in (self.old, self.new))
        stamp = date if "T" in date else f"{date}T00:00:00Z"
        made = redline(before, after, author, stamp, (self.old.name, self.new.name))
        return Redline(zip_bytes(made.parts), made.changes, made.notices, made.untracked)


# -- versions


def _sides(old: Version | None, new: Version | None) -> tuple[Nodes, Nodes]:
    """The nodes of two versions. A Word file whose kind was not recognised is read as the other one is."""
    if old and new and old.word and new.word and old.word.own.known != new.word.own.known:
        known = (old if old.word.own.known else new).word
        kind = known.own.document.bound.draft.kind if known else None
        return old.word.side(kind), new.word.side(kind)
    before, after = (one.side() if one else Nodes("∅", ()) for one in (old, new))
    return before, after


def _versions(old: Side, new: Side) -> Pair:
    """Two documents as versions to be compared: as Word files when one of them is one."""
    before, after = _version(old), _version(new)
    if before and after and (before.document is None) != (after.document is None):
        word = before.word or after.word
        if word is not None:
            return _as_word(before, word.reading), _as_word(after, word.reading)
    return before, after


def _version(one: Side) -> Version | None:
    if one is None or isinstance(one, Version):
        return one
    if isinstance(one, WordDocument):
        return _word_version(one.reading, one.docx(), one.name)
    return _draft_version(one, one.name)


def _draft_version(one: Document, name: str, session: Reading | None = None) -> Version:
    from draftkit.compare.drafts import side

    return Version(name, lambda: side(one.bound, one.frame, name), one.docx, one, session)


def word_pair(session: Session, names: Sequence[str], cwd: Path) -> Pair | None:
    """Two Word files, which need no project; None when the names are others."""
    if len(names) != 2 or not all(_is_word(cwd / name) for name in names):
        return None
    return _word(session, cwd / names[0]), _word(session, cwd / names[1])


def pairs(
    session: Session, names: Sequence[str], cwd: Path, stack: ExitStack, alone: bool = False, here: str = ""
) -> list[Pair]:
    """The pairs of versions that names stand for: two documents or Word files; a revision or two (`v1..v2`) and
    documents, a kind, or nothing for all; one document by itself when it may stand `alone`. Folders of earlier
    revisions live as long as `stack`; `here` is what the files as they are now are called.

    Raises a DraftkitError, ConfigError when the names make no sense together."""
    first, root = names[0], session.project.root
    if ".." in first and not os.path.exists(cwd / first):
        before, _, after = first.partition("..")
        ends = [(name or "HEAD", revision(root, name or "HEAD")) for name in (before, after.lstrip("."))]
        for name, commit in ends:
            if not commit:
                raise SourceError("“{name}”: git knows no such revision here.", name=name)
        (old, then), (new, now) = ends
        trees = _at(session, then, stack), _at(session, now, stack)
        return _between(*trees, names[1:], (old, new), root, cwd)
    if not os.path.exists(cwd / first) and all(path.stem != first for path in documents(session.project)):
        commit = revision(root, first)
        if commit:
            return _between(_at(session, commit, stack), session, names[1:], (first, here), root, cwd)
    if alone and len(names) == 1:
        return [(None, _one(session, first, cwd))]
    if len(names) != 2:
        raise ConfigError("Name two documents or Word files, or a revision and documents: draftkit diff v1..v2 decree")
    return [(_one(session, names[0], cwd), _one(session, names[1], cwd))]


def _is_word(path: Path) -> bool:
    return path.suffix.lower() in WORD or (os.path.isfile(path) and path.read_bytes()[:2] == b"PK")


def _word(session: Session, path: Path) -> Version:
    return _word_version(session, word_bytes(path), path.name)


def _word_version(reading: Reading, data: bytes, name: str) -> Version:
    word = AsWord(reading, data, name)
    return Version(name, word.side, lambda: data, session=reading, word=word)


def _read(session: Session, path: Path, name: str) -> Version:
    return _draft_version(session.read(path), name, session)


def _as_word(version: Version, reading: Reading) -> Version:
    """A draft as the Word file it makes, to be compared with another Word file."""
    return version if version.document is None else _word_version(reading, version.docx(), version.name)


def _one(session: Session, name: str, cwd: Path) -> Version:
    path = cwd / name
    return _word(session, path) if _is_word(path) else _read(session, find_document(session.project, name, cwd), name)


# -- revisions


def _at(session: Session, commit: str, stack: ExitStack) -> Session:
    """A session on the project as it was at a commit, with the shared files and templates of that commit."""
    folder = stack.enter_context(unpacked(session.project.root, commit))
    return session.elsewhere(open_project(folder, session.project.cache))


def _between(
    old: Session, new: Session, names: Sequence[str], called: tuple[str, str], root: Path, cwd: Path
) -> list[Pair]:
    """The documents of two trees side by side, by path, else by name; those named, or all. `called` is what the trees
    are called, `root` the project in which the user stands at `cwd`."""
    inside = cwd.resolve().relative_to(root) if cwd.resolve().is_relative_to(root) else Path()
    before, after = _selected(old, names, inside), _selected(new, names, inside)
    for name in names:
        if not before.get(name) and not after.get(name):
            raise SourceError("“{name}”: no such document in either revision.", name=name)
    olds = {path: path for paths in before.values() for path in paths}
    news = {path: path for paths in after.values() for path in paths}
    stems = {path.stem: path for path in olds if path not in news}
    out: list[Pair] = []
    for path in news:
        match = path if path in olds else stems.get(path.stem)
        left = _read(old, old.project.root / match, f"{match.stem} ({called[0]})") if match else None
        if match:
            del olds[match]
        out.append((left, _read(new, new.project.root / path, f"{path.stem} ({called[1]})")))
    out.extend((_read(old, old.project.root / path, f"{path.stem} ({called[0]})"), None) for path in olds)
    return out


def _selected(session: Session, names: Sequence[str], inside: Path) -> dict[str, list[Path]]:
    """Paths of documents, relative to the project, by the name that asked for them; a name is a path, a document, or a
    kind."""
    project = session.project
    if not names:
        return {"": [path.resolve().relative_to(project.root) for path in documents(project)]}
    out: dict[str, list[Path]] = {}
    for name in names:
        try:
            found = find_documents(project, (name,), project.root / inside)
        except SourceError:
            found = _of_kind(session, name)
        out[name] = [
            path.resolve().relative_to(project.root) for path in found if path.resolve().is_relative_to(project.root)
        ]
    return out


def _of_kind(session: Session, name: str) -> list[Path]:
    try:
        return select(session, (), name, session.project.root)
    except KindError:
        return []
