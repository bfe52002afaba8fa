"""What a text says, sentence by sentence, wherever it stands: headline, metadata, running text, tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from itertools import pairwise

from draftkit.checks.rule import Subject
from draftkit.checks.truth.apart import ways
from draftkit.checks.truth.tabled import cells
from draftkit.law.dates import FIGURES, days, iso, short_date
from draftkit.law.references import Citation, find
from draftkit.model.inline import plain
from draftkit.model.keys import MAIL
from draftkit.model.message import Place
from draftkit.model.meta import Data, said_by_mail, texts_in
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import from_roman
from draftkit.model.printed import Grid
from draftkit.model.tree import Table, inside
from draftkit.resolve.flow import block_flow
from draftkit.text.edits import spliced
from draftkit.text.figures import Figure, figures, number_said
from draftkit.text.fold import bare
from draftkit.text.sentences import is_cut_short

_END, _ANSWER, WORDED, _PERIOD, WORD, _SINCE = ways("sentences", "end answer worded period word since")
_CASE, MORE, _OF_PLACE, _HOW_MANY, _SOME_ONE = ways("sentences", "case more of_place how_many some_one")
_HEADING = re.compile(r"^(#+) .*$", re.MULTILINE)
_ASKS, _ANSWERS, _YEARLESS, _EACH = ways("sentences", "asks answers yearless each")
_OFFICE, _ITS_TASK, _NOT_OF = ways("sentences", "office its_task not_of")
_BELOW, _TURNED = re.compile(r"[|>][-+\d]*\s*$"), re.compile(r"(?<=[^\n.;:!?])\n(?=[^\W\d_])")
"""What ends a line whose value begins below it; the end of a line within a sentence."""
_CELL_ENDS = re.compile(r"[\n|]")
_MOST = 1500
"""Signs of a sentence: what is longer is compared piece by piece, each figure is weighed with what stands around it."""
_BEFORE = 90
"""Signs before a figure in which it is said to be how much more something is."""
_NOT_SAID = frozenset(
    (
        *("loai", "co_quan", "co_quan_chu_quan", "du_thao", "lien_he", "lien_he_cong_khai", "thu", "van_ban", "kenh"),
        *("gia_tri", "noi_nhan", "luu", "chu_ky", "can_cu", "ngay", "nam", "so", "dinh_chinh", "thay_doi", "don_vi"),
        *("cam_cong_bo", "cong_bo_tu", "hinh_anh", "kinh_gui"),
    )
)
"""Keys that hold no sentences, or say on purpose what was wrong."""
_OF_PICTURE = ("mo_ta", "chu_thich")


class Said(NamedTuple):
    """A day or a longer time that a text says: its first and its last day (ISO), and where it stands."""

    first: str
    last: str
    start: int
    end: int

    def holds(self, day: str) -> bool:
        """Whether a day (ISO, or only its month) may be meant by it."""
        return self.first[: len(day)] <= day <= self.last


class Sentence:
    """A sentence, or a row of a table; `place` tells where in the source an offset in it stands."""

    def __init__(
        self,
        text: str,
        place: Callable[[int], Place],
        key: str = "",
        elsewhere: bool = False,
        asks: bool = False,
        of_file: bool = False,
    ) -> None:
        self.text = text
        self.place = place
        self.asks = asks
        """Whether it is a question, or the answer put together with one."""
        self.of_file = of_file
        """Whether it is a row of a table that lies in a file: its figures are kept there."""
        self.elsewhere = elsewhere
        """Whether it stands below a heading of a place, of which the project says nothing."""
        self.key = key if key[:1] in ("@", ">", "|") else ""
        """`@` and the label of a provision whose reasons it says; `>`, the label, `#` and the comment that it answers;
        `|`: it is put together of a cell of a table."""

    @cached_property
    def plain(self) -> str:
        """The same without accents and capitals, sign for sign."""
        plain = bare(self.text).lower()
        return plain if len(plain) == len(self.text) else self.text.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of `plain`."""
        return frozenset(WORD.findall(self.plain))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What it counts and measures; the figures of days are none."""
        taken = {at for day in self.days for at in range(day.start, day.end)}
        return tuple(one for one in figures(self.text) if one.start not in taken)

    @cached_property
    def given(self) -> Sentence:
        """The same with only those figures that it gives of something: not how much one thing is more than another
        (“dài hơn phía hạ lưu 50 m”), nor a case that is asked about (“Đò chở 20 người thì cần bao nhiêu áo phao?”), and
        none where it stands below a heading of another place, or is of one somewhere; and without the words of what
        it says they have nothing to do with."""
        text, said = self.text, self.figures
        question = len(text) if self.asks else text.rfind("?") + 1
        asked = question if _CASE.search(text, 0, question) else 0
        more = tuple(
            one for one in said if one.start < asked or MORE.search(text, max(one.start - _BEFORE, 0), one.start)
        )
        none = self.elsewhere or (_SOME_ONE.search(text) and not self.citations)
        spots = [(one.start, one.end) for one in (said if none else more)]
        spots += [one.span() for one in _NOT_OF.finditer(text) if not any(one.start() < at[1] for at in spots)]
        blanks = [(start, end, "\0" * (end - start)) for start, end in sorted(spots)]
        return Sentence(spliced(text, blanks), self.place, self.key) if blanks else self

    @cached_property
    def days(self) -> tuple[Said, ...]:
        """The days it says, then its months, quarters and halves of years."""
        return days_said(self.text)

    def days_of(self, year: str) -> tuple[Said, ...]:
        """The days it says; where none has its year, those of a `year` that is known from elsewhere, if any is."""
        found = list(days_of_each_year(self.text)) if year and not self.days else []
        once = [(f"{year}-{day}", one) for day, one in found if not _EACH.match(self.text, one.end())]
        return self.days or tuple(Said(day, day, one.start(1), one.end()) for day, one in once)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The provisions it cites."""
        return tuple(find(self.text))

    def bracketed(self, at: int) -> tuple[int, Sentence] | None:
        """What is said in brackets around an offset, and where that begins; None where it stands in none."""
        first, last = self.text.rfind("(", 0, at) + 1, self.text.find(")", at)
        within = first and last > 0 and ")" not in self.text[first:at] and not (self.asks or self.elsewhere)
        return (first, Sentence(self.text[first:last], lambda inner: self.place(first + inner))) if within else None

    def stretch(self, start: int, end: int, months: bool = False) -> str:
        """What stands between two offsets, without days (and `months`, quarters): those of acts that are named say
        nothing of when a figure is."""
        text, end = self.text, min(end, len(self.text))
        gone = [
            (day.start, day.end)
            for day in self.days
            if start <= day.start and day.end <= end and (months or day.first == day.last)
        ]
        kept = pairwise((start, *(at for spot in sorted(gone) for at in spot), end))
        return "".join(text[first:last] for first, last in list(kept)[::2])


