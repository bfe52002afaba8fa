"""Places in the source: which file, which line, which column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from draftkit.model.named import NamedTuple


class Place(NamedTuple):
    """A position in a joined source: 0-based line, 0-based column. Cheap to have by the hundred thousand."""

    line: int
    column: int = 0


class Lined(Protocol):
    """What starts on a line of the source."""

    @property
    def line(self) -> int: ...


class Span(NamedTuple):
    """A place as people read it: file name relative to the project, 1-based line and column (0: the file as a whole).

    In a Word file `sort` is `paragraph` and `line` the 1-based ordinal of the paragraph (pages made by an office
    program: `page`, the 1-based page); `heading` is the nearest heading above and `quote` the words the place is at,
    both as they stand in the file."""

    file: str
    line: int = 0
    column: int = 0
    sort: str = "line"
    heading: str = ""
    quote: str = ""

    @property
    def at(self) -> dict[str, object]:
        """File and line, for a message that begins with them."""
        return {"file": self.file, "line": self.line}

    def __str__(self) -> str:
        sign = {"paragraph": "¶", "page": "p."}.get(self.sort, "")
        return ":".join(
            part
            for part in (self.file, f"{sign}{self.line}" if self.line else "", str(self.column) if self.column else "")
            if part
        )


class Part(NamedTuple):
    """One file of a source: `name` as shown to people, `first` its first line in the joined text, `offset` lines cut
    off above it."""

    name: str
    first: int
    offset: int = 0


class Source(NamedTuple):
    """The text of a document, its parts joined in order.

    `text` is NFC with `\\n` line ends. `folder` is where relative file names in the text are looked up. `front` is the
    text of the metadata, from the first line of its file on. A source that was read from a Word file has for each line
    of the text and of the metadata the ordinal of the paragraph it comes from (`paragraphs`, `front_paragraphs`; 0:
    none), and places are told by these. Where notes for colleagues stand in the files, `text` has blanks, and `noted`
    is the text with them."""

    text: str
    parts: tuple[Part, ...]
    folder: str = "."
    meta_file: str = ""
    front: str = ""
    paragraphs: tuple[int, ...] = ()
    front_paragraphs: tuple[int, ...] = ()
    noted: str = ""

    @property
    def typed(self) -> str:
        """The text as it stands in the files: what edits are made in."""
        return self.noted or self.text

    def parted(self, lines: Sequence[str]) -> list[Sequence[str]]:
        """The lines of the joined text, by the parts they stand in."""
        starts = [part.first for part in self.parts]
        return [lines[start:end] for start, end in pairwise((*starts, len(lines)))]

    def span(self, place: Place) -> Span:
        """Turn a place of the joined text into file:line:column, or file and paragraph. Metadata places have negative
        lines: -1 is line 1 of `meta_file`."""
        if self.paragraphs:
            ordinals, at = (
                (self.paragraphs, place.line) if place.line >= 0 else (self.front_paragraphs, -place.line - 1)
            )
            return Span(self.meta_file, ordinals[at] if at < len(ordinals) else 0, sort="paragraph")
        if place.line < 0:
            return Span(self.meta_file or self.parts[0].name, -place.line, place.column + 1)
        index = bisect_right([part.first for part in self.parts], place.line) - 1
        part = self.parts[max(index, 0)]
        return Span(part.name, place.line - part.first + part.offset + 1, place.column + 1)
