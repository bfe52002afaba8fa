"""Entries of the shared files of a project: legal documents that drafts cite (references.yaml), and bodies that issue,
receive or are named in documents (organisations.yaml)."""

from __future__ import annotations

from collections.abc import Mapping

from draftkit.model.named import NamedTuple


class AmendedBy(NamedTuple):
    """A document that amends another: its type and number."""

    type: str
    number: str


class LegalAct(NamedTuple):
    """Type (`Luật`), name without the type, number (`72/2020/QH14`), ISO date, issuer, amendments, ISO dates in
    force, and where its text lies (a Word file or plain text; empty when it is not at hand)."""

    id: str
    type: str
    name: str
    number: str
    date: str = ""
    issuer: str = ""
    amended_by: tuple[AmendedBy, ...] = ()
    in_force_from: str = ""
    in_force_until: str = ""
    full_text: str = ""

    def issued(self, bodies: Mapping[str, Organisation]) -> LegalAct:
        """With the name of its issuer where that is written by its id in organisations.yaml."""
        body = bodies.get(self.issuer)
        return self._replace(issuer=body.name) if body else self


class Organisation(NamedTuple):
    """Name, abbreviation used in document numbers, title of its head, id of the body above it, where it sits."""

    id: str
    name: str
    abbreviation: str = ""
    head: str = ""
    parent: str = ""
    place: str = ""
