"""Who does what: a task that a text gives to another body than the draft does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from draftkit.checks.truth.apart import OTHER_TIME
from draftkit.model.inline import plain
from draftkit.model.tree import Paragraph, Unit
from draftkit.resolve.bound import Bound
from draftkit.text.pattern import alternatives

_FEWEST, _ENOUGH = 4, 6
"""Words that are a task of their own, and words by which a longer one is known."""
_ASKED = re.compile(
    rf"(?<!\w)(?:{OTHER_TIME}|đề nghị|kiến nghị|đề xuất|góp ý|không phải|ví dụ|tổ chức thực hiện|thi hành)(?!\w)",
    re.IGNORECASE,
)
_TASK = (
    r"(?P<task>(?:\w+(?:\s\w+){0,2},\s)?[^,;:.()“”\n]+?)"
    r"(?=\s+(?:theo|tại|trong|của)\s+(?:bản\s+)?(?:dự thảo|Nghị|Thông)|[,;:.()“”\n]|$)"
)


class Duties:
    """The tasks of a draft and the bodies that have them."""

    def __init__(self, bound: Bound) -> None:
        names = alternatives(body.name for body in bound.organisations.values() if body.name)
        self._body = re.compile(rf"(?:\w+ trưởng |Chủ tịch )?(?P<body>{names})(?!\w)") if names else None
        self.said = re.compile(
            rf"(?<!\w)(?P<body>{names})\s+(?:(?:sẽ|phải|được giao|(?:có|chịu) trách nhiệm|có nhiệm vụ)\s+)*"
            rf"(?P<leads>chủ trì\s*,?\s*)?(?:phối hợp\s+(?:với|cùng)\s+(?:(?:{names})(?:,| và)?\s+)+)?{_TASK}"
        )
        self._bound = bound

    @cached_property
    def _given(self) -> list[tuple[str, str]]:
        """Each paragraph of the draft with the body whose it is, if any; gone through when a task is asked for."""
        return [one for unit in self._bound.draft.body if isinstance(unit, Unit) for one in self._of(unit, "")]

    def _of(self, unit: Unit, above: str) -> Iterator[tuple[str, str]]:
        owner = self._opens(plain(unit.title).rpartition(" của ")[2]) or above
        for block in unit.body:
            if isinstance(block, Unit):
                yield from self._of(block, owner)
            elif isinstance(block, Paragraph):
                text = plain(block.content)
                own = self._opens(text)
                owner = own if own and text.rstrip().endswith(":") else owner
                yield own or owner, text.casefold()

    def _opens(self, text: str) -> str:
        found = self._body.match(text) if self._body else None
        return found["body"] if found else ""

    def another(self, text: str) -> Iterator[tuple[int, str, str, str]]:
        """Where a sentence gives a task to a body, the task, that body, and the one that the draft gives it to."""
        for found in self.said.finditer(text) if self._body and not _ASKED.search(text) else ():
            words = found["task"].split()
            task = " ".join(words[:_ENOUGH])
            given = [one for one in self._given if task.casefold() in one[1]] if len(words) >= _FEWEST else []
            body = found["body"]
            partner = not found["leads"] and any(body.casefold() in words for _, words in given)
            if given and not partner and not any(owner in body or body in owner for owner, _ in given):
                yield found.start(), task, body, given[0][0]
