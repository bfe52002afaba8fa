"""Vietnamese in the codes before Unicode: TCVN3 (TCVN 5712:1993, fonts such as .VnTime) and VNI (fonts such as
VNI-Times), which show Vietnamese letters in place of the Western signs that a file holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from draftkit.text.pattern import SYLLABLE
from draftkit.text.syllables import exists

TCVN3, VNI = "TCVN3", "VNI"
_TCVN3_SIGNS = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_MARKS = dict(zip("ùøûõïâêáàåãäéèúüë", (*_TONES, *"âăấầẩẫậắằẳẵặ"), strict=True))
_VNI_ALONE = dict(zip("ñôöæóòîíì", "đơưỉĩịỵíì", strict=True))
_VNI_PAIR = re.compile("([aeiouyôö])([ùøûõïâêáàåãäéèúüë])", re.IGNORECASE)
_NO_WORDS = frozenset("×÷¼½¾»")
"""Signs that no word of TCVN3 is made of alone: “18,9 ÷ 60,5”."""
_CAPITALS = frozenset("ĂÂÊÔƠƯĐ")
_FONTS = {TCVN3: re.compile(r"\.(?i:vn)[A-Za-z]|Vn[A-Z]"), VNI: re.compile(r"VNI[- ]|VNtimes", re.IGNORECASE)}
_LEAST, _FEW, _SURE, _HALF = 8, 3, 0.8, 0.5


def code_of_font(font: str) -> str:
    """The code that a font shows; empty for a font of Unicode."""
    return next((code for code, names in _FONTS.items() if names.match(font)), "")


def is_capital_font(font: str) -> bool:
    """Whether a font of TCVN3 shows small letters as capitals (.VnTimeH): the code has no capitals with tones."""
    return code_of_font(font) == TCVN3 and font.rstrip("0123456789 ").endswith("H")


def modern(text: str, code: str) -> str:
    """A text of a code in Unicode, NFC."""
    return _from_vni(text) if code == VNI else _from_tcvn3(text)


def is_written_in(texts: Iterable[str], code: str) -> bool:
    """Whether the letters of some texts, fonts aside, are of a code: as they stand most words that it would read
    otherwise are no Vietnamese syllables, and put into Unicode nearly all of them are; of a few words all. A sign by
    itself (“5¹”) says nothing."""
    words = [
        (word, shown)
        for text in texts
        for word in _marked(text, code)
        if len(word) > 1 and (shown := modern(word, code)) != word
    ]
    read, made = sum(exists(word) for word, _ in words), sum(exists(shown) for _, shown in words)
    least, most = (_SURE, _HALF) if len(words) >= _LEAST else (1.0, 0.0)
    return len(words) >= _FEW and made >= least * len(words) and read <= most * len(words)


def may_be(text: str, code: str, surely: bool = False) -> bool:
    """Whether a text in a font of a code is of it: one typed in Unicode all the same has letters no such code has, or
    reads better as it stands. `surely`: as well as it stands is not enough, nor is a sign by itself."""
    foreign = any(ord(sign) > 0xFF and sign.isalpha() for sign in text)
    words = [word for word in _marked(text, code) if len(word) > surely]
    return bool(words) and not foreign and sum(exists(modern(word, code)) - exists(word) for word in words) >= surely


def is_mark(sign: str, before: str) -> bool:
    """Whether a sign of VNI is a mark on the letter that ends the text before it."""
    return bool(_VNI_PAIR.fullmatch(before[-1:] + sign))


def _marked(text: str, code: str) -> list[str]:
    """The words of a text with a sign that the code would read otherwise."""
    signs = _tcvn3().keys() if code == TCVN3 else _vni_signs()
    splitter = _words_of_tcvn3() if code == TCVN3 else SYLLABLE
    words = (word for word in splitter.findall(text) if word not in _NO_WORDS)
    return [word for word in words if any(ord(sign) in signs for sign in word)]


@lru_cache(maxsize=1)
def _tcvn3() -> dict[int, str]:
    return {ord(sign): letter for sign, letter in zip(_TCVN3_SIGNS, _TCVN3_LETTERS, strict=True)}


@lru_cache(maxsize=1)
def _words_of_tcvn3() -> re.Pattern[str]:
    """Words of the code: many of its letters are signs of punctuation elsewhere."""
    return re.compile(f"[A-Za-z{re.escape(_TCVN3_SIGNS)}]+")


@lru_cache(maxsize=1)
def _vni_signs() -> frozenset[int]:
    small = "".join(_VNI_MARKS) + "".join(_VNI_ALONE)
    return frozenset(map(ord, small + small.upper()))


def _from_tcvn3(text: str) -> str:
    capital = _is_capital(text)  # letters with tones have no capitals of their own: among capitals they are typed small

    def word(found: re.Match[str]) -> str:
        shown = found[0] if found[0] in _NO_WORDS else found[0].translate(_tcvn3())
        return shown.upper() if capital or _is_capital(found[0]) else shown

    return _words_of_tcvn3().sub(word, text)


def _is_capital(text: str) -> bool:
    """Whether several letters of a text can be told to be capitals, and none to be small."""
    letters = [sign for sign in text if sign.isascii() and sign.isalpha()]
    letters += [sign for sign in text.translate(_tcvn3()) if sign in _CAPITALS]
    return len(letters) > 1 and all(sign.isupper() for sign in letters)


def _from_vni(text: str) -> str:
    def pair(found: re.Match[str]) -> str:
        base, mark = found[1], _VNI_MARKS[found[2].lower()]
        small = _VNI_ALONE.get(base.lower(), base.lower())
        if len(mark) == 1 and not unicodedata.combining(mark):  # a letter of its own: “aá” is ấ, “oá” is ố
            tones = unicodedata.normalize("NFD", mark)
            made = small + tones[1:]
        else:
            made = small + mark
        made = unicodedata.normalize("NFC", made)
        return made.upper() if base.isupper() else made

    def alone(found: re.Match[str]) -> str:
        letter = _VNI_ALONE[found[0].lower()]
        return letter.upper() if found[0].isupper() else letter

    singles = "".join(_VNI_ALONE)
    pieces, at = [], 0
    for found in _VNI_PAIR.finditer(text):
        pieces += [re.sub(f"[{singles}{singles.upper()}]", alone, text[at : found.start()]), pair(found)]
        at = found.end()
    return "".join([*pieces, re.sub(f"[{singles}{singles.upper()}]", alone, text[at:])])
