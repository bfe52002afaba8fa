"""Serial numbers for every holder of content, whoever made it.

The reader counts what it reads. What a kind or a program puts into a tree has no number, and a block put in twice has
the same one: those get numbers of their own here, so that nothing said of one holder is ever said of another."""

from __future__ import annotations

from itertools import count

from draftkit.model.tree import Block, Division, Draft, Quote, Unit, is_plain


def numbered(draft: Draft) -> Draft:
    """The draft with a serial number of its own for each holder of content. Of several that share one, the first in the
    order of body, annexes, footnotes keeps it. A draft as it was read is returned as it is."""
    found: list[int] = []
    _gather(draft.blocks, found)
    found.extend(note.serial for note in draft.notes.values())
    known = set(found)
    if len(known) == len(found) and 0 not in known:
        return draft
    give = _Giver(max(known))
    return draft._replace(
        body=give.blocks(draft.body),
        annexes=tuple(give.unit(annex) for annex in draft.annexes),
        notes={key: note._replace(serial=give.own(note.serial)) for key, note in draft.notes.items()},
    )


def _gather(blocks: tuple[Block, ...], found: list[int]) -> None:
    for block in blocks:
        if isinstance(block, (Quote, Division)):
            _gather(block.blocks, found)
            continue
        found.append(block.serial)
        if type(block) is Unit:
            if is_plain(block.body):
                found.append(block.body[0].serial)  # type: ignore[union-attr]
            else:
                _gather(block.body, found)


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
