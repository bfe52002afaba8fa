"""Word-level edits between two texts.

A token is a word (in Vietnamese a syllable), a stretch of blanks or a single sign. The longest common subsequence comes
from rapidfuzz (bit-parallel); equal scraps between larger edits are then taken into them, so that a sentence is not
torn into words."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import AnyStr

from draftkit.model.named import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")


class Span(NamedTuple):
    """Tokens `a0:a1` of the old sequence stand against `b0:b1` of the new one; `same` when they are equal."""

    same: bool
    a0: int
    a1: int
    b0: int
    b1: int


class Edit(NamedTuple):
    """A stretch of text: equal when `old` and `new` are, inserted or deleted when one is empty. `follows` marks a
    reference that changed only because numbers did."""

    old: str
    new: str
    follows: bool = False


def spliced(text: AnyStr, changes: Iterable[tuple[int, int, AnyStr]]) -> AnyStr:
    """A text with others in the place of stretches of it, which are given in order and do not meet."""
    out: list[AnyStr] = []
    at = 0
    for start, end, new in changes:
        out += [text[at:start], new]
        at = end
    out.append(text[at:])
    return text[:0].join(out)


def tokens(text: str) -> list[str]:
    """A text cut into words, blanks and signs; joined they are the text."""
    return _TOKEN.findall(text)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def likeness(old: Sequence[Hashable], new: Sequence[Hashable]) -> float:
    """How much two sequences, words as a rule, have in common in the same order: from 0 (nothing) to 1 (equal).
    Two empty ones say nothing."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(old, new) if old and new else 0.0


def shared(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many members two sequences have in common in the same order."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(old, new)


def ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many items two sequences share at the start, and how many of the others at the end."""
    first, least = 0, min(len(old), len(new))
    while first < least and old[first] == new[first]:
        first += 1
    last = 0
    while last < least - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return first, last


def spans(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    """How two sequences differ, equal and changed stretches in turn."""
    found = list(matched(old, new))
    return _smoothed(found, old, new) if len(found) > 3 else found


def matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Span]:
    """The same, with all that is equal, be it a scrap between larger changes."""
    from rapidfuzz.distance import Indel

    first, last = ends(old, new)
    if first:
        yield Span(True, 0, first, 0, first)
    a_end, b_end = len(old) - last, len(new) - last
    if first < a_end or first < b_end:
        if first in (a_end, b_end):
            yield Span(False, first, a_end, first, b_end)
        else:
            yield from _joined(Indel.opcodes(old[first:a_end], new[first:b_end]), first)
    if last:
        yield Span(True, a_end, len(old), b_end, len(new))


def _joined(codes: object, offset: int) -> Iterator[Span]:
    """Deletions and insertions side by side as one change."""
    current: Span | None = None
    for tag, a0, a1, b0, b1 in codes:  # type: ignore[attr-defined]
        same = tag == "equal"
        if current and current.same == same:
            current = current._replace(a1=a1 + offset, b1=b1 + offset)
            continue
        if current:
            yield current
        current = Span(same, a0 + offset, a1 + offset, b0 + offset, b1 + offset)
    if current:
        yield current


def _weight(items: Sequence[Hashable], start: int, end: int) -> int:
    """How much is said: words count their letters, anything that is no text counts as a word, blanks and signs next to
    nothing."""
    return sum((len(item) if item[:1].isalnum() else 0) if isinstance(item, str) else 5 for item in items[start:end])


def _smoothed(found: list[Span], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
    """Equal scraps that weigh no more than the changes around them become part of these."""
    out: list[Span] = []
    sizes: list[int] = []

    def size(span: Span) -> int:
        return max(_weight(old, span.a0, span.a1), _weight(new, span.b0, span.b1))

    for at, span in enumerate(found):
        weight = size(span)
        scrap = (
            span.same
            and out
            and at + 1 < len(found)
            and all(not isinstance(item, tuple) for item in old[span.a0 : span.a1])
        )
        if (scrap and weight * 2 <= sizes[-1] and weight * 2 <= size(found[at + 1])) or (
            out and out[-1].same == span.same
        ):
            out[-1] = out[-1]._replace(a1=span.a1, b1=span.b1)
            sizes[-1] += weight
        else:
            out.append(span)
            sizes.append(weight)
    return out


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """How a text became another, word by word."""
    if old == new:
        return (Edit(old, new),) if old else ()
    before, after = tokens(old), tokens(new)
    return tuple(
        Edit("".join(before[span.a0 : span.a1]), "".join(after[span.b0 : span.b1])) for span in spans(before, after)
    )
