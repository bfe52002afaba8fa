"""How other documents are named, in the text and among the legal bases: their order, their rank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import eq

from draftkit.checks.engine import document_date
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import CONSOLIDATED, CONSOLIDATED_CITED_FROM, E, I, W, nd30, nd78, practice
from draftkit.law.acts import NUMBERED, CitedAct, cited_acts
from draftkit.law.dates import dated, long_date
from draftkit.model.act import LegalAct
from draftkit.model.inline import plain
from draftkit.model.keys import BASES, TITLE
from draftkit.model.message import Mend, Place, msg
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern, occurrences, start_of_line

_NAMED = nd78("Điều 68 khoản 1")

_SYMBOLS = (
    {"Nghị định": ("NĐ",), "Thông tư liên tịch": ("TTLT",), "Thông tư": ("TT",), "Quyết định": ("QĐ",)}
    | {"Chỉ thị": ("CT",), "Nghị quyết liên tịch": ("NQLT",), "Nghị quyết": ("NQ", "QH", "UBTVQH"), "Luật": ("QH",)}
    | {"Bộ luật": ("QH",), "Pháp lệnh": ("UBTVQH",), "Kết luận": ("KL",)}
)
_KNOWN_SYMBOLS = frozenset(symbol for symbols in _SYMBOLS.values() for symbol in symbols)
"""Symbols of types; those of before 1998 (189/HĐBT, 31/CP, 14-L/CTN) tell none."""
_TYPE_SYMBOL = Pattern(r"([A-ZĐ]+)(?=\d*$|\d*[-/])")


@rule("DK-R025", "Type unlike the symbol of the number", E, nd78("Điều 71 khoản 5"), "references")
def type_and_symbol(subject: Subject) -> Iterator[Hit]:
    """The symbol of a number tells the type: NĐ-CP belongs to a nghị định, TT-BCT to a thông tư. One of the two is a
    slip."""
    for act in subject.cited:
        symbol = _TYPE_SYMBOL.match(act.symbol)
        known = _SYMBOLS.get(act.type) if not act.name and act.worded else None
        if known and symbol and symbol[1] in _KNOWN_SYMBOLS and symbol[1] not in known:
            said = "“{text}”: a {type} does not carry the symbol {symbol}"
            yield subject.hit(
                act.start, said, text=f"{act.type} số {act.number}", type=act.type.lower(), symbol=act.symbol
            )


_SPACED = Pattern(r" (số:? (?:\d{1,4}[a-zđ]? ?(?:/ ?\d{4} ?)?[-/] ?[A-ZĐ]+\d*(?: ?[-/] ?[A-ZĐ]{2,})*)(?![\w-]))", "số")


@rule("DK-R026", "Spaces in a document number", E, nd30("Phụ lục I, Phần I, II.3.c"), "references")
def spaced_number(subject: Subject) -> Iterator[Hit]:
    """Number and symbol are written without spaces around “/” and “-”: 08/2022/NĐ-CP."""
    text = subject.prose
    for at in occurrences(text, " số "):
        found = _SPACED.match(text, at)
        if found and " " in found[1].partition(" ")[2]:
            head, _, number = found[1].partition(" ")
            said = msg("“{text}”: write the number without spaces")
            yield subject.hit(at + 1, said, Mend(found[1], f"{head} {number.replace(' ', '')}"), text=found[1])


@rule("DK-R027", "Cited document of a later year", W, _NAMED, "references")
def later_year(subject: Subject) -> Iterator[Hit]:
    """A document cannot cite one that is issued in a later year; most often a digit is wrong."""
    year = document_date(subject.bound)[:4] or subject.bound.meta.year
    if len(year) == 4:
        for act in subject.cited:
            if act.year > year and act.worded:
                text = f"số {act.number}"
                message = msg("“{text}” is of a later year than this document ({year})", text=text, year=year)
                yield subject.hit(act.at - 3, message)


@rule("DK-R030", "Document cites itself by its number", W, practice("tự viện dẫn bằng “… này”"), "qppl")
def cites_itself(subject: Subject) -> Iterator[Hit]:
    """In its own text a document is “Nghị định này”, not its number."""
    meta = subject.bound.meta
    number = subject.bound.draft.kind.words.get("symbol", "")
    so, year = meta.number, meta.year
    own = subject.frame.number.rpartition(" ")[2]
    if so and year and number and "/" in own:
        at = subject.own_prose.find(own, 0, subject.body_end)
        while at >= 0:
            said = msg("{number} is this document; write “{this}”")
            yield subject.hit(at, said, number=own, this=subject.bound.draft.kind.words.get("this", ""))
            at = subject.own_prose.find(own, at + len(own), subject.body_end)


@rule("DK-R031", "Citation unlike references.yaml", E, _NAMED, "references")
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
            said = "{number} is dated {date} in references.yaml"
            yield subject.hit(place, said, number=act.number, date=long_date(act.date))
        named = cited.type == act.type and act.type in _BY_NAME and cited.name
        if named and _NOW.sub("", cited.name.lower()) != act.name.lower():
            said = "{number} is “{type} {name}” in references.yaml"
            yield subject.hit(place, said, number=act.number, type=act.type, name=act.name)


_BY_NAME = ("Luật", "Bộ luật", "Pháp lệnh")
_NOW = re.compile(r"\s+(?:mới|cũ|hiện hành|hiện nay|nói trên|này|vừa (?:được )?(?:ban hành|thông qua))$")
"""Behind the name of a law, what is no part of it: “Luật Báo chí mới, số 126/2025/QH15”."""


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


_FULL_TYPES = frozenset(NUMBERED.split("|"))


@rule("DK-R032", "Document cited in full again", I, nd78("Điều 68 khoản 1 điểm b"), "qppl")
def full_again(subject: Subject) -> Iterator[Hit]:
    """The first citation gives type, number, issuer and name; later ones only type and number. Clauses that repeal or
    amend name documents in full."""
    seen: set[str] = set()
    text = subject.own_prose
    for act in subject.cited:
        full = act.date and act.worded and not act.name and act.type in _FULL_TYPES and act.at < subject.body_end
        if not full or text[act.at] == "\x00":
            continue
        clause = text[max(start_of_line(text, act.start), act.start - 300) : act.start]
        if act.number in seen and not re.search(r"[Tt]hay thế|[Bb]ãi bỏ|[Ss]ửa đổi|hết hiệu lực", clause):
            message = msg("“{text}” was cited in full before; type and number are enough")
            yield subject.hit(act.start, message, text=f"{act.type} số {act.number}")
        seen.add(act.number)


_LAW = Pattern(r"Căn cứ (?:Bộ luật|Luật|Pháp lệnh)(?!\w)")
_NUMBER = Pattern(r"số:? \d+(?:\.\d+)?\w?/[\w/-]+")
_NUMBER_OF_PARTY = Pattern(r"số:? \d+-[A-ZĐ][\w-]*/[A-ZĐ]")
"""“Nghị quyết số 15-NQ/TW”: such numbers begin anew with each term, so the number alone tells no document."""
_CONSOLIDATED = Pattern(r"\(hợp nhất tại [Vv]ăn bản hợp nhất số \S", "ăn bản hợp nhất số")
_TYPE_IN_NAME = practice("tên gọi không lặp lại tên loại")


def consolidated(text: str, date: str) -> bool:
    """Whether a legal basis is cited with its consolidated text in brackets, on a date on which the law knows that form
    (Ordinance 01/2012, Điều 4 khoản 2 as amended: name and number, then the bracket)."""
    return (not date or date >= CONSOLIDATED_CITED_FROM) and bool(_CONSOLIDATED.search(text))


def _bases(subject: Subject) -> Iterator[tuple[int, str, Place]]:
    """Each legal basis as printed, without its end sign, and its place."""
    meta = subject.bound.meta
    for index, content in enumerate(subject.bound.bases[: len(meta.bases)]):
        yield index, " ".join(plain(content).split()), meta.places.get(f"can_cu.{index}", meta.place(BASES))


def _unconsolidated(subject: Subject) -> Iterator[tuple[str, Place]]:
    """Those that are not cited in the form of a consolidated text."""
    date = document_date(subject.bound)
    yield from ((text, place) for _, text, place in _bases(subject) if not consolidated(text, date))


@rule("DK-H020", "Law as legal basis without its date", E, nd30("Phụ lục I, Phần I, II.6.a"), "nd30")
def law_without_date(subject: Subject) -> Iterator[Hit]:
    """Administrative documents name a law or ordinance by its name and date: “Căn cứ Luật Tổ chức Chính phủ ngày 18
    tháng 02 năm 2025”."""
    for text, place in _unconsolidated(subject):
        if _LAW.match(text) and not dated(text):
            yield subject.hit(place, "“{text}” lacks the date of the law", text=shortened(text))


@rule("DK-H021", "Law as legal basis with its number", E, nd30("Phụ lục I, Phần I, II.6.a"), "nd30")
def law_with_number(subject: Subject) -> Iterator[Hit]:
    """Administrative documents name a law or ordinance by name and date, without number and issuer. Since July 2026 the
    number stands where the consolidated text follows in brackets: “(hợp nhất tại Văn bản hợp nhất số …)”."""
    for text, place in _unconsolidated(subject):
        found = _NUMBER.search(text) if _LAW.match(text) else None
        if found:
            yield subject.hit(place, "“{text}”: a law among the legal bases carries no number", text=found[0])


_OTHER = Pattern(rf"Căn cứ (?:{NUMBERED})(?!\w)")


@rule("DK-H022", "Legal basis cited incompletely", E, nd30("Phụ lục I, Phần I, II.6.a"), "nd30")
def incomplete_basis(subject: Subject) -> Iterator[Hit]:
    """Documents other than laws are named by type, number, date, issuer and subject."""
    for text, place in _unconsolidated(subject):
        if _OTHER.match(text):
            number = _NUMBER.search(text) or _NUMBER_OF_PARTY.search(text)
            said = {"số": number, "ngày": dated(text), "của": " của " in text}
            missing = [word for word, there in said.items() if not there]
            if missing:
                yield subject.hit(place, "this legal basis lacks: {missing}", missing=", ".join(missing))


@rule("DK-H023", "Legal basis without its issuer", W, nd78("Điều 68 khoản 1 điểm b"), "qppl")
def basis_without_issuer(subject: Subject) -> Iterator[Hit]:
    """Documents other than laws are cited with number, issuer and name: “Nghị định số 40/2025/NĐ-CP của Chính phủ quy
    định …”."""
    for text, place in _unconsolidated(subject):
        head = re.split(r",? (?:được|đã được) sửa đổi", text)[0]
        if _OTHER.match(text) and " của " not in head:
            yield subject.hit(place, "this legal basis does not name the issuer of the document")


@rule("DK-H024", "Legal basis named twice", W, practice("mỗi căn cứ nêu một lần"), "header")
def basis_twice(subject: Subject) -> Iterator[Hit]:
    """Each document stands once among the legal bases; its amendments stand with it."""
    seen: dict[str, int] = {}
    for index, text, place in _bases(subject):
        found = _NUMBER.search(text)
        key = found[0].replace(":", "") if found else text.lower()
        if key in seen:
            yield subject.hit(place, "“{text}” is among the legal bases already", text=shortened(text))
        seen.setdefault(key, index)


_RANKS = (("Hiến pháp", 0), ("Bộ luật", 1), ("Luật", 1), ("Pháp lệnh", 2), ("Nghị định", 3), ("Thông tư", 5))
"""Rank by the first word; resolutions and decisions stand at several ranks and are left out."""


def _rank(text: str) -> int:
    words = text.removeprefix("Căn cứ ")
    return next((rank for name, rank in _RANKS if words.startswith(f"{name} ")), -1)


@rule("DK-H025", "Legal bases out of order", I, practice("căn cứ xếp theo hiệu lực pháp lý từ cao đến thấp"), "header")
def basis_order(subject: Subject) -> Iterator[Hit]:
    """Laws stand before decrees, decrees before circulars. The decree on the functions of a ministry is seen before
    other decrees, never before laws."""
    highest = 0
    for _, text, place in _bases(subject):
        rank = _rank(text)
        if 0 <= rank < highest:
            yield subject.hit(place, "“{text}” is of higher force than a legal basis above it", text=shortened(text))
        highest = max(highest, rank)


@rule("DK-H026", "Legal basis of no higher force", W, nd78("Điều 62"), "qppl")
def basis_rank(subject: Subject) -> Iterator[Hit]:
    """A legal basis is of higher force than the document: a decree does not rest on a decree, a circular not on a
    circular."""
    own = _rank(subject.bound.draft.kind.words.get("act", "") + " ")
    for _, text, place in _bases(subject):
        if 3 <= own <= _rank(text):
            yield subject.hit(place, "“{text}” is of no higher force than this document", text=shortened(text))


@rule("DK-H027", "Consolidated text as legal basis", W, CONSOLIDATED, "header")
def consolidated_basis(subject: Subject) -> Iterator[Hit]:
    """The legal basis is the document itself; the consolidated text stands after it in brackets: “(hợp nhất tại Văn bản
    hợp nhất số …)”."""
    for _, text, place in _bases(subject):
        if re.match(r"Căn cứ [Vv]ăn bản hợp nhất", text):
            yield subject.hit(place, "name the document first, the consolidated text in brackets after it")


@rule("DK-H029", "Type of the document in its name", W, _TYPE_IN_NAME, "header", of_source=True)
def type_in_name(subject: Subject) -> Iterator[Hit]:
    """The type is printed above the name, and where there is an enactment sentence in that; a name that starts with it
    prints it twice. In a letter “V/v” comes by itself too, and “về việc” stands for it; elsewhere it is written out."""
    name, words = subject.bound.meta.title, subject.bound.draft.kind.words
    letter = "V/v" in words.get("subject", "")
    printed = "|".join(re.escape(one) for one in (words.get("act", ""), *("V/v", "về việc") * letter) if one)
    start = re.match(rf"(?i:(?:dự thảo )?(?:{printed})(?=[ :])(?! (?:sư|gia|viên)(?!\w)))", name) if printed else None
    if start:
        yield subject.hit(TITLE, "the name starts with “{word}”, which is printed above it anyway", word=start[0])
    elif name.lower().startswith("v/v "):
        yield subject.hit(TITLE, "“V/v” stands in letters alone; here the name starts with “về việc”, or without it")
