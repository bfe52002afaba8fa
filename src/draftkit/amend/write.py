"""An amending act written from two texts: the smallest lawful instructions, proved before they are handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from draftkit.amend.source import ActText
from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import lines_of
from draftkit.amending.phrase import matches
from draftkit.amending.read import read_lines
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node, Tree
from draftkit.amending.wordings import REPEALED
from draftkit.errors import SourceError
from draftkit.law.amending.units import Unit
from draftkit.text.edits import ends

_LONGEST = 12
"""Words of a phrase; what is longer is amended as a whole unit."""


class Change(NamedTuple):
    """An instruction without its number, the new wording that follows it, and the annex that takes the place of one or
    is new."""

    said: str
    wording: tuple[str, ...] = ()
    annex: tuple[Row, ...] = ()

    def lines(self, number: int) -> Iterator[str]:
        """As lines of an act."""
        yield f"{number}. {self.said}{' như sau:' if self.wording else '.'}"
        for at, text in enumerate(self.wording):
            yield f"{'“' if not at else ''}{text}{'”.' if at == len(self.wording) - 1 else ''}"


class _Unsayable(Exception):
    """A place that instructions cannot express."""

    def __init__(self, place: str) -> None:
        self.place = place


def written(old: ActText, new: ActText, called: str) -> list[Change]:
    """The changes that turn one text into the other; `called` is how the amended act is cited. Raises SourceError when
    the texts are the same, or names the places that no instruction can express."""
    before, after = rows_of(old.lines), rows_of(new.lines)
    if _texts(before) == _texts(after):
        raise SourceError("{file}: both texts are the same", file=new.name)
    whole: set[str] = set()
    for _ in range(2):
        try:
            changes = [*_Writer(before, after, whole, called).compare()]
        except _Unsayable as error:
            raise SourceError("instructions cannot express the change of {places}", places=error.place) from None
        table = next((change for change in changes if any("\t" in text for text in _told(change))), None)
        if table:
            raise SourceError("instructions cannot express the change of {places}", places=table.said)
        wrong = _wrong(before, after, changes, called)
        if not wrong:
            return changes
        if wrong & whole:
            break
        whole |= wrong
    raise SourceError("instructions cannot express the change of {places}", places=", ".join(sorted(wrong)))


def _wrong(before: Sequence[Row], after: Sequence[Row], changes: Sequence[Change], called: str) -> set[str]:
    """The articles that come out otherwise when the changes are carried out."""
    lines = [f"Điều 1. Sửa đổi, bổ sung một số điều của {called}"]
    for number, change in enumerate(changes, 1):
        lines += change.lines(number)
    reading = read_lines(lines_of("\n".join(lines)), "")
    annexes = {(change.annex[0].kind, change.annex[0].label): change.annex for change in changes if change.annex}
    made = apply_operations(
        before, reading.operations, lambda path: [*annexes.get((path[-1].kind, path[-1].label), ())]
    ).rows
    result, wanted = Tree(made), Tree(after)
    if _texts(made) == _texts(after) and not reading.residue:
        return set()
    found = {
        cited(node.path())
        for node in wanted.walk()
        if node.kind == "Điều"
        and ((other := result.find(node.path())) is None or _text(made, other) != _text(after, node))
    }
    return found or {"∅"}


def _told(change: Change) -> list[str]:
    return [*change.wording, *(row.text for row in change.annex)]


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row.text for row in rows if not row.text.endswith(REPEALED)]


def _text(rows: Sequence[Row], node: Node) -> list[str]:
    return _texts(rows[node.start : node.end])


class _Writer:
    """Two texts being compared, unit by unit; the articles in `whole` are amended as wholes."""

    def __init__(self, before: Sequence[Row], after: Sequence[Row], whole: Collection[str], called: str) -> None:
        self.before, self.after, self.whole, self.called = before, after, whole, called
        self.own = f"{called.partition(' số ')[0]} này"

    def compare(self) -> Iterator[Change]:
        """The changes in the order of the base."""
        yield from self._unit(Tree(self.before).root, Tree(self.after).root)

    def _unit(self, old: Node, new: Node) -> Iterator[Change]:
        if _text(self.before, old) == _text(self.after, new) and old.kind:
            return
        place = cited(old.path())
        if old.kind == "Phụ lục":
            if not new.label:
                raise _Unsayable(place)
            yield Change(f"Thay thế {place} bằng {place} ban hành kèm theo {self.own}", annex=self._annex(new))
            return
        head = (
            [row.text for row in self.before[old.start : old.body]],
            [row.text for row in self.after[new.start : new.body]],
        )
        tail = _texts(self.before[old.tail : old.end]), _texts(self.after[new.tail : new.end])
        same_order = _in_order(old, new) and tail[0] == tail[1]
        if not old.kind and (head[0] != head[1] or not same_order):
            raise _Unsayable("∅")
        leaves = not old.children and not new.children and place not in self.whole
        if leaves and old.kind == "Điều" and len(head[0]) > 1 and head[0][1:] == head[1][1:]:
            yield Change(f"Sửa đổi tên {place}", tuple(head[1][:1]))
            return
        if not old.children or not new.children or not same_order or place in self.whole:
            yield self._whole(old, new)
            return
        if head[0] != head[1]:
            named = old.kind in ("Điều", "Chương", "Mục", "Phần", "Tiểu mục")
            if named and (old.kind != "Điều" or head[0][1:] == head[1][1:]):
                yield Change(f"Sửa đổi tên {place}", tuple(head[1] if old.kind != "Điều" else head[1][:1]))
            elif old.kind == "khoản" and len(head[1]) == 1:
                yield Change(f"Sửa đổi, bổ sung đoạn mở đầu {place}", tuple(head[1]))
            else:
                yield self._whole(old, new)
                return
        yield from self._children(old, new)

    def _children(self, old: Node, new: Node) -> Iterator[Change]:
        there, known = _keyed(new.children), _keyed(old.children)
        queue = list(known.items())
        previous: Node | None = None
        for key, node in there.items():
            if key in known:
                while queue[0][0] != key:
                    yield from self._gone(queue.pop(0)[1])
                yield from self._unit(queue.pop(0)[1], node)
            elif node.kind == "Phụ lục" and node.label and node is new.children[-1]:
                said = f"Bổ sung {cited((node.unit,))} ban hành kèm theo {self.own} vào {self.called}"
                yield Change(said, annex=self._annex(node))
            elif previous is None:
                raise _Unsayable(cited(node.path()))
            else:
                said = f"Bổ sung {cited((node.unit,))} vào sau {cited(previous.path())}"
                yield Change(said, tuple(_text(self.after, node)))
            previous = node
        for _, node in queue:
            yield from self._gone(node)

    def _annex(self, node: Node) -> tuple[Row, ...]:
        return tuple(row._replace(source=-1) for row in self.after[node.start : node.end])

    def _gone(self, node: Node) -> Iterator[Change]:
        if _text(self.before, node):
            yield Change(f"Bãi bỏ {cited(node.path())}")

    def _whole(self, old: Node, new: Node) -> Change:
        before, after = _text(self.before, old), _text(self.after, new)
        place = cited(old.path())
        if not after:
            return Change(f"Bãi bỏ {place}")
        if len(before) == len(after) == 1 and place not in self.whole and (found := _phrase(before[0], after[0])):
            return Change(f"Thay thế cụm từ “{found[0]}” bằng cụm từ “{found[1]}” tại {place}")
        return Change(f"Sửa đổi, bổ sung {place}", tuple(after))


def _keyed(nodes: Sequence[Node]) -> dict[tuple[Unit, int], Node]:
    """Units by kind and number, and by which of those that have both: copies hold a Chương VI twice."""
    seen: Counter[Unit] = Counter()
    found = {}
    for node in nodes:
        seen[node.unit] += 1
        found[node.unit, seen[node.unit]] = node
    return found


def _in_order(old: Node, new: Node) -> bool:
    """Whether the units that both have stand in one order."""
    first, second = _keyed(old.children), _keyed(new.children)
    return [key for key in first if key in second] == [key for key in second if key in first]


def _phrase(old: str, new: str) -> tuple[str, str] | None:
    """The one phrase that changed, with as many words around it as make it the only one; None when more changed."""
    if "“" in old + new or "”" in old + new:
        return None
    before, after = old.split(" "), new.split(" ")
    low, high = ends(before, after)
    end, last = len(before) - high, len(after) - high
    while True:
        phrase, put = " ".join(before[low:end]), " ".join(after[low:last])
        if put and end - low > 1 and low > 0 and len(matches(old, phrase)) == 1:
            break
        if low > 1:
            low -= 1
        elif end < len(before):
            end, last = end + 1, last + 1
        else:
            return None
    if end - low > _LONGEST or last - low > _LONGEST or (end - low) * 2 > len(before):
        return None
    return phrase, put
