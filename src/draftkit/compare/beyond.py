"""What differs between two documents and is in no comparison of provisions: what changes the meaning without changing
the letters, and letters that stand in a file but in none of its nodes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from draftkit.compare.values import FRAME, ROW, TABLE, TEXT, Change, Node, Side
from draftkit.model.named import NamedTuple
from draftkit.text import marks as kinds
from draftkit.text.edits import Edit
from draftkit.text.marks import Difference, Fingerprint, Mark, differences
from draftkit.text.passage import shortened

_TOLD_WHOLE = frozenset((kinds.STRUCK, kinds.HIDDEN, kinds.OBJECT, kinds.PICTURE))
"""What is told of a provision that came or went whole; the rest is seen in its words."""
_DIGITS = frozenset("0123456789")
_ELSEWHERE = {kinds.EDGES: "frame.pages", kinds.COMMENTS: "frame.comments"}
Marks = Mapping[int, Sequence[Difference]]


class Beyond(NamedTuple):
    """Differences by the node they stand in: those that the new document has, or has otherwise, and those that only the
    old one had; those of no node by the part of the file. `nodes` are those of the old and the new document."""

    new: Marks
    old: Marks
    elsewhere: Mapping[str, Sequence[Difference]]
    nodes: tuple[Sequence[Node], Sequence[Node]]

    def of(self, i: int, j: int) -> tuple[Difference, ...]:
        """Those of a pair of nodes; of a node that came or went (the other is -1) what its words do not show."""
        if not (self.new or self.old):
            return ()
        if i < 0 or j < 0:
            found = self.new.get(j, ()) if i < 0 else self.old.get(i, ())
            return tuple(one for one in found if _told_whole(one.mark))
        found = (*self.new.get(j, ()), *self.old.get(i, ()))
        if not found or not any(one.mark.kind == kinds.BOX for one in found):
            return found
        said = letters(node_letters(self.nodes[0][i])), letters(node_letters(self.nodes[1][j]))
        return tuple(_without_worded(found, *said))


def _without_worded(found: Sequence[Difference], old: str, new: str) -> Iterator[Difference]:
    """Differences without text boxes whose words changed: these are told as words. A box is told where its words stood
    before, or still stand, without it. `old` and `new` are the letters of the two nodes."""
    gone = [_parts(one.old) for one in found if one.old and one.old.kind == kinds.BOX]
    come = [_parts(one.new) for one in found if one.new and one.new.kind == kinds.BOX]
    pairs = list(zip(gone, come, strict=True)) if len(gone) == len(come) else []
    changed = bool(pairs) and all(was != now and set(was) & set(now) for was, now in pairs)
    for one in found:
        other = old if one.new else new
        words = _parts(one.mark) if one.mark.kind == kinds.BOX else ()
        if not words or not (changed or all(part not in other for part in words)):
            yield one


def _parts(box: Mark) -> tuple[str, ...]:
    """The letters of each paragraph of a text box."""
    return tuple(filter(None, map(letters, box.words.split(" / "))))


def _told_whole(mark: Mark) -> bool:
    """Whether a mark of a provision that came or went is not seen in its words: `10^6` would be read as 106, while m2
    is no other word."""
    return mark.kind in _TOLD_WHOLE or (
        mark.kind in (kinds.RAISED, kinds.LOWERED) and bool(set(mark.before[-1:]) & _DIGITS)
    )


def beyond(old: Side, new: Side) -> Beyond:
    """What differs besides the letters."""
    at_new: dict[int, list[Difference]] = defaultdict(list)
    at_old: dict[int, list[Difference]] = defaultdict(list)
    elsewhere: dict[str, list[Difference]] = defaultdict(list)
    rows = _Rows(old), _Rows(new)
    for one in differences(old.marks, new.marks) if old.marks != new.marks else ():
        if one.old and one.new and one.mark.kind == kinds.BOX:
            continue  # its letters differ, and they are compared as such
        side, found = (new, at_new) if one.new else (old, at_old)
        home = -1 if one.mark.part in _ELSEWHERE else _home(side, one)
        if home >= 0:
            found[rows[one.new is not None].home(home, one.mark)].append(one)
        else:
            elsewhere[_ELSEWHERE.get(one.mark.part, "frame.other")].append(one)
    return Beyond(at_new, at_old, elsewhere, (old.nodes, new.nodes))


def _home(side: Side, one: Difference) -> int:
    """The node a difference stands in: by its paragraph; in the frame by its words."""
    home = side.home(one.mark.ordinal)
    if home < 0 and one.mark.paragraph:
        words = letters(one.mark.paragraph)
        frame = (at for at, node in enumerate(side.nodes) if node.level == FRAME)
        home = next((at for at in frame if words in letters(node_letters(side.nodes[at]))), -1)
    return home


class _Rows:
    """The rows of the tables of a file by their cells: a file tells of a paragraph only which table it is in."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.first = {node: ordinal for ordinal, node in reversed(side.starts)}
        self.known: dict[int, dict[str, list[int]]] = {}

    def home(self, at: int, mark: Mark) -> int:
        """The row that a mark of the table `at` stands in; `at` itself where that cannot be told."""
        wanted = letters(mark.paragraph) if self.side.nodes[at].level == TABLE else ""
        if not wanted:
            return at
        rows = self._rows(at).get(wanted, ())
        paragraphs, first = self.side.marks.paragraphs, self.first.get(at, 0)
        earlier = (paragraphs.get((mark.part, mark.paragraph, again), 0) for again in range(mark.again))
        rank = sum(ordinal >= first for ordinal in earlier) if len(rows) > 1 else 0
        return rows[rank] if rank < len(rows) else at

    def _rows(self, table: int) -> dict[str, list[int]]:
        """The rows of a table by the letters of each line of their cells, in order."""
        if table not in self.known:
            found = self.known[table] = defaultdict(list)
            row, nodes = table + 1, self.side.nodes
            while row < len(nodes) and nodes[row].parent == table:
                for text in nodes[row].texts:
                    for line in text.split("\n"):
                        found[letters(line)].append(row)
                row += 1
        return self.known[table]


