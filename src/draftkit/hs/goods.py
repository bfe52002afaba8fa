"""A list of goods: rows of a CSV or XLSX file as lines with code, description, dashes, unit, limit, group, standards,
identification code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from draftkit.hs.code import Reading, read_code, split_dashes
from draftkit.hs.columns import Head, find_head, names_columns
from draftkit.hs.line import HsLine, RowFault
from draftkit.hs.roles import KINDS, with_roles
from draftkit.model.message import msg
from draftkit.readers.sheet import Sheet, read_sheet
from draftkit.text.fold import fold

_PARTS = ("code", "description", "unit", "limit", "group", "standards", "ident", "role", "count", "note", "rate")
_ONLY_EX = frozenset(("ex", "exout", "x"))
_EMPTY = Reading("")


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
    sheet: str = ""
    others: tuple[str, ...] = ()
    head_row: int = 1
    repeated: tuple[int, ...] = ()
    """The rows that say the titles again, as tables do that run over pages: they hold no goods."""
    hidden: tuple[int, ...] = ()
    """The rows that Excel does not show; they are read all the same."""
    comments: tuple[tuple[str, str], ...] = ()
    """Cell and words of each comment in the workbook."""

    @property
    def groups_by_column(self) -> bool:
        """Whether groups are told by a column only: then each change of it is a boundary."""
        return "group" in self.columns and not any(line.role == "group" for line in self.lines)

    @property
    def limited(self) -> bool:
        """Whether limits stand in a column of their own; else the description of an “ex” is its limit."""
        return "limit" in self.columns and any(line.limit for line in self.lines)

    @property
    def wordless(self) -> bool:
        """Whether nothing may stand in the place of a description: they have no column, but others hold words."""
        return "description" not in self.columns and any(fault.rule == "DK-G017" for fault in self.faults)


def read_goods(
    path: Path, name: str, edition: str = "", asked: Mapping[str, str] | None = None, sheet: str = ""
) -> GoodsList:
    """Read a list: `edition` tells columns of several editions apart, `asked` says which column holds what, `sheet`
    which sheet of a workbook.

    Raises SourceError when the file cannot be read or has no column of codes, ConfigError when a column that was asked
    for is not there.
    """
    read = read_sheet(path, name, sheet, formulas=True)
    head = find_head(read, edition, asked)
    faults = [RowFault("DK-G017", text, head.row, at) for text, at in head.remarks]
    code = head.columns["code"]
    repeated = {row for row, cells in read.rows[head.start :] if names_columns(cells, code)}
    lines = _lines(read, head, faults, repeated)
    return GoodsList(
        name,
        tuple(with_roles(lines)),
        head.titles,
        head.columns,
        tuple(row for _, row in read.rows[: head.at]),
        tuple(faults),
        read.separator,
        read.sheet,
        read.others,
        head.row,
        tuple(sorted(repeated)),
        tuple(row for row in read.hidden if row > head.row),
        read.comments,
    )


def _lines(sheet: Sheet, head: Head, faults: list[RowFault], repeated: set[int]) -> list[HsLine]:
    width = len(head.titles)
    named = max((at for at, title in enumerate(head.titles) if title), default=0) + 1
    take = itemgetter(*(head.columns.get(key, width) for key in _PARTS))
    code, role_at = head.columns["code"], head.columns.get("role", width)
    numbers = sheet.numbers.get(code, set())
    padding = tuple([("",) * size for size in range(width + 2)])
    lines: list[HsLine] = []
    for row, cells in sheet.rows[head.start :]:
        if row in repeated:
            continue
        if sheet.is_text and len(cells) != named and len(cells) > 1:  # a single cell runs across the table
            message = msg("{found} cells, the header has {expected}", found=len(cells), expected=named)
            faults.append(RowFault("DK-G015", message, row))
        full = cells + padding[width + 1 - len(cells)] if len(cells) <= width else (*cells[:width], "")
        cell, words, unit, limit, group, standards, ident, role, count, note, rate = take(full)
        kind = KINDS.get(fold(role)) if role else ""
        if kind is None:
            text = msg("“{value}” is no kind of row; known: hang, cha, nhom, ghi_chu", value=role)
            faults.append(RowFault("DK-G015", text, row, role_at))
            kind = ""
        reading = read_code(cell, row in numbers) if cell else _EMPTY
        if limit and len(limit) < 8 and fold(limit) in _ONLY_EX:  # a column “Ex-out” that only marks the row
            reading, limit = reading._replace(ex=True), ""
        depth, plain = split_dashes(words) if words[:1] in ("-", "–", "—") else (-1, words)
        lines.append(
            HsLine(kind, reading, plain, depth, unit, limit, group, standards, ident, row, cells, count, note, rate)
        )
    faults.extend(_formulas(sheet, head))
    faults.extend(_struck(sheet, head))
    return lines


def _struck(sheet: Sheet, head: Head) -> Iterator[RowFault]:
    """Cells of used columns with a stroke through them: the stroke is not printed, the words are."""
    for key, column in sorted(head.columns.items(), key=itemgetter(1)):
        for row in sorted(row for row in sheet.struck.get(column, ()) if row > head.row):
            text = (
                msg("the code is struck through in the file; delete the row, or take the stroke away")
                if key == "code"
                else msg("words are struck through in the file and are printed; delete them, or take the stroke away")
            )
            yield RowFault("DK-G025", text, row, column)


def _formulas(sheet: Sheet, head: Head) -> list[RowFault]:
    text = msg(
        "a formula whose value is not stored; open the file in Excel or LibreOffice, let it compute, and save it"
    )
    return [
        RowFault("DK-G019", text, row, column)
        for column in sorted(sheet.formulas)
        if column < len(head.titles)
        for row in sorted(sheet.formulas[column])
        if row > head.row
    ]
