"""Identification codes in a list: their form, their uniqueness, what was retired, and what the edition before had; the
next ones given to goods that have none, and the history, in which nothing is ever taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.hs.code import printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.ground import Ground
from draftkit.hs.identity import Scheme, current
from draftkit.hs.named_goods import plain
from draftkit.law.dates import as_day, is_date
from draftkit.model.message import msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.readers.sheet import read_sheet
from draftkit.text.cells import widened

_REASON = re.compile(r"\w")


def identities(lines: Sequence[HsLine], ground: Ground, at: int) -> Iterator[RowFault]:
    """All that is to be said about the identification codes of a list."""
    goods = [line for line in lines if line.role == "line"]
    if goods and not any(line.ident for line in goods):
        yield goods[0].fault("DK-G011", at, "no row has an identification code; `draftkit hs assign` gives them")
        return
    seen: dict[str, int] = {}
    for line in goods:
        if not line.ident:
            yield line.fault("DK-G011", at, "goods without an identification code")
            continue
        first = seen.setdefault(line.ident, line.row)
        if first != line.row:
            text = msg("{code} stands in row {row} already; goods of several HS codes are one row with all of them")
            yield line.fault("DK-G012", at, text, code=line.ident, row=first)
        if line.ident in ground.successors:
            now = current(line.ident, ground.successors)
            if now is not None:
                text = msg("{code} was retired; in its place: {others}")
                yield line.fault("DK-G013", at, text, code=line.ident, others=", ".join(now) or "-")
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
        said = "{code} is of group {group}, the row of group {other}"
        text = msg(said, code=line.ident, group=parts.group, other=line.group)
    if text is not None:
        yield line.fault("DK-G011", at, text)


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
                said = "{code} stood in the edition before and stands neither in this list nor in the successor map"
                text = msg(said, code=line.ident)
                yield RowFault("DK-G023", text, line.row, previous.columns["ident"], previous.name)
        elif _other_goods(line, other):
            text = msg("{code} stood for other goods in the edition before: {old} “{words}”")
            words = line.limit or line.description
            yield other.fault("DK-G023", at, text, code=line.ident, old=printed(line.code), words=words)


def _other_goods(old: HsLine, new: HsLine) -> bool:
    """Whether one code seems to stand for other goods than before: another heading, and neither limit nor description
    in common words."""
    if {code[:4] for code in old.reading.codes} & {code[:4] for code in new.reading.codes}:
        return False
    before, after = (set(plain(f"{line.limit} {line.description}").split()) for line in (old, new))
    return len(before & after) * 3 < min(len(before), len(after))


HISTORY = ("ma_dinh_danh", "ngay", "viec", "ma_hs", "an_ban", "mo_ta", "nhom", "ly_do")
"""Columns of the history: code, date, what happened, HS code, edition, description, group, reason."""
GIVEN, CHANGED = "cấp mã", "đổi thuộc tính"


class Event(NamedTuple):
    """A row of the history."""

    ident: str
    date: str
    what: str
    codes: str
    edition: str
    words: str
    group: str
    reason: str
    row: int = 0


class Assigned(NamedTuple):
    """The rows of the list with all goods coded, title rows first, and what is new in the history."""

    rows: tuple[tuple[str, ...], ...]
    events: tuple[Event, ...]


def read_history(path: Path) -> list[Event]:
    """The history of a file. Raises SourceError when it cannot be read, ConfigError when its columns are others."""
    rows = read_sheet(path, path.name).rows
    if not rows or rows[0][1] != HISTORY:
        raise ConfigError("{file}: a history has the columns {columns}", file=path.name, columns=", ".join(HISTORY))
    width = len(HISTORY)
    read = (Event._make((*widened(cells[:width], width), row)) for row, cells in rows[1:])
    return [item._replace(date=as_day(item.date)) for item in read]


def as_rows(events: Iterable[Event]) -> list[tuple[str, ...]]:
    """The history as rows, titles first."""
    return [HISTORY, *(tuple(map(str, event[: len(HISTORY)])) for event in events)]


def assign(goods: GoodsList, scheme: Scheme, taken: Iterable[str], edition: str, date: str, reason: str) -> Assigned:
    """Give the next codes to goods that have none: numbers go on after the highest that ever was, in the list or among
    the codes `taken` before; those in between stay empty. Raises ConfigError when the list has no column of codes, a
    group is unknown, or the numbers of the scheme are used up."""
    if "ident" not in goods.columns:
        said = "{file}: there is no column of identification codes; add one called ma_dinh_danh"
        raise ConfigError(said, file=goods.name)
    at = goods.columns["ident"]
    last: dict[str, int] = {}
    for code in (*taken, *(line.ident for line in goods.lines)):
        parts = scheme.parts(code)
        if parts is not None:
            last[parts.group] = max(last.get(parts.group, 0), whole(parts.number) or 0)
    rows: list[tuple[str, ...]] = [*goods.preface, goods.titles]
    events: list[Event] = []
    for line in goods.lines:
        if line.role != "line" or line.ident:
            rows.append(line.cells)
            continue
        code = _next(line, scheme, last, goods.name)
        cells = widened(line.cells, len(goods.titles))
        cells[at] = code
        rows.append(tuple(cells))
        events.append(event(line._replace(ident=code), GIVEN, edition, date, reason))
    return Assigned(tuple(rows), tuple(events))


def _next(line: HsLine, scheme: Scheme, last: dict[str, int], name: str) -> str:
    group = line.group if scheme.group_in_code else ""
    if scheme.group_in_code and group not in scheme.groups:
        text = (
            "{file}, row {row}: the group “{group}” is not one of the scheme, which has it in the code; known: {known}"
        )
        raise ConfigError(text, file=name, row=line.row, group=group, known=", ".join(scheme.groups))
    number = last.get(group, 0) + 1
    if number >= 10**scheme.digits:
        said = "{file}, row {row}: the {digits} digits of the scheme are used up"
        raise ConfigError(said, file=name, row=line.row, digits=scheme.digits)
    last[group] = number
    return scheme.make(group, number)


def event(line: HsLine, what: str, edition: str, date: str, reason: str) -> Event:
    """What happened to the goods of a row, as the history keeps it."""
    codes = "; ".join(map(printed, line.reading.codes))
    words = line.limit or line.description
    return Event(line.ident, date, what, codes, edition, words, line.group, reason, line.row)


def changes(goods: GoodsList, history: Sequence[Event], edition: str, date: str, reason: str) -> list[Event]:
    """Events for goods whose HS codes or group are others than the history last said."""
    last = {item.ident: item for item in history}
    out = []
    for line in goods.lines:
        before = last.get(line.ident) if line.role == "line" and line.ident else None
        if before is None:
            continue
        now = event(line, CHANGED, edition, date, reason)
        if (now.codes, now.group, now.edition) != (before.codes, before.group, before.edition):
            out.append(now)
    return out


def history_faults(
    goods: GoodsList, history: Sequence[Event], retired: Mapping[str, tuple[str, ...]], name: str
) -> list[RowFault]:
    """What is wrong with a history: dates, reasons, codes that nobody was given, and codes that vanished."""
    found: list[RowFault] = []
    given: dict[str, str] = {}
    for item in history:
        texts = []
        if not is_date(item.date):
            texts.append(msg("{code}: “{value}” is no date such as 2027-01-05", code=item.ident, value=item.date))
        if not item.reason:
            texts.append(msg("{code}: no reason is given", code=item.ident))
        if item.what == GIVEN and item.ident in given:
            texts.append(msg("{code} was given already on {date}", code=item.ident, date=given[item.ident]))
        if item.what != GIVEN and item.ident not in given:
            texts.append(msg("{code} was changed before it was given", code=item.ident))
        if item.date < given.get(item.ident, ""):
            texts.append(msg("{code}: an earlier date below a later one", code=item.ident))
        given.setdefault(item.ident, item.date)
        found.extend(RowFault("DK-G023", text, item.row, 0, name) for text in texts)
    listed = {line.ident: line for line in goods.lines if line.role == "line" and line.ident}
    at = goods.columns.get("ident", 0)
    for code, line in listed.items():
        if code not in given:
            found.append(line.fault("DK-G023", at, "{code} does not stand in the history", code=code))
    for code in given:
        if code not in listed and code not in retired:
            text = msg("{code} was given and stands neither in the list nor in the successor map", code=code)
            row = next(item.row for item in history if item.ident == code)
            found.append(RowFault("DK-G023", text, row, 0, name))
    return found
