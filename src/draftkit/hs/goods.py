"""A list of goods: rows of a CSV or XLSX file as lines with code, description, dashes, unit, limit, group, standards,
identification code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from draftkit.hs.code import OK, Reading, read_code, split_dashes
from draftkit.hs.sheet import split_head
from draftkit.model.message import Message, msg
from draftkit.readers.sheet import Sheet, read_sheet
from draftkit.text.fold import fold

_COLUMNS = {
    "code": (
        "ma_hs",
        "ma_so_hs",
        "ma_so",
        "ma_hang",
        "ma_hang_hoa",
        "hs",
        "hs8",
        "hs6",
        "hscode",
        "hs_code",
        "code",
        "ahtn",
        "hs2022",
        "hs2017",
        "hs2012",
    ),
    "description": (
        "mo_ta",
        "mo_ta_hang_hoa",
        "mo_ta_vi",
        "mo_ta_vi_la",
        "ten_hang",
        "ten_hang_hoa",
        "description",
        "hs2012_text_comtrade",
    ),
    "unit": ("dvt", "don_vi_tinh", "don_vi", "unit", "unit_of_quantity"),
    "limit": ("gioi_han", "ex", "dieu_kien", "gioi_han_ex", "pham_vi"),
    "group": ("nhom", "nhom_hang", "nhom_hang_hoa", "group"),
    "standards": ("tieu_chuan", "quy_chuan", "tieu_chuan_quy_chuan", "tieu_chuan_quy_chuan_ap_dung", "qcvn"),
    "ident": ("ma_dinh_danh", "ma_so_dinh_danh"),
    "role": ("loai_dong", "dong"),
    "count": ("stt", "so_tt", "tt"),
}
_ROLES = {
    "hang": "line",
    "hanghoa": "line",
    "cha": "parent",
    "dongcha": "parent",
    "nhom": "group",
    "dongnhom": "group",
    "": "",
}


NAMES: Mapping[str, str] = {fold(name): key for key, names in _COLUMNS.items() for name in names}


class HsLine(NamedTuple):
    """One row. `role` is line (goods), parent (printed for the sake of the tree) or group; `depth` counts the typed
    dashes, -1 when there were none.

    `row` is the row in the file, `cells` are all its cells as typed.
    """

    role: str
    reading: Reading
    description: str
    depth: int
    unit: str
    limit: str
    group: str
    standards: str
    ident: str
    row: int
    cells: tuple[str, ...]

    @property
    def code(self) -> str:
        """The digits, empty when there are none for certain."""
        return self.reading.digits


class RowFault(NamedTuple):
    """Something wrong in a row: rule, message, row and column (0-based) of the file."""

    rule: str
    message: Message
    row: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class GoodsList:
    """The lines of a file, its column titles, where each known column stands, the rows above the titles, and what was
    noticed while reading."""

    name: str
    lines: tuple[HsLine, ...]
    titles: tuple[str, ...]
    columns: Mapping[str, int]
    preface: tuple[tuple[str, ...], ...]
    faults: tuple[RowFault, ...]
    separator: str = ","


def read_goods(path: Path, name: str) -> GoodsList:
    """Read a list. Raises SourceError when the file cannot be read or has no column of codes."""
    sheet = read_sheet(path, name)
    titles, head, start = split_head(sheet, NAMES, fold)
    columns: dict[str, int] = {}
    for at, title in enumerate(titles):
        key = NAMES.get(fold(title))
        if key:
            columns.setdefault(key, at)
    faults: list[RowFault] = []
    lines = _lines(sheet, start, titles, columns, faults)
    return GoodsList(
        name,
        tuple(_with_roles(lines)),
        tuple(titles),
        columns,
        tuple(row for _, row in sheet.rows[:head]),
        tuple(faults),
        sheet.separator,
    )


def _lines(
    sheet: Sheet, start: int, titles: list[str], columns: Mapping[str, int], faults: list[RowFault]
) -> list[HsLine]:
    width = len(titles)
    named = max((at for at, title in enumerate(titles) if title), default=0) + 1
    places = [
        columns.get(key, width)
        for key in ("code", "description", "unit", "limit", "group", "standards", "ident", "role")
    ]
    code, text, unit, limit, group, standards, ident, role = places
    is_csv = not sheet.numbers and Path(sheet.name).suffix.lower() not in (".xlsx", ".xlsm")
    lines: list[HsLine] = []
    for row, cells in sheet.rows[start:]:
        if is_csv and len(cells) != named:
            faults.append(
                RowFault(
                    "DK-G015", msg("{found} cells, the header has {expected}", found=len(cells), expected=named), row
                )
            )
        full = cells + ("",) * (width + 1 - len(cells))
        kind = _ROLES.get(fold(full[role]))
        if kind is None:
            faults.append(
                RowFault(
                    "DK-G015", msg("“{value}” is no kind of row; known: hang, cha, nhom", value=full[role]), row, role
                )
            )
            kind = ""
        reading = read_code(full[code], (row, code) in sheet.numbers) if full[code] else Reading("")
        words = full[text]
        depth, plain = split_dashes(words) if words[:1] in ("-", "–", "—") else (-1, words)
        lines.append(
            HsLine(
                kind,
                reading,
                plain,
                depth,
                full[unit],
                full[limit],
                full[group],
                full[standards],
                full[ident],
                row,
                cells,
            )
        )
    return lines


def _with_roles(lines: list[HsLine]) -> list[HsLine]:
    """Rows that do not say what they are: without a code and dashes a group, with a code that the next one continues a
    parent, else goods.

    A coded row of depth -1 in a list that uses dashes stands at depth 0.
    """
    dashed = any(line.depth > 0 for line in lines)
    out: list[HsLine] = []
    following = ""
    for line in reversed(lines):
        role = line.role or _role(line, following)
        if line.reading.digits:
            following = line.reading.digits
        elif role == "group":
            following = ""
        depth = 0 if dashed and line.depth < 0 and role != "group" and line.description else line.depth
        out.append(line if role == line.role and depth == line.depth else line._replace(role=role, depth=depth))
    out.reverse()
    return out


def _role(line: HsLine, following: str) -> str:
    digits = line.reading.digits
    if digits or line.reading.state != OK:
        return (
            "parent"
            if digits
            and len(digits) < 8
            and following != digits
            and following.startswith(digits)
            and not (line.ident or line.limit)
            else "line"
        )
    return "parent" if line.depth > 0 else "group"
