"""How a text of law names provisions, read by one grammar: `điểm a khoản 2 Điều 5`, `các khoản 1, 2 và 3 Điều này`, `từ
Điều 5 đến Điều 9`, `khoản 1 các Điều 7, 8`, `Mẫu số 02 Phụ lục I`, `Bảng 7 và công thức (9)`.

`find` gives the citations of a text in order. A citation names one provision or several (`Member`), each by the way to
it from the outermost unit inwards (`Step`), as typed; and, where the text says so, whose they are (`Document`). What
the units are in a given document is looked up elsewhere (`resolve/typed`): this is grammar only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from draftkit.law.units import (
    BLANK,
    COMPOUNDS,
    HERE,
    JOINTS,
    LEVELS,
    PARTS,
    bare_number,
    number_of,
    unit_word,
    word_start,
)
from draftkit.law.whose import NOBODY, Document, document_at

__all__ = ["HERE", "Citation", "Document", "Member", "Step", "blanked", "find"]


class Step(NamedTuple):
    """One unit on the way to a provision: its level by its Akoma Ntoso name (`article`, `clause`, `point`, `annex`, …)
    and its number as typed. `HERE` (“này”) is the one the text stands in; empty, the only one there is (`Phụ lục`)."""

    level: str
    number: str


class Member(NamedTuple):
    """One provision that a citation names: the steps to it from the outermost, where its words stand (in a list
    only its number, and the units around it that follow), and what joins it to the one before: “,”, “;”, “và”, “hoặc”,
    “đến”, empty for the first and for the further ones of a product. `large_first`: a unit stands before one it holds
    (`Điều 5 khoản 2`)."""

    path: tuple[Step, ...]
    start: int
    end: int
    joint: str = ""
    large_first: bool = False

    @property
    def here(self) -> bool:
        """Whether it is told from where the text stands: `khoản 2 Điều này`."""
        return self.path[0].number == HERE


class Citation(NamedTuple):
    """Provisions named together, from `start` to `end` in the text. `units_end` is where their words end and those of
    the document begin."""

    start: int
    end: int
    members: tuple[Member, ...]
    document: Document
    units_end: int


def find(text: str) -> Iterator[Citation]:
    """The citations in a text, in order. A line end always ends one."""
    position = 0
    for anchor in _anchor().finditer(text):
        start = word_start(text, anchor.end() - 1) if anchor.start() >= position else -1
        found = _citation(text, start) if start >= position else None
        if found is not None:
            position = found.end
            yield found


def blanked(text: str) -> str:
    """A text with its citations taken out, all but those of other documents: what stays equal when provisions are
    renumbered."""
    out, end = [], 0
    for found in find(text):
        if not found.document.other:
            out += [text[end : found.start], "#"]
            end = found.end
    return "".join((*out, text[end:])) if out else text


_MOST = 100
"""Units in one citation; more begin another, so that no text takes long."""


class _Atom(NamedTuple):
    """A unit as it stands in a citation: with what joins it to the one before, whether its level was said again, and
    whether “các” was."""

    level: str
    number: str
    start: int
    end: int
    joint: str = ""
    spelled: bool = True
    many: bool = False


@lru_cache(maxsize=1)
def _anchor() -> re.Pattern[str]:
    """The end of a word for a unit with what may be its number. It starts with a vowel that few words have: looking for
    these is ten times as fast as looking for all letters that such words start with."""
    letter = rf"[A-ZĐa-zđ](?:[0-9(),.;]|{BLANK}|$)|a[a-zđ](?!\w)"
    return re.compile(
        rf"[ảềểụơầẫìứếạâòẢỀỂỤƠẦ](?:n|u|m|c|ng|nh|t|N|U|M|C|NG){BLANK}(?=[0-9IVXLC(]|{letter}|này(?!\w)"
        rf"|số{BLANK}|thứ{BLANK})"
    )


def _citation(text: str, start: int) -> Citation | None:
    atoms = _atoms(text, start)
    if not atoms:
        return None
    above = _parents(atoms)
    if any(atom.level in PARTS and not above[at] for at, atom in enumerate(atoms)):
        return None
    members = tuple(_members(atoms, above))
    units_end = atoms[-1].end
    document = document_at(text, units_end)
    begin = atoms[0].start
    if atoms[0].many and text[max(begin - 4, 0) : begin].lower() == "các ":
        begin -= 4
    end = units_end if document is NOBODY else document.end
    return Citation(begin, end, members, document, units_end)


def _members(atoms: Sequence[_Atom], above: Sequence[Sequence[int]]) -> Iterator[Member]:
    """The provisions that are named: the units that hold no other, each with the words of its holders beside it."""
    holders = {at for parents in above for at in parents}
    leaves = [at for at in range(len(atoms)) if at not in holders]
    opens = [min(at, *_before(above, at)) for at in leaves]
    for first, leaf, after in zip(opens, leaves, [*opens[1:], len(atoms)], strict=True):
        joint = "" if leaf == leaves[0] else atoms[first].joint
        for path in _paths(atoms, above, leaf):
            yield Member(path, atoms[first].start, atoms[after - 1].end, joint, first < leaf)


def _before(above: Sequence[Sequence[int]], at: int) -> list[int]:
    """The holders of a unit that stand before it."""
    found = [parent for parent in above[at] if parent < at]
    return [at, *found, *(other for parent in found for other in _before(above, parent))]


def _atoms(text: str, start: int) -> list[_Atom]:
    """The units that stand together from an offset on."""
    first = _spelled(text, start, "")
    if first is None or compound(text, start, first.level):
        return []
    atoms = [first._replace(many=text[max(start - 4, 0) : start].lower() == "các ")]
    while len(atoms) < _MOST:
        following = _next(text, atoms)
        if following is None:
            break
        atoms.append(following)
    return [] if len(atoms) == 1 and not _stands_alone(text, atoms[0]) else atoms


def _spelled(text: str, at: int, joint: str, many: bool = False) -> _Atom | None:
    word = unit_word(text, at)
    if word is None:
        return None
    level, after = word
    number = number_of(text, after, level)
    return None if number is None else _Atom(level, number[0], at, number[1], joint, True, many)


def _next(text: str, atoms: Sequence[_Atom]) -> _Atom | None:
    """The unit that follows: its holder right after it, one more of a list, or none."""
    last = atoms[-1]
    found = _joint().match(text, last.end)
    if found is None:
        return None
    joint = JOINTS.get(found["sign"] or found["word"] or found["tight"] or "", "")
    at = found.end()
    spelled = _spelled(text, at, joint, bool(found["many"]))
    if spelled is not None:
        return spelled if joint or spelled.level != last.level else spelled._replace(joint=",")
    if joint and not found["many"]:
        many = _run(atoms)[0].many
        number = bare_number(text, at, last.level, many)
        if number is not None:
            return _Atom(last.level, number[0], at, number[1], joint, False, many)
    return None


def _run(atoms: Sequence[_Atom]) -> list[_Atom]:
    """The list that the last unit belongs to."""
    at = len(atoms) - 1
    while at and not atoms[at].spelled:
        at -= 1
    return list(atoms[at:])


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:(?:{BLANK})?(?P<sign>[,;])(?:{BLANK}(?:và|hoặc|hay))?|{BLANK}(?P<word>và|hoặc|hay|cùng|đến hết|đến|tới"
        rf"|[-–]|của|thuộc|tại|trong|ở))?{BLANK}|(?P<tight>[-–]"
        rf"|[,;](?=[a-zđ][0-9]?(?!\w))))(?:từ{BLANK})?(?P<many>[Cc]ác{BLANK})?"
    )


def compound(text: str, at: int, level: str) -> bool:
    """Whether the word for a unit is the second half of another word (`tài khoản`), or stands inside one."""
    if not at:
        return False
    before = text[at - 1]
    if before.isalnum() or before == "_":
        return True
    return text[max(at - 8, 0) : at].lower().endswith(COMPOUNDS.get(level, ("\n",)))


def _stands_alone(text: str, atom: _Atom) -> bool:
    """Whether a single unit is one at all: `điều này` in lower case means “this”."""
    return not (
        atom.number == HERE and atom.level in ("article", "section", "part", "form") and text[atom.start].islower()
    )


def _parents(atoms: Sequence[_Atom]) -> list[list[int]]:
    """For each unit those that hold it: the first larger one to the right; where there is none, the larger one right
    before it, which is the wrong way round."""
    above: list[list[int]] = [[] for _ in atoms]
    for at, atom in enumerate(atoms):
        if atom.number == HERE:
            continue
        if at and not atom.joint and _turned(atoms[at - 1], atom):
            above[at] = [at - 1]
            continue
        holder = next((other for other in range(at + 1, len(atoms)) if _rank(atoms[other]) < _rank(atom)), None)
        if holder is not None and _holds(atoms[holder], atom):
            above[at] = [holder]
            last = holder + 1
            while atoms[holder].many and last < len(atoms) and not atoms[last].spelled:
                above[at].append(last)
                last += 1
    for at in range(1, len(atoms)):
        if above[at] or atoms[at].number == HERE:
            continue
        before = atoms[at - 1]
        if (
            _rank(before) < _rank(atoms[at])
            and before.spelled
            and atoms[at].spelled
            and _holds(atoms[at], before, True)
        ):
            above[at] = [at - 1]
        elif before.level == atoms[at].level and above[at - 1] and above[at - 1][0] < at - 1:
            above[at] = above[at - 1]
    return above


_COMMA = {
    ("subpoint", "point"), ("point", "clause"), ("point", "article"), ("clause", "article"), ("subsection", "section"),
    ("section", "chapter"), ("chapter", "part"),
}  # fmt: skip
"""Units that old forms part from their holder by a comma: `điểm c, khoản 2, Điều 5`."""


def _holds(second: _Atom, first: _Atom, turned: bool = False) -> bool:
    """Whether two neighbours stand as a unit and its holder: side by side, or with the comma of old forms."""
    if not second.joint:
        return True
    pair = (second.level, first.level) if turned else (first.level, second.level)
    return second.joint == "," and second.spelled and not second.many and pair in _COMMA


def _turned(before: _Atom, atom: _Atom) -> bool:
    """Whether a unit stands after the one that holds it. Annexes have orders of their own above the điều."""
    return before.level in ("article", "clause") and _rank(before) < _rank(atom)


def _rank(atom: _Atom) -> int:
    return LEVELS[atom.level]


def _paths(atoms: Sequence[_Atom], above: Sequence[Sequence[int]], at: int) -> list[tuple[Step, ...]]:
    step = Step(atoms[at].level, atoms[at].number)
    outer = [path for parent in above[at] for path in _paths(atoms, above, parent)] or [()]
    return [(*path, step) for path in outer]
