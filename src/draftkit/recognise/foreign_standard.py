"""Technical regulations and standards that others set: no style tells what a line is. The symbol on the cover tells the
kind, whole numbers in their order the clauses, and what stands before clause 1 the cover and the foreword."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from draftkit.model.kind import KindSpec, Level
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.recognise.blocks import status_class
from draftkit.recognise.lines import Line
from draftkit.recognise.terms import FIRST_UNIT, matcher, symbol_spaced
from draftkit.text.fold import fold
from draftkit.text.pattern import MARKED
from draftkit.word.values import Run

_FRONT = 60
"""Among how many lines the symbol of a cover is looked for."""
_FILLS = {"so": r"[\w.-]+", "nam": r"(?:19|20)\d\d", "lan": r"\d{1,2}", "viet_tat": r"[A-ZĐ]{2,10}"}
_CLAUSE = re.compile(r"(?P<number>(?:\d{1,2}|[A-Z](?=\.\d))(?:\.\d{1,3})*)\.?[ \u00a0]+(?P<title>\S.*)$")
_SOURCE = re.compile(r"(?:ISO|IEC|ITU|EN|ASTM|CODEX|CAC|JIS|BS|DIN)[ /][\w /.:-]{2,40}$")
"""A standard that another adopts, under its symbol."""
_AMOUNT = re.compile(
    r"(?:[kcdmµ]?m[²³23]?|[kmµ]?g|m?l|h|min|s|[kM]?Pa|[kM]?W|[kM]?V|°C|K|%|lần|ngày|tháng|năm|giờ|triệu|tỷ|nghìn"
    r"|đồng|đến|và|hoặc"
    r"|người|tấn)(?!\w)"
)
"""What follows a figure that counts something."""
_NUMBER = re.compile(r"Số ?: ?[\d.…_ ]*/")
"""The number line of a document that is no standard."""
_LETTER = re.compile(r"[a-zđ]\) ?\S")
_PAGE = re.compile(r"[\s.…]+\d{1,3}$")
_LISTED = re.compile(r"(?:[.…]{3,}|\t) ?\d+$")
_PLACE = re.compile(r"(?:HÀ NỘI|Hà Nội) ?[-–] ?(?:19|20)\d\d$")
_ANNEX = re.compile(r"phụ lục [A-Z](?: ?\(.*\))?$", re.IGNORECASE)
_ALONE = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,3})+\.?$")
"""The number of a clause on a line of its own, as terms and definitions are set."""
_VIETNAMESE = re.compile(f"(?i)[{MARKED}]")
_LONGEST = 120  # signs of a title


class Standard(NamedTuple):
    """The kind of a standard, its lines, and the role of each."""

    kind: KindSpec
    lines: tuple[Line, ...]
    roles: tuple[str, ...]


def standard(every: Sequence[Line], kinds: Iterable[KindSpec]) -> Standard | None:
    """What the lines of a file are when it is a technical regulation or a standard; None when it is none."""
    covers = [(kind, matcher(kind.words["symbol"], _FILLS)) for kind in kinds if "cover_head" in kind.words]
    for line in every[:_FRONT]:
        if FIRST_UNIT.match(line.text) or _NUMBER.match(line.text):
            return None  # another document, that a standard may come with
        symbol = symbol_spaced(line.text)
        for kind, pattern in covers:
            if pattern.fullmatch(symbol):
                whole_lines = tuple(_joined(every))
                roles = _roles(whole_lines, kind, symbol)
                clauses = {name for level in kind.outline.levels if level.bare for name in _names(level)}
                return Standard(kind, whole_lines, roles) if sum(role in clauses for role in roles) > 2 else None
    return None


def styled_as(found: Standard, roles: Mapping[str, str]) -> list[Line]:
    """The lines in the styles that a file of ours would give them; `roles` gives the role of a style by its id."""
    ids = {role: id for id, role in roles.items()}
    out = []
    for line, role in zip(found.lines, found.roles, strict=True):
        form = line.paragraph.format._replace(style=ids.get(role, ids["paragraph"]))
        out.append(line._replace(paragraph=line.paragraph._replace(format=form)))
    return out


def _joined(every: Sequence[Line]) -> Iterator[Line]:
    """The lines, a number that stands alone put before the words below it."""
    waiting: Line | None = None
    for line in every:
        if waiting and (line.where.table or not line.text or _ALONE.match(line.text) or _LETTER.match(line.text)):
            yield waiting
            waiting = None
        if waiting:
            gap = Run(" ", waiting.runs[-1].format)
            text = f"{waiting.text} {line.text}"
            yield waiting._replace(text=text, runs=(*waiting.runs, gap, *line.runs))
            waiting = None
        elif _ALONE.match(line.text) and not line.where.table and line.runs:
            waiting = line
        else:
            yield line
    if waiting:
        yield waiting


def _names(level: Level) -> tuple[str, str]:
    """The roles of a clause with a name and of one without."""
    return level.name, f"{level.name}-run-in"


def _roles(every: Sequence[Line], kind: KindSpec, symbol: str) -> tuple[str, ...]:
    first = _text_at(every)
    front, text = _Front(kind, symbol), _Text(kind)
    return tuple(front.role(line) if at < first else text.role(line) for at, line in enumerate(every))


def _text_at(every: Sequence[Line]) -> int:
    """Where clause 1 begins. A contents list names it first, with its page."""
    ones = [at for at, line in enumerate(every) if line.text[:2] in ("1 ", "1.") and _opens(line, ()) == (1,)]
    named = [fold(_PAGE.sub("", every[at].text)) for at in ones]
    return next((at for place, at in enumerate(ones) if named[place] not in named[place + 1 :]), len(every))


class _Front:
    """What stands before clause 1: the cover, the contents list, the foreword, and the titles above the text."""

    def __init__(self, kind: KindSpec, symbol: str) -> None:
        words = kind.words
        self.symbol = symbol
        self.edition = matcher(words.get("cover_edition") or "Xuất bản lần {lan}", {"lan": r"\d{1,2}"})
        self.ics = matcher(words.get("cover_ics") or "ICS {ics}")
        self.known = {
            fold(words.get("cover_head", "")): "cover-head",
            fold(words.get("cover_type", "")): "cover-type",
            fold(words.get("foreword_title", "")): "foreword-title",
            fold("Mục lục"): "contents-title",
        } | {fold(level.keyword): level.name for level in kind.outline.levels if level.front}
        self.parts = {"foreword-title", "contents-title", *(level.name for level in kind.outline.levels if level.front)}
        self.seen: set[str] = set()
        self.part = "cover"

    def role(self, line: Line) -> str:
        text = line.text
        role = self.known.get(fold(text).rstrip(":"), "")
        if role in self.parts:
            self.part = role
            return role
        if self.part == "contents-title" and (_CLAUSE.match(text) or _PAGE.search(text)):
            return "contents-1"
        own = role or self._of_cover(line)
        if not own:
            return "paragraph"
        again = own in self.seen and (own == "cover-type" or fold(text) in self.seen or self.part != "cover")
        self.seen |= {own, fold(text)}
        return {"cover-english": "body-english"}.get(own, "body-title") if again else own

    def _of_cover(self, line: Line) -> str:
        text = line.text
        if symbol_spaced(text) == self.symbol:
            return "cover-symbol"
        if _PLACE.match(text):
            return "cover-place"
        if self.edition.fullmatch(text):
            return "cover-edition"
        if self.ics.fullmatch(text):
            return "cover-ics"
        if _SOURCE.match(text) and "cover-symbol" in self.seen and "cover-title" not in self.seen:
            return "cover-source"
        if line.upper and _VIETNAMESE.search(text) and len(text) < 2 * _LONGEST:
            return "cover-title"
        if text and not _VIETNAMESE.search(text) and len(text.split()) > 2 and not line.where.table:
            return "cover-english"
        return ""


def _opens(line: Line, last: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The number of the clause a line opens, when it follows on the last one; empty else."""
    found = _CLAUSE.match(line.text)
    if found is None or line.where.table or _LISTED.search(line.text) or _AMOUNT.match(found["title"]):
        return ()
    parts = found["number"].split(".")
    number = tuple(part if (value := whole(part)) is None else value for part in parts)
    if (
        (number == (1,) and not found["title"][:1].islower())
        or number == (*last, 1)
        or (len(number) == 2 and isinstance(number[0], str) and number[1] == 1)
    ):
        return number
    shared = len(number) - 1
    before, now = last[shared : shared + 1], number[-1]
    leap = 1 if found["title"][:1].islower() else 2
    steps = isinstance(now, int) and before and isinstance(before[0], int) and before[0] < now <= before[0] + leap
    return number if steps and number[:-1] == last[:shared] else ()


