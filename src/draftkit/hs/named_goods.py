"""Descriptions, units and codes named in texts, held against the nomenclature."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from draftkit.hs.code import printed
from draftkit.hs.goods import GoodsList, HsLine, RowFault
from draftkit.hs.nomenclature import Nomenclature
from draftkit.hs.ways import ways
from draftkit.model.message import msg
from draftkit.text.fold import bare, fold
from draftkit.text.pattern import VIETNAMESE

_SIGNS = re.compile(r"(?<![0-9])[.,]|[.,](?![0-9])|[^\w.,]+|_+")
_TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", "αβγδε", strict=True))
"""Tones as letters: a mark would be taken for a sign between words."""
_VIETNAMESE = re.compile(f"[{VIETNAMESE}âêô]", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9][0-9.,]*")
(_NAMED,) = ways("named_goods", "named")
_SAME_UNITS = ({"chiec", "cai", "u", "unit", "units", "pce", "pcs"}, {"kg", "kilogam", "kgs"}, {"bo", "set", "sets"})
_UNITS = {name: sorted(names)[0] for names in _SAME_UNITS for name in names}
_DIFFERENT, _MANY = 0.6, 8


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A description without marks that do not matter: (SEN), dashes, capitals, signs, and where a tone stands (hoá,
    hóa). The signs within numbers matter: 1,3 is not 1.3."""
    text = text.replace("(SEN)", "").lower()
    if not text.isascii():
        text = " ".join(map(_tones_last, text.split()))
    return " ".join(_SIGNS.sub(" ", text).split())


@lru_cache(maxsize=8192)
def _tones_last(word: str) -> str:
    if word.isascii():
        return word
    signs = unicodedata.normalize("NFD", word)
    tones = [_TONES[sign] for sign in signs if sign in _TONES]
    if not tones:
        return word
    return unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES)) + "".join(tones)


def wordings(goods: GoodsList, book: Nomenclature | None) -> Iterator[RowFault]:
    """All that is to be said about the words of a list."""
    if "description" in goods.columns:
        yield from _descriptions(goods, book, goods.columns["description"])
    if book is None:
        return
    if "unit" in goods.columns:
        yield from _units(goods, book, goods.columns["unit"])
    yield from _codes_named(goods, book)


def compared(line: HsLine) -> bool:
    """Whether a description is to be the official one: not where it stands for the limit, or several codes."""
    return line.alone and not (line.reading.ex and not line.limit)


def other_language(goods: GoodsList, book: Nomenclature) -> bool:
    """Whether the words of the nomenclature are of another language than those of the list."""

    def share(texts: list[str]) -> float:
        return sum(bool(_VIETNAMESE.search(text)) for text in texts) / len(texts) if texts else 0.0

    ours = [line.description for line in goods.lines[:200] if line.description]
    theirs = [entry.description for _, entry in zip(range(200), book.entries.values(), strict=False)]
    theirs = [text for text in theirs if text]
    return bool(ours and theirs) and abs(share(ours) - share(theirs)) > _DIFFERENT


def _descriptions(goods: GoodsList, book: Nomenclature | None, at: int) -> Iterator[RowFault]:
    entries = book.entries if book and not other_language(goods, book) else {}
    found: list[RowFault] = []
    checked = 0
    for line in goods.lines:
        entry = entries.get(line.code)
        official = entry.description if entry else ""
        if not line.description:
            if line.role == "line" and line.code and not official:
                yield line.fault("DK-G010", at, "{code} has no description, and the nomenclature gives none")
        elif official and line.role in ("line", "parent") and compared(line):
            checked += 1
            if line.description != official and plain(line.description) != plain(official):
                found.append(_unlike(line, official, at))
    if len(found) > _MANY and len(found) > _DIFFERENT * checked:
        said = (
            "{count} of {total} descriptions are not those of the nomenclature; the list may be of another edition, or "
            "describe its goods itself. The first: {first}"
        )
        text = msg(said, count=len(found), total=checked, first=found[0].message)
        found = [RowFault("DK-G010", text, found[0].row, at)]
    yield from found


def _unlike(line: HsLine, official: str, at: int) -> RowFault:
    ours, theirs = _NUMBERS.findall(line.description), _NUMBERS.findall(official)
    digits = [re.sub("[.,]", "", "|".join(numbers)) for numbers in (ours, theirs)]
    if ours != theirs and digits[0] == digits[1]:
        text = msg(
            "the signs within the numbers differ from the nomenclature, which has {text}: a comma is the decimal sign, "
            "a point parts thousands"
        )
        return line.fault("DK-G010", at, text, text="; ".join(b for a, b in zip(ours, theirs, strict=True) if a != b))
    return line.fault("DK-G010", at, "the nomenclature describes {code} as “{text}”", text=official)


def _units(goods: GoodsList, book: Nomenclature, at: int) -> Iterator[RowFault]:
    for line in goods.lines:
        entry = book.entries.get(line.code) if line.unit and line.alone else None
        if entry is None or not entry.unit or line.unit == entry.unit:
            continue
        if _unit(line.unit) not in {_unit(part) for part in (entry.unit, *entry.unit.split("/"))}:
            text = msg("the nomenclature counts {code} in “{unit}”, not in “{found}”")
            yield line.fault("DK-G020", at, text, unit=entry.unit, found=line.unit)


def _unit(text: str) -> str:
    name = fold(text)
    return _UNITS.get(name, name)


def _codes_named(goods: GoodsList, book: Nomenclature) -> Iterator[RowFault]:
    """Codes that limits, notes and descriptions name, and that do not exist; the official words are not questioned."""
    for line in goods.lines:
        for key, text in (("limit", line.limit), ("note", line.note), ("description", line.description)):
            if "." not in text:
                continue
            entry = book.entries.get(line.code) if key == "description" else None
            if entry is not None and plain(entry.description) == plain(text):
                continue
            for found in _NAMED.finditer(text):
                digits = (found["short"] or found["long"]).replace(".", "")
                if digits not in book.codes and book.covers(digits):
                    said = msg("the text names {code}, which is not in {edition}")
                    yield line.fault("DK-G021", goods.columns[key], said, code=printed(digits), edition=book.edition)


def search(book: Nomenclature, text: str) -> list[str]:
    """The codes whose description, or that of what stands above them, holds all the words; those that hold them
    themselves come first. Words typed with marks are held against marks, those without against words without."""
    unmarked = bare(text.lower()) == text.lower()
    words = plain(text).split()
    index = {
        code: bare(entry.description.lower()) if unmarked else plain(entry.description)
        for code, entry in book.entries.items()
    }
    found: list[tuple[int, str]] = []
    for code, own in index.items():
        whole = " ".join(index.get(code[:size], "") for size in (2, 4, 6) if size < len(code)) + " " + own
        if all(word in whole for word in words):
            found.append((0 if all(word in own for word in words) else 1, code))
    return [code for _, code in sorted(found)]


def is_words(text: str) -> bool:
    """Whether what is looked for is a word, not a code."""
    return not any(sign in "0123456789" for sign in text)
