"""Two lists of lines laid side by side in order: lines that stand once on both sides are the anchors, what lies between
is small."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_SMALL = 250_000


def aligned(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places with equal lines, rising on both sides. Takes n log n steps and, between anchors, never more than
    a fixed number."""
    at_left = at_right = 0
    for here, there in [*_anchors(left, right), (len(left), len(right))]:
        yield from _between(left, right, (at_left, here), (at_right, there))
        if here < len(left):
            yield here, there
        at_left, at_right = here + 1, there + 1


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising run of lines that stand once on each side."""
    once_left, once_right = Counter(left), Counter(right)
    where = {line: index for index, line in enumerate(right) if once_right[line] == 1}
    pairs = [(index, where[line]) for index, line in enumerate(left) if once_left[line] == 1 and line in where]
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        place = bisect_left(tails, there)
        if place == len(tails):
            tails.append(there)
            last.append(index)
        else:
            tails[place], last[place] = there, index
        before.append(last[place - 1] if place else -1)
    out: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]


def _between(
    left: Sequence[str], right: Sequence[str], mine: tuple[int, int], yours: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    (start, end), (low, high) = mine, yours
    while start < end and low < high and left[start] == right[low]:
        yield start, low
        start, low = start + 1, low + 1
    while start < end and low < high and left[end - 1] == right[high - 1]:
        end, high = end - 1, high - 1
        yield end, high
    if (end - start) * (high - low) > _SMALL or start == end or low == high:
        return
    for block in SequenceMatcher(None, left[start:end], right[low:high], autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            yield start + block.a + offset, low + block.b + offset
