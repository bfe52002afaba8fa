"""The text of an act that lies in a file beside the project's drafts: a Word file or plain text."""

from __future__ import annotations

from pathlib import Path

from draftkit.amending.lines import Line, lines_from, lines_of
from draftkit.readers.source import read_text

WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf")


def lines_of_file(path: Path) -> list[Line]:
    """The lines of the act in a file. Raises SourceError when it cannot be read."""
    if path.suffix.lower() in WORD:
        from draftkit.word.plain_text import letters_only
        from draftkit.word.read import ACCEPT, read_word

        text = letters_only(read_word(path, path.name, changes=ACCEPT))
        return lines_from((line, number) for number, line in enumerate(text.split("\n"), 1))
    return lines_of(read_text(path, path.name)[0])
