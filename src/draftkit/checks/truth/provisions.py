"""Figures of a sentence that says what a provision says, beside the figures of that provision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from draftkit.checks.rules.announced import COUNTED
from draftkit.checks.truth.apart import clause, content_words, ways
from draftkit.checks.truth.dated import days_apart
from draftkit.checks.truth.facts import alike
from draftkit.checks.truth.sentences import Sentence, days_of_each_year, days_said
from draftkit.checks.truth.stretches import shared
from draftkit.law.references import Citation
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.text.figures import TIMES, figures, measure, number_said
from draftkit.text.fold import bare

_EVERY, _OTHERWISE, _OPENS, _BESIDE, WISHED = ways("told", "every otherwise opens beside wished")
_CLOSES, _RANKED, _UNTIL, _YEAR, _FOR_EACH, _MUST, FREE = ways("told", "closes ranked until year for_each must free")
_BOUNDED, _BEHIND, _TURNS, EXCEPT, _RATE = ways("told", "bounded behind turns except rate")
_MOVED, _FOUND_OUT, _DONE, _ONLY = ways("told", "moved found_out done only")
_ABOUT = 0.4
"""The share of the words around a figure that the provision has which it is about."""
_NO_UNIT = frozenset(("và", "hoặc", "đến", "tới", "của", "là", "thì", "theo", "tại", "về", "cho", "hay"))
_LEADS, _MOSTLY = 3, 0.6
"""Words, and their share, with which a sentence begins that is about a provision."""
_FEW, _SURELY, _WORD = 2, 3, re.compile(r"[^\W\d]+")
OFTEN = range(2, 13)
"""How many times as much as for each one is for several."""
_NEAR = 2
_NOUN = re.compile(rf"\s*(?:{COUNTED})(?!\w)", re.IGNORECASE)
"""What is counted, in two words."""
_YEARLY = "trong năm"
_DAYS, _RANK = ("ngày", "ngày tháng"), "thứ"
_OF_ACT, _ACT = re.compile(r"/[A-ZĐ][\w-]*,? (?:ngày )?$"), 30
"""Behind the number of an act, and how many signs of that, stands the day which is its own, and no provision's."""
_DAYS_OF_MONTH = (28 * 24, 31 * 24)


class Told(NamedTuple):
    """A figure that a sentence gives as that of a provision: where it stands, and what the provision says instead;
    empty when it says the same. `alone`: it says no other in the unit, which may be that of what the sentence is of."""

    start: int
    said: str
    own: str
    alone: bool = True


def told(sentence: Sentence, citation: Citation, end: int, says: str) -> Iterator[Told]:
    """The figures that a sentence gives of a provision it cites (up to `end`, with its document), which `says` figures
    of the same sort."""
    before, text = sentence.text[: citation.start], sentence.text
    beside = None if WISHED.search(before) else _BESIDE.search(before, max(len(before) - 80, 0))
    if _OPENS.match(before):
        start, stop = end, len(text)
    elif _CLOSES.search(before):
        start, stop = 0, citation.start
    elif beside and (last := max((one for one in sentence.figures if one.end <= beside.start()), default=None)):
        of = text[last.end : beside.start()].split()
        if not all(map(str.isalpha, of)) or (len(of) > _FEW and not {*_WORD.findall(says)}.issuperset(of)):
            return
        start, stop = last.start, citation.start
    else:
        return
    yield from told_of(sentence, start, stop, says)


def told_of(sentence: Sentence, start: int, stop: int, says: str) -> Iterator[Told]:
    """The figures that a stretch of a sentence gives of a provision that `says` figures of the same sort, where it says
    no more than that."""
    others = any(word[0] not in says for word in _OTHERWISE.finditer(sentence.text.lower()))
    if not others and not of_rate(sentence.text, says):
        yield from _told(sentence, start, stop, says)


