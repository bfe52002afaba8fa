"""The elements of Akoma Ntoso that levels of an outline become, their identifiers, and XML as text. Every text of a
draft passes `safe` or `attribute` on its way in; elements that hold text are written without white space of our own.

Identifiers (Akoma Ntoso Naming Convention 1.0): `art_5__para_2`. A unit that is counted through the whole text is known
by its number alone, so that its identifier stays when chapters are drawn otherwise. What stands in an annex begins with
that of the annex."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from draftkit.model.kind import Level
from draftkit.model.tree import Block, Division, Figure, Formula, Quote, Table, Unit
from draftkit.resolve.bound import Bound
from draftkit.text.fold import bare
from draftkit.text.passage import xml_text

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:draftkit:akn:1"
"""The namespace of what the standard has no place for."""
SOURCE = "#draftkit"
"""Who made what the program makes: analysis, lifecycle, references."""
BLOCK = "block"
"""The name of an hcontainer that is no unit: running text between units."""
MADE = "made"
"""The class of text that a kind makes of its metadata."""
_ELEMENTS = {"heading": "section", "subpoint": "indent"}
_SAME = frozenset(("part", "chapter", "section", "subsection", "article", "point"))
SHORT = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "paragraph": "para",
    "clause": "para",
    "point": "point",
    "indent": "indent",
    "subpoint": "indent",
    "level": "lvl",
    "hcontainer": "hcontainer",
    "annex": "att",
    "table": "table",
    "figure": "figure",
    "formula": "formula",
}
"""What an identifier calls an element (Akoma Ntoso Naming Convention 1.0, 5.4), and our levels of the same sort."""


def element_of(level: Level) -> str:
    """The element of a level; `hcontainer` for one that Akoma Ntoso has no word for."""
    if level.name in _SAME:
        return level.name
    if level.name in _ELEMENTS:
        return _ELEMENTS[level.name]
    if level.marker:
        return "point" if level.marker.endswith(")") else "paragraph"
    return "level" if level.bare else "hcontainer"


def safe(text: str) -> str:
    """A text of a draft as XML; signs that XML cannot hold are left out."""
    return escape(xml_text(text), quote=False)


def attribute(text: str) -> str:
    """A text of a draft within a double-quoted attribute."""
    return escape(xml_text(text)).replace("\n", "&#10;").replace("\t", "&#9;")


def inline(name: str, inner: str = "", /, **given: str) -> str:
    """An element that stands in a text. Empty attributes are left out; `class_` is `class`."""
    said = "".join(
        f' {key.rstrip("_").replace("dk_", "dk:")}="{attribute(value)}"' for key, value in given.items() if value
    )
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def block(name: str, inner: str = "", /, **given: str) -> str:
    """An element on lines of its own."""
    if inner.endswith("\n"):
        inner = f"\n{inner}"
    return inline(name, inner, **given) + "\n"


_LETTERED = 3
"""Numbers of more signs are words or symbols of documents."""


class Addresses:
    """`of` holds the identifier of each unit, quotation, and captioned block by serial number (a quotation: by its
    line), `labels` the label it was given."""

    def __init__(self, bound: Bound) -> None:
        self.of: dict[int, str] = {}
        self.quotes: dict[int, str] = {}
        self.labels: dict[int, str] = {}
        self._bound = bound
        self._taken: set[str] = set()
        self._walk(bound.draft.body, "", "", False)
        for count, annex in enumerate(bound.draft.annexes, 1):
            name = self._unused(f"att_{count}")
            self._keep(annex, name)
            self._walk(annex.body, name, name, False)

    def _walk(self, blocks: Iterable[Block], prefix: str, text: str, quoted: bool) -> None:
        """`prefix` is the identifier of what stands around, `text` that of the annex it all stands in."""
        for block in blocks:
            if isinstance(block, Unit):
                number = block.number if quoted else self._bound.numbers.get(block.serial, block.number)
                element = element_of(block.level)
                alone = not quoted and (block.level.runs_on or block.level.whole)
                name = self._unused(_joined(text if alone else prefix, SHORT[element], number))
                self._keep(block, name)
                self._walk(block.body, name, text, quoted)
            elif isinstance(block, Quote):
                name = self._unused(_joined(prefix, "qstr", "1"))
                self.quotes[block.line] = name
                self._walk(block.blocks, name, name, True)
            elif isinstance(block, Division):
                self._walk(block.blocks, prefix, text, quoted)
            elif isinstance(block, (Table, Figure, Formula)):
                word = "table" if isinstance(block, Table) else "figure" if isinstance(block, Figure) else "formula"
                name = _joined(prefix, word, self._bound.counted.get(block.serial, "") or "1")
                self._keep(block, self._unused(name))

    def _keep(self, block: Unit | Table | Figure | Formula, name: str) -> None:
        self.of[block.serial] = name
        if block.label:
            self.labels[block.serial] = block.label

    def _unused(self, name: str) -> str:
        stem, _, last = name.rpartition("_")
        found, count = name, 1
        while found in self._taken:
            count += 1
            found = f"{stem}_{count}" if last == "1" else f"{name}-{count}"
        self._taken.add(found)
        return found


def _joined(prefix: str, short: str, number: str) -> str:
    own = f"{short}_{number_part(number) or 1}"
    return f"{prefix}__{own}" if prefix else own


def number_part(number: str) -> str:
    """A number as part of an identifier: `2.1.3` is `2-1-3`, `đ` is `dd`, to be told from `d`."""
    text = bare(number.replace("đ", "dd").replace("Đ", "DD") if len(number) <= _LETTERED else number)
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in text).split()
    return "-".join(words)
