"""An act wherever it lies: a document of the project, a Word file, plain text of an act."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from draftkit.amending.lines import Line, lines_from, lines_of
from draftkit.amending.read import number_of
from draftkit.library.document import Document
from draftkit.model.inline import plain
from draftkit.model.numeral import whole
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.source import read_text
from draftkit.resolve.printed_lines import printed_lines

WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf")
PLAIN = (".txt", ".md")


class ActText(NamedTuple):
    """The text of an act: what messages call it, its number (empty when it has none), its lines. `head` is what a draft
    prints above its text, `shown` the number it prints, with a gap for what is not known yet."""

    name: str
    number: str
    lines: list[Line]
    head: tuple[str, ...] = ()
    shown: str = ""


def is_file(name: str) -> bool:
    """Whether a name is that of a Word file or of plain text, and no document of the project."""
    path = Path(name)
    if path.suffix.lower() in WORD:
        return True
    if path.suffix.lower() not in PLAIN or not path.is_file() or (path.parent / DRAFT_FILE).exists():
        return path.suffix.lower() == ".txt"
    with path.open("rb") as file:
        return not file.read(4).startswith(b"---")


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
    lines = lines_from((text, line + 1) for text, line in printed_lines(document.bound))
    frame = document.frame
    number = frame.number.rpartition(": ")[2].strip()
    head = (frame.type, frame.number, frame.place_date, *(plain(basis) for basis in frame.bases), frame.enactment)
    return ActText(
        document.name,
        number if whole(number[:1]) is not None else "",
        lines,
        tuple(filter(None, head)),
        f"…{number}" if number.startswith("/") else number,
    )
