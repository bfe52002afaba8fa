"""Figures typed by hand beside the facts of the project: shares, durations, counts, years, periods, dates.

A fact is known by the words of its name: `muc_tieu.nuoc_thai` is meant where a share stands by “nước thải”,
`ke_hoach.so_nhiem_vu` where a number counts “nhiệm vụ”."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from math import isclose

from draftkit.checks.rule import Subject
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.dates import only_day
from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.model.meta import Data, written
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place
from draftkit.text.amount import Amount, amount
from draftkit.text.figures import TIMES, YEARS, Figure, measure

_FRAME = re.compile(r"(?:^so|^tong(?:_so)?|ty_(?:le|trong)|thoi_(?:han|gian)|ngay|muc|gia_tri)(?=_|$)")
_BEGIN = re.compile(r"(?:^|_)(?:tu|bat_dau|khoi_dau|khai_mac|mo)(?:_|$)")
_END = re.compile(r"(?:^|_)(?:den|ket_thuc|het|be_mac|dong|han)(?:_|$)")
_SIZE = re.compile(r"^(?:khoi|san|so)_luong_(?=.)|^(?:dien_tich|quy_mo|chieu)_(?=.)")
"""What a name says of the sort of value it is, not of what; and what it may say too, before that."""
_HEDGED = re.compile(r"(?:it nhat|toi thieu|tren|hon|tu|den|khong qua|toi da|duoi|gan|khong duoi)\s+$")
_BOUND = re.compile(r"(?:(?P<least>it nhat|toi thieu|khong duoi|khong it hon)|khong qua|toi da)\s+$")
_NEAR_YEARS = 5
"""A year without the words of its group is meant as the one known when it is as near as that."""
IN_YEAR = re.compile(r"(?<!\w)nam (\d{4})(?!\w)")
_SHARE_OF = re.compile(
    r"\s*(?:trong |tren )?(?:tong )?(?:so|doanh nghiep|co so|ho|nguoi|dan so|dia phuong|tinh|xa|nha may|du an|don vi|"
    r"khu|cum|phieu|y kien)(?!\w)"
)
"""What is counted behind a share that is of these, and not of what the fact measures."""
_OF_PEOPLE = re.compile(r"\s*(?:dan so|(?:so )?(?:dan|ho|nguoi|tre em|hoc sinh|phu nu)(?! dan thu))(?!\w)")
_AT_LENGTH = 3
"""A share of people is that of a fact of which as many words are said."""
_OTHER_SHARE = re.compile(
    r"(?<!\w)(?:(?:tang|giam|ho tro)(?: them| khoang| toi| den| it nhat| toi da)*\s+$"
    r"|(?:hieu suat|chi phi|phi|thue|gia|lai suat|thuc hien)(?!\w)[^,;]*$)"
)
"""What a share is of, when it is none of what is met: how much something grew, what a device holds back."""
_OTHER_PLAN = re.compile(r"(?<!\w)(?:chien luoc|quy hoach|de an|du an|nghi quyet|tam nhin)(?!\w)[^,;]*$")
_OF_OTHER_PLAN = re.compile(
    r"\s*(?:cua|theo|trong|tai) (?:\w+ ){0,1}(?:chien luoc|quy hoach|de an|du an|nghi quyet)(?!\w)"
)
_GROWN = re.compile(r"(?<!\w)(?:tang|giam|them|bot)(?: them| khoang| toi da| it nhat)*\s+$")
_SHARED_OUT = re.compile(r"(?<!\w)(?:trong do|trong so|rieng|con lai)(?!\w)")
_PAST = re.compile(r"(?<!den )(?<!toi )nam \d{4}(?: moi)?(?: (?:la|dat|chi|co|khoang|uoc))*\s+$")
"""Of another year than now, before a share of a fact that says no year."""
_OF_SOME = re.compile(r" cua (?!ca nuoc|toan|chuong trinh|ke hoach|du thao|de an|nganh)")
"""Behind the words of a fact when a share is that of some: “tỷ lệ tự dùng của các hộ kinh doanh”."""
_FROM, _MOVES = re.compile(r"(?<!\w)tu\s+$"), re.compile(r"\s*(?:len|xuong|con)(?!\w)")
"""Around what something was before it grew: “tăng từ 90.000 tấn lên 120.000 tấn”."""
_MOVED = re.compile(r"(?: nam \d{4})? (?:len|xuong|con)(?: muc)? ")
_THEN = re.compile(r"\s*(?:vao |den )?nam (\d{4})(?!\w)")
"""Between what something was and what it is then; behind a figure of a year."""
TWICE = 2
"""A measured figure is meant as a fact that is at most so many times as much, or has the same digits."""
_A_PART = re.compile(r"(?<!\w)(?:mot|moi|tung)(?!\w)")
_ENDS = re.compile(r"\s*(?:[,;]|va\s)")
"""Behind a figure whose words stand before it: “thu gom 75%, tái chế 60%”."""
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
        return self.leaf.startswith("so_")

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
        yield _fact(name, written(held).strip())


@lru_cache(maxsize=2000)
def _fact(name: str, text: str) -> Fact:
    """The fact of a name and a value: the same for all papers of a project."""
    *groups, leaf = name.lower().replace("-", "_").split(".")
    words = _said_of(_SIZE.sub("", leaf))
    group = tuple(groups[-1].split("_")) if groups else ()
    day = only_day(text)
    found = None if day else amount(text)
    words = words or (_said_of("_".join(group)) if found else ())
    return Fact(name, text, words, group, _in_ones(found) if found else None, day)


def _said_of(name: str) -> tuple[str, ...]:
    return tuple(word for word in _FRAME.sub("", name).split("_") if word.strip("0123456789"))


def _in_ones(found: Amount) -> Amount:
    """A value in ones of the unit that figures of sentences are in."""
    low, high, words = found.base
    words = words.partition("/")[0]  # what it is for each of, figures of sentences leave out too
    times, unit = measure("", " ".join(words.split()[: 3 if words.endswith("làm việc") else 1]))
    return Amount(found.text, low * times, high * times, unit)


class Known:
    """The facts of a project, sorted by what they hold, so that a sentence meets few of them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.all = facts
        held = [(fact, fact.amount) for fact in facts if fact.amount and fact.words]
        self.measured: dict[str, list[Fact]] = {}
        for fact, found in held:
            if found.unit and (found.unit in ("%", *TIMES) or not fact.counted):
                self.measured.setdefault(_sort(found.unit), []).append(fact)
        self.plain = [fact for fact, found in held if not found.unit and not fact.counted]
        self.counted: dict[str, list[Fact]] = {}
        for fact, _ in held:
            if fact.counted:
                self.counted.setdefault(" ".join(fact.words), []).append(fact)
        self.dated = [fact for fact in facts if fact.date]
        ends = {fact.name.rpartition(".")[0]: fact for fact in self.dated if _END.search(fact.leaf)}
        begins = [(fact, ends.get(fact.name.rpartition(".")[0])) for fact in self.dated if _BEGIN.search(fact.leaf)]
        self.periods = [(first, last) for first, last in begins if last]
        """The first and the last day of one time: `mo_gop_y.tu_ngay` and `mo_gop_y.den_ngay`."""
        self.places = [fact for fact in facts if fact.leaf in ("dia_diem", "noi_hop", "noi_to_chuc")]
        self.hours = [fact for fact in facts if fact.leaf.startswith("gio")]
        self._years: dict[str, set[str]] = {}
        for fact in self.plain:
            if fact.amount and fact.amount.low in YEARS:
                self._years.setdefault(fact.name.rpartition(".")[0], set()).update(re.findall(r"\d{4}", fact.text))

    def years(self, fact: Fact) -> set[str]:
        """The years that stand in the group of a fact, and so are those it is about."""
        return self._years.get(fact.name.rpartition(".")[0], set())


