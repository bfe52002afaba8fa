"""Where a text says that something is laid down, beside the names of the articles: “Việc lưu mẫu được quy định tại Điều
7” where Điều 3 is “Lưu mẫu”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth.apart import content_words
from draftkit.law.lists import Step
from draftkit.model.inline import plain
from draftkit.model.tree import Unit
from draftkit.resolve.bound import Bound

_LAID_DOWN = re.compile(
    r"(?<!\w)(?:được\s+)?(?:quy định|nêu|nằm|ghi|hướng dẫn)(?:\s+(?:rõ|cụ thể|chi tiết))*\s+(?:tại|ở|trong)\s+$",
    re.IGNORECASE,
)
_LAYS_DOWN = re.compile(r"(?:[^.;:,\d“]{0,40}?)\s(?:quy định|nêu|hướng dẫn)(?: rõ)?(?: về| việc)?\s([^.;:,\d“(]+)")
_ITEM = re.compile(r"[\s*|–-]*(?:\w{1,3}[.)]\s+)?(?:Việc |Về )?([^.;:()|]+)[\s*]*\((?:theo |xem )?")
_FEWEST, _SHARED = 2, 0.6
"""Words of a name that tell of what an article is; the share of what is spoken of that an article has when it may be
about that, whatever it is called."""


class Article:
    """An article: its number, its name, what it says, and the words of these without accents."""

    def __init__(self, bound: Bound, unit: Unit) -> None:
        self.number = bound.numbers.get(unit.serial, "")
        self.name = plain(unit.title)
        self._of = bound, unit

    @cached_property
    def says(self) -> str:
        """What it says, its own name too."""
        bound, unit = self._of
        return said_by(bound, (unit,))

    @cached_property
    def named(self) -> frozenset[str]:
        """The words of its name."""
        return frozenset(content_words(self.name))

    @cached_property
    def words(self) -> frozenset[str]:
        """All its words."""
        return self.named.union(content_words(self.says))


def laid_down(text: str, at: int, end: int) -> frozenset[str]:
    """The words of what a text says is laid down in the provision that it cites between two offsets; empty where it
    says nothing of the sort."""
    laid, lays = _LAID_DOWN.search(text, max(at - 60, 0), at), _LAYS_DOWN.match(text, end)
    item = _ITEM.fullmatch(text[:at]) if text[end:].lstrip()[:1] == ")" else None
    said = text[: laid.start()] if laid else item[1] if item else lays[1] if lays and not text[:at].strip() else ""
    return frozenset(content_words(said))


def elsewhere(spoken: frozenset[str], path: Sequence[Step], articles: Sequence[Article]) -> Article | None:
    """The article whose name is what is spoken of where another one is cited; None where the cited one may be about
    that, or several are."""
    numbers = [step.number for step in path if step.level == "article"]
    about = [one for one in articles if len(one.named) >= _FEWEST and one.named <= spoken] if numbers else []
    cited = [one for one in articles if one.number in numbers]
    near = any(len(spoken & one.words) >= _SHARED * len(spoken) for one in cited)
    other = about[0] if len(about) == 1 and cited and about[0] not in cited else None
    return other if other and (other.named == spoken or not near) else None  # its own name leaves no doubt
