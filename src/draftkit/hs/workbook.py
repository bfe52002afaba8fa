"""XLSX files written: new ones, all cells text, and given ones in which some cells change and everything else stays:
merged cells, number formats, widths, pictures, other sheets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from draftkit.model.numeral import whole
from draftkit.readers.workbook import FAULTS, sheet_part, unreadable
from draftkit.text.cells import column, letter
from draftkit.text.passage import xml_text
from draftkit.word.markup import escape

_STAMP = (2000, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(?:/>|>(.*?)</\1row>)", re.DOTALL)
_NUMBER = re.compile(rb'\br="([0-9]+)"')
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(?:/>|>.*?</\1c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)[0-9]+"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')

Cells = Mapping[int, Mapping[int, str]]
"""New texts by row (from 1) and column (from 0)."""


def as_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as a workbook whose cells are all text: no code is taken for a number, no text for a formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, text in _parts().items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), _HEAD + text, zipfile.ZIP_DEFLATED)
        sheet_part = zipfile.ZipInfo("xl/worksheets/sheet1.xml", _STAMP)
        sheet_part.compress_type = zipfile.ZIP_DEFLATED  # a part opened for writing is stored as it is otherwise
        with package.open(sheet_part, "w") as file:
            file.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, cells in enumerate(rows, 1):
                file.write(_row(number, cells).encode())
            file.write(b"</sheetData></worksheet>")
    return out.getvalue()


def _row(number: int, cells: Sequence[str]) -> str:
    shown = "".join(_text_cell("", f"{letter(at)}{number}", cell, "1") for at, cell in enumerate(cells) if cell)
    return f'<row r="{number}">{shown}</row>'


def _text_cell(prefix: str, place: str, text: str, style: str) -> str:
    look = f' s="{style}"' if style else ""
    words = escape(xml_text(text))
    return (
        f'<{prefix}c r="{place}"{look} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{words}</{prefix}t>'
        f"</{prefix}is></{prefix}c>"
    )


def _parts() -> dict[str, str]:
    """What stands in a workbook besides its sheet, as `workbook.txt` has it: name and text of each part."""
    told = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    return {name: text for name, _, text in (part.partition("\n") for part in told)}


def changed(path: Path, name: str, sheet: str, cells: Cells) -> bytes:
    """A workbook with some cells of a sheet changed, and nothing else. Raises SourceError when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            part = sheet_part(package, sheet, name)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
                for item in package.infolist():
                    data = package.read(item)
                    new.writestr(item, _with_cells(data, cells) if item.filename == part else data)
            return out.getvalue()
    except FAULTS as error:
        raise unreadable(name, error) from error


def _with_cells(data: bytes, cells: Cells) -> bytes:
    def row(found: re.Match[bytes]) -> bytes:
        number = _NUMBER.search(found[2])
        at = whole(number[1].decode(), 0) if number else 0
        new = cells.get(at)
        if not new:
            return found[0]
        prefix = found[1]
        inner = _new_cells(found[3] or b"", at, new, prefix.decode())
        attributes = re.sub(rb'\s*\bspans="[^"]*"', b"", found[2])
        return b"<" + prefix + b"row" + attributes + b">" + inner + b"</" + prefix + b"row>"

    return _ROW.sub(row, data)


def _new_cells(inner: bytes, number: int, new: Mapping[int, str], prefix: str) -> bytes:
    parts: dict[int, bytes] = {}
    styles: dict[int, str] = {}
    for found in _CELL.finditer(inner):
        place = _PLACE.search(found[2])
        if place is None:
            raise ValueError("r")
        at = column(place[1].decode())
        style = _STYLE.search(found[2])
        parts[at], styles[at] = found[0], style[1].decode() if style else ""
    for at, text in new.items():
        parts[at] = _text_cell(prefix, f"{letter(at)}{number}", text, styles.get(at, "")).encode()
    return b"".join(parts[at] for at in sorted(parts))
