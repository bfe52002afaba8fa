"""What is looked up in one side before its blocks are paired, and what they are paired by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from draftkit.law.outline import Outline
from draftkit.model.named import NamedTuple
from draftkit.redline.marks import CUSTOM
from draftkit.text.pair import Passage
from draftkit.word.identity import lasting
from draftkit.word.names import MC, SDT, TBL, TC, TCPR, Element, M, P, W

_NUMBER = re.compile(r"(\d+(?:\.\d+)*[.)]|[a-zđ]{1,2}\))\s+(?=\S)")
"""A number outside of articles; what it counts is no unit that holds others."""
BLOCKS = frozenset((P, TBL, SDT, CUSTOM))
_TABS = W + "tabs"
_SPECIAL = (
    *(
        W + name
        for name in (
            "tab br cr noBreakHyphen softHyphen sym ptab drawing pict object footnoteReference "
            "endnoteReference fldChar hyperlink sdt pgNum ruby"
        ).split()
    ),
    MC + "AlternateContent",
    M + "oMath",
)
"""What a paragraph may hold besides text."""


class Side(NamedTuple):
    """What was looked up once in a part: paragraphs that hold more than text, names of paragraphs by bookmarks."""

    special: frozenset[Element]
    keys: dict[Element, str]

    @classmethod
    def of(cls, root: Element) -> Side:
        """Look it up."""
        special = {
            parent for item in root.iter(*_SPECIAL) if item.getparent().tag != _TABS for parent in item.iterancestors(P)
        }
        keys: dict[Element, str] = {}
        starts = [(start.getparent(), start.get(W + "name") or "") for start in root.iter(W + "bookmarkStart")]
        names = lasting([name for _, name in starts])
        for parent, name in starts:
            if parent.tag == P and name in names:
                keys.setdefault(parent, name)
        return cls(frozenset(special), keys)


def passages(blocks: Sequence[Element], texts: Sequence[str], side: Side) -> list[Passage]:
    """Blocks as what they are paired by: paragraphs by their text without its number, which may change while the rest
    does not, in the units that `draftkit diff` tells apart."""
    outline = Outline()
    found: list[Passage] = []
    for at, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if block.tag != P:
            found.append(Passage(block.tag, text, "", outline.inner))
            continue
        key, said = side.keys.get(block, ""), text.strip()
        if not said:
            found.append(Passage(P, "", key))  # is part of no unit, which is the same one without it
            continue
        heading = outline.heading(said)
        if heading:
            found.append(Passage(heading.level, heading.text, key, outline.enter(heading.level, at), heading.number))
            continue
        number = _NUMBER.match(said)
        said, counted = (said[number.end() :], number[1]) if number else (said, "")
        found.append(Passage(P, said, key, outline.inner, counted))
    return found


def row_passage(row: Element) -> Passage:
    """A row is paired by what its cells say; one whose cells are laid out otherwise is another row."""
    cells = list(row.iterchildren(TC))
    spans = [cell.find(f"{TCPR}/{W}gridSpan") for cell in cells]
    layout = ["1" if span is None else span.get(W + "val") for span in spans]
    return Passage(" ".join(layout), "\x1f".join("".join(cell.itertext()) for cell in cells))


def blocks_of(container: Element) -> tuple[list[Element], list[str]]:
    """The blocks of a body, cell, text box or note, and the text of each."""
    blocks = [child for child in container if child.tag in BLOCKS]
    said = _reader()
    return blocks, [said(block) for block in blocks]


@cache
def _reader() -> Any:
    from lxml import etree

    return etree.XPath("string()", smart_strings=False)  # many times faster than `itertext`
