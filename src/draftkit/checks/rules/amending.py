"""Instructions that amend other documents."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.sources import nd78
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.model.numeral import parse
from draftkit.text.pattern import Pattern

_INSERT = Pattern(
    r"ổ sung (Điều|khoản|điểm) (\d+[a-zđ]{0,2}|[a-zđ]\d{0,2}) vào (?:ngay )?sau \1"
    r" (\d+[a-zđ]{0,2}|[a-zđ]\d{0,2})(?!\w)",
    "ổ sung ",
)


@rule("DK-N004", "Inserted unit with a number of its own", Severity.ERROR, nd78("Điều 69 khoản 4"), "numbering")
def inserted_number(subject: Subject) -> Iterator[Hit]:
    """An inserted điều or khoản carries the number of the unit before it and a letter (Điều 5a), an inserted điểm the
    letter and a digit (điểm d1).

    A unit added at the end carries the next number.
    """
    for found in _INSERT.finditer(subject.own_prose):
        numeral = "vi_letter" if found[1] == "điểm" else "arabic"
        new, before = parse(found[2], numeral), parse(found[3], numeral)
        if new and before and not (new == (before[0] + 1, 0) or (new[0] == before[0] and new[1] > before[1])):
            message = msg(
                "{level} {number} cannot stand after {level} {before}", level=found[1], number=found[2], before=found[3]
            )
            yield subject.hit(found.start() - 1, message)
