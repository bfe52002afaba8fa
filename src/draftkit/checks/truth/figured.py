"""Figures typed by hand beside the facts of the project: shares, measures, durations, years, periods."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Iterator, Sequence
from itertools import pairwise

from draftkit.checks.truth.apart import (
    PLANS,
    YEAR,
    Own,
    clause,
    content_words,
    explained,
    goes_on,
    hedge,
    is_apart,
    is_limited,
    left_over,
    of_other_time,
    ways,
)
from draftkit.checks.truth.facts import TWICE, YEAR_OF, Fact, Known, alike, fault, fits, is_remarked, slipped, sort
from draftkit.checks.truth.sentences import WORD, Sentence
from draftkit.model.message import Fault
from draftkit.model.named import NamedTuple
from draftkit.text.figures import TIMES, YEARS, Amount, Figure
from draftkit.text.fold import bare

_NEAR_YEARS = 5
"""A year without the words of its group is meant as the one known when it is as near as that."""
_NAMED = frozenset((*bare(PLANS).split("|"), "quyet dinh"))
"""What a group of facts is called by without saying more: `de_an.ty_le`."""
_BY, _CLOSED, _AS_FOR, _FROM, _MOVES, _MOVED, _THAN = ways("figured", "by closed as_for from moves moved than")
_EACH, _THEN, _AIMED = ways("figured", "each then aimed")
(_PRESENT, _AIM), (_REASON,) = ways("facts", "present aim"), ways("apart", "reason")
_SPANS = ("giai doan", "thoi ky")
_BY_YEAR = ("den nam", "vao nam", "truoc nam")
_FEWEST, _CLOSE = 3, 0.1
"""Words of a remark, and how many times as much, where a figure is a slip for another."""
_MOST = 0.6
"""The share of the words of a fact that is enough where the figure is one mistyped."""
_HOURS, _LONG = {"giờ làm việc": 3, "tháng": 730}, 30
"""About how many hours a unit of time is; how many times as long as a time a slip for it may be."""
_NEAR_SHARE = 3
"""Points in which a share said as a fraction differs from the one it is said of."""
_SAME_THING = 0.4
"""The share of the words of a fact that stands beside a figure that is about it."""


class _Beside(NamedTuple):
    """A figure of a sentence: what it measures of what facts do, and the stretch up to its neighbours, of
    which what stands before it ends at `lead`."""

    start: int
    counted: int
    end: int
    low: float
    high: float
    unit: str
    left: int
    right: int
    lead: int


def unlike(sentence: Sentence, facts: Known, judged: Container[int]) -> Iterator[Fault]:
    """Figures of a sentence that say otherwise than the facts they are about; those that start where they are `judged`
    are about something else."""
    found = _figures(sentence, facts)
    wrong = {one.start: _contradicted(one, found, sentence, facts) for one in found if one.start not in judged}
    for one in sentence.figures:
        fact = None if one.start in judged else wrong.get(one.start) or _exchanged(one, sentence, facts)
        if fact and not is_remarked(fact, one.low, one.unit, sentence, one.start):
            end = one.counted if one.low in YEARS else one.end
            yield fault(sentence.place(one.start), sentence.text[one.start : end], fact)
    yield from _another_aim(found, sentence, facts)


def _exchanged(figure: Figure, sentence: Sentence, facts: Known) -> Fact | None:
    """The fact whose figure stands in a sentence with two of its digits exchanged, beside most words of its remark."""
    held = facts.in_unit.get(figure.unit, ()) if figure.unit and figure.low == figure.high else ()
    for fact in () if facts.has(figure.low, figure.unit) else held:
        own = fact.amount
        if own is None or own.ranged or not own.low or not alike(figure.low, own.low):
            continue
        words, known = {*content_words(fact.remark)}, facts.own(fact)
        shared, (first, last) = len(words & sentence.words), clause(sentence.text, figure.start, figure.end)
        of_row = sentence.key == "|" and left_over(sentence.text[: figure.start], known) > 0
        of_other = of_row or of_other_time(sentence.text.lower(), known)
        if not slipped(figure.low, own.low):  # of two digits, and so less sure
            of_other = of_other or not _CLOSE < figure.low / own.low < 1 / _CLOSE
            of_other = of_other or is_limited(sentence.text[first:last], known)
        years = {*YEAR.findall(sentence.text, first, last)}
        if shared >= _FEWEST and shared >= len(words) / 2 and not of_other and years <= {*known.years}:
            return fact
    return None


def _another_aim(found: Sequence[_Beside], sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """The one year of a sentence, where it is not that of the aim whose value the sentence says."""
    years = list(YEAR.finditer(sentence.text))
    by = _BY.search(sentence.text, 0, years[0].start()) if len(years) == 1 else None
    for figure in found if by else ():
        for fact, gap in _nearest(figure, sentence, facts) if figure.unit else ():
            own = facts.own(fact)
            wrong = own.aimed and YEAR_OF.search(fact.name) and years[0][0] not in own.years
            if wrong and _same(figure, fact, sentence) and not left_over(sentence.text[slice(*gap)], own):
                yield fault(sentence.place(years[0].start()), years[0][0], fact)


def _figures(sentence: Sentence, facts: Known) -> list[_Beside]:
    found = [
        one if sort(one.unit) in facts.measured else one._replace(unit="", end=one.counted)
        for one in sentence.figures
        if one.typed or not one.unit or sort(one.unit) in facts.measured
    ]
    out: list[_Beside] = []
    left = start = lead = 0
    rights = [one.start for one in found if not one.only_year]
    for one in found:
        after = bisect_right(rights, one.start)
        right = rights[after] if after < len(rights) else len(sentence.text)
        moved = _MOVED.fullmatch(sentence.plain, left, one.start)  # “tăng từ 38% năm 2025 lên 55%” is of one thing
        near = (start, lead) if moved else (left, one.start)
        out.append(_Beside(one.start, one.counted, one.end, one.low, one.high, one.unit, near[0], right, near[1]))
        if not one.only_year and not sentence.plain.endswith("trong ", left, one.start):
            (start, lead), left = near, one.end
    return out


def _contradicted(figure: _Beside, all_of: Sequence[_Beside], sentence: Sentence, facts: Known) -> Fact | None:
    """The fact that a figure is about and differs from; None when it agrees, or is about none."""
    if not figure.unit:
        return _another_year(figure, sentence, facts)
    near = _nearest(figure, sentence, facts)
    said = [fact for fact, _ in near]
    said += facts.narrower(said, sort(figure.unit), sentence.words)
    if not near or any(_same(figure, fact, sentence) for fact in said):
        return None
    about = [fact for fact, gap in near if not _of_another(figure, gap, sentence, facts.own(fact), fact)]
    if not about or (_is_unit(figure, about[0], sentence) and facts.has(figure.low, figure.unit)):
        return None
    then = facts.then(about[0], explained(sentence.text, figure.start, figure.end))
    if any(_same(figure, one, sentence) for one in then):
        return None
    agreed = (one for one in all_of if one.unit == figure.unit and _same(one, about[0], sentence))
    return None if any(fact == about[0] for one in agreed for fact, _ in _nearest(one, sentence, facts)) else about[0]


def _another_year(figure: _Beside, sentence: Sentence, facts: Known) -> Fact | None:
    """The year, period or plain number that a figure is about and differs from."""
    in_heading = sentence.key == "|" and figure.start < sentence.text.rfind(": ")
    about = [] if in_heading or "để so sánh" in sentence.text.lower() else _years(figure, sentence, facts)
    if not about or any(_same(figure, fact, sentence) for fact in about):
        return None
    period = re.compile(f"{figure.low:.0f} ?[-–] ?{figure.high:.0f}")
    if figure.low != figure.high and any(period.search(one.notes) for one in facts.all):
        return None  # “giai đoạn 2027 - 2030” is that of another fact
    beside = {(one.amount.low, one.amount.high) for one in facts.all if one.group == about[0].group and one.amount}
    behind = sentence.plain[figure.end :].lstrip(" *:–-")
    if _AIMED.match(behind) and " truoc" not in behind:
        return about[0]
    if figure.low == figure.high and any(f"đến năm {figure.low:.0f}" in one.notes for one in facts.all):
        return None  # of another plan
    if figure.low not in YEARS:
        return None if (figure.low, figure.high) in beside else about[0]
    others = {(one.low, one.high) for one in sentence.figures if one.unit and one.start != figure.start}
    about.sort(key=lambda fact: fact.amount.high if fact.amount else 0, reverse=True)  # years between aims are steps
    own, year = about[0].amount, f"{figure.low:.0f}"
    said = (one for one in facts.all if one.amount and one.amount.unit and one.amount[1:3] in others)
    if figure.low == figure.high and any(year in YEAR_OF.findall(one.name) for one in said):
        return None  # “60% là mục tiêu của năm 2035”, which a fact says
    event = about[0].words[1:]  # `nam_so_ket` is the year of one thing, `nam` that of an aim with steps before it
    step = own and not event and not own.ranged and others.isdisjoint(beside) and (figure.low < own.low or others)
    # a year before the aim, or of other figures than its own, is that of another step
    return None if step else about[0]


def _nearest(figure: _Beside, sentence: Sentence, facts: Known) -> list[tuple[Fact, tuple[int, int]]]:
    """Facts in shares, measures or time that a figure may be about, with the gap between both: all their words stand in
    the sentence, and beside the figure more of them than of other facts."""
    said = sentence.words
    meant = [
        fact
        for fact in facts.measured.get(sort(figure.unit), ())
        if said.issuperset(fact.words)
        or (_slipped(figure, fact) and len(said.intersection(fact.words)) >= _MOST * len(set(fact.words)))
    ]
    meant = [fact for fact in meant if facts.is_spoken_of(fact, sentence.text)]
    if figure.unit in TIMES:
        meant = [fact for fact in meant if fact.words[1:] or _is_remarked_of(fact, said)]
        meant = [
            fact for fact in meant if fact.amount and 1 / _LONG < _hours(figure) / (_hours(fact.amount) or 1) < _LONG
        ]
    meant = [*facts.chosen(meant, sentence.text, figure.left, figure.start, figure.end, figure.right)]
    if figure.unit not in TIMES:  # “xuất khẩu cà phê” has half the words of `xuat_khau_gao`
        meant = [fact for fact in meant if said.issuperset(fact.group) or not _half_said(fact, sentence.plain)]
    if not meant or (
        _MOVES.match(sentence.plain, figure.end) and _FROM.search(sentence.plain, figure.left, figure.start)
    ):
        return []
    share = figure.unit == "%"
    if not share and figure.unit not in TIMES:
        other = facts.has(figure.low, figure.unit)  # that of another act
        meant = [one for one in meant if _within(figure, one) or (other and facts.cited(one, sentence.text))]
    if _CLOSED.match(sentence.plain, figure.end):  # “…trung ương 3.200 tỷ đồng, ngân sách địa phương …”
        first = clause(sentence.plain, figure.lead, figure.end, figure.left)[0]
        led = (one for one in meant if _share(one, sentence.plain, first, figure.lead)[0] >= 1)
        meant = [one for one in led if _same(figure, one, sentence)] or meant
    scored = [(*_nearness(figure, fact, sentence), fact) for fact in meant]
    best = max((near for near, _, _ in scored), default=0.0)
    if best < (_SAME_THING / 2 if figure.unit in TIMES else _SAME_THING):
        return []
    about = [(fact, gap) for near, gap, fact in scored if near == best]
    most = max(len({*fact.words}) for fact, _ in about)  # “nhu cầu trong nước, … chất thải rắn” is no “nước thải”
    about = [one for one in about if len({*one[0].words}) == most or " ".join(one[0].words) in sentence.plain]
    if any(
        _same(figure, fact, sentence) and all(len({*fact.words}) > len({*one.words}) for one, _ in about)
        for fact in meant
    ):
        return []  # of the special fact, not of the general one
    initials = "".join(word[:1] for word in sentence.plain.split())  # “Đồng bằng sông Cửu Long” is `dbscl`
    short = [one for one in facts.measured.get(sort(figure.unit), ()) if len(one.leaf) > 2 and one.leaf in initials]
    return [] if any(_same(figure, one, sentence) for one in short) else about


def _is_remarked_of(fact: Fact, said: Collection[str]) -> bool:
    """Whether some words are those of the group of a fact, and two of its remark besides, if it has one: `nhan` may be
    “nhận”, `cho` “chờ”."""
    more = {*content_words(fact.remark)}.difference(fact.group, fact.words)
    return all(word in said for word in fact.group) and (not fact.remark or len(more.intersection(said)) > 1)


def _hours(held: _Beside | Amount) -> float:
    """About how many hours a time is."""
    return held.low * _HOURS.get(held.unit, 1)


def _half_said(fact: Fact, plain: str) -> bool:
    """Whether a sentence says a part of the group of a fact that the words of the fact do not say."""
    pairs = pairwise(word for word in fact.group if word not in fact.leaf.split("_"))
    return any(f"{one} {other}" in plain for one, other in pairs if f"{one} {other}" not in _NAMED)


def _nearness(figure: _Beside, fact: Fact, sentence: Sentence) -> tuple[float, tuple[int, int]]:
    """How much of the words of a fact stands beside a figure, behind it rather than before; the gap between both."""
    start = figure.counted if _is_unit(figure, fact, sentence) else figure.end
    before, after = (figure.left, figure.lead), (start, figure.right)
    if figure.left:  # another figure stands before: what it counts is not of this one
        before = (clause(sentence.plain, figure.lead, figure.end, figure.left)[0], figure.lead)
    leads, last = _share(fact, sentence.plain, *before)
    follows, first = _share(fact, sentence.plain, *after)
    closed = _CLOSED.match(sentence.plain, figure.end)
    if follows >= _SAME_THING and not (closed and leads >= 1):
        return follows, (figure.end, first[0])
    return 0.5 * leads if figure.left == 0 or leads >= 1 else 0.0, (last[1], figure.lead)


def _share(fact: Fact, plain: str, start: int, end: int) -> tuple[float, tuple[int, int]]:
    """The share of the words of a fact in a stretch, and where the first of them begins and the last ends."""
    found = [(word[0], word.start(), word.end()) for word in WORD.finditer(plain, start, end)]
    own = [(first, last) for word, first, last in found if word in fact.words]
    if not own:
        return 0.0, (end, start)
    share = len({word for word, _, _ in found}.intersection(fact.words)) / len(set(fact.words))
    whole_name = " ".join(fact.words) in " ".join(word for word, _, _ in found)
    return share + (0.05 if whole_name else 0), (own[0][0], own[-1][1])


def _of_another(figure: _Beside, gap: tuple[int, int], sentence: Sentence, own: Own, fact: Fact) -> bool:
    """Whether words around a figure say that it is that of something else than a fact."""
    text, share = sentence.text, figure.unit == "%"
    between = re.sub(r"(?<!\w)(?:tăng|giảm|nâng|hạ) từ\s+$", "", text[slice(*gap)])
    between = _THAN.sub("", between) if fact.of_then else between
    if gap[0] >= figure.end and _THEN.match(between):
        return True
    held = None if share else fact.amount
    slip = held and (alike(figure.low, held.low) or alike(figure.high, held.high))
    allowed = 2 if re.search("[:|]", between) else 1 if slip or figure.unit in TIMES else 0
    slip_of_hand = _slipped(figure, fact)
    if slip_of_hand:
        allowed = 3
    if sentence.key == "|":  # the row is what the figure is of
        allowed = 0
    if left_over(between, own) > allowed:
        return True
    left, right = clause(text, gap[0], figure.end, figure.left, figure.right)
    unit_only = _is_unit(figure, fact, sentence)
    if unit_only and own.aimed and not any(year in sentence.text for year in own.years):
        return True
    led = (share and gap[1] == figure.lead) or unit_only
    as_for = _AS_FOR.match(text) if slip_of_hand else None
    first = as_for.end() if as_for else 0  # “Còn với khí thải, …”
    before = text[max(left, first) : min(gap[0], figure.lead)]
    before = _REASON.split(before)[-1] if slip_of_hand else before
    if led and (left_over(before, own) or goes_on(text[figure.end : right], own)):
        return True
    return is_apart(sentence.stretch(first, figure.lead), sentence.stretch(figure.end, max(right, gap[1])), own)


def _is_unit(figure: _Beside, fact: Fact, sentence: Sentence) -> bool:
    """Whether a fact has no other words than what a figure counts: `so_luot` beside “9,6 triệu lượt”."""
    return {*WORD.findall(sentence.plain, figure.counted, figure.end)}.issuperset(fact.words)


def _slipped(figure: _Beside, fact: Fact) -> bool:
    """Whether a figure is that of a fact mistyped: by its digits, or at one end of two."""
    own = fact.amount
    if own is None or figure.unit != "%":
        return own is not None and slipped(figure.low, own.low)
    return own.ranged and figure.low != figure.high and (figure.low == own.low) != (figure.high == own.high)


def _years(figure: _Beside, sentence: Sentence, facts: Known) -> list[Fact]:
    """Facts that are a year or a period, or a plain number named right beside the figure."""
    near = [
        fact
        for fact in facts.plain
        if fact.amount
        and sentence.words.issuperset(fact.words)
        and facts.is_spoken_of(fact, sentence.text)
        and _is_named(fact, fact.amount, figure, sentence, facts)
    ]
    right = min(figure.right, clause(sentence.text, figure.start, figure.end)[1])
    before, after = (YEAR.sub(" ", sentence.stretch(*one)) for one in ((0, figure.lead), (figure.end, right)))
    return [fact for fact in near if not is_apart(before, after, facts.own(fact))]


def _is_named(fact: Fact, own: Amount, figure: _Beside, sentence: Sentence, facts: Known) -> bool:
    """Whether a plain fact is named right beside a figure, in the way years, periods and numbers are."""
    named, periods = " ".join(fact.words), figure.low != figure.high
    lead = sentence.plain[figure.left : figure.start].rstrip()
    before = lead.removesuffix(" tu")
    beside, grouped = before.endswith(named), sentence.words.issuperset(fact.group)
    entry = not sentence.text[: figure.start].strip(" *-–|")  # “- **2025 - 2030**: giai đoạn của Chương trình”
    behind = sentence.plain[figure.end : figure.right].lstrip(" *:–-") if entry else ""
    if figure.low in YEARS and own.low in YEARS:
        if entry and named == "nam" and _AIM.search(fact.name) and _AIMED.match(behind):
            return not own.ranged and not periods
        if periods and own.ranged:
            if figure.high <= own.low or figure.low >= own.high:  # the plan before it, or the next
                return False
            shared = own.low == figure.low or own.high == figure.high
            follows = shared and grouped and (before.endswith(_SPANS) or behind.startswith(_SPANS))
            alone = shared and sum(one.words == fact.words for one in facts.spans) == 1
            return ((beside and (alone or grouped)) or follows) and not _of_another_plan(fact, figure, sentence, facts)
        until = abs(figure.low - own.low) <= _NEAR_YEARS and named == "nam" and before.endswith(_BY_YEAR)
        until = until and not _PRESENT.search(fact.name)
        done = named.startswith("nam ") and before.endswith("nam") and abs(figure.low - own.low) <= _NEAR_YEARS
        deed, then = named[4:], sentence.plain[figure.end : figure.right].lstrip(" :–-*")
        if done and (then.startswith(deed) or re.search(rf"(?:^|[,;:])\W*(?:viec )?{deed} (?:trong|vao) nam$", before)):
            return not own.ranged and not periods  # “Năm 2028: sơ kết”, “sơ kết trong năm 2028” are `nam_so_ket`
        single = beside and not (periods or own.ranged) and _unsaid(fact, figure, sentence)
        return single and (grouped or until) and (named != "nam" or bool(fact.group))  # `nam` alone is no one's year
    follows = sentence.plain[figure.end : figure.right].lstrip().startswith(named)
    others = (" ".join(one.words) for one in facts.plain if one.amount and len(one.words) > 1)
    counts = beside or (follows and not any(map(lead.endswith, others)))  # “tiếp thu 12 ý kiến” counts what was taken
    return len(fact.words) > 1 and not {figure.low, own.low}.intersection(YEARS) and counts


def _of_another_plan(fact: Fact, figure: _Beside, sentence: Sentence, facts: Known) -> bool:
    """Whether words stand between the name of a plan and its period that make it another: “Đề án chuyển đổi số giai
    đoạn 2021 - 2025”."""
    at = sentence.plain.rfind(" ".join(fact.group), figure.left, figure.start)
    named = sentence.plain[at : figure.start].strip().removesuffix(" giai doan")
    return at >= 0 and named not in facts.names and left_over(sentence.text[at : figure.start], facts.own(fact)) > 0


def _unsaid(fact: Fact, figure: _Beside, sentence: Sentence) -> bool:
    """Whether the year of a fact stands nowhere else in a sentence, where the other years are of other things."""
    return fact.text not in sentence.words or fact.text == sentence.text[figure.start : figure.end]


def _same(figure: _Beside, fact: Fact, sentence: Sentence) -> bool:
    found = fact.amount
    if found and sort(found.unit) == "time" and found.unit != figure.unit and found.low == figure.low:
        return False
    said = sentence.plain[figure.start : figure.end]
    each, own = _EACH.match(sentence.text, figure.end), _EACH.search(fact.text)
    if each and own and each[0] != own[0]:  # “76 nghìn tấn/tháng” is not that a year
        return False
    if found and (" phan " in said or "/" in said) and "tram" not in said and not hedge(sentence.plain, figure.start):
        return abs(figure.low - found.low) <= _NEAR_SHARE  # “ba phần năm” is about so much
    return not found or fits(figure.low, figure.high, found, sentence.plain[figure.left : figure.start])


def _within(figure: _Beside, fact: Fact) -> bool:
    """Whether a figure can be meant as a fact: one of its ends, about as much, its digits shifted, or “triệu” in place
    of “tỷ”."""
    pairs = [(figure.low, fact.amount.low), (figure.high, fact.amount.high)] if fact.amount else []
    return any(
        one
        and own
        and (
            1 / TWICE <= abs(one / own) <= TWICE or (0.01 <= one / own <= 100 and alike(one, own)) or slipped(one, own)
        )
        for one, own in pairs
    )
