"""CSV and XLSX files as rows of texts: byte-order marks, semicolons and merged cells are sorted out here, and nothing
is lost."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from draftkit.errors import SourceError
from draftkit.readers.source import LIMIT_MB, read_text

_HEAD_ROWS = 20
_UNPACKED_MB = 400


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with the number each has in its file. `numbers` holds (row, column) of cells that are numbers or dates, not
    text."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str = ","
    numbers: Mapping[tuple[int, int], bool] = field(default_factory=dict)


def read_sheet(path: Path, name: str) -> Sheet:
    """Read a CSV or XLSX file (first sheet). Raises SourceError when it is neither, too large or damaged."""
    return _read_xlsx(path, name) if path.suffix.lower() in (".xlsx", ".xlsm") else _read_csv(path, name)


def _read_csv(path: Path, name: str) -> Sheet:
    text = read_text(path, name)[0]
    separator = _separator(text)
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    start = 1
    try:
        for row in reader:
            if any(row):
                rows.append((start, tuple([cell.strip() for cell in row])))
            start = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(
            "{file}:{line}: cannot be read as CSV ({reason}).", file=name, line=start, reason=error
        ) from error
    return Sheet(name, tuple(rows), separator)


def _separator(text: str) -> str:
    """The separator that the first lines hold most often; a comma inside titles is likelier than a semicolon."""
    head = "\n".join(text.split("\n", 5)[:5])
    return max(";\t,", key=head.count)


def _read_xlsx(path: Path, name: str) -> Sheet:
    try:
        if path.stat().st_size > LIMIT_MB * 1_000_000:
            raise SourceError("{file}: over the limit of {limit} MB.", file=name, limit=LIMIT_MB)
        with zipfile.ZipFile(path) as package:
            if sum(item.file_size for item in package.infolist()) > _UNPACKED_MB * 1_000_000:
                raise SourceError("{file}: unpacks to more than {limit} MB.", file=name, limit=_UNPACKED_MB)
        sheet = _worksheet(path)
    except SourceError:
        raise
    except (
        OSError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,
    ) as error:
        raise SourceError(
            "{file}: cannot be read as an Excel file ({reason}).",
            file=name,
            reason=str(error)[:120] or type(error).__name__,
        ) from error
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, area.min_row + _HEAD_ROWS) + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    rows: list[tuple[int, tuple[str, ...]]] = []
    numbers: dict[tuple[int, int], bool] = {}
    for at, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        row = [_text(value) for value in cells]
        for column, value in enumerate(cells):
            if value is not None and not isinstance(value, (str, bool)):
                numbers[at, column] = True
            elif value is None and (at, column + 1) in merged:
                top = merged[at, column + 1]
                row[column] = _text(sheet.cell(*top).value) if top[0] != at else ""
        while row and not row[-1]:
            row.pop()
        if any(row):
            rows.append((at, tuple(row)))
    return Sheet(name, tuple(rows), ",", numbers)


def _worksheet(path: Path) -> Any:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about drawings and styles, which do not matter here
        return load_workbook(path, data_only=True).worksheets[0]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{value:.0f}"
    return str(value).strip()
