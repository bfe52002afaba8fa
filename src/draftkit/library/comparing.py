"""Two versions compared: documents, Word files, the same documents at two revisions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Union

from draftkit.compare.compare import compare
from draftkit.compare.terminal import change_lines
from draftkit.compare.values import Change, Comparison
from draftkit.compare.values import Side as Nodes
from draftkit.compare.wording import Words
from draftkit.errors import ConfigError, SourceError
from draftkit.files.aside import aside
from draftkit.library.build_run import as_shown
from draftkit.library.document import Document
from draftkit.library.project import documents, open_project
from draftkit.library.reading import Reading
from draftkit.library.session import Session, find, find_one
from draftkit.model.kind import KindSpec
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.readers.source import file_bytes
from draftkit.word.package import OFFICE, read_package

if TYPE_CHECKING:
    from draftkit.library.word_document import WordDocument, WordRead
    from draftkit.redline.redline import Redline
    from draftkit.word.values import WordFile

_READ = (*OFFICE, ".txt")
"""Files that are compared as they are, whatever project they lie in."""


_UNPACKED = 4
"""Signs of text for each byte of a Word file, which is packed."""


class AsWord:
    """A Word file that is compared: read when it is asked for, and recognised once for each kind it is read as.
    `size` is about how many signs of text it holds; `of` is the draft that it was made of here."""

    def __init__(self, session: Reading, data: bytes, name: str, of: AsDraft | None = None) -> None:
        self.session, self.data, self.name, self.size, self.of = session, data, name, len(data) * _UNPACKED, of

    @cached_property
    def file(self) -> WordFile:
        from draftkit.recognise.flat import read_file

        return read_file(self.data, self.name, self.session.kinds())

    @cached_property
    def own(self) -> WordRead:
        return self._read(None, True)

    def draft(self) -> Document:
        return self.own.document

    def shown(self) -> bytes:
        """The file itself, or what its draft shows."""
        return self.of.shown() if self.of else self.data

    def side(self, kind: KindSpec | None = None, *, styles: bool = True) -> Nodes:
        """Its nodes; `kind` overrules what the file tells, and without `styles` these tell nothing."""
        from draftkit.compare.drafts import side

        read = self.own if kind is None and styles else self._read(kind, styles)
        return side(read.document.bound, read.document.frame, self.name, read.file)

    def _read(self, kind: KindSpec | None, styles: bool) -> WordRead:
        from draftkit.library.word_document import read_as_draft

        return read_as_draft(self.session, self.file, self.name, kind, styles=styles)


class AsDraft:
    """A draft that is compared: read when it is asked for, by the `session`; `size` is about how many signs it has."""

    def __init__(self, name: str, read: Callable[[], Document], session: Session | None = None, size: int = 0) -> None:
        self.name, self._read, self.session, self.size = name, read, session, size

    @cached_property
    def own(self) -> Document:
        return self._read()

    def draft(self) -> Document:
        return self.own

    def shown(self) -> bytes:
        """The Word file it makes, with a draft mark when it must not go out."""
        return as_shown(self.own).docx()

    def side(self) -> Nodes:
        from draftkit.compare.drafts import side

        return side(self.own.bound, self.own.frame, self.name)


Version = AsDraft | AsWord
"""One side of a comparison, made when asked for."""
Pair = tuple[Version | None, Version | None]
Side = Union[Document, "WordDocument", Version, None]
"""What can be compared; None where there is no such document on that side."""


def differing_files(pair: Pair) -> tuple[str, ...]:
    """The files beside the text of two drafts (tables, pictures) that have one name and not the same bytes: where
    nothing was found to differ they show that something could not be read. Folders only; else none."""
    homes = [one.own.path for one in pair if isinstance(one, AsDraft)]
    if len(homes) < len(pair) or not all(home.is_dir() for home in homes):
        return ()
    old, new = homes
    files = (file for file in sorted(new.rglob("*")) if file.is_file() and file.suffix not in (".md", ".yaml"))
    both = ((file.relative_to(new), file) for file in files)
    return tuple(
        name.as_posix()
        for name, file in both
        if (old / name).is_file() and (old / name).read_bytes() != file.read_bytes()
    )


class Said(NamedTuple):
    """A change that prints in words."""

    change: Change
    words: Words

    def __str__(self) -> str:
        return "\n".join(change_lines(self.change, self.words))


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
        time). It was proved that accepting all gives the words of the new file, and rejecting all those of the old one;
        what is not tracked is told. Raises ConfigError when a side is missing, SourceError when a file cannot be read,
        InternalError when the proof fails."""
        from draftkit.redline.redline import redline

        if self.old is None or self.new is None:
            raise ConfigError("A redline needs both an old and a new document.")
        before, after = (read_package(one.shown(), one.name) for one in (self.old, self.new))
        stamp = date if "T" in date else f"{date}T00:00:00Z"
        return redline(before, after, author, stamp, (self.old.name, self.new.name))


# -- versions


