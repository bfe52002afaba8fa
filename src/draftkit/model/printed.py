"""What a page consists of, in printed order: the values that writers walk."""

from __future__ import annotations

from typing import NamedTuple

from draftkit.model.inline import Content, plain

_RUNNING = frozenset(("paragraph", "clause", "point"))
_DOTS = ("…", "...")


class Line(NamedTuple):
    """One printed paragraph: `before` + `mark` + `after` is the number (`Điều ` `5` `. `), the mark being what references repeat."""

    role: str
    content: Content
    before: str = ""
    mark: str = ""
    after: str = ""
    bookmark: str = ""
    line: int = -1
    new_page: bool = False

    def text(self) -> str:
        """The whole line as plain text."""
        return f"{self.before}{self.mark}{self.after}{plain(self.content)}"


    def is_fill_in(self) -> bool:
        """Whether the line ends in dots to write on: justified, its words would be torn apart."""
        if not self.content or self.role not in _RUNNING:
            return False
        last = self.content[-1]
        return isinstance(last, str) and last.endswith(_DOTS)


class Grid(NamedTuple):
    """A table with bound cells; a row of a single cell runs across all columns."""

    rows: tuple[tuple[Content, ...], ...]
    widths: tuple[float, ...]
    align: tuple[str, ...]
    ruled: bool
    line: int


class Picture(NamedTuple):
    """A picture with its alternative text."""

    path: str
    alt: str
    line: int


class Equation(NamedTuple):
    """A displayed formula and its number, empty when it has none."""

    tex: str
    number: str
    bookmark: str
    line: int


class AnnexStart(NamedTuple):
    """A phụ lục begins: a new section with its own page numbers."""

    landscape: bool
    line: int


class Letterhead(NamedTuple):
    """Issuing bodies on the left, national name and motto on the right, over a text issued together with the document."""

    parent_agency: tuple[str, ...]
    agency: tuple[str, ...]
    nation: tuple[str, ...]
    line: int

    def texts(self) -> tuple[str, ...]:
        """Its lines in reading order."""
        return (*self.parent_agency, *self.agency, *self.nation)


Item = Line | Grid | Picture | Equation | AnnexStart | Letterhead
