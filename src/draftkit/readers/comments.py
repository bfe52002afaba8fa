"""Comments in a source: to the checker, `<!-- draftkit: ignore DK-T001 reason -->` in the text and
`# draftkit: ignore DK-H006 reason` in metadata; and notes for colleagues, `%% …` to the end of the line.

They are no text of the document: readers see blanks in their place, so that columns stay; a comment on a line of its
own is an empty line. A note starts a line or stands behind a blank, and a blank follows the two signs; within a block
between ``` they are what they are there."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.model.message import Place
from draftkit.text.pattern import Pattern, holds

COMMENT = Pattern(r"<!--[ \t]*draftkit:[ \t]*([^\n]*?)[ \t]*-->")
YAML_COMMENT = Pattern(r"(?:^|(?<=[ \t]))#[ \t]*draftkit:[ \t]*([^\n]*?)[ \t]*$")
NOTE = "%%"
NOTED = "DK-K004"
"""The rule that tells each note."""
_NOTE = Pattern(r"(?:^|(?<=[ \t>]))%%(?:[ \t]+(.*?))?[ \t]*$")
_FENCE = Pattern(r"[ \t]*(`{3,})(.*)$")


def has_notes(text: str) -> bool:
    """Whether a text may have notes for colleagues."""
    return holds(text, NOTE)


def without_comments(text: str) -> str:
    """The same text with blanks where comments to the checker stand."""
    return COMMENT.sub(lambda found: " " * len(found[0]), text) if holds(text, "<!--") else text


def without_notes(text: str) -> str:
    """The same text with blanks where notes for colleagues stand."""
    if not has_notes(text):
        return text
    lines = text.split("\n")
    for at, start, _ in _found(lines):
        lines[at] = lines[at][:start] + " " * (len(lines[at]) - start)
    return "\n".join(lines)


def notes(text: str) -> Iterator[tuple[Place, str]]:
    """The notes for colleagues in a text as typed: where each starts, and its words."""
    if has_notes(text):
        for at, start, words in _found(text.split("\n")):
            yield Place(at, start), words


def unnoted(text: str) -> str:
    """The text as it was before notes were put into it: their lines are gone, and what stands behind a blank."""
    if NOTE not in text:
        return text
    lines = text.split("\n")
    gone = set()
    for at, start, _ in _found(list(lines)):
        lines[at] = lines[at][:start].rstrip(" \t")
        if not lines[at]:
            gone.add(at)
    return "\n".join(line for at, line in enumerate(lines) if at not in gone)


def cut_comment(line: str) -> tuple[str, str]:
    """A line without its comments, and the comments; the blanks between go."""
    note = _NOTE.search(line) if NOTE in line else None
    if note:
        line, said = line[: note.start()].rstrip(" \t"), line[note.start() :].rstrip(" \t")
    found = COMMENT.search(line) if "<!--" in line else None
    if found:
        line = line[: found.start()].rstrip(" \t") + line[found.end() :].rstrip(" \t")
    return line, " ".join(part for part in (found[0] if found else "", said if note else "") if part)


def _found(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Line, column and words of each note."""
    fence = ""
    for at, line in enumerate(lines):
        opened = _FENCE.match(line)
        if fence:
            if opened and opened[1].startswith(fence) and not opened[2].strip():
                fence = ""
        elif opened and "`" not in opened[2]:
            fence = opened[1]
        elif NOTE in line and (found := _NOTE.search(line)):
            yield at, found.start(), found[1] or ""
