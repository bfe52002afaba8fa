"""Which part of a ministry does what, beside the provisions of a draft that share out the tasks of the ministry: “Cục
Công nghiệp tổ chức hội chợ, triển lãm” where that is for the Cục Xúc tiến thương mại."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from draftkit.checks.truth.aligned import Provision, Provisions
from draftkit.checks.truth.apart import content_words
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.unplaced import IN_TASK, WITHIN
from draftkit.model.named import NamedTuple

_TOLD, _SHARE, _FEW = 1.4, 0.5, 0.3
"""How much the words of a sentence tell that a task has which is meant; the share of all it says; the share of these
that the office named has at most."""


class Task(NamedTuple):
    """A task: whose it is, where that stands, and its words."""

    office: str
    provision: Provision
    words: frozenset[str]


class Offices:
    """The tasks in a draft that are each of one part of a ministry."""

    def __init__(self, own: Provisions, bodies: re.Pattern[str]) -> None:
        self._own, self._bodies = own, bodies
        self._tasks: list[Task] = []
        for one in own.all:
            offices = {*self._offices(one.text)} or {*self._offices(one.heading)}
            if len(offices) == 1:
                self._tasks.append(Task(offices.pop(), one, self._words(one.text)))

    def told(self, sentence: Sentence) -> Iterator[tuple[int, str, Task]]:
        """The one office of a sentence that has a task there, where that is another's: where it stands, what it is, and
        that task."""
        held = [one for one in self._bodies.finditer(sentence.text) if WITHIN.match(one[0])] if self._tasks else []
        if len(held) != 1 or not IN_TASK.search(sentence.text, 0, held[0].start()):
            return
        said, words = held[0][0], self._words(sentence.text)
        most = defaultdict[str, tuple[float, int]](lambda: (0.0, 0))
        for at, one in enumerate(self._tasks):
            most[one.office] = max(most[one.office], (self._own.tells(words & one.words), at))
        own = max((told for office, (told, _) in most.items() if _may_be(said, office)), default=0.0)
        (best, at), *others = sorted(most.values(), reverse=True)
        enough = best >= max(_TOLD, _SHARE * self._own.tells(words)) and best * _SHARE >= max(
            (one for one, _ in others), default=0.0
        )
        if enough and own <= _FEW * best:
            yield held[0].start(), said, self._tasks[at]

    def _offices(self, text: str) -> Iterator[str]:
        return (one[0] for one in self._bodies.finditer(text) if WITHIN.match(one[0]))

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(content_words(self._bodies.sub(" ", text)))


def _may_be(said: str, office: str) -> bool:
    """Whether two names may be of one office: “Cục Thương mại” of the “Cục Xúc tiến thương mại”."""
    one, other = ({*name.casefold().split()} for name in (said, office))
    return one <= other or other <= one
