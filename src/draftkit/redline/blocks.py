"""The blocks of two bodies, cells, text boxes or notes as one sequence with marks: paragraphs, tables, controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from types import MappingProxyType

from draftkit.redline.carry import Carrier
from draftkit.redline.inline import Inline, Notes, gather_notes
from draftkit.redline.looks import Looks
from draftkit.redline.marks import CUSTOM, Marker, run_properties
from draftkit.redline.sides import BLOCKS, Paired, Side, paired, row_passage
from draftkit.text.pair import pair
from draftkit.word import names as w
from draftkit.word.names import Element, W

_FIRST = frozenset((w.TCPR, W + "tblPr", W + "tblGrid"))
"""What stands before all blocks of a cell, or all rows of a table."""


class Blocks:
    """Merges the blocks of one part."""

    def __init__(self, carrier: Carrier, marker: Marker, part: str, notes: Notes, looks: Looks | None = None) -> None:
        self.carrier, self.marker, self.part, self.notes, self.looks = carrier, marker, part, notes, looks
        self.before = Side.of(carrier.old.root(part))
        self.after = Side.of(carrier.new.root(part))
        self.inline = Inline(carrier, marker, part, notes, looks)

    def merge(self, old: Element, new: Element) -> None:
        """Put the changes from the blocks of `old` into those of `new`, in place."""
        pairs = paired(old, new, self.before, self.after)
        before, after, kept = pairs.before, pairs.after, pairs.kept
        moved = {j for run in pairs.runs for _, j in run.pairs}
        for j, block in enumerate(after):
            if j in kept:
                other = before[kept[j]]
                if (
                    j not in pairs.equal
                    or block.tag != w.P
                    or block in self.after.special
                    or other in self.before.special
                ):
                    self.same(other, block, j in pairs.equal)
            elif j not in moved:
                self._come(block)
        left = self._move(pairs)
        self._depart(new, before, after, {i: j for j, i in kept.items()}, left)
        self._settle_end(new)

    def same(self, old: Element, new: Element, equal: bool) -> None:
        """What is on both sides and may differ inside; `equal` when its text does not."""
        if new.tag == w.P:
            if self.looks and not equal:
                self.looks.pair(old, new)
            self.inline.merge(old, new)
            while self.inline.boxes:
                self.merge(*self.inline.boxes.pop(0))
        elif new.tag == w.TBL:
            self.table(old, new, equal)
        else:
            holders = [block.find(w.SDT_CONTENT) if block.tag == w.SDT else block for block in (old, new)]
            if holders[0] is not None and holders[1] is not None:
                self.merge(*holders)

    # -- moved and gone

    def _move(self, pairs: Paired) -> dict[int, list[Element]]:
        """Mark paragraphs that were moved, both where they were and where they are; their number follows from their
        place and is no change. Returns, by old index, what goes back where each was."""
        left: dict[int, list[Element]] = {}
        for run in pairs.runs:
            self.marker.moves += 1
            name = f"move{self.marker.moves}"
            for (i, j), numbers in zip(run.pairs, run.numbers, strict=True):
                old, new = pairs.before[i], pairs.after[j]
                if j in run.whole and old not in self.before.special and new not in self.after.special:
                    self.carrier.bring(old, self.part)
                    self.marker.paragraph(old, w.MOVE_FROM)
                    self.marker.paragraph(new, w.MOVE_TO)
                else:
                    properties = old.find(w.PPR)
                    if properties is not None:
                        self.carrier.bring(properties, self.part)
                    self.inline.moved(old, new, numbers)
                    self.marker.end_mark(old, w.MOVE_FROM)
                    self.marker.end_mark(new, w.MOVE_TO)
                left[i] = [old]
            (first, arrived), (last, end) = run.pairs[0], run.pairs[-1]
            left[last].append(self._range("moveFrom", name, pairs.before[first]))
            pairs.after[end].addnext(self._range("moveTo", name, pairs.after[arrived]))
        return left

    def _range(self, kind: str, name: str, first: Element) -> Element:
        """Start a range of moved paragraphs in the first; returns its end."""
        start = self.marker.element(f"{W}{kind}RangeStart", name=name)
        first.insert(1 if len(first) and first[0].tag == w.PPR else 0, start)
        return first.makeelement(f"{W}{kind}RangeEnd", {W + "id": start.get(W + "id")})

    def _come(self, block: Element) -> None:
        """Mark a block or row that is new."""
        gather_notes(block, self.notes, old=False)
        self.marker.block(block, w.INS)

    def _depart(
        self,
        new: Element,
        before: Sequence[Element],
        after: Sequence[Element],
        kept: Mapping[int, int],
        left: Mapping[int, list[Element]] = MappingProxyType({}),
    ) -> None:
        """Set the blocks or rows that are gone, marked, after what they followed."""
        cursor: Element | None = None
        for i, block in enumerate(before):
            if i in kept:
                cursor = after[kept[i]]
                continue
            for element in left.get(i) or list(self._gone(block)):
                if cursor is not None:
                    cursor.addnext(element)
                elif after:
                    after[0].addprevious(element)
                else:
                    new.insert(next((at for at, child in enumerate(new) if child.tag not in _FIRST), len(new)), element)
                cursor = element

    def _gone(self, block: Element) -> Iterator[Element]:
        """A block or row that is gone, marked. A content control goes, its blocks stay to be seen."""
        if block.tag in (w.SDT, CUSTOM):
            holder = block.find(w.SDT_CONTENT) if block.tag == w.SDT else block
            for child in [child for child in holder if child.tag in BLOCKS] if holder is not None else []:
                yield from self._gone(child)
            return
        self.carrier.bring(block, self.part)
        gather_notes(block, self.notes, old=True)
        self.marker.block(block, w.DEL)
        yield block

    def _settle_end(self, container: Element) -> None:
        """At the end of a body or cell no mark can go: there it is the mark before the new or dropped paragraphs that
        came or goes, as Word does it."""
        blocks = [child for child in container if child.tag in BLOCKS]
        last = len(blocks) - 1
        sort = _end_of(blocks[last]) if blocks else ""
        if sort not in (w.INS, w.DEL):
            return
        at = last
        while at >= 0 and _end_of(blocks[at]) == sort:
            at -= 1
        if at < 0 or blocks[at].tag != w.P or _end_of(blocks[at]) or blocks[at].getnext() is not blocks[at + 1]:
            return
        kept, end = blocks[at], blocks[last]
        mark = run_properties(end)
        mark.remove(mark.find(sort))
        self.marker.end_mark(kept, sort)
        mine, theirs = _base(kept), _base(end)
        change = self.marker.element(W + "pPrChange")
        change.append(end.makeelement(w.PPR))
        change[0].extend(deepcopy(item) for item in (theirs if sort == w.DEL else mine))
        properties = end.find(w.PPR)
        if sort == w.DEL:
            for item in theirs:
                properties.remove(item)
            properties[0:0] = [deepcopy(item) for item in mine]
        properties.append(change)

    # -- tables

    def _special(self, old: Element, new: Element) -> bool:
        """Whether a paragraph inside holds more than text."""
        sides = (old, self.before), (new, self.after)
        return any(paragraph in side.special for block, side in sides for paragraph in block.iter(w.P))

    def table(self, old: Element, new: Element, equal: bool) -> None:
        """Rows are paired by what they say; a row whose cells are laid out otherwise is dropped and added."""
        if equal and not self._special(old, new):
            return
        if any(child.tag in (w.SDT, CUSTOM) for table in (old, new) for child in table):
            new.addprevious(next(self._gone(old)))
            self.marker.block(new, w.INS)
            return
        if self.looks and not equal:
            self.looks.table(old, new)
        before, after = list(old.iterchildren(w.TR)), list(new.iterchildren(w.TR))
        rows = [row_passage(row) for row in before], [row_passage(row) for row in after]
        pairing = pair(*rows)
        found = pairing.pairs
        kept = {j for j, i in enumerate(found) if i >= 0 and j not in pairing.moved}
        for j, row in enumerate(after):
            if j in kept:
                if rows[0][found[j]] == rows[1][j] and not self._special(before[found[j]], row):
                    continue
                for left, right in zip(before[found[j]].iterchildren(w.TC), row.iterchildren(w.TC), strict=True):
                    self.merge(left, right)
            else:
                self._come(row)
        self._depart(new, before, after, {found[j]: j for j in kept})


def _end_of(block: Element) -> str:
    """How the mark of a paragraph is marked; empty when it is not."""
    mark = block.find(f"{w.PPR}/{w.RPR}") if block.tag == w.P else None
    if mark is not None:
        return next((child.tag for child in mark if child.tag in (w.INS, w.DEL, w.MOVE_FROM, w.MOVE_TO)), "")
    return ""


def _base(paragraph: Element) -> list[Element]:
    """The properties of a paragraph that a change of properties can hold."""
    properties = paragraph.find(w.PPR)
    return (
        []
        if properties is None
        else [child for child in properties if child.tag not in (w.RPR, w.SECT, W + "pPrChange")]
    )
