"""What the directive `hs` stands for: read, compared, printed. Apart from the plugin, which every build loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.hs.check import check_goods
from draftkit.hs.columns import column_called
from draftkit.hs.goods import GoodsList, RowFault, read_goods
from draftkit.hs.ground import Ground, make_ground, with_identity
from draftkit.hs.nomenclature import open_library
from draftkit.hs.table import Layout, goods_table
from draftkit.model.message import Fault, Message, msg
from draftkit.model.meta import Data
from draftkit.model.tree import Block
from draftkit.readers.inline import parse_inline
from draftkit.readers.side_files import Request

_OPTIONS = ("ten", "an_ban", "rong", "so_do", "thay_the", "cot", "in_them", "trang_tinh", "ban_truoc")


def list_of_goods(request: Request) -> tuple[Block | Message, Sequence[Fault]]:
    """The table of a file of goods, and what is wrong with its rows."""
    path = request.find(request.argument)
    if isinstance(path, Message):
        return path, ()
    unknown = ", ".join(sorted(set(request.options) - set(_OPTIONS)))
    if unknown:
        return msg("unknown table option {unknown}; known: {known}", unknown=unknown, known=", ".join(_OPTIONS)), ()
    title = request.options.get("ten")
    if title and request.caption:
        return msg("“{file}” has two captions: the line above and “ten”; keep one", file=request.argument), ()
    edition = str(request.options.get("an_ban") or "")
    ground = make_ground(open_library(request.root, request.settings), edition)
    goods = _read(path, request, ground.edition)
    ground = with_identity(ground, _file(request, "so_do"), _file(request, "thay_the"), _name(request, "thay_the"))
    before = _file(request, "ban_truoc")
    if before is not None:
        ground = replace(ground, previous=read_goods(before, _name(request, "ban_truoc"), ground.edition))
    caption = parse_inline(str(title), request.place.line) if title else request.caption
    layout = _layout(goods, ground, request.options)
    table = goods_table(goods, ground.nomenclature, request.place, caption, request.label, layout)
    return table, [_fault(fault, request) for fault in check_goods(goods, ground)]


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
    return Layout(_widths(options), tuple(extra), ground.scheme.groups if ground.scheme else {})


def _name(request: Request, key: str) -> str:
    return str(request.options.get(key) or "")


def _file(request: Request, key: str) -> Path | None:
    name = _name(request, key)
    if not name:
        return None
    path = request.find(name)
    if isinstance(path, Message):
        raise ConfigError(path.text, **path.values)
    return path


def _widths(options: Mapping[str, Data]) -> tuple[float, ...]:
    data = options.get("rong")
    widths = data if isinstance(data, list) else ()
    return tuple(float(item) for item in widths if isinstance(item, (int, float)) and item > 0)


def _fault(fault: RowFault, request: Request) -> Fault:
    message = msg("{file}, row {row}: {what}", file=fault.file or request.argument, row=fault.row, what=fault.message)
    return Fault(fault.rule, message, request.place)
