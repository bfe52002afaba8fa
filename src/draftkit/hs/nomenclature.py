"""Nomenclatures (the codes of an edition) and concordances (what became of them in another), and the library of those
that `draftkit.yaml` names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from draftkit.errors import ConfigError, SourceError
from draftkit.files.stamp import Stamp, stamp
from draftkit.hs.code import LOST, MANGLED, OK, read_code, split_dashes
from draftkit.hs.columns import find_head
from draftkit.model.grouped import grouped
from draftkit.model.message import msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.readers.sheet import read_sheet
from draftkit.readers.source import inside
from draftkit.readers.yaml_text import at_lines, keyed, told_in
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
        origins = {code: tuple(sorted(others)) for code, others in found.items()}
        return Concordance(self.target, self.source, origins, self.partial, turned)


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
    said = (
        "{file}, row {row}: “{cell}” was mangled by a spreadsheet (zeros or digits are lost); keep the columns of "
        "codes as text"
    )
    return ConfigError(said, file=name, row=row, cell=cell)


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


NOMENCLATURES = "danh_muc_hs"
CONCORDANCES = "doi_chieu_hs"
PROJECT_FILE = "draftkit.yaml"


class OfficialRow(NamedTuple):
    """One official row: description without its dashes, and how many it had; its unit, where the file has one."""

    description: str
    depth: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """The codes of an edition. `codes` also holds the chapters, headings and subheadings that longer codes imply;
    `entries` only rows of the file.

    `excerpt` says that the file holds some headings only, so that nothing can be said about others. `dashed` says that
    its descriptions carry dashes."""

    edition: str
    entries: Mapping[str, OfficialRow]
    codes: frozenset[str]
    excerpt: bool = False
    dashed: bool = False
    deepest: int = 0

    def covers(self, digits: str) -> bool:
        """Whether the file can say anything about a code."""
        return len(digits) <= self.deepest and (not self.excerpt or digits[:4] in self.codes)

    def words(self, digits: str) -> str:
        """The official description of a code; empty when the file gives none."""
        entry = self.entries.get(digits)
        return entry.description if entry else ""

    def chain(self, digits: str) -> list[tuple[str, OfficialRow | None]]:
        """The code with its chapter, heading and subheading, outermost first."""
        return [(digits[:size], self.entries.get(digits[:size])) for size in (2, 4, 6, 8) if size <= len(digits)]


@dataclass(frozen=True, slots=True)
class Library:
    """What a project has: nomenclatures and concordances by edition, as its `file` of settings names them. Each is read
    when it is first asked for."""

    file: Path
    nomenclatures: Mapping[str, tuple[Path, bool]]
    concordances: Mapping[tuple[str, str], tuple[Path, bool]]

    def nomenclature(self, edition: str = "") -> Nomenclature | None:
        """The nomenclature of an edition, the first one when none is named; None when the project has none. Raises
        ConfigError on an unknown edition."""
        if not edition:
            edition = next(iter(self.nomenclatures), "")
            if not edition:
                return None
        found = self.nomenclatures.get(edition)
        if found is None:
            known = ", ".join(self.nomenclatures) or "-"
            at = told_in(self.file, NOMENCLATURES)
            wrong = "{file} names no nomenclature of the edition “{edition}” below “{key}”; known: {known}"
            raise ConfigError(wrong, file=at, edition=edition, key=NOMENCLATURES, known=known)
        return _nomenclature(edition, found[0], found[1], stamp(found[0]))

    def from_edition(self, edition: str) -> list[Concordance]:
        """All concordances that start at an edition."""
        return [self._read(pair) for pair in self.concordances if pair[0] == edition]

    def around(self, edition: str) -> list[Concordance]:
        """The concordances from an edition, and those to it, read backwards, where no other leads the way."""
        there = self.from_edition(edition)
        known = {table.target for table in there}
        back = [self._read(pair) for pair in self.concordances if pair[1] == edition and pair[0] not in known]
        return [*there, *(table.reversed() for table in back)]

    def concordance(self, source: str, target: str) -> Concordance:
        """From one edition to another, read backwards where only the other direction is there. Raises ConfigError when
        there is none."""
        if (source, target) in self.concordances:
            return self._read((source, target))
        if (target, source) in self.concordances:
            return self._read((target, source)).reversed()
        known = ", ".join(f"{a} → {b}" for a, b in self.concordances) or "-"
        at = told_in(self.file, CONCORDANCES)
        wrong = "{file} names no concordance from “{source}” to “{target}” below “{key}”; known: {known}"
        raise ConfigError(wrong, file=at, source=source, target=target, key=CONCORDANCES, known=known)

    def _read(self, pair: tuple[str, str]) -> Concordance:
        path, partial = self.concordances[pair]
        return read_concordance(*pair, path, partial, stamp(path))


def open_library(root: Path, settings: Mapping[str, Data]) -> Library:
    """The library of a project: `danh_muc_hs: {AHTN2022: tep.csv}` (or `{tep: tep.csv, trich: true}`), `doi_chieu_hs:
    {HS2022: {HS2012: tep.csv}}` (or `{tep: tep.csv, chi_ma_doi: true}`: changed codes only).

    Raises ConfigError when a setting is not of that form or names a file that is missing or outside the project.
    """
    found: dict[str, tuple[Path, bool]] = {}
    tables: dict[tuple[str, str], tuple[Path, bool]] = {}
    with at_lines(root / PROJECT_FILE):
        for edition, entry in keyed(settings.get(NOMENCLATURES) or {}, PROJECT_FILE, NOMENCLATURES).items():
            found[edition] = _file(root, entry, f"{NOMENCLATURES}.{edition}", "trich")
        for source, targets in keyed(settings.get(CONCORDANCES) or {}, PROJECT_FILE, CONCORDANCES).items():
            for target, entry in keyed(targets, PROJECT_FILE, f"{CONCORDANCES}.{source}").items():
                tables[source, target] = _file(root, entry, f"{CONCORDANCES}.{source}.{target}", "chi_ma_doi")
    return Library(root / PROJECT_FILE, found, tables)


def _file(root: Path, entry: Data, key: str, switch: str) -> tuple[Path, bool]:
    """The file that a setting names, alone or as `tep`, and whether its switch is on."""
    told: Mapping[str, Data] = entry if isinstance(entry, dict) else {"tep": entry}
    name = told.get("tep")
    if not isinstance(name, str) or not name:
        raise ConfigError("{file}: “{key}” must name a CSV or XLSX file.", file=PROJECT_FILE, key=key)
    path = root / name
    if Path(name).is_absolute() or not inside(root, path):
        raise ConfigError("{file}: “{key}” leads out of the project.", file=PROJECT_FILE, key=key)
    if not path.is_file():
        raise ConfigError("{file}: “{key}” names “{name}”, which is not there.", file=PROJECT_FILE, key=key, name=name)
    return path, told.get(switch) is True


@lru_cache(maxsize=8)
def _nomenclature(edition: str, path: Path, excerpt: bool, _changed: Stamp | None) -> Nomenclature:
    """Read as a list is: CSV or XLSX, columns by their titles; a file without titles holds codes and descriptions in
    its first two columns."""
    sheet = read_sheet(path, path.name)
    try:
        head = find_head(sheet, edition)
        columns, start = head.columns, head.start
    except SourceError:
        columns, start = _untitled(sheet, path), 0
    code, text, unit = columns["code"], columns.get("description", -1), columns.get("unit", -1)
    entries: dict[str, OfficialRow] = {}
    codes: set[str] = set()
    numbers = sheet.numbers.get(code, set())
    for at, row in sheet.rows[start:]:
        reading = read_code(row[code], at in numbers) if code < len(row) else None
        if reading is not None and reading.state in (MANGLED, LOST):
            raise spoilt(path.name, at, row[code])
        if reading is None or reading.state != OK or reading.scope is not None or not reading.digits:
            continue
        depth, words = split_dashes(row[text]) if 0 <= text < len(row) else (0, "")
        digits = reading.digits
        entries.setdefault(digits, OfficialRow(words, depth, row[unit] if 0 <= unit < len(row) else ""))
        codes.update((digits, digits[:2], digits[:4], digits[:6]))
    dashed = any(entry.depth for entry in entries.values())
    return Nomenclature(edition, entries, frozenset(codes), excerpt, dashed, max(map(len, entries), default=0))


def _untitled(sheet: Sheet, path: Path) -> dict[str, int]:
    """Columns of a file whose titles say nothing: the first that holds a code, and the one behind it."""
    rows = [row for _, row in sheet.rows[:2]]
    found = next((at for row in reversed(rows) for at, cell in enumerate(row) if read_code(cell).digits), -1)
    if found < 0:
        said = msg("{file}: no column of HS codes found; the second row should hold one", file=path.name)
        raise ConfigError.of(sheet.or_another(said))
    return {"code": found, "description": found + 1}
