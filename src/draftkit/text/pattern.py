"""Looking for rare things in long texts: a text that knows its words, patterns that are tried only where they can
match, the line a place stands on.

Most of what rules look for stands in no given document. Going through a text of a million signs for each of some
hundred patterns takes a millisecond or more apiece; the words of the text, gathered once, answer most of them at
once."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import index
from pathlib import Path
from typing import Any


def start_of_line(text: str, at: int) -> int:
    """The offset of the first sign of the line that an offset stands on."""
    return text.rfind("\n", 0, at) + 1


def end_of_line(text: str, at: int) -> int:
    """The offset of the line end at or behind an offset; the end of the text on its last line."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


VIETNAMESE = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
"""Small letters that hardly another language writes."""
MARKED = f"{VIETNAMESE}âêôàáãèéìíĩòóõùúũý"
"""All small letters that bear a mark."""
LOWER = f"a-z{MARKED}"
UPPER = f"A-Z{MARKED.upper()}"
"""The letters of Vietnamese, as what stands between the brackets of an expression. Ranges will not do: from À to Ỹ, and
from à to ỹ, capitals and small letters stand mixed in Unicode, and from A to Z is no Ủ."""


def alternatives(words: Iterable[str]) -> str:
    """Words as alternatives of an expression, the longest first; in one order, so that it is kept compiled."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


class Searched(str):
    """A text that is searched many times: a str that knows the words it is made of, so that `in` is far faster where
    the answer is no, and that keeps where words stand that were looked for."""

    whole: Searched | None = None
    """The text of which this one has all signs, some blanked out."""

    @classmethod
    def cut(cls, text: str, of: Searched) -> Searched:
        """A text that has no words but those of another."""
        part = cls(text)
        part.__dict__["words"], part.__dict__["joined"] = of.words, of.joined
        return part

    def blanked(self, text: str) -> Searched:
        """This text with some of its words blanked out."""
        part = Searched.cut(text, self)
        part.whole = self
        return part

    @cached_property
    def words(self) -> frozenset[str]:
        """All that stands between two blanks, signs included; of a text that was `cut`, the words of the whole."""
        found: set[str] = set()
        at = 0
        while at < len(self):  # all words of a long text at once would take as much memory as a page of pictures
            end = self.find("\n", at + _STRETCH)
            end = end if end >= 0 else len(self)
            found.update(self[at:end].split())
            at = end
        return frozenset(found)

    @cached_property
    def joined(self) -> str:
        """All words, each between two line ends: what can stand within a word is looked for here, not in the text."""
        return "\n".join(("", *self.words, ""))

    @cached_property
    def syllables(self) -> frozenset[str]:
        """All runs of letters in the words."""
        return frozenset(SYLLABLE.findall(self.joined))

    @cached_property
    def _held(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _spots(self) -> dict[str, Sequence[int]]:
        return {}

    def __contains__(self, words: str) -> bool:  # type: ignore[override]  # as typeshed has it for `str`
        known = self._held.get(words)
        if known is None:
            known = self._held[words] = self.may_hold(words) and next(iter(self._sought(words)), -1) >= 0
        return known

    def may_hold(self, words: str) -> bool:
        """Whether each of some words is one of this text; the first and the last may be a part of one, where no blank
        stands beside them."""
        joined = self.joined
        return self._held.get(words, True) and all(part in joined for part in _apart(words))

    def spots(self, words: str) -> Sequence[int]:
        """All offsets of some words, those that overlap too."""
        known = self._spots.get(words)
        if known is None:
            known = self._spots[words] = tuple(self._sought(words)) if self.may_hold(words) else ()
            self._held[words] = bool(known)
        return known

    def _sought(self, words: str) -> Iterable[int]:
        """The same where they are not known yet: the whole leads there, or the rarest part of them that is known."""
        starts = self.startswith
        if self.whole is not None:
            return [at for at in self.whole.spots(words) if starts(words, at)]
        sign = next((sign for sign in words if sign in _SELDOM), words)
        if sign != words and len(self) > _SHORT:
            self.spots(sign)
        parts = [part for part, spots in self._spots.items() if part in words and len(spots) * _SPARSE < len(self)]
        if not parts:
            return _found(self, words)
        part = min(parts, key=lambda one: len(self._spots[one]))
        ahead = words.index(part)
        return [at - ahead for at in self._spots[part] if at >= ahead and starts(words, at - ahead)]


_RARE = frozenset("wzfjWZFJ!@#$%^&*+=[]{}<>|~`_\\\"'“”…–")
"""Signs of which Vietnamese texts have few: one that is not there is found out at once."""
_SELDOM = _RARE | frozenset("/:ABCDEGHIKLMNOPQRSTUVXYĐ")
"""Signs so seldom that words which hold one are found by it: a single sign takes a tenth of the time of a word."""


@cache
def _apart(words: str) -> tuple[str, ...]:
    """The words that are looked for among those of a text, a line end where a blank stands beside them."""
    return tuple(part for part in re.sub(r"\s+", "\n\0\n", words).split("\0") if part != "\n")


def _found(text: str, words: str, at: int = 0, end: int = sys.maxsize) -> Iterator[int]:
    ahead = next((number for number, sign in enumerate(words) if sign in _SELDOM), 0) if len(text) > _SHORT else 0
    sign = words[ahead] if words and words[ahead] in _SELDOM else words
    at += ahead
    while (at := text.find(sign, at, end)) >= 0:
        if sign is words or text.startswith(words, at - ahead, end):
            yield at - ahead
        at += 1


def _holds(text: str, words: str) -> bool:
    return all(sign in text for sign in words if sign in _RARE) and next(_found(text, words), -1) >= 0


def holds(text: str, *anchors: str) -> bool:
    """Whether one of some words stands in a text; True when none are given."""
    if not anchors:
        return True
    if isinstance(text, Searched) or len(text) < _SHORT:
        return any(anchor in text for anchor in anchors)
    return any(_holds(text, anchor) for anchor in anchors)


def occurrences(text: Searched, words: str) -> Iterator[int]:
    """The offsets of some words in a text, those that do not overlap: far cheaper than a pattern that may start with
    any of several letters."""
    end = 0
    for at in text.spots(words):
        if at >= end:
            end = at + len(words)
            yield at


WORD = re.compile(r"[^\W_]+")
"""A word or a figure, without the signs around it."""
SYLLABLE = re.compile(r"[^\W\d_]+")
"""A word of letters alone."""
_SHORT = 1000
_SPARSE = 150
"""Signs of a text to one spot beyond which looking at each spot takes less than searching."""
_STRETCH = 10_000
_LITERAL = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[^0-9A-Za-z])*")
_OTHERWISE = index(re.IGNORECASE | re.VERBOSE)
"""Flags with which an expression matches other letters than it says."""
_INNER = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|([()|])", re.DOTALL)


def _start(source: str) -> str:
    """The letters, two or more, that an expression says first; empty where it may start otherwise."""
    depth = 0
    for sign in _INNER.finditer(source):
        depth += (sign[1] == "(") - (sign[1] == ")")
        if sign[1] == "|" and not depth:
            return ""
    said = _LITERAL.match(source)
    letters = said[0] if said else ""
    if source[len(letters) : len(letters) + 1] in ("*", "?", "{"):
        letters = letters[: -2 if letters[-2:-1] == "\\" else -1]
    letters = re.sub(r"\\(.)", r"\1", letters, flags=re.DOTALL)
    return letters if len(letters) > 1 else ""


class Pattern:
    """A regular expression with its anchors: words of which one stands in all that it matches.

    Compiled when it is first tried, and tried only in texts that hold an anchor: most patterns of most runs never are.
    `words` is an expression that must match among the words of the text (`Searched.joined`) before the pattern is
    tried; "=" says that the pattern itself does, since it neither matches nor looks at a blank. Whether the anchors are
    true is proved from the expressions by a test (`tests/text/test_pattern.py`). The methods take and give what those
    of `re.Pattern` do.
    """

    __slots__ = ("_compiled", "_start", "anchors", "flags", "source", "words")

    def __init__(self, source: str, *anchors: str, flags: int = 0, words: str = "") -> None:
        self.source = source
        self.anchors = anchors
        self.flags = index(flags)
        self.words = words
        self._compiled: re.Pattern[str] | None = None
        self._start: str | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags)
        return self._compiled

    @property
    def start(self) -> str:
        """The letters that all matches start with: a `str` finds them several times as fast as an expression."""
        if self._start is None:
            self._start = "" if self.flags & _OTHERWISE else _start(self.source)
        return self._start

    def may_match(self, text: str) -> bool:
        """Whether the text holds what every match has."""
        if not holds(text, *self.anchors):
            return False
        if self.start and not (text.may_hold(self.start) if isinstance(text, Searched) else holds(text, self.start)):
            return False
        if not self.words or not isinstance(text, Searched):
            return True
        if self.words == "=":
            return bool(self.compiled.search(text.joined))
        return bool(re.search(self.words, text.joined, re.MULTILINE))

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches, one after the other."""
        if not self.may_match(text):
            return iter(())
        return self._from_start(text, start, end) if self.start else self.compiled.finditer(text, start, end)

    def _from_start(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        match = self.compiled.match
        spots: Iterable[int]
        if isinstance(text, Searched):
            spots = text.spots(self.start)
            spots = spots[bisect_left(spots, start) : bisect_left(spots, end)]
        else:
            spots = _found(text, self.start, start, end)
        for at in spots:
            found = match(text, at, end) if at >= start else None
            if found:
                start = found.end()
                yield found

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match. Between two given offsets the expression is tried at once: the stretch is short."""
        if not start and end == sys.maxsize:
            if self.start and len(text) > _SHORT:
                return next(self.finditer(text), None)
            if not self.may_match(text):
                return None
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match at an offset."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)

    def split(self, text: str) -> list[str | Any]:
        """What stands between the matches, as `re.Pattern.split` gives it."""
        return self.compiled.split(text)

    def findall(self, text: str) -> list[str]:
        """All matches as words, as `re.Pattern.findall` gives them."""
        return self.compiled.findall(text) if self.may_match(text) else []

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with all matches replaced."""
        return self.compiled.sub(new, text) if self.may_match(text) else text


class Ways:
    """Ways to say things, in a table beside the code, where whoever knows the language reads and adds to them without
    the program; `known` is what the program knows.

    A line holds a name and an expression, `module.name = …`; a long one goes on below, each further line behind two
    blanks. `‹name›` stands for another expression of the same module, `‹module.name›` for one of another module,
    `‹NAME›` for what the program knows under that name. `? …` gives the anchors of the expression above, `␣` being a
    blank in one. What begins with `#` is told to people."""

    def __init__(self, file: Path, known: Mapping[str, str]) -> None:
        self._file, self._known = file, known

    def __call__(self, module: str, names: str) -> Iterator[Pattern]:
        """The expressions of a module by their names, which blanks part. Raises KeyError for one that is not there."""
        for name in names.split():
            yield Pattern(self._filled(module, name), *self._table[f"{module}.{name}"][1])

    @cached_property
    def _table(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Expression and anchors by name."""
        table: dict[str, tuple[str, tuple[str, ...]]] = {}
        name = ""
        for line in self._file.read_text(encoding="utf-8").split("\n"):
            if line.startswith(" "):
                table[name] = table[name][0] + line.strip(), ()
            elif line.startswith("? "):
                table[name] = table[name][0], tuple(one.replace("␣", " ") for one in line[2:].split())
            elif line and line[0] != "#":
                name, _, said = line.partition(" =")
                table[name] = said.removeprefix(" "), ()
        return table

    def _filled(self, module: str, name: str) -> str:
        """An expression with those it names in their places."""

        def put(found: re.Match[str]) -> str:
            room, _, one = found[1].rpartition(".")
            return self._known[one] if one in self._known else self._filled(room or module, one)

        said = self._table[f"{module}.{name}"][0]
        return re.sub("‹(.*?)›", put, said) if "‹" in said else said
