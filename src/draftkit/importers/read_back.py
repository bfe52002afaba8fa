"""The proof of an import: the draft is written to a scratch folder, read back, and what it prints held against the
file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from draftkit.importers.convert import Converted, Importer
from draftkit.importers.report import DraftLines, Report, compare, draft_lines
from draftkit.importers.unkept import unkept
from draftkit.model.tree import Draft, units
from draftkit.recognise.pieces import Choices
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

ReadBack = Callable[[Path], tuple[Bound, Frame]]
Step = Callable[[Bound], Sequence[str]]
"""Betters the source of a draft without changing what it says: the text of each of its parts."""
_PASSES = 3


def finish(
    importer: Importer, folder: Path, name: str, read: ReadBack, steps: Sequence[Step]
) -> tuple[Mapping[str, bytes], Report]:
    """Convert, read back and mend until the numbers come out as written; then take each step that leaves the text as it
    is, and report."""
    how = Choices()
    for _ in range(_PASSES):
        converted = importer.convert(how)
        _write(folder, converted.files)
        bound, frame = read(folder)
        said = draft_lines(bound, frame)
        counts, remarks = compare(importer.said(), said)
        rescued = how.rescued | importer.lost(remarks)
        better = Choices(
            how.plain_lines | _renumbered(bound, converted),
            rescued,
            {**importer.differing(frame), **how.as_typed},
            printed=(how.printed | importer.printed(remarks)) - rescued,
        )
        if better == how:
            break
        how = better
    files, bound, _ = bettered(folder, converted.files, read, steps)
    losses = (*converted.losses, *unkept(importer.file, bound))
    return files, Report(
        name, converted.kind.title, converted.kind.name, counted(bound.draft), counts, tuple(remarks), losses
    )


def bettered(
    folder: Path, written: Mapping[str, bytes], read: ReadBack, steps: Sequence[Step]
) -> tuple[Mapping[str, bytes], Bound, DraftLines]:
    """The files of a draft after each step that leaves its text as it is, the draft, and the lines it prints."""
    files = dict(written)
    _write(folder, files)
    bound, frame = read(folder)
    said = draft_lines(bound, frame)
    for change in steps:
        changed = _changed(bound, change(bound))
        if not changed:
            continue
        _write(folder, changed)
        after = read(folder)
        if draft_lines(*after) == said:
            files |= changed
            bound = after[0]
        else:  # better the plainer source than another text
            _write(folder, files)
    return files, bound, said


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _changed(bound: Bound, texts: Sequence[str]) -> dict[str, bytes]:
    """The parts of a draft that a step changes, by file name."""
    parts = bound.draft.source.parts
    lines = bound.draft.source.text.split("\n")
    starts = [part.first for part in parts]
    found = {}
    for part, text, start, end in zip(parts, texts, starts, [*starts[1:], len(lines)], strict=True):
        if text.strip("\n") != "\n".join(lines[start:end]).strip("\n"):
            found[part.name.rpartition("/")[2]] = (text.strip("\n") + "\n").encode()
    return found


def _renumbered(bound: Bound, converted: Converted) -> frozenset[tuple[int, int]]:
    """Places of the file whose numbers would be printed otherwise than written: single items of several lists, all
    numbered 1, look like one list to be counted."""
    source = bound.draft.source
    found = set()
    for unit in units(bound.draft.blocks):
        if unit.number and bound.numbers[unit.serial] != unit.number:
            part = max((part for part in source.parts if part.first <= unit.line), key=lambda part: part.first)
            place = converted.origins.get((part.name.rpartition("/")[2], unit.line - part.first))
            if place:
                found.add(place)
    return frozenset(found)


def counted(draft: Draft) -> dict[str, int]:
    """How many units of each level the body has, and how many annexes."""
    found = dict(Counter(unit.level.cite or unit.level.name for unit in units(draft.body)))
    if draft.annexes:
        for annex in draft.annexes:
            name = annex.level.cite
            found[name] = found.get(name, 0) + 1
    return found
