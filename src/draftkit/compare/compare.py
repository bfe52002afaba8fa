"""Compares two documents node by node: pairs them, says what became of each, and how its words changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from draftkit.compare.references import Finder, blanked
from draftkit.compare.values import (
    DELETED,
    FRAME,
    INSERTED,
    MERGED,
    MOVED,
    NOTE,
    REFERENCES,
    RENUMBERED,
    RETITLED,
    REWORDED,
    ROW,
    SAME,
    SPLIT,
    TABLE,
    TEXT,
    Change,
    Comparison,
    Edits,
    Node,
    Side,
)
from draftkit.text.edits import Edit, edits, similarity, spans, tokens, words
from draftkit.text.pair import Piece, in_order, pair

_UNNUMBERED = frozenset((FRAME, TABLE, ROW, NOTE, TEXT))
_HELD = 0.6
"""From this share of its words on, a new provision is a part of the old one beside it."""
_WHOLE = 0.7
_LEAST_WORDS = 5
_CUT = "\0"


def compare(old: Side, new: Side) -> Comparison:
    """What became of every node of `old` and `new`."""
    return _Compared(old, new).comparison()


class _Compared:
    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self.found = pair([_piece(node) for node in old.nodes], [_piece(node) for node in new.nodes])
        self.back = [-1] * len(old.nodes)
        for j, i in enumerate(self.found):
            if i >= 0:
                self.back[i] = j
        self._by_parts()
        self.split = _pieces_of(old.nodes, new.nodes, self.back, self.found)
        self.merged = _pieces_of(new.nodes, old.nodes, self.found, self.back)
        self._heirs()
        self.parts = _by_whole(self.split), _by_whole(self.merged)
        self.moved = self._moved()
        self.finders = Finder(old), Finder(new)
        self.depths = _depths(old.nodes), _depths(new.nodes)

    # -- pairing what says little itself

    def _by_parts(self) -> None:
        """An article whose heading was reworded is known by its khoản; then what is left in two paired nodes is paired
        by number."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for j in range(len(self.found) - 1, -1, -1):
            i = self.found[j]
            parent = self.new.nodes[j].parent
            if i >= 0 and parent >= 0 and self.old.nodes[i].parent >= 0:
                votes[parent][self.old.nodes[i].parent] += 1
            if i < 0 and votes.get(j):
                top = votes[j].most_common(1)[0][0]
                if self.back[top] < 0 and self.old.nodes[top].level == self.new.nodes[j].level:
                    self._join(top, j)
        left = {(node.parent, node.level, node.number): i for i, node in enumerate(self.old.nodes) if self.back[i] < 0}
        for j, node in enumerate(self.new.nodes):
            if self.found[j] >= 0 or node.parent < 0 or self.found[node.parent] < 0 or node.level == ROW:
                continue
            i = left.get((self.found[node.parent], node.level, node.number), -1)
            if (
                i >= 0
                and self.back[i] < 0
                and not (node.label and self.old.nodes[i].label)
                and similarity(words(self.old.nodes[i].text()), words(node.text())) > 0.3
            ):
                self._join(i, j)

    def _join(self, i: int, j: int) -> None:
        self.found[j], self.back[i] = i, j

    def _heirs(self) -> None:
        """Of the parts of a split the one that kept the number is the old provision, and so with a merger."""
        for j, i in list(self.split.items()):
            other = self.back[i]
            if self.new.nodes[j].number == self.old.nodes[i].number != self.new.nodes[
                other
            ].number and j not in self._inner(self.new.nodes):
                self.found[other] = -1
                self.split[other] = self.split.pop(j)
                self._join(i, j)
        for i, j in list(self.merged.items()):
            other = self.found[j]
            if self.old.nodes[i].number == self.new.nodes[j].number != self.old.nodes[
                other
            ].number and i not in self._inner(self.old.nodes):
                self.back[other] = -1
                self.merged[other] = self.merged.pop(i)
                self._join(i, j)

    @staticmethod
    def _inner(nodes: Sequence[Node]) -> set[int]:
        return {node.parent for node in nodes}

    # -- moved

    def _moved(self) -> set[int]:
        """New indexes of nodes that stand elsewhere: in another node than before, or in another order among their
        own."""
        groups: dict[int, list[int]] = defaultdict(list)
        moved: set[int] = set()
        for j, i in enumerate(self.found):
            node = self.new.nodes[j]
            if i < 0 or node.level in (FRAME, NOTE, TEXT):
                continue
            if self._same_place(self.old.nodes[i].scope, node.scope):
                groups[node.scope].append(j)
            else:
                moved.add(j)
        for members in groups.values():
            by_level: dict[str, list[int]] = defaultdict(list)
            for j in members:
                by_level[self.new.nodes[j].level].append(j)
            for same in by_level.values():
                pairs = _ranks([self.found[j] for j in same])
                kept = in_order(pairs, [1] * len(same))
                moved.update(j for at, j in enumerate(same) if at not in kept)
        return moved

    def _same_place(self, before: int, after: int) -> bool:
        if before < 0 or after < 0:
            return before == after
        return (
            self.found[after] == before or self.split.get(after, -1) == before or self.merged.get(before, -1) == after
        )

    # -- what became of each

    def comparison(self) -> Comparison:
        """All changes, in the order of the new document."""
        gone: dict[int, list[int]] = defaultdict(list)
        last = -1
        for i, j in enumerate(self.back):
            if j >= 0 and j not in self.moved:
                last = j
            elif j < 0:
                gone[last].append(i)
        changes = [self._gone(i) for i in gone[-1]]
        for j in range(len(self.found)):
            changes.append(self._change(j))
            changes.extend(self._gone(i) for i in gone[j])
        return Comparison(self.old.name, self.new.name, tuple(changes))

    def _gone(self, i: int) -> Change:
        node, into = self.old.nodes[i], self.merged.get(i, -1)
        title, texts = _whole(node.title, True), tuple(_whole(text, True) for text in node.texts)
        depth = self.depths[0][i]
        if into >= 0:
            others = self.parts[1][into]
            shared = _shared(
                self.new.nodes[into],
                [self.old.nodes[self.found[into]], *(self.old.nodes[k] for k in others)],
                reverse=True,
            )
            return Change(
                (MERGED,),
                node,
                self.new.nodes[into],
                title,
                shared[1 + others.index(i)] if shared else texts,
                depth=depth,
            )
        return Change((DELETED,), node, None, title, texts, depth=depth)

    def _change(self, j: int) -> Change:
        node, i = self.new.nodes[j], self.found[j]
        depth = self.depths[1][j]
        if i < 0:
            title, texts = _whole(node.title, False), tuple(_whole(text, False) for text in node.texts)
            source = self.split.get(j, -1)
            if source < 0:
                return Change((INSERTED,), None, node, title, texts, depth=depth)
            parts = self.parts[0][source]
            shared = _shared(
                self.old.nodes[source], [self.new.nodes[self.back[source]], *(self.new.nodes[k] for k in parts)]
            )
            return Change(
                (SPLIT,),
                self.old.nodes[source],
                node,
                title,
                shared[1 + parts.index(j)] if shared else texts,
                depth=depth,
            )
        before = self.old.nodes[i]
        kinds = [MOVED] if j in self.moved else []
        others: tuple[Node, ...] = ()
        title, texts = (
            self._edits(before.title, node.title, i, j),
            tuple(self._texts(before.texts, node.texts, i, j, cells=node.level == ROW)),
        )
        if i in self.parts[0]:
            kinds.append(SPLIT)
            others = tuple(self.new.nodes[k] for k in self.parts[0][i])
            shared = _shared(before, [node, *others])
            texts = shared[0] if shared else texts
        elif j in self.parts[1]:
            kinds.append(MERGED)
            others = tuple(self.old.nodes[k] for k in self.parts[1][j])
            shared = _shared(node, [before, *others], reverse=True)
            texts = shared[0] if shared else texts
        if node.level not in _UNNUMBERED and before.number != node.number:
            kinds.append(RENUMBERED)
        if _reworded(title):
            kinds.append(RETITLED)
        if any(_reworded(text) for text in texts):
            kinds.append(REWORDED)
        elif any(edit.follows for text in (title, *texts) for edit in text) and RETITLED not in kinds:
            kinds.append(REFERENCES)
        return Change(tuple(kinds) or (SAME,), before, node, title, texts, others, depth)

    def _texts(self, old: Sequence[str], new: Sequence[str], i: int, j: int, cells: bool) -> Iterator[Edits]:
        if (cells and len(old) == len(new)) or len(old) == len(new) == 1:
            yield from (self._edits(before, after, i, j) for before, after in zip(old, new, strict=True))
            return
        found = pair([Piece(TEXT, blanked(text)) for text in old], [Piece(TEXT, blanked(text)) for text in new])
        kept = in_order(found, [1] * len(found))
        gone = [at for at in range(len(old)) if at not in {found[k] for k in kept}]
        for k, text in enumerate(new):
            if k in kept:
                while gone and gone[0] < found[k]:
                    yield _whole(old[gone.pop(0)], True)
                yield self._edits(old[found[k]], text, i, j)
            else:
                yield _whole(text, False)
        yield from (_whole(old[at], True) for at in gone)

    def _edits(self, old: str, new: str, i: int, j: int) -> Edits:
        """Edits word by word; a reference is one word, equal when it means the same provision."""
        if old == new:
            return (Edit(old, new),) if old else ()
        before, after = self._tokens(old, i, is_new=False), self._tokens(new, j, is_new=True)
        if not any(isinstance(key, tuple) for key, _ in (*before, *after)):
            return edits(old, new)
        out: list[Edit] = []
        for span in spans([key for key, _ in before], [key for key, _ in after]):
            left, right = before[span.a0 : span.a1], after[span.b0 : span.b1]
            if not span.same:
                out.append(Edit("".join(text for _, text in left), "".join(text for _, text in right)))
                continue
            for (_, was), (_, now) in zip(left, right, strict=True):
                if was == now and out and not out[-1].follows and out[-1].old == out[-1].new:
                    out[-1] = Edit(out[-1].old + was, out[-1].new + now)
                else:
                    out.append(Edit(was, now, was != now))
        return tuple(out)

    def _tokens(self, text: str, here: int, is_new: bool) -> list[tuple[Hashable, str]]:
        out: list[tuple[Hashable, str]] = []
        at = 0
        for found in self.finders[is_new].find(text, here):
            out.extend((token, token) for token in tokens(text[at : found.start]))
            target = found.target if is_new else self.back[found.target]
            out.append((("to", target) if target >= 0 else ("to", "gone", found.target), text[found.start : found.end]))
            at = found.end
        out.extend((token, token) for token in tokens(text[at:]))
        return out


