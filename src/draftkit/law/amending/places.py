"""Which units a list of names in an instruction means, read by the grammar of all citations (`law/lists`)."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.law.amending.tokens import Token
from draftkit.law.amending.units import ARTICLE, Path, Target, trimmed, unit_of
from draftkit.law.lists import Atom, leaves, parents, paths
from draftkit.law.units import LEVELS
from draftkit.law.whose import ATTACHED

_PARTS = ("paragraph", "indent", "sentence")
"""Levels of what has no number: `đoạn 2`, `câu cuối`, also `tên`."""


def targets(tokens: Sequence[Token]) -> list[Target]:
    """What a list of units, parts and the words between them means, in the order it is said."""
    atoms = _completed([*_atoms(tokens)])
    above = parents(atoms)
    found = [_target(path) for at in leaves(above) for path in paths(atoms, above, at)]
    return list(dict.fromkeys(found))


def _atoms(tokens: Sequence[Token]) -> list[Atom]:
    found: list[Atom] = []
    joint = ""
    for token in tokens:
        if token.kind == "sep":
            joint = token.text if token.text in ",;" and joint != "và" else "và"
            continue
        if token.kind not in ("unit", "part"):
            continue
        first, *more = token.atoms
        if joint == "," and not first.number and first.word in ATTACHED.split("|"):  # “Điều 16 Chương III, Quy chế …”
            joint = ""
        found += [first._replace(joint=joint), *more]
        joint = ""
    return found


def _completed(atoms: list[Atom]) -> list[Atom]:
    """A unit that is called without number is the one of its level that is named to its right: `tên Điều và khoản 3
    Điều 30`."""
    for at, atom in enumerate(atoms):
        if not atom.number and LEVELS[atom.level] >= ARTICLE:
            same = next((one for one in atoms[at + 1 :] if one.level == atom.level and one.number), None)
            atoms[at] = atom._replace(number=same.number) if same else atom
    return atoms


def _target(path: Sequence[Atom]) -> Target:
    parts = [atom.number for atom in path if atom.level in _PARTS]
    steps: Path = tuple(unit_of(atom) for atom in path if atom.level not in _PARTS)
    return Target(trimmed(steps), " ".join(reversed(parts)))