class _Beside(NamedTuple):
    """A figure of a sentence: which it is, what it measures of what facts do, and the words around it up to its
    neighbours."""

    number: int
    start: int
    end: int
    low: float
    high: float
    unit: str
    before: str
    after: str


def unlike(subject: Subject, sentence: Sentence, facts: Known, judged: Container[int]) -> Iterator[Fault]:
    """Figures of a sentence that say otherwise than the facts they are about; those that start where they are `judged`
    are about something else."""
    found = _figures(sentence, facts)
    for figure in found:
        fact = None if figure.start in judged else _contradicted(figure, sentence, facts)
        agreed = [one for one in found if fact and one.unit == figure.unit != "" and _same(one, fact)]
        if fact and not any(fact in _measured(one, sentence, facts) for one in agreed):
            yield fault(sentence.place(subject, figure.start), sentence.text[figure.start : figure.end], fact)


def fault(place: Place, said: str, fact: Fact) -> Fault:
    """What is to be said of a value, at its place, that is none of a fact."""
    text = msg(
        "“{said}” stands here; {name} is “{value}”: write {{{{ {name} }}}}",
        said=said.strip(),
        name=fact.name,
        value=fact.text,
    )
    return Fault("DK-V003", text, place)


def _figures(sentence: Sentence, facts: Known) -> list[_Beside]:
    found = [
        one if _sort(one.unit) in facts.measured else one._replace(unit="", end=one.counted)
        for one in sentence.figures
        if one.typed or not one.unit or _sort(one.unit) in facts.measured
    ]
    out: list[_Beside] = []
    left = number = 0
    last: _Beside | None = None
    for index, one in enumerate(found):
        right = next((other.start for other in found[index + 1 :] if not _only_year(other)), len(sentence.text))
        before, after = sentence.plain[left : one.start], sentence.plain[one.end : right]
        if last and _MOVED.fullmatch(before):  # “tăng từ 38% năm 2025 lên 55%” is of one thing
            before, number = last.before, last.number
        out.append(_Beside(number, one.start, one.end, one.low, one.high, one.unit, before, after))
        if not _only_year(one):
            left, number, last = one.end, number + 1, out[-1]
    return out


