"""What becomes of a list in another edition, row by row: unchanged, narrowed, widened, moved, split, merged, retired.

Candidates come in the order in which an editor looks at them: the same code, the same heading, the same chapter, the
rest. A decision is asked for only where the goods may be in several codes of one heading, or in none they had; a code
that stays and loses a part to other headings is said, not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from draftkit.hs.code import OK, printed
from draftkit.hs.goods import GoodsList, HsLine
from draftkit.hs.nomenclature import Concordance, Nomenclature
from draftkit.model.grouped import grouped
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.cells import few

UNCHANGED, NARROWED, WIDENED, MOVED = "unchanged", "narrowed", "widened", "moved"
SPLIT, MERGED, RETIRED, UNKNOWN = "split", "merged", "retired", "unknown"
LABELS = {
    UNCHANGED: "giữ nguyên",
    NARROWED: "thu hẹp",
    WIDENED: "mở rộng",
    MOVED: "chuyển mã",
    SPLIT: "tách",
    MERGED: "gộp",
    RETIRED: "hết mã",
    UNKNOWN: "không có trong bảng",
}
"""What the reports call each result."""
_WIDE = 5  # headings; a code that took parts of so many is told by heading


class Candidate(NamedTuple):
    """A code of the other edition: the relationship of the pair, and whether it took parts of many headings (such a
    code matters to few goods of each)."""

    code: str
    relation: str
    common: bool


class Fate(NamedTuple):
    """What becomes of a code of a row. `proposal` is the code to write when nothing is to be decided; `decide` says
    that a person must; `note` what to look at."""

    line: HsLine
    code: str
    status: str
    candidates: tuple[Candidate, ...]
    proposal: str
    decide: bool
    note: Message | None = None


def correlate(goods: GoodsList, table: Concordance, target: Nomenclature | None) -> list[Fate]:
    """The fate of each code of each row of goods, in the order of the list; a range is taken apart into the codes of
    the table. `target` is the nomenclature of the other edition, where there is one."""
    out: list[Fate] = []
    for line in goods.lines:
        if line.role != "line":
            continue
        if line.reading.state != OK or not line.code:
            out.append(Fate(line, "", UNKNOWN, (), "", True, msg("the code cannot be read")))
            continue
        out.extend(_fate(line, code, table, target) for code in _codes(line, table))
    return out


def _codes(line: HsLine, table: Concordance) -> Iterator[str]:
    for first, last in line.spans:
        if first == last:
            yield first
            continue
        size = len(first)
        found = sorted({code[:size] for code in table.successors if first <= code[:size] <= last})
        yield from dict.fromkeys((first, *found, last))


def _fate(line: HsLine, code: str, table: Concordance, target: Nomenclature | None) -> Fate:
    found = table.of(code)
    if found is None:
        if len(code) < 6 and target is not None and code in target.codes:
            return Fate(line, code, UNCHANGED, (), code, False)
        note = msg("the table does not name it; if it lists changed codes only, say chi_ma_doi: true in draftkit.yaml")
        return Fate(line, code, UNKNOWN, (), code, True, note)
    if not found:
        return Fate(line, code, RETIRED, (), "", True, msg("no successor"))
    ordered = sorted(found, key=lambda other: _nearness(code, other))
    candidates = tuple(Candidate(other, table.relation(code, other), _is_wide(other, table)) for other in ordered)
    near = [item.code for item in candidates if item.code[:4] == code[:4]]
    same = next((item.code for item in candidates if code.startswith(item.code)), "")
    if len(candidates) == 1:
        return _single(line, code, candidates, bool(same), table, target)
    if same and len(near) == 1:
        note = msg("a part of it went to {others}", others=summed(candidates[1:]))
        return Fate(line, code, NARROWED, candidates, _deep(code, same, target), False, note)
    note = msg("choose by what the goods are: {others}", others=", ".join(map(printed, near or ordered[:6])))
    return Fate(line, code, SPLIT, candidates, "", True, note)


def _single(
    line: HsLine,
    code: str,
    candidates: tuple[Candidate, ...],
    same: bool,
    table: Concordance,
    target: Nomenclature | None,
) -> Fate:
    new = candidates[0].code
    others = [other for other in table.sources(new) if other not in (code, code[: len(other)])]
    proposal = _deep(code, new, target)
    decide = False
    note = None
    if others:
        text = msg("{code} now also holds {others}; if those goods are not meant, narrow it: ex with a limit")
        if line.narrowed:
            text = msg("{code} now also holds {others}")
        note = text._replace(values={"code": printed(new), "others": few(map(printed, others), 6)})
    if len(new) < len(code) and target is not None and target.deepest >= len(code) and proposal == new:
        below = sorted(item for item in target.codes if len(item) == len(code) and item.startswith(new))
        decide = True
        said = "the table reaches 6 digits only; choose the line of {code}: {others}"
        note = msg(said, code=printed(new), others=few(map(printed, below), 6))
    if same:
        return Fate(line, code, WIDENED if others else UNCHANGED, candidates, proposal, decide, note)
    return Fate(line, code, MERGED if others else MOVED, candidates, proposal, decide, note)


def _nearness(code: str, other: str) -> tuple[int, str]:
    if code.startswith(other) or other == code:
        return 0, other
    return (1 if other[:4] == code[:4] else 2 if other[:2] == code[:2] else 3), other


@lru_cache(maxsize=8192)  # many rows share a candidate
def _is_wide(code: str, table: Concordance) -> bool:
    return len({other[:4] for other in table.sources(code)}) >= _WIDE


def _deep(code: str, new: str, target: Nomenclature | None) -> str:
    """The code itself where a table of fewer digits says that it stayed, and the other edition still has it."""
    if len(new) < len(code) and code.startswith(new) and (target is None or code in target.codes):
        return code
    return new


def summed(candidates: Sequence[Candidate]) -> str:
    """Codes in few words: those that took parts of many headings by heading, the others one by one, and first."""
    out = [printed(item.code) for item in candidates if not item.common]
    headings = grouped((item.code[:4], item.code) for item in candidates if item.common)
    for heading, codes in headings.items():
        out.append(printed(codes[0]) if len(codes) == 1 else f"{printed(heading)} ({len(codes)} mã)")
    return ", ".join(out)


TITLE = "BÁO CÁO CHUYỂN ĐỔI DANH MỤC TỪ {old} SANG {new}"
HEADER = (
    "STT",
    "Dòng",
    "Mã số định danh",
    "Mã cũ",
    "Mô tả, giới hạn",
    "Kết quả",
    "Quan hệ",
    "Mã đề nghị",
    "Mã có thể chọn",
    "Phải quyết định",
    "Ghi chú",
)
"""Titles of the report."""


def summary(found: Sequence[Fate]) -> list[str]:
    """What came out, in a sentence, and where a person must decide, in another."""
    counts = Counter(fate.status for fate in found)
    said = ", ".join(f"{counts[status]} {label}" for status, label in LABELS.items() if counts[status])
    asked = [f"dòng {fate.line.row} ({printed(fate.code)})" for fate in found if fate.decide]
    out = [f"{len(found)} mã: {said}; {len(asked)} chỗ phải quyết định."]
    return [*out, f"Phải quyết định: {', '.join(asked)}."] if asked else out


def row(number: int, fate: Fate, say: object) -> tuple[str, ...]:
    """A row of the report; `say` words a message."""
    line = fate.line
    ex = "ex " if line.narrowed else ""
    relations = list(dict.fromkeys(item.relation for item in fate.candidates))
    return (
        str(number),
        str(line.row),
        line.ident,
        ex + printed(fate.code) if fate.code else " ".join(line.cells[:2]),
        line.limit or line.description,
        LABELS[fate.status],
        ", ".join(relations),
        ex + printed(fate.proposal) if fate.proposal else "",
        summed(fate.candidates) if len(fate.candidates) > 1 else "",
        "có" if fate.decide else "",
        say(fate.note) if fate.note is not None else "",  # type: ignore[operator]
    )
