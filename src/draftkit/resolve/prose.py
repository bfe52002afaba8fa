"""The words of a bound draft as printed, one line a paragraph, each sign leading back to the source.

This is the text that rules on wording look at: what is no wording (code blocks, formulas, addresses, labels) is blanked
out, references and values stand as the words they are printed as, and a paragraph typed on several lines is one."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from draftkit.model.message import Place
from draftkit.readers.comments import COMMENT
from draftkit.readers.grammar import Grammar, starts_block
from draftkit.resolve.bound import Bound
from draftkit.text.edits import spliced
from draftkit.text.pattern import Pattern, Searched, end_of_line, holds, start_of_line
from draftkit.word.in_line import FORMULA

_FENCE = Pattern(r"`{3,}")
_NO_WORDING = (
    # lengths are bounded so that a line full of opening signs takes no longer than any other
    Pattern(rf"\$\$.*?\$\$|{FORMULA}|\$ [^$\n]{{1,1000}} \$", "$", flags=re.DOTALL),
    Pattern(
        r"!\[[^\]\n]{0,500}\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,500}\)|\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,500}\)",
        "](",
    ),
    Pattern(r"(?:https?|ftp)://(?:[^\s()]|\([^\s()]{0,200}\))+", "://"),
    Pattern(r"www\.(?:[^\s()]|\([^\s()]{0,200}\))+", "www."),
    Pattern(r"@[\w-]+(?:\.[\w-]+)*", "@"),
    Pattern(r"\{[#.][^}\n]{0,200}\}|\{\{[^{}\n]{0,200}\}\}", "{"),
    Pattern(r"\|[-:| \t]+\|[ \t]*$", "|", flags=re.MULTILINE),
    Pattern(r"^#{1,6} [\w.]{1,20} \.(?= )", " .", flags=re.MULTILINE),  # the sign of a heading that is text
)
_QUOTED_LINE = Pattern(r"\n[ \t]*>[^\n]*", ">")
_QUOTE_SIGN = Pattern(r"[ \t]{0,20}>[ \t]?", ">")
_STRAIGHT = Pattern(r"(?<![\w\"])\"[^\"\n]{1,2000}\"(?![\w\"])", '"')
_QUOTES = Pattern('[“”"]')
_ENDS_LINE = Pattern(r"[.;,:)”]{0,3}[ \t]*$", flags=re.MULTILINE)
_GOES_ON = Pattern(r"\n[ \t]{0,99}(?=[^\W\d_])(?![a-zđ][a-zđ0-9]{0,2}\))", "\n")
"""A line end that may stand within a paragraph: the next line opens with a letter that is no marker."""


class Prose:
    """The printed words of a draft, and the way back to its source."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._source = bound.draft.source.text
        self._quotes = ">" in self._source
        lines = without_wording(f"\n{self._source}")
        self.text, self._printed, self._typed = self._build(lines)
        self.lines = Searched.cut(lines, self.text)
        """The source line by line, a line end before the first too, with what is not wording blanked out, references
        and values too. Offsets count without that line end: the first sign of the source is at 0, and at 1 here."""

    def _build(self, blanked: str) -> tuple[Searched, list[int], list[int]]:
        """The text; and where each stretch of it starts, in the text and in the source."""
        out: list[str] = []
        printed, typed = [0], [0]
        last = length = 0
        for start, end, words in self._changes(blanked):
            if start < last:
                continue
            out += [blanked[last + 1 : start + 1], words]
            length += start - last
            printed += [length, length + len(words)]
            typed += [start, end]
            length += len(words)
            last = end
        out.append(blanked[last + 1 :])
        text = "".join(out)
        out.clear()  # a copy of the whole text less, while it is copied
        return Searched(text), printed, typed

    def _changes(self, blanked: str) -> list[tuple[int, int, str]]:
        starts = self.line_starts
        changes = []
        for opens, ends, words in self._bound.worded:
            if 0 <= opens.line < len(starts):
                start, at = self._sign(opens), self._sign(ends)
                if blanked[start + 1 : start + 2] == "\x00" and self._source[start : start + 1] in "@{":
                    changes.append((start, at, words.replace("\n", " ")))
        kind = self._bound.draft.kind
        grammars = Grammar.of(kind.outline, kind.outer_levels), Grammar.of(kind.annex, kind.outer_levels)
        for found in _GOES_ON.finditer(blanked, 1):
            start, at = found.span()
            first = start_of_line(blanked, start)
            before = blanked[first:start].rstrip(" \t")
            start = first + len(before) - 1
            before = before.lstrip(" \t")
            if not before or before[0] in "#>|:":
                continue
            line = blanked[at : at + 80]
            if not any(starts_block(grammar, line) for grammar in grammars):
                changes.append((start, at - 1, " "))
        changes.sort()
        return changes

    def _sign(self, place: Place) -> int:
        """The offset of a place in the source; within a quotation columns count from behind the sign >."""
        start = self.line_starts[place.line]
        if not self._quotes:
            return start + place.column
        quoted = self._source[start : start + 40].lstrip(" \t").startswith(">")
        prefix = _QUOTE_SIGN.match(self._source, start) if quoted else None
        return (prefix.end() if prefix else start) + place.column

    @cached_property
    def whole(self) -> Searched:
        """The text, and a line for each of the texts of the metadata that are printed with it (`Draft.said`)."""
        said = [without_wording(" ".join(text.split())) for text, _ in self._bound.draft.said]
        return Searched("\n".join((self.text, *said, ""))) if said else self.text

    @cached_property
    def own_whole(self) -> Searched:
        """The same with the words of other texts blanked out."""
        return _own(self.whole) if self.whole is not self.text else self.own

    @cached_property
    def own(self) -> Searched:
        """The text with the words of other texts blanked out: quoted lines and what stands between curly quotes."""
        return _own(self.text)

    @cached_property
    def own_lines(self) -> Searched:
        """The lines with the words of other texts blanked out."""
        return _own(self.lines)

    @cached_property
    def worded(self) -> list[tuple[int, int]]:
        """Where references and values stand in the text, in order."""
        pairs = zip(self._printed[1::2], self._printed[2::2], strict=True)
        return [pair for pair, at in zip(pairs, self._typed[1::2], strict=True) if self._source[at] in "@{"]

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of each line of the source."""
        starts, find, at = [0], self._source.find, 0
        while at := find("\n", at) + 1:
            starts.append(at)
        return (*starts, len(self._source) + 1)

    def typed(self, offset: int) -> int:
        """The source offset of a sign of the text; within the words of a reference, that of the reference."""
        at = bisect_right(self._printed, offset) - 1
        return self._typed[at] + (0 if at % 2 else offset - self._printed[at])

    def place(self, offset: int) -> Place:
        """The place in the source of an offset in the text, or in `whole`."""
        if len(self.text) < offset < len(self.whole):
            return self._bound.draft.said[self.whole.count("\n", len(self.text) + 1, offset)][1]
        return self.line_place(self.typed(offset))

    def line_place(self, at: int) -> Place:
        """The place of an offset in the source."""
        line = bisect_right(self.line_starts, at) - 1
        return Place(line, at - self.line_starts[line])

    def at(self, line: int) -> int:
        """The offset in the text of a line of the source."""
        if line >= len(self.line_starts):
            return len(self.text)
        typed = self.line_starts[line]
        at = bisect_right(self._typed, typed) - 1
        at -= at % 2
        return self._printed[at] + typed - self._typed[at]


def _own(text: Searched) -> Searched:
    """A text with the words of other texts blanked out."""
    if not holds(text, ">", "“", '"'):
        return text
    lines = _QUOTED_LINE.sub(_blank, f"\n{text}")[1:]
    if holds(text, "“", '"'):
        lines = _STRAIGHT.sub(_blank, _unquoted(lines))
    return text.blanked(lines)


def without_wording(text: str) -> str:
    """A source text with what is not wording blanked out, labels and values too, offsets unchanged. Blanks that do not
    break are spaces."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    if holds(text, "```"):
        text = _without_fences(text)
    if holds(text, "<!--"):
        text = COMMENT.sub(_blank, text)
    for pattern in _NO_WORDING:
        text = pattern.sub(_blank if pattern.flags & re.DOTALL else lambda found: "\x00" * len(found[0]), text)
    return text


def _unquoted(text: str) -> str:
    """The text with quotations blanked out, those within them too. One of several paragraphs may open each of them and
    be closed at the end of the last; one that is never closed ends with its line."""
    quoted: list[tuple[int, int]] = []
    depth = start = 0
    for found in _QUOTES.finditer(text):
        sign, at = found[0], found.start()
        if sign == '"' and not _opens_line(text, at) and not _ENDS_LINE.match(text, at + 1):
            continue  # straight ones count that open a line or end it
        if sign == "“" or (sign == '"' and not depth and _opens_line(text, at)):
            if depth and _opens_line(text, at):
                continue
            start = start if depth else at
            depth += 1
        elif depth and (sign == "”" or (depth == 1 and text[start] == '"')):
            depth -= 1
            if not depth:
                quoted.append((start, at + 1))
    if depth:
        quoted.append((start, end_of_line(text, start)))
    return spliced(text, ((start, end, _blanks(text[start:end])) for start, end in quoted))


def _opens_line(text: str, at: int) -> bool:
    """Whether only blanks stand before a place on its line."""
    while at and text[at - 1].isspace() and text[at - 1] != "\n":
        at -= 1
    return not at or text[at - 1] == "\n"


def _without_fences(text: str) -> str:
    """Blank out each block between ``` and the next line of the same fence; one never closed is text."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        found = _FENCE.match(lines[index].lstrip(" \t>"))
        index += 1
        if not found:
            continue
        end = next((at for at in range(index, len(lines)) if lines[at].lstrip(" \t>").startswith(found[0])), None)
        if end is None:
            continue
        for at in range(index - 1, end + 1):
            lines[at] = "\x00" * len(lines[at])
        index = end + 1
    return "\n".join(lines)


def _blank(found: re.Match[str]) -> str:
    return _blanks(found[0])


def _blanks(text: str) -> str:
    return "\x00" * len(text) if "\n" not in text else "\n".join("\x00" * len(line) for line in text.split("\n"))
