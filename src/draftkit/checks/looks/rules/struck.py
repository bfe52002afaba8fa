"""Words that are struck through by their format, and so neither said nor dropped."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.looks.rule import WordHit, WordSubject, word_rule
from draftkit.checks.sources import practice
from draftkit.model.finding import Severity
from draftkit.word.fingerprint import look_of

_QUOTED = 60
_STRUCK = practice("bỏ hẳn chữ không dùng, không gạch ngang")


@word_rule("DK-W028", "Words struck through", Severity.WARNING, _STRUCK, families=(), official=False)
def struck(subject: WordSubject) -> Iterator[WordHit]:
    """Words with a line through them are still in the document: whoever copies it, or reads it by a program, has them.
    Delete them, or take the line away."""
    pieces = [piece for piece in subject.anatomy.pieces if piece.text]
    found = [(line, run) for line, run in subject.runs(pieces) if look_of(run, cell=True).struck]
    if found:
        lines = tuple({line.holder: line for line, _ in found}.values())
        words = " ".join("".join(run.text for line, run in found if line is found[0][0]).split())
        short = words if len(words) <= _QUOTED else words[:_QUOTED].rpartition(" ")[0] + " …"
        yield subject.hit(lines, "{count} paragraphs hold words struck through: “{words}”", words=short, quote=words)
