"""How a text cites legal documents by number: `… số 08/2022/NĐ-CP ngày 10 tháng 01 năm 2022`, laws behind their names
(`… Đất đai số 31/2024/QH15`), documents of the Party (`57-NQ/TW`), of chairmen (`163/2025/QĐ-CTUBND`), of several
bodies (`45/2010/TTLT/BTC-BNV`), old forms (`14-L/CTN`, `189/HĐBT`); and the types of documents there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from draftkit.law.dates import DAY, iso
from draftkit.law.units import INSTRUCTED
from draftkit.model.named import NamedTuple
from draftkit.text.pattern import LOWER, UPPER, Pattern, start_of_line

LAWS = "Bộ luật|Bộ Luật|Luật|Pháp lệnh|Hiến pháp"
"""Acts that are called by name, without their number."""
RULING = (
    f"{LAWS}|Nghị định thư|Nghị định|Nghị quyết liên tịch|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị"
    "|Sắc lệnh"
)
"""Acts that rule and may be amended, longer before shorter, as alternatives of a pattern."""
_BEHIND_LAWS = RULING.removeprefix(f"{LAWS}|").split("|")
NUMBERED = "|".join(_BEHIND_LAWS[1:])
"""Those that are called by their number: not the laws, nor the protocol of a treaty."""
ACTS = f"{RULING}|Lệnh|Hiệp định|Công ước|Điều ước|Thỏa thuận|Thoả thuận|Hợp đồng|Công văn|Tờ trình|Kết luận|Văn bản"
"""Types of documents that have provisions of their own, longer before shorter, as alternatives of a pattern."""
ATTACHED = (
    "Quy chế|Quy định|Quy chuẩn|Quy trình|Quy tắc|Quy hoạch|Tiêu chuẩn|Nội quy|Điều lệ|Kế hoạch|Chương trình|Đề án"
    "|Phương án|Dự án|Chiến lược|Hướng dẫn|Danh mục|Biểu thuế|Biểu mức thu|Biểu phí"
)
"""Types of texts that are issued together with another document too."""
_PAPER = rf"(?!(?i:{INSTRUCTED})\s)[{UPPER}][{LOWER}]+\s[{LOWER}]+(?=\s+số:?\s+\d+/[A-ZĐ]{{2}}-[A-ZĐ])"
"""A paper whose number says what it is: “… số 15/TB-UBND”."""
ENDED = rf"{RULING}|(?:{ACTS}|{ATTACHED})(?=\s+số:?\s+\d+/)|{_PAPER}"
"""What an act may bring to an end: acts that rule, and other documents where their number follows, as a pattern."""


def rank(kind: str, number: str) -> int:
    """The place of an act in the order of acts, which none below it amends: 0 for laws and what the National Assembly
    issues, 1 for decrees and resolutions, 2 for all others."""
    law = kind.capitalize() in LAWS.split("|") or "/QH" in number or "UBTVQH" in number
    return 0 if law else 1 if kind.capitalize() in _BEHIND_LAWS[:4] else 2


class CitedAct(NamedTuple):
    """A document cited by its number: its type and what stands between that and the number (a law is called by name
    there), both empty when none is told; the number, its year (empty in many systems) and its symbol; the date as ISO;
    whether the word “số” stands before the number. `start` and `end` are the offsets of the whole, `at` that of the
    number."""

    type: str
    name: str
    number: str
    year: str
    symbol: str
    date: str
    start: int
    at: int
    end: int
    worded: bool


_ANCHORS = tuple(Pattern(f"{sign}(?=[A-ZĐ])", words=f"[0-9][a-zđ]?{sign}[A-ZĐ]") for sign in "/-")
"""Between a number and its symbol; one expression for both would be tried at every sign of a text."""
_HEAD = Pattern(r"(?<![\w/.:-])([0-9]{1,5}(?:\.[0-9]{1,3}(?=/))?[a-zđ]?)(?:/([0-9]{4}))?$")
SYMBOL = r"[A-ZĐ][A-ZĐa-zđ0-9&]*(?:[-/][A-ZĐ][A-ZĐa-zđ0-9&]*){0,6}"
"""What stands behind the number and the year, as a pattern: `NĐ-CP`, `TTLT/BTC-BNV`, `NQ/TW`."""
_SYMBOL = Pattern(SYMBOL)
_LONGEST_NAME = 200


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    called = re.compile(
        rf"({ACTS}|{ATTACHED})(?!\w)([^.;:()“”\n\x00]*?)(?:(?:,? (?:có|mang|với))?,? số(?: hiệu)?(?: là)?:?)? $"
    )
    return called, re.compile(rf",? ngày ({DAY})(?![\w/])")


def cited_acts(text: str) -> Iterator[CitedAct]:
    """The documents that a text cites by number, in order."""
    last = 0
    for at in sorted(anchor.start() for pattern in _ANCHORS for anchor in pattern.finditer(text)):
        head = _HEAD.search(text[max(at - 12, last) : at]) if at >= last else None
        tail = _SYMBOL.match(text, at + 1) if head else None
        if not head or not tail or len(tail[0]) < 2:
            continue
        begin = at - len(head[0])
        called, day = _patterns()
        before = text[max(begin - _LONGEST_NAME, last, start_of_line(text, begin)) : begin]
        types = list(_types(called, before))
        found = types[-1] if types else None
        dated = day.match(text, tail.end())
        last = tail.end()
        end = dated.end() if dated else last
        yield CitedAct(
            found[0] if found else "",
            found[1] if found else "",
            text[begin:last],
            head[2] or "",
            tail[0],
            iso(dated[1]) if dated else "",
            begin - found[2] if found else begin,
            begin,
            end,
            before.endswith((" số ", " số: ")),
        )


def _types(called: re.Pattern[str], before: str) -> Iterator[tuple[str, str, int]]:
    """The types of documents that a stretch before a number may name, the nearest last, each with what follows it and
    how far before the number it stands."""
    for start in re.finditer(rf"(?<!\w)[{UPPER}]", before):
        found = called.match(before, start.start())
        if found:
            yield found[1], " ".join(found[2].split()), len(before) - start.start()
