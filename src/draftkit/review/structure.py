"""Paragraphs that came, went or moved: lines of the source put in, taken out and carried along with their labels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from draftkit.model.inline import Note
from draftkit.model.message import msg
from draftkit.review.desk import Desk
from draftkit.review.origin import Placed
from draftkit.review.paper import Para, Piece, Row, normal
from draftkit.review.trace import NOTE
from draftkit.review.words import written

if TYPE_CHECKING:
    from draftkit.review.compare import Comparison


class Gap(NamedTuple):
    """What was deleted and inserted between two paragraphs that stayed, `before` and `after` (None at the ends).
    Inserted ones carry their number."""

    deleted: list[Placed]
    inserted: list[tuple[int, Piece]]
    before: Placed | None
    after: Placed | None


class _Lines(NamedTuple):
    """Lines of the joined source, the last one included."""

    first: int
    last: int


class Structure:
    """Paragraphs of one reviewed file that came, went or moved."""

    def __init__(self, desk: Desk, work: Comparison) -> None:
        self.desk, self.work, self.base = desk, work, desk.base
        self.gone: set[int] = set()
        """Paragraphs that are not where they were, by identity."""
        self.at_number = {id(placed): number for number, placed in enumerate(work.placed)}

    def gap(self, gap: Gap, moved: Mapping[int, int]) -> None:
        """Work on one gap."""
        untouched = self.work.untouched
        inserted = [(number, piece) for number, piece in gap.inserted if id(piece) not in untouched]
        deleted = [] if untouched and not self._was_cut(gap) else gap.deleted
        if not deleted and not inserted:
            return
        gap = self._reworded(gap._replace(deleted=deleted, inserted=inserted), moved)
        rows = [placed for placed in gap.deleted if isinstance(placed.piece, Row)]
        for placed in rows:
            self._row_gone(placed)
        self._rows_come(gap)
        body = [placed for placed in gap.deleted if placed not in rows and placed.origin.sort == "text"]
        for placed in gap.deleted:
            if placed not in rows and placed not in body:
                self._other_gone(placed, gap)
        held = {number for number, old in moved.items() if self._is_held(self.work.placed[old])}
        paras = [(number, piece) for number, piece in gap.inserted if isinstance(piece, Para) and number not in held]
        for number, piece in gap.inserted:
            if number in held:
                origin = self.work.placed[moved[number]].origin
                self.desk.ask(
                    "",
                    origin.line,
                    piece.text,
                    piece.text,
                    msg("this was moved away from what it belongs to; move it in the source"),
                    self.desk.authors(None),
                )
        whole = [placed for placed in body if not self._is_held(placed)]
        for placed in body:
            if placed not in whole:
                self._title_gone(placed, moved)
        body = whole
        if self._in_frame(gap) and not body:
            for _, piece in paras:
                near = gap.before.piece if gap.before and isinstance(gap.before.piece, Para) else None
                self.work.metadata.come(piece, near)
            return
        self._body(gap, body, paras, moved)

    def _is_held(self, placed: Placed) -> bool:
        """Whether a paragraph cannot go or move by itself: half of a heading that is printed in two, the caption of a
        table."""
        at = self.at_number.get(id(placed), -1)
        others = [near for step in (-1, 1) for near in self.work.placed[max(at + step, 0) : at + step + 1]]
        return placed.origin.role.endswith("caption") or any(
            near.origin.sort == placed.origin.sort == "text"
            and near.origin.line == placed.origin.line
            and id(near) not in self.gone
            for near in others
        )

    def _title_gone(self, placed: Placed, moved: Mapping[int, int]) -> None:
        """A title that is printed on a line of its own goes from the line of its heading."""
        if self.at_number.get(id(placed)) in moved.values():
            return
        traced = self.base.traced(placed.origin) if placed.origin.content and not placed.origin.prefix else None
        if traced is None:
            self.desk.ask(
                "",
                placed.origin.line,
                placed.piece.text,
                "",
                msg("half of a heading or a caption was deleted; delete it in the source"),
                self.desk.authors(None),
            )
        else:
            self.desk.edit(
                traced.start, traced.end, "", placed.origin.line, placed.piece.text, "", self.desk.authors(None)
            )

    def _was_cut(self, gap: Gap) -> bool:
        """Whether a revision touches the paragraphs around a gap, when only revisions count."""
        return any(id(piece) not in self.work.untouched for _, piece in gap.inserted)

    def _reworded(self, gap: Gap, moved: Mapping[int, int]) -> Gap:
        """A unit that went where one of its number came, and nothing else happened: it was written anew, and keeps its
        label."""
        if len(gap.deleted) != 1 or len(gap.inserted) != 1 or gap.inserted[0][0] in moved:
            return gap
        old, (_, new) = gap.deleted[0], gap.inserted[0]
        if (
            not isinstance(new, Para)
            or not isinstance(old.piece, Para)
            or old.origin.sort != "text"
            or old.origin.unit is None
        ):
            return gap
        prefix = normal(old.origin.prefix)
        if not new.text.startswith(prefix) or self.at_number.get(id(old)) in moved.values():
            return gap
        self.work.paragraph(old, old.piece, new)
        return gap._replace(deleted=[], inserted=[])

    # -- tables and other things

    def _row_gone(self, placed: Placed) -> None:
        if placed.origin.sort == "frame":
            self.desk.ask(
                "",
                -1,
                placed.piece.text,
                "",
                msg("a part of the frame was deleted; its words come from the metadata"),
                self.desk.authors(None),
            )
        else:
            self.work.tables.gone(placed)

    def _rows_come(self, gap: Gap) -> None:
        rows = [piece for _, piece in gap.inserted if isinstance(piece, Row)]
        if not rows:
            return
        near = next((placed for placed in reversed(gap.deleted) if isinstance(placed.piece, Row)), gap.before)
        if near is not None and near.origin.sort == "row" and isinstance(near.piece, Row):
            self.work.tables.come(rows, near)
            return
        text = "\n".join(row.text.replace("\u241f", " | ") for row in rows)
        line = near.origin.line if near else -1
        self.desk.ask(
            "", line, "", text, msg("a table was added; type it with bars where it belongs"), self.desk.authors(None)
        )

    def _other_gone(self, placed: Placed, gap: Gap) -> None:
        piece = placed.piece
        if placed.origin.sort == "contents" or not isinstance(piece, Para):
            return
        if placed.origin.sort == "frame" and placed.origin.content is None and placed.origin.line < 0:
            self.work.metadata.gone(piece)
        else:
            self.desk.ask(
                "",
                placed.origin.line,
                piece.text,
                "",
                msg("this was deleted, but does not stand in the source as printed"),
                self.desk.authors(None),
            )

    def _in_frame(self, gap: Gap) -> bool:
        near = [placed for placed in (gap.before, gap.after) if placed is not None]
        return bool(near) and all(placed.origin.sort == "frame" for placed in near)

    # -- the text

    def lines(self, placed: Placed) -> _Lines | None:
        """The lines of the source that a paragraph, picture or table is typed on."""
        origin = placed.origin
        if origin.line < 0 or origin.line >= len(self.base.starts) or origin.sort in ("frame", "contents", "note"):
            return None
        if origin.sort == "row":
            return self._table(placed)
        last = origin.line
        traced = self.base.traced(origin) if origin.sort == "text" and origin.content else None
        if traced is not None:
            start = bisect_right(self.base.starts, traced.start) - 1
            last = (
                max(last, bisect_right(self.base.starts, traced.end) - 1)
                if origin.role.endswith("caption") is False
                else bisect_right(self.base.starts, traced.end) - 1
            )
            return _Lines(min(origin.line, start), last)
        if origin.sort == "text" and origin.content:
            return None
        if origin.sort == "object" and self.base.line_text(last).lstrip().startswith("$$"):
            while (
                last + 1 < len(self.base.starts)
                and self.base.line_text(last).count("$$") < 2
                and "$$" not in self.base.line_text(last + 1)
            ):
                last += 1
            last += self.base.line_text(origin.line).count("$$") < 2
        return _Lines(origin.line, min(last, len(self.base.starts) - 1))

    def _table(self, placed: Placed) -> _Lines:
        origin = placed.origin
        last = origin.line
        if self.base.is_pipe(origin.line):
            while last + 1 < len(self.base.starts) and self.base.is_pipe(last + 1):
                last += 1
        else:
            while last + 1 < len(self.base.starts):
                last += 1
                if self.base.line_text(last).strip().startswith("```"):
                    break
        return _Lines(origin.line, last)

    def _body(self, gap: Gap, deleted: list[Placed], paras: list[tuple[int, Para]], moved: Mapping[int, int]) -> None:
        text, inner = self._composed(paras, moved, gap)
        groups: list[_Lines] = []
        for placed in deleted:
            found = self.lines(placed)
            if found is None:
                self._not_there(placed)
                continue
            if self.at_number.get(id(placed)) not in moved.values():
                self._label_gone(placed)
                self._notes_gone(placed)
            if groups and found.first <= groups[-1].last + 1 + self._blanks(groups[-1].last + 1):
                groups[-1] = _Lines(groups[-1].first, max(found.last, groups[-1].last))
            else:
                groups.append(found)
        old = "\n".join(placed.piece.text for placed in deleted)
        new = "\n".join(piece.text for _, piece in paras)
        authors = self.desk.authors(paras[0][1]) if paras else self.desk.authors(None)
        for number, group in enumerate(groups):
            first = number == 0
            self._cut(group, text if first else "", old if first else "", new if first else "", authors)
        if not groups and text:
            self._put(gap, text, new, authors)
        for placed, para in inner:  # a paragraph that moved and was reworded on the way
            self.desk.ask(
                "",
                placed.origin.line,
                placed.piece.text,
                para.text,
                msg("the paragraph was moved and reworded; its new words are asked about"),
                authors,
            )

    def _not_there(self, placed: Placed) -> None:
        reason = msg("this was deleted, but does not stand in the source as printed")
        self.desk.ask("", placed.origin.line, placed.piece.text, "", reason, self.desk.authors(None))

    def _blanks(self, line: int) -> int:
        """How many empty lines start at a line."""
        count = 0
        while line + count < len(self.base.starts) and not self.base.line_text(line + count).strip():
            count += 1
        return count

    def _cut(self, lines: _Lines, text: str, old: str, new: str, authors: tuple[str, ...]) -> None:
        """Take lines out, and put others in their place; empty lines around them do not pile up."""
        starts, source = self.base.starts, self.base.source
        start = starts[lines.first]
        end = starts[lines.last + 1] if lines.last + 1 < len(starts) else len(source)
        if text:
            body = text.strip("\n")
            lead = "" if self._blank(lines.first - 1) or not text.startswith("\n\n") else "\n"
            tail = "\n" if self._runs_on(lines.last + 1) else ""
            self.desk.edit(start, end, f"{lead}{body}\n{tail}", lines.first, old, new, authors)
            return
        if self._blank(lines.first - 1) and self._blank(lines.last + 1) and lines.last + 2 < len(starts):
            end = starts[lines.last + 2]
        self.desk.edit(start, end, "", lines.first, old, new, authors)

    def _blank(self, line: int) -> bool:
        return not 0 <= line < len(self.base.starts) or not self.base.line_text(line).strip()

    def _put(self, gap: Gap, text: str, new: str, authors: tuple[str, ...]) -> None:
        """Put lines in after the paragraph before them, or before the one after them."""
        starts = self.base.starts
        if gap.before is not None and gap.before.origin.role == "table-caption":
            self.desk.ask(
                "",
                gap.before.origin.line,
                "",
                new,
                msg("this was added between a table and its caption; type it where it belongs"),
                authors,
            )
            return
        before = self.lines(gap.before) if gap.before is not None else None
        if before is not None and gap.before is not None:
            end = starts[before.last + 1] - 1 if before.last + 1 < len(starts) else len(self.base.source)
            following = before.last + 1
            tail = "\n" if self._runs_on(following) else ""
            self.desk.edit(end, end, text + tail, gap.before.origin.line, "", new, authors)
            return
        after = self.lines(gap.after) if gap.after is not None else None
        if after is not None and gap.after is not None:
            body = text.strip("\n")
            self.desk.edit(
                starts[after.first],
                starts[after.first],
                body + ("\n\n" if self._runs_on(after.first) else "\n"),
                gap.after.origin.line,
                "",
                new,
                authors,
            )
            return
        self.desk.ask(
            "",
            -1,
            "",
            new,
            msg("this was added where no text of the source is near; type it where it belongs"),
            authors,
        )

    def _runs_on(self, line: int) -> bool:
        """Whether a line would be read as going on with the text above it."""
        return not self._blank(line) and not self.work.forms.opens(self.base.line_text(line).lstrip(" \t"))

    # -- lines of source for printed paragraphs

    def _composed(
        self, paras: list[tuple[int, Para]], moved: Mapping[int, int], gap: Gap
    ) -> tuple[str, list[tuple[Placed, Para]]]:
        """The source of paragraphs that came: those that moved with their own lines, new ones as the dialect writes
        them. Each starts with a line end."""
        out: list[str] = []
        reworded: list[tuple[Placed, Para]] = []
        notes: list[str] = []
        near = gap.before or gap.after
        annex = bool(near and self._in_annex(near.origin.line))
        waiting: str | None = None
        for number, para in paras:
            if number in moved:
                placed = self.work.placed[moved[number]]
                lines = self.lines(placed)
                if lines is None:
                    continue
                own = "\n".join(self.base.line_text(line) for line in range(lines.first, lines.last + 1))
                if placed.origin.unit is not None and not placed.origin.content and out and out[-1].endswith(own):
                    continue
                lead = "\n" if placed.origin.unit is not None and placed.origin.unit.level.marker else "\n\n"
                if not out or not out[-1].endswith(own):
                    out.append(lead + own)
                if self.work.forms.key(placed.piece.text) != self.work.forms.key(para.text):
                    reworded.append((placed, para))
                continue
            line, waiting = self._line(para, annex, waiting, notes, gap)
            if line:
                out.append(line)
        if waiting:
            out.append(waiting)
        return "".join(out) + "".join(notes), reworded

    def _line(self, para: Para, annex: bool, waiting: str | None, notes: list[str], gap: Gap) -> tuple[str, str | None]:
        """The source of one paragraph, and a heading that waits for its title on the next line."""
        if waiting is not None and para.text == para.text.upper():
            return f"{waiting} {written(para.text[:1] + para.text[1:].lower())}", None
        if waiting is not None:
            return waiting, None
        typed = self.work.forms.typed(para.text, annex)
        text = self._styled(para, typed.text, notes)
        level = typed.level
        if level is None:
            return "\n\n" + ("\\" + text if self.work.forms.opens(text) and not text.startswith("- ") else text), None
        if level.marker:
            return "\n" + level.marker.replace("{n}", typed.number) + (f" {text}" if text else ""), None
        number = typed.number if self._numbered(level.name) or typed.number[-1:].islower() else ""
        if level.keyword:
            line = f"\n\n{'#' * level.hashes} {level.keyword}{f' {number}' if number else ''}."
            if text:
                return f"{line} {text}", None
            return ("", line) if level.heading == "stacked" else (line, None)
        run_in = ". " if text.endswith((".", ";", ":")) else ""
        return f"\n\n{'#' * level.hashes}{f' {number}' if number else ''} {run_in}{text}", None

    def _numbered(self, level: str) -> bool:
        """Whether units of a level have their numbers typed in this source."""
        return any(unit.number for unit in self.base.units.values() if unit.level.name == level)

    def _in_annex(self, line: int) -> bool:
        chain = self.desk.chain(line)
        return bool(chain) and any(
            chain[0] is annex and annex.level is not self.base.draft.kind.attachment_level
            for annex in self.base.draft.annexes
        )

    def _styled(self, para: Para, text: str, notes: list[str]) -> str:
        """The text after the number, words in italic or bold marked where not all of it is."""
        shift = len(para.text) - len(text)
        styles = para.styles[shift:]
        if NOTE in text:
            return self._noted(para, text, shift, notes)
        if len(set(styles)) < 2:
            return written(text)
        out: list[str] = []
        start = 0
        for index in range(1, len(text) + 1):
            if index == len(text) or styles[index] != styles[start]:
                words = text[start:index]
                sign = {1: "**", 2: "*", 3: "***"}.get(int(styles[start], 16) & 3, "")
                inner = words.strip()
                if sign and inner:
                    lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
                    out.append(f"{lead}{sign}{written(inner)}{sign}{tail}")
                else:
                    out.append(written(words))
                start = index
        return "".join(out)

    def _noted(self, para: Para, text: str, shift: int, notes: list[str]) -> str:
        number = self.work.notes_before.get(id(para), 0) + para.text.count(NOTE, 0, shift)
        parts = text.split(NOTE)
        out = [written(parts[0])]
        for part in parts[1:]:
            key = self.work.new_key()
            own = self.work.paper.notes[number].text if number < len(self.work.paper.notes) else ""
            number += 1
            notes.append(f"\n\n[^{key}]: {written(own)}")
            out.append(f"[^{key}]{written(part)}")
        return "".join(out)

    # -- footnotes and labels

    def add_note(self, key: str, text: str, line: int, authors: tuple[str, ...]) -> None:
        """The text of a new footnote, after the paragraph it belongs to."""
        last = line
        while (
            last + 1 < len(self.base.starts)
            and self.base.line_text(last + 1).strip()
            and not self.work.forms.opens(self.base.line_text(last + 1).lstrip())
        ):
            last += 1
        end = self.base.starts[last + 1] - 1 if last + 1 < len(self.base.starts) else len(self.base.source)
        self.desk.edit(end, end, f"\n\n[^{key}]: {written(text)}", line, "", text, authors)

    def _notes_gone(self, placed: Placed) -> None:
        """A footnote goes with the paragraph that bears its mark."""
        for item in placed.origin.content or ():
            note = self.base.draft.notes.get(item.key) if isinstance(item, Note) else None
            if note is None or self.at_number.get(id(placed)) is None:
                continue
            last = note.line
            while (
                last + 1 < len(self.base.starts)
                and self.base.line_text(last + 1).strip()
                and not self.work.forms.opens(self.base.line_text(last + 1).lstrip())
            ):
                last += 1
            self._cut(_Lines(note.line, last), "", "", "", self.desk.authors(None))

    def _label_gone(self, placed: Placed) -> None:
        """A label that is still used elsewhere goes with its unit: the drafter must say what those references mean
        now."""
        unit = placed.origin.unit
        if unit is None or not unit.label:
            return
        users = sorted(
            {use.place.line for use in self.base.bound.uses if use.label == unit.label and use.unit != unit.serial}
        )
        if users:
            places = ", ".join(self.base.span(line) for line in users[:5])
            reason = msg("the provision was deleted, but is still referred to at {places}", places=places)
            self.desk.ask("@" + unit.label, unit.line, placed.piece.text, "", reason, self.desk.authors(None))
