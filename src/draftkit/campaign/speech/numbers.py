"""Numbers in Vietnamese words: cardinal, decimal, digit by digit; Roman numerals as values."""

from __future__ import annotations

from draftkit.model.numeral import whole

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"))
_BILLION = 10**9


def spell(number: int) -> str:
    """A whole number in words: 105 is “một trăm linh năm”, 1005000 “một triệu không trăm linh năm nghìn”, -5 “âm
    năm”."""
    if number < 0:
        return f"âm {spell(-number)}"
    return " ".join(_words(number, False)) if number else DIGITS[0]


def _words(number: int, padded: bool) -> list[str]:
    """`padded` when something larger was said before, so that hundreds and tens must be named even if they are
    nought."""
    if not number:
        return []
    if number >= _BILLION:
        high, low = divmod(number, _BILLION)
        return [*_words(high, padded), "tỷ", *_words(low, True)]
    for scale, name in _SCALES:
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


def spell_digits(text: str) -> str:
    """Digits one by one, as telephone numbers and codes are read; other signs are left out."""
    return " ".join(DIGITS[whole(sign, 0)] for sign in text if sign in "0123456789")


def spell_figure(text: str) -> str:
    """A figure of a date, a time or an ordinal in words: `05` is five. Text without a value is read digit by digit."""
    number = whole(text)
    return spell_digits(text) if number is None else spell(number)


def spell_written(integer: str, fraction: str = "") -> str:
    """A number as written, its whole part without separators and its decimals: `007` digit by digit, `06` is six, `0`,
    `05` is “không phẩy không năm”.

    Decimals are read as a number when they are two or fewer and do not start with nought, else digit by digit.
    """
    coded = ((integer.startswith("0") and len(integer) > 2) or integer == "00") and not fraction
    words = spell_digits(integer) if coded else spell_figure(integer)
    if not fraction:
        return words
    decimals = spell_figure(fraction) if len(fraction) < 3 and not fraction.startswith("0") else spell_digits(fraction)
    return f"{words} phẩy {decimals}"


def ordinal(number: int) -> str:
    """What follows “thứ”: nhất, hai, ba, tư, then the cardinal; of “thứ nhì” and “thứ hai” the latter, which weekdays
    have too."""
    return {1: "nhất", 4: "tư"}.get(number, spell(number))
