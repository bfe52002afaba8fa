"""Approval of a text; of a series: of the text that its documents are made of, and of the rows put into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from draftkit.bulk.each import unwritten
from draftkit.bulk.judging import as_typed, said, stopping, told
from draftkit.bulk.rows import Rows
from draftkit.campaign.approval import approval_file, record, rows_file, rows_text
from draftkit.errors import ConfigError
from draftkit.kinds.identity import FILE
from draftkit.library.session import Document, Session
from draftkit.model.keys import DRAFT
from draftkit.model.message import Finding, Message, Severity
from draftkit.model.named import NamedTuple

_PASSED = ("DK-P006", "DK-P010", "DK-P011", "DK-P012")
"""What a new approval sets right."""


class Approval(NamedTuple):
    """The files that say so, and the warnings that stand all the same; or the rows that cannot be built and the errors
    in those that can."""

    files: dict[Path, bytes]
    faults: Sequence[tuple[int, Message]] = ()
    errors: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()


def approve_text(session: Session, document: Document, by: str, date: str) -> Approval:
    """Approve a text that has no errors, nor the name and contacts it goes out with. Nothing is written."""
    (stops, lent), found = _lent(session, document), session.check(document)
    wrong = (*_of(Severity.ERROR, found), *stops)
    made = {approval_file(document.bound.draft): record(document.bound, by, date).encode()}
    return Approval({} if wrong else made, errors=wrong, warnings=(*_of(Severity.WARNING, found), *lent))


def _lent(session: Session, document: Document) -> tuple[list[Finding], list[Finding]]:
    """What was found in the name and contacts that the project lends a text: what stops it, and the rest. Raises
    ConfigError for a text that goes out without an approval, since nothing would ask for it, and for one that is still
    marked as a draft."""
    draft = document.bound.draft
    if not draft.lent:
        raise ConfigError("{file}: texts of this kind go out without an approval.", file=draft.name)
    if draft.meta.values.get(DRAFT):
        said = "{file}: still marked as a draft: take du_thao out of the metadata, then approve."
        raise ConfigError(said, file=draft.name)
    found = as_typed(session, session.project.shared / FILE, language=draft.kind.language)
    return stopping(found), [one for one in found if not stopping([one])]


def _of(severity: Severity, found: Iterable[Finding]) -> Iterator[Finding]:
    return (one for one in found if one.severity is severity and one.rule not in _PASSED)


def approve_rows(session: Session, path: Path, rows: Rows, by: str, date: str) -> Approval:
    """Approve a text with the rows of a table when all can be built and none has errors. Nothing is written."""
    worker, tasks, faults = unwritten(session, path, rows)
    mould = session.bind(worker.draft, path)
    stops, lent = _lent(session, mould)
    if faults:
        return Approval({}, faults)
    text, rows_own, _ = told((task.row.number, worker.document(task.row, task.name).check()) for task in tasks)
    each = {said(one): one for one in (*text, *(one for _, one in rows_own))}
    doubtful = (*_of(Severity.WARNING, each.values()), *lent)
    wrong = (*_of(Severity.ERROR, text), *stops)
    faults = [(number, one.message) for number, finding in rows_own for one in _of(Severity.ERROR, (finding,))]
    if wrong or faults:
        return Approval({}, faults, wrong, doubtful)
    table = rows_text(rows.columns, (row.cells for row in rows.rows))
    draft = mould.bound.draft
    files = {approval_file(draft): record(mould.bound, by, date, table), rows_file(draft): table}
    return Approval({file: text.encode() for file, text in files.items()}, warnings=doubtful)
