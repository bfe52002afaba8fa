"""The phrases that changed in a unit, as lawyers name them: names and compounds whole, numbers with what they count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from draftkit.amending.lines import labelled
from draftkit.amending.phrase import Swap, matches, swapped
from draftkit.law.dates import DAY
from draftkit.model.numeral import whole
from draftkit.text.edits import ends, spans, tokens
from draftkit.text.together import UNIT

Pair = tuple[str, str]
"""A phrase and the one that takes its place."""
_LONGEST = 12
"""Words of a phrase; what is longer is amended as a whole unit."""
_PARTING = frozenset(",./:-–")
"""What parts a number within."""
_NEGATIVE = frozenset("-−–")
_UNIT = re.compile(UNIT)
_DAY = re.compile(rf"(?:[Nn]gày\s+)?{DAY}")
_FAR = 4
"""So many words a phrase is made longer by to be whole."""
_LOOSE = frozenset(
    "các những mọi và hoặc hay của tại theo trong về cho với do từ đến được có là bị phải thì khi để".split()
)
"""Words that are no part of a compound, whatever stands beside them."""


class Phrases:
    """The phrases that changed between two texts, each a list of paragraphs by unit, in their order."""

    def __init__(self, before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> None:
        self._texts = before, after

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[tuple[str, str]]]:
        """How often words stand in the old text, and side by side."""
        words, couples = Counter[str](), Counter[tuple[str, str]]()
        for text in (text for unit in self._texts[0] for text in unit):
            found = tokens(text.lower())
            words.update(filter(str.isalnum, found))
            threes = zip(found, found[1:], found[2:], strict=False)
            couples.update((one, other) for one, between, other in threes if between == " ")
        return words, couples

    @cached_property
    def common(self) -> tuple[Pair, ...]:
        """The phrases that changed in several units."""
        found: Counter[Pair] = Counter()
        for before, after in zip(*self._texts, strict=True):
            if before != after and _alike(before, after):
                found.update(set(self._stretches(before, after)))
        return tuple(pair for pair, count in found.items() if count > 1)

    def changed(self, before: Sequence[str], after: Sequence[str], around: Sequence[str] = ()) -> list[Pair]:
        """The phrases whose replacement, wherever they stand, turns the paragraphs of a unit into others; with `around`
        the one that stands nowhere else there. Empty when more changed."""
        if not _alike(before, after):
            return []
        common = () if around else self.common
        used = [pair for pair in common if any(matches(text, pair[0]) for text in before)]
        made = _made(before, used)
        for pair in used:  # “Đặt biển báo” is found in “đặt biển báo”, too
            fewer = [one for one in used if one != pair]
            used = fewer if _made(before, fewer) == made else used
        if made == [*after]:
            return used
        one = self._one(made, after, around) if used else None
        if one and _made(before, [*used, one]) == [*after]:
            return [*used, one]
        one = self._one(before, after, around)
        return [one] if one else []

    def _stretches(self, before: Sequence[str], after: Sequence[str]) -> Iterable[Pair]:
        for old, new, label in _cells(before, after):
            first, second = tokens(old), tokens(new)
            found = spans(first, second)
            for at, one in enumerate(found):
                if one.same:
                    continue
                low = max(found[at - 1].a0 if at else one.a0, label)
                high = found[at + 1].a1 if at + 1 < len(found) else one.a1
                phrase = _Phrase(
                    first[low : one.a0], first[one.a0 : one.a1], second[one.b0 : one.b1], first[one.a1 : high]
                )
                if self._whole(phrase) and phrase.count() <= _LONGEST:
                    yield phrase.pair()

    def _one(self, before: Sequence[str], after: Sequence[str], around: Sequence[str]) -> Pair | None:
        """The one phrase that changed, with as many words around it as make it the only one there."""
        cells = [*_cells(before, after)]
        if len(cells) != 1:
            return None
        old, new, label = cells[0]
        table = old not in before
        first, second = tokens(old), tokens(new)
        low, last = ends(first, second)
        end = len(first) - last
        low = max(low, label)
        phrase = _Phrase(first[label:low], first[low:end], second[low : len(second) - last], first[end:])
        if not self._whole(phrase):
            return None
        while phrase.count() <= _LONGEST and (table or phrase.count() * 2 <= len(old.split())):
            there = sum(len(matches(text, phrase.pair()[0])) for text in around)
            if _made(before, [phrase.pair()]) == [*after] and there < 2:
                return phrase.pair()
            if not (phrase.left_word() or phrase.right_word()):
                break
        return None

    def _whole(self, phrase: _Phrase) -> bool:
        """Make a phrase whole; False when it cannot be one."""
        while not phrase.opens() and phrase.left_word():
            pass
        while not phrase.ends() and phrase.right_word():
            pass
        if not (phrase.opens() and phrase.ends()):
            return False
        if phrase.takes_day() or phrase.takes_figure():
            return True
        for _ in range(_FAR):
            if not self._holds(phrase.before, (phrase.old[0], phrase.new[0])):
                break
            phrase.left_word()
        for _ in range(0 if phrase.old[0][0].isupper() else _FAR):
            if not any(self._bound(side[-1], phrase.behind) for side in (phrase.old, phrase.new)):
                break
            phrase.right_word()
        if phrase.count() < 2:
            _ = (phrase.before and phrase.left_word()) or (phrase.behind and phrase.right_word())
        return True

    def _holds(self, before: str, firsts: Sequence[str]) -> bool:
        """Whether a word before a phrase is part of the name or the compound it opens with."""
        named = [one[0].isupper() for one in firsts]
        if before[:1].isupper() and any(named):
            return True
        return not all(named) and any(self._bound(before, one) for one in firsts)

    def _bound(self, one: str, other: str) -> bool:
        """Whether two words are one compound: hardly ever does one of them stand without the other."""
        one, other = one.lower(), other.lower()
        if {one, other} & _LOOSE or not (one.isalpha() and other.isalpha()):
            return False
        words, couples = self._counts
        together = couples[one, other]
        return together > 1 and together * 10 >= 7 * min(words[one], words[other])


class _Phrase:
    """A phrase that changed: its words before and after, with those on both sides that did not change."""

    def __init__(self, left: list[str], old: list[str], new: list[str], right: list[str]) -> None:
        first, last = ends(old, new)
        self.left, self.right = left + old[:first], old[len(old) - last :] + right
        self.old, self.new = old[first : len(old) - last], new[first : len(new) - last]

    @property
    def before(self) -> str:
        """The word right before; empty when a sign stands between."""
        return self.left[-2] if len(self.left) > 1 and self.left[-1] == " " and self.left[-2].isalnum() else ""

    @property
    def behind(self) -> str:
        """The word right behind."""
        return self.right[1] if len(self.right) > 1 and self.right[0] == " " and self.right[1].isalnum() else ""

    def pair(self) -> Pair:
        return "".join(self.old), "".join(self.new)

    def count(self) -> int:
        return sum(map(str.isalnum, self.old))

    def opens(self) -> bool:
        return all(side[:1] and side[0].isalnum() for side in (self.old, self.new))

    def ends(self) -> bool:
        return all(side[:1] and side[-1].isalnum() for side in (self.old, self.new))

    def takes_figure(self) -> bool:
        """Take the rest of a number into the phrase, and what it measures in: “10,5 %”, “6°C”, “1.500 đồng/m³”; whether
        there was any."""
        low = len(self.left) - _joined(self.left[::-1], self.old[0], self.new[0])
        if self.left[low - 4 : low - 3] and self.left[low - 3 : low] == [" ", "±", " "]:
            low -= 4
        elif low and self.left[low - 1] in _NEGATIVE and self.left[low - 2 : low - 1] in ([], [" "]):
            low -= whole((self.left[low:] + self.old)[0]) is not None
        end = _joined(self.right, self.old[-1], self.new[-1])
        if whole(self.right[end - 1] if end else self.old[-1]) is not None:
            end += _measure(self.right[end:])
        before, behind = self.left[low:], self.right[:end]
        self.left, self.right = self.left[:low], self.right[end:]
        self.old, self.new = before + self.old + behind, before + self.new + behind
        return bool(before or behind)

    def takes_day(self) -> bool:
        """Take the rest of a day into the phrase, “ngày 01 tháng 7 năm 2026”; whether it is of one."""
        before, said, behind = map("".join, (self.left, self.old, self.right))
        days = _DAY.finditer(f"{before}{said}{behind}")
        day = next((one for one in days if one.end() > len(before) > one.start() - len(said)), None)
        while day and len("".join(self.left)) > day.start() and self.left_word():
            pass
        while day and len(f"{before}{said}{behind}") - len("".join(self.right)) < day.end() and self.right_word():
            pass
        return day is not None

    def left_word(self) -> bool:
        """Take the word before into the phrase."""
        at = next((at for at in range(len(self.left) - 1, -1, -1) if self.left[at].isalnum()), -1)
        if at < 0:
            return False
        more = self.left[at:]
        self.left, self.old, self.new = self.left[:at], more + self.old, more + self.new
        return True

    def right_word(self) -> bool:
        """Take the word behind into the phrase."""
        end = next((at for at, word in enumerate(self.right, 1) if word.isalnum()), 0)
        more = self.right[:end]
        self.right, self.old, self.new = self.right[end:], self.old + more, self.new + more
        return end > 0


def _joined(side: Sequence[str], *edges: str) -> int:
    """How many tokens beside a phrase, the nearest first, are of one figure or one measure with its `edges`: “10,5”,
    “01/7/2026”, “mg/l”."""
    end = 0
    while len(side) > end + 1 and side[end] in _PARTING:
        further = side[end + 1]
        figures = all(whole(one) is not None for one in (further, *edges))
        if not figures and not (side[end] == "/" and further.isalnum()):
            break
        edges, end = (further,), end + 2
    return end


def _measure(behind: Sequence[str]) -> int:
    """How many tokens behind a number say in what it measures."""
    blank = behind[:1] == [" "]
    sign, more = "".join(behind[blank : blank + 1]), "".join(behind[blank + 1 : blank + 2])
    if sign in ("%", "‰", "℃"):
        return blank + 1
    if sign == "°":
        return blank + 1 + more.isalpha()
    if blank and (_UNIT.fullmatch(sign) or (sign.islower() and sign not in _LOOSE)):
        return 2 + _joined(behind[2:], sign)
    return 0


def _alike(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether paragraphs are made up alike, and none that changed has signs which a quoted phrase cannot hold."""
    if [text.count("\t") for text in before] != [text.count("\t") for text in after]:
        return False
    return not any(set('“”"$[') & set(old + new) for old, new, _ in _cells(before, after))


def _cells(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, str, int]]:
    """The paragraphs and cells that changed, and how many tokens are the number of the unit, which is no phrase."""
    for at, texts in enumerate(zip(before, after, strict=True)):
        for old, new in zip(*(text.split("\t") for text in texts), strict=True):
            if old != new:
                line = labelled(old) if old == before[0] and not at else None
                label = len(old) - len(line.rest) if line and line.label else 0
                yield old, new, len(tokens(old[:label]))


def _made(texts: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """Paragraphs with phrases replaced wherever they stand."""
    return [
        swapped(text, [Swap(hit.start, hit.end, new) for old, new in pairs for hit in matches(text, old)])[0]
        for text in texts
    ]
