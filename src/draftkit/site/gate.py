"""When a document may stand on the site."""

from __future__ import annotations

from datetime import date, datetime

from draftkit.model.finding import Severity
from draftkit.model.message import Message, msg
from draftkit.pipeline import Document, Session


def held(session: Session, document: Document, now: datetime) -> Message | None:
    """Why a document is held back as of `now`; None when it may be published."""
    meta = document.bound.draft.meta
    if meta.values.get("du_thao"):
        return msg("still a draft (du_thao)")
    issued = meta.text("ngay")
    if not issued:
        return msg("no date of issue (ngay)")
    if issued > str(now.date()) or not _is_date(issued):
        return msg("dated {date}", date=issued)
    errors = sum(finding.severity is Severity.ERROR for finding in session.check(document))
    return msg("{count} errors to mend first", count=errors) if errors else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
