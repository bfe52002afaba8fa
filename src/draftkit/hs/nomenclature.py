"""Nomenclatures (the codes of an edition), and the library of those and of concordances that `draftkit.yaml` names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from draftkit.errors import ConfigError, SourceError
from draftkit.files.stamp import Stamp, stamp
from draftkit.hs.code import LOST, MANGLED, OK, read_code, split_dashes
from draftkit.hs.columns import find_head
from draftkit.hs.concordance import Concordance, read_concordance, spoilt
from draftkit.model.message import msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.readers.sheet import read_sheet
from draftkit.readers.source import inside
from draftkit.readers.yaml_text import at_lines, keyed, told_in
from draftkit.text.cells import Sheet

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
        for edition, entry in _table(settings, NOMENCLATURES).items():
            found[edition] = _file(root, entry, f"{NOMENCLATURES}.{edition}", "trich")
        for source, targets in _table(settings, CONCORDANCES).items():
            for target, entry in keyed(targets, PROJECT_FILE, f"{CONCORDANCES}.{source}").items():
                tables[source, target] = _file(root, entry, f"{CONCORDANCES}.{source}.{target}", "chi_ma_doi")
    return Library(root / PROJECT_FILE, found, tables)


def _table(settings: Mapping[str, Data], key: str) -> dict[str, Data]:
    value = settings.get(key)
    return {} if value is None else keyed(value, PROJECT_FILE, key)


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
