"""What a passage was split into, or merged from: its neighbours that hold what it no longer says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from draftkit.text.edits import shared
from draftkit.text.passage import Text

_HELD = 0.6
"""From this share of its words on, a passage is a part of the one beside it."""
_WHOLE = 0.7
"""So much of a passage its parts hold together."""
_LEAST_WORDS = 5  # words; a shorter neighbour is no part
_MOST = 8
"""So many parts are looked for on each side."""


def origins(whole: Text, parts: Text, back: Sequence[int]) -> dict[int, int]:
    """For each unit without a partner the one of the other side that most of what stands in it comes from. `back` leads
    from parts to wholes."""
    inner: dict[int, Counter[int]] = defaultdict(Counter)
    for at, passage in enumerate(parts.passages):
        if passage.parent >= 0 and back[passage.parent] < 0:
            above = whole.passages[back[at]].parent if back[at] >= 0 else -1
            inner[passage.parent][above] += len(parts.said(at))
    found: dict[int, int] = {}
    for at, held in inner.items():
        top, weight = held.most_common(1)[0]
        if top >= 0 and 2 * weight > sum(held.values()) and whole.passages[top].sort == parts.passages[at].sort:
            found[at] = top
    return found


def partings(whole: Text, parts: Text, back: Sequence[int]) -> dict[int, list[int]]:
    """The parts of each whole that was parted, its partner among them, in order."""
    partners = {before: at for at, before in enumerate(back) if before >= 0}
    found: dict[int, set[int]] = defaultdict(set)
    taken: set[int] = set()
    for at, top in origins(whole, parts, back).items():
        if top in partners:
            found[top].add(at)
            taken.add(at)
    for siblings in parts.children.values():
        for place, at in enumerate(siblings):
            if back[at] < 0 or whole.own[back[at]] == parts.own[at]:
                continue
            near = siblings[max(0, place - 1) : place + 2]
            if all(back[other] >= 0 for other in near):
                continue
            after = _free(parts, siblings[place + 1 : place + 1 + _MOST], at, back, taken)
            before = _free(parts, siblings[max(0, place - _MOST) : place][::-1], at, back, taken)
            held = _held(whole.said(back[at]), parts, at, after, before)
            found[back[at]].update(held)
            taken.update(held)
    return {top: sorted({partners[top], *members}) for top, members in found.items() if members}


def _free(parts: Text, siblings: Sequence[int], at: int, back: Sequence[int], taken: set[int]) -> Iterator[int]:
    """The nearest siblings without a partner, up to the first that has one."""
    for other in siblings:
        if back[other] >= 0 or other in taken or parts.passages[other].sort != parts.passages[at].sort:
            return
        yield other


def _held(text: str, parts: Text, kept: int, after: Iterator[int], before: Iterator[int]) -> list[int]:
    """Of the neighbours of a passage those that say, of what a text said, what the passage no longer says."""
    joined = parts.said(kept)
    covered = shared(text, joined)
    found: list[int] = []
    for neighbours, is_after in ((after, True), (before, False)):
        for other in neighbours:
            mine = parts.said(other)
            longer = joined + mine if is_after else mine + joined
            more = shared(text, longer)
            if len(mine) < _LEAST_WORDS or more - covered < _HELD * len(mine):
                break
            joined, covered = longer, more
            found.append(other)
    return found if covered >= _WHOLE * len(text) else []
