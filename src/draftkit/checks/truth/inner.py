"""How many khoản or điểm a provision is said to be made of: “Điều 1 có 12 khoản”."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.references import Citation
from draftkit.model.tree import Unit

_COUNTED, _MADE_OF = ways("inner", "counted made_of")
_LEVELS = {"khoản": "clause", "điểm": "point"}


def unlike(sentence: Sentence, citation: Citation, unit: Unit) -> Iterator[tuple[int, int, int, str]]:
    """Where another count of the khoản or điểm of a unit than its own stands right behind where that is cited: from
    where to where, how many it has, and of what."""
    for figure in sentence.figures:
        word = _COUNTED.match(sentence.text, figure.counted)
        if word and _MADE_OF.fullmatch(sentence.text, citation.end, figure.start):
            own = sum(isinstance(one, Unit) and one.level.name == _LEVELS[word[1].lower()] for one in unit.body)
            if own and own != figure.low:
                yield figure.start, word.end(), own, word[1].lower()
