"""The text of an act that lies in a file beside the project's drafts: a Word file or plain text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.amending.lines import Line, lines_from, lines_of
from draftkit.errors import SourceError
from draftkit.readers.source import read_text
from draftkit.word.package import OFFICE

if TYPE_CHECKING:
    from draftkit.word.values import Block, WordFile


def lines_of_file(path: Path) -> list[Line]:
    """The lines of the act in a file. Raises SourceError when it cannot be read."""
    if path.suffix.lower() in OFFICE:
        return lines_of_word(path)[0]
    try:
        return lines_of(read_text(path, path.name)[0])
    except SourceError as error:
        from draftkit.text.legacy import TCVN3, VNI, is_written_in, modern

        text = path.read_bytes().decode("latin-1") if isinstance(error.__cause__, UnicodeDecodeError) else ""
        code = next((code for code in (TCVN3, VNI) if is_written_in([text], code)), "")
        if not code:
            raise
        return lines_of(modern(text, code))


def lines_of_word(path: Path) -> tuple[list[Line], dict[int, Block], WordFile]:
    """The lines of the act in a Word file, the paragraph or table of each by its number, and the file. Raises
    SourceError when it cannot be read."""
    from draftkit.word.legacy import modernised
    from draftkit.word.plain_text import letters_only
    from draftkit.word.read import ACCEPT, read_word

    file = modernised(read_word(path, path.name, changes=ACCEPT)).file
    read = [*enumerate(letters_only(file), 1)]
    lines = lines_from((text, number) for number, (text, _) in read)
    return lines, {number: block for number, (_, block) in read}, file
