"""Which passage of a new text was which passage of the old one: the one engine behind every comparison.

Signs are asked from the surest to the weakest. A key says it whatever the words. Then what stands in paired passages is
held side by side from the top down, equal passages first, in order; a unit is equal when all that stands in it is. What
is left is known by likeness: between the same neighbours, else anywhere, by the rare word groups two passages share,
and then it was moved. Last, neighbours that hold what a passage no longer says were split from it, or merged into
it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property

from draftkit.model.named import NamedTuple
from draftkit.text.edits import likeness, shared
from draftkit.text.passage import Dictionary, Passage, Text
from draftkit.text.sequence import beside, in_order

__all__ = ["Link", "Pairing", "Passage", "groups", "in_order", "pair"]

ALIKE = 0.45
"""From this likeness on, a passage between the same neighbours is the same one reworded."""
ALIKE_AT_PLACE = 0.3
"""The same when nothing else is left there, or when both have the same number."""
ALIKE_ELSEWHERE = 0.6
"""From this likeness on, a passage that stands elsewhere is the same one moved and reworded."""
_TITLED = 0.9
"""How alike units are that are called the same."""
_TORN = 0.8
"""How alike a passage is to all its parts together."""
_GROUP = 3  # words that are looked for together
_COMMON = 12  # passages; a group that more of them share says nothing
_LEAST_EQUAL, _LEAST_ALIKE = 3, 5
"""So many words a passage says that is found elsewhere."""


class Link(NamedTuple):
    """Indexes of old and new passages that belong together, rising: `((3,), ())` went, `((), (4,))` came, `((3,),
    (4, 5))` was split, `((3, 4), (5,))` merged."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Pairing(NamedTuple):
    """What became of each passage.

    `pairs` holds for each new passage the index of the old one, or -1; no old one twice. Of a split or a merger exactly
    one part is paired with the whole. `moved` are the new indexes of pairs that left the order of the text."""

    pairs: tuple[int, ...]
    splits: tuple[Link, ...]
    merges: tuple[Link, ...]
    moved: frozenset[int]

    def back(self, count: int) -> list[int]:
        """For each of `count` old passages the index of the new one, or -1."""
        found = [-1] * count
        for after, before in enumerate(self.pairs):
            if before >= 0:
                found[before] = after
        return found

    def links(self, count: int) -> Iterator[Link]:
        """All passages, the `count` old ones and the new ones, each once and rising on both sides. A moved one is said
        twice: it went from where it was, it came where it is. What went stands after what it followed."""
        groups = {
            next(j for j in link.new if self.pairs[j] in link.old): link
            for link in (*self.splits, *self.merges)
            if all(places[-1] - places[0] == len(places) - 1 for places in link)
        }
        before = after = 0
        ends = Link((count,), (len(self.pairs),))
        kept = [j for j, i in enumerate(self.pairs) if i >= 0 and j not in self.moved]
        for link in (*(groups.get(j) or Link((self.pairs[j],), (j,)) for j in kept), ends):
            yield from (Link((i,), ()) for i in range(before, link.old[0]))
            yield from (Link((), (j,)) for j in range(after, link.new[0]))
            before, after = link.old[-1] + 1, link.new[-1] + 1
            if link is not ends:
                yield link


def pair(old: Sequence[Passage], new: Sequence[Passage]) -> Pairing:
    """Pair the passages of two texts."""
    work = _Work(old, new)
    work.run()
    back, found = work.back, work.found
    splits = (Link((i,), tuple(parts)) for i, parts in partings(work.old, work.new, found).items())
    merges = (Link(tuple(parts), (j,)) for j, parts in partings(work.new, work.old, back).items())
    weights = [len(passage.text) + 1 for passage in new]
    kept = in_order(found, weights)
    moved = frozenset(j for j, i in enumerate(found) if i >= 0 and j not in kept)
    return Pairing(tuple(found), tuple(sorted(splits)), tuple(sorted(merges)), moved)


