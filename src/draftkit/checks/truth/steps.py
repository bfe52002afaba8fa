"""When a step is, said in running text beside the timeline that the text itself draws: “gửi thẩm định trong quý III năm
2027” above a table that has the first quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.sentences import Said, Sentence
from draftkit.checks.truth.spoken import OTHER_ACT
from draftkit.model.message import Fault, fault_at, msg
from draftkit.model.named import NamedTuple
from draftkit.text.fold import bare

_HEAD, _OTHERWISE, _GAP = ways("steps", "head otherwise gap")


class Step(NamedTuple):
    """A step: what it is called, the same without accents and capitals, and when it is."""

    name: str
    plain: str
    when: Said


def steps_of(said: Sequence[Sentence]) -> list[Step]:
    """The steps of the timelines in what a text says, each a row below the head of one: first a time, then what is."""
    found: list[Step] = []
    below = False
    for row in said:
        below = row.text.startswith("|") and (below or _HEAD.match(row.text) is not None)
        cells = [cell.strip(" *\0") for cell in row.text.strip("| ").split("|")] if below else []
        if len(cells) > 1 and " " in cells[1] and len(row.days) == 1:
            found.append(Step(cells[1], bare(cells[1]).lower(), row.days[0]))
    return found


def unlike(sentence: Sentence, steps: Sequence[Step]) -> Iterator[Fault]:
    """Another time right beside the one step that a sentence names."""
    plain = sentence.plain
    if not steps or len(sentence.days) != 1 or "|" in plain or sentence.key or OTHER_ACT.search(sentence.text):
        return
    meant = [one for one in steps if one.plain in plain]
    if len(meant) != 1 or _OTHERWISE.search(plain):
        return
    (told,), (step,) = sentence.days, meant
    start = plain.find(step.plain)
    end = start + len(step.plain)
    beside = _GAP.fullmatch(plain, *((end, told.start) if end <= told.start else (told.end, start)))
    if beside and (told.last < step.when.first or step.when.last < told.first):
        text, place = msg("the timeline has “{step}” at another time than “{said}”"), sentence.place(told.start)
        yield fault_at("DK-V003", place, text, step=step.name, said=sentence.text[told.start : told.end])
