"""All that a text says by hand, compared with what the project knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from draftkit.checks.rule import Subject
from draftkit.checks.truth import acts, contacts, counts, dated, documents, facts, figured, names, ratios
from draftkit.checks.truth.documents import Named, Spoken
from draftkit.checks.truth.quoted import misquoted
from draftkit.checks.truth.sentences import sentences
from draftkit.model.keys import TITLE
from draftkit.model.message import Fault
from draftkit.model.meta import Data, texts_in
from draftkit.model.place import Place
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

_ISSUED = ("ngay", "ngay_ban_hanh", "ngay_ky", "ngay_phe_duyet", "ngay_quyet_dinh")
"""What the day of an act is called beside its number."""


def contradictions(bound: Bound, frame: Frame, tables: Mapping[str, Data], named: Mapping[str, Named]) -> list[Fault]:
    """Where a document contradicts the facts of the project (`tables`), its acts and bodies, and the documents it
    names."""
    subject = Subject(bound, frame)
    known = list(facts.facts_of({**tables, **{name: dict(one.bound.draft.meta.given) for name, one in named.items()}}))
    found: dict[tuple[str, str, Place], Fault] = {}
    for fault in _all(subject, known, named):
        found.setdefault((fault.rule, str(fault.message), fault.place), fault)
    return list(found.values())


def _all(subject: Subject, known: Sequence[facts.Fact], others: Mapping[str, Named]) -> Iterator[Fault]:
    bound = subject.bound
    cited = {
        act.number: acts.Act(act.number, act.type, act.name, act.date, act.issuer, act.in_force_from)
        for act in bound.acts.values()
        if act.number
    }
    amending = {
        one.number: acts.Act(one.number, one.type, "", "", "")
        for act in bound.acts.values()
        for one in act.amended_by
        if one.number not in cited
    }
    known_bodies = {name for body in bound.organisations.values() for name in (body.head, body.name) if name}
    bodies = sorted(known_bodies.union(acts.STATE), key=len, reverse=True)
    papers = (bound, *(other.bound for other in others.values()))
    titles = " ".join(
        one for paper in papers for key in (TITLE, "co_quan") for one in texts_in(paper.meta.values.get(key))
    )
    drafts = {other.act.lower() for other in others.values()}
    said = names.Names(bound.organisations.values(), known)
    numbers = [one for one in known if acts.NUMBER.fullmatch(one.text)]
    held = Counter(one.above for one in numbers)
    meetings = {one.above for one in known if one.leaf.startswith("dia_diem")}
    issued = {
        one.above: one.date
        for one in known
        if one.date and one.leaf in _ISSUED and held[one.above] == 1 and one.above not in meetings
    }
    of_facts = {one.text: acts.Act(one.text, "", "", issued.get(one.above, ""), "") for one in numbers}
    sorted_facts = facts.Known(known, titles, " | ".join(act.name for act in cited.values()), drafts)
    all_acts = {**of_facts, **amending, **cited}
    undated = {**all_acts, **{number: act._replace(date="") for number, act in of_facts.items() if number not in cited}}
    spoken = Spoken(subject, others)
    yield from contacts.unlike(subject, known)
    for sentence in sentences(subject):
        spoken.hear(sentence)
        judged = [
            *documents.told_of_provisions(sentence, others, spoken.of),
            *documents.told_without_place(sentence, others),
        ]
        for one, message in judged:
            if one.own:
                yield Fault("DK-V005", message, sentence.place(subject, one.start))
        share = ratios.reckoned(sentence)
        known_from = {one.start for one, _ in judged} | ({share[0].start} if share else set())
        of_earlier = documents.of_earlier_round(sentence, others)
        of_days: list[Fault] = []
        if not of_earlier:
            yield from figured.unlike(subject, sentence, sorted_facts, known_from)
            yield from counts.unlike(subject, sentence, sorted_facts, known_from)
            of_days = list(dated.unlike(subject, sentence, sorted_facts))
            yield from of_days
            yield from ratios.unlike(subject, sentence, sorted_facts, share)
        yield from acts.unlike(subject, sentence, undated if of_days else all_acts, bodies)
        yield from names.unlike(subject, sentence, said, known)
        yield from documents.unlike(subject, sentence, others, of_earlier, spoken.of)
    yield from misquoted(subject, others, spoken)
