"""One base being amended: its rows, its units, and the changes gathered before any is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from draftkit.amending.operation import Operation
from draftkit.amending.phrase import Swap
from draftkit.amending.rows import Row
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node, Tree
from draftkit.amending.wordings import heading
from draftkit.law.amending.placed import RANKS, Path, Unit
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple

Annexes = Callable[[Path], list[Row]]


class Change(NamedTuple):
    """Rows `start` to `end` become `rows`; an insertion when both are the same."""

    start: int
    end: int
    rows: tuple[Row, ...]
    at: int
    rank: tuple[int, int] = (0, 0)


class Refused(Exception):
    """An operation that cannot be carried out, and why."""

    def __init__(self, message: Message) -> None:
        self.message = message


class Work:
    """The state of one amendment."""

    def __init__(self, rows: Sequence[Row], operations: Sequence[Operation], annexes: Annexes) -> None:
        self.rows, self.operations, self.annexes = rows, operations, annexes
        self.tree = Tree(rows)
        self.changes: list[Change] = []
        self.swaps: dict[int, list[tuple[Swap, int]]] = {}
        self.labels: dict[int, str] = {}
        self.label_of: dict[int, int] = {}
        self.inserted: dict[Path, int] = {}
        self.notes: dict[int, Message] = {}


def by_hand() -> Message:
    """Why what no program should guess is not done."""
    return msg("a person must carry it out: the act does not say word for word what changes")


def annexes_of(own: Sequence[Row]) -> Annexes:
    """Gives the annexes of an amending act by their path; `own` are its rows."""

    def rows(path: Path) -> list[Row]:
        node = Tree(own).find(path[-1:])
        return [row._replace(source=-1) for row in own[node.start : node.end]] if node and node.kind else []

    return rows


def new_annex(annexes: Annexes, one: Operation) -> tuple[Row, ...]:
    """The rows of the annex that takes the place of one, under the name of that; `new` is its own in the amending act.
    Raises Refused when the amending act has none."""
    unit = one.target[-1]
    kind, _, label = (one.new or "").rpartition(" ")
    own = Unit(kind, label) if kind in RANKS else Unit("Phụ lục", "") if one.new else unit
    rows = annexes((own,)) if one.new else []
    if not rows and own.label in ("", unit.label):
        own, rows = unit, annexes(one.target)
    if not rows:
        raise Refused(msg("the amending act at hand does not hold the new {unit}", unit=one.new or cited(one.target)))
    if unit.kind == "Mẫu" or own != unit:
        number = rf"\s+(?:số\s+)?{re.escape(own.label)}" if own.label else ""
        said = re.match(rf"{own.kind}{number}(?!\w)[\s.:]*", rows[0].text, re.IGNORECASE)
        text = heading(unit, rows[0].text[said.end() if said else 0 :])
        text = text.replace("Mẫu ", "Mẫu số ", 1) if unit.kind == "Mẫu" else text
        rows[0] = rows[0]._replace(text=text, kind=unit.kind, label=unit.label)
        rows[1:2] = [row._replace(title=row.title or row.text.isupper()) for row in rows[1:2]]
    return tuple(rows)


def gives_way(operations: Sequence[Operation], at: int) -> Path:
    """The annex in whose place the new one stands that replaces it and an operation's; empty for the first."""
    new = operations[at].new if operations[at].op == "replace-annex" else None
    same = (one for one in operations[:at] if new and one.op == "replace-annex")
    return next((one.target for one in same if new == (one.new or str(one.target[-1]))), ())


def node_at(work: Work, path: Path) -> Node:
    """The unit at a path. Raises Refused when the base has none."""
    node = work.tree.find(path)
    if node is None or not path:
        raise Refused(absent(work, path))
    return node


def absent(work: Work, path: Path) -> Message:
    """Why a unit is not found, with the units that are there."""
    for length in range(len(path) - 1, 0, -1):
        around = work.tree.find(path[:length])
        if around is not None:
            there = ", ".join(child.label for child in around.children) or "∅"
            said = "{unit} is not in the base; {around} has {there}"
            return msg(said, unit=cited(path), around=cited(path[:length]), there=there)
    if path and (several := work.tree.several(path[0])):
        there = ", ".join(cited(node.path()) for node in several)
        return msg("{unit} may be any of {there}: say which", unit=cited(path[:1]), there=there)
    return msg("{unit} is not in the base", unit=cited(path)) if path else msg("no unit is named")
