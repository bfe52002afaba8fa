"""Telephone numbers and addresses of mail and pages that are almost those the project knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.checks.rule import Subject
from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.facts import Fact, fault
from draftkit.checks.truth.names import apart
from draftkit.model.keys import CONTACT
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.text.fold import bare

TELEPHONE, _ADDRESS, _BETWEEN, _BODY, _OURS, _HOUSE = ways("contacts", "telephone address between body ours house")
_NAME, _RECEIVED = ways("contacts", "name received")
_SLIPS = 2
"""Signs in which an address differs that is meant to be another."""
_SHORT = 5
"""Signs of a part of an address that may be one of its own beside another: moit.gov.vn, most.gov.vn."""
_ROOM = 2
"""Last signs of a telephone number that tell the rooms of one house apart."""
_ANY = frozenset(("so may", "dien thoai", "so dien thoai", "hotline", "so", "di dong", "tel", "dt"))
"""What every number is called."""


def unlike(subject: Subject, facts: Sequence[Fact]) -> Iterator[Fault]:
    """Numbers and addresses of a source that are slips for known ones, or numbers called what a known one is."""
    yield from _other_houses(subject, facts)
    contacts = _contacts(subject)
    known = [
        (sort, own, group is contacts)
        for sort in (TELEPHONE, _ADDRESS)
        for group in (facts, contacts)
        if (own := [(_bare(fact.text), fact) for fact in group if sort.fullmatch(fact.text)])
    ]
    units = (one.text for one in contacts if one.leaf == "don_vi")
    ours = tuple(map(str.casefold, (*subject.frame.agency, *units)))
    written = subject.bound.draft.source.front
    front = {_bare(one[0]) for sort in (TELEPHONE, _ADDRESS) for one in sort.finditer(written)}
    right = {_bare(fact.text) for fact in facts}
    for place, line in _lines(subject) if known else ():
        for sort, own, of_text in known:
            told = {_bare(found[0]): found for found in sort.finditer(line)}
            if not told.keys().isdisjoint(one for one, _ in own) or (of_text and (place < 0 or right & {*told})):
                continue
            for said, found in told.items():
                bodies = (_NAME.match(line, body.start()) for body in _BODY.finditer(line, 0, found.start()))
                foreign = any(body and not any(one in body[0].casefold() for one in ours) for body in bodies)
                near = (
                    fact
                    for known_one, fact in own
                    if (place >= 0 or known_one not in front)  # one of several contacts has it
                    and (
                        (_near(said, known_one) and not (of_text and foreign))
                        or (not foreign and _of_other_house(said, known_one))
                        or _named(fact, line, found)
                    )
                )
                meant = next(near, None)
                if meant and of_text:
                    text = msg("{name} is {own}, here {said}", name=meant.name, own=meant.text, said=found[0])
                    yield Fault("DK-V003", text, Place(place, found.start()))
                elif meant:
                    yield fault(Place(place, found.start()), found[0], meant)


def doubtful(subject: Subject) -> Iterator[Fault]:
    """Bodies to which a text has comments sent that are none of those it names as its contacts: both may be right."""
    units = list(dict.fromkeys(one.text for one in _contacts(subject) if one.leaf == "don_vi"))
    ours = tuple(map(str.casefold, (*subject.frame.agency, *units)))
    for place, line in _lines(subject) if units else ():
        for found in _RECEIVED.finditer(line) if place >= 0 else ():
            body = line[found.start("by") :]
            if not any(map(body.casefold().startswith, ours)):
                text = msg("comments go to “{said}” here; the contact of this text is {own}: see whether it is right")
                said, at = re.split("[,;.:()]", body)[0].strip(), Place(place, found.start("by"))
                yield fault_at("DK-V007", at, text, said=said, own=", ".join(units))


def _contacts(subject: Subject) -> list[Fact]:
    """What the metadata of a text give as its contacts."""
    given = (pair for entry in subject.bound.meta.tables(CONTACT) for pair in entry.items())
    return [Fact(f"{CONTACT}.{key}", str(one), (), (), None, "", "") for key, one in given]


def _other_houses(subject: Subject, facts: Sequence[Fact]) -> Iterator[Fault]:
    """Another house in the street of a known one, where the line names what that is of, or the place."""
    found = ((fact, _HOUSE.match(fact.text)) for fact in facts if fact.leaf.startswith("dia_chi"))
    houses = [(fact, house[1], house[2]) for fact, house in found if house]
    for at, line in _lines(subject) if houses else ():
        for fact, number, street in houses:
            told = [one for one in _HOUSE.finditer(line) if one[2] == street]
            if not told or number in {one[1] for one in told}:
                continue
            places = {one.text for one in facts if one.above == fact.above and one.leaf.startswith("dia_diem")}
            named = " ".join(fact.group) in bare(line).lower() or any(place in line for place in places)
            same = told[0][0].partition(told[0][1])[2] + line[told[0].end() :]  # the street, and what it lies in
            if named or (
                _whole(same, fact, number) and _OURS.search(line) and not _BODY.search(line, 0, told[0].start())
            ):
                yield fault(Place(at, told[0].start()), told[0][0], fact)


def _whole(said: str, fact: Fact, number: str) -> bool:
    """Whether an address is that of a fact but for the number of the house, and says more than the street."""
    own = fact.text.partition(number)[2]
    return "," in own and said.startswith(own)


def _lines(subject: Subject) -> Iterator[tuple[int, str]]:
    """The lines of a source with their places, those of its metadata too."""
    source = subject.bound.draft.source
    front = enumerate(source.front.split("\n"), 1)
    yield from ((-at, line) for at, line in front if not line.lstrip().startswith("#"))
    yield from enumerate(source.text.split("\n"))


def _bare(text: str) -> str:
    number = TELEPHONE.fullmatch(text)
    return re.sub(r"\D", "", text.replace("+84", "0")) if number else text.lower().partition("://")[2] or text.lower()


def _near(said: str, own: str) -> bool:
    if "." not in said:  # numbers of one house differ at their end
        slip = said[-_ROOM:] == own[-_ROOM:] and apart(said, own) == 1
        return said[:4] == own[:4] and len(said) == len(own) and (sorted(said) == sorted(own) or slip)
    other_sort = ("@" in said) != ("@" in own)  # a mailbox may be called as a page
    if other_sort or abs(len(said) - len(own)) > _SLIPS or len(own) <= 5 * _SLIPS or apart(said, own) > _SLIPS:
        return False
    parts = [re.split("[./@]", one) for one in (said, own)]
    pairs = zip(*parts, strict=True) if len(parts[0]) == len(parts[1]) else ()
    return all(one == other or len(other) > _SHORT for one, other in pairs)


def _of_other_house(said: str, own: str) -> bool:
    """Whether an address is a known one of mail, but for the first part of its host."""
    (name, at, host), (own_name, _, own_host) = said.partition("@"), own.partition("@")
    alike = name == own_name and host.partition(".")[2] == own_host.partition(".")[2]
    return bool(at) and alike and len(name) > _SHORT


def _named(fact: Fact, line: str, found: re.Match[str]) -> bool:
    called, before = " ".join(fact.words), bare(line[: found.start()]).lower()
    if called in _ANY or _BODY.search(line, 0, found.start()):
        return False
    at = before.rfind(called) if called and found[0][0] in "+01" else -1
    return at >= 0 and bool(_BETWEEN.fullmatch(before, at + len(called)))
