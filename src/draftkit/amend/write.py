"""An amending act written from two texts: the smallest lawful instructions, proved before they are handed out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, zip_longest
from zlib import crc32

from draftkit.amend.act_facts import ActText
from draftkit.amend.drawn import widened, with_tables
from draftkit.amend.instructions import REPEAL, Change, Told, article_of, told
from draftkit.amend.phrases import Pair, Phrases
from draftkit.amend.worded import looked
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node, Tree
from draftkit.errors import SourceError
from draftkit.law.acts import RULING
from draftkit.law.amending.placed import ARTICLE, RANKS, Target, Unit
from draftkit.law.amending.placed import Path as UnitPath
from draftkit.law.units import REPEALED
from draftkit.model.named import NamedTuple


class Written(NamedTuple):
    """Changes, and the lines of an amending article that tell them."""

    changes: list[Change]
    lines: list[Told]


Carrying = Callable[[Written], tuple[Sequence[Row], set[UnitPath]]]
"""How what is written is carried out: the rows that come out, and the units that instructions are not clear about."""


def written(old: ActText, new: ActText, called: str, carried_out: Carrying) -> Written:
    """The changes that turn one text into the other, when they are carried out; `called` is how the amended act is
    cited. Raises SourceError when the texts are the same, or names the places that no instruction can express."""
    drawn = looked_rows(old), looked_rows(new)
    if shown(drawn[0]) == shown(drawn[1]):
        said = "{file}: the provisions of both texts are the same; edit the new text first, or name another state of it"
        raise SourceError(said, file=new.name)
    drawn, heads = _regrouped(*drawn)
    trees = Tree(drawn[0]), Tree(drawn[1])

    def place(one: Change) -> int:
        """Where a change is in the old text, by its article."""
        node = trees[0].find(article_of(one.places[0].path)) if one.places else None
        return node.start if node else len(drawn[0]) if one.annex else -1

    whole: set[UnitPath] = set()
    phrases = Phrases(*zip(*_units(trees), strict=True))
    while True:
        made_of = _Writer(*drawn, whole, called, phrases).compare(*(tree.root for tree in trees))
        changes = [*merge(heads, made_of, key=place)]
        for together in (True, False):
            made = Written(changes, [*told(changes, together)])
            rows, unclear = carried_out(made)
            wrong = unclear or differing(rows, drawn[1])
            if not wrong:
                return made
        more = broader(wrong, changes, trees, whole)
        if not more or () in more:
            known = (path for path in wrong if path and any(tree.find(path) for tree in trees))
            raise _unsayable(", ".join(sorted(map(cited, known))) or _first(rows, drawn[1]))
        whole |= more


def _regrouped(before: list[Row], after: list[Row]) -> tuple[tuple[list[Row], list[Row]], list[Change]]:
    """Both texts, in the old one the headings that the new one puts above articles which stay; and what says so."""
    old, new = ({node.path(): node for node in Tree(rows).walk()} for rows in (before, after))
    put: dict[int, Change] = {}
    above: Node | None = None
    for path, node in new.items():
        if node.kind == "Điều":
            there = old.get(path)
            if above and there and there.parent and there.parent.path() in ((), *new):
                rows = tuple(row._replace(source=-1) for row in after[above.start : node.start])
                put[there.start] = Change(f"Bổ sung {above.unit} vào trước", (Target(path),), rows, (), above.path())
            above = None
        elif node.kind != "Phụ lục" and RANKS[node.kind] < ARTICLE:
            above = None if path in old else above or node
    old_rows = [row for at, one in enumerate(before) for row in (*(put[at].wording if at in put else ()), one)]
    return (old_rows, after), [*put.values()]


def broader(
    wrong: Iterable[UnitPath], changes: Iterable[Change], trees: Iterable[Tree], whole: Collection[UnitPath]
) -> set[UnitPath]:
    """What is to be said as a whole where units came out wrong: what is told by phrases in them, else all of them, else
    what holds them in either text; without what is in `whole` already."""
    told = {one.path for change in changes if change.short and change.said != REPEAL for one in change.places}
    found: set[UnitPath] = set()
    for path in wrong:
        inner = {one for one in told if one[: len(path)] == path}.difference(whole) or {path}.difference(whole)
        nodes = [node for tree in trees if not inner and (node := tree.find(path))]
        found |= inner or {node.parent.path() for node in nodes if node.parent}
    return found.difference(whole)


def looked_rows(text: ActText) -> list[Row]:
    """The rows of a text with their tables and looks, to be compared with those of another."""
    return looked(with_tables(rows_of(text.lines), text.tables, ""), text.looks)


def _unsayable(places: str) -> SourceError:
    return SourceError("instructions cannot express the change of {places}", places=places)


def _first(before: Sequence[Row], after: Sequence[Row]) -> str:
    """The first paragraph that differs in words or looks, for what stands in no unit."""
    pairs = zip_longest(*([(_said(row), shown([row])) for row in _kept(rows)] for rows in (before, after)))
    return next((f"“{(old or new)[0]}”" for old, new in pairs if old != new), "“…”")


def _units(trees: Sequence[Tree]) -> Iterator[tuple[list[str], list[str]]]:
    """The paragraphs of the units that both texts have, without those of their own units, but for annexes."""
    found = []
    for tree in trees:
        nodes = (node for node in tree.walk() if not any(one.kind == "Phụ lục" for one in node.path()[:-1]))
        ends = ((node, node.end if node.kind == "Phụ lục" else node.body) for node in nodes)
        found.append({node.path(): _texts(tree.rows[node.start : end]) for node, end in ends})
    yield from ((texts, found[1][path]) for path, texts in found[0].items() if path in found[1])
    yield [], []


def shown(rows: Sequence[Row]) -> list[str | frozenset[str]]:
    """What rows say and how they look, and which cells of their tables are one."""
    told: list[str | frozenset[str]] = []
    for table, group in groupby(_kept(rows), lambda row: row.drawn):
        merged = frozenset(map(str, table.listed("gop"))) if table else frozenset()
        told += [merged] if merged else []
        told += (f"{_said(row)}\0{row.look}" if row.look else _said(row) for row in group)
        told += [str(crc32(table.data))] if table and table.single else []  # which picture
    return told


def differing(made: Sequence[Row], wanted: Sequence[Row]) -> set[UnitPath]:
    """The articles and chapters that are not as wanted; the empty path when that is something else."""
    if shown(made) == shown(wanted):
        return set()
    first, second = (_by_path(Tree(rows)) for rows in (made, wanted))
    return {path for path in (*first, *second) if first.get(path) != second.get(path)} or {()}


def _by_path(tree: Tree) -> dict[UnitPath, list[tuple[object, list[str]]]]:
    """What articles say, and how what holds them begins and is made up; by their paths."""
    found: dict[UnitPath, list[tuple[object, list[str]]]] = {}
    for node in tree.walk():
        if RANKS[node.kind] > ARTICLE:
            continue
        end = next((one.start for one in node.children if RANKS[one.kind] <= ARTICLE), node.end)
        if said := shown(tree.rows[node.start : end]):
            found.setdefault(node.path(), []).append((said, [str(one.unit) for one in node.children]))
    return found


def _kept(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if not row.text.endswith(REPEALED))


def _texts(rows: Sequence[Row]) -> list[str]:
    return [*map(_said, _kept(rows))]


def _said(row: Row) -> str:
    """What a row says: `CHƯƠNG II:` of older acts is `Chương II` in a draft; empty cells at its end say nothing."""
    bare = f"{row.kind} {row.label}".rstrip()
    return bare if row.kind and row.text.rstrip(" .:").lower() == bare.lower() else row.text.rstrip("\t")


class _Writer:
    """Two texts being compared, unit by unit; the units in `whole` are amended as wholes."""

    def __init__(
        self, before: Sequence[Row], after: Sequence[Row], whole: Collection[UnitPath], called: str, phrases: Phrases
    ) -> None:
        self.before, self.after, self.whole, self.called = before, tuple(after), whole, called
        self.own = f"{called[: kind.end()] if (kind := re.match(RULING, called)) else called} này"
        self.phrases = phrases

    def compare(self, old: Node, new: Node) -> Iterator[Change]:
        """The changes of the whole text, in the order of the base. Raises SourceError when what stands before its first
        unit changed, or the order of its outermost units."""
        front = [_texts(rows[node.start : node.body]) for rows, node in ((self.before, old), (self.after, new))]
        if front[0] != front[1]:  # no unit: a phrase that stands nowhere else is changed in the whole act
            found = self.phrases.changed(front[0], front[1], _texts(self.before))
            if not found:
                raise _unsayable(_first(self.before, self.after))
            yield from (Change(f"{replaced(pair)} {self.called}") for pair in found)
        if moved := _moved(old, new):
            raise _unsayable(", ".join(cited(node.path()) for node in moved))
        yield from self._children(old, new)

    def _unit(self, old: Node, new: Node) -> Iterator[Change]:
        if shown(self.before[old.start : old.end]) == shown(self.after[new.start : new.end]):
            return
        if old.kind == "Phụ lục":
            yield from self._annexed(old, new)
            return
        head = (shown(self.before[old.start : old.body]), shown(self.after[new.start : new.body]))
        tails = [shown(rows[node.tail : node.end]) for rows, node in ((self.before, old), (self.after, new))]
        parts = self._parts(old, new)
        named = len(head[0]) > 1 and [part for part, _, _ in parts] == ["tên"]  # an article that is a text of its own
        divided = (old.children and new.children) or (named and not old.children and not new.children)
        unlike = tails[0] != tails[1] or _moved(old, new) or (head[0] != head[1] and not parts)
        if unlike or not divided or old.path() in self.whole:
            yield from self._whole(old, new)
            return
        for part in parts:
            yield from self._part(old, *part)
        yield from self._children(old, new)

    def _parts(self, old: Node, new: Node) -> list[tuple[str, Sequence[Row], Sequence[Row]]]:
        """The name and the lead of a unit as far as they changed, with their rows in both texts; a lead is one
        paragraph of an article or a khoản. Empty when more changed."""
        if old.kind not in ("khoản", "Điều", "Tiểu mục", "Mục", "Chương", "Phần"):
            return []
        heads = self.before[old.start : old.body], self.after[new.start : new.body]
        names = [head[: {"Điều": 1, "khoản": 0}.get(old.kind)] for head in heads]
        leads = [head[len(name) :] for head, name in zip(heads, names, strict=True)]
        found = [("tên", names[0], names[1]), ("đoạn mở đầu", leads[0], leads[1])]
        found = [one for one in found if shown(one[1]) != shown(one[2])]
        several = any(part != "tên" and not len(before) == len(after) == 1 for part, before, after in found)
        return [] if several else found

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
        words = f"Bổ sung {node.unit}"
        annex = self._annex(node) if node.kind == "Phụ lục" else ()
        if annex:
            words += f" ban hành kèm theo {self.own}"
        wording = () if annex else _kept(self.after[node.start : node.end])
        beside, side = (previous, "vào sau") if previous is not None else (follow, "vào trước")
        if beside is not None and beside.kind == node.kind:
            return Change(f"{words} {side}", (Target(beside.path()),), wording, annex, node.path())
        if not annex:
            raise _unsayable(cited(node.path()))
        return Change(f"{words} vào {self.called}", (), (), annex, node.path())

    def _annexed(self, old: Node, new: Node) -> Iterator[Change]:
        """An annex whose text changed: one phrase of it, else all."""
        place = cited(old.path())
        if found := self._phrases(old, self.before[old.start : old.end], self.after[new.start : new.end]):
            yield from found
        else:
            yield Change(f"Thay thế {place} bằng {place} ban hành kèm theo {self.own}", annex=self._annex(new))

    def _annex(self, node: Node) -> tuple[Row, ...]:
        return tuple(row._replace(source=-1) for row in self.after[node.start : node.end])

    def _gone(self, node: Node) -> Iterator[Change]:
        if _kept(self.before[node.start : node.end]):
            yield Change(REPEAL, (Target(node.path()),))

    def _part(self, old: Node, part: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
        """The name or the lead of a unit: phrases that change elsewhere, too, else all of it."""
        found = self._phrases(old, before, after, part)
        if found and (part != "tên" or {one.said for one in found} <= set(map(replaced, self.phrases.common))):
            yield from found
        else:
            verb = "Sửa đổi" if part == "tên" else "Sửa đổi, bổ sung"
            yield Change(verb, (Target(old.path(), part),), tuple(after))

    def _whole(self, old: Node, new: Node) -> Iterator[Change]:
        before, after = self.before[old.start : old.end], self.after[new.start : new.end]
        if not (kept := _kept(after)):
            yield Change(REPEAL, (Target(old.path()),))
        elif not old.children and (found := self._phrases(old, before, after)):
            yield from found
        else:
            yield Change("Sửa đổi, bổ sung", (Target(old.path()),), kept)

    def _phrases(self, old: Node, before: Sequence[Row], after: Sequence[Row], part: str = "") -> list[Change]:
        """The replacement of the phrases that changed in rows of a unit; empty if not all."""
        merged = [[one for one in shown(rows) if not isinstance(one, str)] for rows in (before, after)]
        drawn_anew = merged[0] != merged[1] or any(widened(before, after))  # goes along with wording only
        marks = [[row.look.count(sign) for sign in ("[^", "*") for row in rows] for rows in (before, after)]
        if drawn_anew or old.path() in self.whole or marks[0] != marks[1]:
            return []
        pairs = self.phrases.changed(_texts(before), _texts(after))
        return [Change(replaced(pair), (Target(old.path(), part),)) for pair in pairs]


def replaced(pair: Pair) -> str:
    """An instruction on a phrase, up to its place."""
    return f"Thay thế cụm từ “{pair[0]}” bằng cụm từ “{pair[1]}” tại"


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
