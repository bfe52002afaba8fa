"""What a text of law refers to, as addresses: provisions of the document itself by their identifiers, other acts by
their FRBR address (`/akn/vn/act/nghi-dinh/2022/8-2022-nd-cp`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from draftkit.law.acts import CitedAct, cited_acts
from draftkit.law.lists import Step
from draftkit.law.lookup import NOWHERE
from draftkit.law.references import HERE, Citation, Member, find
from draftkit.model.named import NamedTuple
from draftkit.resolve.bound import Bound
from draftkit.resolve.typed import Index
from draftkit.text.fold import slug
from draftkit.writers.akn.elements import SHORT, Addresses, number_part

_HERE_ALONE = frozenset(("table", "figure", "formula"))
"""What is meant to stand in the same text when nobody says otherwise."""


class Span(NamedTuple):
    """A stretch of a text that refers to something."""

    start: int
    end: int
    href: str


class Citing:
    """Finds the references of a text; `addresses` are those of the document it stands in."""

    def __init__(self, bound: Bound, addresses: Addresses) -> None:
        self._bound = bound
        self._addresses = addresses

    @cached_property
    def index(self) -> Index:
        """The units of the document."""
        return Index(self._bound)

    def spans(self, text: str, line: int) -> list[Span]:
        """The references in a text that stands on a line of the source, in order, none within another."""
        acts = list(cited_acts(text))
        found = [Span(act.start, act.end, act_address(act)) for act in acts]
        for citation in find(text):
            found += self._members(citation, acts, line)
        out: list[Span] = []
        for span in sorted(found):
            if not out or span.start >= out[-1].end:
                out.append(span)
        return out

    def around(self, line: int) -> str:
        """The identifier of the innermost unit that a line of the source stands in; empty outside of all."""
        chain = self.index.chain(self.index.around(line))
        return self._addresses.of.get(chain[-1].serial, "") if chain else ""

    def _members(self, citation: Citation, acts: list[CitedAct], line: int) -> Iterator[Span]:
        document = citation.document
        of = next(
            (act for act in acts if document.other and act.start <= citation.end and act.at >= document.said), None
        )
        for member in citation.members:
            if of:
                where = portion(member.path)
                href = f"{act_address(of)}/~{where}" if where else ""
            else:
                href = self._own(citation, member, line)
            alone = len(citation.members) == 1
            if href:
                yield Span(*((citation.start, citation.units_end) if alone else (member.start, member.end)), href)

    def _own(self, citation: Citation, member: Member, line: int) -> str:
        document, index = citation.document, self.index
        alone = not document.type and not member.here
        if document.other or (alone and member.path[0].level not in _HERE_ALONE):
            return ""
        here = index.around(line)
        within = index.lookup.top(here) if alone else index.text_of(citation, member, here)
        if within is None:
            return ""
        at = index.lookup.find(member.path, here, within).at
        name = "" if at == NOWHERE else self._addresses.of.get(index.blocks[at].serial, "")
        return f"#{name}" if name else ""


def portion(path: tuple[Step, ...]) -> str:
    """The identifier of a provision of another act by its way; empty when it is told from where the text stands."""
    if any(step.number == HERE or step.level not in SHORT for step in path):
        return ""
    first = next((at for at, step in enumerate(path) if step.level == "article"), 0)
    return "__".join(f"{SHORT[step.level]}_{number_part(step.number) or 1}" for step in path[first:])


def act_address(act: CitedAct) -> str:
    """The FRBR address of a cited act, as far as its number tells."""
    return address("act", act.type, act.year or act.date[:4], act.number)


def address(doctype: str, type: str, year: str, number: str) -> str:
    """The FRBR address of a work (Naming Convention 1.0, 4.4): country, sort, type, year, number as known."""
    return "/".join(filter(None, ("/akn/vn", doctype, slug(type), year, slug(number.lstrip("0")))))
