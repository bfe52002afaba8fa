"""Who signs, and in which capacity: the lines above a signature, from the top down.

`TM. CHÍNH PHỦ / KT. THỦ TƯỚNG / PHÓ THỦ TƯỚNG`: TM. stands before a collective; Q., KT., TL. and TUQ. before the title
of the head; below KT. stands the title of the deputy (Decree 30/2020, Appendix I, Part I, II.7.b).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from draftkit.model.kind import Signing
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.pattern import Pattern

CAPACITIES = ("TM", "KT", "TL", "TUQ", "Q")
_LINE = Pattern(r"\s*([A-ZĐ]{1,3})(?:\s*\.\s*|\s+(?=\S))(\S.*)$")
PLAIN_HEADS = ("Thủ tướng", "Bộ trưởng", "Cục trưởng", "Vụ trưởng", "Viện trưởng", "Chủ tịch", "Giám đốc")
HEADS = (*PLAIN_HEADS, "Tổng giám đốc", "Chánh Văn phòng", "Chánh án", "Chủ nhiệm")
"""The titles of those who lead a body; of which the plain ones have two syllables and one capital."""
DEPUTIES = ("Phó Thủ tướng", "Thứ trưởng", *(f"Phó {head}" for head in HEADS[2:]))
_DEPUTY = ("PHÓ", "THỨ TRƯỞNG")
_HEADS = ("TRƯỞNG", "CHỦ ", "CHÁNH ", "GIÁM ĐỐC", "THỐNG ĐỐC", "TỔNG ", "BÍ THƯ")


_LEADERS = ("bộ trưởng, chủ nhiệm", "tổng giám đốc", "giám đốc", "chủ tịch", "chủ nhiệm", "thống đốc", "chánh án")
_FIRST = ("chánh", "trưởng", "tổng")
"""Titles that are one word before the name of the body: “Tổng Thanh tra Chính phủ”."""


def led_by(head: str) -> str:
    """The body that somebody leads: what follows the title; empty where the title says all (“Chủ tịch nước”)."""
    found = head.partition(" trưởng ")[2] or next(
        (head[len(one) + 1 :] for one in (*_LEADERS, *_FIRST) if head.lower().startswith(f"{one} ")), ""
    )
    return found if found[:1].isupper() else ""


class Doubt(NamedTuple):
    """What is wrong with the line of this number. `sure` is False where practice knows exceptions."""

    line: int
    message: Message
    sure: bool = True


def capacity(line: str) -> tuple[str, str]:
    """The capacity that a line opens with (`KT`) and the title or body after it; empty and the line when none."""
    found = _LINE.match(line)
    return (found[1], found[2].strip()) if found and found[1] in CAPACITIES else ("", line.strip())


def doubt(lines: Sequence[str], signing: Signing, type: str) -> Doubt | None:
    """The first thing that the kind of a document says against the lines of one signature, typed or printed; `type` is
    what messages call the document."""
    before = ""
    for number, line in enumerate(lines):
        letters, title = capacity(line)
        for_body = letters == "TM"
        of_body = not signing.collective or title.startswith(signing.collective)
        if signing.collective and not letters and title.startswith(signing.collective):
            return None  # a body without TM.: the rules on the right to sign say so
        if letters and letters not in signing.capacities:
            said = "“{line}”: {type} is not signed with {letters}."
            return Doubt(number, msg(said, line=line, type=type, letters=letters))
        if not (of_body if for_body else number or not signing.collective):
            body = signing.collective
            return Doubt(number, msg("“{line}”: {type} is signed on behalf of {body}", line=line, type=type, body=body))
        if title.startswith(_DEPUTY) and before != "KT" and (signing.heads or before):
            return Doubt(number, msg("“{line}”: a deputy signs below “KT.” and the title of the head", line=line))
        if not for_body and before != "KT" and signing.heads and not title.startswith(signing.heads):
            heads = ", ".join(signing.heads)
            return Doubt(number, msg("“{line}”: {type} is signed by {heads}", line=line, type=type, heads=heads))
        before = letters
    return None


def no_deputy(lines: Sequence[str]) -> Iterator[Doubt]:
    """Lines with KT. that no title of a deputy follows: nothing does, or the title of someone else."""
    for number, (line, below) in enumerate(zip_longest(lines, lines[1:], fillvalue="")):
        if capacity(line)[0] == "KT" and not below:
            yield Doubt(number, msg("“{line}” is not followed by the title of the deputy", line=line))
        elif capacity(line)[0] == "KT" and not _deputy_below(lines[number + 1 :]):
            message = msg("“{line}” is followed by “{below}”, not by the title of the deputy", line=line, below=below)
            yield Doubt(number, message, "TRƯỞNG" in below)


def _deputy_below(lines: Sequence[str]) -> bool:
    """Whether the title of a deputy is next; where several bodies sign together, each names itself before it."""
    for line in lines:
        title = capacity(line)[1]
        if title.startswith(_DEPUTY):
            return True
        if any(head in title for head in _HEADS):
            return False
    return False
