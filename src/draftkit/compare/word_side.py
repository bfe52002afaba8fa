"""A Word file as nodes: provisions known by how they are numbered, other paragraphs each by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.compare.values import NOTE, ROW, TABLE, TEXT, Node, Side
from draftkit.law.outline import Heading, Outline
from draftkit.word.identity import identity_of, lasting
from draftkit.word.read import ACCEPT, plain, read_word
from draftkit.word.values import Block, Table


def side_of(source: bytes, name: str) -> Side:
    """The nodes of a Word file, tracked changes accepted. Raises SourceError when it is none."""
    file = read_word(source, name, changes=ACCEPT)
    every = [mark for section in file.sections for mark in _marks(section.blocks)]
    made = _Nodes(lasting(every, bool(identity_of(file.properties).name)))
    for section in file.sections:
        made.blocks(section.blocks)
    for number, blocks in enumerate([*file.footnotes.values(), *file.endnotes.values()], 1):
        text = "\n".join(plain(block) for block in blocks).strip()
        if text:
            made.nodes.append(Node(NOTE, f"chú thích {number}", str(number), texts=(text,)))
    return Side(name, tuple(made.nodes))


class _Nodes:
    def __init__(self, lasting_marks: frozenset[str]) -> None:
        self.lasting = lasting_marks
        self.nodes: list[Node] = []
        self.outline = Outline()
        self.tables = 0
        self.untitled = -1

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
                continue
            text = block.text().strip()
            if text:
                self.paragraph(text, next((mark for mark in block.bookmarks if mark in self.lasting), ""))
            for drawing in block.drawings:
                self.blocks(drawing.blocks)

    def paragraph(self, text: str, bookmark: str) -> None:
        waiting, self.untitled = self.untitled, -1
        heading = self.outline.heading(text)
        if heading:
            self.unit(heading, bookmark)
            self.untitled = -1 if heading.text or heading.level == "article" else len(self.nodes) - 1
            return
        if waiting >= 0:
            self.nodes[waiting] = self.nodes[waiting]._replace(title=text)
        elif self.outline.around("article") >= 0:
            at = self.outline.inner
            self.nodes[at] = self.nodes[at]._replace(texts=(*self.nodes[at].texts, text))
        else:
            parent = self.outline.inner
            short = text if len(text) <= 60 else text[:60].rpartition(" ")[0] + " …"
            self.nodes.append(Node(TEXT, f"“{short}”", "", "", (text,), "", parent, parent, bookmark))

    def unit(self, heading: Heading, bookmark: str) -> None:
        level, number = heading.level, heading.number
        annex = self.outline.around("annex")
        parent = self.outline.enter(level, len(self.nodes))
        name = f"{heading.word} {number}"
        if not heading.titled:
            name = f"{name} {self.nodes[parent].name}"
            scope = parent
        else:
            annex = annex if level != "annex" else -1
            scope = annex if level != "section" else parent
            name = f"{name}, {self.nodes[annex].name}" if annex >= 0 else name
        title, texts = (heading.text, ()) if heading.titled else ("", (heading.text,))
        self.nodes.append(Node(level, name, number, title, texts if any(texts) else (), "", parent, scope, bookmark))

    def table(self, table: Table) -> None:
        self.tables += 1
        parent, at = -1 if _is_ending(table) else self.outline.inner, len(self.nodes)
        name = f"bảng {self.tables}"
        self.nodes.append(Node(TABLE, name, "", "", (), "", parent, parent))
        for number, row in enumerate(table.rows, 1):
            texts = tuple(
                "\n".join(filter(None, (plain(block).strip() for block in cell.blocks)))
                for cell in row.cells
                if cell.down
            )
            self.nodes.append(Node(ROW, f"dòng {number} {name}", str(number), "", texts, "", at, at))


def _marks(blocks: Sequence[Block]) -> Iterator[str]:
    """The bookmarks of the paragraphs that become nodes: those outside tables."""
    for block in blocks:
        if not isinstance(block, Table):
            yield from block.bookmarks
            for drawing in block.drawings:
                yield from _marks(drawing.blocks)


def _is_ending(table: Table) -> bool:
    """Whether a table holds the recipients beside the signature, which are no part of the last provision."""
    first = next((block for row in table.rows for cell in row.cells for block in cell.blocks), None)
    return first is not None and plain(first).lstrip().startswith("Nơi nhận")
