"""What stands behind the first signer's block: annexes, forms, texts issued together with the document, and whatever
else was enclosed. Each is kept where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.recognise.front import Front, bracketed
from draftkit.recognise.header import header, starts_header
from draftkit.recognise.lines import ANNEX as IN_ANNEX
from draftkit.recognise.lines import ATTACHMENT, ENCLOSURE, Line, Piece
from draftkit.recognise.terms import ANNEX, ANNEXED, FIRST_UNIT, FORM, Known
from draftkit.recognise.units import Units
from draftkit.text.fold import fold

_HEADING_LENGTH = 250  # signs; a longer line is no heading


def outside_at(every: Sequence[Line], start: int, have: Known) -> int:
    """Where annexes or an attached text begin."""
    for index in range(start, len(every)):
        line = every[index]
        if is_annex(line) or is_form(line) or starts_header(line):
            return table_top(every, index, start)
        if is_attached(every, index, have):
            return index
    return len(every)


def table_top(every: Sequence[Line], index: int, start: int) -> int:
    """The first line of the table that a line stands in; the line itself outside of tables."""
    table = every[index].where.table
    while table and index > start and every[index - 1].where.table == table:
        index -= 1
    return index


def is_attached(every: Sequence[Line], at: int, have: Known) -> bool:
    """Whether a line is the type, or begins the name, of a text issued together with the document: in capitals, and
    soon followed by the line that says so."""
    line = every[at]
    if not line.upper or line.where.table or not _says_so(every[at + 1 : at + 8]):
        return False
    folded = fold(line.text)
    return folded in have.types or folded.startswith(have.attached)


def _says_so(below: Sequence[Line]) -> bool:
    """Whether the lines below a name come to the one that says what it was issued with, before any text begins."""
    for line in below:
        if ANNEXED.match(line.text):
            return True
        if FIRST_UNIT.match(line.text) or line.where.table:
            return False
    return False


def _heads(line: Line) -> bool:
    """Whether a line stands as a heading does: centred, to the right, or all bold."""
    return line.paragraph.format.align in ("center", "right") or line.share(lambda one: one.bold) > 0.9


def is_annex(line: Line) -> bool:
    """Whether a line is the heading of a phụ lục rather than a sentence that starts with one; where nothing is set
    apart, capitals tell, or that the line has no more than its number."""
    found = ANNEX.match(line.text)
    if not found or len(line.text) > _HEADING_LENGTH or not (_heads(line) or line.upper or _bare(found, line)):
        return False
    title = found["title"]
    return not title or title[:1].isupper() or title.startswith(("(", "-", "–", "“"))


def _bare(found: re.Match[str], line: Line) -> bool:
    """Whether a line of its own, not a cell, says no more than what it counts and its number, if it has one."""
    alone = not line.where.table and not found["title"]
    return alone and bool(found["number"] or not found["sign"])


def is_form(line: Line) -> bool:
    """Whether a line is the heading of a form."""
    found = FORM.match(line.text)
    if found is None or len(line.text) >= 60 or found["title"][:1].islower():
        return False
    return _heads(line) or _bare(found, line)


class Outside:
    """Walks the lines behind the ending, heading by heading."""

    def __init__(self, lines: Sequence[Line], have: Known, units: Units, annex_units: Units) -> None:
        self.lines, self.have, self.units, self.annex_units, self.at = lines, have, units, annex_units, 0
        self.region = ENCLOSURE

    def read(self) -> Iterator[Piece]:
        """All pieces."""
        while self.at < len(self.lines):
            if self._is_annex(self.at):
                self.region = IN_ANNEX
                yield from self._annex_head()
            elif end := self._headed():
                self.region = ATTACHMENT
                top = header(self.lines[self.at : end], self.have)
                yield from (piece._replace(region=ATTACHMENT) for piece in top.pieces)
                self.at = end
            elif self._is_attached(self.at):
                self.region = ATTACHMENT
                yield from self._attached()
            else:
                yield from self._text()

    def _is_annex(self, at: int) -> bool:
        """Whether an annex of the document begins: one behind a text that was issued with it or enclosed is that
        text's, unless it says whose it is or no text could be."""
        if not is_annex(self.lines[at]):
            return False
        if self.region == IN_ANNEX or not at:
            return True
        return any(ANNEXED.match(line.text) for line in self.lines[at + 1 : at + 8])

    def _is_attached(self, at: int) -> bool:
        """Whether another text issued with the document begins: one of a known type, or behind such a text whatever a
        centred name calls it."""
        if is_attached(self.lines, at, self.have):
            return True
        below = self.lines[at : at + 4]
        end = next((place for place, line in enumerate(below) if ANNEXED.match(line.text)), 0)
        centred = all(line.paragraph.format.align == "center" and not line.where.table for line in below[:end])
        return self.region == ATTACHMENT and end > 0 and below[0].upper and not self.units.heading(below[0]) and centred

    def _headed(self) -> int:
        """The index of the attached text whose own header begins here; 0 when none does."""
        where = self.lines[self.at].where
        if where.table and self.at and self.lines[self.at - 1].where.table == where.table:
            return 0  # a header in a table begins with it
        zone = [line for line in self.lines[self.at : self.at + 16] if line.where.table == where.table]
        if not any(map(starts_header, zone if where.table else zone[:1])):
            return 0
        near = range(self.at + 1, min(self.at + 16, len(self.lines)))
        return next((place for place in near if is_attached(self.lines, place, self.have)), 0)

    def _attached(self) -> Iterator[Piece]:
        begins = is_attached(self.lines, self.at, self.have)
        front = Front(self.lines, self.at, self.have, self.units, official=True, begins=begins)
        yield from (piece._replace(region=ATTACHMENT) for piece in front.read())
        self.at = max(front.at, self.at + 1)

    def _text(self) -> Iterator[Piece]:
        start = self.at
        self.at += 1
        while self.at < len(self.lines) and not (
            self._is_annex(self.at)
            or self._is_attached(self.at)
            or self._headed()
            or (self.region == ENCLOSURE and is_form(self.lines[self.at]))
        ):
            self.at += 1
        shown = self.lines[start : self.at]
        if self.region == ENCLOSURE:
            yield Piece("enclosed", shown[0], region=ENCLOSURE)
            yield from (Piece("paragraph", line, region=ENCLOSURE) for line in shown[1:])
        else:
            yield from (self.units if self.region == ATTACHMENT else self.annex_units).walk(shown, self.region)

    def _annex_head(self) -> Iterator[Piece]:
        heading = self.lines[self.at]
        found = ANNEX.match(heading.text)
        if found:
            number, sign, title = found["number"] or "", found["sign"], found["title"]
            yield Piece("annex-number", heading, number, sign, title, "annex", IN_ANNEX)
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.is_stroke or not line.text:
                yield Piece("rule", line, region=IN_ANNEX, over="annexed")
            elif ANNEXED.match(line.text):
                for _ in range(bracketed(self.lines, self.at)):
                    yield Piece("annexed", self.lines[self.at], region=IN_ANNEX)
                    self.at += 1
                continue
            elif (
                (line.upper or line.share(lambda one: one.bold) > 0.5)
                and _beneath(line, heading)
                and not is_annex(line)
                and not starts_header(line)
                and not re.match(r"^(?:[IVX]+|\d+)\.", line.text)
            ):
                yield Piece("annex-title", line, region=IN_ANNEX)
            else:
                return
            self.at += 1


def _beneath(line: Line, heading: Line) -> bool:
    """Whether a line is set as a title under the heading of an annex: centred, or to the left as the heading itself."""
    if line.where.table and line.where != heading.where:
        return False
    return line.paragraph.format.align == "center" or (not _heads(heading) and line.upper)
