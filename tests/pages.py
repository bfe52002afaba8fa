"""What stands in the pages of the documentation: commands, files to write, snippets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LINE = re.compile(r"^\s*(?:- run: |- |\$ )?(?:\.venv/bin/)?(draftkit [a-z-].*?)(?: \|\| true)?(?:\s{2,}#.*| # .*)?$")
_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.S | re.M)
_FILE = re.compile(r"`([\w/.-]+\.(?:md|yaml|csv))`[^`\n]*:\s*$")


class Snippet(NamedTuple):
    """A passage set apart: its language, its text, and the file the sentence before it says to write it to."""

    language: str
    text: str
    file: str


def snippets(page: Path) -> Iterator[Snippet]:
    """All fenced passages of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        before = text[: match.start()].rstrip("\n").rsplit("\n", 1)[-1]
        named = _FILE.search(before)
        yield Snippet(match["info"].strip(), match["text"], named[1] if named else "")


def commands(text: str) -> Iterator[str]:
    """The calls of draftkit among lines set apart."""
    yield from (match[1] for line in text.splitlines() if (match := LINE.match(line)))
