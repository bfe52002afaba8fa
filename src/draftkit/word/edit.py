"""A Word package opened for small changes: what is not touched is written back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from draftkit.errors import SourceError
from draftkit.text.edits import ends
from draftkit.word.names import SPACE, serialised, tree
from draftkit.word.package import DAMAGED, PACKAGE, STRICT, Relation, first, read_package, relate, relations, zip_bytes
from draftkit.word.tables import children
from draftkit.word.xml import MC, M, R, W, tags

Node = Any
"""An element of lxml, which has no types."""
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
    """The parts of a Word file; `body` is the tree of its text, `paragraphs` are in the order the reader counts them
    (ordinal 1 first)."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises SourceError when the file cannot be read, or is written in the strict variant of the format."""
        self.name = name
        self.parts = read_package(data, name)
        self.main = first(relations(self.parts, "", name), "officeDocument") or "word/document.xml"
        self.tree = self.parsed(self.main)
        if b"http://purl.oclc.org/ooxml/" in self.parts[self.main]:
            raise SourceError(STRICT, file=name)
        body = self.tree.find(W + "body")
        if body is None:
            raise SourceError(DAMAGED, file=name)
        self.body: Node = body
        self.paragraphs: list[Node | None] = list(_paragraphs(body))

    def parsed(self, name: str) -> Node:
        """The tree of a part. Raises SourceError when it is missing or damaged."""
        return tree(self.parts, name, self.name, whole=True)

    def sections(self) -> list[Node]:
        """The section properties in order, those of the last section at the end."""
        return [node for node in self.body.iter(W + "sectPr") if node.getparent().tag in (W + "pPr", W + "body")]

    def relate(self, kind: str, target: str) -> str:
        """The id of a new relationship of the text to a part beside it."""
        found = relations(self.parts, self.main, "")
        id = next(f"rIdDk{number}" for number in range(1, 10_000) if f"rIdDk{number}" not in found)
        found[id] = Relation(f"{R[1:-1]}/{kind}", f"{self.main.rpartition('/')[0]}/{target}", False)
        relate(self.parts, self.main, found)
        return id

    def related(self, kind: str) -> str:
        """The name of the part of a kind the text points to; empty when there is none."""
        return first(relations(self.parts, self.main, ""), kind) or ""

    def add_part(self, name: str, root: Node, content_type: str) -> None:
        self.parts[name] = serialised(root)
        types = self.parsed("[Content_Types].xml")
        etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override", PartName=f"/{name}", ContentType=content_type)
        self.parts["[Content_Types].xml"] = serialised(types)

    def beside(self, name: str) -> str:
        """The full name of a part in the folder of the text that is not yet taken."""
        folder = self.main.rpartition("/")[0]
        stem, _, suffix = name.rpartition(".")
        return next(
            full for number in ("", *range(2, 1000)) if (full := f"{folder}/{stem}{number}.{suffix}") not in self.parts
        )

    def data(self) -> bytes:
        """The whole file as bytes."""
        return zip_bytes({**self.parts, self.main: serialised(self.tree)})


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
