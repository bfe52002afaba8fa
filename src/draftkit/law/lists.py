"""Units that are named together, and which holds which: `điểm a khoản 1, khoản 3 Điều 36` is điểm a khoản 1 Điều 36 and
khoản 3 Điều 36; `khoản 1 các Điều 7 và 8` is two.

One grammar for running text (`references`) and for instructions (`law/amending`), which name units and numbers that
other texts do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TypeVar

from draftkit.law.units import BLANK, COMPOUNDS, FLOATS, HERE, JOINTS, LEVELS, PARTS, bare_number, number_of, unit_word
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import VI_LETTERS, whole

_T = TypeVar("_T")


def enumerated(names: Sequence[str], last: str = " và ") -> str:
    """Names as a text lists them: `A, B và C`; `last` joins the last one."""
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


class Step(NamedTuple):
    """One unit on the way to a provision: its level by its Akoma Ntoso name (`article`, `clause`, `point`, `annex`, …)
    and its number as typed. `HERE` (“này”) is the one the text stands in; empty, the only one there is (`Phụ lục`)."""

    level: str
    number: str


class Atom(NamedTuple):
    """A unit as it stands in a text: with what joins it to the one before, whether its level was said again, whether
    “các” was, and the word that it is called by where that is not the only one (`Biểu` for `Mẫu`)."""

    level: str
    number: str
    start: int = 0
    end: int = 0
    joint: str = ""
    spelled: bool = True
    many: bool = False
    word: str = ""


def unit_at(text: str, at: int, joint: str = "", many: bool = False, instructed: bool = False) -> Atom | None:
    """The unit that is called at an offset by its word and number."""
    word = unit_word(text, at, instructed)
    if word is None:
        return None
    level, after = word
    number = number_of(text, after, level, instructed)
    return None if number is None else Atom(level, number[0], at, number[1], joint, True, many)


def next_unit(text: str, atoms: Sequence[Atom], instructed: bool = False) -> Atom | None:
    """The unit that follows: its holder right after it, one more of a list, or none."""
    last = atoms[-1]
    found = _joint(instructed).match(text, last.end)
    if found is None:
        return None
    joint = JOINTS.get(found["sign"] or found["word"] or found["tight"] or "", "")
    at = found.end()
    spelled = unit_at(text, at, joint, bool(found["many"]), instructed)
    if spelled is not None:
        return spelled if joint or spelled.level != last.level else spelled._replace(joint=",")
    if joint and not found["many"]:
        number = bare_number(text, at, last.level, last.many, instructed)
        if number is not None:
            return Atom(last.level, number[0], at, number[1], joint, False, last.many)
    return None


def units_at(text: str, at: int) -> list[Atom]:
    """The units of one level that an instruction names together from an offset on: `các điểm a, b và d`, `khoản 2 đến
    khoản 5`."""
    first, word = unit_at(text, at, instructed=True), unit_word(text, at, instructed=True)
    if first is None or word is None:
        return []
    atoms = [first._replace(word=text[at : word[1]].rstrip(" :"))]
    while following := next_unit(text, atoms, True):
        if following.level != first.level or (following.spelled and following.joint != "đến"):
            break
        atoms.append(following)
    return atoms


@lru_cache(maxsize=2)
def _joint(instructed: bool) -> re.Pattern[str]:
    if instructed:
        return re.compile(
            r"(?: ?(?P<sign>[,;]) ?(?:(?:và|hoặc) )?| (?P<word>và|hoặc|đến hết|đến) | ?(?P<tight>[-–]) ?(?=[0-9]))"
            r"(?:từ )?(?P<many>các )?"
        )
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
    if level == "form" and text[at + 3 : at + 6].lower() == " số":
        return False  # “biểu mẫu số 07” is Mẫu số 07
    return text[max(at - 8, 0) : at].lower().endswith(COMPOUNDS.get(level, ("\n",)))


def parents(atoms: Sequence[Atom]) -> list[list[int]]:
    """For each unit those that hold it: the first larger one to the right; where there is none, the larger one right
    before it, which is the wrong way round."""
    atoms = _chain(atoms)
    above: list[list[int]] = [[] for _ in atoms]
    holding: set[int] = set()
    ranks = [_rank(atom) for atom in atoms]
    for at, atom in enumerate(atoms):  # these may hold what is larger
        of_it = at and atom.level == "article" and _turned_inside(atoms, at - 1, at)
        ranks[at] = -1 if of_it or atom.level in ("form", "table") else ranks[at]
    largest = [*accumulate(reversed(ranks), min)][::-1]
    for at, atom in enumerate(atoms):
        if atom.number == HERE:
            continue
        if at and not atom.joint and at - 1 not in holding and _turned(atoms[at - 1], atom):
            above[at] = [at - 1]  # not in “khoản 2 Điều 28 khoản 3 Điều 34”
            continue
        further = at + 1 < len(atoms) and (largest[at + 1] < _rank(atom) or _turned_inside(atoms, at, at + 1))
        holder = _holder(atoms, at) if further else None
        if holder is not None:
            above[at] = [holder]
            holding.add(holder)
            if not at and atom.number == "tên" and {one.level for one in atoms[1:]} == {"article"}:
                above[at] = [*range(holder, len(atoms))]  # “tại tên Điều 9, Điều 10 và Điều 11”
            last = holder + 1
            while atoms[holder].many and last < len(atoms) and not atoms[last].spelled:
                above[at].append(last)
                last += 1
    for at in range(1, len(atoms)):
        if above[at] or atoms[at].number == HERE or at in above[at - 1]:
            continue
        before = atoms[at - 1]
        if (
            _rank(before) < _rank(atoms[at])
            and before.spelled
            and (before.number or _rank(before) <= LEVELS["annex"])
            and atoms[at].spelled
            and _holds(atoms[at], before, True)
        ):
            above[at] = [at - 1]
        elif before.level == atoms[at].level and above[at - 1] and above[at - 1][0] < at - 1:
            above[at] = above[at - 1]
    return above


def _holder(atoms: Sequence[Atom], at: int) -> int | None:
    """The first larger unit to the right, if it holds this one. A part that “và” divides from it belongs to what holds
    both: `đoạn mở đầu và điểm a khoản 2`."""
    rank = _rank(atoms[at])
    for other in range(at + 1, len(atoms)):
        if (
            _rank(atoms[other]) < rank
            or (atoms[other].level in ("form", "table") and _of_form(atoms[at:other], atoms[other]))
            or _turned_inside(atoms, at, other)
        ):
            if atoms[at].level == "article" and _turned_inside(atoms, other, other + 1):
                return None  # else units would hold each other without end
            if atoms[at].number == "tên" and other > at + 1 and _rank(atoms[other]) > LEVELS["article"]:
                continue  # “tên và điểm a khoản 2 Điều 9”: an article has a name
            between = {one.level for one in atoms[at + 1 : other]}
            if between & _OWN_HOLDERS.get(atoms[at].level, set()):
                return None  # “tên Chương III, Điều 12 và Mẫu số 03 Phụ lục II”: the last alone is of the annex
            if _holds(atoms[other], atoms[at]):
                named = other > at + 1 and atoms[other - 1].number == "tên" and atoms[other - 1].joint
                return None if named and _rank(atoms[other]) <= LEVELS["annex"] else other  # “Điều 15, tên Phụ lục 02”
            if atoms[at].level not in PARTS:  # “khoản 1 Điều 5, Chương III của Quy chế”: both are of the Quy chế
                wholes = (place for place in range(other, len(atoms)) if atoms[place].level == "attachment")
                return next((place for place in wholes if not atoms[place].joint), None)
            rank = _rank(atoms[other])
    return None


def _of_form(parts: Sequence[Atom], holder: Atom) -> bool:
    """Whether parts of a form or table are named: `mục 2 Phần II Mẫu số 04`, `số thứ tự 4 và 7 của Bảng 2`."""
    if holder.joint or any(one.level != parts[0].level for one in parts):
        return False
    of_form = holder.level == "form" and LEVELS["annex"] < _rank(parts[0]) < LEVELS["form"]
    return of_form or (holder.level == "table" and parts[0].level in ("entry", "section"))


def _turned_inside(atoms: Sequence[Atom], at: int, other: int) -> bool:
    """Whether a unit is named with one that is no larger and holds it: `điểm a của điểm 4.5` of a standard, `Mục III
    Điều 1` of a decision that approves what stands in its Điều 1, `các mục 2 và 3 Điều 4` where khoản are called so."""
    if other >= len(atoms) or atoms[other].joint:
        return False
    inner, outer = atoms[at], atoms[other]
    if other != at + 1 and {one.level for one in atoms[at:other]} != {"section"}:
        return False
    clause = inner.level == outer.level == "point" and inner.number.isalpha() and "." in outer.number
    return clause or (inner.level == "section" and outer.level == "article")


def _chain(atoms: Sequence[Atom]) -> list[Atom]:
    """Units without the comma where it stands within the way to one provision, which old forms write so throughout:
    `điểm a, mục 2, chương I, phụ lục II`; of circulars without điều, `đoạn 2, điểm 5`."""
    links = [False, *(_linked(inner, outer) for inner, outer in pairwise(atoms)), False]
    return [
        one._replace(joint="")
        if links[at] and (links[at - 1] or links[at + 1] or (atoms[at - 1].level in PARTS and whole(one.number)))
        else one
        for at, one in enumerate(atoms)
    ]


def _linked(inner: Atom, outer: Atom) -> bool:
    own = inner.number if inner.level != "paragraph" else whole(inner.number.rpartition(" ")[2])
    return (outer.joint, outer.spelled, outer.many) == (",", True, False) and _rank(outer) < _rank(inner) and bool(own)


def _parted(inner: str, outer: str) -> bool:
    """Whether a comma may part a unit from its holder in old forms, `điểm c, khoản 2, Điều 5`: one that is always
    within an article, or a mục or chương of the next larger."""
    if inner in FLOATS:  # “khoản 1 Điều này, Bảng 1” are two
        return False
    if inner in PARTS and inner != "subpoint":  # “đoạn mở đầu, điểm a khoản 3” are two
        return outer in ("entry", "section", "annex") and inner != "paragraph"
    return LEVELS[inner] > LEVELS[outer] and (
        LEVELS[inner] > LEVELS["article"] or inner in ("section", "subsection") or (inner, outer) == ("chapter", "part")
    )


_OWN_HOLDERS = {"chapter": LEVELS.keys() - {"chapter"}, "article": {"table"}}
"""What stands between a unit and an annex that does not hold it."""


def _holds(second: Atom, first: Atom, turned: bool = False) -> bool:
    """Whether two neighbours stand as a unit and its holder: side by side, or with the comma of old forms; 2.3.2 of a
    standard is not of its 1.4."""
    inner, outer = (second, first) if turned else (first, second)
    if second.joint and "." in outer.number and "." in inner.number and not inner.number.startswith(f"{outer.number}."):
        return False
    if not second.joint or (turned and second.joint == "," and second.level in PARTS):  # “Điều 9, đoạn 2”
        return True
    return second.joint == "," and second.spelled and not second.many and _parted(inner.level, outer.level)


def _turned(before: Atom, atom: Atom) -> bool:
    """Whether a unit stands after the one that holds it. Annexes have orders of their own above the điều."""
    return before.level in ("article", "clause") and _rank(before) < _rank(atom)


def _rank(atom: Atom) -> int:
    return LEVELS[atom.level]


def paths(atoms: Sequence[_T], above: Sequence[Sequence[int]], at: int) -> list[tuple[_T, ...]]:
    """The ways to a unit, each from the outermost unit inwards."""
    outer = [path for parent in above[at] for path in paths(atoms, above, parent)] or [()]
    return [(*path, atoms[at]) for path in outer]


def leaves(above: Sequence[Sequence[int]]) -> list[int]:
    """The units that hold no other: those that are meant."""
    holders = {at for parents in above for at in parents}
    return [at for at in range(len(above)) if at not in holders]


def between(low: str, high: str) -> Iterator[str]:
    """What a range holds after its first number."""
    first, last = whole(low), whole(high)
    if first is not None and last is not None and 0 < last - first < 300:
        yield from map(str, range(first + 1, last + 1))
    elif low in VI_LETTERS and high in VI_LETTERS and VI_LETTERS.index(low) < VI_LETTERS.index(high):
        yield from VI_LETTERS[VI_LETTERS.index(low) + 1 : VI_LETTERS.index(high) + 1]
    else:
        yield high
