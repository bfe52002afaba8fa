"""Which lines an operation on a provision puts in the place of which. Nothing is read or written here: whoever asks
reads the result and proves that the rest stayed (`edits/proof.py`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from draftkit.edits.provisions import Passage, Passages, holds_first, insertable, neighbour, outline_around
from draftkit.edits.values import Insert, Join, Move, Operation, Planned, Replace, Splice, Split
from draftkit.errors import SourceError
from draftkit.files.line_ends import plain_ends
from draftkit.model.kind import Level
from draftkit.model.numeral import parse, write
from draftkit.model.tree import Draft, Paragraph, Source, Unit
from draftkit.readers.grammar import Grammar, find_attributes, heading_parts, starts_block
from draftkit.text.pattern import Pattern


def plan(draft: Draft, passages: Passages, passage: Passage, operation: Operation) -> Planned:
    """What an operation does to a passage. Raises SourceError saying why it cannot be done."""
    work = _Plan(draft, passages, passage)
    if isinstance(operation, Replace):
        planned = work.replace(operation.text, operation.whole)
    elif isinstance(operation, Insert):
        planned = work.insert(operation)
    elif isinstance(operation, Move):
        planned = work.move(operation.up)
    elif isinstance(operation, Split):
        planned = work.parted(operation) if operation.level else work.split(operation.offset)
    else:
        planned = work.join() if isinstance(operation, Join) else work.delete()
    return _by_file(planned, draft.source)


_END = Pattern(r"(\./\.|[.;,])(?=(?:\s*\{[^{}]*\})?\s*$)")
"""The sign a passage ends with, before its label."""


def _ended(upper: Sequence[str], lower: Sequence[str]) -> tuple[list[str], list[str]]:
    """Two passages that change places, each with the sign that its new place ends with: “;” in a list, “.” or “./.” at
    its end."""
    above, below = list(upper), list(lower)
    one, two = (_END.search(part[-1]) if part else None for part in (above, below))
    if one and two and one[1] != two[1]:
        above[-1] = f"{above[-1][: one.start()]}{two[1]}{above[-1][one.end() :]}"
        below[-1] = f"{below[-1][: two.start()]}{one[1]}{below[-1][two.end() :]}"
    return above, below


def _by_file(planned: Planned, source: Source) -> Planned:
    """The splices cut where one file of the source ends and the next begins: what lies between is no text."""
    ends = [*(part.first - 1 for part in source.parts[1:]), source.text.count("\n") + 1]
    out: list[Splice] = []
    shown = planned.shown
    for number, splice in enumerate(planned.splices):
        lines = splice.lines
        if number == planned.shown:
            shown = len(out)
        for part, end in zip(source.parts, ends, strict=True):
            first, stop = max(splice.first, part.first), min(splice.stop, end)
            if first < stop or (first == stop and lines and part.first <= splice.first):
                emptied = ("",) if (first, stop) == (part.first, end) else ()  # a file without lines has one
                out.append(Splice(first, stop, lines or emptied))
                lines = ()
    return planned._replace(splices=tuple(out), shown=shown)


def typed(text: str) -> list[str]:
    """Typed text as lines of a source: NFC, plain line ends, none empty at its ends."""
    text = unicodedata.normalize("NFC", plain_ends(text))
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


class _Plan:
    def __init__(self, draft: Draft, passages: Passages, passage: Passage) -> None:
        self.draft, self.passages, self.here = draft, passages, passage
        self.lines = passages.lines
        self.unit = passage.block if isinstance(passage.block, Unit) else None
        self.outline = outline_around(draft, passage.units)
        self.grammar = Grammar.of(self.outline, draft.kind.outer_levels, draft.kind.divisions)

    # -- the text itself

    def replace(self, text: str, whole: bool) -> Planned:
        lines = typed(text)
        if not lines:
            return self.delete()
        here = self.here
        if self.unit and not self.unit.level.marker and not self.opens(self.unit.level, lines[:1]):
            lines = self.retitled(self.unit, lines)
        opened = starts_block(self.grammar, self.lines[here.first].lstrip(" \t"))
        runs_on = not starts_block(self.grammar, lines[0].lstrip(" \t")) and not self.blank(here.first - 1)
        apart = opened and runs_on and not self.lines[here.first - 1].lstrip().startswith("#")
        lead = ("",) if apart else ()
        return Planned((Splice(here.first, here.end if whole else here.stop, (*lead, *lines)),), 0, len(lead))

    def retitled(self, unit: Unit, lines: list[str]) -> list[str]:
        """Words typed over a heading: it stays one, with its label; one without a name keeps its line above them."""
        line = self.lines[self.here.line]
        title, attributes = heading_parts(self.grammar, line)
        if not title:
            return [line, "", *lines]
        (head,) = self.head(unit.level, unit.number, lines[0])
        return [head if find_attributes(head) else f"{head} {attributes}".rstrip(), *lines[1:]]

    def delete(self) -> Planned:
        splices = [self.cut(self.here)]
        inside = range(self.here.first, self.here.end)
        keys = {key for key, note in self.draft.notes.items() if note.line not in inside}
        text = self.passages.text(self.here.first, self.here.end)
        rest = "\n".join((*self.lines[: self.here.first], *self.lines[self.here.end :]))
        for key in sorted(keys):  # a footnote goes with the only text that bears its mark
            mark = f"[^{key}]"
            if mark in text and rest.count(mark) == rest.count(f"{mark}:"):
                splices.append(self.cut(self.passages.of(self.draft.notes[key])))
        return Planned(tuple(sorted(splices)), -1)

    def cut(self, passage: Passage) -> Splice:
        """Take the lines of a passage out; empty lines around them do not pile up, nor do texts run together."""
        first, stop = passage.first, passage.end
        if self.blank(first - 1) and self.blank(stop):
            first, stop = (first, stop + 1) if stop < len(self.lines) - 1 else (max(first - 1, 0), stop)
        kept = () if self.blank(first - 1) or self.blank(stop) or not self.runs_on(stop) else ("",)
        return Splice(first, stop, kept)

    def blank(self, line: int) -> bool:
        return not 0 <= line < len(self.lines) or not self.lines[line].strip()

    def runs_on(self, line: int) -> bool:
        """Whether a line would be read as going on with a text above it; comments are no text."""
        while not self.blank(line) and not self.passages.shown[line].strip():
            line += 1
        return not self.blank(line) and not starts_block(self.grammar, self.lines[line].lstrip(" \t"))

    # -- something new

    def insert(self, wanted: Insert) -> Planned:
        level = self.level(wanted.level)
        lines = typed(wanted.text)
        at = self.place(level, wanted.where)
        if level is None:
            return self.put(at, lines or ["…"], True)
        if not self.opens(level, lines[:1]):
            lines = [*self.head(level, self.number(level, at), lines[0] if lines else ""), *lines[1:]]
        return self.put(at, lines, not level.marker)

    def level(self, name: str) -> Level | None:
        if name == "paragraph" or (not name and self.unit is None):
            return None
        if self.unit and name in ("", self.unit.level.name):
            return self.unit.level
        can = insertable(self.draft, self.here)
        found = next((level for level in (*self.outline.levels, *can) if level.name == name), None)
        if found is None:
            known = ", ".join(level.name for level in can)
            raise SourceError("there is no level “{name}” here; known: {known}", name=name, known=known)
        return found

    def place(self, level: Level | None, where: str) -> int:
        """The line before which something new of this level stands."""
        around = self.passages.of
        if where == "before":
            return self.here.first
        if where == "inside" or level is None or (self.unit and self.unit.level.depth < level.depth):
            return self.here.end if where == "inside" else self.here.stop if level is None else self.here.end
        chain = self.here.units
        if level is self.draft.kind.annex_level and not (chain and chain[0].level is level):  # from within the text
            return max(passage.end for passage in self.passages.all)
        same = next((unit for unit in chain if unit.level.depth >= level.depth), None)
        return around(same).end if same else self.here.end

    def opens(self, level: Level, lines: Sequence[str]) -> bool:
        """Whether typed text opens a unit of this level itself."""
        text = lines[0].lstrip(" \t") if lines else ""
        if level.marker:
            found = self.grammar.marker.match(text) if self.grammar.marker else None
            return bool(found and found.lastgroup == level.name)
        return text.startswith("#")

    def head(self, level: Level, number: str, text: str) -> list[str]:
        if level.marker:
            return [level.typed(number, text)]
        said = self.grammar.keywords.match(text) if self.grammar.keywords else None
        if said and self.grammar.by_keyword[said[1].lower()] is level:  # “Điều 5. Tên”, as it is printed
            text = said[3]
        return [level.typed(number, text or ("…" if level.bare and not number else "")).rstrip()]

    def number(self, level: Level, at: int) -> str:
        """The number to type for a new unit: none where headings are counted, else the next of the one before it."""
        like = [
            passage.block
            for passage in self.passages.all
            if isinstance(passage.block, Unit) and passage.block.level.name == level.name and passage.line < at
        ]
        parents = [unit for unit in self.here.units if unit.level.depth < level.depth]
        if not level.runs_on and parents:
            like = [unit for unit in like if unit.line > parents[-1].line]
        if not level.marker and not (like and like[-1].number):
            return ""
        last = like[-1].number if like else ""
        if len(like) > 1 and like[-2].number == last:
            return last  # all the same: the reader counts them
        head, _, tail = last.rpartition(".") if level.whole else ("", "", last)
        ordinal = parse(tail, level.numeral) if tail else (0, 0)
        return (f"{head}." if head else "") + write(((ordinal or (0, 0))[0] + 1, 0), level.numeral)

    def put(self, at: int, lines: Sequence[str], apart: bool) -> Planned:
        """Put lines in before a line; `apart`: empty lines around them."""
        above = self.lines[at - 1] if at else ""
        loose = apart or above.lstrip().startswith(("|", "#", ":::", "```"))
        before = [""] if at and above.strip() and loose else []
        after = [""] if not self.blank(at) and (apart or self.runs_on(at)) else []
        return Planned((Splice(at, at, (*before, *lines, *after)),), 0, len(before))

    # -- order

    def move(self, up: bool) -> Planned:
        other = neighbour(self.here, up)
        if other is None:
            return self.move_out(up)
        there = self.passages.of(other)
        first, second = (there, self.here) if up else (self.here, there)
        gap = self.lines[first.end : second.first]
        upper, lower = _ended(self.lines[first.first : first.end], self.lines[second.first : second.end])
        middle = gap if any(not line.strip() for line in gap) or self.close(upper, lower) else ["", *gap]
        lines = (*lower, *middle, *upper)
        shown = 0 if up else len(lower) + len(middle)
        return Planned((Splice(first.first, second.end, lines),), 0, shown, "passages")

    def close(self, upper: Sequence[str], lower: Sequence[str]) -> bool:
        """Whether two passages can stand without an empty line between them, in the other order too."""
        return all(starts_block(self.grammar, part[0].lstrip(" \t")) for part in (upper, lower))

    def move_out(self, up: bool) -> Planned:
        """The first of a chapter goes to the end of the one before, the last to the start of the next: only what is
        counted through the whole text, for there its number stays what it is about."""
        parent = self.here.chain[-1] if self.here.chain else None
        if self.unit is None or not self.unit.level.runs_on or parent is None or not parent.level.depth:
            raise SourceError("this is the first or last of its like here and cannot be moved further")
        beside = neighbour(self.passages.of(parent), up)
        if not isinstance(beside, Unit) or beside.level is not parent.level:
            raise SourceError("this is the first or last of its like here and cannot be moved further")
        target = self.passages.of(beside)
        lines = self.lines[self.here.first : self.here.end]
        at = target.end if up else target.stop
        put = self.put(at, lines, True).splices[0]
        splices = tuple(sorted((self.cut(self.here), put)))
        shown = splices.index(put)
        return Planned(splices, shown, put.lines.index(lines[0]), "passages")

    # -- one and two

    def split(self, offset: int) -> Planned:
        text = self.passages.text(self.here.first, self.here.stop)
        if not isinstance(self.here.block, Paragraph) and not (self.unit and self.unit.level.marker):
            said = "only a paragraph or a numbered one can be split in two; a heading is split at what follows"
            raise SourceError(said)
        head, tail = text[:offset].rstrip(), text[offset:].strip()
        lead = self.marker(head)
        if not head[len(lead) :].strip() or not tail:
            raise SourceError("both halves need words; put the cursor between them")
        found = find_attributes(tail) if self.unit else None
        if found:
            head, tail = f"{head} {found[0].strip()}", tail[: found.start()].rstrip()
        upper, lower = head.split("\n"), tail.split("\n")
        if self.unit is None:
            lines = (*upper, "", *lower)
            return Planned((Splice(self.here.first, self.here.stop, lines),), 0, len(upper) + 1, "words")
        number = self.number(self.unit.level, self.here.line + 1)
        lines = (*upper, *self.head(self.unit.level, number, lower[0]), *lower[1:])
        return Planned((Splice(self.here.first, self.here.stop, lines),), 0, len(upper), "words")

    def marker(self, text: str) -> str:
        """The marker that a text opens with, comments above it included."""
        if self.unit is None or not self.grammar.marker:
            return ""
        above = "\n".join(text.split("\n")[: self.here.line - self.here.first])
        start = len(above) + 1 if above else 0
        start += len(text[start:]) - len(text[start:].lstrip(" \t"))
        found = self.grammar.marker.match(text[start:])
        return text[: start + found.end()] if found else text[:start]

    def parted(self, wanted: Split) -> Planned:
        """A heading put before a provision: it and what follows it become a unit of their own."""
        level = self.level(wanted.level)
        inner = [unit for unit in self.here.chain if level and unit.level.name == level.name]
        if level is None or level.marker or not inner or self.here.at == 0:
            raise SourceError("nothing can be split off here: put the cursor on what shall begin the new unit")
        lines = self.head(level, self.number(level, self.here.first), wanted.title or "…")
        return self.put(self.here.first, lines, True)

    def join(self) -> Planned:
        before = neighbour(self.here, True)
        inside = self.here.chain[-1] if self.here.chain else None
        if self.unit is None and before is None and inside and holds_first(inside) and self.here.at == 0:
            before = inside  # a paragraph below the words of a khoản
        if not isinstance(before, (Unit, Paragraph)) or not isinstance(self.here.block, (Unit, Paragraph)):
            raise SourceError("there is no text before it that it could be joined to")
        above = self.passages.of(before)
        if self.unit and not self.unit.level.marker:
            return self.join_heading(above)
        if (
            isinstance(before, Unit)
            and before is not inside
            and any(not isinstance(block, Paragraph) for block in before.body)
        ):
            raise SourceError("what stands before it ends in parts of its own; join these first, or move it")
        last = self.passages.below(above)[-1] if before is not inside else above
        upper = self.lines[last.first : last.stop]
        own = self.passages.text(self.here.first, self.here.stop)
        lead = self.marker(own)
        comments = self.lines[self.here.first : self.here.line]
        words = own[len(lead) :].strip()
        kept, attributes = self.labelled(above, upper, words)
        words, head = kept
        lines = (*comments, *head, *words.split("\n")) if words else (*comments, *head)
        if attributes:
            lines = (*lines[:-1], f"{lines[-1]} {attributes}")
        tail = self.lines[last.stop : self.here.first]
        notes = tuple(line for line in tail if line.strip())
        return Planned((Splice(last.first, self.here.stop, (*notes, *lines)),), 0, len(notes), "words")

    def labelled(self, above: Passage, upper: Sequence[str], words: str) -> tuple[tuple[str, list[str]], str]:
        """The words of both without their `{#label}`, and the one that stays: that of the first, else of the second."""
        text = "\n".join(upper)
        first = find_attributes(text) if isinstance(above.block, Unit) else None
        second = find_attributes(words) if self.unit else None
        text = text[: first.start()] if first else text
        words = words[: second.start()] if second else words
        kept = first or second
        return (words, text.split("\n")), kept[0].strip() if kept else ""

    def join_heading(self, above: Passage) -> Planned:
        unit, other = self.unit, above.block
        if unit is None or not isinstance(other, Unit):
            raise SourceError("there is no text before it that it could be joined to")
        loose = unit.body and not isinstance(unit.body[0], Unit)
        if loose and any(isinstance(block, Unit) for block in other.body):
            raise SourceError("what stands before it ends in parts of its own; join these first, or move it")
        (title, attributes), (more, label) = (
            heading_parts(self.grammar, self.lines[line]) for line in (above.line, self.here.line)
        )
        line = self.lines[above.line]
        start = line.removesuffix(attributes).rstrip() if attributes else line.rstrip()
        joined = f"{start}; {more}" if title and more else f"{start} {more}".rstrip()
        joined = f"{joined} {attributes or label}".rstrip()
        heading = Splice(above.line, above.line + 1, (joined,))
        gone = Splice(self.here.line, self.here.line + 1, ())
        return Planned((heading, gone), 0, 0, "words")
