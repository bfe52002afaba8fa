"""Operations carried out on the text as it stood, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from draftkit.amending import carry
from draftkit.amending.lines import labelled
from draftkit.amending.operation import DONE, NOT_DONE, TIDIED, Operation, Outcome
from draftkit.amending.phrase import Swap, swapped
from draftkit.amending.rows import Row, end_of_name
from draftkit.amending.terminal import cited
from draftkit.amending.wordings import heading
from draftkit.amending.work import Annexes, Change, Refused, Work
from draftkit.law.amending.placed import Unit
from draftkit.law.units import REPEALED
from draftkit.model.grouped import grouped
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.pattern import Pattern

Sign = Callable[[int], str]
MARK = Pattern("[\ue000-\uf8ff]")
"""A mark: one sign of the private area, for as long as a text is being put together."""
_LABEL = Pattern(r"\S{1,8}[.)]\s*")
_ARTICLE = Pattern(r"Điều\s+\w+\s*[.:]\s*")


class Applied(NamedTuple):
    """The rows after all operations, and what became of each, in order. `contradictory` are those, by their place,
    that leave two answers: the unit is worded twice, or once and repealed."""

    rows: list[Row]
    outcomes: tuple[Outcome, ...]
    contradictory: Mapping[int, Message] = {}


def apply_operations(
    rows: Sequence[Row],
    operations: Sequence[Operation],
    annexes: Annexes = lambda _path: [],
    sign: Sign = lambda _at: "",
    unread: Mapping[int, Message] = {},
) -> Applied:
    """The rows of a base with the operations of one act done against them as they stood. `annexes` gives the rows of an
    annex of the amending act; `sign` the mark that is put where an operation changed the text, by its place among
    them; `unread` are those that are left out, and why."""
    work = Work(rows, operations, annexes)
    refused = _gathered(work, unread)
    contradictory, covered = _clashes(work)
    refused |= covered | contradictory
    made = [change for change in work.changes if change.at not in refused]
    swaps = {place: [one for one in some if one[1] not in refused] for place, some in work.swaps.items()}
    result, tidied = _made(work, made, swaps, sign)
    outcomes = []
    for at, one in enumerate(operations):
        if at in refused:
            outcomes.append(Outcome(one, NOT_DONE, refused[at]))
        elif at in work.notes or at in tidied:
            outcomes.append(Outcome(one, TIDIED, work.notes.get(at) or tidied[at]))
        else:
            outcomes.append(Outcome(one, DONE))
    return Applied(result, tuple(outcomes), contradictory)


def _gathered(work: Work, unread: Mapping[int, Message]) -> dict[int, Message]:
    """Note what each operation changes; those that cannot be carried out, and why."""
    refused = dict(unread)
    for at, one in enumerate(work.operations):
        if at in unread:
            continue
        try:
            _DO[one.op](work, at, one)
        except Refused as error:
            refused[at] = error.message
    return refused


def contradictions(rows: Sequence[Row], operations: Sequence[Operation]) -> list[tuple[Operation, Message]]:
    """The operations of one act that others of it leave no room for."""
    work = Work(rows, operations, lambda _path: [])
    _gathered(work, {})
    contradictory, covered = _clashes(work)
    return [(operations[at], message) for at, message in sorted((contradictory | covered).items())]


def _signed(rows: Sequence[Row], mark: str, before: str = "") -> list[Row]:
    """Rows with the mark of the operation that put them in, at the label or title of the first; `before` are the marks
    that stood at what they replace."""
    if not mark or not rows:
        return list(rows)
    told = [row._replace(origin=before + mark) for row in rows]
    last = end_of_name(told, 0) - 1
    told[last] = signed(told[last], before + mark)
    return told


def signed(row: Row, marks: str) -> Row:
    """A row with marks at its label or title: behind “Điều 8.” where the article has no name."""
    found = _LABEL.match(row.text) if row.kind in ("khoản", "điểm") else None
    if row.kind == "Điều" and row.text.endswith((".", ";", ":")):
        found = _ARTICLE.match(row.text)
    if row.text.endswith(REPEALED):
        text = f"{row.text.removesuffix(REPEALED)}{marks} {REPEALED}"
    elif found:
        text = f"{found[0].rstrip()} {marks} {row.text[found.end() :]}".rstrip()
    else:
        said = row.text.rstrip("\t")
        text = f"{said}{marks}{row.text[len(said) :]}"
    return row._replace(text=text)


def _made(
    work: Work, changes: list[Change], swapping: Mapping[int, list[tuple[Swap, int]]], sign: Sign
) -> tuple[list[Row], dict[int, Message]]:
    result: list[Row] = []
    tidied: dict[int, Message] = {}
    taken = {change.start: change for change in changes if change.end > change.start}
    put = grouped((change.start, change) for change in changes if change.start == change.end)
    place = 0
    while place <= len(work.rows):
        for change in sorted(put.get(place, ()), key=lambda one: (one.rank, one.at)):
            result += _signed(change.rows, sign(change.at))
        if place == len(work.rows):
            break
        if place in taken:
            change = taken[place]
            result += _signed(change.rows, sign(change.at), "".join(MARK.findall(work.rows[place].text)))
            place = change.end
            continue
        row = work.rows[place]
        if swaps := swapping.get(place):
            text, tidy = swapped(row.text, [swap._replace(text=f"{swap.text}{sign(at)}") for swap, at in swaps])
            row = row._replace(text=text, origin=row.origin + "".join(dict.fromkeys(sign(at) for _, at in swaps)))
            if tidy:
                tidied |= {at: msg("blanks and signs around it were set right") for _, at in swaps}
        if label := work.labels.get(place):
            row = Row(heading(Unit(row.kind, label), labelled(row.text).rest), row.kind, label, row.source)
            row = _signed([row], sign(work.label_of[place]))[0]
        result.append(row)
        place += 1
    return result, tidied


def _clashes(work: Work) -> tuple[dict[int, Message], dict[int, Message]]:
    """Operations that contradict others; and phrases of a unit that another replaces or repeals as a whole, which leave
    no doubt of what it says then."""
    refused = _twice(work)
    wholes = [change for change in work.changes if change.end > change.start]
    wholes.sort(key=lambda one: (one.start, one.start - one.end))
    outer: Change | None = None
    for change in wholes:
        if outer is not None and change.start < outer.end:
            refused[change.at] = _contradiction(work, outer)
            continue
        outer = change
    kept = [change for change in wholes if change.at not in refused]
    for change in work.changes:
        if change.start == change.end:
            inside = next((one for one in kept if _within(work, change, one)), None)
            if inside is not None:
                refused[change.at] = _contradiction(work, inside)
    covered: dict[int, Message] = {}
    free: set[int] = set()
    for place, swaps in work.swaps.items():
        over = next((one for one in kept if one.start <= place < one.end), None)
        outer_swap: tuple[Swap, int] | None = None
        for swap, at in sorted(swaps, key=lambda one: (one[0].start, -one[0].end)):
            if over is not None:
                covered[at] = _contradiction(work, over)
                continue
            beside = outer_swap is None or swap.start >= outer_swap[0].end or swap.end <= outer_swap[0].start
            if outer_swap is None or beside or swap == outer_swap[0]:
                free.add(at)
            else:
                within = swap.end <= outer_swap[0].end and swap[:2] != outer_swap[0][:2]
                said = "its phrase overlaps one that {at} of the same act changes"
                told = msg(said, at=work.operations[outer_swap[1]].at)
                (covered if within else refused).setdefault(at, told)  # the longer phrase is changed, not the one in it
            if outer_swap is None or swap.end > outer_swap[0].end:
                outer_swap = swap, at
    return refused, {at: message for at, message in covered.items() if at not in free}


def _twice(work: Work) -> dict[int, Message]:
    """Operations that say again, and otherwise, what another says: one phrase becomes two, a unit is put in twice, it
    gets two numbers, or two units get one."""
    refused: dict[int, Message] = {}
    said: dict[tuple[object, ...], tuple[int, object]] = {}
    for at, one in enumerate(work.operations):
        keys: list[tuple[tuple[object, ...], object]] = []
        if one.op in ("replace-phrase", "delete-phrase"):
            keys = [(("phrase", one.target, one.part, one.old, one.beside), one.new or "")]
        elif one.op == "insert" and one.target and not one.part:
            keys = [(("insert", one.target), at)]
        elif one.op == "renumber":
            keys = [(("renumber", one.target), one.new), (("to", one.target[:-1], one.new), one.target)]
        for key, value in keys:
            first, before = said.setdefault(key, (at, value))
            if before != value:
                refused[at] = msg("{at} of the same act says otherwise", at=work.operations[first].at)
    return refused


def _within(work: Work, change: Change, outer: Change) -> bool:
    """Whether something is put into a unit whose wording is another; at its end when the new wording has that unit."""
    if change.start == outer.end:
        whole, put = work.operations[outer.at].target, work.operations[change.at].target
        labels = [(row.kind, row.label) for row in outer.rows[1:]]
        if work.operations[outer.at].op == "repeal" and not work.operations[outer.at].part:
            return put[: len(whole)] == whole != put
        return put[:-1] == whole and bool(whole) and (put[-1].kind, put[-1].label) in labels
    return outer.start < change.start < outer.end


def _contradiction(work: Work, outer: Change) -> Message:
    other = work.operations[outer.at]
    said = "{unit} is replaced or repealed as a whole by {at} of the same act"
    return msg(said, unit=cited(other.target), at=other.at)


_DO: dict[str, Callable[[Work, int, Operation], None]] = {
    "replace": carry.replace, "insert": carry.insert, "append": carry.append, "repeal": carry.repeal,
    "replace-phrase": carry.phrase, "insert-phrase": carry.phrase, "delete-phrase": carry.phrase,
    "rename": carry.rename, "renumber": carry.renumber, "replace-annex": carry.annex, "other": carry.other,
}  # fmt: skip
