"""Figures and days that nothing says whom a text is held against: nothing contradicts them, and nothing bears them out.
A reader is told which they are, since nobody else has looked at them; about half of them are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations
from math import isclose

from draftkit.checks.truth.absent import Held
from draftkit.checks.truth.acts import Act
from draftkit.checks.truth.aligned import kept_of
from draftkit.checks.truth.apart import hedge, ways
from draftkit.checks.truth.contacts import TELEPHONE
from draftkit.checks.truth.dated import CLOCK
from draftkit.checks.truth.facts import Fact
from draftkit.checks.truth.named import Named
from draftkit.checks.truth.provisions import whole_noun
from draftkit.checks.truth.saying import DAYS, EACH_YEAR, day_figure, each_year
from draftkit.checks.truth.sentences import Sentence, days_of_each_year, days_said
from draftkit.checks.truth.unplaced import rather
from draftkit.law.dates import days, short_date
from draftkit.model.keys import SUBTITLE, SUMMARY, TITLE
from draftkit.model.message import Fault, Message, Place, fault_at, msg
from draftkit.model.meta import texts_in
from draftkit.resolve.bound import Bound
from draftkit.text.figures import TIMES, figures, measured
from draftkit.text.fold import bare
from draftkit.text.passage import shortened

UNSAID = "DK-V007"
_FEW = 10
"""Numbers in words below this mostly count nothing: “hai bên”."""
_NEAR = 0.1
"""The share by which a figure that is hedged may differ from one that is said."""
_MONTH = "month of a year"
"""The unit of months: 202607 is July 2026."""
_SPOKEN = frozenset((TITLE, SUBTITLE, SUMMARY))
"""Metadata that tell of the text; what others say is said by them."""
_GREAT = 100
"""A number that is said by chance of two things no more often than once in so many."""
_SHOWN = 90
"""Signs of a provision that are shown."""
_BEFORE, _DUE = ways("unsaid", "before due")

_Numbers = Mapping[str, set[float]]
"""Numbers by their unit, `DAYS` for days, empty for all that are but counted."""


class Said:
    """All numbers and days that anything says whom a text is held against."""

    def __init__(
        self, facts: Sequence[Fact], named: Iterable[Named], acts: Iterable[Act], held: Held, state: str
    ) -> None:
        """`state`: as of `Knowledge`."""
        self.held = held
        texts = [" ".join((one.text, one.notes, one.name.replace("_", " "))) for one in facts]
        self.counts: defaultdict[str, set[float]] = defaultdict(set)
        """How many chương, điều, phụ lục documents have, by the first word of these."""
        self.rows: set[float] = set()
        """How many rows their tables have."""
        self.lists: defaultdict[str, set[float]] = defaultdict(set)
        """How many things their annexes list, by what these are."""
        for document in named:
            self.rows |= document.rows
            for noun, count in document.lists.items():
                self.lists[noun].add(count)
            texts += (f"{one.heading} {one.text}" for one in document.provisions.all)
            texts += (" ".join((one.caption, one.heading, one.row, one.said)) for one in document.cells.all)
            texts += map(short_date, document.dates)
            for noun, count in document.counts.items():
                self.counts[noun.split()[0]].add(count)
        texts += (f"{one.name} {short_date(one.date)} {short_date(one.force)}" for one in acts)
        numbers = kept_of(state, "numbers", lambda: ((unit, *each) for unit, each in _read("\n".join(texts)).items()))
        self.numbers = defaultdict[str, set[float]](set, {unit: {*each} for unit, *each in numbers})
        self.bare: defaultdict[str, set[float]] = defaultdict(set)
        """What facts say without their noun, by that noun: `so_nguoi: 640`; great numbers by none: “640 thành viên”."""
        for one in facts:
            if one.amount and one.words and not one.amount.unit:
                self.bare[one.words[0] if one.amount.low < _GREAT else ""].add(one.amount.low)

    def unsaid(
        self, sentence: Sentence, own: _Numbers, told: set[tuple[int, float]], faulty: Container[Place]
    ) -> Iterator[Fault]:
        """The figures and days of a sentence that nothing says, nor its text of itself (`own`), and those said among
        other words; once in a line (`told`), and not where something is `faulty`. What nothing is near to is told
        together."""
        alone: dict[str, Place] = {}
        for start, stop, end, (unit, *ends) in _looked_at(sentence, self.held.amounts):
            place = sentence.place(start)
            counted = not _measure(unit) and self.held.amounts.get(unit)  # “9 thành viên” is none of “Chương 9”
            plain = self.bare[bare(unit).lower()] | self.bare[""]
            parts = self.counts.get(unit, set()) | (set() if _measure(unit) else self.rows)
            shown = sentence.text[start:stop].strip()
            listed = self.lists.get(shown.casefold().partition(" ")[2]) or (counted and counted | plain)
            due = unit == EACH_YEAR and _DUE.match(sentence.text)  # what is due each year is on no day of one
            numbers = self.held.amounts[unit] if due else self.numbers[_measure(unit)]
            known = (listed or numbers) | parts, own.get(_measure(unit), ())
            slack = _NEAR if unit != DAYS and hedge(sentence.plain, start) not in ("", "from", "to") else 0
            said = all(
                any(each in some or (slack and any(abs(one - each) <= slack * each for one in some)) for some in known)
                for each in ends
            )
            if (place.line, ends[0]) in told or place in faulty:
                continue
            if not said and not self._makes(ends[0], start, sentence):
                told.add((place.line, ends[0]))
                near = self.held.nearest(start, end, unit, sentence)
                if near:
                    yield Fault(UNSAID, _nearest(shown, *near), place)
                else:
                    alone.setdefault(f"“{shown}”", place)
            elif said and (near := self.held.doubted(start, end, (unit, ends[0], ends[-1]), sentence)):
                told.add((place.line, ends[0]))
                yield Fault(UNSAID, rather(shown, *near), place)
        if alone:
            text = msg("nothing in the project says {said}: see whether it is right, or make it a fact")
            yield fault_at(UNSAID, next(iter(alone.values())), text, said=", ".join(alone))

    def _makes(self, number: float, start: int, sentence: Sentence) -> bool:
        """Whether two figures of a sentence that something says make another: their sum, difference or product, or the
        share that one is of the other."""
        others = (one for one in sentence.figures if one.start != start and one.low == one.high)
        held = [one.low for one in others if one.low in self.numbers[_measure(one.unit)]]
        pairs = (sorted(pair) for pair in combinations(held, 2))
        made = chain(*((less + more, more - less, less * more, 100 * less / (more or 1)) for less, more in pairs))
        return any(isclose(one, number) for one in made)


def _nearest(said: str, name: str, says: str) -> Message:
    text = "nothing in the project says “{said}”: see whether it is right; nearest is {name}, “{shown}”"
    return msg(text, said=said, name=name, shown=shortened(says, _SHOWN))


def of_itself(bound: Bound) -> _Numbers:
    """The numbers and days that a text is given, and that its metadata say: when an event is, how many are invited; but
    for what they say of a source."""
    own = (data for key, data in bound.meta.values.items() if key not in _SPOKEN)
    flat = (one for data in own for one in (data if isinstance(data, list) else (data,)))
    texts = (text for one in flat if not (isinstance(one, dict) and one.get("nguon")) for text in texts_in(one))
    return _read("\n".join(map(short_date, chain(texts, bound.values.values()))))


def _looked_at(sentence: Sentence, counted: Container[str]) -> Iterator[tuple[int, int, int, tuple[str, float, float]]]:
    """The figures and days of a sentence that something should say: where they begin and end, without and with what
    they count, and what they are. What a row of a table counts, its cells say with their headings."""
    text = sentence.text
    row = text.startswith("|") and not sentence.key
    if not any(map(str.isalpha, text)):  # the number of an entry
        return
    taken = {at for found in TELEPHONE.finditer(text) for at in range(*found.span())}
    taken.update(at for found in CLOCK.finditer(text) for at in range(found.start() + 1, found.end()))
    for one in sentence.figures:
        measure, shown = _measure(one.unit), text[one.start : one.end].strip().lower()
        alone = shown.startswith("một ") and measure not in TIMES  # “một tấn”
        few = alone or (shown[:1].isalpha() and one.low < _FEW and not measure and one.unit not in counted)
        counted_in_row = row and not one.unit
        if not (few or counted_in_row or one.start in taken or _BEFORE.search(text, 0, one.start)):
            stop = one.end if measure else whole_noun(text, one.counted) or one.counted
            yield one.start, stop, one.end, (one.unit, one.low, one.high)
    for day in sentence.days:
        if day.first == day.last:
            yield day.start, day.end, day.end, day_figure(day.first)
        elif day.first[:7] == day.last[:7]:
            yield day.start, day.end, day.end, (_MONTH, *(_digits(day.first[:7]),) * 2)
    yield from ((*found.span(), found.end(), day) for day, found in each_year(text))


def _digits(iso: str) -> float:
    """A part of an ISO day as a number; 0 for none."""
    return float(iso.replace("-", "") or 0)


@cache
def _measure(unit: str) -> str:
    """A unit that measures; empty for what is counted."""
    return unit if unit in (DAYS, EACH_YEAR, _MONTH) or unit in measured() else ""


def _read(text: str) -> defaultdict[str, set[float]]:
    """The numbers of a text, and its days."""
    found: defaultdict[str, set[float]] = defaultdict(set)
    for one in figures(text):
        found[_measure(one.unit)].update((one.low, one.high))
    for time in days_said(text):
        if time.first[:7] == time.last[:7]:
            found[_MONTH].add(_digits(time.first[:7]))
    for said, _ in days_of_each_year(text):
        found[EACH_YEAR].add(_digits(said))
    for day in days(text):
        found[EACH_YEAR].add(_digits(day.iso[5:]))
        found[DAYS].add(day_figure(day.iso)[1])
        found[""].add(float(day.iso[:4]))
    return found
