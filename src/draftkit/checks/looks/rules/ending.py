"""The signs of the recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, word_rule
from draftkit.checks.sources import nd30
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.recognise.values import Piece

_E = Severity.ERROR
_RECIPIENTS = nd30("Phụ lục I, Phần I, II.9.đ")
_FILED = re.compile(r"^[-–]?\s*Lưu\s*:?", re.IGNORECASE)


def _items(subject: WordSubject) -> list[list[Piece]]:
    """The recipients, each with the lines it was broken into."""
    out: list[list[Piece]] = []
    for piece in subject.anatomy.of("recipients"):
        if piece.text[:1] in "-–—+" or not out or _FILED.match(piece.text):
            out.append([piece])
        else:
            out[-1].append(piece)
    return out


@word_rule("DK-W072", "Signs of the recipients", _E, _RECIPIENTS)
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
        if not last and _FILED.match(lines[0].text):
            yield subject.hit(lines[0], "“Lưu” comes last")
        elif lines[0].text[:1] not in "-–—":
            yield subject.hit(lines[0], "a recipient opens with “-”", sure=False)
        elif last and end != ".":
            mend = Mend("end-sign", {"sign": "."})
            message = msg("the last line of the recipients ends with a full stop")
            yield subject.hit(lines[-1], message, mend=mend if end in ";,:)" else None, sure=end in ";,:")
        elif not last and end != ";":
            message = msg("a recipient ends with a semicolon")
            yield subject.hit(lines[-1], message, mend=Mend("end-sign", {"sign": ";"}))
