"""Amounts, shares, ranges and their units in words; figures as a number, as a decimal, digit by digit."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.campaign.speech.lexicon import Lexicon, unsaid
from draftkit.campaign.ways import ways
from draftkit.model.numeral import DIGITS, spell, whole
from draftkit.text.pattern import alternatives

_DOTTED, _FRACTION, _SCORE, _RATE, _TIMES = ways("quantities", "dotted fraction score rate times")
_RATIO, _JOINED, _OVER, _EXCHANGE, _CURRENT = ways("quantities", "ratio joined over exchange current")
_ENGLISH, _SHARE, _SLASH, _PARTS, _OUT_OF = ways("quantities", "english share slash parts out_of")
_NUM, _SCALE = (one.source for one in ways("quantities", "num scale"))
_SIGN_WORDS = {"": ""} | dict(
    zip("-+±~≈<>≤≥", "âm |cộng |cộng trừ |khoảng |khoảng |dưới |trên |không quá |từ ".split("|"), strict=True)
)
_SPACED = ("A", "J", "L", "N")
"""Units that count as such only after a blank: quốc lộ 1A is no current."""
_PER = tuple("năm tháng tuần ngày giờ người hộ lần con suất cái chiếc đơn sản dự vụ lao trẻ lượt đợt vé".split())


@lru_cache(maxsize=4)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = rf"(?:(?<=\s)[{''.join(_SPACED)}]|{alternatives(key for key in units if key not in _SPACED)})"
    sign = r"(?<![\w)%.,-])(?:[+±~≈<>≤≥] ?|-|(?<![^\s(]\s)- )(?=\d)"
    return re.compile(
        rf"(?P<front>US\$|[$€£¥])?\s?(?P<sign>{sign})?(?<![\d.,])(?P<one>(?<=[^\W\d_])\d+(?= )|{_NUM})"
        rf"(?:(?:\s?(?P<first>(?:{_SCALE}\s)?{unit}|{_SCALE}(?!\w)))?\s*(?:-"
        rf"|÷)\s*(?P<two>-?{_NUM}))?(?P<scale>\s{_SCALE}(?!\w))?(?:\s?(?P<unit>{unit})(?:\s?/\s?(?P<per>{unit}"
        rf"|[^\W\d_]+))?(?!\w))?"
    )


def quantities(text: str, lexicon: Lexicon, doubtful: list[str]) -> str:
    """Numbers as written in Vietnamese (dot for thousands, comma for decimals) with ranges, shares and units.
    `doubtful` is given a number with a dot that is neither."""
    text = _SHARE.sub(r"\1", _SCORE.sub(r"\1\3 \4", text))
    text = _ENGLISH.sub(lambda found: _english(found[0], doubtful), text)
    text = _RATIO.sub(r"\1 trên ", _JOINED.sub(r"\1 ", _OUT_OF.sub(r"\1 trên \2", _PARTS.sub(r"\1 đến ", text))))
    text = _RATE.sub(
        lambda found: found[0] if found[1].rsplit(maxsplit=1)[-1] in lexicon.units else f"{found[1]} một ", text
    )
    text = _TIMES.sub(" nhân ", text)
    text = _OVER.sub(r"\1 trên ", _FRACTION.sub(lambda found: spell_part(*found.groups()), _CURRENT.sub(", ", text)))
    text = _DOTTED.sub(lambda found: _dotted(found[0], doubtful), text)
    pattern = _pattern(tuple(lexicon.units))

    def word(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - 99) : found.start()].rstrip() + " "
        sign = found["sign"] or ("≥" if found["two"] and found["one"] == "0" else "")  # không đến 5% would be less
        words = unsaid(_SIGN_WORDS[sign.strip()], before) + _amount(found, lexicon, doubtful)
        twice = found["unit"] and not found["per"] and text.startswith(f" {lexicon.units[found['unit']]}", found.end())
        words = words.removesuffix(f" {lexicon.units[found['unit']]}") if twice else words
        return _spaced(words, text, found.start(), found.end(), found[0])

    return pattern.sub(word, text)


def exchanged(text: str, lexicon: Lexicon) -> str:
    """Strokes between what is measured and what measures it."""
    return _EXCHANGE.sub(lambda found: f"{found[1]} trên " if found[1] in lexicon.short else found[0], text)


def _amount(found: re.Match[str], lexicon: Lexicon, doubtful: list[str]) -> str:
    words = _number(found["one"])
    first, unit, per, scale = found["first"], found["unit"], found["per"], found["scale"] or ""
    if found["two"]:
        if first and first not in (unit, scale.strip(), f"{scale} {unit or ''}".strip()):
            own, _, name = first.rpartition(" ")
            words += f" {own} {lexicon.units.get(name, name)}".replace("  ", " ")
        short = not unit and not scale and max(len(found["one"]), len(found["two"])) < 3
        score = short and whole(found["one"], 0) > whole(found["two"], 0) >= 0  # 3 - 1
        doubtful += [found[0].strip()] if score else []  # 30-4 may be a day
        minus = found["two"][0] == "-" or (score and re.search(r"\s-\d", found[0]))  # 5 -3
        words += f" {'' if score else 'đến '}{'âm ' if minus else ''}{_number(found['two'].lstrip('-'))}"
    words += scale
    if unit:
        words += f" {lexicon.units[unit]}"
    if per:
        words += f" trên {lexicon.units[per]}" if per in lexicon.units else f" một {per}"
    return words + (f" {lexicon.units[found['front']]}" if found["front"] else "")


def _number(text: str) -> str:
    return spell_written(*text.replace(".", "").replace(" ", "").split(","))


def _spaced(words: str, text: str, start: int, end: int, raw: str) -> str:
    """A blank where letters touch the number (`Điều 5a`, `QH15`), none lost where there was one."""
    before = " " if raw[:1] == " " or (start and (text[start - 1].isalnum() or text[start - 1] in ")-")) else ""
    after = " " if end < len(text) and (text[end].isalnum() or text[end] == "(") else ""
    return before + words + after


def _english(text: str, doubtful: list[str]) -> str:
    """1,000,000: commas that can only be those of thousands."""
    doubtful.append(text)
    return text.translate({ord(","): ".", ord("."): ","})


def _dotted(text: str, doubtful: list[str]) -> str:
    """Numbers such as 2.3.1 and 1.5, the dots not being those of thousands."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) and not text.startswith("0"):
        return text
    if text.count(".") == 1:
        doubtful.append(text)
    return " chấm ".join(spell_written(part) for part in text.split("."))


