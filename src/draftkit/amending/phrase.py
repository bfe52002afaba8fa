"""Phrases found in a text and changed there: whole words, longest first, in the spelling of the text."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.model.named import NamedTuple
from draftkit.text.fold import squeezed

_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ",
          "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ", "²": "2", "³": "3"}  # fmt: skip


class Match(NamedTuple):
    """Where a phrase stands; `same` when in its own spelling."""

    start: int
    end: int
    same: bool


def matches(text: str, phrase: str) -> list[Match]:
    """Where a phrase stands in a text as whole words: in its spelling, else in another (old tone marks, capitals)."""
    phrase = squeezed(phrase)
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
    """A text in one spelling of tone marks, in small letters and without raised figures, sign for sign."""
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


_OPENS_A_LIST = frozenset("các những mọi theo gồm và hoặc hay của về trong tại với cho là bằng từ đến do".split())
_MARKS = "".join(map(chr, range(0xE000, 0xF900)))


def swapped(text: str, swaps: list[Swap]) -> tuple[str, bool]:
    """A text with its changes made at once, the longer of two that meet; whether blanks and signs had to be tidied."""
    kept: list[Swap] = []
    for swap in sorted(swaps, key=lambda one: (one.start - one.end, one.start)):
        if all(swap.end <= one.start or swap.start >= one.end for one in kept):
            kept.append(swap)
    tidied = False
    for swap in sorted(kept, key=lambda one: one[:2])[::-1]:  # what is put in follows in order
        before, gone, after = text[: swap.start], text[swap.start : swap.end], text[swap.end :]
        if not swap.text.strip(_MARKS):
            plain = before + after
            before, after = _without(before, gone, after)
            tidied = tidied or " ".join((before + after).split()) != " ".join(plain.split())
        text = f"{before}{swap.text}{after}"
    return text, tidied


def _without(before: str, gone: str, after: str) -> tuple[str, str]:
    """What stands on both sides when a phrase goes: no doubled blank, no comma before a sign or behind what opens a
    list, no “và” before a sign."""
    if before.endswith(" ") or after.startswith(" "):  # a tab ends a cell
        before, after = before.rstrip(" "), after.lstrip(" ")
        blank = before and not before.endswith("\t") and after[:1] not in ("", "\t", *",.;:)")
        after = f" {after}" if blank else after
    if (not after or after[0] in ",;.:") and before.endswith(","):
        before = before[:-1]
    word = re.search(r"\w*$", before.rstrip(_MARKS))
    alike = gone.lower().split()[:1] == re.findall(r"\w+", after[1:].lower())[:1]  # they begin with the same word
    if after[:1] == "," and word and (word[0] in _OPENS_A_LIST or alike):
        after = after[1:]  # “kèm theo bản sao A, bản sao B”: B is left
    if after[:1] in ("", *",.;:)") and word and word[0] in ("và", "hoặc", "hay"):
        before = before[: word.start()].rstrip(" ,")
    if after[:1] in (",", ";") and re.fullmatch(r"\S{1,4}[.)]", before):
        after = " " + after.lstrip(" ,;")
    return before, after
