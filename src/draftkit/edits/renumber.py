"""Numbers typed in the source counted anew where units came, went or moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from draftkit.model.message import Place, Span
from draftkit.model.numeral import Ordinal, follows, parse, whole, write
from draftkit.model.tree import Block, Draft, Unit, opened

_LEAD = re.compile(r"[ \t]*(?:>[ \t]?)*[“\"]?")
Retyped = tuple[str, int, int, str]
"""File, line from 0, column, length and text."""
Family = tuple[tuple[str, ...], Sequence[Unit]]


def renumbered(before: Draft, after: Draft) -> list[Retyped]:
    """Numbers to type in the sources of `after`. Families that did not count before are left alone."""
    odd = {key for key, units in _families(before) if not _counts(units)}
    return _anew(after, (units for key, units in _families(after) if key not in odd))


def recounted(draft: Draft, span: Span) -> list[Retyped]:
    """Numbers to type so that those that count together with the unit on a line of a file count up."""
    spans = draft.source.span
    beside = (units for _, units in _families(draft) if any(spans(Place(unit.line))[:2] == span[:2] for unit in units))
    return _anew(draft, beside)


def _anew(draft: Draft, families: Iterable[Sequence[Unit]]) -> list[Retyped]:
    """Numbers to type so that families count up."""
    lines = draft.source.text.split("\n")
    out: list[Retyped] = []
    for units in families:
        for unit, number in zip(units, _counted(units), strict=True) if not _counts(units) else ():
            column = _column(lines[unit.line], unit)
            if number != unit.number and column >= 0:
                span = draft.source.span(Place(unit.line))
                out.append((span.file, span.line - 1, column, f"{len(unit.number)} {number}"))
    return out


def retyped(texts: dict[str, str], changes: Sequence[Retyped]) -> dict[str, str]:
    """The texts with those numbers typed."""
    out = dict(texts)
    for file in {change[0] for change in changes}:
        lines = out[file].split("\n")
        for _, line, column, what in (change for change in changes if change[0] == file):
            length, _, number = what.partition(" ")
            lines[line] = lines[line][:column] + number + lines[line][column + whole(length, 0) :]
        out[file] = "\n".join(lines)
    return out


def _families(draft: Draft) -> Iterator[Family]:
    """Units with typed numbers that count together: those of one level in one parent, or in the whole text where the
    count runs on."""
    running: dict[str, list[Unit]] = {}
    found: list[Family] = []

    def visit(blocks: Sequence[Block], parents: tuple[str, ...]) -> None:
        groups: dict[str, list[Unit]] = {}
        for unit in (block for block in opened(blocks) if isinstance(block, Unit)):
            (running if unit.level.runs_on else groups).setdefault(unit.level.name, []).append(unit)
            called = unit.label or "".join(part for part in unit.title if isinstance(part, str)) or unit.level.name
            visit(unit.body, (*parents, called))
        found.extend(((*parents, name), units) for name, units in groups.items())

    visit(draft.body, ())
    found.extend(((name,), units) for name, units in running.items())
    for annex in draft.annexes:
        running.clear()
        visit(annex.body, ("phu-luc", annex.label))
        found.extend(((annex.label, name), units) for name, units in running.items())
    return iter([(key, [unit for unit in units if unit.number]) for key, units in found])


def _counts(units: Sequence[Unit]) -> bool:
    """Whether the typed numbers count up; all the same counts too, since the reader counts them."""
    if len({unit.number for unit in units}) < 2 and len(units) != 1:
        return True
    last: Ordinal = (0, 0)
    for unit in units:
        ordinal = _ordinal(unit)
        if ordinal is None or not follows(last, ordinal):
            return False
        last = ordinal
    return True


def _ordinal(unit: Unit) -> Ordinal | None:
    number = unit.number.rpartition(".")[2] if unit.level.whole else unit.number
    return parse(number, unit.level.numeral)


def _counted(units: Sequence[Unit]) -> Iterator[str]:
    """The numbers that count up; an inserted one (2a) stays the next of the one before it."""
    last: Ordinal = (0, 0)
    for unit in units:
        ordinal = _ordinal(unit)
        inserted = ordinal is not None and ordinal[1] > 0 and last != (0, 0)
        last = (last[0], last[1] + 1) if inserted else (last[0] + 1, 0)
        head = unit.number.rpartition(".")[0] + "." if unit.level.whole and "." in unit.number else ""
        yield head + write(last, unit.level.numeral)


def _column(line: str, unit: Unit) -> int:
    """Where the number of a unit is typed on its line; -1 when it is not found there."""
    if unit.level.marker:
        found = _LEAD.match(line)
        at = found.end() if found else 0
        return at if line.startswith(unit.number, at) else -1
    match = re.search(rf"(?<![^\W_]){re.escape(unit.number)}(?![^\W_])", line)
    return match.start() if match else -1
