"""Passages of a text, and what is looked up in them: equal ones have equal numbers, words are single signs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence

from draftkit.model.named import NamedTuple
from draftkit.text.edits import words

_READ = 1000
"""So many words of a unit are read to see how alike it is to another."""
_FIRST, _SIGNS = 0x10000, 0x100000


_QUOTED = 60
"""Signs of a text that is called by its first words."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def shortened(text: str, most: int = _QUOTED, more: str = " …") -> str:
    """A text of so many signs at most; of a longer one the words within these, or signs of its first, and `more`."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]}{more}"


def around(text: str, said: str, most: int, more: str = "… ") -> str:
    """As much of a text, within so many signs, as lies around what is `said` in it; from its beginning where it does
    not say that."""
    start = text.rfind(" ", 0, max(text.find(said) - most // 2, 0) + 1) + 1 if len(text) > most else 0
    return (more if start else "") + shortened(text[start:], most)


class Passage(NamedTuple):
    """What is paired: a unit, a paragraph, a row.

    Only passages of one `sort` are paired. `text` is all it says itself, without its number; `key` its label or
    bookmark; `parent` the index, in the same list, of the passage it stands in (always a smaller one), -1 when it
    stands in none; `number` how it is counted, a weak sign."""

    sort: str
    text: str
    key: str = ""
    parent: int = -1
    number: str = ""


class Dictionary:
    """What two texts share: a sign for each word, a number for all that is equal."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}
        self._numbers: dict[Hashable, int] = {}

    def coded(self, text: str) -> str:
        """The words of a text, one sign each (two words share a sign when there are more than a million)."""
        signs = self._signs
        return "".join(
            signs.get(word) or signs.setdefault(word, chr(_FIRST + len(signs) % _SIGNS)) for word in words(text)
        )

    def number(self, thing: Hashable) -> int:
        """The same number, from 1, for what is equal."""
        return self._numbers.setdefault(thing, len(self._numbers) + 1)


class Text:
    """The passages of one side. `own` numbers what each says itself, `whole` that with all that stands in it."""

    def __init__(self, passages: Sequence[Passage], dictionary: Dictionary) -> None:
        self.passages = passages
        self.children: dict[int, list[int]] = defaultdict(list)
        for at, passage in enumerate(passages):
            self.children[passage.parent].append(at)
        self.own = [dictionary.number(passage[:2]) for passage in passages]
        self.whole = list(self.own)
        for at in range(len(passages) - 1, -1, -1):
            if at in self.children:
                inner = tuple(self.whole[child] for child in self.children[at])
                self.whole[at] = dictionary.number((self.own[at], inner))
        self._dictionary = dictionary
        self._said: dict[int, str] = {}
        self._held: dict[int, str] = {}

    def depth(self, at: int) -> int:
        """In how many others a passage stands."""
        depth = 0
        while self.passages[at].parent >= 0:
            at, depth = self.passages[at].parent, depth + 1
        return depth

    def said(self, at: int) -> str:
        """The words of a passage itself, one sign each."""
        found = self._said.get(at)
        if found is None:
            found = self._said[at] = self._dictionary.coded(self.passages[at].text)
        return found

    def held(self, at: int) -> str:
        """The words of a passage and of all that stands in it, the first of them when they are many."""
        if at not in self.children:
            return self.said(at)
        found = self._held.get(at)
        if found is None:
            parts, room = [self.said(at)], _READ - len(self.said(at))
            for child in self.children[at]:
                if room <= 0:
                    break
                parts.append(self.held(child))
                room -= len(parts[-1])
            found = self._held[at] = "".join(parts)
        return found


def xml_text(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return _NO_XML.sub("", text)
