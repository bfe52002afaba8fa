"""What a text says that an amending draft does to an act, beside the instructions of the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.amending.operation import Operation
from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.unplaced import otherwise
from draftkit.law.lists import Step
from draftkit.law.references import Citation
from draftkit.law.units import called
from draftkit.model.message import Message, msg

_DOES, _OTHERWISE, _PHRASES, _DRAFT = ways("amended", "does otherwise phrases draft")


def unlike(sentence: Sentence, does: Sequence[Operation], document: str) -> Iterator[tuple[int, Message]]:
    """Where a sentence says of a draft, which is called `document`, that it amends, puts in or repeals what none of its
    instructions does, or puts other words in the place of some; with where that stands."""
    text = sentence.text
    for citation in () if _OTHERWISE.search(text) else sentence.citations:
        verb = _DOES.search(text, 0, citation.start)
        if verb is None or not _DRAFT.search(text, 0, max(verb.start(), 1) + 2):
            continue
        for member in citation.members:
            touched = [one for one in does if _meets(one, member.path)]
            done = [one for one in touched if (one.op in ("repeal", "delete-phrase")) is bool(verb["repeal"])]
            inside = not verb["repeal"] and any(len(one.target) > len(member.path) for one in touched)
            phrases = _PHRASES.search(verb[0])
            other = next((one for one in done if phrases and one.old == phrases[1] and one.new != phrases[2]), None)
            if phrases and other:
                says = f"thay thế cụm từ “{other.old}” bằng cụm từ “{other.new}”"
                yield verb.start(), otherwise(phrases[2], document, str(other.new), says)
            elif not done and not inside:
                said = f"{verb[0].strip()} {text[citation.start : citation.units_end]}"
                yield (
                    verb.start(),
                    msg("“{said}”: no instruction of {document} does that", said=said, document=document),
                )


def worded(does: Sequence[Operation], citation: Citation) -> str:
    """The new wording that the instructions give to what is cited, or put into it; empty where they give none."""
    path = citation.members[0].path
    given = (one.new_text for one in does if _meets(one, path) and len(one.target) >= len(path))
    return " ".join(line for text in given for line in text or ())


def _meets(one: Operation, path: Sequence[Step]) -> bool:
    """Whether an instruction is of a unit, of one above it or of one in it."""
    there = {unit.kind.lower(): unit.label for unit in one.target}
    here = {called(step.level).lower(): step.number for step in path}
    shared = there.keys() & here.keys()
    return bool(shared) and all(there[kind] == here[kind] for kind in shared)
