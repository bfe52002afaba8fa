"""The figures a text says, in digits, words and signs, Vietnamese or English: so translation and original compare."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping

from draftkit.checks.rules.ways import ways
from draftkit.law.dates import MONTHS, days, english_days
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import NO_FIRST, ORDINAL_WORDS, SPELT, decimal, from_roman, number, parse, read_words
from draftkit.text.figures import ENGLISH_SCALES, SCALES, measure, measured
from draftkit.text.fold import fold
from draftkit.text.pattern import Pattern, alternatives

(_COMPARED,) = ways("translation", "compared")
_SCALE = rf"(?:[\s-]?(?:{alternatives(SCALES.keys() | ENGLISH_SCALES.keys())})(?!\w))"
_NUMBER, _UNIT = r"[0-9]+(?:[.,][0-9]+)*", rf"(?:\s?((?i:{alternatives(measured())}))(?!\w|\s[0-9]))?"
_FIGURE = Pattern(
    rf"(?:(VND|USD)\s?)?({_NUMBER})({_SCALE}*)"
    rf"(?:(?=(?:,\s{_NUMBER})*(?:\s?[-–]\s?|\s(?:đến|tới|to|và|and|hoặc|or)\s){_NUMBER}({_SCALE}*){_UNIT}))?{_UNIT}"
)
"""A figure, its scale and unit, or those of the end of its range or list (100 - 200 triệu; 5, 10 and 15 days)."""
_GROUPED = {english: Pattern(rf"{mark}(?=[0-9]{{3}}(?![0-9]))") for english, mark in ((True, ","), (False, r"\."))}
"""Marks between thousands: that of 85.42 is none."""
_ABROAD = Pattern(r"\(?\+84\)?[ .]?(?:\(0\)[ .]?)?(?=[0-9])")
_NO_MINUTES = Pattern(r"(?<=[0-9]):00(?![0-9])")
_SCHOOL_YEAR = Pattern(r"(?<![0-9/])(20)([0-9]{2})/(?=[0-9]{2}(?![0-9/-]))")
_SIGNS = {"codes": Pattern(r"(?<=[0-9]/)[A-ZĐƯ][A-ZĐƯa-z-]+"), "mails": Pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")}
_CLAUSE = Pattern(r"[,;:(](?![0-9])|\s(?:và|còn|and|while)\s")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DATED = re.compile(rf"(?:tháng [0-9]{{1,2}} năm|(?:{'|'.join(MONTHS)})(?: [0-9]{{1,2}})?,?) $|[/-]$")
"""Before a year that is that of a day or of a paper, and no time by itself."""
_WORD = Pattern(r"[^\W\d_]+")
_AFTERNOON = Pattern(r"[0-9] ?p\.?m(?!\w)")
_VALUES = {
    word: start + step * at
    for start, step, words in (
        (1, 1, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"),
        (17, 1, "seventeen eighteen nineteen"),
        (20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"),
        (1, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
        (2, 1, "monday tuesday wednesday thursday friday saturday"),  # as Vietnamese counts them
        (2, 0, "twice twofold double both half"),
        (4, 8, "quarters dozen"),
    )
    for at, word in enumerate(words.split())
}
_VALUE = "|".join(sorted(_VALUES, key=len, reverse=True))
_ENGLISH = Pattern(
    rf"(?<!\w)(?!(?<!three )quarters)(?:{_VALUE})(?:[ -](?:hundred|{'|'.join(ENGLISH_SCALES)})"
    rf"|(?:(?<=ty)[ -]|(?<=hundred) (?:and )?|(?<=thousand) |(?<=million) )(?:{_VALUE}))*(?=(?:th)?s?(?!\w))"
)
_VIETNAMESE = Pattern(rf"(?<!\w)(?:{ORDINAL_WORDS}(?!\w)|{SPELT})")
_ROMAN = Pattern(r"(?<!\w)[IVX]{1,5}(?!\w)")
_MONTHS = {month.lower(): f"{number}" for number, month in enumerate(MONTHS, 1)}
_NO_SIGN = ({"", "0", "1", "5"}, {"1"})
"""Numbers whose words often count nothing, in Vietnamese and English: “một số”, “trong năm”, “one of”."""
_OF_YEAR = re.compile(r"(?<!\w)năm(?= (?:19|20)\d\d(?!\d))")
"""Before a year, which is no five."""


class Said(NamedTuple):
    """A figure: the clause it stands in, its value in ones of its unit, and how it is written."""

    clause: int
    value: str
    text: str


class Figures(NamedTuple):
    """The figures that a text says in digits, scales included, with how each is written; those it says in words; of
    each sort of sign what it says: translations may leave such out, but do not say another one; by unit the figures in
    the order they stand, years by “”; and whether it compares."""

    digits: Counter[str]
    written: Mapping[str, str]
    words: Counter[str]
    signs: Mapping[str, Mapping[str, str]]
    afternoon: bool
    order: Mapping[str, list[Said]]
    compares: bool


def figures_said(said: tuple[str, bool]) -> Figures:
    """The figures of a text; whether it is English goes with it."""
    text, english = said
    digits: Counter[str] = Counter()
    written: dict[str, str] = {}
    signs: dict[str, dict[str, str]] = {}
    order: dict[str, list[Said]] = {}
    plain_text = _SCHOOL_YEAR.sub(r"\1\2 - \1", _NO_MINUTES.sub("", _ABROAD.sub("0", text)))
    clauses = [found.start() for found in _CLAUSE.finditer(plain_text)]
    for found in _FIGURE.finditer(plain_text):
        figure = _GROUPED[english].sub("", found[2]).replace(",", ".").lstrip("0") or "0"
        year = _YEAR.fullmatch(figure)
        behind = ("", "") if year else (found[4], found[5])
        times, unit = measure("", found[1] or found[6] or behind[1] or "")
        if (scales := found[3] or behind[0]) and (amount := decimal(figure)):
            figure = f"{amount * measure(scales, '')[0]:.3f}".rstrip("0").rstrip(".")
        digits[figure] += not (len(figure) == 4 and figure[:2] == "20" and figure in digits)  # one year of two days
        written[figure] = f"{found[2]}{found[3]}"
        value = f"{(decimal(figure) or 0) * times:.9g}"
        if unit:
            signs.setdefault("units", {})[f"{value} {unit}"] = found[0].strip()
        if unit or (year and not _DATED.search(plain_text, 0, found.start())):
            order.setdefault(unit, []).append(Said(bisect(clauses, found.start()), value, found[0].strip()))
    roman = {found[0]: f"{from_roman(found[0])}" for found in _ROMAN.finditer(text)}
    told = [*_spelt(_OF_YEAR.sub(" ", text.lower()), english)]
    months = (_MONTHS[word] for word in _WORD.findall(text.lower()) if english and word in _MONTHS)
    words = Counter((*roman.values(), *told, *months))
    sure = (value for sign, value in roman.items() if len(sign) > 1)  # “I” is also who speaks
    signs["words"] = {one: one for one in {*sure, *told} - _NO_SIGN[english]}
    signs["days"] = {one.iso: text[one.start : one.end] for one in (english_days if english else days)(text)}
    signs |= {sort: {fold(found[0]): found[0] for found in sign.finditer(text)} for sort, sign in _SIGNS.items()}
    return Figures(digits, written, words, signs, bool(_AFTERNOON.search(text)), order, bool(_COMPARED.search(text)))


def _spelt(text: str, english: bool) -> Iterator[str]:
    """The numbers that words say; a text in small letters."""
    for found in (_ENGLISH if english else _VIETNAMESE).finditer(text):
        words = _WORD.findall(found[0])
        if not english:
            ordinal = parse(found[0], "ordinal") if words[0] == "thứ" else None
            yield f"{ordinal[0] if ordinal else (words[0] not in NO_FIRST and read_words(found[0])) or ''}"
            continue
        total = below = 0
        for word in words:
            scale = ENGLISH_SCALES.get(word, 1)
            total, below = (total + below * scale, 0) if scale > 1 else (total, below + _VALUES.get(word, 0))
            below *= 100 if word == "hundred" else 1
        yield f"{total + below}"


def times_said(said: Counter[str], told: Counter[str], afternoon: bool) -> tuple[Counter[str], Counter[str]]:
    """Figures of times of day that one language says (7h30, 14h00) and the other tells (7.30, 2 p.m.), of each."""
    gone, read = Counter[str](), Counter[str]()
    for figure in told:
        hour, _, minutes = figure.partition(".")
        rest = minutes.lstrip("0")
        hours = {hour} if len(minutes) == 2 else set[str]()
        hours |= {f"{number(hour) + 12}"} if afternoon else set()
        if not hours.isdisjoint(said) and (not rest or rest in said):
            gone.update((*hours, rest, "0"))
            read[figure] += 1
    return gone, read
