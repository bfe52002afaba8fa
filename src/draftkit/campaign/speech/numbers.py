"""Figures as they are read aloud: as a number, as a decimal, digit by digit."""

from __future__ import annotations

from draftkit.model.numeral import DIGITS, spell, whole

_ACCOUNT = 10
"""Digits in one that name an account rather than count."""


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
    coded = coded or (len(integer) >= _ACCOUNT and not integer.endswith("000"))
    words = spell_digits(integer) if coded else spell_figure(integer)
    if not fraction:
        return words
    decimals = spell_figure(fraction) if len(fraction) < 3 and not fraction.startswith("0") else spell_digits(fraction)
    return f"{words} phẩy {decimals}"


def spell_part(over: str, under: str) -> str:
    """`2/3` is hai phần ba, `3/4` ba phần tư; with a large denominator (`60/63`, `120/80 mmHg`) it is a count out of
    another, said with its unit as others are."""
    if whole(over, 0) < whole(under, 0) <= 10 or whole(under) in (100, 1000):
        return f"{spell_figure(over)} phần {'tư' if whole(under) == 4 else spell_figure(under)}"
    return f"{over} trên {under}"
