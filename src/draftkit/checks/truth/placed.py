"""Where a text says that something is laid down, beside the names of the articles: “Việc lưu mẫu được quy định tại Điều
7” where Điều 3 is “Lưu mẫu”."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from draftkit.checks.truth.apart import content_words
from draftkit.law.lists import Step

_LAID_DOWN = re.compile(
    r"(?<!\w)(?:được\s+)?(?:quy định|nêu|ghi|hướng dẫn)(?:\s+(?:rõ|cụ thể|chi tiết))*\s+(?:tại|ở|trong)\s+$",
    re.IGNORECASE,
)
_FEWEST, _SHARED = 2, 0.6
"""Words of a name that tell of what an article is; the share of what is spoken of that an article has when it may be
about that, whatever it is called."""


class Article:
    """An article: its number, its name, what it says, and the words of both without accents."""

    def __init__(self, number: str, name: str, says: str) -> None:
        self.number = number
        self.name = name
        self.says = says
        self.named = frozenset(content_words(name))
        self.words = frozenset(content_words(f"{name} {says}"))


def elsewhere(text: str, at: int, path: Sequence[Step], articles: Sequence[Article]) -> Article | None:
    """The article whose name is what a text speaks of where it cites another one at an offset; None where the cited one
    may be about that, or several are."""
    numbers: Container[str] = [step.number for step in path if step.level == "article"]
    laid = _LAID_DOWN.search(text, max(at - 60, 0), at)
    spoken = set(content_words(text[: laid.start()])) if laid and numbers else set()
    about = [one for one in articles if len(one.named) >= _FEWEST and one.named <= spoken]
    cited = [one for one in articles if one.number in numbers]
    near = any(len(spoken & one.words) >= _SHARED * len(spoken) for one in cited)
    return about[0] if len(about) == 1 and cited and not near and about[0] not in cited else None
