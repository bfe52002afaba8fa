"""Amending acts applied to a base, from where both lie to the files that come out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from draftkit.amend.edited import Edited, companions, edited_files, whole
from draftkit.amend.output import draft_files, kind_for
from draftkit.amend.source import ActText
from draftkit.amending.apply import apply_operations
from draftkit.amending.operation import Operation, Reading
from draftkit.amending.outcome import NOT_DONE, TIDIED, Outcome
from draftkit.amending.read import read_lines
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.tree import Tree
from draftkit.amending.wordings import REPEALED
from draftkit.amending.work import Annexes
from draftkit.errors import SourceError
from draftkit.law.amending.units import Path as UnitPath
from draftkit.library.document import Document
from draftkit.model.kind import KindSpec
from draftkit.model.message import msg
from draftkit.readers.grammar import Grammar


class Amended(NamedTuple):
    """A base after its amendments: its rows, those it had, and for each act its reading with what became of each
    operation."""

    old: list[Row]
    rows: list[Row]
    acts: tuple[tuple[Reading, tuple[Outcome, ...]], ...]


def amended(base: ActText, acts: Sequence[ActText]) -> Amended:
    """A base with acts applied, one after another, the operations of each all at once. Raises SourceError when an act
    amends nothing, or other acts than the base, or when base and act are one text."""
    old = rows_of(base.lines)
    doubled = _doubled(old)
    if doubled:
        raise SourceError(
            "{file}: Điều {label} stands there twice; the base must number its articles once",
            file=base.name,
            label=doubled,
        )
    rows = old
    told: list[tuple[Reading, tuple[Outcome, ...]]] = []
    for act in acts:
        if [line.text for line in act.lines] == [line.text for line in base.lines]:
            raise SourceError("{file}: base and amending act are the same text", file=act.name)
        reading = read_lines(act.lines, act.number)
        operations = operations_on(reading, base, act.name)
        applied = apply_operations(rows, operations, annexes_of(act))
        rows = applied.rows
        told.append((reading, applied.outcomes))
    return Amended(old, rows, tuple(told))


def proved(old: ActText, new: ActText, act: ActText) -> None:
    """Raises SourceError unless an act, as it is printed, turns one text into the other."""
    made, wanted = amended(old, [act]).rows, rows_of(new.lines)
    pairs = zip_longest(*([row.text for row in rows if not row.text.endswith(REPEALED)] for rows in (made, wanted)))
    wrong = next((one or other for one, other in pairs if one != other), None)
    if wrong is not None:
        raise SourceError("instructions cannot express the change of {places}", places=f"“{wrong}”")


def operations_on(reading: Reading, base: ActText, name: str) -> list[Operation]:
    """The operations of an act that change this base. Raises SourceError when there are none."""
    if not reading.operations:
        raise SourceError(
            "{file} amends nothing: it holds no instruction such as “Sửa đổi, bổ sung khoản 2 Điều 5 như sau:”.",
            file=name,
        )
    bases = list(dict.fromkeys(one.base for one in reading.operations))
    found = [one for one in reading.operations if one.base == base.number]
    if not found and (len(bases) == 1 and not _other_number(bases[0], base.number)):
        found = list(reading.operations)
    if not found:
        raise SourceError(
            "{file} does not amend {base}; it amends {bases}",
            file=name,
            base=base.number or base.name,
            bases=", ".join(bases),
        )
    return found


def _other_number(named: str, number: str) -> bool:
    """Whether an act is named by a number that is not that of the base."""
    return bool(number) and "/" in named and named != number


def _doubled(rows: Sequence[Row]) -> str:
    tree = Tree(rows)
    if len(tree.sequences) > 1:
        return ""
    seen: set[str] = set()
    for node in tree.walk():
        if node.kind == "Điều" and not any(one.kind == "Phụ lục" for one in node.path()):
            if node.label in seen:
                return node.label
            seen.add(node.label)
    return ""


def annexes_of(act: ActText) -> Annexes:
    """Gives the annexes of an amending act by their path."""

    def rows(path: UnitPath) -> list[Row]:
        own = rows_of(act.lines)
        node = Tree(own).find(path[-1:])
        return [row._replace(source=-1) for row in own[node.start : node.end]] if node and node.kind else []

    return rows


def files_of(
    result: Amended, base: ActText, document: Document | None, kinds: Sequence[KindSpec], kind: str = ""
) -> tuple[dict[str, bytes], Amended]:
    """The source files of an amended base by name, and the result with what could not be written back."""
    if document is None:
        spec = next((one for one in kinds if kind in (one.name, one.title)), None) if kind else None
        spec = spec or kind_for(base.number, result.old, kinds)
        return draft_files(result.rows, spec, base.number), result
    draft = document.bound.draft
    edited = edited_files(result.old, result.rows, draft.source, Grammar.of(draft.kind.outline))
    originals = {part.name: _original(document.path, part.name) for part in draft.source.parts}
    files = {Path(name).name: data for name, data in whole(edited.files, draft.source, originals).items()}
    files |= companions(document, files)
    return files, _told(result, edited)


def _original(path: Path, name: str) -> str:
    file = path / Path(name).name if path.is_dir() else path
    return file.read_text(encoding="utf-8-sig")


def _told(result: Amended, edited: Edited) -> Amended:
    """The outcomes, where a phrase stood in words made from a label or a value: written out, or not changed."""
    if not edited.failed and not edited.written:
        return result
    failed, written = ([row.text for row in rows] for rows in (edited.failed, edited.written))
    acts = []
    for reading, outcomes in result.acts:
        told = []
        for one in outcomes:
            new = one.operation.new or ""
            if one.status != NOT_DONE and new and one.operation.op.endswith("-phrase"):
                if any(new in text for text in failed):
                    message = msg("its words are made from a label or a value of the source; change that")
                    one = one._replace(status=NOT_DONE, message=message)
                elif any(new in text for text in written):
                    message = msg("a value or a reference of the source was written out in words")
                    one = one._replace(status=TIDIED, message=message)
            told.append(one)
        acts.append((reading, tuple(told)))
    return result._replace(acts=tuple(acts))
