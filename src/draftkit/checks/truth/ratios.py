"""Figures that others make: the share that one fact is of another, how much something grew between two
years that facts are of. Told only where a sentence has no other words than those of its facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import pairwise

from draftkit.checks.truth.apart import YEAR, Own, clause, content_words, hedge, left_over, ways
from draftkit.checks.truth.facts import YEAR_OF, Fact, Known, fits
from draftkit.checks.truth.sentences import MORE, WORD, Sentence
from draftkit.model.message import Fault, fault_at, msg
from draftkit.model.numeral import whole as number_of
from draftkit.model.numeral import with_comma
from draftkit.text.edits import spliced
from draftkit.text.figures import YEARS, Amount, Figure, figures, number_said
from draftkit.text.fold import bare

_WHOLE, _MAKES, _OF_WHOLE, _GROWN, _AIMED, _SPAN, _MARK = ways("ratios", "whole makes of_whole grown aimed span mark")
_BY, _EQUALS, _POINTS, _BECAME, _WAS, _THUS, _CLOSES = ways("ratios", "by equals points became was thus closes")
_BESIDE, _COMPARED, _SHARE = ways("ratios", "beside compared share")
_Relation = tuple[int, int, str, Callable[[float, float], bool], str]
"""From where to where, the unit (empty: any), whether it is so of two, and what is named between of the second."""
_MOST = 0.6
"""The share of the words of a fact by which it is meant, where a sentence has no other words."""
_ROUNDED, _ROUND, _NEAR, _CHANGES = 0.006, 0.02, 40, ("tăng", "giảm", "nhích")
_CLOSE, _CLOSE_TOLD, _CLOSE_SHARE = 0.1, 1 / 3, 3
"""How near a growth, as a part of it, also one told as “more than”, and a share, in points, must be to what is made."""


def unlike(sentence: Sentence, facts: Known, within: tuple[Figure, float] | None) -> Iterator[Fault]:
    """Shares and growth in a sentence that are not those that its figures, or the facts, make; `within` is the share
    that is `reckoned` there."""
    if within and not _is_so(*within, sentence):
        share, made = within
        yield _made_here(sentence, share.start, share.end, f"{with_comma(made, '.1f')}%")
    shares = [one for one in sentence.figures if one.unit == "%"]
    if len(shares) == 1 and not within:
        yield from _shares(sentence, shares[0], facts)
    told = list(_relations(sentence))
    for start, end, unit, agrees, than in told:
        for old, new in (*_by_year(sentence, start, end, facts), *_by_name(sentence, start, end, facts, than)):
            was, now = old.amount, new.amount
            if was and now and unit in ("", was.unit) and not agrees(was.low, now.low):
                yield _not_made(sentence, start, end, (old, new), f"{old.text} → {new.text}")
    yield from _reckoned_here(sentence, told)
    yield from _turned(sentence, facts)


def _turned(sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """A fact that is said to be more, or less, than it was in a time before which is named, and is not: “tỷ lệ về quan
    trắc cao hơn giai đoạn trước”."""
    opens = _COMPARED.match(sentence.text)
    for found in _BESIDE.finditer(sentence.text):
        first, last = clause(sentence.text, *found.span())
        about = sentence.text[first : found.start()]
        than = sentence.text[found.end() : last].strip() or (sentence.text[:first] if opens else "")
        words, share = {*content_words(about)}, _SHARE.search(about)
        for then in facts.named_then(than):
            for now in (one for one in facts.all if one.words == then.words and not one.of_then):
                was, own = then.amount, now.amount
                named = words.issuperset(now.words) and (share or bare(about).lower().split() == [*now.words])
                if not (named and was and own and was.unit == own.unit) or left_over(about, facts.own(now)):
                    continue
                if was[1:] == own[1:] or (own.high < was.low if found["up"] else own.low > was.high):
                    yield _not_made(sentence, *found.span(), (then, now), f"{then.text} → {now.text}")


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
            and YEAR_OF.sub("", one.leaf) != YEAR_OF.sub("", whole.leaf)  # of two years none is a part of the other
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


def _relations(sentence: Sentence) -> Iterator[_Relation]:
    """What a sentence says that something is beside another: how often as much, how much more, which share."""
    text = sentence.text
    for grown in _GROWN.finditer(text):
        yield grown.start(), grown.end(), "", partial(_is_grown, grown), ""
    for one in sentence.figures:
        share, points = one.unit == "%", _POINTS.match(text, one.counted)
        by = (_EQUALS if share else _BY).search(text, max(one.start - _NEAR, 0), one.start) if one.unit else None
        if by:
            sign = 0 if share else -1 if by["down"] else 1
            unit, end = ("%", points.end()) if points else ("" if share else one.unit, one.end)
            yield by.start(), end, unit, partial(_is_said, one, sentence, sign), ""
        more = MORE.search(text, max(one.start - 2 * _NEAR, 0), one.start) if one.unit and not by else None
        if more and more["than"] and not text.startswith(" so với", one.end):  # “nhiều hơn vốn nhà nước 18.000 tỷ đồng”
            sign = 1 if more["up"] else -1
            yield more.start(), one.end, one.unit, partial(_is_said, one, sentence, sign), more["than"]


def _by_year(sentence: Sentence, start: int, end: int, facts: Known) -> Iterator[tuple[Fact, Fact]]:
    """The two facts, each of its year, of which a sentence has all words but for those between two offsets."""
    of_years: defaultdict[tuple[str, str], list[tuple[str, Fact]]] = defaultdict(list)
    text = sentence.text[: clause(sentence.text, start, end)[1]]
    said = {*YEAR.findall(text)}
    for one in facts.all if said or _SPAN.search(text) else ():
        if one.amount and one.words and len(sentence.words & {*one.words}) >= _MOST * len({*one.words}):
            years = YEAR_OF.findall(one.name) or [*facts.own(one).years]
            if len(years) == 1 and (years[0] in said or len(said) < 2):
                of_years[YEAR_OF.sub("", one.leaf), one.amount.unit].append((years[0], one))
    rest = _SPAN.sub(" ", f"{text[:start]} {text[end:]}")
    base = YEAR.findall(text.lower().rpartition("so với")[2] if "so với" in text.lower() else text[end:])[:1]
    for found in of_years.values():
        (first, old), (last, new) = min(found), max(found)
        both = len(found) == 2 and old.amount and new.amount and old.amount.low and new.amount.low
        if both and _between(text, said, first, last) and not left_over(rest, _joined(old, new, facts)):
            yield (new, old) if base == [last] and not text.lower().startswith(_CHANGES, start) else (old, new)


def _by_name(sentence: Sentence, start: int, end: int, facts: Known, than: str) -> Iterator[tuple[Fact, Fact]]:
    """The fact that stands right behind what a sentence says of another one, or is named there (`than`), and this one,
    which stands before."""
    left, right = clause(sentence.text, start, end)
    named: list[Fact] = []
    for text in (than or sentence.text[end:right], sentence.text[left:start]) if not YEAR.search(sentence.text) else ():
        words = frozenset(WORD.findall(bare(text).lower()))
        whole = [one for one in facts.all if one.amount and one.words and words.issuperset(one.words)]
        most = max((len(one.words) for one in whole), default=0)
        best = [one for one in whole if len(one.words) == most and not left_over(text, facts.own(one))]
        named += best if len(best) == 1 else []
    amounts = [one.amount for one in named if one.amount and one.amount.low]
    if amounts[1:] and named[0] != named[1] and amounts[0].unit == amounts[1].unit:
        yield named[0], named[1]


def _is_grown(grown: re.Match[str], old: float, new: float) -> bool:
    made, times = new / old, _times(grown)
    near = _CLOSE_TOLD if grown["near"] else _CLOSE
    may_be: tuple[float, ...] = (made,)
    if grown["how"] == "gấp" and made:
        may_be = (made, 1 / made)  # “năm 2020 gấp đôi năm 2025”
    elif grown["more"] and grown["how"] == "tăng" and "gấp" not in grown[0]:
        may_be = (made, made - 1)  # “tăng thêm một lần” is twice as much
    by = 1 if grown["half"] or grown["part"] else 0  # how much it grew by, not to how much
    return not times or any(abs(times - one) <= near * abs(one - by) + by * _ROUNDED for one in may_be)


def _is_said(said: Figure, sentence: Sentence, sign: int, old: float, new: float) -> bool:
    more = Amount("", sign * (new - old), sign * (new - old))
    exact = abs(said.low - more.low) <= _ROUND * said.low or fits(
        said.low, said.high, more, sentence.plain[: said.start]
    )
    return exact if sign else _is_so(said, 100 * new / old, sentence)


def _reckoned_here(sentence: Sentence, told: Sequence[_Relation]) -> Iterator[Fault]:
    """What a sentence says of figures in it that make another: “giảm từ 120 lên 310 chuyến”, and how much that is."""
    text, found = sentence.text, [one for one in sentence.figures if one.unit and one.low not in YEARS]
    for old, new in pairwise(found) if "từ " in text.lower() else ():
        became, was = _BECAME.fullmatch(text, old.end, new.start), _WAS.search(text, 0, old.start)
        if not became or not was or not old.low or old.unit != new.unit or old.low == new.low:
            continue
        ups = {bool(one["up"]) for one in (became, was)[: 1 + (old.unit != "%")] if one["up"] or one["down"]}
        if (new.low < old.low) in ups:
            yield _made_here(sentence, was.start(), new.end, "tăng" if new.low > old.low else "giảm")
        for start, end, unit, agrees, _ in told:
            behind = start >= new.end and _THUS.fullmatch(text, new.end, start) and _CLOSES.match(text, end)
            if behind and (unit == old.unit or (not unit and old.unit != "%")) and not agrees(old.low, new.low):
                yield _made_here(sentence, start, end, text[old.start : new.end])


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


def _made_here(sentence: Sentence, start: int, end: int, made: str) -> Fault:
    wrong = msg("“{said}” stands here; the sentence makes it {made}")
    return fault_at("DK-V003", sentence.place(start), wrong, said=sentence.text[start:end].strip(), made=made)


def _not_made(sentence: Sentence, start: int, end: int, pair: tuple[Fact, Fact], made: str) -> Fault:
    text = msg("“{said}” stands here; {one} and {other} make {made}")
    said, (one, other) = sentence.text[start:end].strip(), (each.name for each in pair)
    return fault_at("DK-V003", sentence.place(start), text, said=said, one=one, other=other, made=made)
