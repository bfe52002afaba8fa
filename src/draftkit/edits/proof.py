"""The proof that an operation on a provision changed nothing else: what stands outside the lines it touched is the
same, word by word, with its labels, before and after."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from draftkit.edits.provisions import Passage, Passages, holds_first
from draftkit.edits.values import Planned, Splice
from draftkit.errors import SourceError
from draftkit.model.inline import plain
from draftkit.model.message import Place
from draftkit.model.tree import Paragraph, Unit, text_of
from draftkit.resolve.bound import Bound

_LEFT_OUT = frozenset(("line", "column", "serial", "place"))
_NO_WORDS = re.compile(r"[\W_]+")
_SHOWN = 80


def prove(before: Passages, after: Passages, planned: Planned, stay: bool = False) -> None:
    """Raises SourceError naming the first passage that is not touched and yet would read otherwise; with `stay` also
    one that would stand under another unit."""
    kept, touched = _parted(before, [(one.first, one.stop) for one in planned.splices])
    kept_then, touched_then = _parted(after, list(_new_ranges(planned.splices)))
    for old, new in zip(kept, kept_then, strict=False):
        if old.block is not new.block and _shape(old) != _shape(new):
            raise _otherwise(before, old)
    if len(kept) != len(kept_then):
        longer, one = (kept, before) if len(kept) > len(kept_then) else (kept_then, after)
        raise _otherwise(one, longer[min(len(kept), len(kept_then))])
    if stay:
        for moved, above, above_then in zip(kept, _parents(kept), _parents(kept_then), strict=True):
            if above != above_then:
                raise _otherwise(before, moved)
    if planned.same == "words" and _words(touched) != _words(touched_then):
        raise SourceError("this would lose or change words; nothing was changed")
    shapes, shapes_then = (Counter(_unended(_shape(one)) for one in told) for told in (touched, touched_then))
    if planned.same == "passages" and shapes != shapes_then:
        raise SourceError("this would lose or change words; nothing was changed")


def _parents(kept: Sequence[Passage]) -> list[int]:
    """Which of the passages that are not touched each one stands under; -1: none of them."""
    at = {one.block.serial: number for number, one in enumerate(kept) if isinstance(one.block, Unit)}
    return [at.get(one.chain[-1].serial, -1) if one.chain else -1 for one in kept]


def told_uses(before: Bound, after: Bound, splices: Sequence[Splice]) -> Iterator[tuple[str, Place]]:
    """References that pointed at labels which are gone, and stand outside what was touched: label and place, before."""
    lost = before.labels.keys() - after.labels.keys()
    for use in before.uses:
        if use.label in lost and not any(one.first <= use.place.line < one.stop for one in splices):
            yield use.label, use.place


def _otherwise(passages: Passages, passage: Passage) -> SourceError:
    span = passages.draft.source.span(Place(passage.line))
    text = " ".join(passages.text(passage.line, passage.stop).split())
    return SourceError(
        "{file}:{line}: with this, “{words}” would no longer be read as it is; nothing was changed. Look for a "
        "block that opens and does not close, or for a heading.",
        **span.at,
        words=text[:_SHOWN] + ("…" if len(text) > _SHOWN else ""),
    )


def _parted(passages: Passages, ranges: Sequence[tuple[int, int]]) -> tuple[list[Passage], list[Passage]]:
    kept: list[Passage] = []
    touched: list[Passage] = []
    starts = [first for first, _ in ranges]
    for passage in passages.all:
        at = bisect_right(starts, passage.line) - 1
        (touched if at >= 0 and passage.line < ranges[at][1] else kept).append(passage)
    return kept, touched


def _new_ranges(splices: Sequence[Splice]) -> Iterator[tuple[int, int]]:
    shift = 0
    for one in splices:
        yield one.first + shift, one.first + shift + len(one.lines)
        shift += len(one.lines) - (one.stop - one.first)


def _shape(passage: Passage) -> object:
    """What a passage says itself, places and its own number left out."""
    block = passage.block
    if isinstance(block, Unit):
        own = _bare(block.body[0]) if holds_first(block) else None
        return block.level.name, block.label, block.classes, _bare(block.title), own
    return passage.sort, _bare(block)


def _unended(shape: object) -> object:
    """A shape without the signs its texts end with: what changes places takes over that of its new place."""
    if isinstance(shape, str):
        return shape.rstrip(" .;,/")
    return tuple(map(_unended, shape)) if isinstance(shape, tuple) else shape


def _bare(value: object) -> object:
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        if fields is None:
            return tuple(map(_bare, value))
        inner = (_bare(one) for name, one in zip(fields, value, strict=True) if name not in _LEFT_OUT)
        return (type(value).__name__, *inner)
    return value if isinstance(value, (int, float, bool, type(None))) else repr(value)


def _words(passages: Sequence[Passage]) -> str:
    out = []
    for passage in passages:
        block = passage.block
        if isinstance(block, (Unit, Paragraph)):
            out.append(plain(text_of(block)))
        if isinstance(block, Unit) and holds_first(block) and isinstance(block.body[0], Paragraph):
            out.append(plain(block.body[0].content))
    return _NO_WORDS.sub("", "".join(out))
