"""A reviewed file against our own build, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.review.frame import Metadata
from draftkit.review.model import Found
from draftkit.review.notes import Notes
from draftkit.review.origin import Base, Placed
from draftkit.review.paper import Accepts, Para, Piece, Row, read_paper
from draftkit.review.paragraphs import Paragraphs
from draftkit.review.remarks import remarks
from draftkit.review.round import Round
from draftkit.review.structure import Gap, Structure
from draftkit.review.tables import Tables
from draftkit.text.marks import normal
from draftkit.text.pair import Link, Passage, pair
from draftkit.word.values import WordFile


def compare(base: Base, file: WordFile, accepts: Accepts, author: str, tracked_only: bool = False) -> Found:
    """What a reviewer changed and remarked. `author` is who edited without tracking; `tracked_only` when our build is
    not certainly what the reviewer got."""
    work = _Comparison(Round(base, read_paper(file, accepts), author, tracked_only))
    work.run()
    desk = work.round.desk
    edits = tuple(edit for edit in desk.edits if base.texts[edit.file][edit.start : edit.end] != edit.text)
    found = remarks(file.comments, work.lines, desk)
    return Found(edits, tuple(desk.questions), found, frozenset(work.listed), frozenset(work.numbered), work.lines)


class _Comparison:
    """The walk along both. `lines` leads from paragraphs of the reviewed file to lines of the source; of these `listed`
    are in the contents list, `numbered` kept their number."""

    def __init__(self, round: Round) -> None:
        self.round, self.desk = round, round.desk
        self.metadata, self.notes = Metadata(round.desk), Notes(round)
        self.paragraphs = Paragraphs(round, self.metadata, self.notes)
        self.tables = Tables(round.desk, self.metadata)
        self.lines: dict[int, int] = {}
        self.listed: set[int] = set()
        self.numbered: set[int] = set()

    def run(self) -> None:
        """Follow the links; what is between two that stayed is a gap."""
        placed, pieces = self.round.placed, self.round.pieces
        found = self.round.paired()
        links = [one for link in found.links(len(placed)) for one in self._untorn(link)]
        moved = {new: found.pairs[new] for new in found.moved if self._keeps_number(placed, found.pairs[new], new)}
        gone = frozenset(at for link in links if not link.new for at in link.old)
        left = [normal(placed[at].origin.prefix) for at in gone if placed[at].origin.prefix]
        for link in links:
            if not link.old:  # the number of one that went is no number somebody gave it
                self._counted(left, pieces[link.new[0]])
        order = [at for new, at in enumerate(found.pairs) if at >= 0 and (new in moved or new not in found.moved)]
        parts = self.paragraphs, self.tables, self.metadata, self.notes
        structure = Structure(self.round, *parts, moved, gone, order)
        gap = Gap([], [], None, None)
        line = -1
        for link in links:
            ours, theirs = [placed[at] for at in link.old], [pieces[at] for at in link.new]
            line = next((one.origin.line for one in ours if one.origin.line >= 0), line)
            if any(one.origin.sort == "contents" for one in ours):
                self.listed.update(ordinal for piece in theirs for ordinal in piece.ordinals)
            self.lines.update((ordinal, line) for piece in theirs for ordinal in piece.ordinals)
            if ours and theirs and _is_whole(ours, theirs):
                self.desk.ordinal = 0
                structure.gap(gap._replace(after=ours[0]))
                self._linked(ours, theirs)
                gap = Gap([], [], ours[-1], None)
            else:
                gap.deleted.extend(zip(link.old, ours, strict=True))
                gap.inserted.extend(zip(link.new, theirs, strict=True))
        self.desk.ordinal = 0
        structure.gap(gap)
        self._footnotes()

    def _untorn(self, link: Link) -> Iterator[Link]:
        """A link as it is; where one paragraph of a split or merger still says all it said, the others came or went
        beside it: an article copied below itself is two, not one in halves."""
        if 1 in (len(link.old), len(link.new)) and len(link.old) != len(link.new):
            ours = [self.round.forms.key(self.round.placed[at].piece.text) for at in link.old]
            theirs = [self.round.forms.key(self.round.pieces[at].text) for at in link.new]
            same = next(((a, b) for a, one in enumerate(ours) for b, two in enumerate(theirs) if one == two), None)
            if same is not None:
                a, b = same
                yield from (Link((at,), ()) for at in link.old[:a])
                yield from (Link((), (at,)) for at in link.new[:b])
                yield Link((link.old[a],), (link.new[b],))
                yield from (Link((at,), ()) for at in link.old[a + 1 :])
                yield from (Link((), (at,)) for at in link.new[b + 1 :])
                return
        yield link

    def _linked(self, old: list[Placed], new: list[Piece]) -> None:
        self.desk.ordinal = next((at for piece in new if isinstance(piece, Para) for at in piece.ordinals[:1]), 0)
        self._counted([normal(old[0].origin.prefix)], new[0])
        paras = [piece for piece in new if isinstance(piece, Para)]
        if not paras:
            self._row(old[0], new[0])
        elif len(old) == len(new) == 1:
            self.paragraphs.pair(old[0], paras[0])
        elif len(old) == 1:
            self.paragraphs.split(old[0], paras)
        else:
            self.paragraphs.merge(old, paras[0])

    def _keeps_number(self, placed: list[Placed], old: int, new: int) -> bool:
        """Whether what moved is still counted, or never was: a khoản whose words some other paragraph says is gone."""
        prefix = normal(placed[old].origin.prefix)
        return not prefix or bool(self.round.forms.parted(self.round.pieces[new].text, prefix)[0])

    def _counted(self, prefixes: list[str], new: Piece) -> None:
        if isinstance(new, Para) and any(prefix and new.text.startswith(prefix) for prefix in prefixes):
            self.numbered.update(new.ordinals)

    def _row(self, old: Placed, new: Piece) -> None:
        if not isinstance(new, Row) or not isinstance(old.piece, Row) or new in self.round.untouched:
            return
        if old.piece.lines != new.lines:
            self.tables.row(old, new)
        elif old.piece != new:
            self._looks(old, new)

    def _looks(self, old: Placed, new: Row) -> None:
        """Words of cells that were set bold or italic."""
        for before, (_, after) in zip(old.cells, new.cells, strict=False):
            for placed, piece in zip(before, after, strict=False):
                if isinstance(placed.piece, Para) and isinstance(piece, Para):
                    self.paragraphs.looks(placed, placed.piece, piece)

    def _footnotes(self) -> None:
        old = [placed for placed in self.round.base.notes if placed.piece.text]
        new = [note for note in self.round.paper.notes if note.text]
        found = pair([Passage("", one.piece.text) for one in old], [Passage("", note.text) for note in new])
        for after, before in enumerate(found.pairs):
            if before >= 0:
                self.paragraphs.pair(old[before], new[after])


def _is_whole(old: list[Placed], new: list[Piece]) -> bool:
    """Whether a link can be worked on as one: a pair of a sort, or paragraphs of the text that were split or merged."""
    if len(old) == len(new) == 1:
        return isinstance(old[0].piece, Para) == isinstance(new[0], Para)
    paras = all(isinstance(piece, Para) for piece in (*new, *(placed.piece for placed in old)))
    return paras and all(placed.origin.sort == "text" for placed in old)
