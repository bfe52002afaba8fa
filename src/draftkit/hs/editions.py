"""Two editions of a list: what was added, removed and changed, by identity and code; where a row stands and its running
number do not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from draftkit.hs.code import printed, with_dashes
from draftkit.hs.goods import GoodsList, HsLine
from draftkit.hs.named_goods import plain
from draftkit.model.grouped import grouped
from draftkit.model.named import NamedTuple

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
LABELS = {ADDED: "thêm", REMOVED: "bỏ", CHANGED: "sửa"}
FIELDS = (
    {"code": "mã HS", "description": "mô tả", "unit": "đơn vị tính", "limit": "giới hạn", "group": "nhóm"}
    | {"standards": "tiêu chuẩn", "ident": "mã số định danh", "rate": "thuế suất", "note": "ghi chú"}
    | {"role": "loại dòng"}
)
"""What is compared, and what reports call it."""


_TELLING = 12
"""A description of so many signs tells goods apart: “Loại khác” does not."""


class Difference(NamedTuple):
    """What became of a row: the old and the new one, and per field what it said and says."""

    kind: str
    old: HsLine | None
    new: HsLine | None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def line(self) -> HsLine:
        """The row it is about: the new one where there is one."""
        return self.new or self.old  # type: ignore[return-value]  # one of them is always there


def compare_goods(old: GoodsList, new: GoodsList) -> list[Difference]:
    """The differences, in the order of the new list; what was removed stands where it stood."""
    shared = [key for key in FIELDS if key in ("code", "role") or (key in old.columns or key in new.columns)]
    partners = _pairs(old.lines, new.lines)
    back = {after.row: before for before, after in partners}
    out: list[tuple[tuple[int, int], Difference]] = []
    place = 0
    positions: dict[int, int] = {}
    for line in new.lines:
        before = back.get(line.row)
        place += 1
        if before is None:
            out.append(((place, 0), Difference(ADDED, None, line)))
            continue
        positions[before.row] = place
        fields = tuple(
            (key, shown(before, key), shown(line, key)) for key in shared if _value(before, key) != _value(line, key)
        )
        if fields:
            out.append(((place, 0), Difference(CHANGED, before, line, fields)))
    after = 0
    for line in old.lines:
        after = positions.get(line.row, after)
        if line.row not in positions:
            out.append(((after, 1), Difference(REMOVED, line, None)))
    out.sort(key=lambda pair: pair[0])
    return [difference for _, difference in out]


def _words(line: HsLine) -> tuple[str, str]:
    return plain(line.description), plain(line.limit)


_MARKS: tuple[Callable[[HsLine], object], ...] = (
    lambda line: line.role == "line" and line.ident,
    lambda line: line.code and (line.role, line.reading.spans, _words(line), line.group),
    lambda line: line.code and (line.role, line.reading.spans, _words(line)),
    lambda line: line.code and not line.narrowed and (line.role, line.reading.spans, line.group),
    lambda line: line.code and line.role == "line" and (line.reading.spans, plain(line.description)),
    lambda line: line.code and (line.reading.spans, line.narrowed),
    lambda line: line.code and line.reading.spans,
    lambda line: line.role == "line" and (line.limit or len(line.description) > _TELLING) and _words(line),
    lambda line: not line.code and (line.role, plain(line.description) or line.cells),
)
"""By what rows of two editions are the same, the surest first."""
_REPEATED = (1, 2, 8)
"""Marks that may stand several times: such rows are paired in their order."""


def _pairs(old: Sequence[HsLine], new: Sequence[HsLine]) -> list[tuple[HsLine, HsLine]]:
    """Rows that are one and the same, by ever weaker marks; a mark pairs what it tells apart on both sides, and rows
    that it does not tell apart in their order."""
    out: list[tuple[HsLine, HsLine]] = []
    left, right = list(old), list(new)
    for at, mark in enumerate(_MARKS):
        found = _by(left, mark, at in _REPEATED), _by(right, mark, at in _REPEATED)
        pairs = [
            pair
            for key, lines in found[0].items()
            if len(lines) == len(found[1].get(key, ())) or at in _REPEATED
            for pair in zip(lines, found[1].get(key, ()), strict=False)
            if at == 0 or not (pair[0].ident and pair[1].ident)
        ]
        out.extend(pairs)
        before, after = ({pair[side].row for pair in pairs} for side in (0, 1))
        left = [line for line in left if line.row not in before]
        right = [line for line in right if line.row not in after]
    return out


def _by(lines: Iterable[HsLine], mark: Callable[[HsLine], object], several: bool) -> dict[object, list[HsLine]]:
    found = grouped((key, line) for line in lines if (key := mark(line)))
    return found if several else {key: one for key, one in found.items() if len(one) == 1}


def _value(line: HsLine, key: str) -> object:
    if key == "code":
        reading = line.reading
        return (reading.spans, reading.scope and reading.scope.but, line.narrowed) if line.code else line.reading
    text = getattr(line, key)
    return (plain(text), line.depth) if key == "description" else plain(text) if key in ("limit", "note") else text


def shown(line: HsLine, key: str) -> str:
    """A field as it is shown."""
    if key == "code":
        return code_cell(line)
    if key == "description" and line.depth > 0:
        return with_dashes(line.depth, line.description)
    return str(getattr(line, key))


def code_cell(line: HsLine) -> str:
    """The codes of a row as printed: several joined, a range from first to last, exceptions behind."""
    reading = line.reading
    if not reading.digits:
        return ""
    pieces, but = (
        [printed(a) if a == b else f"{printed(a)} - {printed(b)}" for a, b in spans]
        for spans in (reading.spans, reading.but)
    )
    text = "; ".join(f"Chương {piece}" if len(piece) == 2 else piece for piece in pieces)
    if but:
        text = f"{text} (trừ {'; '.join(but)})"
    return f"ex {text}" if line.narrowed and line.role == "line" else text


def totals(differences: Iterable[Difference]) -> dict[str, int]:
    """How many of each kind."""
    found = Counter(item.kind for item in differences)
    return {kind: found.get(kind, 0) for kind in (ADDED, REMOVED, CHANGED)}


TITLE = "BẢN SO SÁNH DANH MỤC"
HEADER = ("STT", "Thay đổi", "Mã số định danh", "Mã HS", "Nội dung cũ", "Nội dung mới")
"""Titles of the report."""


def summary(counts: Mapping[str, int]) -> str:
    """The totals in words."""
    return ", ".join(f"{count} {LABELS[kind]}" for kind, count in counts.items() if count) or "không đổi"


def row(number: int, item: Difference) -> tuple[str, ...]:
    """A row of the report."""
    line = item.line
    if item.kind == CHANGED:
        before = "\n".join(f"{FIELDS[key]}: {old or '(không có)'}" for key, old, _ in item.fields)
        after = "\n".join(f"{FIELDS[key]}: {new or '(không có)'}" for key, _, new in item.fields)
    else:
        words = "\n".join(filter(None, (line.description, line.limit, line.unit)))
        before, after = ("", words) if item.kind == ADDED else (words, "")
    return str(number), LABELS[item.kind], line.ident, code_cell(line), before, after
