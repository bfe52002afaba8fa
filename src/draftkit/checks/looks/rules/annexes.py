"""Phụ lục: a number where there are several, the line that ties each to the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from draftkit.checks.looks.rule import WordHit, WordSubject, word_rule
from draftkit.checks.sources import nd30
from draftkit.model.finding import Severity

_E, _W = Severity.ERROR, Severity.WARNING
_SOURCE = nd30("Phụ lục I, Phần I, III.1")


@word_rule("DK-W080", "Annex without a number beside others", _W, _SOURCE)
def number(subject: WordSubject) -> Iterator[WordHit]:
    """Two annexes or more are numbered in Roman numerals."""
    found = [
        piece
        for piece in subject.anatomy.of("annex-number", region="annex")
        if not piece.line.where.table and not piece.title
    ]
    for piece in found if len(found) > 1 else ():
        if not piece.number:
            yield subject.hit(piece, "an annex without a number beside others")


@word_rule("DK-W082", "Annex not tied to its document", _E, _SOURCE)
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
        yield subject.hit(piece, "no line “(Kèm theo …)” under {annex}", annex=piece.text, sure=False)
