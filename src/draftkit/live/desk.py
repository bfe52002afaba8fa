"""The project as it is being edited: unsaved texts, documents read from them, again only when a file changes."""

from __future__ import annotations

import re
import sys
from collections import ChainMap
from collections.abc import Mapping
from pathlib import Path

from draftkit.dossier.registers import all_contradictions
from draftkit.edits.provisions import Passages
from draftkit.errors import DraftkitError
from draftkit.library.project import PROJECT_FILE, documents, open_project, root_around
from draftkit.library.session import Document, Session
from draftkit.live.positions import composed_column, index_at, lines_of, raw_index, units_before
from draftkit.model.message import Finding, Place, Translate, word
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.model.tree import Source
from draftkit.readers.document import DRAFT_FILE, read_raw, shown
from draftkit.readers.source import clean, clear_text
from draftkit.readers.yaml_text import load


class Spot(NamedTuple):
    """A position in a file: 0-based line, `at` is the index in the raw line."""

    path: Path
    line: int
    at: int


class Desk:
    """What is known of the project around a folder while it is edited. `cache`: what can be made again, or None.
    `translate`: the language of its log."""

    def __init__(self, root: Path, cache: Path | None, translate: Translate | None = None) -> None:
        self.translate = translate
        self.root = root.resolve()
        self.cache = cache
        self.texts: dict[Path, str] = {}
        self.units = "utf-16"
        self._session: Session | None = None
        self._documents: dict[Path, Document] = {}
        self._passages: dict[Path, Passages] = {}
        self._lines: dict[Path, list[str]] = {}
        self._paths: dict[str, Path] = {}

    @property
    def session(self) -> Session:
        """The session on the project. Raises ConfigError when draftkit.yaml is broken."""
        if self._session is None:
            self._session = Session(open_project(self.root, self.cache), texts=self.texts)
            if self.translate:
                for said in self._session.project.told:
                    print(word(said, self.translate), file=sys.stderr, flush=True)
            self._session.expect_many()
        return self._session

    # -- texts

    def edit(self, path: Path, text: str | None) -> None:
        """A file has this unsaved text now; None: what is on the disk counts again."""
        full = path.resolve()
        if text is None:
            self.texts.pop(full, None)
        else:
            self.texts[full] = text
        self.changed(full)

    def changed(self, path: Path) -> None:
        """Forget what was read from a file. Settings, kinds and profiles are read anew, and with them everything."""
        full = path.resolve()
        self._paths.clear()
        self._lines.pop(full, None)
        if full.name == PROJECT_FILE or (full.suffix != ".md" and full.name != DRAFT_FILE):
            self._documents.clear()
            if self._session is not None and full.is_relative_to(self._session.project.shared):
                self._session.changed(full)
            else:
                self._session = None
            return
        owner = self.owner(full)
        if self._session is not None:
            self._session.changed(full)
        self._documents = {
            path: one
            for path, one in self._documents.items()
            if path != owner and not (one.bound.others or one.bound.told or self.session.is_supplied(path))
        }

    def text(self, path: Path) -> str:
        """The text of a file as it stands in the editor, else on the disk; empty when it is not there."""
        full = path.resolve()
        if full in self.texts:
            return self.texts[full]
        try:
            return full.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ""

    def lines(self, path: Path) -> list[str]:
        """The raw lines of a file."""
        full = path.resolve()
        if full not in self._lines:
            self._lines[full] = lines_of(self.text(full))
        return self._lines[full]

    # -- documents

    def owner(self, path: Path) -> Path | None:
        """The document a file is part of: itself, or the folder with draft.yaml. None for other files."""
        full = path.resolve()
        if full.name == DRAFT_FILE or (full.suffix == ".md" and (full.parent / DRAFT_FILE).is_file()):
            return full.parent if full.name.lower() != "readme.md" else None
        return full if full.suffix == ".md" and self.text(full).lstrip("\ufeff").startswith("---") else None

    def read(self, owner: Path) -> Document:
        """A document, from unsaved texts where there are some. Raises a DraftkitError when it cannot be read at all."""
        if owner not in self._documents:
            self._documents[owner] = self.session.read(owner)
        return self._documents[owner]

    def clean(self, name: str) -> str:
        """The text of a file, by its name, as the reader takes it."""
        return clean(self.text(self.path(name)).removeprefix("\ufeff"))[0]

    def with_texts(self, document: Document, new: Mapping[str, str]) -> Document:
        """The document as it reads with other texts of its files, by their names; the desk stays as it is. Raises a
        DraftkitError."""
        texts = {self.path(name): text for name, text in new.items()}
        raw = read_raw(document.path, self.session.project.root, ChainMap(texts, dict(self.session.texts)))
        return self.session.bind_raw(raw, document.path)

    def adopt(self, owner: Path, document: Document) -> None:
        """A document that was read from the very texts that stand there now: it need not be read again."""
        self._documents[owner] = document

    def check(self, owner: Path) -> dict[Path, list[Finding]]:
        """The findings on a document by file, files without any included; on another file only what a register of a
        dossier says otherwise than the project. Raises DraftkitError, for YAML that the project reads as well."""
        if self.owner(owner) is None and not owner.is_dir():
            project = self.session.project
            ours = (project.content, project.shared, project.registry.folders[0], project.root / PROJECT_FILE)
            there = owner in self.texts or owner.is_file()
            if there and owner.suffix == ".yaml" and any(map(owner.is_relative_to, ours)):
                name = shown(owner, project.root)
                load(clear_text(owner, name, self.texts), name)
            return {owner: [], **{self.path(name): told for name, told in all_contradictions(self.session, owner)}}
        document = self.read(owner)
        found: dict[Path, list[Finding]] = {path: [] for path in self.files(document)}
        for finding in self.session.check(document):
            found.setdefault(self.path(finding.span.file), []).append(finding)
        return found

    def stop(self, owner: Path, error: DraftkitError) -> tuple[Path, int]:
        """The file and line (from 0) at which to show what stops the check of a document or file: its own that the
        message begins with, else the first."""
        found = re.match(r"(.+?):([0-9]+):", str(error))
        file = ((root_around(self.root) or self.root) / (found[1] if found else "")).resolve()
        if found and owner in (file, file.parent):
            return file, max((whole(found[2]) or 1) - 1, 0)
        return (owner / DRAFT_FILE if owner.is_dir() else owner), 0

    def path(self, name: str) -> Path:
        """The file that findings call by this name."""
        if name not in self._paths:  # asked for at every area of a page; the disk is slow to say
            self._paths[name] = (self.session.project.root / name).resolve()
        return self._paths[name]

    def passages(self, document: Document) -> Passages:
        """The passages of a state of a document, found once."""
        known = self._passages.get(document.path)
        if known is None or known.draft is not document.bound.draft:
            known = self._passages[document.path] = Passages(document.bound.draft)
        return known

    def files(self, document: Document) -> list[Path]:
        """The files of a document, that of the metadata first."""
        source = document.bound.draft.source
        return [
            self.path(name) for name in dict.fromkeys((source.meta_file, *(part.name for part in source.parts))) if name
        ]

    @staticmethod
    def loose_files(owner: Path) -> list[Path]:
        """The files of a document, also of one that cannot be read."""
        return [owner] if owner.is_file() else sorted((owner / "draft.yaml", *owner.glob("*.md")))

    def others(self) -> list[Path]:
        """All documents of the project."""
        return [path.resolve() for path in documents(self.session.project)]

    # -- positions

    def place(self, source: Source, spot: Spot) -> Place | None:
        """The place in the joined text of a document of a position in one of its parts; None within metadata."""
        for part in source.parts:
            if self.path(part.name) == spot.path.resolve():
                line = spot.line - part.offset
                if line >= 0:
                    return Place(part.first + line, composed_column(self.raw(spot.path, spot.line), spot.at))
                return None
        return None

    def spot(self, source: Source, place: Place) -> Spot:
        """The position in a file of a place of the joined text."""
        span = source.span(place)
        path = self.path(span.file)
        line = max(span.line - 1, 0)
        return Spot(path, line, raw_index(self.raw(path, line), max(span.column - 1, 0)))

    def spot_in(self, path: Path, line: int, column: int) -> int:
        """The index in a raw line of a column of draftkit."""
        return raw_index(self.raw(path, line), column)

    def raw(self, path: Path, line: int) -> str:
        """A raw line of a file; empty beyond its end."""
        lines = self.lines(path)
        return lines[line] if 0 <= line < len(lines) else ""

    def index(self, path: Path, line: int, character: int) -> int:
        """The index in a raw line of a position of the editor."""
        return index_at(self.raw(path, line), character, self.units)

    def character(self, path: Path, line: int, index: int) -> int:
        """The position of the editor of an index in a raw line."""
        return units_before(self.raw(path, line), index, self.units)
