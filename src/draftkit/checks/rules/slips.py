"""Slips of the fingers in figures and words: what reads almost as it should, and is no figure, no sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.patterns import WRONG
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import I, W, nd78, practice
from draftkit.law.acts import NUMBERED, CitedAct
from draftkit.model.inline import plain
from draftkit.model.message import Mend, msg
from draftkit.model.numeral import from_roman, whole
from draftkit.text.fold import fold
from draftkit.text.pattern import Pattern, Searched, occurrences, start_of_line

_OF_STARS, _JOINED, _RANGE, _LEFT, _SPAN, _MOVED = ways("slips", "of_stars joined range left span moved")

_FIGURE = Pattern(r"(?<![\w.,/-])[0-9][0-9.,]*[0-9]$")
_GROUPED = Pattern(r"[0-9]{1,3}(?:\.[0-9]{3})*(?:,(?!000$)[0-9]{1,3})?|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:,[0-9]{1,3})?")
"""Figures in order, and those that other rules speak of: commas between thousands, thousands not grouped."""
_ROMAN = re.compile(r"^[IVXLC]{4,12}(?=[.,;:)]*$)", re.MULTILINE)
_COUNTS = Pattern(r"(?:thứ|khóa|kỳ|quý|kỷ|Chương|Mục|Phần|lục|nhóm|loại|hạng|cấp) $")
_FIGURE_SLIPS = practice("hàng nghìn cách nhau bằng dấu chấm, đủ ba chữ số")
_ONE_WAY = practice("số của một cột viết cùng một kiểu")


@rule("DK-T038", "Figure badly written", W, _FIGURE_SLIPS, "typography")
def figure_slips(subject: Subject) -> Iterator[Hit]:
    """Between the dots of an amount stand three digits, and no letter stands for a digit: “5.0000.000 đồng”,
    “5.000,000 đồng”, “l0 ngày”, “5O.000 đồng” are read in two ways."""
    text = subject.prose
    if any(map(_badly_grouped, text.words)):
        yield from _grouping(subject, text)
    for word in _ROMAN.findall(text.joined):
        for at in occurrences(text, word) if not from_roman(word) else ():
            if _COUNTS.search(text, max(at - 12, 0), at) and not text[at + len(word) : at + len(word) + 1].isalnum():
                yield subject.hit(at, "“{text}” is no Roman number", text=word)
    for wrong in WRONG["DK-T038"]:
        for found in wrong.finditer(text):
            yield subject.hit(found, wrong.message)


def _badly_grouped(word: str) -> bool:
    found = _FIGURE.search(word) if word[-1] in "0123456789" else None
    return bool(found and not _GROUPED.fullmatch(found[0]))


def _grouping(subject: Subject, text: Searched) -> Iterator[Hit]:
    for end in sorted({at for unit in (" đồng", " triệu đồng", " tỷ đồng", " VND") for at in occurrences(text, unit)}):
        found = _FIGURE.search(text, max(end - 30, 0), end)
        if found and not _GROUPED.fullmatch(found[0]):
            yield subject.hit(found, "“{text}”: three digits stand between the dots")


_WAYS = (
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"), "1.000"),
    (re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+"), "1,000"),
    (re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?"), "1 000"),
    (re.compile(r"[0-9]{5,}(?:,[0-9]+)?"), "1000"),
)
"""How thousands are grouped in a cell that holds nothing else; four digits alone may be a year."""
_DECIMALS = re.compile(r"0,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")


@rule("DK-T048", "Thousands of one column grouped in several ways", I, _ONE_WAY, "typography", of_tree=True)
def mixed_column(subject: Subject) -> Iterator[Hit]:
    """The figures of one column are written in one way: beside “1.200” a reader takes “1,850” for less than two. The
    way of fewer cells is named."""
    for table in subject.tables:
        for column in zip_longest(*subject.bound.rows(table)[1:], fillvalue=()):
            cells = [text for cell in column if "0" <= (text := plain(cell).strip())[:1] <= "9"]
            said = [(way, cell) for cell in cells for form, way in _WAYS if form.fullmatch(cell)]
            if any(way == "1,000" for way, _ in said) and any(map(_DECIMALS.fullmatch, cells)):
                continue
            common = Counter(way for way, _ in said).most_common(1)
            for way, cell in said:
                if way != common[0][0]:
                    message = msg("“{text}” in a column of figures like “{way}”", text=cell, way=common[0][0])
                    yield subject.hit(table, message)


_UNTIL = Pattern(r",? (?:đến|tới) (?:hết )?(?:ngày )?")


@rule("DK-T039", "Amounts that run backwards", W, practice("mức thấp đứng trước mức cao"), "typography")
def backward_range(subject: Subject) -> Iterator[Hit]:
    """“từ 50.000.000 đồng đến 30.000.000 đồng”: the lower end stands first; a zero is missing, or one too many."""
    text = subject.prose
    for first, last in pairwise(sorted(subject.days, key=lambda day: day.start)):
        until = _UNTIL.match(text, first.end) if last.iso < first.iso else None
        if until and until.end() == last.start:
            yield subject.hit(first.start, "“{text}” runs backwards", text=text[first.start : last.end])
    for at in occurrences(text, " đến "):
        start = max(text.rfind("ừ ", max(at - 50, 0), at), -2) + 2
        found = _RANGE.match(text, start) if start and text[start - 3] in "tT" else None
        if not found or found[2] not in (None, found[4]) or not start < at < found.end():
            continue
        low, high = whole(found[1].replace(".", ""), 0), whole(found[3].replace(".", ""), 0)
        falls = re.search(r"(?:giảm|hạ|rút|thu hẹp|lùi)\b[^.;,]{0,60}$", text[max(start - 70, 0) : start - 3].lower())
        if low > high and not falls:
            yield subject.hit(found, "“{text}” runs backwards")
    for at in sorted(at for way in (" lên ", " xuống ", " còn ") for at in occurrences(text, way)):
        moved = _MOVED.search(text, max(at - 30, 0), at + 30)
        alike = moved and moved[3] in (None, moved[7]) and ("." not in moved[1] or "." in moved[5] or moved[3])
        if moved and alike and moved.start() < at < moved.end():
            before, after = _size(moved[1], moved[2]), _size(moved[5], moved[6])
            if before > after if moved[4] == "lên" else before < after:
                yield subject.hit(moved, "“{text}” goes the other way")
    for at in sorted(at for sign in "-–" for at in occurrences(text, sign)):
        if not "0" <= text[at + 1 : at + 3].lstrip(" ")[:1] <= "9":
            continue
        left = _LEFT.search(text, max(at - 30, 0), at)
        span = _SPAN.match(text, left.start()) if left else None
        if span and span[3] in (None, span[6]) and _size(span[1], span[2]) > _size(span[4], span[5]):
            yield subject.hit(span, "“{text}” runs backwards")


def _size(number: str, decimals: str | None) -> float:
    return whole(number.replace(".", ""), 0) + float((decimals or ",0").replace(",", "0."))


_STARRED = Pattern(r"\((?P<mark>(?:\\?\*){1,3})\)", "*")


@rule("DK-T047", "Mark without its note", W, practice("dấu (*) có chú thích"), "typography")
def starred(subject: Subject) -> Iterator[Hit]:
    """A mark (*) in text or table has a line that begins with it and says what it means."""
    text = subject.own_prose
    found = list(_STARRED.finditer(text))
    starts = (text[start_of_line(text, one.start()) : one.start()] for one in found)
    noted = {one["mark"] for one, start in zip(found, starts, strict=True) if not start.strip("-:>\\ \t*")}
    said = {one["mark"] for one in found if _OF_STARS.search(text, max(one.start() - 40, 0), one.start())}
    for one in found:
        mark = one["mark"]
        if mark not in noted | said:
            noted.add(mark)
            yield subject.hit(one, "“{text}”: no line says what the mark means", text=f"({mark})")


_SYMBOLS = {"ND": "NĐ", "QD": "QĐ", "NDCP": "NĐ-CP", "NĐCP": "NĐ-CP"}
_YEAR_BEHIND = re.compile(r"/((?:19|20)[0-9]{2})(?![\w/])")
_PRIME = re.compile(r"(?!QĐ-TTg$)Q[ĐD]-?T[Tt][Gg]")
_NUMBERED_BY_YEAR = ("Nghị định", "Thông tư", "Thông tư liên tịch")
_TERM_APART = Pattern(r"(?<=[0-9]/)(?:QH|UBTVQH) 1[0-9](?!\w)", "QH ")
_LEGISLATURE = re.compile(r"(?:UBTV)?QH([0-9]{1,3})")
_BEGAN = {10: 1997, 11: 2002, 12: 2007, 13: 2011, 14: 2016}
"""The years in which the legislatures began; since the fifteenth (2021) each sits five years."""
_BY_LETTERS = {fold(name): name for name in ("Pháp lệnh", *NUMBERED.split("|")) if name.count(" ") == 1}


@rule("DK-R038", "Document named with a slip", W, nd78("Điều 68 khoản 1"), "references")
def document_slips(subject: Subject) -> Iterator[Hit]:
    """“08/2022/ND-CP”, “Nghi định số …”, “Thông tu này”: who looks for the document does not find it."""
    text, plain = subject.prose, subject.bound.draft.kind.language != "vi"
    for act in subject.cited:
        slip = _numbered(act, text)
        if slip and not (plain and fold(slip[0]) == fold(slip[1])):  # Decree No. 08/2022/ND-CP
            message = msg("“{text}” should be “{wanted}”", text=slip[0], wanted=slip[1])
            yield subject.hit(act.at, message, *((Mend(*slip),) if slip[0] == act.number else ()))
        elif act.year and "QH" in act.symbol and not _sat(act.symbol, act.year):
            yield subject.hit(act.at, "“{text}”: that Quốc hội did not sit in {year}", text=act.number, year=act.year)
        elif act.year and act.date and not act.date.startswith(act.year):
            yield subject.hit(act.at, "“{text}”: number and day are of different years", text=text[act.at : act.end])
    for term in _TERM_APART.finditer(text):
        yield subject.hit(term, "“{text}” should be “{wanted}”", wanted=term[0].replace(" ", ""))
    sound: set[str] = set()
    for at in sorted({*occurrences(text, " số "), *occurrences(text, " này")}):
        before = text[max(at - 12, 0) : at]
        if before in sound:
            continue
        words = before.split(" ")[-2:]
        said = " ".join(words)
        wanted = _BY_LETTERS.get(fold(said)) if len(words) == 2 and said[:1].isupper() else None
        if not wanted or said == wanted:
            sound.add(before)
        else:
            yield subject.hit(at - len(said), "“{text}” should be “{wanted}”", text=said, wanted=wanted)


@lru_cache(maxsize=200)
def _sat(symbol: str, year: str) -> bool:
    """Whether the legislature that a number names sat in its year; those of other systems did."""
    found = _LEGISLATURE.fullmatch(symbol)
    term = whole(found[1], 0) if found else 0
    first, last = (_BEGAN.get(one, 2021 + 5 * (one - 15)) for one in (term, term + 1))
    return term < min(_BEGAN) or first <= whole(year, 0) <= last


def _numbered(act: CitedAct, text: Searched) -> tuple[str, str] | None:
    """What is wrong in the number of a document, and how it is written; None when nothing is known to be."""
    first = act.symbol.partition("-")[0]
    behind = _YEAR_BEHIND.match(text, act.at + len(act.number))
    head, year = act.number.partition("/")[0], act.year or (act.date[:4] if act.date > "2000" else "")
    if behind and not act.year:
        return act.number + behind[0], f"{head}{behind[0]}/{act.symbol}"
    joined = _JOINED.fullmatch(act.symbol) if act.year or first in ("QĐ", "CT") else None
    if joined:
        return act.symbol, "-".join(filter(None, (joined[1] or joined[4], joined[2] or joined[5]))) + (joined[3] or "")
    if _PRIME.fullmatch(act.symbol):
        return act.symbol, "QĐ-TTg"
    if act.year and first in _SYMBOLS:
        return first, _SYMBOLS[first]
    if not act.year and year and act.type in _NUMBERED_BY_YEAR and first in ("NĐ", "TT", "TTLT"):
        return act.number, f"{head}/{year}/{act.symbol}"
    return None
