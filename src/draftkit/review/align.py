"""Which paragraph of the old text became which of the new one: kept, reworded, split, merged, inserted, deleted,
moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_WORDS = re.compile(r"\w+|[^\w\s]")
_GRID = 250_000
"""Pairs of a gap up to which every pair is weighed; larger gaps are compared within a band."""
_BAND = 40
_LEAST, _BOTH = 0.45, 1.3
_MOVED, _MOVED_SIGNS = 0.8, 12


class Link(NamedTuple):
    """Numbers of old and new paragraphs that belong together. `((3,), ())` is deleted, `((3,), (4, 5))` split, `((3,
    4), (5,))` merged."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Alignment(NamedTuple):
    """Links in the order of the new text, deletions where they stood; `moved` are (old, new) among the deleted and
    inserted."""

    links: tuple[Link, ...]
    moved: tuple[tuple[int, int], ...]


def align(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Align two lists of paragraphs. Equal ones are paired without being weighed, so that the work is in what
    changed."""
    links: list[Link] = []
    work = _Aligner(old, new)
    work.between(0, len(old), 0, len(new), links)
    return Alignment(tuple(links), tuple(work.moves(links)))


class _Aligner:
    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.bags: dict[tuple[bool, int], tuple[Counter[str], int]] = {}

    def bag(self, is_new: bool, index: int) -> tuple[Counter[str], int]:
        found = self.bags.get((is_new, index))
        if found is None:
            words = _WORDS.findall((self.new if is_new else self.old)[index].lower())
            found = self.bags[is_new, index] = Counter(words), len(words)
        return found

    def alike(self, old: tuple[int, ...], new: tuple[int, ...]) -> float:
        """How much two groups of paragraphs say the same, 0..1: words they share, counted twice, by all words."""
        bags = [[self.bag(is_new, index) for index in group] for is_new, group in ((False, old), (True, new))]
        total = sum(size for side in bags for _, size in side)
        if not total:
            return 1.0
        left = bags[0][0][0] if len(old) == 1 else sum((bag for bag, _ in bags[0]), Counter())
        right = bags[1][0][0] if len(new) == 1 else sum((bag for bag, _ in bags[1]), Counter())
        if len(right) < len(left):
            left, right = right, left
        return 2 * sum(min(count, right[word]) for word, count in left.items() if word in right) / total

    def between(self, i: int, i_end: int, j: int, j_end: int, out: list[Link]) -> None:
        """Align one stretch of each: equal ends, then what is unique in both, then by weight."""
        while i < i_end and j < j_end and self.old[i] == self.new[j]:
            out.append(Link((i,), (j,)))
            i, j = i + 1, j + 1
        tail = 0
        while i < i_end - tail and j < j_end - tail and self.old[i_end - tail - 1] == self.new[j_end - tail - 1]:
            tail += 1
        inner_i, inner_j = i_end - tail, j_end - tail
        anchors = self.anchors(i, inner_i, j, inner_j) if i < inner_i and j < inner_j else []
        if anchors:
            for at_i, at_j in [*anchors, (inner_i, inner_j)]:
                self.between(i, at_i, j, at_j, out)
                if at_i < inner_i:
                    out.append(Link((at_i,), (at_j,)))
                i, j = at_i + 1, at_j + 1
        else:
            self.weigh(i, inner_i, j, inner_j, out)
        out.extend(Link((inner_i + step,), (inner_j + step,)) for step in range(tail))

    def anchors(self, i: int, i_end: int, j: int, j_end: int) -> list[tuple[int, int]]:
        """Pairs of equal paragraphs that are unique in both stretches, the longest rising row of them."""
        ours, theirs = Counter(self.old[i:i_end]), Counter(self.new[j:j_end])
        places = {self.new[at]: at for at in range(j, j_end) if theirs[self.new[at]] == 1}
        pairs = [
            (at, places[self.old[at]]) for at in range(i, i_end) if ours[self.old[at]] == 1 and self.old[at] in places
        ]
        tops: list[int] = []
        ends: list[int] = []
        before: list[int] = []
        for index, (_, at) in enumerate(pairs):
            place = bisect_left(tops, at)
            tops[place : place + 1] = [at]
            ends[place : place + 1] = [index]
            before.append(ends[place - 1] if place else -1)
        row: list[tuple[int, int]] = []
        index = ends[-1] if ends else -1
        while index >= 0:
            row.append(pairs[index])
            index = before[index]
        return row[::-1]

    def weigh(self, i: int, i_end: int, j: int, j_end: int, out: list[Link]) -> None:
        """Pair what is left by how much it says the same, in order, splits and mergers included."""
        rows, columns = i_end - i, j_end - j
        if not rows or not columns:
            out.extend(Link((at,), ()) for at in range(i, i_end))
            out.extend(Link((), (at,)) for at in range(j, j_end))
            return
        if rows == columns == 1:
            out.extend([Link((i,), (j,))] if self.same_place(i, j) else [Link((i,), ()), Link((), (j,))])
            return
        band = max(rows, columns) if rows * columns <= _GRID else _BAND + abs(rows - columns)
        steps = self.table(i, rows, j, columns, band)
        found: list[Link] = []
        row, column = rows, columns
        while row or column:
            down, across = steps.get((row, column), (1, 0) if row else (0, 1))
            old = tuple(range(i + row - down, i + row))
            new = tuple(range(j + column - across, j + column))
            found.append(Link(old, new))
            row, column = row - down, column - across
        out.extend(reversed(found))

    def same_place(self, i: int, j: int) -> bool:
        """Whether a single paragraph between two that stayed is the other one reworded: it stands where that stood, so
        some words in common are enough."""
        return self.alike((i,), (j,)) >= 0.25

    def table(self, i: int, rows: int, j: int, columns: int, band: int) -> dict[tuple[int, int], tuple[int, int]]:
        """For each pair of ends how many paragraphs of both belong together there, so that all together say the most in
        common."""
        best: dict[tuple[int, int], float] = {(0, 0): 0.0}
        steps: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(rows + 1):
            middle = row * columns // max(rows, 1)
            for column in range(max(0, middle - band), min(columns, middle + band) + 1):
                if not row and not column:
                    continue
                choice, step = -1.0, (1, 0) if row else (0, 1)
                for down, across in ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1)):
                    before = best.get((row - down, column - across))
                    if before is None:
                        continue
                    gain = self.gain(i + row, j + column, down, across) if down and across else 0.0
                    if gain is not None and before + gain > choice:
                        choice, step = before + gain, (down, across)
                best[row, column] = max(choice, 0.0)
                steps[row, column] = step
        return steps

    def gain(self, i_end: int, j_end: int, down: int, across: int) -> float | None:
        old, new = tuple(range(i_end - down, i_end)), tuple(range(j_end - across, j_end))
        sizes = [self.bag(False, at)[1] for at in old], [self.bag(True, at)[1] for at in new]
        if not 0.25 < (sum(sizes[0]) + 1) / (sum(sizes[1]) + 1) < 4 or (
            down + across > 2 and not min(*sizes[0], *sizes[1])
        ):
            return None
        same = self.alike(old, new)
        if down + across == 2:
            return same - _LEAST / 2 if same >= _LEAST else None
        parts = [self.alike((a,), (b,)) for a in old for b in new]  # both halves must stand in the whole
        return _BOTH * (same - _LEAST / 2) if same >= 0.8 and same > max(parts) and min(parts) > 0.15 else None

    def moves(self, links: list[Link]) -> list[tuple[int, int]]:
        """Deleted paragraphs that stand elsewhere, word for word or nearly."""
        gone = [link.old[0] for link in links if not link.new]
        come = [link.new[0] for link in links if not link.old]
        places: dict[str, list[int]] = {}
        for at in come:
            places.setdefault(self.new[at], []).append(at)
        found = [
            (at, places[self.old[at]].pop(0))
            for at in gone
            if len(self.old[at]) >= _MOVED_SIGNS and places.get(self.old[at])
        ]
        taken_old, taken_new = {a for a, _ in found}, {b for _, b in found}
        rest_old = [at for at in gone if at not in taken_old and len(self.old[at]) >= _MOVED_SIGNS]
        rest_new = [at for at in come if at not in taken_new]
        if len(rest_old) * len(rest_new) > _GRID:
            return found
        for at in rest_old:
            likely = max(((self.alike((at,), (other,)), -other) for other in rest_new), default=(0.0, 0))
            if likely[0] >= _MOVED:
                found.append((at, -likely[1]))
                rest_new.remove(-likely[1])
        return found
