"""A Word file read again in its next state: what has the same XML is not parsed a second time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from draftkit.model.named import NamedTuple
from draftkit.word.story import Story
from draftkit.word.values import Block, Paragraph
from draftkit.word.xml import Element, W

_EDGE = re.compile(r"<(/?)w:(?:p|tbl)(?=[ >])[^>]*(?<!/)>|<w:p/>|<w:p [^>]*/>")
_TIED = re.compile(r"<(?:w:(?:numPr|footnote|endnote|comment|drawing|pict|object|sectPr|altChunk)|mc:)")
"""What the rest of a file has a part in: lists, notes, comments, pictures, the ends of sections."""
_NOTHING = Element("nothing")


class Read(NamedTuple):
    """What a piece of XML was read as, and how many paragraphs and tables the file had with it."""

    blocks: tuple[Block, ...]
    ordinal: int
    tables: int


class Again:
    """What the pieces of the last state were read as. For files of one maker, whose styles and other parts are mostly
    the same: where they are not, all is read."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, str], Read] = {}
        self._beside: Mapping[str, bytes] = {}
        self._pieces: list[str] = []
        self._head = ""

    def rest(self, parts: Mapping[str, bytes], main: str) -> bytes | None:
        """The main part without its paragraphs and tables, which are kept to be walked; None when it is not made so
        that they can be told apart."""
        beside = {name: part for name, part in parts.items() if name != main and not name.startswith("docProps/")}
        if beside != self._beside:
            self._known, self._beside = {}, beside
        head, opened, body = parts[main].decode("utf-8", "replace").partition("<w:body>")
        self._pieces, between, depth, start, last = [], [], 0, 0, 0
        for found in _EDGE.finditer(body):
            single = found[0].endswith("/>")
            if not depth:
                between.append(body[last : found.start()])
                start = found.start()
            depth += 0 if single else -1 if found[1] else 1
            if not depth:
                last = found.end()
                self._pieces.append(body[start:last])
        if not opened or depth or any(map(str.strip, between)):
            return None
        self._head = head + opened
        return f"{self._head}{body[last:]}".encode()

    def walk(self, story: Story, parse: Callable[[bytes], Element]) -> Iterator[tuple[Block, Element]]:
        """The blocks of the pieces with the elements they were read from; those known have none."""
        now: dict[tuple[int, int, str], Read] = {}
        for piece in self._pieces:
            key = story.ordinal, story.tables, piece
            known = self._known.get(key) if story.is_quiet else None
            if known:
                now[key] = known
                story.ordinal, story.tables = known.ordinal, known.tables
                yield from ((block, _NOTHING) for block in known.blocks)
                continue
            quiet = story.is_quiet and not _TIED.search(piece)
            body = parse(f"{self._head}{piece}</w:body></w:document>".encode()).find(W + "body")
            found = list(story.walk(body)) if body is not None else []
            blocks = tuple(block for block, _ in found)
            if quiet and story.is_quiet and not any(map(_is_counted, blocks)):
                now[key] = Read(blocks, story.ordinal, story.tables)
            yield from found
        self._known = now


def _is_counted(block: Block) -> bool:
    """Whether a list has a part in it, be it by a style."""
    if isinstance(block, Paragraph):
        return block.level >= 0
    return any(map(_is_counted, (inner for row in block.rows for cell in row.cells for inner in cell.blocks)))
