"""What became of a paragraph that stayed: reworded, set in other letters, split, merged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from itertools import groupby, pairwise

from draftkit.model.inline import Emph, Strong, Sub, Sup
from draftkit.model.message import msg
from draftkit.model.tree import Unit
from draftkit.review.frame import Metadata
from draftkit.review.notes import Notes
from draftkit.review.origin import Origin, Placed
from draftkit.review.paper import Para
from draftkit.review.round import Round
from draftkit.review.trace import NOTE, Traced
from draftkit.review.word_edits import CUT, Asked, Piece, reword
from draftkit.text.marks import normal
from draftkit.text.pattern import start_of_line

_BLOCKS = re.compile(r"^[ \t]*(?:>[ \t]*)*(?::::|```|\||\$\$|#|!\[)", re.MULTILINE)
"""What parts two paragraphs in the source so that they cannot be joined there: ends of divisions, tables, headings."""
_ATTRIBUTES = re.compile(r"[ \t]*\{[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)


class Paragraphs:
    """Paragraphs of one reviewed file that are still there."""

    def __init__(self, work: Round, metadata: Metadata, notes: Notes) -> None:
        self.work, self.metadata, self.notes = work, metadata, notes
        self.base, self.desk, self.forms = work.base, work.desk, work.forms

    # -- one to one

    def pair(self, old: Placed, now: Para) -> None:
        was = old.piece
        if not isinstance(was, Para):
            return
        if was.text == now.text:
            self._formatted(old, was, now)
        elif now not in self.work.untouched:
            self.reworded(old, was, now)

    def reworded(self, old: Placed, was: Para, now: Para) -> None:
        """A paragraph that reads otherwise. One whose number alone changed follows from others and is looked at after
        the rebuild."""
        origin = old.origin
        if origin.sort == "contents":
            return
        if origin.sort == "object":
            reason = msg("a formula or picture was changed; edit it in the source")
            self.desk.ask(origin.line, was.text, now.text, reason, self.desk.authors(now))
            return
        traced = self.work.traced(origin, was)
        if traced is None:
            self._made(old, was, now)
            return
        own = normal(origin.prefix) if origin.prefix else ""
        prefix, text = self.forms.parted(now.text, own)
        shift = len(now.text) - len(text)
        pieces, asked = reword(traced, text, now.styles[shift:])
        if own and not prefix and self.forms.parted(was.text, own)[0]:
            lead = next((piece.new for piece in pieces if not piece.at[0]), "")
            if set(lead.lower().split()) & set(own.lower().split()):
                reason = msg("the number or the words around it were changed; they are counted")
                self.desk.ask(origin.line, was.text, now.text, reason, self.desk.authors(now))
                return
            reason = msg("the number was taken off the paragraph")
            self.desk.ask(origin.line, own, "", reason, self.desk.authors(now))
        self._take(origin, now, shift, pieces, asked)

    def _made(self, old: Placed, was: Para, now: Para) -> None:
        """Words that stand nowhere as they are printed."""
        origin = old.origin
        if self.metadata.knows(was) or (origin.sort == "frame" and origin.line < 0):
            self.metadata.changed(was, now)
        elif self.forms.key(was.text) != self.forms.key(now.text):
            reason = msg("these words are made by the kind of document; look where they come from")
            self.desk.ask(origin.line, was.text, now.text, reason, self.desk.authors(now))

    def _take(self, origin: Origin, now: Para, shift: int, pieces: list[Piece], asked: list[Asked]) -> None:
        """Put what was found in a paragraph on the desk; the text of a new note comes after it."""
        waiting = []
        for piece in pieces:
            authors = self.desk.authors(now, piece.at[0] + shift, piece.at[1] + shift)
            text, last = piece.text, piece.last
            if NOTE in piece.new:
                text, found = self.notes.typed(piece.new, now, shift + piece.at[0])
                waiting += [(note, self.desk.authors(now)) for note in found]
            if origin.capitals and text:  # printed in capitals, typed as a sentence
                text = text.lower() if piece.at[0] else text[:1] + text[1:].lower()
                if not piece.at[0] and piece.first == last:
                    text, last = text + self.base.source[last : last + 1].lower(), last + 1
            self.desk.edit(piece.first, last, text, origin.line, piece.old, piece.new, authors)
        for note, authors in waiting:
            self.notes.come(note, origin.line, authors)
        for one in asked:
            authors = self.desk.authors(now, one.at[0] + shift, one.at[1] + shift)
            self.desk.ask_generated([one], origin, authors)

    def looks(self, old: Placed, was: Para, new: Para) -> None:
        """The look of a paragraph in a cell, where no sign of the source is put."""
        if was.text == new.text and was.styles != new.styles:
            self.restyled(old, list(restyled(was, new)), new)

    def _formatted(self, old: Placed, was: Para, new: Para) -> None:
        """Bold or italic words in a paragraph whose text stayed; what the source cannot say is asked."""
        if was.styles == new.styles or not any(new.ordinals) or old.origin.sort in ("contents", "object"):
            return
        traced = self.work.traced(old.origin, was) if old.origin.sort == "text" else None
        shift = len(new.text) - len(self.work.unnumbered(new.text, old.origin))
        made = list(emphasis(traced, was.styles[shift:], new.styles[shift:])) if traced is not None else []
        for first, last, text, words in made:
            self.desk.edit(first, last, text, old.origin.line, words, text, self.desk.authors(new))
        self.restyled(old, [words for words in restyled(was, new) if words not in {one[3] for one in made}], new)

    def restyled(self, old: Placed, words: list[str], new: Para) -> None:
        """Ask about words that were set in another look where the source has no signs for it."""
        reason = msg("the look of these words was changed (bold, italic); the source has no signs for it here")
        for text in words:
            self.desk.ask(old.origin.line, text, text, reason, self.desk.authors(new), settles=False)

    # -- one to several, several to one

    def split(self, old: Placed, new: list[Para]) -> None:
        """A paragraph became several; its label stays with the first."""
        origin = old.origin
        traced = self.work.traced(origin, old.piece)
        first = self.work.unnumbered(new[0].text, origin)
        shift = len(new[0].text) - len(first)
        whole = CUT.join([first, *(para.text for para in new[1:])])
        authors = self.desk.authors(new[0])
        if traced is None or origin.role.endswith(("caption", "-title")):
            reason = msg("the paragraph was split; that cannot be said in the source")
            self.desk.ask(origin.line, old.piece.text, whole.replace(CUT, " | "), reason, authors)
            return
        pieces, asked = reword(traced, whole)
        if any(CUT in one.new for one in asked):
            self._ask_whole(origin, old.piece.text, whole, authors)
            return
        with self.desk.act():
            self._parted(traced, pieces, new, shift, origin)
        self.desk.ask_generated(asked, origin, authors)

    def _parted(self, traced: Traced, pieces: list[Piece], new: list[Para], shift: int, origin: Origin) -> None:
        own = _ATTRIBUTES.match(self.base.source, traced.end)
        leads = iter("\n" if self.forms.marked(para.text) else "\n\n" for para in new[1:])
        label = own[0] if own else ""
        for piece in pieces:
            text = piece.text
            if CUT in text:
                before, *rest = text.split(CUT)
                text = before.rstrip() + label + "".join(next(leads) + part.strip() for part in rest)
                if own and label:
                    self.desk.edit(own.start(), own.end(), "", origin.line, "", "", self.desk.authors(new[0]))
                label = ""
            by = self.desk.authors(new[0], piece.at[0] + shift, piece.at[1] + shift)
            words = piece.new.replace(CUT, " ¶ ")
            self.desk.edit(piece.first, piece.last, text, origin.line, piece.old, words, by)

    def _ask_whole(self, origin: Origin, old: str, new: str, authors: tuple[str, ...]) -> None:
        """Ask about a paragraph parted, or joined, within generated words: half of it would say something else."""
        reason = msg("paragraphs were split or joined within words that are generated; type them in the source")
        self.desk.ask(origin.line, old.replace(CUT, " | "), new.replace(CUT, " | "), reason, authors)

    def merge(self, old: list[Placed], new: Para) -> None:
        """Paragraphs became one; it keeps the first of their labels."""
        origin = old[0].origin
        authors = self.desk.authors(new)
        parts = [part for placed in old if (part := self.work.traced(placed.origin, placed.piece)) is not None]
        ends = [start_of_line(self.base.source, part.start) for part in parts[:1]] + [part.end for part in parts[:-1]]
        apart = any(_BLOCKS.search(self.base.source[end : part.start]) for end, part in zip(ends, parts, strict=True))
        if len(parts) < len(old) or origin.role.endswith("caption") or apart:
            words = " | ".join(placed.piece.text for placed in old)
            reason = msg("paragraphs were merged; not all their words are those of the drafter")
            if apart:
                said = "paragraphs were merged that stand apart in the source, as a heading does; join them there"
                reason = msg(said)
            self.desk.ask(origin.line, words, new.text, reason, authors)
            return
        joints = [(part.end, after) for part, after in pairwise(parts)]
        whole = reduce(_joined, parts)
        pieces, asked = reword(whole, self.work.unnumbered(new.text, origin))
        if any(CUT in one.old for one in asked):
            self._ask_whole(origin, whole.text, new.text, authors)
            return
        with self.desk.act():
            self._merged(old, parts, pieces, joints, authors)
        self.desk.ask_generated(asked, origin, authors)

    def _merged(
        self,
        old: list[Placed],
        parts: list[Traced],
        pieces: list[Piece],
        joints: list[tuple[int, Traced]],
        authors: tuple[str, ...],
    ) -> None:
        origin = old[0].origin
        for piece in pieces:
            words = piece.text
            if CUT in piece.old and words in ("", " "):
                after = next((after for end, after in joints if piece.first <= end <= piece.last), parts[-1])
                closes = after.text[:1] in (",", ".", ";") and not words
                words = "" if closes else "\n" if not self.forms.opens(after.text) else words
            shown = piece.old.replace(CUT, " ¶ ")
            self.desk.edit(piece.first, piece.last, words, origin.line, shown, piece.new, authors)
        self._relabelled(old, parts, authors)

    def _relabelled(self, old: list[Placed], parts: list[Traced], authors: tuple[str, ...]) -> None:
        """The first label stands at the end of what was merged; a later one goes with the place it stood at."""
        own, *_, last = (_ATTRIBUTES.match(self.base.source, part.end) for part in parts)
        line, end = old[0].origin.line, parts[-1].end
        if own or (last and old[-1].origin.unit is not None):
            self.desk.edit(end, last.end() if last else end, own[0] if own else "", line, "", "", authors)
        for placed in old[1:]:
            if placed.origin.unit is not None:
                self.label_gone(placed.origin.unit, placed.piece.text)

    def label_gone(self, unit: Unit, text: str) -> None:
        """A label still used elsewhere goes with its unit: the drafter must say what those references mean now."""
        users = sorted(
            {use.place.line for use in self.base.bound.uses if use.label == unit.label and use.unit != unit.serial}
        )
        if unit.label and users:
            places = ", ".join(self.base.span(line) for line in users[:5])
            reason = msg("the provision was deleted, but is still referred to at {places}", places=places)
            self.desk.ask(unit.line, text, "", reason, key=f"@{unit.label}", settles=False)


def _joined(first: Traced, second: Traced) -> Traced:
    """Two traced paragraphs as one, the sign `CUT` standing for what is between them in the source."""
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


_KINDS = ((1, "**", Strong), (2, "*", Emph), (4, "^", Sup), (8, "~", Sub))
_UNPARTED = (Sup, Sub)
"""Kinds whose words hold no blank."""


def emphasis(traced: Traced, was: str, now: str) -> Iterator[tuple[int, int, str, str]]:
    """Signs to put in or take out of the source: (first, last, text, words), where the reviewer set whole stretches
    bold, italic, raised or lowered, or plain.

    A stretch that cuts through emphasised or generated words is left alone: the dialect could not say just that."""
    if not len(was) == len(now) == len(traced.text):
        return
    spans = [(mark.first, mark.last) for mark in traced.marks]
    for bit, sign, kind in _KINDS:
        for first, last, is_set in _stretches(was, now, bit):
            words = traced.text[first:last]
            mark = next(
                (mark for mark in traced.marks if mark.kind is kind and mark.first == first and mark.last == last), None
            )
            if not is_set and mark is not None:
                yield mark.opens[0], mark.opens[1], "", words
                yield mark.closes[0], mark.closes[1], "", words
            elif (
                is_set
                and not (kind in _UNPARTED and " " in words)
                and not any(a < first < b < last or first < a < last < b for a, b in spans)  # which cross it
                and _whole(traced, first, last)
            ):
                yield traced.starts[first], traced.starts[first], sign, words
                yield traced.ends[last - 1], traced.ends[last - 1], sign, words


def restyled(was: Para, now: Para) -> Iterator[str]:
    """The words that were set bold or italic, or plain, in two paragraphs of the same text."""
    for bit, _, _ in _KINDS[:2]:
        for first, last, _ in _stretches(was.styles, now.styles, bit):
            words = now.text[first:last].strip()
            if words:
                yield now.text[first:last]


def _stretches(was: str, now: str, bit: int) -> Iterator[tuple[int, int, bool]]:
    start = 0
    pairs = zip((int(style, 16) & bit for style in was), (int(style, 16) & bit for style in now), strict=False)
    for (before, after), group in groupby(pairs):
        end = start + sum(1 for _ in group)
        if before != after:
            yield start, end, after > 0
        start = end


def _whole(traced: Traced, first: int, last: int) -> bool:
    """Whether a stretch starts and ends with a letter, and takes no generated words apart."""
    if traced.text[first] == " " or traced.text[last - 1] == " ":
        return False
    return not any(atom.first < edge < atom.last for atom in traced.atoms for edge in (first, last))
