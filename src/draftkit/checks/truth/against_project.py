"""All that a text says by hand, compared with what the project knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property, partial
from hashlib import blake2b

from draftkit.checks.rule import Subject
from draftkit.checks.truth import (
    acts,
    contacts,
    counts,
    dated,
    documents,
    editions,
    elsewhere,
    facts,
    figured,
    names,
    posted,
    ratios,
    spans,
    steps,
    verbatim,
)
from draftkit.checks.truth.absent import Held
from draftkit.checks.truth.aligned import label_of
from draftkit.checks.truth.apart import hedge
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.provisions import Told, figures_of
from draftkit.checks.truth.quoted import misquoted
from draftkit.checks.truth.registered import Comment, Register
from draftkit.checks.truth.sentences import Sentence, addressed, sentences
from draftkit.checks.truth.spoken import Spoken
from draftkit.checks.truth.unplaced import agreed, otherwise
from draftkit.checks.truth.unsaid import Said, of_itself
from draftkit.model.keys import TITLE, is_enclosed
from draftkit.model.message import Fault, Message, Place
from draftkit.model.meta import Data, texts_in
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

_ISSUED = ("ngay", "ngay_ban_hanh", "ngay_ky", "ngay_phe_duyet", "ngay_quyet_dinh")
"""What the day of an act is called beside its number."""


class Knowledge:
    """What papers are held against: the facts of a project (`tables`), its acts and bodies, and the documents that are
    named; kept while these stay the same, with the sentences that were found to contradict none of it, and those in
    which nothing was doubtful (`silent`, by hashes). `state` tells all of it from any other, where that is certain."""

    def __init__(self, bound: Bound, tables: Mapping[str, Data], named: Mapping[str, Named], state: str = "") -> None:
        self.of = (dict(bound.acts), dict(bound.organisations), tables, dict(named))
        self.named, self.state = named, state
        lent = (name for name in named if not is_enclosed(name))
        given = {name: dict(named[name].bound.draft.meta.given) for name in lent}
        held = facts.kept_facts({**tables, **given}, state)
        self.register = Register(tables.get("gop_y"), held, state)
        self.all = [one for one in held if not (self.register.comments and one.name.startswith("gop_y."))]
        listed = [act for act in bound.acts.values() if act.number]
        cited = [
            acts.Act(
                *(act.number, act.type, act.name, act.date, act.issuer, act.in_force_from),
                tuple(one.number for one in act.amended_by),
            )
            for act in listed
        ]
        amending = [acts.Act(one.number, one.type) for act in bound.acts.values() for one in act.amended_by]
        known_bodies = {name for body in bound.organisations.values() for name in (body.head, body.name) if name}
        self.bodies = sorted(known_bodies.union(acts.STATE), key=len, reverse=True)
        self.names = names.Names(bound.organisations.values(), self.all)
        self.editions = editions.Editions(self.all)
        self.worded = verbatim.Worded(self.all)
        others = {one.number: one for one in (*amending, *cited)}
        numbers = [one for one in self.all if acts.NUMBER.fullmatch(one.text)]
        self.undated = {**{one.text: acts.Act(one.text) for one in numbers}, **others}
        issued = _issued(self.all, Counter(one.above for one in numbers))
        self.acts = {**{one.text: acts.Act(one.text, date=issued.get(one.above, "")) for one in numbers}, **others}
        drafts = {name: other.act.lower() for name, other in named.items()}
        self.facts = facts.Known(self.all, " | ".join(act.name for act in listed), drafts)
        self.plans = acts.with_plans(others)
        self.silent: set[bytes] = set()

    @cached_property
    def cites(self) -> list[tuple[str, elsewhere.Cited]]:
        """What messages call each document, and what that cites of other acts; gone through when a sentence cites an
        article of one."""
        return [(called_of(one), elsewhere.cited_by(one, self.acts)) for one in self.named.values()]

    @cached_property
    def held(self) -> Held:
        """All figures and days; gone through when a sentence has any."""
        dates = [day for act in self.acts.values() for day in (act.date, act.force) if day]
        return Held(self.all, self.named, (*dates, *(day for one in self.named.values() for day in one.dates)))

    @cached_property
    def said(self) -> Said:
        """All numbers and days that anything says; gone through when it is asked what nothing says."""
        facts_too = (*self.all, *self.register.counts.values())
        return Said(facts_too, self.named.values(), self.acts.values(), self.held, self.state)


def _issued(known: Sequence[facts.Fact], numbers: Mapping[str, int]) -> dict[str, str]:
    """The days of the acts among facts, by their group, where that has but one of the `numbers` of acts."""
    meetings = {one.above for one in known if one.leaf.startswith("dia_diem")}
    dated_facts = (one for one in known if one.date and one.leaf in _ISSUED)
    return {one.above: one.date for one in dated_facts if numbers[one.above] == 1 and one.above not in meetings}


def contradictions(
    bound: Bound, frame: Frame, known: Knowledge, unsaid: bool = False
) -> tuple[list[Fault], list[bytes]]:
    """Where a document contradicts what is known, and if it is asked for what nothing says (`unsaid`); and its
    sentences that do not contradict it, as in `Knowledge.silent`."""
    subject = Subject(bound, frame)
    found: dict[tuple[str, str, int], Fault] = {}
    spots = set[tuple[str, Place]]()
    silent: list[bytes] = []
    for fault in _all(subject, known, silent, unsaid):
        spot = fault.rule, fault.place
        if spot not in spots or not fault.place.column:  # a value in running text is told once
            found.setdefault((fault.rule, str(fault.message), fault.place.line), fault)
        spots.add(spot)
    return list(found.values()), silent


def _all(subject: Subject, known: Knowledge, silent: list[bytes], unsaid: bool) -> Iterator[Fault]:
    papers = (subject.bound, *(other.bound for other in known.named.values()))
    titles = " ".join(
        one for paper in papers for key in (TITLE, "co_quan") for one in texts_in(paper.meta.values.get(key))
    )
    sorted_facts = known.facts.titled(titles)
    spoken, comment, plans = Spoken(subject, known.named), None, dict[str, acts.Act]()
    last: acts.Act | None = None
    own, told = of_itself(subject.bound) if unsaid else {}, set[tuple[int, float]]()
    bodies = names.counted(subject.prose, known.names)
    yield from contacts.unlike(subject, known.all)
    yield from contacts.doubtful(subject) if unsaid else ()
    for name in addressed(subject):
        yield from names.unlike(name, known.names, known.all)

    def keep(asked: bytes, nothing: bool) -> None:
        if nothing:
            known.silent.add(asked)
            silent.append(asked)

    said = list(sentences(subject, titles))
    timeline = steps.steps_of(said)
    for sentence in said:
        spoken.hear(sentence)
        yield from steps.unlike(sentence, timeline)
        text = sentence.text.casefold()
        plans |= {one.number: one for name, one in known.plans.items() if one.number in sentence.text or name in text}
        comment = known.register.about(sentence, comment)
        of = next((name for name, one in known.named.items() if one is spoken.of), "")
        where = "elsewhere" if sentence.elsewhere else ""
        before = last.number if last else ""
        asks = "\0".join(
            (sentence.text, of, titles, sentence.key, comment.id if comment else "", where, before, *plans)
        )
        asked = _hash(asks)
        found: list[Fault] = []
        if asked not in known.silent:
            right: set[int] = set()
            found += _of_sentence(sentence, known, sorted_facts, spoken, comment, right, [*plans.values()], last)
            given = sentence.given
            if not found and (given.figures or given.days) and not documents.of_earlier_round(sentence, spoken):
                found += known.held.unlike(given, sorted_facts, right)
        yield from found
        last = acts.named_last(sentence.text, known.acts) or last
        keep(asked, not found)
        places = {fault.place for fault in found}
        asked_for = unsaid and not sentence.of_file
        yield from known.said.unsaid(sentence, own, told, places) if asked_for else ()
        doubt = _hash(f"{asks}\0{bodies}")
        looked = asked_for and doubt not in known.silent
        doubtful = list(_doubtful(sentence, known, spoken, bodies)) if looked else ()
        yield from (fault for fault in doubtful if fault.place not in places)
        keep(doubt, not doubtful if looked else doubt in known.silent)
    yield from misquoted(subject, known.named, spoken)


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _doubtful(sentence: Sentence, known: Knowledge, spoken: Spoken, bodies: Mapping[str, int]) -> Iterator[Fault]:
    """What may be said otherwise in a sentence, and may not; `bodies`: how many of each sort its text names."""
    yield from documents.doubtful(sentence, spoken)
    yield from names.doubtful(sentence, known.names, bodies)
    meant = partial(documents.spoken_of_in, sentence, known.named)
    yield from elsewhere.doubtful(sentence, known.acts, lambda: known.cites, meant)
    for draft in known.named.values() if sentence.citations else ():
        yield from elsewhere.misplaced(sentence, known.acts, draft)
        yield from elsewhere.unexplained(sentence, known.acts, draft)


def _of_sentence(
    sentence: Sentence,
    known: Knowledge,
    sorted_facts: facts.Known,
    spoken: Spoken,
    comment: Comment | None,
    right: set[int],
    plans: Sequence[acts.Act],
    last: acts.Act | None,
) -> Iterator[Fault]:
    """What is said otherwise in a sentence; where figures begin that a provision says is added to `right`. `plans`: the
    acts with plans that the text has named, `last` the act it named last."""
    spoken.read(sentence)
    counted = counts.agreed(sentence.given, sorted_facts)
    judged = _judged(sentence, known, sorted_facts, spoken, counted)
    explained = (document.meant_by(sentence) for document in known.named.values() if sentence.key)
    right |= {at for one in explained if not one.whole for at in agreed(sentence, one)}
    right |= {one.start for one, _ in judged if not one.own}
    for one, message in judged:
        if one.own and one.start not in right:
            yield Fault("DK-V005", message, sentence.place(one.start))
    yield from known.register.unlike(sentence, comment)
    drafts = [one for one in known.named.values() if sentence.key[:1] == ">" and one.explained(sentence)]
    for draft in (one for one in drafts if not one.does):
        for at, said, other in known.register.misplaced(sentence, draft.provisions):
            wrong = otherwise(said, called_of(draft), label_of(*other[:3]), other.text)
            yield Fault("DK-V005", wrong, sentence.place(at))
    share = ratios.reckoned(sentence)
    known_from = right | {one.start for one, _ in judged} | ({share[0].start} if share else set())
    known_from -= {one.start for one, _ in judged if not one.own and not one.alone and "%" in one.said}
    if sentence.text.startswith("|") and not sentence.key:  # each of its figures is compared with its heading
        known_from.update(one.start for one in sentence.figures if one.typed)
    right.update(counted)
    of_earlier = documents.of_earlier_round(sentence, spoken)
    of_days: list[Fault] = []
    if not of_earlier:
        yield from _of_facts(sentence, known, sorted_facts, known_from, counted)
        meant = spoken.of or spoken.alone
        drafted = {day for one in known.named.values() for day in one.dates} if "dự thảo" in sentence.text else ()
        of_days = list(dated.unlike(sentence, sorted_facts, drafted, meant.turn if meant else 0))
        yield from of_days
        yield from ratios.unlike(sentence, sorted_facts, share)
    this = last if last and all(one.act != last.type for one in known.named.values()) else None
    yield from acts.unlike(sentence, known.undated if of_days else known.acts, known.bodies, plans, this)
    yield from names.unlike(sentence, known.names, known.all)
    yield from editions.unlike(sentence, known.editions)
    yield from verbatim.unlike(sentence, known.worded)
    yield from elsewhere.unlike(sentence, known.acts, lambda: known.cites)
    yield from documents.unlike(sentence, spoken, of_earlier)
    for draft in known.named.values() if sentence.citations and not of_earlier else ():
        yield from elsewhere.rather(sentence, known.acts, draft)


def _judged(
    sentence: Sentence, known: Knowledge, sorted_facts: facts.Known, spoken: Spoken, counted: Mapping[int, object]
) -> list[tuple[Told, Message]]:
    """The figures of a sentence that are those of provisions and cells, with what is said of each; `counted` and others
    that facts say are theirs where no place is cited."""
    given = sentence.given
    of_facts = {
        one.start
        for one in given.figures
        if sorted_facts.says(one, sentence.words) and hedge(sentence.plain, one.start) not in ("least", "most")
    }  # a bound is what a draft lays down
    of_facts.update(counted)
    unplaced = [one for one in documents.told_without_place(given, spoken) if one[0].start not in of_facts]
    answered = known.register.answered(sentence)
    asked = answered.figures if answered else frozenset()
    reasons = [one for one in documents.told_of_reasons(given, spoken) if one[0].start not in of_facts]
    alone = {one.start for one, _ in unplaced}
    reasons = [one for one in reasons if one[0].start not in alone]
    unplaced += [one for one in reasons if asked.isdisjoint(each[:2] for each in figures_of(one[0].said))]
    of_cells = documents.told_of_cells(given, spoken, sorted_facts.has)
    return [*documents.told_of_provisions(given, spoken), *unplaced, *of_cells]


def _of_facts(
    sentence: Sentence,
    known: Knowledge,
    sorted_facts: facts.Known,
    judged: Set[int],
    counted: Mapping[int, frozenset[str]],
) -> Iterator[Fault]:
    """The figures of a sentence that facts say otherwise, but those that begin where they are `judged`, and what a
    provision bears out: a count beside the number of an act is of that."""
    given = sentence.given
    yield from posted.elsewhere(sentence, sorted_facts, known.bodies)
    of_counts = list(counts.unlike(given, sorted_facts, judged, counted))
    told = [*figured.unlike(given, sorted_facts, judged), *posted.unlike(given, sorted_facts, judged), *of_counts]
    of_act = of_counts and "dự thảo" not in sentence.text and acts.named_last(sentence.text, known.acts)
    sure = {each.place for each in of_counts} if of_act else set()
    said = known.held.borne_out(given) if told and known.named else ()
    borne_out = {sentence.place(start) for start in said} - sure
    yield from (fault for fault in told if fault.place not in borne_out)
    yield from spans.unlike(given, sorted_facts)
