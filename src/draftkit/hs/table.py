"""A list of goods as the table of an annex."""

from __future__ import annotations

from draftkit.hs.code import printed, with_dashes
from draftkit.hs.goods import GoodsList, HsLine
from draftkit.hs.nomenclature import Nomenclature
from draftkit.model.inline import Content, Strong
from draftkit.model.place import Place
from draftkit.model.tree import Table
from draftkit.readers.inline import parse_inline

_COLUMNS = (
    # what a column holds, its title, alignment, relative width
    ("count", "STT", "center", 1.1),
    ("code", "Mã HS", "left", 3.5),
    ("description", "Mô tả hàng hóa", "left", 6.4),
    ("unit", "Đơn vị tính", "center", 1.7),
    ("limit", "Giới hạn (ex)", "left", 6.2),
    ("standards", "Tiêu chuẩn, quy chuẩn", "left", 3.2),
    ("ident", "Mã số định danh", "left", 3.0),
)
_ALWAYS = ("count", "code", "description")
NBSP = "\N{NO-BREAK SPACE}"


def goods_table(
    goods: GoodsList,
    book: Nomenclature | None,
    place: Place,
    caption: Content,
    label: str,
    widths: tuple[float, ...] = (),
) -> Table:
    """The table of a list: codes as text in their printed form, dashes by level, parents and groups in bold, groups
    across all columns.

    A coded row without a description takes that of the nomenclature.
    """
    shown = [column for column in _COLUMNS if column[0] in _ALWAYS or column[0] in goods.columns]
    wanted = widths if len(widths) == len(shown) else tuple(column[3] for column in shown)
    makers = [column[0] for column in shown]
    rows: list[tuple[Content, ...]] = [tuple((column[1],) for column in shown)]
    number = 0
    for line in goods.lines:
        if line.role == "group":
            rows.append(((Strong((line.description or line.group or " ".join(filter(None, line.cells)),)),),))
            continue
        code, text = _code(line, goods), _description(line, book)
        if line.role == "parent":
            rows.append(
                tuple(
                    (Strong(_words(text if name == "description" else code)),)
                    if name in ("code", "description")
                    else ()
                    for name in makers
                )
            )
            continue
        number += 1
        values: dict[str, Content] = {
            "count": (str(number),),
            "code": _words(code),
            "description": _words(text),
            "unit": _words(line.unit),
            "ident": _words(line.ident),
            "limit": parse_inline(line.limit, place.line),
            "standards": parse_inline(line.standards, place.line),
        }
        rows.append(tuple([values[name] for name in makers]))
    return Table(tuple(rows), place.line, caption, label, wanted, tuple(column[2] for column in shown))


def _words(text: str) -> Content:
    return (text,) if text else ()


def _code(line: HsLine, goods: GoodsList) -> str:
    """The printed code, marked ex when a limit narrows it; what is not a code for certain as typed."""
    digits = line.reading.digits
    if not digits:
        return line.cells[goods.columns["code"]] if goods.columns["code"] < len(line.cells) else ""
    narrowed = line.role == "line" and (line.limit or line.reading.ex)
    return f"ex{NBSP}{printed(digits)}" if narrowed else printed(digits)


def _description(line: HsLine, book: Nomenclature | None) -> str:
    entry = book.entries.get(line.reading.digits) if book and line.reading.digits else None
    if line.description:
        depth = line.depth if line.depth >= 0 else entry.depth if entry else 0
        return with_dashes(depth, line.description) if depth else line.description
    return with_dashes(entry.depth, entry.description) if entry else ""
