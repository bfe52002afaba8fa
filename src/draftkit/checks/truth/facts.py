"""The facts of a project as sentences are held against them: what each is known by, and what it holds.

A fact is known by the words of its name: `muc_tieu.nuoc_thai` is meant where a share stands by “nước thải”,
`ke_hoach.so_nhiem_vu` where a number counts “nhiệm vụ”."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from math import isclose

from draftkit.checks.truth.acts import NUMBER
from draftkit.checks.truth.aligned import kept_of
from draftkit.checks.truth.apart import DRAFTS, PLANS, YEAR, Own, clause, content_words, hedge, ways
from draftkit.checks.truth.sentences import Sentence, days_said
from draftkit.law.dates import only_day
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.model.meta import Data, texts_in, written
from draftkit.model.named import NamedTuple
from draftkit.text.figures import TIMES, YEARS, Amount, Figure, amount, figures, measure, measured
from draftkit.text.fold import bare

_COUNTS, _DONE, _COMPARED, _FRAME, _SIZE, _OF_ALL = ways("facts", "counts done compared frame size of_all")
_UNTIL = re.compile(r"đến năm \d{4}")
YEAR_BEHIND, YEAR_OF, _BEGIN, _END, _AIM = ways("facts", "year_behind year_of begin end aim")
_LIMITED, _SURVEYED, _TRIED, _BEFORE = ways("facts", "limited surveyed tried before")
_GENERAL = frozenset(bare(PLANS).split("|"))
"""What a group of facts is called by that says nothing of what they are of."""
_LINKED = r"(?:_thuc_hien|_khi_ket_thuc|_(?:cua|tai|trong|cho))"
"""What binds the name of a group to that of a value in it: `so_gian_hang_tai_dien_dan`."""
_TELLING = 100
"""A number that is said by chance no more often than once in so many."""
_COMPARED_WITH = re.compile(r"(?i:(?<!\w)so với (?:[^\W\d_]+ ){0,4}\d{4}(?!\w))")
_PART = re.compile(r"[,;:.()]+(?:\s|$)")
"""Between parts of a remark."""
TWICE = 2
"""A measured figure is meant as a fact that is at most so many times as much, or has the same digits."""
_MONTH = re.compile(r"(?:tháng|[Qq]uý) \S+ năm \d{4}$", re.IGNORECASE)


class Fact(NamedTuple):
    """A value of the project: its name, the words it is known by, those of its group, and what it holds."""

    name: str
    text: str
    words: tuple[str, ...]
    group: tuple[str, ...]
    amount: Amount | None
    date: str
    notes: str
    remark: str = ""

    @property
    def counted(self) -> bool:
        """Whether it is how many there are of something."""
        return self.leaf.startswith(("so_", "tong_so_"))

    @property
    def of_then(self) -> bool:
        """Whether its group is of a time before: `giai_doan_truoc.quan_trac`."""
        found = _LIMITED.search(self.above)
        return found is not None and not found.lastgroup

    @property
    def noted(self) -> str:
        """What its remark says it counts: “Số ý kiến được tiếp thu”."""
        said = _COUNTS.match(self.remark.replace("tỉnh, thành phố", "tỉnh"))
        words = " ".join(re.findall("[a-z]+", _DONE.sub("", bare(said[1]).lower()))) if said else ""
        return re.sub(r" (\w+ \w+) va \w+ \1$", "", words)  # “kho sách công lập và ngoài công lập”

    @property
    def above(self) -> str:
        """The name of its group, from the top."""
        return self.name.rpartition(".")[0]

    @property
    def leaf(self) -> str:
        """Its name without that of its group."""
        return self.name.rpartition(".")[2]


def facts_of(tables: Mapping[str, Data], above: str = "") -> Iterator[Fact]:
    """The facts of nested tables."""
    for key, data in tables.items():
        name = f"{above}.{key}" if above else key
        if isinstance(data, dict) and ("gia_tri" not in data or isinstance(data["gia_tri"], dict)):
            yield from facts_of(data, name)
            continue
        held = data.get("gia_tri") if isinstance(data, dict) else data
        if held is None or isinstance(held, (dict, list)) or key in ("nguon", "ghi_chu"):
            continue
        source, remark = (
            ("".join(texts_in(data.get(one))) for one in ("nguon", "ghi_chu")) if isinstance(data, dict) else ("", "")
        )
        yield _fact(name, written(held).strip(), source, remark)


def kept_facts(tables: Mapping[str, Data], state: str) -> list[Fact]:
    """The same, kept where the `state` of all that papers are held against is certain."""
    rows = kept_of(state, "facts", lambda: ((*one[:4], tuple(one.amount or ()), *one[5:]) for one in facts_of(tables)))
    return [Fact(*one)._replace(amount=Amount(*one[4]) if one[4] else None) for one in rows]


@lru_cache(maxsize=2000)
def _fact(name: str, text: str, source: str, remark: str) -> Fact:
    """The fact of a name and a value: the same for all papers of a project."""
    *groups, leaf = ("_".join(re.findall("[a-z0-9]+", bare(part).lower())) for part in name.split("."))
    group = tuple(word for word in groups[-1].split("_") if word.strip("0123456789")) if groups else ()
    words = _said_of(_SIZE.sub("", leaf), group)
    day = only_day(text)
    found = None if day or leaf.startswith("gio") else amount(text) or _of_parts(text)  # “8 giờ” is a time of day there
    if found and (not words or bare(found.unit).lower() == " ".join(words)) and remark:  # `muc_tieu_ty_le`, and of what
        noted = "_".join(re.findall("[a-z0-9]+", bare(remark.partition(".")[0]).lower()))
        words = (_GENERAL.intersection((" ".join(group),)) and _said_of(_FRAME.sub("", noted).strip("_"), ())) or words
    words = words or (_said_of("_".join(group), ()) if found else ())
    return Fact(name, text, words, group, _in_ones(found) if found else None, day, f"{source} {remark}", remark)


def _of_parts(text: str) -> Amount | None:
    """A time in two units, which is all that a text says: “02 phút 40 giây”."""
    whole = [one for one in figures(text) if (one.start, one.end) == (0, len(text)) and one.unit in TIMES]
    return Amount(text, whole[0].low, whole[0].high, whole[0].unit) if whole else None


def _said_of(name: str, group: Sequence[str]) -> tuple[str, ...]:
    """The words of a name that tell of what it is, but for those of its group behind them."""
    of = _FRAME.sub("", _OF_ALL.sub("", YEAR_OF.sub("", name)))
    for size in range(len(group), 1, -1):
        for at in range(len(group) - size + 1):
            of = re.sub(rf"(?<=[a-z0-9]){_LINKED}_{'_'.join(group[at : at + size])}$", "", of)
    return tuple(word for word in of.split("_") if word.strip("0123456789") and word != "cua")


def _in_ones(found: Amount) -> Amount:
    """A value in ones of the unit that figures of sentences are in."""
    low, high, words = found.base
    words = words.partition("/")[0]  # what it is for each of, figures of sentences leave out too
    parts = words.split()
    known = (" ".join(parts[:size]) for size in (3, 2))  # “độ C”, “ngày làm việc”
    times, unit = measure("", next((one for one in known if one in measured()), "".join(parts[:1])))
    return Amount(found.text, low * times, high * times, unit)


def is_remarked(fact: Fact, low: float, unit: str, sentence: Sentence, start: int) -> bool:
    """Whether the remark of a fact says a figure that begins at `start`, of the time or part that a sentence is of:
    “năm 2024 là 24 vụ”."""
    text, before = sentence.text, sentence.plain[:start]
    parts = [
        part
        for part in _PART.split(fact.remark)
        for one in figures(part)
        if one.unit == unit and fits(low, low, Amount("", one.low, one.high, unit), before)
    ]
    marks = ({*YEAR.findall(one)} or {*content_words(one)} - {*fact.words, *fact.group} for one in parts)
    return any(not one.isdisjoint((*YEAR.findall(text), *content_words(text))) for one in marks)


class Known:
    """The facts of a project, sorted by what they hold, so that a sentence meets few of them."""

    _titles = ""

    def __init__(self, facts: Sequence[Fact], names: str, drafts: Mapping[str, str]) -> None:
        """`names`: those of the acts; `drafts`: the types of the documents, by the names that facts have of them."""
        self._drafts = drafts
        self.all = facts
        self._own: dict[str, Own] = {}
        self.names = bare(names).lower()
        units = {one.amount.unit for one in facts if one.amount}
        self.in_unit = {unit: [one for one in facts if one.amount and one.amount.unit == unit] for unit in units}
        held = [(fact, fact.amount) for fact in facts if fact.amount and fact.words]
        self.measured: dict[str, list[Fact]] = {}
        for fact, found in held:
            if found.unit and (found.unit in ("%", *TIMES) or not fact.counted):
                self.measured.setdefault(sort(found.unit), []).append(fact)
        self.plain = [fact for fact, found in held if not found.unit and not fact.counted]
        self.counted: dict[str, list[Fact]] = {}
        for fact, found in held:
            named, noted = " ".join(fact.words) if fact.counted else "", fact.noted
            if named or not found.unit:
                for noun in dict.fromkeys(filter(None, (named, noted))):
                    self.counted.setdefault(noun, []).append(fact)
        self.spans = [one for one in self.plain if one.amount and one.amount.ranged and one.amount.low in YEARS]
        self.dated = [fact for fact in facts if fact.date]
        self.months = [(fact, said[0]) for fact in facts if _MONTH.match(fact.text) and (said := days_said(fact.text))]
        ends = {fact.above: fact for fact in self.dated if _END.search(fact.leaf)}
        begins = [(fact, ends.get(fact.above)) for fact in self.dated if _BEGIN.search(fact.leaf)]
        self.lasts = [fact for fact in self.dated if _END.search(fact.leaf)]
        self.periods = [(first, last) for first, last in begins if last]
        """The first and the last day of one time: `mo_gop_y.tu_ngay` and `mo_gop_y.den_ngay`."""
        self.places = [fact for fact in facts if fact.leaf in ("dia_diem", "noi", "noi_hop", "noi_to_chuc")]
        self.hours = [fact for fact in facts if fact.leaf.startswith("gio")]
        self._years: dict[str, set[str]] = {}
        for fact in self.plain:
            if fact.amount and fact.amount.low in YEARS:
                self._years.setdefault(fact.above, set()).update(re.findall(r"\d{4}", fact.text))

    def titled(self, titles: str) -> Known:
        """The same for a paper; `titles`: its own and those of the documents it names."""
        own = copy(self)
        own._titles, own._own = titles, {}
        return own

    def has(self, number: float, unit: str) -> bool:
        """Whether one of them is so much."""
        return any(one.amount and one.amount.low == number for one in self.in_unit.get(unit, ()))

    def says(self, figure: Figure, words: Collection[str]) -> bool:
        """Whether a figure is that of a fact all of whose words stand among some."""
        amounts = ((one, one.amount) for one in self.in_unit.get(figure.unit, ()) if one.words)
        return any(
            held and (held.low, held.high) == (figure.low, figure.high) and {*one.words} <= {*words}
            for one, held in amounts
        )

    def narrower(self, facts: Sequence[Fact], unit: str, words: Collection[str]) -> list[Fact]:
        """Facts of a sort of unit that are told by more of some words than others: of the time for which a draft is
        published beside one for comments."""
        leaves, least = {one.leaf for one in facts}, {word for one in facts for word in one.words}
        own = ((one, {*one.group, *one.words}) for one in self.measured[unit] if one.leaf not in leaves)
        return [one for one, said in own if least < said <= {*words}]

    def own(self, fact: Fact) -> Own:
        """What a fact is known by; the years it is about stand in its name, or in its group."""
        if fact.name not in self._own:
            self._own[fact.name] = self._known_by(fact)
        return self._own[fact.name]

    def _known_by(self, fact: Fact) -> Own:
        words = frozenset((*fact.words, *fact.group, *fact.name.replace(".", "_").split("_")))
        named = {*YEAR_OF.findall(fact.name.replace(".", "_"))} or self._years.get(fact.above, set())
        group = " ".join(one.remark for one in self.all if one.above == fact.above)
        remarks = [one for one in (fact.remark, group) if YEAR.search(one) and not _COMPARED.search(one)]
        issued = {one.date[:4] for one in self.all if one.above == fact.above and one.date and not fact.date}
        years = named or {*YEAR.findall("".join(remarks[:1]))} or (issued if fact.counted else set())
        beside = [one.text for one in self.all if one.above == fact.above and not (one.amount or one.date)]
        notes = [one.notes for one in self.all if one == fact or (one.leaf == fact.leaf and fact.words[1:])]
        told = frozenset(re.findall("[a-z]+", bare(" ".join((*notes, self._titles, *beside))).lower()))
        aimed = None if fact.amount and fact.amount.low in YEARS else bool(_AIM.search(fact.name))
        of = self._drafts.get(fact.name.partition(".")[0])
        drafts = DRAFTS.findall(fact.notes.lower()) or ([of] if of else self._drafts.values())
        acts = frozenset(one[0] for one in NUMBER.finditer(" ".join((fact.notes, *beside))))
        return Own(words, told, years, {year for held in self._years.values() for year in held}, aimed, drafts, acts)

    def chosen(
        self, facts: Sequence[Fact], text: str, left: int, start: int, end: int, right: int | None = None
    ) -> Sequence[Fact]:
        """Of facts that a figure may be about, which stands in a text from `start` to `end`, with another one ending at
        `left` and one beginning at `right`: those from the act that is cited, those of a time before that is named, and
        those of the one year beside it; all where there are none."""
        if len(facts) < 2:
            return facts
        facts = [one for one in facts if self.cited(one, text)] or facts
        then = [one for one in facts if one.of_then]
        beside_it = text[slice(*clause(text, start, end, left, right))] if then else ""
        facts = [one for one in then if self.names_time(one, beside_it)] or facts
        behind = YEAR_BEHIND.match(text, end)
        beside = behind.span() if behind else (0, 0)
        until = len(text) if right in (None, len(text)) else clause(text, start, end)[1]  # behind, it is of the next
        # “so với năm 2020”, somewhere in a sentence, is the year of something else
        whole = _COMPARED_WITH.sub(" ", text[:until])
        spans = (beside, clause(text, start, end), (left, start))
        for years in (*({*YEAR.findall(text, *span)} for span in spans), {*YEAR.findall(whole)}):
            if len(years) == 1:
                return [one for one in facts if not years.isdisjoint(self.own(one).years)] or facts
        return facts

    def is_spoken_of(self, fact: Fact, text: str) -> bool:
        """Whether a text speaks of what the group of a fact is limited to: a survey whose counts are of those asked, a
        trial, or the rules before."""
        found = _LIMITED.search(fact.above)
        if found is None or (found["survey"] and fact.amount and fact.amount.unit == "%") or self.cited(fact, text):
            return True
        of_year = not found.lastgroup and not {*YEAR.findall(text)}.isdisjoint(self.own(fact).years)
        said = {"survey": _SURVEYED, "trial": _TRIED}.get(found.lastgroup or "", _BEFORE)
        return of_year or bool(said.search(text))

    def names_time(self, fact: Fact, text: str) -> bool:
        """Whether a text names the time before to which the group of a fact is limited: “của giai đoạn trước”, “của
        Chương trình đến năm 2025”, as its source is called."""
        if not fact.of_then:
            return False
        return " ".join(fact.group) in bare(text).lower() or any(one in text for one in _UNTIL.findall(fact.notes))

    def then(self, fact: Fact, text: str) -> list[Fact]:
        """The facts that have the words of one, and are of a time before that a text names."""
        return [one for one in self.named_then(text) if one.words == fact.words]

    def named_then(self, text: str) -> list[Fact]:
        """The facts of a time before that a text names."""
        return [one for one in self.all if self.names_time(one, text)]

    def beside(self, fact: Fact, figures: Sequence[Figure]) -> bool:
        """Whether figures say another one of the group of a fact: “326 cơ sở ở 24 tỉnh”."""
        others = (one.amount for one in self.all if one.above == fact.above and one is not fact and one.amount)
        said = {(one.low, one.unit) for one in figures if one.low > _TELLING}
        return any((one.low, one.unit) in said for one in others)

    def cited(self, fact: Fact, text: str) -> bool:
        """Whether a text cites the act that a fact is from."""
        return "/" in text and any(number in text for number in self.own(fact).acts)


def fault(place: Place, said: str, fact: Fact) -> Fault:
    """What is to be said of a value, at its place, that is none of a fact."""
    text = msg("“{said}” stands here; {name} is “{value}”: write {{{{ {name} }}}}")
    return fault_at("DK-V003", place, text, said=said.strip(), name=fact.name, value=fact.text)


def fits(low: float, high: float, own: Amount, before: str) -> bool:
    """Whether a figure from `low` to `high` is that of a fact, as exactly as the words `before` it say."""
    exact, hedged = isclose(low, own.low) and isclose(high, own.high), hedge(before, len(before))
    known = hedge(f"{bare(own.text).lower().partition(' ')[0]} ", len(own.text))  # “dưới 8%” is not “dưới 18%”
    if exact or not hedged or known == hedged:  # “trên 8%” is not “dưới 8%”
        return exact and ({known, hedged} != {"least", "most"} or "khong " in before)
    if hedged in ("from", "to"):
        return low == high and low in (own.low, own.high)
    if hedged == "about":
        return own.low - abs(own.low) / 10 <= low and high <= own.high + abs(own.high) / 10
    return low <= own.low if hedged == "least" else high >= own.high


def alike(one: float, other: float) -> bool:
    """Whether two numbers have the same digits, in any order."""
    return sorted(_digits(one)) == sorted(_digits(other))


def _digits(number: float) -> str:
    return f"{number:.4f}".replace(".", "").strip("0")


def slipped(one: float, other: float) -> bool:
    """Whether two numbers differ as by a slip of the hand: two digits side by side exchanged, of three or more that
    count, or the same digits in thousands or ones for millions (“19,6 nghìn” for “19,6 triệu”)."""
    digits, others = _digits(one), _digits(other)
    if digits == others:
        return len(digits) > 1 and any(isclose(one, other * 10.0**power) for power in (-6, -3, 3, 6))
    at = next((at for at, (left, right) in enumerate(zip(digits, others, strict=False)) if left != right), 0)
    swapped = others[:at] + others[at + 1 : at + 2] + others[at : at + 1] + others[at + 2 :]
    return len(digits) > 2 and digits == swapped and 0.1 < one / other < 10


def sort(unit: str) -> str:
    """The sort of a unit: spans of time are held against each other, whatever they are counted in."""
    return "time" if unit in TIMES else unit
