"""Identification codes of goods: a proposal, described by a YAML file, so that another scheme needs no change of the
program.

A code is prefix, group, running number and check character; it holds no HS code, and so stays the same when the HS
edition changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.hs.nomenclature import read_rows
from draftkit.model.numeral import whole
from draftkit.readers.source import read_text
from draftkit.readers.yaml_text import load

_DIGITS = "0123456789"
_LONGEST = 100
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


@dataclass(frozen=True, slots=True)
class Scheme:
    """Prefix, separator, groups (code → name), digits of the running number, and the check algorithm."""

    name: str
    prefix: str
    separator: str
    groups: Mapping[str, str]
    digits: int
    check: str

    def make(self, group: str, number: int) -> str:
        """The code of a running number in a group."""
        body = f"{group}{number:0{self.digits}d}"
        parts = (self.prefix, group, body[len(group) :], self.sign(body))
        return self.separator.join(part for part in parts if part)

    def sign(self, body: str) -> str:
        """The check character of group and running number."""
        return CHECKS[self.check][1](body)

    def parts(self, code: str) -> tuple[str, str, str] | None:
        """Group, running number and check character; None when the code is not of this form."""
        found = code.split(self.separator)
        if self.prefix:
            if found[0] != self.prefix:
                return None
            found = found[1:]
        if len(found) != 3:
            return None
        group, number, sign = found
        return (
            (group, number, sign)
            if len(number) == self.digits and whole(number) is not None and len(sign) == 1
            else None
        )


def read_scheme(path: Path) -> Scheme:
    """Read a scheme. Raises ConfigError naming what is missing or unknown."""
    data = load(read_text(path, path.name)[0], path.name)
    if not isinstance(data, dict) or not isinstance(data.get("nhom"), dict):
        raise ConfigError(
            "{file}: a scheme of identification codes needs tien_to, nhom, chu_so_thu_tu and kiem_tra", file=path.name
        )
    check, digits, names = str(data.get("kiem_tra") or ""), data.get("chu_so_thu_tu"), data["nhom"]
    if check not in CHECKS:
        raise ConfigError(
            "{file}: unknown check algorithm “{name}”; known: {known}",
            file=path.name,
            name=check,
            known=", ".join(CHECKS),
        )
    groups = {str(key): str(value or "") for key, value in names.items()} if isinstance(names, dict) else {}
    bad = [key for key in groups if not key or any(sign not in CHECKS[check][0] for sign in key)]
    if not isinstance(digits, int) or not 0 < digits < 10 or bad:
        raise ConfigError(
            "{file}: chu_so_thu_tu must be 1 to 9, and groups may only use signs that the check algorithm takes",
            file=path.name,
        )
    separator = data.get("ngan_cach")
    return Scheme(
        str(data.get("ten") or ""),
        str(data.get("tien_to") or ""),
        "-" if separator is None else str(separator),
        groups,
        digits,
        check,
    )


def read_successors(path: Path) -> dict[str, tuple[str, ...]]:
    """The successor map: a CSV of retired codes (first column) and what stands for them (second column; several joined
    by “;”, or none)."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows(path)[1:]:
        if row[0].strip():
            others = (row[1] if len(row) > 1 else "").split(";")
            found[row[0].strip()] = tuple(part.strip() for part in others if part.strip())
    return found


def current(code: str, successors: Mapping[str, tuple[str, ...]], path: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    """What stands for a code today: itself when it was not retired; None when the map leads round in a circle."""
    if code not in successors:
        return (code,)
    if code in path or len(path) > _LONGEST:
        return None
    out: list[str] = []
    for item in successors[code]:
        found = current(item, successors, (*path, code))
        if found is None:
            return None
        out.extend(found)
    return tuple(dict.fromkeys(out))
