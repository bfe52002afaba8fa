"""The provision of a draft that a sentence is about although it cites none.

A sentence is about the provision that has nearly all its words, where these tell: a word counts the less, the more
provisions have it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from typing import Any

from draftkit.checks.rules.announced import COUNTED
from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth.apart import content_words, scored, telling, ways
from draftkit.files.parsed import kept
from draftkit.model.inline import plain
from draftkit.model.keys import TITLE
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Paragraph, Unit, units
from draftkit.resolve.bound import Bound
from draftkit.text.edits import spliced
from draftkit.text.figures import figures
from draftkit.text.fold import bare

DEFINED = "giải thích từ ngữ"
"""What the article with the definitions is called in acts, by custom."""
_MARGIN = 0.8
"""How much more the words of a sentence tell of its provision than of the next."""
_NEXT = 6
_FEWEST, _WHOLLY = 2, 9.0
"""Blanks between the words of a sentence that a provision says word for word, and how much these tell."""
(_WORD,) = ways("aligned", "word")
_LISTED = re.compile(
    rf"(?<!\w)(?:các|những) (?P<things>{COUNTED}|từ ngữ(?= (?:dưới|sau) đây))(?!\w)(?=[^:]*:$)|(?<=gồm)(?= *:$)"
)
_NAMES = re.compile(rf"(?!đối tượng)(?P<things>{COUNTED})(?! [^.]* và )(?!\w)", re.IGNORECASE)
"""Where what opens a list, or is the name of an article, says what it is a list of."""
OF_TIME = frozenset(("giờ", "ngày", "tuần", "tháng", "quý", "năm", "", "đồng", "%"))
_UNITS = frozenset(map(bare, OF_TIME))
"""Words of a figure rather than of what it is of."""
Rows = list[tuple[Any, ...]]
"""Plain values that can be kept: of each thing its parts."""


class Provision(NamedTuple):
    """One of the smallest provisions: the numbers of its article, its khoản and its điểm, the name of the article and
    what opens its list, and what it says."""

    article: str
    clause: str
    point: str
    heading: str
    text: str

    def is_at(self, place: Sequence[str]) -> bool:
        """Whether it stands at a place, told by the numbers of its article, its khoản and its điểm; empty: at any."""
        return all(number in ("", own) for number, own in zip(place, self[:3], strict=False))

    def called(self, document: str) -> str:
        """What messages call it; `document`: what they call its document."""
        return f"{label_of(self.article, self.clause, self.point)} {document}" if self.article else document


class Meant(NamedTuple):
    """The provision that a sentence is about, the share of its words that this has, and how much these tell, in words
    that no other provision has."""

    provision: Provision
    share: float
    told: float
    all_told: float


class Provisions:
    """The smallest provisions of a draft by their words."""

    def __init__(self, bound: Bound, of: Unit | None = None, state: str = "") -> None:
        """`of`: those of this unit alone; `state`: as of `Named`, of all."""
        self.title = bound.draft.meta.text(TITLE)
        self.whole, self.state = of is None, state
        body = (of,) if of else bound.draft.body
        self.all = [Provision(*one) for one in kept_of(state, "smallest", lambda: _all(bound, body))]
        lines = "\n".join(f"{one.heading} {one.text}".replace("\n", " ") for one in self.all)
        self._with = kept(lambda: _having(lines), lines, "words")
        self._weights = telling({word: len(having) for word, having in self._with.items()}, len(self.all))

    def about(self, text: str, may_be: Callable[[str], bool] | None = None) -> Meant | None:
        """The provision that a text is about, of those whose words it may be about."""
        scores = nlargest(_NEXT, self._scores(text).items(), key=lambda one: one[1])
        ranked = ((self.all[at], at, score) for at, score in scores)
        best = list(islice((one for one in ranked if may_be is None or may_be(one[0].text)), 2))
        words, spoken = {*content_words(text)}, _phrase(text)
        literal = [one for one in best if f" {spoken} " in f" {_phrase(one[0].text)} "]
        if len(literal) == 1 and spoken.count(" ") >= _FEWEST and spoken not in _phrase(self.title):
            return Meant(literal[0][0], 1.0, _WHOLLY, _WHOLLY)
        if not best or (len(best) > 1 and best[0][2] - best[1][2] < _MARGIN and not self._only(words, *best)):
            return None
        provision, at, told = best[0]
        shared = sum(self._weight(word) for word in words if at in self._with.get(word, ()))
        return Meant(provision, shared / (sum(map(self._weight, words)) or 1), shared, told)

    def tied(self, text: str) -> list[Meant]:
        """The provisions that have about as many words of a text as the one that has most of them."""
        scores, words = self._scores(text), {*content_words(text)}
        most, whole = max(scores.values(), default=0.0), sum(map(self._weight, words)) or 1
        near = [at for at, score in scores.items() if score > most - _MARGIN]
        told = (sum(self._weight(word) for word in words if at in self._with.get(word, ())) for at in near)
        return [Meant(self.all[at], each / whole, each, each) for at, each in zip(near, told, strict=True)]

    def _only(self, words: set[str], *best: tuple[Provision, int, float]) -> bool:
        """Whether the first of two provisions has all of some words, and the next lacks one that the first does not
        owe to its heading: “thư viện cấp xã” beside the same of “thư viện cấp tỉnh”."""
        (own, at, _), (_, other, _) = best
        lacked = {word for word in words - _UNITS if other not in self._with.get(word, ())}
        whole = all(at in self._with.get(word, ()) for word in words)
        return whole and not lacked.isdisjoint(content_words(own.text))

    def nearest(self, text: str) -> float:
        """The greatest share of the words of a text that a provision has, all words counted."""
        said = sum(map(self._weight, {*_WORD.findall(bare(text.lower()))}))
        return max(self._scores(text).values(), default=0.0) / (said or 1)

    def share(self, text: str, article: str, clause: str = "", point: str = "") -> float:
        """The greatest share of the words of a text that a provision of an article, of a khoản or điểm there, has."""
        scores, whole = self._told(text)
        own = (score for at, score in scores.items() if self.all[at].is_at((article, clause, point)))
        return max(own, default=0.0) / whole

    def place(self, text: str) -> Meant | None:
        """The provision that has most words of a text; None where those of several articles have about as many."""
        scores, whole = self._told(text)
        most = max(scores.values(), default=0.0)
        near = [at for at, score in scores.items() if score > most - _MARGIN]
        if not most or len({self.all[at].article for at in near}) > 1:
            return None
        return Meant(self.all[max(near, key=lambda at: scores[at])], most / whole, most, most)

    def _told(self, text: str) -> tuple[dict[int, float], float]:
        """How much the words of a text tell that each provision has, and all of them."""
        words = {*content_words(text)}
        return self._scored(words), sum(map(self._weight, words)) or 1

    def tells(self, words: Iterable[str]) -> float:
        """How much some words tell."""
        return sum(map(self._weight, words))

    def _scores(self, text: str) -> dict[int, float]:
        return self._scored({*_WORD.findall(bare(text.lower()))})

    def _scored(self, words: Iterable[str]) -> dict[int, float]:
        return scored(self._with, {word: self._weight(word) for word in words})

    def _weight(self, word: str) -> float:
        return self._weights.get(word, 1.0)


def label_of(article: str, clause: str = "", point: str = "") -> str:
    """A provision as it is cited, from its numbers."""
    return " ".join((*(f"điểm {point}",) * bool(point), *(f"khoản {clause}",) * bool(clause), f"Điều {article}"))


def kept_of(state: str, what: str, make: Callable[[], Iterable[tuple[Any, ...]]]) -> Rows:
    """What `make` finds in a document, as plain tuples, kept where its `state` is certain."""
    return kept(lambda: [*map(tuple, make())], state, what) if state else [*map(tuple, make())]


def without_figures(text: str) -> str:
    """A text without its numbers, those in words too (“năm mươi phần trăm”): what is left tells of what they are."""
    spans = [(one.start, one.end if one.unit == "%" else one.counted) for one in figures(text) if one.counted < one.end]
    return spliced(text, ((start, end, " ") for start, end in spans))


@lru_cache(maxsize=1024)
def _phrase(text: str) -> str:
    """What tells in a text, in its order."""
    return " ".join(content_words(without_figures(text)))


def _having(lines: str) -> dict[str, list[int]]:
    """Which of some lines have each word, without accents."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(bare(lines).lower().split("\n")):
        for word in sorted({*_WORD.findall(words)}):
            found[word].append(at)
    return dict(found)


