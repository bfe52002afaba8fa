"""Phụ lục: number, reference in the text, the line that ties it to the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from draftkit.checks.looks.rule import WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import nd30
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.model.numeral import from_roman, to_roman, whole
from draftkit.recognise.values import Piece

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_SOURCE = nd30("Phụ lục I, Phần I, III.1")


def _annexes(subject: WordSubject) -> list[Piece]:
    return [
        piece
        for piece in subject.anatomy.of("annex-number", region="annex")
        if not piece.line.where.table and not piece.title
    ]


@word_rule("DK-W080", "Number of an annex", severity=_E, source=_SOURCE, firm=True)
def number(subject: WordSubject) -> Iterator[WordHit]:
    """Two annexes or more are numbered in Roman numerals."""
    found = _annexes(subject)
    if len(found) < 2:
        return
    last = 0
    for piece in found:
        if not piece.number:
            yield WordHit(msg("an annex without a number beside others"), at(piece), sure=False)
        elif not from_roman(piece.number):
            value = whole(piece.number, 0)
            hint = (
                msg("annex {number}: write {roman}", number=piece.number, roman=to_roman(value))
                if value
                else msg("annex {number}: write a Roman numeral", number=piece.number)
            )
            yield WordHit(hint, at(piece), sure=bool(value))
        else:
            value = from_roman(piece.number)
            if value != last + 1 and last:
                yield WordHit(
                    msg("annex {number} after {before}", number=piece.number, before=to_roman(last)),
                    at(piece),
                    sure=subject.own,
                )
            last = value


@word_rule("DK-W081", "Annex the text does not name", severity=_E, source=_SOURCE, firm=True)
def unnamed(subject: WordSubject) -> Iterator[WordHit]:
    """The text points to each annex."""
    text = " ".join(piece.text for piece in subject.anatomy.pieces if piece.region in ("main", "attachment"))
    if not text or not subject.anatomy.first("signature-title", "recipients-label"):
        return
    several = re.search(
        r"[Pp]hụ lục (?:kèm|ban|số|sau|đính)|[Cc]ác [Pp]hụ lục|[Pp]hụ lục (?:từ )?[IVX]+ (?:đến|,)", text
    )
    for piece in _annexes(subject):
        wanted = rf"[Pp]hụ lục (?:số )?{re.escape(piece.number)}(?!\w)" if piece.number else "[Pp]hụ lục"
        odd = piece.number and not from_roman(piece.number)
        if not odd and not re.search(wanted, text) and not several:
            yield WordHit(msg("the text does not name {annex}", annex=piece.text), at(piece))


@word_rule("DK-W082", "Annex not tied to its document", severity=_E, source=_SOURCE)
def untied(subject: WordSubject) -> Iterator[WordHit]:
    """A line under the title of each annex says which document it comes with: (Kèm theo … số … ngày … tháng … năm … của
    …)."""
    pieces = [piece for piece in subject.anatomy.pieces if piece.region == "annex"]
    for place, piece in enumerate(pieces):
        if piece.role != "annex-number" or piece.title or piece.line.where.table:
            continue
        following = list(takewhile(lambda other: other.role != "annex-number", pieces[place + 1 : place + 8]))
        if any(
            other.role == "annexed" or re.search(r"[Kk]èm theo|[Bb]an hành theo", other.text) for other in following
        ):
            continue
        yield WordHit(msg("no line “(Kèm theo …)” under {annex}", annex=piece.text), at(piece), sure=False)
