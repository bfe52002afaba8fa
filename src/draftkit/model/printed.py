"""What a page consists of, in printed order: the values that writers walk."""

from __future__ import annotations

from typing import NamedTuple

from draftkit.model.inline import Content, plain


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
        last = self.content[-1] if self.content else ""
        return self.role in ("paragraph", "clause", "point") and isinstance(last, str) and last.endswith(("…", "..."))


class Grid(NamedTuple):
    """A table with bound cells."""

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


class Entry(NamedTuple):
    """A line of the contents list: the heading as printed, how deep, its bookmark, and its page when that is known."""

    text: str
    depth: int
    bookmark: str
    page: str = ""


class Contents(NamedTuple):
    """The contents list."""

    entries: tuple[Entry, ...]
    line: int = -1


Item = Line | Grid | Picture | Equation | AnnexStart | Contents
