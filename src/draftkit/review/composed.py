"""Where printed paragraphs are typed: lines of the joined source, and what stands around them; and printed paragraphs
as lines of source: those that moved with their own lines and their new words, new ones as the dialect writes them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from draftkit.model.named import NamedTuple
from draftkit.model.tree import units
from draftkit.review.notes import Notes, Waiting, definition
from draftkit.review.origin import Placed
from draftkit.review.paper import Para
from draftkit.review.paragraphs import Paragraphs
from draftkit.review.round import Round
from draftkit.review.trace import NOTE
from draftkit.review.word_edits import written
from draftkit.text.edits import spliced


class Lines(NamedTuple):
    """Lines of the joined source, the last one included."""

    first: int
    last: int


class Places:
    """The lines of the source behind one reviewed file."""

    def __init__(self, work: Round) -> None:
        self.base, self.forms = work.base, work.forms
        self.count = len(self.base.starts)

    def lines(self, placed: Placed) -> Lines | None:
        """The lines that a paragraph, picture or table is typed on; None when it is typed nowhere as printed."""
        origin = placed.origin
        if not 0 <= origin.line < self.count or origin.sort in ("frame", "contents", "note"):
            return None
        if origin.sort == "row":
            return self._table(origin.line)
        traced = self.base.traced(origin) if origin.sort == "text" and origin.content else None
        if traced is not None:
            first, last = (bisect_right(self.base.starts, at) - 1 for at in (traced.start, traced.end))
            above = origin.role.endswith("caption")  # a caption stands above its table, or among its options
            return Lines(min(origin.line, first), last if above else max(origin.line, last))
        if origin.sort == "text" and origin.content:
            return None
        if origin.sort == "object" and self.base.line_text(origin.line).lstrip().startswith("$$"):
            return self._formula(origin.line)
        return Lines(origin.line, origin.line)

    def _formula(self, line: int) -> Lines:
        last = line
        while (
            last + 1 < self.count
            and self.base.line_text(last).count("$$") < 2
            and "$$" not in self.base.line_text(last + 1)
        ):
            last += 1
        last += self.base.line_text(line).count("$$") < 2
        return Lines(line, min(last, self.count - 1))

    def _table(self, line: int) -> Lines:
        last = line
        if self.base.is_pipe(line):
            while last + 1 < self.count and self.base.is_pipe(last + 1):
                last += 1
            return Lines(line, last)
        while last + 1 < self.count:
            last += 1
            if self.base.line_text(last).lstrip("> \t").startswith("```"):
                break
        return Lines(line, last)

    def text(self, lines: Lines) -> str:
        return self.base.source[self.base.starts[lines.first] : self.base.ends(lines.last)]

    def is_quoted(self, line: int) -> bool:
        """Whether a line is of quoted text."""
        return 0 <= line < self.count and self.base.line_text(line).lstrip().startswith(">")

    def is_blank(self, line: int) -> bool:
        """Whether a line is empty, or beyond the source."""
        return not 0 <= line < self.count or not self.base.line_text(line).strip()

    def blanks(self, line: int) -> int:
        """How many empty lines start at a line."""
        count = 0
        while line + count < self.count and self.is_blank(line + count):
            count += 1
        return count

    def runs_on(self, line: int) -> bool:
        """Whether a line would be read as going on with the text above it."""
        return not self.is_blank(line) and not self.forms.opens(self.base.line_text(line).lstrip(" \t"))


class Composed(NamedTuple):
    """Source text, each paragraph with a line end before it; those that moved and could not get their new words."""

    text: str
    stale: tuple[tuple[Placed, Para], ...] = ()


class Composer:
    """Writes source for one reviewed file."""

    def __init__(self, work: Round, places: Places, paragraphs: Paragraphs, notes: Notes) -> None:
        self.work, self.places, self.paragraphs, self.notes = work, places, paragraphs, notes
        self.base, self.forms = work.base, work.forms

    def compose(
        self, paras: list[tuple[int, Para]], moved: Mapping[int, int], near: Placed | None, quoted: bool
    ) -> Composed:
        """The source of paragraphs that came, given with their numbers; `moved` tells which of ours they were, `near`
        is a paragraph beside them, `quoted` whether they stand in quoted text."""
        out: list[str] = []
        stale: list[tuple[Placed, Para]] = []
        notes: list[Waiting] = []
        annex = bool(near and self._in_annex(near.origin.line))
        waiting = last = ""
        for number, para in paras:
            if number in moved:
                placed = self.work.placed[moved[number]]
                lines = self.places.lines(placed)
                if lines is None:
                    continue
                own, text = self.places.text(lines), self._carried(placed, para, lines)
                if text is None:
                    stale.append((placed, para))
                    text = own
                tight = placed.origin.unit is not None and placed.origin.unit.level.marker
                if own != last:
                    out.append(("\n" if tight else "\n\n") + text)
                elif text != own:  # a heading printed in two is typed on one line
                    out[-1] = out[-1].replace(own, text)
                last = own
                continue
            last = ""
            if quoted:  # numbers there are those of another text
                out.append(f"\n>\n> {self._styled(para, para.text, notes)}")
                continue
            line, waiting = self._line(para, annex, waiting, notes)
            out.append(line)
        return Composed("".join([*out, waiting, *map(definition, notes)]), tuple(stale))

    def _carried(self, placed: Placed, para: Para, lines: Lines) -> str | None:
        """The lines of a paragraph that moved, with the words it has now; None when these cannot be typed there."""
        text = self.places.text(lines)
        was = placed.piece
        if not isinstance(was, Para) or self.forms.key(was.text) == self.forms.key(para.text):
            return text
        desk = self.work.desk
        edits, questions = len(desk.edits), len(desk.questions)
        self.paragraphs.reworded(placed, was, para)
        mine, asked = desk.edits[edits:], desk.questions[questions:]
        del desk.edits[edits:], desk.questions[questions:]
        file, start = self.base.locate(self.base.starts[lines.first])
        inside = all(edit.file == file and start <= edit.start <= edit.end <= start + len(text) for edit in mine)
        if asked or not mine or not inside:
            return None
        return spliced(text, sorted((edit.start - start, edit.end - start, edit.text) for edit in mine))

    def _line(self, para: Para, annex: bool, waiting: str, notes: list[Waiting]) -> tuple[str, str]:
        """The source of one paragraph, and a heading that waits for its title on the next line."""
        if waiting and para.text == para.text.upper():
            return f"{waiting} {written(para.text[:1] + para.text[1:].lower())}", ""
        typed = self.forms.typed(para.text, annex)
        text = self._styled(para, typed.text, notes)
        level = typed.level
        if level is None:
            guard = "\\" if self.forms.opens(text) and not text.startswith("- ") else ""
            return f"{waiting}\n\n{guard}{text}", ""
        if level.marker:
            return f"{waiting}\n{level.typed(typed.number, text)}", ""
        number = typed.number if self._numbered(level.name) or typed.number[-1:].islower() else ""
        run_in = ". " if level.bare and text.endswith((".", ";", ":")) else ""
        line = f"\n\n{level.typed(number, run_in + text)}"
        waits = level.keyword and not text and level.heading == "stacked"
        return (waiting, line) if waits else (waiting + line, "")

    def _numbered(self, level: str) -> bool:
        """Whether units of a level have their numbers typed in this source."""
        return any(unit.number for unit in units(self.base.draft.blocks) if unit.level.name == level)

    def _in_annex(self, line: int) -> bool:
        chain = self.work.desk.chain(line)
        return bool(chain) and any(
            chain[0] is annex and annex.level is not self.base.draft.kind.attachment_level
            for annex in self.base.draft.annexes
        )

    def _styled(self, para: Para, text: str, notes: list[Waiting]) -> str:
        """The text after the number, words in italic or bold marked where not all of it is."""
        shift = len(para.text) - len(text)
        styles = para.styles[shift:]
        if NOTE in text:
            typed, found = self.notes.typed(text, para, shift)
            notes += found
            return typed
        if len(set(styles)) < 2:
            return written(text)
        out: list[str] = []
        for style, group in groupby(zip(styles, text, strict=True), key=itemgetter(0)):
            words = "".join(letter for _, letter in group)
            sign, inner = {1: "**", 2: "*", 3: "***"}.get(int(style, 16) & 3, ""), words.strip()
            if sign and inner:
                lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
                out.append(f"{lead}{sign}{written(inner)}{sign}{tail}")
            else:
                out.append(written(words))
        return "".join(out)
