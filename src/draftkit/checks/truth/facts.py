"""Figures typed by hand beside the facts of the project: shares, durations, counts, years, periods, dates.

A fact is known by the words of its name: `muc_tieu.nuoc_thai` is meant where a share stands by “nước thải”,
`ke_hoach.so_nhiem_vu` where a number counts “nhiệm vụ”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from draftkit.checks.rule import Subject
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.dates import days, only_day, short_date
from draftkit.model.cardinal import read_words
from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.model.meta import Data, written
from draftkit.model.numeral import whole
from draftkit.text.amount import NUMBER, Amount, amount, value

_TIME = ("ngày làm việc", "ngày", "tuần", "tháng", "năm", "giờ", "phút")
_FOUND = re.compile(
    rf"(?<![\w.,/-])(?P<low>{NUMBER})\s?(?P<first>%)?(?:\s*(?:-|–|đến|tới)\s*(?P<high>{NUMBER}))?\s?"
    rf"(?P<unit>%|(?:{'|'.join(_TIME)})(?!\w))?(?![\w/]|[.,]\d)"
)
_FRAME = frozenset(["so", "ty", "le", "thoi", "han", "ngay", "muc", "gia", "tri"])
"""Words of a name that say what sort of value it is, not of what."""
_DRAFT = ("du", "thao")
"""What papers of a dossier are told of their draft: its counts are of single words (điều, chương)."""
_OF_ALL = re.compile(r"(?:gom|co|voi|bo cuc)\s+(?:\d+\s+\w+(?:\s+\w+)?\s*(?:,|va)\s+)*$")
_END = re.compile(r"\s*(?:[,;:.)]|va(?!\w)|$)")
_OF_ACT = re.compile(r"/[A-ZĐ][\w-]*\s*,?\s*(?:ngày\s+)?$")
"""A date behind the number of an act is that of the act."""
_PART = re.compile(r"(?:trong(?: so)?|thu|nhom|cac|moi|tung|con lai|it nhat|hon|duoi|tren|khoang)\s+$")
_REST = re.compile(r"\s*(?:dau|cuoi|con lai|dau tien|khac|nay)(?!\w)")
_HEDGED = re.compile(r"(?:it nhat|toi thieu|tren|hon|tu|den|khong qua|toi da|duoi|gan|khong duoi)\s+$")
_YEARS = range(1900, 2200)
_CLEAR = 0.4
"""The share of the words of a fact that stands beside a figure that is about it."""


class Fact(NamedTuple):
    """A value of the project: its name, the words it is known by, those of its group, and what it holds."""

    name: str
    text: str
    words: tuple[str, ...]
    group: tuple[str, ...]
    amount: Amount | None
    date: str

    @property
    def counted(self) -> bool:
        """Whether it is how many there are of something."""
        return self.name.rpartition(".")[2].startswith("so_")


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
        text = written(held).strip()
        *groups, leaf = name.lower().replace("-", "_").split(".")
        words = tuple(word for word in leaf.split("_") if word not in _FRAME)
        group = tuple(groups[-1].split("_")) if groups else ()
        date = only_day(text)
        yield Fact(name, text, words, group, None if date else amount(text), date)


class Known:
    """The facts of a project, sorted by what they hold, so that a sentence meets few of them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.all = facts
        held = [(fact, fact.amount) for fact in facts if fact.amount and fact.words]
        self.measured: dict[str, list[Fact]] = {}
        for fact, found in held:
            if found.unit:
                self.measured.setdefault(_sort(found.unit), []).append(fact)
        self.plain = [fact for fact, found in held if not found.unit and not fact.counted]
        self.counted: dict[str, list[Fact]] = {}
        for fact, _ in held:
            if fact.counted:
                self.counted.setdefault(" ".join(fact.words), []).append(fact)
        self.dated = [fact for fact in facts if fact.date and fact.words]


