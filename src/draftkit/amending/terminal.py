"""Operations as lines of a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from draftkit.amending.operation import AS_SENTENCE, DONE, INTO, NOT_DONE, TIDIED, Operation, Outcome, Reading, Residue
from draftkit.law.amending.placed import Path
from draftkit.model.message import Translate, msg, word

Told = Sequence[tuple[str, Sequence[Outcome], Sequence[Residue]]]
"""What became of the operations of each act, and its lines that nobody understood."""


def reading_lines(reading: Reading, translate: Translate) -> Iterator[str]:
    """The operations of an act under the place that tells each, then what was not understood."""
    place = ""
    for one in reading.operations:
        if one.at != place:
            place = one.at
            yield f"{place}:"
        yield f"  {operation_line(one, translate)}"
    yield from _residue(reading.residue, translate)


def _residue(residue: Sequence[Residue], translate: Translate) -> Iterator[str]:
    """The lines of an act that were not understood."""
    if residue:
        yield translate("Not understood:")
    for rest in residue:
        yield f"  {rest.line}: {rest.text}"


def operation_line(one: Operation, translate: Translate) -> str:
    """One operation in a line: what is done, where, in which act."""
    part = f"{one.part} " if one.part else ""
    words = f"{word(_WORDS[one.op], translate)} {part}{cited(one.target) or translate('the whole act')}"
    if one.beside == AS_SENTENCE:
        words = words.replace(word(_WORDS[one.op], translate), translate("append a sentence to"), 1)
    if one.base:
        words += f" ({one.base})"
    if one.after:
        words += f", {translate('into' if one.beside == INTO else 'after')} {cited(one.after)}"
    if one.before:
        words += f", {translate('before')} {cited(one.before)}"
    if one.op == "insert-phrase":
        side, _, near = one.beside.partition(" ")
        words += f": “{one.new}”" + (f" {word(_WORDS[side], translate)} “{one.old}”" if one.old else "")
    else:
        words += f": “{one.old}”" if one.old is not None else ""
        words += (f" → “{one.new}”" if one.old is not None else f" → {one.new}") if one.new is not None else ""
        near = one.beside if one.beside not in (INTO, AS_SENTENCE) else ""
    if near:
        side, _, near = near.partition(" ")
        words += f" ({word(_WORDS[side], translate)} {near})".replace(" )", ")")
    return words


def outcome_lines(acts: Told, translate: Translate) -> Iterator[str]:
    """What became of each operation, act by act, and how many were done."""
    for name, outcomes, residue in acts:
        yield f"{name or '…'}:"
        for one in outcomes:
            said = word(_STATUS[one.status], translate)
            why = f" — {word(one.message, translate)}" if one.message else ""
            at = f"{one.operation.at}: " if one.operation.at else ""
            yield f"  {said}: {at}{operation_line(one.operation, translate)}{why}"
        counts = Counter(one.status for one in outcomes) or {DONE: 0}
        yield "  " + ", ".join(
            f"{counts[status]} {word(_STATUS[status], translate)}" for status in _STATUS if status in counts
        )
        yield from _residue(residue, translate)


def undone(acts: Told) -> int:
    """How many operations of acts, and lines not understood, are left to a person."""
    return sum(len(residue) + sum(one.status == NOT_DONE for one in outcomes) for _, outcomes, residue in acts)


def outcomes_data(acts: Told) -> list[dict[str, object]]:
    """What became of each operation, as it is written to JSON."""
    return [
        {
            "act": name,
            "operations": [
                {
                    "at": one.operation.at,
                    "op": one.operation.op,
                    "target": [str(unit) for unit in one.operation.target],
                    "part": one.operation.part or None,
                    "status": one.status,
                    "why": str(one.message) if one.message else None,
                }
                for one in outcomes
            ],
            "residue": [one._asdict() for one in residue],
        }
        for name, outcomes, residue in acts
    ]


def cited(path: Path) -> str:
    """A path as law says it, innermost first: `điểm a khoản 2 Điều 5`."""
    return " ".join(str(unit) for unit in reversed(path))


_STATUS = {DONE: msg("done"), TIDIED: msg("done with tidying"), NOT_DONE: msg("not done")}
_WORDS = (
    {"replace": msg("replace"), "insert": msg("insert"), "append": msg("append to"), "repeal": msg("repeal")}
    | {"replace-phrase": msg("replace a phrase in"), "insert-phrase": msg("insert a phrase in")}
    | {"delete-phrase": msg("delete a phrase in"), "rename": msg("rename"), "renumber": msg("renumber")}
    | {"replace-annex": msg("replace as a whole"), "other": msg("change otherwise"), "within": msg("within")}
    | {"after": msg("after"), "before": msg("before"), "start": msg("at the beginning of"), "end": msg("at the end of")}
)
