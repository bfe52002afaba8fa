"""Points in time as an officer writes them, with their time zone: `2026-12-15 10:00 Asia/Ho_Chi_Minh`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from draftkit.campaign.ways import ways
from draftkit.law.dates import iso, long_date, short_date
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, or_near
from draftkit.model.numeral import whole
from draftkit.text.pattern import Pattern

_FORMS = tuple(ways("moment", "day_first clock_first"))
"""`2026-12-15 10:00`, `10 giờ 00 ngày 15/12/2026`, a zone behind them."""
_OFFSET = Pattern(r"(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?")
_CALLED = {
    **dict.fromkeys(("ict", "vn", "asia/hanoi", "asia/saigon", "vietnam", "việt nam", "hà nội"), "Asia/Ho_Chi_Minh"),
    **dict.fromkeys(("z", "utc", "gmt"), "UTC"),
}
"""How people call zones that the tables of the computer call otherwise, or not at all."""


class Moment(NamedTuple):
    """A point in time. `stated` says whether the text named the time zone, or the default was taken."""

    at: datetime
    stated: bool

    def words(self, called: str, language: str = "vi") -> str:
        """As printed, in its time zone: `10 giờ 00 ngày 15/12/2026 (giờ Việt Nam, UTC+7)`; `called` names UTC+7."""
        offset = self.at.utcoffset() or timedelta()
        minutes = offset // timedelta(minutes=1)
        sign, size = "-" if minutes < 0 else "+", abs(minutes)
        zone = f"UTC{sign}{size // 60}{f':{size % 60:02d}' if size % 60 else ''}"
        name = f"{called}, {zone}" if called and minutes == 420 else zone
        if language == "en":
            clock = f"{self.at:%H:%M:%S}".removesuffix(":00")
            return f"{clock}, {long_date(self.at.date().isoformat(), language)} ({name})"
        second = f" {self.at.second:02d} giây" if self.at.second else ""
        minute = f"{self.at.minute:02d}{' phút' if second else ''}"
        return f"{self.at.hour} giờ {minute}{second} ngày {short_date(self.at.date().isoformat())} ({name})"


def read_moment(text: str, default: str) -> Moment | Message:
    """A point in time from text; `default` is the zone when it names none. A message says what is wrong with it."""
    plain = " ".join(text.split())
    no_moment = msg("“{text}” is no point in time; write one such as 2026-12-15 10:00 Asia/Ho_Chi_Minh", text=text)
    found = next((found for form in _FORMS if (found := form.match(plain))), None)
    if not found:
        return no_moment
    if not found["hour"]:
        return msg("“{text}” has no time of day; write one such as 2026-12-15 10:00 Asia/Ho_Chi_Minh", text=text)
    zone = _zone(found["zone"] or default)
    if isinstance(zone, Message):
        return zone
    year, month, day = iso(found["date"]).split("-")
    clock = (whole(found["hour"], 24), whole(found["minute"] or "0", 60), whole(found["second"] or "0", 60))
    try:
        at = datetime(whole(year, 0), whole(month, 0), whole(day, 0), *clock, tzinfo=zone)
    except ValueError:
        return no_moment
    offset, clocked = at.utcoffset() or timedelta(), timedelta(hours=at.hour, minutes=at.minute)
    if (found["zone"] or "").startswith("-") and -offset > clocked and "T" not in plain:  # 10:00 - 12:00: until then
        return no_moment
    if not 1900 < at.year < 9000:  # at the ends of the calendar other zones have no day
        return no_moment
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        return msg("“{text}” does not exist: clocks are put forward over it in this time zone", text=text)
    return Moment(at, bool(found["zone"]))


def _zone(written: str) -> tzinfo | Message:
    from zoneinfo import ZoneInfo, available_timezones

    name = _bare(written)
    if _CALLED.get(name.lower()) == "UTC":
        return UTC
    offset = _OFFSET.fullmatch(name.upper().replace(" ", ""))
    if offset:
        size = timedelta(hours=whole(offset[2], 24), minutes=whole(offset[3], 0))
        if size > timedelta(hours=14):
            return msg("there is no time zone “{zone}”; write Asia/Ho_Chi_Minh or +07:00", zone=written)
        return timezone(size if offset[1] == "+" else -size)
    try:
        return ZoneInfo(_CALLED.get(name.lower(), name))
    except (KeyError, ValueError, OSError):
        if near := nearest(name, available_timezones()):
            return or_near(msg("there is no time zone “{zone}”", zone=written), near)
        return msg("there is no time zone “{zone}”; write Asia/Ho_Chi_Minh or +07:00", zone=written)


def _bare(zone: str) -> str:
    """What a zone is called, without brackets, “giờ”, and what is said twice: `giờ Việt Nam (UTC+7)`."""
    name = zone.strip(" ()[]")
    for word in ("múi giờ ", "giờ "):
        name = name[len(word) :] if name.lower().startswith(word) else name
    first, _, second = name.replace("(", ",").partition(",")
    return first.strip() if not second or _OFFSET.fullmatch(second.strip().replace(" ", "")) else name
