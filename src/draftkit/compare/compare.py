"""Compares two documents node by node: pairs them, says what became of each, and how its words changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import zip_longest

from draftkit.compare import values
from draftkit.compare.beyond import alike, beyond, untold
from draftkit.compare.nodes import UNNUMBERED, Cited, Finder, paired, renumbered
from draftkit.law.references import blanked
from draftkit.text.edits import Edit, edits, spans, tokens
from draftkit.text.pair import Passage, pair

_CUT = "\0"


def compare(old: values.Side, new: values.Side) -> values.Comparison:
    """What changed from `old` to `new`."""
    new = alike(old, new)
    found = _Compared(old, new).comparison()
    left = untold(old, new, found.changes, lambda *sides: list(_Compared(*sides).comparison().changes))
    return found._replace(changes=(*found.changes, *left)) if left else found


class _Compared:
    def __init__(self, old: values.Side, new: values.Side) -> None:
        self.old = old
        self.new = new
        cited = Cited()
        self.found, self.back, self.split, self.merged, self.moved = paired(old.nodes, new.nodes, cited)
        self.parts = _by_whole(self.split), _by_whole(self.merged)
        self.finders = Finder(old, cited), Finder(new, cited)
        self.beyond = beyond(old, new)
        self.lost = _with_inner(old.nodes, [j < 0 and i not in self.merged for i, j in enumerate(self.back)])
        self.added = _with_inner(new.nodes, [i < 0 and j not in self.split for j, i in enumerate(self.found)])

    # -- what became of each

    def comparison(self) -> values.Comparison:
        """All changes, in the order of the new document."""
        gone: dict[int, list[int]] = defaultdict(list)
        last = -1
        for i, j in enumerate(self.back):
            if j >= 0 and j not in self.moved:
                last = j
            elif i in self.lost:
                gone[last].append(i)
        changes = [self._deleted(i) for i in gone[-1]]
        for j, i in enumerate(self.found):
            if i >= 0:
                change = self._kept(i, j)
                changes += [change] if change else []
            elif j in self.added:
                changes.append(self._inserted(j))
            changes.extend(self._deleted(i) for i in gone[j])
        for key, marks in self.beyond.elsewhere.items():
            node = values.Node(values.FRAME, key, label=key)
            changes.append(values.Change((values.MARKED,), node, node, marks=tuple(marks)))
        runs = tuple(renumbered(self.old.nodes, self.new.nodes, self.found, self.moved))
        return values.Comparison(self.old.name, self.new.name, tuple(changes), runs)

    def _deleted(self, i: int) -> values.Change:
        node = self.old.nodes[i]
        inner = tuple(map(self._deleted, self.lost.get(i, ())))
        return values.Change((values.DELETED,), node, None, *_all(node, True), inner, self.beyond.of(i, -1))

    def _inserted(self, j: int) -> values.Change:
        node = self.new.nodes[j]
        inner = tuple(map(self._inserted, self.added.get(j, ())))
        return values.Change((values.INSERTED,), None, node, *_all(node, False), inner, self.beyond.of(-1, j))

    def _kept(self, i: int, j: int) -> values.Change | None:
        """What changed in a pair; None when nothing did."""
        before, node = self.old.nodes[i], self.new.nodes[j]
        numbered = node.level not in UNNUMBERED and before.number != node.number
        apart = j in self.moved or i in self.parts[0] or j in self.parts[1]
        marks = self.beyond.of(i, j)
        if not (numbered or apart or marks) and before.title == node.title and before.texts == node.texts:
            return None
        kinds = [values.MOVED] if j in self.moved else []
        inner: tuple[values.Change, ...] = ()
        title = self._edits(before.title, node.title, i, j)
        texts = tuple(self._texts(before.texts, node.texts, i, j, cells=node.level == values.ROW))
        if node.level == values.ROW and len(before.texts) != len(node.texts) and not any(map(_reworded, texts)):
            cells = zip_longest(before.texts, node.texts, fillvalue="")  # merged or parted, with all their letters
            texts = tuple(self._edits(old, new, i, j) for old, new in cells)
        if i in self.parts[0]:
            kinds.append(values.SPLIT)
            texts, inner = _parted(values.SPLIT, before, [node, *(self.new.nodes[k] for k in self.parts[0][i])], texts)
        elif j in self.parts[1]:
            kinds.append(values.MERGED)
            texts, inner = _parted(values.MERGED, node, [before, *(self.old.nodes[k] for k in self.parts[1][j])], texts)
        if numbered:
            kinds.append(values.RENUMBERED)
        if _reworded(title):
            kinds.append(values.RETITLED)
        if any(_reworded(text) for text in texts):
            kinds.append(values.REWORDED)
        elif any(edit.follows for text in (title, *texts) for edit in text) and values.RETITLED not in kinds:
            kinds.append(values.REFERENCES)
        if marks:
            kinds.append(values.MARKED)
        return values.Change(tuple(kinds), before, node, title, texts, inner, marks) if kinds else None

    def _texts(self, old: Sequence[str], new: Sequence[str], i: int, j: int, cells: bool) -> Iterator[values.Edits]:
        if old == new:
            yield from ((Edit(text, text),) if text else () for text in new)
            return
        if (cells and len(old) == len(new)) or len(old) == len(new) == 1:
            yield from (self._edits(before, after, i, j) for before, after in zip(old, new, strict=True))
            return
        found, _, _, moved = pair(*([Passage(values.TEXT, blanked(text)) for text in texts] for texts in (old, new)))
        kept = {at for at, before in enumerate(found) if before >= 0 and at not in moved}
        stayed = {found[k] for k in kept}
        gone = [at for at in range(len(old)) if at not in stayed]
        for k, text in enumerate(new):
            if k in kept:
                while gone and gone[0] < found[k]:
                    yield _whole(old[gone.pop(0)], True)
                yield self._edits(old[found[k]], text, i, j)
            else:
                yield _whole(text, False)
        yield from (_whole(old[at], True) for at in gone)

    def _edits(self, old: str, new: str, i: int, j: int) -> values.Edits:
        """Edits word by word; a reference is one word, equal when it means the same provision."""
        if old == new:
            return (Edit(old, new),) if old else ()
        before, after = self._cut(old, i, is_new=False), self._cut(new, j, is_new=True)
        if len(before) == len(after) == 1:
            return edits(old, new)
        out: list[Edit] = []
        if [key for key, _ in before] == [key for key, _ in after]:  # only the numbers of references differ
            _same(before, after, out)
            return tuple(out)
        before, after = _tokens(before), _tokens(after)
        for span in spans([key for key, _ in before], [key for key, _ in after]):
            left, right = before[span.a0 : span.a1], after[span.b0 : span.b1]
            if span.same:
                _same(left, right, out)
            else:
                out.append(Edit("".join(text for _, text in left), "".join(text for _, text in right)))
        return tuple(out)

    def _cut(self, text: str, here: int, is_new: bool) -> list[tuple[Hashable, str]]:
        """A text cut at its references: what each piece means, and its words."""
        out: list[tuple[Hashable, str]] = []
        at = 0
        for found in self.finders[is_new].find(text, here):
            said = text[at : found.start]
            target = found.target if is_new else self.back[found.target]
            key = ("to", target) if target >= 0 else ("to", "gone", found.target)
            out += [(said, said), (key, text[found.start : found.end])]
            at = found.end
        out.append((text[at:], text[at:]))
        return out


def _tokens(pieces: Sequence[tuple[Hashable, str]]) -> list[tuple[Hashable, str]]:
    """The pieces with the words between references one by one."""
    out: list[tuple[Hashable, str]] = []
    for key, text in pieces:
        out.extend([(key, text)] if isinstance(key, tuple) else ((token, token) for token in tokens(text)))
    return out


def _same(old: Sequence[tuple[Hashable, str]], new: Sequence[tuple[Hashable, str]], out: list[Edit]) -> None:
    """Add pieces that mean the same on both sides; references whose numbers differ follow a change elsewhere."""
    for (_, was), (_, now) in zip(old, new, strict=True):
        if was == now and out and not out[-1].follows and out[-1].old == out[-1].new:
            out[-1] = Edit(out[-1].old + was, out[-1].new + now)
        elif was or now:
            out.append(Edit(was, now, was != now))


def _whole(text: str, gone: bool) -> values.Edits:
    return (Edit(text, "") if gone else Edit("", text),) if text else ()


def _reworded(found: values.Edits) -> bool:
    return any(edit.old.strip() != edit.new.strip() and not edit.follows for edit in found)


def _by_whole(parts: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for part in sorted(parts):
        found[parts[part]].append(part)
    return dict(found)


def _parted(
    kind: str, whole: values.Node, parts: Sequence[values.Node], texts: tuple[values.Edits, ...]
) -> tuple[tuple[values.Edits, ...], tuple[values.Change, ...]]:
    """Of what was split into parts, or merged from them: the edits of the first part, `texts` unless the words are
    shared out, and what became of the others."""
    gone, further = kind == values.MERGED, parts[1:]
    first, *shares = _shared(whole, parts, gone) or [texts, *(_all(part, gone)[1] for part in further)]
    sides = [(part, whole) if gone else (whole, part) for part in further]
    return first, tuple(
        values.Change((kind,), *side, _whole(part.title, gone), share)
        for side, part, share in zip(sides, further, shares, strict=True)
    )


def _shared(whole: values.Node, parts: Sequence[values.Node], reverse: bool) -> list[tuple[values.Edits, ...]]:
    """A text and the parts it was split into, or with `reverse` merged from: the edits of each part. Empty when they
    are more than one paragraph each."""
    if len(whole.texts) != 1 or any(len(part.texts) != 1 for part in parts):
        return []
    order = sorted(range(len(parts)), key=lambda at: whole.texts[0].find(parts[at].texts[0][:20]) % (1 << 30))
    out: list[list[Edit]] = [[]]
    for old, new, _ in edits(whole.texts[0], _CUT.join(parts[at].texts[0] for at in order)):
        for place, piece in enumerate(new.split(_CUT)):
            if place:
                out.append([])
            was = piece if old == new else "" if place else old
            if was.strip() or piece.strip():
                out[-1].append(Edit(piece, was) if reverse else Edit(was, piece))
    by_part = dict(zip(order, out, strict=True))
    return [(tuple(by_part[at]),) for at in range(len(parts))]


def _all(node: values.Node, gone: bool) -> tuple[values.Edits, tuple[values.Edits, ...]]:
    """Title and texts of a node that went or came whole."""
    return _whole(node.title, gone), tuple(_whole(text, gone) for text in node.texts)


def _with_inner(nodes: Sequence[values.Node], alone: Sequence[bool]) -> dict[int, list[int]]:
    """The outermost of the nodes that are `alone`, each with those that stand in it and went or came with it."""
    found: dict[int, list[int]] = {}
    top: dict[int, int] = {}
    for at, node in enumerate(nodes):
        if alone[at]:
            top[at] = top.get(node.parent, at)
            found.setdefault(top[at], [])
            if top[at] != at:
                found[top[at]].append(at)
    return found
