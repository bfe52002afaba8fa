"""What is said in the place of a picture, its values filled in as those of the text are, its formulas read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeGuard

from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.model.tree import Block, Division, Draft, Figure, Quote, Unit, inside
from draftkit.resolve.values import VALUE
from draftkit.text.pattern import holds
from draftkit.word.in_line import read_formulas


def with_alts(draft: Draft, look_up: Callable[[str], str | None]) -> tuple[Draft, list[Fault]]:
    """The draft with the alternative texts of its pictures filled in, and the values that are not known."""
    if not draft.pictures and not holds(draft.source.text, "!["):
        return draft, []
    faults: list[Fault] = []

    def filled(figure: Figure) -> Figure:
        def value(name: str, typed: str) -> str:
            found = look_up(name)
            if found is None:
                text = msg("{{{{ {name} }}}} has no value in gia_tri or facts.yaml; printed as typed", name=name)
                faults.append(Fault("DK-V001", text, Place(figure.line)))
            return typed if found is None else found

        return figure._replace(alt=read_formulas(VALUE.sub(lambda found: value(found[1], found[0]), figure.alt)))

    def walk(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        out: list[Block] = []
        for block in blocks:
            if _has_marks(block):
                out.append(filled(block))
            elif isinstance(block, Unit):
                out.append(block._replace(body=walk(block.body)))
            elif isinstance(block, (Division, Quote)):
                out.append(block._replace(blocks=walk(block.blocks)))
            else:
                out.append(block)
        return tuple(out)

    if not any(map(_has_marks, inside(draft.blocks))):
        return draft, []
    return draft._replace(body=walk(draft.body), annexes=walk(draft.annexes)), faults  # type: ignore[arg-type]


def _has_marks(block: Block) -> TypeGuard[Figure]:
    return isinstance(block, Figure) and ("{{" in block.alt or "$" in block.alt)
