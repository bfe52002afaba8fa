"""One reviewed file over the build it came from: what both say, and which paragraph is which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.review.desk import Desk
from draftkit.review.forms import NUMBER_ONLY, Forms
from draftkit.review.origin import Base, Origin
from draftkit.review.paper import Paper, Para, Piece
from draftkit.review.trace import Traced
from draftkit.review.word_edits import flat
from draftkit.text.marks import normal
from draftkit.text.pair import Pairing, Passage, pair

_PAGE = re.compile(r" \d+$")


class Round:
    """What the steps of one review share. `author` is who edited without tracking; `tracked_only` when our build is not
    certainly what the reviewer got. `placed` and `pieces` are our paragraphs and rows and the reviewer's, empty ones
    left out."""

    def __init__(self, base: Base, paper: Paper, author: str, tracked_only: bool = False) -> None:
        self.base, self.paper = base, paper
        self.desk = Desk(base, author)
        self.forms = Forms(base.draft.kind)
        self.placed = [placed for placed in base.placed if placed.piece.text]
        self.pieces = [piece for piece in paper.pieces if piece.text]
        self.untouched = frozenset(piece for piece in paper.pieces if tracked_only and not piece.changed)
        """Paragraphs that no revision touches, when only revisions tell what the reviewer did."""

    def paired(self) -> Pairing:
        """The reviewed paragraphs beside ours, numbers left aside."""
        listed = frozenset(placed.piece.text for placed in self.placed if placed.origin.sort == "contents")
        ours = [self.forms.key(placed.piece.text) for placed in self.placed]
        theirs = [self.forms.key(_unpaged(piece.text, listed)) for piece in self.pieces]
        old, new = _names([placed.piece for placed in self.placed]), _names(self.pieces)
        stayed = {text: at for at, text in enumerate(theirs)}
        keys = {  # typing at the start of a paragraph takes its bookmark along: its words are surer, where they stayed
            name
            for name in old.keys() & new.keys()
            if ours[old[name]] == theirs[new[name]]
            or (ours[old[name]] not in stayed and not theirs[new[name]].endswith(NUMBER_ONLY))
        }
        return pair(
            self._passages([placed.piece for placed in self.placed], ours, {old[name]: name for name in keys}, listed),
            self._passages(self.pieces, theirs, {new[name]: name for name in keys}, listed),
        )

    def _opening(self, pieces: Sequence[Piece], listed: frozenset[str]) -> list[bool]:
        """Which paragraphs open an article, or what stands for one: by their number, on both sides alike; of a number
        torn off its heading, the heading."""
        out = [False] * (len(pieces) + 1)
        for at, piece in enumerate(pieces):
            text = _unpaged(piece.text, listed)
            level = self.forms.headed(text) if isinstance(piece, Para) else None
            if level is not None and level.keyword:  # it holds the paragraphs below its heading
                torn = level.heading == "inline" and self.forms.key(text).endswith(NUMBER_ONLY)
                out[at + torn] = True
        return out[:-1]

    def _passages(
        self, pieces: Sequence[Piece], said: Sequence[str], keys: dict[int, str], listed: frozenset[str]
    ) -> list[Passage]:
        """Paragraphs and rows as passages, each within the article it stands in: none is paired across articles, but
        when it was moved."""
        out: list[Passage] = []
        above, opening = -1, self._opening(pieces, listed)
        for at, (piece, text) in enumerate(zip(pieces, said, strict=True)):
            sort = "paragraph" if isinstance(piece, Para) else "row"
            before = piece.text[: -len(text)].strip() if piece.text.endswith(text) else ""
            out.append(Passage(sort, text, keys.get(at, ""), -1 if opening[at] else above, before))
            if opening[at]:
                above = at
        return out

    def traced(self, origin: Origin, was: Piece) -> Traced | None:
        """The traced text of a paragraph, if it is what the paragraph says after its number."""
        found = self.base.traced(origin)
        if found is None:
            return None
        found = flat(found)
        if origin.capitals:
            found = found._replace(text=found.text.upper())
        return found if found.text == self.unnumbered(was.text, origin) else None

    def unnumbered(self, text: str, origin: Origin) -> str:
        """The text of a printed paragraph after its number."""
        return self.forms.parted(text, normal(origin.prefix) if origin.prefix else "")[1]


def _names(pieces: Sequence[Piece]) -> dict[str, int]:
    """The paragraphs that bear each bookmark; the first one of a paragraph names it."""
    return {piece.bookmark: at for at, piece in enumerate(pieces) if isinstance(piece, Para) and piece.bookmark}


def _unpaged(text: str, listed: frozenset[str]) -> str:
    """A line of the contents list without its page: our build has none, and the bare words are also those of a heading
    further on."""
    bare = _PAGE.sub("", text)
    return bare if bare in listed else text