def _sides(old: Version | None, new: Version | None) -> tuple[Nodes, Nodes]:
    """The nodes of two versions, long ones read by two processes. A Word file whose kind was not recognised is read as
    the other one is; styles tell what a line is only where both files have them."""
    if old is None or new is None:
        return old.side() if old else _NOTHING, new.side() if new else _NOTHING
    _prepare(old, new)
    told = aside(lambda: (_told(old), old.side()), min(old.size, new.size))
    after, (how, before) = new.side(), told()
    if not (isinstance(old, AsWord) and isinstance(new, AsWord)) or how == _told(new):
        return before, after
    (known, styled), (known_new, styled_new) = how, _told(new)
    kind = (old if known else new).own.document.bound.draft.kind if known != known_new else None
    styles = styled and styled_new
    return old.side(kind, styles=styles), new.side(kind, styles=styles)


def _prepare(*versions: Version) -> None:
    """Load what each side needs, so that two processes do not both do it."""
    from draftkit.compare import drafts  # noqa: F401

    for one in versions:
        if isinstance(one, AsWord):
            from draftkit.library import word_document  # noqa: F401

            one.session.kinds()
        if one.session:
            one.session.shared  # noqa: B018


_NOTHING = Nodes("∅", ())


def _told(version: Version) -> tuple[bool, bool]:
    """Whether the kind of a Word file was recognised, and its styles tell what its lines are."""
    return (version.own.known, version.own.styled) if isinstance(version, AsWord) else (True, True)


def _versions(old: Side, new: Side) -> Pair:
    """Two documents as versions to be compared: as Word files when one of them is one."""
    before, after = _version(old), _version(new)
    if isinstance(before, AsWord) and isinstance(after, AsDraft):
        return before, AsWord(before.session, after.own.docx(), after.name, after)
    if isinstance(before, AsDraft) and isinstance(after, AsWord):
        return AsWord(after.session, before.own.docx(), before.name, before), after
    return before, after


def _version(one: Side) -> Version | None:
    if one is None or isinstance(one, (AsDraft, AsWord)):
        return one
    if isinstance(one, Document):
        return AsDraft(one.name, lambda: one)
    return AsWord(one.reading, one.docx(), one.name)


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
    revisions live as long as `stack`; `here` is what the files as they are now are called. Raises a DraftkitError,
    ConfigError when the names make no sense together."""
    first, root = names[0], session.project.root
    if ".." in first and not os.path.exists(cwd / first):
        before, _, after = first.partition("..")
        ends = [(name or "HEAD", _commit(session, name or "HEAD")) for name in (before, after.lstrip("."))]
        for name, commit in ends:
            if not commit:
                raise SourceError("“{name}”: git knows no such revision here.", name=name)
        (old, then), (new, now) = ends
        trees = _at(session, then, stack), _at(session, now, stack)
        return _between(*trees, names[1:], (old, new), root, cwd)
    if not os.path.exists(cwd / first) and all(path.stem != first for path in documents(session.project)):
        commit = _commit(session, first)
        if commit:
            return _between(_at(session, commit, stack), session, names[1:], (first, here), root, cwd)
    if alone and len(names) == 1:
        return [(None, _one(session, first, cwd))]
    if len(names) != 2:
        raise ConfigError("Name two documents or Word files, or a revision and documents: draftkit diff v1..v2 decree")
    return [(_one(session, names[0], cwd), _one(session, names[1], cwd))]


def _commit(session: Session, name: str) -> str:
    """The commit of a revision of git, or of a number that `draftkit versions log` tells (`2`, `#2`, `v2`); empty when
    there is none."""
    from draftkit.library.saved import has_versions, version  # two files need nothing of git
    from draftkit.library.versions import revision

    found, number = revision(session.project.root, name), name.lstrip("#v")
    if found or not has_versions(session.project) or not whole(number):
        return found
    return version(session.project, number).id


def _is_word(path: Path) -> bool:
    return path.suffix.lower() in _READ or (os.path.isfile(path) and path.read_bytes()[:2] == b"PK")


def _word(session: Session, path: Path) -> Version:
    return AsWord(session, file_bytes(path, path.name), path.name)


def _read(session: Session, path: Path, name: str) -> Version:
    files = path.rglob("*") if path.is_dir() else (path,)
    own = session.around(path)  # the same document of two checkouts
    return AsDraft(name, lambda: own.read(path), own, sum(file.stat().st_size for file in files))


def _one(session: Session, name: str, cwd: Path) -> Version:
    path = cwd / name
    if _is_word(path):
        return _word(session, path)
    return _read(session, find_one(session, name, cwd), name)


# -- revisions


def _at(session: Session, commit: str, stack: ExitStack) -> Session:
    """A session on the project as it was at a commit, with the shared files and templates of that commit."""
    from draftkit.library.versions import unpacked

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
    """Paths of documents, relative to the project, by the name that asked for them: a path, a document, or a kind."""
    project = session.project
    if not names:
        return {"": [path.resolve().relative_to(project.root) for path in documents(project)]}
    out: dict[str, list[Path]] = {}
    for name in names:
        try:
            found = find(session, name, project.root / inside)
        except SourceError:
            found = []
        out[name] = [
            path.resolve().relative_to(project.root) for path in found if path.resolve().is_relative_to(project.root)
        ]
    return out
