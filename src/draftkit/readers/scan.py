"""The line reader: finds units by keyword and marker, and the blocks between them. It never loses a line.

After this: 1. every line of the source is in exactly one block, or is the mark-up of one; 2. units nest by level; 3. a
heading or marker that makes no sense where it stands is text, with a fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from draftkit.model.inline import Content
from draftkit.model.message import Mend, Message, Place, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Division, Formula, Paragraph, Quote, Unit
from draftkit.readers import near
from draftkit.readers.fence import fence_at
from draftkit.readers.grammar import CAPTIONS, HEADING, OPENERS, Grammar, starts_block
from draftkit.readers.inline import parse_inline
from draftkit.readers.nesting import Gathered, Nesting
from draftkit.readers.pipe_table import MOST_COLUMNS, cells, is_delimiter, parse_pipe_table, too_wide
from draftkit.text.pattern import Pattern

MAX_NESTING = 40
ROLES = ("giua", "phai", "khong-vien")
SOURCE_SIGNS = ("— ", "– ")
_NOTE = Pattern(r"\[\^([\w-]+)\]:[ \t]*(.*)$")

Directive = Callable[[str, str, str, Content, list[str], Place], Block | Message]
"""(name, argument, label, caption above, option lines, place) → the block, or why it cannot be made."""


class Scanner(Nesting):
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
        super().__init__((body, annex), gathered, quoted)
        self.directive = directive
        self.depth = depth
        self.ends: tuple[Sequence[str], dict[int, int]] | None = None

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
                    below = "".join(lines[index + 1 : index + 2]).lstrip(" \t")
                    if line.startswith(CAPTIONS) and below.startswith(("|", "```")):
                        self.flush()  # a caption right below a khoản is that of the table
                    self.add_text(raw, first + index)
            index += 1
        self.flush()
        while len(self.stack) > 1:
            self.close_top()
        return tuple(self.stack[0].body)

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
            return self.fence(lines, index, first)
        if sign == ":":
            return self.division(lines, index, line, first)
        if sign == "$":
            return self.formula(lines, index, line, first)
        if sign == "!":
            return self.picture(line, first + index)
        if sign == "-":
            if line[1:2] in ("", " "):
                self.flush()  # a line that starts with a dash, or is one, is a paragraph of its own
            return 0
        return self.note(lines, index, line, first)

    def heading(self, line: str, at: int) -> int:
        found = HEADING.match(line)
        if not found:
            return 0
        opened = self.quoted and found[2].startswith(("“", '"')) and self.quoted_heading(found[2], at)
        if opened or self.open_heading(found[2], at, hashes=len(found[1])):
            return 1
        self.flush()
        levels = tuple(self.grammar.by_keyword.values())
        form = near.heading(found[2], levels)
        if form:
            form = f"{found[1]} {form}"
            message = msg("“{text}” is printed as text; write {form}", text=line.strip(), form=form)
            self.fault("DK-M001", message, at, mends=(Mend(line.strip(), form, False),))
        else:
            known = ", ".join(level.keyword for level in levels)
            message = msg("heading without a known keyword ({known}); kept as text", known=known)
            if not known:
                known = ", ".join("#" * count for count in self.grammar.bare)
                message = msg("no heading here has {sign}; kept as text; write {known}", sign=found[1], known=known)
            self.fault("DK-S001", message, at)
        self.add_text(line, at)
        self.flush()
        return 1

    def pipe_table(self, lines: Sequence[str], index: int, first: int) -> int:
        if index + 1 == len(lines) or not is_delimiter(lines[index + 1]):
            return 0
        end = index + 2
        while end < len(lines) and lines[end].lstrip(" \t").startswith("|"):
            end += 1
        rows = lines[index:end]
        wide = [len(cells(row)) for row in rows if row.count("|") > MOST_COLUMNS]
        if message := too_wide(wide):
            self.fault("DK-F010", message, first + index)
            kept = max(wide) < 4 * MOST_COLUMNS  # as text; a paragraph of more would be read for minutes
            return 0 if kept else end - index
        table, faults = parse_pipe_table(rows, first + index)
        caption, label, _ = self.take_caption()
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

    def fence(self, lines: Sequence[str], index: int, first: int) -> int:
        found = fence_at(lines, index)
        if not found:
            return 0
        if found.inner is None:
            return self.unclosed(found.sign, first + index)
        end, place = index + 1 + len(found.inner), Place(first + index)
        argument, label, _ = self.attributes(found.behind)
        caption, above, taken = self.take_caption()
        block = self.directive(found.name, argument.strip(), label or above, caption, found.inner, place)
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

    def unclosed(self, fence: str, at: int) -> int:
        self.fault("DK-S003", msg("the block that starts here is never closed with {fence}", fence=fence), at)
        return 0

    def division(self, lines: Sequence[str], index: int, line: str, first: int) -> int:
        role = line[3:].strip(" \t{}.") if line.startswith(":::") else ""
        if not role or self.too_deep(first + index):
            return 0
        known = (*ROLES, *self.grammar.divisions)
        if role not in known:
            message = msg("unknown block “{name}”; known: {known}", name=role, known=", ".join(known))
            self.fault("DK-F010", message, first + index)
            return 0
        end = self.division_end(lines, index)
        if end == len(lines):
            return self.unclosed(":::", first + index)
        self.flush()
        blocks = self.inner(lines[index + 1 : end], first + index + 1, self.quoted)
        for unit in [one for one in blocks if isinstance(one, Unit)][:1]:  # it stands beside those of its level
            self.close_to(unit.level.depth)
        self.stack[-1].body.append(Division(role, blocks, first + index))
        return end - index + 1

    def division_end(self, lines: Sequence[str], index: int) -> int:
        """The line that closes the block that opens at `index`; the number of lines when none does. All are found at
        once: looking on from each would take the square of their number."""
        if self.ends is None or self.ends[0] is not lines:
            self.ends = (lines, division_ends(lines))
        return self.ends[1].get(index, len(lines))

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
        text = [found[2].rstrip(" \t")]
        while end < len(lines) and lines[end].strip() and not starts_block(self.grammar, lines[end].lstrip(" \t")):
            text.append(lines[end].rstrip(" \t"))
            end += 1
        if found[1] in self.gathered.notes:
            self.fault("DK-R005", msg("footnote “{key}” is written twice", key=found[1]), first + index)
            return 0
        content = parse_inline("\n".join(text), first + index, line.find(found[2], 4))
        self.gathered.notes[found[1]] = Paragraph(content, first + index, self.serial())
        return end - index


def division_ends(lines: Sequence[str]) -> dict[int, int]:
    """The line of the `:::` that closes each block, by the line that opens it; nothing for one that is left open."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for at, line in enumerate(lines):
        text = line.strip(" \t")
        if text.startswith(":::"):
            if text.strip(":"):
                opened.append(at)
            elif opened:
                ends[opened.pop()] = at
    return ends


_START = Pattern(r"!\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\(")


class PictureLine(NamedTuple):
    """The parts as typed; caption and attributes may be empty."""

    alt: str
    name: str
    caption: str
    attributes: str


def picture_parts(line: str) -> PictureLine | None:
    """Take a picture line apart; None when it is none. File names may hold blanks and brackets: the last bracket of the
    line closes."""
    text, attributes = line.strip(), ""
    if text.endswith("}") and "){" in text:
        cut = text.rindex("){") + 1
        text, attributes = text[:cut], text[cut:]
    found = _START.match(text)
    if found is None or not text.endswith(")"):
        return None
    name, caption = text[found.end() : -1].strip(), ""
    if name.endswith('"') and name.count('"') > 1:
        name, _, caption = name[:-1].partition('"')
    name = name.strip().removeprefix("<").removesuffix(">")
    return PictureLine(found[1], name, caption, attributes) if name else None
