"""Amounts as people write them: `70 - 80%`, `1.500 tỷ đồng - 2.000 tỷ đồng`, `âm 5%`, `1/2`.

The one grammar of figures for all that draws, speaks or compares them. A text is an amount as a whole or it is none: a
number that is read while the rest is dropped says something else than was written."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.model.named import NamedTuple
from draftkit.model.numeral import decimal
from draftkit.text.pattern import Pattern

GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+(?!\.?\d)|[1-9]\d{0,2}(?: \d{3})+(?!\d)"
"""Thousands apart, as Vietnamese does: 1.234.567 and 1 234 567."""
ENGLISH = r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)(?![\d,])"
"""Commas that can only be those of thousands: 1,234,567 and 1,234.5."""
NUMBER = rf"(?:{ENGLISH}|(?:{GROUPED})(?:,\d+)?|\d+(?:[.,]\d+)?)"
"""A number: a comma before decimals; a point where it cannot stand before thousands (12.5)."""
SCALES = {"trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u00a0\u202f", " "))
"""Signs that stand for a hyphen or a blank in figures."""

_HEDGES = (
    "khoảng|chừng|xấp xỉ|gần|hơn|trên|dưới|trên dưới|ước|ước tính|ước đạt|đạt|ít nhất|tối thiểu|nhiều nhất|tối đa"
    "|không quá|không dưới|bình quân|trung bình|[~≈<>≤≥]"
)
_SIGN = r"(?:-\s?|\+\s?|âm\s+)?"
_LETTERED = r"(?:[^\s\d()-]|(?<=[^\W\d])\d|(?<=[^\W\d]\d)\d|-(?!\s?\d))*"
_UNIT = rf"(?![⁰¹²³⁴-⁹₀-₉¼-¾⅐-⅞]|[eExXhH][+-]?\d)(?:[^\W\d_]|[%‰°€$£¥₫]){_LETTERED}(?:\s+[^\W\d_]{_LETTERED})*"
_WHOLE = Pattern(
    rf"(?:(?:{_HEDGES})\s+|[~≈<>≤≥]\s?|từ\s+)*"
    rf"(?P<front>(?:US\$|[€$£¥₫])\s?)?(?P<low>{_SIGN}{NUMBER})(?:\s?(?P<first>{_UNIT}?))?"
    rf"(?:\s*(?:-|÷|đến|tới)\s*(?P<high>{_SIGN}{NUMBER})(?:\s?(?P<second>{_UNIT}))?)?"
    r"\s*(?:\([^()\d]*\))?\**",
    flags=re.IGNORECASE,
)
_FRACTION = Pattern(rf"(?P<over>\d{{1,3}})/(?P<under>\d{{1,3}})(?:\s(?P<unit>{_UNIT}))?")
_MOST_SIGNS = 200
"""Signs of a cell: more are no figure."""


class Amount(NamedTuple):
    """A figure as printed and the numbers it stands for: the ends of a range, equal for a single number. `unit` is what
    it is counted in, words of scale included: “tỷ đồng”."""

    text: str
    low: float
    high: float
    unit: str = ""

    @property
    def ranged(self) -> bool:
        return self.low != self.high

    @property
    def base(self) -> tuple[float, float, str]:
        """The ends in ones, and the unit without its words of scale: “2 tỷ đồng” is 2,000,000,000 đồng."""
        low, high, words = self.low, self.high, self.unit.split()
        while words and words[0] in SCALES:
            low, high = low * SCALES[words[0]], high * SCALES[words[0]]
            del words[0]
        return low, high, " ".join(words)


def value(text: str) -> float | None:
    """The number that a text writes, a sign or “âm” before it included; None when it writes none."""
    text = " ".join(text.translate(DASHES).lower().split())
    minus = text.startswith(("-", "âm "))
    text = text.removeprefix("âm ").lstrip("-+ ")
    if not _number().fullmatch(text):
        return None
    if re.fullmatch(ENGLISH, text):
        text = text.replace(",", "")
    elif re.fullmatch(rf"(?:{GROUPED})(?:,\d+)?", text):
        text = text.replace(".", "").replace(" ", "")
    found = decimal(text.replace(",", "."))
    return found if found is None or not minus else -found


@lru_cache(maxsize=1)
def _number() -> re.Pattern[str]:
    return re.compile(NUMBER)


def amount(text: str) -> Amount | None:
    """The figure a text says and nothing besides: “khoảng 20%” is 20, “từ 70 đến 80%” a range, “1.005,5 tỷ đồng”
    1005.5, “1/2” a half. None when it says none, or more than one."""
    shown = text.strip()
    if not shown or len(shown) > _MOST_SIGNS or not re.search(r"[0-9]", shown):
        return None
    plain = " ".join(shown.translate(DASHES).split())
    part = _FRACTION.fullmatch(plain)
    if part:
        over, under = value(part["over"]), value(part["under"])
        return Amount(shown, over / under, over / under, _unit(part["unit"])) if over is not None and under else None
    found = _WHOLE.fullmatch(plain)
    if not found:
        return None
    first, second = _unit(found["first"]), _unit(found["second"])
    if found["high"] and first and second != first:  # 500 triệu - 2 tỷ; 70% - 80
        return None
    low, high = value(found["low"]), value(found["high"] or found["low"])
    if low is None or high is None:
        return None
    unit = " ".join(filter(None, ((second or first), (found["front"] or "").strip())))
    return Amount(shown, min(low, high), max(low, high), unit)


def _unit(text: str | None) -> str:
    return " ".join((text or "").lower().replace("tỉ", "tỷ").split())
