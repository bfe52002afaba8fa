"""How a text of law names provisions, read by one grammar: `điểm a khoản 2 Điều 5`, `các khoản 1, 2 và 3 Điều này`, `từ
Điều 5 đến Điều 9`, `khoản 1 các Điều 7, 8`, `Mẫu số 02 Phụ lục I`, `Bảng 7 và công thức (9)`.

`find` gives the citations of a text in order. A citation names one provision or several (`Member`), each by the way to
it from the outermost unit inwards (`Step`), as typed; and, where the text says so, whose they are (`Document`). What
the units are in a given document is looked up elsewhere (`resolve/typed`): this is grammar only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from draftkit.law.acts import ACTS, ATTACHED
from draftkit.law.lists import Atom, Step, compound, leaves, next_unit, parents, paths, unit_at
from draftkit.law.units import BLANK, HERE, PARTS, word_start
from draftkit.model.named import NamedTuple
from draftkit.text.edits import spliced
from draftkit.text.pattern import UPPER

__all__ = ["HERE", "Citation", "Document", "Member", "blanked", "find"]


class Document(NamedTuple):
    """The document a citation names: its type as typed, empty when none is named; `own`: “… này”; `attached`: a text
    issued together with the document. `start` and `end` are the offsets of its words in the text,
    `said` where its type begins."""

    type: str = ""
    own: bool = False
    attached: bool = False
    start: int = 0
    end: int = 0
    said: int = 0

    @property
    def other(self) -> bool:
        """Whether it is a document other than the one that speaks."""
        return bool(self.type) and not self.own and not self.attached


NOBODY = Document()
"""No document is named."""


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


def blanked(text: str, citations: Iterable[Citation] | None = None) -> str:
    """A text with its citations taken out, all but those of other documents: what stays equal when provisions are
    renumbered. `citations` are those of the text when they are known."""
    known = find(text) if citations is None else citations
    return spliced(text, ((one.start, one.end, "#") for one in known if not one.document.other))


_MOST = 100
"""Units in one citation; more begin another, so that no text takes long."""


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
    plan = _plan(tuple([(one.level, _sort(one.number), one.joint, one.spelled, one.many) for one in atoms]))
    if not plan:
        return None
    members = tuple(_members(atoms, plan))
    units_end = atoms[-1].end
    document = _document_at(text, units_end)
    begin = atoms[0].start
    if atoms[0].many and text[max(begin - 4, 0) : begin].lower() == "các ":
        begin -= 4
    end = units_end if document is NOBODY else document.end
    return Citation(begin, end, members, document, units_end)


def _members(atoms: Sequence[Atom], plan: Plan) -> Iterator[Member]:
    """The provisions that are named, each with the words of its holders beside it."""
    for first, leaf, last, ways in plan:
        joint = "" if leaf == plan[0][1] else atoms[first].joint
        for way in ways:
            steps = tuple([Step(atoms[at].level, atoms[at].number) for at in way])
            yield Member(steps, atoms[first].start, atoms[last].end, joint, first < leaf)


Shape = tuple[tuple[str, str, str, bool, bool], ...]
Plan = tuple[tuple[int, int, int, tuple[tuple[int, ...], ...]], ...]


@lru_cache(maxsize=1024)
def _plan(shape: Shape) -> Plan:
    """Of units that stand together, the same for all of one shape: for each that holds no other the first and last
    whose words go with it, and the ways to it; empty when they are no citation."""
    atoms = [Atom(level, number, 0, 0, joint, spelled, many) for level, number, joint, spelled, many in shape]
    above = parents(atoms)
    if any(atom.level in PARTS and not above[at] for at, atom in enumerate(atoms)):
        return ()
    meant = leaves(above)
    opens = [min(at, *_before(above, at)) for at in meant]
    return tuple(
        (first, leaf, after - 1, tuple(paths(range(len(atoms)), above, leaf)))
        for first, leaf, after in zip(opens, meant, [*opens[1:], len(atoms)], strict=True)
    )


def _sort(number: str) -> str:
    """What a number says of how units hold each other."""
    return "1" if number and number != HERE else number


def _before(above: Sequence[Sequence[int]], at: int) -> list[int]:
    """The holders of a unit that stand before it."""
    found = [parent for parent in above[at] if parent < at]
    return [at, *found, *(other for parent in found for other in _before(above, parent))]


def _atoms(text: str, start: int) -> list[Atom]:
    """The units that stand together from an offset on."""
    first = unit_at(text, start)
    if first is None or compound(text, start, first.level):
        return []
    atoms = [first._replace(many=text[max(start - 4, 0) : start].lower() == "các ")]
    while len(atoms) < _MOST:
        following = next_unit(text, atoms)
        if following is None:
            break
        atoms.append(following)
    return [] if len(atoms) == 1 and not _stands_alone(text, atoms[0]) else atoms


def _stands_alone(text: str, atom: Atom) -> bool:
    """Whether a single unit is one at all: `điều này` in lower case means “this”."""
    return not (
        atom.number == HERE and atom.level in ("article", "section", "part", "form") and text[atom.start].islower()
    )


@lru_cache(maxsize=1)
def _document() -> re.Pattern[str]:
    acts = f"{ACTS}|{ATTACHED}"
    small = "|".join(act[0].lower() + act[1:] for act in acts.split("|"))
    with_it = rf"(?:được{BLANK})?(?:ban{BLANK}hành{BLANK})?(?:kèm{BLANK}theo)"
    return re.compile(
        rf"(?P<lead>,?{BLANK}(?:của|tại|trong|thuộc|theo|{with_it})|,?{BLANK}\({with_it}|,)?{BLANK}(?:"
        rf"(?P<issued>{ATTACHED})(?!\w)(?:{BLANK}(?!này)[^.;,:\n()“”\x00]{{0,120}}?)?{BLANK}\(?{with_it}(?!\w)"
        rf"(?:{BLANK}(?P<host>{acts})(?!\w)(?P<hosted>{BLANK}này(?!\w))?)?"
        rf"|(?P<act>{acts})(?!\w)(?:{BLANK}(?P<this>này)(?!\w))?"
        rf"|(?P<small>{small}){BLANK}này(?!\w))"
        rf"|{BLANK}(?:của"
        rf"|{with_it}){BLANK}(?P<any>[{UPPER}][^\W\d_]*(?:{BLANK}[^\W\d_]+){{0,3}}?){BLANK}này(?!\w)"
    )


def _document_at(text: str, at: int) -> Document:
    """The document named right after an offset; `NOBODY` when none is."""
    if not text.startswith((" ", "\u00a0", ","), at):
        return NOBODY
    found = _document().match(text, at)
    if found is None:
        return NOBODY
    name = next(name for name in ("issued", "act", "small", "any") if found[name])
    if found["lead"] == "," and found[name] in ATTACHED.split("|"):
        return NOBODY  # “…, Chương trình …” goes on with something else
    own = name in ("small", "any") or bool(found["this"])
    ours = name == "issued" and bool(found["hosted"] or not found["host"])
    end = found.end() if own or name == "issued" else found.end(name)
    return Document(found[name], own, ours, found.start(), end, found.start(name))
