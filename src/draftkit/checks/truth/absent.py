"""Figures that nobody says of whom a paper is held against, in a sentence that has the words of one that is said.

The other comparisons find what a figure is of, and must then be sure that it is of nothing else. This one begins at the
other end: most true figures are said somewhere, and of the few that are not, hardly any stands among the words of a
fact or provision that has another in the same unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log

from draftkit.checks.truth.aligned import without_figures
from draftkit.checks.truth.apart import YEAR, Own, clause, content_words, hedge, is_limited, scored, telling, ways
from draftkit.checks.truth.facts import YEAR_BEHIND, Fact, Known, fault, fits, is_remarked, slipped
from draftkit.checks.truth.named import Named
from draftkit.checks.truth.provisions import OFTEN, figures_of, is_kept, is_rest, of_rate
from draftkit.checks.truth.saying import (
    DAYS,
    EACH_YEAR,
    Amount,
    Said,
    day_figure,
    each_year,
    of_fact,
    of_provisions,
    of_tables,
)
from draftkit.checks.truth.sentences import WORD, Sentence
from draftkit.checks.truth.spoken import OTHER_ACT
from draftkit.checks.truth.stretches import shared
from draftkit.checks.truth.unplaced import denies_otherwise, otherwise, part_of, said_elsewhere, speaks_otherwise
from draftkit.law.dates import days
from draftkit.model.message import Fault
from draftkit.model.named import NamedTuple
from draftkit.text.figures import figures
from draftkit.text.fold import bare

_OTHERWISE, _WORKED_OUT, _BOUNDS, _OF_ACT, _DONE = ways("absent", "otherwise worked_out bounds of_act done")
_A_CASE, _EDGE, _ROUNDED, _LAID = ways("absent", "a_case edge rounded laid")
(_LEADS,) = ways("acts", "leads")
_FAR = 20
"""How many times as much a slip may be."""
_MARK = 3
"""Signs of the number of a provision."""
_NONE: frozenset[str] = frozenset()
_NEAR = 0.1
"""The share by which a figure that is hedged may differ from what is said."""

Levels = Sequence[tuple[float, float, float]]
_SURE: Levels = ((1.8, 0.5, 1.2), (1.4, 0.95, 0.7))
_SURER: Levels = ((4.5, 0.6, 1.4),)
"""How much the words of a sentence must tell of what is said, as words that only that has; which share of all of them;
how much more than of anything else. More is wanted where something else says the figure."""
_LEAST = min(least for least, *_ in _SURE)
"""With less nothing is even looked at."""
_FEW = 2.5
"""What share more, of one thing that is said: the fewer there are, the less their words tell."""
_OF_DAYS = 0.25
"""What share more, of a provision with a day: many things are done by one."""
_ELSEWHERE = 3.5
"""How much more they must tell of it than of what says the figure."""
_DOUBTFUL, _RATHER = ((2.0, 0.7, 0.0),), 1.5
"""The same where one is but shown; told in nine projects of fourteen, two times of three rightly."""
_BORNE_OUT, _NEARLY, _FEWEST = 1.8, 0.5, 2
"""How much they must tell of a provision that says the figure, where that is not held against a fact; or which share of
those right beside it, two at least."""
_HALF, _FEW_WORDS = 0.5, 3
"""The share of the words of a fact that a sentence has which is about it; words that are too few where another opens
it."""
_HINTS = 2.0
"""How much they must tell of what is but shown as the nearest."""
_HERE, _UNKNOWN = 1.5, 1.2
"""How much a word beside the figure counts, and one that nothing has: the less, the more there is to have it."""


class _Stretch(NamedTuple):
    """A figure or a day of a sentence: where it stands, and what it is."""

    start: int
    end: int
    amount: Amount


class Held:
    """All figures and days that papers are held against, by unit, with the words they stand among; `dates` (ISO) are
    those that acts and documents have besides."""

    def __init__(self, facts: Sequence[Fact], named: Mapping[str, Named], dates: Iterable[str]) -> None:
        sorts = [[*of_fact(fact)] for fact in facts]
        for document in named.values():
            sorts += ([one] for one in of_provisions(document))
            sorts += of_tables(document)
        self.all = [*chain(*sorts)]
        self.in_unit: defaultdict[str, list[Said]] = defaultdict(list)
        for said in self.all:
            for unit in dict.fromkeys(unit for unit, *_ in said.figures):
                self.in_unit[unit].append(said)
        self._having: dict[str, defaultdict[str, list[int]]] = {}
        """Which of those in a unit have each word."""
        self.amounts: defaultdict[str, set[float]] = defaultdict(set)
        headings = {one.heading for document in named.values() for one in document.provisions.all}
        besides = chain(map(day_figure, dates), (one for heading in headings for one, _ in each_year(heading)))
        for unit, *ends in chain(*(said.figures for said in self.all), besides):
            self.amounts[unit].update(ends)
        held = Counter(word for each in sorts for word in frozenset[str]().union(*(one.words for one in each)))
        self.weights = telling(held, len(sorts))
        self.unknown = _UNKNOWN / (1 + log(len(sorts) + 1))

    def borne_out(self, sentence: Sentence) -> set[int]:
        """Where the figures of a sentence begin that a document says among its words."""
        here, found = [*_stretches(sentence)], set[int]()
        ends = {end for one in here for end in one.amount[1:]}
        for one in here:
            first, last = clause(sentence.text, one.start, one.end)
            beside = {*content_words(without_figures(sentence.text[first:last]))}
            if len(beside) < _FEWEST:  # “500.000 đồng: mỗi đàn …”
                beside.update(content_words(sentence.text[last : clause(sentence.text, last + 1, last + 1)[1]]))
            weigh = self._weigh(one, sentence)
            near = {word: told for word, told in weigh.items() if word in beside}
            sure = self._says_rather(one.amount, ends, weigh, _BORNE_OUT, beside)
            if sure or self._says_rather(one.amount, ends, near, _NEARLY * sum(near.values()), beside):
                found.add(one.start)
        return found

    def _says_rather(
        self, own: Amount, ends: Collection[float], weigh: Mapping[str, float], least: float, beside: Collection[str]
    ) -> bool:
        """Whether a provision or a cell has an amount, by the words `beside` it, and of some words so much, and more
        than any that has none of the `ends` of its sentence."""
        ranked = self._ranked(own[0], weigh) if len(weigh) >= _FEWEST else []
        first = next(((score, said) for score, said in ranked if said.document and own in said.figures), None)
        told = first[0] if first and _is_said_of(own, first[1], beside) else 0.0
        others = (score for score, said in ranked if own not in said.figures and _has_left(said, ends, own[0]))
        return told >= least and told > next(others, 0.0)

    def _ranked(self, unit: str, weigh: Mapping[str, float]) -> list[tuple[float, Said]]:
        """All that have a figure in a unit and any of some words, those first of which these tell most."""
        held = self.in_unit.get(unit, ())
        if unit not in self._having:
            self._having[unit] = defaultdict(list)
            for at, said in enumerate(held):
                for word in said.words:
                    self._having[unit][word].append(at)
        told = scored(self._having[unit], weigh)
        return [(score, held[at]) for at, score in sorted(told.items(), key=lambda one: (-one[1], one[0]))]

    def unlike(self, sentence: Sentence, facts: Known, right: Container[int]) -> Iterator[Fault]:
        """The figures of a sentence that differ from the one among whose words they stand, and are said by nobody, or
        by what has hardly any of these words; not those that begin where they are known to be `right`."""
        text = sentence.text
        if _OTHERWISE.search(text):
            return
        done, case = _DONE.search(text) or _LEADS.match(text), _A_CASE.search(text)
        for one in (one for one in _stretches(sentence) if one.start not in right):
            said = self._meant(one, sentence) if self.amounts.get(one.amount[0]) else None
            shown = text[one.start : one.end].strip()
            remarked = said and said.fact and is_remarked(said.fact, one.amount[1], one.amount[0], sentence, one.start)
            if said and (remarked or self._is_of_another(said, one, sentence, facts)):
                continue
            if said and said.fact and (not case or case["part"]):
                yield fault(sentence.place(one.start), shown, said.fact)
            elif said and said.document and not (done or case) and not _is_a_case(one, said, sentence):
                if said_elsewhere(shown, said.text, said.document.provisions, text):
                    continue
                own = said.own or _first_unsaid(said.text, one.amount[0], sentence)
                message = otherwise(shown, said.called, own, said.text)
                yield Fault("DK-V005", message, sentence.place(one.start))

    def nearest(self, start: int, end: int, unit: str, sentence: Sentence) -> tuple[str, str] | None:
        """What says a figure in a unit among most words of a sentence, which has one from `start` to `end`: its name,
        and what it says; None where hardly any word is the same."""
        weigh = self._weigh(_Stretch(start, end, (unit, 0, 0)), sentence)
        told, best = next(iter(self._ranked(unit, weigh)), (0.0, None))
        return (best.called, best.text) if best and told >= _HINTS else None

    def doubted(self, start: int, end: int, amount: Amount, sentence: Sentence) -> tuple[str, str] | None:
        """What has most words of a sentence, but another figure than the one from `start` to `end`, which something
        with hardly any of them says: its name, and what it says; None where the words tell too little."""
        said = self.amounts[amount[0]].issuperset(amount[1:])
        if said == (amount[0] == EACH_YEAR):  # days of one year say nothing of each
            return None
        best = self._meant(_Stretch(start, end, amount), sentence, _DOUBTFUL, _RATHER)
        found = None if best or OTHER_ACT.search(sentence.text) else sentence.bracketed(start)
        if found and not speaks_otherwise(sentence.text, ""):  # “vườn ươm (mỗi dự án ươm tạo không quá 36 tháng)”
            at, inner = found
            best = self._meant(_Stretch(start - at, end - at, amount), inner, _DOUBTFUL, _RATHER)
        return (best.called, best.text) if best else None

    def _meant(
        self, stretch: _Stretch, sentence: Sentence, surer: Levels = _SURER, elsewhere: float = _ELSEWHERE
    ) -> Said | None:
        """The one whose words a sentence has, and whose figure it does not say; None where that is not certain.
        `surer`, `elsewhere`: how much is wanted where something else says the figure."""
        unit, low, high = stretch.amount
        weigh = self._weigh(stretch, sentence)
        years = self._years(stretch, sentence)
        ranked = self._ranked(unit, weigh)
        if not ranked or ranked[0][0] < _LEAST:
            return None
        timed = [(score, one) for score, one in ranked if all(year in one.says for year in years)] if years else ranked
        ends = {end for one in _stretches(sentence) if one.amount[0] == unit for end in one.amount[1:]}
        others = ((score, one) for score, one in timed if _has_left(one, ends, unit) and not _says(one, stretch.amount))
        told, best = next(others, (0.0, None))
        if best is None:
            return None
        slack = 1 if unit == DAYS else _NEAR * low if unit != EACH_YEAR and hedge(sentence.plain, stretch.start) else 0
        if any(abs(low - one) <= slack for each, one, _ in best.figures if each == unit):
            return None
        known, levels = self.amounts[unit], _SURE
        if {low, high} <= known or (unit != DAYS and any(abs(low - one) <= slack for one in known)):
            levels = surer
            there = next((score for score, one in timed if _says(one, stretch.amount)), 0.0)
            if told - there < elsewhere:
                return None
        share = told / (sum(weigh.values()) or 1)
        own = {one for one in best.figures if one[0] == unit}
        left = ((score, one) for score, one in others if own.isdisjoint(one.figures) and not _is_kind(one, best))
        ahead = told - next((score for score, _ in left), 0.0)
        more = _FEW / len(self.all) + (_OF_DAYS if unit == DAYS and best.document else 0)
        sure = any(told >= least and share >= min(of_all + more, 0.999) and ahead >= by for least, of_all, by in levels)
        return best if sure else None

    def _weigh(self, stretch: _Stretch, sentence: Sentence) -> dict[str, float]:
        """How much each word of a sentence tells of a figure in it."""
        first, last = clause(sentence.text, stretch.start, stretch.end)
        words, here = (
            {*content_words(_BOUNDS.sub(" ", text))} - {*content_words(stretch.amount[0])}
            for text in (without_figures(_LAID.sub(" ", sentence.text)), sentence.text[first:last])
        )
        return {word: self.weights.get(word, self.unknown) * (_HERE if word in here else 1) for word in words}

    @staticmethod
    def _years(stretch: _Stretch, sentence: Sentence) -> set[str]:
        """The years that a sentence says of a figure: beside it, and where it opens."""
        text, (first, last) = sentence.text, clause(sentence.text, stretch.start, stretch.end)
        behind = YEAR_BEHIND.match(text, stretch.end)
        if behind and stretch.amount[0] != DAYS:
            return {*YEAR.findall(behind[0])}
        opens = text[: clause(text, 0, 0)[1]]
        return set() if stretch.amount[0] == DAYS else {*YEAR.findall(opens), *YEAR.findall(text, first, last)}

    def _is_of_another(self, said: Said, stretch: _Stretch, sentence: Sentence, facts: Known) -> bool:
        """Whether words of a sentence say that its figure is of another time, place or part than something that is
        said, or words that nothing has stand by two of its own: “nước thải sinh hoạt” is not all of “nước thải”."""
        own = facts.own(said.fact) if said.fact else Own(said.words, _NONE, YEAR.findall(said.text), (), None)
        amount = said.fact.amount if said.fact else None
        if said.fact and not _is_about(sentence, said.fact, stretch, facts):
            return True
        before = sentence.plain[: stretch.start]
        shares = (1, *(one.low / 100 for one in sentence.figures if amount and one.unit == "%" != amount.unit))
        if amount and any(
            fits(*stretch.amount[1:], amount._replace(low=part * amount.low, high=part * amount.high), before)
            for part in shares
        ):
            return True
        known = own.words | said.words | own.told | {*WORD.findall(bare(said.says).lower())}
        opening, comma, rest = without_figures(sentence.text).partition(",")
        if not comma or not known.isdisjoint(content_words(opening)):  # “Xin nhắc lại, …” says nothing of it
            rest = f"{opening} {rest}"
        row = "".join("o" if word in known else "-" if word in self.weights else "?" for word in content_words(rest))
        if (said.fact or stretch.amount[0] == DAYS) and ("oo?" in row or "??oo" in row):
            return True
        if row.startswith("?") and row.count("o") < _FEW_WORDS:  # “hãng bảo hành tới 10 năm”
            return True
        first, last = clause(sentence.text, stretch.start, stretch.end)
        opens = clause(sentence.text, 0, 0)[1] if first else 0
        around = ((0, opens), (first, stretch.start), (stretch.end, last))
        return any(is_limited(sentence.stretch(*one), own._replace(words=known)) for one in around)


def _is_a_case(stretch: _Stretch, said: Said, sentence: Sentence) -> bool:
    """Whether a figure is that of a case to which a provision applies, or no slip for its figure: it keeps its bound,
    is that of several or of the rest, far from it, done, told of something else or of what the provision denies."""
    text, says, (unit, low, _) = sentence.text, said.text, stretch.amount
    denied = unit != DAYS and (denies_otherwise(text, says) or of_rate(text, says))
    if denied or OTHER_ACT.search(text) or speaks_otherwise(text, says) or _ROUNDED.search(text, 0, stretch.start):
        return True
    own = [ends for each, *ends in said.figures if each == unit]
    if unit == DAYS:
        edges = (
            _EDGE.search(one, 0, at) for one, at in ((text, stretch.start), *((says, one.start) for one in days(says)))
        )
        return len({one.lastgroup if one else "" for one in edges}) > 1
    first, last = clause(text, stretch.start, stretch.end)
    far = not any(1 / _FAR < low / (one or low or 1) < _FAR or slipped(low, one) for one, _ in own)
    several = any(one and low / one in OFTEN for one, _ in own) and ("mỗi" in says.lower() or "/" in said.own)
    known = [one for one in figures_of(says) if one.low in chain(*own)]
    here = [one for one in figures_of(text) if one.at == stretch.start]
    kept = any(is_kept(one, text, says, known) or is_rest(one, text, says, known) for one in here)
    in_table = any(not one.unit and one.low == low and one.start > _MARK for one in figures(says))  # “| 04 |”
    part = said.own or part_of(says, text[first:last], {unit})
    return far or several or kept or in_table or not part


def _is_said_of(own: Amount, said: Said, words: Collection[str]) -> bool:
    """Whether an amount is that of a provision or a cell which has more of some words than any other of its figures in
    one unit."""
    if own not in said.figures or len({one for one in said.figures if one[0] == own[0]}) < 2:
        return own in said.figures
    told = shared(words, said.text, own[0])
    of_own = [many for one, many in told if (one.low, one.high) == own[1:]]
    others = [many for one, many in told if (one.low, one.high) != own[1:]]
    return not of_own or max(of_own) > max(others, default=0)


def _is_about(sentence: Sentence, fact: Fact, stretch: _Stretch, facts: Known) -> bool:
    """Whether a sentence speaks of what a fact is of: it has half as many of the words of that and of its remark as its
    name has, any where its figure is a slip for the fact's."""
    named = {*fact.words}
    shared_words = sentence.words & {*named, *content_words(fact.remark)}
    slip = fact.amount and slipped(stretch.amount[1], fact.amount.low)
    enough = slip or len(shared_words) >= _HALF * len(named)
    return facts.is_spoken_of(fact, sentence.text) and bool(shared_words) and bool(enough)


