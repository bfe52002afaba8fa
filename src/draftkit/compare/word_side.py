"""A Word file as nodes: provisions known by how they are numbered, other paragraphs each by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.compare.values import NOTE, ROW, TABLE, TEXT, Node, Side
from draftkit.word.read import ACCEPT, plain, read_word
from draftkit.word.values import Block, Table

_LEVELS = {
    "phần": "part",
    "chương": "chapter",
    "mục": "section",
    "tiểu mục": "subsection",
    "phụ lục": "annex",
    "điều": "article",
}
_ORDER = {"annex": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 5, "clause": 6, "point": 7}
_HEADING = re.compile(
    r"(?P<word>Phần|Chương|Tiểu mục|Mục|Phụ lục)\s+(?P<number>[IVXLC]+|\d+|thứ \w+)\s*[.:]?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ARTICLE = re.compile(r"Điều\s+(?P<number>\d+[a-zđ]?)\s*[.:]?\s*(?P<title>.*)", re.DOTALL)
_CLAUSE = re.compile(r"(?P<number>\d+[a-zđ]?)\.\s+(?P<text>.*)", re.DOTALL)
_POINT = re.compile(r"(?P<number>[a-zđ]\d{0,2})\)\s+(?P<text>.*)", re.DOTALL)


def side_of(source: bytes, name: str) -> Side:
    """The nodes of a Word file, tracked changes accepted. Raises SourceError when it is none."""
    file = read_word(source, name, changes=ACCEPT)
    made = _Nodes()
    for section in file.sections:
        made.blocks(section.blocks)
    for number, blocks in enumerate([*file.footnotes.values(), *file.endnotes.values()], 1):
        text = "\n".join(plain(block) for block in blocks).strip()
        if text:
            made.nodes.append(Node(NOTE, f"chú thích {number}", str(number), texts=(text,)))
    return Side(name, tuple(made.nodes))


class _Nodes:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.open: list[int] = []
        self.tables = 0
        self.untitled = -1

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
                continue
            text = block.text().strip()
            if text:
                self.paragraph(text)
            for drawing in block.drawings:
                self.blocks(drawing.blocks)

    def paragraph(self, text: str) -> None:
        waiting, self.untitled = self.untitled, -1
        heading = _HEADING.fullmatch(text) if len(text) < 400 else None
        if heading and heading["word"][0].isupper() and not heading["title"].startswith((",", ";")):
            word = heading["word"].capitalize()
            self.unit(_LEVELS[word.lower()], f"{word} {heading['number']}", heading["number"], heading["title"])
            self.untitled = -1 if heading["title"] else len(self.nodes) - 1
            return
        article = _ARTICLE.fullmatch(text)
        if article:
            self.unit("article", f"Điều {article['number']}", article["number"], article["title"])
            return
        if self.around("article") >= 0:
            for pattern, level, cite in ((_CLAUSE, "clause", "khoản"), (_POINT, "point", "điểm")):
                found = pattern.fullmatch(text)
                if found:
                    self.unit(level, f"{cite} {found['number']}", found["number"], "", found["text"])
                    return
        if waiting >= 0:
            self.nodes[waiting] = self.nodes[waiting]._replace(title=text)
        elif self.around("article") >= 0:
            at = self.open[-1]
            self.nodes[at] = self.nodes[at]._replace(texts=(*self.nodes[at].texts, text))
        else:
            parent = self.open[-1] if self.open else -1
            short = text if len(text) <= 60 else text[:60].rpartition(" ")[0] + " …"
            self.nodes.append(Node(TEXT, f"“{short}”", "", "", (text,), "", parent, parent))

    def around(self, level: str) -> int:
        return next((at for at in reversed(self.open) if self.nodes[at].level == level), -1)

    def unit(self, level: str, name: str, number: str, title: str, text: str = "") -> None:
        while self.open and _ORDER[self.nodes[self.open[-1]].level] >= _ORDER[level]:
            self.open.pop()
        parent = self.open[-1] if self.open else -1
        annex = self.around("annex")
        if level in ("clause", "point"):
            name = f"{name} {self.nodes[parent].name}"
            scope = parent
        else:
            scope = annex if level != "section" else parent
            name = f"{name}, {self.nodes[annex].name}" if annex >= 0 else name
        self.open.append(len(self.nodes))
        self.nodes.append(Node(level, name, number, title.strip(), (text,) if text else (), "", parent, scope))

    def table(self, table: Table) -> None:
        self.tables += 1
        parent, at = (self.open[-1] if self.open else -1), len(self.nodes)
        name = f"bảng {self.tables}"
        self.nodes.append(Node(TABLE, name, "", "", (), "", parent, parent))
        for number, row in enumerate(table.rows, 1):
            texts = tuple(
                "\n".join(filter(None, (plain(block).strip() for block in cell.blocks)))
                for cell in row.cells
                if cell.down
            )
            self.nodes.append(Node(ROW, f"dòng {number} {name}", str(number), "", texts, "", at, at))
