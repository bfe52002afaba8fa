"""Units that an amending draft takes away or gives another number, and that other documents of the project cite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from draftkit.amending.citations import cited_of
from draftkit.checks.amendment import Amendment, Base
from draftkit.law.amending.units import Path as Units
from draftkit.law.amending.units import Unit
from draftkit.law.units import called
from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.model.place import Source
from draftkit.readers.document import DRAFT_FILE
from draftkit.resolve.bound import Bound
from draftkit.resolve.printed_lines import printed_lines

_LEVELS = ("article", "clause", "point")


def cited_elsewhere(bound: Bound, texts: Mapping[str, Source], read: Callable[[str], Bound | None]) -> Iterator[Fault]:
    """A finding for each such unit, cited by a label or by hand. `texts` are the other documents of the project as
    typed, as messages call them; `read` reads one that speaks of an amended document (None: it cannot be, which
    is a fault of its own)."""
    amendment = Amendment(bound)
    citing: dict[str, list[tuple[str, list[Units]]]] = {}
    for one, base in amendment.on("repeal", "renumber"):
        if one.part or not one.target or base.tree.find(one.target) is None:
            continue
        if base.name not in citing:
            citing[base.name] = list(_citing(texts, base, read))
        for file, paths in citing[base.name]:
            if any(path[: len(one.target)] == one.target for path in paths):
                values = {"unit": amendment.cited(one.target), "citing": file}
                repealed = msg("{unit} is repealed and still cited by {citing}", **values)
                moved = msg("{unit} gets another number and is still cited by {citing}", **values)
                yield Fault("DK-B009", repealed if one.op == "repeal" else moved, amendment.place(one))


def _citing(
    texts: Mapping[str, Source], base: Base, read: Callable[[str], Bound | None]
) -> Iterator[tuple[str, list[Units]]]:
    """The documents that speak of an amended one, each with the units of it that it cites."""
    for file, source in texts.items():
        other = read(file) if _speaks(source, base) else None
        if other:
            yield file, list(_cited(other, base))


def _speaks(source: Source, base: Base) -> bool:
    """Whether a document names another in its metadata, or by its number or name in its text."""
    if base.bound:
        file = Path(base.bound.draft.source.meta_file)
        if (file.parent.name if file.name == DRAFT_FILE else file.stem) in source.front:
            return True
    said = f"{source.front}\n{source.text}"
    numbered = base.number.count("/") and not base.number.startswith("/")
    return bool(numbered and base.number in said) or base.called.lower() in said.lower()


def _cited(other: Bound, base: Base) -> Iterator[Units]:
    """The units of a document that another cites, by labels or in its own words."""
    written = (text for text, _ in printed_lines(other))
    yield from cited_of((*written, *other.draft.source.front.split("\n")), base.number, base.called)
    for use in other.uses:
        found = other.target(use.label)
        if found and base.bound and found[0].draft.source.meta_file == base.bound.draft.source.meta_file:
            units = [one for one in found[1].chain if one.level.name in _LEVELS]
            yield tuple(Unit(called(one.level.name), found[0].numbers.get(one.serial, one.number)) for one in units)
