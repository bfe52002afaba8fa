"""Dates and times of day in words."""

from __future__ import annotations

import re

from draftkit.campaign.speech.quantities import spell_figure, spell_part
from draftkit.campaign.ways import ways
from draftkit.model.numeral import from_roman, spell, whole

_ISO, _SPAN, _FULL, _MONTHS, _QUARTER, _MONTH_YEAR = ways("dates", "iso span full months quarter month_year")
_WORDED_MONTH, _SHORT_DATE, _HYPHENED, _DAY_MONTH = ways("dates", "worded_month short_date hyphened day_month")
_DATES, _TO, _CLOCK, _HALF_DAY, _WEEKDAYS = ways("dates", "dates to clock half_day weekdays")
_LAST_DAY, _DATED, _CALLED_TWICE, _LISTED, _HOURS = ways("dates", "last_day dated called_twice listed hours")
_MONTH_SIGN, _TICKED, _MINUTES, _SECONDS, _INCHES = ways("dates", "month_sign ticked minutes seconds inches")
_INCH, _LONG, _HUNDREDTHS, _OF_WHOLE = ways("dates", "inch long hundredths of_whole")
_ONE_QUARTER, _WORDS_BEFORE_DAY = (one.source for one in ways("dates", "one_quarter words_before_day"))
_BEFORE_DAY = tuple(_WORDS_BEFORE_DAY.split("|"))
(_COUNTED,) = ways("quantities", "counted")
_AT_LEAST, _OF_EVENT, _COUNTED_BEFORE, _STANDS = ways("dates", "at_least of_event counted_before stands")
_HOLIDAYS = ("2/9", "1/5", "1/6")
"""Days that could be parts of a whole as well."""

_QUOTED = 200
"""Signs between the marks of a quotation that a tick may end."""
_PARTS_OF_DAY = ((1, "đêm"), (11, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))


def month(text: str) -> str:
    """The word of a month: the fourth is “tư”."""
    return "tư" if whole(text) == 4 else spell_figure(text)


def date(day: str, number: str, year: str = "") -> str:
    """Day, month and year in words, without the word “ngày”."""
    return f"{spell_figure(day)} tháng {month(number)}" + (f" năm {spell_figure(year)}" if year else "")


def called_once(text: str) -> str:
    """Months and quarters by their names: `tháng T10`, `T10 năm 2026`, `quý QIV`."""
    return _MONTH_SIGN.sub("tháng ", _CALLED_TWICE.sub(lambda found: found[1] or found[2], text))


def dates(text: str, doubtful: list[str]) -> str:
    """Dates in figures become words. `doubtful` is given what may be a date or a fraction."""
    text = _ISO.sub(lambda found: _with_day("", date(found[3], found[2], found[1]), text, found.start()), text)
    text = _LISTED.sub(lambda found: f"{found[1].rstrip()} ngày ", text)
    text = _OF_EVENT.sub(_of_event, text)
    text = _SPAN.sub(lambda found: _span(found, text, doubtful), text)
    text = _FULL.sub(lambda found: _with_day(found[1], date(found[2], found[4], found[5]), text, found.start()), text)
    text = _MONTHS.sub(
        lambda found: (
            f"{found[1]}{month(found[2])}{f' đến tháng {month(found[3])}' if found[3] else ''} năm "
            f"{spell_figure(found[4])}"
        ),
        text,
    )
    text = _QUARTER.sub(lambda found: f"{found[1]}{_quarters(found[2])} năm {spell_figure(found[3])}", text)
    doubtful += (found[0] for found in _MONTH_YEAR.finditer(text) if found[2].endswith("00"))
    text = _MONTH_YEAR.sub(lambda found: f"tháng {month(found[1])} năm {spell_figure(found[2])}", text)
    text = _DATES.sub(lambda found: f"{found[1]}{found[2]}/{found[3]}{found[4].replace(',', ', ngày ')}", text)
    text = _HYPHENED.sub(r"\1\2/\3", text)
    text = _DAY_MONTH.sub(lambda found: _hyphened(found, doubtful), text)
    text = _SHORT_DATE.sub(lambda found: _short(found, doubtful), text)
    return _WORDED_MONTH.sub(lambda found: f"{found[1]}tư", text)


def _hyphened(found: re.Match[str], doubtful: list[str]) -> str:
    """`ngày 30-4` is a date; `ngày 2-9` may be a stretch of days, too, and is read as the date it mostly is."""
    if whole(found[2], 0) < whole(found[3], 0):
        doubtful.append(f"{found[2]}-{found[3]}")
    return f"{found[1]}{date(found[2], found[3])}"


def _with_day(said: str | None, words: str, text: str, start: int) -> str:
    """“ngày” before a date that has it not; one before a range of days holds for both."""
    if said:
        return said + words
    before = text[:start].rstrip().lower()
    return words if before.endswith(("ngày", "mùng", "mồng")) else f"ngày {words}"


