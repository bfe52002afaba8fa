"""Which point of a list a figure is of: “Tổng công ty gửi trước ngày 20 tháng 12; Ủy ban nhân dân cấp tỉnh gửi trước
ngày 31 tháng 12”. The points say the same of different things, so a sentence is of the one that alone has some of its
words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from draftkit.checks.truth.aligned import Provision, Provisions, kept_of, without_figures
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.provisions import Told, figures_of
from draftkit.checks.truth.sentences import Sentence
from draftkit.model.named import NamedTuple

(_COMPARES,) = ways("points", "compares")
_SHARE, _TOLD = 0.7, 1.5
"""The share of the words of a sentence that a list has which it is about, and how much these tell."""
_FEWEST = 2
"""Words that a point alone has by which it is meant."""
_DAY = "ngày tháng"


class _Point(NamedTuple):
    provision: Provision
    number: str
    said: str
    words: frozenset[str]


class Points:
    """The points of a draft that say one figure or day each in one unit, by that and by their lists."""

    def __init__(self, own: Provisions) -> None:
        self._own = own
        lists = defaultdict[tuple[str, str, str], list[_Point]](list)
        for at, unit, *said in kept_of(own.state, "points", lambda: _found(own)):
            one = own.all[at]
            lists[unit, one.article, one.clause].append(_Point(one, *said))
        several = (some for some in lists.items() if len({one.number for one in some[1]}) > 1)
        self._lists = [(key[0], points) for key, points in several]

    def told(self, sentence: Sentence) -> Iterator[tuple[Told, Provision]]:
        """The one figure or day of a sentence in its unit, where the point that it is of has another."""
        said = figures_of(sentence.text) if self._lists and not _COMPARES.search(sentence.text) else ()
        units = [one.unit for one in said if not (one.unit == _DAY and sentence.days)]  # those of one year are others
        words = {*content_words(without_figures(sentence.text))} if units else set[str]()
        for unit, points in self._lists if units else ():
            if units.count(unit) != 1:
                continue
            figure = next(one for one in said if one.unit == unit)
            opens = {*content_words(points[0].provision.heading)}
            here = words & opens.union(*(one.words for one in points))
            enough = words & opens and self._own.tells(here) >= max(_TOLD, _SHARE * self._own.tells(words))
            alone = [one for one in points if len(words & one.words - opens.union(*_others(points, one))) >= _FEWEST]
            if not enough or len(alone) != 1 or figure.number == alone[0].number:
                continue
            if unit == _DAY or figure.number in {one.number for one in points}:  # an amount may be worked out of theirs
                yield Told(figure.at, figure.said, alone[0].said), alone[0].provision


def _found(own: Provisions) -> Iterator[tuple[int, str, str, str, frozenset[str]]]:
    """Which provision each point is, the unit of what it says, and what `_Point` has."""
    for at, one in enumerate(own.all):
        found = figures_of(one.text) if one.point else ()
        units = [each.unit for each in found]
        for each in found:
            if units.count(each.unit) == 1:
                yield at, each.unit, each.number, each.said, frozenset(content_words(without_figures(one.text)))


def _others(points: list[_Point], one: _Point) -> Iterator[frozenset[str]]:
    return (each.words for each in points if each is not one)
