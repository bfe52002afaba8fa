"""A real legal text (JSON of chapters, articles and body lines) in the source dialect. Nothing is rewritten, only
escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_CHAPTER = re.compile(r"chương\s+([0-9IVXLC]+)$", re.IGNORECASE)
SECTION = re.compile(r"(?:Mục|MỤC) ([0-9IVX]+)[.:]?(?: (.+))?$")
"""The heading of a mục, its name behind its number or on the next line."""
_LEADING = tuple("#|>:!`-")


def body_lines(article: dict[str, Any]) -> list[str]:
    """The lines of an article's body that hold something."""
    return [line.strip() for line in article["body"].split("\n") if line.strip()]


def escape(line: str) -> str:
    """Escape the signs that the dialect would read as marks."""
    line = re.sub(r"([\\*\[\]^~$@]|\{(?=\{))", r"\\\1", line)
    return "\\" + line if line.startswith(_LEADING) and not line.startswith("- ") else line


def to_dialect(law: dict[str, Any]) -> str:
    """The whole text: chapter headings, article headings, one paragraph a body line."""
    return "\n\n".join(_blocks(law)) + "\n"


def _blocks(law: dict[str, Any]) -> Iterator[str]:
    for chapter in law["chapters"]:
        if _CHAPTER.match(chapter["title"].strip()):
            yield f"# {chapter['title'].strip()}. {escape(chapter['subtitle'].strip())}"
        elif chapter["title"].strip():
            yield escape(chapter["title"].strip())
        for article in chapter["articles"]:
            yield f"### {article['number'].strip()}. {escape(article['heading'].strip())}"
            yield from _sectioned(body_lines(article))


def _sectioned(lines: list[str]) -> Iterator[str]:
    """The lines of an article; a mục that follows it in the sample is a heading again: its number and, below, its
    name."""
    index = 0
    while index < len(lines):
        found = SECTION.match(lines[index])
        name = (found[2] or "") if found else ""
        if found and name and not name.isupper():
            found = None
        if found and not name and index + 1 < len(lines):
            index += 1
            name = lines[index]
        yield f"## Mục {found[1]}. {escape(name)}" if found and name else escape(lines[index])
        index += 1
