"""What an amending draft does to the documents of the project that it amends (`van_ban: {goc: …}`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path

from draftkit.amending.apply import apply_operations, contradictions
from draftkit.amending.base_acts import at_hand
from draftkit.amending.carry import opens_wording
from draftkit.amending.citations import called_by_number, citations, cited_in, cited_of
from draftkit.amending.lines import Line, lines_from
from draftkit.amending.operation import NOT_DONE, Operation, Reading, ends_act
from draftkit.amending.phrase import matches
from draftkit.amending.quotes import unreadable
from draftkit.amending.read import number_of, read_lines
from draftkit.amending.rows import rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Tree
from draftkit.amending.work import Annexes, Refused, annexes_of, new_annex
from draftkit.errors import DraftkitError
from draftkit.law.amending.placed import Path as UnitPath
from draftkit.law.amending.placed import Unit, order
from draftkit.law.units import called
from draftkit.model.keys import TITLE, is_amended
from draftkit.model.message import Fault, Message, Place, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Named, Source
from draftkit.readers.document import DRAFT_FILE
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import make_frame
from draftkit.resolve.full_text import lines_of_file, lines_of_word
from draftkit.resolve.printed_lines import printed_lines
from draftkit.word.package import OFFICE
from draftkit.word.values import WordFile

_AMENDING = ("sửa đổi", "bổ sung", "bãi bỏ", "đính chính", "thay thế", "điều chỉnh")
_FIRST = "Điều 1. "


class Base(NamedTuple):
    """A document that is amended: the name the draft has for it, its number, what it is called, its text; itself when
    it is one of the project, the Word file it lies in if it is none."""

    name: str
    number: str
    called: str
    tree: Tree
    bound: Bound | None = None
    word: WordFile | None = None

    @property
    def short(self) -> str:
        """Its number, else the name the draft has for it."""
        return self.number or self.name


class Absent(NamedTuple):
    """A document that is amended and whose text is not at hand: what it is called, where it is named, and why."""

    called: str
    place: Place
    why: Message | None = None
    number: str = ""


class Amendment:
    """The operations of a draft and what they meet; with the calls by which rules ask about them."""

    cited = staticmethod(cited)
    matches = staticmethod(matches)
    opens_wording = staticmethod(opens_wording)
    order = staticmethod(order)
    contradictions = staticmethod(contradictions)
    called_by_number = staticmethod(called_by_number)

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self._citing: dict[str, defaultdict[UnitPath, list[UnitPath]]] = {}

    @cached_property
    def lines(self) -> list[Line]:
        """The draft as printed lines."""
        return lines_from((text, line + 1) for text, line in printed_lines(self.bound))

    @cached_property
    def reading(self) -> Reading:
        """The operations of the draft."""
        return read_lines(self.lines, "", (make_frame(self.bound).enactment,))

    def unreadable(self) -> Iterator[tuple[Operation, Message]]:
        """The operations of which nobody can tell where a quote ends, and why; those known as never closed left out."""
        known = {slip.line for slip in self.reading.slips}
        operations = self.reading.operations
        found, doubtful = unreadable(self.lines, operations, self.reading.slips)
        for at, message in (doubtful | found).items():
            if operations[at].line not in known:
                yield operations[at], message

    @cached_property
    def _annexes(self) -> Annexes:
        return annexes_of(rows_of(self.lines))

    def unenclosed(self, one: Operation) -> Message | None:
        """Why the draft does not hold the annex or form that an operation puts in."""
        if one.op not in ("replace-annex", "insert") or one.new_text or not one.target[-1:] or one.part:
            return None
        try:
            _ = new_annex(self._annexes, one) if one.target[-1].annexed else ()
        except Refused as refused:
            return refused.message
        return None

    @cached_property
    def bases(self) -> tuple[Base, ...]:
        """The documents that are amended and whose text is at hand."""
        return tuple(one for one in self._named if isinstance(one, Base))

    @property
    def absent(self) -> tuple[Absent, ...]:
        """Those whose text is not."""
        return tuple(one for one in self._named if isinstance(one, Absent))

    @property
    def nameless(self) -> dict[str, Operation]:
        """The acts that a draft is there to amend, each with the first change of it, where it names none of them."""
        first = (line.text.removeprefix(_FIRST) for line in self.lines if line.text.startswith(_FIRST))
        title = self.bound.draft.meta.text(TITLE) or next(first, "")  # copies of law portals lack their title
        named = self._named or not title.lower().startswith(_AMENDING)
        found: dict[str, Operation] = {}
        for one in () if named else self.reading.operations:
            if one.base and not ends_act(one):
                found.setdefault(one.base, one)
        return found

    def takes(self, old: Bound) -> bool:
        """Whether a text is one of the documents that are amended. One that the draft does not name is taken for a base
        when it has the number of an act that is changed, or none but a unit that is, and changes nothing itself as an
        earlier round would."""
        if any(base.bound and base.bound.draft.source.text == old.draft.source.text for base in self.bases):
            return True
        base, beside = self._base("", old), Amendment(old)
        number = base.number if base.number[:1] not in ("", "/") else number_of([*islice(beside.lines, 4)])
        changed = {one.base.lstrip("0"): one.base for one in self.reading.operations if one.base and not ends_act(one)}
        nameless = not number and len(changed) == 1 and not beside.reading.operations
        nameless = nameless and any(one.target and base.tree.find(one.target) for one in self.reading.operations)
        if not nameless and number.lstrip("0") not in changed:
            return False
        if not (nameless and self.bases):
            number = number or "".join(changed.values())
            called = base.called if old.draft.meta.text(TITLE) else f"{base.called} số {number}"
            called = next((one.called for one in self.bases if one.number == number), called)
            others = (one for one in self.bases if one.number != number)
            self.bases = (base._replace(number=number, called=called), *others)
        return True

    @cached_property
    def _named(self) -> list[Base | Absent]:
        return [
            self._base(name, bound) if (bound := self.bound.others.get(name)) else self._act(name, named)
            for name, named in self.bound.draft.documents.items()
            if is_amended(name) and (name in self.bound.others or named.path.startswith("@"))
        ]

    def _base(self, name: str, bound: Bound) -> Base:
        lines = lines_from((text, line + 1) for text, line in printed_lines(bound))
        number = make_frame(bound).number.rpartition(": ")[2].strip()
        kind = bound.draft.kind
        called = f"{kind.words.get('act') or kind.title} {bound.draft.meta.text(TITLE)}".strip()
        return Base(name, number, called, Tree(rows_of(lines)), bound)

    def _act(self, name: str, named: Named) -> Base | Absent:
        act = named.act or self.bound.acts.get(named.path[1:])
        if act is None:
            return Absent(named.path, named.place)
        called = f"{act.type} {act.name or act.number}"
        if not act.full_text:
            return Absent(called, named.place, number=act.number)
        path = Path(act.full_text)
        try:
            lines, _, word = lines_of_word(path) if path.suffix.lower() in OFFICE else (lines_of_file(path), {}, None)
        except DraftkitError as error:
            return Absent(called, named.place, error.message, act.number)
        return Base(name, act.number, called, Tree(rows_of(lines)), word=word)

    @cached_property
    def met(self) -> tuple[tuple[int, Operation, Base], ...]:
        """The operations on documents at hand, each with its place among all."""
        if not self.bases:
            return ()
        known = at_hand(self.reading.operations, [base.number for base in self.bases])
        operations = enumerate(self.reading.operations)
        return tuple((at, one, self.bases[known[one.base]]) for at, one in operations if one.base in known)

    @property
    def unnamed(self) -> Iterator[Operation]:
        """The first operation on each act that it amends besides those it names."""
        seen = {one.base for _, one, _ in self.met} | {""}
        seen |= {name for one in self._named for name in (one.number, one.called)} if self._named else set()
        for one in self.reading.operations if self._named else ():
            if one.base not in seen and not ends_act(one):
                seen.add(one.base)
                yield one

    def of(self, base: Base) -> list[Operation]:
        """The operations on a document at hand."""
        return [one for _, one, of in self.met if of is base]

    def citing(self, base: Base, target: UnitPath) -> UnitPath:
        """The first unit outside a unit of a document at hand that cites it, or what it holds, when this act is carried
        out: one of its own text, then one that gets a new wording."""
        if base.name not in self._citing:
            own = self.of(base)
            pairs = citations(Tree(apply_operations(base.tree.rows, own).rows))
            pairs += [(one.target, path) for one in own for path in cited_in(one.new_text or (), one.target)]
            by_cited = self._citing[base.name] = defaultdict(list)
            for where, path in pairs:
                for depth in range(1, len(path) + 1):
                    by_cited[path[:depth]].append(where)
        found = self._citing[base.name].get(target, ())
        return next((where for where in found if where[: len(target)] != target), ())

    def refusal(self, one: Operation, base: Base) -> Message | None:
        """Why an operation on a part of a unit cannot be carried out. Columns are left to people."""
        only = () if one.part.startswith("cột") else apply_operations(base.tree.rows, (one,)).outcomes
        return next((found.message for found in only if found.status == NOT_DONE), None)

    def place(self, one: Operation) -> Place:
        """Where in the draft an operation is told."""
        return Place(max(one.line - 1, 0))

    def still_cited(self, one: Operation, citing: str) -> Message:
        """What is said of a unit that is repealed, or gets another number, and is cited by something that stays."""
        unit = self.cited(one.target)
        if one.op == "repeal":
            return msg("{unit} is repealed and still cited by {citing}", unit=unit, citing=citing)
        return msg("{unit} gets another number and is still cited by {citing}", unit=unit, citing=citing)

    def on(self, *sorts: str) -> Iterator[tuple[Operation, Base]]:
        """The operations of these sorts on documents at hand."""
        return ((one, base) for _, one, base in self.met if one.op in sorts)


_LEVELS = ("article", "clause", "point")


def cited_elsewhere(bound: Bound, texts: Mapping[str, Source], read: Callable[[str], Bound | None]) -> Iterator[Fault]:
    """A finding for each such unit, cited by a label or by hand. `texts` are the other documents of the project as
    typed, as messages call them; `read` reads one that speaks of an amended document (None: it cannot be, which
    is a fault of its own)."""
    amendment = Amendment(bound)
    citing: dict[str, list[tuple[str, list[UnitPath]]]] = {}
    for one, base in amendment.on("repeal", "renumber"):
        if one.part or not one.target or base.tree.find(one.target) is None:
            continue
        if base.name not in citing:
            citing[base.name] = list(_citing(texts, base, read))
        for file, paths in citing[base.name]:
            if any(path[: len(one.target)] == one.target for path in paths):
                yield Fault("DK-B009", amendment.still_cited(one, file), amendment.place(one))


def _citing(
    texts: Mapping[str, Source], base: Base, read: Callable[[str], Bound | None]
) -> Iterator[tuple[str, list[UnitPath]]]:
    """The documents that speak of an amended one, each with the units of it that it cites."""
    for file, source in texts.items():
        other = read(file) if _speaks(source, base) else None
        if other:
            yield file, list(_cited(other, base))


def _speaks(source: Source, base: Base) -> bool:
    """Whether a document names another in its metadata, or by its number or name in its text."""
    if base.bound:
        file = Path(base.bound.draft.source.meta_file)
        if (file.parent.name if file.name == DRAFT_FILE else file.stem) in source.front:
            return True
    said = f"{source.front}\n{source.text}"
    numbered = base.number.count("/") and not base.number.startswith("/")
    return bool(numbered and base.number in said) or base.called.lower() in said.lower()


def _cited(other: Bound, base: Base) -> Iterator[UnitPath]:
    """The units of a document that another cites, by labels or in its own words."""
    written = (text for text, _ in printed_lines(other))
    yield from cited_of((*written, *other.draft.source.front.split("\n")), base.number, base.called)
    for use in other.uses:
        found = other.target(use.label)
        if found and base.bound and found[0].draft.source.meta_file == base.bound.draft.source.meta_file:
            units = [one for one in found[1].chain if one.level.name in _LEVELS]
            yield tuple(Unit(called(one.level.name), found[0].numbers.get(one.serial, one.number)) for one in units)
