"""Legal bases, addressees, recipients: their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import E, W, nd30, practice
from draftkit.model.message import msg
from draftkit.recognise.lines import Piece
from draftkit.recognise.terms import FILED

_NORMATIVE_ADDRESSEES = practice("văn bản quy phạm pháp luật không có Kính gửi")


def _whole(subject: WordSubject) -> list[list[Piece]]:
    """The legal bases, each with the lines it was broken into."""
    out: list[list[Piece]] = []
    for piece in subject.anatomy.of("legal-basis"):
        if out and not out[-1][-1].text.endswith((";", ".", ",", ":")):
            out[-1].append(piece)
        else:
            out.append([piece])
    return out


@word_rule("DK-W040", "End of a legal basis", E, nd30("Phụ lục I, Phần I, II.6.a"))
def end_sign(subject: WordSubject) -> Iterator[WordHit]:
    """Each legal basis stands on a line of its own and ends with a semicolon; the last ends with a full stop in
    administrative documents."""
    bases = _whole(subject)
    for place, lines in enumerate(bases):
        last = place + 1 == len(bases)
        wanted = subject.profile.basis_last if last else subject.profile.basis_end
        end = lines[-1].text[-1:]
        if end != wanted and not (last and subject.anatomy.first("enactment") and end in ";."):
            sure = not last or end not in ";,."
            message = msg("a legal basis ends with “{sign}”", sign=wanted)
            if last:
                message = msg("the last legal basis ends with “{sign}”", sign=wanted)
            yield subject.hit(lines[-1], message, sure=sure)


@word_rule("DK-W044", "Kính gửi", E, nd30("Phụ lục I, Phần I, II.9.d"), families=("nd30",))
def addressees(subject: WordSubject) -> Iterator[WordHit]:
    """`Kính gửi:` with a colon; one addressee on the same line, more each on a line that opens with a hyphen and ends
    with a semicolon, the last with a full stop."""
    label = subject.anatomy.first("addressees")
    if label and not re.match(r"Kính gửi\s*:", label.text):
        yield subject.hit(label, "a colon stands after “Kính gửi”")
    items = [piece for piece in subject.anatomy.of("addressees-item") if piece.text.startswith("-")]
    if len(items) < 2 or items[0].text.count(";") > 1:
        return
    for place, piece in enumerate(items):
        following = items[place + 1].line.ordinal if place + 1 < len(items) else 0
        wanted = ";" if place + 1 < len(items) else "."
        if not piece.text.endswith(wanted) and (not following or following == piece.line.ordinal + 1):
            yield subject.hit(piece, "an addressee ends with “{sign}”", sign=wanted, sure=wanted == ";")


@word_rule("DK-W045", "Kính gửi in a normative document", W, _NORMATIVE_ADDRESSEES, families=("qppl",))
def normative_addressees(subject: WordSubject) -> Iterator[WordHit]:
    """Normative documents address nobody."""
    yield from (
        WordHit(msg("a normative document has no “Kính gửi”"), at(piece)) for piece in subject.anatomy.of("addressees")
    )


_RECIPIENTS = nd30("Phụ lục I, Phần I, II.9.đ")


def _items(subject: WordSubject) -> list[list[Piece]]:
    """The recipients, each with the lines it was broken into."""
    out: list[list[Piece]] = []
    for piece in subject.anatomy.of("recipients"):
        if piece.text[:1] in "-–—+" or not out or FILED.match(piece.text):
            out.append([piece])
        else:
            out[-1].append(piece)
    return out


@word_rule("DK-W072", "Signs of the recipients", E, _RECIPIENTS)
def recipient_signs(subject: WordSubject) -> Iterator[WordHit]:
    """Each recipient opens with a hyphen and ends with a semicolon; the file copy (`- Lưu: VT, …`) comes last and ends
    with a full stop."""
    items = _items(subject)
    label = subject.anatomy.first("recipients-label")
    if label and not re.match(r"Nơi nhận\s*:", label.text, re.IGNORECASE):
        yield subject.hit(label, "a colon stands after “Nơi nhận”")
    for place, lines in enumerate(items):
        last = place + 1 == len(items)
        end = lines[-1].text[-1:]
        if not last and FILED.match(lines[0].text):
            yield subject.hit(lines[0], "“Lưu” comes last")
        elif lines[0].text[:1] not in "-–—":
            yield subject.hit(lines[0], "a recipient opens with “-”", sure=False)
        elif last and end != ".":
            mend = Mend("end-sign", {"sign": "."})
            message = msg("the last line of the recipients ends with a full stop")
            yield subject.hit(lines[-1], message, mend=mend if end in ";,:)" else None, sure=end in ";,:")
        elif not last and end != ";":
            yield subject.hit(lines[-1], "a recipient ends with a semicolon", mend=Mend("end-sign", {"sign": ";"}))
