"""A list of goods: rows of a CSV or XLSX file as lines with code, description, dashes, unit, limit, group, standards,
identification code; and which of them are goods, which parents, groups or notes, as the list says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from draftkit.hs.code import OK, UNREADABLE, Reading, Span, printed, read_code, split_dashes
from draftkit.hs.columns import Head, find_head, names_columns
from draftkit.hs.ways import ways
from draftkit.model.message import Message, msg, with_values
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.readers.sheet import read_sheet
from draftkit.text.cells import Sheet, uneven
from draftkit.text.fold import fold


class RowFault(NamedTuple):
    """Something wrong in a row: rule, message, row and column (0-based) of the file; `file` when it is another one
    than the list."""

    rule: str
    message: Message
    row: int
    column: int = 0
    file: str = ""


class HsLine(NamedTuple):
    """One row. `role` is line (goods), parent (printed for the sake of the tree), group or note; `guessed` when the
    list does not say so; `depth` counts the typed dashes, -1 when there were none.

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
    number: str = ""
    note: str = ""
    rate: str = ""
    guessed: bool = False

    @property
    def code(self) -> str:
        """The digits of the first code, empty when there are none for certain."""
        return self.reading.digits

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the row covers, exceptions aside."""
        return self.reading.spans

    @property
    def alone(self) -> bool:
        """Whether the row names one code, all or part of it, and nothing else."""
        return self.reading.scope is None

    @property
    def narrowed(self) -> bool:
        """Whether the row means only a part of what its code covers."""
        return bool(self.limit) or self.reading.ex

    def fault(self, rule: str, at: int, said: str | Message, /, **values: object) -> RowFault:
        """Something wrong with the row, in a column; `code` is its first code unless another is given."""
        message = with_values(said, values)
        if "{code}" in message.text and "code" not in message.values:
            message = with_values(message, {"code": printed(self.code)})
        return RowFault(rule, message, self.row, at)


KINDS = {
    "hang": "line",
    "hanghoa": "line",
    "cha": "parent",
    "dongcha": "parent",
    "nhom": "group",
    "dongnhom": "group",
    "ghichu": "note",
    "": "",
}
(_NOTE,) = ways("goods", "note")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def with_roles(lines: Sequence[HsLine]) -> list[HsLine]:
    """Rows that do not say what they are: without code a group, a parent with dashes, a note, or goods whose code is
    missing; with a code that the next one continues a parent, else goods.

    A coded row of depth -1 in a list that uses dashes stands at depth 0."""
    dashed = any(line.depth > 0 for line in lines)
    measured = any(line.unit for line in lines if line.code)
    missing = _numbered_goods(lines)
    out: list[HsLine] = []
    following = ""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        role, guessed = line.role, False
        if not role:
            role, guessed = ("line", False) if at in missing else _role(line, following, measured)
        if line.reading.digits:
            following = line.reading.digits
        elif role == "group":
            following = ""
        depth = 0 if dashed and line.depth < 0 and role in ("line", "parent") and line.description else line.depth
        if role == "group" and not line.description and line.reading.state == UNREADABLE:
            line = line._replace(description=_only(line))
        if (role, depth) != (line.role, line.depth):
            line = line._replace(role=role, depth=depth, guessed=guessed)
        out.append(line)
    out.reverse()
    return out


def _role(line: HsLine, following: str, measured: bool) -> tuple[str, bool]:
    """The role of a row, and whether it might have been another."""
    reading = line.reading
    digits = reading.digits
    if digits or reading.state != OK:
        if reading.state == UNREADABLE and _is_words(line):
            return ("note" if _NOTE.match(_only(line)) else "group"), False
        above = len(digits) < 8 and following != digits and following.startswith(digits) and line.alone
        if digits and above and not (line.ident or line.narrowed or line.rate):
            return ("line", True) if measured and line.unit else ("parent", True)
        return "line", False
    if line.unit or line.limit or line.ident or line.rate:
        return "line", False
    if line.depth > 0:
        return "parent", False
    return ("note" if _NOTE.match(line.description or _only(line)) else "group"), False


def _only(line: HsLine) -> str:
    return next((cell for cell in line.cells if _LETTERS.search(cell)), "")


def _is_words(line: HsLine) -> bool:
    """A row whose cell of codes holds a title: words, and nothing else in the row but a number or a letter before
    them; the last row of a list (“TOTAL”) has words beside it."""
    if line.unit or line.ident or line.limit or line.standards:
        return False
    first = _only(line)
    if _NOTE.match(first):
        return True
    return bool(first) and not line.description and sum(bool(_LETTERS.search(cell)) for cell in line.cells) == 1


def _numbered_goods(lines: Sequence[HsLine]) -> set[int]:
    """Rows without a code whose running number stands between those of the goods around them: goods, not a title."""
    out: set[int] = set()
    last = 0
    for at, line in enumerate(lines):
        number = whole(line.number) if line.number else None
        if number is None:
            continue
        if not line.code and line.reading.state == OK and not line.role and number == last + 1 and line.depth <= 0:
            after = next((other for other in lines[at + 1 :] if other.number), None)
            if after is not None and whole(after.number) == number + 1 and after.code and last:
                out.add(at)
        last = number
    return out


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
    unseen: tuple[Message, ...] = ()
    """What is told of rows and used columns that Excel does not show: they are read all the same."""
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
    which sheet of a workbook. Raises SourceError when the file cannot be read or has no column of codes, ConfigError
    when a column that was asked for is not there."""
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
        tuple(read.out_of_sight(head.row, {at: head.titles[at] for at in head.columns.values()})),
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
            faults.append(RowFault("DK-G015", uneven(len(cells), named), row))
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
            text = msg("words are struck through in the file and are printed; delete them, or take the stroke away")
            if key == "code":
                text = msg("the code is struck through in the file; delete the row, or take the stroke away")
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
