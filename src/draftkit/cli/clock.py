"""The one place that reads the clock; everything else is told what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import click

from draftkit.cli.language import Translate, word
from draftkit.errors import ConfigError
from draftkit.law.dates import day_in_vietnam


def now() -> str:
    """The present moment as ISO text with its zone."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def instant() -> int:
    """The present moment as files have it: nanoseconds."""
    return time.time_ns()


def today() -> str:
    """The present day in Vietnam, as ISO text, wherever the machine counts its hours."""
    return day_in_vietnam(now())


now_option = click.option(
    "--now",
    metavar="MOMENT",
    help="Build as at another moment, for example “2026-12-15 10:00 +07:00”. Default: the clock.",
)
"""Pretend that it is another moment: to see what a text will look like then, and for tests."""


def moment(given: str | None, translate: Translate) -> str:
    """The moment given, else that of the clock. Raises ConfigError when it is not understood."""
    if not given:
        return now()
    from draftkit.campaign.moment import Moment, read_moment

    found = read_moment(given, "Asia/Ho_Chi_Minh")  # as `cam_cong_bo` without a zone
    if not isinstance(found, Moment):
        raise ConfigError("--now: {problem}", problem=word(found, translate))
    return found.at.isoformat()
