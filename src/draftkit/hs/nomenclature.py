"""Nomenclatures (the codes of an edition) and concordances (what became of them in another), from the CSV files that
`draftkit.yaml` names."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from draftkit.errors import ConfigError, SourceError
from draftkit.hs.code import OK, read_code, split_dashes
from draftkit.model.meta import Data
from draftkit.readers.source import inside, read_text

NOMENCLATURES = "danh_muc_hs"
CONCORDANCES = "doi_chieu_hs"
PROJECT_FILE = "draftkit.yaml"
_DESCRIPTIONS = ("mo_ta", "mo_ta_vi", "mo_ta_vi_la", "mo_ta_hang_hoa", "description")


class OfficialRow(NamedTuple):
    """One official row: description without its dashes, and how many it had."""

    description: str
    depth: int


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

    def chain(self, digits: str) -> list[tuple[str, OfficialRow | None]]:
        """The code with its chapter, heading and subheading, outermost first."""
        return [(digits[:size], self.entries.get(digits[:size])) for size in (2, 4, 6, 8) if size <= len(digits)]


@dataclass(frozen=True, slots=True)
class Concordance:
    """What became of the codes of edition `source` in edition `target`; an empty tuple: no successor."""

    source: str
    target: str
    successors: Mapping[str, tuple[str, ...]]

    def of(self, digits: str) -> tuple[str, ...] | None:
        """Successors of a code, or of its subheading where the table only goes that far. None when the table does not
        know it."""
        found = self.successors.get(digits)
        return self.successors.get(digits[:6]) if found is None and len(digits) > 6 else found

    def reversed(self) -> Concordance:
        """The same table read from `target` to `source`."""
        found: dict[str, list[str]] = {}
        for code, others in self.successors.items():
            for other in others:
                found.setdefault(other, []).append(code)
        return Concordance(self.target, self.source, {code: tuple(sorted(others)) for code, others in found.items()})


@dataclass(frozen=True, slots=True)
class Library:
    """What a project has: files of nomenclatures and concordances by edition. Each is read when it is first asked
    for."""

    root: Path
    nomenclatures: Mapping[str, tuple[Path, bool]]
    concordances: Mapping[tuple[str, str], Path]

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
            raise ConfigError(
                "{file} names no nomenclature of the edition “{edition}” below “{key}”; known: {known}",
                file=PROJECT_FILE,
                edition=edition,
                key=NOMENCLATURES,
                known=known,
            )
        return _nomenclature(edition, found[0], found[1], _stamp(found[0]))

    def from_edition(self, edition: str) -> list[Concordance]:
        """All concordances that start at an edition."""
        return [self._read(pair) for pair in self.concordances if pair[0] == edition]

    def concordance(self, source: str, target: str) -> Concordance:
        """From one edition to another, read backwards where only the other direction is there. Raises ConfigError when
        there is none."""
        if (source, target) in self.concordances:
            return self._read((source, target))
        if (target, source) in self.concordances:
            return self._read((target, source)).reversed()
        known = ", ".join(f"{a} → {b}" for a, b in self.concordances) or "-"
        raise ConfigError(
            "{file} names no concordance from “{source}” to “{target}” below “{key}”; known: {known}",
            file=PROJECT_FILE,
            source=source,
            target=target,
            key=CONCORDANCES,
            known=known,
        )

    def _read(self, pair: tuple[str, str]) -> Concordance:
        path = self.concordances[pair]
        return _concordance(*pair, path, _stamp(path))


def open_library(root: Path, settings: Mapping[str, Data]) -> Library:
    """The library of a project: `danh_muc_hs: {AHTN2022: tep.csv}` (or `{tep: tep.csv, trich: true}`), `doi_chieu_hs:
    {HS2022: {HS2012: tep.csv}}`.

    Raises ConfigError when a setting is not of that form or names a file that is missing or outside the project.
    """
    found: dict[str, tuple[Path, bool]] = {}
    for edition, entry in _table(settings, NOMENCLATURES).items():
        name = entry.get("tep") if isinstance(entry, dict) else entry
        found[edition] = (
            _file(root, name, f"{NOMENCLATURES}.{edition}"),
            isinstance(entry, dict) and entry.get("trich") is True,
        )
    tables: dict[tuple[str, str], Path] = {}
    for source, targets in _table(settings, CONCORDANCES).items():
        if not isinstance(targets, dict):
            raise ConfigError(
                "{file}: “{key}” must hold lines of “key: value”.", file=PROJECT_FILE, key=f"{CONCORDANCES}.{source}"
            )
        for target, name in targets.items():
            tables[source, target] = _file(root, name, f"{CONCORDANCES}.{source}.{target}")
    return Library(root, found, tables)


def _table(settings: Mapping[str, Data], key: str) -> dict[str, Data]:
    value = settings.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError("{file}: “{key}” must hold lines of “key: value”.", file=PROJECT_FILE, key=key)
    return value


def _file(root: Path, name: Data, key: str) -> Path:
    if not isinstance(name, str) or not name:
        raise ConfigError("{file}: “{key}” must name a CSV file.", file=PROJECT_FILE, key=key)
    path = root / name
    if Path(name).is_absolute() or not inside(root, path):
        raise ConfigError("{file}: “{key}” leads out of the project.", file=PROJECT_FILE, key=key)
    if not path.is_file():
        raise ConfigError("{file}: “{key}” names “{name}”, which is not there.", file=PROJECT_FILE, key=key, name=name)
    return path


def _stamp(path: Path) -> tuple[int, int]:
    """Tells a changed file from the one that was read."""
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file, its separator found out. Raises SourceError when it cannot be read."""
    text = read_text(path, path.name)[0]
    head = text.partition("\n")[0]
    try:
        return [row for row in csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count)) if row]
    except csv.Error as error:
        raise SourceError("{file}: cannot be read as CSV ({reason}).", file=path.name, reason=error) from error


