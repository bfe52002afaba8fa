"""The order of the rows of a list, rows that say the same twice, rows that overlap, running numbers; and the tree that
a list prints: parent rows, dashes, and rows whose part in it was guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from draftkit.hs.code import printed, without
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.named_goods import plain
from draftkit.hs.nomenclature import Nomenclature, OfficialRow
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.text.cells import few
from draftkit.text.sequence import in_order

_GAP = 1000  # numbers; a longer gap is looked at no further
_DISORDER = 5  # rows; more out of order may be another order
_SHARE = 5
"""A group of which every fifth row stands elsewhere follows another order than that of the codes."""


def sections(goods: GoodsList) -> Iterator[list[HsLine]]:
    """The lines between the boundaries of groups: rows of groups, or changes of the column when there are none."""
    by_column = goods.groups_by_column
    part: list[HsLine] = []
    group = ""
    for line in goods.lines:
        if line.role == "group" or (by_column and line.group and line.group != group):
            group = line.group
            if part:
                yield part
            part = []
        if line.role != "group":
            part.append(line)
    if part:
        yield part


def order(goods: GoodsList, at: int) -> Iterator[RowFault]:
    """Rows that stand elsewhere than their code asks: as few as make the rest ordered."""
    for part in sections(goods):
        coded = [line for line in part if line.code and line.role in ("line", "parent")]
        codes = [line.code for line in coded]
        if all(map(str.__le__, codes, codes[1:])):
            continue
        kept = _rising(sorted(range(len(codes)), key=codes.__getitem__))
        astray = [place for place in range(len(codes)) if place not in kept]
        if len(astray) > _DISORDER and len(astray) * _SHARE > len(codes):
            text = msg("{count} of {total} rows stand out of the order of the codes; the first: {code}")
            yield coded[astray[0]].fault("DK-G006", at, text, count=len(astray), total=len(codes))
            continue
        for place in astray:
            before = next((codes[i] for i in range(place - 1, -1, -1) if i in kept), "")
            after = next((codes[i] for i in range(place + 1, len(codes)) if i in kept), "")
            if before > codes[place]:
                text = msg("{code} stands after {before}", before=printed(before))
            else:
                text = msg("{code} stands before {after}", after=printed(after))
            yield coded[place].fault("DK-G006", at, text)


def torn(goods: GoodsList) -> Iterator[RowFault]:
    """Groups of a column that stand in several places: the smallest piece is the one that went astray."""
    if not goods.groups_by_column:
        return
    pieces = [[line for line in part if line.group] for part in sections(goods)]
    pieces = [part for part in pieces if part]
    while True:
        names = [part[0].group for part in pieces]
        twice = [place for place, name in enumerate(names) if names.count(name) > 1]
        if not twice:
            return
        place = min(twice, key=lambda at: len(pieces[at]))
        part = pieces.pop(place)
        text = msg("rows of the group “{group}” stand apart from the rest of it")
        yield part[0].fault("DK-G006", goods.columns["group"], text, group=part[0].group)
        if 0 < place < len(pieces) and pieces[place - 1][0].group == pieces[place][0].group:
            pieces[place - 1 : place + 1] = [pieces[place - 1] + pieces[place]]


def _rising(ordered: Sequence[int]) -> set[int]:
    """The most places that stand as they are ordered; of two that are swapped the first is kept."""
    ranks = dict(zip(ordered, range(len(ordered)), strict=True))
    many = len(ranks)
    return in_order([ranks[at] for at in range(many)], [many * many - at for at in range(many)])


def doubles(lines: Sequence[HsLine], at: int) -> Iterator[RowFault]:
    """The same code with the same limit twice, or as a whole and with a limit."""
    seen: dict[object, int] = {}
    goods = [line for line in lines if line.role == "line" and line.code]
    whole_rows = {line.reading.spans: line.row for line in reversed(goods) if not line.narrowed}
    for line in goods:
        limit = plain(line.limit or (line.description if line.reading.ex else ""))
        key = (line.reading.codes, line.reading.spans, limit, line.reading.ex and not line.limit)
        first = seen.setdefault(key, line.row)
        if first != line.row:
            yield line.fault("DK-G007", at, "{code} with the same limit stands in row {row} already", row=first)
        elif line.narrowed and line.reading.spans in whole_rows:
            row = whole_rows[line.reading.spans]
            yield line.fault("DK-G007", at, "row {row} lists all of {code} already", row=row)


def overlaps(lines: Sequence[HsLine], at: int) -> Iterator[RowFault]:
    """Rows that lie, wholly or in part, within what another lists as a whole; those within one row are told at once."""
    goods = [line for line in lines if line.role == "line" and line.code]
    if not any(not line.narrowed and (len(line.code) < 8 or not line.alone) for line in goods):
        return
    pieces: list[tuple[int, int, int]] = []
    for place, line in enumerate(goods):
        pieces.extend((low, -high, place) for low, high in without(line.spans, line.reading.but))
    pieces.sort()
    within: dict[int, list[HsLine]] = {}
    reach, owner = -1, -1
    for low, negative, place in pieces:
        line = goods[place]
        if reach >= low and owner != place and line.spans != goods[owner].spans:
            inside = within.setdefault(owner, [])
            if not inside or inside[-1] is not line:
                inside.append(line)
        if not line.narrowed and -negative > reach:
            reach, owner = -negative, place
    for place, inside in within.items():
        whole_line = goods[place]
        rows = sorted({line.row for line in inside})
        first = min(inside, key=lambda line: line.row)
        of = {"short": printed(whole_line.code), "row": whole_line.row}
        text = msg("{code} is below {short}, listed as a whole in row {row}", **of)
        if len(rows) > 1:
            said = "{short}, listed as a whole in row {row}, also covers rows {rows}"
            text = msg(said, **of, rows=few(map(str, rows)))
        yield first.fault("DK-G008", at, text)


def counts(goods: GoodsList) -> Iterator[RowFault]:
    """Running numbers of goods that skip, repeat or go back; they may begin anew at 1. A row that was moved with its
    number is not told again."""
    if "count" not in goods.columns:
        return
    column = goods.columns["count"]
    part: list[tuple[int, HsLine]] = []
    parts = [part]
    for line in goods.lines:
        if line.role != "line" or not line.number:
            continue
        number = whole(line.number)
        if number is None:
            return  # 1.1, I.1 …: numbered in another way
        if number == 1:
            part = []
            parts.append(part)
        part.append((number, line))
    for part in parts:
        numbers = [number for number, _ in part]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True:
            continue
        yield from _out_of_step(part, column)


def _out_of_step(part: Sequence[tuple[int, HsLine]], column: int) -> Iterator[RowFault]:
    kept = _rising(sorted(range(len(part)), key=lambda at: (part[at][0], -at)))  # a number once
    astray = len(part) - len(kept)
    if astray > _DISORDER and astray * _SHARE > len(part):
        text = msg("the running numbers follow no order: {count} of {total} stand elsewhere")
        yield part[0][1].fault("DK-G024", column, text, count=astray, total=len(part))
        return
    there = Counter(number for number, _ in part)
    last = 0
    for place, (number, line) in enumerate(part):
        if place not in kept:
            text = msg("running number {number} after {last}", number=number, last=last)
            # else the row itself is told to stand elsewhere
            if there[number] > 1 or line.code >= part[place - 1][1].code:
                yield line.fault("DK-G024", column, text)
            continue
        if last and any(missing not in there for missing in range(last + 1, min(number, last + _GAP))):
            yield line.fault("DK-G024", column, "running number {number} after {last}", number=number, last=last)
        last = number


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
                yield line.fault("DK-G004", at, "no row of {heading} above {code}", heading=printed(digits[:4]))
            if not has_parents and not bare and len(digits) > 4 and line.description.lower() == "loại khác":
                bare = digits
                text = msg("“{text}” means nothing without its parent rows; this list prints none")
                yield line.fault("DK-G004", at, text, text=line.description)
            if line.depth >= 0:
                yield from _depth(line, entries.get(digits), above[-1] if above else None, at)
            above.append(line)


def _depth(line: HsLine, entry: OfficialRow | None, parent: HsLine | None, at: int) -> Iterator[RowFault]:
    text = None
    if entry is not None:
        if entry.depth != line.depth and line.alone:
            text = msg("{code} has {found} dashes, the nomenclature {expected}", expected=entry.depth)
    elif len(line.code) == 4 and line.depth:
        text = msg("{code} is a heading: no dashes, not {found}")
    elif parent is not None and parent.depth >= 0 and line.depth <= parent.depth and len(line.code) > 4:
        text = msg("{code} stands below {parent} and needs more than {found} dashes", parent=printed(parent.code))
    if text is not None:
        yield line.fault("DK-G005", at, text, found=line.depth)


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
            "which in a column loai_dong (hang, cha)"
        )
        below = printed(following[line.row].code) if line.row in following else "-"
        yield line.fault("DK-G018", at, text, below=below)


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
