"""An act wherever it lies: a document of the project, a Word file, plain text of an act."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from draftkit.amend.lines import Line, lines_from, lines_of
from draftkit.amend.read import number_of
from draftkit.library.document import Document
from draftkit.model.numeral import whole
from draftkit.model.printed import Grid
from draftkit.model.printed import Line as PrintedLine
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.source import read_text
from draftkit.resolve.flow import body_flow
from draftkit.writers.text import printed

WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf")
PLAIN = (".txt", ".md")


class ActText(NamedTuple):
    """The text of an act: what messages call it, its number (empty when it has none), its lines."""

    name: str
    number: str
    lines: list[Line]


def is_file(name: str) -> bool:
    """Whether a name is that of a Word file or of plain text, and no document of the project."""
    path = Path(name)
    return path.suffix.lower() in (*WORD, *PLAIN) and not path.is_dir() and not (path.parent / DRAFT_FILE).exists()


def text_of_file(path: Path) -> ActText:
    """The act in a Word file or in plain text. Raises SourceError when it cannot be read."""
    if path.suffix.lower() in WORD:
        from draftkit.word.plain_text import letters_only
        from draftkit.word.read import ACCEPT, read_word

        text = letters_only(read_word(path, path.name, changes=ACCEPT))
    else:
        text, _ = read_text(path, path.name)
    lines = lines_of(text)
    return ActText(path.name, number_of(lines), lines)


def text_of_document(document: Document) -> ActText:
    """The act that a document of the project is; lines are numbered as its sources."""
    bound = document.bound
    found: list[tuple[str, int]] = []
    for item in body_flow(bound):
        if isinstance(item, PrintedLine):
            found.append((f"{item.before}{item.mark}{item.after}{printed(item.content, bound)}", item.line + 1))
        elif isinstance(item, Grid):
            found += [("\t".join(printed(cell, bound) for cell in row), item.line + 1) for row in item.rows]
    number = document.frame.number.rpartition(": ")[2].strip()
    return ActText(document.name, number if whole(number[:1]) is not None else "", lines_from(found))
