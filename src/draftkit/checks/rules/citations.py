"""How other documents are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import eq

from draftkit.checks.engine import document_date
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd30, nd78, practice
from draftkit.law.acts import CitedAct, cited_acts
from draftkit.law.dates import long_date
from draftkit.model.act import LegalAct
from draftkit.model.finding import Mend, Severity
from draftkit.model.keys import BASES
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.text.pattern import Pattern, occurrences

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_NAMED = nd78("Điều 68 khoản 1")

_SYMBOLS = {
    "Nghị định": ("NĐ",),
    "Thông tư liên tịch": ("TTLT",),
    "Thông tư": ("TT",),
    "Quyết định": ("QĐ",),
    "Chỉ thị": ("CT",),
    "Nghị quyết liên tịch": ("NQLT",),
    "Nghị quyết": ("NQ", "QH", "UBTVQH"),
    "Luật": ("QH",),
    "Bộ luật": ("QH",),
    "Pháp lệnh": ("UBTVQH",),
    "Kết luận": ("KL",),
}
_KNOWN_SYMBOLS = frozenset(symbol for symbols in _SYMBOLS.values() for symbol in symbols)
"""Symbols of types; those of before 1998 (189/HĐBT, 31/CP, 14-L/CTN) tell none."""
_TYPE_SYMBOL = Pattern(r"([A-ZĐ]+)(?=\d*$|\d*[-/])")


@rule("DK-R025", "Type unlike the symbol of the number", _E, nd78("Điều 71 khoản 5"), "references")
def type_and_symbol(subject: Subject) -> Iterator[Hit]:
    """The symbol of a number tells the type: NĐ-CP belongs to a nghị định, TT-BCT to a thông tư. One of the two is a
    slip."""
    for act in subject.cited:
        symbol = _TYPE_SYMBOL.match(act.symbol)
        known = _SYMBOLS.get(act.type) if not act.name and act.worded else None
        if known and symbol and symbol[1] in _KNOWN_SYMBOLS and symbol[1] not in known:
            yield subject.hit(
                act.start,
                "“{text}”: a {type} does not carry the symbol {symbol}",
                text=f"{act.type} số {act.number}",
                type=act.type.lower(),
                symbol=act.symbol,
            )


_SPACED = Pattern(r" (số:? (?:\d{1,4}[a-zđ]? ?(?:/ ?\d{4} ?)?[-/] ?[A-ZĐ]+\d*(?: ?[-/] ?[A-ZĐ]{2,})*)(?![\w-]))", "số")


@rule("DK-R026", "Spaces in a document number", _E, nd30("Phụ lục I, Phần I, II.3.c"), "references")
def spaced_number(subject: Subject) -> Iterator[Hit]:
    """Number and symbol are written without spaces around “/” and “-”: 08/2022/NĐ-CP."""
    text = subject.prose
    for at in occurrences(text, " số "):
        found = _SPACED.match(text, at)
        if found and " " in found[1].partition(" ")[2]:
            head, _, number = found[1].partition(" ")
            yield subject.hit(
                at + 1,
                "“{text}”: write the number without spaces",
                Mend(found[1], f"{head} {number.replace(' ', '')}"),
                text=found[1],
            )


@rule("DK-R027", "Cited document of a later year", _W, _NAMED, "references")
def later_year(subject: Subject) -> Iterator[Hit]:
    """A document cannot cite one that is issued in a later year; most often a digit is wrong."""
    year = document_date(subject.bound)[:4] or subject.bound.meta.year
    if len(year) == 4:
        for act in subject.cited:
            if act.year > year and act.worded:
                text = f"số {act.number}"
                message = msg("“{text}” is of a later year than this document ({year})", text=text, year=year)
                yield subject.hit(act.at - 3, message)


@rule("DK-R030", "Document cites itself by its number", _W, practice("tự viện dẫn bằng “… này”"), "qppl")
def cites_itself(subject: Subject) -> Iterator[Hit]:
    """In its own text a document is “Nghị định này”, not its number."""
    meta = subject.bound.meta
    number = subject.bound.draft.kind.words.get("symbol", "")
    so, year = meta.number, meta.year
    own = subject.frame.number.rpartition(" ")[2]
    if so and year and number and "/" in own:
        at = subject.own_prose.find(own, 0, subject.body_end)
        while at >= 0:
            yield subject.hit(
                at,
                "{number} is this document; write “{this}”",
                number=own,
                this=subject.bound.draft.kind.words.get("this", ""),
            )
            at = subject.own_prose.find(own, at + len(own), subject.body_end)


@rule("DK-R031", "Citation unlike references.yaml", _E, _NAMED, "references")
def unlike_references(subject: Subject) -> Iterator[Hit]:
    """A document cited by hand under a number of references.yaml has the date and, if a law, the name that stand there;
    one cited by a name that stands there has its number. Write `@id` and all are right."""
    known = [act for act in subject.bound.acts.values() if act.number]
    if not known:
        return
    numbers = {act.number: act for act in known}
    for cited, place in _cited(subject):
        act = numbers.get(cited.number)
        if act is None:
            like = _misnumbered(cited, known)
            if like:
                right = f"{like.type} {like.name} số {like.number}"
                yield subject.hit(place, "{number}: references.yaml has {right}", number=cited.number, right=right)
            continue
        if cited.date and act.date and cited.date != act.date:
            yield subject.hit(
                place, "{number} is dated {date} in references.yaml", number=act.number, date=long_date(act.date)
            )
        named = cited.type == act.type and act.type in _BY_NAME and cited.name
        if named and cited.name.lower() != act.name.lower():
            yield subject.hit(
                place, "{number} is “{type} {name}” in references.yaml", number=act.number, type=act.type, name=act.name
            )


_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh")


def _cited(subject: Subject) -> Iterator[tuple[CitedAct, Place]]:
    """The documents cited by number, in the text and among the typed legal bases."""
    for act in subject.cited:
        yield act, subject.place(act.at - 3 if act.worded else act.at)
    meta = subject.bound.meta
    for index, text in enumerate(meta.bases):
        for act in cited_acts(text):
            yield act, meta.place(f"{BASES}.{index}")


def _misnumbered(cited: CitedAct, known: Sequence[LegalAct]) -> LegalAct | None:
    """The act that is meant when its name is cited with another number: one that differs in the running number or in
    the year alone. An act of another time may have the same name."""
    if cited.type not in _BY_NAME or not cited.name:
        return None
    named = [act for act in known if act.type == cited.type and act.name.lower() == cited.name.lower()]
    parts = cited.number.split("/")
    like = [act for act in named if sum(map(eq, parts, act.number.split("/"))) == len(parts) - 1]
    return like[0] if len(like) == 1 else None


_FULL_TYPES = ("Nghị định", "Thông tư", "Thông tư liên tịch", "Quyết định", "Nghị quyết")


@rule("DK-R032", "Document cited in full again", _I, nd78("Điều 68 khoản 1 điểm b"), "qppl")
def full_again(subject: Subject) -> Iterator[Hit]:
    """The first citation gives type, number, issuer and name; later ones only type and number. Clauses that repeal or
    amend name documents in full."""
    seen: set[str] = set()
    text = subject.own_prose
    for act in subject.cited:
        full = act.date and act.worded and not act.name and act.type in _FULL_TYPES and act.at < subject.body_end
        if not full or text[act.at] == "\x00":
            continue
        clause = text[max(text.rfind("\n", 0, act.start), act.start - 300) : act.start]
        if act.number in seen and not re.search(r"[Tt]hay thế|[Bb]ãi bỏ|[Ss]ửa đổi|hết hiệu lực", clause):
            message = msg(
                "“{text}” was cited in full before; type and number are enough", text=f"{act.type} số {act.number}"
            )
            yield subject.hit(act.start, message)
        seen.add(act.number)


_ORDINANCE = Pattern(r"Pháp lệnh (?:số |[A-ZĐ])(?:(?! và )[^.;,\n\x00]){0,90}? của Quốc hội(?!\w)")


@rule("DK-R033", "Ordinance of the wrong issuer", _W, practice("pháp lệnh của Ủy ban Thường vụ Quốc hội"), "references")
def wrong_issuer(subject: Subject) -> Iterator[Hit]:
    """Laws are passed by the National Assembly, ordinances by its Standing Committee."""
    for text, place in (*_prose_once(subject, _ORDINANCE), *_in_bases(subject, _ORDINANCE)):
        yield subject.hit(
            place, "“{text}”: an ordinance is of the Standing Committee of the National Assembly", text=text
        )


def _prose_once(subject: Subject, pattern: Pattern) -> Iterator[tuple[str, Place]]:
    for found in pattern.finditer(subject.prose):
        yield found[0], subject.place(found.start())


def _in_bases(subject: Subject, pattern: Pattern) -> Iterator[tuple[str, Place]]:
    meta = subject.bound.meta
    for index, text in enumerate(meta.bases):
        found = pattern.search(text)
        if found:
            yield found[0], meta.place(f"{BASES}.{index}")
