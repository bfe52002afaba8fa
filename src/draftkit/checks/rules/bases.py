"""Legal bases: how each is cited, in which order, of which rank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.engine import document_date
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import CONSOLIDATED, CONSOLIDATED_CITED_FROM, nd30, nd78, practice
from draftkit.law.dates import dated
from draftkit.model.finding import Severity
from draftkit.model.inline import plain
from draftkit.model.keys import BASES, TITLE
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.text.pattern import Pattern

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_LAW = Pattern(r"Căn cứ (?:Bộ luật|Luật|Pháp lệnh)(?!\w)")
_NUMBER = Pattern(r"số:? \d+(?:\.\d+)?\w?/[\w/-]+")
_CONSOLIDATED = Pattern(r"\(hợp nhất tại [Vv]ăn bản hợp nhất số \S", "ăn bản hợp nhất số")
_TYPE_IN_NAME = practice("tên gọi không lặp lại tên loại")


def consolidated(text: str, date: str) -> bool:
    """Whether a legal basis is cited with its consolidated text in brackets, on a date on which the law knows that form
    (Ordinance 01/2012, Điều 4 khoản 2 as amended: name and number, then the bracket)."""
    return (not date or date >= CONSOLIDATED_CITED_FROM) and bool(_CONSOLIDATED.search(text))


def _bases(subject: Subject) -> Iterator[tuple[int, str, Place]]:
    """Each legal basis as printed, without its end sign, and its place."""
    meta = subject.bound.meta
    for index in range(len(meta.bases)):
        if index < len(subject.bound.bases):
            yield (
                index,
                " ".join(plain(subject.bound.bases[index]).split()),
                meta.places.get(f"can_cu.{index}", meta.place(BASES)),
            )


@rule("DK-H020", "Law as legal basis without its date", _E, nd30("Phụ lục I, Phần I, II.6.a"), "nd30")
def law_without_date(subject: Subject) -> Iterator[Hit]:
    """Administrative documents name a law or ordinance by its name and date: “Căn cứ Luật Tổ chức Chính phủ ngày 18
    tháng 02 năm 2025”."""
    date = document_date(subject.bound)
    for _, text, place in _bases(subject):
        if _LAW.match(text) and not dated(text) and not consolidated(text, date):
            yield subject.hit(place, "“{text}” lacks the date of the law", text=text[:60])


@rule("DK-H021", "Law as legal basis with its number", _E, nd30("Phụ lục I, Phần I, II.6.a"), "nd30")
def law_with_number(subject: Subject) -> Iterator[Hit]:
    """Administrative documents name a law or ordinance by name and date, without number and issuer. Since July 2026 the
    number stands where the consolidated text follows in brackets: “(hợp nhất tại Văn bản hợp nhất số …)”."""
    date = document_date(subject.bound)
    for _, text, place in _bases(subject):
        found = _NUMBER.search(text) if _LAW.match(text) else None
        if found and not consolidated(text, date):
            yield subject.hit(place, "“{text}”: a law among the legal bases carries no number", text=found[0])


_OTHER = Pattern(r"Căn cứ (?:Nghị định|Thông tư(?: liên tịch)?|Quyết định|Nghị quyết|Chỉ thị)(?!\w)")


@rule("DK-H022", "Legal basis cited incompletely", _E, nd30("Phụ lục I, Phần I, II.6.a"), "nd30")
def incomplete_basis(subject: Subject) -> Iterator[Hit]:
    """Documents other than laws are named by type, number, date, issuer and subject."""
    date = document_date(subject.bound)
    for _, text, place in _bases(subject):
        if _OTHER.match(text) and not consolidated(text, date):
            missing = [
                word
                for word, there in (("số", _NUMBER.search(text)), ("ngày", dated(text)), ("của", " của " in text))
                if not there
            ]
            if missing:
                yield subject.hit(place, "this legal basis lacks: {missing}", missing=", ".join(missing))


@rule("DK-H023", "Legal basis without its issuer", _W, nd78("Điều 68 khoản 1 điểm b"), "qppl")
def basis_without_issuer(subject: Subject) -> Iterator[Hit]:
    """Documents other than laws are cited with number, issuer and name: “Nghị định số 40/2025/NĐ-CP của Chính phủ quy
    định …”."""
    date = document_date(subject.bound)
    for _, text, place in _bases(subject):
        head = re.split(r",? (?:được|đã được) sửa đổi", text)[0]
        if _OTHER.match(text) and " của " not in head and not consolidated(text, date):
            yield subject.hit(place, "this legal basis does not name the issuer of the document")


@rule("DK-H024", "Legal basis named twice", _W, practice("mỗi căn cứ nêu một lần"), "header")
def basis_twice(subject: Subject) -> Iterator[Hit]:
    """Each document stands once among the legal bases; its amendments stand with it."""
    seen: dict[str, int] = {}
    for index, text, place in _bases(subject):
        found = _NUMBER.search(text)
        key = found[0].replace(":", "") if found else text.lower()
        if key in seen:
            yield subject.hit(place, "“{text}” is among the legal bases already", text=text[:60])
        seen.setdefault(key, index)


_RANKS = (("Hiến pháp", 0), ("Bộ luật", 1), ("Luật", 1), ("Pháp lệnh", 2), ("Nghị định", 3), ("Thông tư", 5))
"""Rank by the first word; resolutions and decisions stand at several ranks and are left out."""


def _rank(text: str) -> int:
    words = text.removeprefix("Căn cứ ")
    return next((rank for name, rank in _RANKS if words.startswith(f"{name} ")), -1)


@rule("DK-H025", "Legal bases out of order", _I, practice("căn cứ xếp theo hiệu lực pháp lý từ cao đến thấp"), "header")
def basis_order(subject: Subject) -> Iterator[Hit]:
    """Laws stand before decrees, decrees before circulars. The decree on the functions of a ministry is seen before
    other decrees, never before laws."""
    highest = 0
    for _, text, place in _bases(subject):
        rank = _rank(text)
        if 0 <= rank < highest:
            yield subject.hit(place, "“{text}” is of higher force than a legal basis above it", text=text[:60])
        highest = max(highest, rank)


@rule("DK-H026", "Legal basis of no higher force", _W, nd78("Điều 62"), "qppl")
def basis_rank(subject: Subject) -> Iterator[Hit]:
    """A legal basis is of higher force than the document: a decree does not rest on a decree, a circular not on a
    circular."""
    own = _rank(subject.bound.draft.kind.words.get("act", "") + " ")
    for _, text, place in _bases(subject):
        if 3 <= own <= _rank(text):
            yield subject.hit(place, "“{text}” is of no higher force than this document", text=text[:60])


@rule("DK-H027", "Consolidated text as legal basis", _W, CONSOLIDATED, "header")
def consolidated_basis(subject: Subject) -> Iterator[Hit]:
    """The legal basis is the document itself; the consolidated text stands after it in brackets: “(hợp nhất tại Văn bản
    hợp nhất số …)”."""
    for _, text, place in _bases(subject):
        if re.match(r"Căn cứ [Vv]ăn bản hợp nhất", text):
            yield subject.hit(place, "name the document first, the consolidated text in brackets after it")


_PRINTED = (
    ("theo_de_nghi", Pattern(r"[Tt]heo đề nghị(?: của)?")),
    ("kinh_gui", Pattern(r"[Kk]ính gửi:?")),
    ("noi_nhan", Pattern(r"[-–]? ?[Ll]ưu:")),
    ("luu", Pattern(r"[-–]? ?[Ll]ưu:?(?= )")),
    ("so", Pattern(r"[Ss]ố:?(?= )")),
    ("dia_danh", Pattern(r".*, ngày(?!\w)")),
)


@rule(
    "DK-H028", "Word that is printed anyway", _W, practice("không gõ lại chữ đã được in sẵn"), "header", of_source=True
)
def printed_anyway(subject: Subject) -> Iterator[Hit]:
    """“Theo đề nghị của”, “Kính gửi:”, “Lưu:”, “Số:” and the date after the place come by themselves; typed as well
    they are printed twice."""
    meta = subject.bound.meta
    for key, pattern in _PRINTED:
        for index, text in enumerate(meta.texts(key)):
            found = pattern.match(text)
            if found:
                yield subject.hit(f"{key}.{index}", "{key}: “{text}” is printed anyway", key=key, text=found[0])


@rule("DK-H029", "Type of the document in its name", _W, _TYPE_IN_NAME, "header", of_source=True)
def type_in_name(subject: Subject) -> Iterator[Hit]:
    """The type is printed above the name and in the enactment sentence; a name that starts with it prints it twice.
    “V/v” comes by itself too."""
    meta = subject.bound.meta
    own = subject.bound.draft.kind.words.get("act", "")
    name = meta.title
    start = next((word for word in (own, "V/v", "v/v") if word and name.lower().startswith(f"{word.lower()} ")), "")
    if start:
        message = msg("the name starts with “{word}”, which is printed above it anyway", word=name[: len(start)])
        yield subject.hit(TITLE, message)