class _Figure(NamedTuple):
    """A figure of a sentence: which it is, how it stands there, and the words around it up to its neighbours."""

    number: int
    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str
    before: str
    after: str


def unlike(subject: Subject, sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """Figures of a sentence that say otherwise than the facts they are about."""
    if not re.search(r"[0-9]", sentence.text):
        yield from _counts(subject, sentence, facts)
        return
    for figure in _figures(sentence):
        fact = _contradicted(figure, sentence, facts)
        if fact:
            yield _fault(subject, sentence, figure.start, figure.text, fact)
    yield from _counts(subject, sentence, facts)
    yield from _dates(subject, sentence, facts)


def _fault(subject: Subject, sentence: Sentence, at: int, said: str, fact: Fact) -> Fault:
    text = msg(
        "“{said}” stands here; {name} is “{value}”: write {{{{ {name} }}}}",
        said=said.strip(),
        name=fact.name,
        value=fact.text,
    )
    return Fault("DK-V003", text, sentence.place(subject, at))


def _figures(sentence: Sentence) -> list[_Figure]:
    dated = [(day.start, day.end) for day in days(sentence.text)]
    found = [
        one for one in _FOUND.finditer(sentence.text) if not any(start <= one.start() < end for start, end in dated)
    ]
    out: list[_Figure] = []
    for index, one in enumerate(found):
        low, high = value(one["low"]), value(one["high"] or one["low"])
        if low is None or high is None:
            continue
        left = found[index - 1].end() if index else 0
        right = found[index + 1].start() if index + 1 < len(found) else len(sentence.text)
        unit = one["unit"] or one["first"] or ""
        out.append(
            _Figure(
                len(out),
                one[0],
                one.start(),
                one.end(),
                low,
                high,
                unit,
                sentence.plain[left : one.start()],
                sentence.plain[one.end() : right],
            )
        )
    return out


def _contradicted(figure: _Figure, sentence: Sentence, facts: Known) -> Fact | None:
    """The fact that a figure is about and differs from; None when it agrees, or is about none."""
    about = _years(figure, sentence, facts) if not figure.unit else _measured(figure, sentence, facts)
    if not about or any(_same(figure, fact) for fact in about):
        return None
    beside = [fact for fact in facts.all if fact.group == about[0].group and not figure.unit]
    agreed = any(fact.amount and (fact.amount.low, fact.amount.high) == (figure.low, figure.high) for fact in beside)
    return None if agreed and figure.low not in _YEARS else about[0]


def _measured(figure: _Figure, sentence: Sentence, facts: Known) -> list[Fact]:
    """Facts in shares, or in time, whose words all stand in the sentence, those nearest the figure."""
    said = sentence.words
    meant = [fact for fact in facts.measured.get(_sort(figure.unit), ()) if said.issuperset(fact.words)]
    follows = {fact.name: _share(fact.words, figure.after) for fact in meant}
    before = re.split(r"[,;]", figure.before)[-1] if figure.number else figure.before
    listed = figure.number and max(follows.values(), default=0.0) >= _CLEAR
    scored = [(follows[fact.name] + (0 if listed else 0.5 * _share(fact.words, before)), fact) for fact in meant]
    best = max((near for near, _ in scored), default=0.0)
    clear = _CLEAR / 2 if figure.unit in _TIME else _CLEAR
    return [fact for near, fact in scored if near == best] if best >= clear else []


def _years(figure: _Figure, sentence: Sentence, facts: Known) -> list[Fact]:
    """Facts that are a year or a period, or a plain number named right beside the figure."""
    periods = figure.low != figure.high
    out = []
    for fact in facts.plain:
        if fact.amount is None or not sentence.words.issuperset(fact.words):
            continue
        named = " ".join(fact.words)
        beside = figure.before.rstrip().endswith(named)
        if figure.low in _YEARS and fact.amount.low in _YEARS:
            grouped = sentence.words.issuperset(fact.group)
            if periods and fact.amount.ranged:
                shared = fact.amount.low == figure.low or fact.amount.high == figure.high
                if beside and (shared or grouped):
                    out.append(fact)
            elif beside and not (periods or fact.amount.ranged):
                until = named == "nam" and figure.before.rstrip().endswith("den nam")
                out += [fact] if grouped or until else []
        elif len(fact.words) > 1 and not {figure.low, fact.amount.low}.intersection(_YEARS):
            follows = figure.after.lstrip().startswith(named) and not _ends_with_other(figure.before, facts.plain)
            out += [fact] if beside or follows else []
    return out


def _ends_with_other(before: str, facts: Sequence[Fact]) -> bool:
    """Whether the words before a figure are those of another fact: “tiếp thu 12 ý kiến” counts what was taken in."""
    text = before.rstrip()
    return any(len(fact.words) > 1 and text.endswith(" ".join(fact.words)) for fact in facts if fact.amount)


def _same(figure: _Figure, fact: Fact) -> bool:
    found = fact.amount
    if found is None:
        return True
    if (found.low, found.high) == (figure.low, figure.high):
        return _sort(found.unit) != "time" or found.unit == figure.unit
    hedged = bool(_HEDGED.search(figure.before)) and figure.low == figure.high
    return hedged and figure.low in (found.low, found.high)


def _sort(unit: str) -> str:
    return "time" if unit in _TIME else unit


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text)


