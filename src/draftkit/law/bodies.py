"""Names of bodies and places as they are spelled: Decree 30/2020, Appendix II, Parts II and III. A body has a capital
at its sort and at each of its functions (Bộ Giáo dục và Đào tạo), a place at each syllable (tỉnh Gia Lai).

Bodies of the State that are and were are told by name (`bodies.txt`); of others the rule tells. Acts have capitals at
their type and at the first word of their name (Luật Bảo vệ môi trường)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from draftkit.law.acts import RULING
from draftkit.law.ways import ways
from draftkit.text.fold import cased_like, plain_key
from draftkit.text.pattern import SYLLABLE, Searched, occurrences

_TABLE = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
_NAMES = {sort: re.split(r"[|\n]", names) for sort, _, names in (part.partition("\n") for part in _TABLE)}
_NAMES["acts"] = RULING.split("|")
FAMILIES = _NAMES["families"]
"""The family names that most people have."""
_WORDS_TOO = frozenset(("Hòa Bình", "Cao Bằng", "Huế", "Thái Bình", "Thanh Hóa", "Long An"))
"""Provinces whose names are words beside: they are known behind what they are the name of."""
_NO_PLACE = (("xã", "hội"), ("xã", "viên"))
_NO_PLACE_BEHIND = ("tác", "tấn")
"""Words that have one for a place as their second half: hợp tác xã, thông tấn xã."""
_NO_NAME_BEHIND = ("cán", "nội", "ngang", "trụ", "cơ")
"""Words behind which a name is none: cán bộ Công an, cơ quan ngang Bộ xây dựng chiến lược."""
_NO_NAMES_TOO = frozenset(("Trường Đại học", "Kiểm toán nhà nước", "Nam Định"))
"""Names whose words mean something else in other capitals, or that the State itself spells in two ways."""
_LOCAL = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Trường Đại học")
"""Bodies of the State that are in many places."""
(_OF_PLACE,) = ways("bodies", "of_place")
_LONGEST = 60
_SMALL_FIRST = ("bộ", "sở", "ủy ban", "thủ tướng", "hội đồng nhân", "cộng hòa")
"""What names begin with that are looked for without their first capital too."""
_NAME_IF_SMALL = ("ủy ban nhân dân", "thủ tướng", "hội đồng nhân dân", "cộng hòa")
"""What is a name even where all of it is in small letters."""
_NO_NAME_BEFORE = ("học", "điện tử")
"""Words before which a name is none: hải dương học."""
_NO_LAW = frozenset(
    ("sư", "gia", "pháp", "tục", "lệ", "này", "đó", "số", "khoa", "học", "định", "và", "của", "hoặc", "về")
)
_BEFORE_LAW = frozenset(("của", "hành", "điều", "theo", "dẫn", "các", "khoản", "điểm", "bổ", "sung", "từ", "và"))
"""Words that no law is named by, and those that stand before one that is named."""

Words = Sequence[str]
Capitals = dict[int, bool]
"""Which words have a capital, by their places; of others nothing is told."""
Spelled = dict[int, str]
"""How words are spelled, by their places."""


class Names:
    """Names known by their words, those of the law and others given; a longer one stands over a shorter one."""

    def __init__(self, names: Iterable[str]) -> None:
        self.known: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for name in names:
            words = tuple(SYLLABLE.findall(name))
            keys = tuple(map(plain_key, words))
            if keys:
                self.known.setdefault(keys[0], []).append((keys, words))
        for found in self.known.values():
            found.sort(key=lambda one: -len(one[0]))

    def at(self, keys: Words, place: int) -> tuple[str, ...]:
        """The words of the longest name that begins at a word; empty when none does."""
        for name, words in self.known.get(keys[place], ()):
            if tuple(keys[place : place + len(name)]) == name:
                return words
        return ()


def ministries() -> list[str]:
    """Ministries, those of before too, and the offices of the provinces in their fields."""
    return [f"{sort} {field}" for field in _NAMES["fields"] for sort in ("Bộ", "Sở")]


def seat(name: str) -> str:
    """Where a body sits by its name, as documents say it: the province or commune that it is of, Hà Nội for a ministry
    and its like; empty where the name does not tell."""
    if found := _OF_PLACE.search(name):
        unit, place = found["unit"] or "", found["place"]
        return f"{unit.capitalize()} {place}" if not place[0].isalpha() or place == "Hồ Chí Minh" else place
    central = [*_NAMES["whole"], *(f"Bộ {field}" for field in _NAMES["fields"])]
    return "Hà Nội" if name in central and name not in _LOCAL else ""


@lru_cache(maxsize=1)
def law_names() -> Names:
    """Bodies of the State and provinces."""
    provinces = _NAMES["provinces"]
    city = [name.replace("thành phố Hồ", "Thành phố Hồ") for name in (f"thành phố {one}" for one in provinces)]
    plain = (one for one in provinces if one not in _WORDS_TOO)
    return Names((*_NAMES["whole"], *ministries(), *plain, *(f"tỉnh {one}" for one in provinces), *city))


def in_other_capitals(text: Searched) -> Iterator[tuple[int, str, str]]:
    """Where names of the law stand in capitals that are not theirs: the offset, what is typed, how it is spelled. What
    is in capitals throughout is passed over, and what is in small letters throughout where that may be no name."""
    names = _misspelled()
    found = [(one.start(), names[one[0].lower()]) for one in _in_any_capitals().finditer(text)]
    for first in _SMALL_FIRST:
        spots = tuple(occurrences(text, f" {first} "))
        called = tuple(small for small in names if small.startswith(first)) if spots else ()
        for at in spots:
            words = text[at + 1 : at + _LONGEST].lower()
            if words.startswith(called):
                found.append((at + 1, names[max(filter(words.startswith, called), key=len)]))
    places = tuple(filter(text.may_hold, _provinces()))
    found += [
        (at + len(before), names[small])
        for before in (("tỉnh ", "hành phố ", "TP. ") if places else ())
        for at in text.spots(before)
        if (small := next((one for one in places if text.startswith(one, at + len(before))), ""))
    ]
    ends = 0
    for start, name in sorted(found):
        typed = text[start : start + len(name)]
        if start >= ends and typed != name and _is_name(text, start, typed):
            yield start, typed, name
        ends = max(ends, start + len(name))


def _is_name(text: str, start: int, typed: str) -> bool:
    before, end = text[max(start - 8, 0) : start], start + len(typed)
    if before[-1:].isalnum() or text[end : end + 1].isalnum() or text.startswith(_NO_NAME_BEFORE, end + 1):
        return False
    if before.rstrip().lower().endswith(_NO_NAME_BEHIND):
        return False
    return not typed.islower() or typed.startswith(_NAME_IF_SMALL) or typed in _provinces()


@lru_cache(maxsize=1)
def _provinces() -> tuple[str, ...]:
    """Provinces in small letters, which are names where tỉnh or thành phố stands before them."""
    return tuple(name.lower() for name in _NAMES["provinces"] if name.lower() in _misspelled())


@lru_cache(maxsize=1)
def _misspelled() -> dict[str, str]:
    """Names by their small letters that are told where they stand in other capitals."""
    laws = Path(__file__).with_name("laws.txt").read_text(encoding="utf-8").splitlines()
    names = [*ministries(), *laws, *_NAMES["whole"], *(name for name in _NAMES["provinces"] if name not in _WORDS_TOO)]
    return {name.lower(): name for name in names if " " in name and name not in _NO_NAMES_TOO}


@lru_cache(maxsize=1)
def _in_any_capitals() -> re.Pattern[str]:
    """Those names, their first letter a capital, each other word with a capital or without."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(_misspelled().values(), key=len, reverse=True):
        first, _, rest = name.partition(" ")
        both = zip(rest.title().split(" "), rest.lower().split(" "), rest.split(" "), strict=True)
        words = [f"[{upper[0]}{lower[0]}]{word[1:]}" if upper != lower else word for upper, lower, word in both]
        by_first.setdefault(first, []).append(" ".join(words))
    return re.compile("|".join(f"{first} (?:{'|'.join(rests)})" for first, rests in by_first.items()))


