"""A Word package opened for small changes: what is not touched is written back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256
from typing import Any

from lxml import etree

from draftkit.errors import SourceError
from draftkit.text.edits import ends
from draftkit.text.fold import unused
from draftkit.word.names import SPACE, Element, serialised, tree
from draftkit.word.package import DAMAGED, PACKAGE, STRICT, Relation, first, read_package, relate, relations, zip_bytes
from draftkit.word.tables import children
from draftkit.word.xml import MC, M, R, W, tags

Node = Any
"""An element of lxml, which has no types."""
_TYPES = f"{{{PACKAGE}/content-types}}"
_CONTAINERS = frozenset(tags("sdt sdtContent customXml smartTag dir bdo ruby rubyBase ins del moveFrom moveTo"))
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg "
    "textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
}
"""Children of property elements in the order of the schema (ECMA-376 Part 1, A.1)."""


class Package:
    """The parts of a Word file by name, relationships read when asked for; roots of parts that are being changed, with
    comments and instructions where they are kept `whole`."""

    def __init__(self, parts: dict[str, bytes], name: str, whole: bool = False) -> None:
        self.parts, self.name, self.whole = parts, name, whole
        self.roots: dict[str, Element] = {}
        self._links: dict[str, dict[str, Relation]] = {}
        self._fresh: set[str] = set()

    def root(self, part: str) -> Element:
        """The root of a part, the same each time."""
        if part not in self.roots:
            self.roots[part] = self._parsed(part)
        return self.roots[part]

    def as_it_is(self, part: str) -> Element:
        """The root of a part that is only read, so that a part that is not changed keeps its bytes."""
        return self.roots[part] if part in self.roots else self._parsed(part)

    def _parsed(self, part: str) -> Element:
        return tree(self.parts, part, self.name, whole=self.whole)

    def links(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id."""
        if part not in self._links:
            self._links[part] = relations(self.parts, part, self.name)
        return self._links[part]

    def sign(self, part: str, key: str) -> str:
        """What a relationship leads to, so that it can be compared between two packages."""
        link = self.links(part).get(key)
        if link is None:
            return ""
        return link.target if link.outside else sha256(self.parts.get(link.target, b"")).hexdigest()

    def add_link(self, part: str, link: Relation) -> str:
        """A relationship added, or found when it is there. Returns its id."""
        links = self.links(part)
        for key, known in links.items():
            if known == link:
                return key
        key = unused("rIdDk", links.__contains__)
        links[key] = link
        self._fresh.add(part)
        return key

    def content_type(self, part: str) -> str:
        root = self.root("[Content_Types].xml")
        own = {item.get("PartName"): item.get("ContentType") for item in root.iter(_TYPES + "Override")}
        shared = {
            (item.get("Extension") or "").lower(): item.get("ContentType") for item in root.iter(_TYPES + "Default")
        }
        return own.get(f"/{part}") or shared.get(part.rpartition(".")[2].lower()) or ""

    def add_part(self, part: str, data: bytes, content_type: str) -> None:
        """A part added with its content type."""
        self.parts[part] = data
        if content_type and self.content_type(part) != content_type:
            root = self.root("[Content_Types].xml")
            root.append(root.makeelement(_TYPES + "Override", {"PartName": f"/{part}", "ContentType": content_type}))

    def finished(self) -> dict[str, bytes]:
        """All parts, changed ones written anew."""
        for part in self._fresh:
            relate(self.parts, part, self._links[part])
        return self.parts | {part: serialised(root) for part, root in self.roots.items()}


class Opened(Package):
    """A Word file whose text is changed: `body` is its tree, `paragraphs` are in the order the reader counts them
    (ordinal 1 first)."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises SourceError when the file cannot be read, or is written in the strict variant of the format."""
        super().__init__(read_package(data, name), name, True)
        self.main = first(self.links(""), "officeDocument") or "word/document.xml"
        body = self.root(self.main).find(W + "body")
        if b"http://purl.oclc.org/ooxml/" in self.parts[self.main]:
            raise SourceError(STRICT, file=name)
        if body is None:
            raise SourceError(DAMAGED, file=name)
        self.body: Node = body
        self.paragraphs: list[Node | None] = list(_paragraphs(body))

    def sections(self) -> list[Node]:
        """The section properties in order, those of the last section at the end."""
        return [node for node in self.body.iter(W + "sectPr") if node.getparent().tag in (W + "pPr", W + "body")]

    def related(self, kind: str) -> str:
        """The name of the part of a kind the text points to; empty when there is none."""
        return first(self.links(self.main), kind)

    def add(self, kind: str, root: Node, content_type: str) -> str:
        """A part of a kind (`header`) put beside the text; the id by which that points to it."""
        part = unused(f"{self.main.rpartition('/')[0]}/{kind}", self.parts.__contains__, ".xml")
        self.add_part(part, serialised(root), content_type)
        return self.add_link(self.main, Relation(f"{R[1:-1]}/{kind}", part, False))

    def data(self) -> bytes:
        """The whole file as bytes."""
        return zip_bytes(self.finished())


