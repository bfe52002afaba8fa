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

_ENTRY, _DOES, _ROLE = ways("offices", "entry does role")
(_FALLS_TO,) = ways("doubts", "falls_to")
_PARTS = re.compile("[;,]")
_OPENS = 6
"""Words with which a task opens, its letter too; one of them is what is done."""
_TOLD, _WHOLLY, _OF_ROLE, _SHARE, _FEW = 1.4, 0.7, 0.4, 0.5, 0.3
"""How much the words of a sentence tell that a task has which is meant, and where it has all of them, or these
say but a role; the share of all it says; the share of these that the office named has at most."""


class Task(NamedTuple):
    """A task: whose it is, where that stands, and its words."""

    office: str
    provision: Provision
    words: frozenset[str]


Told = tuple[int, str, Task]
"""Where an office stands, what it is called there, and the task of another that is given to it."""


class Offices:
    """The tasks in a draft that are each of one part of a ministry."""

    def __init__(self, own: Provisions, bodies: re.Pattern[str]) -> None:
        self._own, self._bodies = own, bodies
        found = kept_of(own.state, "offices", self._found)
        self._tasks = [Task(office, own.all[at], words) for office, at, words in found]

    def told(self, sentence: Sentence) -> Iterator[Told]:
        """The one office of a sentence, which has tasks there, where it opens the sentence and what follows is the task
        of another: where it stands, what it is, and that task."""
        text, held = sentence.text, self._one(sentence)
        said, entry = _named(text, held) if held and _opens(held) else ("", None)
        task = self._of_another(text, said) if held and self._has_tasks(said) else None
        if held and task and (entry or _does(text, held, task)):
            yield held.start(), said, task

    def doubtful(self, sentence: Sentence) -> Iterator[Told]:
        """The same where the office has no tasks there, or is given one in words of another order: “việc … được giao
        cho Cục …”, “Cục …: hội chợ; vườn ươm”."""
        text, held = sentence.text, self._one(sentence)
        if not held:
            return
        said, entry = _named(text, held) if _opens(held) else (held[0], None)
        alone = _opens(held) and not entry and not self._has_tasks(said)
        whole = alone or _FALLS_TO.search(text, 0, held.start())
        for part in _PARTS.split(text[entry.end() :]) if entry else [text] * bool(whole):
            task = self._of_another(part, said)
            if task and (not alone or _does(text, held, task)):
                yield held.start(), said, task
                return

    def _one(self, sentence: Sentence) -> re.Match[str] | None:
        held = [one for one in self._bodies.finditer(sentence.text) if WITHIN.match(one[0])] if self._tasks else []
        return held[0] if len(held) == 1 else None

    def _has_tasks(self, office: str) -> bool:
        return any(one.office == office for one in self._tasks)

    def _of_another(self, text: str, said: str) -> Task | None:
        """The task that a text speaks of, which is of another office than the one that it is `said` to be of."""
        role = _ROLE.fullmatch(text)
        if role and not self._has_tasks(said):  # others have press officers too
            return None
        words = self._words(text)
        most = defaultdict[str, tuple[float, int]](lambda: (0.0, 0))
        for at, one in enumerate(self._tasks):
            most[one.office] = max(most[one.office], (self._own.tells(words & one.words), at))
        own = max((told for office, (told, _) in most.items() if _may_be(said, office)), default=0.0)
        (best, at), *others = sorted(most.values(), reverse=True)
        second = max((one for one, _ in others), default=0.0)
        whole = self._own.tells(words)
        least = _TOLD if best < whole else _OF_ROLE if role else _WHOLLY
        enough = best >= max(least, _SHARE * whole, second / _SHARE)
        return self._tasks[at] if enough and own <= _FEW * best else None

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


def _opens(office: re.Match[str]) -> bool:
    """Whether an office opens its sentence, an entry or a row."""
    return not office.string[: office.start()].strip(" *|–-")


def _named(text: str, office: re.Match[str]) -> tuple[str, re.Match[str] | None]:
    """The whole name of an office that opens a text, and what ends it where its tasks are listed behind."""
    entry = _ENTRY.match(text, office.end())
    return office[0] + (entry[1] if entry else ""), entry


def _does(text: str, office: re.Match[str], task: Task) -> bool:
    """Whether what an office does is what a task opens with."""
    does = _DOES.match(text, office.end())
    return bool(does and does[1].lower() in SYLLABLE.findall(task.provision.text.lower())[:_OPENS])


def _may_be(said: str, office: str) -> bool:
    """Whether two names may be of one office: “Cục Thương mại” of the “Cục Xúc tiến thương mại”."""
    one, other = ({*name.casefold().split()} for name in (said, office))
    return one <= other or other <= one
