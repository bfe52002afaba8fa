"""The units of an amended act as instructions name them, from the outermost kind to the innermost, and how each writes
its number."""

from __future__ import annotations

import re
from typing import NamedTuple

from draftkit.law.amending.words import ISSUED

RANKS = dict.fromkeys(("Phụ lục", *ISSUED.split("|")), 0) | {
    "Mẫu": 11, "Biểu": 11, "Bảng": 11, "Phần": 2, "Chương": 3,
    "Mục": 4, "Tiểu mục": 5, "Điều": 6, "khoản": 7, "điểm": 8, "số thứ tự": 8, "tiết": 9, "tiểu tiết": 10,
}  # fmt: skip
"""Outer units have the smaller number; a unit stands in one of a smaller number."""
ARTICLE = RANKS["Điều"]
FORMS = ("Mẫu", "Biểu", "Bảng")
"""Forms and tables: they stand in an annex, whatever other units stand around."""
_NUMERAL = r"\d+(?:\.\d+)*[a-zđ]{0,2}\d{0,2}"
_ORDINAL = r"thứ (?:hai mươi|mười)?\s?(?:nhất|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)?"
_ANY = rf"(?:số )?(?:\d+[\w./-]*\w|\d+|[IVXLC]+[a-zđ]?(?:\.\d+)*|[A-H](?:\d+)?(?!\w))|{_ORDINAL}"
LABELS = {
    "Điều": r"\d+[a-zđ]{0,2}\d{0,2}",
    "khoản": rf"{_NUMERAL}|[ivx]+(?!\w)",
    "điểm": rf"[a-zđ]\d{{0,2}}(?:\.\d+)*(?:\s?\([ivx]+\))?(?!\w)|{_NUMERAL}|\([ivx]+\)",
    "tiết": rf"[a-zđ]\d{{0,2}}(?:\.\d+)*(?!\w)|{_NUMERAL}|\([ivx]+\)|[ivx]+(?!\w)",
    "Chương": r"[IVXLC]+(?:-[A-Z]|[a-zđ])?|\d+[a-zđ]?|" + _ORDINAL,
    "Mục": rf"[IVXLC]+(?:\.\d+)*[a-zđ]?(?!\w)|{_NUMERAL}|[A-Z](?!\w)",
    "Phần": rf"{_ORDINAL}|[IVXLC]+|[A-H](?!\w)|\d+",
}
LABELS |= {"số thứ tự": _NUMERAL, "tiểu tiết": LABELS["tiết"], "Tiểu mục": LABELS["Mục"]}


class Unit(NamedTuple):
    """One step of a path: `Điều`, `5a`. `label` is empty for a unit named without number."""

    kind: str
    label: str

    def __str__(self) -> str:
        return f"{self.kind} {self.label}".rstrip()

    @property
    def annexed(self) -> bool:
        """Whether it is an annex, a text that an act issues, or a form: replaced as a whole."""
        return self.rank == 0 or self.kind in FORMS

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


def kind_of(word: str) -> str:
    """The kind of a word in any case: `khoản`, `Điều`."""
    lowered = word.lower()
    return lowered if lowered in RANKS else lowered.capitalize()


def label_of(kind: str, text: str) -> str:
    """A number as paths write it: `số 01` is `01` of a phụ lục, `c (iii)` is `c(iii)`."""
    found = " ".join(text.split()).removeprefix("số ")
    return re.sub(r"\s+\(", "(", found) if kind in ("điểm", "tiết") else found


def completed(path: Path, around: Path) -> Path:
    """A path whose outer units are those of `around` where it names none."""
    if not path:
        return around
    top = path[0]
    if top.kind in FORMS:
        return (*(one for one in around if one.rank == 0), *path)
    limit = 1 if top.rank == ARTICLE else top.rank
    outer = tuple(one for one in around if one.rank < limit)
    found = (*outer, *path)
    if not path[-1].label and not path[-1].annexed:  # “tên Điều”: the article that is spoken of
        same = next((one for one in around if one.kind == path[-1].kind), None)
        found = (*(one for one in around if one.rank < path[-1].rank), same) if same else found
    return trimmed(found)


def trimmed(path: Path) -> Path:
    """A path without chapters above an article: articles are counted through the whole act, so a path begins there.
    What an act issues, its annexes and their forms have articles of their own and stay."""
    if any(one.rank == ARTICLE for one in path):
        return tuple(one for one in path if one.rank >= ARTICLE or one.rank == 0)
    return path


def common(paths: list[Path]) -> Path:
    """The units that all paths begin with."""
    if not paths:
        return ()
    shortest = min(paths, key=len)
    for at, unit in enumerate(shortest):
        if any(path[at] != unit for path in paths):
            return shortest[:at]
    return shortest
