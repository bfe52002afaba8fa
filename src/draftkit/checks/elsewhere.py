"""Units that an amending draft takes away or gives another number, and that other documents of the project cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draftkit.checks.amendment import Amendment, Base
from draftkit.law.amending.units import Path, Unit
from draftkit.law.units import called
from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.resolve.bound import Bound

_LEVELS = ("article", "clause", "point")


def cited_elsewhere(bound: Bound, others: Mapping[str, Bound]) -> Iterator[Fault]:
    """A finding for each such unit. `others` are the documents that name the amended one, as messages call them."""
    amendment = Amendment(bound)
    for one, base in amendment.on("repeal", "renumber"):
        if one.part or not one.target or base.tree.find(one.target) is None:
            continue
        for file, other in others.items():
            if any(path[: len(one.target)] == one.target for path in _cited(other, base)):
                values = {"unit": amendment.cited(one.target), "citing": file}
                repealed = msg("{unit} is repealed and still cited by {citing}", **values)
                moved = msg("{unit} gets another number and is still cited by {citing}", **values)
                yield Fault("DK-B009", repealed if one.op == "repeal" else moved, amendment.place(one))


def _cited(other: Bound, base: Base) -> Iterator[Path]:
    """The units of a document that the labels in another reach."""
    for use in other.uses:
        found = other.target(use.label)
        if found and base.bound and found[0].draft.source.meta_file == base.bound.draft.source.meta_file:
            units = [one for one in found[1].chain if one.level.name in _LEVELS]
            yield tuple(Unit(called(one.level.name), found[0].numbers.get(one.serial, one.number)) for one in units)
