"""A nomenclature searched by words, with or without marks."""

from __future__ import annotations

from draftkit.hs.named_goods import plain
from draftkit.hs.nomenclature import Nomenclature
from draftkit.text.fold import bare


def search(book: Nomenclature, text: str) -> list[str]:
    """The codes whose description, or that of what stands above them, holds all the words; those that hold them
    themselves come first. Words typed with marks are held against marks, those without against words without."""
    unmarked = bare(text.lower()) == text.lower()
    words = plain(text).split()
    index = {
        code: bare(entry.description.lower()) if unmarked else plain(entry.description)
        for code, entry in book.entries.items()
    }
    found: list[tuple[int, str]] = []
    for code, own in index.items():
        whole = " ".join(index.get(code[:size], "") for size in (2, 4, 6) if size < len(code)) + " " + own
        if all(word in whole for word in words):
            found.append((0 if all(word in own for word in words) else 1, code))
    return [code for _, code in sorted(found)]


def is_words(text: str) -> bool:
    """Whether what is looked for is a word, not a code."""
    return not any(sign in "0123456789" for sign in text)
