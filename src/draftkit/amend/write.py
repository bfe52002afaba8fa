"""An amending act written from two texts: the smallest lawful instructions, proved before they are handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from draftkit.amend.drawn import with_tables
from draftkit.amend.source import ActText
from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import lines_from
from draftkit.amending.phrase import matches
from draftkit.amending.read import read_lines
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node, Tree
from draftkit.amending.wordings import REPEALED
from draftkit.errors import SourceError
from draftkit.law.amending.units import ARTICLE, RANKS, Path, Unit
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
        if self.wording:
            table = "\t" in self.wording[-1]  # a quote that ends in a table is closed below it
            first, *rest = (f"“{self.wording[0]}", *self.wording[1:], *("" for _ in range(table)))
            *before, last = (first, *rest)
            yield from (*before, f"{last}”.")


def written(old: ActText, new: ActText, called: str) -> list[Change]:
    """The changes that turn one text into the other; `called` is how the amended act is cited. Raises SourceError when
    the texts are the same, or names the places that no instruction can express."""
    before, after = rows_of(old.lines), rows_of(new.lines)
    if _texts(before) == _texts(after):
        raise SourceError("{file}: both texts are the same", file=new.name)
    trees = Tree(before), Tree(after)
    whole: set[Path] = set()
    while True:
        changes = [
            *_Writer(before, with_tables(after, new.tables), whole, called).compare(*(tree.root for tree in trees))
        ]
        wrong = _wrong(before, trees[1], changes, called)
        if not wrong:
            return changes
        more = {outer for path in wrong for outer in ([path] if path not in whole else _holders(path, trees))} - whole
        if not more or () in more:
            raise _unsayable(", ".join(filter(None, sorted(map(cited, wrong)))) or _first(before, after))
        whole |= more


def _unsayable(places: str) -> SourceError:
    return SourceError("instructions cannot express the change of {places}", places=places)


def _first(before: Sequence[Row], after: Sequence[Row]) -> str:
    """The first paragraph that differs, for what stands in no unit."""
    pairs = zip_longest(_texts(before), _texts(after))
    return next(f"“{old or new}”" for old, new in pairs if old != new)


def _holders(path: Path, trees: Sequence[Tree]) -> Iterator[Path]:
    """What holds a unit in either text: it is amended as a whole where the unit alone cannot be."""
    for tree in trees:
        node = tree.find(path)
        if node is not None and node.parent is not None:
            yield node.parent.path()


def _wrong(before: Sequence[Row], wanted: Tree, changes: Sequence[Change], called: str) -> set[Path]:
    """The articles and chapters that come out otherwise when the changes are carried out; the empty path when that is
    something else."""
    told = [f"Điều 1. Sửa đổi, bổ sung một số điều của {called}"]
    for number, change in enumerate(changes, 1):
        told += change.lines(number)
    reading = read_lines(lines_from((text, number) for number, text in enumerate(told, 1)), "")
    annexes = {(change.annex[0].kind, change.annex[0].label): change.annex for change in changes if change.annex}
    made = apply_operations(
        before, reading.operations, lambda path: [*annexes.get((path[-1].kind, path[-1].label), ())]
    ).rows
    if _texts(made) == _texts(wanted.rows) and not reading.residue:
        return set()
    first, second = _by_path(Tree(made)), _by_path(wanted)
    return {path for path in (*first, *second) if first.get(path) != second.get(path)} or {()}


def _by_path(tree: Tree) -> dict[Path, list[list[str]]]:
    """What articles say, and how what holds them begins and is made up; by their paths."""
    found: dict[Path, list[list[str]]] = {}
    for node in tree.walk():
        if RANKS[node.kind] > ARTICLE:
            continue
        end = node.end if node.kind == "Điều" or not node.children else node.body
        if texts := _texts(tree.rows[node.start : end]):
            found.setdefault(node.path(), []).append([*texts, *(str(one.unit) for one in node.children)])
    return found


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row.text for row in rows if not row.text.endswith(REPEALED)]


def _text(rows: Sequence[Row], node: Node) -> list[str]:
    return _texts(rows[node.start : node.end])


class _Writer:
    """Two texts being compared, unit by unit; the units in `whole` are amended as wholes."""

    def __init__(self, before: Sequence[Row], after: Sequence[Row], whole: Collection[Path], called: str) -> None:
        self.before, self.after, self.whole, self.called = before, after, whole, called
        self.own = f"{called.partition(' số ')[0]} này"

    def compare(self, old: Node, new: Node) -> Iterator[Change]:
        """The changes of the whole text, in the order of the base. Raises SourceError when what stands before its first
        unit changed, or the order of its outermost units."""
        front = [_texts(rows[node.start : node.body]) for rows, node in ((self.before, old), (self.after, new))]
        if front[0] != front[1]:
            raise _unsayable(_first(self.before, self.after))
        if moved := _moved(old, new):
            raise _unsayable(", ".join(cited(node.path()) for node in moved))
        yield from self._children(old, new)

    def _unit(self, old: Node, new: Node) -> Iterator[Change]:
        if _text(self.before, old) == _text(self.after, new):
            return
        if old.kind == "Phụ lục":
            yield self._annexed(old, new)
            return
        head = (
            [row.text for row in self.before[old.start : old.body]],
            [row.text for row in self.after[new.start : new.body]],
        )
        tails = [_texts(rows[node.tail : node.end]) for rows, node in ((self.before, old), (self.after, new))]
        place, whole = cited(old.path()), old.path() in self.whole
        leaves = not old.children and not new.children and not whole
        if leaves and old.kind == "Điều" and len(head[0]) > 1 and head[0][1:] == head[1][1:]:
            yield Change(f"Sửa đổi tên {place}", tuple(head[1][:1]))
            return
        if not old.children or not new.children or whole or tails[0] != tails[1] or _moved(old, new):
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
            else:
                yield self._come(node, previous, queue[0][1] if queue else None)
            previous = node
        for _, node in queue:
            yield from self._gone(node)

    def _come(self, node: Node, previous: Node | None, follow: Node | None) -> Change:
        """A unit that is new, right after `previous` or, where none is before it, right before `follow`."""
        unit = cited((node.unit,))
        if previous is not None and previous.kind == node.kind:
            where = f"vào sau {cited(previous.path())}"
        elif previous is None and follow is not None and follow.kind == node.kind:
            where = f"vào trước {cited(follow.path())}"
        elif node.kind == "Phụ lục":
            where = f"vào {self.called}"
        else:
            raise _unsayable(cited(node.path()))
        if node.kind == "Phụ lục":
            return Change(f"Bổ sung {unit} ban hành kèm theo {self.own} {where}", annex=self._annex(node))
        return Change(f"Bổ sung {unit} {where}", tuple(_text(self.after, node)))

    def _annexed(self, old: Node, new: Node) -> Change:
        """An annex whose text changed: one phrase of it, else all."""
        place = cited(old.path())
        if old.path() not in self.whole and (found := _phrase(_text(self.before, old), _text(self.after, new))):
            return Change(f"Thay thế cụm từ “{found[0]}” bằng cụm từ “{found[1]}” tại {place}")
        return Change(f"Thay thế {place} bằng {place} ban hành kèm theo {self.own}", annex=self._annex(new))

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
        if old.path() not in self.whole and not old.children and (found := _phrase(before, after)):
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


def _moved(old: Node, new: Node) -> list[Node]:
    """The units that both have and that stand in another order."""
    first, second = _keyed(old.children), _keyed(new.children)
    before, after = ([key for key in one if key in first and key in second] for one in (first, second))
    return [second[key] for key, other in zip(after, before, strict=True) if key != other]


def _phrase(before: Sequence[str], after: Sequence[str]) -> tuple[str, str] | None:
    """The one phrase that changed in the paragraphs of a unit, with as many words around it as make it the only one;
    None when more changed."""
    cells = [[cell for text in texts for cell in text.split("\t")] for texts in (before, after)]
    lengths = [[text.count("\t") for text in texts] for texts in (before, after)]
    changed = [pair for pair in zip(*cells, strict=False) if pair[0] != pair[1]]
    if lengths[0] != lengths[1] or len(changed) != 1 or set('“”"') & set("".join(changed[0])):
        return None
    (old, new), table = changed[0], changed[0][0] not in before
    words, put = old.split(" "), new.split(" ")
    low, high = ends(words, put)
    end, last = len(words) - high, len(put) - high
    first = 0 if table or (len(before) > 1 and old != before[0]) else 1  # the number of the unit is no phrase
    while True:
        phrase, instead = " ".join(words[low:end]), " ".join(put[low:last])
        enough = instead and phrase and low >= first and end - low > (not table)
        if enough and sum(len(matches(text, phrase)) for text in before) == 1:
            break
        if low > first:
            low -= 1
        elif end < len(words):
            end, last = end + 1, last + 1
        else:
            return None
    if max(end, last) - low > _LONGEST or (not table and (end - low) * 2 > len(words)):
        return None
    return phrase, instead
