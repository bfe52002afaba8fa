"""Provisions of a document that take effect on another day than it, and since when a sentence says that they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth.aligned import Provisions
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.dates import iso, short_date
from draftkit.law.references import find
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Unit
from draftkit.resolve.bound import Bound
from draftkit.resolve.typed import Index

_LATER, _TAKES_EFFECT, _FROM = ways("begun", "later takes_effect from")
(_CITED,) = ways("unplaced", "cited")
_FEWEST = 2
"""Words that tell which provision is meant."""


class Later(NamedTuple):
    """When something takes effect (ISO), what says so, and that with the words of what it cites."""

    day: str
    says: str
    whole: str


def later(provisions: Provisions, units: Index, bound: Bound, in_force: str) -> list[Later]:
    """The provisions of a document that take effect on another day than it does (`in_force`)."""
    begin = (one.text for one in provisions.all if " từ " in one.text)
    says = [(iso(day[1]), text) for text in begin for day in _LATER.finditer(text)]
    return [Later(day, text, _with_cited(units, bound, text)) for day, text in says if day != in_force]


def _with_cited(units: Index, bound: Bound, text: str) -> str:
    cited = (units.named(member.path)[0] for one in find(text) for member in one.members)
    return " ".join((text, *(said_by(bound, (one,)) for one in cited if isinstance(one, Unit))))


def of_part(sentence: Sentence, known: Sequence[Later], provisions: Provisions) -> list[Later]:
    """Those of the later provisions of a document that a sentence is about."""
    text = _CITED.sub(" ", sentence.stretch(0, len(sentence.text), months=True)) if known else ""
    text = _TAKES_EFFECT.sub(" ", text)
    said = {*content_words(text)}
    if len(said) < _FEWEST or said.issubset(content_words(provisions.title)):
        return []
    about = [one for one in known if said.issubset(content_words(one.whole))]
    meant = provisions.about(text) if about else None
    return [one for one in about if meant is None or meant.provision.text in one.whole]


def unlike(sentence: Sentence, known: Sequence[Later], provisions: Provisions) -> Iterator[tuple[int, Message]]:
    """A day since which a provision is said to be so, where it takes effect on another."""
    begins = [day for day in sentence.days if _FROM.search(sentence.text, 0, day.start)]
    own = of_part(sentence, known, provisions) if begins else []
    if own and not any(day.holds(one.day) for day in begins for one in own):
        said, (day, says, _) = sentence.text[begins[0].start : begins[0].end], own[0]
        text = "“{said}” stands here; this takes effect on {own}: “{provision}”"
        yield begins[0].start, msg(text, said=said, own=short_date(day), provision=says)
