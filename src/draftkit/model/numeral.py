"""Numerals of Vietnamese documents: Arabic, Roman, and the letters of điểm.

Letters run a b c d đ e g h i k l m n o p q r s t u v x y (Decree 30/2020, Appendix I, Part I, II.6.đ: order of the
Vietnamese alphabet; the list beyond `i` is practice). Inserted units carry a suffix: Điều 5a, khoản 2b (number +
letter), điểm a1 (letter + number): Decree 78/2025, Article 69.4."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import overload

from draftkit.model.cardinal import ordinal

VI_LETTERS = "abcdđeghiklmnopqrstuvxy"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)
_DECIMAL = re.compile(r"-?(?:[0-9]{1,18}(?:\.[0-9]*)?|\.[0-9]+)")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

_MOST_DIGITS = 18
"""Digits a whole number may have: more are no number anybody counts by, and `int()` itself refuses 4,301."""
_ORDINALS = tuple(map(ordinal, range(1, 21)))
TEN_IN_WORDS = _ORDINALS[:10]
"""How the first ten are called in order: Phần thứ nhất."""
ORDINAL_WORDS = rf"thứ (?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
"""How parts of codes and laws are numbered in words: Phần thứ nhất; up to twenty."""

Ordinal = tuple[int, int]
"""A number as (main, inserted): `5` is (5, 0), `5a` is (5, 1), `5b` is (5, 2). Tuples sort in document order."""


@overload
def whole(text: str | None) -> int | None: ...
@overload
def whole(text: str | None, otherwise: int) -> int: ...
def whole(text: str | None, otherwise: int | None = None) -> int | None:
    """The whole number that ASCII digits write, at most 18 of them; `otherwise` for any other text.

    `int()` takes more than a drafter means by a number (`１２`, `٣`, `1_000`, ` 5 `), and `str.isdigit` lets through
    what `int()` refuses (`²`, `①`): text becomes a whole number here only.
    """
    fits = text and len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal()
    return int(text) if text and fits else otherwise


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number that may have a minus before it and blanks around it, `otherwise` when the text is none."""
    text = (text or "").strip()
    return -whole(text[1:], -otherwise) if text[:1] == "-" else whole(text, otherwise)


def decimal(text: str) -> float | None:
    """The number that ASCII digits write, with a point before decimals, a minus first; None for any other text."""
    return float(text) if _DECIMAL.fullmatch(text) else None


@lru_cache(maxsize=64)
def to_roman(number: int) -> str:
    """Write 1..3999 in Roman numerals. Raises ValueError outside that range."""
    if not 0 < number < 4000:
        raise ValueError(f"{number} has no Roman numeral")
    out = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out.append(sign * count)
    return "".join(out)


def from_roman(text: str) -> int:
    """Read a Roman numeral; 0 when `text` is not one in its regular form."""
    total = 0
    for sign, following in zip(text, text[1:] + " ", strict=False):
        value = _ROMAN_VALUE.get(sign, 0)
        if not value:
            return 0
        total += -value if value < _ROMAN_VALUE.get(following, 0) else value
    return total if 0 < total < 4000 and to_roman(total) == text else 0


def _to_letters(number: int, letters: str) -> str:
    """1 → a. Beyond the last letter the alphabet starts again doubled: aa, ab, …"""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, len(letters))
        out = letters[rest] + out
    return out


def _from_letters(text: str, letters: str) -> int:
    total = 0
    for sign in text:
        place = letters.find(sign)
        if place < 0:
            return 0
        total = total * len(letters) + place + 1
    return total


def _split(text: str, first_is_digit: bool) -> tuple[str, str]:
    cut = 0
    while cut < len(text) and ("0" <= text[cut] <= "9") == first_is_digit:
        cut += 1
    return text[:cut], text[cut:]


@lru_cache(maxsize=4096)
def parse(text: str, numeral: str) -> Ordinal | None:
    """Read a number as written. `numeral` is arabic, padded, roman, ordinal (“thứ nhất”), vi_letter, latin_letter or
    capital. None when it cannot be one."""
    if numeral == "ordinal":
        word = " ".join(text.lower().split()).removeprefix("thứ ")
        return (_ORDINALS.index(word) + 1, 0) if word in _ORDINALS else None
    if numeral == "capital":
        text = text.lower()
    if numeral == "roman":
        main, rest = from_roman(text.rstrip("abcdđeghik")), text.lstrip("IVXLCDM")
        inserted = _from_letters(rest, VI_LETTERS) if rest else 0
        return (main, inserted) if main and (not rest or inserted) else None
    if numeral in ("arabic", "padded"):
        head, rest = _split(text, True)
        if not head or len(head) > 6:
            return None
        inserted = _from_letters(rest, VI_LETTERS) if rest else 0
        return (whole(head, 0), inserted) if not rest or inserted else None
    letters = VI_LETTERS if numeral == "vi_letter" else LATIN_LETTERS
    head, rest = _split(text, False)
    main = _from_letters(head, letters)
    step = whole(rest) if rest else 0
    return None if not main or step is None or len(rest) > 3 else (main, step)


@lru_cache(maxsize=4096)
def write(ordinal: Ordinal, numeral: str) -> str:
    """Write an ordinal, the inverse of `parse`."""
    main, inserted = ordinal
    if numeral == "ordinal":
        return f"thứ {_ORDINALS[main - 1]}" if 0 < main <= len(_ORDINALS) else str(main)
    if numeral == "roman":
        return to_roman(main) + _to_letters(inserted, VI_LETTERS)
    if numeral in ("arabic", "padded"):
        return (f"{main:02d}" if numeral == "padded" else str(main)) + _to_letters(inserted, VI_LETTERS)
    if numeral == "none":
        return ""
    letters = VI_LETTERS if numeral == "vi_letter" else LATIN_LETTERS
    text = _to_letters(main, letters) + (str(inserted) if inserted else "")
    return text.upper() if numeral == "capital" else text


def follows(before: Ordinal, after: Ordinal) -> bool:
    """Whether `after` may come right after `before`: the next number, or the next inserted one."""
    return after in ((before[0] + 1, 0), (before[0], before[1] + 1))
