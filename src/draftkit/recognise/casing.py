"""Capitals brought back to small letters, proper names kept: printed in capitals again the text is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+")
_NEW = "."
"""Stands before each text: what begins one is written with a capital whatever it is."""
_ENDS = frozenset('.:;!?“”"(-–')


class Casing:
    """How words are written inside the sentences of a text: which of them carry capitals beside which others. With
    `as_typed` nothing is learned, and capitals stay."""

    def __init__(self, texts: Iterable[str], *, as_typed: bool = False) -> None:
        self.as_typed = as_typed
        self.pairs: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
        self.words: dict[str, dict[str, int]] = {}
        if as_typed:
            return
        words = [word for text in texts if not text.isupper() for word in (_NEW, *text.split())]
        self._learn(words, capitals=True)
        self._learn(words, capitals=False)

    def _learn(self, words: Sequence[str], *, capitals: bool) -> None:
        """Count words with capitals inside sentences, or how often those same words stand without."""
        before = _NEW
        for typed in words:
            if typed[0].isupper() is capitals and typed != _NEW:
                word = typed.rstrip(",.;:)”/")
                key = before.lower(), word.lower()
                if (
                    before[-1] not in _ENDS
                    and not (capitals and len(word) > 1 and word.isupper())
                    and (capitals or key in self.pairs or key[1] in self.words)
                ):
                    counts = self.words.setdefault(key[1], {})
                    counts[word] = counts.get(word, 0) + 1
                    pair = self.pairs.setdefault(key, {})
                    pair[before, word] = pair.get((before, word), 0) + 1
            before = typed

    def sentence(self, text: str, *, start: bool = True) -> str:
        """A text in capitals as a sentence; the text itself when it is not in capitals or would not come back the
        same."""
        if self.as_typed or not text.isupper():
            return text
        words = list(_WORD.finditer(text))
        lower = [found[0].lower() for found in words]
        shown = [self._alone(word, found[0]) for word, found in zip(lower, words, strict=True)]
        for index in range(len(words) - 1):
            counts = (
                self.pairs.get((lower[index], lower[index + 1]))
                if text[words[index].end() : words[index + 1].start()] == " "
                else None
            )
            if counts:
                first, second = max(counts, key=lambda pair: counts[pair])
                if second[:1].isupper() and index + 1 < len(shown):
                    shown[index + 1] = second
                    if first[:1].isupper():
                        shown[index] = first
        out, end = [], 0
        for found, word in zip(words, shown, strict=True):
            out += [text[end : found.start()], word]
            end = found.end()
        result = "".join([*out, text[end:]])
        if start:
            first_letter = next((at for at, sign in enumerate(result) if sign.isalpha()), 0)
            result = (
                result[:first_letter] + result[first_letter : first_letter + 1].upper() + result[first_letter + 1 :]
            )
        return result if result.upper() == text else text

    def _alone(self, word: str, typed: str) -> str:
        """A word by itself: abbreviations and Roman numbers the text never writes in small letters stay as typed."""
        counts = self.words.get(word, {})
        if re.fullmatch("[IVXLC]+", typed) and not counts and len(typed) > 1:
            return typed
        if not any(vowel in word for vowel in _VOWELS) and not counts and len(typed) > 1:
            return typed
        return word


_VOWELS = frozenset("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ")