def sentences(subject: Subject, titles: str) -> Iterator[Sentence]:
    """All sentences of a document, the headline first; `titles` say which places it is about."""
    for head, text, own in metadata_of(subject):
        yield from (Sentence(said, partial(own, start), head) for said, start in _cut(text))
    asked: re.Match[str] | None = None
    office: re.Match[str] | None = None
    scopes = [(0, False), *_scopes(prose := subject.printed.text, titles)]

    def elsewhere(at: int) -> bool:
        return scopes[bisect_right(scopes, (at, True)) - 1][1]

    for said, start in _cut(prose):
        if not said.strip("\x00 |-:"):
            continue
        end = start + len(said)
        asks = prose.startswith("?", end)
        yield Sentence(said, partial(_place, subject, start), elsewhere=elsewhere(end), asks=asks)
        answer, spot = _ANSWERS.match(said), partial(_still, subject.place(start))
        if asked and asked["task"] and "?" not in said:  # “Ai kiểm tra? Sở Y tế”; “Có phải nộp phí không? Không”
            yield Sentence(f"{asked['task']} do {said.partition(',')[0].strip()}", spot, asks=True)
        elif asked and answer:
            no = "" if answer["yes"] else "không"
            yield Sentence(f"{asked['of']}{no}{asked['may'] or ''} {asked['what']}", spot, asks=True)
        asked = _ASKS.fullmatch(said) if asks else asked if "?" in said else None
        office = _OFFICE.match(said) or (office if "\n" not in prose[max(start - 1, 0) : end] else None)
        more = _ITS_TASK.fullmatch(said) if office else None
        if office and more and more.start("does"):  # “- Cục …: hội chợ; tiếp nhận đề nghị”, “Cục này còn …”
            yield Sentence(f"{office[1]}: {more['does']}", spot)
    for one in cells(prose):
        yield Sentence(one.text, partial(_still, subject.place(one.start)), "|", elsewhere(one.start))
    for text, place in _of_files(subject):
        rows = [(one, "") for one, _ in _cut(text) if one.strip(" |-")] + [(one.text, "|") for one in cells(text)]
        yield from (Sentence(row, partial(_still, place), key, of_file=True) for row, key in rows)