def told_of_reasons(sentence: Sentence, says: str, lists: str) -> Iterator[Told]:
    """The figures that a sentence gives as those of the provision whose reasons it says: of measures and days, where
    this `says` one of the sort, and of counts, where its `lists` have one. What something was is none of them: “từ 10
    ngày xuống 05 ngày”."""
    text, words = sentence.text, {*content_words(f"{says} {lists}")}
    moved = {one.end() for one in _MOVED.finditer(text)}
    for each in (each for each in figures_of(text) if each.at in moved):
        known = [one for one in (*figures_of(says), *figures_of(lists)) if one.unit == each.unit]
        right = not known or each.number in {one.number for one in known}
        yield Told(each.at, each.said, "" if right else known[-1].said)
    found = () if moved or _FOUND_OUT.search(text) else ((says, False), (lists, True))
    counts, done = {one.start for one in sentence.figures if not one.typed}, _DONE.match(text)
    for held, of_counts in found:
        for told_ in told_of(sentence, 0, len(text), held):
            at = clause(text, told_.start, told_.start + len(told_.said))
            of, opens = ({*content_words(text[slice(*one)])} for one in (at, clause(text, 0, 0)))
            begun = at[0] > 0 and len(opens & words) >= max(_LEADS, _MOSTLY * len(opens))
            about = done or begun or len(of & words) >= _ABOUT * len(of)
            about = about and not (of_counts and _ONLY.search(text, 0, told_.start))
            if about and (told_.start in counts) is of_counts and not _EVERY.fullmatch(told_.said):
                yield told_


def parts(text: str, says: str) -> set[int]:
    """Where the figures of a text begin that make up together what a provision says: “02 ngày thẩm tra và 03 ngày in
    thẻ”."""
    of_unit = defaultdict[str, list[_Said]](list)
    for one in figures_of(text):
        of_unit[one.unit].append(one)
    whole = {(one.unit, one.low) for one in figures_of(says) if one.low}
    made_up = (some for unit, some in of_unit.items() if some[1:] and (unit, sum(one.low for one in some)) in whole)
    return {one.at for some in made_up for one in some}


def of_rate(text: str, says: str) -> bool:
    """Whether a provision says so many for each so many, and a text how many that is of something: “cứ 04 người thì có
    01 áo phao”."""
    return bool(_RATE.search(says)) and not _RATE.search(text)


def _told(sentence: Sentence, start: int, stop: int, says: str) -> Iterator[Told]:
    text = sentence.text
    own: dict[str, dict[str, _Said]] = {}
    for one in figures_of(says):
        own.setdefault(one.unit, {}).setdefault(one.number, one)
    found = [one for one in figures_of(text) if start <= one.at < stop]
    whole_days = [one.at for one in found if one.unit == "ngày" and "ngày" in own]
    found = [one for one in found if one.unit != "ngày tháng" or not any(0 <= at - one.at < 6 for at in whole_days)]
    here: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        here[one.unit].add(one.number)
    for one in found:
        known = own.get(one.unit, {}) or (_months(one, own.get("giờ", {})) if one.unit == "tháng" else {})
        if one.number in known and (
            other := _of_other_words(one, text, says, sum(each.unit == one.unit for each in found))
        ):
            yield Told(one.at, one.said, other)
        elif one.number in known or any(_is_eve(one, text, each, says) for each in known.values()):
            yield _turned(one, text, says) or Told(one.at, one.said, "", len(known) == 1)
        elif known and here[one.unit].isdisjoint(known):
            if one.unit.endswith(_RANK) and len(here[one.unit]) > 1:  # those of which it says nothing
                continue
            if is_kept(one, text, says, known.values()) or any(_is_made(one, text, each) for each in known.values()):
                continue
            if (
                "mỗi " in says
                and not all(each.lower() in text.lower() for each in _FOR_EACH.findall(says))
                and one.unit not in TIMES
                and any(each.low and one.low / each.low in OFTEN for each in known.values())
            ):
                continue  # “120 triệu đồng mỗi lần”, said of two
            yield Told(one.at, one.said, next(iter(known.values())).said)
        elif known and (near := _near_unsaid(one, here[one.unit], known)):
            yield Told(one.at, one.said, near)
        elif not known and one.unit == "đồng" and one.low and (free := FREE.search(says)) and not FREE.search(text):
            yield Told(one.at, one.said, free[0])


