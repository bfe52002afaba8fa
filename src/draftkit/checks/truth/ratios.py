"""Figures that others make: the share that one fact is of another, how much something grew between two
years that facts are of. Told only where a sentence has no other words than those of its facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from draftkit.checks.truth.apart import YEAR, Own, clause, hedge, left_over, ways
from draftkit.checks.truth.facts import YEAR_OF, Fact, Known
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.message import Fault, fault_at, msg
from draftkit.model.numeral import whole as number_of
from draftkit.model.numeral import with_comma
from draftkit.text.edits import spliced
from draftkit.text.figures import Figure, figures, number_said

_WHOLE, _MAKES, _OF_WHOLE, _GROWN, _AIMED, _SPAN, _MARK = ways("ratios", "whole makes of_whole grown aimed span mark")
_MOST = 0.6
"""The share of the words of a fact by which it is meant, where a sentence has no other words."""
_ROUNDED = 0.006
_CLOSE, _CLOSE_TOLD, _CLOSE_SHARE = 0.1, 1 / 3, 3
"""How near a growth, as a part of it, also one told as “more than”, and a share, in points, must be to what is made."""


def unlike(sentence: Sentence, facts: Known, within: tuple[Figure, float] | None) -> Iterator[Fault]:
    """Shares and growth in a sentence that are not those that its figures, or the facts, make; `within` is the share
    that is `reckoned` there."""
    if within and not _is_so(*within, sentence):
        share, made = within
        wrong = msg("“{said}” stands here; the sentence makes it {made}")
        said, shown = sentence.text[share.start : share.end].strip(), f"{with_comma(made, '.1f')}%"
        yield fault_at("DK-V003", sentence.place(share.start), wrong, said=said, made=shown)
    shares = [one for one in sentence.figures if one.unit == "%"]
    if len(shares) == 1 and not within:
        yield from _shares(sentence, shares[0], facts)
    grown = _GROWN.search(sentence.text)
    if grown:
        yield from _growth(sentence, grown, facts)


def reckoned(sentence: Sentence) -> tuple[Figure, float] | None:
    """The one share of a sentence that the two other figures there make, or are said to, a part and its whole, and what
    they make: “trong số 768 cụm, 245 cụm …, tức 32%”, “một phần ba: 245 trên 768 cụm”."""
    shares = [one for one in sentence.figures if one.unit == "%"]
    others = [one for one in sentence.figures if one.typed and one.unit and one.unit != "%"]
    if len(shares) != 1 or len(others) != 2:
        return None
    part, whole = sorted(others, key=lambda one: one.low)
    of = part.unit == whole.unit and _WHOLE.search(sentence.text, 0, whole.start)
    over = part.unit == "trên" and sentence.text[part.end : whole.start].isspace()
    if not (of or over) or not whole.low or any(one.low != one.high for one in (part, whole)):
        return None
    made = 100 * part.low / whole.low
    said = _MAKES.search(sentence.text, 0, shares[0].start) and _OF_WHOLE.match(sentence.text, shares[0].end)
    return (shares[0], made) if said or _is_so(shares[0], made, sentence) else None


def _shares(sentence: Sentence, share: Figure, facts: Known) -> Iterator[Fault]:
    """The share that a measured fact is said to be of the total of its group, where it is another."""
    for whole in facts.all:
        total = (whole.leaf.startswith("tong_") or whole.remark.startswith("Tổng")) and "tong" in sentence.words
        if not whole.amount or not whole.amount.low or not (total or whole.counted):
            continue
        if not whole.words or not sentence.words.issuperset(whole.words):
            continue
        parts = [
            one
            for one in facts.all
            if one.above == whole.above
            and one != whole
            and one.amount
            and one.amount.unit == whole.amount.unit
            and (total or " ".join(whole.words) in one.noted)
        ]
        said = [one for one in parts if one.words and sentence.words.issuperset(one.words)]
        if len(said) != 1 or not said[0].amount:
            continue
        own = _joined(said[0], whole, facts)
        right = clause(sentence.text, 0, share.end)[1]
        rest = f"{_MARK.sub(' ', sentence.text[: share.start])} {sentence.text[share.end : right]}"
        made = 100 * said[0].amount.low / whole.amount.low
        if (
            not left_over(spliced(rest, ((one.start, one.end, " ") for one in figures(rest))), own)
            and not YEAR.search(rest)
            and not _AIMED.search(rest)
            and not _is_so(share, made, sentence)
        ):
            yield _not_made(sentence, share.start, share.end, (said[0], whole), f"{with_comma(made, '.1f')}%")


def _growth(sentence: Sentence, grown: re.Match[str], facts: Known) -> Iterator[Fault]:
    """How often or by how much what two facts are of, each of its year, is said to have grown, where it is another."""
    of_years: defaultdict[str, list[tuple[str, Fact]]] = defaultdict(list)
    for one in facts.all:
        if one.amount and one.words and len(sentence.words & {*one.words}) >= _MOST * len({*one.words}):
            years = YEAR_OF.findall(one.name) or [*facts.own(one).years]
            if len(years) == 1:
                of_years[YEAR_OF.sub("", one.name)].append((years[0], one))
    said = {*YEAR.findall(sentence.text)}
    rest = _SPAN.sub(" ", f"{sentence.text[: grown.start()]} {sentence.text[grown.end() :]}")
    for found in of_years.values():
        if len(found) != 2:
            continue
        (first, old), (last, new) = sorted(found, key=lambda one: one[0])
        if not old.amount or not new.amount or not old.amount.low:
            continue
        if not _between(sentence.text, said, first, last) or left_over(rest, _joined(old, new, facts)):
            continue
        made, times = new.amount.low / old.amount.low, _times(grown)
        near = _CLOSE_TOLD if grown["near"] else _CLOSE
        may_be: tuple[float, ...] = (made,)
        if grown["how"] == "gấp" and made:
            may_be = (made, 1 / made)  # “năm 2020 gấp đôi năm 2025”
        elif grown["more"] and grown["how"] == "tăng" and "gấp" not in grown[0]:
            may_be = (made, made - 1)  # “tăng thêm một lần” is twice as much
        by = 1 if grown["half"] or grown["part"] else 0  # how much it grew by, not to how much
        if times and not any(abs(times - one) <= near * abs(one - by) + by * _ROUNDED for one in may_be):
            told = with_comma(made - 1, "+.1%") if grown["half"] or grown["part"] else f"× {with_comma(made, '.2g')}"
            yield _not_made(sentence, grown.start(), grown.end(), (old, new), told)


def _between(text: str, said: Collection[str], old: str, new: str) -> bool:
    """Whether a text that has `said` some years tells what came of the one by the other."""
    if old == new or not {*said} <= {old, new}:
        return False
    if {*said} == {old, new}:
        return True
    span, years = _SPAN.search(text), (number_of(new) or 0) - (number_of(old) or 0)
    told = number_said(span["years"]) if span and span["years"] else None
    return told == years if told else years == 1 or {*said} == {old}


def _times(grown: re.Match[str]) -> float:
    """How many times as much as before something is said to be; 0 for what is not understood."""
    less = grown["how"] == "giảm"
    if grown["half"] or grown["part"]:
        part = (number_said(grown["part"] or "50") or 0) / 100
        return 1 - part if less else 1 + part
    times = 2 if grown["times"] == "đôi" else number_said(grown["times"] or grown["more"]) or 0
    return 1 / times if less and times else times


def _is_so(share: Figure, made: float, sentence: Sentence) -> bool:
    said = hedge(sentence.plain, share.start)
    if said in ("least", "most", "near"):
        return share.low <= made + 0.5 if said == "least" else share.low >= made - 0.5
    return abs(share.low - made) <= (_CLOSE_SHARE if said or not share.typed else 0.6)


def _joined(one: Fact, other: Fact, facts: Known) -> Own:
    """What two facts are known by."""
    first, second = facts.own(one), facts.own(other)
    return first._replace(words=first.words | second.words, told=first.told | second.told)


def _not_made(sentence: Sentence, start: int, end: int, pair: tuple[Fact, Fact], made: str) -> Fault:
    text = msg("“{said}” stands here; {one} and {other} make {made}")
    said, (one, other) = sentence.text[start:end].strip(), (each.name for each in pair)
    return fault_at("DK-V003", sentence.place(start), text, said=said, one=one, other=other, made=made)