class _Work:
    """Two texts at work: `found` leads from new to old, `back` from old to new."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        dictionary = Dictionary()
        self.old, self.new = Text(old, dictionary), Text(new, dictionary)
        self.found = [-1] * len(new)
        self.back = [-1] * len(old)
        self.known: dict[tuple[int, int], float] = {}

    @cached_property
    def homes(self) -> tuple[dict[int, int], dict[int, int]]:
        """Where old passages certainly are in the new text, and new ones in the old."""
        there, here = _once(self.old), _once(self.new)
        to_new = {i: here[sign] for sign, i in there.items() if sign in here}
        to_old = {j: i for i, j in to_new.items()}
        return _homes(self.old, self.new, self.back, to_new), _homes(self.new, self.old, self.found, to_old)

    def run(self) -> None:
        """Pair what can be paired."""
        signs = [[piece.key and (piece.sort, piece.key) for piece in side.passages] for side in (self.old, self.new)]
        self.alone(signs[0], signs[1], range(len(self.back)), range(len(self.found)))
        self.down()
        if -1 in self.found and -1 in self.back:
            self.elsewhere()
            for at, top in origins(self.old, self.new, self.found).items():
                if self.back[top] < 0:
                    self.join(top, at)
            self.down()  # once more: what stood between has found its place

    def down(self) -> None:
        """Pair what stands in pairs, from the top."""
        self.inside(-1, -1)
        self.below([j for j, i in enumerate(self.found) if i >= 0])

    def join(self, before: int, after: int) -> None:
        """Pair two passages."""
        self.found[after] = before
        self.back[before] = after

    def alone(
        self, old: Sequence[Hashable], new: Sequence[Hashable], gone: Sequence[int], come: Sequence[int]
    ) -> list[int]:
        """Pair, among `gone` and `come`, what bears a sign that as many bear on the other side, one as a rule; returns
        the new ones."""
        before: dict[Hashable, list[int]] = defaultdict(list)
        after: dict[Hashable, list[int]] = defaultdict(list)
        for signs, places, found in ((old, gone, before), (new, come, after)):
            for at in places:
                if signs[at]:
                    found[signs[at]].append(at)
        joined: list[int] = []
        for sign, places in after.items():
            if len(before.get(sign, ())) == len(places):
                for i, j in zip(before[sign], places, strict=True):
                    self.join(i, j)
                joined.extend(places)
        return joined

    # -- what stands in paired passages

    def below(self, places: Sequence[int]) -> None:
        """Pair what stands in the pairs `places`, and in the pairs found there."""
        waiting = list(places)
        for j in waiting:
            if j in self.new.children and self.found[j] in self.old.children:
                waiting += self.inside(self.found[j], j)

    def inside(self, above: int, below: int) -> list[int]:
        """Pair what stands in two passages, gap by gap between what is paired and kept its order; the new ones."""
        olds, news = self.old.children[above], self.new.children[below]
        gone = [i for i in olds if self.back[i] < 0]
        come = [j for j in news if self.found[j] < 0]
        if not gone or not come:
            return []
        if len(gone) == len(olds) and len(come) == len(news):
            return self.gap(olds, news)
        places = {i: place for place, i in enumerate(olds)}
        pairs = [places.get(self.found[j], -1) for j in news]
        joined: list[int] = []
        kept = sorted(in_order(pairs, [1] * len(pairs)))
        a = b = 0
        for place in (*kept, len(news)):
            end = pairs[place] if place < len(news) else len(olds)
            gone = [i for i in olds[a:end] if self.back[i] < 0]
            come = [j for j in news[b:place] if self.found[j] < 0]
            if gone and come:
                joined += self.gap(gone, come)
            a, b = end + 1, place + 1
        return joined

    def gap(self, gone: Sequence[int], come: Sequence[int]) -> list[int]:
        """Pair what is between the same neighbours."""

        def alike(a: int, b: int, only: bool) -> float:
            return self.alike_here(gone[a], come[b], only)

        old, new = [self.old.whole[i] for i in gone], [self.new.whole[j] for j in come]
        pairs = beside(old, new, alike) or self.torn(gone, come)
        for a, b in pairs:
            self.join(gone[a], come[b])
        return [come[b] for _, b in pairs]

    def torn(self, gone: Sequence[int], come: Sequence[int]) -> list[tuple[int, int]]:
        """One passage torn into so many, or made of so many, that none is alike to it: paired with the longest."""
        old, new = [self.old.said(i) for i in gone], [self.new.said(j) for j in come]
        sorts = {self.old.passages[i].sort for i in gone} | {self.new.passages[j].sort for j in come}
        if len(sorts) > 1 or min(len(gone), len(come)) > 1 or likeness("".join(old), "".join(new)) < _TORN:
            return []
        return [(max(range(len(old)), key=lambda at: len(old[at])), max(range(len(new)), key=lambda at: len(new[at])))]

    def alike_here(self, i: int, j: int, only: bool) -> float:
        """How alike two passages between the same neighbours are, less what is by chance; 0 when not the same."""
        old, new = self.old.passages[i], self.new.passages[j]
        if old.sort != new.sort or (self.old.own[i] != self.new.own[j] and self.belongs_elsewhere(i, j)):
            return 0.0
        found = self.likeness(i, j)
        numbered = bool(old.number) and old.number == new.number
        at_place = (only or numbered) and not (old.key and new.key)
        if found < (ALIKE_AT_PLACE if at_place else ALIKE):
            return 0.0
        return found - ALIKE / 2 + 0.01 * numbered

    def belongs_elsewhere(self, i: int, j: int) -> bool:
        """Whether one of two passages certainly has its like at another place of the other text."""
        return self.homes[0].get(i, j) != j or self.homes[1].get(j, i) != i

    def likeness(self, i: int, j: int) -> float:
        """How alike two passages are with all that stands in them."""
        sign = self.old.whole[i], self.new.whole[j]
        found = self.known.get(sign)
        if found is None:
            found = likeness(self.old.held(i), self.new.held(j))
            left, right = self.old.said(i), self.new.said(j)
            if self.old.own[i] == self.new.own[j] and left:
                found = max(found, _TITLED)
            elif left and right and found:
                own = likeness(left, right)
                found = found if own >= ALIKE_AT_PLACE else (own + found) / 2
            self.known[sign] = found
        return found

    # -- elsewhere

    def elsewhere(self) -> None:
        """Pair what stands elsewhere, units before what stands in them."""
        gone, come = _left(self.old, self.back), _left(self.new, self.found)
        depths = {
            sort: min(self.old.depth(gone[sort][0]), self.new.depth(come[sort][0]))
            for sort in gone.keys() & come.keys()
        }
        for sort in sorted(depths, key=lambda sort: (depths[sort], sort)):
            old = [i for i in gone[sort] if self.back[i] < 0]
            new = [j for j in come[sort] if self.found[j] < 0]
            self.below([*self.equal(old, new), *self.rare(old, new)])

    def equal(self, gone: Sequence[int], come: Sequence[int]) -> list[int]:
        """Pair what says the same, else what is called the same."""
        joined: list[int] = []
        for old, new in ((self.old.whole, self.new.whole), (self.old.own, self.new.own)):
            gone = [i for i in gone if self.back[i] < 0 and len(self.old.held(i)) >= _LEAST_EQUAL and self.old.said(i)]
            come = [j for j in come if self.found[j] < 0]
            joined += self.alone(old, new, gone, come)
        return joined

    def rare(self, gone: Sequence[int], come: Sequence[int]) -> list[int]:
        """Pair what is alike, found by word groups that few passages hold; groups that many share say nothing."""
        holders: dict[str, list[int]] = defaultdict(list)
        for i in gone:
            if self.back[i] < 0:
                for group in groups(self.old.held(i)):
                    holders[group].append(i)
        ranked: list[tuple[float, int, int]] = []
        for j in come:
            said = self.new.held(j)
            if self.found[j] >= 0 or len(said) < _LEAST_ALIKE:
                continue
            rare = (holders[group] for group in groups(said) if len(holders.get(group, ())) in range(1, _COMMON + 1))
            counted = Counter(i for holding in rare for i in holding)
            ranked.extend((self.likeness(i, j), i, j) for i, count in counted.most_common(4) if count > 1)
        joined: list[int] = []
        for found, i, j in sorted(ranked, key=lambda item: (-item[0], item[1], item[2])):
            if found >= ALIKE_ELSEWHERE and self.back[i] < 0 and self.found[j] < 0:
                self.join(i, j)
                joined.append(j)
        return joined


def _once(side: Text) -> dict[int, int]:
    """Where what stands once in a text, and is of some words, stands."""
    count = Counter(side.whole)
    return {
        sign: at for at, sign in enumerate(side.whole) if count[sign] == 1 and side.passages[at].text.count(" ") > 1
    }


def _homes(side: Text, other: Text, partners: Sequence[int], found: Mapping[int, int]) -> dict[int, int]:
    """Where passages of one side certainly are on the other: those `found` by saying the same once on both, and a unit
    of which most that stands in it is in one unit there. `partners` are those paired so far."""
    back = [found.get(at, -1) if partner < 0 else partner for at, partner in enumerate(partners)]
    return origins(other, side, back) | dict(found)


def _left(side: Text, partners: Sequence[int]) -> dict[str, list[int]]:
    """The passages without a partner, by sort."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, partner in enumerate(partners):
        if partner < 0:
            found[side.passages[at].sort].append(at)
    return found


