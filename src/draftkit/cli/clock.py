"""The one place that reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import click


def moment(text: str | None) -> datetime:
    """The time given, else that of the clock. Raises click.BadParameter when the text is no time with a zone."""
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise click.BadParameter("2026-12-05T09:00+07:00", param_hint="--now")
    return found
