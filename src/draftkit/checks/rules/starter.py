"""What a new document was begun with and nobody has replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import W, practice
from draftkit.model.keys import TITLE
from draftkit.model.message import Place
from draftkit.model.tree import Draft
from draftkit.text.passage import shortened

_TOLD = 5
"""Lines that are quoted."""
_OPENS = ("```", ":::", "|")
"""What a line of no words of its own begins with."""


def of_starter(draft: Draft) -> list[tuple[int, str]]:
    """The lines of the starter that a draft still has word for word, with their numbers in the source, from 0; those of
    the metadata count down from -1. What any such document may say counts where little else is said."""
    kind, front, text = draft.kind, draft.source.front, draft.source.text

    def lines() -> Iterator[tuple[int, str]]:  # as pairs they take as much memory as the text
        return chain(enumerate(text.split("\n")), ((-at, line) for at, line in enumerate(front.split("\n"), 1)))

    theirs = frozenset((*kind.example, *kind.sample))
    found = [(at, line) for at, line in lines() if line in theirs]
    kept = {line for line in _said(found).intersection(kind.example) if not line.startswith(_OPENS)}
    sample = {*kind.sample, *(kept if kept and 2 * len(kept) > len(_said(lines())) else ())}
    return [(at, line) for at, line in found if line in sample]


def _said(lines: Iterable[tuple[int, str]]) -> set[str]:
    """Of lines with their numbers those that are words of a text: of the metadata its title alone."""
    title = f"{TITLE}:"
    return {line for at, line in lines if line.startswith(title) or (at >= 0 and line.strip("> ") and line[0] != "#")}


@rule("DK-S028", "Text of the starter left standing", W, practice("văn bản mới có sẵn chữ mẫu để thay"), "files")
def left_standing(subject: Subject) -> Iterator[Hit]:
    """A new document begins with an example in the right form. Lines of it that are there to be replaced (“nội dung
    mẫu”, the example of another subject) still stand word for word: write what this document says, or delete them."""
    found = of_starter(subject.bound.draft)
    if len(found) > subject.bound.draft.kind.public:  # one line may be what all such texts say
        quoted = "; ".join(f"“{shortened(line.strip('> “”'))}”" for _, line in found[:_TOLD])
        place = Place(found[0][0], 0)
        yield subject.hit(place, "{count} lines of the starter still stand: {quoted}", count=len(found), quoted=quoted)
