"""Turns references typed by hand into @labels.

A citation is replaced as a whole, each of its members by a label, and only when the labels would print exactly what was
typed; else it stays as it is. A unit that has no label gets one made from its name or its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from draftkit.law.units import HERE
from draftkit.model.inline import plain
from draftkit.model.message import Place
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Block, Unit, opened, units
from draftkit.readers.comments import without_comments
from draftkit.readers.grammar import Grammar, starts_block
from draftkit.resolve.bound import Bound, Target
from draftkit.resolve.phrase import Phrases, outermost, shared_types
from draftkit.resolve.prose import Prose
from draftkit.resolve.typed import Typed, TypedReference
from draftkit.text.edits import spliced
from draftkit.text.fold import slug, with_capital


class Unlinked(NamedTuple):
    """A citation that stays typed: where it stands, its words, and what labels would print instead (empty: unknown)."""

    place: Place
    text: str
    printed: str = ""


class Linked(NamedTuple):
    """A source text with labels in place of typed references, the places where some were replaced, and those left."""

    text: str
    places: tuple[Place, ...] = ()
    left: tuple[Unlinked, ...] = ()


def link_typed(bound: Bound, without: Collection[Place] = (), known_only: bool = False) -> Linked:
    """The joined source text with typed references replaced by labels, and the labels written where they were missing;
    citations at the places `without` stay as they are, and those that need a new label when `known_only`."""
    text = bound.draft.source.typed
    prose = Prose(bound)
    names = _Names(bound)
    edits: list[tuple[int, int, str]] = []
    wanted: dict[int, Unit] = {}
    places: list[Place] = []
    left: list[Unlinked] = []
    for _, group in groupby(Typed(bound, prose).references, attrgetter("citation")):
        members = list(group)
        citation = members[0].citation
        place = prose.place(citation.start)
        if not all(one.target for one in members) or any(one.member.path[-1].number == HERE for one in members):
            continue  # nothing there, which check says; or nothing to link
        words = " ".join(prose.text[citation.start : citation.end].split())
        if known_only and any(isinstance(one.target, Unit) and not one.target.label for one in members):
            continue
        new, printed = names.written(members, len(citation.members))
        at, end = prose.typed(citation.start), prose.typed(citation.end)
        literal = "\x00" not in words and " ".join(text[at:end].split()) == words
        if not new or not literal or place in without or words not in (printed, with_capital(printed)):
            left.append(Unlinked(place, words, printed if printed != words else ""))
            continue
        edits.append((at, end, new))
        places.append(place)
        wanted |= {one.target.serial: one.target for one in members if isinstance(one.target, Unit)}
    edits += names.label_edits([unit for unit in wanted.values() if not unit.label])
    return Linked(spliced(text, sorted(edits)), tuple(places), tuple(left))


def unlabelled(bound: Bound) -> Iterator[tuple[Unit, str]]:
    """The units that no label names yet, and how a reference from outside would print."""
    names = _Names(bound)
    for chain in names.chains.values():
        if not chain[-1].label and chain[-1].level.cite:
            said = plain(tuple(names.phrases.one(Target(chain[-1], chain), ())))
            yield chain[-1], with_capital(said)


def labelled(bound: Bound, line: int) -> tuple[str, str]:
    """The joined source with a label at the unit that starts on a line, and the label; both empty when none does."""
    names = _Names(bound)
    unit = next((chain[-1] for chain in names.chains.values() if chain[-1].line == line), None)
    if unit is None or unit.label:
        return ("", "") if unit is None else (bound.draft.source.typed, unit.label)
    label = names.new_label(unit)
    return spliced(bound.draft.source.typed, sorted(names.label_edits([unit]))), label


def linked_parts(bound: Bound, known_only: bool = False) -> list[str]:
    """The same text, cut into the parts of its source."""
    lines = link_typed(bound, known_only=known_only).text.split("\n")
    return ["\n".join(part) for part in bound.draft.source.parted(lines)]


class _Names:
    """Labels of units, old and new, and what each would print."""

    def __init__(self, bound: Bound) -> None:
        kind = bound.draft.kind
        extra = kind.outer_levels
        self.bound = bound
        self.grammars = Grammar.of(kind.outline, extra), Grammar.of(kind.annex, extra)
        self.phrases = Phrases(kind, bound.numbers, bound.counted, bound.bookmarks, shared_types(bound.draft))
        self.chains = {chain[-1].serial: chain for chain in _chains(bound.draft.blocks)}
        self.taken = {*bound.labels, *bound.acts, *(unit.label for unit in units(bound.draft.blocks, quoted=True))}
        self.given: dict[int, str] = {}
        self.again: dict[str, int] = {}
        """The next number for a name that is taken."""

    def grammar(self, unit: Unit) -> Grammar:
        outer = outermost(self.chains[unit.serial])
        return self.grammars[outer is not None and outer.level is not self.bound.draft.kind.attachment_level]

    def label_edits(self, wanted: Sequence[Unit]) -> list[tuple[int, int, str]]:
        """What writes their new labels where units start."""
        source = self.bound.draft.source
        lines = without_comments(source.text).split("\n")
        ends, edits = _line_ends(lines), []
        for unit in wanted:
            end, label = ends[_last_line(unit, lines, self.grammar(unit))], f"#{self.given[unit.serial]}"
            at = source.typed.rfind("{", 0, end) + 1 if unit.classes else end  # its classes stand in braces already
            edits.append((at, at, f"{label} " if unit.classes else f" {{{label}}}"))
        return edits

    def written(self, members: Sequence[TypedReference], count: int) -> tuple[str, str]:
        """A citation written with labels, and what that prints; both empty when one of its `count` members has none."""
        targets, joints, labels = [], [], []
        for one in members:
            unit = one.target
            if not isinstance(unit, Unit) or len(members) < count:
                return "", ""
            targets.append(Target(unit, self.chains[unit.serial]))
            joints.append(_JOINTS.get(one.member.joint, " "))
            labels.append(f"@{unit.label or self.given.get(unit.serial) or self.new_label(unit)}")
        new = labels[0] + "".join(f"{joint}{label}" for joint, label in zip(joints[1:], labels[1:], strict=True))
        return new, plain(tuple(self.phrases.row(targets, joints[1:], members[0].here)))

    def new_label(self, unit: Unit) -> str:
        chain = self.chains[unit.serial]
        article = next((item for item in chain if item.level.name == "article"), chain[0])
        base = article.label or self.given.get(article.serial) or slug(plain(article.title), 5) or "dieu"
        below = [f"{item.level.cite[0]}{self.bound.numbers[item.serial]}" for item in chain[chain.index(article) + 1 :]]
        name = "-".join([base, *(slug(part, 5) for part in below)])
        found, again = name, self.again.get(name, 2)
        while found in self.taken:
            found, again = f"{name}-{again}", again + 1
        self.again[name] = again
        self.taken.add(found)
        self.given[unit.serial] = found
        return found


_JOINTS = {",": ", ", ";": "; ", "và": " và ", "hoặc": " hoặc ", "đến": " đến "}


def _chains(blocks: Sequence[Block], above: tuple[Unit, ...] = ()) -> Iterator[tuple[Unit, ...]]:
    """Each unit, with those around it before it."""
    for block in opened(blocks):
        if isinstance(block, Unit):
            yield (*above, block)
            yield from _chains(block.body, (*above, block))


def _line_ends(lines: list[str]) -> list[int]:
    ends, total = [], 0
    for line in lines:
        ends.append(total + len(line.rstrip(" \t")))
        total += len(line) + 1
    return ends


def _last_line(unit: Unit, lines: list[str], grammar: Grammar) -> int:
    """The last line of a heading, or of the first paragraph of a khoản or điểm."""
    at = unit.line
    if unit.level.marker:
        while at + 1 < len(lines) and lines[at + 1].strip() and not starts_block(grammar, lines[at + 1].lstrip(" \t")):
            at += 1
    return at
