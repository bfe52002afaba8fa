"""HS codes as text: digits, printed form, and what a spreadsheet has done to them.

Stored form: digits only, leading zeros kept. Printed form: `84`, `84.21`, `8421.21`, `8421.21.19`. A code is never
guessed: what cannot be read for certain stays as typed, with a proposal that only `hs convert --repair` follows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from draftkit.model.numeral import whole

LEVELS = (2, 4, 6, 8)
_GROUPS = frozenset(((2,), (4,), (6,), (8,), (2, 2), (4, 2), (4, 2, 2), (4, 4), (6, 2), (2, 2, 2), (2, 2, 2, 2)))
_PLAIN = re.compile(r"[0-9]{8}|[0-9]{6}|[0-9]{4}|[0-9]{2}|[0-9]{4}\.[0-9]{2}(?:\.[0-9]{2})?|[0-9]{2}\.[0-9]{2}")
_EX = re.compile(r"ex\.?[ \u00a0]*(?=[0-9])", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")
_SPLIT = re.compile(r"[.,\s\u00a0-]+")
_POWER = re.compile(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
_DATE = re.compile(r"[0-9]{1,4}[-/][0-9A-Za-z]{1,4}(?:[-/][0-9]{1,4})?(?:[ T]00:00:00)?")

OK, MANGLED, LOST, UNREADABLE = "ok", "mangled", "lost", "unreadable"


class Reading(NamedTuple):
    """What a cell says: `digits` when it is a code for certain (`state` ok), else a `proposal` for a mangled one; `ex`
    when it was written so."""

    digits: str
    state: str = OK
    proposal: str = ""
    ex: bool = False


@lru_cache(maxsize=65536)
def read_code(text: str, number: bool = False) -> Reading:
    """Read a cell. `number` says that the cell held a number, not text: what it shows then may have lost zeros."""
    cell = text.strip(" \t\u00a0'’\"")
    found = _EX.match(cell)
    ex = bool(found)
    if found:
        cell = cell[found.end() :]
    if not number and _PLAIN.fullmatch(cell):
        return Reading(cell.replace(".", ""), ex=ex)
    return (_of_number(cell) if number else _of_text(cell))._replace(ex=ex)


def _of_text(cell: str) -> Reading:
    power = _POWER.fullmatch(cell)
    if power:
        return _of_power(power)
    groups = tuple(_SPLIT.split(cell))
    if all(map(_DIGITS.fullmatch, groups)):
        if "-" not in cell and "," not in cell and tuple(map(len, groups)) in _GROUPS:
            return Reading("".join(groups))
        proposal = _with_zeros(groups)
        if proposal:
            return Reading("", MANGLED, proposal)
    return Reading("", LOST if _DATE.fullmatch(cell) else UNREADABLE)


def _of_number(cell: str) -> Reading:
    """A number cell is mangled even when all its digits are there: the next program to open it may drop a zero."""
    power = _POWER.fullmatch(cell)
    if power:
        return _of_power(power)
    groups = tuple(_SPLIT.split(cell.removesuffix(".0")))
    if not all(map(_DIGITS.fullmatch, groups)):
        return Reading("", LOST)
    joined = "".join(groups)
    proposal = joined if tuple(map(len, groups)) in ((2,), (4,), (6,), (8,), (4, 2), (2, 2)) else _with_zeros(groups)
    return Reading("", MANGLED, proposal) if proposal else Reading("", UNREADABLE)


def _of_power(found: re.Match[str]) -> Reading:
    """`8.4212119E+07` still holds every digit; `8.42E+07` does not."""
    digits, length = found[1] + (found[2] or ""), whole(found[3], 0) + 1
    if len(digits) < length - 1 or length > 8:  # one digit short: a last zero that the number form drops
        return Reading("", LOST)
    full = digits.ljust(length, "0")
    proposal = full.zfill(length + length % 2)
    return Reading("", MANGLED, proposal) if len(full) == length and len(proposal) in LEVELS else Reading("", LOST)


def _with_zeros(groups: tuple[str, ...]) -> str:
    """Put back one leading zero before the first group, and one last zero after a decimal part of one digit. Empty when
    that makes no code."""
    head, *rest = groups
    if len(head) % 2:
        head = "0" + head
    if rest and len(rest[-1]) == 1:
        rest[-1] += "0"
    lengths = (len(head), *map(len, rest))
    return "".join((head, *rest)) if lengths in _GROUPS else ""


@lru_cache(maxsize=65536)
def printed(digits: str) -> str:
    """The form that circulars print: `84.21`, `8421.21`, `8421.21.19`; anything but 4, 6 or 8 digits as it is."""
    size = len(digits)
    if size == 8:
        return f"{digits[:4]}.{digits[4:6]}.{digits[6:]}"
    if size == 6:
        return f"{digits[:4]}.{digits[4:]}"
    return f"{digits[:2]}.{digits[2:]}" if size == 4 else digits


def split_dashes(text: str) -> tuple[int, str]:
    """The dashes that lead a description, counted, and the text after them: `- - Loại khác` is (2, `Loại khác`)."""
    depth = at = 0
    for at, sign in enumerate(text):  # noqa: B007
        if sign in "-–—":
            depth += 1
        elif sign not in " \u00a0\t":
            break
    return depth, text[at:].rstrip() if depth or at else text.rstrip()


def with_dashes(depth: int, text: str) -> str:
    """The inverse of `split_dashes`."""
    return f"{'- ' * depth}{text}"
