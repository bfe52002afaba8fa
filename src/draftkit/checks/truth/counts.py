"""How many there are of something, said by hand beside the facts that count it."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator

from draftkit.checks.rule import Subject
from draftkit.checks.truth.facts import IN_YEAR, TWICE, Fact, Known, alike, fault
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.finding import Fault
from draftkit.text.figures import Figure
from draftkit.text.fold import bare

_PART = re.compile(
    r"(?:trong(?: so| do)?|thu|nhom|cac|moi|tung|con lai|them|bot"
    r"|(?<!\w)(?:nhom|phan|dot|hop phan|giai doan)(?: \w+){1,4} (?:gom|co))\s+$"
)
_HEDGE = re.compile(
    r"(?<!\w)(?:(?P<about>khoang|gan|xap xi|chung)|(?P<least>it nhat|toi thieu|hon|tren|khong duoi)"
    r"|duoi|khong qua|toi da|nhieu nhat)\s+$"
)
"""Before a count that is not said exactly: about so many, at least, at most."""
_REST = re.compile(r"\s*(?:dau|cuoi|con lai|dau tien|khac|nay)(?!\w)")
_DONE = re.compile(r"\s*(?:da|dang|chua|se)(?!\w)")
"""Behind a count that opens a sentence: how many of them are done, not how many there are."""
_DOES = re.compile(  # “Cục A chủ trì 2 nhiệm vụ, Cục B 1 nhiệm vụ” shares them out
    r"(?:chu tri|dam nhan|phu trach|dam nhiem|phoi hop|tham gia)\s+$"
)
_MANY, _NEAR_MANY = 100, 10
_AT_LENGTH = 3
_BETWEEN = r"(?: (?:da|dang|se|duoc|deu|cung|dan|tham gia|thuc hien|cho|ve|cua|tai|o))*"
"""What may stand between the words of a long name: “người dân đã có hồ sơ”."""
_SHORT = r"(?!\w)(?= *$|[.,:)]| (?:trong|da|dang|duoc|can|se|tai|o|vao|cua|va)(?!\w))"
"""Behind the first words of a long name that stand for all of them."""
_SO_MANY = r"(?: (?:hien|nay|dang|uoc|khoang|gan|hon|co|la|dat|toi|tinh))* "
"""Between a name that opens a sentence and how many there are."""
_PEOPLE = ("người", "em", "cháu", "trẻ", "bạn", "vị", "học")
"""What people are counted in, whatever they are called: “Số đại biểu: 105 người”, “2 triệu em”, “30 học sinh”."""
_ALL_OF = re.compile(r"(?:^[\s*–-]*|(?<!\w)(?:co|gom|tai|o|do|cua|ca nuoc|toan bo)\s+)$")
_TRIAL = re.compile(r"(?<!\w)(?:thi diem|lam thu|mo hinh|truoc mat|giai doan|dot|hien co|da co|moi co|co them)(?!\w)")
"""A count of one word (“28 tỉnh”) is that of all only where nothing says that it is of some."""


def unlike(subject: Subject, sentence: Sentence, facts: Known, judged: Container[int]) -> Iterator[Fault]:
    """“7 nhiệm vụ”, “sáu nhóm nhiệm vụ”, “Số nhiệm vụ: 7” beside a fact that counts them."""
    for noun, told in facts.counted.items():
        if not sentence.words.issuperset(noun.split()):
            continue
        years = frozenset(IN_YEAR.findall(sentence.plain))
        told = [fact for fact in told if not (years and facts.years(fact) and years.isdisjoint(facts.years(fact)))]
        single = " " not in noun
        if single:
            told = [fact for fact in told if _of_group(sentence, fact, years & facts.years(fact))]
        own = [one.amount.low for one in told if one.amount]
        found = [(one, *told_by) for one in sentence.figures for told_by in _counted(noun, one, sentence.plain)]
        parts = len({figure.low for figure, _, _ in found}) > 1 and all(
            one.low < min(own, default=0) for one, *_ in found
        )
        if not own or parts or any(figure.low in own for figure, _, _ in found):  # the others are parts of it
            continue
        shared = False
        for figure, end, how in found:
            before = sentence.plain[: figure.start]
            shared = shared or bool(_DOES.search(before))
            done = not before.strip(" *–-") and _DONE.match(sentence.plain, end)
            part = shared or done or _PART.search(before) or _REST.match(sentence.plain, end)
            some = how == "part" or (single and how == "whole" and not _ALL_OF.search(before))
            group = "" if how == "part" else " ".join(("", *filter(str.isalpha, told[0].group)))
            slip = some and sentence.plain.startswith(group, end) and _is_slip(figure.low, own[0])
            if figure.start in judged or part or (some and not slip):
                continue
            if not any(_fits(figure.low, one, before) or _of_place(figure.low, one) for one in own):
                yield fault(sentence.place(subject, figure.start), sentence.text[figure.start : end], told[0])


def _counted(noun: str, figure: Figure, plain: str) -> Iterator[tuple[int, str]]:
    """Where the words of what a figure counts end, and how they name it: before it (“Số nhiệm vụ: 7”), the whole of
    them behind it, or a part; nothing when it counts something else."""
    words, people = noun.split(), figure.unit in _PEOPLE
    opens = "" if len(words) < _AT_LENGTH else rf"|(?:^|[.:|] ){noun}{_SO_MANY}"
    named = re.search(rf"(?<!\w)so (?:luong )?{noun}(?!\w)(?:[^,;.\d]|20\d\d)*{opens}$", plain[: figure.start])
    if named and (people or noun.startswith(bare(figure.unit))):
        yield figure.counted, "before"
        return
    long = len(words) >= _AT_LENGTH
    for name, how in ((words, "whole"), (words[:2], "part")) if long else ((words, "whole"),):
        between = f"{_BETWEEN} " if long and how == "whole" else " "
        follows = _SHORT if how == "part" else r"(?!\w)"
        behind = re.compile(rf"[\s*:–-]*(?:(?:nhom|loai)\s+)?{between.join(name)}{follows}").match(
            plain, figure.counted
        )
        if behind:
            yield behind.end(), how
            return


def _is_slip(number: float, own: float) -> bool:
    """Whether a count of some is meant as that of all: it has the same digits, or is as good as equal."""
    return alike(number, own) or (own >= _NEAR_MANY and 0.8 <= number / own <= 1.25)


def _fits(number: float, own: float, before: str) -> bool:
    """Whether a count is that of a fact, as exactly as it is said."""
    hedge = _HEDGE.search(before)
    if hedge is None:
        return number == own
    if hedge["about"]:
        return abs(number - own) <= own / 10
    return number <= own if hedge["least"] else number >= own


def _of_place(number: float, own: float) -> bool:
    """Whether a count is so much less than a great one that it is that of a place: “Hà Nội có 120 điểm thu gom”."""
    return number * TWICE < own and own >= _MANY and not alike(number, own)


def _of_group(sentence: Sentence, fact: Fact, years: Collection[str]) -> bool:
    """Whether a sentence names the group of a fact, or its year, and speaks of no trial of it."""
    return (bool(years) or sentence.words.issuperset(fact.group)) and not _TRIAL.search(sentence.plain)
