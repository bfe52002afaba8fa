"""A reviewed file against our own build, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.model.message import msg
from draftkit.review.align import Alignment, align
from draftkit.review.desk import Desk
from draftkit.review.forms import Forms
from draftkit.review.metadata import Metadata
from draftkit.review.model import Found
from draftkit.review.origin import Base, Origin, Placed
from draftkit.review.paper import Accepts, Paper, Para, Piece, Row, normal, read_paper
from draftkit.review.remarks import remarks
from draftkit.review.structure import Gap, Structure
from draftkit.review.tables import Tables
from draftkit.review.trace import NOTE, Traced
from draftkit.review.words import CUT, Asked, flat, reword
from draftkit.review.words import Piece as Words
from draftkit.word.values import WordFile

_PAGE = re.compile(r" \d+$")
ATTRIBUTES = re.compile(r"[ \t]*\{[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)


def compare(base: Base, file: WordFile, accepts: Accepts, author: str, tracked_only: bool = False) -> Found:
    """What a reviewer changed and remarked. `author` is who edited without tracking; `tracked_only` when our build is
    not certainly what the reviewer got."""
    work = Comparison(base, read_paper(file, accepts), author, tracked_only)
    work.run()
    return Found(
        tuple(work.desk.edits),
        tuple(work.desk.questions),
        remarks(file.comments, work.lines, work.desk),
        frozenset(work.listed),
        frozenset(work.numbered),
    )


class Comparison:
    """One reviewed file at work."""

    def __init__(self, base: Base, paper: Paper, author: str, tracked_only: bool = False) -> None:
        self.base, self.paper = base, paper
        self.desk = Desk(base, author)
        self.forms = Forms(base.draft.kind)
        self.metadata = Metadata(self.desk)
        self.placed = [placed for placed in base.placed if placed.piece.text]
        self.pieces = [piece for piece in paper.pieces if piece.text]
        self.untouched = _untouched(paper) if tracked_only else frozenset()
        self.lines: dict[int, int] = {}
        self.listed: set[int] = set()
        self.numbered: set[int] = set()
        self.waiting: list[tuple[str, str, int, tuple[str, ...]]] = []
        self.made = len(base.draft.notes)
        self.notes_before: dict[int, int] = {}
        count = 0
        for piece in self.pieces:
            self.notes_before[id(piece)] = count
            count += piece.text.count(NOTE)
        self.tables = Tables(self.desk, self)
        self.structure = Structure(self.desk, self)

    def alignment(self) -> Alignment:
        """The reviewed paragraphs beside ours, numbers left aside."""
        listed = frozenset(placed.piece.text for placed in self.placed if placed.origin.sort == "contents")
        return align(
            [self.forms.key(placed.piece.text) for placed in self.placed],
            [self.forms.key(_unpaged(piece.text, listed)) for piece in self.pieces],
        )

    def run(self) -> None:
        found = self.alignment()
        moved = {new: old for old, new in found.moved}
        gap = Gap([], [], None, None)
        line = -1
        for link in found.links:
            if not link.new:
                self.structure.gone.update(id(self.placed[at]) for at in link.old)
        for link in found.links:
            old = [self.placed[at] for at in link.old]
            new = [self.pieces[at] for at in link.new]
            line = next((placed.origin.line for placed in old if placed.origin.line >= 0), line)
            if any(placed.origin.sort == "contents" for placed in old):
                self.listed.update(ordinal for piece in new for ordinal in _ordinals(piece))
            self.lines.update((ordinal, line) for piece in new for ordinal in _ordinals(piece))
            if old and new and self.whole(old, new):
                self.desk.ordinal = 0
                self.structure.gap(gap._replace(after=old[0]), moved)
                self.linked(old, new)
                gap = Gap([], [], old[-1], None)
            else:
                gap.deleted.extend(old)
                gap.inserted.extend(zip(link.new, new, strict=True))
        self.desk.ordinal = 0
        self.structure.gap(gap, moved)
        self.notes()
        self.desk.edits = [
            edit for edit in self.desk.edits if self.base.texts[edit.file][edit.start : edit.end] != edit.text
        ]

    def whole(self, old: list[Placed], new: list[Piece]) -> bool:
        """Whether a link can be worked on as one: a pair of a sort, or paragraphs of the text that were split or
        merged."""
        if len(old) == len(new) == 1:
            return isinstance(old[0].piece, Para) == isinstance(new[0], Para)
        return all(isinstance(placed.piece, Para) and placed.origin.sort == "text" for placed in old) and all(
            isinstance(piece, Para) for piece in new
        )

    def linked(self, old: list[Placed], new: list[Piece]) -> None:
        self.desk.ordinal = next(
            (ordinal for piece in new if isinstance(piece, Para) for ordinal in piece.ordinals[:1]), 0
        )
        if isinstance(new[0], Para) and old[0].origin.prefix and new[0].text.startswith(normal(old[0].origin.prefix)):
            self.numbered.update(new[0].ordinals)
        if len(old) == len(new) == 1:
            self.pair(old[0], new[0])
        elif len(old) == 1:
            self.split(old[0], [piece for piece in new if isinstance(piece, Para)])
        else:
            self.merge(old, next(piece for piece in new if isinstance(piece, Para)))

    # -- one to one

    def pair(self, old: Placed, new: Piece) -> None:
        if old.piece.text == new.text:
            if isinstance(new, Para) and isinstance(old.piece, Para):
                self.formatted(old, new)
            return
        if id(new) in self.untouched:
            return
        if isinstance(new, Row):
            self.tables.row(old, new)
        elif isinstance(old.piece, Para):
            self.paragraph(old, old.piece, new)

    def paragraph(self, old: Placed, was: Para, now: Para) -> None:
        """A paragraph that reads otherwise. One whose number alone changed follows from others and is looked at after
        the rebuild."""
        origin = old.origin
        if origin.sort == "contents":
            return
        if origin.sort == "object":
            self.desk.ask(
                "",
                origin.line,
                was.text,
                now.text,
                msg("a formula or picture was changed; edit it in the source"),
                self.desk.authors(now),
            )
            return
        prefix, text = self.forms.parted(now.text, normal(origin.prefix) if origin.prefix else "")
        traced = self.traced(origin, was)
        if traced is None:
            if self.metadata.knows(was) or (origin.sort == "frame" and origin.line < 0):
                self.metadata.changed(was, now)
            elif self.forms.key(was.text) != self.forms.key(now.text):
                reason = msg("these words are made by the kind of document; look where they come from")
                self.desk.ask("", origin.line, was.text, now.text, reason, self.desk.authors(now))
            return
        shift = len(now.text) - len(text)
        pieces, asked = reword(traced, text, now.styles[shift:])
        if origin.prefix and not prefix and self.forms.parted(was.text, normal(origin.prefix))[0]:
            lead = next((piece.new for piece in pieces if not piece.at[0]), "")
            if not lead:
                self.desk.ask(
                    "",
                    origin.line,
                    normal(origin.prefix),
                    "",
                    msg("the number was taken off the paragraph"),
                    self.desk.authors(now),
                )
            elif set(lead.lower().split()) & set(normal(origin.prefix).lower().split()):
                self.desk.ask(
                    "",
                    origin.line,
                    was.text,
                    now.text,
                    msg("the number or the words around it were changed; they are counted"),
                    self.desk.authors(now),
                )
                return
        self.take(origin, now, shift, pieces, asked)

    def traced(self, origin: Origin, was: Piece) -> Traced | None:
        """The traced text of a paragraph, if it is what the paragraph says after its number."""
        found = self.base.traced(origin)
        if found is None:
            return None
        found = flat(found)
        if origin.capitals:
            found = found._replace(text=found.text.upper())
        body = self.forms.parted(was.text, normal(origin.prefix) if origin.prefix else "")[1]
        return found if found.text == body else None

    def take(self, origin: Origin, now: Para, shift: int, pieces: list[Words], asked: list[Asked]) -> None:
        """Put what was found in a paragraph on the desk."""
        for piece in pieces:
            authors = self.desk.authors(now, piece.at[0] + shift, piece.at[1] + shift)
            text = self.with_notes(piece.text, piece.new, now, shift + piece.at[0], origin.line)
            last = piece.last
            if origin.capitals and text:  # printed in capitals, typed as a sentence
                text = text.lower() if piece.at[0] else text[:1] + text[1:].lower()
                if not piece.at[0] and piece.first == last:
                    text, last = text + self.base.source[last : last + 1].lower(), last + 1
            self.desk.edit(piece.first, last, text, origin.line, piece.old, piece.new, authors)
        for waiting in self.waiting:  # where a mark ends its line, the text of the note comes after it
            self.structure.add_note(*waiting)
        self.waiting.clear()
        for one in asked:
            self.desk.ask_atoms(
                one.atoms, origin, one.old, one.new, self.desk.authors(now, one.at[0] + shift, one.at[1] + shift)
            )

    def formatted(self, old: Placed, new: Para) -> None:
        """Bold or italic words in a paragraph whose text stayed."""
        was = old.piece
        if not isinstance(was, Para) or was.styles == new.styles or not any(run for run in new.ordinals):
            return
        from draftkit.review.emphasis import emphasis

        traced = self.traced(old.origin, was)
        if traced is None or old.origin.sort != "text":
            return
        shift = len(new.text) - len(
            self.forms.parted(new.text, normal(old.origin.prefix) if old.origin.prefix else "")[1]
        )
        for first, last, text, words in emphasis(traced, was.styles[shift:], new.styles[shift:]):
            self.desk.edit(first, last, text, old.origin.line, words, text, self.desk.authors(new))

    # -- footnotes

    def with_notes(self, text: str, words: str, para: Para, at: int, line: int) -> str:
        """The text of an edit with the footnotes that were added in it; their texts are put after the paragraph."""
        if NOTE not in words:
            return text
        parts = []
        number = self.notes_before.get(id(para), 0) + para.text.count(NOTE, 0, at)
        from draftkit.review.words import written

        for index, part in enumerate(words.split(NOTE)):
            if index:
                key = self.new_key()
                note = self.paper.notes[number].text if number < len(self.paper.notes) else ""
                number += 1
                parts.append(f"[^{key}]")
                self.waiting.append((key, note, line, self.desk.authors(para)))
            parts.append(written(part))
        return "".join(parts)

    def new_key(self) -> str:
        """A key no footnote has yet."""
        self.made += 1
        while f"ghi-chu-{self.made}" in self.base.draft.notes:
            self.made += 1
        return f"ghi-chu-{self.made}"

    def notes(self) -> None:
        """The texts of footnotes."""
        old = [placed for placed in self.base.notes if placed.piece.text]
        new = [note for note in self.paper.notes if note.text]
        for link in align([placed.piece.text for placed in old], [note.text for note in new]).links:
            if len(link.old) == len(link.new) == 1:
                self.pair(old[link.old[0]], new[link.new[0]])

    # -- one to two, two to one

    def split(self, old: Placed, new: list[Para]) -> None:
        origin = old.origin
        was = old.piece
        traced = self.traced(origin, was)
        first = self.forms.parted(new[0].text, normal(origin.prefix) if origin.prefix else "")[1]
        shift = len(new[0].text) - len(first)
        whole = CUT.join([first, *(para.text for para in new[1:])])
        if traced is None or origin.role.endswith("caption"):
            self.desk.ask(
                "",
                origin.line,
                was.text,
                whole.replace(CUT, " | "),
                msg("the paragraph was split; that cannot be said in the source"),
                self.desk.authors(new[0]),
            )
            return
        pieces, asked = reword(traced, whole)
        attributes = ATTRIBUTES.match(self.base.source, traced.end)
        moved = attributes[0] if attributes else ""
        for piece in pieces:
            text = piece.text
            if CUT in text:
                before, *rest = text.split(CUT)
                parts = [before.rstrip() + moved, *(part.strip() for part in rest)]
                following = whole.split(CUT)[1]
                text = parts[0] + "".join(
                    ("\n" if self.forms.marked(following) else "\n\n") + part for part in parts[1:]
                )
                if attributes and moved:
                    self.desk.edit(
                        attributes.start(), attributes.end(), "", origin.line, "", "", self.desk.authors(new[0])
                    )
                moved = ""
            self.desk.edit(
                piece.first,
                piece.last,
                text,
                origin.line,
                piece.old,
                piece.new.replace(CUT, " ¶ "),
                self.desk.authors(new[0], piece.at[0] + shift, piece.at[1] + shift),
            )
        for one in asked:
            self.desk.ask_atoms(one.atoms, origin, one.old, one.new, self.desk.authors(new[0]))

    def merge(self, old: list[Placed], new: Para) -> None:
        parts = [self.traced(placed.origin, placed.piece) for placed in old if isinstance(placed.piece, Para)]
        origin = old[0].origin
        if any(part is None for part in parts):
            words = " | ".join(placed.piece.text for placed in old)
            self.desk.ask(
                "",
                origin.line,
                words,
                new.text,
                msg("paragraphs were merged; not all their words are those of the drafter"),
                self.desk.authors(new),
            )
            return
        text = self.forms.parted(new.text, normal(origin.prefix) if origin.prefix else "")[1]
        first, second = (part for part in parts[:2] if part is not None)
        source = self.base.source
        own = ATTRIBUTES.match(source, first.end)
        later = ATTRIBUTES.match(source, second.end)
        cut_end = own.end() if own else first.end
        joined = _joined(first, second, cut_end)
        pieces, asked = reword(joined, text)
        authors = self.desk.authors(new)
        for piece in pieces:
            words = piece.text
            if CUT in piece.old:
                glue = (
                    ""
                    if second.text[:1] in ",.;" and not words
                    else "\n"
                    if words in ("", " ") and not self.forms.opens(second.text)
                    else words
                )
                words = glue if words in ("", " ") else words
            self.desk.edit(
                piece.first, piece.last, words, origin.line, piece.old.replace(CUT, " ¶ "), piece.new, authors
            )
        if own and not later:
            self.desk.edit(second.end, second.end, own[0], origin.line, "", "", authors)
        elif later and own is None and old[1].origin.unit is not None:
            self.desk.edit(later.start(), later.end(), "", origin.line, "", "", authors)
        for one in asked:
            self.desk.ask_atoms(one.atoms, origin, one.old, one.new, authors)


def _joined(first: Traced, second: Traced, end: int) -> Traced:
    """Two traced paragraphs as one, the sign `CUT` standing for what is between them in the source (from the end of the
    first text to the second)."""
    shift, atoms = len(first.text) + 1, len(first.atoms)
    return Traced(
        first.text + CUT + second.text,
        (*first.starts, first.end, *second.starts),
        (*first.ends, second.start, *second.ends),
        (*first.own, -1, *(own + atoms if own >= 0 else own for own in second.own)),
        (*first.atoms, *(atom._replace(first=atom.first + shift, last=atom.last + shift) for atom in second.atoms)),
        (*first.marks, *(mark._replace(first=mark.first + shift, last=mark.last + shift) for mark in second.marks)),
        first.start,
        second.end,
    )


def _unpaged(text: str, listed: frozenset[str]) -> str:
    """A line of the contents list without its page: our build has none, and the bare words are also those of a heading
    further on."""
    bare = _PAGE.sub("", text)
    return bare if bare in listed else text


def _ordinals(piece: Piece) -> Iterator[int]:
    """The paragraphs of the reviewed file that a piece holds."""
    if isinstance(piece, Para):
        yield from piece.ordinals
    else:
        for _, cell in piece.cells:
            for inner in cell:
                yield from _ordinals(inner)


def _untouched(paper: Paper) -> frozenset[int]:
    """Paragraphs that no revision touches, when only revisions tell what the reviewer did."""
    return frozenset(id(piece) for piece in paper.pieces if not _changed(piece))


def _changed(piece: Piece) -> bool:
    if isinstance(piece, Para):
        return piece.changed
    return piece.changed or any(_changed(inner) for _, cell in piece.cells for inner in cell)
