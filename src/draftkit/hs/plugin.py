"""The directive `hs`, and the behaviour that brings it to kinds: the same door that other packages use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftkit.errors import ConfigError
from draftkit.hs.check import Ground, check_goods
from draftkit.hs.goods import RowFault, read_goods
from draftkit.hs.identity import read_scheme, read_successors
from draftkit.hs.nomenclature import Library, open_library
from draftkit.hs.rules import RULES
from draftkit.hs.table import goods_table
from draftkit.model.finding import Fault
from draftkit.model.message import Message, msg
from draftkit.model.meta import Data
from draftkit.model.tree import Block
from draftkit.plugins import Behaviour, Plugin
from draftkit.readers.inline import parse_inline
from draftkit.readers.side_files import Request

_OPTIONS = ("ten", "an_ban", "rong", "so_do", "thay_the")


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
    goods = read_goods(path, request.argument)
    ground = make_ground(open_library(request.root, request.settings), str(request.options.get("an_ban") or ""))
    ground = _with_identity(ground, request)
    caption = parse_inline(str(title), request.place.line) if title else request.caption
    table = goods_table(goods, ground.nomenclature, request.place, caption, request.label, _widths(request.options))
    return table, [_fault(fault, request) for fault in check_goods(goods, ground)]


def make_ground(library: Library, edition: str) -> Ground:
    """What a list of an edition (the project's first when none is named) is compared with."""
    book = library.nomenclature(edition)
    name = book.edition if book else edition
    return Ground(name, book, library.from_edition(name))


def _with_identity(ground: Ground, request: Request) -> Ground:
    scheme, successors = None, {}
    for key in ("so_do", "thay_the"):
        name = request.options.get(key)
        if not name:
            continue
        path = request.find(str(name))
        if isinstance(path, Message):
            raise ConfigError(path.text, **path.values)
        if key == "so_do":
            scheme = read_scheme(path)
        else:
            successors = read_successors(path)
    return Ground(ground.edition, ground.nomenclature, ground.concordances, scheme, successors)


def _widths(options: Mapping[str, Data]) -> tuple[float, ...]:
    data = options.get("rong")
    return (
        tuple(float(item) for item in data if isinstance(item, (int, float)) and item > 0)
        if isinstance(data, list)
        else ()
    )


def _fault(fault: RowFault, request: Request) -> Fault:
    return Fault(
        fault.rule,
        msg("{file}, row {row}: {what}", file=request.argument, row=fault.row, what=fault.message),
        request.place,
    )


PLUGIN = Plugin(behaviours={"hs-list": Behaviour(rules=RULES, directives={"hs": list_of_goods})})
