"""Texts without what people spell in many ways: accents, capitals, signs between words; and the names made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import count, filterfalse

_NEW_TONES = dict(zip("áàảãạéèẻẽẹýỳỷỹỵ", "aaaaaeeeeeyyyyy", strict=True))
_OLD_TONES = {"o": dict(zip("áàảãạéèẻẽẹ", "óòỏõọóòỏõọ", strict=True)), "u": dict(zip("ýỳỷỹỵ", "úùủũụ", strict=True))}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Soft hyphens, and signs of width and order that have no shape; to stand between the brackets of an expression."""
_UNSEEN = re.compile(f"[{UNSEEN}]")


def one_line(text: str) -> str:
    """A text on one line, with single blanks."""
    return " ".join(text.split())


def alike(text: str) -> str:
    """The same without the difference of capitals, and of curly and straight quotes."""
    return one_line(text.casefold().replace("“", '"').replace("”", '"'))


def squeezed(text: str) -> str:
    """The same, composed (NFC)."""
    return one_line(unicodedata.normalize("NFC", text))


def seen(text: str) -> str:
    """A text without signs that cannot be seen."""
    return _UNSEEN.sub("", text)


def with_capital(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def cased_like(text: str, other: str) -> str:
    """A text in the capitals of another: those of all its letters, or of its first."""
    if other.isupper() and len(other) > 1:
        return text.upper()
    return with_capital(text) if other[:1].isupper() else text


def with_small(text: str) -> str:
    """A text with a small first letter, unless it begins with an abbreviation: UBND."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def bare(text: str) -> str:
    """A text without accents; đ becomes d, Đ becomes D, and so do the letters of Icelandic that are typed for them."""
    return text.translate(_PLAIN)


_BARRED = dict(zip("đðɖĐÐƉ", "dddDDD", strict=True))


class _Plain(dict[int, str]):
    """Each sign without its accents, found when it is first met."""

    def __missing__(self, code: int) -> str:
        split = unicodedata.normalize("NFD", _BARRED.get(chr(code), chr(code)))
        return self.setdefault(code, "".join(filterfalse(unicodedata.combining, split)))


_PLAIN = _Plain()


def toneless(text: str) -> str:
    """A text (NFC) without the marks of the five tones: ủ becomes u, ứ becomes ư."""
    split = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in split if sign not in _TONES))


def slug(text: str, words: int | None = None) -> str:
    """The letters and digits of a text (of its first `words`) as a name: no accents, hyphens between (đ becomes d)."""
    return "-".join(re.findall(r"[a-z0-9]+", bare(text.lower()))[:words])


def unused(name: str, taken: Callable[[str], bool], end: str = "") -> str:
    """The first of `name`, `name-2`, `name-3` …, each with its end, that is not taken."""
    names = (f"{name}{f'-{number}' if number > 1 else ''}{end}" for number in count(1))
    return next(filterfalse(taken, names))


@lru_cache(maxsize=1024)  # titles of columns and names of bodies come again and again
def fold(text: str) -> str:
    """Only the letters and digits of a text, without accents and capitals, to compare odd spellings."""
    return "".join(filter(str.isalnum, bare(text.lower())))


@lru_cache(maxsize=1)
def _new_way() -> re.Pattern[str]:
    return re.compile(r"o[áàảãạéèẻẽẹ](?!\w)|(?<!q)u[ýỳỷỹỵ](?!\w)")


def plain_key(text: str) -> str:
    """A text as words are compared: in lower case, any blank as a plain one, the tone where older spelling has it
    (`hoá` is `hóa`)."""
    text = text.lower().replace("\u00a0", " ").replace("\u202f", " ")
    return _new_way().sub(lambda found: _OLD_TONES[found[0][0]][found[0][1]] + _NEW_TONES[found[0][1]], text)
