"""The units of an amended act on the way to what is changed, from the outermost to the innermost."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.law.acts import ATTACHED
from draftkit.law.lists import Atom
from draftkit.law.units import LEVELS, called, level_of
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import Ordinal, parse

RANKS = {word: LEVELS[level_of(word)] for word in ATTACHED.split("|")} | {
    called(level): rank for level, rank in LEVELS.items()
}
RANKS |= {
    "Mẫu": LEVELS["form"],
    "Biểu": LEVELS["form"],
    "số thứ tự": LEVELS["entry"],
    "nhóm": LEVELS["entry"],
    "tiểu tiết": LEVELS["item"],
    "Lời nói đầu": LEVELS["part"],
    "Căn cứ": LEVELS["part"],
    "Tên": LEVELS["part"],
}
"""Outer units have the smaller number; a unit stands in one of a smaller number."""
ARTICLE = LEVELS["article"]
FORMS = ("Mẫu", "Biểu", "Bảng")
"""Forms and tables: they stand in an annex, whatever other units stand around."""

_OTHERWISE = {
    "biểu mẫu": "Mẫu", "mẫu biểu": "Mẫu", "mã số": "nhóm", "mã hs": "nhóm", "mã hàng": "nhóm",
    "ngành, nghề thứ": "số thứ tự", "ngành, nghề số": "số thứ tự", "mặt hàng thứ": "số thứ tự",
}  # fmt: skip
"""Words for units of one kind."""
_LATIN = {" bis": "a", " ter": "b", " quater": "c"}
_LAST: Ordinal = (10**6, 0)


class Unit(NamedTuple):
    """One step of a path: `Điều`, `5a`. `label` is empty for a unit named without number."""

    kind: str
    label: str

    def __str__(self) -> str:
        return f"{self.kind} {self.label}".rstrip()

    @property
    def annexed(self) -> bool:
        """Whether it is an annex, a text that an act issues, or a form: replaced as a whole."""
        return self.rank <= 0 or self.kind in FORMS

    @property
    def rank(self) -> int:
        """Where the kind stands between the outermost (0) and the innermost."""
        return RANKS[self.kind]


Path = tuple[Unit, ...]


class Target(NamedTuple):
    """A unit of the amended act, outermost first, and the part of it that is meant (`tên`, `đoạn 2`), if not all."""

    path: Path
    part: str = ""

    def within(self, around: Path) -> Target:
        """The target with the outer units that it leaves unsaid taken from the path it is named in."""
        return self._replace(path=completed(self.path, around))


@lru_cache(maxsize=8192)
def order(unit: Unit) -> Ordinal:
    """What sorts units of one kind as they stand in an act: 5, 5a, 5b, 6; c, c1, d, d1, đ; II, IIa, III."""
    label = unit.label.strip("()").rpartition(".")[2]
    number, blank, latin = label.partition(" ")
    label = number + _LATIN.get(blank + latin, blank + latin)
    sorts = ("vi_letter", "arabic", "roman") if unit.kind in ("điểm", "tiết") else ("arabic", "roman", "vi_letter")
    return next((found for sort in sorts if (found := parse(label, sort))), _LAST)


def kind_of(word: str) -> str:
    """The kind of a word in any case: `khoản`, `Điều`."""
    lowered = word.lower()
    return lowered if lowered in RANKS else lowered.capitalize()


def unit_of(atom: Atom) -> Unit:
    """A unit that is named, as paths write it: `số 01` is `01` of a phụ lục, `c (iii)` is `c(iii)`."""
    kind = _OTHERWISE.get(" ".join(atom.word.lower().split())) or kind_of(atom.word)
    found = " ".join(atom.number.split()).removeprefix("số ")
    return Unit(kind, re.sub(r"\s+\(", "(", found) if kind in ("điểm", "tiết") else found)


def completed(path: Path, around: Path) -> Path:
    """A path whose outer units are those of `around` where it names none."""
    if not path:
        return around
    top = path[0]
    if top.kind in FORMS:
        return (*(one for one in around if one.rank <= 0), *path)
    limit = 1 if top.rank == ARTICLE else -1 if top.rank == 0 else top.rank
    in_table = top.kind in ("số thứ tự", "nhóm")
    outer = tuple(one for one in around if one.rank < limit or (in_table and one.kind == "Bảng"))
    if top.kind == "điểm":  # of a standard: 1.1.2 is of its part 1
        outer = tuple(one for one in outer if one.kind != "Phần" or not top.label.startswith(f"{one.label}."))
    found = (*outer, *path)
    if not path[-1].label and not path[-1].annexed:  # “tên Điều”: the article that is spoken of
        same = next((one for one in around if one.kind == path[-1].kind), None)
        found = (*(one for one in around if one.rank < path[-1].rank), same) if same else found
    return trimmed(found)


def trimmed(path: Path) -> Path:
    """A path without chapters above an article: articles are counted through the whole act, so a path begins there.
    What an act issues, its annexes and their forms have articles of their own and stay."""
    at = next((at for at, one in enumerate(path) if one.rank == ARTICLE), 0)
    return (*(one for one in path[:at] if one.rank <= 0), *path[at:])


def common(paths: list[Path]) -> Path:
    """The units that all paths begin with."""
    if not paths:
        return ()
    shortest = min(paths, key=len)
    for at, unit in enumerate(shortest):
        if any(path[at] != unit for path in paths):
            return shortest[:at]
    return shortest
