"""What is nobody else's business: numbers that stand for a person in a text for everybody, and receivers of a mail who
see each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from draftkit.campaign.ways import ways
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import practice
from draftkit.files.names import plain_name
from draftkit.model.inline import Content, Link, every, plain
from draftkit.model.keys import CONTACT, GIVEN, MAIL, PUBLIC
from draftkit.model.message import Fault, Message, Place, Provision, Severity, fault_at, msg
from draftkit.model.meta import OF_MAIL, Data, said_by_mail, texts_in
from draftkit.model.printed import Equation, Grid, Line, Picture
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import body_flow
from draftkit.writers.receivers import SHOWN, is_mass_mail

_LAW = Provision("Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15", "theo tin báo chí, chưa đối chiếu")
"""By several reports of it; the text itself was not at hand, so no điều is named. It holds since 2026; what a text of
an earlier day says of a person is read today, so the rule looks at that too."""
_IDENTITY, _CARD, _MOBILE, _BIRTH, _PLATE = ways("privacy", "identity card mobile birth plate")
_BIRTHS = (_BIRTH, *ways("privacy", "field listed"))
_OF_BODY, _ACCOUNT, _OF_THING = ways("privacy", "of_body account of_thing")
_PLAIN = str.maketrans(
    *("０１２３４５６７８９－．\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2212", "0123456789-.    ------"),
    "\u00ad\u200b\u200c\u200d\u2060\ufeff",
)
_SORTS = (
    (_IDENTITY, msg("the number of an identity paper")),
    (_CARD, msg("the number of an identity paper")),
    (_MOBILE, msg("a personal telephone number")),
    *((one, msg("a date of birth")) for one in _BIRTHS),
    (_PLATE, msg("the number plate of a person")),
    (_ACCOUNT, msg("a bank account")),
)
_DECLARED = (CONTACT, PUBLIC, MAIL)
_OF_TEX = re.compile(r"\\(?:[A-Za-z]+|.)|[{}]")
"""What makes a formula of words and numbers."""
_FEW = 4  # digits in which nothing personal can stand


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).removeprefix("84").lstrip("0")


@rule("DK-P030", "Personal data in a public text", Severity.ERROR, _LAW, "press")
def personal(subject: Subject) -> Iterator[Hit]:
    """Numbers of identity papers, personal telephone numbers, dates of birth and bank accounts do not go out, unless
    they are declared: under `lien_he` as a contact, or in `lien_he_cong_khai` as what the person agreed to publish."""
    for fault in personal_in(subject.bound, subject.bound.meta.values):
        yield subject.hit(fault.place, fault.message)


def personal_in(bound: Bound, keys: Iterable[str]) -> Iterator[Fault]:
    """Personal data of a text, each told once. `keys` are those of the metadata that are printed."""
    said = msg("“{text}” is {what}: leave it out, or declare it under lien_he_cong_khai")
    declared = {_digits(text) for key in _DECLARED for text in texts_in(_declared(bound.meta.values.get(key)))}
    seen: set[str] = set()
    told = {fault.place.line for fault in bound.faults if fault.rule == "DK-P030"}  # before it was worded
    for text, place in printed(bound, keys):
        for number, what in _personal(text):
            digits = _digits(number) or number  # a day may be in words
            if digits not in declared | seen and place.line not in told and len(set(digits[-6:])) > 1:
                seen.add(digits)
                yield fault_at("DK-P030", place, said, text=number, what=what)


def _declared(value: Data) -> Data:
    """What is declared under a key: all, but for what a mail says."""
    return {key: one for key, one in value.items() if key not in OF_MAIL} if isinstance(value, dict) else value


def _personal(text: str) -> Iterator[tuple[str, Message]]:
    taken: list[tuple[int, int]] = []
    text = text.translate(_PLAIN)
    for pattern, what in _SORTS:
        for found in pattern.finditer(text):
            name = next(name for name, number in found.groupdict().items() if number)
            start, end = found.span(name)
            before = _OF_BODY if pattern is _BIRTH else _OF_THING if pattern in (_CARD, _MOBILE) else None
            around = text[max(found.start() - 400, 0) : found.start()]
            if pattern is _BIRTH:
                around += f"\0{text[found.end() : found.end() + 80]}"
            other = (before and before.search(around)) or (pattern is _CARD and _is_list(found[name]))
            if not other and not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield found[name], what


def _is_list(number: str) -> bool:
    """Whether groups of digits count up within a hundred, as forms and rooms do: “030 - 031 - 032 - 033”."""
    groups = re.split(r"\D+", number)
    return bool(groups[3:]) and groups == sorted(set(groups)) and groups[0][0] == groups[-1][0]


def printed(bound: Bound, keys: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """What a text says and where its links lead, piece by piece, that of these keys of its metadata too."""
    for item in body_flow(bound):
        if isinstance(item, Line):
            yield item.number() + _all(item.content), Place(item.line)
        elif isinstance(item, Grid):
            yield from ((text, Place(item.line)) for text in _rows(item))
        elif isinstance(item, Picture):
            yield item.alt, Place(item.line)
        elif isinstance(item, Equation):
            yield _OF_TEX.sub(" ", item.tex), Place(item.line)
    for note in bound.notes:
        yield _all(note.content), Place(note.line)
    called = bound.draft.row
    for text in texts_in(bound.meta.values.get(GIVEN)) if len(_digits(called)) > _FEW else ():
        if any(plain_name(number) in called for number, _ in _personal(text)):  # the files of a row are called by it
            yield text, bound.meta.place(GIVEN)
    for key in keys:
        if key not in (*_DECLARED, GIVEN):  # a column of a table that nothing prints stays at home
            yield from ((text, bound.meta.place(key)) for text in texts_in(bound.meta.values.get(key)))
    said = said_by_mail(bound.meta.values.get(MAIL) if MAIL in keys else None)
    yield from ((text, bound.meta.place(f"{MAIL}.{key}")) for key, text in said)


def _rows(grid: Grid) -> Iterator[str]:
    """The rows of a table: each cell after its column's name, “Ngày sinh: 15/03/1985”, or after the cell before it."""
    rows, heads = [[_all(cell) for cell in row] for row in grid.rows], grid.heads()
    columns = zip_longest(*rows[:heads], fillvalue="")
    names = ["; ".join(one for one in column if not re.search(r"\d", one)) for column in columns]
    for at, row in enumerate(rows):
        if at >= heads > 0:
            yield " | ".join(f"{name}: {cell}" for name, cell in zip(names, row, strict=False) if cell)
        if at < heads or not heads or (len(row) == 2 and not _OF_THING.search(names[-1])):
            yield ": ".join(row)


def _all(content: Content) -> str:
    """The words on one line, and the addresses that links lead to."""
    return " ".join((plain(content), *(one.url for one in every(content) if isinstance(one, Link)))).replace("\n", " ")


@rule("DK-P031", "Receivers see each other", Severity.WARNING, practice("thư gửi nhiều người: địa chỉ ở Bcc"), "press")
def receivers_shown(subject: Subject) -> Iterator[Hit]:
    """The addresses of a mass mail stand under `bcc` of `thu`. More than a few under `den` and `dong_gui` are written
    into Bcc all the same, and the mail is addressed to its sender."""
    said = msg("thu shows more than {count} receivers to each other; they go into Bcc: write them under bcc")
    yield from [subject.hit(MAIL, said, count=SHOWN)] if is_mass_mail(subject.bound.meta) else ()
