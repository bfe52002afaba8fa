"""Anybody's Word file as a document of a session: recognised, bound, in memory, ready for whatever is done with
drafts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from weakref import finalize

from draftkit.files.whole import scratch
from draftkit.library.checking import Checking
from draftkit.library.document import Document
from draftkit.library.reading import Reading
from draftkit.model.kind import KindSpec
from draftkit.model.message import Finding, Translate
from draftkit.model.named import NamedTuple
from draftkit.readers.source import file_bytes
from draftkit.recognise.source import Reading as Recognition
from draftkit.recognise.source import draft_of
from draftkit.recognise.styled import is_styled
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.word.plain_text import word_text
from draftkit.word.read import ACCEPT, read_word
from draftkit.word.values import WordFile


class WordRead(NamedTuple):
    """A Word file as it was read, and the document it is; `known` says whether its kind was recognised, `styled`
    whether its styles told what its lines are."""

    file: WordFile
    document: Document
    known: bool
    styled: bool


def read_as_draft(
    reading: Reading, file: WordFile, name: str, kind: KindSpec | None = None, *, styles: bool = True
) -> WordRead:
    """The document that a Word file is. Formulas are linear text, headings in capitals stay so. `kind` overrules what
    the file tells; without `styles` lines are known by words and looks alone. Raises KindError when no kind fits."""
    registry = reading.project.registry

    def roles(spec: KindSpec) -> Mapping[str, str]:
        return {id: style.role for id, style in registry.profile(spec).styles.items()} if styles else {}

    recognised = Recognition(file, reading.kinds(), kind, roles, as_typed=True)
    draft = draft_of(recognised.write(recognised.loosely()), recognised.kind, name)
    styled = is_styled(recognised.lines, roles(recognised.kind))
    return WordRead(file, reading.bind(draft, Path(name), {}), recognised.known, styled)


def text_of(path: Path, translate: Translate = str) -> str:
    """Any Word file as plain text, tracked changes accepted. Raises SourceError when it is none."""
    return word_text(read_word(path, path.name, changes=ACCEPT), translate)


class WordDocument:
    """A Word file with what a `Document` has.

    It is checked as `draftkit check FILE.docx` checks it and compared as the file it is; its text (`bound`, `frame`) is
    that of the draft which `draftkit import` makes of it, so that both need a kind that is known. `reading` and
    `checking` are parts of the session it belongs to; `kind` overrules what the file tells. Raises SourceError when the
    file cannot be read."""

    def __init__(self, reading: Reading, checking: Checking, path: Path, kind: str = "") -> None:
        self.reading, self._checking = reading, checking
        self.path, self.kind = path, kind
        self._data = file_bytes(path, path.name)

    @property
    def name(self) -> str:
        return self.path.name

    def docx(self) -> bytes:
        return self._data

    def check(self) -> list[Finding]:
        """The findings that `draftkit check` gives on it. Raises SourceError when it is no Word file."""
        checked = self._checking.word_checker(self.kind).check(self._data, self.name)
        return self._checking.unsilenced(list(checked.findings))

    @cached_property
    def draft(self) -> Document:
        """The draft made of it, tracked changes accepted. Raises SourceError when it is no Word file, KindError when
        its kind is unknown."""
        from draftkit.library.importing import import_word

        files = import_word(self.reading, self.path, self.kind).files
        top = scratch()  # it lasts as long as this does: pictures are read when they are written
        finalize(self, top.cleanup)
        folder = Path(top.name) / self.path.stem
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return self.reading.read(folder)

    @property
    def bound(self) -> Bound:
        """Its text, numbered and bound."""
        return self.draft.bound

    @property
    def frame(self) -> Frame:
        """Its frame: bodies, number, signatures."""
        return self.draft.frame

    def build(self, *formats: str, out: str | Path | None = None) -> list[Path]:
        """Write the draft made of it, as `Document.build` does."""
        return self.draft.build(*formats, out=out)
