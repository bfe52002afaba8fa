"""The units of an amended act on the way to what is changed, read by the grammar of all citations (`law/lists`); and
targets with the act each is in: the act is said after its places, and holds for all before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from draftkit.law.acts import ATTACHED
from draftkit.law.acts.named import ActName
from draftkit.law.amending.tokens import Token
from draftkit.law.lists import Atom, leaves, parents, paths
from draftkit.law.units import LEVELS, called, level_of
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import Ordinal, parse
from draftkit.text.pattern import Pattern

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


_PARTS = ("paragraph", "indent", "sentence")
"""Levels of what has no number: `đoạn 2`, `câu cuối`, also `tên`."""
_ASIDE = ("history", "remark")
"""What may stand behind an act and says no place."""
_CHANGING = Pattern(r"\s(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|đính\s+chính)\s")
_TITLED = Pattern(r"\s(?:về|quy\s+định|hướng\s+dẫn|ban\s+hành|sửa\s+đổi)\s")


def targets(tokens: Sequence[Token]) -> list[Target]:
    """What a list of units, parts and the words between them means, in the order it is said."""
    atoms = _completed([*_atoms(tokens)])
    annexed = [at for at, one in enumerate(atoms) if one.word and unit_of(one).annexed]
    holds_all = (
        atoms[2:] and annexed == [len(atoms) - 1] and atoms[-1].word in ATTACHED.split("|") and not atoms[-1].joint
    )
    around = (unit_of(atoms.pop()),) if holds_all else ()  # “Điều 5, khoản 2 của Quy chế …”
    above = parents(atoms)
    found = [_target(path).within(around) for at in leaves(above) for path in paths(atoms, above, at)]
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
        issued = not first.number and first.word in ATTACHED.split("|")  # “Điều 16 Chương III, Quy chế …”
        called = first.level == "article" and found and found[-1].level == "section"  # “Mục 2, Điều 4”: a khoản
        joint = "" if joint == "," and (issued or called) else joint
        found += [first._replace(joint=joint), *more]
        joint = ""
    return found


def _completed(atoms: list[Atom]) -> list[Atom]:
    """A unit without number is the one of its level named to its right: `tên Điều và khoản 3 Điều 30`."""
    for at, atom in enumerate(atoms):
        if not atom.number and LEVELS[atom.level] >= ARTICLE:
            same = next((one for one in atoms[at + 1 :] if one.level == atom.level and one.number), None)
            atoms[at] = atom._replace(number=same.number) if same else atom
    return atoms


def _target(path: Sequence[Atom]) -> Target:
    parts = [atom.number for atom in path if atom.level in _PARTS]
    steps: Path = tuple(unit_of(atom) for atom in path if atom.level not in _PARTS)
    return Target(trimmed(steps), " ".join(reversed(parts)))


class Placed(NamedTuple):
    """A target and the act it is said to be in, if one is said."""

    target: Target
    act: ActName | None


class Said(NamedTuple):
    """A verb on a target. `after` and `before` are brothers of what is inserted; `old` and `new` are phrases (of an
    inserted phrase, `old` is the one it stands beside, `beside` says on which side); `text` is new wording that stands
    in the instruction itself."""

    op: str
    target: Target
    act: ActName | None = None
    after: Path = ()
    before: Path = ()
    old: str | None = None
    new: str | None = None
    beside: str = ""
    text: str = ""
    whole: bool = False
    """Whether an act is meant from beginning to end, so that no unit said nearby holds the target."""
    becomes: Path = ()
    """What a unit is called from now on; `new` says it in words."""

    def within(self, around: Path) -> Said:
        """The operation with the outer units it leaves unsaid taken from the path it is said in."""
        if not around or self.whole or (self.act and not self.act.known):  # “tên Thông tư”, “Điều 2 của Nghị quyết”
            return self
        after = completed(self.after, around) if self.after else ()
        before = completed(self.before, around) if self.before else ()
        return self._replace(target=self.target.within(around), after=after, before=before).renamed()

    def issued(self, called: Path = ()) -> Said:
        """The operation where an annex or form that is changed is issued anew, or put in; `new` says what it is called
        there, if otherwise."""
        annex = bool(self.target.path) and self.target.path[-1].annexed and not self.target.part
        if not annex or self.text or not (self.op == "replace" or (self.op == "insert" and called)):
            return self
        other = bool(called) and called[-1] != self.target.path[-1]
        other = other and bool(called[-1].label or called[-1].kind == "Phụ lục")
        op = "replace-annex" if self.op == "replace" else self.op
        return self._replace(op=op, new=str(called[-1]) if other else None)

    def renamed(self) -> Said:
        """The operation with the new number of a unit told with the units around it."""
        if not self.becomes:
            return self
        path = completed(self.becomes, self.target.path)
        return self._replace(new=" ".join(str(unit) for unit in reversed(path) if unit.label))


def acts_alone(found: Sequence[Token]) -> list[Placed]:
    """The acts that are said as a whole, among others or places: “tại Luật A, khoản 2 Điều 3 Luật B và Luật C”."""
    told: list[Placed] = []
    last = max((at for at, one in enumerate(found) if one.kind == "act"), default=-1)
    own = True  # whether no place was said since the act before
    for at, one in enumerate(found):
        follows = next((token.kind for token in found[at + 1 :] if token.kind not in _ASIDE), "sep")
        if one.kind == "act" and own and follows in ("sep", "except", "word"):
            rest = [token.kind for token in found[at + 1 :] if token.kind not in ("sep", "of", "except")]
            if at < last or not rest:
                told.append(Placed(Target(()), one.act))
        own = one.kind == "act" or (own and one.kind in ("sep", "of", "by", "word", *_ASIDE))
    return told


def perhaps_in_title(found: Sequence[Token]) -> frozenset[ActName | None]:
    """The acts behind one whose title names another of their sort, “Nghị quyết A về việc kéo dài Nghị quyết B và Nghị
    quyết C”: nobody can tell whether they belong to the title, unless only they have a title of their own."""
    doubtful: list[ActName | None] = []
    for before, sep, one in zip(found, found[1:], found[2:], strict=False):
        if [before.kind, sep.kind, one.kind] != ["act", "sep", "act"] or sep.text == ";" or one.act is None:
            continue
        inner = before.text.find(f"{one.act.type} số ", 1)
        apart = _TITLED.search(one.text) and not _TITLED.search(before.text, max(inner, 0))
        if before.act in doubtful or (inner > 0 and not apart):
            doubtful.append(one.act)
    return frozenset(doubtful)


def ends_in_title(said: Sequence[Token], titled: bool) -> bool:
    """Whether the verb behind these tokens may be one of the title of the act they end with: “A sửa đổi Điều 5 B”, no
    sign between; “… và bãi bỏ Điều 7 C” where the title begins with such a verb, or the verb before is `titled`."""
    if [one.kind for one in said[-2:]] == ["act", "sep"]:
        return said[-1].text == "và" and (titled or _CHANGING.search(said[-2].text) is not None)
    return [one.kind for one in said[-1:]] == ["act"]


def placed(found: Sequence[Token]) -> list[Placed]:
    """The targets that tokens name. Places of the act that speaks (“Phụ lục ban hành kèm theo Thông tư này”) are none
    of the amended act's, unless nothing else is named."""
    groups: list[tuple[list[Token], ActName | None, bool]] = []
    open_: list[Token] = []
    act: ActName | None = None
    for one in found:
        if one.kind not in ("act", "own"):
            open_.append(one)
            continue
        if any(token.kind in ("unit", "part") for token in open_):
            groups.append((open_, one.act if one.kind == "act" else None, one.kind == "own"))
            open_ = []
        elif one.kind == "act":
            act = one.act
    if any(token.kind in ("unit", "part") for token in open_):
        groups.append((open_, None, False))
    kept = [group for group in groups if not group[2]] or groups
    told = [Placed(one, of or act) for tokens, of, _ in kept for one in targets(tokens)]
    if told and told[-1].act is None:  # nothing said after the last: what was said before holds
        last = next((one.act for one in reversed(told) if one.act), act)
        told = [one if one.act else one._replace(act=last) for one in told]
    return told