def _only_year(figure: Figure) -> bool:
    """Whether a figure says when, and so parts no other from its words."""
    return not figure.unit and figure.low == figure.high and figure.low in YEARS


def _contradicted(figure: _Beside, sentence: Sentence, facts: Known) -> Fact | None:
    """The fact that a figure is about and differs from; None when it agrees, or is about none."""
    about = _years(figure, sentence, facts) if not figure.unit else _measured(figure, sentence, facts)
    if not about or any(_same(figure, fact) for fact in about):
        return None
    beside = [fact for fact in facts.all if fact.group == about[0].group and not figure.unit]
    agreed = any(fact.amount and (fact.amount.low, fact.amount.high) == (figure.low, figure.high) for fact in beside)
    return None if agreed and figure.low not in YEARS else about[0]


def _measured(figure: _Beside, sentence: Sentence, facts: Known) -> list[Fact]:
    """Facts in shares, or in time, whose words all stand in the sentence, those nearest the figure."""
    said = sentence.words
    other = _OTHER_SHARE.search(figure.before) if figure.unit == "%" else None
    of_others = figure.unit == "%" and _SHARE_OF.match(figure.after)
    if of_others and not _OF_PEOPLE.match(figure.after):
        return []
    counted = figure.unit != "%" and figure.unit not in TIMES
    if (counted and (_GROWN.search(figure.before) or _SHARED_OUT.search(figure.before))) or (
        _MOVES.match(figure.after) and _FROM.search(figure.before)
    ):
        return []
    meant = [fact for fact in facts.measured.get(_sort(figure.unit), ()) if said.issuperset(fact.words)]
    meant = [fact for fact in meant if not counted or _within(figure, fact)]
    if of_others:
        behind = re.split("[,;]", figure.after)[0]
        named = [(fact, fact.words + fact.group) for fact in meant]
        meant = [one for one, words in named if len(said.intersection(words)) >= _AT_LENGTH and _share(words, behind)]
    if figure.unit not in TIMES:  # “xuất khẩu cà phê” has half the words of `xuat_khau_gao`
        meant = [fact for fact in meant if said.isdisjoint(fact.group) or said.issuperset(fact.group)]
    if figure.unit == "%":
        meant = [fact for fact in meant if not _of_some(fact, figure.before)]
        unsaid = [fact for fact in meant if not facts.years(fact)]
        meant = [fact for fact in meant if fact not in unsaid or not _PAST.search(figure.before)]
    if other:
        meant = [fact for fact in meant if other[0].split()[0] in fact.words]
    then = _THEN.match(figure.after)
    years = [then[1]] if then else IN_YEAR.findall(sentence.plain[: figure.start])
    years = years if figure.unit == "%" or counted else []
    if years and counted:
        meant = [fact for fact in meant if facts.years(fact)]
    if years and any(years[-1] not in facts.years(fact) for fact in meant if facts.years(fact)):
        meant = [fact for fact in meant if years[-1] in facts.years(fact) or said.issuperset(fact.group)]
    clause = re.split(r"[,;]", figure.before)[-1]
    ends = _ENDS.match(figure.after) and any(_share(fact.words, clause) >= 1 for fact in meant)
    follows = {fact.name: 0 if ends else _share(fact.words, figure.after) for fact in meant}
    before = clause if figure.number else figure.before
    listed = figure.number and max(follows.values(), default=0.0) >= _CLEAR
    scored = [(follows[fact.name] + (0 if listed else 0.5 * _share(fact.words, before)), fact) for fact in meant]
    best = max((near for near, _ in scored), default=0.0)
    clear = _CLEAR / 2 if figure.unit in TIMES else _CLEAR
    about = [fact for near, fact in scored if near == best] if best >= clear else []
    special = any(_same(figure, fact) and all(set(fact.words) > set(one.words) for one in about) for fact in meant)
    return [] if special else about