def _all(bound: Bound, body: Iterable[object]) -> Iterator[Provision]:
    return (one for unit in body if isinstance(unit, Unit) for one in _smallest(bound, unit))


def _smallest(
    bound: Bound, unit: Unit, article: str = "", clause: str = "", point: str = "", heading: str = ""
) -> Iterator[Provision]:
    number = bound.numbers.get(unit.serial, "")
    if unit.level.name == "article":
        article, heading = number, plain(bound.text(unit))
    elif unit.level.name == "clause":
        clause = number
    elif unit.level.name == "point":
        point = number
    inner = [one for one in unit.body if isinstance(one, Unit)]
    says = listed(bound, unit) if inner else said_by(bound, (unit,))
    if says:
        yield Provision(article, clause, point, heading, says)
    begins = " ".join(plain(bound.text(one)) for one in unit.body if isinstance(one, Paragraph)) if inner else ""
    for one in inner:
        yield from _smallest(bound, one, article, clause, point, f"{heading} {begins}".strip())


def listed(bound: Bound, unit: Unit) -> str:
    """What opens a list, with how many things it has: “các nguyên tắc sau:” is “6 nguyên tắc sau:”; empty where it does
    not say what they are."""
    count = sum(isinstance(one, Unit) for one in unit.body)
    said = said_by(bound, tuple(one for one in unit.body if isinstance(one, Paragraph)))
    whole = not said and len(units(unit.body)) == count
    named = _LISTED.search(said) or (_NAMES.match(plain(bound.text(unit))) if whole else None)
    if named is None or count < _FEWEST:
        return ""
    before, after = named.string[: named.start()], named.string[named.end() :]
    return " ".join(f"{before} {count} {named['things'] or 'loại'}{after}".split())
