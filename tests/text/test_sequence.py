"""Long sequences side by side: a place too large to weigh is cut at what is equal, and in halves."""

from __future__ import annotations

from itertools import pairwise

import pytest

from draftkit.text.sequence import beside


def longest(old: list[str], new: list[str]) -> int:
    """How many members the longest common subsequence has, told the slow way."""
    above = [0] * (len(new) + 1)
    for one in old:
        row = [0]
        for at, other in enumerate(new):
            row.append(above[at] + 1 if one == other else max(above[at + 1], row[-1]))
        above = row
    return above[-1]


def assert_in_order(pairs: list[tuple[int, int]]) -> None:
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


def far_apart(count: int) -> tuple[list[str], list[str]]:
    """Sequences of 150 that share members so far from each other that rewriting all is the shorter edit."""
    old, new = [f"cũ {at}" for at in range(150)], [f"mới {at}" for at in range(150)]
    for at in range(count):
        old[5 + 6 * at] = new[65 + 6 * at] = f"chung {at}"
    return old, new


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_a_large_place_keeps_all_that_is_equal_in_order(count: int) -> None:
    old, new = far_apart(count)
    pairs = beside(old, new)
    assert_in_order(pairs)
    assert all(old[i] == new[j] for i, j in pairs)
    assert len(pairs) == longest(old, new) == count


def test_a_large_place_without_anything_equal_pairs_what_is_alike_in_its_parts() -> None:
    old, new = [f"cũ {at}" for at in range(200)], [f"mới {at}" for at in range(200)]
    pairs = beside(old, new, lambda i, j, alone: 1.0 if i == j else 0.0)
    assert pairs == [(at, at) for at in range(200)]
    assert beside(old, new) == []


def test_what_is_alike_is_paired_around_what_is_equal() -> None:
    old, new = far_apart(12)
    pairs = beside(old, new, lambda i, j, alone: 1.0)
    assert_in_order(pairs)
    assert sum(old[i] == new[j] for i, j in pairs) == 12
    assert len(pairs) == 5 + 12 + 11 * 5 + 18  # before, equal, between, after
