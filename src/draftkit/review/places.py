"""Where printed paragraphs are typed: lines of the joined source, and what stands around them."""

from __future__ import annotations

from bisect import bisect_right

from draftkit.model.named import NamedTuple
from draftkit.review.origin import Placed
from draftkit.review.round import Round


class Lines(NamedTuple):
    """Lines of the joined source, the last one included."""

    first: int
    last: int


class Places:
    """The lines of the source behind one reviewed file."""

    def __init__(self, work: Round) -> None:
        self.base, self.forms = work.base, work.forms
        self.count = len(self.base.starts)

    def lines(self, placed: Placed) -> Lines | None:
        """The lines that a paragraph, picture or table is typed on; None when it is typed nowhere as printed."""
        origin = placed.origin
        if not 0 <= origin.line < self.count or origin.sort in ("frame", "contents", "note"):
            return None
        if origin.sort == "row":
            return self._table(origin.line)
        traced = self.base.traced(origin) if origin.sort == "text" and origin.content else None
        if traced is not None:
            first, last = (bisect_right(self.base.starts, at) - 1 for at in (traced.start, traced.end))
            above = origin.role.endswith("caption")  # a caption stands above its table, or among its options
            return Lines(min(origin.line, first), last if above else max(origin.line, last))
        if origin.sort == "text" and origin.content:
            return None
        if origin.sort == "object" and self.base.line_text(origin.line).lstrip().startswith("$$"):
            return self._formula(origin.line)
        return Lines(origin.line, origin.line)

    def _formula(self, line: int) -> Lines:
        last = line
        while (
            last + 1 < self.count
            and self.base.line_text(last).count("$$") < 2
            and "$$" not in self.base.line_text(last + 1)
        ):
            last += 1
        last += self.base.line_text(line).count("$$") < 2
        return Lines(line, min(last, self.count - 1))

    def _table(self, line: int) -> Lines:
        last = line
        if self.base.is_pipe(line):
            while last + 1 < self.count and self.base.is_pipe(last + 1):
                last += 1
            return Lines(line, last)
        while last + 1 < self.count:
            last += 1
            if self.base.line_text(last).lstrip("> \t").startswith("```"):
                break
        return Lines(line, last)

    def text(self, lines: Lines) -> str:
        return self.base.source[self.base.starts[lines.first] : self.base.ends(lines.last)]

    def is_quoted(self, line: int) -> bool:
        """Whether a line is of quoted text."""
        return 0 <= line < self.count and self.base.line_text(line).lstrip().startswith(">")

    def is_blank(self, line: int) -> bool:
        """Whether a line is empty, or beyond the source."""
        return not 0 <= line < self.count or not self.base.line_text(line).strip()

    def blanks(self, line: int) -> int:
        """How many empty lines start at a line."""
        count = 0
        while line + count < self.count and self.is_blank(line + count):
            count += 1
        return count

    def runs_on(self, line: int) -> bool:
        """Whether a line would be read as going on with the text above it."""
        return not self.is_blank(line) and not self.forms.opens(self.base.line_text(line).lstrip(" \t"))
