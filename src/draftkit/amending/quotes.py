"""Operations that broken quotes leave beyond reading."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from draftkit.amending.lines import Line, labelled
from draftkit.amending.new_wording import OPENERS, like_instruction
from draftkit.amending.operation import UNCLOSED, Operation, Slip
from draftkit.law.amending.instruction import read_instruction
from draftkit.law.amending.units import ARTICLE, RANKS
from draftkit.model.message import Message, msg
from draftkit.text.pattern import Pattern

_PLACE = Pattern(r"\s(?:tại|của|ở)\s+(?:các\s+)?(?:điểm|khoản|Điều|Chương|Mục|Phụ lục)\s")


def unreadable(
    lines: Sequence[Line], operations: Sequence[Operation], slips: Sequence[Slip] = ()
) -> tuple[dict[int, Message], dict[int, Message]]:
    """Of the operations of an act, by their place among them, those of which nobody can tell where a quoted phrase or
    the new wording ends, and why; and those whose quotes do not pair, however they were read: both are left to a
    person."""
    texts = {line.number: line.text for line in lines}
    open_ = {slip.line for slip in slips if slip.sort == UNCLOSED}
    found: dict[int, Message] = {}
    doubtful: dict[int, Message] = {}
    for at, one in enumerate(operations):
        said = texts.get(one.line, "")
        for phrase in filter(None, (one.old, one.new) if one.op.endswith("-phrase") else ()):
            ends = any(said.endswith(f"{sign}{phrase}") for sign in OPENERS)
            if ends or (_unpaired(said) and _PLACE.search(phrase)):
                found[at] = msg("the quote before “{text}” is not closed: nobody can tell where it ends", text=phrase)
        swallowed = _swallowed(one, one.line in open_)
        if swallowed:
            found[at] = msg("its new wording is not closed before “{text}”", text=swallowed[:80])
        quoted = "\n".join([said if one.op.endswith("-phrase") else "", *(one.new_text or ())])
        if at not in found and (one.line in open_ or _unpaired(quoted)):
            doubtful[at] = msg("its quotes do not pair: nobody can tell where the quoted text begins or ends")
    return found, doubtful


def _swallowed(one: Operation, unclosed: bool) -> str:
    """The line within new wording that is the act's own: an instruction, or an article where none can stand."""
    texts = one.new_text or ()
    if not unclosed and not _unpaired("\n".join(texts)):
        return ""
    inner = bool(one.target) and RANKS[one.target[-1].kind] >= ARTICLE
    for before, text in pairwise(texts):
        line = labelled(text)
        article = inner and unclosed and line.level == "article" and not before.endswith("như sau:")
        if article or (like_instruction(line.rest) and _names(line.rest)):
            return text
    return ""


def _names(text: str) -> bool:
    """Whether a line reads as an instruction that names a unit."""
    instruction = read_instruction(text.removesuffix("như sau:"))
    return not instruction.words and any(one.target.path for one in instruction.operations)


def _unpaired(text: str) -> bool:
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1
