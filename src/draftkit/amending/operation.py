"""What an amending act does to another, as values that may be kept, compared and written as JSON."""

from __future__ import annotations

from draftkit.law.amending.placed import Path
from draftkit.model.message import Message
from draftkit.model.named import NamedTuple

INTO = "into"
AS_SENTENCE = "sentence"


class Operation(NamedTuple):
    """One change of one unit. `op` is replace, insert, append, repeal, replace-phrase, insert-phrase, delete-phrase,
    rename, renumber, replace-annex or other.

    `at` is the place of the instruction in the amending act, innermost unit first, as law says it; `line` its first
    line there. `base` is the number of the amended act, or its type and name. `target` is the unit, outermost first,
    `part` what of it is meant if not all. `after` and `before` are brothers of an inserted unit. `old` and `new` are
    phrases; of an inserted phrase, `old` is the one it stands beside and `beside` the side; with `INTO`, `after` is the
    chương or mục that an inserted điều comes into; what is appended with `AS_SENTENCE` opens no paragraph of its own.
    `new_text` holds the new
    wording, one paragraph an entry, without the quotes around it."""

    at: str
    op: str
    base: str
    target: Path
    part: str = ""
    after: Path = ()
    before: Path = ()
    old: str | None = None
    new: str | None = None
    beside: str = ""
    new_text: tuple[str, ...] | None = None
    effective_from: str = ""
    line: int = 0


DONE, TIDIED, NOT_DONE = "done", "tidied", "not done"


class Outcome(NamedTuple):
    """An operation and what became of it: `done`, `tidied` (done, and something was set right that `message` names) or
    `not done`, and why."""

    operation: Operation
    status: str
    message: Message | None = None


def names_act(one: Operation) -> bool:
    """Whether an operation gives the act itself another name."""
    return one.op == "replace" and one.part == "tên" and not one.target and bool(one.new_text)


def ends_act(one: Operation) -> bool:
    """Whether an act is repealed from beginning to end, with or without an exception, and nothing of it amended."""
    return one.op in ("repeal", "other") and not (one.target or one.part or one.old or one.new or one.new_text)


class Residue(NamedTuple):
    """A line of an amending article that is in no operation and no quoted text, and why."""

    line: int
    text: str
    reason: str


UNCLOSED, GLUED = "unclosed", "glued"


class Slip(NamedTuple):
    """What is wrong with the signs around the new wording of the instruction at a line: a quote that is never closed
    (`UNCLOSED`), wording on the instruction's own line (`GLUED`)."""

    line: int
    sort: str


class Reading(NamedTuple):
    """An amending act read. `roles` says what each line was taken for: `instruction`, `quoted`, `heading`, `residue`
    or `outside` (of any amending article)."""

    act: str
    operations: tuple[Operation, ...]
    residue: tuple[Residue, ...]
    roles: tuple[str, ...]
    slips: tuple[Slip, ...] = ()
    effect: str = ""
    """From when the act has effect as a whole: ISO, or in its own words."""


def as_data(reading: Reading) -> dict[str, object]:
    """A reading as it is written to JSON."""
    operations = [_operation(one) for one in reading.operations]
    return {"act": reading.act, "operations": operations, "residue": [one._asdict() for one in reading.residue]}


def _operation(one: Operation) -> dict[str, object]:
    data: dict[str, object] = {
        "at": one.at,
        "op": one.op,
        "base": one.base,
        "target": [str(unit) for unit in one.target],
        "after": [str(unit) for unit in one.after] or None,
        "part": one.part or None,
        "old": one.old,
        "new": one.new,
        "new_text": None if one.new_text is None else "\n".join(one.new_text),
        "effective_from": one.effective_from or None,
    }
    if one.before:
        data["before"] = [str(unit) for unit in one.before]
    if one.beside:
        data["beside"] = one.beside
    return data