def _of_some(fact: Fact, before: str) -> bool:
    """Whether what stands before a share says that it is that of some."""
    behind = before.rpartition(" ".join(fact.words))[2]
    return bool(_OF_SOME.match(behind.removeprefix(f" {' '.join(fact.group)}")))


def _years(figure: _Beside, sentence: Sentence, facts: Known) -> list[Fact]:
    """Facts that are a year or a period, or a plain number named right beside the figure."""
    periods = figure.low != figure.high
    out = []
    for fact in facts.plain:
        if fact.amount is None or not sentence.words.issuperset(fact.words):
            continue
        named = " ".join(fact.words)
        before = figure.before.rstrip().removesuffix(" tu")
        of = before.removesuffix(named).rstrip()
        own = bool(fact.group) and of.endswith(" ".join(fact.group))
        other = (not own and _OTHER_PLAN.search(of)) or _OF_OTHER_PLAN.match(figure.after)
        beside = before.endswith(named) and not other
        if figure.low in YEARS and fact.amount.low in YEARS:
            grouped = sentence.words.issuperset(fact.group)
            if periods and fact.amount.ranged:
                shared = fact.amount.low == figure.low or fact.amount.high == figure.high
                period = shared and grouped and before.endswith(("giai doan", "thoi ky")) and not other
                if (beside and (shared or grouped)) or period:
                    out.append(fact)
            elif beside and not (periods or fact.amount.ranged) and _unsaid(fact, figure, sentence):
                near = abs(figure.low - fact.amount.low) <= _NEAR_YEARS
                until = near and named == "nam" and before.endswith("den nam")
                out += [fact] if grouped or until else []
        elif len(fact.words) > 1 and not {figure.low, fact.amount.low}.intersection(YEARS):
            follows = figure.after.lstrip().startswith(named) and not _ends_with_other(figure.before, facts.plain)
            out += [fact] if beside or follows else []
    return out


def _unsaid(fact: Fact, figure: _Beside, sentence: Sentence) -> bool:
    """Whether the year of a fact stands nowhere else in a sentence, where the other years are of other things."""
    return fact.text not in sentence.words or fact.text == sentence.text[figure.start : figure.end]


def _ends_with_other(before: str, facts: Sequence[Fact]) -> bool:
    """Whether the words before a figure are those of another fact: “tiếp thu 12 ý kiến” counts what was taken in."""
    text = before.rstrip()
    return any(len(fact.words) > 1 and text.endswith(" ".join(fact.words)) for fact in facts if fact.amount)


def _same(figure: _Beside, fact: Fact) -> bool:
    found = fact.amount
    if found is None:
        return True
    if isclose(found.low, figure.low) and isclose(found.high, figure.high):
        return _sort(found.unit) != "time" or found.unit == figure.unit
    if _sort(found.unit) == "time" and (bound := _BOUND.search(figure.before)):
        return figure.low <= found.low if bound["least"] else figure.high >= found.high
    hedged = bool(_HEDGED.search(figure.before)) and figure.low == figure.high
    return hedged and figure.low in (found.low, found.high)


def _within(figure: _Beside, fact: Fact) -> bool:
    """Whether a figure can be meant as a fact: one of its ends, about as much, its digits shifted, or “triệu” in place
    of “tỷ” where no part is spoken of."""
    pairs = [(figure.low, fact.amount.low), (figure.high, fact.amount.high)] if fact.amount else []
    scaled = _A_PART.search(figure.before) is None
    return any(
        one
        and own
        and (
            1 / TWICE <= one / own <= TWICE
            or (0.01 <= one / own <= 100 and alike(one, own))
            or (scaled and (isclose(one, 1000 * own) or isclose(1000 * one, own)))
        )
        for one, own in pairs
    )


def alike(one: float, other: float) -> bool:
    """Whether two numbers have the same digits, in any order."""
    digits, others = (sorted(f"{number:.4f}".replace(".", "").strip("0")) for number in (one, other))
    return digits == others


def _sort(unit: str) -> str:
    return "time" if unit in TIMES else unit


def _share(words: Sequence[str], text: str) -> float:
    said = re.findall("[a-z0-9]+", text)
    whole_name = " ".join(words) in " ".join(said)
    return sum(word in said for word in words) / len(words) + (0.05 if whole_name else 0)
