"""Paragraphs that came, went or moved: lines of the source put in, taken out and carried along with their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.model.grouped import grouped
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.review.composed import Composed, Composer, Lines, Places
from draftkit.review.frame import Metadata
from draftkit.review.notes import Notes
from draftkit.review.origin import Placed
from draftkit.review.paper import Para, Piece, Row
from draftkit.review.paragraphs import Paragraphs
from draftkit.review.round import Round
from draftkit.review.tables import Tables
from draftkit.text.marks import normal


class Gap(NamedTuple):
    """What was deleted and inserted between two paragraphs that stayed, `before` and `after` (None at the ends), with
    their numbers."""

    deleted: list[tuple[int, Placed]]
    inserted: list[tuple[int, Piece]]
    before: Placed | None
    after: Placed | None


class Structure:
    """Paragraphs of one reviewed file that came, went or moved: `moved` leads from the numbers of theirs to those of
    ours, `gone` are ours that are not where they were, `order` ours that are still there as they now follow one
    another."""

    def __init__(
        self,
        work: Round,
        paragraphs: Paragraphs,
        tables: Tables,
        metadata: Metadata,
        notes: Notes,
        moved: Mapping[int, int],
        gone: frozenset[int],
        order: Sequence[int],
    ) -> None:
        self.work, self.paragraphs, self.tables, self.metadata, self.notes = work, paragraphs, tables, metadata, notes
        self.desk, self.base = work.desk, work.base
        self.places = Places(work)
        self.composer = Composer(work, self.places, paragraphs, notes)
        self.moved, self.gone, self.left = moved, gone, frozenset(moved.values())
        self.staying = frozenset(self._staying(order))

    def gap(self, gap: Gap) -> None:
        untouched = self.work.untouched
        inserted = self._unsplit([one for one in gap.inserted if one[1] not in untouched], gap.after)
        deleted = [] if untouched and not inserted else gap.deleted  # when only revisions count, one must be near
        if not deleted and not inserted:
            return
        gap = self._without_halves(gap._replace(deleted=deleted, inserted=inserted))
        gap = self._without_tables(self._reworded(gap))
        self._rows(gap)
        body = []
        for number, placed in gap.deleted:
            if isinstance(placed.piece, Row) or number in self.staying:
                continue
            if number in self.left and self.places.lines(placed) is None:
                continue  # asked about where it came to
            if placed.origin.sort != "text":
                self._other_gone(placed, placed.piece)
            elif self._is_held(number):
                self._title_gone(number, placed)
            else:
                body.append((number, placed))
        paras = []
        for number, piece in gap.inserted:
            reason = self._unmovable(self.moved[number]) if number in self.moved else None
            if reason is not None:
                self.desk.ask(self.work.placed[self.moved[number]].origin.line, piece.text, piece.text, reason)
            elif isinstance(piece, Para):
                paras.append((number, piece))
        if self._in_frame(gap) and not body:
            for _, piece in paras:
                near, following = (
                    placed.piece if placed and isinstance(placed.piece, Para) else None
                    for placed in (gap.before, gap.after)
                )
                self.metadata.come(piece, near, following)
            return
        self._body(gap, body, paras)

    def _unmovable(self, ours: int) -> Message | None:
        """Why a paragraph that moved cannot be carried along in the source."""
        if self._is_held(ours):
            return msg("this was moved away from what it belongs to; move it in the source")
        if ours in self.staying:
            return msg("this was moved across words that the kind of document prints; their place is fixed")
        if self.places.lines(self.work.placed[ours]) is None:
            return msg("this was moved, but stands nowhere in the source as it is printed; move it there")
        return None

    def _unsplit(self, inserted: list[tuple[int, Piece]], after: Placed | None) -> list[tuple[int, Piece]]:
        """Paragraphs that came, without those that hold the number alone of the one after them."""
        out: list[tuple[int, Piece]] = []
        following = after
        for number, piece in reversed(inserted):
            if following is not None and following.origin.prefix and piece.text == normal(following.origin.prefix):
                if following is not after:  # one that stayed is asked about where it is looked at
                    reason = msg("the number was taken off the paragraph")
                    self.desk.ask(following.origin.line, piece.text, "", reason)
                continue
            out.append((number, piece))
            following = self.work.placed[self.moved[number]] if number in self.moved else None
        return out[::-1]

    def _staying(self, order: Sequence[int]) -> Iterator[int]:
        """Ours that moved, but not among what is typed in the source: `order`: ours as they follow now. What moved
        together stands between its own; those that stayed around it tell."""
        if not self.moved:
            return
        typed = [at for at in order if self.places.lines(self.work.placed[at]) is not None]
        unmoved = [-1, *(at for at in typed if at not in self.left), len(self.work.placed)]
        passed = 0
        for before, at, after in zip([-1, *typed], typed, [*typed[1:], len(self.work.placed)], strict=False):
            if at not in self.left:
                passed += 1
            elif before < at < after and unmoved[passed] < at < unmoved[passed + 1]:
                yield at

    def _is_held(self, number: int) -> bool:
        """Whether a paragraph cannot go or move by itself: half of a heading printed in two, a caption."""
        own = self.work.placed[number].origin
        beside = [at for at in (number - 1, number + 1) if 0 <= at < len(self.work.placed) and at not in self.gone]
        near = [self.work.placed[at].origin for at in beside]
        return own.role.endswith("caption") or any(
            other.sort == own.sort == "text" and other.line == own.line for other in near
        )

    def _title_gone(self, number: int, placed: Placed) -> None:
        """A title that is printed on a line of its own goes from the line of its heading."""
        if number in self.left:
            return
        origin, text = placed.origin, placed.piece.text
        traced = self.base.traced(origin) if origin.content and not origin.prefix else None
        if traced is None:
            self._ask_gone(placed, msg("half of a heading or a caption was deleted; delete it in the source"))
        else:
            self.desk.edit(traced.start, traced.end, "", origin.line, text, "")

    def _ask_gone(self, placed: Placed, reason: Message) -> None:
        self.desk.ask(placed.origin.line, placed.piece.text, "", reason)

    def _without_halves(self, gap: Gap) -> Gap:
        """The gap without headings printed in two of which the number alone went: the title that stayed looks like text
        that came. That is asked."""
        gone = dict(gap.deleted)
        came = {piece.text: number for number, piece in gap.inserted if number not in self.moved}
        for number, placed in gap.deleted:
            above, origin = gone.get(number - 1), placed.origin
            halves = above is not None and origin.role.endswith("-title") and above.origin.line == origin.line
            if above is None or not halves or placed.piece.text not in came:
                continue
            self._ask_gone(above, msg("half of a heading or a caption was deleted; delete it in the source"))
            left = {number, number - 1}
            stayed = came[placed.piece.text]
            gap = gap._replace(
                deleted=[one for one in gap.deleted if one[0] not in left],
                inserted=[one for one in gap.inserted if one[0] != stayed],
            )
        return gap

    def _reworded(self, gap: Gap) -> Gap:
        """A unit that went where one of its number came, and nothing else: written anew, it keeps its label."""
        if len(gap.deleted) != 1 or len(gap.inserted) != 1 or gap.inserted[0][0] in self.moved:
            return gap
        (number, old), (_, new) = gap.deleted[0], gap.inserted[0]
        if not isinstance(new, Para) or not isinstance(old.piece, Para) or old.origin.sort != "text":
            return gap
        if number in self.left:
            return gap
        is_title = old.origin.role.endswith("-title")  # whatever stands below the number of an annex is its title
        if not is_title and (old.origin.unit is None or not new.text.startswith(normal(old.origin.prefix))):
            return gap
        self.paragraphs.reworded(old, old.piece, new)
        return gap._replace(deleted=[], inserted=[])

    # -- tables and other things

    def _without_tables(self, gap: Gap) -> Gap:
        """The gap without the tables that went whole: header, rows, and their caption when it went too."""
        gone = grouped((one.origin.line, one) for _, one in gap.deleted if _of_table(one))
        whole = set()
        for line, members in gone.items():
            rows = [one for one in members if one.origin.sort == "row"]
            grid = rows[0].origin.grid if rows else None
            places = [found for one in members if (found := self.places.lines(one)) is not None]
            if grid is None or len(rows) < len(grid.rows) or not places:
                continue
            whole.add(line)
            lines = Lines(min(one.first for one in places), max(one.last for one in places))
            text = "\n".join(one.piece.text.replace("\u241f", " | ") for one in members)
            self._cut(lines, "", text, "")
        left = [(at, one) for at, one in gap.deleted if one.origin.line not in whole or not _of_table(one)]
        return gap._replace(deleted=left)

    def _rows(self, gap: Gap) -> None:
        """Rows that went and came: as many as possible are rows written anew, the others stand after these."""
        gone = [placed for _, placed in gap.deleted if isinstance(placed.piece, Row)]
        come = [piece for _, piece in gap.inserted if isinstance(piece, Row)]
        near = gap.before
        while gone and come and gone[0].origin.sort == "row" and len(gone[0].cells) == len(come[0].cells):
            near = gone.pop(0)
            self.tables.row(near, come.pop(0))
        for placed in gone:
            if placed.origin.sort == "frame":
                self._ask_gone(placed, msg("a part of the frame was deleted; its words come from the metadata"))
            else:
                self.tables.gone(placed)
        if come and near is not None and near.origin.sort == "row" and isinstance(near.piece, Row):
            self.tables.come(come, near)
        elif come:
            text = "\n".join(row.text.replace("\u241f", " | ") for row in come)
            reason = msg("a table was added; type it with bars where it belongs")
            self.desk.ask(near.origin.line if near else -1, "", text, reason)

    def _other_gone(self, placed: Placed, para: Para) -> None:
        if placed.origin.sort == "contents":
            return
        if placed.origin.sort == "frame" and placed.origin.content is None and placed.origin.line < 0:
            self.metadata.gone(para)
        else:
            self._ask_gone(placed, msg("this was deleted, but does not stand in the source as printed"))

    def _in_frame(self, gap: Gap) -> bool:
        near = [placed for placed in (gap.before, gap.after) if placed is not None]
        return bool(near) and all(placed.origin.sort == "frame" for placed in near)

    # -- the text

    def _body(self, gap: Gap, deleted: list[tuple[int, Placed]], paras: list[tuple[int, Para]]) -> None:
        moves = {self.moved[number] for number, _ in paras if number in self.moved}
        moves.update(number for number, _ in deleted if number in self.left)
        with self.desk.act(f"move-{number}" for number in sorted(moves)):
            self._changed(gap, deleted, paras)

    def _changed(self, gap: Gap, deleted: list[tuple[int, Placed]], paras: list[tuple[int, Para]]) -> None:
        """Take out the lines of what went, and put in those of what came."""
        composed = self.composer.compose(paras, self.moved, gap.before or gap.after, self._quoted(gap, paras))
        groups: list[Lines] = []
        for number, placed in deleted:
            found = self.places.lines(placed)
            if found is None:
                self._ask_gone(placed, msg("this was deleted, but does not stand in the source as printed"))
                continue
            if number not in self.left:
                if placed.origin.unit is not None:
                    self.paragraphs.label_gone(placed.origin.unit, placed.piece.text)
                for lines in self.notes.of(placed):  # a footnote goes with the paragraph that bears its mark
                    self._cut(Lines(*lines), "", "", "")
            if groups and found.first <= groups[-1].last + 1 + self.places.blanks(groups[-1].last + 1):
                groups[-1] = Lines(groups[-1].first, max(found.last, groups[-1].last))
            else:
                groups.append(found)
        old = "\n".join(placed.piece.text for _, placed in deleted)
        new = "\n".join(piece.text for _, piece in paras)
        by = dict.fromkeys(self.work.paper.gone.get(placed.piece.text, "") for _, placed in deleted)
        authors = tuple(filter(None, by)) if not paras else ()
        authors = authors or self.desk.authors(paras[0][1] if paras else None)
        for at, group in enumerate(groups):
            self._cut(group, *((composed.text, old, new) if at == 0 else ("", "", "")), authors)
        if not groups and composed.text:
            self._put(gap, composed, new, authors)
        for placed, para in composed.stale:
            reason = msg("the paragraph was moved and reworded; its new words are asked about")
            self.desk.ask(placed.origin.line, placed.piece.text, para.text, reason, authors)

    def _quoted(self, gap: Gap, paras: list[tuple[int, Para]]) -> bool:
        """Whether what came stands in quoted text: between two of its paragraphs, or it ends the quote."""
        before, after = (one is not None and self.places.is_quoted(one.origin.line) for one in (gap.before, gap.after))
        last = paras[-1][1].text if paras else ""
        return before and (after or last.count("”") > last.count("“"))

    def _cut(self, lines: Lines, text: str, old: str, new: str, authors: tuple[str, ...] | None = None) -> None:
        """Take lines out, and put others in their place; empty lines around them do not pile up."""
        starts, after = self.base.starts, lines.last + 1
        start, end = starts[lines.first], self.base.after(lines.last)
        if text:
            lead = "\n" if text.startswith("\n\n") and not self.places.is_blank(lines.first - 1) else ""
            tail = "\n" if self.places.runs_on(after) else ""
            text = f"{lead}{text.strip(chr(10))}\n{tail}"
        elif self.places.is_blank(lines.first - 1) and self.places.is_blank(after) and after + 1 < len(starts):
            end = starts[after + 1]
        self.desk.edit(start, end, text, lines.first, old, new, authors)

    def _put(self, gap: Gap, composed: Composed, new: str, authors: tuple[str, ...]) -> None:
        """Put lines in after the paragraph before them, or before the one after them."""
        line, reason = -1, msg("this was added where no text of the source is near; type it where it belongs")
        if gap.before is not None and gap.before.origin.role == "table-caption":
            line = gap.before.origin.line
            reason = msg("this was added between a table and its caption; type it where it belongs")
        elif (
            gap.before
            and gap.after
            and gap.before.origin.role.endswith("-title")
            and gap.after.origin.role == "annexed"
        ):
            line = gap.before.origin.line
            reason = msg("this was added between a title and the line below it; type it where it belongs")
        elif gap.before is not None and (before := self.places.lines(gap.before)) is not None:
            end = self.base.ends(before.last)
            tail = "\n" if self.places.runs_on(before.last + 1) and not composed.text.startswith("\n>") else ""
            self.desk.edit(end, end, composed.text + tail, gap.before.origin.line, "", new, authors)
            return
        elif gap.after is not None and (after := self.places.lines(gap.after)) is not None:
            start = self.base.starts[after.first]
            tail = "\n\n" if self.places.runs_on(after.first) else "\n"
            self.desk.edit(start, start, composed.text.strip("\n") + tail, gap.after.origin.line, "", new, authors)
            return
        self.desk.ask(line, "", new, reason, authors)


def _of_table(placed: Placed) -> bool:
    return placed.origin.sort == "row" or placed.origin.role == "table-caption"
