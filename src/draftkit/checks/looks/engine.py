"""Runs the rules on a Word file and stamps what they yield."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from draftkit.checks.components import component_of
from draftkit.checks.engine import Regime, in_force
from draftkit.checks.looks.rule import WordHit, WordRule, WordSubject
from draftkit.checks.looks.rules.characters import body_size
from draftkit.checks.looks.rules.looks import SIZES
from draftkit.checks.regimes import under
from draftkit.checks.rule import weighed
from draftkit.model.message import Finding, Span, msg
from draftkit.recognise.lines import Line

_QUOTE = 80
_PARTS = 3
"""In how many parts besides the text a wrong size makes it the size of the document."""
_ALONE = frozenset(("page", "annexes"))
"""Components that an annex or a form in a file of its own has too."""


def tried(rules: Sequence[WordRule], subject: WordSubject, regime: Regime) -> list[WordRule]:
    """The rules that are for a file, as they hold under a regime."""
    meant = [under(rule.rule, *regime) for rule in rules]
    valid = {rule.id for rule in in_force(meant, regime.date)}
    return [
        rule if rule.rule is held else rule._replace(rule=held)
        for rule, held in zip(rules, meant, strict=True)
        if held.id in valid
        and (subject.anatomy.official or not rule.official or (subject.anatomy.alone and component_of(held) in _ALONE))
        and (not rule.families or (subject.has_profile and regime.family in rule.families))
        and (not rule.of_act or (subject.has_profile and subject.profile.act == held.source.act))
    ]


def judge(subject: WordSubject, rules: Sequence[WordRule], name: str) -> list[tuple[Finding, WordHit]]:
    """What some rules find in a file, each with its hit. A rule that raises is our mistake and is not caught."""
    found = [(stamped(subject, rule, hit, name), hit) for rule in rules for hit in rule.find(subject)]
    return _one_size(found)


def _one_size(found: list[tuple[Finding, WordHit]]) -> list[tuple[Finding, WordHit]]:
    """A size that the text and several other parts have in common is one cause and told once, with the text."""
    out = found
    for finding, hit in found:
        if finding.rule != body_size.rule.id:
            continue
        size = str(finding.message.values["size"])
        sizes = [str(one[0].message.values.get("size")).replace(",", ".") for one in out]
        alike = [one for one, its in zip(out, sizes, strict=True) if one[0].rule in SIZES and its == size]
        if len(alike) >= _PARTS:
            parts = ", ".join(str(one.message.values["what"]) for one, _ in alike)
            said = "{count} paragraphs of the text in size {size}, and so {parts}; the text should be {low}–{high}"
            message = msg(said, **{**finding.message.values, "parts": parts})
            told = finding._replace(message=message), hit._replace(message=message)
            out = [told if one[1] is hit else one for one in out if one not in alike]
    return out


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
    return Span(
        name, line.place, sort="paragraph", heading=_heading(subject, line), quote=_short(hit.quote or line.text)
    )


def _heading(subject: WordSubject, line: Line) -> str:
    """The nearest heading at or above a line."""
    index = bisect_right(subject.headings, line.place, key=lambda piece: piece.line.place)
    return _short(subject.headings[index - 1].text) if index else ""


def _short(words: str) -> str:
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1].rstrip() + "…"
