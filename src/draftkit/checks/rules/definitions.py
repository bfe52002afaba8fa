"""Defined terms and short forms: each defined once, used, and named before it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import I, W, law64, nd78, practice
from draftkit.model.inline import plain
from draftkit.model.tree import Paragraph, Unit
from draftkit.resolve.terms import Term, terms_of
from draftkit.text.fold import one_line, plain_key
from draftkit.text.pattern import Pattern

_CALLED, _EXPLAINS = ways("definitions", "called explains")

_EXACT = law64("Điều 7 khoản 1")
_DEFINES_NOTHING = practice("mỗi khoản giải thích một từ ngữ: “… là …”")


def _uses(subject: Subject, term: Term, enough: int) -> int:
    """How often a term is said, its definition included; of one that names several things (“dòng nhóm, dòng phân nhóm”)
    the most frequent counts."""
    parts = [part for part in re.split(r", | và | hoặc ", term.key) if " " in part]
    return max(subject.times(part, enough) for part in (term.key, *parts))


@rule("DK-L001", "Term defined twice", W, _EXACT, "qppl")
def defined_twice(subject: Subject) -> Iterator[Hit]:
    """The article of definitions explains each term once; two explanations leave the reader to choose."""
    seen: set[str] = set()
    for term in terms_of(subject.articles):
        if term.key in seen:
            yield subject.hit(term.unit, "“{term}” is defined twice", term=term.name)
        seen.add(term.key)


@rule("DK-L002", "Defined term never used", W, practice("chỉ giải thích từ ngữ được sử dụng"), "qppl", of_tree=True)
def never_used(subject: Subject) -> Iterator[Hit]:
    """A term is defined to be used. One that occurs nowhere but in its own definition is left over from an earlier
    draft."""
    named = {use.label for use in subject.bound.uses}
    for term in terms_of(subject.articles):
        if _uses(subject, term, 2) < 2 and not _short_form(term) and not (term.unit.label and term.unit.label in named):
            yield subject.hit(term.unit, "“{term}” is defined and never used", term=term.name)


def _short_form(term: Term) -> bool:
    """Whether the definition gives the term another name, under which it is used."""
    lead = term.unit.body[0]
    return isinstance(lead, Paragraph) and bool(_CALLED.search(plain(lead.content)))


@rule("DK-L003", "Defined term used only once", I, practice("từ ngữ chỉ dùng một lần thì giải thích tại chỗ"), "qppl")
def used_once(subject: Subject) -> Iterator[Hit]:
    """A term used in one place is better explained there."""
    for term in terms_of(subject.articles):
        if _uses(subject, term, 3) == 2 and not _short_form(term):
            yield subject.hit(term.unit, "“{term}” is used only once; explain it where it is used", term=term.name)


@rule("DK-L004", "Khoản of the definitions that defines nothing", W, _DEFINES_NOTHING, "qppl")
def defines_nothing(subject: Subject) -> Iterator[Hit]:
    """Each khoản of the article of definitions explains one term: the term, “là”, and what it means. Rules of conduct
    belong to other articles."""
    for unit in subject.articles:
        if plain(unit.title).strip().lower() == "giải thích từ ngữ":
            for clause in unit.body:
                if isinstance(clause, Unit) and clause.body and not _explains(clause):
                    yield subject.hit(clause, "this khoản does not say what a term means (“… là …”)")


def _explains(clause: Unit) -> bool:
    lead = clause.body[0]
    text = plain(lead.content) if isinstance(lead, Paragraph) else ""
    return _EXPLAINS.search(text) is not None


@rule("DK-L005", "Short form introduced twice", W, nd78("Điều 60 khoản 4"), "typography")
def short_form_twice(subject: Subject) -> Iterator[Hit]:
    """“(sau đây gọi là …)” stands where the full name stands first, once in the text. Annexes and texts issued together
    introduce their own."""
    annexes = subject.bound.draft.annexes
    end = annexes[0].line if annexes else 1 << 60
    seen: set[str] = set()
    for found, name in _introduced(subject):
        place = subject.place(found.start())
        if place.line >= end:
            return
        if plain_key(name) in seen:
            yield subject.hit(place, "the short form “{name}” is introduced twice", name=name)
        seen.add(plain_key(name))


def _introduced(subject: Subject) -> Iterator[tuple[re.Match[str], str]]:
    """Where short forms are introduced, and each on one line."""
    text = subject.own_prose
    if "(sau đây" in text or "(dưới đây" in text:
        yield from ((found, one_line(found[1])) for found in _CALLED.finditer(text))


@rule("DK-L006", "Short form never used", W, practice("chỉ đặt tên gọi tắt khi còn dùng lại"), "typography")
def short_form_unused(subject: Subject) -> Iterator[Hit]:
    """A short form is introduced to be used: “(sau đây gọi là X)” and no X afterwards is left over from an earlier
    draft."""
    for found, name in _introduced(subject):
        if subject.times(plain_key(name), 2) < 2:
            yield subject.hit(found, "the short form “{name}” is introduced and never used", name=name)


_ENDED = r"(?![\w/-]|\.\w)"
_ABBREVIATION = Pattern(rf"[A-ZĐ]{{1,6}}&[A-ZĐ]{{1,6}}{_ENDED}|[A-ZĐ]{{3,8}}{_ENDED}")
_COMMON = frozenset(
    "TUQ USD VND EUR JPY TCVN QCVN ISO IEC ASEAN WTO GDP CNG LPG ODA PPP COD BOD TSS VOC PCB HACCP GMP ASTM WHO IMF "
    "OECD NATO FAO UNESCO UNICEF APEC PDF XML CSV HTTP URL GPS SMS ATM SWIFT ICAO IMO IATA INCOTERMS CIF FOB ADN DNA "
    "HIV AIDS III VII VIII XII XIII XVI XVII XVIII XIX XXI XXII XIV UBND HĐND CHXHCN QPPL CITES LCD LED STT".split()
)


@rule("DK-L007", "Abbreviation that is not explained", I, nd78("Điều 60 khoản 4"), "qppl")
def unexplained(subject: Subject) -> Iterator[Hit]:
    """An abbreviation stands in brackets right after the full form the first time. Abbreviations that everybody knows
    need no explanation."""
    text = subject.own_prose
    words = sorted(word for word in set(_ABBREVIATION.findall(text.joined)) if _is_own(word))
    seen: set[str] = set()
    forms = re.compile(rf"(?:{'|'.join(words)}){_ENDED}") if words else None
    for found in forms.finditer(text, 0, subject.body_end) if forms else ():
        word = found[0]
        before = text[found.start() - 1 : found.start()]
        if word in seen or before.isalnum() or before in ("/", ".", "-", "_"):
            continue
        seen.add(word)
        around = text[max(found.start() - 40, 0) : found.end() + 2]
        if (
            f"({word}" not in around
            and "gọi" not in around
            and "viết tắt" not in around
            and not _in_capitals(text, found.start(), found.end())
        ):
            yield subject.hit(found, "“{text}” is not explained where it first stands", text=word)


def _is_own(word: str) -> bool:
    """Whether letters in capitals are an abbreviation that not everybody knows, and no number or shout."""
    return (
        word not in _COMMON
        and len(set(word)) > 1
        and bool(re.search("[B-DF-HJ-NP-TV-ZĐ]", word))
        and not re.fullmatch("[IVXLCDM]+", word)
    )


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words on either side are in capitals too: a title, not an abbreviation."""
    before, after = text[max(start - 12, 0) : start].split()[-1:], text[end : end + 12].split()[:1]
    return any(len(word) > 1 and word.isupper() for word in (*before, *after))