def _piece(node: Node) -> Piece:
    sort = f"row {len(node.texts)}" if node.level == ROW else node.level
    text = "\x1f".join(node.texts) if node.level == ROW else blanked(node.text())
    return Piece(sort, text, node.label)


def _whole(text: str, gone: bool) -> Edits:
    return (Edit(text, "") if gone else Edit("", text),) if text else ()


def _reworded(found: Edits) -> bool:
    return any(edit.old.strip() != edit.new.strip() and not edit.follows for edit in found)


def _by_whole(parts: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for part in sorted(parts):
        found[parts[part]].append(part)
    return dict(found)


def _shared(whole: Node, parts: Sequence[Node], reverse: bool = False) -> list[tuple[Edits, ...]]:
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


def _ranks(values: Sequence[int]) -> list[int]:
    """Values as their places in order: neighbours get neighbouring numbers."""
    places = {value: at for at, value in enumerate(sorted(values))}
    return [places[value] for value in values]


def _depths(nodes: Sequence[Node]) -> list[int]:
    out: list[int] = []
    for node in nodes:
        out.append(out[node.parent] + 1 if node.parent >= 0 else 0)
    return out


def _pieces_of(
    whole: Sequence[Node], parts: Sequence[Node], forward: Sequence[int], back: Sequence[int]
) -> dict[int, int]:
    """Which unpaired parts were once in which whole: with `whole` the old nodes, the outcome of splits; with the new
    ones, what was merged.

    `forward` leads from a whole to its pair among the parts, `back` the other way. A part stands beside the pair of its
    whole, or holds mostly what that one held."""
    inner: dict[int, Counter[int]] = defaultdict(Counter)
    beside: dict[int, list[int]] = defaultdict(list)
    for at, node in enumerate(parts):
        if node.level in _UNNUMBERED:
            continue
        if node.parent >= 0:
            inner[node.parent][whole[back[at]].parent if back[at] >= 0 else -1] += len(node.text().split())
        beside[node.parent].append(at)
    found: dict[int, int] = {}
    for siblings in beside.values():
        for place, at in enumerate(siblings):
            if back[at] >= 0:
                continue
            held = inner.get(at)
            top, weight = held.most_common(1)[0] if held else (-1, 0)
            if (
                held
                and top >= 0
                and weight > sum(held.values()) / 2
                and whole[top].level == parts[at].level
                and forward[top] >= 0
            ):
                found[at] = top
                continue
            for other in (*siblings[max(0, place - 2) : place][::-1], *siblings[place + 1 : place + 3]):
                if (
                    back[other] >= 0
                    and parts[other].level == parts[at].level
                    and _held(whole[back[other]], parts[other], parts[at], other < at)
                ):
                    found[at] = back[other]
                    break
    return found


def _held(whole: Node, kept: Node, part: Node, after: bool) -> bool:
    """Whether a text says, of what a whole said, what the kept one no longer says."""
    if whole.text() == kept.text():
        return False
    mine = words(part.text())
    if len(mine) < _LEAST_WORDS:
        return False
    all_words = words(whole.text())
    rest = words(kept.text())
    joined = rest + mine if after else mine + rest
    both = similarity(all_words, joined) * (len(all_words) + len(joined)) / 2
    alone = similarity(all_words, rest) * (len(all_words) + len(rest)) / 2
    return both - alone >= _HELD * len(mine) and both >= _WHOLE * len(all_words)
