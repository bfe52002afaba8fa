"""What stays on one line: a word and its number (“Bảng 2”, “khoản 3”), number and unit, the thousands of a number.

Writers put no-break spaces there; readers take them for the spaces they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from draftkit.model.measure import NBSP

UNIT = r"(?:[kcdmµ]?m[²³]?|µm|nm|[kmµ]?g|m?l|h|min|s|d|k?N|[kM]?Pa|[kM]?W|kWh|[kM]?V|m?A|[kMG]?Hz|°C|K|dB|mol|lx)"
"""Signs of the units that technical texts use."""
_LETTERS = {
    unit.lower(): unit for unit in "kg km cm mm ml ha kW MW kWh MWh GWh kV kVA MVA kPa MPa Hz kHz MHz GHz dB".split()
}
_RIGHT = frozenset((*_LETTERS.values(), "mL", "mW", "mPa", "mHz"))
_ODD_UNIT = re.compile(
    rf"^(?:[0-9]+(?:[.,][0-9]+)*)?({'|'.join(_LETTERS)})(?=[.,;:)]*$|/)", re.IGNORECASE | re.MULTILINE
)
_LONGEST = 20
"""Signs that a heading keeps on one line at most: more would leave a narrow column half empty."""
_LABELS = (
    "số|điều|khoản|điểm|mục|chương|phần|phụ lục|bảng|hình|năm|tháng|ngày|quý|kỳ|lần|khóa|đợt|tập|trang|article|no\\."
)
_LOOSE = (
    "và|với|của|đến|từ|là|cho|có|trong|tại|ở|để|do|về|bị|được|phải|không|thì|mà|hoặc|theo|khi|sẽ|đã|and|of|to|in"
    "|the|for|"
    "at|by|or"
)
"""Words that begin something new: a number is not tied to them."""
_STATE = "việt nam|chính phủ|quốc hội|nhà nước|thủ tướng|bộ trưởng|viet nam"
_TIED = re.compile(f"(?<![ {NBSP}]){NBSP}(?![ {NBSP}])")


@lru_cache(maxsize=8)
def tie(words: str) -> Callable[[str], str]:
    """What puts no-break spaces into a text, for words between bars: `Bảng|khoản`; without words nothing does. A word
    at the end of a text is tied to the number that follows in another."""
    if not words:
        return str
    known = "|".join(map(re.escape, words.split("|")))
    named = rf"(?<!\w)(?:{known}) (?=[\d(]|(?:[a-zđ]|[A-Z.IVX]+)(?!\w)|\Z)"
    measured = rf"(?<=[\d)]) (?=(?:{UNIT}|%)(?![^\W\d_]))"
    pattern = re.compile(rf"{named}|{measured}|(?<=\d) (?=\d{{3}}(?!\d))")
    return lambda text: pattern.sub(lambda found: found[0][:-1] + NBSP, text) if " " in text else text


def untied(text: str) -> str:
    """A text with spaces for its single no-break spaces; several in a row place what follows and stay."""
    return _TIED.sub(" ", text) if NBSP in text else text


def in_heading(text: str) -> str:
    """A heading in large letters whose names (“Việt Nam”, “Hồ Chí Minh”), numbers with units or labels (“10 tuổi”, “số
    08/2026”), ranges, words of state and words after a single letter (“ô tô”, “y tế”) are not parted at the end of a
    line, as long as they are short."""
    if " " not in text:
        return text
    for pattern in _heading():
        text = pattern.sub(lambda found: found[0].replace(" ", NBSP), text)
    return " ".join(word if len(word) <= _LONGEST else untied(word) for word in text.split(" "))


@lru_cache(maxsize=1)
def _heading() -> tuple[re.Pattern[str], ...]:
    """What is tied, compiled when the first heading is set."""
    capital = f"[{''.join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))}]"
    small = f"(?!{capital})[^\\W\\d_]"
    name = rf"(?:{capital}{capital}?\.|{capital}(?:{small})+|{capital}(?= {capital}{small}))"
    return (
        re.compile(r"\d%? [-–] (?=\d)|\d (?=\d{3}(?!\d))"),
        re.compile(rf"(?<!\w)(?i:{_LABELS}) (?=\d|[IVX]+(?!\w))"),
        re.compile(rf"\d (?!(?:{_LOOSE})(?!\w)|(?:ngày|tháng|năm)[ {NBSP}]\d)(?=[^\W\d_]|%|°)"),
        re.compile(rf"(?<!\w){name}(?: {name}| {capital}(?!\w))+(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_STATE})(?!\w)", re.I),
        re.compile(r"(?<![\w.])[^\W\d_] (?=[^\W\d_])"),
    )


def units_in_other_letters(words: str) -> dict[str, str]:
    """Among words, one a line, those that are the sign of a unit in letters that are not its own, a number before it or
    not: each with the sign as it is. `5KG` → `kg`."""
    found = {one[0]: (one[1], _LETTERS[one[1].lower()]) for one in _ODD_UNIT.finditer(words)}
    return {word: unit for word, (typed, unit) in found.items() if typed not in _RIGHT}
