"""A technical regulation or standard taken apart for its rules: each passage with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.model.inline import Content, Emph, Strong, Sub, Sup, plain
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Division, Draft, Figure, Formula, Paragraph, Table, Unit, inside
from draftkit.resolve.bound import Bound
from draftkit.text.pattern import Pattern
from draftkit.word.in_line import RAISED

NOTE = Pattern(r"(?:CHÚ THÍCH|VÍ DỤ|Ghi chú|Chú thích|Ví dụ)(?: [0-9]+)? ?:", flags=re.IGNORECASE)
_SCOPE = frozenset(("phạm vi áp dụng", "phạm vi điều chỉnh", "đối tượng áp dụng"))
_TERMS = frozenset(("thuật ngữ và định nghĩa", "giải thích từ ngữ", "thuật ngữ, định nghĩa"))
INFORMATIVE = "tham-khao"


class Passage(NamedTuple):
    """A paragraph, a title or a cell, as printed: `where` is note, scope, terms, informative, or empty; `kind` is
    text, title or cell; `head` what stands above the column of a cell."""

    text: str
    line: int
    where: str
    kind: str
    head: str = ""


def title_of(unit: Unit) -> str:
    """The title of a clause on one line."""
    return " ".join(plain(unit.title).split())


def clauses(draft: Draft) -> list[Unit]:
    """The clauses of the text that stand on their own: no introduction, no point of a list."""
    return [block for block in draft.body if isinstance(block, Unit) and not (block.level.marker or block.level.front)]


def is_terms(unit: Unit) -> bool:
    """Whether a clause defines terms."""
    return title_of(unit).casefold() in _TERMS


def passages(bound: Bound) -> list[Passage]:
    """All passages in order, quotations and the bibliography left out."""
    out: list[Passage] = []
    _gather(bound, bound.draft.body, "", out)
    for annex in bound.draft.annexes:
        if annex.level is bound.draft.kind.annex_level or annex.level.status:
            _gather(bound, annex.body, "informative" if INFORMATIVE in annex.classes else "", out)
    return out


_RAISED = RAISED | str.maketrans("n", "ⁿ")
_LOWERED = str.maketrans("0123456789x", "₀₁₂₃₄₅₆₇₈₉ₓ")


def shown(content: Content) -> str:
    """A content as it is seen: figures raised and lowered keep their height, so that `SO~2~` is not taken for SO2."""
    out = []
    for item in content:
        if isinstance(item, Sup):
            out.append(plain(item.content).translate(_RAISED))
        elif isinstance(item, Sub):
            out.append(plain(item.content).translate(_LOWERED))
        elif isinstance(item, (Strong, Emph)):
            out.append(shown(item.content))
        else:
            out.append(plain((item,)))
    return "".join(out)


def _gather(bound: Bound, blocks: tuple[Block, ...], where: str, out: list[Passage]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            text = shown(bound.text(block))
            out.append(Passage(text, block.line, "note" if NOTE.match(text) else where, "text"))
        elif isinstance(block, Unit):
            inner = where or ("scope" if title_of(block).casefold() in _SCOPE else "terms" if is_terms(block) else "")
            if block.title:
                out.append(Passage(shown(bound.text(block)), block.line, inner, "title"))
            _gather(bound, block.body, inner, out)
        elif isinstance(block, Table):
            rows = bound.rows(block)
            heads = [plain(cell) for cell in rows[0]] if rows else []
            for row in rows:
                above = heads if len(row) == len(heads) else [""] * len(row)
                cells = zip(row, above, strict=True)
                out.extend(Passage(shown(cell), block.line, where, "cell", head) for cell, head in cells if cell)
        elif isinstance(block, Division):
            _gather(bound, block.blocks, where, out)


def floats(blocks: tuple[Block, ...]) -> Iterator[Table | Figure | Formula]:
    """Tables, figures and formulas in order."""
    return (block for block in inside(blocks) if isinstance(block, (Table, Figure, Formula)))
