"""The elements of Akoma Ntoso that levels of an outline become, and XML as text. Every text of a draft passes `safe` or
`attribute` on its way in; elements that hold text are written without white space of our own."""

from __future__ import annotations

from html import escape

from draftkit.model.kind import Level
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