def _paragraphs(parent: Node) -> Iterator[Node | None]:
    """Paragraphs through tables and content controls as `story.Story.walk` goes; a formula between paragraphs counts as
    one and gives None."""
    for item in parent:
        tag = item.tag
        if tag == W + "p":
            yield item
        elif tag == W + "tbl":
            for row, _ in children(item, "tr"):
                for cell, _ in children(row, "tc"):
                    yield from _paragraphs(cell)
        elif tag in _CONTAINERS:
            yield from _paragraphs(item)
        elif tag == MC + "AlternateContent":
            branch = item.find(MC + "Choice")
            if branch is not None:
                yield from _paragraphs(branch)
        elif tag in (M + "oMathPara", M + "oMath"):
            yield None


def properties(element: Node, name: str) -> Node:
    """The property element (`pPr`, `rPr`) of a paragraph or run, made when it is not there."""
    found = element.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        element.insert(0, found)
    return found


def put(parent: Node, name: str, *gone: str, **values: str) -> Node:
    """A property with these attributes, as it is there or new where the schema wants it. Other attributes stay, but for
    those that are `gone`."""
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        order = _ORDER[etree.QName(parent).localname].split()
        place = order.index(name)
        before = [
            index
            for index, item in enumerate(parent)
            if isinstance(item.tag, str) and etree.QName(item).localname in order[: place + 1]
        ]
        parent.insert(before[-1] + 1 if before else 0, found)
    for key in gone:
        found.attrib.pop(W + key, None)
    for key, value in values.items():
        found.set(W + key, value)
    return found


def drop(parent: Node, *names: str) -> None:
    """Take properties away."""
    for name in names:
        for item in parent.findall(W + name):
            parent.remove(item)


def lines_of(paragraph: Node) -> list[list[Node]]:
    """The runs of each line of a paragraph. Runs that hold a break besides text are split first; what the paragraph
    says does not change."""
    for run in list(_runs(paragraph)):
        _split_breaks(run)
    out: list[list[Node]] = [[]]
    for run in _runs(paragraph):
        if _has_break(run):
            out.append([])
        else:
            out[-1].append(run)
    return out


def _runs(paragraph: Node) -> Iterator[Node]:
    """The runs that stay when changes are accepted, text boxes left out."""
    for item in paragraph:
        if item.tag == W + "r":
            yield item
        elif item.tag in _CONTAINERS | {W + "hyperlink", W + "fldSimple"} and item.tag not in (
            W + "del",
            W + "moveFrom",
        ):
            yield from _runs(item)


def _has_break(run: Node) -> bool:
    return any(item.tag in (W + "br", W + "cr") for item in run)


def _split_breaks(run: Node) -> None:
    items = [item for item in run if item.tag != W + "rPr"]
    if len(items) < 2 or not _has_break(run):
        return
    parent, plain = run.getparent(), run.find(W + "rPr")
    at = parent.index(run)
    for number, item in enumerate(items[1:], 1):
        piece = etree.Element(W + "r")
        if plain is not None:
            piece.append(deepcopy(plain))
        piece.append(item)
        parent.insert(at + number, piece)


def texts(runs: list[Node]) -> list[Node]:
    """The text elements of some runs."""
    return [item for run in runs for item in run if item.tag == W + "t"]


def retype(nodes: list[Node], new: str) -> None:
    """Make the text of some text elements another one, changing as few of them as can be."""
    old = "".join(node.text or "" for node in nodes)
    start, end = ends(old, new)
    low, high, middle = start, len(old) - end, new[start : len(new) - end]
    at, placed = 0, False
    for node in nodes:
        text = node.text or ""
        first_sign, last_sign = at, at + len(text)
        at = last_sign
        if last_sign < low or first_sign > high or (placed and first_sign >= high):
            continue
        kept_left = text[: max(low - first_sign, 0)]
        kept_right = text[max(high - first_sign, 0) :] if high > first_sign else text
        insert = "" if placed or not (first_sign <= low <= last_sign) else middle
        placed = placed or first_sign <= low <= last_sign
        node.text = kept_left + insert + kept_right
        node.set(SPACE, "preserve")
