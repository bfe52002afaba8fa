"""The documents of a series that was approved: what a site and a kit take in place of the text they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.bulk.each import unwritten
from draftkit.bulk.rows import Row, Rows
from draftkit.campaign.approval import approved_rows, is_mould, rows_file
from draftkit.library.session import Document, Session
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple


class Series(NamedTuple):
    """The documents, and why rows of the table make none."""

    documents: Sequence[Document]
    faults: Sequence[Message] = ()


def series(session: Session, document: Document) -> Series | None:
    """A document for each row of the table that was approved with this text; None when it stands for itself. Whether
    one may go out is asked of it as of any other. Raises ConfigError when the text uses a name that no column has."""
    draft = document.bound.draft
    if not is_mould(draft):
        return None
    approved = approved_rows(draft)
    table = rows_file(draft).name
    if not approved:
        return Series((), (msg("{file} is not the table that was approved: approve text and table again", file=table),))
    rows = tuple(Row(number, cells) for number, cells in enumerate(approved, 2))
    worker, tasks, faults = unwritten(session, document.path, Rows(table, tuple(approved[0]), rows))
    said = [msg("{file}:{line}: {problem}", file=table, line=number, problem=fault) for number, fault in faults]
    return Series([worker.document(task.row, task.name) for task in tasks], said)
