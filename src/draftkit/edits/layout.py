"""The canonical layout of a source: what `draftkit fmt` writes.

Headings carry the right number of `#`, an empty line before and none after; khoản and điểm start at the margin; a
sentence ends its line; no trailing spaces, no double empty lines. Wording, labels and printed numbers stay as they are;
the caller proves it by reading the result."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from draftkit.model.inline import plain
from draftkit.model.kind import KindSpec
from draftkit.model.numeral import parse
from draftkit.model.tree import Block, Division, Draft, Unit, units
from draftkit.readers.comments import cut_comment
from draftkit.readers.grammar import Grammar, heading_parts, starts_block
from draftkit.resolve.bound import Bound
from draftkit.text.pattern import LOWER, UPPER
from draftkit.text.sentences import split

KEEP, DROP, WRITE = "keep", "drop", "write"
SENTENCE = re.compile(rf"(?<=[{LOWER}0-9)%”]{{2}}[.?!])(?<!^Bảng\.)(?<!^Table\.) (?=[{UPPER}“])")
"""Where a sentence ends; `Bảng. Tên` is one caption."""
_FENCE = re.compile(r"[ \t]*(`{3,}|\$\$)")


def lay_out(bound: Bound, numbers: str = KEEP) -> list[str]:
    """The source text of a bound draft in canonical layout, one text for each part of its source, without the final
    newline.

    `numbers` keeps the written numbers, drops those that counting gives anyway, or writes all of them.
    """
    return _Layout(bound, numbers).parts()


class _Layout:
    def __init__(self, bound: Bound, numbers: str) -> None:
        self.bound = bound
        self.draft: Draft = bound.draft
        self.kind: KindSpec = bound.draft.kind
        extra = self.kind.outer_levels
        self.body, self.annex = Grammar.of(self.kind.outline, extra), Grammar.of(self.kind.annex, extra)
        self.units = {unit.line: unit for unit in units(self.draft.blocks)}
        self.shown = self._numbers(numbers)

    def _numbers(self, mode: str) -> Mapping[int, str]:
        """The number to write on the line of each unit; empty to leave it out."""
        if mode == WRITE:
            return {unit.serial: self._written(unit) for unit in self.units.values()}
        if mode == KEEP:
            return {unit.serial: unit.number for unit in self.units.values()}
        out: dict[int, str] = {}
        for siblings in _families(self.draft.blocks):
            regular = [unit for unit in siblings if _is_regular(unit)]
            lazy = len(siblings) > 1 and len(regular) == len(siblings)
            for unit in siblings:
                if unit.level.marker:
                    out[unit.serial] = siblings[0].number if lazy else unit.number
                else:
                    out[unit.serial] = "" if unit in regular else unit.number
        return out

    def _written(self, unit: Unit) -> str:
        """The number of a unit, where its line can bear one: “## 1 Tên” would be read as a name that begins with 1."""
        number, level = self.bound.numbers[unit.serial], unit.level
        return number if level.shows_number and (level.bears(number) or not level.bare) else unit.number

    def parts(self) -> list[str]:
        source = self.draft.source
        parted = source.parted(source.typed.split("\n"))
        return [self.part(lines, part.first) for part, lines in zip(source.parts, parted, strict=True)]

    def part(self, lines: Sequence[str], first: int) -> str:
        out: list[str] = []
        fence = ""
        after_heading = False
        for number, line in enumerate(lines, first):
            opened = _FENCE.match(line)
            if fence or opened:
                out.append(line)
                if fence:
                    fence = "" if fence in line else fence
                elif opened and line.count(opened[1]) % 2 == 1:
                    fence = opened[1]
                after_heading = False
                continue
            typed, comment = cut_comment(line)
            line = typed if typed.endswith("\\") else typed.rstrip(" \t")
            unit = self.units.get(number)
            if unit is not None and not unit.level.marker:
                if out and out[-1]:
                    out.append("")
                out.append(self.heading(unit, typed))  # “## . ” and “## .” are two things
                self.keep(out, comment)
                after_heading = bool(unit.title) or not unit.level.bare
            elif line.strip(" \t"):
                after_heading = False
                laid = self.marked(unit, line) if unit is not None else self.prose(line)
                out.extend([" ".join(laid)] if comment else laid)  # a comment counts for its line: the line stays one
                self.keep(out, comment)
            elif comment:
                out.append(comment)
            elif not after_heading and out and out[-1]:
                out.append("")
        while out and not out[-1]:
            out.pop()
        return "\n".join(out)

    def keep(self, out: list[str], comment: str) -> None:
        """Put a comment to the checker back at the end of its line."""
        if comment:
            out[-1] += f" {comment}"

    def grammar(self, line: int) -> Grammar:
        outer = next((unit for unit in reversed(self.draft.annexes) if line > unit.line), None)
        return self.annex if outer and outer.level is not self.kind.attachment_level else self.body

    def heading(self, unit: Unit, line: str) -> str:
        title, attributes = heading_parts(self.grammar(unit.line), line)
        number = self.shown[unit.serial]
        if unit.level.bare and not (number or title.strip("# \t") or attributes):
            return "#" * unit.level.hashes + " "  # without the blank it would be text
        text = unit.level.typed(number, title, unit.called.strip())  # “Phụ lục số 2”
        if not (title or number or line.rstrip().removesuffix(attributes).rstrip().endswith(".")):
            text = text.removesuffix(".")  # “# Thư mục tài liệu tham khảo” is whole without one
        return f"{text} {attributes}" if attributes else text  # “### . ” ends with the blank that makes its dot a sign

    def marked(self, unit: Unit, line: str) -> list[str]:
        text = line.lstrip(" \t")
        found = self.grammar(unit.line).marker
        match = found.match(text) if found else None
        rest = text[match.end() :] if match else text
        first, *more = self.sentences(rest)
        return [unit.level.typed(self.shown[unit.serial], first), *more]

    def prose(self, line: str) -> list[str]:
        text = line.lstrip(" \t")
        if starts_block(self.body, text) or starts_block(self.annex, text) or not text:
            return [line]
        return self.sentences(text)

    def sentences(self, text: str) -> list[str]:
        """One sentence a line, unless the next one would then be read as a marker."""
        out = [""]
        for part in split(text, SENTENCE):
            if out == [""]:
                out = [part]
            elif starts_block(self.body, part) or starts_block(self.annex, part):
                out[-1] += " " + part
            else:
                out.append(part)
        return out


def _families(blocks: Sequence[Block]) -> list[list[Unit]]:
    """Units grouped with their siblings of one level, in every parent."""
    out: list[list[Unit]] = []
    groups: dict[str, list[Unit]] = {}
    for block in blocks:
        if isinstance(block, Unit):
            groups.setdefault(block.level.name, []).append(block)
            out.extend(_families(block.body))
        elif isinstance(block, Division):
            out.extend(_families(block.blocks))
    return [*groups.values(), *out]


def _is_regular(unit: Unit) -> bool:
    ordinal = parse(unit.number, unit.level.numeral) if unit.number else (1, 0)
    return ordinal is not None and ordinal[1] == 0


def same_meaning(before: Bound, after: Bound) -> bool:
    """Whether two bound drafts have the same outline, labels and contents, places aside."""
    return _signature(before) == _signature(after)


def _signature(bound: Bound) -> list[object]:
    outline = [
        (
            unit.level.name,
            bound.numbers.get(unit.serial),
            unit.label,
            unit.classes,
            plain(unit.title),
            bound.bookmarks.get(unit.serial),
        )
        for unit in units(bound.draft.blocks)
    ]
    return [outline, sorted(bound.labels), [plain(note.content) for note in bound.notes]]
