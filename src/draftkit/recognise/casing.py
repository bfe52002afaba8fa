"""Capitals brought back to small letters, proper names kept: printed in capitals again the text is the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from draftkit.law.bodies import Names, in_sentence, of_body
from draftkit.text.edits import spliced
from draftkit.text.pattern import SYLLABLE
from draftkit.text.syllables import exists

_NEW = "."
"""Stands before each text: what begins one is written with a capital whatever it is."""
_BARE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_DIGIT = re.compile(r"\d")
_ROMAN = re.compile("[IVXLC]+")
_NUMBERED = re.compile(
    "lục|chương|phần|mục|điều|loại|nhóm|quý|cấp|khóa|khoá|hạng|lần|thứ|biểu|mẫu|vùng|bảng|kỳ|hội|kỷ|đợt"
    "|tập|số|giai|đoạn"
)
"""Last words of what Roman numbers count: phụ lục, đại hội, thế kỷ, giai đoạn."""
_BETWEEN = frozenset(",-–")
_ENDS = frozenset('.:;!?“”"(-–')


class Casing:
    """How words are written inside the sentences of a text: which of them carry capitals beside which others. `names`
    are names that are known beside those of the law. With `as_typed` nothing is learned, and capitals stay."""

    def __init__(self, texts: Iterable[str], names: Iterable[str] = (), *, as_typed: bool = False) -> None:
        self.as_typed = as_typed
        self.names = Names(names)
        self.pairs: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
        self.words: dict[str, dict[str, int]] = {}
        if as_typed:
            return
        words = [word for text in texts if not text.isupper() for word in (_NEW, *text.split())]
        pairs = Counter(pairwise(words))
        self._learn(pairs, capitals=True)
        self._learn(pairs, capitals=False)
        bare: Counter[str] = Counter()
        for word, count in _unshouted(words).items():
            bare[_BARE.sub("", word)] += count
        self.small = frozenset(word for word in bare if word.islower())
        self.short = {word.lower() for word, count in bare.items() if _is_short(word) and count > bare[word.lower()]}
        """Words that the text writes in capitals among small letters, more often than in small ones."""

    def _learn(self, pairs: Mapping[tuple[str, str], int], *, capitals: bool) -> None:
        """Count words with capitals in sentences, or how often they stand without, by the word before them."""
        for (before, typed), often in pairs.items():
            if typed[0].isupper() is not capitals or typed == _NEW or before[-1] in _ENDS:
                continue
            word = typed.rstrip(",.;:)”/")
            lower = word.lower()
            if len(word) > 1 and word.isupper() if capitals else lower not in self.words:
                continue
            counts = self.words.setdefault(lower, {})
            counts[word] = counts.get(word, 0) + often
            pair = self.pairs.setdefault((before.lower(), lower), {})
            pair[before, word] = pair.get((before, word), 0) + often

    def sentence(self, text: str, *, start: bool = True) -> str:
        """A text in capitals as a sentence; itself when not in capitals, or not to come back the same."""
        return self._small(text, start, named=False)

    def name(self, text: str) -> str:
        """The name of a body in capitals, an office of it before, in small letters."""
        return self._small(text, True, named=True)

    def _small(self, text: str, start: bool, named: bool) -> str:
        if self.as_typed or not text.isupper():
            return text
        words = list(SYLLABLE.finditer(text))
        lower = [found[0].lower() for found in words]
        before = ["", *lower]
        shown = [
            found[0]  # a symbol: CO2, H2S
            if _DIGIT.match(text, found.end()) or _DIGIT.match(text, max(0, found.start() - 1))
            else self._alone(word, found[0], last)
            for word, found, last in zip(lower, words, before, strict=False)
        ]
        gaps = [text[one.end() : two.start()] for one, two in pairwise(words)]
        self._beside(lower, gaps, shown)
        self._named(lower, gaps, shown, named)
        result = spliced(text, ((*found.span(), word) for found, word in zip(words, shown, strict=True)))
        if start:
            first = next((at for at, sign in enumerate(result) if sign.isalpha()), 0)
            result = result[:first] + result[first : first + 1].upper() + result[first + 1 :]
        return result if result.upper() == text else text

    def _beside(self, lower: Sequence[str], gaps: Sequence[str], shown: list[str]) -> None:
        """Capitals that the text writes at words beside one another."""
        for index, gap in enumerate(gaps):
            counts = self.pairs.get((lower[index], lower[index + 1])) if gap == " " else None
            if counts:
                first, second = max(counts, key=lambda pair: counts[pair])
                if second[:1].isupper():
                    shown[index + 1] = second
                    if first[:1].isupper():
                        shown[index] = first

    def _named(self, lower: Sequence[str], gaps: Sequence[str], shown: list[str], named: bool) -> None:
        """Capitals of names that are known; of a name, by the rule where the text itself does not tell."""
        numbered = [at for at, gap in enumerate(gaps) if any(map(str.isdigit, gap))]
        apart = [at + 1 for at, gap in enumerate(gaps) if set(gap) & _BETWEEN]
        told = of_body(lower, apart) if named else {}
        for at, capital in told.items():
            if shown[at].lower() == shown[at] and not (at and (lower[at - 1], lower[at]) in self.pairs):
                shown[at] = lower[at].capitalize() if capital else lower[at]
        for at, word in in_sentence(lower, numbered, self.names).items():
            shown[at] = word

    def _alone(self, word: str, typed: str, before: str) -> str:
        """A word by itself, as the text spells it elsewhere. What it never spells in small letters and is no syllable
        of the language, an abbreviation, a Roman number, stays as typed; `vi` is a syllable, unless it numbers the word
        before it."""
        if word in self.short:
            return typed
        if _ROMAN.fullmatch(typed) and len(typed) > 1:
            return typed if _NUMBERED.fullmatch(before) or not exists(word) else word
        if word in self.small or exists(word):
            return word
        own = self.words.get(word)
        return max(own, key=lambda spelling: own[spelling]) if own else typed


def _unshouted(words: Sequence[str]) -> Counter[str]:
    """The words counted, without those in capitals because all around them does: a title behind its number."""
    found: Counter[str] = Counter()
    for capitals, group in groupby(words, str.isupper):
        run = list(group)
        shouts = capitals and sum(len(word) > 1 for word in run) > 1
        found.update([word for word in run if not exists(_BARE.sub("", word).lower())] if shouts else run)
    return found


def _is_short(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not _ROMAN.fullmatch(word)
