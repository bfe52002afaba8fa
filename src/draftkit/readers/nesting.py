"""Units and paragraphs as they open and close while a text is read line by line.

After this: units nest by level; every line given is in a paragraph, a heading or a caption."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from draftkit.model.inline import Content
from draftkit.model.kind import Level
from draftkit.model.message import Fault, Mend, Message, Place
from draftkit.model.tree import Block, Division, Paragraph, Quote, Unit
from draftkit.readers.grammar import CAPTIONS, HEADING, Grammar, find_attributes
from draftkit.readers.inline import parse_inline
from draftkit.text.pattern import Pattern

_CAPTION = Pattern(r"(?:Bảng|Table)\.\s+(?=\S)")
_CALLED_NUMBER = Pattern(r"[^\W\d_]+(?:[ \t][^\W\d_]+)*[ \t]+số[ \t]+\w", flags=re.IGNORECASE)
"""A heading that says “số” before its number: “Phụ lục số 2”."""
_ROOT = Level("root", -1)


class _Open:
    """A unit whose end has not been seen yet."""

    __slots__ = tuple("body classes column label level line number opening serial title written".split())

    def __init__(self, level: Level, number: str, title: Content, label: str, line: int, serial: int) -> None:
        self.level, self.number, self.title, self.label, self.line = level, number, title, label, line
        self.serial = serial
        self.classes: tuple[str, ...] = ()
        self.column = 0
        self.opening = self.written = ""
        self.body: list[Block] = []

    def close(self) -> Unit:
        return Unit(
            self.level,
            self.number,
            self.title,
            self.label,
            self.line,
            tuple(self.body),
            self.classes,
            self.column,
            self.opening,
            self.written,
            self.serial,
        )


class Gathered:
    """What scanning gathers besides blocks."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self.faults = list(faults)
        self.notes: dict[str, Paragraph] = {}
        self.serial = count(1).__next__
        """Counts the holders of content."""


