"""Which documents of a series the rules look at, and what is told of what they find: what the text has stands in every
row and is told once; what a row alone has is told of the row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from draftkit.bulk.rows import Row
from draftkit.campaign.gates import NEEDED, REACHED
from draftkit.checks.rules.near import raw_marks
from draftkit.checks.rules.typography import INVISIBLE
from draftkit.dossier.addresses import Remarks
from draftkit.errors import DraftkitError
from draftkit.library.session import Document, Session
from draftkit.model.message import Finding, Message, Severity, Span, msg
from draftkit.readers.document import shown
from draftkit.readers.metadata import read_metadata
from draftkit.readers.source import clear_text
from draftkit.readers.yaml_text import TRANSLATIONS
from draftkit.resolve.values import BRACED, NO_VALUE

FEW = 200
"""Rows up to which the rules look at each: that takes twice as long as all other work on a page."""
_UNFILLED = msg("“{text}” is printed as typed: no value is filled in here; write it out")
_NUMBER = re.compile(r"\d+(?:([/-])\d+\1\d+)?")


def _shape(row: Row) -> str:
    return _NUMBER.sub(lambda number: number[0] if number[1] else "0", "\n".join(row.cells.values()))


def together(rows: Sequence[Row], least: int) -> list[list[int]]:
    """The places of rows, in shares for workers: rows that are alike stand together, so that one worker looks at one of
    them for all; a share has `least` rows at least, and no more than twice as many."""
    shapes = [_shape(row) for row in rows]
    shares: list[list[int]] = [[]]
    for place in sorted(range(len(rows)), key=shapes.__getitem__):
        share = shares[-1]
        if len(share) == 2 * least or (len(share) >= least and shapes[share[-1]] != shapes[place]):
            shares.append(share := [])
        share.append(place)
    return shares if rows else []


class Judge:
    """Looks at the documents of a series: at `every` one, or only at those unlike all in which nothing was found but
    the warnings of the text (`usual`). Rows are alike that differ in digits alone, those of days aside."""

    def __init__(self, every: bool) -> None:
        self.every = every
        self.usual: frozenset[str] = frozenset()
        self._clean: set[str] = set()

    def look(self, row: Row, document: Document) -> Sequence[Finding] | None:
        """What is found in the document of a row; None where one like it was looked at."""
        shape = _shape(row)
        if not self.every and shape in self._clean:
            return None
        found = document.check()
        grave = [one for one in found if one.severity >= Severity.WARNING]
        if all(one.severity is Severity.WARNING and said(one) in self.usual for one in grave):
            self._clean.add(shape)
        return found


def told(
    judged: Iterable[tuple[int, Sequence[Finding] | None]],
) -> tuple[Sequence[Finding], list[tuple[int, Finding]], Message | None]:
    """What is told of rows and what was found in each (None: one like it was looked at): what the text has, which is
    what all of them have; what only some have, with their numbers; that not all were looked at, where that is so."""
    pairs = list(judged)
    looked = [(number, found) for number, found in pairs if found is not None]
    known = set.intersection(*({said(one) for one in found} for _, found in looked)) if looked else set()
    text = [one for _, found in looked[:1] for one in found if said(one) in known]
    rows = [(number, one) for number, found in looked for one in found if said(one) not in known]
    others = msg(
        "the rules looked at the documents of {count} rows; each of the {others} others differs from one of these in "
        "digits only, and no rule looked at it",
        count=len(looked),
        others=len(pairs) - len(looked),
    )
    return text, rows, others if len(pairs) > len(looked) else None


def said(finding: Finding) -> str:
    """What a finding says, wherever it stands."""
    return f"{finding.rule} {finding.message}"


def as_typed(session: Session, path: Path, above: str = "", language: str = "") -> list[Finding]:
    """What in the texts of a file of settings, below a key, in a language or all, was meant otherwise than it is typed
    and goes out: values, marks, invisible signs, telephones. One that cannot be read is told by whatever needs it."""
    remarks, name = Remarks(), shown(path, session.project.root)
    others = tuple(f"{one}." for one in TRANSLATIONS if language and one != language)
    with suppress(DraftkitError):
        meta, _ = read_metadata(clear_text(path, name), name, 1)
        for key, text in meta.texts_with_keys():
            if not key.startswith(above) or key.startswith(others):
                continue
            told = [(NO_VALUE, _UNFILLED._replace(values={"text": one[0]})) for one in BRACED.finditer(text)]
            told += [("DK-T019", msg("invisible sign here; delete it")) for _ in INVISIBLE.finditer(text)]
            told += (("DK-M003", said) for said in raw_marks(text))
            reached = ((wrong, reaches(text)) for name, reaches, wrong in REACHED if text and key.endswith(name))
            told += (("DK-P003", wrong._replace(values={"value": text})) for wrong, right in reached if not right)
            at = meta.nearest_place(key)
            for rule, said in told:
                remarks.tell(rule, Span(name, -at.line, at.column + 1), said)
    return session.unsilenced(remarks.findings)


def stopping(typed: Iterable[Finding]) -> list[Finding]:
    """Those with which nothing goes out, as the errors they are there, whatever they weigh elsewhere."""
    held = (one for one in typed if one.severity is Severity.ERROR or one.rule in NEEDED)
    return [one._replace(severity=Severity.ERROR) for one in held]
