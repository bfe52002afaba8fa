"""When a text may go out: the times it waits for, those of all it names, quotes or leads to among them, whatever its
kind; and where it gives away by typed words what must wait longer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter

from draftkit.campaign import privacy
from draftkit.campaign.approval import approved_rows
from draftkit.campaign.moment import Moment, read_moment
from draftkit.campaign.ways import ways
from draftkit.law.dates import day_in_vietnam
from draftkit.model.keys import EMBARGO, NOT_BEFORE
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message, Place, fault_at, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Occasion
from draftkit.plugins import Clue, Refusal
from draftkit.readers.document import Raw
from draftkit.readers.inline import is_words
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.resolve.others import Other
from draftkit.resolve.values import VALUE
from draftkit.text.fold import alike
from draftkit.writers.html_share import page_name

_SPOKEN, _LAW_SAYS, _SAYS_LAW = ways("early", "spoken law_says says_law")
_TELLING, _at = 5, attrgetter("moment.at")
"""Words from which on a title or what somebody says is known again wherever it stands."""
_LONG = 10
"""Words from which on a passage is more than a common turn."""
_ENDS = ".!?…,;"
"""What ends words that somebody says, and may end otherwise where they are quoted."""
_BREAK, _PARTED = re.compile(r"\n(?:> ?)?"), re.compile(r"\n[>\s]*\n")
"""What stands in a source within words that are one line when printed, and between paragraphs."""
_PASSAGE = re.compile(
    "|".join(rf"[{a}]((?:[^\s{a}{z}]+\s+){{5,}}[^\s{a}{z}]+)[{z}]" for a, z in (('“"', '”"'), ("«", "»"), ("‘", "’")))
)
_EARLY = msg("“{text}” is of “{name}”, not to be published before {time}: {advice}")
_TITLE = msg("“{text}” is not to be published before {time}: {advice}")
_WAIT = msg("wait as long (cam_cong_bo), or leave it out")
_NAME = msg("name it under van_ban, link to its file, or leave it out")
"""What can be done in a text whose kind has no key that says how long it waits."""


def times(bound: Bound) -> Iterator[tuple[str, Moment | Message]]:
    """When a text may be published at the earliest, or what is wrong with how that is written, by metadata key."""
    meta = bound.meta
    default = meta.text("mui_gio", bound.draft.kind.words.get("mui_gio", "Asia/Ho_Chi_Minh"))
    for key in (EMBARGO, NOT_BEFORE):
        rows = (bound.draft.row == "" and approved_rows(bound.draft)) or ({},)  # who waits for a series waits for all
        told = [text for text in dict.fromkeys(_in_row(row, key, meta.text(key)) for row in rows) if text]
        yield from ((key, read_moment(text, default)) for text in told)
        if not told and key in meta.values:
            form = "2026-12-15 10:00 Asia/Ho_Chi_Minh"
            yield key, msg("{key} is empty: write when, for example {form}, or take the key out", key=key, form=form)


def _in_row(row: Mapping[str, str], key: str, text: str) -> str:
    return row.get(key) or VALUE.sub(lambda found: row.get(found[1], found[0]), text)


class Wait(NamedTuple):
    """A point in time that a text waits for, or what is wrong with how it is written; the key that says so, that of
    another text behind the way there (`bai → tin.cam_cong_bo`); the kind in whose words it is told."""

    key: str
    moment: Moment | Message
    kind: KindSpec

    @property
    def text(self) -> str:
        """The point in time as printed; nothing when it is not understood."""
        one, kind = self.moment, self.kind
        return one.words(kind.words.get("ten_mui_gio", ""), kind.language) if isinstance(one, Moment) else ""

    def is_past(self, occasion: Occasion) -> bool:
        """Whether it has come."""
        now = read_moment(occasion.moment, "UTC") if occasion.moment else None
        return isinstance(now, Moment) and isinstance(self.moment, Moment) and now.at >= self.moment.at


def waits(bound: Bound) -> Iterator[Wait]:
    """The points in time that a text waits for: its own, and those of all it names, quotes or corrects, which it would
    give away. One whose kind has no words for it (a letter) takes those of what it waits for."""
    seen: set[tuple[str, str]] = set()
    own, led = bound.draft.kind, [(bound, "")]
    for one, way in led:  # the shortest first; grows as it is walked
        where = (one.draft.source.folder, one.draft.name)
        if where not in seen:
            seen.add(where)
            for key, moment in times(one):
                yield Wait(f"{way}.{key}" if way else key, moment, own if key in own.words else one.draft.kind)
            others = (other for _, other in (*sorted(one.others.items()), *one.told.items()))
            led += [(other, f"{way} → {other.draft.name}" if way else other.draft.name) for other in others]


def instants(bound: Bound) -> list[str]:
    """The same as ISO texts."""
    return [one.moment.at.isoformat() for one in waits(bound) if isinstance(one.moment, Moment)]


def _last(bound: Bound) -> tuple[Wait | None, Wait | None]:
    """The first point in time of a text that nobody understands, and the last that it still waits for."""
    every = [*waits(bound)]
    still = (one for one in every if one.text and not one.is_past(bound.draft.occasion))
    return next((one for one in every if not one.text), None), max(still, key=_at, default=None)


def framing(bound: Bound, frame: Frame) -> Frame:
    """The line on publication, where circulation is marked."""
    line = last = held = ""
    inherited: tuple[tuple[str, str], ...] = ()
    for one in waits(bound):
        own, past, moment = "." not in one.key, one.is_past(bound.draft.occasion), one.moment
        at = moment.at.astimezone(UTC).isoformat() if isinstance(moment, Moment) and not past else ""
        name, said = one.key.rpartition(".")[2], one.text or bound.meta.text(one.key)
        held = held or ("" if past else one.text)
        words = one.kind.words.get("da_cong_bo" if past else name, "")
        told = words.format(luc=said) if said and (own or not past) else ""
        if told and (at > last or not line):  # all wait for the last of several
            line, last = told, at
            inherited = () if own or not isinstance(moment, Moment) else ((name, moment.at.isoformat(" ")),)
    marked = " · ".join(filter(None, (frame.circulation, line)))  # of an official text it has a mark of its own
    since = max(instants(bound), key=datetime.fromisoformat, default="")
    return frame._replace(circulation=marked, held=held and line, since=since, inherited=inherited)


def held_up(bound: Bound, frame: Frame) -> Iterator[Refusal]:
    """Why it is too early for a text, whatever its kind: for what it names, quotes or leads to, of which nobody may
    know when it is published. What bears the draft mark is not public."""
    if frame.draft_mark:
        return
    for one in waits(bound):
        if one.text and not one.is_past(bound.draft.occasion):
            said = msg("{key}: not to be published before {time}", key=one.key, time=one.text)
            yield Refusal(said, True, bound.draft.meta.place(one.key))
        elif not one.text and "." in one.key:  # of its own a rule tells
            yield Refusal(msg("{name}: {reason}", name=one.key, reason=one.moment), place=Place(-1))


def held_until(bound: Bound, frame: Frame) -> Message | None:
    """The last point in time that a text still waits for, or that nobody understands one."""
    unclear, last = _last(bound)
    if unclear:
        return msg("time of publication not understood")
    return msg("held until {time}", time=last.text) if last else None


def given_away(bound: Bound) -> Callable[[Raw, Callable[[], Other]], Iterator[Clue]]:
    """Where a text gives away another that must wait longer: its title (a short one between quotes), what somebody says
    in it, a long passage between quotes, the end of the address of its page. What names it in another way waits with
    it, and so may say it."""
    printed = [*privacy.printed(bound, bound.meta.values)]
    texts = [(alike(text), place) for text, place in printed]
    passages = [(found[found.lastindex or 1], place) for text, place in printed for found in _PASSAGE.finditer(text)]
    advice = _WAIT if EMBARGO in bound.draft.kind.keys else _NAME

    def judge(raw: Raw, read: Callable[[], Other]) -> Iterator[Clue]:
        title, whole = raw.meta.title, raw.source.text.replace("*", "")
        said = _SPOKEN.findall(_BREAK.sub(" ", whole))
        if "{{" in f"{title}{whole if passages else said}" or not is_words(title):
            title, whole = read().bound.meta.title, "\n\n".join(text for text, _ in privacy.printed(read().bound, ()))
            said = _SPOKEN.findall(whole)
        said = [one.rstrip(_ENDS) for one in said]
        address = f"/{page_name(raw.name)}."
        signs = [address, f"“{title or address}”", *(one for one in (title, *said) if len(one.split()) >= _TELLING)]
        sought = [(sign, alike(sign)) for sign in signs]
        found = [(sign, text, place) for sign, folded in sought for text, place in texts if folded in text]
        quoted = [(sign, "", place) for sign, place in _quoted(bound, passages, whole, said)]
        if not (found or quoted):
            return
        other = read().bound
        told = bound._replace(told={})  # what waits for these words alone is told where they stand
        own = max((one for one in waits(told) if one.text), key=_at, default=None)
        unclear, last = _last(other)
        by_then = not last or (own and _at(own) >= _at(last)) or bound.meta.date > day_in_vietnam(_at(last).isoformat())
        if by_then and not unclear:
            return
        time = unclear.moment if unclear else last and last.text
        now = bound.draft.occasion.moment
        is_out = bool(now) and "0" < bound.meta.date < day_in_vietnam(now)  # so were the words it has
        cited, name = {one.text.rstrip(_ENDS) for one in (*other.quotations, *bound.quotations)}, other.meta.title
        whole_title = re.compile(rf"(?<!\w){re.escape(alike(name))}(?!\w)")
        for sign, text, place in (*found, *quoted):
            shown = f"/{other.draft.kind.page}{address}" if sign == address else sign.strip("“”")
            if sign in cited or (sign == address and shown not in text):
                continue
            certain = shown == name and len(name.split()) >= _TELLING and bool(whole_title.search(text))
            certain = certain or (not text and not is_out)
            says = _TITLE if shown == name else _EARLY
            fault = fault_at("DK-P015", place, says, text=shown.rstrip("."), name=name, time=time, advice=advice)
            yield alike(sign), certain, fault

    return judge


def _quoted(
    bound: Bound, passages: Sequence[tuple[str, Place]], whole: str, said: Sequence[str]
) -> Iterator[tuple[str, Place]]:
    """The passages that stand word for word in the whole of another text: as whole sentences, or as more of one than a
    name has. What that one has between quotes is its own only where somebody says it."""
    body = "\n".join(alike(_BREAK.sub(" ", one)) for one in _PARTED.split(whole)) if passages else ""
    for passage, place in passages:
        sign = re.escape(alike(passage).rstrip(_ENDS))
        at = re.search(sign if passage[0].islower() else rf'(?:^|[.!?…:">] ?){sign}(?=[.!?…"]|$)', body, re.MULTILINE)
        spoken = at and any(re.search(sign, alike(one)) for one in said) and not _of_law(body, at)
        bare = at and body.count('"', 0, at.end()) % 2 == 0 and len(passage.split()) >= _LONG
        if (spoken or bare) and not any(re.search(sign, alike(act.name)) for act in bound.acts.values()):
            yield passage, place


def _of_law(body: str, found: re.Match[str]) -> bool:
    """Whether what stands there between quotes are the words of a law, by what stands before and behind them."""
    start, end = body.rfind('"', 0, found.start() + 1) + 1, body.find('"', found.end()) + 1
    return bool(_LAW_SAYS.search(body[max(start - 80, 0) : start]) or _SAYS_LAW.match(body[end : end + 80]))
