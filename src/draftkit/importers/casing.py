"""Capitals brought back to small letters, proper names kept: printed in capitals again the text is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.:;!?“”\"(]\s*$")


class Casing:
    """How words are written inside the sentences of a text: which of them carry capitals, alone and beside each other."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.pairs: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
        self.words: dict[str, dict[str, int]] = {}
        for text in texts:
            if not text.isupper():
                self._learn(text)

    def _learn(self, text: str) -> None:
        before = ""
        end = 0
        for found in _WORD.finditer(text):
            word, gap = found[0], text[end : found.start()]
            end = found.end()
            inside = bool(before) and not _END.search(text[: found.start()][-3:])
            if inside and not (word.isupper() and len(word) > 1):
                counts = self.words.setdefault(word.lower(), {})
                counts[word] = counts.get(word, 0) + 1
                if gap == " ":
                    pair = self.pairs.setdefault((before.lower(), word.lower()), {})
                    pair[before, word] = pair.get((before, word), 0) + 1
            before = word

    def sentence(self, text: str, *, start: bool = True) -> str:
        """A text in capitals as a sentence; the text itself when it is not in capitals or would not come back the same."""
        if not text.isupper():
            return text
        words = list(_WORD.finditer(text))
        lower = [found[0].lower() for found in words]
        shown = [self._alone(word, found[0]) for word, found in zip(lower, words, strict=True)]
        for index in range(len(words) - 1):
            counts = self.pairs.get((lower[index], lower[index + 1])) if text[words[index].end() : words[index + 1].start()] == " " else None
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
            result = result[:first_letter] + result[first_letter : first_letter + 1].upper() + result[first_letter + 1 :]
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