def groups(said: str) -> set[str]:
    """The groups of words that follow one another in a text, a sign for each word."""
    return {said[at : at + _GROUP] for at in range(len(said) - _GROUP + 1)}


_HELD = 0.6
"""From this share of its words on, a passage is a part of the one beside it."""
_WHOLE = 0.7
"""So much of a passage its parts hold together."""
_LEAST_WORDS = 5  # words; a shorter neighbour is no part
_MOST = 8
"""So many parts are looked for on each side."""


def origins(whole: Text, parts: Text, back: Sequence[int]) -> dict[int, int]:
    """For each unit without a partner the one of the other side that most of what stands in it comes from. `back` leads
    from parts to wholes."""
    inner: dict[int, Counter[int]] = defaultdict(Counter)
    for at, passage in enumerate(parts.passages):
        if passage.parent >= 0 and back[passage.parent] < 0:
            above = whole.passages[back[at]].parent if back[at] >= 0 else -1
            inner[passage.parent][above] += len(parts.said(at))
    found: dict[int, int] = {}
    for at, held in inner.items():
        top, weight = held.most_common(1)[0]
        if top >= 0 and 2 * weight > sum(held.values()) and whole.passages[top].sort == parts.passages[at].sort:
            found[at] = top
    return found


def partings(whole: Text, parts: Text, back: Sequence[int]) -> dict[int, list[int]]:
    """The parts of each whole that was parted, its partner among them, in order."""
    partners = {before: at for at, before in enumerate(back) if before >= 0}
    found: dict[int, set[int]] = defaultdict(set)
    taken: set[int] = set()
    for at, top in origins(whole, parts, back).items():
        if top in partners:
            found[top].add(at)
            taken.add(at)
    for siblings in parts.children.values():
        for place, at in enumerate(siblings):
            if back[at] < 0 or whole.own[back[at]] == parts.own[at]:
                continue
            near = siblings[max(0, place - 1) : place + 2]
            if all(back[other] >= 0 for other in near):
                continue
            after = _free(parts, siblings[place + 1 : place + 1 + _MOST], at, back, taken)
            before = _free(parts, siblings[max(0, place - _MOST) : place][::-1], at, back, taken)
            held = _held(whole.said(back[at]), parts, at, after, before)
            found[back[at]].update(held)
            taken.update(held)
    return {top: sorted({partners[top], *members}) for top, members in found.items() if members}


def _free(parts: Text, siblings: Sequence[int], at: int, back: Sequence[int], taken: set[int]) -> Iterator[int]:
    """The nearest siblings without a partner, up to the first that has one."""
    for other in siblings:
        if back[other] >= 0 or other in taken or parts.passages[other].sort != parts.passages[at].sort:
            return
        yield other


def _held(text: str, parts: Text, kept: int, after: Iterator[int], before: Iterator[int]) -> list[int]:
    """Of the neighbours of a passage those that say, of what a text said, what the passage no longer says."""
    joined = parts.said(kept)
    covered = shared(text, joined)
    found: list[int] = []
    for neighbours, is_after in ((after, True), (before, False)):
        for other in neighbours:
            mine = parts.said(other)
            longer = joined + mine if is_after else mine + joined
            more = shared(text, longer)
            if len(mine) < _LEAST_WORDS or more - covered < _HELD * len(mine):
                break
            joined, covered = longer, more
            found.append(other)
    return found if covered >= _WHOLE * len(text) else []
