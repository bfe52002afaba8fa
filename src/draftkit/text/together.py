"""What stays on one line: a word and its number (“Bảng 2”, “khoản 3”), number and unit, the thousands of a number.

Writers put no-break spaces there; readers take them for the spaces they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from draftkit.model.measure import NBSP

UNIT = r"(?:[kcdmµ]?m[²³]?|µm|nm|[kmµ]?g|m?l|h|min|s|d|k?N|[kM]?Pa|[kM]?W|kWh|[kM]?V|m?A|[kMG]?Hz|°C|K|dB|mol|lx)"
"""Signs of the units that technical texts use."""
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
    return lambda text: pattern.sub(_tied, text) if " " in text else text


def _tied(found: re.Match[str]) -> str:
    return found[0][:-1] + NBSP


def untied(text: str) -> str:
    """A text with spaces for its single no-break spaces; several in a row place what follows and stay."""
    return _TIED.sub(" ", text) if NBSP in text else text
