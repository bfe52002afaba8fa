"""A list taken apart into the lines of a nomenclature, and a list as data for other systems."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from draftkit.hs.code import interval, printed, without
from draftkit.hs.goods import GoodsList, HsLine
from draftkit.hs.nomenclature import Nomenclature

EXPANDED = ("dong", "ma_dinh_danh", "ma_hs", "mo_ta", "gioi_han", "ma_trong_danh_muc")
"""Columns of an expanded list: the row it is from, identification code, line of 8 digits, its description, the limit,
and the cell that covers it."""


def expand(goods: GoodsList, book: Nomenclature) -> Iterator[tuple[HsLine, str]]:
    """Each row of goods with the lines of the nomenclature that it covers, in their order; a row that covers none comes
    once, with an empty code."""
    deepest = sorted(code for code in book.codes if len(code) == book.deepest)
    numbers = [interval((code, code))[0] for code in deepest]
    for line in goods.lines:
        if line.role != "line":
            continue
        found = [
            code
            for low, high in without(line.spans, line.reading.but)
            for code in deepest[bisect_left(numbers, low) : bisect_right(numbers, high)]
        ]
        yield from ((line, code) for code in found or [""])


def expanded_rows(goods: GoodsList, book: Nomenclature) -> list[tuple[str, ...]]:
    """The expanded list as rows, titles first."""
    at = goods.columns["code"]
    rows: list[tuple[str, ...]] = [EXPANDED]
    for line, code in expand(goods, book):
        cell = line.cells[at] if at < len(line.cells) else ""
        rows.append((str(line.row), line.ident, printed(code), book.words(code), _limit(line), cell))
    return rows


def _limit(line: HsLine) -> str:
    return line.limit or (line.description if line.reading.ex else "")


EXPORTED = tuple(
    "ma_dinh_danh ma_hs_tu ma_hs_den ngoai_tru ex mo_ta gioi_han don_vi_tinh nhom tieu_chuan "
    "thue_suat ghi_chu dong".split()
)
"""Columns of an exported list; `docs/en/hs.md` says what each holds."""


def exported(goods: GoodsList) -> list[dict[str, Any]]:
    """The goods as records, one for each piece that a row covers: codes as digits, the first and last line of 8 digits
    beside them."""
    out = []
    for line in goods.lines:
        if line.role != "line":
            continue
        for first, last in line.spans or (("", ""),):
            but = [{"tu": a, "den": b} for a, b in line.reading.but]
            values = [line.ident, first, last, but, line.narrowed, line.description, _limit(line), line.unit]
            values += [line.group, line.standards, line.rate, line.note, line.row]
            out.append(dict(zip(EXPORTED, values, strict=True)))
    return out


def exported_rows(records: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The records as rows of text, titles first: exceptions joined by “;”, ex as 1 or 0."""
    rows: list[tuple[str, ...]] = [EXPORTED]
    for record in records:
        cells = []
        for key in EXPORTED:
            value = record[key]
            if isinstance(value, bool):
                cells.append("1" if value else "0")
            elif isinstance(value, list):
                cells.append(";".join(a["tu"] if a["tu"] == a["den"] else f"{a['tu']}-{a['den']}" for a in value))
            else:
                cells.append(str(value))
        rows.append(tuple(cells))
    return rows


def schema() -> dict[str, Any]:
    """The JSON Schema of an exported list."""
    code = {"type": "string", "pattern": "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8})?$"}
    pair = {"type": "object", "properties": {"tu": code, "den": code}, "required": ["tu", "den"]}
    special: dict[str, Any] = {
        "ma_hs_tu": code,
        "ma_hs_den": code,
        "ngoai_tru": {"type": "array", "items": pair},
        "ex": {"type": "boolean"},
        "dong": {"type": "integer", "minimum": 1},
    }
    properties = {key: special.get(key, {"type": "string"}) for key in EXPORTED}
    record = {"type": "object", "properties": properties, "required": list(EXPORTED), "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "draftkit hs export",
        "type": "object",
        "properties": {
            "version": {"const": 1},
            "edition": {"type": "string"},
            "file": {"type": "string"},
            "goods": {"type": "array", "items": record},
        },
        "required": ["version", "edition", "goods"],
    }
