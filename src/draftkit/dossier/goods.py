"""Reports on lists of goods as Word files: a title, some lines, one table."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.dossier.read import usual
from draftkit.dossier.table_document import gap, lines, make_sheet, paragraph, reworded, table
from draftkit.library.session import Session
from draftkit.model.meta import Data
from draftkit.model.tree import Block

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
