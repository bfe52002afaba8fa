"""Facts in words that a text repeats with one of them put for another: “chuyển đổi xanh” in a task that is known as “…
chuyển đổi số …”."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.facts import Fact, fault
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.message import Fault
from draftkit.text.pattern import WORD

_FEWEST, _RUN = 8, 3
"""Words of a fact that is known by them; how many of them in a row lead to it."""
(_OTHERWISE,) = ways("verbatim", "otherwise")


class Worded:
    """Facts of many words, by each few of them in a row."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.known: dict[tuple[str, ...], Fact] = {}
        for fact in facts:
            words = tuple(WORD.findall(fact.text.casefold()))
            if len(words) >= _FEWEST and "".join(words).isalpha():  # figures and addresses are compared by themselves
                self.known.setdefault(words, fact)
        self.runs: defaultdict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for words in self.known:
            for at in range(len(words) - _RUN + 1):
                self.runs[words[at : at + _RUN]].append((words, at))


def unlike(sentence: Sentence, worded: Worded) -> Iterator[Fault]:
    """Where a sentence says a fact in as many words as this has, one of them within it another, and none that says
    another fact."""
    found = list(WORD.finditer(sentence.text)) if worded.runs and not _OTHERWISE.search(sentence.text) else []
    said = [one[0].casefold() for one in found]
    starts = {
        (words, at - behind)
        for at in range(len(said) - _RUN + 1)
        for words, behind in worded.runs.get(tuple(said[at : at + _RUN]), ())
        if 0 <= at - behind <= len(said) - len(words)
    }
    exact = [(words, at) for words, at in starts if tuple(said[at : at + len(words)]) == words]
    taken = {place for words, at in exact for place in range(at, at + len(words))}
    for words, at in sorted(starts, key=lambda one: (one[1], one[0])):
        wrong = [place for place, word in enumerate(words) if said[at + place] != word]
        if len(wrong) == 1 and 0 < wrong[0] < len(words) - 1 and at + wrong[0] not in taken:
            first, last = max(at, at + wrong[0] - _RUN), min(at + wrong[0] + _RUN, at + len(words) - 1)
            stretch = sentence.text[found[first].start() : found[last].end()]
            yield fault(sentence.place(found[at + wrong[0]].start()), stretch, worded.known[words])
            return
