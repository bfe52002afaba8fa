"""Days typed by hand beside the dated facts of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from draftkit.checks.rule import Subject
from draftkit.checks.truth.facts import Fact, Known, fault
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.finding import Fault

_OF_A_DAY = ("co", "ngay", "diem", "la", "het")
"""Words before “hiệu lực của …” with which a date is its day: “ngày hiệu lực của”, “là hiệu lực của”."""
_OF_ACT = re.compile(r"/[A-ZĐ][\w-]*\s*,?\s*(?:ngày\s+)?$")
"""A date behind the number of an act is that of the act."""
_NEAR_DAYS = 31
"""A day beside a fact that is only called the day of its group is meant as that when it is as near as that."""


def unlike(subject: Subject, sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """A date in a sentence that names what a dated fact is of, and is another."""
    said = sentence.words
    told = sentence.days
    if not told:
        return
    about = [
        fact
        for fact in facts.dated
        if said.issuperset(fact.words)
        and (said.issuperset(fact.group) or _sibling(fact, sentence.text, facts.all))
        and not re.search(rf"(?<!\w)(?:sau|truoc)(?: khi)? {' '.join(fact.group)}(?! ngay)(?!\w)", sentence.plain)
        and (fact.words or any(_days_apart(fact.date, day.first) <= _NEAR_DAYS for day in told))
    ]
    if any(day.holds(fact.date) for fact in about for day in told):
        return
    for day in told:
        talked = any(only_talked_of(fact.words, sentence.plain, day.start) for fact in about)
        act = _OF_ACT.search(sentence.text[: day.start])
        named = about and act and _sibling(about[0], sentence.text[max(act.start() - 9, 0) : day.start], facts.all)
        if about and not talked and (named or not act):
            yield fault(subject, sentence, day.start, sentence.text[day.start : day.end], about[0])


def _days_apart(one: str, other: str) -> int:
    """How many days lie between two days; very many when one of them is none."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return 10**6


def only_talked_of(words: Sequence[str], plain: str, at: int) -> bool:
    """Whether what some words name the day of is what others speak about, on the day that stands there: “Ngày 20/11, Bộ
    giải thích hiệu lực của dự thảo”, “hỏi về hiệu lực của dự thảo ngày 20/11”."""
    named = re.search(rf"(?<!\w)(\w+) {re.escape(' '.join(words))} cua ", plain) if words else None
    if not named:
        return False
    return named[1] == "ve" or (at < named.start() and named[1] not in _OF_A_DAY)


def _sibling(fact: Fact, text: str, facts: Sequence[Fact]) -> bool:
    """Whether a text names what stands in the same group: the number of the act whose day it is."""
    group = fact.name.rpartition(".")[0]
    return any("/" in one.text and one.text in text for one in facts if one.name.rpartition(".")[0] == group)