def _share(words: Sequence[str], text: str) -> float:
    said = _words(text)
    whole_name = " ".join(words) in " ".join(said)
    return sum(word in said for word in words) / len(words) + (0.05 if whole_name else 0)


def _counts(subject: Subject, sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """“7 nhiệm vụ”, “sáu nhóm nhiệm vụ” beside a fact that counts them."""
    for noun, told in facts.counted.items():
        fact = told[0]
        if noun not in sentence.plain or (" " not in noun and fact.group != _DRAFT):
            continue
        pattern = rf"(?<![\w.,/])(\w+)\s+(?:nhom\s+|loai\s+)?{re.escape(noun)}(?!\w)"
        for found in re.finditer(pattern, sentence.plain):
            typed = sentence.text[found.start(1) : found.end(1)].lower()
            spoken = read_words(typed)
            number = whole(typed, -1 if spoken is None else spoken)
            part = _PART.search(sentence.plain[: found.start()]) or _REST.match(sentence.plain, found.end())
            if number < 0 or part or (" " not in noun and not _whole_draft(sentence, found)):
                continue
            if not any(one.amount and one.amount.low == number for one in told):
                yield _fault(subject, sentence, found.start(), sentence.text[found.start() : found.end()], fact)


def _whole_draft(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether a number of điều or chương is that of the whole draft, and not the number of one of them."""
    word = sentence.text[found.end(1) : found.end()].strip()
    of_all = _OF_ALL.search(sentence.plain[: found.start()]) and _END.match(sentence.plain, found.end())
    return word.islower() and bool(of_all)


def _dates(subject: Subject, sentence: Sentence, facts: Known) -> Iterator[Fault]:
    """A date in a sentence that names what a dated fact is of."""
    said = sentence.words
    told = list(days(sentence.text))
    if not told:
        return
    about = [
        fact
        for fact in facts.dated
        if said.issuperset(fact.words)
        and (fact.group == _DRAFT or said.issuperset(fact.group) or _sibling(fact, sentence, facts.all))
    ]
    known = {fact.date for fact in about}
    for day in told:
        if about and day.iso not in known and not _OF_ACT.search(sentence.text[: day.start]):
            yield _fault(subject, sentence, day.start, short_date(day.iso), about[0])


def _sibling(fact: Fact, sentence: Sentence, facts: Sequence[Fact]) -> bool:
    """Whether a sentence names what stands in the same group: the number of the act whose day it is."""
    group = fact.name.rpartition(".")[0]
    return any("/" in one.text and one.text in sentence.text for one in facts if one.name.rpartition(".")[0] == group)