def lone_units(text: str, lexicon: Lexicon) -> str:
    """Units and currencies that follow no figure: `ba tỷ USD`, `triệu m3`, `đồng/kg`."""
    scaled, per, each = _lone_patterns(tuple(lexicon.units))
    text = each.sub(lambda found: lexicon.units[found[0]], text)
    text = scaled.sub(lambda found: found[1] + unsaid(lexicon.units[found[2]], text[: found.end(1)]), text)

    def share(found: re.Match[str]) -> str:
        counted = found[1] in lexicon.units and re.search(r"\d\s?$", text[: found.start()])
        return found[0] if counted else f"{lexicon.units.get(found[1], found[1])} trên {lexicon.units[found[2]]}"

    return per.sub(share, text)


@lru_cache(maxsize=4)
def _lone_patterns(units: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    clear = alternatives(key for key in units if len(key) > 1 or not key.isalpha() or key == "đ")
    return (
        re.compile(rf"(\b{_SCALE} |(?<![\d.,] )(?<![\w.,/])(?=[a-z]+[23](?!\w)))({clear})(?!\w)"),
        re.compile(rf"(?<!\w)([^\W\d_]{{2,}}|đ|(?<=\d )[a-z])\s?/\s?({alternatives(units)})(?!\w)"),
        re.compile(rf"(?<!\d )(?<![\w.,/])(?:{clear})(?=\s?/\s?(?:{'|'.join(_PER)})(?!\w))"),
    )


def signs(text: str, lexicon: Lexicon) -> str:
    """Signs that stand alone, and strokes between words: `và/hoặc`, `đồng/năm`."""
    text = text.replace("và/hoặc", "và hoặc").replace("V/v", "về việc")
    text = _SLASH.sub(
        lambda found: " một " if text[found.end() :].split(" ")[0].strip(".,;:").lower().startswith(_PER) else " hoặc ",
        text,
    )
    text = re.sub(r"(?<=\w)\s*\*\s*|(?<!\S)\*+|\*+(?!\S)", " ", text)
    found = alternatives(lexicon.signs)
    return re.sub(found, lambda sign: f" {unsaid(lexicon.signs[sign[0]], text[: sign.start()])} ", text)


_ACCOUNT = 10
"""Digits in one that name an account rather than count."""


def spell_digits(text: str) -> str:
    """Digits one by one, as telephone numbers and codes are read; other signs are left out."""
    return " ".join(DIGITS[whole(sign, 0)] for sign in text if sign in "0123456789")


def spell_figure(text: str) -> str:
    """A figure of a date, a time or an ordinal in words: `05` is five. Text without a value is read digit by digit."""
    number = whole(text)
    return spell_digits(text) if number is None else spell(number)


def spell_written(integer: str, fraction: str = "") -> str:
    """A number as written, its whole part without separators and its decimals: `007` digit by digit, `06` is six, `0`,
    `05` is “không phẩy không năm”.

    Decimals are read as a number when they are two or fewer and do not start with nought, else digit by digit.
    """
    coded = ((integer.startswith("0") and len(integer) > 2) or integer == "00") and not fraction
    coded = coded or (len(integer) >= _ACCOUNT and not integer.endswith("000"))
    words = spell_digits(integer) if coded else spell_figure(integer)
    if not fraction:
        return words
    decimals = spell_figure(fraction) if len(fraction) < 3 and not fraction.startswith("0") else spell_digits(fraction)
    return f"{words} phẩy {decimals}"


def spell_part(over: str, under: str) -> str:
    """`2/3` is hai phần ba, `3/4` ba phần tư; with a large denominator (`60/63`, `120/80 mmHg`) it is a count out of
    another, said with its unit as others are."""
    if whole(over, 0) < whole(under, 0) <= 10 or whole(under) in (100, 1000):
        return f"{spell_figure(over)} phần {'tư' if whole(under) == 4 else spell_figure(under)}"
    return f"{over} trên {under}"
