"""What is looked up in one side before its blocks are paired, what they are paired by, and what became of those of two
bodies or cells, told before any is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from draftkit.law.outline import Outline
from draftkit.model.named import NamedTuple
from draftkit.redline.marks import CUSTOM
from draftkit.text.pair import Passage, pair
from draftkit.word.identity import lasting
from draftkit.word.names import MC, PPR, SDT, SECT, TBL, TC, TCPR, TR, Element, M, P, W, tags

_NUMBER = re.compile(r"(\d+(?:\.\d+)*[.)]|[a-zđ]{1,2}\))\s+(?=\S)")
"""A number outside of articles; what it counts is no unit that holds others."""
BLOCKS = frozenset((P, TBL, SDT, CUSTOM))
_TABS = W + "tabs"
_SPECIAL = (
    *tags("tab br cr noBreakHyphen softHyphen sym ptab drawing pict object footnoteReference endnoteReference"),
    *tags("fldChar hyperlink sdt pgNum ruby"),
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


_LEAST_WORDS = 5


class Run(NamedTuple):
    """Neighbouring paragraphs that were moved together: their old and new indexes, and how many signs at the start of
    each only number it. `whole` are the new ones that say the same besides."""

    pairs: Sequence[tuple[int, int]]
    numbers: Sequence[tuple[int, int]]
    whole: frozenset[int]


class Paired(NamedTuple):
    """The blocks of both sides; `kept` leads from new to old ones that stand where they stood, `equal` are the new ones
    of these whose text did not change."""

    before: Sequence[Element]
    after: Sequence[Element]
    kept: Mapping[int, int]
    equal: frozenset[int]
    runs: Sequence[Run]


def paired(old: Element, new: Element, old_side: Side, new_side: Side) -> Paired:
    """Pair the blocks of two bodies, cells, text boxes or notes, as `draftkit diff` pairs provisions."""
    (before, was), (after, now) = blocks_of(old), blocks_of(new)
    left, right = passages(before, was, old_side), passages(after, now, new_side)
    pairing = pair(left, right)
    kept = {j: i for j, i in enumerate(pairing.pairs) if i >= 0 and j not in pairing.moved}
    if new.tag != W + "body" and _only_end_left(before, after, pairing.pairs):
        kept[len(after) - 1] = len(before) - 1
    kept |= dict(_tables(before, after, kept, set(pairing.pairs)))
    runs: list[Run] = []
    for members in _moved(pairing.pairs, kept, before, after):
        if sum(len(now[j].split()) for _, j in members) >= _LEAST_WORDS:
            lengths = [(_number(was[i], left[i].text), _number(now[j], right[j].text)) for i, j in members]
            runs.append(Run(members, lengths, frozenset(j for i, j in members if left[i].text == right[j].text)))
    return Paired(before, after, kept, frozenset(j for j, i in kept.items() if was[i] == now[j]), runs)


def _number(text: str, said: str) -> int:
    return len(text.rstrip()) - len(said)


def _only_end_left(before: Sequence[Element], after: Sequence[Element], found: Sequence[int]) -> bool:
    """Whether the last paragraphs have no partner. The last one of a cell cannot go, so it is the same one even when
    all its words changed."""
    if not before or not after or found[-1] >= 0 or len(before) - 1 in found:
        return False
    return bool(before[-1].tag == after[-1].tag == P)


def _tables(
    before: Sequence[Element], after: Sequence[Element], kept: Mapping[int, int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Tables of few words that are too unlike to be paired by them: at one place, and with a row in common."""
    for j, table in enumerate(after):
        for i in {kept.get(j - 1, -2) + 1, kept.get(j + 1, 0) - 1} if table.tag == TBL and j not in kept else ():
            if 0 <= i < len(before) and i not in taken and before[i].tag == TBL and _rows(before[i]) & _rows(table):
                taken.add(i)
                yield j, i
                break


def _rows(table: Element) -> set[str]:
    return {"".join(row.itertext()) for row in table.iterchildren(TR)}


def _moved(
    found: Sequence[int], kept: Mapping[int, int], before: Sequence[Element], after: Sequence[Element]
) -> list[list[tuple[int, int]]]:
    """Runs of paragraphs that were moved together."""
    runs: list[list[tuple[int, int]]] = []
    for j, i in enumerate(found):
        if i < 0 or j in kept or after[j].tag != P or _section(before[i]) or _section(after[j]):
            continue
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    return runs


def _section(paragraph: Element) -> bool:
    return paragraph.find(f"{PPR}/{SECT}") is not None
