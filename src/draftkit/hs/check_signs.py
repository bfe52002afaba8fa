"""Check characters of ISO 7064 and of Luhn. How many slips each finds is measured in `docs/en/hs.md`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "0123456789"
_ALL = _DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mod_11_10(text: str) -> str:
    """ISO 7064, MOD 11,10: one digit for a string of digits; finds every single wrong digit."""
    return _hybrid(text, _DIGITS)


def mod_37_36(text: str) -> str:
    """ISO 7064, MOD 37,36: one sign 0-9 A-Z for a string of them."""
    return _hybrid(text, _ALL)


def _hybrid(text: str, signs: str) -> str:
    size = len(signs)
    product = size
    for sign in text:
        total = (product + signs.index(sign)) % size or size
        product = total * 2 % (size + 1)
    return signs[(size + 1 - product) % size]


def mod_37_2(text: str) -> str:
    """ISO 7064, MOD 37-2: one sign 0-9 A-Z or * for a string of 0-9 A-Z; finds every single error and every swap."""
    remainder = 0
    for sign in text:
        remainder = (remainder + _ALL.index(sign)) * 2 % 37
    return (_ALL + "*")[(1 - remainder) % 37]


def luhn_10(text: str) -> str:
    """Luhn: one digit for a string of digits."""
    return _luhn(text, _DIGITS)


def luhn_36(text: str) -> str:
    """Luhn mod 36: one sign 0-9 A-Z for a string of them."""
    return _luhn(text, _ALL)


def _luhn(text: str, signs: str) -> str:
    size = len(signs)
    total = 0
    for place, sign in enumerate(reversed(text)):
        value = signs.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return signs[-total % size]


CHECKS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "mod-11-10": (_DIGITS, mod_11_10),
    "mod-37-36": (_ALL, mod_37_36),
    "mod-37-2": (_ALL, mod_37_2),
    "luhn": (_DIGITS, luhn_10),
    "luhn-36": (_ALL, luhn_36),
}
"""Check algorithms by name: the signs they take, and the function."""
