"""The years in which a plan is said to begin and to end, beside its period."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.truth.apart import is_apart, left_over, ways
from draftkit.checks.truth.facts import Known, fault
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.message import Fault

_BEGINS_IN, _ENDS_IN, _GOES_ON = ways("spans", "begins_in ends_in goes_on")


def unlike(sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """The year in which a plan is said to begin or to end, where its period is another."""
    said = [(one, end) for end, way in enumerate((_BEGINS_IN, _ENDS_IN)) for one in way.finditer(sentence.plain)]
    for fact in facts.spans if said else ():
        own = facts.own(fact)
        for one, end in said:
            known = (fact.amount.low, fact.amount.high)[end] if fact.amount else 0
            before, after = sentence.text[: one.start()], sentence.text[one.end() :]
            whole = sentence.words.issuperset(fact.group) and not left_over(before, own) and "trước" not in before
            whole = whole and not is_apart(before, after, own) and not _GOES_ON.match(after)
            if whole and fact.group and one[1] != f"{known:.0f}":
                yield fault(sentence.place(one.start(1)), one[1], fact)
