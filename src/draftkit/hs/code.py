"""HS codes as text: digits, printed form, and what a spreadsheet has done to them.

Stored form: digits only, leading zeros kept. Printed form: `84`, `84.21`, `8421.21`, `8421.21.19`. A code is never
guessed: what cannot be read for certain stays as typed, with a proposal that only `hs convert --repair` follows, and
only where the nomenclature holds it.

Cells that say more than one code: `Chương 46`, `8421.39; 8421.99`, `từ 84.21 đến 84.24`, `84.21 (trừ 8421.40)`. A cell
is either read to its last sign or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from draftkit.hs.ways import ways
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole

Span = tuple[str, str]
"""First and last code of a piece; the same code twice when it is no range."""

_EXCEPT, _BETWEEN, _FROM, _TO, _WORDS, _CHAPTERS = ways("code", "excepted between from to words chapters")
_DIGIT = re.compile("[0-9]")
_LONGEST = 2000


class Scope(NamedTuple):
    """The pieces a cell covers, those it excepts, and whether it said “ex” of any."""

    spans: tuple[Span, ...]
    but: tuple[Span, ...]
    ex: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes named, each once, exceptions last."""
        return tuple(dict.fromkeys(code for span in (*self.spans, *self.but) for code in span))


def read_scope(cell: str) -> Scope | None:
    """What a cell covers; None when it is not made of codes from end to end."""
    if len(cell) > _LONGEST or not _DIGIT.search(cell):
        return None
    found = _EXCEPT.search(cell)
    head, tail = (cell[: found.start()], cell[found.end() :].rstrip(" )].")) if found else (cell, "")
    spans = _spans(head.strip(" .;,"))
    but = _spans(tail) if found else ((), False)
    if spans is None or but is None or not spans[0] or (found and not but[0]):
        return None
    return Scope(spans[0], but[0], spans[1])


def _spans(text: str) -> tuple[tuple[Span, ...], bool] | None:
    out: list[Span] = []
    said = False
    chapters = bool(_CHAPTERS.match(_FROM.sub("", text, count=1)))
    for piece in _BETWEEN.split(text):
        ends = _TO.split(_FROM.sub("", piece.strip(), count=1))
        if len(ends) > 2:
            return None
        codes = [_code(end, chapters) for end in ends]
        if not all(code for code, _ in codes):
            return None
        first, last = codes[0][0], codes[-1][0]
        if len(first) != len(last) or first > last:
            return None
        said = said or any(ex for _, ex in codes)
        out.append((first, last))
    return tuple(out), said


def _code(text: str, chapters: bool) -> tuple[str, bool]:
    """The digits of a piece of a longer cell, empty when it is no code for certain, and whether it says ex."""
    text = text.strip()
    if chapters:
        bare = _CHAPTERS.sub("", text)
        return (bare.zfill(2), False) if whole(bare) is not None and len(bare) < 3 else ("", False)
    bare, ex = _without_ex(_WORDS.sub("", text))
    digits = _of_text(bare).digits
    return (digits, ex) if len(digits) > 2 else ("", False)


def interval(span: Span) -> tuple[int, int]:
    """The lines of 8 digits a piece covers, as numbers."""
    return whole(span[0].ljust(8, "0"), 0), whole(span[1].ljust(8, "9"), 0)


def without(spans: Iterable[Span], but: Iterable[Span]) -> list[tuple[int, int]]:
    """The intervals of some pieces less the exceptions."""
    found = [interval(span) for span in spans]
    for low, high in map(interval, but):
        cut: list[tuple[int, int]] = []
        for first, last in found:
            if high < first or low > last:
                cut.append((first, last))
                continue
            if first < low:
                cut.append((first, low - 1))
            if high < last:
                cut.append((high + 1, last))
        found = cut
    return found


_GROUPS = frozenset(((2,), (4,), (6,), (8,), (2, 2), (4, 2), (4, 2, 2), (4, 4), (6, 2), (2, 2, 2), (2, 2, 2, 2)))
_PLAIN = re.compile(r"[0-9]{8}|[0-9]{6}|[0-9]{4}|[0-9]{2}|[0-9]{4}\.[0-9]{2}(?:\.[0-9]{2})?|[0-9]{2}\.[0-9]{2}")
_EX = re.compile(r"\(?ex(?:-?out)?\.?\)?[ \u00a0:-]*(?=[0-9])", re.IGNORECASE)
_EX_BEHIND, _NAMED, _CHAPTER, _DATE = ways("code", "ex_behind named chapter date")
_DIGITS = re.compile("[0-9]+")
_APART = re.compile(r"\n|\s[-–—]\s|[0-9]\.[0-9]{2}[ \u00a0]+[0-9]{2}\.[0-9]")
"""What stands between two codes, not between the groups of one."""
_SPLIT = re.compile(r"[.,\s\u00a0-]+")
_POWER = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")

