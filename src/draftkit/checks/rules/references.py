"""References and citations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.engine import document_date
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd30, nd78, practice
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.resolve.typed import find_typed

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO


@rule("DK-R003", "Unit that refers to itself", severity=_E, source=nd78("Điều 68 khoản 2"), rule_set="references")
def refers_to_itself(subject: Subject) -> Iterator[Hit]:
    """A provision that sends the reader to itself says nothing."""
    for use in subject.bound.uses:
        target = subject.bound.labels.get(use.label)
        if target and target.block.line == use.unit_line and not target.chain[-1].title:
            yield Hit(msg("“@{label}” stands in the very unit it names", label=use.label), use.place)


@rule("DK-R008", "References in a circle", severity=_I, source=practice("viện dẫn vòng"), rule_set="references")
def circle(subject: Subject) -> Iterator[Hit]:
    """Provisions that refer to each other in a circle may leave the reader without an answer. Exceptions that name each other are normal, so this is a hint."""
    bound = subject.bound
    edges: dict[int, set[int]] = {}
    places = {}
    for use in bound.uses:
        target = bound.labels.get(use.label)
        if target and use.unit_line >= 0 and target.block.line != use.unit_line:
            edges.setdefault(use.unit_line, set()).add(target.block.line)
            places[use.unit_line, target.block.line] = use
    for start, end in places:
        if start < end and start in edges.get(end, set()):
            yield Hit(msg("this provision and “@{label}” refer to each other", label=places[start, end].label), places[start, end].place)


@rule("DK-R010", "Typed reference to nothing", severity=_E, source=nd78("Điều 68 khoản 2"), rule_set="references")
def typed_dead(subject: Subject) -> Iterator[Hit]:
    """A reference to this document, typed by hand, names a điều, khoản or điểm that does not exist."""
    if "này" not in subject.own_prose:
        return
    for found in find_typed(subject.bound, subject.own_prose):
        if found.target is None:
            text = " ".join(found.text.split())
            yield Hit(msg("“{text}”: there is no {missing} there", text=text, missing=found.missing), subject.place(found.offset))


@rule("DK-R011", "Reference from large to small", severity=_E, source=nd30("Phụ lục II, V.6"), rule_set="references")
def wrong_order(subject: Subject) -> Iterator[Hit]:
    """References go from small to large: điểm a khoản 2 Điều 5."""
    for found in re.finditer(r"(?<!\w)(?:Điều \d+[a-zđ]?,? khoản \d+|[Kk]hoản \d+[a-zđ]?,? điểm [a-zđ]\b)", subject.prose):
        yield Hit(msg("“{text}” is written from large to small", text=found[0]), subject.place(found.start()))


@rule("DK-R012", "Capital letter in a reference", severity=_E, source=nd30("Phụ lục II, V.6"), rule_set="references")
def wrong_case(subject: Subject) -> Iterator[Hit]:
    """Phần, Chương, Mục, Tiểu mục, Điều are capitalised in references; khoản and điểm are not, save at the start of a sentence."""
    text = subject.prose
    for found in re.finditer(r"(?<=[\wàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ,;:] )(?:Khoản \d|Điểm [a-zđ]\b(?= [Kk]hoản| Điều))|(?<!\w)điều \d+[a-zđ]?(?= (?:của|Luật|Nghị|Thông|này|và|,))", text):
        yield Hit(msg("“{text}” has the wrong capital letter", text=found[0]), subject.place(found.start()))


@rule("DK-R014", "“số” missing before a document number", severity=_E, source=nd30("Phụ lục I, Phần I, II.6.b"), rule_set="references")
def number_word(subject: Subject) -> Iterator[Hit]:
    """A document is cited as type, the word “số”, and its number: Nghị định số 08/2022/NĐ-CP."""
    pattern = r"(?<!\w)(?:Nghị định|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết|Chỉ thị|Luật|Pháp lệnh|Công văn) \d+/(?:\d{4}/)?[A-ZĐ][\w-]*"
    for found in re.finditer(pattern, subject.prose):
        yield Hit(msg("“{text}” lacks the word “số”", text=found[0]), subject.place(found.start()))


@rule("DK-R015", "Cited text not in force", severity=_W, source=nd78("Điều 62"), rule_set="references")
def not_in_force(subject: Subject) -> Iterator[Hit]:
    """A legal document cited on the date of the draft should be in force then. The dates are those of references.yaml."""
    date = document_date(subject.bound)
    if not date:
        return
    for use in subject.bound.uses:
        act = subject.bound.acts.get(use.label)
        if act is None or use.label in subject.bound.labels:
            continue
        if act.in_force_until and act.in_force_until < date:
            yield Hit(msg("{act} has not been in force since {date}", act=f"{act.type} số {act.number}", date=act.in_force_until), use.place)
        elif act.in_force_from and act.in_force_from > date:
            yield Hit(msg("{act} is not in force before {date}", act=f"{act.type} số {act.number}", date=act.in_force_from), use.place)
