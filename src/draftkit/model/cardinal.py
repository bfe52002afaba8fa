"""Numbers in Vietnamese words, written and read: 105 is “một trăm linh năm”."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ALSO = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_VALUES = {word: value for value, word in enumerate(DIGITS)} | _ALSO
_SKIPPED = ("linh", "lẻ")
_BILLION = 10**9
_TENS = {"mươi": 10, "trăm": 100}
_SCALES = {"tỷ": _BILLION, "tỉ": _BILLION, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3}
WORDS = (*_VALUES, *_SKIPPED, "mười", *_TENS, *_SCALES)
"""All words that numbers are made of."""
_FURTHER = "|".join(word for word in WORDS if word != "năm")
_FIVE = rf"(?<=linh )năm|(?<=lẻ )năm|năm(?=\s+(?:{'|'.join((*_TENS, *_SCALES))})(?!\w))"
SPELT = rf"(?:{'|'.join(WORDS)})(?:\s+(?:{_FURTHER}|{_FIVE}))*(?!\w)"
"""Numbers in words, for patterns; `read_words` reads what it found. In “mười năm”, “năm năm” the last word is years."""


def spell(number: int) -> str:
    """A number in words: 105 is “một trăm linh năm”, 1005000 “một triệu không trăm linh năm nghìn”, -5 “âm năm”."""
    if number < 0:
        return f"âm {spell(-number)}"
    return " ".join(_words(number, False)) if number else DIGITS[0]


def ordinal(number: int) -> str:
    """What follows “thứ”: nhất, hai, ba, tư, then the cardinal; “thứ hai” rather than “thứ nhì”, as of weekdays."""
    return {1: "nhất", 4: "tư"}.get(number, spell(number))


def read_words(text: str) -> int | None:
    """The number that words say, the inverse of `spell`; None when they make none."""
    total = below = 0
    digit: int | None = None
    for word in text.lower().split():
        if word in _VALUES and digit is None:
            digit = _VALUES[word]
        elif word in _TENS and digit is not None:
            below, digit = below + digit * _TENS[word], None
        elif word == "mười" and digit is None:
            below += 10
        elif word in _SCALES:
            part, scale = below + (digit or 0), _SCALES[word]
            low = total % _BILLION if scale < _BILLION else total  # “một nghìn tám trăm triệu”: low is the thousand
            total += part * scale + (low * (scale - 1) if low < scale or scale == _BILLION else 0)
            below, digit = 0, None
        elif word not in _SKIPPED:
            return None
    number = total + below + (digit or 0)
    return number if number or digit is not None else None


def _words(number: int, padded: bool) -> list[str]:
    """`padded` when something larger was said before, so that hundreds and tens are named even if nought."""
    if not number:
        return []
    if number >= _BILLION:
        high, low = divmod(number, _BILLION)
        return [*_words(high, padded), "tỷ", *_words(low, True)]
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn")):
        if number >= scale:
            high, low = divmod(number, scale)
            return [*_words(high, padded), name, *_words(low, True)]
    return _below_thousand(number, padded)


def _below_thousand(number: int, padded: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    out = [DIGITS[hundreds], "trăm"] if hundreds or padded else []
    tens, ones = divmod(rest, 10)
    if not rest:
        return out
    if not tens:
        return [*out, "linh", _one(ones, False)] if out else [DIGITS[ones]]
    out += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return [*out, _one(ones, tens > 1) if ones != 5 else "lăm"] if ones else out


def _one(digit: int, after_tens: bool) -> str:
    """The last digit: mốt and tư after hai mươi and above."""
    return {1: "mốt", 4: "tư"}.get(digit, DIGITS[digit]) if after_tens else DIGITS[digit]
