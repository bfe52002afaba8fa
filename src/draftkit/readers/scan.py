"""The line reader: finds units by keyword and marker, and the blocks between them. It never loses a line.

After this: 1. every line of the source is in exactly one block, or is the mark-up of one; 2. units nest by level; 3. a
heading or marker that makes no sense where it stands is text, with a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import count

from draftkit.model.finding import Fault
from draftkit.model.inline import Content
from draftkit.model.kind import Level
from draftkit.model.message import Message, msg
from draftkit.model.place import Place
from draftkit.model.tree import Block, Division, Formula, Paragraph, Quote, Unit
from draftkit.readers import near
from draftkit.readers.grammar import HEADING, OPENERS, Grammar, find_attributes, starts_block
from draftkit.readers.inline import parse_inline
from draftkit.readers.picture_line import picture_parts
from draftkit.readers.pipe_table import is_delimiter, parse_pipe_table

MAX_NESTING = 40
ROLES = ("giua", "phai", "khong-vien")
SOURCE_SIGNS = ("— ", "– ")
_CAPTION = re.compile(r"Bảng\.\s+(?=\S)")
_FENCE = re.compile(r"(`{3,})[ \t]*\{?(\w+)\}?[ \t]+(.*)$")
_NOTE = re.compile(r"\[\^([\w-]+)\]:[ \t]*(.*)$")

Directive = Callable[[str, str, str, Content, list[str], Place], Block | Message]
"""(name, argument, label, caption above, option lines, place) → the block, or why it cannot be made."""


class _Open:
    """A unit whose end has not been seen yet."""

    __slots__ = (
        "body",
        "classes",
        "column",
        "label",
        "level",
        "line",
        "number",
        "opening",
        "serial",
        "title",
        "written",
    )

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


_ROOT = Level("root", -1)


class Scanner:
    """Reads lines into blocks. One instance a text; blockquotes and divisions are read by inner instances that share
    `gathered`."""

    def __init__(
        self,
        body: Grammar,
        annex: Grammar,
        directive: Directive,
        gathered: Gathered,
        quoted: bool = False,
        depth: int = 0,
    ) -> None:
        self.grammars = (body, annex)
        self.grammar = body
        self.directive = directive
        self.gathered = gathered
        self.serial = gathered.serial
        self.quoted = quoted
        self.depth = depth
        self.stack: list[_Open] = [_Open(_ROOT, "", (), "", 0, 0)]
        self.text: list[str] = []
        self.text_line = 0
        self.text_column = 0
        self.starts_unit = False
        self.caption: tuple[str, int] | None = None

    def fault(self, rule: str, message: Message, line: int, column: int = 0) -> None:
        """Note something odd."""
        self.gathered.faults.append(Fault(rule, message, Place(line, column)))

    # -- the loop

    def scan(self, lines: Sequence[str], first: int = 0) -> tuple[Block, ...]:
        """Read all lines; `first` is the number of the first one in the joined source."""
        index, end = 0, len(lines)
        marker = self.grammar.marker
        while index < end:
            raw = lines[index]
            line = raw.lstrip(" \t")
            if not line:
                if self.text or self.starts_unit:
                    self.flush()
            elif line[0] in OPENERS:
                used = self.block(lines, index, line, first)
                if used:
                    index += used
                    marker = self.grammar.marker
                    continue
                self.add_text(raw, first + index)
            else:
                found = marker.match(line) if marker else None
                if found and (self.quoted or not found[1]):
                    self.open_marked(found, line, first + index, len(raw) - len(line))
                elif not self.quoted or not self.quoted_heading(line, first + index):
                    if self.quoted and line.startswith(SOURCE_SIGNS):
                        self.flush()  # the line that says whose words were quoted
                    self.add_text(raw, first + index)
            index += 1
        self.flush()
        while len(self.stack) > 1:
            self.close_top()
        return tuple(self.stack[0].body)

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
            if raw.startswith("Bảng.") and not self.starts_unit and _CAPTION.match(raw):
                self.caption = (raw, self.text_line)
            top.body.append(
                Paragraph(
                    parse_inline(raw[lead:], self.text_line, self.text_column + lead), self.text_line, self.serial()
                )
            )
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
        level = self.grammar.by_keyword[found[1].lower()]
        if level.depth == 0:  # an annex has an outline of its own, an attached text that of the body
            self.grammar = self.grammars[level.name != "attachment"]
        self.close_to(level.depth)
        unit = _Open(
            level, found[2] or "", parse_inline(found[3].strip(), at, line.find(found[3])), label, at, self.serial()
        )
        unit.classes = classes
        unit.opening = opening
        unit.written = text[: found.start(3)].rstrip() if self.quoted else ""
        self.stack.append(unit)
        return True

    def open_bare(self, line: str, hashes: int, at: int) -> bool:
        """A heading without a keyword; `. ` before its text makes the text the first paragraph of a unit without a
        name."""
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
        """In quoted legal text a heading needs no `#`, but does need its number: “Điều 5a. Tên điều."""
        opening = line[0] if line[0] in '“"' else ""
        text = line[len(opening) :]
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

    # -- blocks that open with a sign; each returns how many lines it used, 0 when it is text after all

    def block(self, lines: Sequence[str], index: int, line: str, first: int) -> int:
        sign = line[0]
        if sign == "#":
            return self.heading(line, first + index)
        if sign == "|":
            return self.pipe_table(lines, index, first)
        if sign == ">":
            return self.quote(lines, index, first)
        if sign == "`":
            return self.fence(lines, index, line, first)
        if sign == ":":
            return self.division(lines, index, line, first)
        if sign == "$":
            return self.formula(lines, index, line, first)
        if sign == "!":
            return self.picture(line, first + index)
        if sign == "-":
            if line.startswith("- "):
                self.flush()  # a line that starts with a dash is a paragraph of its own
            return 0
        return self.note(lines, index, line, first)

    def heading(self, line: str, at: int) -> int:
        found = HEADING.match(line)
        if not found:
            return 0
        if self.open_heading(found[2], at, hashes=len(found[1])):
            return 1
        self.flush()
        levels = tuple(self.grammar.by_keyword.values())
        form = near.heading(found[2], levels)
        if form:
            form = f"{found[1]} {form}"
            self.fault("DK-M001", msg("“{text}” is printed as text; write {form}", text=line.strip(), form=form), at)
        else:
            known = ", ".join(level.keyword for level in levels)
            self.fault("DK-S001", msg("heading without a known keyword ({known}); kept as text", known=known), at)
        self.add_text(line, at)
        self.flush()
        return 1

    def pipe_table(self, lines: Sequence[str], index: int, first: int) -> int:
        end = index
        while end < len(lines) and lines[end].lstrip(" \t").startswith("|"):
            end += 1
        if end - index < 2 or not is_delimiter(lines[index + 1]):
            return 0
        caption, label, _ = self.take_caption()
        table, faults = parse_pipe_table(lines[index:end], first + index)
        self.gathered.faults.extend(faults)
        self.stack[-1].body.append(table._replace(caption=caption, label=label, serial=self.serial()))
        return end - index

    def inner(self, lines: Sequence[str], first: int, quoted: bool) -> tuple[Block, ...]:
        inner = Scanner(*self.grammars, self.directive, self.gathered, quoted, self.depth + 1)
        inner.grammar = self.grammar
        return inner.scan(lines, first)

    def too_deep(self, at: int) -> bool:
        if self.depth < MAX_NESTING:
            return False
        self.fault("DK-S002", msg("nested more than {limit} levels deep; kept as text", limit=MAX_NESTING), at)
        return True

    def quote(self, lines: Sequence[str], index: int, first: int) -> int:
        if self.too_deep(first + index):
            return 0
        self.flush()
        end = index
        inner = []
        while end < len(lines) and lines[end].lstrip(" \t").startswith(">"):
            text = lines[end].lstrip(" \t")[1:]
            inner.append(text.removeprefix(" "))
            end += 1
        self.stack[-1].body.append(Quote(self.inner(inner, first + index, True), first + index))
        return end - index

    def fence(self, lines: Sequence[str], index: int, line: str, first: int) -> int:
        found = _FENCE.match(line)
        if not found:
            return 0
        end = index + 1
        while end < len(lines) and not _closes(lines[end].strip(" \t"), found[1]):
            end += 1
        if end == len(lines):
            self.fault(
                "DK-S003", msg("the block that starts here is never closed with {fence}", fence=found[1]), first + index
            )
            return 0
        argument, label, _ = self.attributes(found[3])
        caption, above, taken = self.take_caption()
        block = self.directive(
            found[2], argument.strip(), label or above, caption, list(lines[index + 1 : end]), Place(first + index)
        )
        if isinstance(block, Message):
            self.fault("DK-F010", block, first + index)
            if taken:
                self.stack[-1].body.append(taken)
            for offset in range(index, end + 1):
                self.add_text(lines[offset], first + offset)
            self.flush()
        else:
            self.add(block)
        return end - index + 1

    def division(self, lines: Sequence[str], index: int, line: str, first: int) -> int:
        role = line[3:].strip(" \t{}.") if line.startswith(":::") else ""
        if not role or self.too_deep(first + index):
            return 0
        known = (*ROLES, *self.grammar.divisions)
        if role not in known:
            self.fault(
                "DK-F010",
                msg("unknown block “{name}”; known: {known}", name=role, known=", ".join(known)),
                first + index,
            )
            return 0
        depth, end = 1, index + 1
        while end < len(lines):
            text = lines[end].strip(" \t")
            if text.startswith(":::"):
                depth += 1 if text.strip(":") else -1
                if not depth:
                    break
            end += 1
        if end == len(lines):
            self.fault(
                "DK-S003", msg("the block that starts here is never closed with {fence}", fence=":::"), first + index
            )
            return 0
        self.flush()
        blocks = self.inner(lines[index + 1 : end], first + index + 1, self.quoted)
        self.stack[-1].body.append(Division(role, blocks, first + index))
        return end - index + 1

    def formula(self, lines: Sequence[str], index: int, line: str, first: int) -> int:
        if not line.startswith("$$"):
            return 0
        end, text = index, line[2:]
        while "$$" not in text and end + 1 < len(lines) and lines[end + 1].strip():
            end += 1
            text += "\n" + lines[end]
        tex, closed, rest = text.partition("$$")
        rest, label, _ = self.attributes(rest)
        if not closed or rest.strip() or not tex.strip():
            form = "$$ a = b $$ {#ct-a}"
            message = msg("this formula cannot be read; it stands alone between two $$, as in: {form}", form=form)
            self.fault("DK-F014", message, first + index)
            return 0
        self.flush()
        self.stack[-1].body.append(Formula(" ".join(tex.split()), first + index, label, self.serial()))
        return end - index + 1

    def picture(self, line: str, at: int) -> int:
        if not line.startswith("!["):
            return 0
        self.flush()
        found = picture_parts(line)
        if found is None:
            form = '![mô tả](so-do.png "Tên hình")'
            message = msg("this picture line cannot be read, so it is not printed; write it as {form}", form=form)
            self.fault("DK-F011", message, at)
            return 1
        label = self.attributes(found.attributes)[1]
        caption = parse_inline(found.caption, at, line.find(found.caption)) if found.caption else ()
        block = self.directive("hinh", found.name, label, caption, [found.alt], Place(at))
        if isinstance(block, Message):
            self.fault("DK-F011", block, at)
        else:
            self.add(block)
        return 1

    def note(self, lines: Sequence[str], index: int, line: str, first: int) -> int:
        found = _NOTE.match(line)
        if not found:
            return 0
        self.flush()
        end = index + 1
        text = [found[2]]
        while end < len(lines) and lines[end].strip() and not starts_block(self.grammar, lines[end].lstrip(" \t")):
            text.append(lines[end].rstrip(" \t"))
            end += 1
        if found[1] in self.gathered.notes:
            self.fault("DK-R005", msg("footnote “{key}” is written twice", key=found[1]), first + index)
            return 0
        content = parse_inline("\n".join(text), first + index, line.find(found[2], 4))
        self.gathered.notes[found[1]] = Paragraph(content, first + index, self.serial())
        return end - index


def _closes(line: str, fence: str) -> bool:
    return line.startswith(fence) and not line.strip("`")
