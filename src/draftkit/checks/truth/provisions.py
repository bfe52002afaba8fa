"""Figures of a sentence that says what a provision says, beside the figures of that provision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.truth.sentences import Sentence
from draftkit.law.references import Citation
from draftkit.model.named import NamedTuple
from draftkit.text.figures import figures

_DAY = re.compile(r"ngày\s+(\d{1,2})(?:\s+tháng\s+|\s?/\s?)(\d{1,2})(?![\d/])", re.IGNORECASE)
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


class Told(NamedTuple):
    """A figure that a sentence gives as that of a provision: where it stands, and what the provision says instead;
    empty when it says the same."""

    start: int
    said: str
    own: str


def told(sentence: Sentence, citation: Citation, end: int, says: str) -> Iterator[Told]:
    """The figures that a sentence gives of a provision it cites (up to `end`, with its document), which `says` figures
    of the same sort."""
    before, text = sentence.text[: citation.start], sentence.text
    if _OTHERWISE.search(text):
        return
    if _OPENS.match(before):
        start, stop = end, len(text)
    elif _CLOSES.search(before):
        start, stop = 0, citation.start
    else:
        return
    own: dict[str, dict[str, str]] = {}
    for unit, number, said, _ in _figures(says):
        own.setdefault(unit, {}).setdefault(number, said)
    found = [one for one in _figures(text) if start <= one[3] < stop]
    for unit, number, said, at in found:
        known = own.get(unit, {})
        if number in known:
            yield Told(at, said, "")
        elif known and not any(other in known for like, other, _, _ in found if like == unit):
            yield Told(at, said, next(iter(known.values())))


def _figures(text: str) -> Iterator[tuple[str, str, str, int]]:
    """The unit of each figure, its number, how both stand there, and where."""
    for found in _DAY.finditer(text):
        yield "ngày tháng", f"{found[1]:0>2}-{found[2]:0>2}", found[0], found.start()
    for one in figures(text):
        unit, _, kind = one.unit.partition(" ")
        if unit and unit not in _NO_UNIT:
            yield unit, f"{one.low:.10g} {one.high:.10g} {kind}", text[one.start : one.end].strip(), one.start
