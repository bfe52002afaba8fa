"""Concordances: what became of the codes of an edition in another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.files.stamp import Stamp
from draftkit.hs.code import LOST, MANGLED, OK, read_code
from draftkit.model.grouped import grouped
from draftkit.model.message import msg
from draftkit.readers.sheet import read_sheet
from draftkit.text.cells import Sheet
from draftkit.text.fold import fold

_HEAD_ROWS = 20
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_RELATION = re.compile(r"\s*(1|n|m)\s*[:-]\s*(1|n|m)\s*", re.IGNORECASE)
_SPLIT = re.compile(r"[;\n]|,\s")


@dataclass(frozen=True, slots=True, eq=False)
class Concordance:
    """What became of the codes of edition `source` in edition `target`; an empty tuple: no successor.

    `relations` holds what the table says of a pair (`1:1`, `n:1` …), `partial` that it lists changed codes only: what
    it does not name has stayed as it was."""

    source: str
    target: str
    successors: Mapping[str, tuple[str, ...]]
    partial: bool = False
    relations: Mapping[tuple[str, str], str] | None = None

    def of(self, digits: str) -> tuple[str, ...] | None:
        """Successors of a code: as the table gives them; where it goes less deep, those of its subheading; where it
        goes deeper, those of all codes below. None when the table does not know it, the code itself when the table
        lists changed codes only."""
        found = self.successors.get(digits)
        if found is None and len(digits) > 6:
            found = self.successors.get(digits[:6])
        if found is None:
            below = self.below(digits)
            if below:
                kept = (digits,) if self.partial else ()
                ends = (item[: len(digits)] for code in below for item in self.successors[code])
                found = tuple(dict.fromkeys((*kept, *ends)))
        if found is None and self.partial:
            return (digits,)
        return found

    def below(self, digits: str) -> tuple[str, ...]:
        """The codes of the table that begin with these digits."""
        return tuple(_by_stem(self).get(digits, ()))

    def relation(self, digits: str, other: str) -> str:
        """What the table says of a pair, else what its rows show: `1:1`, `1:n`, `n:1`, `n:m`."""
        said = (self.relations or {}).get((digits, other))
        if said:
            return said
        return f"{'n' if len(self.sources(other)) > 1 else '1'}:{'n' if len(self.of(digits) or ()) > 1 else '1'}"

    def sources(self, other: str) -> tuple[str, ...]:
        """The codes that became, wholly or in part, a code of the other edition."""
        return _sources(self).get(other, ())

    def reversed(self) -> Concordance:
        """The same table read from `target` to `source`."""
        found = grouped((other, code) for code, others in self.successors.items() for other in others)
        turned = {(b, a): ":".join(reversed(text.split(":"))) for (a, b), text in (self.relations or {}).items()}
        return Concordance(
            self.target,
            self.source,
            {code: tuple(sorted(others)) for code, others in found.items()},
            self.partial,
            turned,
        )


@lru_cache(maxsize=8)
def _by_stem(table: Concordance) -> Mapping[str, Sequence[str]]:
    return grouped((code[:size], code) for code in table.successors for size in (2, 4, 6) if size < len(code))


@lru_cache(maxsize=8)
def _sources(table: Concordance) -> Mapping[str, tuple[str, ...]]:
    return table.reversed().successors


@lru_cache(maxsize=8)
def read_concordance(source: str, target: str, path: Path, partial: bool, _changed: Stamp | None) -> Concordance:
    """Read a table (CSV or XLSX): a column of each edition, several successors in several rows or joined by “;”; a
    column of relationships if there is one. Raises ConfigError when it holds no pairs."""
    sheet = read_sheet(path, path.name)
    start, old, new, relation = _columns(sheet, source, target)
    numbers = [sheet.numbers.get(column, set()) for column in (old, new)]
    found: dict[str, list[str]] = {}
    relations: dict[tuple[str, str], str] = {}
    for at, row in sheet.rows[start:]:
        for column, spoilt_rows in zip((old, new), numbers, strict=True):
            if at in spoilt_rows or (column < len(row) and read_code(row[column]).state in (MANGLED, LOST)):
                raise spoilt(path.name, at, row[column])
        code = _digits(row, old)
        if not code:
            continue
        others = found.setdefault(code, [])
        said = _RELATION.fullmatch(row[relation]) if 0 <= relation < len(row) else None
        for cell in _SPLIT.split(row[new] if new < len(row) else ""):
            other = read_code(cell).digits
            if other and other not in others:
                others.append(other)
                if said:
                    relations[code, other] = f"{said[1]}:{said[2]}".lower()
    if not any(found.values()):
        none = msg("{file}: no pairs of HS codes found; the first two columns should hold them", file=path.name)
        raise ConfigError.of(sheet.or_another(none))
    return Concordance(source, target, {code: tuple(others) for code, others in found.items()}, partial, relations)


def spoilt(name: str, row: int, cell: str) -> ConfigError:
    """What is said of a table of codes that a spreadsheet has spoilt: nothing is compared with it."""
    return ConfigError(
        "{file}, row {row}: “{cell}” was mangled by a spreadsheet (zeros or digits are lost); keep the columns of "
        "codes as text",
        file=name,
        row=row,
        cell=cell,
    )


def _digits(row: Sequence[str], at: int) -> str:
    reading = read_code(row[at]) if at < len(row) and row[at] else None
    return reading.digits if reading is not None and reading.state == OK else ""


def _columns(sheet: Sheet, source: str, target: str) -> tuple[int, int, int, int]:
    """Index of the first row of codes, and the columns of old code, new code and relationship: by the years in the
    titles, else the first two columns that hold codes."""
    start = next(
        (at for at, (_, row) in enumerate(sheet.rows[:_HEAD_ROWS]) if any(_digits(row, i) for i in range(len(row)))), 0
    )
    sample = [row for _, row in sheet.rows[start : start + 50]]
    width = max((len(row) for row in sample), default=0)
    codes = [at for at in range(width) if any(len(_digits(row, at)) > 2 for row in sample)]
    titles = sheet.rows[start - 1][1] if start else ()
    said = [at for at in range(width) if any(_RELATION.fullmatch(cell) for row in sample for cell in row[at : at + 1])]
    relation = said[0] if said else -1
    old, new = _by_year(titles, source, codes), _by_year(titles, target, codes)
    if old < 0 or new < 0 or old == new:
        old, new = (codes[0], codes[1]) if len(codes) > 1 else (0, 1)
    return start, old, new, relation


def _by_year(titles: Sequence[str], edition: str, codes: Sequence[int]) -> int:
    year = _YEAR.search(edition)
    name = fold(edition)
    whole = [at for at in codes if at < len(titles) and name and name in fold(titles[at])]
    if len(whole) == 1:
        return whole[0]
    found = [at for at in codes if at < len(titles) and year and year[0] in titles[at]]
    return found[0] if len(found) == 1 else -1
