"""Two sequences side by side, in order: which member of one is which of the other.

Equal members come first: the edit distance between the two sequences, computed bit by bit by rapidfuzz, says where they
differ, and in each place that differs as many equal members as can be are paired, so that the fewest changes remain.
Only then likeness is asked. Nothing is compared twice with everything: a place that is large is cut at its equal
members, and in halves when it has none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from operator import lt
from typing import TYPE_CHECKING

from draftkit.model.named import NamedTuple

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

_TABLE = 10_000
"""Pairs of members of one place that are weighed against each other; a larger place is cut."""
_NARROW = 4
"""A place with at most so many members on one side is weighed whatever its length."""
_BRIDGE = 4
"""Places that differ and have at most so many equal members between them are looked at as one."""

Alike = Callable[[int, int, bool], float]
"""How alike two members are, by their indexes; 0 when they are not to be paired. The last argument says that nothing
else is left between the same neighbours."""


class Place(NamedTuple):
    """The stretches `old:old_end` and `new:new_end` of two sequences."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def size(self) -> int:
        """How many pairs there could be."""
        return (self.old_end - self.old) * (self.new_end - self.new)

    @property
    def is_small(self) -> bool:
        """Whether all its pairs may be weighed."""
        return self.size <= _TABLE or min(self.old_end - self.old, self.new_end - self.new) <= _NARROW


def beside(old: Sequence[Hashable], new: Sequence[Hashable], alike: Alike | None = None) -> list[tuple[int, int]]:
    """Pairs of indexes, rising on both sides. Equal members are paired before those that are only `alike`."""
    if old == new:
        return [(at, at) for at in range(len(old))]
    from rapidfuzz.distance import Indel, Levenshtein

    pairs, unlike = _held(old, new, Levenshtein.opcodes(old, new), alike)
    if unlike:  # the edit distance takes what is unlike for one change; without that it may find more that is equal
        other, _ = _held(old, new, Indel.opcodes(old, new), alike)
        pairs = max(other, pairs, key=lambda found: sum(2 if old[i] == new[j] else 1 for i, j in found))
    return pairs


def _held(
    old: Sequence[Hashable], new: Sequence[Hashable], codes: Opcodes, alike: Alike | None
) -> tuple[list[tuple[int, int]], bool]:
    """The pairs along an edit script, and whether one of its places keeps members of both sides that are unlike."""
    pairs: list[tuple[int, int]] = []
    unlike = False
    last = Place(0, 0, 0, 0)
    for place in (*_places(codes), Place(len(old), len(old), len(new), len(new))):
        pairs.extend(zip(range(last.old_end, place.old), range(last.new_end, place.new), strict=True))
        found = list(_within(old, new, place, alike))
        unlike = unlike or len(found) < min(place.old_end - place.old, place.new_end - place.new)
        pairs.extend(found)
        last = place
    return pairs, unlike


def _places(codes: Opcodes) -> Iterator[Place]:
    """Where two sequences differ: what is between two places is equal."""
    current: Place | None = None
    for code in codes:
        if code.tag == "equal":
            continue
        place = Place(code.src_start, code.src_end, code.dest_start, code.dest_end)
        if current and place.old - current.old_end <= _BRIDGE:
            wider = current._replace(old_end=place.old_end, new_end=place.new_end)
            if place.old == current.old_end or wider.size <= _TABLE:
                current = wider
                continue
        if current:
            yield current
        current = place
    if current:
        yield current


def _within(
    old: Sequence[Hashable], new: Sequence[Hashable], place: Place, alike: Alike | None
) -> Iterator[tuple[int, int]]:
    """The pairs of one place, equal members before like ones."""
    if not place.size:
        return
    if place.is_small:
        yield from _weighed(old, new, place, alike)
        return
    equal = _equal(old, new, place)
    a, b = place.old, place.new
    for i, j in [*equal, (place.old_end, place.new_end)]:
        for part in _cut(Place(a, i, b, j)) if alike else ():
            yield from _weighed(old, new, part, alike)
        if i < place.old_end:
            yield i, j
        a, b = i + 1, j + 1


