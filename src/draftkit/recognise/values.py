"""What recognition finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.model.kind import KindSpec
from draftkit.model.named import NamedTuple
from draftkit.recognise.lines import Line

MAIN, ANNEX, ATTACHMENT, ENCLOSURE = "main", "annex", "attachment", "enclosure"
"""Regions of a file: the document itself, its annexes and forms, a text issued together with it, and what was enclosed
without a heading that tells what it is."""


class Piece(NamedTuple):
    """A line and what it is.

    `role` is that of the style the profile sets for it (`national-name`, `article`, `clause`, …); besides these: `rule`
    (a line of signs under `over`), `calls` (the line of a công điện above those it is sent to), `signature-note` (words
    where the signature goes), `table`, `end-note`, `enclosed` (the first line of what was
    enclosed), `other`. `number` is that of a unit as printed (`5`, `II`, `a`),
    `sign` what follows it (`.`), `title` the words after it. `region` is one of those above; `quoted`
    marks the new wording in an amending document. `bold` says the heading was known by its look rather than its sign.
    `level` is the name of the unit's level in the outline of the kind."""

    role: str
    line: Line
    number: str = ""
    sign: str = ""
    title: str = ""
    level: str = ""
    region: str = MAIN
    quoted: bool = False
    over: str = ""

    @property
    def text(self) -> str:
        return self.line.text


class Anatomy(NamedTuple):
    """A recognised file. `family` is `nd30` or `qppl`, empty when nothing tells; `kind` None when no known kind fits;
    `official` whether its header names who issues it or its number: the national name alone stands above petitions and
    contracts too. `alone` is `annex` or `form` when the file holds nothing else, `copied` the kind of the copy it is of
    another document.

    `type_line` are the words of the title line as printed; `symbol` the number as printed (`15/2026/NĐ-CP`), `date` ISO
    or empty."""

    pieces: tuple[Piece, ...] = ()
    family: str = ""
    kind: KindSpec | None = None
    profile: str = ""
    official: bool = False
    symbol: str = ""
    date: str = ""
    type_line: str = ""
    alone: str = ""
    copied: KindSpec | None = None

    @property
    def year(self) -> str:
        """The year that the number tells; empty when it tells none."""
        found = re.search(r"/\s*((?:19|20)\d\d)\s*/", self.symbol)
        return found[1] if found else ""

    def of(self, *roles: str, region: str = MAIN) -> list[Piece]:
        """The pieces with these roles in a region (empty: anywhere), in reading order."""
        return [piece for piece in self.pieces if piece.role in roles and (not region or piece.region == region)]

    def first(self, *roles: str, region: str = MAIN) -> Piece | None:
        """The first piece with one of these roles."""
        return next(iter(self.of(*roles, region=region)), None)

    def joined(self, role: str) -> str:
        """The text of a component that may take several lines."""
        return " ".join(piece.text for piece in self.of(role))

    def units(self, region: str = MAIN) -> Iterator[Piece]:
        """The headings and numbered paragraphs of a region, quoted ones left out."""
        return (piece for piece in self.pieces if piece.level and piece.region == region and not piece.quoted)
