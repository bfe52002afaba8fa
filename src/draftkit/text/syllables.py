"""Which Vietnamese syllables exist: a closed grammar of onset, rime and tone; and what was typed for one while the
input method was off: `quyeets ddinhj` (Telex), `quye61t d9i5nh` (VNI).

A syllable is an onset, a rime that may follow it and one of six tones; a rime that ends in a stop (c, ch, p, t) takes
sắc or nặng only. What the tables do not make, in either placement of the tone mark, is a slip of the pen or a word of
another language; of what they make, a good third is in use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from draftkit.text.fold import cased_like, with_capital

_TABLE = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")
_WORDS_OF = {sort: words for sort, _, words in (part.partition("\n") for part in _TABLE)}
"""The rimes, those that stand after qu, and words of other languages."""
_LOANS = frozenset(_WORDS_OF["loans"].split())
"""Words of other languages that Vietnamese writes in one piece with its own letters."""
ONSETS = "b ch d đ h kh l m n nh p ph r s t th tr v x"
"""Those that stand before any rime; a syllable may have none."""
_BEFORE_BACK = ("c", "g", "ng")
_BEFORE_FRONT = ("k", "gh", "ngh")
_FRONT = ("e", "ê", "i", "y")
_GI_SHORT = ("i", "in", "im", "iêc", "iêm", "iên", "iêng", "iêt")
_STOPS = ("c", "ch", "p", "t")
_ALPHABET = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
"""Letters of the language; a word with others is of another."""
_TONES = "\u0300\u0301\u0309\u0303\u0323"
"""Huyền, sắc, hỏi, ngã, nặng."""
_LIKE = dict(zip("ăâđêôơưykq", "aadeoouicc", strict=True))
_FAR = 120
"""Beyond this distance no syllable is proposed."""
_WITH_STOP = ("\u0301", "\u0323")


@lru_cache(maxsize=1)
def bases() -> frozenset[str]:
    """Every syllable without its tone."""
    return frozenset(onset + rime for onset, rimes in _rimes().items() for rime in rimes)


def parted(syllable: str) -> tuple[str, str]:
    """A syllable in lower case as its letters without tone and its tone, a combining sign; two signs are none."""
    signs = base = unicodedata.normalize("NFD", syllable.lower())
    for tone in _TONES:
        base = base.replace(tone, "")
    tones = "".join(sign for sign in signs if sign in _TONES) if len(base) < len(signs) else ""
    return unicodedata.normalize("NFC", base), tones


@lru_cache(maxsize=8192)
def exists(syllable: str) -> bool:
    """Whether a syllable, in capitals or not, is one of the language."""
    return _made(*parted(syllable))


def _made(base: str, tone: str) -> bool:
    """Whether an onset and a rime, as `bases` holds them, and a tone make a syllable: asked one by one, since few texts
    need all."""
    rimes = _rimes()
    stopped = len(tone) > 1 or (tone not in _WITH_STOP and base.endswith(_STOPS))
    return not stopped and any(base[cut:] in rimes[base[:cut]] for cut in range(4) if base[:cut] in rimes)


@lru_cache(maxsize=1)
def _rimes() -> dict[str, frozenset[str]]:
    """The rimes that may follow each onset."""
    rimes = frozenset(_WORDS_OF["rimes"].split())
    front = frozenset(rime for rime in rimes if rime.startswith(_FRONT))
    return {
        **dict.fromkeys(("", *ONSETS.split()), rimes),
        **dict.fromkeys(_BEFORE_BACK, rimes - front),
        **dict.fromkeys(_BEFORE_FRONT, front),
        "g": rimes - front | frozenset(_GI_SHORT),
        "gi": frozenset(rime for rime in rimes if not rime.startswith(("i", "y"))),
        "qu": frozenset(_WORDS_OF["after qu"].split()),
    }


def is_slip(word: str) -> bool:
    """Whether a word of Vietnamese letters is no syllable, or has its tone on another letter than the one that carries
    it: in “ngaỳ”, not in “hoà” and “hòa”. Capitals, words without marks and known words of other languages are none."""
    if word.isascii() or not word[1:].islower() or word.lower() in _LOANS:
        return False
    base, tone = parted(word)
    placed = toned(base, tone) in (word.lower(), base) or base.endswith(("oa", "oe", "uy"))
    return not (placed and _made(base, tone)) and _ALPHABET.issuperset(base)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Words as they are spelt, each with its misspellings, a comma between; some only part others from each other."""
    lines = Path(__file__).with_name("misspelt.txt").read_text(encoding="utf-8").splitlines()
    return {word: wrongs for word, _, wrongs in (line.partition(": ") for line in lines)}


