"""Quantities, units, ranges; numbers of goods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.patterns import WRONG
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import MEASURES, I, W, practice, tt31
from draftkit.model.message import Mend, Provision, msg
from draftkit.model.numeral import WORDS, read_words, whole
from draftkit.text.figures import measure, value
from draftkit.text.pattern import Pattern, Searched, occurrences
from draftkit.text.together import units_in_other_letters

(_FIGURE,) = ways("numbers", "figure")

_HS_CODE = tt31("Phụ lục I (cách ghi mã hàng)")


_PERCENT = Pattern(r"[0-9][0-9.,]* ?%$")


@rule("DK-T025", "Percent sign written in two ways", I, practice("viết thống nhất ký hiệu %"), "typography")
def percent(subject: Subject) -> Iterator[Hit]:
    """“10%” and “10 %” are both in use; one text keeps to one of them. The rarer form is named."""
    text = subject.prose
    tried = (_PERCENT.search(text, max(at - 16, 0), at + 1) for at in occurrences(text, "%"))
    found = [one for one in tried if one]
    apart = [one for one in found if one[0].endswith(" %")]
    closed = [one for one in found if not one[0].endswith(" %")]
    few, message = apart, msg("“{text}” beside “%” without a space elsewhere")
    if len(apart) > len(closed):
        few, message = closed, msg("“{text}” beside “%” with a space elsewhere")
    for one in few if apart and closed else ():
        yield subject.hit(one, message)


_WORD = rf"(?:{'|'.join(WORDS)})"
_IN_WORDS = Pattern(rf" \((?i:bằng chữ:? )?((?i:{_WORD})(?: {_WORD})*)(?: ([^\W\d_]+(?: [^\W\d_]+){{0,2}}))?[ ./]*\)")
_IN_FIGURES = Pattern(r" \(([0-9]{1,3}(?:\.[0-9]{3})*)\)")
_WORDS_BEFORE = Pattern(rf"(?<!\w)(?i:{_WORD})(?: {_WORD})*$")
_RANK = Pattern(r"(?:thứ|quý|tháng|số|mục) $")
"""Before a word that is no count: “bên thứ hai (1)”, “quý một (2)”."""
_LIST = 400
"""Signs within which the next item of a list in running text stands."""


@rule("DK-T026", "Number unlike its words", W, practice("số và chữ phải khớp"), "typography")
def number_words(subject: Subject) -> Iterator[Hit]:
    """“30 (ba mươi) ngày”, “mười lăm (15) ngày”, “50.000.000 đồng (bằng chữ: Năm mươi triệu đồng)”: the figure and the
    words say the same."""
    text = subject.prose
    for found in _IN_WORDS.finditer(text):
        start, of = found.start(), found[2] or ""
        if of not in ("", "đồng", "phần trăm"):  # “10 ngày (mười ngày)”
            start = start - len(of) - 1 if text.endswith(f" {of}", 0, start) else -1
        figure = _FIGURE.search(text, max(start - 30, 0), start) if start > 0 else None
        said = read_words(found[1]) if figure else None
        if figure and said is not None and said != _amount(*figure.groups()):
            yield _unlike(subject, figure.start(), found.end())
    for found in _IN_FIGURES.finditer(text):
        words = _WORDS_BEFORE.search(text, max(found.start() - 80, 0), found.start())
        said = read_words(words[0]) if words else None
        counts = words and (words[0] != "năm" or found[1].startswith("0"))  # “trong năm (1)”
        counts = (
            counts
            and words
            and not (_RANK.search(text, max(words.start() - 6, 0), words.start()) or _listed(text, found))
        )
        if words and counts and said is not None and said != _amount(found[1], None, None):
            yield _unlike(subject, words.start(), found.end())


def _listed(text: str, found: re.Match[str]) -> bool:
    """Whether a number in brackets counts what is listed: “gồm hai (1) loại …, (2) …”."""
    number = whole(found[1], 0)
    after = f"({number + 1})" in text[found.end() : found.end() + _LIST]
    return len(found[1]) == 1 and (
        number == 1 or after or f"({number - 1})" in text[max(found.start() - _LIST, 0) : found.start()]
    )


def _unlike(subject: Subject, start: int, end: int) -> Hit:
    return subject.hit(start, "“{text}”: figure and words differ", text=subject.prose[start:end])


def _amount(figure: str, decimals: str | None, scale: str | None) -> float:
    """The amount that a figure says: `1`, `5`, `tỷ` → 1,500,000,000."""
    return round((value(f"{figure},{decimals or 0}") or 0) * measure(scale or "", "")[0], 6)


@rule("DK-T027", "Years that run backwards", W, practice("năm đầu đứng trước năm cuối"), "typography")
def years(subject: Subject) -> Iterator[Hit]:
    """“giai đoạn 2030 - 2026” is a slip."""
    for wrong in WRONG["DK-T027"]:
        for found in wrong.finditer(subject.prose):
            first, last = (found[1], found[2]) if found[1] else (found[3], found[4])
            if last < first:
                yield subject.hit(found, wrong.message)


_MONEY = (" đồng", " VND")
_LONG = Pattern(r"[1-9]\d{4,}$", flags=re.MULTILINE)
_UNGROUPED = Pattern(rf"(?<![\w.,/-])[1-9]\d{{4,}}(?:{'|'.join(_MONEY)})(?!\w)", words=_LONG.source)


@rule("DK-T029", "Thousands not grouped", W, Provision("Luật Kế toán", "Điều 10"), "typography")
def ungrouped(subject: Subject) -> Iterator[Hit]:
    """Amounts of money from ten thousand up are grouped by dots: 5.000.000 đồng."""
    text = subject.prose
    long = set(_LONG.findall(text.joined))  # in a large text any number stands somewhere, and none of them is money
    near = {at for number in long for unit in _MONEY for at in text.spots(f"{number}{unit}")} if len(long) < 30 else ()
    spots = (_UNGROUPED.match(text, at) for at in sorted(near))
    for found in _UNGROUPED.finditer(text) if len(long) >= 30 else filter(None, spots):
        yield subject.hit(found, "“{text}”: group thousands by dots", text=found[0].partition(" ")[0])


_CELSIUS = Pattern(r"[0-9] ?(?:[oº˚]C|℃)(?!\w)|[0-9] 0C(?!\w)", "oC", "ºC", "˚C", "℃", " 0C")
_METRES = Pattern(r"[0-9] ?M[²³23](?!\w)", "M²", "M³", "M2", "M3")


@rule("DK-T030", "Unit sign badly written", W, MEASURES, "typography")
def unit_signs(subject: Subject) -> Iterator[Hit]:
    """The sign of a unit has its own letters, small and capital: kg, km, ha, kW, kWh, MPa, °C. Others mean another unit
    or none."""
    text = subject.prose
    for word, unit in units_in_other_letters(text.joined).items():
        for at in occurrences(text, word):
            start = at + len(word) - len(unit)
            behind = text[at + len(word) : at + len(word) + 2].lstrip(" ")
            stone = unit == "km" and "0" <= behind[:1] <= "9"  # “Quốc lộ 1 Km 15+200”
            if not stone and "0" <= text[max(start - 2, 0) : start].rstrip(" ")[-1:] <= "9":
                yield _unit(subject, start, word[-len(unit) :], unit)
    for pattern, first in ((_CELSIUS, "°C"), (_METRES, "m")):
        for found in pattern.finditer(text):
            typed = found[0][1:].lstrip()
            raised = f"^{typed[1:]}^" if typed[1:].isascii() and first == "m" else typed[1:].lstrip("C")
            yield _unit(subject, found.end() - len(typed), typed, first + raised)


def _unit(subject: Subject, at: int, typed: str, unit: str) -> Hit:
    message = msg("“{text}” should be “{wanted}”", text=typed, wanted=unit)
    return Hit(message, subject.place(at), mends=(Mend(typed, unit),))


_COUNTED = r" (?=(?:ngày|tháng|năm|tuần|lần|bản|bộ|người|thành viên)(?! tháng)(?!\w))"
_PADDED = Pattern(rf"0[1-9](?<![^\W_]0[1-9])(?<![.,/-]0[1-9]){_COUNTED}", words=r"(?<![^\W_])(?<![.,/-])0[1-9]$")
_BARE = Pattern(rf"[1-9](?<![^\W_][1-9])(?<![.,/-][1-9]){_COUNTED}", words=r"(?<![^\W_])(?<![.,/-])[1-9]$")


def _counts(text: Searched, pattern: Pattern) -> list[int]:
    """Where figures count something, and are no part of a number, a date or a reference."""
    found = (match.start() for match in pattern.finditer(text))
    return [at for at in found if not text.endswith(("ngày ", "tháng ", "quý ", "Điều ", "khoản "), 0, at)]


@rule("DK-T031", "Counts below 10 written in two ways", I, practice("viết thống nhất 03 ngày hoặc 3 ngày"), "qppl")
def counts(subject: Subject) -> Iterator[Hit]:
    """Legal texts mostly pad counts below 10 (03 ngày, 05 năm); one text keeps to one way. The less frequent one is
    reported, once."""
    text = subject.own_prose
    padded = _counts(text, _PADDED)
    bare = _counts(text, _BARE) if padded else []
    if bare:
        rare = padded if len(padded) < len(bare) else bare
        said = text[rare[0] : rare[0] + 2].strip()
        told = msg("“{text}”: other counts below 10 are written the other way ({count} places)")
        yield subject.hit(rare[0], told, text=said, count=max(len(padded), len(bare)))


_HS = Pattern(r"[Mm]ã (?:số )?HS:? (?:là )?(\d[\d.]*\d)", "HS")


@rule("DK-T032", "HS code badly written", W, _HS_CODE, "typography")
def hs_code(subject: Subject) -> Iterator[Hit]:
    """An HS code has 4, 6 or 8 digits, grouped 8421.21.19 or not at all."""
    for found in _HS.finditer(subject.prose) if "HS" in subject.prose else ():
        code = found[1]
        if not re.fullmatch(r"\d{2}|\d{4}|\d{6}|\d{8}|\d{2}\.\d{2}|\d{4}\.\d{2}(?:\.\d{2})?", code):
            yield subject.hit(found.start(1), "“{code}” is no HS code of 4, 6 or 8 digits", code=code)
