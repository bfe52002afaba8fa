"""What the directive `hs` stands for: read, compared, printed as the table of an annex; and codes in tables that are
typed in the text. Apart from the plugin, which every build loads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from draftkit.errors import ConfigError
from draftkit.hs.check import check_goods
from draftkit.hs.code import OK, printed, read_code, with_dashes
from draftkit.hs.columns import column_called, key_of, second_head
from draftkit.hs.editions import code_cell
from draftkit.hs.goods import GoodsList, HsLine, RowFault, read_goods
from draftkit.hs.ground import Ground, make_ground, with_identity
from draftkit.hs.named_goods import other_language
from draftkit.hs.nomenclature import Nomenclature, open_library
from draftkit.model.inline import Content, Strong, plain
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Draft, Table, inside
from draftkit.readers.inline import parse_inline
from draftkit.readers.side_files import Request, widths
from draftkit.text.fold import fold

NBSP = "\N{NO-BREAK SPACE}"


class Column(NamedTuple):
    """A printed column: what it holds (or which column of the file), title, alignment, relative width."""

    key: str
    title: str
    align: str
    width: float
    at: int = -1


_COLUMNS = (
    Column("count", "STT", "center", 1.1),
    Column("code", "Mã HS", "left", 3.5),
    Column("description", "Mô tả hàng hóa", "left", 6.4),
    Column("unit", "Đơn vị tính", "center", 1.7),
    Column("limit", "Giới hạn (ex)", "left", 6.2),
    Column("standards", "Tiêu chuẩn, quy chuẩn", "left", 3.2),
    Column("ident", "Mã số định danh", "left", 3.0),
)
_ALWAYS = ("count", "code", "description")
_EXTRA_WIDTH = 3.0


class Layout(NamedTuple):
    """How the table is printed: relative widths, the columns of the file printed besides (by number), the names of
    groups by their codes."""

    widths: Data = None
    extra: tuple[int, ...] = ()
    groups: Mapping[str, str] = MappingProxyType({})


def goods_table(
    goods: GoodsList,
    book: Nomenclature | None,
    place: Place,
    caption: Content,
    label: str,
    layout: Layout | None = None,
) -> Table:
    """The table of a list: codes as text in their printed form, dashes by level, parents and groups in bold, groups and
    notes across all columns.

    A coded row without a description takes that of the nomenclature, unless the file has words that were not read, or
    the nomenclature speaks another language."""
    layout = layout or Layout()
    shown = [column for column in _COLUMNS if column.key in _ALWAYS or column.key in goods.columns]
    shown += [Column("", goods.titles[at], "left", _EXTRA_WIDTH, at) for at in layout.extra]
    wanted = widths(layout.widths, len(shown)) or tuple(column.width for column in shown)
    if goods.wordless or (book is not None and other_language(goods, book)):
        book = None
    rows: list[tuple[Content, ...]] = [tuple((column.title,) for column in shown)]
    by_column = goods.groups_by_column
    number, group = 0, ""
    for line in goods.lines:
        if by_column and line.group and line.group != group:
            group = line.group
            name = layout.groups.get(group, "")
            rows.append(((Strong((f"{group}. {name}" if name else group,)),),))
        if line.role in ("group", "note"):
            rows.append((_across(line),))
            continue
        if line.role == "parent":
            rows.append(tuple(_parent(column, line, goods, book) for column in shown))
            continue
        number += 1
        rows.append(tuple([_cell(column, line, goods, book, number, place) for column in shown]))
    return Table(tuple(rows), place.line, caption, label, wanted, tuple(column.align for column in shown))


def _across(line: HsLine) -> Content:
    words = line.description or (line.group if line.role == "group" else "") or " ".join(filter(None, line.cells))
    return (Strong((words,)),) if line.role == "group" else (words,)


def _parent(column: Column, line: HsLine, goods: GoodsList, book: Nomenclature | None) -> Content:
    if column.key not in ("code", "description"):
        return ()
    return (Strong(_words(_description(line, book) if column.key == "description" else _code(line, goods))),)


def _cell(
    column: Column, line: HsLine, goods: GoodsList, book: Nomenclature | None, number: int, place: Place
) -> Content:
    key = column.key
    if key == "count":
        return (str(number),)
    if key == "code":
        return _words(_code(line, goods))
    if key == "description":
        return _words(_description(line, book))
    if key in ("limit", "standards"):
        return parse_inline(getattr(line, key), place.line)
    if key:
        return _words(getattr(line, key))
    return _words(line.cells[column.at] if column.at < len(line.cells) else "")


def _words(text: str) -> Content:
    return (text,) if text else ()


def _code(line: HsLine, goods: GoodsList) -> str:
    """The printed code, marked ex when a limit narrows it; what is not a code for certain as typed."""
    digits = line.reading.digits
    if not digits:
        return line.cells[goods.columns["code"]] if goods.columns["code"] < len(line.cells) else ""
    if not line.alone or line.reading.named:
        return code_cell(line).replace("ex ", f"ex{NBSP}", 1)
    return f"ex{NBSP}{printed(digits)}" if line.role == "line" and line.narrowed else printed(digits)


def _description(line: HsLine, book: Nomenclature | None) -> str:
    entry = book.entries.get(line.reading.digits) if book and line.reading.digits and line.alone else None
    if line.description:
        depth = line.depth if line.depth >= 0 else entry.depth if entry else 0
        return with_dashes(depth, line.description) if depth else line.description
    return with_dashes(entry.depth, entry.description) if entry else ""


_OPTIONS = ("ten", "an_ban", "rong", "so_do", "thay_the", "cot", "in_them", "trang_tinh", "ban_truoc")


def list_of_goods(request: Request) -> tuple[Block, Sequence[Fault]]:
    """The table of a file of goods, and what is wrong with its rows."""
    path = request.find(request.argument)
    request.only(*_OPTIONS)
    caption = request.heading()
    edition = str(request.options.get("an_ban") or "")
    ground = make_ground(open_library(request.root, request.settings), edition)
    goods = _read(path, request, ground.edition)
    ground = with_identity(ground, _file(request, "so_do"), _file(request, "thay_the"), _name(request, "thay_the"))
    before = _file(request, "ban_truoc")
    if before is not None:
        ground = replace(ground, previous=read_goods(before, _name(request, "ban_truoc"), ground.edition))
    layout = _layout(goods, ground, request.options)
    table = goods_table(goods, ground.nomenclature, request.place, caption, request.label, layout)
    told = [_fault(fault, request) for fault in check_goods(goods, ground)]
    return table, [*told, *(Fault("DK-G026", message, request.place) for message in goods.unseen)]


def typed_codes(draft: Draft) -> Iterator[Fault]:
    """What is no code in the columns of codes of tables that are typed in the text."""
    lines = draft.source.text.split("\n")
    for table in inside(draft.blocks):
        if not isinstance(table, Table) or "".join(lines[table.line :][:1]).lstrip().startswith("```"):
            continue
        titles, *rows = [[plain(cell).strip() for cell in row] for row in table.rows] or [[]]
        for column in (at for at, title in enumerate(titles) if key_of(title) == "code"):
            cells = [(row[column], table.line + at) for at, row in enumerate(rows, 2) if _is_of_goods(row, column)]
            wrong = [(cell, line) for cell, line in cells if read_code(cell).state != OK]
            if re.search("hs|hang|ahtn", fold(titles[column])) or len(wrong) * 2 <= len(cells):  # no “Mã số” of forms
                for cell, line in wrong:
                    yield fault_at("DK-G002", Place(line), "“{cell}” is not a code of 4, 6 or 8 digits", cell=cell)


def _is_of_goods(row: Sequence[str], column: int) -> bool:
    """Whether a row holds a code: it does not repeat the titles, number the columns or name a group over all of them,
    nor is its code a value of the draft."""
    cell = "".join(row[column : column + 1])
    group = sum(map(bool, row)) == 1 and not re.match("[0-9]", cell)
    return bool(re.search("[0-9]", cell)) and "{{" not in cell and not group and not second_head(row, (), column)


def _read(path: Path, request: Request, edition: str) -> GoodsList:
    asked = request.options.get("cot")
    if asked is not None and not isinstance(asked, dict):
        raise ConfigError("“cot” must hold lines such as “mo_ta: Tên hàng” or “mo_ta: C”")
    columns = {str(key): str(value) for key, value in (asked or {}).items()}
    return read_goods(path, request.argument, edition, columns, str(request.options.get("trang_tinh") or ""))


def _layout(goods: GoodsList, ground: Ground, options: Mapping[str, Data]) -> Layout:
    names = options.get("in_them") or []
    wanted = [str(name) for name in names] if isinstance(names, list) else [str(names)]
    extra = [column_called(name, goods.titles) for name in wanted]
    unknown = [name for name, at in zip(wanted, extra, strict=True) if at < 0]
    if unknown:
        known = ", ".join(f"“{title}”" for title in goods.titles if title)
        raise ConfigError("there is no column “{name}”; the titles are: {known}", name=", ".join(unknown), known=known)
    return Layout(options.get("rong"), tuple(extra), ground.scheme.groups if ground.scheme else {})


def _name(request: Request, key: str) -> str:
    return str(request.options.get(key) or "")


def _file(request: Request, key: str) -> Path | None:
    name = _name(request, key)
    return request.find(name) if name else None


def _fault(fault: RowFault, request: Request) -> Fault:
    message = msg("{file}, row {row}: {what}", file=fault.file or request.argument, row=fault.row, what=fault.message)
    return Fault(fault.rule, message, request.place)
