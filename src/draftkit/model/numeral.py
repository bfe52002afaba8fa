"""Numerals of Vietnamese documents: Arabic, Roman, the letters of điểm, and numbers in words: 105 is “một trăm linh
năm”."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import overload

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ALSO = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_VALUES = {word: value for value, word in enumerate(DIGITS)} | _ALSO
_SKIPPED = ("linh", "lẻ")
_BILLION = 10**9
_TENS = {"mươi": 10, "trăm": 100}
_SCALES = {"tỷ": _BILLION, "tỉ": _BILLION, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3}
WORDS = (*_VALUES, *_SKIPPED, "mười", *_TENS, *_SCALES)
"""All words that numbers are made of."""
NO_FIRST = (*_SKIPPED, *_TENS, *_SCALES, *(word for word in _ALSO if word != "bẩy"))
"""Those that count nothing at the beginning of a number: “đầu tư được”, “tỷ lệ”."""
_FURTHER = "|".join(word for word in WORDS if word != "năm")
_FIVE = rf"(?<=linh )năm|(?<=lẻ )năm|năm(?=\s+(?:{'|'.join((*_TENS, *_SCALES))})(?!\w))"
SPELT = rf"(?:{'|'.join(WORDS)})(?:\s+(?:{_FURTHER}|{_FIVE}))*(?!\w)"
"""Numbers in words, for patterns; `read_words` reads what it found. In “mười năm”, “năm năm” the last word is years."""


def spell(number: int) -> str:
    """A number in words: 105 is “một trăm linh năm”, 1005000 “một triệu không trăm linh năm nghìn”, -5 “âm năm”."""
    if number < 0:
        return f"âm {spell(-number)}"
    return " ".join(_words(number, False)) if number else DIGITS[0]


def ordinal(number: int) -> str:
    """What follows “thứ”: nhất, hai, ba, tư, then the cardinal; “thứ hai” rather than “thứ nhì”, as of weekdays."""
    return {1: "nhất", 4: "tư"}.get(number, spell(number))


def read_words(text: str) -> int | None:
    """The number that words say, the inverse of `spell`; None when they make none."""
    total = below = 0
    digit: int | None = None
    for word in text.lower().split():
        if word in _VALUES and digit is None:
            digit = _VALUES[word]
        elif word in _TENS and digit is not None:
            below, digit = below + digit * _TENS[word], None
        elif word == "mười" and digit is None:
            below += 10
        elif word in _SCALES:
            part, scale = below + (digit or 0), _SCALES[word]
            low = total % _BILLION if scale < _BILLION else total  # “một nghìn tám trăm triệu”: low is the thousand
            total += part * scale + (low * (scale - 1) if low < scale or scale == _BILLION else 0)
            below, digit = 0, None
        elif word not in _SKIPPED:
            return None
    number = total + below + (digit or 0)
    return number if number or digit is not None else None


def _words(number: int, padded: bool) -> list[str]:
    """`padded` when something larger was said before, so that hundreds and tens are named even if nought."""
    if not number:
        return []
    if number >= _BILLION:
        high, low = divmod(number, _BILLION)
        return [*_words(high, padded), "tỷ", *_words(low, True)]
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn")):
        if number >= scale:
            high, low = divmod(number, scale)
            return [*_words(high, padded), name, *_words(low, True)]
    return _below_thousand(number, padded)


def _below_thousand(number: int, padded: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    out = [DIGITS[hundreds], "trăm"] if hundreds or padded else []
    tens, ones = divmod(rest, 10)
    if not rest:
        return out
    if not tens:
        return [*out, "linh", _one(ones, False)] if out else [DIGITS[ones]]
    out += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return [*out, _one(ones, tens > 1) if ones != 5 else "lăm"] if ones else out


def _one(digit: int, after_tens: bool) -> str:
    """The last digit: mốt and tư after hai mươi and above."""
    return {1: "mốt", 4: "tư"}.get(digit, DIGITS[digit]) if after_tens else DIGITS[digit]


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
    """Read a number as written. `numeral` is arabic, padded, roman, ordinal (“thứ nhất”), vi_letter, latin_letter,
    capital, or written: any of these that a heading has, for the text of another act. None when it cannot be one."""
    if numeral == "written":
        return next(filter(None, (parse(text, one) for one in ("arabic", "roman", "ordinal", "capital"))), None)
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
    if numeral in ("arabic", "written", "padded"):
        return (f"{main:02d}" if numeral == "padded" else str(main)) + _to_letters(inserted, VI_LETTERS)
    if numeral == "none":
        return ""
    letters = VI_LETTERS if numeral == "vi_letter" else LATIN_LETTERS
    text = _to_letters(main, letters) + (str(inserted) if inserted else "")
    return text.upper() if numeral == "capital" else text


def with_comma(number: float, form: str = "g") -> str:
    """A number with a decimal comma, in a form of `format`."""
    return f"{number:{form}}".replace(".", ",")


def follows(before: Ordinal, after: Ordinal) -> bool:
    """Whether `after` may come right after `before`: the next number, or the next inserted one."""
    return after in ((before[0] + 1, 0), (before[0], before[1] + 1))