class _Text:
    """What stands from clause 1 on: clauses, points, notes, annexes."""

    def __init__(self, kind: KindSpec) -> None:
        self.clauses = {level.hashes: level for level in kind.outline.levels if level.bare}
        self.point = next((level.name for level in kind.outline.levels if level.marker), "paragraph")
        self.annex = kind.annex_level
        self.beside = {fold(level.keyword): level.name for level in kind.outer_levels if level.numeral == "none"}
        self.before = ""
        self.last: tuple[int | str, ...] = ()

    def role(self, line: Line) -> str:
        self.before = self._role(line)
        return self.before

    def _role(self, line: Line) -> str:
        text = line.text
        if line.where.table:
            return "table-cell"
        if self.annex and _ANNEX.match(text):
            self.last = (text.split()[2][:1],)
            return self.annex.name
        if self.annex and self.before in (self.annex.name, "annex-title") and self._names_annex(line):
            return "annex-title"
        if fold(text).rstrip(":") in self.beside:
            self.last = ()
            return self.beside[fold(text).rstrip(":")]
        number = _opens(line, self.last)
        if number and (level := self.clauses.get(min(len(number), max(self.clauses)))):
            self.last = number
            title = text.split(maxsplit=1)[1]
            return _names(level)[not (len(title) < _LONGEST and title[-1] not in ".;:,”")]
        if _LETTER.match(text):
            return self.point
        return "note" if text.startswith(("CHÚ THÍCH", "VÍ DỤ")) else "paragraph"

    def _names_annex(self, line: Line) -> bool:
        text = line.text
        if self.annex and status_class(self.annex, text):
            return True
        shown = line.paragraph.format.align == "center" or line.share(lambda one: one.bold) > 0.5
        named = text[:1].isupper() and text[-1:] not in tuple(".;:,")
        return (shown or named) and len(text) < _LONGEST and not _CLAUSE.match(text)
