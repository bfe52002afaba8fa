"""Anybody's Word file read as a draft, in memory: recognised, bound, ready for whatever is done with drafts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from draftkit.library.document import Document
from draftkit.library.reading import Reading
from draftkit.model.kind import KindSpec
from draftkit.model.named import NamedTuple
from draftkit.recognise.source import Reading as Recognition
from draftkit.recognise.source import draft_of
from draftkit.recognise.styled import is_styled
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
