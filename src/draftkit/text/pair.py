"""Which piece of a new document was which piece of the old one.

Pieces are units, paragraphs or rows, in order. Pairs are found from the surest sign to the weakest, each once and in
near-linear time: the same key; a text that occurs once on both sides (P. Heckel, 1978); equal neighbours of pairs;
likeness between the same neighbours; likeness anywhere, by the rare word groups two pieces share. Order plays no part
in pairing, so what was moved is paired as well; `in_order` tells the moved ones apart."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from draftkit.text.edits import similarity, words

ALIKE = 0.45
"""From this likeness on, a piece between the same neighbours is the same piece reworded."""
MOVED_ALIKE = 0.6
"""From this likeness on, a piece that stands elsewhere is the same piece moved and reworded."""
_SQUARE = 3600
_GROUP = 3
_LEAST_WORDS = 5
_COMMON = 12


class Piece(NamedTuple):
    """What is paired: `sort` must be equal, `key` (a label) is the surest sign, `text` all it says."""

    sort: str
    text: str
    key: str = ""


def pair(old: Sequence[Piece], new: Sequence[Piece], allowed: Callable[[int, int], bool] | None = None) -> list[int]:
    """For each new piece the index of the old one, or -1. `allowed` may forbid pairs that are merely alike."""
    return _Pairing(old, new, allowed).found


class _Pairing:
    def __init__(self, old: Sequence[Piece], new: Sequence[Piece], allowed: Callable[[int, int], bool] | None) -> None:
        self.old = old
        self.new = new
        self.allowed = allowed or (lambda _old, _new: True)
        self.found = [-1] * len(new)
        self.back = [-1] * len(old)
        self.bags: dict[tuple[bool, int], list[str]] = {}
        self._ends()
        self._unique(
            [piece.key and (piece.sort, piece.key) for piece in old],
            [piece.key and (piece.sort, piece.key) for piece in new],
        )
        if -1 in self.found and -1 in self.back:
            self._unique([piece.text and piece[:2] for piece in old], [piece.text and piece[:2] for piece in new])
            self._spread()
            self._between()
            self._anywhere()
            self._between()

    def _join(self, before: int, after: int) -> None:
        self.found[after] = before
        self.back[before] = after

    def _ends(self) -> None:
        """Equal starts and ends, which are most of a document as a rule."""
        least = min(len(self.old), len(self.new))
        first = 0
        while first < least and self.old[first] == self.new[first]:
            self._join(first, first)
            first += 1
        last = 1
        while last <= least - first and self.old[-last] == self.new[-last]:
            self._join(len(self.old) - last, len(self.new) - last)
            last += 1

    def _unique(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        """Pair what stands once among the unpaired on each side."""
        before = self._once(old, self.back)
        after = self._once(new, self.found)
        for sign, at in after.items():
            if sign and at >= 0 and before.get(sign, -1) >= 0:
                self._join(before[sign], at)

    @staticmethod
    def _once(signs: Sequence[Hashable], paired: Sequence[int]) -> dict[Hashable, int]:
        found: dict[Hashable, int] = {}
        for at, sign in enumerate(signs):
            if paired[at] < 0:
                found[sign] = -1 if sign in found else at
        return found

    def _spread(self) -> None:
        """Equal neighbours of pairs, forwards and then backwards."""
        for step, order in ((1, range(len(self.new))), (-1, range(len(self.new) - 1, -1, -1))):
            for at in order:
                before = self.found[at]
                if before < 0:
                    continue
                i, j = before + step, at + step
                if (
                    0 <= i < len(self.old)
                    and 0 <= j < len(self.new)
                    and self.found[j] < 0
                    and self.back[i] < 0
                    and self.old[i][:2] == self.new[j][:2]
                ):
                    self._join(i, j)

    def _between(self) -> None:
        """Pieces between the same neighbours, by likeness, in order."""
        at = 0
        while at < len(self.new):
            if self.found[at] >= 0:
                at += 1
                continue
            end = at
            while end < len(self.new) and self.found[end] < 0:
                end += 1
            starts = {self.found[at - 1] + 1 if at else 0}
            if end < len(self.new):
                first = self.found[end]
                while first > 0 and self.back[first - 1] < 0:
                    first -= 1
                starts.add(first)
            for start in sorted(starts):
                stop = start
                while stop < len(self.old) and self.back[stop] < 0:
                    stop += 1
                waiting = [j for j in range(at, end) if self.found[j] < 0]
                if stop > start and waiting:
                    self._alike(list(range(start, stop)), waiting)
            at = end

    def _bag(self, is_new: bool, at: int) -> list[str]:
        found = self.bags.get((is_new, at))
        if found is None:
            found = self.bags[(is_new, at)] = words((self.new if is_new else self.old)[at].text)
        return found

    def likeness(self, before: int, after: int) -> float:
        if self.old[before].sort != self.new[after].sort or not self.allowed(before, after):
            return 0
        return similarity(self._bag(False, before), self._bag(True, after))

    def _alike(self, old: list[int], new: list[int]) -> None:
        """The pairing in order with the greatest likeness in all."""
        if len(old) * len(new) > _SQUARE:
            return  # found by shared word groups instead
        likeness = [[self.likeness(i, j) for j in new] for i in old]
        least = 0.3 if len(old) == len(new) == 1 else ALIKE
        best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
        for i in range(len(old) - 1, -1, -1):
            for j in range(len(new) - 1, -1, -1):
                both = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= least else 0
                best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
        i = j = 0
        while i < len(old) and j < len(new):
            if likeness[i][j] >= least and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
                self._join(old[i], new[j])
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1

    def _anywhere(self) -> None:
        """Pieces that stand elsewhere, by the word groups they share; groups that many pieces share say nothing."""
        gone = [at for at, after in enumerate(self.back) if after < 0]
        come = [at for at, before in enumerate(self.found) if before < 0]
        if not gone or not come:
            return
        holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i in gone:
            for group in _groups(self._bag(False, i)):
                holders[group].append(i)
        ranked: list[tuple[float, int, int]] = []
        for j in come:
            bag = self._bag(True, j)
            if len(bag) < _LEAST_WORDS:
                continue
            shared = Counter(
                i for group in _groups(bag) if len(holders.get(group, ())) <= _COMMON for i in holders.get(group, ())
            )
            ranked.extend((self.likeness(i, j), i, j) for i, count in shared.most_common(4) if count > 1)
        for likeness, i, j in sorted(ranked, key=lambda item: (-item[0], item[1], item[2])):
            if likeness >= MOVED_ALIKE and self.back[i] < 0 and self.found[j] < 0:
                self._join(i, j)


def _groups(bag: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(bag[at : at + _GROUP]) for at in range(len(bag) - _GROUP + 1)}


def in_order(pairs: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The indexes of the new pieces that kept their order: of all increasing runs of pairs the one that weighs most.
    The others were moved."""
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


class _Block(NamedTuple):
    old: int
    old_end: int
    new: int
    new_end: int
    weight: int


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
