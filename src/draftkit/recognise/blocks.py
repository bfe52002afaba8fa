"""Paragraphs and tables as blocks of the source dialect: each a list of lines that reads back as it was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.model.kind import Level
from draftkit.readers.grammar import Grammar, find_attributes
from draftkit.text.fold import fold

_OPENING = re.compile(r"(?:#|\||>|`|:::|\$\$|!\[|<{7}|={7})")
_NOTE = re.compile(r"\[\^[\w-]+\](?=:)")
_CAPTION = re.compile(r"(Bảng)(\.\s)")


def paragraph(text: str, grammar: Grammar) -> list[str]:
    """A paragraph that is nothing else: lines that would open a unit or a block are escaped."""
    first, *rest = guarded(text).split("\n")
    return [plain_line(first, grammar), *(continued(line, grammar) for line in rest)]


def continued(line: str, grammar: Grammar) -> str:
    """A source line behind a line break, which goes on with its paragraph; a dash would begin another."""
    return f"\\{line}" if line.startswith("-") else plain_line(line, grammar)


def plain_line(line: str, grammar: Grammar) -> str:
    """A source line that opens nothing."""
    if (safe := unopened(line)) != line:
        return safe
    found = grammar.marker.match(line) if grammar.marker else None
    if found and found.lastgroup:
        end = found.end(found.lastgroup)
        return f"{line[:end]}\\{line[end:]}"
    return line


def unopened(line: str) -> str:
    """A source line that opens no block; what it may open is a unit."""
    if _OPENING.match(line):
        return "\\" + line
    note = _NOTE.match(line)
    if note:
        return f"{note[0]}\\{line[note.end() :]}"
    caption = _CAPTION.match(line)
    if caption:
        return f"{caption[1]}\\{line[caption.end(1) :]}"
    return line


def inner_lines(text: str, grammar: Grammar) -> list[str]:
    """The lines of a text whose first line stands behind a marker or heading."""
    first, *rest = guarded(text).split("\n")
    return [first, *(continued(line, grammar) for line in rest)]


def guarded(text: str) -> str:
    """A text whose end is not read as a label."""
    found = find_attributes(text)
    if not found:
        return text
    brace = text.rfind("{")
    return f"{text[: brace + 1]}\\{text[brace + 1 :]}"


def status_class(level: Level, text: str) -> str:
    """The class of a heading that a line below it says, in capitals or not: “(Quy định)”; empty when it says none."""
    return next((name for name, said in level.status.items() if text and fold(said) == fold(text)), "")


def heading(level: Level, number: str, title: str, status: str = "", keyword: str = "") -> list[str]:
    """A heading line; `status` are the words printed for a class of the heading, `keyword` what calls the level where
    that is not its own word. Breaks inside a title become spaces: a heading is one line."""
    title = guarded(" ".join(title.replace("\\\n", " ").split("\n"))).strip()
    known = status_class(level, status)
    return [" ".join(filter(None, (level.typed(number, title, keyword), f"{{.{known}}}" if known else "")))]


def division(role: str, lines: Sequence[str]) -> list[str]:
    """Lines in a role of their own."""
    return [f"::: {role}", *lines, ":::"]


def quote(lines: Sequence[str]) -> list[str]:
    """Lines as quoted legal text."""
    return [f"> {line}".rstrip() for line in lines]


def called(level: Level, text: str) -> str:
    """What a heading calls its level when it says “số” before the number and the level does not; else empty."""
    found = re.match(rf"{re.escape(level.keyword)}\s+số(?=\s)", text, re.IGNORECASE) if level.keyword else None
    return " ".join(found[0].split()) if found and not level.label.startswith(found[0]) else ""
