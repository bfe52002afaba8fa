"""Days typed by hand beside the dated facts of the project, and where that is which is on such a day; rounds of a draft
that a text tells of: “dự thảo lần 2”, “dự thảo Nghị định (lần thứ ba)”."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from datetime import date
from itertools import pairwise

from draftkit.checks.truth.acts import NUMBER
from draftkit.checks.truth.apart import clause, content_words, goes_on, is_limited, left_over, of_other_time, ways
from draftkit.checks.truth.facts import Fact, Known, fault
from draftkit.checks.truth.sentences import Said, Sentence
from draftkit.model.message import Fault
from draftkit.model.numeral import number
from draftkit.text.figures import number_said
from draftkit.text.fold import bare
from draftkit.text.pattern import UPPER

_OF_A_DAY = ("co", "ngay", "diem", "la", "het")
"""Words before “hiệu lực của …” with which a date is its day: “ngày hiệu lực của”, “là hiệu lực của”."""
_OF_ACT, CLOCK, _BEGINS, _UNTIL, _AT, _TO, _IN_FORCE = ways("dated", "of_act clock begins until at to in_force")
_EVENT, _DEED, _BEGINNING, _ENDING, _ABOUT = ways("dated", "event deed beginning ending about")
_CITY = rf"(?:thành phố |tỉnh |thủ đô )?[{UPPER}]\w+(?: [{UPPER}]\w+)+"
_HOUSE, _OF_HOUSE = re.compile(r"(?:Trường|Trung tâm|Khách sạn|Nhà|Cung|Viện|Hội trường|Quảng trường|Đại học) "), 3
"""A house, and how many of its first words tell which of its sort it is."""
ROUND, _THIS = ways("rounds", "round this")
_HELD = (("to", "chuc"), ("dien", "ra"), ("khai", "mac"))
"""Three words for one thing: what is held, on the day it is."""
_SAME = (("gop", "y"), ("lay", "y", "kien"))
"""Two names of one thing: what the ministry takes, the people give."""
_LAST = frozenset(("han", "den", "het", "cuoi", "ket", "thuc", "be", "mac"))
_NEAR_END = 92
_PART = 0.6
"""The share of the words of a remark that a sentence has which is about its month."""
_NEAR_DAYS = 31
"""A day beside a fact that is only called the day of its group is meant as that when it is as near as that."""


def unlike(sentence: Sentence, facts: Known, drafted: Container[str], turn: float) -> Iterator[Fault]:
    """A date in a sentence that names what a dated fact is of, and is another; so with the time of a day. `drafted` are
    days (ISO) of a draft that it speaks of, whose round is `turn`: what is of another round is of that."""
    yield from _clocks(sentence, facts)
    yield from _months(sentence, facts)
    said = sentence.words
    years = {fact.date[:4] for fact in facts.dated if not sentence.days and _is_named(fact, said)}
    told = tuple(day for day in sentence.days_of(years.pop() if len(years) == 1 else "") if day.first not in drafted)
    if facts.places and ("nơi " in sentence.text.lower() or "địa điểm" in sentence.text.lower()):
        yield from _elsewhere(sentence, {one.above for one in facts.places if said.issuperset(one.group)}, facts)
    if not told:
        return
    about = [
        fact
        for fact in facts.dated
        if ((whole := said.issuperset(fact.words)) or fact.words in _HELD)
        and (_is_named(fact, said) or _sibling(fact, sentence.text, facts.all))
        and not any(
            re.search(rf"(?<!\w)(?:sau|truoc)(?: khi)? {' '.join(one)}(?! ngay)(?!\w)", sentence.plain)
            for one in (fact.group, fact.words[1:] and fact.words)
        )
        and (
            (fact.words and whole)
            or (_itself(fact, sentence, facts) and any(days_apart(fact.date, day.first) <= _NEAR_DAYS for day in told))
        )
    ]
    periods = [each for each in _periods(sentence, told, facts) if _is_of(each[1], turn)]
    for one, fact in periods:
        yield fault(sentence.place(one.start), sentence.text[one.start : one.end], fact)
    told = tuple(day for day in told if day not in {one for one, _ in periods})
    agreed = [fact for fact in about if any(day.holds(fact.date) for day in told)]
    yield from _elsewhere(sentence, {fact.above for fact in agreed}, facts)
    around = sentence.stretch(0, len(sentence.text), months=True)
    about = [fact for fact in about if not is_limited(around, facts.own(fact)) or _is_slip(fact, told, sentence, facts)]
    about = [one for one in about if _is_of(one, turn)]
    if agreed:
        return
    number, named = NUMBER.search(sentence.text), bool(about) and _sibling(about[0], sentence.text, facts.all)
    for day in told:
        plain = sentence.plain
        talked = any(only_talked_of(one.words, plain, day.start) or _of_deed(one, plain, day.start) for one in about)
        in_force = _IN_FORCE.search(sentence.plain, 0, day.start)
        act = number or _OF_ACT.search(sentence.text[: day.start])
        ends = about and _BEGINNING.search(about[0].leaf) and _ENDING.search(plain, 0, day.start)
        if ends:  # “hạn cuối góp ý: …” beside the day on which that begins
            continue
        if about and not talked and (named or not act) and (not in_force or "luc" in about[0].words):
            yield fault(sentence.place(day.start), sentence.text[day.start : day.end], about[0])


def _of_deed(fact: Fact, plain: str, at: int) -> bool:
    """Whether between an event, whose day is known, and the day that stands at an offset, it is said what is done about
    it, or which of several it is: “giấy mời hội thảo gửi ngày …”, “hội thảo tiếp theo ngày …”."""
    ways_ = (" ".join(one) for one in (fact.words, fact.group) if one and _EVENT.search(fact.leaf))
    ends = [plain.rfind(name, 0, at) + len(name) for name in ways_ if name in plain[:at]]
    return bool(ends) and bool(_DEED.search(plain, max(ends), at))


def _is_slip(fact: Fact, told: Sequence[Said], sentence: Sentence, facts: Known) -> bool:
    """Whether the one day of a sentence has the day and the year of a fact, or its day and month, or its month and year
    with two digits exchanged, and is not that of another time: then it is the same day mistyped, wherever that is."""
    around = sentence.stretch(0, len(sentence.text), months=True).lower()
    own, of_other = fact.date.split("-"), of_other_time(around, facts.own(fact))
    parts = told[0].first.split("-") if len(told) == 1 else []
    alike = [one == other for one, other in zip(own, parts, strict=False)]
    return alike.count(True) == 2 and (alike[2] or own[2][::-1] == parts[2]) and not of_other


def _is_of(fact: Fact, turn: float) -> bool:
    """Whether the remark of a fact names no other round of a draft."""
    return all(round_of(found) == turn for found in ROUND.finditer(fact.remark))


def _clocks(sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """Another time of day than the known one of what a sentence names."""
    for fact in facts.hours:
        own = CLOCK.fullmatch(fact.text) if fact.group and _itself(fact, sentence, facts) else None
        told = list(CLOCK.finditer(sentence.text)) if own else []
        begins = [one for one in told if _BEGINS.search(sentence.text[: one.start()])]
        if begins and own and all(_minutes(one) != _minutes(own) for one in told):
            yield fault(sentence.place(begins[0].start()), begins[0][0], fact)


def _months(sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """Another month or quarter than the known one of what a sentence names."""
    told = [one for one in sentence.days if one.first != one.last]
    for fact, own in facts.months if len(told) == len(sentence.days) == 1 else ():
        words = {*content_words(fact.remark)} or {*fact.group, *fact.words}
        whole = (
            fact.group and sentence.words.issuperset(fact.group) and len(words & sentence.words) >= _PART * len(words)
        )
        apart_ = told[0].last < own.first or own.last < told[0].first
        around = sentence.stretch(0, len(sentence.text), months=True)
        of_deed = _ABOUT.search(sentence.plain) and not _ABOUT.search(bare(fact.remark).lower())
        if whole and apart_ and not of_deed and not is_limited(around, facts.own(fact)):
            yield fault(sentence.place(told[0].start), sentence.text[told[0].start : told[0].end], fact)


def _called(fact: Fact) -> tuple[tuple[str, ...], ...]:
    """How the group of a fact is called: by its name, or as what is meant by the same."""
    return (fact.group, *(_SAME if any("_".join(one) in fact.name for one in _SAME) else ()))


def _is_named(fact: Fact, said: frozenset[str]) -> bool:
    half = fact.group[:2] if fact.group[2:] else None  # “góp ý” alone is not “góp ý công khai”
    return any(said.issuperset(way) for way in _called(fact) if way != half)


def _itself(fact: Fact, sentence: Sentence, facts: Known) -> bool:
    """Whether a sentence speaks of what a fact is of, and not of another of its sort, or of what belongs to it:
    “Hội nghị trù bị ngày …”, “Phiên thảo luận của hội nghị”."""
    named = re.search(rf"(?<!\w){',? '.join(fact.group)}(?!\w)", sentence.plain)
    if not named or len(sentence.plain) != len(sentence.text):
        return False
    own, text = facts.own(fact), sentence.text
    left, right = clause(text, named.start(), named.end())
    return not left_over(text[left : named.start()], own) and not goes_on(text[named.end() : right], own)


def _minutes(clock: re.Match[str]) -> float:
    return 60 * number(clock[1], 0) + number(clock[2] or clock[3] or "", 0)


def _periods(sentence: Sentence, told: Sequence[Said], facts: Known) -> Iterator[tuple[Said, Fact]]:
    """A first or last day that stands beside the other one of a known time and is another; a last day behind the words
    of its group that is later, or is said to end it: progress may be told of each day before."""
    days, words = [day for day in told if day.first == day.last], sentence.words
    for first, last in facts.periods:
        if days and is_limited(sentence.text[: days[0].start], facts.own(last)):
            continue
        for one, other in pairwise(days):
            if (_is_named(first, words) or not words.isdisjoint(first.group)) and _TO.fullmatch(
                sentence.text, one.end, other.start
            ):
                if one.first == first.date and other.first != last.date:
                    yield other, last
                elif one.first != first.date and other.first == last.date:
                    yield one, first
    paired = {last for _, last in facts.periods}
    for last in facts.lasts:
        named = last in paired or words.issuperset({*last.words} - _LAST)
        if not named or not days or is_limited(sentence.text[: days[0].start], facts.own(last)):
            continue
        ways = (*_called(last), last.group[:2])
        itself = any(_itself(last._replace(group=way), sentence, facts) for way in ways)
        message = sentence.text.isascii() and any(" ".join(way) in sentence.plain for way in ways)
        if len(last.group) > 1 and (itself or message):
            until = [(day, _UNTIL.search(sentence.plain, 0, day.start)) for day in days if day.first != last.date]
            others = {one.date for one in facts.lasts if one.above == last.above}
            late = [
                day for day, said in until if said and (said["ends"] or day.first > last.date or day.first in others)
            ]
            slip = days[0].first[4:] == last.date[4:]  # of another year
            near = slip or (late and days_apart(late[0].first, last.date) <= _NEAR_END)
            if len(days) == 1 and near and until and until[0][1]:
                yield days[0], last


def _elsewhere(sentence: Sentence, groups: Collection[str], facts: Known) -> Iterator[Fault]:
    """What takes place on the day that is known, at another place than the known one."""
    for fact in facts.places:
        city = fact.above in groups and re.fullmatch(_CITY, fact.text)
        found = _AT.search(sentence.text) if city else None
        own = {*bare(fact.text).lower().split()} - {"tinh", "thanh", "pho", "thu", "do"}
        if found and own.isdisjoint(bare(found[1]).lower().split()):
            yield fault(sentence.place(found.start(1)), found[1], fact)
        house = " ".join(fact.text.split()[:_OF_HOUSE]) if fact.above in groups and _HOUSE.match(fact.text) else ""
        named = re.search(rf"(?:tại|ở) ({re.escape(house)} [^,;()]+)", sentence.text) if house else None
        if named and fact.text not in sentence.text:
            yield fault(sentence.place(named.start(1)), named[1], fact)


def days_apart(one: str, other: str) -> int:
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
    return any("/" in one.text and one.text in text for one in facts if one.above == fact.above)


def round_of(found: re.Match[str]) -> float:
    """The number of a round that a match of `ROUND` names; 0 for none."""
    return 1 if found[1].lower() == "nhất" else number_said(found[1]) or 0


def rounds(text: str, turn: float) -> list[tuple[re.Match[str], float]]:
    """Where a text names a round of a draft whose own is known (`turn`; 0: it is not), and which."""
    found = ((one, round_of(one)) for one in ROUND.finditer(text) if turn)
    return [(one, number) for one, number in found if number]


def is_present(text: str, found: re.Match[str]) -> bool:
    """Whether a round is said to be the present one: “đây là dự thảo lần 3”."""
    return _THIS.search(text, 0, found.start()) is not None
