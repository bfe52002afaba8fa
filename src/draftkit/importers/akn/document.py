"""An Akoma Ntoso file as elements: opened with suspicion, whatever its prefix and its version; its pictures as files
beside the draft: those it holds itself; none is fetched."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from draftkit.errors import SourceError
from draftkit.recognise.media import SHOWN, Media, shown
from draftkit.word.xml import parse
from draftkit.writers.akn.elements import OWN as NAMESPACE

OWN = f"{{{NAMESPACE}}}"
DOCUMENTS = frozenset(
    "act bill doc statement amendment amendmentList judgment portion debate debateReport documentCollection "
    "officialGazette".split()
)
_DEEPEST = 120


def read_root(data: bytes, name: str) -> Element:
    """The document of an Akoma Ntoso file. Raises SourceError when it is damaged, declares entities, is nested beyond
    reason, or is no Akoma Ntoso."""
    root = parse(data, f"{name}:")
    _refuse_depth(root, name)
    found = next((one for one in root if tag(one) in DOCUMENTS), None) if tag(root) == "akomaNtoso" else None
    if found is None:
        raise SourceError("{file}: no Akoma Ntoso document: it holds no act, bill or other document.", file=name)
    for one in root:
        if one is not found:
            found.append(one)  # components that stand beside the document
    return found


def _refuse_depth(root: Element, name: str) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            said = "{file}: elements stand within elements more than {count} deep; refused."
            raise SourceError(said, file=name, count=_DEEPEST)
        level = [child for one in level for child in one]


def tag(element: Element) -> str:
    """The name of an element without its namespace; comments and instructions have none."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of one of these names."""
    return None if element is None else next((one for one in element if tag(one) in names), None)


def every(element: Element | None, *names: str) -> Iterator[Element]:
    """All descendants of these names, in order."""
    return (one for one in (element.iter() if element is not None else ()) if tag(one) in names)


def words(element: Element | None) -> str:
    """The text of an element with its white space squeezed."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


_DATA = re.compile(r"data:image/([a-z]{3,5});base64,")


class Pictures(Media):
    """Names the pictures that are used, which the text itself holds."""

    def of(self, image: Element, caption: str, label: str) -> str:
        """The source line that shows a picture; empty when the file does not hold it."""
        source = image.get("src") or ""
        found = _DATA.match(source)
        data = b""
        if found and f".{found[1]}" in SHOWN:
            try:
                data = b64decode(source[found.end() :], validate=True)
            except binascii.Error:
                data = b""
        name = self.named(data, source[:80], f".{found[1]}" if found else "")
        return name and f"{shown(name, image.get('alt') or '', title=caption)}{label}"
