"""Where two people changed the same words: both wordings as values, and the chosen one written in their place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.files.line_ends import ended_as, plain_ends
from draftkit.files.whole import write_whole
from draftkit.library.project import PROJECT_FILE, Project
from draftkit.library.session import Session
from draftkit.model.named import NamedTuple
from draftkit.readers.document import shown
from draftkit.readers.source import sides

_SUFFIXES = (".md", ".yaml", ".yml", ".csv", ".txt")
_LIMIT = 32_000_000


class Wordings(NamedTuple):
    """A passage of a file in the wordings of two people: the file, the line (from 1) where it starts, ours, theirs."""

    path: Path
    name: str
    line: int
    ours: str
    theirs: str


def wordings(project: Project, path: Path | None = None) -> tuple[Wordings, ...]:
    """All passages of a project, or of one document, that stand in two wordings."""
    return tuple(one for file in _files(project, path) for one in _of(project.root, file))


def of_settings(root: Path) -> tuple[Wordings, ...]:
    """The passages of draftkit.yaml that stand in two wordings: a project is not opened before each has one."""
    return tuple(_of(root, root / PROJECT_FILE))


def choose(one: Wordings, text: str) -> None:
    """Put a text, one of the two wordings or another, in the place of both. Raises ConfigError when they no longer
    stand there, OutputError when the file cannot be written."""
    data = text_in(one.path)
    for found in sides(data):
        if (found.ours, found.theirs) == (one.ours, one.theirs) and data.count("\n", 0, found.start) + 1 == one.line:
            text = text if not text or text.endswith("\n") else f"{text}\n"
            new = data[: found.start] + text + data[found.end :]
            write_whole(one.path, ended_as(one.path.read_bytes().decode("utf-8"), new).encode())
            return
    said = "{file}:{line}: these two wordings no longer stand there; look again."
    raise ConfigError(said, file=one.name, line=one.line)


def settled(session: Session, found: Sequence[Wordings], theirs: Sequence[Wordings]) -> tuple[Session, list[int]]:
    """The project as it reads with `theirs` of these passages and ours of the others, nothing written; and the line of
    its file at which each starts then."""
    texts: dict[Path, str] = {}
    starts: list[int] = []
    for path in dict.fromkeys(one.path for one in found):
        text, end, new = text_in(path), 0, ""
        for both, one in zip(sides(text), (one for one in found if one.path == path), strict=False):
            new += text[end : both.start]
            starts.append(new.count("\n") + 1)
            new, end = new + (both.theirs if one in theirs else both.ours), both.end
        texts[path.resolve()] = new + text[end:]
    return Session(session.project, texts=texts), starts


def _of(root: Path, file: Path) -> Iterator[Wordings]:
    text = text_in(file)
    for found in sides(text):
        line = text.count("\n", 0, found.start) + 1
        yield Wordings(file, shown(file, root), line, found.ours, found.theirs)


def _files(project: Project, path: Path | None) -> Iterator[Path]:
    if path is not None and path.is_file():
        yield path
        return
    for top in [path] if path else [project.content, project.shared]:
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                file = Path(folder, name)
                if file.suffix in _SUFFIXES and file.is_file() and file.stat().st_size < _LIMIT:
                    yield file


def text_in(file: Path) -> str:
    """The text of a file with plain line ends; what is no text has no wordings."""
    try:
        return plain_ends(file.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
