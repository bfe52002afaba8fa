"""Plain text, as it is copied from a legal portal, as the values of a Word file: a paragraph a line, lines of cells
divided by tabs a table. So there is one reader of what an act says, whatever it comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from draftkit.errors import SourceError
from draftkit.word.values import Block, Cell, Paragraph, ParagraphFormat, Row, Run, RunFormat, Section, Table, WordFile

_PAGE_MM = (210.0, 297.0)
_HEADING = 250
"""A longer line in capitals is no heading."""
_BREAK = re.compile(r"\r\n?|[\n\u2028\u2029\x0b\x0c]")
_LEFT, _CENTRE = ParagraphFormat(), ParagraphFormat(align="center")
_LOOK = RunFormat()


def is_typed(name: str) -> bool:
    """Whether a file is plain text by its name."""
    return name.lower().endswith(".txt")


def read_typed(data: bytes, name: str) -> WordFile:
    """The lines of a text file. Raises SourceError when it is no text in Unicode."""
    text = _decoded(data, name)
    lines = [line.strip(" \u00a0\u200b") for line in _BREAK.split(text)]
    ordinals = iter(range(1, text.count("\t") + len(lines) + 1))
    blocks = tuple(_blocks([line for line in lines if line.strip()], ordinals))
    return WordFile((Section(_PAGE_MM, {}, False, 0, 0, False, None, blocks),))


def _decoded(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("{file}: not a text in Unicode (UTF-8); save it as UTF-8.", file=name) from error


def _blocks(lines: Sequence[str], ordinals: Iterator[int]) -> Iterator[Block]:
    tables = 0
    for cells, group in groupby(lines, key=lambda line: line.count("\t") + 1):
        rows = list(group)
        if cells == 1:
            yield from (_paragraph(line, next(ordinals)) for line in rows)
            continue
        tables += 1
        yield Table(
            tuple(
                Row(tuple(Cell((_paragraph(text.strip(), next(ordinals)),)) for text in line.split("\t")))
                for line in rows
            ),
            ordinal=tables,
        )


def _paragraph(text: str, ordinal: int) -> Paragraph:
    """A line; what is all in capitals stood in the middle of its page."""
    centred = text.isupper() and len(text) <= _HEADING and text[0].isalpha()
    return Paragraph(ordinal, (Run(text, _LOOK),) if text else (), _CENTRE if centred else _LEFT)