OK, MANGLED, LOST, UNREADABLE = "ok", "mangled", "lost", "unreadable"


class Reading(NamedTuple):
    """What a cell says: `digits` of its first code when it is read for certain (`state` ok).

    Else `proposal` is the code that a spreadsheet may have taken zeros from, and `stub` the digits typed where they are
    an odd number: a last digit may be missing as well. `ex` when it was written so; `scope` when the cell says more
    than one code: several, a range, exceptions. `named` when the cell says that it is a chapter."""

    digits: str
    state: str = OK
    proposal: str = ""
    ex: bool = False
    stub: str = ""
    scope: Scope | None = None
    named: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the cell covers, exceptions aside: first and last code of each piece."""
        if self.scope is not None:
            return self.scope.spans
        return ((self.digits, self.digits),) if self.digits else ()

    @property
    def but(self) -> tuple[Span, ...]:
        """The exceptions."""
        return self.scope.but if self.scope is not None else ()

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes the cell names, exceptions included."""
        return self.scope.codes if self.scope is not None else (self.digits,) if self.digits else ()


@lru_cache(maxsize=65536)
def read_code(text: str, number: bool = False) -> Reading:
    """Read a cell. `number` says that the cell held a number, not text: what it shows then may have lost zeros."""
    cell = text.strip(" \t\u00a0'’\"")
    if number:
        return _of_number(cell)
    if _PLAIN.fullmatch(cell):
        return Reading(cell.replace(".", ""))
    if _DIGITS.fullmatch(cell):
        return _of_text(cell)
    bare, ex = _without_ex(cell)
    found = _of_text(bare)
    if found.state == UNREADABLE:
        scope = read_scope(cell)
        if scope is not None:
            return Reading(scope.spans[0][0], ex=scope.ex, scope=scope)
    return found._replace(ex=ex) if ex else found


def _without_ex(cell: str) -> tuple[str, bool]:
    """The cell without an “ex” before or behind the code."""
    before = _EX.match(cell)
    if before:
        return cell[before.end() :], True
    behind = _EX_BEHIND.search(cell)
    return (cell[: behind.start()], True) if behind and behind.start() else (cell, False)


def _of_text(cell: str) -> Reading:
    if _POWER.fullmatch(cell):
        return Reading("", LOST)
    chapter = _CHAPTER.fullmatch(cell)
    if chapter:
        return Reading(chapter[1].zfill(2), named=True)
    named = _NAMED.match(cell)
    if named:
        cell = cell[named.end() :]
    if _DATE.fullmatch(cell):
        return Reading("", LOST)
    groups = tuple(_SPLIT.split(cell))
    if all(map(_DIGITS.fullmatch, groups)) and not _APART.search(cell):
        if "-" not in cell and "," not in cell and tuple(map(len, groups)) in _GROUPS:
            return Reading("".join(groups))
        return _mangled(groups)
    return Reading("", UNREADABLE)


def _of_number(cell: str) -> Reading:
    """A number cell is mangled even when all its digits are there: the next program to open it may drop a zero."""
    groups = tuple(_SPLIT.split(cell.removesuffix(".0")))
    if not all(map(_DIGITS.fullmatch, groups)) or _DATE.fullmatch(cell):
        return Reading("", LOST)
    if tuple(map(len, groups)) in ((2,), (4,), (6,), (8,), (4, 2), (2, 2)):
        return Reading("", MANGLED, "".join(groups))
    return _mangled(groups)


def _mangled(groups: tuple[str, ...]) -> Reading:
    if len(groups) == 2 and len(groups[0]) in (7, 8) and not groups[1].strip("0"):  # 84213990.0
        groups = groups[:1]
    joined = "".join(groups)
    groups = (joined,) if tuple(map(len, groups)) in ((1, 3, 3), (2, 3, 3)) else groups  # 84,213,990
    proposal = _with_zeros(groups)
    stub = joined if len(joined) in (3, 5, 7) else ""
    return Reading("", MANGLED, proposal, stub=stub) if proposal else Reading("", UNREADABLE, stub=stub)


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