def _of_files(subject: Subject) -> Iterator[tuple[str, Place]]:
    """The tables that directives make of files beside a text, as they would be typed, with where the directive stands:
    steps with their days, amounts."""
    bound = subject.bound
    lines = bound.draft.source.text.split("\n") if "```" in bound.draft.source.text else []
    for block in inside(bound.draft.blocks) if lines else ():
        if not isinstance(block, Table) or not 0 <= block.line < len(lines):
            continue
        called = [f"Bảng. {plain(block.caption)}"] if block.caption else []
        made = lines[block.line].lstrip().startswith("```")
        for item in block_flow(bound, (block._replace(caption=()),)) if made else ():
            if isinstance(item, Grid) and item.rows:
                cells_of = ([_CELL_ENDS.sub(" ", plain(cell)) for cell in row] for row in item.rows)
                head, *rows = (f"| {' | '.join(row)} |" for row in cells_of)
                yield "\n".join((*called, head, "|---|", *rows, "")), Place(block.line)


def metadata_of(subject: Subject) -> Iterator[tuple[str, str, Callable[[int, int], Place]]]:
    """What the metadata of a document say: the key, the text on one line, and where an offset stands that is so much
    behind another."""
    meta = subject.bound.meta
    for key, text in _of_metadata(meta.values):
        head, _, _ = key.rpartition(".") if key[:1] in ("@", ">") else key.partition(".")  # numbers of comments: “1.2”
        place = meta.places.get(key, meta.place(head))
        yield head, _TURNED.sub(" ", text), partial(_line, subject.bound.draft.source.front, place, text)


def addressed(subject: Subject) -> Iterator[Sentence]:
    """To whom a paper goes, by its metadata: names, no sentences."""
    meta = subject.bound.meta
    for key in ("kinh_gui", "noi_nhan"):
        held = meta.values.get(key)
        for number, one in enumerate(held if isinstance(held, list) else [held]):
            place = meta.places.get(f"{key}.{number}", meta.place(key))
            yield from (Sentence(text, partial(_still, place)) for text in texts_in(one))


def _scopes(prose: str, titles: str) -> Iterator[tuple[int, bool]]:
    """Where each heading of a text begins, and whether what stands below it is of a place that `titles` do not name."""
    level = 0
    for heading in _HEADING.finditer(prose):
        if not level or len(heading[1]) <= level:
            place = _OF_PLACE.search(heading[0])
            level = len(heading[1]) if place and place[1] not in titles else 0
        yield heading.start(), bool(level)


def _still(place: Place, at: int) -> Place:
    return place


def _place(subject: Subject, start: int, at: int) -> Place:
    return subject.place(start + at)


def _line(front: str, key: Place, text: str, start: int, at: int) -> Place:
    """Where an offset in a sentence of metadata stands that begins at `start` of the text of its key, whose lines
    stand below that where it says so: `key: |`."""
    opens = front.split("\n")[-key.line - 1 : -key.line]
    below = text.count("\n", 0, start + at) + 1 if opens and _BELOW.search(opens[0]) else 0
    return Place(key.line - below) if below else key


