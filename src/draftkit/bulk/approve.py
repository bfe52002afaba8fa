"""Approval of a text; of a series: of the text that its documents are made of, and of the rows put into it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from draftkit.bulk.each import unwritten
from draftkit.bulk.judging import as_typed, said, stopping, told
from draftkit.bulk.rows import Rows
from draftkit.campaign.approval import approval_file, for_row, is_mould, record, rows_file, rows_text
from draftkit.campaign.gates import not_approved
from draftkit.errors import ConfigError, DraftkitError
from draftkit.kinds.identity import FILE
from draftkit.library.session import Document, Session
from draftkit.model.keys import DRAFT
from draftkit.model.message import Finding, Message, Place, Severity, msg
from draftkit.model.named import NamedTuple
from draftkit.plugins import Refusal
from draftkit.readers.metadata import read_metadata
from draftkit.resolve.grounds import digest
from draftkit.resolve.values import NO_VALUE

_PASSED = ("DK-P006", "DK-P010", "DK-P011", "DK-P012")
"""What a new approval sets right."""
_ROWS_GIVE = msg("a text whose values rows of a table give is approved with them: draftkit approve … --each FILE")


class Approval(NamedTuple):
    """The files that say so, and the warnings that stand all the same; or the rows that cannot be built or would be
    refused and the errors in those that can, and in the text."""

    files: dict[Path, bytes]
    faults: Sequence[tuple[int, Message]] = ()
    errors: Sequence[Finding] = ()
    warnings: Sequence[Finding] = ()


def named_first(session: Session, paths: Sequence[Path]) -> list[Path]:
    """The same documents, each behind those among them that it names: it may go out only when these are approved."""
    chosen, order = {path.resolve(): path for path in paths}, dict[Path, None]()

    def put(full: Path, around: tuple[Path, ...]) -> None:
        with suppress(DraftkitError):  # told when it is read
            named = {Path(one.path).resolve() for one in session.draft(chosen[full]).named.values()}
            for one in chosen:
                if one in named and one not in order and one not in around:
                    put(one, (*around, full))
        order.setdefault(full)

    for full in chosen:
        put(full, (full,))
    return [chosen[full] for full in order]


def approve_text(session: Session, document: Document, by: str, date: str) -> Approval:
    """Approve a text that has no errors, nor the name and contacts it goes out with, and that the gate of `build` lets
    out when its time has come. Nothing is written."""
    (stops, lent), found = _lent(session, document), session.check(document)
    text, span = record(document.bound, by, date), document.bound.draft.source.span
    refused = {str(one.message): one for one in _refused(session, document, text)}
    found = [_weighed(one, refused) for one in found]
    known = {str(one.message) for one in found}
    told = [  # what no rule tells: pieces of an issue
        Finding("DK-P006", Severity.ERROR, one.message, span(one.place or Place(-1)), not_approved.source)
        for said, one in refused.items()
        if said not in known
    ]
    if is_mould(document.bound.draft) or any(one.rule == NO_VALUE for one in found):
        told.append(Finding(NO_VALUE, Severity.ERROR, _ROWS_GIVE, span(Place(-1)), not_approved.source))
    wrong = (*_of(Severity.ERROR, found), *stops, *told)
    made = {} if wrong else {approval_file(document.bound.draft): text.encode()}
    return Approval(made, errors=wrong, warnings=(*_of(Severity.WARNING, found), *lent))


def _refused(session: Session, document: Document, approval: str, mould: str = "") -> list[Refusal]:
    """What the gate says against a document once it is approved; `mould` is the digest of the text it is made of. The
    time it waits for is nothing against its approval."""
    draft = document.bound.draft
    faults = tuple(one for one in draft.faults if one.rule not in _PASSED)
    bound = document.bound._replace(draft=draft._replace(approval=read_metadata(approval, "", 1)[0], faults=faults))
    asked = document._replace(bound=for_row(bound, mould) if mould else bound)
    return [one for one in session.against(asked) if not one.early]


def _weighed(finding: Finding, refused: Container[str]) -> Finding:
    """A finding as the gate weighs it: what it refuses is an error."""
    return finding._replace(severity=Severity.ERROR) if str(finding.message) in refused else finding


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
    table, draft = rows_text(rows.columns, (row.cells for row in rows.rows)), mould.bound.draft
    approval, made = record(mould.bound, by, date, table), digest(draft)
    refused: dict[str, tuple[int, Message]] = {}
    judged: list[tuple[int, list[Finding]]] = []
    for number, document in ((task.row.number, worker.document(task.row, task.name)) for task in tasks):
        against = {str(one.message): (number, one.message) for one in _refused(session, document, approval, made)}
        judged.append((number, [_weighed(one, against) for one in document.check()]))
        refused = against | refused
    text, rows_own, _ = told(judged)
    each = {said(one): one for one in (*text, *(one for _, one in rows_own))}
    known = {str(one.message) for one in each.values()}
    doubtful = (*_of(Severity.WARNING, each.values()), *lent)
    wrong = (*_of(Severity.ERROR, text), *stops)
    faults = [(number, one.message) for number, finding in rows_own for one in _of(Severity.ERROR, (finding,))]
    faults += [one for said, one in refused.items() if said not in known]
    if wrong or faults:
        return Approval({}, faults, wrong, doubtful)
    files = {approval_file(draft): approval, rows_file(draft): table}
    return Approval({file: text.encode() for file, text in files.items()}, warnings=doubtful)
