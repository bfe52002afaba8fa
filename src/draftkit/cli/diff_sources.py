"""What `draftkit diff` compares: files, documents by name, the same documents at two revisions, Word files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import click

from draftkit.cli.common import open_session
from draftkit.cli.language import Translate
from draftkit.compare.values import Side
from draftkit.errors import KindError, SourceError
from draftkit.library.project import documents, find_documents
from draftkit.library.revisions import revision, unpacked
from draftkit.library.session import Document, Session


class Version(NamedTuple):
    """One side of a comparison: its name, its nodes and its Word file, each made when asked for; `session` and
    `document` when it is no Word file."""

    name: str
    side: Callable[[], Side]
    docx: Callable[[], bytes]
    session: Session | None = None
    document: Document | None = None


Pair = tuple[Version | None, Version | None]


def pairs(arguments: Sequence[str], stack: ExitStack, translate: Translate, alone: bool = False) -> list[Pair]:
    """The pairs of versions that the arguments name; one document by itself when it may stand `alone`.

    Raises a DraftkitError, or UsageError when they do not make sense.
    """
    cwd = Path.cwd()
    first = arguments[0]
    if len(arguments) == 2 and all(_is_word(cwd / name) for name in arguments):
        return [(_word(cwd / arguments[0]), _word(cwd / arguments[1]))]
    session = open_session()
    root = session.project.root
    if ".." in first and not os.path.exists(cwd / first):
        before, _, after = first.partition("..")
        ends = [(name or "HEAD", revision(root, name or "HEAD")) for name in (before, after.lstrip("."))]
        for name, commit in ends:
            if not commit:
                raise SourceError("“{name}”: git knows no such revision here.", name=name)
        return _between(
            _at(ends[0][1], root, stack), _at(ends[1][1], root, stack), arguments[1:], (ends[0][0], ends[1][0])
        )
    if not os.path.exists(cwd / first) and not _known(session, first):
        commit = revision(root, first)
        if commit:
            return _between(_at(commit, root, stack), session, arguments[1:], (first, translate("working copy")))
    if alone and len(arguments) == 1:
        return [(None, _one(session, first))]
    if len(arguments) != 2:
        raise click.UsageError(
            translate("Name two documents or Word files, or a revision and documents: draftkit diff v1..v2 decree")
        )
    old, new = (_one(session, name) for name in arguments)
    if (old.document is None) != (new.document is None):
        old, new = _as_word(old), _as_word(new)
    return [(old, new)]


def _is_word(path: Path) -> bool:
    return path.suffix.lower() in (".docx", ".docm", ".dotx", ".doc", ".rtf") or (
        os.path.isfile(path) and path.read_bytes()[:2] == b"PK"
    )


def _word(path: Path) -> Version:
    from draftkit.compare.word_side import side_of

    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            "{file}: cannot be read ({reason}).", file=path.name, reason=error.strerror or error
        ) from error
    return Version(path.name, lambda: side_of(data, path.name), lambda: data)


def _draft(session: Session, path: Path, name: str) -> Version:
    from draftkit.compare.drafts import side

    document = session.read(path)
    return Version(
        name, lambda: side(document.bound, document.frame, name), lambda: session.docx(document), session, document
    )


def _as_word(version: Version) -> Version:
    """A draft as the Word file it makes, to be compared with another Word file."""
    if version.document is None:
        return version
    from draftkit.compare.word_side import side_of

    return Version(version.name, lambda: side_of(version.docx(), version.name), version.docx)


def _one(session: Session, name: str) -> Version:
    path = Path.cwd() / name
    if _is_word(path):
        return _word(path)
    found = find_documents(session.project, (name,), Path.cwd())
    if len(found) != 1:
        raise click.UsageError(f"{name}: {len(found)}")
    return _draft(session, found[0], name)


def _known(session: Session, name: str) -> bool:
    return any(path.stem == name for path in documents(session.project))


# -- revisions


def _at(commit: str, root: Path, stack: ExitStack) -> Session:
    """A session on the project as it was at a commit, with the shared files and templates of that commit."""
    return open_session(start=stack.enter_context(unpacked(root, commit)))


def _between(old: Session, new: Session, names: Sequence[str], called: tuple[str, str]) -> list[Pair]:
    """The documents of two trees side by side, by path, else by name; those named, or all."""
    before, after = _selected(old, names, new.project.root), _selected(new, names, new.project.root)
    for name in names:
        if not before.get(name) and not after.get(name):
            raise SourceError("“{name}”: no such document in either revision.", name=name)
    olds = {path: path for paths in before.values() for path in paths}
    news = {path: path for paths in after.values() for path in paths}
    stems = {path.stem: path for path in olds if path not in news}
    out: list[Pair] = []
    for path in news:
        match = path if path in olds else stems.get(path.stem)
        left = _draft(old, old.project.root / match, f"{match.stem} ({called[0]})") if match else None
        if match:
            del olds[match]
        out.append((left, _draft(new, new.project.root / path, f"{path.stem} ({called[1]})")))
    out.extend((_draft(old, old.project.root / path, f"{path.stem} ({called[0]})"), None) for path in olds)
    return out


def _selected(session: Session, names: Sequence[str], root: Path) -> dict[str, list[Path]]:
    """Paths of documents, relative to the project, by the name that asked for them; a name is a path, a document, or a
    kind."""
    project = session.project
    if not names:
        return {"": [path.resolve().relative_to(project.root) for path in documents(project)]}
    cwd = Path.cwd().resolve()
    inside = cwd.relative_to(root) if cwd.is_relative_to(root) else Path()
    out: dict[str, list[Path]] = {}
    for name in names:
        out[name] = []
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
        kind = session.project.registry.find(name).name
    except KindError:
        return []
    return [path for path in documents(session.project) if session.kind_of(session.raw(path)).name == kind]
