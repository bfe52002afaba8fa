"""Which node of a new document was which node of the old one: the pairing of passages, told as provisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import lt

from draftkit.compare.values import FRAME, NOTE, ROW, TABLE, TEXT, Node, Renumbered, Side
from draftkit.law.lookup import NOWHERE, Lookup
from draftkit.law.references import Citation, blanked, find
from draftkit.model.named import NamedTuple
from draftkit.text.pair import Link, Passage, in_order, pair


class Found(NamedTuple):
    """A reference in a text: where, and the node it means."""

    start: int
    end: int
    target: int


class Cited(dict[str, tuple[Citation, ...]]):
    """The citations in texts, by text: each is looked through once."""

    def __missing__(self, text: str) -> tuple[Citation, ...]:
        found = self[text] = tuple(find(text))
        return found


class Finder:
    """Finds the references of one side."""

    def __init__(self, side: Side, cited: Cited) -> None:
        self.cited = cited
        self.lookup = Lookup()
        for at, node in enumerate(side.nodes):
            number = node.name.split(",")[0].rpartition(" ")[2] if node.level == TABLE else node.number
            self.lookup.add(at, node.level, number, node.parent, node.level == "annex")

    def find(self, text: str, here: int) -> Iterator[Found]:
        """The references in a text that stands at the node `here`, in order: each member of a list by itself, the last
        with the words that say whose it is."""
        for citation in self.cited[text]:
            if citation.document.other:
                continue
            top = NOWHERE if citation.document.own else self.lookup.top(here)
            last = citation.members[-1]
            for member in citation.members:
                target = self.lookup.find(member.path, here, top).at
                if target == NOWHERE and top != NOWHERE:
                    target = self.lookup.find(member.path, here).at
                if target != NOWHERE:
                    yield Found(member.start, citation.end if member is last else member.end, target)


UNNUMBERED = frozenset((FRAME, TABLE, ROW, NOTE, TEXT))
_WHOLE = frozenset((FRAME, TABLE, ROW, NOTE))
"""Levels that are not split or merged."""


class Nodes(NamedTuple):
    """`found` leads from new to old nodes and `back` from old to new, -1 where there is no partner; `split` from each
    further part of a split to the old node, `merged` from each further part of a merger to the new one. `moved` are new
    nodes that stand elsewhere."""

    found: Sequence[int]
    back: Sequence[int]
    split: Mapping[int, int]
    merged: Mapping[int, int]
    moved: frozenset[int]


def paired(old: Sequence[Node], new: Sequence[Node], cited: Cited) -> Nodes:
    """Pair the nodes of two documents; `cited` keeps the citations of their texts."""
    texts = [[node.text() for node in nodes] for nodes in (old, new)]
    # what both sides say word for word is its own key: references are looked for in the rest only
    known = {text: text for text in set(texts[0]).intersection(texts[1])}
    sides = zip((old, new), texts, strict=True)
    pairing = pair(*(list(map(_passage, nodes, said, repeat(known), repeat(cited))) for nodes, said in sides))
    found, back = list(pairing.pairs), pairing.back(len(old))
    split = {
        part: link.old[0] for link in _told(pairing.splits, old, 0) for part in link.new if found[part] != link.old[0]
    }
    merged = {
        part: link.new[0] for link in _told(pairing.merges, new, 1) for part in link.old if back[part] != link.new[0]
    }
    _heirs(split, old, new, found, back)
    _heirs(merged, new, old, back, found)
    return Nodes(found, back, split, merged, frozenset(_moved(old, new, found, split, merged)))


def _passage(node: Node, text: str, known: dict[str, str], cited: Cited) -> Passage:
    """A node as what it is paired by; `known` keeps texts without their references, which both sides share."""
    if node.level == ROW:
        return Passage(f"row {len(node.texts)}", "\x1f".join(node.texts), node.label, node.scope)
    number = "" if node.level in UNNUMBERED else node.number
    found = known.get(text)
    if found is None:
        found = known[text] = blanked(text, cited[text])
    return Passage(node.level, found, node.label or node.bookmark, node.scope, number)


def _told(links: Iterable[Link], nodes: Sequence[Node], side: int) -> Iterable[Link]:
    return (link for link in links if nodes[link[side][0]].level not in _WHOLE)


def _heirs(
    parts: dict[int, int], whole: Sequence[Node], parted: Sequence[Node], found: list[int], back: list[int]
) -> None:
    """Of the parts of a split the one that kept the number is the old provision, and so with a merger. `found` leads
    from parts to wholes."""
    above = {node.parent for node in parted}
    for part, top in list(parts.items()):
        other = back[top]
        if parted[part].number == whole[top].number != parted[other].number and part not in above:
            parts[other] = parts.pop(part)
            found[other] = -1
            found[part], back[top] = top, part


def _moved(
    old: Sequence[Node], new: Sequence[Node], found: Sequence[int], split: Mapping[int, int], merged: Mapping[int, int]
) -> set[int]:
    """Nodes that stand elsewhere: in another node than before, or in another order among their own."""
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    moved: set[int] = set()
    for j, i in enumerate(found):
        node = new[j]
        if i < 0 or node.level in (FRAME, NOTE):
            continue
        before, after = old[i].scope, node.scope
        if before < 0 or after < 0:
            same = before == after
        else:
            same = found[after] == before or split.get(after, -1) == before or merged.get(before, -1) == after
        if same:
            groups[after, node.level].append(j)
        else:
            moved.add(j)
    for members in groups.values():
        pairs = [found[j] for j in members]
        if all(map(lt, pairs, pairs[1:])):
            continue
        kept = in_order(_ranks(pairs), [1] * len(members))
        moved.update(j for at, j in enumerate(members) if at not in kept)
    return moved


def _ranks(values: Sequence[int]) -> list[int]:
    """Values as their places in order: neighbours get neighbouring numbers."""
    places = {value: at for at, value in enumerate(sorted(values))}
    return [places[value] for value in values]


def renumbered(
    old: Sequence[Node], new: Sequence[Node], found: Sequence[int], moved: Collection[int]
) -> Iterator[Renumbered]:
    """The runs of provisions that stand one after another on both sides and got other numbers."""
    places = [_places(nodes) for nodes in (old, new)]
    last: dict[tuple[int, str], int] = {}
    runs: dict[int, list[int]] = {}
    for j, i in enumerate(found):
        node = new[j]
        if i < 0 or j in moved or node.level in UNNUMBERED or old[i].number == node.number:
            continue
        first = last.get((node.scope, node.level), -1)
        end = runs[first][-1] if first >= 0 else -1
        beside = first >= 0 and places[1][j] == places[1][end] + 1 and places[0][i] == places[0][found[end]] + 1
        if not beside or old[i].scope != old[found[end]].scope:
            first = last[node.scope, node.level] = j
        runs.setdefault(first, []).append(j)
    for run in runs.values():
        yield Renumbered(old[found[run[0]]], old[found[run[-1]]], new[run[0]], new[run[-1]], len(run))


def _places(nodes: Sequence[Node]) -> list[int]:
    """Which node of its level each is within its scope."""
    counts: dict[tuple[int, str], int] = defaultdict(int)
    out: list[int] = []
    for node in nodes:
        out.append(counts[node.scope, node.level])
        counts[node.scope, node.level] += 1
    return out