def alike(old: Side, new: Side) -> Side:
    """The new side; with the nodes of the old one where both are files with the same letters in the same order, in
    as many cells, for then all that differs is how their look let them be recognised."""
    if not (old.recognised and new.recognised) or not _same_letters(old, new):
        return new
    before, after = old.marks.paragraphs, new.marks.paragraphs
    marks = tuple(mark._replace(ordinal=before.get(mark.place(), mark.ordinal)) for mark in new.marks.marks)
    known = Fingerprint(marks, {place: before.get(place, ordinal) for place, ordinal in after.items()})
    return new._replace(nodes=old.nodes, marks=known, paragraphs=old.paragraphs, starts=old.starts)


def _same_letters(old: Side, new: Side) -> bool:
    before, after = (
        [key for key in side.marks.paragraphs if key[0] in (kinds.BODY, kinds.NOTES)] for side in (old, new)
    )
    if before != after:
        return False
    cells = [[list(map(letters, node.texts)) for node in side.nodes if node.level == ROW] for side in (old, new)]
    return cells[0] == cells[1] or len(cells[0]) != len(cells[1])


def untold(old: Side, new: Side, told: Sequence[Change], again: Callable[[Side, Side], list[Change]]) -> list[Change]:
    """Changes of letters that no change tells: of paragraphs that only one file has, and whose node is not among those
    of which a change is told. `again` compares them once more, as running text."""
    mine = (list(_only(old, new)), list(_only(new, old)))
    if not (mine[0] or mine[1]):
        return []
    said = [_Said(node for change in told for node in _nodes(change, is_new)) for is_new in (False, True)]
    left = [[text for text in texts if not one.has(text)] for texts, one in zip(mine, said, strict=True)]
    if not (left[0] or left[1]):
        return []
    if max(map(len, mine)) <= _MANY:  # a paragraph that was told may be what another one was before
        left = list(mine)
    sides = [Side("", tuple(map(quoted, texts))) for texts in left]
    edits = {_bare(edit) for change in told for edit in _edits(change)}
    return [
        change
        for change in again(*sides)
        if not all(_bare(edit) in edits for edit in _edits(change))
        and not all(one.has(node.text()) for one, node in zip(said, (change.old, change.new), strict=True) if node)
    ]


def _only(side: Side, other: Side) -> Iterator[str]:
    for part, text, number in side.paragraphs:
        if part in (kinds.BODY, kinds.NOTES) and (part, text, number) not in other.paragraphs:
            yield text


def _edits(change: Change) -> Iterator[Edit]:
    for edits in (change.title, *change.texts):
        yield from (edit for edit in edits if edit.old != edit.new)
    for inner in change.inner:
        yield from _edits(inner)


def _bare(edit: Edit) -> tuple[str, str]:
    """What an edit says, without signs that a part of the frame has of its own, such as the “;” of its lists."""
    found = letters(edit.old), letters(edit.new)
    return found if any(found) else (edit.old.strip(), edit.new.strip())


def _nodes(change: Change, is_new: bool) -> Iterator[Node]:
    node = change.new if is_new else change.old
    if node:
        yield node
    for inner in change.inner:
        yield from _nodes(inner, is_new)


_MANY = 500  # paragraphs that one file alone has; of more, those of which a change is told are left out
_SHORT = 12  # signs; a shorter text stands anywhere by chance
_NO_LETTER = re.compile(r"[\W_]+")


class _Said:
    """What the nodes of changes say."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.whole: set[str] = set()
        texts = []
        for node in nodes:
            texts.append(letters(node_letters(node)))
            lines = (line for text in (node.title, *node.texts) for line in text.split("\n"))
            cells = (cell for cell in node.texts if "\n" in cell)
            heads = (node._replace(texts=()), node._replace(texts=node.texts[:1]), node._replace(title="", texts=()))
            self.whole |= {texts[-1], *map(letters, (*map(node_letters, heads), *lines, *cells))}
        self.all = "\n".join(texts)

    def has(self, text: str) -> bool:
        """Whether these letters are among them: few of them by themselves, as others may hold them by chance."""
        wanted = letters(text)
        return not wanted or wanted in self.whole or (len(wanted) >= _SHORT and wanted in self.all)


def node_letters(node: Node) -> str:
    """What a node prints: the words of its number, its number, title and texts."""
    word = node.name.partition(node.number)[0] if node.number and node.level not in (TEXT, FRAME) else ""
    titled = "" if word[:1].islower() else word
    return f"{titled}{node.number}{node.text()}"


def letters(text: str) -> str:
    """The letters and digits of a text, case apart."""
    return _NO_LETTER.sub("", text.casefold())


def quoted(text: str, name: str = "", parent: int = -1, bookmark: str = "") -> Node:
    """Running text as a node, called by its first words."""
    called = f"“{' '.join(shortened(text).split())}”"
    return Node(
        TEXT, f"{called}, {name}" if name else called, texts=(text,), parent=parent, scope=parent, bookmark=bookmark
    )
