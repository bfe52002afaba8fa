"""What a list of goods is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from draftkit.hs.goods import GoodsList
from draftkit.hs.identity import Retirement, Scheme, as_successors, read_retirements, read_scheme
from draftkit.hs.nomenclature import Concordance, Library, Nomenclature


@dataclass(frozen=True, slots=True)
class Ground:
    """What a list is compared with; every part may be missing. `successors` and `retirements` are the successor map,
    read from the file `retired_in`; `previous` is the edition of the list before it."""

    edition: str = ""
    nomenclature: Nomenclature | None = None
    concordances: Sequence[Concordance] = ()
    scheme: Scheme | None = None
    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retirements: Sequence[Retirement] = ()
    retired_in: str = ""
    previous: GoodsList | None = None


def make_ground(library: Library, edition: str) -> Ground:
    """What a list of an edition (the project's first when none is named) is compared with."""
    book = library.nomenclature(edition)
    name = book.edition if book else edition
    return Ground(name, book, library.from_edition(name))


def with_identity(ground: Ground, scheme: Path | None, successors: Path | None, name: str = "") -> Ground:
    """The ground with a scheme of identification codes and a successor map, as far as they are given; `name` is what
    findings call the map."""
    if scheme:
        ground = replace(ground, scheme=read_scheme(scheme))
    if successors:
        rows = tuple(read_retirements(successors))
        ground = replace(ground, successors=as_successors(rows), retirements=rows, retired_in=name or successors.name)
    return ground
