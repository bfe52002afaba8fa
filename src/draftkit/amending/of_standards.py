"""The lines of what amends a technical regulation or a standard: no điều, instructions without a number, those below
one behind dashes. So does Sửa đổi 1:2023 QCVN 06:2022/BXD."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from draftkit.amending.lines import ROMAN, Line
from draftkit.amending.new_wording import like_instruction
from draftkit.law.amending.instruction import read_instruction
from draftkit.law.amending.one_form import outside_quotes
from draftkit.law.ways import ways

_NUMBERED, _UNNAMED, _DASH, _BEGINS, _LEAD = ways("of_standards", "numbered unnamed dash begins lead")


def as_instructions(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines as those of one article, khoản and điểm for what bears no number; which is the first instruction."""
    levelled = [_levelled(line) for line in lines]
    parts = [ROMAN.match(line.text) for line in lines]
    if any(one and like_instruction(line.text[one.end() :]) for one, line in zip(parts, lines, strict=True)):
        levelled = [_of_part(line, one) for line, one in zip(levelled, parts, strict=True)]
    return levelled, next((at for at, line in enumerate(levelled) if _instructs(line)), len(lines))


def _levelled(line: Line) -> Line:
    if found := _DASH.match(line.text):
        return line._replace(level="point", label="a", rest=line.text[found.end() :])
    numbered = _NUMBERED.match(line.text)
    rest = line.text[numbered.end() :] if numbered and not line.level else line.rest
    if not like_instruction(rest):
        return line
    named = partial(_UNNAMED.sub, lambda one: f"{one[0]}điểm " if one["bare"] else one[0])
    return line._replace(level=line.level or "clause", rest=outside_quotes(named, rest))


def _of_part(line: Line, part: re.Match[str] | None) -> Line:
    """A line of what is divided into “I- Sửa đổi mục II …”, “1- Điểm 3 …”, one level lower but for these."""
    if part:
        return line._replace(level="clause", label=part[1], rest=line.text[part.end() :])
    return line._replace(level={"clause": "point", "point": ""}.get(line.level or "", line.level))


def _instructs(line: Line) -> bool:
    """Whether a line tells by itself that a unit is changed."""
    if not _BEGINS.match(line.rest) or not like_instruction(line.rest):
        return False
    end = _LEAD.search(line.rest)
    instruction = read_instruction(line.rest[: end.start()] if end else line.rest)
    return any(one.target.path for one in instruction.operations) or bool(instruction.around)
