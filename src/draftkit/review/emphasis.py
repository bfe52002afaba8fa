"""Bold, italic, raised and lowered words in paragraphs whose text stayed the same."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.model.inline import Emph, Strong, Sub, Sup
from draftkit.review.paper import Para
from draftkit.review.trace import Traced

_KINDS = ((1, "**", Strong), (2, "*", Emph), (4, "^", Sup), (8, "~", Sub))
_UNPARTED = (Sup, Sub)
"""Kinds whose words hold no blank."""


def emphasis(traced: Traced, was: str, now: str) -> Iterator[tuple[int, int, str, str]]:
    """Signs to put in or take out of the source: (first, last, text, words), where the reviewer set whole stretches
    bold, italic, raised or lowered, or plain.

    A stretch that cuts through emphasised or generated words is left alone: the dialect could not say it without saying
    more."""
    if not len(was) == len(now) == len(traced.text):
        return
    for bit, sign, kind in _KINDS:
        for first, last, is_set in _stretches(was, now, bit):
            words = traced.text[first:last]
            mark = next(
                (mark for mark in traced.marks if mark.kind is kind and mark.first == first and mark.last == last), None
            )
            if not is_set and mark is not None:
                yield mark.opens[0], mark.opens[1], "", words
                yield mark.closes[0], mark.closes[1], "", words
            elif (
                is_set
                and not (kind in _UNPARTED and " " in words)
                and not any(_crosses(mark.first, mark.last, first, last) for mark in traced.marks)
                and _whole(traced, first, last)
            ):
                yield traced.starts[first], traced.starts[first], sign, words
                yield traced.ends[last - 1], traced.ends[last - 1], sign, words


def restyled(was: Para, now: Para) -> Iterator[str]:
    """The words that were set bold or italic, or plain, in two paragraphs of the same text."""
    for bit, _, _ in _KINDS[:2]:
        for first, last, _ in _stretches(was.styles, now.styles, bit):
            words = now.text[first:last].strip()
            if words:
                yield now.text[first:last]


def _stretches(was: str, now: str, bit: int) -> Iterator[tuple[int, int, bool]]:
    start, state = 0, 0
    for index in range(len(was) + 1):
        here = 0
        if index < len(was):
            before, after = int(was[index], 16) & bit, int(now[index], 16) & bit
            here = 0 if before == after else 1 if after else -1
        if here != state:
            if state and index > start:
                yield start, index, state > 0
            start, state = index, here


def _crosses(a: int, b: int, c: int, d: int) -> bool:
    """Whether two stretches overlap without one holding the other."""
    return a < c < b < d or c < a < d < b


def _whole(traced: Traced, first: int, last: int) -> bool:
    """Whether a stretch starts and ends with a letter, and takes no generated words apart."""
    if traced.text[first] == " " or traced.text[last - 1] == " ":
        return False
    return not any(atom.first < edge < atom.last for atom in traced.atoms for edge in (first, last))
