"""How many khoản or điểm a provision is said to be made of: “Điều 1 có 12 khoản”, “Điều 3 giải thích 15 từ ngữ”; counts
in what is said of a provision that none of its lists has."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth import provisions
from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.named import Named
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.references import Citation
from draftkit.model.tree import Table, Unit, inside, units

_COUNTED, _MADE_OF = ways("inner", "counted made_of")
_LEVELS = {"khoản": "clause", "điểm": "point", "từ ngữ": "clause"}


def unlike(sentence: Sentence, citation: Citation, unit: Unit) -> Iterator[tuple[int, int, int, str]]:
    """Where another count of the khoản or điểm of a unit than its own stands right behind where that is cited: from
    where to where, how many it has, and of what."""
    whole = len(citation.members) == 1 and not provisions.WISHED.search(sentence.text)
    for figure in sentence.figures if whole else ():
        word = _COUNTED.match(sentence.text, figure.counted)
        if word and _MADE_OF.fullmatch(sentence.text, citation.end, figure.start):
            own = sum(isinstance(one, Unit) and one.level.name == _LEVELS[word[1].lower()] for one in unit.body)
            if own and own != figure.low:
                yield figure.start, word.end(), own, word[1].lower()


def of_no_list(sentence: Sentence, document: Named, unit: Unit) -> Iterator[tuple[int, str, str]]:
    """Counts in what is said of a unit of a document that none of its lists has, nor anything it says: where they
    stand, what they are, and what the unit says."""
    held = {float(sum(isinstance(each, Unit) for each in one.body)) for one in (unit, *units(unit.body))} - {0.0}
    held |= document.rows if any(isinstance(one, Table) for one in inside((unit,))) else set()
    nouns = [(one, end) for one in sentence.figures if (end := provisions.whole_noun(sentence.text, one.counted))]
    for figure, end in nouns if held else ():
        says = said_by(document.bound, (unit,))
        if figure.low not in held.union(each.low for each in provisions.figures_of(says)):
            yield figure.start, sentence.text[figure.start : end], says
