"""Days and hours: those that no calendar has, that are badly written, that do not fit one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.patterns import WRONG
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import E, I, W, nd30, nd78, practice
from draftkit.law.dates import days, is_date, long_date
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.text.pattern import Pattern, Searched, holds, occurrences

_YEARLESS, _HOURS, _OF_CASES = ways("calendar", "yearless hours of_cases")
_bare, _SPOKEN, _NUMBERED = ways("calendar", "bare spoken numbered")
_BARE = Pattern(_bare.source, words=r"(?:3[01]|29)[/.-](?:0?[2469]|11)")
_BEFORE, _BEHIND, _UNTIL = ways("calendar", "before behind until")

_SLASH_DATE = practice("ngày, tháng, năm viết bằng chữ trong văn bản quy phạm pháp luật")


@rule("DK-T023", "Day that does not exist", E, nd78("Điều 67 khoản 2"), "typography")
def no_such_day(subject: Subject) -> Iterator[Hit]:
    """The 31st of a month of thirty days, the 29th of February of a common year, a month 13: one digit is wrong. A day
    of each year (“ngày 31 tháng 4 hằng năm”) is one of a leap year too."""
    text = subject.prose
    spans = [(day.start, day.end) for day in subject.days if not is_date(day.iso)]
    spans += [
        (found.start("day"), found.end())
        for found in _YEARLESS.finditer(text)
        if not is_date(f"2024-{found['worded'] or found['month']:0>2}-{found['day']:0>2}")
    ]
    for found in _BARE.finditer(text):
        day, month, year = [*re.split(r"[/.-]", found[0]), "2024"][:3]
        before = _NUMBERED if "/" not in found[0] else _SPOKEN
        spoken = bool(before.search(text, max(found.start() - 10, 0), found.start())) == ("/" in found[0])
        if spoken and not is_date(f"{year}-{month:0>2}-{day}"):
            spans.append(found.span())
    for start, end in dict.fromkeys(spans):
        yield subject.hit(start, "there is no day “{text}”", text=text[start:end])


@rule("DK-T024", "Date in figures", I, _SLASH_DATE, "qppl")
def slash_date(subject: Subject) -> Iterator[Hit]:
    """Central normative documents write “ngày 01 tháng 7 năm 2026”, not 01/7/2026."""
    text = subject.own_prose
    for day in days(text):
        if not day.worded and day.end <= subject.body_end:
            yield subject.hit(day.start, "“{text}”: write day, month and year in words", text=text[day.start : day.end])


_CLOCK = re.compile(r"^[0-9]{1,2}(?:h|:)(?:[0-9]{2})?(?![\w:]).*", re.MULTILINE)
_COUNT = Pattern(r"[0-9]{1,2}$")
_DAY = (5, 0), (17, 0)
"""From the evening on a span may end in the morning; “1:20 - 1:10” are slopes."""


@rule("DK-T037", "Date badly written", W, nd30("Phụ lục I, Phần I, II.4.b"), "typography")
def date_slips(subject: Subject) -> Iterator[Hit]:
    """A date has a day, a month from 1 to 12 and a year of four digits: “ngày 05 tháng 6 năm 2026”."""
    text = subject.prose
    slips = [(found, wrong.message) for wrong in WRONG["DK-T037"] for found in wrong.finditer(text)]
    for found, message in {found.end(): (found, message) for found, message in slips}.values():
        yield subject.hit(found, message)
    begun = {at for word in _CLOCK.findall(text.joined) for at in occurrences(text, word)}
    counts = (_COUNT.search(text, max(at - 2, 0), at) for at in occurrences(text, " giờ"))
    begun.update(count.start() for count in counts if count)
    for found in filter(None, (_HOURS.match(text, at) for at in sorted(begun))):
        first, last = ((whole(found[hour], 0), whole(found[hour + 1] or "", 0)) for hour in (1, 3))
        if last < first and _DAY[0] <= first < _DAY[1]:
            yield subject.hit(found, "“{text}” runs backwards")


_WEEK = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_NUMBERS = {name: at % 7 for at, name in enumerate("hai ba tư năm sáu bảy nhật 2 3 4 5 6 7".split())}
_TIMED = Pattern(r"(?:[^\w ]|(?<!\w)(?:sáng|trưa|chiều|tối|đêm|vào|từ|đến|trước|giờ|phút|hôm|ngày|là|hết)) ?$")
"""Before a weekday in small letters: “phiên thứ hai” counts."""


@rule("DK-T049", "Weekday of another day", W, practice("thứ trong tuần khớp với ngày"), "typography")
def weekday(subject: Subject) -> Iterator[Hit]:
    """“thứ Hai, ngày 12/12/2026”: that day is a Saturday, and half of the readers come on the wrong one."""
    text = subject.prose
    for day in subject.days if holds(text, "hứ ", "hủ ") else ():
        found = _BEFORE.search(text, max(day.start - 24, 0), day.start) or _BEHIND.match(text, day.end)
        if not found or not is_date(day.iso) or _counts(text, found):
            continue
        from datetime import date

        true = date.fromisoformat(day.iso).weekday()
        if _NUMBERS[(found[1] or "nhật").lower()] != true:
            start, end = min(found.start(), day.start), max(found.end(), day.end)
            yield subject.hit(start, "“{text}”: that day is a {name}", text=text[start:end], name=_WEEK[true])


def _counts(text: Searched, found: re.Match[str]) -> bool:
    """Whether “thứ hai” is a place in a row."""
    if (found[1] or "N")[0].isupper():
        return False
    at = text.find("hứ ", found.start()) - 1
    if text[at] == "T":
        return "hứ nhất" in text
    return found.start() == at and not _TIMED.search(text, max(at - 7, 0), at)


_ANSWERED = Pattern(r"[Gg]ửi|[Gg]óp ý|[Đđ]ăng ký|[Nn]ộp |[Pp]hản hồi|[Tt]rả lời|[Bb]áo cáo|[Hh]oàn thành")
_ASKED = Pattern(rf"[Đđ]ề nghị|[Yy]êu cầu|{_ANSWERED.source}")


@rule("DK-T050", "Term that has passed", W, practice("thời hạn còn ở phía trước khi văn bản phát hành"), "typography")
def passed_term(subject: Subject) -> Iterator[Hit]:
    """A letter asks for an answer “trước ngày 15 tháng 11 năm 2026” and is itself of the 20th: the day was left over
    from an earlier draft. Norms speak of past days by right."""
    meta, text = subject.bound.meta, subject.own_prose
    own = meta.date or str(meta.draft_turn.get("ngay", ""))
    if not is_date(own) or "qppl" in subject.bound.draft.kind.rule_sets:
        return
    for day in days(text):
        until = day.iso < own and is_date(day.iso) and _UNTIL.search(text, max(day.start - 50, 0), day.start)
        if not until:
            continue
        sentence = re.split(r"[.;]\s|\n", text[max(until.start() - 200, 0) : until.start()])[-1]
        before = until[0].startswith("trước")  # said of cases as of terms
        asked = (_ANSWERED if before else _ASKED).search(sentence) and not (before and _OF_CASES.search(sentence))
        if asked and " đã " not in sentence:
            message = msg("“{day}” has passed on the day of this document, {own}")
            yield subject.hit(day.start, message, day=long_date(day.iso), own=long_date(own))
