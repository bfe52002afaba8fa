"""The blocks of two bodies, cells, text boxes or notes as one sequence with marks: paragraphs, tables, controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from draftkit.redline.carry import Carrier
from draftkit.redline.inline import Inline, Notes, gather_notes
from draftkit.redline.marks import CUSTOM, Marker, run_properties
from draftkit.redline.sides import Side, passages, row_passage, texts_of
from draftkit.text.pair import pair
from draftkit.word.names import (
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    RPR,
    SDT,
    SDT_CONTENT,
    SECT,
    TBL,
    TC,
    TCPR,
    TR,
    Element,
    P,
    W,
)

_BLOCKS = frozenset((P, TBL, SDT, CUSTOM))
_LEAST_WORDS = 5


class Blocks:
    """Merges the blocks of one part."""

    def __init__(
        self, carrier: Carrier, marker: Marker, part: str, notes: Notes, old_root: Element, new_root: Element
    ) -> None:
        self.carrier = carrier
        self.marker = marker
        self.part = part
        self.notes = notes
        self.before = Side.of(old_root)
        self.after = Side.of(new_root)
        self.inline = Inline(carrier, marker, part, notes)

    def merge(self, old: Element, new: Element) -> None:
        """Put the changes from the blocks of `old` into those of `new`, in place."""
        before = [child for child in old if child.tag in _BLOCKS]
        after = [child for child in new if child.tag in _BLOCKS]
        texts = texts_of(old, before), texts_of(new, after)
        said = passages(before, texts[0], self.before), passages(after, texts[1], self.after)
        pairing = pair(*said)
        found = list(pairing.pairs)
        kept = {j for j, i in enumerate(found) if i >= 0 and j not in pairing.moved}
        if new.tag != W + "body" and _only_end_left(before, after, found):
            found[-1] = len(before) - 1
            kept.add(len(after) - 1)
        groups = _moved(found, kept, texts[1], before, after)
        moved = {j for group in groups for j in group}
        for j, block in enumerate(after):
            if j in kept:
                if (
                    texts[0][found[j]] != texts[1][j]
                    or block.tag != P
                    or block in self.after.special
                    or before[found[j]] in self.before.special
                ):
                    self.same(before[found[j]], block, texts[0][found[j]] == texts[1][j])
            elif j not in moved:
                gather_notes(block, self.notes, old=False)
                self.marker.block(block, INS)
        numbers = {
            j: [
                len(text.rstrip()) - len(passage.text)
                for text, passage in ((texts[0][found[j]], said[0][found[j]]), (texts[1][j], said[1][j]))
            ]
            for j in moved
        }
        whole = {j for j in moved if said[0][found[j]].text == said[1][j].text}
        left = self._move(groups, whole, numbers, found, before, after)
        self._depart(new, before, after, {found[j]: j for j in kept}, left)
        self._settle_end(new)

    def same(self, old: Element, new: Element, equal: bool) -> None:
        """What is on both sides and may differ inside; `equal` when its text does not."""
        if new.tag == P:
            self.inline.merge(old, new)
            while self.inline.boxes:
                self.merge(*self.inline.boxes.pop(0))
        elif new.tag == TBL:
            self.table(old, new, equal)
        else:
            holders = [block.find(SDT_CONTENT) if block.tag == SDT else block for block in (old, new)]
            if holders[0] is not None and holders[1] is not None:
                self.merge(*holders)

    # -- moved and gone

    def _move(
        self,
        groups: Sequence[Sequence[int]],
        whole: set[int],
        numbers: Mapping[int, Sequence[int]],
        found: Sequence[int],
        before: Sequence[Element],
        after: Sequence[Element],
    ) -> dict[int, list[Element]]:
        """Mark paragraphs that were moved, both where they were and where they are. Their number follows from their
        place and is no change (`numbers` says how long it is on each side); `whole` are those that say the same
        besides. Returns, by old index, what goes back where each was."""
        left: dict[int, list[Element]] = {}
        for group in groups:
            self.marker.moves += 1
            name = f"move{self.marker.moves}"
            for j in group:
                old, new = before[found[j]], after[j]
                if j in whole and old not in self.before.special and new not in self.after.special:
                    self.carrier.bring(old, self.part)
                    self.marker.paragraph(old, MOVE_FROM)
                    self.marker.paragraph(new, MOVE_TO)
                else:
                    properties = old.find(PPR)
                    if properties is not None:
                        self.carrier.bring(properties, self.part)
                    self.inline.moved(old, new, numbers[j])
                    self.marker.end_mark(old, MOVE_FROM)
                    self.marker.end_mark(new, MOVE_TO)
                left[found[j]] = [old]
            first, last = group[0], group[-1]
            left[found[last]].append(self._range("moveFrom", name, before[found[first]]))
            after[last].addnext(self._range("moveTo", name, after[first]))
        return left

    def _range(self, kind: str, name: str, first: Element) -> Element:
        """Start a range of moved paragraphs in the first; returns its end."""
        start = self.marker.element(f"{W}{kind}RangeStart", name=name)
        first.insert(1 if len(first) and first[0].tag == PPR else 0, start)
        return first.makeelement(f"{W}{kind}RangeEnd", {W + "id": start.get(W + "id")})

    def _depart(
        self,
        new: Element,
        before: Sequence[Element],
        after: Sequence[Element],
        kept: dict[int, int],
        left: dict[int, list[Element]],
    ) -> None:
        """Set what is gone, marked, after what it followed."""
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
                    new.insert(
                        next((at for at, child in enumerate(new) if child.tag not in (TCPR,)), len(new)), element
                    )
                cursor = element

    def _gone(self, block: Element) -> Iterator[Element]:
        """A block that is gone, marked. A content control goes, its blocks stay to be seen."""
        if block.tag in (SDT, CUSTOM):
            holder = block.find(SDT_CONTENT) if block.tag == SDT else block
            for child in [child for child in holder if child.tag in _BLOCKS] if holder is not None else []:
                yield from self._gone(child)
            return
        self.carrier.bring(block, self.part)
        gather_notes(block, self.notes, old=True)
        self.marker.block(block, DEL)
        yield block

    def _settle_end(self, container: Element) -> None:
        """At the end of a body or cell no mark can go: there it is the mark before the new or dropped paragraphs that
        came or goes, as Word does it."""
        blocks = [child for child in container if child.tag in _BLOCKS]
        last = len(blocks) - 1
        sort = _end_of(blocks[last]) if blocks else ""
        if sort not in (INS, DEL):
            return
        at = last
        while at >= 0 and _end_of(blocks[at]) == sort:
            at -= 1
        if at < 0 or blocks[at].tag != P or _end_of(blocks[at]) or blocks[at].getnext() is not blocks[at + 1]:
            return
        kept, end = blocks[at], blocks[last]
        mark = run_properties(end)
        mark.remove(mark.find(sort))
        self.marker.end_mark(kept, sort)
        mine, theirs = _base(kept), _base(end)
        change = self.marker.element(W + "pPrChange")
        change.append(end.makeelement(PPR))
        change[0].extend(deepcopy(item) for item in (theirs if sort == DEL else mine))
        properties = end.find(PPR)
        if sort == DEL:
            for item in theirs:
                properties.remove(item)
            properties[0:0] = [deepcopy(item) for item in mine]
        properties.append(change)

    # -- tables

    def _special(self, old: Element, new: Element) -> bool:
        """Whether a paragraph inside holds more than text."""
        sides = (old, self.before), (new, self.after)
        return any(paragraph in side.special for block, side in sides for paragraph in block.iter(P))

    def table(self, old: Element, new: Element, equal: bool) -> None:
        """Rows are paired by what they say; a row whose cells are laid out otherwise is dropped and added."""
        if equal and not self._special(old, new):
            return
        if any(child.tag in (SDT, CUSTOM) for table in (old, new) for child in table):
            new.addprevious(next(self._gone(old)))
            self.marker.block(new, INS)
            return
        before, after = list(old.iterchildren(TR)), list(new.iterchildren(TR))
        rows = [row_passage(row) for row in before], [row_passage(row) for row in after]
        pairing = pair(*rows)
        found = pairing.pairs
        kept = {j for j, i in enumerate(found) if i >= 0 and j not in pairing.moved}
        for j, row in enumerate(after):
            if j in kept:
                if rows[0][found[j]] == rows[1][j] and not self._special(before[found[j]], row):
                    continue
                for left, right in zip(before[found[j]].iterchildren(TC), row.iterchildren(TC), strict=True):
                    self.merge(left, right)
            else:
                gather_notes(row, self.notes, old=False)
                self.marker.row(row, INS)
        places = {found[j]: j for j in kept}
        cursor: Element | None = None
        for i, row in enumerate(before):
            if i in places:
                cursor = after[places[i]]
                continue
            self.carrier.bring(row, self.part)
            gather_notes(row, self.notes, old=True)
            self.marker.row(row, DEL)
            if cursor is not None:
                cursor.addnext(row)
            elif after:
                after[0].addprevious(row)
            else:
                new.append(row)
            cursor = row


def _only_end_left(before: Sequence[Element], after: Sequence[Element], found: Sequence[int]) -> bool:
    """Whether the last paragraphs have no partner. The last one of a cell cannot go, so it is the same one even when
    all its words changed."""
    if not before or not after or found[-1] >= 0 or len(before) - 1 in found:
        return False
    return bool(before[-1].tag == after[-1].tag == P)


def _moved(
    found: Sequence[int], kept: set[int], texts: Sequence[str], before: Sequence[Element], after: Sequence[Element]
) -> list[list[int]]:
    """Runs of new paragraphs that were moved together, long enough to be worth saying."""
    groups: list[list[int]] = []
    for j, at in enumerate(found):
        if at < 0 or j in kept or after[j].tag != P or _section(before[at]) or _section(after[j]):
            continue
        if groups and groups[-1][-1] == j - 1 and found[j - 1] == at - 1:
            groups[-1].append(j)
        else:
            groups.append([j])
    return [group for group in groups if sum(len(texts[j].split()) for j in group) >= _LEAST_WORDS]


def _section(paragraph: Element) -> bool:
    return paragraph.find(f"{PPR}/{SECT}") is not None


def _end_of(block: Element) -> str:
    """How the mark of a paragraph is marked; empty when it is not."""
    mark = block.find(f"{PPR}/{RPR}") if block.tag == P else None
    return (
        next((child.tag for child in mark if child.tag in (INS, DEL, MOVE_FROM, MOVE_TO)), "")
        if mark is not None
        else ""
    )


def _base(paragraph: Element) -> list[Element]:
    """The properties of a paragraph that a change of properties can hold."""
    properties = paragraph.find(PPR)
    return (
        [] if properties is None else [child for child in properties if child.tag not in (RPR, SECT, W + "pPrChange")]
    )
