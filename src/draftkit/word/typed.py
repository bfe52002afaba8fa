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
    """Lines and columns as a Word file."""
    rows: list[int] = []
    blocks = tuple(_blocks(parts, rows))
    return WordFile((Section(_PAGE_MM, {}, False, 0, 0, False, None, blocks),), rows=tuple(rows))


def _blocks(parts: Iterable[Text | Columns], rows: list[int]) -> Iterator[Block]:
    """The blocks; adds to `rows` the line of each paragraph."""
    tables = count(1)
    shown = (part for part in parts if isinstance(part, Columns) or part.text.strip())
    for cells, group in groupby(shown, key=lambda part: part.text.count("\t") if isinstance(part, Text) else 0):
        found = list(group)
        if cells:
            lines = [part for part in found if isinstance(part, Text)]
            cut = [
                Row(tuple(Cell((_paragraph(Text(text, row=line.row), rows),)) for text in line.text.split("\t")))
                for line in lines
            ]
            yield Table(tuple(cut), ordinal=next(tables))
            continue
        for part in found:
            if isinstance(part, Text):
                yield _paragraph(part, rows)
            else:
                side = Row(tuple(Cell(tuple(_column(column, rows))) for column in part.lines))
                yield Table((side,), ordinal=next(tables))


def _column(lines: Iterable[Text], rows: list[int]) -> Iterator[Paragraph]:
    for line in lines:
        if line.text:
            yield _paragraph(line, rows)
        else:
            rows.append(line.row + 1)


def _paragraph(line: Text, rows: list[int]) -> Paragraph:
    rows.append(line.row + 1)
    text = line.text.strip(" \u00a0")
    centred = line.centred or (text.isupper() and len(text) <= _HEADING and text[0].isalpha())
    runs = (Run(text, _BOLD if line.bold else _LOOK),) if text else ()
    return Paragraph(len(rows), runs, _CENTRE if centred else _LEFT)
