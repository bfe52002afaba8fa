"""The tree that a list prints: parent rows, dashes, and rows whose part in it was guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from draftkit.hs.code import printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.nomenclature import Nomenclature, OfficialRow
from draftkit.hs.order import sections
from draftkit.model.message import msg

_MOST = 0.9  # of the rows: nearly all


def tree(goods: GoodsList, book: Nomenclature | None, at: int) -> Iterator[RowFault]:
    """Parents printed and dashes in step."""
    entries: Mapping[str, OfficialRow] = book.entries if book and book.dashed else {}
    has_parents = any(line.role == "parent" and line.code for line in goods.lines)
    bare = ""
    for part in sections(goods):
        above: list[HsLine] = []
        told: set[str] = set()
        for line in part:
            digits = line.code
            if not digits or line.role not in ("line", "parent"):
                continue
            while above and not (digits.startswith(above[-1].code) and digits != above[-1].code):
                above.pop()
            if has_parents and len(digits) > 4 and not above and digits[:4] not in told:
                told.add(digits[:4])
                text = msg("no row of {heading} above {code}", heading=printed(digits[:4]), code=printed(digits))
                yield RowFault("DK-G004", text, line.row, at)
            if not has_parents and not bare and len(digits) > 4 and line.description.lower() == "loại khác":
                bare = digits
                text = msg(
                    "“{text}” means nothing without its parent rows; this list prints none", text=line.description
                )
                yield RowFault("DK-G004", text, line.row, at)
            if line.depth >= 0:
                yield from _depth(line, entries.get(digits), above[-1] if above else None, at)
            above.append(line)


def _depth(line: HsLine, entry: OfficialRow | None, parent: HsLine | None, at: int) -> Iterator[RowFault]:
    text = None
    if entry is not None:
        if entry.depth != line.depth and line.alone:
            text = msg(
                "{code} has {found} dashes, the nomenclature {expected}",
                code=printed(line.code),
                found=line.depth,
                expected=entry.depth,
            )
    elif len(line.code) == 4 and line.depth:
        text = msg("{code} is a heading: no dashes, not {found}", code=printed(line.code), found=line.depth)
    elif parent is not None and parent.depth >= 0 and line.depth <= parent.depth and len(line.code) > 4:
        text = msg(
            "{code} stands below {parent} and needs more than {found} dashes",
            code=printed(line.code),
            parent=printed(parent.code),
            found=line.depth,
        )
    if text is not None:
        yield RowFault("DK-G005", text, line.row, at)


def guesses(goods: GoodsList, at: int) -> Iterator[RowFault]:
    """Rows taken for parents because the next one continues their code, in a list that does not print its tree
    throughout: if they are goods, both overlap."""
    guessed = [line for line in goods.lines if line.guessed and line.role == "parent"]
    if not guessed or _measured(goods) or _prints_its_tree(goods):
        return
    following = {line.row: after for line, after in zip(goods.lines, goods.lines[1:], strict=False)}
    for line in guessed:
        text = msg(
            "{code} stands over {below} and is taken for a row printed for the tree; if it is goods, both overlap. Say "
            "which in a column loai_dong (hang, cha)",
            code=printed(line.code),
            below=printed(following[line.row].code) if line.row in following else "-",
        )
        yield RowFault("DK-G018", text, line.row, at)


def _measured(goods: GoodsList) -> bool:
    """Whether units, rates or identification codes tell goods from parents."""
    lines = [line for line in goods.lines if line.role == "line" and line.code]
    return bool(lines) and any(
        sum(bool(getattr(line, key)) for line in lines) >= _MOST * len(lines) for key in ("unit", "rate", "ident")
    )


def _prints_its_tree(goods: GoodsList) -> bool:
    """Whether nearly all goods of more than four digits stand under a heading that is printed."""
    under = total = 0
    heading = ""
    for line in goods.lines:
        if line.role == "parent" and len(line.code) == 4:
            heading = line.code
        elif line.role == "line" and len(line.code) > 4:
            total += 1
            under += line.code[:4] == heading
    return total > 0 and under >= _MOST * total