def _equal(old: Sequence[Hashable], new: Sequence[Hashable], place: Place) -> list[tuple[int, int]]:
    """The longest common subsequence of a place."""
    from rapidfuzz.distance import LCSseq

    codes = LCSseq.opcodes(old[place.old : place.old_end], new[place.new : place.new_end])
    return [
        (place.old + code.src_start + step, place.new + code.dest_start + step)
        for code in codes
        if code.tag == "equal"
        for step in range(code.src_end - code.src_start)
    ]


def _cut(place: Place) -> Iterator[Place]:
    """A place in parts that are small enough."""
    if place.is_small:
        if place.size:
            yield place
        return
    middle = (place.old + place.old_end) // 2, (place.new + place.new_end) // 2
    yield from _cut(place._replace(old_end=middle[0], new_end=middle[1]))
    yield from _cut(place._replace(old=middle[0], new=middle[1]))


_UP, _LEFT, _BOTH = 0, 1, 2


def _weighed(
    old: Sequence[Hashable], new: Sequence[Hashable], place: Place, alike: Alike | None
) -> list[tuple[int, int]]:
    """The pairs of a small place: most equal ones, then the greatest likeness in all."""
    width = place.new_end - place.new
    equal = 2.0 * (width + 1)
    above = [0.0] * (width + 1)
    steps: list[bytearray] = []
    for i in range(place.old, place.old_end):
        row, taken, left = [0.0], bytearray(width), 0.0
        for at in range(width):
            j = place.new + at
            gain = equal if old[i] == new[j] else alike(i, j, place.size == 1) if alike else 0.0
            best, step = (above[at + 1], _UP) if above[at + 1] > left else (left, _LEFT)
            if gain and above[at] + gain >= best:
                best, step = above[at] + gain, _BOTH
            left = best
            row.append(best)
            taken[at] = step
        above = row
        steps.append(taken)
    pairs: list[tuple[int, int]] = []
    i, at = len(steps), width
    while i and at:
        step = steps[i - 1][at - 1]
        if step == _BOTH:
            pairs.append((place.old + i - 1, place.new + at - 1))
        i -= step != _LEFT
        at -= step != _UP
    return pairs[::-1]


class _Block(NamedTuple):
    old: int
    old_end: int
    new: int
    new_end: int
    weight: int


def in_order(pairs: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The indexes of the new members that kept their order: of all rising runs of pairs (an old index for each new
    member, or -1) the one that weighs most. The others were moved."""
    paired = [before for before in pairs if before >= 0]
    if all(map(lt, paired, paired[1:])):
        return {at for at, before in enumerate(pairs) if before >= 0}
    blocks = list(_blocks(pairs, weights))
    ends = sorted({block.old_end for block in blocks})
    tree: list[tuple[int, int]] = [(0, -1)] * (
        len(ends) + 1
    )  # Fenwick tree: greatest weight of a chain that ends at or before an old index
    previous: list[int] = []
    totals: list[int] = []
    for at, block in enumerate(blocks):
        weight, before = 0, -1
        slot = bisect_left(ends, block.old)
        while slot:
            if tree[slot][0] > weight:
                weight, before = tree[slot]
            slot -= slot & -slot
        previous.append(before)
        totals.append(weight + block.weight)
        slot = bisect_left(ends, block.old_end) + 1
        while slot <= len(ends):
            if tree[slot][0] < totals[at]:
                tree[slot] = (totals[at], at)
            slot += slot & -slot
    kept: set[int] = set()
    at = max(range(len(blocks)), key=totals.__getitem__, default=-1)
    while at >= 0:
        kept.update(range(blocks[at].new, blocks[at].new_end + 1))
        at = previous[at]
    return {at for at in kept if pairs[at] >= 0}


def _blocks(pairs: Sequence[int], weights: Sequence[int]) -> Iterator[_Block]:
    """Pairs that follow each other on both sides, those without a partner skipped."""
    current: _Block | None = None
    for at, before in enumerate(pairs):
        if before < 0:
            continue
        if current and before == current.old_end + 1:
            current = current._replace(old_end=before, new_end=at, weight=current.weight + weights[at])
            continue
        if current:
            yield current
        current = _Block(before, before, at, at, weights[at])
    if current:
        yield current
