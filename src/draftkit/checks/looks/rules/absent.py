"""What a document of its kind must have: name, addressees, legal bases, enacting words, signature."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.looks.rule import WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import nd30
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.recognise.lines import Line

_E, _W = Severity.ERROR, Severity.WARNING


def _required(subject: WordSubject, key: str) -> bool:
    """Whether the kind cannot do without a metadata key; what is issued with another document has not all that the kind
    has."""
    kind = subject.anatomy.kind
    return kind is not None and key in kind.keys and kind.keys[key].required and not subject.anatomy.first("annexed")


def _consolidated(subject: WordSubject) -> bool:
    """Whether the file is a consolidated text, which tells first what it consolidates."""
    return "/VBHN" in subject.anatomy.symbol


def _after(subject: WordSubject, *roles: str) -> tuple[Line, ...]:
    """The last line of those parts that stand before what is missing."""
    return at(*subject.anatomy.of(*roles)[-1:])


@word_rule("DK-W035", "Name of the document missing", severity=_E, source=nd30("Phụ lục I, Phần I, II.5"), firm=True)
def no_name(subject: WordSubject) -> Iterator[WordHit]:
    """Under its kind a document says in a few words what it is about; a letter does so after `V/v`."""
    kind = subject.anatomy.kind
    if kind and kind.words.get("type_line") and not subject.anatomy.first("type", "annexed"):
        yield WordHit(
            msg("the line “{text}” is missing", text=kind.words["type_line"]),
            _after(subject, "number", "place-date"),
            sure=False,
        )
        return
    if kind is None or not _required(subject, "ten_goi") or subject.anatomy.first("title", "subject"):
        return
    message = (
        msg("the letter does not say after “V/v” what it is about")
        if kind.words.get("subject")
        else msg("no line under the kind says what the document is about")
    )
    yield WordHit(
        message, _after(subject, "type") or _after(subject, "number"), sure=not subject.anatomy.first("other")
    )


@word_rule("DK-W046", "No addressees", severity=_E, source=nd30("Phụ lục I, Phần I, II.9.d"), families=("nd30",))
def no_addressees(subject: WordSubject) -> Iterator[WordHit]:
    """A letter names those it is sent to, after `Kính gửi:`. Kinds that address with words of their own are not
    judged."""
    kind = subject.anatomy.kind
    if (
        kind
        and not kind.words.get("addressed")
        and _required(subject, "kinh_gui")
        and not subject.anatomy.first("addressees", "addressees-item", "calls")
    ):
        yield WordHit(
            msg("“Kính gửi:” is missing"),
            _after(subject, "number", "subject", "type", "title"),
            sure=not subject.anatomy.first("other"),
        )


@word_rule("DK-W047", "No legal bases", severity=_E, source=nd30("Phụ lục I, Phần I, II.6.a"), firm=True)
def no_bases(subject: WordSubject) -> Iterator[WordHit]:
    """A document that decides something says by which law."""
    if (
        _required(subject, "can_cu")
        and subject.anatomy.first("type")
        and not _consolidated(subject)
        and all(piece.text.startswith("Theo đề nghị") for piece in subject.anatomy.of("legal-basis"))
    ):
        yield WordHit(msg("no legal basis stands before the text"), _after(subject, "type", "title", "authority"))


@word_rule("DK-W048", "Enacting words missing", severity=_W, source=nd30("Phụ lục III"))
def no_enactment(subject: WordSubject) -> Iterator[WordHit]:
    """Between legal bases and text stands the sentence or the line that enacts the document: `QUYẾT ĐỊNH:`, “… ban hành
    Nghị định …”."""
    kind = subject.anatomy.kind
    bases = subject.anatomy.of("legal-basis")
    if kind is None or not bases or _consolidated(subject) or subject.anatomy.first("annexed"):
        return
    for role in ("enactment", "decides"):
        if kind.words.get(role) and not subject.anatomy.first("enactment", "decides"):
            words = kind.words["decides"] if role == "decides" else "…"
            message = (
                msg("the line “{text}” is missing after the legal bases", text=words)
                if role == "decides"
                else msg("no sentence after the legal bases enacts the document")
            )
            yield WordHit(message, at(bases[-1]))
            return


@word_rule("DK-W078", "No signature", severity=_E, source=nd30("Điều 8 khoản 2"), firm=True)
def no_signature(subject: WordSubject) -> Iterator[WordHit]:
    """A document ends with the title and the name of whoever signs it."""
    if not subject.anatomy.kind or subject.anatomy.first("annexed", "signature-title", "signature-name"):
        return
    label = subject.anatomy.first("recipients-label")
    unread = any(
        piece.role == "other" or (piece.role == "recipients" and piece.text[:1] not in "-–—+") for piece in subject.main
    )
    if label and not unread:  # without a list of recipients the end of the text is not told from a signature
        yield WordHit(msg("the title and the name of the signer are missing"), at(label))
