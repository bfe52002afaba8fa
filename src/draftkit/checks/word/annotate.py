"""Findings as comments in a copy of the file. What the file says and every other part of it stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from draftkit.model.message import Finding
from draftkit.model.numeral import whole
from draftkit.word.edit import Node, Opened
from draftkit.word.names import SPACE
from draftkit.word.xml import W

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
AUTHOR, INITIALS = "draftkit", "DK"


def annotated(data: bytes, name: str, findings: Sequence[Finding], say: Callable[[Finding], Sequence[str]]) -> bytes:
    """The bytes of a copy with a comment at the paragraph of each finding; `say` gives the lines of its text. Findings
    on the whole file stand at its first paragraph. Raises SourceError when the file cannot be read."""
    package = Opened(data, name)
    part = package.related("comments")
    root = package.root(part) if part else etree.Element(W + "comments", nsmap={"w": W[1:-1]})
    number = 1 + max((whole(node.get(W + "id"), -1) for node in root), default=-1)
    for finding in findings:
        paragraph = _paragraph(package, finding.span.line)
        if paragraph is None:
            continue
        root.append(_comment(number, say(finding)))
        _mark(paragraph, str(number))
        number += 1
    if not part and len(root):
        package.add("comments", root, _TYPE)
    return package.data()


def _paragraph(package: Opened, ordinal: int) -> Node | None:
    """The paragraph of this ordinal, or the nearest before that takes a comment; the first for the whole file."""
    for place in (*range(max(ordinal, 1) - 1, -1, -1), *range(max(ordinal, 1), len(package.paragraphs))):
        if place < len(package.paragraphs) and package.paragraphs[place] is not None:
            return package.paragraphs[place]
    return None


def _comment(number: int, lines: Sequence[str]) -> Node:
    comment = etree.Element(W + "comment", {W + "id": str(number), W + "author": AUTHOR, W + "initials": INITIALS})
    for line in lines:
        text = etree.SubElement(etree.SubElement(etree.SubElement(comment, W + "p"), W + "r"), W + "t")
        text.text = line
        text.set(SPACE, "preserve")
    return comment


def _mark(paragraph: Node, id: str) -> None:
    """Put the ends of the comment around what the paragraph holds."""
    start = 1 if len(paragraph) and paragraph[0].tag == W + "pPr" else 0
    while start < len(paragraph) and paragraph[start].tag == W + "commentRangeStart":
        start += 1
    paragraph.insert(start, etree.Element(W + "commentRangeStart", {W + "id": id}))
    paragraph.append(etree.Element(W + "commentRangeEnd", {W + "id": id}))
    run = etree.SubElement(paragraph, W + "r")
    etree.SubElement(run, W + "commentReference", {W + "id": id})
