"""Words as they were typed while the input method was off: `quyeets ddinhj` (Telex), `quye61t d9i5nh` (VNI)."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.text.syllables import exists, toned

_TONE_SIGNS = {
    **dict(zip("fsrxj", "\u0300\u0301\u0309\u0303\u0323", strict=True)),
    **dict(zip("21345", "\u0300\u0301\u0309\u0303\u0323", strict=True)),
}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"o": "ơ", "u": "ư"}
_DIGITS = "0123456789"
_VOWELS = "aeiouyăâêôơư"
_TELEX = re.compile(r"[a-z]*(?:[sfrxjw]|aa|ee|oo|dd)[a-z]*")
_VNI = re.compile(r"[a-z]{1,5}[1-9][a-z0-9]{1,5}")
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "beef beeps beets boots booms bows bees chef coops cows deems dooms goof hoof hoops hoots keeps looms loops "
        "loots lows meets moons moots noons peeps reef roof rooms roots rows seems sees soots teems teens tees toots "
        "tows",
    )
)
"""English words that could be typed Vietnamese."""


@lru_cache(maxsize=4096)
def meant(word: str) -> str:
    """The syllable that a word was typed for, as `quyeets` for `quyết`; empty when it can well be a word as it stands.

    One sign of typing is not enough (`this`, `now`, `CO2`): two are, or one that no word of another language has at
    that place."""
    low = word.lower()
    if low in _ENGLISH or not (word[1:].islower() or (word.isupper() and len(word) > 3)):
        return ""
    found = _typed(low) if _TELEX.fullmatch(low) or _VNI.fullmatch(low) else None
    if not found or not exists(found[0]):
        return ""
    syllable, signs = found
    inner = any(sign in _DIGITS and low[at + 1 :].strip(_DIGITS) for at, sign in enumerate(low))
    sure = (
        signs > 1
        or low.startswith("dd")
        or "ươ" in syllable
        or low[-1] == "j"
        or (low[-1] == "f" and len(low) > 3)
        or inner
    )
    if not sure:
        return ""
    return syllable.upper() if word.isupper() else syllable.capitalize() if word[0].isupper() else syllable


def _typed(low: str) -> tuple[str, int] | None:
    """The letters that keys give, and how many of the keys were no letters; None where they give no word."""
    letters: list[str] = []
    tone, signs = "", 0
    for key in low:
        seen = [at for at, letter in enumerate(letters) if letter in _VOWELS]
        if key in _TONE_SIGNS and seen:
            if tone:
                return None
            tone, signs = _TONE_SIGNS[key], signs + 1
        elif key == "9" or (key == "d" and letters and letters[0] == "d"):
            if letters[:1] != ["d"]:
                return None
            letters[0], signs = "đ", signs + 1
        elif key in "w78" or key == "6" or (key in _HATS and letters[-1:] == [key]):
            if not _marked(letters, seen, key):
                return None
            signs += 1
        elif key in _DIGITS:
            return None
        else:
            letters.append(key)
    return (toned("".join(letters), tone), signs) if signs and any(letter in _VOWELS for letter in letters) else None


def _marked(letters: list[str], seen: list[int], key: str) -> bool:
    """Put the hat, horn or bow of a key on the vowel it is for; False where there is none."""
    table = _HORNS if key == "7" else {"a": "ă"} if key == "8" else {**_HORNS, "a": "ă"} if key == "w" else _HATS
    for at in reversed(seen):
        if letters[at] in table:
            letters[at] = table[letters[at]]
            if letters[at] == "ơ" and letters[at - 1 : at] == ["u"]:
                letters[at - 1] = "ư"
            return True
    return False
