"""Points in time as an officer writes them, with their time zone: `2026-12-15 10:00 Asia/Ho_Chi_Minh`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from draftkit.law.dates import short_date
from draftkit.model.message import Message, msg
from draftkit.model.nearest import nearest
from draftkit.model.numeral import whole

_WRITTEN = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]+(?P<hour>[0-9]{1,2})(?::|h"
    r"|[ ]*giờ[ ]*)(?P<minute>[0-9]{2})?(?::[0-9]{2}(?:\.[0-9]+)?)?(?:[ ]*phút)?)?[ ]*(?P<zone>\S.*)?$"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?$")


class Moment(NamedTuple):
    """A point in time. `stated` says whether the text named the time zone, or the default was taken."""

    at: datetime
    stated: bool

    def words(self, called: str) -> str:
        """As print shows it, in its own time zone: `10 giờ 00 ngày 15/12/2026 (giờ Việt Nam, UTC+7)`; `called` is the
        name of UTC+7."""
        offset = self.at.utcoffset() or timedelta()
        minutes = offset // timedelta(minutes=1)
        sign, size = "-" if minutes < 0 else "+", abs(minutes)
        zone = f"UTC{sign}{size // 60}{f':{size % 60:02d}' if size % 60 else ''}"
        name = f"{called}, {zone}" if called and minutes == 420 else zone
        return f"{self.at.hour} giờ {self.at.minute:02d} ngày {short_date(self.at.date().isoformat())} ({name})"


def read_moment(text: str, default: str) -> Moment | Message:
    """A point in time from text; `default` is the zone when it names none. A message says what is wrong with it."""
    found = _WRITTEN.match(text.strip())
    if not found:
        return msg("“{text}” is no point in time; write one such as 2026-12-15 10:00 Asia/Ho_Chi_Minh", text=text)
    if not found["hour"]:
        return msg("“{text}” has no time of day; write one such as 2026-12-15 10:00 Asia/Ho_Chi_Minh", text=text)
    zone = _zone(found["zone"] or default)
    if isinstance(zone, Message):
        return zone
    try:
        at = datetime.fromisoformat(found["date"]).replace(
            hour=whole(found["hour"], 24), minute=whole(found["minute"], 0), tzinfo=zone
        )
    except ValueError:
        return msg("“{text}” is no point in time; write one such as 2026-12-15 10:00 Asia/Ho_Chi_Minh", text=text)
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        return msg("“{text}” does not exist: clocks are put forward over it in this time zone", text=text)
    return Moment(at, bool(found["zone"]))


def _zone(name: str) -> tzinfo | Message:
    from zoneinfo import ZoneInfo, available_timezones

    if name in ("Z", "UTC", "GMT"):
        return UTC
    offset = _OFFSET.match(name)
    if offset:
        size = timedelta(hours=whole(offset[2], 24), minutes=whole(offset[3], 0))
        if size > timedelta(hours=14):
            return msg("there is no time zone “{zone}”; write Asia/Ho_Chi_Minh or +07:00", zone=name)
        return timezone(size if offset[1] == "+" else -size)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest(name, available_timezones())
        if near:
            return msg("there is no time zone “{zone}”; did you mean “{near}”?", zone=name, near=near[0])
        return msg("there is no time zone “{zone}”; write Asia/Ho_Chi_Minh or +07:00", zone=name)
