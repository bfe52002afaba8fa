"""An amending act written from two texts: the smallest lawful instructions, proved before they are handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby, zip_longest
from zlib import crc32

from draftkit.amend.drawn import widened, with_tables
from draftkit.amend.source import ActText
from draftkit.amend.worded import with_looks
from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import lines_from
from draftkit.amending.phrase import matches
from draftkit.amending.read import read_lines
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node, Tree
from draftkit.errors import SourceError
from draftkit.law.amending.units import ARTICLE, RANKS, Path, Unit
from draftkit.law.units import REPEALED
from draftkit.model.named import NamedTuple
from draftkit.text.edits import ends

_LONGEST = 12
"""Words of a phrase; what is longer is amended as a whole unit."""


class Change(NamedTuple):
    """An instruction without its number, the new wording that follows it, and the annex that takes the place of one or
    is new."""

    said: str
    wording: tuple[Row, ...] = ()
    annex: tuple[Row, ...] = ()

    def lines(self, number: int) -> Iterator[Row]:
        """As lines of an act."""
        yield Row(f"{number}. {self.said}{' như sau:' if self.wording else '.'}")
        if self.wording:
            rows = [*self.wording]
            if "\t" in rows[-1].text:  # a quote that ends in a table is closed below it
                rows.append(Row(""))
            rows[0] = rows[0]._replace(text=f"“{rows[0].text}")
            rows[-1] = rows[-1]._replace(text=f"{rows[-1].text}”.")
            yield from rows


def written(old: ActText, new: ActText, called: str, whole: set[Path] | None = None) -> list[Change]:
    """The changes that turn one text into the other; `called` is how the amended act is cited, `whole` are units to be
    said as wholes, to which those are added that must be. Raises SourceError when the texts are the same, or names the
    places that no instruction can express."""
    before, after = rows_of(old.lines), rows_of(new.lines)
    drawn = with_tables(before, old.tables, ""), with_looks(with_tables(after, new.tables, ""), new.looks)
    if shown(drawn[0]) == shown(drawn[1]):
        raise SourceError("{file}: both texts are the same", file=new.name)
    trees = Tree(before), Tree(after)
    whole = set() if whole is None else whole
    while True:
        changes = [*_Writer(*drawn, whole, called).compare(*(tree.root for tree in trees))]
        wrong = _wrong(before, trees[1], changes, called)
        if not wrong:
            return changes
        more = {outer for path in wrong for outer in ([path] if path not in whole else _holders(path, trees))} - whole
        if not more or () in more:
            raise unsayable(wrong, before, after)
        whole |= more


def unsayable(wrong: Collection[Path], before: Sequence[Row], after: Sequence[Row]) -> SourceError:
    """The refusal to write, with the units that no instruction can change so, or the first paragraph that differs."""
    return _unsayable(", ".join(filter(None, sorted(map(cited, wrong)))) or _first(before, after))


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
    told = [Row(f"Điều 1. Sửa đổi, bổ sung một số điều của {called}")]
    for number, change in enumerate(changes, 1):
        told += change.lines(number)
    reading = read_lines(lines_from((row.text, number) for number, row in enumerate(told, 1)), "")
    annexes = {(change.annex[0].kind, change.annex[0].label): change.annex for change in changes if change.annex}
    made = apply_operations(
        before, reading.operations, lambda path: [*annexes.get((path[-1].kind, path[-1].label), ())]
    ).rows
    return differing(made, wanted.rows, _texts) or ({()} if reading.residue else set())


def shown(rows: Sequence[Row]) -> list[str | frozenset[str]]:
    """What rows say, and which cells of their tables are one."""
    told: list[str | frozenset[str]] = []
    for table, group in groupby(_kept(rows), lambda row: row.drawn):
        merged = frozenset(map(str, table.listed("gop"))) if table else frozenset()
        told += [merged] if merged else []
        told += (row.text for row in group)
        told += [str(crc32(table.data))] if table and table.single else []  # which picture
    return told


def differing(made: Sequence[Row], wanted: Sequence[Row], say: Callable[[Sequence[Row]], object] = shown) -> set[Path]:
    """The articles and chapters that are not as wanted; the empty path when that is something else."""
    if say(made) == say(wanted):
        return set()
    first, second = (_by_path(Tree(rows), say) for rows in (made, wanted))
    return {path for path in (*first, *second) if first.get(path) != second.get(path)} or {()}


def _by_path(tree: Tree, say: Callable[[Sequence[Row]], object]) -> dict[Path, list[tuple[object, list[str]]]]:
    """What articles say, and how what holds them begins and is made up; by their paths."""
    found: dict[Path, list[tuple[object, list[str]]]] = {}
    for node in tree.walk():
        if RANKS[node.kind] > ARTICLE:
            continue
        end = node.end if node.kind == "Điều" or not node.children else node.body
        if said := say(tree.rows[node.start : end]):
            found.setdefault(node.path(), []).append((said, [str(one.unit) for one in node.children]))
    return found


def _kept(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if not row.text.endswith(REPEALED))


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row.text for row in _kept(rows)]


class _Writer:
    """Two texts being compared, unit by unit; the units in `whole` are amended as wholes."""

    def __init__(self, before: Sequence[Row], after: Sequence[Row], whole: Collection[Path], called: str) -> None:
        self.before, self.after, self.whole, self.called = before, tuple(after), whole, called
        self.own = f"{called.partition(' số ')[0]} này"

    def compare(self, old: Node, new: Node) -> Iterator[Change]:
        """The changes of the whole text, in the order of the base. Raises SourceError when what stands before its first
        unit changed, or the order of its outermost units."""
        front = [_texts(rows[node.start : node.body]) for rows, node in ((self.before, old), (self.after, new))]
        if front[0] != front[1]:  # no unit: a phrase that stands nowhere else is changed in the whole act
            found = _phrase(front[0], front[1], _texts(self.before))
            if found is None:
                raise _unsayable(_first(self.before, self.after))
            yield Change(f"Thay thế cụm từ “{found[0]}” bằng cụm từ “{found[1]}” tại {self.called}")
        if moved := _moved(old, new):
            raise _unsayable(", ".join(cited(node.path()) for node in moved))
        yield from self._children(old, new)

    def _unit(self, old: Node, new: Node) -> Iterator[Change]:
        if shown(self.before[old.start : old.end]) == shown(self.after[new.start : new.end]):
            return
        if old.kind == "Phụ lục":
            yield self._annexed(old, new)
            return
        head = (shown(self.before[old.start : old.body]), shown(self.after[new.start : new.body]))
        tails = [shown(rows[node.tail : node.end]) for rows, node in ((self.before, old), (self.after, new))]
        place, whole = cited(old.path()), old.path() in self.whole
        leaves = not old.children and not new.children and not whole
        if leaves and old.kind == "Điều" and len(head[0]) > 1 and head[0][1:] == head[1][1:]:
            yield Change(f"Sửa đổi tên {place}", self.after[new.start : new.start + 1])
            return
        if not old.children or not new.children or whole or tails[0] != tails[1] or _moved(old, new):
            yield self._whole(old, new)
            return
        if head[0] != head[1]:
            named = old.kind in ("Điều", "Chương", "Mục", "Phần", "Tiểu mục")
            if named and (old.kind != "Điều" or head[0][1:] == head[1][1:]):
                end = new.body if old.kind != "Điều" else new.start + 1
                yield Change(f"Sửa đổi tên {place}", self.after[new.start : end])
            elif old.kind == "khoản" and len(head[1]) == 1:
                yield Change(f"Sửa đổi, bổ sung đoạn mở đầu {place}", self.after[new.start : new.body])
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
        return Change(f"Bổ sung {unit} {where}", _kept(self.after[node.start : node.end]))

    def _annexed(self, old: Node, new: Node) -> Change:
        """An annex whose text changed: one phrase of it, else all."""
        place = cited(old.path())
        if found := self._phrase(old, new):
            return found
        return Change(f"Thay thế {place} bằng {place} ban hành kèm theo {self.own}", annex=self._annex(new))

    def _annex(self, node: Node) -> tuple[Row, ...]:
        return tuple(row._replace(source=-1) for row in self.after[node.start : node.end])

    def _gone(self, node: Node) -> Iterator[Change]:
        if _kept(self.before[node.start : node.end]):
            yield Change(f"Bãi bỏ {cited(node.path())}")

    def _whole(self, old: Node, new: Node) -> Change:
        after = _kept(self.after[new.start : new.end])
        place = cited(old.path())
        if not after:
            return Change(f"Bãi bỏ {place}")
        if not old.children and (found := self._phrase(old, new)):
            return found
        return Change(f"Sửa đổi, bổ sung {place}", after)

    def _phrase(self, old: Node, new: Node) -> Change | None:
        """The replacement of the one phrase of a unit that changed."""
        before, after = self.before[old.start : old.end], self.after[new.start : new.end]
        merged = [[one for one in shown(rows) if not isinstance(one, str)] for rows in (before, after)]
        drawn_anew = merged[0] != merged[1] or any(widened(before, after))  # goes along with wording only
        found = None if drawn_anew or old.path() in self.whole else _phrase(_texts(before), _texts(after))
        if found is None:
            return None
        return Change(f"Thay thế cụm từ “{found[0]}” bằng cụm từ “{found[1]}” tại {cited(old.path())}")


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


def _phrase(before: Sequence[str], after: Sequence[str], around: Sequence[str] = ()) -> tuple[str, str] | None:
    """The one phrase that changed in the paragraphs of a unit, with as many words around it as make it the only one
    there, or `around`; None when more changed."""
    cells = [[cell for text in texts for cell in text.split("\t")] for texts in (before, after)]
    lengths = [[text.count("\t") for text in texts] for texts in (before, after)]
    changed = [pair for pair in zip(*cells, strict=False) if pair[0] != pair[1]]
    if lengths[0] != lengths[1] or len(changed) != 1 or set('“”"$[') & set("".join(changed[0])):
        return None
    (old, new), table = changed[0], changed[0][0] not in before
    words, put = old.split(" "), new.split(" ")
    low, high = ends(words, put)
    end, last = len(words) - high, len(put) - high
    first = 0 if table or (len(before) > 1 and old != before[0]) else 1  # the number of the unit is no phrase
    while True:
        phrase, instead = " ".join(words[low:end]), " ".join(put[low:last])
        enough = instead and phrase and low >= first and end - low > (not table or len(words) > 1)
        if enough and sum(len(matches(text, phrase)) for text in around or before) == 1:
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