def _of_other_words(figure: _Said, text: str, says: str, several: int) -> str:
    """What a provision, which says several figures in one unit, says of the words right beside one that it says of
    others: of any of them where a text says several too, else of a few; empty where it says that figure of them."""
    if figure.unit in TIMES:
        return ""
    at, number = clause(text, figure.at, figure.at + len(figure.said)), figure.number
    row = text[: at[0]].rstrip().endswith((":", "|"))
    words = {*(content_words(text[slice(*at)]) or content_words(text if row else ""))}
    told = [(one, f"{one.low:.10g} {one.high:.10g} ", many) for one, many in shared(words, says, figure.unit)]
    own = max((many for _, said, many in told if said == number), default=0)
    best, _, most = max(told, key=lambda each: each[2], default=(None, "", 0))
    alone = several == 1 and most >= _SURELY and _is_apart(number, figure.unit, words, says)
    return says[best.start : best.end].strip() if best and most and not own and (several > 1 or alone) else ""


def _is_apart(number: str, unit: str, words: Collection[str], says: str) -> bool:
    """Whether a figure of a provision has words of its own before or behind it, up to the next in its unit, and none of
    some; words that stand there of each of its figures count nothing."""
    held = [one for one in figures_of(says) if one.unit == unit]
    ends = [0, *(at for one in held for at in (one.at, one.at + len(one.said))), len(says)]
    pieces = [{*content_words(says[start:end])} for start, end in zip(ends[::2], ends[1::2], strict=True)]
    common = [set[str].intersection(*some) if some else set[str]() for some in (pieces[:-1], pieces[1:])]
    around = [
        (pieces[at] - common[0]) | (pieces[at + 1] - common[1]) for at, one in enumerate(held) if one.number == number
    ]
    return bool(around) and all(each and each.isdisjoint(words) for each in around)


def _is_made(figure: _Said, text: str, own: _Said) -> bool:
    """Whether a figure is worked out of one of a provision: so many times as much as other figures of its text say, or
    a whole number of times that is no slip: “22 ngày mỗi tháng được 550.000 đồng” at 25.000 đồng a meal."""
    times = figure.low / own.low if own.low else 0
    if times not in range(2, 1000) or figure.unit in TIMES:
        return False
    others = (one for one in figures(text) if one.start != figure.at)
    many = [number_said(text[one.start : one.counted].strip()) or 0 for one in others]
    return times in (*many, *(one * other for one, other in combinations(many, 2))) or (
        times not in OFTEN and not alike(figure.low, own.low)
    )


def _turned(figure: _Said, text: str, says: str) -> Told | None:
    """A figure of a provision that a sentence has as the opposite bound: “dưới 80%” for “từ 80% trở lên”. Nothing where
    one of both denies: who may not have less must have as much."""
    own = [one for one in figures_of(says) if (one.unit, one.number) == (figure.unit, figure.number)]
    here, theirs = _bound(text, figure), [_bound(says, one) for one in own]
    turned = here and theirs[:1] and all(one and one[0] != here[0] for one in theirs)
    first = theirs[0] if turned and not of_exception(text, says) else None
    texts = (text, EXCEPT.split(says, 1)[0])
    if not here or not first or len({frozenset(_TURNS.findall(one.lower())) for one in texts}) > 1:
        return None
    return Told(here[1], text[here[1] : here[2]], says[first[1] : first[2]])


def of_exception(text: str, says: str) -> bool:
    """Whether a text speaks of what a provision excepts: “…, trừ cây nguy hiểm”."""
    _, *excepted = EXCEPT.split(says, 1)
    return bool(excepted) and {*content_words(text)}.issuperset(content_words(excepted[0]))


def _bound(text: str, figure: _Said) -> tuple[str, int, int] | None:
    """Which bound a figure of a text is, `least` or `most`, and where that is said; nothing where it is none."""
    end = figure.at + len(figure.said)
    before, behind = _BOUNDED.search(bare(text).lower(), 0, figure.at), _BEHIND.match(text, end)
    side = behind.lastgroup if behind else before.lastgroup if before else None
    return (side, before.start() if before else figure.at, behind.end() if behind else end) if side else None


def is_rest(figure: _Said, text: str, says: str, known: Iterable[_Said]) -> bool:
    """Whether a share is what those `known` of a provision leave: at most 40% where it has at least 60%."""
    own = (_bound(text, figure) or ("",))[0]
    rest = (one for one in known if figure.unit == "%" and one.low + figure.low == 100)
    return any((_bound(says, one) or ("",))[0] != own for one in rest)


