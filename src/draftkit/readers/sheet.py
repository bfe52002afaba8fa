"""CSV and XLSX files as rows of texts: byte-order marks, semicolons, merged cells sorted out, nothing lost."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import SourceError
from draftkit.readers.source import clear_text, refuse_endless
from draftkit.text.cells import Sheet, csv_rows, few, letter, same, separator_of

_WORKBOOKS = (".xlsx", ".xlsm")
_OLD = b"\xd0\xcf\x11\xe0"


def read_sheet(path: Path, name: str, sheet: str = "", shown: bool = False, formulas: bool = False) -> Sheet:
    """Read a CSV or XLSX file (the first sheet when none is named); `shown`: numbers as people see them; `formulas`:
    the caller tells those without a stored value. Raises SourceError when it is neither, too large or damaged, has no
    such sheet or a formula that nobody tells."""
    if path.exists():
        refuse_endless(path, name)
    _refuse_old(path, name)
    if path.suffix.lower() not in _WORKBOOKS:
        if sheet:
            raise SourceError("{file}: a CSV file has no sheets: leave out --sheet, or name a workbook.", file=name)
        return _read_csv(path, name)
    from draftkit.readers.workbook import read_workbook

    book = read_workbook(path, name, sheet, shown)
    if book.formulas and not formulas:
        cells = sorted((row, column) for column, rows in book.formulas.items() for row in rows)
        raise SourceError(
            "{file}: formulas without a stored value: {cells}. Open the file in Excel or LibreOffice, let it compute, "
            "and save it.",
            file=name,
            cells=few(f"{letter(column)}{row}" for row, column in cells),
        )
    return book


def _refuse_old(path: Path, name: str) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        return  # told by the reader itself
    if start == _OLD and path.suffix.lower() in _WORKBOOKS:
        raise SourceError(
            "{file} is locked with a password, or an old Excel file under a new name. Open it in Excel or LibreOffice "
            "and save it as .xlsx without a password.",
            file=name,
        )
    if start == _OLD or path.suffix.lower() in (".xls", ".xlsb", ".ods"):
        raise SourceError(
            "{file} is not read: only .xlsx and .csv are. Open it in Excel or LibreOffice, choose “Save as” and the "
            "form “Excel workbook (.xlsx)”.",
            file=name,
        )


def _read_csv(path: Path, name: str) -> Sheet:
    text = clear_text(path, name)
    separator, kept = separator_of(text), {}  # type: str, dict[str, str]
    try:
        typed = csv_rows(text, separator)
        rows = tuple((number, tuple(same(kept, cell.strip()) for cell in row)) for number, row in typed if any(row))
    except SourceError as error:
        row, reason = error.values["row"], error.values["reason"]
        said = "{file}:{line}: cannot be read as CSV ({reason})."
        raise SourceError(said, file=name, line=row, reason=reason) from error
    return Sheet(name, rows, separator)
