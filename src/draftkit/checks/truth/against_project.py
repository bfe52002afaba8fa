"""All that a text says by hand, compared with what the project knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from draftkit.checks.rule import Subject
from draftkit.checks.truth import acts, contacts, counts, dated, documents, facts, figured, names, ratios
from draftkit.checks.truth.documents import Listener, Named
from draftkit.checks.truth.quoted import misquoted
from draftkit.checks.truth.sentences import Sentence, sentences
from draftkit.model.keys import TITLE
from draftkit.model.message import Fault
from draftkit.model.meta import Data, texts_in
from draftkit.model.place import Place
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

_ISSUED = ("ngay", "ngay_ban_hanh", "ngay_ky", "ngay_phe_duyet", "ngay_quyet_dinh")
"""What the day of an act is called beside its number."""


class Knowledge:
    """What papers are held against: the facts of a project (`tables`), its acts and bodies, and the documents that are
    named; kept while these stay the same, with the sentences that were found to contradict none of it."""

    def __init__(self, bound: Bound, tables: Mapping[str, Data], named: Mapping[str, Named]) -> None:
        self.of = (dict(bound.acts), dict(bound.organisations), tables, dict(named))
        self.named = named
        given = {name: dict(one.bound.draft.meta.given) for name, one in named.items()}
        self.all = list(facts.facts_of({**tables, **given}))
        self.cited = {
            act.number: acts.Act(act.number, act.type, act.name, act.date, act.issuer, act.in_force_from)
            for act in bound.acts.values()
            if act.number
        }
        amending = {
            one.number: acts.Act(one.number, one.type, "", "", "")
            for act in bound.acts.values()
            for one in act.amended_by
            if one.number not in self.cited
        }
        known_bodies = {name for body in bound.organisations.values() for name in (body.head, body.name) if name}
        self.bodies = sorted(known_bodies.union(acts.STATE), key=len, reverse=True)
        self.names = names.Names(bound.organisations.values(), self.all)
        issued = _issued(self.all)
        of_facts = {
            one.text: acts.Act(one.text, "", "", issued.get(one.above, ""), "")
            for one in self.all
            if acts.NUMBER.fullmatch(one.text)
        }
        self.acts = {**of_facts, **amending, **self.cited}
        free = {number: act._replace(date="") for number, act in of_facts.items() if number not in self.cited}
        self.undated = {**self.acts, **free}
        drafts = {other.act.lower() for other in named.values()}
        self.facts = facts.Known(self.all, " | ".join(act.name for act in self.cited.values()), drafts)
        self.silent: set[tuple[str, Named | None, str]] = set()

    def is_of(self, bound: Bound, tables: Mapping[str, Data], named: Mapping[str, Named]) -> bool:
        """Whether it is what a paper is to be held against."""
        return self.of == (bound.acts, bound.organisations, tables, named)


def _issued(known: Sequence[facts.Fact]) -> dict[str, str]:
    """The days of the acts among facts, by the group in which the number of one stands beside its day."""
    held = Counter(one.above for one in known if acts.NUMBER.fullmatch(one.text))
    meetings = {one.above for one in known if one.leaf.startswith("dia_diem")}
    dated_facts = (one for one in known if one.date and one.leaf in _ISSUED)
    return {one.above: one.date for one in dated_facts if held[one.above] == 1 and one.above not in meetings}


def contradictions(bound: Bound, frame: Frame, known: Knowledge) -> list[Fault]:
    """Where a document contradicts what is known."""
    subject = Subject(bound, frame)
    found: dict[tuple[str, str, Place], Fault] = {}
    for fault in _all(subject, known):
        found.setdefault((fault.rule, str(fault.message), fault.place), fault)
    return list(found.values())


def _all(subject: Subject, known: Knowledge) -> Iterator[Fault]:
    papers = (subject.bound, *(other.bound for other in known.named.values()))
    titles = " ".join(
        one for paper in papers for key in (TITLE, "co_quan") for one in texts_in(paper.meta.values.get(key))
    )
    sorted_facts = known.facts.titled(titles)
    listener = Listener(subject, known.named)
    yield from contacts.unlike(subject, known.all)
    for sentence in sentences(subject):
        listener.hear(sentence)
        if (sentence.text, listener.of, "") in known.silent or (sentence.text, listener.of, titles) in known.silent:
            continue
        sorted_facts.asked = False
        found = list(_of_sentence(subject, sentence, known, sorted_facts, listener.of))
        yield from found
        if not found:
            known.silent.add((sentence.text, listener.of, titles if sorted_facts.asked else ""))
    yield from misquoted(subject, known.named, listener)


def _of_sentence(
    subject: Subject, sentence: Sentence, known: Knowledge, sorted_facts: facts.Known, before: Named | None
) -> Iterator[Fault]:
    spoken = documents.spoken_of(sentence, known.named, before)
    judged = [*documents.told_of_provisions(sentence, spoken), *documents.told_without_place(sentence, spoken.about)]
    for one, message in judged:
        if one.own:
            yield Fault("DK-V005", message, sentence.place(subject, one.start))
    share = ratios.reckoned(sentence)
    known_from = {one.start for one, _ in judged} | ({share[0].start} if share else set())
    of_earlier = documents.of_earlier_round(sentence, spoken)
    of_days: list[Fault] = []
    if not of_earlier:
        yield from figured.unlike(subject, sentence, sorted_facts, known_from)
        yield from counts.unlike(subject, sentence, sorted_facts, known_from)
        of_days = list(dated.unlike(subject, sentence, sorted_facts))
        yield from of_days
        yield from ratios.unlike(subject, sentence, sorted_facts, share)
    yield from acts.unlike(subject, sentence, known.undated if of_days else known.acts, known.bodies)
    yield from names.unlike(subject, sentence, known.names, known.all)
    yield from documents.unlike(subject, sentence, spoken, of_earlier)