@lru_cache(maxsize=1)
def misspelt() -> dict[str, str]:
    """Words of two syllables as they are misspelt most, by another tone, onset or end of one or without its marks, each
    with its spelling. None is a word: four million words of acts of the State hold hardly any of them. Wrong tones are
    listed only where the wrong syllable is seldom: what is in few texts need not be looked for."""
    return {wrong: word for word, wrongs in _words().items() if wrongs for wrong in wrongs.split(", ")}


def spelt() -> Collection[str]:
    """Those words as they are spelt, and words whose syllables stand beside others': “lãi xuất hiện”."""
    return _words().keys()


@lru_cache(maxsize=8192)
def nearest_syllable(syllable: str) -> str:
    """The syllable most like one that does not exist, with its tone and capital; empty when none is near."""
    base, tone = parted(syllable)
    near = base if base in bases() else _nearest(base)
    if not near:
        return ""
    if near.endswith(_STOPS) and tone not in _WITH_STOP:
        tone = _WITH_STOP[0]
    text = toned(near, tone[:1])
    return with_capital(text) if syllable[:1].isupper() else text


def _nearest(base: str) -> str:
    """The first of the syllables without tone that are nearest to one, a letter longer or shorter at most; empty when
    none is near. Rows of the comparison are kept for what several begin with, and what begins as one that was too far
    is passed over."""
    rows = [[0, *accumulate(map(_cost, base))]]
    near, far, before, lost = "", _FAR + 1, "", 0
    for other in _in_order():
        shared = next((at for at, (one, two) in enumerate(zip(before, other, strict=False)) if one != two), len(before))
        before = other
        if lost and shared >= lost:
            continue
        del rows[shared + 1 :]
        lost = 0
        for letter in other[shared:]:
            above, more = rows[-1], _cost(letter)
            row = [above[0] + more]
            for at, sign in enumerate(base):
                row.append(min(above[at + 1] + more, row[at] + _cost(sign), above[at] + _cost(sign, letter)))
            rows.append(row)
            if min(row) >= far:
                lost = len(rows) - 1
                break
        if not lost and rows[-1][-1] < far and abs(len(other) - len(base)) < 2:
            near, far = other, rows[-1][-1]
    return near


@lru_cache(maxsize=1)
def _in_order() -> tuple[str, ...]:
    return tuple(sorted(bases()))


@lru_cache(maxsize=2048)
def _cost(sign: str, other: str = "") -> int:
    """The cost, in hundredths, of a letter for another, or none: those that fingers and ears confuse cost less."""
    if sign == other:
        return 0
    if not other:
        return 50 if sign == "h" else 100
    if {sign, other} == {"g", "h"}:
        return 60
    plain = _LIKE.get(sign, sign)
    return 100 if plain != _LIKE.get(other, other) else 25 if plain in (sign, other) else 35


def toned(base: str, tone: str) -> str:
    """Letters with the tone on the vowel that carries it: the last with a mark of its own, else the last before a final
    consonant, else the one before the last."""
    start = 2 if base.startswith(("qu", "gi")) and len(base) > 2 else 0
    vowels = [place for place in range(start, len(base)) if base[place] in "aăâeêioôơuưy"]
    if not vowels or not tone:
        return base
    marked = [place for place in vowels if base[place] in "ăâêôơư"]
    closed = base[-1] not in "aăâeêioôơuưy"
    at = marked[-1] if marked else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", base[: at + 1] + tone + base[at + 1 :])


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
_ENGLISH = frozenset(_WORDS_OF["English"].split())
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
    closed = low[-1] == "f" and len(low) > 3
    sure = signs > 1 or low.startswith("dd") or "ươ" in syllable or low[-1] == "j" or closed or inner
    if not sure:
        return ""
    return cased_like(syllable, word)


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
