"""References from one unit of a Word file to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.checks.looks.rule import WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import nd78
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.recognise.values import Piece

_UNIT = r"(?:(?:điểm (?P<point>[a-zđ]) )?khoản (?P<clause>\d{1,3}[a-zđ]?) )?"
_AMENDS = re.compile(r"(?:[Ss]ửa đổi|[Bb]ổ sung)\b.*\bnhư sau:$")
_HERE = re.compile(rf"{_UNIT}Điều này\b")


@word_rule(
    "DK-W069", "Reference to what is not there", severity=Severity.ERROR, source=nd78("Điều 68 khoản 2"), firm=True
)
def no_target(subject: WordSubject) -> Iterator[WordHit]:
    """A reference to a unit of the document itself (“khoản 7 Điều 3 Nghị định này”, “khoản 2 Điều này”) names one that
    is there."""
    kind = subject.anatomy.kind
    placed = _placed([piece for piece in subject.main if not piece.quoted])
    there = {path for _, path, own in placed if own}
    if kind is None or not kind.words.get("this") or not any(article and not clause for article, clause, _ in there):
        return
    amends = any(piece.quoted or _AMENDS.search(piece.text) for piece in subject.main)
    named = re.compile(rf"{_UNIT}Điều (?P<article>\d{{1,4}}[a-zđ]?) (?:của )?{re.escape(kind.words['this'])}\b")
    for piece, (article, _, _), _ in placed:
        for found in (*named.finditer(piece.text), *(_HERE.finditer(piece.text) if article else ())):
            if piece.text.count("“", 0, found.start()) > piece.text.count("”", 0, found.start()):
                continue  # words of another document
            groups = found.groupdict("")
            path = (groups.get("article") or article, groups["clause"], groups["point"])
            steps = ((path[0], "", ""), (path[0], path[1], ""), path)
            if any(step not in there for step in steps):
                yield WordHit(
                    msg("“{text}”: there is no such unit in this document", text=found[0]),
                    at(piece),
                    quote=found[0],
                    sure=subject.own or not amends,
                )


def _placed(pieces: Sequence[Piece]) -> list[tuple[Piece, tuple[str, str, str], bool]]:
    """Pieces with the điều, khoản and điểm they stand in, and whether they begin the innermost of these."""
    out = []
    article = clause = point = ""
    for piece in pieces:
        own = True
        if piece.level == "article":
            article, clause, point = piece.number, "", ""
        elif piece.level == "clause":
            clause, point = piece.number, ""
        elif piece.level == "point":
            point = piece.number
        else:
            own = False
        out.append((piece, (article, clause, point), own))
    return out
