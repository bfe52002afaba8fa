"""Figures of a sentence that says what a provision says, beside the figures of that provision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.law.references import Citation
from draftkit.text.amount import NUMBER, SCALES, value

_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?!\d)", re.IGNORECASE)
_SCALE = "|".join(SCALES)
_FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<number>{NUMBER})\s?(?P<scale>(?:{_SCALE})\s)?(?P<unit>%|phần trăm|[^\W\d_]+)"
    r"(?P<kind>\s+làm việc)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:khoản|điều|điểm|chương|mục|phần|phụ lục|mẫu|biểu|bảng|số|năm|ngày|tháng|quý|lần|thứ|tầng|cấp|hạng|loại)\s+$",
    re.IGNORECASE,
)
"""What stands before a number that counts nothing."""
_NO_UNIT = frozenset(("và", "hoặc", "đến", "tới", "của", "là", "thì", "theo", "tại", "về", "cho", "hay"))
_OTHERWISE = re.compile(
    r"(?<!\w)(?:so với|hiện hành|hiện nay|trước đây|trước đó|thay vì|thay cho|ví dụ|chẳng hạn|trị giá|góp ý|ý kiến"
    r"|đề xuất|kiến nghị|giảm|tăng|thêm|bớt|rút ngắn|kéo dài|còn lại|khác với)(?!\w)",
    re.IGNORECASE,
)
"""Words of a sentence that says more than what the provision says."""
_OPENS = re.compile(
    r"^[\s\x00\-–•|*“(]*(?:(?:cụ thể|trong đó|như vậy|cũng)?,?\s*(?:theo|căn cứ|tại)\s+)?$", re.IGNORECASE
)
_CLOSES = re.compile(r"(?:\(\s*(?:theo\s+)?|(?<!\w)theo(?:\s+(?:quy định\s+)?tại)?\s+)$", re.IGNORECASE)


def unlike(text: str, citation: Citation, end: int, says: str) -> tuple[int, str, str] | None:
    """Where a sentence that cites a provision (up to `end`, with its document) gives a figure, what it gives, and what
    the provision `says` in the same unit; None when none of the two is known to differ."""
    before = text[: citation.start]
    if _OTHERWISE.search(text):
        return None
    if _OPENS.match(before):
        start, scope = end, text[end:]
    elif _CLOSES.search(before):
        start, scope = 0, before
    else:
        return None
    own: dict[str, dict[str, str]] = {}
    for unit, number, said, _ in _figures(says):
        own.setdefault(unit, {}).setdefault(number, said)
    told = list(_figures(scope))
    for unit, _, said, at in told:
        known = own.get(unit, {})
        if known and known.keys().isdisjoint(number for other, number, _, _ in told if other == unit):
            return start + at, said, next(iter(known.values()))
    return None


def _figures(text: str) -> Iterator[tuple[str, str, str, int]]:
    """The unit of each figure, its number, how both stand there, and where."""
    for found in _DAY.finditer(text):
        yield "ngày tháng", f"{found[1]:0>2}-{found[2]:0>2}", found[0], found.start()
    for found in _FIGURE.finditer(_DAY.sub(lambda day: " " * len(day[0]), text)):
        number = value(found["number"])
        unit = found["unit"].lower()
        if number is None or unit in _NO_UNIT or unit in SCALES or _NUMBERED.search(text, 0, found.start()):
            continue
        number *= SCALES.get((found["scale"] or "").strip().lower(), 1)
        if unit == "giờ" and number and number % 24 == 0:
            number, unit = number / 24, "ngày"
        kind = " ".join((found["kind"] or "").split())
        yield "%" if unit == "phần trăm" else unit, f"{number:.10g} {kind}", found[0].strip(), found.start()