class Nesting:
    """The units that are open, the outermost first, and the paragraph that is being read."""

    def __init__(self, grammars: tuple[Grammar, Grammar], gathered: Gathered, quoted: bool) -> None:
        self.grammars = grammars
        self.grammar = grammars[0]
        self.gathered = gathered
        self.serial = gathered.serial
        self.quoted = quoted
        self.stack: list[_Open] = [_Open(_ROOT, "", (), "", 0, 0)]
        self.text: list[str] = []
        self.text_line, self.text_column, self.starts_unit = 0, 0, False
        self.caption: tuple[str, int] | None = None

    def fault(self, rule: str, message: Message, line: int, mends: tuple[Mend, ...] = ()) -> None:
        """Note something odd."""
        self.gathered.faults.append(Fault(rule, message, Place(line), True, mends))

    def add_text(self, raw: str, line: int) -> None:
        if not self.text and not self.starts_unit:
            self.text_line, self.text_column = line, 0
        self.text.append(raw.rstrip(" \t") if not raw.endswith("\\") else raw)

    def add(self, block: Block) -> None:
        """Add what a directive made."""
        body = self.stack[-1].body
        body.append(block if isinstance(block, (Quote, Division)) else block._replace(serial=self.serial()))

    # -- paragraphs

    def flush(self) -> None:
        """End the current paragraph."""
        if not (self.text or self.starts_unit):
            return
        raw = self.text[0] if len(self.text) == 1 else "\n".join(self.text)
        top = self.stack[-1]
        if self.starts_unit and raw.endswith("}"):
            raw, label, classes = self.attributes(raw)
            if label or classes:
                top.label, top.classes = label, classes
        if raw or self.starts_unit:
            lead = len(raw) - len(raw.lstrip(" \t")) if raw[:1] in " \t" else 0
            if raw.startswith(CAPTIONS) and not self.starts_unit and _CAPTION.match(raw):
                self.caption = (raw, self.text_line)
            content = parse_inline(raw[lead:], self.text_line, self.text_column + lead)
            top.body.append(Paragraph(content, self.text_line, self.serial()))
        self.text = []
        self.starts_unit = False

    def attributes(self, raw: str) -> tuple[str, str, tuple[str, ...]]:
        """Cut `{#label .class}` off the end of a text."""
        found = find_attributes(raw)
        if not found:
            return raw, "", ()
        return raw[: found.start()], found[1] or "", tuple(name.strip(". \t") for name in found[2].split("."))[1:]

    def take_caption(self) -> tuple[Content, str, Paragraph | None]:
        """The caption paragraph right before a table, taken out of the body: content, label, the paragraph."""
        self.flush()
        body = self.stack[-1].body
        last = body[-1] if body else None
        if self.caption is None or not isinstance(last, Paragraph) or last.line != self.caption[1]:
            return (), "", None
        raw, start = self.caption
        self.caption = None
        body.pop()
        text, label, _ = self.attributes(raw)
        cut = text.index(".") + 1
        cut += len(text[cut:]) - len(text[cut:].lstrip())
        return parse_inline(text[cut:], start, cut), label, last

    # -- units

    def open_marked(self, found: re.Match[str], line: str, at: int, indent: int) -> None:
        self.flush()
        name = found.lastgroup or ""
        level = self.grammar.marked[name]
        self.close_to(level.depth)
        unit = _Open(level, found[name], (), "", at, self.serial())
        unit.opening = found[1]
        unit.column = indent
        self.stack.append(unit)
        rest = line[found.end() :]
        self.text = [rest.rstrip(" \t") if not rest.endswith("\\") else rest] if rest else []
        self.text_line, self.text_column = at, indent + found.end()
        self.starts_unit = True

    def open_heading(self, line: str, at: int, opening: str = "", hashes: int = 0) -> bool:
        pattern = self.grammar.keywords
        text, label, classes = self.attributes(line)
        found = pattern.match(text) if pattern else None
        if not found:
            return bool(hashes) and self.open_bare(line, hashes, at)
        self.flush()
        level = self.level_called(found[1].lower())
        if level.depth == 0:  # an annex has an outline of its own, an attached text that of the body
            self.grammar = self.grammars[level.name != "attachment"]
        self.close_to(level.depth)
        unit = _Open(
            level, found[2] or "", parse_inline(found[3].strip(), at, line.find(found[3])), label, at, self.serial()
        )
        unit.classes = classes
        unit.opening = opening
        called = text[: found.start(3)].rstrip()
        unit.written = called if self.quoted else called.rstrip(".:") if _CALLED_NUMBER.match(called) else ""
        self.stack.append(unit)
        return True

    def level_called(self, keyword: str) -> Level:
        """The level a keyword means here: of several, the one that may stand in what is open."""
        for level in self.grammar.namesakes.get(keyword, ()):
            holder = next((unit.level.name for unit in reversed(self.stack) if unit.level.depth < level.depth), "")
            if holder in level.parents:
                return level
        return self.grammar.by_keyword[keyword]

    def open_bare(self, line: str, hashes: int, at: int) -> bool:
        """A heading without keyword; `. ` before its text makes the text the first paragraph of a unit without name."""
        text, label, classes = self.attributes(line)
        found = self.grammar.bare_heading(text, hashes)
        if found is None:
            return False
        self.flush()
        level, number, runs_in, title = found
        self.close_to(level.depth)
        column = hashes + 1 + line.find(title)
        unit = _Open(level, number, () if runs_in else parse_inline(title, at, column), label, at, self.serial())
        unit.classes = classes
        self.stack.append(unit)
        if runs_in:
            self.text = [title]
            self.text_line, self.text_column, self.starts_unit = at, column, True
        return True

    def quoted_heading(self, line: str, at: int) -> bool:
        """In quoted legal text a heading needs no `#`, but does need its number: “Điều 5a. Tên điều. The mark may stand
        before `#` or behind it."""
        opening = line[0] if line[0] in '“"' else ""
        signed = HEADING.match(line, 1) if opening else None
        text = signed[2] if signed else line[len(opening) :]
        found = self.grammar.keywords.match(text) if self.grammar.keywords else None
        return bool(
            found
            and found[2]
            and text[len(found[1]) :].lstrip()[:1]
            and found[1][0].isupper()
            and self.open_heading(text, at, opening)
        )

    def close_to(self, depth: int) -> None:
        while self.stack[-1].level.depth >= depth:
            self.close_top()

    def close_top(self) -> None:
        unit = self.stack.pop().close()
        self.stack[-1].body.append(unit)
