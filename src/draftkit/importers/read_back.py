"""The proof of an import: the draft is written to a scratch folder, read back, and what it prints held against the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from draftkit.errors import ConfigError, InternalError
from draftkit.importers.convert import Converted, Importer
from draftkit.importers.report import Report, compare, draft_lines, file_lines
from draftkit.model.tree import Draft, units
from draftkit.resolve.bind import Bound
from draftkit.resolve.frame import Frame

ReadBack = Callable[[Path], tuple[Bound, Frame]]
Format = Callable[[Path], Iterable[tuple[Path, str, str]]]
_PASSES = 3


def finish(importer: Importer, folder: Path, name: str, read: ReadBack, link: Format | None) -> tuple[Mapping[str, bytes], Report]:
    """Convert, read back and mend until the numbers come out as written; then link, compare and report."""
    plain: frozenset[tuple[int, int]] = frozenset()
    as_typed: dict[str, str] = {}
    for _ in range(_PASSES):
        converted = importer.convert(plain, as_typed)
        _write(folder, converted.files)
        bound, frame = read(folder)
        wrong, differing = _renumbered(bound, converted) - plain, importer.differing(frame)
        if not wrong and not differing.keys() - as_typed.keys():
            break
        plain |= wrong
        as_typed |= differing
    files = dict(converted.files)
    if link and (linked := _linked(folder, link)):
        _write(folder, linked)
        after = read(folder)
        if draft_lines(*after) == draft_lines(bound, frame):
            files |= linked
            bound, frame = after
        else:
            _write(folder, converted.files)
    counts, remarks = compare(file_lines(importer.file, importer.tools), draft_lines(bound, frame))
    return files, Report(name, converted.kind.title, converted.kind.name, counted(bound.draft), counts, tuple(remarks), converted.losses)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _linked(folder: Path, link: Format) -> dict[str, bytes]:
    try:
        return {path.name: then.encode() for path, now, then in link(folder) if now != then}
    except (InternalError, ConfigError):  # better no links than another text
        return {}


def _renumbered(bound: Bound, converted: Converted) -> frozenset[tuple[int, int]]:
    """Places of the file whose numbers would be printed otherwise than written: single items of several lists, all numbered 1, look like one list to be counted."""
    source = bound.draft.source
    found = set()
    for unit in units(bound.draft.blocks):
        if unit.number and bound.numbers[unit.line] != unit.number:
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
