"""Words by which a figure is that of another thing than a fact: of another year or place, of a kind, a part, a rest.

A figure contradicts a fact only where each word between both is understood: a word of the fact, or one that only tells
(“đạt”, “khoảng”, “cả nước”). Any other may make it the figure of something else, and then nothing is said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from math import log
from pathlib import Path
from typing import Any, cast

from draftkit.law.acts import ACTS, LAWS
from draftkit.law.dates import DAY
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import SPELT
from draftkit.text.fold import bare
from draftkit.text.pattern import LOWER, UPPER, Ways

OTHER_TIME = (
    r"(?<!thực )hiện (?:nay|hành)|trước (?:đây|kia|đó)|(?:giai đoạn|thời kỳ|nhiệm kỳ|kỳ) trước|thay (?:vì|cho)|"
    "(?:quy định|nghị định|thông tư|luật|mức) cũ"
)
"""Words of what was, or is, where a draft says what will be."""
PLACES = (
    "nơi|chỗ|thị trấn|xã|phường|huyện|tỉnh|địa phương|khu|cụm|nhà máy|cơ sở|doanh nghiệp|hộ|làng|vùng|đơn vị|"
    "tổng công ty|công ty|dự án|bệnh viện|trường"
)
"""What there are many of, in one of which it may be otherwise than in all."""
_SIGNS = {"PLACES": PLACES, "UPPER": UPPER, "LOWER": LOWER, "ACTS": ACTS, "LAWS": LAWS}
_WAYS = Ways(Path(__file__).with_name("ways.txt"), {**_SIGNS, "DAY": DAY, "SPELT": SPELT, "OTHER_TIME": OTHER_TIME})


class _Compiled:
    """An expression that is compiled when it is first asked anything, and asked directly from then on: a paper after an
    edit asks a third of them. The `re` of a match is what it became: compare its `pattern`."""

    def __init__(self, module: str, called: str) -> None:
        self._way = module, called

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(next(_WAYS(*self._way)).compiled, name)
        return found


def ways(module: str, names: str) -> Iterator[re.Pattern[str]]:
    """Ways to say something, by their names in the list beside this file."""
    return (cast(re.Pattern[str], _Compiled(module, name)) for name in names.split())


def _phrases(part: str) -> str:
    """The alternatives of an expression that stand below `= part` in the list beside this file."""
    text = Path(__file__).with_name("apart.txt").read_text(encoding="utf-8").split(f"\n= {part}\n")[1]
    return "|".join(line for line in text.partition("\n\n")[0].splitlines() if line[:1] != "#")


_TOLD, _ELSEWHEN, _OF_SOME = map(_phrases, ("told", "elsewhen", "of_some"))
"""What says nothing of what a figure is of; what says that it is of another time, or of a part."""
_LEADS = ("riêng", "trong đó")
"""Words of a part that may lead to the whole of a fact: “trong đó ngân sách trung ương …”."""
_OF_ONE = rf"{_OF_SOME}|mỗi|từng(?! bước)|cứ(?= \d)"
GROWTH, _HEDGE, YEAR, _AT, _PERIOD, DRAFTS, _NAME = ways("apart", "growth hedge year at period drafts name")
_CUT, _VALID, _REASON = ways("apart", "cut valid reason")
_AIMED = r"mục tiêu|phấn đấu|chỉ tiêu|hướng (?:tới|đến)|kỳ vọng"
_NOW = r"cứ|hiện(?:,| nay| có| đang| mới| chỉ| là| đạt)|đến nay|mới (?:đạt|đáp|có|được|chỉ)|đã đạt|thực trạng|thực tế"
PLANS = "chiến lược|quy hoạch|dự án|nghị quyết|tầm nhìn|chương trình|kế hoạch|đề án"
_OF_ALL = frozenset(("chương trình", "kế hoạch", "đề án"))
_WORD = re.compile("[a-z]+")
_KNOWN_NAMES = ("Bộ ", "Việt Nam", "Chính Phủ", "Thủ Tướng", "Quốc Hội", "Nhà Nước")
_BEHIND = 2
"""How many words right behind a figure, or a name, say what it is of."""
_COMMON = frozenset(re.findall(r"[^\W\d_]+", f"{_TOLD} {PLANS}"))
"""Words that a capital does not make a name of: “Theo Chương trình”."""


class Own(NamedTuple):
    """What a fact is known by, without accents: all words of its name, those that its notes and the titles of the
    project say besides; the years it is about, and all of the project; whether it is an aim (None: it is a year)."""

    words: frozenset[str]
    told: frozenset[str]
    years: Collection[str]
    periods: Collection[str]
    aimed: bool | None
    drafts: Collection[str] = ()
    """The types of the drafts it may be about."""
    acts: frozenset[str] = frozenset()
    """The numbers of the acts that it is from."""


@lru_cache(maxsize=8)
def _words(phrases: str) -> re.Pattern[str]:
    if "(" not in phrases:  # words alone: by their first letters, which takes a third, the longest first
        sorted_words = groupby(sorted(phrases.split("|"), key=lambda one: (one[0], -len(one))), key=lambda one: one[0])
        phrases = "|".join(f"{first}(?:{'|'.join(one[1:] for one in some)})" for first, some in sorted_words)
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


def content_words(text: str) -> list[str]:
    """The words of a text, without accents, but for those that only tell."""
    return _WORD.findall(bare(_words(_TOLD).sub(" ", _VALID.sub("giá trị", text.lower()))))


def telling(counts: Mapping[str, int], of: int) -> dict[str, float]:
    """How much each word tells that so many of some things have: the less, the more have it, of which there are `of`;
    1 where but one has it."""
    most = log(of + 1)
    return {word: 1 - log(count) / most for word, count in counts.items()}


def scored(having: Mapping[str, Sequence[int]], weigh: Mapping[str, float]) -> dict[int, float]:
    """How much some words tell of each thing, by its place among all; `having`: which have each word."""
    told = defaultdict[int, float](float)
    for word in sorted(having.keys() & weigh.keys()):  # in one order, lest the last digit of a sum be chance
        for at in having[word]:
            told[at] += weigh[word]
    return told


def left_over(text: str, own: Own) -> int:
    """How many words of a text are neither those of a fact nor such as only tell."""
    return sum(word not in own.words and word not in own.told for word in content_words(text))


def clause(text: str, at: int, end: int, left: int = 0, right: int | None = None) -> tuple[int, int]:
    """Where the part of a sentence begins and ends in which something stands, between two bounds."""
    cuts = [cut.end() for cut in _CUT.finditer(text, left, at)]
    cut = _CUT.search(text, end, len(text) if right is None else right)
    return cuts[-1] if cuts else left, cut.start() if cut else len(text) if right is None else right


def explained(text: str, at: int, end: int) -> str:
    """The part of a sentence in which something stands, with what a colon behind it leads to: “mức 40 - 50%: đó là mục
    tiêu của giai đoạn trước”."""
    first, last = clause(text, at, end)
    return text[first : clause(text, last + 1, last + 1)[1] if text[last : last + 1] == ":" else last]


def goes_on(text: str, own: Own) -> bool:
    """Whether a text begins with words that are neither those of a fact nor such as only tell."""
    return left_over(" ".join(text.split()[:_BEHIND]), own) > 0


def hedge(plain: str, at: int) -> str:
    """How what stands before an offset (no accents, no capitals) hedges the figure there: `about` so much, `near` it
    from below, at `least`, at `most`, one end of it (`from`, `to`); nothing where it is said exactly."""
    found = _HEDGE.search(plain, 0, at)
    return (found.lastgroup or "") if found else ""


def is_apart(before: str, after: str, own: Own) -> bool:
    """Whether what stands around a figure says that it is of something else than a fact."""
    grown = GROWTH.search(before.lower())
    if grown and bare(grown[1]) not in own.words:
        return True
    return any(is_limited(text, own) for text in (before, after))


def of_other_draft(text: str, own: Own) -> bool:
    """Whether a text speaks of a draft of another type than a fact is of."""
    return bool(own.drafts) and not {*DRAFTS.findall(text.lower())}.issubset(own.drafts)


def is_limited(text: str, own: Own) -> bool:
    """Whether a text says of another time, place, plan or part than a fact is of."""
    lower = text.lower()
    timed = {found[0] for found in _words(_NOW if own.aimed else _AIMED).finditer(lower)}
    plans = {found[0] for found in _words(PLANS).finditer(lower)}
    others = {plan for plan in plans if not _is_own(plan, own.words)}
    planned = any(_is_own(plan, own.words) for plan in PLANS.split("|"))
    return (
        of_other_time(lower, own)
        or any(
            not _of_own(lower, found, own)
            for found in _words(_OF_SOME if own.aimed is None else _OF_ONE).finditer(lower)
        )
        or (own.aimed is not None and any(not _is_own(said, own.words | own.told) for said in timed))
        or not others <= _OF_ALL
        or of_other_draft(lower, own)
        or (planned and own.aimed is not None and bool(plans) and plans == others)
        or any(_elsewhere(text, at, own) for at in _AT.finditer(lower))
        or any(year not in own.years for year in YEAR.findall(_PERIOD.sub(" ", text)))
        or any(not {*one.groups()} <= {*own.periods} for one in _PERIOD.finditer(text))
        or any(
            not name[0].startswith(_KNOWN_NAMES)
            and any(word not in _COMMON and not _is_own(word, own.words | own.told) for word in name[0].lower().split())
            for name in _NAME.finditer(text)
        )
    )


def of_other_time(text: str, own: Own) -> bool:
    """Whether a text, in small letters, says of another time than a fact is of."""
    return any(not _at_own_time(found[0], own) for found in _words(_ELSEWHEN).finditer(text))


def _elsewhere(text: str, at: re.Match[str], own: Own) -> bool:
    """Whether words of place lead to another one; what opens a sentence is read to its comma."""
    opens = not text[: at.start()].strip()
    place = _REASON.split(text[at.end() : clause(text, at.end(), at.end())[1]])[0]
    return left_over(place, own) > 0 if opens else goes_on(place, own)


def _is_own(said: str, words: frozenset[str]) -> bool:
    return words.issuperset(_WORD.findall(bare(said)))


def _at_own_time(said: str, own: Own) -> bool:
    """Whether words of another time are those of a fact: “mỗi ngày” is the “hằng ngày” of its remark."""
    often = re.fullmatch(r"(?:mỗi|hằng|hàng|từng) (\w+)", said)
    return _is_own(said.removesuffix(" khi"), own.words) or bool(often and _is_own(f"hằng {often[1]}", own.told))


def _of_own(text: str, limit: re.Match[str], own: Own) -> bool:
    """Whether a word of a part is one of the fact, is followed by what that is of (“riêng nước thải”), or by a figure
    of time that the part is (“mỗi 03 năm”)."""
    behind = _WORD.findall(bare(text[limit.end() :]))[:1]
    alone = (limit[0] in _LEADS and bool(behind) and own.words.issuperset(behind)) or (limit[0] == "mỗi" and not behind)
    often = limit[0] == "mỗi" and bool(behind) and own.told.issuperset(("hang", behind[0]))
    return alone or often or _is_own(limit[0], own.words | own.told)
