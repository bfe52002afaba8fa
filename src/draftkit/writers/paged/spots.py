"""The areas of paragraphs on the screen, and what was laid out in the state before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from itertools import islice
from typing import Any
from zlib import crc32

from draftkit.model.named import NamedTuple
from draftkit.word.values import Paragraph, Run, Table
from draftkit.writers.paged.room import Room

Data = dict[str, Any]


class Laid(NamedTuple):
    """A paragraph as it was laid out, as it was `given` and bare, and the number of its area before it is made unlike
    all others."""

    given: Paragraph
    paragraph: Paragraph
    data: Data
    number: int


class LaidTable(NamedTuple):
    """A table as it was laid out, and the areas in it by their numbers."""

    given: Table
    data: Data
    areas: Mapping[int, Paragraph]


class Spots:
    """The areas of paragraphs: each has a colour that nobody sees. It follows what the paragraph says, so that the same
    paragraph has the same one however the text around it changes, and is set once.

    `before` are those of the state before: what is the same is not laid out again."""

    def __init__(self, before: Spots | None = None) -> None:
        self.known: dict[int, Paragraph] = {}
        self.laid: dict[tuple[object, ...], Laid] = {}
        self.before = before.laid if before else {}
        self.wanted: Set[str] = frozenset()
        """Bookmarks that something leads to."""
        self.tables: dict[tuple[int, Room], LaidTable] = {}
        self.tables_before = before.tables if before else {}

    def of(self, paragraph: Paragraph, number: int) -> str:
        """The colour of a paragraph (`RRGGBBAA`, wholly clear) whose area has this number, or the next that is free."""
        while number in self.known:
            number = (number + 1) & 0xFFFFFF
        self.known[number] = paragraph
        return f"{number:06x}00"

    def again(self, paragraph: Paragraph, room: Room, flows: bool) -> Data | None:
        """How the same paragraph was laid out in the state before, for a caller that may change it; else None."""
        key = _key(paragraph, room, flows)
        found = self.laid.get(key) or self.before.get(key)
        if found is None or (found.given is not paragraph and found.paragraph != _bare(paragraph)):
            return None
        self.laid[key] = found
        return {**found.data, "spot": self.of(paragraph, found.number)}

    def keep(self, paragraph: Paragraph, room: Room, flows: bool, data: Data) -> str:
        """The colour of a paragraph with this layout, which is kept where nothing around the paragraph has a part in
        it: it is no heading, and nothing leads from it or to it."""
        number = crc32(repr(data).encode()) & 0xFFFFFF
        if "outline" not in data and self._is_own(paragraph):
            self.laid[_key(paragraph, room, flows)] = Laid(paragraph, _bare(paragraph), data, number)
        return self.of(paragraph, number)

    def table(self, given: Table, room: Room, make: Callable[[], Data]) -> Data:
        """A table laid out by `make`, unless this very table was in the state before, and nothing around has a part in
        it: nothing leads into it, and its areas are free."""
        found = self.tables_before.get((given.ordinal, room))
        if found and found.given is given and found.areas.keys().isdisjoint(self.known) and self._is_alone(found):
            self.known.update(found.areas)
        else:
            before = len(self.known)
            data = make()
            found = LaidTable(given, data, dict(islice(self.known.items(), before, None)))
        if self._is_alone(found):
            self.tables[given.ordinal, room] = found
        return found.data

    def _is_alone(self, found: LaidTable) -> bool:
        return all(self._is_own(one) and not one.format.outline for one in found.areas.values())

    def _is_own(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph holds words only, leads nowhere and is led to from nowhere."""
        plain = not paragraph.drawings and all(map(_is_plain, paragraph.runs))
        return plain and self.wanted.isdisjoint(paragraph.bookmarks)


def _key(paragraph: Paragraph, room: Room, flows: bool) -> tuple[object, ...]:
    return paragraph.text(), paragraph.format.style, paragraph.format.align, flows, room


def _bare(paragraph: Paragraph) -> Paragraph:
    """A paragraph without what says only where it stands."""
    return paragraph._replace(ordinal=0, bookmarks=())


def _is_plain(run: Run) -> bool:
    return run.kind in ("text", "tab", "break") and not (run.link or run.target)
