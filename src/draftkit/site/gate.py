"""When a document may stand on the site."""

from __future__ import annotations

from draftkit.library.session import Document, Session
from draftkit.model.finding import Severity
from draftkit.model.message import Message, msg
from draftkit.readers.metadata import is_date


def day(moment: str) -> str:
    """The day in Vietnam at a point in time (ISO with its zone); empty when none is known, so that nothing dated goes
    out."""
    from datetime import datetime, timedelta, timezone

    return datetime.fromisoformat(moment).astimezone(timezone(timedelta(hours=7))).date().isoformat() if moment else ""


def held(session: Session, document: Document) -> Message | None:
    """Why a document is held back on the occasion of the session; None when it may be published, or is only looked at
    beforehand."""
    if session.occasion.as_draft:
        return None
    if document.frame.draft_mark:
        return msg("still a draft (du_thao)")
    issued = document.bound.meta.date
    if not is_date(issued):
        return msg("no date of issue (ngay)")
    if issued > day(session.occasion.moment):
        return msg("dated {date}", date=issued)
    refusals = session.refusals(document)
    if refusals:
        return refusals[0]
    errors = sum(finding.severity is Severity.ERROR for finding in session.check(document))
    return msg("{count} errors to mend first", count=errors) if errors else None
