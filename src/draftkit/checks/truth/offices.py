"""Which part of a ministry does what, beside the provisions of a draft that share out the tasks of the ministry: “Cục
Công nghiệp tổ chức hội chợ, triển lãm” where that is for the Cục Xúc tiến thương mại."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from draftkit.checks.truth.aligned import Provision, Provisions, kept_of
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.unplaced import WITHIN
from draftkit.model.named import NamedTuple
from draftkit.text.pattern import SYLLABLE

_ENTRY, _DOES = ways("offices", "entry does")
_OPENS = 6
"""Words with which a task opens, its letter too; one of them is what is done."""
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
        found = kept_of(own.state, "offices", self._found)
        self._tasks = [Task(office, own.all[at], words) for office, at, words in found]

    def told(self, sentence: Sentence, sure: bool = True) -> Iterator[tuple[int, str, Task]]:
        """The one office of a sentence, which has tasks there (not `sure`: it has none), where it opens the sentence
        and what follows is the task of another: where it stands, what it is, and that task."""
        text = sentence.text
        held = [one for one in self._bodies.finditer(text) if WITHIN.match(one[0])] if self._tasks else []
        known = [one for one in self._tasks if len(held) == 1 and one.office == held[0][0]]
        if len(held) != 1 or bool(known) is not sure or text[: held[0].start()].strip(" *|–-"):
            return
        said, words, end = held[0][0], self._words(text), held[0].end()
        most = defaultdict[str, tuple[float, int]](lambda: (0.0, 0))
        for at, one in enumerate(self._tasks):
            most[one.office] = max(most[one.office], (self._own.tells(words & one.words), at))
        own = max((told for office, (told, _) in most.items() if _may_be(said, office)), default=0.0)
        (best, at), *others = sorted(most.values(), reverse=True)
        second = max((one for one, _ in others), default=0.0)
        enough = best >= max(_TOLD, _SHARE * self._own.tells(words), second / _SHARE)
        task, does = self._tasks[at], _DOES.match(text, end)
        opens = SYLLABLE.findall(task.provision.text.lower())[:_OPENS]
        if enough and own <= _FEW * best and (_ENTRY.match(text, end) or (does and does[1].lower() in opens)):
            yield held[0].start(), said, task

    def _found(self) -> Iterator[tuple[str, int, frozenset[str]]]:
        for at, one in enumerate(self._own.all):
            offices = {*self._offices(one.text)} or {*self._offices(one.heading)}
            if len(offices) == 1:
                yield offices.pop(), at, self._words(one.text)

    def has(self, text: str, at: int) -> bool:
        """Whether a part of the ministry stands somewhere in a text, and its tasks have most of the words of that."""
        body = self._bodies.match(text, at) if self._tasks else None
        words = self._words(text)
        theirs = frozenset[str]().union(*(one.words for one in self._tasks if body and one.office == body[0]))
        return bool(theirs) and self._own.tells(words & theirs) >= _SHARE * self._own.tells(words)

    def _offices(self, text: str) -> Iterator[str]:
        return (one[0] for one in self._bodies.finditer(text) if WITHIN.match(one[0]))

    def _words(self, text: str) -> frozenset[str]:
        return frozenset(content_words(self._bodies.sub(" ", text)))


def _may_be(said: str, office: str) -> bool:
    """Whether two names may be of one office: “Cục Thương mại” of the “Cục Xúc tiến thương mại”."""
    one, other = ({*name.casefold().split()} for name in (said, office))
    return one <= other or other <= one
