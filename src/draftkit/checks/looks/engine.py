"""Runs the rules on a Word file and stamps what they yield."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from draftkit.checks.engine import Regime, in_force
from draftkit.checks.looks.rule import WordHit, WordRule, WordSubject
from draftkit.checks.regimes import under
from draftkit.checks.rule import weighed
from draftkit.model.finding import Finding
from draftkit.model.place import Span
from draftkit.recognise.lines import Line

_QUOTE = 80
_ALONE = frozenset(("page", "annexes"))
"""Components that an annex or a form in a file of its own has too."""


def tried(rules: Sequence[WordRule], subject: WordSubject, regime: Regime) -> list[WordRule]:
    """The rules that are for a file, as they hold under a regime."""
    spoken = [rule._replace(rule=under(rule.rule, *regime)) for rule in rules]
    valid = {rule.id for rule in in_force([rule.rule for rule in spoken], regime.date)}
    return [
        rule
        for rule in spoken
        if rule.rule.id in valid
        and (subject.anatomy.official or not rule.official or (subject.anatomy.alone and rule.rule.component in _ALONE))
        and (not rule.families or (subject.has_profile and regime.family in rule.families))
    ]


def judge(subject: WordSubject, rules: Sequence[WordRule], name: str) -> list[tuple[Finding, WordHit]]:
    """What some rules find in a file, each with the hit it was made of. A rule that raises is our mistake and is not
    caught."""
    return [(stamped(subject, rule, hit, name), hit) for rule in rules for hit in rule.find(subject)]


def stamped(subject: WordSubject, rule: WordRule, hit: WordHit, name: str) -> Finding:
    """The finding of a hit: severity by confidence, provision by family, place by paragraph."""
    profile = subject.profile if rule.families and subject.has_profile else None
    severity = weighed(rule.rule._replace(firm=rule.rule.firm or hit.certain), profile, hit.sure)
    return Finding(rule.rule.id, severity, hit.message, place(subject, hit, name), rule.rule.source)


def place(subject: WordSubject, hit: WordHit, name: str) -> Span:
    """Where a hit is: paragraph, nearest heading above, words."""
    if not hit.lines:
        return Span(name, sort="paragraph", quote=hit.quote)
    line = hit.lines[0]
    quote = hit.quote or line.text
    short = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rstrip() + "…"
    return Span(name, line.place, sort="paragraph", heading=_heading(subject, line), quote=short)


def _heading(subject: WordSubject, line: Line) -> str:
    """The nearest heading at or above a line."""
    index = bisect_right(subject.headings, line.place, key=lambda piece: piece.line.place)
    last = subject.headings[index - 1].text if index else ""
    return last if len(last) <= _QUOTE else last[: _QUOTE - 1].rstrip() + "…"