def in_sentence(words: Words, numbered: Collection[int], own: Names) -> Spelled:
    """How the names in a sentence are spelled, as far as they are known: `own` are names beside those of the law. Words
    are in small letters; `numbered` are the places of words behind which a number of an act stands."""
    keys = list(map(plain_key, words))
    out: Spelled = {}
    at = 0
    while at < len(keys):
        name = own.at(keys, at) or law_names().at(keys, at)
        if name:
            out |= {at + place: cased_like(words[at + place], like) for place, like in enumerate(name)}
            out |= {place: words[place].capitalize() for place in _post_before(keys, at) if name[0][0].isupper()}
        at += max(len(name), 1)
    acts = _acts(keys, numbered)
    return out | {place: words[place].capitalize() if capital else words[place] for place, capital in acts.items()}


def of_body(words: Words, apart: Collection[int]) -> Capitals:
    """The capitals of a text that is the name of a body, an office of it before: by the rule. `apart` are the places of
    words behind a comma or dash."""
    keys = list(map(plain_key, words))
    post = next((end for end in (4, 3, 2) if " ".join(keys[:end]).removeprefix("phó ") in _set("posts")), 0)
    sort = next((n for n in range(6, 0, -1) if " ".join(keys[post : post + n]) in _set("sorts")), 0)
    out: Capitals = dict.fromkeys(range(post), False) | ({0: True} if post else {})
    if post and keys[0] == "phó":
        out[1] = True
    if not sort:
        return out
    out |= dict.fromkeys(range(post, post + sort), False) | {post: True}
    place = several = False
    at = post + sort
    while at < len(keys):
        called = _place(keys, at)
        if called:
            out |= dict.fromkeys(range(at, at + called), False)
            place = True
        else:
            joined = keys[at - 1] == "và" and not several
            out[at] = place or joined or at in (post + sort, *apart) or (at + 1 == len(keys) and len(keys[at]) == 1)
            several = several or keys[at] == "các"
        at += max(called, 1)
    return out


