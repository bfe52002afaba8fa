"""Identification codes in a list: their form, their uniqueness, what was retired, and what the edition before had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.hs.code import printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.ground import Ground
from draftkit.hs.identity import Scheme, current
from draftkit.hs.named_goods import plain
from draftkit.law.dates import is_date
from draftkit.model.message import msg

_REASON = re.compile(r"\w")


def identities(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    """All that is to be said about the identification codes of a list."""
    goods = [line for line in lines if line.role == "line"]
    if goods and not any(line.ident for line in goods):
        text = msg("no row has an identification code; `draftkit hs assign` gives them")
        yield RowFault("DK-G011", text, goods[0].row, at)
        return
    seen: dict[str, int] = {}
    for line in goods:
        if not line.ident:
            yield RowFault("DK-G011", msg("goods without an identification code"), line.row, at)
            continue
        first = seen.setdefault(line.ident, line.row)
        if first != line.row:
            text = msg(
                "{code} stands in row {row} already; goods of several HS codes are one row with all of them",
                code=line.ident,
                row=first,
            )
            yield RowFault("DK-G012", text, line.row, at)
        if line.ident in ground.successors:
            now = current(line.ident, ground.successors)
            if now is not None:
                text = msg("{code} was retired; in its place: {others}", code=line.ident, others=", ".join(now) or "-")
                yield RowFault("DK-G013", text, line.row, at)
        if ground.scheme:
            yield from _form(line, ground.scheme, at)
    yield from _retirements(ground, seen)


def _form(line: HsLine, scheme: Scheme, at: int) -> Iterator[RowFault]:
    parts = scheme.parts(line.ident)
    text = None
    if parts is None:
        text = msg("“{code}” is not of the form {example}", code=line.ident, example=scheme.example)
    elif scheme.group_in_code and parts.group not in scheme.groups:
        known = ", ".join(scheme.groups)
        text = msg("{code}: unknown group “{group}”; known: {known}", code=line.ident, group=parts.group, known=known)
    elif scheme.sign(parts.group + parts.number) != parts.sign:
        wanted = scheme.sign(parts.group + parts.number)
        text = msg("{code}: the check character should be {sign}", code=line.ident, sign=wanted)
    elif scheme.group_in_code and line.group in scheme.groups and line.group != parts.group:
        text = msg(
            "{code} is of group {group}, the row of group {other}", code=line.ident, group=parts.group, other=line.group
        )
    if text is not None:
        yield RowFault("DK-G011", text, line.row, at)


def _retirements(ground: Ground, listed: dict[str, int]) -> Iterator[RowFault]:
    """The successor map: codes of the scheme, no circles, successors that stand in the list, dates and reasons."""
    seen: dict[str, int] = {}
    for item in ground.retirements:
        found = []
        first = seen.setdefault(item.code, item.row)
        if not item.code:
            found.append(msg("no retired code stands in this row"))
        elif first != item.row:
            found.append(msg("{code} stands in row {row} already", code=item.code, row=first))
        if current(item.code, ground.successors) is None:
            found.append(msg("the successor map leads round in a circle at {code}", code=item.code))
        found.extend(
            msg("the successor {code} stands neither in the list nor in the map", code=other)
            for other in item.others
            if other not in listed and other not in ground.successors
        )
        found.extend(
            msg("{code} is no code of the scheme, or its check character is wrong", code=code)
            for code in (item.code, *item.others)
            if ground.scheme and code and not ground.scheme.holds(code)
        )
        if not is_date(item.date):
            found.append(msg("{code}: since when it is retired is missing, or no date", code=item.code))
        if not _REASON.search(item.reason):
            found.append(msg("{code}: no reason is given", code=item.code))
        for text in found:
            yield RowFault("DK-G023", text, item.row, 0, ground.retired_in)


def vanished(goods: GoodsList, previous: GoodsList, ground: Ground) -> Iterator[RowFault]:
    """What the edition before had and this one lost: codes that vanished without a successor, and codes that now stand
    for other goods."""
    now = {line.ident: line for line in goods.lines if line.role == "line" and line.ident}
    at = goods.columns.get("ident", goods.columns["code"])
    for line in previous.lines:
        if line.role != "line" or not line.ident:
            continue
        other = now.get(line.ident)
        if other is None:
            if line.ident not in ground.successors:
                text = msg(
                    "{code} stood in the edition before and stands neither in this list nor in the successor map",
                    code=line.ident,
                )
                yield RowFault("DK-G023", text, line.row, previous.columns["ident"], previous.name)
        elif _other_goods(line, other):
            text = msg(
                "{code} stood for other goods in the edition before: {old} “{words}”",
                code=line.ident,
                old=printed(line.code),
                words=line.limit or line.description,
            )
            yield RowFault("DK-G023", text, other.row, at)


def _other_goods(old: HsLine, new: HsLine) -> bool:
    """Whether one code seems to stand for other goods than before: another heading, and neither limit nor description
    in common words."""
    if {code[:4] for code in old.reading.codes} & {code[:4] for code in new.reading.codes}:
        return False
    before, after = (set(plain(f"{line.limit} {line.description}").split()) for line in (old, new))
    return len(before & after) * 3 < min(len(before), len(after))
