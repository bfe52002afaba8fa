"""Runs rules and stamps what they yield."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from draftkit.checks.regimes import under
from draftkit.checks.rule import Hit, Rule, Subject, weighed
from draftkit.errors import InternalError
from draftkit.model.finding import Fault, Finding
from draftkit.model.place import Place
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame


def run(bound: Bound, frame: Frame, rules: Sequence[Rule]) -> list[Finding]:
    """All findings on a draft, in the order of the source. A rule that raises is our mistake and is not caught."""
    rules = spoken(rules, bound)
    by_id = {rule.id: rule for rule in rules}
    subject = Subject(bound, frame)
    found: list[tuple[Place, Finding]] = []
    for fault in bound.faults:
        rule = by_id.get(fault.rule)
        if rule is not None:
            found.append((fault.place, _finding(rule, fault, bound)))
    for rule in applicable(rules, bound):
        if rule.check is not None:
            found.extend(
                (hit.place, _finding(rule, Fault(rule.id, hit.message, hit.place), bound, hit))
                for hit in rule.check(subject)
            )
    return [finding for _, finding in sorted(found, key=lambda item: (_order(item[0]), item[1].rule))]


def applicable(rules: Iterable[Rule], bound: Bound) -> list[Rule]:
    """The rules that are for documents of this kind and this date."""
    kept = [rule for rule in spoken(rules, bound) if rule.rule_set in bound.draft.kind.rule_sets]
    return in_force(kept, _judged_on(bound))


def spoken(rules: Iterable[Rule], bound: Bound) -> list[Rule]:
    """The rules with the provision and the severity they have for this document."""
    family, date = bound.draft.kind.family, _judged_on(bound)
    return [under(rule, family, date) for rule in rules]


def _judged_on(bound: Bound) -> str:
    return document_date(bound) or last_day(bound.draft.meta.year)


def document_date(bound: Bound) -> str:
    """The ISO date that picks the edition of the rules: the date of the act, else of the draft; empty when neither is
    known."""
    draft = bound.draft.meta.draft_turn.get("ngay")
    return bound.draft.meta.date or str(draft or "")


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


def stamped(faults: Iterable[Fault], bound: Bound, rules: Sequence[Rule]) -> list[Finding]:
    """Faults as findings, in the order given."""
    by_id = {rule.id: rule for rule in spoken(rules, bound)}
    return [_finding(by_id[fault.rule], fault, bound) for fault in faults if fault.rule in by_id]


def _finding(rule: Rule, fault: Fault, bound: Bound, hit: Hit | None = None) -> Finding:
    severity = weighed(rule, bound.profile, hit is None or hit.sure)
    source = hit.source if hit and hit.source else rule.source
    return Finding(rule.id, severity, fault.message, bound.draft.source.span(fault.place), source)


def _order(place: Place) -> tuple[int, int, int]:
    return (0, -place.line, place.column) if place.line < 0 else (1, place.line, place.column)