def _is_kind(one: Said, of: Said) -> bool:
    """Whether something is a fact of a kind or a part of what another fact is of: `ty_le_kho_khan` of `ty_le`."""
    return bool(one.fact and of.fact and one.fact.name.startswith(f"{of.fact.name}_"))


def _has_left(said: Said, ends: Collection[float], unit: str) -> bool:
    """Whether something says a figure in a unit that is none of some."""
    return any(each == unit and not {low, high}.issubset(ends) for each, low, high in said.figures)


def _says(said: Said, amount: Amount) -> bool:
    """Whether something says a figure, or one end of it."""
    unit, low, high = amount
    return any(each == unit and (low in ends or high in ends) for each, *ends in said.figures)


def _stretches(sentence: Sentence) -> Iterator[_Stretch]:
    """The figures and days of a sentence that may be those of something else."""
    for one in sentence.figures:
        if one.unit and not _WORKED_OUT.match(sentence.text, one.counted):
            yield _Stretch(one.start, one.end, (one.unit, one.low, one.high))
    for day in sentence.days:
        if day.first == day.last and not _OF_ACT.search(sentence.text, 0, day.start):
            yield _Stretch(day.start, day.end, day_figure(day.first))


def _first_unsaid(text: str, unit: str, sentence: Sentence) -> str:
    """The first figure of a text in a unit that a sentence does not say, or the first day, as it stands there."""
    said = {end for one in _stretches(sentence) if one.amount[0] == unit for end in one.amount[1:]}
    held = (one for one in figures(text) if one.unit == unit and not said.intersection((one.low, one.high)))
    return next((text[one.start : one.end].strip() for one in (days(text) if unit == DAYS else held)), "")
