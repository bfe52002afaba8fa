"""Makes a document of a table kind from values, without a source file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from draftkit.dossier.read import usual
from draftkit.library.session import Document, Session
from draftkit.model.inline import Break, Content, Inline, Strong, plain
from draftkit.model.kind import KindSpec
from draftkit.model.meta import Data, Metadata
from draftkit.model.printed import Merge
from draftkit.model.tree import Block, Division, Draft, Paragraph, Part, Source, Table, opened

Cell = Content
Row = tuple[Cell, ...]
_LONG_CELL = 800  # signs; a row with such a cell may be parted by the end of a page


def make_sheet(
    session: Session, kind: KindSpec, name: str, folder: Path, meta: Mapping[str, Data], blocks: Sequence[Block]
) -> Document:
    """A document whose body is given; its source is the text of its cells, for rules and writers to look in."""
    text = "\n".join(_texts(blocks))
    source = Source(text, (Part(name, 0),), str(folder), name)
    draft = Draft(name, kind, Metadata({"loai": kind.name, **meta}), tuple(blocks), (), {}, source)
    return session.bind(draft, folder / name, {})._replace(made=True)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    """The text of paragraphs and cells."""
    for block in opened(blocks):
        if isinstance(block, Paragraph):
            yield plain(block.content)
        elif isinstance(block, Table):
            yield from (plain(cell) for row in block.rows for cell in row)


def table(
    rows: Sequence[Row],
    widths: tuple[float, ...],
    align: tuple[str, ...] = (),
    merges: Sequence[Merge] = (),
    breaks: bool = False,
) -> Table:
    """A ruled table; rows break across pages when asked, or when a cell holds more than a third of a page."""
    breaks = breaks or any(len(plain(cell)) > _LONG_CELL for row in rows for cell in row)
    return Table(
        tuple(rows), 0, widths=widths, align=align or ("left",) * len(widths), merges=tuple(merges), breaks=breaks
    )


def gap() -> Division:
    """A little room before a table."""
    return Division("after-table", (paragraph(),), 0)


def paragraph(*content: Inline) -> Paragraph:
    """Running text."""
    return Paragraph(tuple(content), 0)


def centred(*content: Inline) -> Division:
    """A centred line."""
    return Division("giua", (paragraph(*content),), 0)


def lines(contents: Sequence[Content]) -> Cell:
    """Several paragraphs in one cell."""
    out: list[Inline] = []
    for content in contents:
        if out:
            out.append(Break())
        out.extend(content)
    return tuple(out)


def bold(text: str) -> Cell:
    """A cell in bold."""
    return (Strong((text,)),)


def runs(column: int, marks: Sequence[bool], first: int) -> list[Merge]:
    """Merges of a column: each row that is marked starts a cell, those after it that are not are part of it. `first` is
    the row of the first mark."""
    out: list[Merge] = []
    start = first
    for row, mark in enumerate([*marks[1:], True], first + 1):
        if mark:
            if row - start > 1:
                out.append(Merge(start, column, down=row - start))
            start = row
    return out


def reworded(kind: KindSpec, **words: str) -> KindSpec:
    """The kind with some of its words replaced."""
    return kind._replace(words={**kind.words, **words})


_LEAST, _MOST = 3, 40


def goods_paper(
    session: Session, title: str, said: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str]]
) -> bytes:
    """A Word file of a table: `title` above, `said` line by line, columns as wide as their words ask, empty ones left
    out. Raises a DraftkitError when it cannot be made."""
    filled = [at for at in range(len(head)) if any(row[at] for row in rows)] if rows else list(range(len(head)))
    head, rows = [head[at] for at in filled], [[row[at] for at in filled] for row in rows]
    kind = reworded(session.project.registry.find(usual(session.project).goods), type_line=title)
    cells = ((cell.split("\n") if cell else () for cell in row) for row in (head, *rows))
    shown = [tuple(lines([(part,) for part in parts]) for parts in row) for row in cells]
    blocks: list[Block] = [*(paragraph(text) for text in said), gap(), table(shown, _widths(head, rows), breaks=True)]
    meta: dict[str, Data] = {"ten_goi": ""}
    return session.docx(make_sheet(session, kind, "bao-cao", session.project.root, meta, blocks))


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Relative widths: the length that most cells of a column keep to, within bounds."""
    out = []
    for at, title in enumerate(head):
        sizes = sorted(max((len(part) for part in row[at].split("\n")), default=0) for row in rows) or [0]
        out.append(float(min(_MOST, max(_LEAST, max(map(len, title.split())), sizes[int(len(sizes) * 0.9)]))))
    return tuple(out)
