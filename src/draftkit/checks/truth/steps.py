"""When a step is, said in running text beside the timeline that the text itself draws: “gửi thẩm định trong quý III năm
2027” above a table that has the first quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.sentences import WORD, Said, Sentence
from draftkit.model.message import Fault, fault_at, msg
from draftkit.model.named import NamedTuple
from draftkit.text.fold import bare

(_WHEN,) = ways("steps", "when")
_FEWEST = 2
"""Words of a step by which it is known."""


class Step(NamedTuple):
    """A step: what it is called, and when it is."""

    name: str
    when: Said


def steps_of(said: Sequence[Sentence]) -> list[Step]:
    """The steps among the rows of tables in what a text says: those that begin with a time, the name behind."""
    found: list[Step] = []
    for row in (one for one in said if one.text.startswith("|")):
        cells = [cell.strip(" *") for cell in row.text.strip("| ").split("|")]
        if len(cells) > 1 and _WHEN.match(cells[0]) and len(row.days) == 1:
            found.append(Step(cells[1], row.days[0]))
    return found


def unlike(sentence: Sentence, steps: Sequence[Step]) -> Iterator[Fault]:
    """Another time than that of the one step whose words a sentence has."""
    if len(sentence.days) != 1 or sentence.text.startswith("|") or sentence.key:
        return
    told = sentence.days[0]
    named = ((one, {*WORD.findall(bare(one.name).lower())}) for one in steps)
    meant = [one for one, words in named if len(words) >= _FEWEST and words <= sentence.words]
    if len(meant) == 1 and (told.last < meant[0].when.first or meant[0].when.last < told.first):
        text, said = (
            msg("the timeline has “{step}” at another time than “{said}”"),
            sentence.text[told.start : told.end],
        )
        yield fault_at("DK-V003", sentence.place(told.start), text, step=meant[0].name, said=said)
