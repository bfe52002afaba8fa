"""Numbers as counted and as written.

After this: every unit outside quotations has a number; written numbers are kept; a written number that does not follow
from the one before it is a fault. Khoản that are all written `1.`, and điểm that are all written `a)`, are counted as
if they carried no number."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.model.inline import Content, plain
from draftkit.model.kind import CONSOLIDATED, UNCOUNTED
from draftkit.model.message import Fault, Mend, Place, msg
from draftkit.model.numeral import Ordinal, follows, parse, write
from draftkit.model.tree import Block, Division, Draft, Figure, Formula, Paragraph, Table, Unit, is_plain

_START: Ordinal = (0, 0)
_COUNTED = (Mend(target="number", sure=False),)


class Numbering:
    """The numbers of one draft: `units` by serial of the unit; `counted` those of tables, figures, formulas."""

    def __init__(self, draft: Draft) -> None:
        self.units: dict[int, str] = {}
        self.counted: dict[int, str] = {}
        self.faults: list[Fault] = []
        self._own = CONSOLIDATED not in draft.kind.rule_sets
        """Whether the numbers are the author's to set: a consolidated text has those that the acts left."""
        self._padded: Ordinal = _START
        """The last form: their numbers may go on from annex to annex."""
        self._body(draft.body, {})
        self._annexes([annex for annex in draft.annexes if annex.level is not draft.kind.attachment_level])
        for attached in draft.annexes:
            if attached.level is draft.kind.attachment_level:  # told apart by its name, not by a number
                self.units[attached.serial] = ""
                self._body(attached.body, {})
        self._count_captions(draft.body)
        for annex in draft.annexes:
            self._count_captions(annex.body, self._inner(annex))

    def _annexes(self, found: list[Unit]) -> None:
        annexes = [one for one in found if UNCOUNTED not in one.classes]
        for one in found:
            if UNCOUNTED in one.classes:
                self.units[one.serial] = ""
                self._body(one.body, {})
        if len(annexes) == 1 and not annexes[0].number and not annexes[0].level.whole:
            self.units[annexes[0].serial] = ""
            self._body(annexes[0].body, {})
        elif annexes:
            self._siblings(annexes, {}, {})

    def _inner(self, unit: Unit) -> str:
        """What numbers inside a unit start with: `2.1.` inside 2.1, nothing inside điều 2."""
        number = self.units[unit.serial]
        return f"{number}." if unit.level.whole and number else ""

    def _body(
        self, body: tuple[Block, ...], running: dict[str, Ordinal], prefix: str = "", title: Content = ()
    ) -> None:
        siblings = list(_child_units(body))
        if siblings:
            first = siblings[0]
            # “Điều 61. 1. Nhà nước …”: the first khoản stands in the heading, which is said there, once
            begun = first.number == "2" and first.level.marker == "{n}." and plain(title).startswith("1.")
            self._siblings(siblings, running, {first.level.name: (1, 0)} if begun else {}, prefix)

    def _siblings(
        self, siblings: list[Unit], running: dict[str, Ordinal], local: dict[str, Ordinal], outer: str = ""
    ) -> None:
        lazy = _lazy(siblings)
        units = self.units
        for at, unit in enumerate(siblings):
            level = unit.level
            prefix = outer if level.whole else ""
            counts = running if level.runs_on else local
            last = counts.get(level.name, _START)
            if unit.number and not lazy:
                ordinal = parse(unit.number.removeprefix(prefix), level.numeral)
                if ordinal is None or not unit.number.startswith(prefix):
                    text = msg("“{number}” is not a number that {level} can have", number=unit.number, level=level.cite)
                    self.faults.append(Fault("DK-N003", text, Place(unit.line, unit.column), self._own))
                    ordinal = (last[0] + 1, 0)
                elif not (ordinal[0] == last[0] + 1 and not ordinal[1]) and not (
                    at and ordinal == (1, 0) and _announces(siblings[at - 1])
                ):
                    self._check(unit, prefix, last, ordinal)
                elif unit.number[0] == "0" and level.numeral == "arabic":
                    text = msg("“{number}”: write it without the zero", number=unit.number)
                    self.faults.append(Fault("DK-N003", text, Place(unit.line, unit.column), sure=False))
                if level.numeral == "padded":
                    self._padded = ordinal
                units[unit.serial] = unit.number
            else:
                ordinal = (last[0] + 1, 0)
                units[unit.serial] = prefix + write(ordinal, level.numeral)
            counts[level.name] = ordinal
            if not is_plain(unit.body):
                inner = {} if level.name == "annex" else running
                self._body(unit.body, inner, self._inner(unit), unit.title)

    def _check(self, unit: Unit, prefix: str, last: Ordinal, ordinal: Ordinal) -> None:
        if (follows(last, ordinal) and last != _START) or (not self._own and ordinal > last):
            return  # what acts repealed left gaps in a consolidated text
        level = unit.level
        # forms come in sets: 02a, 02b after 01, and after the 01 of the annex before
        ahead = last if last != _START else self._padded
        if level.numeral == "padded" and (follows(ahead, ordinal) or ordinal == (ahead[0] + 1, 1)):
            return
        expected = prefix + write((last[0] + 1, 0), level.numeral)
        said = {"level": level.cite, "number": unit.number, "expected": expected}
        rule, sure = "DK-N001", self._own
        if ordinal == last:
            rule, message = "DK-N002", msg("{level} {number} is numbered twice; {expected} was expected", **said)
        elif last == _START:
            sure = sure and level.numeral != "padded"
            message = msg("{level} starts at {number}, not at {expected}", **said)
        else:
            said["before"] = prefix + write(last, level.numeral)
            message = msg("{level} {number} follows {before}; {expected} was expected", **said)
        self.faults.append(Fault(rule, message, Place(unit.line, unit.column), sure, _COUNTED))

    def _count_captions(self, blocks: tuple[Block, ...], prefix: str = "") -> None:
        counts = {"table": 0, "figure": 0, "formula": 0}
        for block in _captioned(blocks):
            name = "table" if isinstance(block, Table) else "figure" if isinstance(block, Figure) else "formula"
            counts[name] += 1
            self.counted[block.serial] = f"{prefix}{counts[name]}"


def _child_units(body: tuple[Block, ...]) -> Iterator[Unit]:
    for block in body:
        kind = type(block)
        if kind is Unit:
            yield block  # type: ignore[misc]
        elif kind is Division:
            yield from _child_units(block.blocks)  # type: ignore[union-attr]


def _announces(before: Unit) -> bool:
    """Whether what follows a point of a list opens another list of its clause: `Không áp dụng đối với:`."""
    last = before.body[-1] if before.level.restarts and len(before.body) > 1 else None
    return isinstance(last, Paragraph) and plain(last.content).rstrip().endswith(":")


def _lazy(siblings: list[Unit]) -> bool:
    first = siblings[0].number
    return (
        bool(first)
        and len(siblings) > 1
        and bool(siblings[0].level.marker)
        and all(unit.number == first for unit in siblings)
        and parse(first, siblings[0].level.numeral) == (1, 0)
    )


def _captioned(blocks: tuple[Block, ...]) -> Iterator[Table | Figure | Formula]:
    for block in blocks:
        if isinstance(block, Unit):
            if not is_plain(block.body):
                yield from _captioned(block.body)
        elif isinstance(block, (Table, Figure)):
            if block.caption or block.label:
                yield block
        elif isinstance(block, Formula):
            if block.label:
                yield block
        elif isinstance(block, Division):
            yield from _captioned(block.blocks)
