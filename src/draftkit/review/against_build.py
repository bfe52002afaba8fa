"""A reviewed file against our own build, paragraph by paragraph; comments where they belong in the document, as the
register of a dossier keeps them; and what a reviewer changed without changing letters: struck words, pictures, links,
headers. What no edit of the source brings about is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from draftkit.dossier.mails import Sent
from draftkit.edits.values import Question
from draftkit.law.dates import is_date
from draftkit.model.message import msg
from draftkit.review.desk import Desk
from draftkit.review.frame import Metadata
from draftkit.review.model import Comment, Found
from draftkit.review.notes import Notes
from draftkit.review.origin import Base, Placed
from draftkit.review.paper import Accepts, Para, Piece, Row, read_paper
from draftkit.review.paragraphs import Paragraphs
from draftkit.review.round import Round
from draftkit.review.structure import Gap, Structure
from draftkit.review.tables import Tables
from draftkit.text.marks import COMMENT, FOOTER, HEADER, Difference, Fingerprint, differences, normal, said
from draftkit.text.pair import Link, Passage, pair
from draftkit.word.fingerprint import fingerprint
from draftkit.word.read import read_word
from draftkit.word.values import Comment as WordComment
from draftkit.word.values import WordFile


def remarks(comments: Sequence[WordComment], lines: Mapping[int, int], desk: Desk) -> tuple[Comment, ...]:
    """Comments with the provision they stand at, replies under the comment they answer. `lines` has the line of the
    source by paragraph of the file."""
    known = {comment.id for comment in comments}
    answers: dict[str, list[WordComment]] = {}
    for comment in comments:
        if comment.parent in known:
            answers.setdefault(comment.parent, []).append(comment)

    def made(comment: WordComment, depth: int = 0) -> Comment:
        line = lines.get(comment.paragraph, -1)
        replies = tuple(made(reply, depth + 1) for reply in answers.get(comment.id, ())) if depth < 20 else ()
        return Comment(
            comment.author,
            comment.date[:10],
            comment.text.strip(),
            desk.label(line),
            desk.where(line),
            normal(comment.quote),
            replies,
            comment.done,
        )

    return tuple(made(comment) for comment in comments if comment.parent not in known)


def entry_text(comment: Comment) -> str:
    """What a comment says, with the words it stands at and the replies."""
    where = f"{comment.where}: " if comment.where and not comment.label else ""
    quote = f"“{comment.quote}”: " if comment.quote else ""
    done = " [đã được đánh dấu là xong]" if comment.done else ""
    return "\n".join((f"{where[:1].upper()}{where[1:]}{quote}{comment.text}{done}", *_answers(comment)))


def _answers(comment: Comment) -> Iterator[str]:
    for reply in comment.replies:
        yield f"{reply.author}{f' ({reply.date})' if reply.date else ''}: {reply.text}"
        yield from _answers(reply)


def sent(comments: Sequence[Comment]) -> Iterator[Sent]:
    """The comments as the register of a dossier takes them in, as those of mails."""
    for one in comments:
        yield Sent(one.author, one.date if is_date(one.date) else "", one.label, "", entry_text(one))


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


_EDGES = (HEADER, FOOTER)


def beyond(base: Base, rebuilt: Base, word: WordFile, found: Found, author: str) -> list[Question]:
    """Questions about what the reviewed file says otherwise than our build and, still, than the build with the edits
    in it. Comments are no change."""
    now = fingerprint(word)
    left = _differences(base, now)
    if not left:
        return []
    still = Counter(map(_key, left if rebuilt is base else _differences(rebuilt, now)))
    desk = Desk(base, author)
    for one in left:
        if still[_key(one)] > 0:
            still[_key(one)] -= 1
            _ask(desk, one, found)
    return desk.questions


def _differences(build: Base, now: Fingerprint) -> list[Difference]:
    own = fingerprint(read_word(build.docx, build.path.name))
    edges = [{(mark.kind, mark.words) for mark in one.marks if mark.kind in _EDGES} for one in (own, now)]
    both = edges[0] & edges[1]
    return [one for one in differences(own, now) if one.mark.kind != COMMENT and not _is_copied(one, both)]


def _is_copied(one: Difference, both: set[tuple[str, str]]) -> bool:
    """Whether a header or footer is that of another section, or has no words: programs give each section its own."""
    marks = [mark for mark in one if mark is not None and mark.kind in _EDGES]
    return bool(marks) and all(
        (mark.kind, mark.words) in both or not any(map(str.isalpha, mark.words)) for mark in marks
    )


def _key(one: Difference) -> tuple[object, ...]:
    return tuple((mark.kind, mark.words, mark.value) if mark else None for mark in one)


def _ask(desk: Desk, one: Difference, found: Found) -> None:
    line = found.lines.get(one.mark.ordinal, -1) if one.new else -1
    reason = msg("changed without changing the words: {what}; say it in the source", what=said(one))
    old, new = (mark.shown() if mark else "" for mark in one)
    desk.ask(line, old, new, reason)
