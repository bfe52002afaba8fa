"""The years of editions that a text says by hand: “AHTN 2022”, “phiên bản năm 2028”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.facts import Fact, fault
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.message import Fault
from draftkit.model.numeral import whole

_CALLED, _OF = ways("editions", "called of")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MOVES = r"(?<!\w)(?:chuyen sang|ap dung|thay bang|theo|len) "
_NEAR = 3
"""Years by which an edition is meant as the one known."""


class Editions:
    """The facts of a project that are an edition of something, or its year: by how that is called, with all its years
    that are known."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        split = ((fact, fact.text.rpartition(" ")) for fact in facts)
        self.called = [(fact, word, year) for fact, (word, _, year) in split if _CALLED.fullmatch(fact.text)]
        of = ((fact, _OF.fullmatch(fact.leaf)) for fact in facts if _YEAR.fullmatch(fact.text))
        self.years = {found[1]: fact for fact, found in of if found}
        self.known = {
            word: {year for one in facts if one.leaf.startswith(word) for year in _YEAR.findall(one.text)}
            for word in self.years
        }


def unlike(sentence: Sentence, editions: Editions) -> Iterator[Fault]:
    """Another year of an edition than the known one: where the text says no known one of what it calls by its name, or
    one near that of a fact whose key says what it is an edition of, `phien_ban_sau`, to which something is to move."""
    for fact, word, year in editions.called:
        typed = [(one[1], one) for one in re.finditer(rf"(?<!\w){re.escape(word)} (\d{{4}})(?!\w)", sentence.text)]
        if typed and year not in {number for number, _ in typed}:
            yield fault(sentence.place(typed[0][1].start()), typed[0][1][0], fact)
    for key, fact in editions.years.items():
        called = key.replace("_", " ")
        for one in re.finditer(rf"{_MOVES}{called}(?: nam)? (\d{{4}})(?!\w| cua )", sentence.plain):
            near = abs(whole(one[1], 0) - whole(fact.text, 0)) <= _NEAR
            if near and one[1] not in editions.known[key]:
                yield fault(sentence.place(one.start(1)), one[1], fact)
