"""Serial numbers for every holder of content, whoever made it.

The reader counts what it reads. What a kind or a program puts into a tree has no number, and a block put in twice has
the same one: those get numbers of their own here, so that nothing said of one holder is ever said of another."""

from __future__ import annotations

from itertools import count

from draftkit.model.tree import Block, Division, Draft, Quote, Unit, inside


def numbered(draft: Draft) -> Draft:
    """The draft with a serial number of its own for each holder of content. Of several that share one, the first in the
    order of body, annexes, footnotes keeps it. A draft whose numbers rise, as they were read, is returned as it is."""
    notes = {note.serial for note in draft.notes.values()}
    if len(notes) == len(draft.notes) and 0 not in notes and _last(draft.blocks, 0, notes) is not None:
        return draft
    own = (block.serial for block in inside(draft.blocks) if not isinstance(block, (Quote, Division)))
    give = _Giver(max((*notes, *own), default=0))
    return draft._replace(
        body=give.blocks(draft.body),
        annexes=tuple(give.unit(annex) for annex in draft.annexes),
        notes={key: note._replace(serial=give.own(note.serial)) for key, note in draft.notes.items()},
    )


def _last(blocks: tuple[Block, ...], last: int, notes: set[int]) -> int | None:
    """The last number of blocks whose numbers rise from `last` on, none of them that of a footnote; None when they do
    not. Those of a text as it was read do, and nothing need be remembered to see it."""
    for block in blocks:
        kind = type(block)
        if kind is Quote or kind is Division:
            inner = _last(block.blocks, last, notes)  # type: ignore[union-attr]
            if inner is None:
                return None
            last = inner
            continue
        serial = block.serial  # type: ignore[union-attr]
        if serial <= last or serial in notes:
            return None
        last = serial
        if kind is Unit:
            inner = _last(block.body, last, notes)  # type: ignore[union-attr]
            if inner is None:
                return None
            last = inner
    return last


class _Giver:
    def __init__(self, last: int) -> None:
        self.taken = {0}
        self.fresh = count(last + 1).__next__

    def own(self, serial: int) -> int:
        if serial in self.taken:
            return self.fresh()
        self.taken.add(serial)
        return serial

    def unit(self, unit: Unit) -> Unit:
        return unit._replace(serial=self.own(unit.serial), body=self.blocks(unit.body))

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            self.unit(block)
            if isinstance(block, Unit)
            else block._replace(blocks=self.blocks(block.blocks))
            if isinstance(block, (Quote, Division))
            else block._replace(serial=self.own(block.serial))
            for block in blocks
        )
