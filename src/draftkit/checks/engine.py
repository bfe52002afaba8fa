"""Runs rules and stamps what they yield."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from draftkit.checks.regimes import lapsed, provision, under
from draftkit.checks.rule import Hit, Rule, Subject, weighed
from draftkit.errors import InternalError
from draftkit.files.aside import shared
from draftkit.model.message import Fault, Finding, Place
from draftkit.model.named import NamedTuple
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

Besides = Callable[[], Sequence[Fault]]
"""What finds more in a draft than rules do, and takes long."""


class Regime(NamedTuple):
    """Under which law a document is judged: the family of its format (empty: none), and the ISO date that picks the
    edition of the rules (empty: today's)."""

    family: str
    date: str


def regime_of(bound: Bound) -> Regime:
    """The regime that a document tells: that of its kind, on its date, or on the last day of its year."""
    return Regime(bound.draft.kind.family, document_date(bound) or last_day(bound.meta.year))


class Judged(NamedTuple):
    """What rules say of a draft, in the order of the source, each with the rule as it holds under the regime; and the
    rules that were tried."""

    hits: list[tuple[Rule, Hit]]
    rules: list[Rule]


def judged(bound: Bound, frame: Frame, rules: Sequence[Rule], regime: Regime) -> Judged:
    """What rules say of a draft under a regime."""
    return asked(bound, frame, rules, regime, 0)()


def asked(
    bound: Bound, frame: Frame, rules: Sequence[Rule], regime: Regime, size: int, besides: Besides | None = None
) -> Callable[[], Judged]:
    """Begin to ask rules about a draft under a regime; the returned function gives what they say, and what `besides`
    finds, in the order of the source; a rule that raises is our mistake and is not caught. `size` is how many signs
    they go through: many are gone through aside, rules on the tree alone by whichever process comes to them, for these
    need nothing of the views of the words, which take a third of the time."""
    subject = Subject(bound, frame)
    tried = _tried(rules, bound, regime)

    def said(number: int) -> Sequence[Hit]:
        check = tried[number].check
        return list(check(subject)) if check else ()

    asking = [number for number, rule in enumerate(tried) if rule.check]
    own = [number for number in asking if not tried[number].of_tree]
    wait = shared(said, own, [number for number in asking if tried[number].of_tree], size)

    def judged() -> Judged:
        try:
            done = wait()
        finally:  # where a rule raises, the process that compares is waited for all the same
            more = besides() if besides else ()
        check_known(more, rules)
        faults = [*bound.faults, *more]
        by_id = {rule.id: rule for rule in rules} if faults else {}
        noted = [
            (lapsed(under(by_id[fault.rule], *regime), *regime), _hit(fault)) for fault in faults if fault.rule in by_id
        ]
        found = [
            (tried[number], hit._replace(source=provision(hit.source, *regime)) if hit.source else hit)
            for number, some in done.items()
            for hit in some
        ]
        hidden = {rule for _, hit in found for rule in hit.hides}
        told = [one for one in (*noted, *found) if one[0].id not in hidden]
        return Judged(sorted(told, key=lambda item: (_order(item[1].place), item[0].id)), tried)

    return judged


def applicable(rules: Iterable[Rule], bound: Bound) -> list[Rule]:
    """The rules that are for documents of this kind and this date."""
    return _tried(rules, bound, regime_of(bound))


def _tried(rules: Iterable[Rule], bound: Bound, regime: Regime) -> list[Rule]:
    sets = frozenset(bound.draft.kind.rule_sets)
    return in_force([under(rule, *regime) for rule in rules if rule.rule_set in sets], regime.date)


def document_date(bound: Bound) -> str:
    """The ISO date that picks the edition of the rules: that of the act, else of the draft; or empty."""
    draft = bound.meta.draft_turn.get("ngay")
    return bound.meta.date or str(draft or "")


def last_day(year: str) -> str:
    """The last day of a year, for a document that tells its year only; empty when it tells none."""
    return f"{year}-12-31" if re.fullmatch(r"(?:19|20)\d\d", year) else ""


def in_force(rules: Iterable[Rule], date: str) -> list[Rule]:
    """Rules valid on a date; all that have not ended when the date is unknown."""
    day = date or "9999-12-31"
    return [
        rule
        for rule in rules
        if (not date or rule.source.valid_from <= day)
        and (not rule.source.valid_until or day <= rule.source.valid_until)
    ]


def check_known(faults: Iterable[Fault], rules: Sequence[Rule]) -> None:
    """Raise InternalError when a stage noted a fault under an id that no rule has."""
    known = {rule.id for rule in rules}
    for fault in faults:
        if fault.rule not in known:
            raise InternalError("a fault was noted under the unknown rule {rule}", rule=fault.rule)


def stamped(faults: Collection[Fault], bound: Bound, rules: Sequence[Rule]) -> list[Finding]:
    """Faults as findings, in the order given."""
    noted, regime = {fault.rule for fault in faults}, regime_of(bound)
    by_id = {rule.id: under(rule, *regime) for rule in rules if rule.id in noted}
    return [stamp(by_id[fault.rule], _hit(fault), bound) for fault in faults if fault.rule in by_id]


def _hit(fault: Fault) -> Hit:
    return Hit(fault.message, fault.place, fault.sure, None, fault.mends)


def stamp(rule: Rule, hit: Hit, bound: Bound) -> Finding:
    """What a rule says of a draft, as a finding."""
    severity = weighed(rule, bound.profile, hit.sure)
    span = bound.draft.source.span(hit.place)
    return Finding(rule.id, severity, hit.message, span, hit.source or rule.source, hit.mends)


def _order(place: Place) -> tuple[int, int, int]:
    return (0, -place.line, place.column) if place.line < 0 else (1, place.line, place.column)
