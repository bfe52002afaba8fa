"""Operations that broken quotes leave beyond reading."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from draftkit.amending.lines import Line, labelled
from draftkit.amending.new_wording import OPENERS, like_instruction
from draftkit.amending.operation import UNCLOSED, Operation, Slip
from draftkit.law.amending.instruction import read_instruction
from draftkit.law.amending.placed import ARTICLE, RANKS
from draftkit.model.message import Message, msg
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern

_PLACE = Pattern(r"\s(?:tại|của|ở)\s+(?:các\s+)?(?:điểm|khoản|Điều|Chương|Mục|Phụ lục)\s")


def unreadable(
    lines: Sequence[Line], operations: Sequence[Operation], slips: Sequence[Slip] = ()
) -> tuple[dict[int, Message], dict[int, Message]]:
    """Of the operations of an act, by their place, those of which nobody can tell where a quoted phrase or the new
    wording ends, and why; and those whose quotes do not pair, however they were read: both are left to a person."""
    places = {line.number: at for at, line in enumerate(lines)}
    texts = {line.number: line.text for line in lines}
    open_ = {slip.line for slip in slips if slip.sort == UNCLOSED}
    found: dict[int, Message] = {}
    doubtful: dict[int, Message] = {}
    for at, one in enumerate(operations):
        said = texts.get(one.line, "")
        phrases = [*filter(None, (one.old, one.new))] if one.op.endswith("-phrase") else []
        for phrase in phrases:
            ends = any(said.endswith(f"{sign}{phrase}") for sign in OPENERS)
            if ends or (_unpaired(said) and _PLACE.search(phrase)):
                found[at] = msg("the quote before “{text}” is not closed: nobody can tell where it ends", text=phrase)
        swallowed = _swallowed(one, one.line in open_)
        if swallowed:
            found[at] = msg("its new wording is not closed before “{text}”", text=shortened(swallowed, 80))
        loose = _unpaired(said) and not all(_held(said, phrase) for phrase in phrases)
        open_end = one.line in open_ and not _ends_clearly(lines[places[one.line] :], one)
        if at not in found and (loose or open_end or _unpaired("\n".join(one.new_text or ()))):
            doubtful[at] = msg("its quotes do not pair: nobody can tell where the quoted text begins or ends")
    return found, doubtful


def _held(said: str, phrase: str) -> bool:
    """Whether a phrase stands within quotes of its own, though others do not pair: `cụm từ A” vào sau cụm từ “B”`."""
    at = said.find(f"{phrase}”") if "“" in said or "”" in said else -1
    return at > 0 and (said[at - 1] == "“" or said[:at].endswith("từ "))


def _ends_clearly(lines: Sequence[Line], one: Operation) -> bool:
    """Whether wording whose quote is never closed ends for sure: with a full stop, before the act's next instruction.
    `lines` begin with its own instruction."""
    last = one.new_text[-1] if one.new_text else ""
    at = next((at for at, line in enumerate(lines[1:], 1) if last and line.text.endswith(last)), len(lines))
    if not last.endswith(".") or at + 1 >= len(lines):
        return False
    follow = lines[at + 1]
    return follow.level == "article" or (bool(follow.level) and like_instruction(follow.rest))


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
