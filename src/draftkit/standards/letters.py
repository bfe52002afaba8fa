"""The letters of lists: `a … d e f g` and `a … d đ e g` are each in use; each is right where a document keeps to it."""

from __future__ import annotations

from draftkit.model.numeral import Ordinal, follows, parse
from draftkit.model.tree import Block, Division, Draft, Unit, bodies

ALPHABETS = ("latin_letter", "vi_letter")
_START: Ordinal = (0, 0)


def with_letters(draft: Draft) -> Draft:
    """The draft with the alphabet its typed letters follow; where they follow both as well, that of its kind (`letters`
    in its words: vi_letter or latin_letter)."""
    lists = _lists(draft.blocks)
    if not lists:
        return draft
    usual = draft.kind.words.get("letters", ALPHABETS[0])
    order = sorted(ALPHABETS, key=lambda name: name != usual)
    chosen = min(order, key=lambda name: sum(_breaks(letters, name) for letters in lists))
    return draft._replace(
        body=_in_alphabet(draft.body, chosen),
        annexes=tuple(unit for unit in _in_alphabet(draft.annexes, chosen) if isinstance(unit, Unit)),
    )


def _lists(blocks: tuple[Block, ...]) -> list[list[str]]:
    """The letters of each list of a draft, as typed; empty where they are to be counted."""
    found = (
        [block.number for block in body if isinstance(block, Unit) and block.level.numeral in ALPHABETS]
        for body in bodies(blocks)
    )
    return [letters for letters in found if letters]


def _breaks(letters: list[str], numeral: str) -> int:
    """How often the letters leave the order of an alphabet."""
    last, count = _START, 0
    for letter in letters:
        ordinal = parse(letter, numeral) if letter else (last[0] + 1, 0)
        if ordinal is None:
            ordinal = (last[0] + 1, 0)
            count += 1
        elif not follows(last, ordinal):
            count += 1
        last = ordinal
    return count


def _in_alphabet(blocks: tuple[Block, ...], numeral: str) -> tuple[Block, ...]:
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Unit):
            level = block.level
            if level.numeral in ALPHABETS and level.numeral != numeral:
                level = level._replace(numeral=numeral)
            body = _in_alphabet(block.body, numeral)
            block = block if level is block.level and body == block.body else block._replace(level=level, body=body)
        elif isinstance(block, Division):
            block = block._replace(blocks=_in_alphabet(block.blocks, numeral))
        out.append(block)
    return tuple(out)
