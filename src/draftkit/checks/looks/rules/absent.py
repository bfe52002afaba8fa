"""What a document of its kind must have and a Word file does not show: header, name, addressees, legal bases, enacting
words, recipients, signature."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.looks.rule import WordHit, WordSubject, at, noticed, word_rule
from draftkit.checks.rules.noted import MISSING
from draftkit.checks.sources import W, nd30
from draftkit.model.message import msg
from draftkit.recognise.lines import Line, Piece


def _knows(subject: WordSubject, key: str) -> bool:
    """Whether the kind has a metadata key it cannot do without; what is issued with another document has not all."""
    kind = subject.anatomy.kind
    return kind is not None and key in kind.keys and kind.keys[key].required and not subject.anatomy.first("annexed")


def _consolidated(subject: WordSubject) -> bool:
    """Whether the file is a consolidated text, which tells first what it consolidates."""
    return "/VBHN" in subject.anatomy.symbol


def _after(subject: WordSubject, *roles: str) -> tuple[Line, ...]:
    """The last line of those parts that stand before what is missing."""
    return at(*subject.anatomy.of(*roles)[-1:])


@noticed(MISSING)
def header(subject: WordSubject) -> Iterator[WordHit]:
    """A document names who issues it, its number, the place and the date; what is issued with a decision has the number
    and date of that."""
    kind, anatomy = subject.anatomy.kind, subject.anatomy
    if kind is None:
        return
    attached = anatomy.first("annexed") is not None
    for role, key in (("agency", ""), ("number", "number"), ("place-date", "place_date")):
        if anatomy.first(role) is None and (kind.words.get(key) and not attached if key else True):
            beside = at(*(anatomy.of("national-name") or subject.main)[:1])
            message = msg("{what} is missing in the header", what=subject.name(role))
            yield subject.hit(beside, message, sure=role != "agency" and subject.header_understood)


@noticed(MISSING)
def name(subject: WordSubject) -> Iterator[WordHit]:
    """Under its kind a document says in a few words what it is about; a letter does so after `V/v`."""
    kind = subject.anatomy.kind
    if kind and kind.words.get("type_line") and not subject.anatomy.first("type", "annexed"):
        message = msg("the line “{text}” is missing", text=kind.words["type_line"])
        yield subject.hit(_after(subject, "number", "place-date"), message, sure=False)
    elif kind and _knows(subject, "ten_goi") and not subject.anatomy.first("title", "subject"):
        message = msg("no line under the kind says what the document is about")
        if kind.words.get("subject"):
            message = msg("the letter does not say after “V/v” what it is about")
        after = _after(subject, "type") or _after(subject, "number")
        yield subject.hit(after, message, sure=not subject.anatomy.first("other"))


@noticed(MISSING, families=("nd30",))
def addressees(subject: WordSubject) -> Iterator[WordHit]:
    """A letter names those it is sent to, after `Kính gửi:`. Kinds with words of their own are not judged."""
    kind, anatomy = subject.anatomy.kind, subject.anatomy
    if not kind or kind.words.get("addressed") or not _knows(subject, "kinh_gui"):
        return
    if not anatomy.first("addressees", "addressees-item", "calls"):
        after = _after(subject, "number", "subject", "type", "title")
        yield subject.hit(after, "“Kính gửi:” is missing", sure=not anatomy.first("other"))


@noticed(MISSING)
def bases(subject: WordSubject) -> Iterator[WordHit]:
    """A document that decides something says by which law."""
    if (
        _knows(subject, "can_cu")
        and subject.anatomy.first("type")
        and not _consolidated(subject)
        and all(piece.text.startswith("Theo đề nghị") for piece in subject.anatomy.of("legal-basis"))
    ):
        yield subject.hit(_after(subject, "type", "title", "authority"), "no legal basis stands before the text")


@word_rule("DK-W048", "Enacting words missing", W, nd30("Phụ lục III"))
def enactment(subject: WordSubject) -> Iterator[WordHit]:
    """Between legal bases and text stands the sentence or the line that enacts the document: `QUYẾT ĐỊNH:`, “… ban hành
    Nghị định …”."""
    kind, anatomy = subject.anatomy.kind, subject.anatomy
    before = anatomy.of("legal-basis") or anatomy.of("title")
    if kind is None or not before or _consolidated(subject) or anatomy.first("annexed", "enactment", "decides"):
        return
    if kind.words.get("enactment"):
        yield subject.hit(before[-1], "no sentence after the legal bases enacts the document")
    elif kind.words.get("decides"):
        yield subject.hit(before[-1], "the line “{text}” is missing after the legal bases", text=kind.words["decides"])


def _end(subject: WordSubject) -> tuple[Piece, ...]:
    """The last line of the document itself."""
    return tuple(piece for piece in subject.main if piece.text)[-1:]


@noticed(MISSING)
def recipients(subject: WordSubject) -> Iterator[WordHit]:
    """A document says who receives it, below the text on the left; an error for kinds that cannot do without. Papers
    that two sides sign have none."""
    anatomy = subject.anatomy
    kind, titles = anatomy.kind, anatomy.of("signature-title")
    if anatomy.first("recipients-label", "annexed"):
        label = anatomy.first("recipients-label")
        listed = [piece for piece in anatomy.of("recipients") if "Lưu" not in piece.text[:8]]
        if label and not listed and _knows(subject, "noi_nhan"):
            yield subject.hit(label, "no recipient but the file", sure=not anatomy.first("other"))
        return
    columns = {(piece.line.where.table, piece.line.where.column) for piece in titles}
    said = () if kind and kind.words.get("recipients") == "" else ("code", "subject", "enactment")
    needed = _knows(subject, "noi_nhan")
    if needed or (len(columns) < 2 and (kind is None or any(kind.words.get(key) for key in said))):
        yield subject.hit(at(*(titles or _end(subject))[:1]), "no “Nơi nhận:”", sure=needed and bool(titles))


@noticed(MISSING)
def signature(subject: WordSubject) -> Iterator[WordHit]:
    """A document ends with the title and the name of whoever signs it."""
    anatomy = subject.anatomy
    if not _knows(subject, "chu_ky") or anatomy.first("signature-title", "signature-name"):
        return
    label = anatomy.first("recipients-label")
    unread = any(
        piece.role == "other" or (piece.role == "recipients" and piece.text[:1] not in "-–—+") for piece in subject.main
    )
    where = (label,) if label else _end(subject)
    yield subject.hit(at(*where), "the title and the name of the signer are missing", sure=bool(label) and not unread)