def _cut(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a text, without what ends them, and where each begins; a short answer with its question too."""
    start, asked = 0, -1
    for end in (*(one.start() for one in _END.finditer(text) if not is_cut_short(text, one.end())), len(text)):
        if asked >= 0 and _ANSWER.fullmatch(text[start:end].strip()):
            yield text[asked:end], asked
        if text[start:end].strip():
            asks = text[end : end + 1] == "?" and _HOW_MANY.search(text, start, end)
            asked = start if asks else -1
        while start < end:
            stop = end if end - start <= _MOST else text.rfind(" ", start, start + _MOST) + 1 or start + _MOST
            yield text[start:stop], start
            start = stop
        start = end + 1


def _of_metadata(values: Mapping[str, Data]) -> Iterator[tuple[str, str]]:
    """What metadata say, by their keys: what an entry of a list says is one row, what is said of a picture stands by
    itself, and when something is says what it is."""
    for key, value in values.items():
        entries = value if isinstance(value, list) else [value]
        for number, entry in enumerate(entries if key not in _NOT_SAID else ()):
            cells = entry.values() if isinstance(entry, dict) else [entry]
            text = " | ".join(short_date("".join(texts_in(cell))) for cell in cells)
            event = "".join(texts_in(values.get("su_kien"))) if key == "thoi_gian" else ""
            yield f"{key}.{number}", f"{event}, thời gian: {text}" if event else text
        if key == MAIL:
            yield from ((f"{key}.{one}", text) for one, text in said_by_mail(value))
        for number, entry in enumerate(entries if key == "hinh_anh" else ()):
            said = entry.items() if isinstance(entry, dict) else ()
            yield from ((f"{key}.{number}.{one}", "".join(texts_in(cell))) for one, cell in said if one in _OF_PICTURE)


_FIGURES = re.compile(rf"(?<![\w/.,-]){FIGURES}(?![\w/-])")


@lru_cache(maxsize=4096)  # asked of a sentence, and of what is held against it
def days_said(text: str) -> tuple[Said, ...]:
    """The days of a sentence; those typed with dots or hyphens where it speaks of a day at all, if not right before
    them (`Ngày phê duyệt: 04-9-2025`), or of a time since or until then; those in words; then the longer times that are
    not those of a day."""
    found = [Said(day.iso, day.iso, day.start, day.end) for day in days(text)]
    typed = [(iso(one[0]), one.start(), one.end()) for one in _FIGURES.finditer(text)]
    if typed and ("ngày" in text.lower() or _SINCE.search(text, 0, typed[0][1])):
        known = {one.start for one in found}
        found += [Said(day, day, start, end) for day, start, end in typed if start not in known]
    taken = {at for one in found for at in range(one.start, one.end)}
    for one in WORDED.finditer(text):
        day, month, year = (number_said(part) for part in one.groups())
        if day and month and year and one.start(1) not in taken:
            said = f"{year:04.0f}-{month:02.0f}-{day:02.0f}"
            found.append(Said(said, said, one.start(1), one.end()))
            taken.update(range(one.start(1), one.end()))
    for one in _PERIOD.finditer(text):
        if taken.isdisjoint(range(one.start(), one.end())):
            first, last = _months(one)
            low, high = f"{one['year']}-{first:02.0f}-01", f"{one['year']}-{last:02.0f}-31"
            edge = (one["edge"] or "").lower()
            span = {"trước": ("", f"{low[:8]}00"), "sau": (high, "9999")}.get(edge, (low, high))
            found.append(Said(*span, one.end("edge") + 1 if edge else one.start(), one.end()))
    return tuple(found)


def days_of_each_year(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The days that a text says without their year, as month and day (“07-15”), and where."""
    for one in _YEARLESS.finditer(text):
        day, month = (number_said(part) or 0 for part in one.groups())
        yield f"{month:02.0f}-{day:02.0f}", one


def _months(found: re.Match[str]) -> tuple[float, float]:
    """The first and the last month of a time within a year."""
    if found["month"]:
        month = number_said(found["month"]) or 0
        return month, month
    if found["half"]:
        return (1, 6) if found["half"].lower() == "đầu" else (7, 12)
    quarter = number_said(found["quarter"]) or from_roman(found["quarter"].upper()) or 0
    return 3 * quarter - 2, 3 * quarter