def _place(keys: Words, at: int) -> int:
    """How many words from here on are what a place is called by: tỉnh, thành phố."""
    if " ".join(keys[at : at + 2]) in _set("places"):
        return 2
    last = at + 1 == len(keys) or tuple(keys[at : at + 2]) in _NO_PLACE or keys[at - 1] in _NO_PLACE_BEHIND
    return int(keys[at] in _set("places") and not last)


def _post_before(keys: Words, at: int) -> list[int]:
    """The first words of an office right before a body: phó chủ tịch."""
    for length in (3, 2):
        if at >= length and " ".join(keys[at - length : at]) in _set("posts"):
            first = at - length
            return [first - 1, first] if first and keys[first - 1] == "phó" else [first]
    return []


def _acts(keys: Words, numbered: Collection[int]) -> Capitals:
    """Acts that are named: a type with a number, a law by its name."""
    out: Capitals = {}
    for at, key in enumerate(keys):
        if at in numbered and key == "số":
            length = next((n for n in (4, 2, 1) if " ".join(keys[max(at - n, 0) : at]) in _set("acts")), 0)
            out |= {at - length: True} if length else {}
        follows = keys[at + 1] if at + 1 < len(keys) else ""
        before = keys[at - 1] if at else ""
        if key == "luật" and follows and follows not in _NO_LAW and (before in _BEFORE_LAW or before == "bộ"):
            out |= {at + 1: True, **({at - 1: True, at: False} if before == "bộ" else {at: True})}
    return out


@lru_cache(maxsize=8)
def _set(sort: str) -> frozenset[str]:
    return frozenset(map(plain_key, _NAMES[sort]))
