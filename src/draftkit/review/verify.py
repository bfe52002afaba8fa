"""The proof before anything is written: sources with the edits in them are built, and read beside the reviewed file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from draftkit.review.align import align
from draftkit.review.forms import Forms
from draftkit.review.model import Difference, Question
from draftkit.review.origin import Base
from draftkit.review.paper import Paper, Para, Piece


class Checked(NamedTuple):
    """What still differs, and the questions that answered themselves: references and numbers that follow by counting."""

    differences: tuple[Difference, ...]
    questions: tuple[Question, ...]


def check(wanted: Paper, found: Base, before: Base, questions: Sequence[Question], listed: Collection[int]) -> Checked:
    """Compare the rebuilt file with the reviewed one. `before` is our build without the edits: a number the reviewer left as it was is no difference.

    `listed` are the paragraphs of the reviewed file that stand in its contents list, which follows the headings.
    """
    forms = Forms(before.draft.kind)
    left = [para for para in _paras(wanted.pieces) if not any(ordinal in listed for ordinal in para.ordinals)]
    right = list(_paras([placed.piece for placed in found.placed if placed.origin.sort != "contents"]))
    old = {forms.key(para.text): para.text for para in _paras(before.paper.pieces)}
    settled: set[int] = set()
    differences: list[Difference] = []
    for link in align([para.text for para in left], [para.text for para in right]).links:
        ours, theirs = [right[at] for at in link.new], [left[at] for at in link.old]
        said, meant = " ".join(para.text for para in ours), " ".join(para.text for para in theirs)
        if said == meant:
            settled.update(ordinal for para in theirs for ordinal in para.ordinals)
        elif not _stale(meant, said, old, forms) and said != meant.upper():  # what is printed in capitals is not typed so
            differences.append(Difference("", meant, said))
    for one, other in zip(wanted.notes, found.paper.notes, strict=False):
        if one.text != other.text:
            differences.append(Difference("", one.text, other.text))
    open_ = tuple(question for question in questions if not question.ordinal or question.ordinal not in settled)
    return Checked(tuple(_one_place(differences, open_)), open_)


def _stale(meant: str, said: str, old: dict[str, str], forms: Forms) -> bool:
    """Whether two paragraphs differ in a number alone, and the reviewer's is the one the paragraph had before."""
    return forms.key(meant) == forms.key(said) and old.get(forms.key(meant)) == meant


def _one_place(differences: list[Difference], questions: Sequence[Question]) -> Iterator[Difference]:
    """Differences that no question explains. A paragraph that moved is missing in one place and too much in another."""
    for difference in differences:
        asked = any(
            (question.new and question.new in difference.wanted) or (question.old and question.old in difference.found)
            for question in questions
            if question.old or question.new
        )
        if not asked:
            yield difference


def _paras(pieces: Sequence[Piece]) -> Iterator[Para]:
    """All paragraphs, those of cells in their place, empty ones left out."""
    for piece in pieces:
        if isinstance(piece, Para):
            if piece.text:
                yield piece
        else:
            for _, inner in piece.cells:
                yield from _paras(inner)