def _span(found: re.Match[str], text: str, doubtful: list[str]) -> str:
    said, day, number, year, until, last, end = found.groups()
    shares = whole(until, 0) <= whole(last, 0) and whole(day, 0) <= whole(number, 99) and "0" not in day[0] + until[0]
    before = text[: found.start()].rstrip().rpartition(" ")[2].lower()
    part = bool(_OF_WHOLE.match(text, found.end()))
    if shares and not said and not end and (part or before not in _BEFORE_DAY):  # 1/2 - 2/3 of them
        if not part or f"{day}/{number}" in _HOLIDAYS:
            doubtful.append(found[0])
        return f"{spell_part(day, number)} đến {spell_part(until, last)}" if number else found[0]
    start = date(day, number, year or "") if number else spell_figure(day)
    joint = " đến ngày " if number else " đến "
    return _with_day(said, f"{start}{joint}{date(until, last, end or '')}", text, found.start())


def _of_event(found: re.Match[str]) -> str:
    """“ngày” before the day of a feast or an event, or one beside a time; a part of a whole stays as it is."""
    before, day, number = found.groups()
    behind = found.string[found.end() :]
    part = _COUNTED.match(behind) or (whole(day, 0) < whole(number, 0) and not _STANDS.match(behind))
    if part or _COUNTED_BEFORE.search(before) or before.split()[-1].lower().strip(",") in _BEFORE_DAY:
        return found[0]
    return f"{before}ngày {day}/{number}"


def _quarters(text: str) -> str:
    """Quarters as listed, each as a word: `I, II` is “một, hai”."""
    said = re.sub(
        _ONE_QUARTER, lambda found: spell(from_roman(found[0].upper()) or whole(found[0], 0)), text, flags=re.I
    )
    return " ".join(re.sub(r"\s*-\s*", " đến ", said).split())


def _short(found: re.Match[str], doubtful: list[str]) -> str:
    """Day and month without a year, when the word before says that it is a day."""
    before = (found[1] or "").strip(" ,").lower()
    words = date(found[2], found[3])
    part = before in ("từ", "đến", "và") and _OF_WHOLE.match(found.string, found.end())
    if before in _BEFORE_DAY and not (part and whole(found[2], 0) < whole(found[3], 0)):
        joint = "" if before in ("ngày", "mùng", "mồng", "rằm") else "ngày "
        return f"{found[1]}{joint}{words}"
    if found[1] == "(":
        return f"(ngày {words}"
    twice = whole(found[2], 0) >= whole(found[3], 0) and not _COUNTED.match(found.string, found.end())
    opens = found[0].startswith(("Đến ", "Từ ")) or (part and found[2] == "1")  # Đến 3/4 số ca là 120; từ 1/7 số thuế
    if twice or f"{found[2]}/{found[3]}" in _HOLIDAYS or (opens and not _AT_LEAST.match(found.string, found.end())):
        doubtful.append(f"{found[2]}/{found[3]}")
    return found[0]


def times(text: str, doubtful: list[str]) -> str:
    """`8h30`, `08:30`, `14h`, `7 giờ 05`, `5 PM`, `30'` become words; a full hour has no minutes. `doubtful` is given
    ticks that may measure a length."""
    text = _LAST_DAY.sub(r"\1chủ nhật", _WEEKDAYS.sub(_weekdays, _DATED.sub(_weekdays, _HALF_DAY.sub(_half_day, text))))

    def word(found: re.Match[str]) -> str:
        said = zip((found[1], found[2] or found[3], found[4]), ("giờ", "phút", "giây"), strict=True)
        return " ".join(f"{spell_figure(many)} {unit}" for many, unit in said if whole(many) or unit == "giờ")

    return _ticks(_TO.sub(r"\1 đến ", _CLOCK.sub(word, _HOURS.sub(r"\1 đến ", text))), doubtful)


def _ticks(text: str, doubtful: list[str]) -> str:
    """Minutes and seconds as ticks (`5'30"`); one that closes what another opened is a quotation mark."""

    def word(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - _QUOTED) : found.start()]
        if not found[2] and re.search(r"(?<!\w)['‘](?![^'’]*['’](?!\w))", before):
            return found[0]
        if _LONG.search(before):
            doubtful.append(found[0])
        return f"{found[1]} phút" + (f" {found[2]} giây" if found[2] else "")

    text = _TICKED.sub("-", text)
    text = _SECONDS.sub(r"\1 giây", _MINUTES.sub(word, _HUNDREDTHS.sub(r" \1,\2 giây", text)))
    doubtful += _INCHES.findall(text)
    doubtful += _INCH.findall(text) if text.count('"') % 2 else []
    return text


def _half_day(found: re.Match[str]) -> str:
    """A time of the twelve hours of a clock, and the part of the day in its place."""
    hour = whole(found[1], 0) % 12 + (0 if found[3] else 12)
    part = next(name for end, name in _PARTS_OF_DAY if hour < end)
    minutes = f" {spell_figure(found[2])} phút" if whole(found[2]) else ""
    return f"{spell_figure(found[1])} giờ{minutes} {part}"


def _weekdays(found: re.Match[str]) -> str:
    """Days of the week as signs at doors have them: `T2 - T6`."""
    joined = re.sub(r"\s*-\s*", " đến ", found[0]).replace("CN", "chủ nhật")
    return re.sub(r"T([2-7])", lambda day: f"thứ {day[1]}", joined)
