"""Phần, chương, mục, điều, khoản, điểm: the headings and numbered paragraphs of a text by the outline of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.model.kind import Level, Outline
from draftkit.model.numeral import from_roman, whole
from draftkit.recognise.lines import MAIN, Line, Piece
from draftkit.recognise.terms import is_nation, unit_pattern

_OPEN = re.compile(r"^[“\"„«]\s*")
_DASH = re.compile(r"^([-–—+•*·])\s")
_ROMAN_ORDER = re.compile("[IVXLC]+")


class Units:
    """Knows the units of one outline."""

    def __init__(self, outline: Outline) -> None:
        self.levels = [(level, pattern) for level in outline.levels if (pattern := unit_pattern(level))]

    def heading(self, line: Line, last_roman: int = 0) -> Piece | None:
        """What unit a line starts, if any. A Roman number without a word before it must follow the last one."""
        return self.named(line, line.text, last_roman)

    def named(self, line: Line, text: str, last_roman: int) -> Piece | None:
        """Like `heading`, for a text without the quotation mark the line opens with."""
        for level, pattern in self.levels:
            found = pattern.match(text)
            if found and _stands(level, line, found, last_roman):
                role = f"{level.name}-number" if level.heading == "stacked" else level.name
                role = f"{level.name}-run-in" if _says(level, line, found) else role
                return Piece(role, line, found["number"], found["sign"], found["title"].strip(), level.name)
        return None

    def is_counted(self, name: str) -> bool:
        """Whether a level is known by its number alone."""
        return any(level.name == name and not level.keyword for level, _ in self.levels)

    def opens(self, text: str) -> bool:
        """Whether a text that opens with a quotation mark goes on with a unit."""
        return any(pattern.match(_OPEN.sub("", text)) for _, pattern in self.levels)

    def walk(self, lines: Sequence[Line], region: str = MAIN) -> Iterator[Piece]:
        """Every line of a text with its role."""
        reader = _Reader(self, region)
        for line in lines:
            yield reader.piece(line)


def _stands(level: Level, line: Line, found: re.Match[str], last_roman: int) -> bool:
    """Whether the words at the start of a line are a heading, not a reference that happens to stand first."""
    title, sign = found["title"].strip(), found["sign"]
    if line.paragraph.number and line.text.startswith(line.paragraph.number) and not line.part:
        return True
    if not level.keyword or level.label.startswith("{n}"):
        if level.numeral == "roman":
            value = from_roman(found["number"])
            return (
                value in (1, last_roman + 1) and bool(title) and (line.upper or line.share(lambda one: one.bold) > 0.4)
            )
        return bool(title)
    if level.heading == "stacked":
        return not title or ((bool(sign) or line.share(lambda one: one.bold) > 0.5) and not title[:1].islower())
    return bool(sign) or not title or (not title[:1].islower() and begins_bold(line))


def _says(level: Level, line: Line, found: re.Match[str]) -> bool:
    """Whether what follows the label of a heading is a sentence, where it needs no title: “Điều 1. Lập Tổ công tác.”"""
    if not level.keyword or level.title_required or level.heading == "stacked" or not found["title"].strip():
        return False
    bold = line.share(lambda one: one.bold)
    label = len(line.text) - len(found["title"])
    only_label = begins_bold(line) and bold * len(line.text) <= label + 1
    return only_label or (bold in (0, 1) and line.text.rstrip().endswith((".", ";", ":")))


def begins_bold(line: Line) -> bool:
    """Whether the first words of a line are bold."""
    first = next((run for run in line.runs if run.text.strip() and run.kind == "text"), None)
    return bool(first and first.format.bold)


class _Reader:
    """Keeps what the lines before tell: a label waiting for its title, an open quotation, the last Roman number."""

    def __init__(self, units: Units, region: str) -> None:
        self.units = units
        self.region = region
        self.waiting = ""
        self.titled, self.depth, self.roman = False, 0, 0
        self.counted: dict[str, int] = {}
        """The last number of each level that is only numbered, below the heading at work."""

    def piece(self, line: Line) -> Piece:
        """The role of the next line."""
        if line.where.table:
            return Piece("table", line, region=self.region)
        if not line.text or line.is_stroke:
            return Piece("rule", line, region=self.region)
        quoted = self._quoted(line.text)
        found = self._found(line, quoted)
        return found._replace(region=self.region, quoted=quoted)

    def _found(self, line: Line, quoted: bool) -> Piece:
        text = _OPEN.sub("", line.text) if quoted else line.text
        found = self.units.named(line, text, 0 if quoted else self.roman)
        if found is None or not (quoted or self._counts(found)):
            return self._plain(line)
        self.waiting = ""
        if found.role.endswith("-number") and not found.title:
            self.waiting, self.titled = f"{found.level}-title", False
        value = from_roman(found.number) if _ROMAN_ORDER.fullmatch(found.number) and found.role == found.level else 0
        if value and not quoted:
            self.roman = value
        elif found.role.endswith("-number"):
            self.roman = 0
        return found

    def _counts(self, piece: Piece) -> bool:
        """Whether a unit may stand here: words in small letters behind a number that follows on none are a sentence
        that a number begins (“31. tháng Chạp”)."""
        number = whole(piece.number, 0)
        if not number:  # a heading, a letter, an inserted number
            if piece.level and not self.units.is_counted(piece.level):
                self.counted.clear()
            return True
        last = self.counted.get(piece.level, 0)
        if piece.title[:1].islower() and number > 1 and number not in (last, last + 1):
            return False
        if self.units.is_counted(piece.level):
            self.counted[piece.level] = number
        else:
            self.counted.clear()
        return True

    def _plain(self, line: Line) -> Piece:
        if self.waiting:
            centred = line.paragraph.format.align == "center"
            if is_nation(line.text):  # a form whose number stands above its header has no name there
                self.waiting = ""
            elif line.upper or (not self.titled and (centred or line.share(lambda one: one.bold) > 0.5)):
                self.titled = True
                return Piece(self.waiting, line)
            self.waiting = ""
        dash = _DASH.match(line.text)
        return Piece("paragraph", line, sign=dash[1] if dash else "")

    def _quoted(self, text: str) -> bool:
        """Whether a line belongs to quoted wording: from a line that opens with a quotation mark until it is closed."""
        change = text.count("“") - text.count("”")
        if self.depth:
            self.depth = max(0, self.depth + change)
            return True
        if text.startswith("“") and (change > 0 or self.units.opens(text)):
            self.depth = max(0, change)
            return True
        return False
