"""The languages of messages."""

from __future__ import annotations

import os
from bisect import bisect_left
from struct import unpack_from

from draftkit.model.message import Translate

LANGUAGES = ("vi", "en")
FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")


def translator(language: str) -> Translate:
    """A function from English message texts to the chosen language. English when the translation was not compiled."""
    return _Catalogue(_file(language)).said if compiled(language) and language != "en" else lambda text: text


def compiled(language: str) -> bool:
    """Whether the messages of a language are there; those of English stand in the code."""
    return language == "en" or os.path.isfile(_file(language))


def _file(language: str) -> str:
    return os.path.join(FOLDER, language, "LC_MESSAGES", "draftkit.mo")


class _Catalogue:
    """A compiled catalogue of `gettext`, asked for one message at a time: a run says a few of some thousand, and
    `gettext` reads all of them first. The texts stand in it in order, after a table of their lengths and places."""

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            self._data = file.read()
        self._form = "<" if self._data[:4] == b"\xde\x12\x04\x95" else ">"
        self._count, self._texts, self._said = unpack_from(f"{self._form}3I", self._data, 8)

    def _entry(self, table: int, at: int) -> bytes:
        length, start = unpack_from(f"{self._form}2I", self._data, table + 8 * at)
        return self._data[start : start + length]

    def said(self, text: str) -> str:
        """What stands for an English text; the text itself where nothing does."""
        key = text.encode()
        at = bisect_left(range(self._count), key, key=lambda place: self._entry(self._texts, place))
        found = at < self._count and self._entry(self._texts, at) == key
        return self._entry(self._said, at).decode() if found else text
