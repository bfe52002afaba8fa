"""How an amending draft does it: whose act it changes, how new wording stands and speaks, what cannot be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.amended import amending_rule, met, read
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import E, W, law64, nd78, practice
from draftkit.law.acts import LAWS, RULING
from draftkit.law.amending import NEEDS
from draftkit.model.message import Message, Place, msg
from draftkit.model.numeral import parse, whole
from draftkit.text.pattern import Pattern

(_INSERT,) = ways("amended_form", "insert")

_SPEAKS = Pattern(rf"(?<!\w)({RULING}) này(?!\w)", " này")
_ISSUERS = (("QH",), ("UBTVQH",), ("CTN",), ("CP",), ("TTG",))
"""Bodies whose acts stand above those of all that follow (Luật 64/2025/QH15, Điều 4)."""
_UNCLOSED = practice("lời văn mới đặt trong ngoặc kép cong, đóng ngoặc rồi dấu chấm")


@amending_rule("DK-B010", "Amended document whose text is not at hand", W, law64("Điều 8 khoản 3"))
def text_absent(subject: Subject) -> Iterator[Hit]:
    """Targets and phrases are held against the amended document. An act of references.yaml needs its text for that:
    `toan_van: luat.docx`, a Word file or plain text beside references.yaml."""
    for amendment in read(subject):
        for act, first in [*amendment.nameless.items()][:1]:
            message = msg("{act} is amended; van_ban does not name it, so nothing is held against it: van_ban: {goc}")
            yield subject.hit(amendment.place(first), message, act=act, goc="{goc: …}", sure=False)
        for other in amendment.unnamed:
            message = msg("{act} is amended too; van_ban does not name it, so nothing is held against it")
            yield subject.hit(amendment.place(other), message, act=other.base, sure=False)
        for one in amendment.absent:
            if one.why is not None:
                yield subject.hit(one.place, "the text of {act} cannot be read: {why}", act=one.called, why=one.why)
            else:
                message = msg(
                    "the text of {act} is not at hand, so nothing is held against it; name it in references.yaml: "
                    "toan_van: …",
                    act=one.called,
                )
                yield subject.hit(one.place, message, sure=False)


@amending_rule("DK-B011", "Quotation that is never closed", W, _UNCLOSED)
def unclosed(subject: Subject) -> Iterator[Hit]:
    """New wording that opens with “ closes with ” before the next instruction; else nobody can say where it ends."""
    yield from _slips(subject, "unclosed", msg("the quotation marks of the new wording are never closed"))
    for amendment in read(subject):
        for one, message in amendment.unreadable():
            yield subject.hit(amendment.place(one), message)


@amending_rule(
    "DK-B012", "New wording on the line of its instruction", W, practice("lời văn mới xuống dòng sau “như sau:”")
)
def glued(subject: Subject) -> Iterator[Hit]:
    """New wording stands on a line of its own below “như sau:”."""
    yield from _slips(subject, "glued", msg("the new wording stands on the line of its instruction"))


def _slips(subject: Subject, sort: str, message: Message) -> Iterator[Hit]:
    for amendment in read(subject):
        for slip in amendment.reading.slips if amendment.reading.operations else ():
            if slip.sort == sort:
                yield subject.hit(Place(slip.line - 1), message)


@amending_rule("DK-B013", "Act of another body amended", E, law64("Điều 8 khoản 1"))
def other_issuer(subject: Subject) -> Iterator[Hit]:
    """An act is amended by the body that issued it, never by one below it. Whether a body takes the place of another
    (ministries that merged) only a person knows."""
    own = _issuer(subject.frame.number.rpartition(": ")[2])
    seen: set[str] = set()
    for amendment in read(subject) if own.strip("….") else ():  # a draft whose body is still to be named
        for one in amendment.reading.operations:
            theirs = _issuer(one.base) or ("QH" if one.base.startswith(tuple(LAWS.split("|"))) else "")
            if not theirs or one.base in seen or own == "QH" or own in theirs.split("-"):
                continue
            seen.add(one.base)
            if _rank(theirs) < _rank(own):
                message = msg("{base} is of a higher body: this document cannot amend it", base=one.base)
                yield subject.hit(amendment.place(one), message)
            elif one.op != "repeal" or _rank(theirs) == _rank(own):
                message = msg("{base} was issued by another body ({issuer}); only its issuer amends it")
                yield subject.hit(amendment.place(one), message, base=one.base, issuer=theirs, sure=False)


def _issuer(number: str) -> str:
    """Who issued an act, by its number: `CP` of `12/2020/NĐ-CP`, `QH` of `61/2020/QH14`; empty when it does not say."""
    symbol = number.rpartition("/")[2].strip().upper()
    if "/" not in number or not symbol[:1].isalpha():
        return ""
    kind, _, rest = symbol.partition("-")
    return rest if rest else re.sub(r"[\d.…]+$", "", kind)


def _rank(issuer: str) -> int:
    return next((at for at, names in enumerate(_ISSUERS) if issuer in names), len(_ISSUERS))


@amending_rule("DK-B014", "New wording that does not speak as the amended document", W, nd78("Điều 69"))
def speaks_otherwise(subject: Subject) -> Iterator[Hit]:
    """New wording becomes part of the amended document and speaks as it: “Nghị định này” there is the amended decree, a
    decree does not call itself by its number, nor “Thông tư này”; an article calls itself “Điều này”."""
    for amendment, one, base in met(subject, *NEEDS, "replace-phrase", "insert-phrase"):
        text = "\n".join(one.new_text or ((one.new,) if one.new else ()))
        kind = next((name for name in RULING.split("|") if base.called.lower().startswith(name.lower())), "")
        for found in _SPEAKS.finditer(text) if kind else ():
            if found[1].lower() != kind.lower():
                message = msg("“{text}” within the wording of a {type}", text=found[0], type=kind.lower())
                yield subject.hit(amendment.place(one), message, sure=False)
        article = next((unit.label for unit in one.target[:1] if unit.kind == "Điều"), "")
        for said in amendment.called_by_number(one.new_text or (), article) if article else ():
            message = msg("“{text}” within Điều {label} itself: there it is “… Điều này”", text=said, label=article)
            yield subject.hit(amendment.place(one), message, sure=False)
        if (
            whole(base.number[:1]) is not None
            and base.number in text
            and (one.old is None or base.number not in one.old)
        ):
            message = msg("the new wording calls the amended document by its number {number}; there it is “{type} này”")
            yield subject.hit(amendment.place(one), message, number=base.number, type=kind or "…", sure=False)


@amending_rule("DK-B015", "Instructions that contradict each other", E, law64("Điều 8 khoản 3"))
def contradiction(subject: Subject) -> Iterator[Hit]:
    """All instructions are carried out on the text as it stands: a unit that one replaces or repeals as a whole cannot
    be changed in part by another."""
    for amendment in read(subject):
        for base in amendment.bases:
            for one, message in amendment.contradictions(base.tree.rows, amendment.of(base)):
                yield subject.hit(amendment.place(one), message)


@rule("DK-N004", "Inserted unit with a number of its own", E, nd78("Điều 69 khoản 4"), "numbering")
def inserted_number(subject: Subject) -> Iterator[Hit]:
    """An inserted điều or khoản carries the number of the unit before it and a letter (Điều 5a), an inserted điểm the
    letter and a digit (điểm d1).

    A unit added at the end carries the next number.
    """
    for found in _INSERT.finditer(subject.own_prose):
        numeral = "vi_letter" if found[1] == "điểm" else "arabic"
        new, before = parse(found[2], numeral), parse(found[3], numeral)
        if new and before and not (new == (before[0] + 1, 0) or (new[0] == before[0] and new[1] > before[1])):
            message = msg("{level} {number} cannot stand after {level} {before}")
            yield subject.hit(found.start() - 1, message, level=found[1], number=found[2], before=found[3])