def is_kept(figure: _Said, text: str, says: str, known: Iterable[_Said]) -> bool:
    """Whether a figure of a text is that of a case, which sets no bound and keeps one of those `known` that a provision
    says."""
    bound, numbers = _bound(text, figure) or _MUST.search(text, 0, figure.at), {one[:2] for one in known}
    return not bound and any(_holds(one, says, figure) for one in figures_of(says) if one[:2] in numbers)


def _holds(bound: _Said, says: str, figure: _Said) -> bool:
    """Whether a provision sets a bound that a figure keeps: “kho từ 20.000 pallet trở lên”, said of one of 25.000."""
    side, *_ = (figure.low and _bound(says, bound)) or ("",)
    return figure.low >= bound.low if side == "least" else side == "most" and figure.low <= bound.low


def _is_eve(one: _Said, text: str, own: _Said, says: str) -> bool:
    """Whether one last day is the other, in other words: “đến hết ngày 30/12” and “trước ngày 31/12”."""
    last, before = _UNTIL.search(text, 0, one.at), _UNTIL.search(says, 0, own.at)
    if one.unit not in ("ngày", "ngày tháng") or not last or not before:
        return False
    early, late = (own, one) if last[1].lower() == "trước" else (one, own)
    return early.number < late.number and days_apart(_day(early), _day(late)) == 1


def _day(one: _Said) -> str:
    return one.number if one.unit == "ngày" else f"2000-{one.number}"


class _Said(NamedTuple):
    """A figure: its unit, its number, how both stand there, where, and how much it is; a day is no amount."""

    unit: str
    number: str
    said: str
    at: int
    low: float = 0.0


@lru_cache(maxsize=2048)  # of a provision that many papers cite
def figures_of(text: str) -> tuple[_Said, ...]:
    """The figures and days of a text, as provisions and sentences are held against each other."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[_Said]:
    for said, found in days_of_each_year(text):
        yield _Said("ngày tháng", said, found[0], found.start())
    for found in _EVERY.finditer(text):
        times, unit = measure("", (found[1] or found[2] or found[3]).lower())
        yield _Said(unit, f"{times:.10g} {times:.10g} ", found[0], found.start(), times)
    for time in days_said(text):
        if _OF_ACT.search(text, max(time.start - _ACT, 0), time.start):
            continue
        unit, number = ("ngày", time.first) if time.first == time.last else ("quý", f"{time.first} {time.last}")
        yield _Said(unit, number, text[time.start : time.end], time.start)
    for found in _YEAR.finditer(text):
        yield _Said(_YEARLY, found[1], found[0], found.start())
    for found in _RANKED.finditer(text):
        yield _Said(f"{found[1].lower()} {_RANK}", found[2], found[0], found.start(), whole(found[2], 0))
    for one in figures(text):
        unit, _, kind = one.unit.partition(" ")
        if unit and unit not in _NO_UNIT:
            number = f"{one.low:.10g} {one.high:.10g} {kind}"
            said = text[one.start : whole_noun(text, one.counted) or one.end].strip()
            yield _Said(unit, number, said, one.start, one.low)


def whole_noun(text: str, at: int) -> int:
    """Where the noun ends that stands at an offset, if it is one of two words by which things are counted (“nội dung”);
    0 for none."""
    noun = _NOUN.match(text, at)
    return noun.end() if noun else 0


def _near_unsaid(figure: _Said, said: Collection[str], known: Mapping[str, _Said]) -> str:
    """What a provision says that no figure of a sentence does, when it is but one, and near one that the provision does
    not say: of “80 km/giờ, gần trường 30 km/giờ” beside 60 and 30 it is 60."""
    left = [one for number, one in known.items() if number not in said]
    if figure.unit in (*_DAYS, _YEARLY) and len(left) == 1 and len(known) == len(said) > 1:  # “từ ngày … đến ngày …”
        return left[0].said
    own = left[0].low if len(left) == 1 else 0
    return left[0].said if own and len(known) > 1 and 1 / _NEAR <= figure.low / own <= _NEAR else ""


def _months(figure: _Said, hours: dict[str, _Said]) -> dict[str, _Said]:
    """The times of a provision in days, where a sentence says months; nothing when they are as long as these."""
    low, high = (figure.low * one for one in _DAYS_OF_MONTH)
    return {} if any(low <= one.low <= high for one in hours.values()) else hours
