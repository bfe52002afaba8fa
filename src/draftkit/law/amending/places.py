"""Which units a list of names means. Outer units stand to the right and hold for all that stands before them:
`điểm a khoản 1, khoản 3 Điều 36` is điểm a khoản 1 Điều 36 and khoản 3 Điều 36; `khoản 1 các điều 7 và 8` is two."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.law.amending.tokens import Token
from draftkit.law.amending.units import ARTICLE, Path, Target, Unit, trimmed

_STRAY = {("điểm", "khoản"), ("khoản", "Điều"), ("tiết", "điểm"), ("điểm", "Điều"), ("tiết", "khoản")}
"""Between these a comma divides nothing: `điểm c, khoản 1`."""


class _Node:
    """A unit and the units it stands in, as they are said to its right."""

    def __init__(self, unit: Unit, parents: list[_Node], part: str = "") -> None:
        self.unit, self.parents, self.part, self.leaf = unit, parents, part, True

    def paths(self) -> list[Path]:
        if not self.parents:
            return [(self.unit,)]
        return [(*path, self.unit) for parent in self.parents for path in parent.paths()]


def targets(tokens: Sequence[Token]) -> list[Target]:
    """What a list of units, parts and the words between them means, in the order it is said."""
    told: list[list[_Node | Target]] = []
    right: list[_Node] = []  # the units of the token to the right
    holders: list[_Node] | None = None  # what holds the part to the right
    divided = comma = False
    for token in reversed(tokens):
        if token.kind == "sep":
            divided, comma = True, token.text == ","
        elif token.kind == "unit":
            right = _unit_nodes(token, right, divided, comma)
            told.append(list(right))
            divided, holders = False, None
        elif token.kind == "part":
            if holders is None:
                holders = right[0].parents if divided and right else right
            told.append(_part_targets(token, holders))
            divided = False
    found: list[Target] = []
    for group in reversed(told):
        for one in group:
            if isinstance(one, Target):
                found.append(one)
            elif one.leaf:
                found += [Target(trimmed(path)) for path in one.paths()]
    return list(dict.fromkeys(found))


def _unit_nodes(token: Token, right: list[_Node], divided: bool, comma: bool) -> list[_Node]:
    rank = token.units[0].rank
    nearest = right
    deeper = bool(right) and rank > right[0].unit.rank
    if deeper and (not divided or _stray(token, right, comma)):
        parents = right
        for one in right:
            one.leaf = False
    else:
        while nearest and nearest[0].unit.rank >= rank:
            nearest = nearest[0].parents
        if deeper:
            nearest = right[0].parents
        parents = nearest
        if rank == ARTICLE:
            parents = [one for one in parents if one.unit.rank == 0]
        for one in parents:
            one.leaf = False
    if not token.units[0].label and rank >= ARTICLE:  # “tên Điều và khoản 3 Điều 30”: the article said to the right
        same = _same(right, token.units[0].kind)
        if same:
            return [_Node(same.unit, same.parents)]
    return [_Node(unit, parents) for unit in token.units]


def _stray(token: Token, right: list[_Node], comma: bool) -> bool:
    return comma and (token.units[-1].kind, right[0].unit.kind) in _STRAY and right[0].leaf


def _same(right: list[_Node], kind: str) -> _Node | None:
    while right:
        if right[0].unit.kind == kind and right[0].unit.label:
            return right[0]
        right = right[0].parents
    return None


def _part_targets(token: Token, holders: list[_Node]) -> list[_Node | Target]:
    paths: list[Path] = [path for one in holders for path in one.paths()] or [()]
    for one in holders:
        one.leaf = False
    return [Target(trimmed(path), part) for path in paths for part in token.parts]
