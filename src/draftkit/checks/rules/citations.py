"""How other documents are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.engine import document_date
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd30, nd78, practice
from draftkit.law.dates import long_date
from draftkit.model.finding import Severity
from draftkit.model.keys import BASES
from draftkit.model.message import msg
from draftkit.model.place import Place

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_UNIT = nd78("Điều 68 khoản 2")
_NAMED = nd78("Điều 68 khoản 1")

_SYMBOLS = {
    "Nghị định": "NĐ",
    "Thông tư liên tịch": "TTLT",
    "Thông tư": r"TT(?!LT)",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Nghị quyết": "NQ|QH|UBTVQH",
    "Luật": "QH",
    "Bộ luật": "QH",
    "Pháp lệnh": "UBTVQH",
}
_KNOWN_SYMBOL = re.compile(r"(?:NĐ|TTLT|TT|QĐ|CT|NQ|UBTVQH|QH)(?:\d+$|-[A-ZĐ])")
"""Symbols of types; those of before 1998 (189/HĐBT, 31/CP) tell none."""
_SYMBOL = re.compile(r" số:? (\d{1,4}[a-zđ]?/(?:\d{4}/)?([A-ZĐ][\w&-]*))")


@rule(
    "DK-R025",
    "Type unlike the symbol of the number",
    severity=_E,
    source=nd78("Điều 71 khoản 5"),
    rule_set="references",
)
def type_and_symbol(subject: Subject) -> Iterator[Hit]:
    """The symbol of a number tells the type: NĐ-CP belongs to a nghị định, TT-BCT to a thông tư. One of the two is a
    slip."""
    text = subject.prose
    for found in _SYMBOL.finditer(text):
        before = text[max(found.start() - 20, 0) : found.start()]
        named = next((name for name in _SYMBOLS if before.endswith(name)), "")
        if named and _KNOWN_SYMBOL.match(found[2]) and not re.match(_SYMBOLS[named], found[2]):
            start = found.start() - len(named)
            message = msg(
                "“{text}”: a {type} does not carry the symbol {symbol}",
                text=text[start : found.end()],
                type=named.lower(),
                symbol=found[2],
            )
            yield Hit(message, subject.place(start))


_SPACED = re.compile(r"số:? (?:\d{1,4}[a-zđ]? ?/ ?(?:\d{4} ?/ ?)?[A-ZĐ]+\d*(?: ?- ?[A-ZĐ]{2,})*)(?![\w-])")


@rule(
    "DK-R026",
    "Spaces in a document number",
    severity=_E,
    source=nd30("Phụ lục I, Phần I, II.3.c"),
    rule_set="references",
)
def spaced_number(subject: Subject) -> Iterator[Hit]:
    """Number and symbol are written without spaces around “/” and “-”: 08/2022/NĐ-CP."""
    for found in _SPACED.finditer(subject.prose):
        if " " in found[0].partition(" ")[2]:
            yield Hit(msg("“{text}”: write the number without spaces", text=found[0]), subject.place(found.start()))


_YEAR = re.compile(r"số:? \d{1,4}[a-zđ]?/(\d{4})/[A-ZĐ]")


@rule("DK-R027", "Cited document of a later year", severity=_W, source=_NAMED, rule_set="references")
def later_year(subject: Subject) -> Iterator[Hit]:
    """A document cannot cite one that is issued in a later year; most often a digit is wrong."""
    year = document_date(subject.bound)[:4] or subject.bound.meta.year
    if len(year) == 4:
        for found in _YEAR.finditer(subject.prose):
            if found[1] > year:
                yield Hit(
                    msg("“{text}” is of a later year than this document ({year})", text=found[0], year=year),
                    subject.place(found.start()),
                )


@rule(
    "DK-R030",
    "Document cites itself by its number",
    severity=_W,
    source=practice("tự viện dẫn bằng “… này”"),
    rule_set="qppl",
    component="references",
)
def cites_itself(subject: Subject) -> Iterator[Hit]:
    """In its own text a document is “Nghị định này”, not its number."""
    meta = subject.bound.meta
    number = subject.bound.draft.kind.words.get("symbol", "")
    so, year = meta.number, meta.year
    own = subject.frame.number.rpartition(" ")[2]
    if so and year and number and "/" in own:
        at = subject.own_prose.find(own, 0, subject.body_end)
        while at >= 0:
            yield Hit(
                msg(
                    "{number} is this document; write “{this}”",
                    number=own,
                    this=subject.bound.draft.kind.words.get("this", ""),
                ),
                subject.place(at),
            )
            at = subject.own_prose.find(own, at + len(own), subject.body_end)


_CITED = re.compile(
    r"số:? (\d{1,4}[a-zđ]?/(?:\d{4}/)?[A-ZĐ][\w&-]*)(?: ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})"
    r"|, ngày (\d{1,2})/(\d{1,2})/(\d{4}))?"
)


@rule("DK-R031", "Citation unlike references.yaml", severity=_W, source=_NAMED, rule_set="references")
def unlike_references(subject: Subject) -> Iterator[Hit]:
    """A document cited by hand under a number of references.yaml has the date and, if a law, the name that stand there.
    Write `@id` and both are right."""
    acts = {act.number: act for act in subject.bound.acts.values() if act.number}
    if not acts:
        return
    text = subject.prose
    for found in _CITED.finditer(text):
        act = acts.get(found[1])
        if act is None:
            continue
        day = (
            "-".join(part.zfill(2) for part in (found[4] or found[7], found[3] or found[6], found[2] or found[5]))
            if found[2] or found[5]
            else ""
        )
        if day and act.date and day != act.date:
            yield Hit(
                msg("{number} is dated {date} in references.yaml", number=act.number, date=long_date(act.date)),
                subject.place(found.start()),
            )
        before = " ".join(text[max(found.start() - 160, 0) : found.start()].split())
        name = re.search(rf"(?:^|[ ,;(]){re.escape(act.type)} ([^,;.()\x00]*)$", before)
        if (
            act.type in ("Luật", "Bộ luật", "Pháp lệnh")
            and name
            and name[1].strip()
            and " số " not in name[1]
            and name[1].strip().lower() != act.name.lower()
        ):
            yield Hit(
                msg("{number} is “{type} {name}” in references.yaml", number=act.number, type=act.type, name=act.name),
                subject.place(found.start()),
            )


_FULL = re.compile(r" số (\d{1,4}/(?:\d{4}/)?[A-ZĐ][\w&-]*)(?= ngày \d)")
_FULL_TYPES = ("Nghị định", "Thông tư", "Thông tư liên tịch", "Quyết định", "Nghị quyết")


@rule(
    "DK-R032",
    "Document cited in full again",
    severity=_I,
    source=nd78("Điều 68 khoản 1 điểm b"),
    rule_set="qppl",
    component="references",
)
def full_again(subject: Subject) -> Iterator[Hit]:
    """The first citation gives type, number, issuer and name; later ones only type and number. Clauses that repeal or
    amend name documents in full."""
    seen: set[str] = set()
    text = subject.own_prose
    for found in _FULL.finditer(text, 0, subject.body_end):
        before = text[max(found.start() - 300, 0) : found.start()]
        named = next((name for name in _FULL_TYPES if before.endswith(name)), "")
        if not named:
            continue
        clause = before[before.rfind("\n") + 1 :]
        if found[1] in seen and not re.search(r"[Tt]hay thế|[Bb]ãi bỏ|[Ss]ửa đổi|hết hiệu lực", clause):
            yield Hit(
                msg("“{text}” was cited in full before; type and number are enough", text=named + found[0]),
                subject.place(found.start() - len(named)),
            )
        seen.add(found[1])


_ORDINANCE = re.compile(r"Pháp lệnh (?:số |[A-ZĐ])(?:(?! và )[^.;,\n\x00]){0,90}? của Quốc hội(?!\w)")


@rule(
    "DK-R033",
    "Ordinance of the wrong issuer",
    severity=_W,
    source=practice("pháp lệnh của Ủy ban Thường vụ Quốc hội"),
    rule_set="references",
)
def wrong_issuer(subject: Subject) -> Iterator[Hit]:
    """Laws are passed by the National Assembly, ordinances by its Standing Committee."""
    for text, place in (*_prose_once(subject, _ORDINANCE), *_in_bases(subject, _ORDINANCE)):
        yield Hit(msg("“{text}”: an ordinance is of the Standing Committee of the National Assembly", text=text), place)


def _prose_once(subject: Subject, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
    for found in pattern.finditer(subject.prose):
        yield found[0], subject.place(found.start())


def _in_bases(subject: Subject, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
    meta = subject.bound.meta
    for index, text in enumerate(meta.bases):
        found = pattern.search(text)
        if found:
            yield found[0], meta.place(f"{BASES}.{index}")
