"""The proof of an import: the draft is written to a scratch folder, read back, and what it prints held against the
file. What a file says without letters (struck and hidden words, codes of fields, figures, links) is told, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from draftkit.importers.convert import Converted, Importer
from draftkit.importers.report import DraftLines, Report, compare, draft_lines
from draftkit.model.inline import Link, Sub, Sup, every, plain
from draftkit.model.message import Message, msg
from draftkit.model.printed import contents_of
from draftkit.model.tree import Draft, units
from draftkit.recognise.pieces import Choices
from draftkit.recognise.source import runs_of
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame
from draftkit.text.marks import FIELD, HIDDEN, LINK, LOWERED, RAISED, STRUCK, mark_said
from draftkit.word.fingerprint import fingerprint
from draftkit.word.values import Run, Table, WordFile

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
    source = bound.draft.source
    found = {}
    for part, text, lines in zip(source.parts, texts, source.parted(source.text.split("\n")), strict=True):
        if text.strip("\n") != "\n".join(lines).strip("\n"):
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
    found = Counter(unit.level.cite or unit.level.name for unit in units(draft.body))
    found.update(annex.level.cite for annex in draft.annexes)
    return dict(found)


_NEVER = frozenset((STRUCK, HIDDEN, FIELD))
"""What the dialect cannot say: the words stay, plain."""
_MADE = frozenset((RAISED, LOWERED, LINK))
_DRAWN, _SHORT = "_-–—=*. ", 2
"""Signs that a line below a header is drawn with, more than so many: it is raised to stand nearer, and says nothing."""


def unkept(file: WordFile, bound: Bound) -> Iterator[Message]:
    """What the draft lost of a file besides letters, each once."""
    tables = (one for section in file.sections for one in section.blocks if isinstance(one, Table))
    if not (any(map(_is_marked, runs_of(file))) or any(row.hidden for table in tables for row in table.rows)):
        return
    kept = Counter(_said(bound))
    told: set[tuple[str, str]] = set()
    for mark in fingerprint(file).marks:
        key = mark.kind, mark.words
        if len(mark.words) > _SHORT and not mark.words.strip(_DRAWN):
            continue
        if mark.kind in _MADE and kept[key] > 0:
            kept[key] -= 1
        elif mark.kind in _NEVER | _MADE and (key not in told or mark.kind in _NEVER):
            told.add(key)
            yield msg("{mark}: the draft has the plain words", mark=mark_said(mark))


def _is_marked(run: Run) -> bool:
    form = run.format
    odd = form.strike or form.hidden or form.vertical or form.size_pt < 2 or form.color.upper() == "FFFFFF"
    return bool(odd or run.link or run.kind == "field-code")


def _said(bound: Bound) -> Iterator[tuple[str, str]]:
    """The figures and links of a draft, as they are marked in a file."""
    kinds = {Sup: RAISED, Sub: LOWERED, Link: LINK}
    contents = [*bound.bases, *(note.content for note in bound.notes)]
    contents += [content for content, _ in contents_of((*body_flow(bound), *annex_flow(bound, "")))]
    for one in (one for content in contents for one in every(content)):
        if type(one) in kinds:
            yield kinds[type(one)], " ".join(plain((one,)).split())
