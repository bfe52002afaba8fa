"""What the blanks of a phrase of a kind hold in a text: the way back from what a kind prints to its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from draftkit.law.dates import dated
from draftkit.model.kind import KindSpec
from draftkit.model.meta import Data
from draftkit.model.numeral import from_roman, read_words, whole
from draftkit.recognise.terms import phrased

_FILLS = {"so": r"\d+[a-zđ]?", "nam": r"\d{4}"}
_ROMAN, _ROLE = "_la_ma", "vai_tro."
"""How the name of a blank ends that shows a number in Roman digits; how words begin that name who did what."""


def matcher(phrase: str, fills: Mapping[str, str] = MappingProxyType({})) -> re.Pattern[str]:
    """A phrase of a kind as a pattern, its blanks named; `fills` says what certain blanks may hold."""
    return re.compile(phrased(phrase, lambda name: fills.get(name) or _FILLS.get(name, r".+?")) + r"\W*", re.IGNORECASE)


def filled(kind: KindSpec, phrase: str, text: str) -> dict[str, str]:
    """What the blanks of a phrase hold in a text; empty when the text is not that phrase."""
    pattern = kind.words.get(phrase, "")
    found = matcher(pattern).fullmatch(text) if pattern and text else None
    return {key: value.strip() for key, value in found.groupdict().items() if value} if found else {}


def held(kind: KindSpec, text: str) -> dict[str, Data]:
    """The key of which a line tells when a text may be published, and what it says; a kind words such a line by the
    name of its key."""
    for key in kind.keys:
        before, blank, after = kind.words.get(key, "").partition("{luc}")
        if blank and not after and text.startswith(before):
            return {key: text.removeprefix(before)}
    return {}


def values(kind: KindSpec, found: Mapping[str, str]) -> Iterator[tuple[str, Data]]:
    """What blanks hold as metadata: numbers and dates as such, Roman digits as the number; those of no key left out."""
    for name, text in found.items():
        key = name.removesuffix(_ROMAN)
        if key not in kind.keys:
            continue
        if name != key:
            number = from_roman(text.strip(" .")) if re.fullmatch("[IVXLCDM]+", text.strip(" .")) else 0
            if number:
                yield key, number
        elif kind.keys[key].type == "date":
            yield key, dated(text) or None
        elif kind.keys[key].type == "number":
            number = whole(text, 0) or read_words(text) or 0
            if number:
                yield key, number
        elif text.strip(" .…_"):
            yield key, text


def foreword(kind: KindSpec, text: str) -> dict[str, Data]:
    """Who drafted, submitted, appraised and issued, from the sentence of a foreword that says so; empty when it is not
    that sentence, or names the document that issues by its number, which stands in that document."""
    roles = {key.removeprefix(_ROLE): words for key, words in kind.words.items() if key.startswith(_ROLE)}
    said = filled(kind, "foreword", text).get("vai_tro", "") if roles else ""
    out: dict[str, Data] = {}
    for place, (key, words) in enumerate(roles.items()):
        later = [other.partition("}")[2].partition("{")[0] for other in list(roles.values())[place + 1 :]]
        found = _first(said, words, later)
        if found is None:
            continue
        if "{van_ban}" in words:
            out |= _issuing(kind, said)
        name, said = found
        if name:
            out[key] = name
    return out if out and not said.strip(" ,.") else {}


def _issuing(kind: KindSpec, said: str) -> dict[str, Data]:
    """What the number of the document that issues tells of who does: `…/TT-BCT`."""
    sign = kind.words.get("van_ban", "").partition("{viet_tat}")[0].rpartition("}")[2]
    found = re.search(rf"{re.escape(sign)}([A-ZĐ]+)", said) if sign and "viet_tat" in kind.keys else None
    return {"viet_tat": found[1]} if found else {}


def symbol_spaced(text: str) -> str:
    """A symbol without the blanks that copies put around its signs: `TCVN 7820-2 : 2007`."""
    return re.sub(r" ?([:/]) ?", r"\1", text).strip()


def adopted(kind: KindSpec, text: str) -> dict[str, Data]:
    """What a sentence of a foreword says of other standards: which is adopted and in what degree, which are replaced,
    which it rests on."""
    for word, phrase in kind.words.items():
        if word.startswith("foreword_") and "{nguon}" in phrase and (found := filled(kind, word, text)):
            return {"chap_nhan": {"so": found["nguon"], "muc": word.removeprefix("foreword_")}}
    for word, key in (("foreword_replaces", "thay_the"), ("foreword_basis", "co_so")):
        if key in kind.keys and (found := filled(kind, word, text)):
            return {key: [found["ten"]]}
    return {}


def _first(said: str, words: str, later: list[str]) -> tuple[str, str] | None:
    """The name that a role of a foreword begins with, and what is said after it; None when others come first."""
    sign = words.partition("}")[2].partition("{")[0]
    at = said.find(sign)
    if at < 0 or any(0 <= said.find(other) < at for other in later):
        return None
    rest = said[at + len(sign) :]
    if "{van_ban}" in words:
        if re.search(r"số\s*\d", rest):
            return None
        rest = ""
    return said[:at].strip(" ,"), rest
