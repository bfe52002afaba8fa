"""How the numbers of phần, chương, mục, điều, khoản, điểm are printed; phụ lục: their numbers, what ties them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from draftkit.checks.looks.rule import WordHit, WordSubject, word_rule
from draftkit.checks.sources import E, W, nd30
from draftkit.model.kind import Level
from draftkit.model.message import msg
from draftkit.recognise.lines import Piece

_UNITS = nd30("Phụ lục I, Phần I, II.6.đ")


def _levels(subject: WordSubject) -> dict[str, Level]:
    kind = subject.anatomy.kind
    return {level.name: level for level in kind.outline.levels} if kind else {}


def _name(level: Level, piece: Piece) -> str:
    return f"{level.cite} {piece.number}"


@word_rule("DK-W060", "Number and title of a heading on one line", E, _UNITS)
def one_line(subject: WordSubject) -> Iterator[WordHit]:
    """The number of a phần, chương, mục or tiểu mục stands on a line of its own, its title on the next."""
    levels = _levels(subject)
    for piece in subject.main:
        level = levels.get(piece.level)
        if level is None or level.heading != "stacked" or piece.quoted:
            continue
        if piece.title:
            yield subject.hit(piece, "{unit}: number and title stand on one line", unit=_name(level, piece))
        elif piece.sign:
            yield subject.hit(piece, "{unit}: no “{sign}” after the number", unit=_name(level, piece), sign=piece.sign)


@word_rule("DK-W065", "Sign after a number", E, _UNITS, firm=True)
def signs(subject: WordSubject) -> Iterator[WordHit]:
    """`Điều 5.`, `1.`, `a)`: a full stop after the number of a điều or khoản, a bracket after the letter of a điểm."""
    levels = _levels(subject)
    for piece in subject.anatomy.units():
        level = levels.get(piece.level)
        if (
            level is None
            or level.heading == "stacked"
            or (level.numeral == "roman" and not level.label.partition("{n}")[0])
        ):
            continue
        wanted = level.label.partition("{n}")[2].strip()[:1]
        if wanted and piece.sign != wanted:
            sure = not (piece.level == "clause" and subject.anatomy.family == "nd30")
            message = msg("{unit}: “{sign}” stands after the number", unit=_name(level, piece), sign=wanted)
            yield subject.hit(piece, message, sure=sure)


_SOURCE = nd30("Phụ lục I, Phần I, III.1")


@word_rule("DK-W080", "Annex without a number beside others", W, _SOURCE)
def number(subject: WordSubject) -> Iterator[WordHit]:
    """Two annexes or more are numbered in Roman numerals."""
    annexes = subject.anatomy.of("annex-number", region="annex")
    found = [piece for piece in annexes if not piece.line.where.table and not piece.title]
    for piece in found if len(found) > 1 else ():
        if not piece.number:
            yield subject.hit(piece, "an annex without a number beside others")


@word_rule("DK-W082", "Annex not tied to its document", E, _SOURCE)
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
