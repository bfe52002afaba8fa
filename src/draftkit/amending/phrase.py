"""Phrases found in a text and changed there: whole words, longest first, in the spelling of the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ",
          "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}  # fmt: skip


class Match(NamedTuple):
    """Where a phrase stands; `same` when in its own spelling."""

    start: int
    end: int
    same: bool


def matches(text: str, phrase: str) -> list[Match]:
    """Where a phrase stands in a text as whole words: in its spelling, else in another (old tone marks, capitals)."""
    phrase = " ".join(unicodedata.normalize("NFC", phrase).split())
    if not phrase:
        return []
    found = [Match(*one.span(), True) for one in _pattern(phrase, False).finditer(text)]
    if found:
        return found
    folded = folded_text(text)
    if len(folded) != len(text):
        return []
    return [Match(*one.span(), False) for one in _pattern(folded_text(phrase), True).finditer(folded)]


def folded_text(text: str) -> str:
    """A text in one spelling of tone marks and in small letters, sign for sign."""
    text = text.lower()
    for new, old in _TONES.items():
        text = text.replace(old, new)
    return text


@lru_cache(maxsize=256)
def _pattern(phrase: str, folded: bool) -> re.Pattern[str]:
    words = r"[\ue000-\uf8ff]*[^\S\t]+".join(re.escape(word) for word in phrase.split())
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return re.compile(before + words + after, re.IGNORECASE if folded else 0)


class Swap(NamedTuple):
    """A change of one place of a text: what stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


def swapped(text: str, swaps: list[Swap]) -> tuple[str, bool]:
    """A text with its changes made all at once; where two meet, the longer is made. Also whether blanks and signs had
    to be tidied."""
    kept: list[Swap] = []
    for swap in sorted(swaps, key=lambda one: (one.start - one.end, one.start)):
        if all(swap.end <= one.start or swap.start >= one.end for one in kept):
            kept.append(swap)
    tidied = False
    for swap in sorted(kept, key=lambda one: -one.start):
        before, after = text[: swap.start], text[swap.end :]
        if not swap.text:
            text, changed = _without(before, after)
            tidied = tidied or changed
        else:
            text = f"{before}{swap.text}{after}"
    return text, tidied


def _without(before: str, after: str) -> tuple[str, bool]:
    """What is left when a phrase goes: no doubled blank, no comma before a sign."""
    plain = before + after
    joined = plain
    if before.endswith(" ") or after.startswith(" "):  # a tab ends a cell
        blank = " " if before[-1:] != "\t" and after.lstrip(" ")[:1] not in ("", "\t", *",.;:)") else ""
        joined = f"{before.rstrip(' ')}{blank if before else ''}{after.lstrip(' ')}"
    tidy = re.sub(r",\s*([,;.:])", r"\1", joined[max(0, len(before) - 4) :])
    joined = joined[: max(0, len(before) - 4)] + tidy
    joined = re.sub(r"^(\S{1,4}[.)])\s*[,;]\s*", r"\1 ", joined)
    return joined, " ".join(joined.split()) != " ".join(plain.split())
