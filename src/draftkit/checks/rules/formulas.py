"""Formulas that Word could not show."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import DIALECT
from draftkit.model.finding import Severity
from draftkit.model.inline import Content, Emph, Link, Math, Strong
from draftkit.model.place import Place
from draftkit.model.tree import Block, Formula, Holder, Table, inside, text_of


@rule("DK-F014", "Formula that cannot be read", Severity.ERROR, DIALECT, "files")
def unreadable(subject: Subject) -> Iterator[Hit]:
    """A formula is LaTeX between $ signs, or alone on its lines between $$. One that cannot be read (a bracket left
    open, an unknown command) would be printed as typed, signs and all."""
    draft = subject.bound.draft
    if "$" not in draft.source.text:
        return
    formulas = [*_formulas(draft.blocks)]
    formulas += [item for note in draft.notes.values() for item in _inside(note.content)]
    if not formulas:
        return
    from draftkit.word.equations import equations

    read = equations(tex for tex, _ in formulas)
    for tex, place in formulas:
        if tex not in read:
            yield subject.hit(
                place, "the formula “{tex}” cannot be read as LaTeX; it would be printed as typed", tex=tex
            )


def _formulas(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Place]]:
    """LaTeX and place of every formula in some blocks."""
    for block in inside(blocks):
        if isinstance(block, Formula):
            yield block.tex, Place(block.line)
        elif isinstance(block, Holder):
            yield from _inside(text_of(block))
        for cell in (cell for row in block.rows for cell in row) if isinstance(block, Table) else ():
            yield from _inside(cell)


def _inside(content: Content) -> Iterator[tuple[str, Place]]:
    for item in content:
        if isinstance(item, Math):
            yield item.tex, item.place
        elif isinstance(item, (Strong, Emph, Link)):
            yield from _inside(item.content)
