"""Identification codes of goods: a proposal, described by a YAML file, so that another scheme needs no change of the
program.

A code is prefix, running number and check character. It holds neither the HS code nor, unless the scheme says so, the
group: both are attributes of the goods, which may change while the code stays.
Check characters are those of ISO 7064 and of Luhn; how many slips each finds is measured in `docs/en/hs.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.law.dates import as_day
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import near_or_known
from draftkit.model.numeral import whole
from draftkit.readers.sheet import read_sheet
from draftkit.readers.source import clear_text
from draftkit.readers.yaml_text import at_lines, load

_DIGITS = "0123456789"
_ALL = _DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _hybrid(text: str, signs: str) -> str:
    size = len(signs)
    product = size
    for sign in text:
        total = (product + signs.index(sign)) % size or size
        product = total * 2 % (size + 1)
    return signs[(size + 1 - product) % size]


mod_11_10 = partial(_hybrid, signs=_DIGITS)
"""ISO 7064, MOD 11,10: one digit for a string of digits; finds every single wrong digit."""
mod_37_36 = partial(_hybrid, signs=_ALL)
"""ISO 7064, MOD 37,36: one sign 0-9 A-Z for a string of them."""


def mod_37_2(text: str) -> str:
    """ISO 7064, MOD 37-2: one sign 0-9 A-Z or * for a string of 0-9 A-Z; finds every single error and every swap."""
    remainder = 0
    for sign in text:
        remainder = (remainder + _ALL.index(sign)) * 2 % 37
    return (_ALL + "*")[(1 - remainder) % 37]


def _luhn(text: str, signs: str) -> str:
    size = len(signs)
    total = 0
    for place, sign in enumerate(reversed(text)):
        value = signs.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return signs[-total % size]


luhn_10 = partial(_luhn, signs=_DIGITS)
"""Luhn: one digit for a string of digits."""
luhn_36 = partial(_luhn, signs=_ALL)
"""Luhn mod 36: one sign 0-9 A-Z for a string of them."""


CHECKS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "mod-11-10": (_DIGITS, mod_11_10),
    "mod-37-36": (_ALL, mod_37_36),
    "mod-37-2": (_ALL, mod_37_2),
    "luhn": (_DIGITS, luhn_10),
    "luhn-36": (_ALL, luhn_36),
}
"""Check algorithms by name: the signs they take, and the function."""


_LONGEST = 100


class Parts(NamedTuple):
    """What a code is made of; `group` is empty when the scheme keeps it out."""

    group: str
    number: str
    sign: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """Prefix, separator, groups (code → name), digits of the running number, the check algorithm, and whether the group
    is a part of the code."""

    prefix: str
    separator: str
    groups: Mapping[str, str]
    digits: int
    check: str
    group_in_code: bool = False

    def make(self, group: str, number: int) -> str:
        """The code of a running number, in a group when the scheme has groups in the code."""
        group = group if self.group_in_code else ""
        count = f"{number:0{self.digits}d}"
        parts = (self.prefix, group, count, self.sign(group + count))
        return self.separator.join(part for part in parts if part)

    @property
    def example(self) -> str:
        """What a code looks like."""
        return self.make(next(iter(self.groups), ""), 1)

    def sign(self, body: str) -> str:
        """The check character of what stands before it, prefix and separators aside."""
        return CHECKS[self.check][1](body)

    def parts(self, code: str) -> Parts | None:
        """Group, running number and check character; None when the code is not of this form."""
        start = self.prefix + self.separator if self.prefix else ""
        if not code.startswith(start):
            return None
        found = code[len(start) :].split(self.separator) if self.separator else self._cut(code[len(start) :])
        if len(found) != 2 + self.group_in_code:
            return None
        group, number, sign = found if self.group_in_code else ("", *found)
        fits = len(number) == self.digits and whole(number) is not None and len(sign) == 1
        return Parts(group, number, sign) if fits else None

    def holds(self, code: str) -> bool:
        """Whether a code is one of the scheme, with the check character it should have."""
        parts = self.parts(code)
        return parts is not None and self.sign(parts.group + parts.number) == parts.sign

    def _cut(self, text: str) -> list[str]:
        """The parts of a code without separators, by their lengths."""
        number, sign = text[-1 - self.digits : -1], text[-1:]
        return [text[: -1 - self.digits], number, sign] if self.group_in_code else [number, sign]


def read_scheme(path: Path) -> Scheme:
    """Read a scheme. Raises ConfigError naming what is missing or unknown."""
    data = load(clear_text(path, path.name), path.name)
    inside = isinstance(data, dict) and data.get("nhom_trong_ma") is True
    if not isinstance(data, dict) or not isinstance(data.get("nhom") or {}, dict) or (inside and not data.get("nhom")):
        raise ConfigError(
            "{file}: a scheme of identification codes needs tien_to, chu_so_thu_tu and kiem_tra, and nhom when the "
            "group is part of the code",
            file=path.name,
        )
    check, digits, given = str(data.get("kiem_tra") or ""), data.get("chu_so_thu_tu"), data.get("nhom")
    names = given if isinstance(given, dict) else {}
    with at_lines(path):
        if check not in CHECKS:
            said = msg("{file}: unknown check algorithm “{name}”", file=path.name, name=check, key="kiem_tra")
            raise ConfigError.of(near_or_known(said, check, CHECKS))
        groups = {str(key): str(value or "") for key, value in names.items()}
        bad = [key for key in groups if not key or (inside and any(sign not in CHECKS[check][0] for sign in key))]
        if not isinstance(digits, int) or not 0 < digits < 10 or bad:
            told = "{file}: chu_so_thu_tu must be 1 to 9, and groups may only use signs that the check algorithm takes"
            raise ConfigError(told, file=path.name, key="nhom" if bad else "chu_so_thu_tu")
    separator = data.get("ngan_cach")
    return Scheme(
        str(data.get("tien_to") or ""), "-" if separator is None else str(separator), groups, digits, check, inside
    )


class Retirement(NamedTuple):
    """A row of the successor map: the retired code, what stands for it, since when, and why."""

    code: str
    others: tuple[str, ...]
    date: str
    reason: str
    row: int


def read_retirements(path: Path) -> list[Retirement]:
    """The successor map: a CSV or XLSX file of retired codes (first column), what stands for them (second column;
    several joined by “;”, or none), since when and why. Raises SourceError when it cannot be read."""
    found = []
    for row, cells in read_sheet(path, path.name).rows[1:]:
        code, others, date, reason = (*cells, "", "", "", "")[:4]
        if code or others:
            stand = tuple(filter(None, map(str.strip, others.split(";"))))
            found.append(Retirement(code, stand, as_day(date), reason, row))
    return found


def as_successors(retirements: Iterable[Retirement]) -> dict[str, tuple[str, ...]]:
    """The successor map by retired code."""
    return {item.code: item.others for item in retirements if item.code}


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