@lru_cache(maxsize=8)
def _nomenclature(edition: str, path: Path, excerpt: bool, stamp: tuple[int, int]) -> Nomenclature:
    rows = read_rows(path)
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = next((at for at in range(len(head)) if len(rows) > 1 and at < len(rows[1]) and _is_code(rows[1][at])), -1)
    if column < 0:
        raise ConfigError("{file}: no column of HS codes found; the second row should hold one", file=path.name)
    text = next((head.index(name) for name in _DESCRIPTIONS if name in head), -1)
    entries: dict[str, OfficialRow] = {}
    for row in rows[1:]:
        reading = read_code(row[column]) if column < len(row) else None
        if reading is None or reading.state != OK:
            continue
        depth, words = split_dashes(row[text].strip()) if 0 <= text < len(row) else (0, "")
        entries.setdefault(reading.digits, OfficialRow(words, depth))
    codes = {digits[:size] for digits in entries for size in (2, 4, 6, 8)}
    dashed = any(entry.depth for entry in entries.values())
    return Nomenclature(edition, entries, frozenset(codes), excerpt, dashed, max(map(len, entries), default=0))


@lru_cache(maxsize=8)
def _concordance(source: str, target: str, path: Path, stamp: tuple[int, int]) -> Concordance:
    found: dict[str, list[str]] = {}
    for row in read_rows(path):
        code = read_code(row[0])
        if code.state != OK:
            continue
        others = found.setdefault(code.digits, [])
        for cell in (row[1] if len(row) > 1 else "").split(";"):
            other = read_code(cell)
            if other.digits and other.digits not in others:
                others.append(other.digits)
    if not found:
        raise ConfigError("{file}: no pairs of HS codes found; the first two columns should hold them", file=path.name)
    return Concordance(source, target, {code: tuple(others) for code, others in found.items()})


def _is_code(text: str) -> bool:
    return read_code(text).state == OK
