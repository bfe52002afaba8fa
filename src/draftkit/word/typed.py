"""Plain text, as it is copied from a legal portal, as the values of a Word file: a paragraph a line, lines of cells
divided by tabs a table. So there is one reader of what an act says, whatever it comes in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count, groupby

from draftkit.errors import SourceError
from draftkit.model.named import NamedTuple
from draftkit.word.values import Block, Cell, Paragraph, ParagraphFormat, Row, Run, RunFormat, Section, Table, WordFile

_PAGE_MM = (210.0, 297.0)
_HEADING = 250
"""A longer line in capitals is no heading."""
_BREAK = re.compile(r"\r\n?|[\n\u2028\u2029\x0b\x0c]")
_MARK, _NOTE = re.compile(r"[ \u00a0]?\[([0-9]{1,3})\](?!\()"), re.compile(r"\[([0-9]{1,3})\] ?(?=\S)")
_LEFT, _CENTRE = ParagraphFormat(), ParagraphFormat(align="center")
_LOOK, _BOLD = RunFormat(), RunFormat(bold=True)


class Text(NamedTuple):
    """A line. What is all in capitals stood in the middle of its page; other lines where they are said to be `centred`.
    An empty one among cells leaves room."""

    text: str
    centred: bool = False
    bold: bool = False
    row: int = 0
    """The number of the line in its file, from 0."""


class Columns(NamedTuple):
    """Lines that stand side by side: those of each column."""

    lines: tuple[tuple[Text, ...], ...]


def is_typed(name: str) -> bool:
    """Whether a file is plain text by its name."""
    return name.lower().endswith(".txt")


def typed_lines(data: bytes, name: str) -> tuple[str, ...]:
    """The lines of a text file in NFC, empty ones too. Raises SourceError when it is no text in Unicode."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("{file}: not a text in Unicode (UTF-8); save it as UTF-8.", file=name) from error
    text = unicodedata.normalize("NFC", text.replace("\u200b", ""))
    return tuple(line.rstrip(" \u00a0") for line in _BREAK.split(text))


def as_word(parts: Iterable[Text | Columns]) -> WordFile:
    """Lines and columns as a Word file; what is typed as notes, with a mark each, as notes."""
    rows: list[int] = []
    text, notes = _parted(list(parts))
    blocks = tuple(_blocks(text, rows, bool(notes)))
    footnotes = {mark: tuple(_blocks(lines, rows)) for mark, lines in notes.items()}
    section = Section(_PAGE_MM, {}, False, 0, 0, False, None, blocks)
    return WordFile((section,), footnotes, rows=tuple(rows))


def _parted(parts: list[Text | Columns]) -> tuple[list[Text | Columns], dict[str, list[Text]]]:
    """A text and the notes at its end, `[1] …`, by their marks: where what stands before marks each once, in order."""
    found = [_NOTE.match(part.text) if isinstance(part, Text) else None for part in parts]
    first = next((at for at, one in enumerate(found) if one and one[1] == "1"), len(parts))
    begun = [one[1] for one in found[first:] if one]
    marks = [mark for part in parts[:first] for line in _lines(part) for mark in _MARK.findall(line.text)]
    if not marks == begun == [str(number) for number in range(1, len(marks) + 1)]:
        return parts, {}
    notes: dict[str, list[Text]] = {}
    own: list[Text] = []
    for part, one in zip(parts[first:], found[first:], strict=True):
        if not isinstance(part, Text):
            return parts, {}
        if one:
            own = notes[one[1]] = []
        own.append(part._replace(text=part.text[one.end() :]) if one else part)
    return parts[:first], notes


def _lines(part: Text | Columns) -> Iterable[Text]:
    return (part,) if isinstance(part, Text) else (line for column in part.lines for line in column)


def _blocks(parts: Iterable[Text | Columns], rows: list[int], noted: bool = False) -> Iterator[Block]:
    """The blocks; adds to `rows` the line of each paragraph. `noted`: numbers in brackets mark notes."""
    tables = count(1)
    shown = (part for part in parts if isinstance(part, Columns) or part.text.strip())
    for cells, group in groupby(shown, key=lambda part: part.text.count("\t") if isinstance(part, Text) else 0):
        found = list(group)
        if cells:
            lines = [part for part in found if isinstance(part, Text)]
            cut = [
                Row(tuple(Cell((_paragraph(Text(text, row=line.row), rows, noted),)) for text in line.text.split("\t")))
                for line in lines
            ]
            yield Table(tuple(cut), ordinal=next(tables))
            continue
        for part in found:
            if isinstance(part, Text):
                yield _paragraph(part, rows, noted)
            else:
                side = Row(tuple(Cell(tuple(_column(column, rows, noted))) for column in part.lines))
                yield Table((side,), ordinal=next(tables))


def _column(lines: Iterable[Text], rows: list[int], noted: bool) -> Iterator[Paragraph]:
    for line in lines:
        if line.text:
            yield _paragraph(line, rows, noted)
        else:
            rows.append(line.row + 1)


def _paragraph(line: Text, rows: list[int], noted: bool) -> Paragraph:
    rows.append(line.row + 1)
    text = line.text.strip(" \u00a0")
    centred = line.centred or (text.isupper() and len(text) <= _HEADING and text[0].isalpha())
    look = _BOLD if line.bold else _LOOK
    pieces = _MARK.split(text) if noted else [text]
    runs = tuple(
        Run(piece, look, "note", piece) if at % 2 else Run(piece, look) for at, piece in enumerate(pieces) if piece
    )
    return Paragraph(len(rows), runs, _CENTRE if centred else _LEFT)
