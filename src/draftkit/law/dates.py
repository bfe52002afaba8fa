"""Dates as official documents print them, and as they are read wherever they are typed.

Days below 10 and months 1 and 2 take a leading zero, months 3 to 9 do not (Decree 30/2020, Appendix I, Part I, II.4.b).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from draftkit.model.measure import blank
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.text.pattern import Pattern

_OF_MONTH = r"tháng\s{0,9}[0-9]{1,2}\s{0,9},?\s{0,9}năm\s{0,9}[0-9]{4}(?![0-9])"
WORDED = rf"[0-9]{{1,2}}\s{{0,9}},?\s{{0,9}}{_OF_MONTH}"
"""A day in words, for patterns: `05 tháng 6 năm 2026`."""
FIGURES = r"[0-9]{1,2}(?:\s?/\s?[0-9]{1,2}\s?/|\s?-\s?[0-9]{1,2}\s?-|\s?\.\s?[0-9]{1,2}\s?\.)\s?[0-9]{4}(?![0-9])"
"""A day in figures, for patterns: `05/6/2026`, `5-6-2026`, `5.6.2026`."""
DAY = rf"(?:{WORDED}|{FIGURES})"
"""A day either way, for patterns; the word “ngày” stands before it where the text has it. `iso` reads what it found."""
_DAY = Pattern(DAY)
_DATED = Pattern(rf"[Nn][Gg][Àà][Yy]\s*({DAY})")
_ISO = Pattern(r"(?<![\w/-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w/-])")
_ONLY = Pattern(rf"(?:[Nn]gày\s+)?{DAY}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}")
_MONTH = Pattern(_OF_MONTH, "tháng")
_IN_WORDS = Pattern(r"(?<!\w)[0-9]{1,2}\s{0,9},?\s{0,9}$")
_YEARS = (Pattern(r"/[0-9]{4}(?![\w/])", words="="), Pattern(r"[.-][0-9]{4}(?![\w/])", words="="))
_IN_FIGURES = Pattern(rf"(?<![\w/.,-]){FIGURES}$")
_EFFECT = Pattern(rf"có\s+hiệu\s+lực(?:\s+thi\s+hành)?,?\s+(?:kể\s+)?từ\s+ngày\s+({DAY})", "hiệu")
VIETNAM = "+07:00"  # the end of a moment (ISO) there
_LONGEST = 15
"""Signs that a day in figures takes at most, blanks among them."""
MONTHS = "January February March April May June July August September October November December".split()
"""The months in English, in order."""
_ENGLISH = Pattern(
    rf"(?<!\w)(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{'|'.join(MONTHS)}),? (?P<y>\d{{4}})"
    rf"|(?P<m2>{'|'.join(MONTHS)}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}}))(?!\w)"
)


class Day(NamedTuple):
    """A day that a text names: in ISO form, whether the calendar has it or not; where it stands, the word “ngày” not
    with it; whether month and year are in words."""

    iso: str
    start: int
    end: int
    worded: bool


def iso(text: str) -> str:
    """The first day in a text, in any form, as ISO: `ngày 5/6/2026` → `2026-06-05`; empty when there is none."""
    if typed := _ISO.search(text):
        return typed[0]
    found = _DAY.search(text)
    if not found:
        return ""
    figures = "".join(sign if sign in "0123456789" else " " for sign in found[0]).split()
    day, month, year = (whole(figure, 0) for figure in figures)
    return f"{year:04d}-{month:02d}-{day:02d}"


def is_date(text: str) -> bool:
    """Whether a text is a real calendar date in ISO form."""
    if not _ISO.fullmatch(text):  # fromisoformat knows weeks too: 2026-W01-1
        return False
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def no_date(key: str, value: str) -> Message:
    """What is told of a value that is none."""
    return msg("“{key}” must be a date such as 2026-12-05, not “{value}”", key=key, value=value)


def only_day(text: str) -> str:
    """The day that is all a text says, as ISO; empty when it says more or none."""
    return iso(text) if _ONLY.fullmatch(text) else ""


def as_day(text: str) -> str:
    """A value that is a real day in any form (`05/12/2026`) as ISO; another one as it is."""
    day = only_day(text.strip())
    return day if is_date(day) else text


def dated(text: str) -> str:
    """The first day behind the word “ngày” in a line, as ISO; empty when it has blanks or none."""
    found = _DATED.search(text)
    return iso(found[1]) if found else ""


def days(text: str) -> Iterator[Day]:
    """The days that a running text names, those in words first. Figures between dots or hyphens are a day only behind
    the word “ngày”: `1.2.2026` may number a heading."""
    for month in _MONTH.finditer(text):
        day = _IN_WORDS.search(text, max(month.start() - 21, 0), month.start())
        if day:
            yield Day(iso(text[day.start() : month.end()]), day.start(), month.end(), True)
    for year in chain.from_iterable(pattern.finditer(text) for pattern in _YEARS):
        day = _IN_FIGURES.search(text, max(year.end() - _LONGEST, 0), year.end())
        if day and ("/" in day[0] or text[max(day.start() - 9, 0) : day.start()].rstrip().endswith("ngày")):
            yield Day(iso(day[0]), day.start(), day.end(), False)


def english_days(text: str) -> Iterator[Day]:
    """The days that an English text names with their month in words."""
    for found in _ENGLISH.finditer(text):
        day, month, year = (found[key] or found[f"{key}2"] for key in "dmy")
        yield Day(f"{year}-{MONTHS.index(month) + 1:02d}-{day:0>2}", found.start(), found.end(), True)


def days_of_effect(text: str) -> Iterator[Day]:
    """The days from which a text says that something has effect: “… có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026”.
    `start` is where “có hiệu lực” stands, `end` where the day ends."""
    for found in _EFFECT.finditer(text):
        yield Day(iso(found[1]), found.start(), found.end(), "tháng" in found[1])


def long_date(iso: str, language: str = "vi") -> str:
    """`2026-06-05` → `ngày 05 tháng 6 năm 2026`, in English `5 June 2026`; other texts stay as they are."""
    found = _parts(iso)
    if found and language == "en":
        return f"{found[0].lstrip('0')} {MONTHS[whole(found[1], 1) - 1]} {found[2]}"
    return "ngày {} tháng {} năm {}".format(*found) if found else iso


def blank_date(year: str, day_mm: float, month_mm: float, size_pt: float, language: str = "vi") -> str:
    """A date to be filled by hand: room of the given widths for day and month, the year when it is known."""
    month = blank(month_mm, size_pt)
    if language == "en":
        return f"{blank(day_mm, size_pt)}{month}{year or blank(month_mm, size_pt)}"
    return f"ngày{blank(day_mm, size_pt)}tháng{month}năm {year or blank(month_mm, size_pt)}"


def short_date(iso: str, language: str = "vi") -> str:
    """`2026-06-05` → `05/6/2026` by that zero rule; in English, where it would be read otherwise, as `long_date`."""
    found = _parts(iso)
    if found and language == "en":
        return long_date(iso, language)
    return "{}/{}/{}".format(*found) if found else iso


def padded_month(number: int) -> str:
    """A month as print has it: 01, 02, 3 … 12."""
    return f"{number:02d}" if number < 3 else str(number)


def with_zeros(text: str) -> str:
    """A text whose days and months in words (`ngày 5 tháng 03`) have the zeros they take, and no others."""
    days = re.sub(r"(ngày\s+)([1-9])(?![0-9])", r"\g<1>0\2", text)
    return re.sub(r"(tháng\s+)(0?[1-9])(?![0-9])", lambda found: found[1] + padded_month(whole(found[2], 0)), days)


def _parts(iso: str) -> tuple[str, str, str] | None:
    """Day, month and year as they are printed, zeros by the rule above; None when the text is no ISO date."""
    year, month, day = map(whole, parts) if len(parts := iso.split("-")) == 3 else (None, None, None)
    if year is None or month is None or day is None:
        return None
    return f"{day:02d}", padded_month(month), str(year)


def midnight(day: str) -> str:
    """The moment (ISO) at which a day (ISO) begins in Vietnam; a moment stays."""
    return day if "T" in day else f"{day}T00:00:00{VIETNAM}"


def out_from(day: str, since: str) -> str:
    """When what has a day (ISO) is out: then, or at the later point in time (ISO with its zone) that it waited for."""
    from datetime import datetime

    later = day and since and datetime.fromisoformat(since) > datetime.fromisoformat(midnight(day))
    return since if later else day


def day_in_vietnam(moment: str) -> str:
    """The day (ISO) in Vietnam at a point in time (ISO with its zone); empty when none is known."""
    from datetime import datetime

    if not moment:
        return ""
    zone = datetime.fromisoformat(midnight("2000-01-01")).tzinfo
    return datetime.fromisoformat(moment).astimezone(zone).date().isoformat()
