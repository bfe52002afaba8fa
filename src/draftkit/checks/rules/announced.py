"""How many of something a text announces, beside the list that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import W, practice
from draftkit.model.inline import Content, plain
from draftkit.model.numeral import read_words, whole
from draftkit.model.tree import Block, Paragraph, Unit, opened

_SEVERAL, _ANNOUNCED, _INLINE, _COUNTED = ways("announced", "several announced inline counted")

COUNTED = _COUNTED.source
"""What lists are lists of."""
_NO_ITEM = re.compile(r"(?i:(?:mỗi|trong đó|riêng|còn|nếu|đồng thời|ngoài ra|sau đó|thời hạn|việc này)(?!\w))")
_DASHES = ("- ", "– ", "+ ", "* ", "• ")


@rule(
    "DK-S029", "List unlike what it is announced by", W, practice("số mục của danh sách đúng như câu dẫn nêu"), "values"
)
def miscounted(subject: Subject) -> Iterator[Hit]:
    """“Ban Chỉ đạo gồm 05 thành viên:” above a list of four, “ba nhóm: …; ….” before two. Lists in which an item may
    stand for several (“các ủy viên”, “02 Phó Trưởng ban”) are passed over."""
    for block, announced, after in _leads(subject):
        count = whole(announced["number"]) or read_words(announced["number"].lower())
        items = _items(after)
        sure = len(items) > 1 and (isinstance(block, Paragraph) or len(items) == len(after))
        if sure and count not in (None, len(items)) and not any(map(_SEVERAL.search, items)):
            said = announced[0].strip(" :") if isinstance(block, Unit) else announced[0].strip()
            yield subject.hit(block, "“{text}” is followed by {count} items", text=said, count=len(items))

    text = subject.own_prose
    for found in _INLINE.finditer(text):
        count = whole(found["number"]) or read_words(found["number"].lower()) or 0
        items = found["items"].split("; ")
        sure = count > 1 and not any(_SEVERAL.search(one) or _NO_ITEM.match(one) for one in items)
        if sure and len(items) != count and not (count > len(items) and " và " in items[-1]):
            said = text[found.start("number") : found.end()].partition(":")[0]
            words = "“{text}” is followed by {count} items"
            yield subject.hit(found.start("number"), words, text=said, count=len(items))


def _leads(subject: Subject) -> Iterator[tuple[Block, re.Match[str], Sequence[Block]]]:
    """What announces a list, with what follows: a paragraph that ends in a colon, or a heading."""
    for unit in subject.holders:
        announced = _ANNOUNCED.match(f"{plain(unit.title)}:") if unit.title else None
        if announced:
            yield unit, announced, unit.body
    written = (one for one in opened(subject.bound.draft.body) if one.line >= 0)  # but the “- Hết -” at its end
    for body in (tuple(written), *(unit.body for unit in subject.holders)):
        for at, block in enumerate(body[:-1]):
            said = plain(block.content).rstrip() if isinstance(block, Paragraph) and _may_lead(block.content) else ""
            announced = _ANNOUNCED.search(said) if said.endswith(":") else None
            if announced:
                yield block, announced, body[at + 1 :]


def _may_lead(content: Content) -> bool:
    """Whether words may end in a colon: the last of most are plain."""
    return bool(content) and (not isinstance(content[-1], str) or content[-1].rstrip().endswith(":"))


def _items(after: Sequence[Block]) -> list[str]:
    """The words of the list that follows; empty when there is none, or when it is not certain where it ends."""
    first = after[0] if after else None  # a heading with nothing below it
    if isinstance(first, Unit) and first.level.marker:
        same = [block for block in after if isinstance(block, Unit) and block.level is first.level]
        return [plain(one.body[0].content) if one.body and isinstance(one.body[0], Paragraph) else "" for one in same]
    below = takewhile(lambda block: isinstance(block, Paragraph), after)
    lines = [plain(one.content) for one in below if isinstance(one, Paragraph)]
    sign = lines[0][:2] if lines else ""
    if sign not in _DASHES:
        return []
    run = list(takewhile(lambda line: line.startswith(_DASHES), lines))
    rest = [*takewhile(lambda line: not line.endswith(":"), lines[len(run) :])]  # what is behind that opens another
    goes_on = any(line.startswith(sign) for line in rest)
    return [] if goes_on else [line[2:] for line in run if line.startswith(sign)]
