"""Amending acts applied to a base, from where both lie to the files that come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from types import MappingProxyType

from draftkit.amend.act_facts import ActText, nothing, other_day
from draftkit.amend.drawn import files_of_tables, settled, sheets_of, with_tables, with_wording
from draftkit.amend.edited import Edited, companions, edited_files, whole
from draftkit.amend.output import TEXT_FILE, draft_files, kind_for
from draftkit.amend.worded import Looks, unlike, with_looks, with_notes
from draftkit.amending.apply import Applied, Sign, apply_operations
from draftkit.amending.operation import DONE, NOT_DONE, TIDIED, UNCLOSED, Operation, Outcome, Reading, ends_act
from draftkit.amending.quotes import unreadable
from draftkit.amending.read import read_lines
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Tree
from draftkit.amending.work import annexes_of
from draftkit.errors import SourceError, UndecidedError
from draftkit.law.dates import long_date
from draftkit.library.document import Document
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.grammar import Grammar


class Amended(NamedTuple):
    """An amended base: its rows, those it had, for each act its reading and what became of each operation."""

    old: list[Row]
    rows: list[Row]
    acts: tuple[tuple[Reading, tuple[Outcome, ...]], ...]
    notes: Mapping[str, str] = MappingProxyType({})
    """The footnotes of the wording of acts by their keys."""


def amended(base: ActText, acts: Sequence[ActText], partial: bool = False) -> Amended:
    """A base with acts applied, one after another, the operations of each all at once. Raises SourceError when an act
    amends nothing, or other acts than the base, or when base and act are one text; when operations cannot be read or
    contradict each other, or an article of the base stands there twice, too, but with `partial` these are not done."""
    rows = old = base_rows(base, partial)
    told: list[tuple[Reading, tuple[Outcome, ...]]] = []
    acts = apart(base, acts)
    for act in acts:
        reading = read_lines(act.lines, act.number, act.head)
        operations = operations_on(reading, base, act, partial)
        applied = carried_out(rows, act, reading, operations, partial=partial)
        rows = applied.rows
        told.append((reading, applied.outcomes))
    return Amended(old, rows, tuple(told), noted(base, acts))


def apart(base: ActText, acts: Sequence[ActText]) -> list[ActText]:
    """Acts with footnotes of keys that are not those of others or of the base."""
    taken = {*base.looks.notes}
    return [act.amending(taken) for act in acts]


def noted(base: ActText, acts: Sequence[ActText]) -> dict[str, str]:
    """The footnotes of acts by their keys, and of a base that is no draft: a draft has its own."""
    texts = acts if base.head else (base, *acts)
    return {key: text for act in texts for key, text in act.looks.notes.items()}


def operations_on(reading: Reading, base: ActText, act: ActText, partial: bool = False) -> list[Operation]:
    """The operations of an act that change this base. Raises SourceError when there are none or, unless `partial`, when
    the act gives the base another day than it has."""
    name = act.name
    if [line.text for line in act.lines] == [line.text for line in base.lines]:
        raise SourceError("{file}: base and amending act are the same text", file=name)
    if not reading.operations:
        raise SourceError.of(nothing(name))
    changed = [one for one in reading.operations if not ends_act(one)]
    bases = list(dict.fromkeys(one.base for one in changed or reading.operations))
    found = [one for one in reading.operations if one.base == base.number]
    by_number = bool(base.number) and "/" in bases[0]
    if not found and len(bases) == 1 and not by_number:
        found = changed
    if not found:
        said = "{file} does not amend {base}; it amends {bases}"
        raise SourceError(said, file=name, base=base.number or base.name, bases=", ".join(bases))
    given, own = ("", "") if partial else other_day(act, base)
    if given:
        said = "{file} amends {base} of {given}, but that at hand is of {own}; take the right one."
        raise UndecidedError(said, file=name, base=base.number, given=long_date(given), own=long_date(own))
    return found


def base_rows(base: ActText, partial: bool = False) -> list[Row]:
    """The rows of a base. Raises SourceError when it has no unit or, unless `partial`, numbers two articles alike."""
    rows = rows_of(base.lines)
    if not any(row.kind for row in rows):
        raise SourceError("{file}: there is no điều and no numbered part in it that could be amended", file=base.name)
    if not partial and (label := next(iter(Tree(rows).twice), "")):
        said = "{file}: Điều {label} stands there twice; the base must number its articles once"
        raise SourceError(said, file=base.name, label=label)
    # what is no draft becomes one, with all its looks
    return with_tables(rows, base.tables) if base.head else with_looks(with_tables(rows, base.tables, ""), base.looks)


def _ambiguous(rows: Sequence[Row], operations: Sequence[Operation]) -> Iterator[tuple[int, Message]]:
    """Of the operations, by their place among them, those on or beside a unit that stands twice in the base."""
    tree = Tree(rows)
    for at, one in enumerate(operations):
        for path in (one.target, one.after, one.before):
            if unit := cited(tree.doubled(path)):
                yield at, msg("{unit} stands twice in the base: nobody can tell which is meant", unit=unit)


def carried_out(
    rows: Sequence[Row],
    act: ActText,
    reading: Reading,
    operations: Sequence[Operation],
    sign: Sign = lambda _at: "",
    *,
    partial: bool,
) -> Applied:
    """The operations of one act done to rows. Raises UndecidedError, unless `partial`, when some cannot be read or
    contradict each other."""
    unread, doubtful = unreadable(act.lines, operations, reading.slips)
    unread |= dict(_ambiguous(rows, operations))
    own = with_tables(rows_of(act.lines), act.tables, Path(act.name).stem)
    applied = apply_operations(rows, operations, annexes_of(own), sign, doubtful | unread)
    wrong = sorted({**unread, **applied.contradictory}.items())
    if wrong and not partial:
        told = [Message("{at}: {message}", {"at": operations[at].at, "message": message}) for at, message in wrong]
        said = reduce(lambda one, other: Message("{one}; {other}", {"one": one, "other": other}), told)
        raise UndecidedError("{file}: {places}. Nothing was written; mend the act.", file=act.name, places=said)
    unclosed = {slip.line for slip in reading.slips if slip.sort == UNCLOSED}
    outcomes = tuple(_seen_to(one, act.looks, unclosed) if one.status == DONE else one for one in applied.outcomes)
    return Applied(settled(with_wording(applied.rows, own, act.looks.known), rows), outcomes)


def _seen_to(one: Outcome, looks: Looks, unclosed: set[int]) -> Outcome:
    """The outcome of what a person looks at: a wording whose quotes are not closed (the lines of such instructions are
    given), a change of a phrase, which is put in as plain letters."""
    if one.operation.line in unclosed and one.operation.new_text:
        return one._replace(status=TIDIED, message=msg("the quotation marks of the new wording are never closed"))
    new = one.operation.new
    if not new or not one.operation.op.endswith("-phrase") or not unlike(new, looks.known):
        return one
    said = "“{phrase}” has footnotes or letters of its own in the act: put them in by hand"
    return Outcome(one.operation, TIDIED, msg(said, phrase=new))


def files_of(
    result: Amended, base: ActText, document: Document | None, kinds: Sequence[KindSpec], kind: str = ""
) -> tuple[dict[str, bytes], Amended]:
    """The source files of an amended base by name, and the result with what could not be written back."""
    if document is None:
        spec = next((one for one in kinds if kind in (one.name, one.title)), None) if kind else None
        spec = spec or kind_for(base.number or base.shown, result.old, kinds)
        files = draft_files(result.rows, spec, base.number)
        tables = files_of_tables(result.rows)
        cells = [*sheets_of(tables, result.rows).values()]
        files[TEXT_FILE] = with_notes(files[TEXT_FILE].decode(), result.notes, *cells).encode()
        return files | tables, result
    draft = document.bound.draft
    edited = edited_files(result.old, result.rows, draft.source, Grammar.of(draft.kind.outline))
    originals = {part.name: _original(document.path, part.name) for part in draft.source.parts}
    tables = files_of_tables(result.rows, result.old)
    *_, last = edited.files
    cells = [*sheets_of(tables, result.rows).values()]
    texts = {name: with_notes(text, result.notes, *cells * (name == last)) for name, text in edited.files.items()}
    files = {Path(name).name: data for name, data in whole(texts, draft.source, originals).items()}
    files |= companions(document, files) | tables
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
