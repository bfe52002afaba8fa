"""Changes as the instructions of an act: those of an article together, one phrase once for all its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.amending.rows import Row
from draftkit.law.amending.placed import ARTICLE, Path, Target
from draftkit.law.lists import enumerated
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import VI_LETTERS

REPEAL = "Bãi bỏ"


class Change(NamedTuple):
    """An instruction: its words up to the places they speak of, the new wording that follows, the annex that takes the
    place of one or is new. `unit` is what comes out of it, where that is another than the place."""

    said: str
    places: tuple[Target, ...] = ()
    wording: tuple[Row, ...] = ()
    annex: tuple[Row, ...] = ()
    unit: Path = ()

    @property
    def short(self) -> bool:
        """Whether it says all in its own line, of whatever place."""
        return bool(self.places) and not self.wording and not self.annex

    @property
    def units(self) -> tuple[Path, ...]:
        """What it changes."""
        return (self.unit,) if self.unit else tuple(place.path for place in self.places)

    @property
    def article(self) -> Path:
        """The article of which it changes a part; empty when it changes a whole one, or parts of several."""
        found = {article_of(path) for path in self.units}
        whole = any(path in found for path in self.units) and not any(place.part for place in self.places)
        return found.pop() if len(found) == 1 and not whole else ()

    def line(self, around: Path = ()) -> str:
        """Its own line, without the sign at the end; `around` is said above it."""
        return " ".join(filter(None, (self.said, listed(self.places, around))))


class Told(NamedTuple):
    """A line of an amending article, with its number, and the new wording below it."""

    text: str
    wording: tuple[Row, ...] = ()

    def rows(self) -> Iterator[Row]:
        """As rows, the wording between quotes."""
        rows = [*self.wording]
        if rows:
            if "\t" in rows[-1].text:  # a quote that ends in a table is closed below it
                rows.append(Row(""))
            rows[0] = rows[0]._replace(text=f"“{rows[0].text}")
            rows[-1] = rows[-1]._replace(text=f"{rows[-1].text}”.")
        yield from (Row(self.text), *rows)


def told(changes: Iterable[Change], together: bool = True) -> Iterator[Told]:
    """Changes as the lines of an amending article, numbered where there are several; with `together` those of one
    article are one khoản."""
    groups = [*_grouped(changes)] if together else [[one] for one in changes]
    if len(groups) == 1:  # the article is of these alone
        groups = [[one] for one in groups[0]]
    if len(groups) == 1:
        yield _line("", groups[0][0], ".")
        return
    for number, group in enumerate(groups, 1):
        if len(group) == 1:
            yield _line(f"{number}. ", group[0], ".")
            continue
        around, words = _heading(group)
        yield Told(f"{number}. Sửa đổi, bổ sung {words} như sau:")
        for letter, one in zip(VI_LETTERS, group, strict=False):
            yield _line(f"{letter}) ", one, "." if one is group[-1] else ";", around)


def _line(number: str, one: Change, end: str, around: Path = ()) -> Told:
    return Told(f"{number}{one.line(around)}{' như sau:' if one.wording else end}", one.wording)


def _grouped(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes by article, in their order; at the end the phrases that change in several."""
    phrases: dict[str, list[Change]] = defaultdict(list)
    changes = [*changes]
    for one in changes:
        if one.short and one.said != REPEAL:
            phrases[one.said].append(one)
    everywhere = {
        said: same for said, same in phrases.items() if len({article_of(one.places[0].path) for one in same}) > 1
    }
    own = (one for one in changes if not (one.short and one.said in everywhere))
    for article, group in groupby(own, lambda one: one.article):
        merged = _merged(group)
        among = {path for one in merged for path in one.units}
        if article and len(among) > 1 and 1 < len(merged) <= len(VI_LETTERS):
            yield merged
        else:
            yield from ([one] for one in merged)
    yield from ([one] for same in everywhere.values() for one in _merged(same))


def _merged(changes: Iterable[Change]) -> list[Change]:
    """Changes that say the same of several places as one; repeals only where they follow each other."""
    merged: list[Change] = []
    places: dict[str, int] = {}
    for one in changes:
        at = places.get(one.said, -1) if one.short else -1
        if at >= 0 and (one.said != REPEAL or at == len(merged) - 1):
            merged[at] = merged[at]._replace(places=merged[at].places + one.places)
            continue
        if one.short:
            places[one.said] = len(merged)
        merged.append(one)
    return merged


def _heading(group: Sequence[Change]) -> tuple[Path, str]:
    """What is said above changes of one article: the unit that holds them, and the words for what of it changes."""
    article = group[0].article
    paths = {path for one in group for path in one.units}
    outer = {path[: len(article) + 1] for path in paths}
    within = len(outer) == 1 and all(len(path) > len(article) + 1 for path in paths)
    around = outer.pop() if within else article
    parts = dict.fromkeys(place.part for one in group for place in one.places if place.path == article)
    kinds = sorted({path[-1].kind for path in paths - {article}}, reverse=True)
    some = [*filter(None, parts), f"một số {', '.join(kinds)}"]
    return around, f"{' và '.join(some)} của {listed((Target(around),))}"


def article_of(path: Path) -> Path:
    """The article that holds a unit, else the outermost unit."""
    at = next((at for at, unit in enumerate(path, 1) if unit.rank == ARTICLE), 1)
    return path[:at]


def listed(places: Sequence[Target], around: Path = ()) -> str:
    """Units as law lists them, innermost first: `khoản 1 và khoản 3 Điều 6; điểm a khoản 1 Điều 7`."""
    inner = [one for one in places if around and one.path[: len(around)] == around and one.path != around]
    if around and len(inner) == len(places):
        return _joined([*_phrases(inner, len(around))])
    return _joined([*_phrases(places, 0)], "; ")


def _phrases(places: Iterable[Target], depth: int) -> Iterator[str]:
    for unit, group in groupby(places, lambda one: one.path[depth]):
        for last, same in groupby(group, lambda one: len(one.path) == depth + 1):
            if last:
                yield from (f"{one.part} {unit}".lstrip() for one in same)
            else:
                yield f"{_joined([*_phrases(same, depth + 1)])} {unit}"


def _joined(items: Sequence[str], sign: str = ", ") -> str:
    simple = not any(", " in one or " và " in one for one in items)
    return enumerated(items) if simple else sign.join(items)
