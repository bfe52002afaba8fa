"""A row of a list of goods, and what may be wrong with it."""

from __future__ import annotations

from draftkit.hs.code import Reading
from draftkit.hs.scope import Span
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple


class HsLine(NamedTuple):
    """One row. `role` is line (goods), parent (printed for the sake of the tree), group or note; `guessed` when the
    list does not say so; `depth` counts the typed dashes, -1 when there were none.

    `row` is the row in the file, `cells` are all its cells as typed.
    """

    role: str
    reading: Reading
    description: str
    depth: int
    unit: str
    limit: str
    group: str
    standards: str
    ident: str
    row: int
    cells: tuple[str, ...]
    number: str = ""
    note: str = ""
    rate: str = ""
    guessed: bool = False

    @property
    def code(self) -> str:
        """The digits of the first code, empty when there are none for certain."""
        return self.reading.digits

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the row covers, exceptions aside."""
        return self.reading.spans

    @property
    def alone(self) -> bool:
        """Whether the row names one code, all or part of it, and nothing else."""
        return self.reading.scope is None

    @property
    def narrowed(self) -> bool:
        """Whether the row means only a part of what its code covers."""
        return bool(self.limit) or self.reading.ex


class RowFault(NamedTuple):
    """Something wrong in a row: rule, message, row and column (0-based) of the file; `file` when it is another one
    than the list."""

    rule: str
    message: Message
    row: int
    column: int = 0
    file: str = ""
