"""The text of an act as rows: one paragraph each, with the unit it opens. What is amended is found in these and changed
in these, wherever the act came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from draftkit.amending.lines import ROMAN, Line, decimal, has_articles, labelled
from draftkit.amending.read import read_lines
from draftkit.law.outline import CONTAINER
from draftkit.law.units import ISSUED
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.text.pattern import Pattern
from draftkit.word.values import Run

HEADS = ("Phần", "Chương", "Mục", "Tiểu mục", "Phụ lục")
"""Kinds of rows that head what stands below them."""
_KINDS = {"article": "Điều", "clause": "khoản", "point": "điểm"}
_RUN_IN = Pattern(r"(Điều\s+\d+[a-zđ]?\d*\.)\s+(1\.\s+\D.*)$")


class Drawn(NamedTuple):
    """A table of a form of its own: the rows it prints, the name and the bytes of its CSV file, its options but for its
    title, which is a row. One of pipes has no name; the bytes are its lines. A formula or picture that stands alone is
    the line `single`, with a name and bytes for a picture."""

    texts: tuple[str, ...]
    file: str
    data: bytes
    options: Mapping[str, Data] = MappingProxyType({})
    single: str = ""

    def whole(self, rows: Sequence[Row], at: int) -> bool:
        """Whether its rows stand there as it prints them, the first at a place, unchanged since."""
        return tuple(row.text for row in rows[at : at + len(self.texts)]) == self.texts

    def lines(self) -> tuple[str, ...]:
        if self.single:
            return (f"{self.single}({self.file})" if self.file else self.single,)
        return (f"```bang {self.file}", *self.settings(), "```") if self.file else tuple(self.data.decode().split("\n"))

    def settings(self) -> list[str]:
        """Its options as lines."""
        return [
            f"{key}: [{', '.join(map(str, value))}]" if isinstance(value, list) else f'{key}: "{value}"'
            for key, value in self.options.items()
        ]

    def listed(self, key: str) -> list[Data]:
        """An option that may be a list."""
        value = self.options.get(key)
        return value if isinstance(value, list) else [value] if value else []


class Row(NamedTuple):
    """A paragraph: its text as printed, the kind and number of the unit it opens (empty when it opens none), and the
    place it came from, 0-based (-1 for one that was put in)."""

    text: str
    kind: str = ""
    label: str = ""
    source: int = -1
    title: bool = False
    """Whether it goes on with the heading of the row before (`Chương I` / `QUY ĐỊNH CHUNG`)."""
    origin: str = ""
    """The marks of the operations that made or changed it, in their order."""
    drawn: Drawn | None = None
    """The table it is a row of, where that has a form of its own."""
    content: tuple[Run, ...] | None = None
    """The paragraph of a draft that its wording is taken from, where that is more than plain letters."""
    look: str = ""
    """The same as it is typed, its footnotes in full, where texts are compared; of a table what is so in all of it."""


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """The rows of an act. Text that an act quotes opens no unit of the act."""
    roles = read_lines(lines, "").roles
    quoted = [role == "quoted" for role in roles]
    if not has_articles(lines):
        return [*_without_articles(lines, quoted)]
    return [*_rows(((line.text, line.number - 1) for line in lines), quoted)]


def _without_articles(lines: Sequence[Line], quoted: Sequence[bool]) -> Iterator[Row]:
    """The rows of a standard, whose clauses are told by their whole numbers, or of a circular as they were before there
    were điều in them: Phần, “II. Mục”, “1.” that is called khoản or điểm, below it “1.1.” or “a)”."""
    old = {"I", "II"} <= {found[1] for line in lines if (found := ROMAN.match(line.text))}
    within = ""
    for line, other in zip(lines, quoted, strict=True):
        at, number = line.number - 1, decimal(line.text)
        if other:
            yield Row(line.text, source=at)
        elif old and (found := ROMAN.match(line.text)):
            within = ""
            yield Row(line.text, "Mục", found[1], at)
        elif number and ("." in number or not old):
            within = number
            yield Row(line.text, "điểm", number, at)
        else:
            row = _row(line.text, at, old)
            below = row.kind == "điểm" and within
            within = within if below or not row.kind else ""
            yield row._replace(kind="tiết") if below else row


def rows_of_wording(texts: Iterable[str]) -> list[Row]:
    """The rows of new wording."""
    given = [(text, -1) for text in texts]
    return [*_rows(iter(given), [False] * len(given))]


def _rows(lines: Iterator[tuple[str, int]], quoted: Sequence[bool]) -> Iterator[Row]:
    heading = False
    inside = False
    before = Row("")
    for at, (text, source) in enumerate(lines):
        if not quoted[at] and (run_in := _RUN_IN.match(text)):
            yield Row(run_in[1], "Điều", labelled(run_in[1]).label, source)
            yield Row(run_in[2], "khoản", "1", source)
            heading, inside = False, True
            continue
        row = Row(text, source=source) if quoted[at] else _row(text, source, inside)
        named = text.isupper() or (len(text) < 120 and not before.title)
        if heading and named and not row.kind and "\t" not in text and not ISSUED.match(text):
            row = row._replace(title=True)
        before = row
        heading = (row.title and heading) or row.kind in HEADS
        inside = inside or row.kind == "Điều"
        yield row


def end_of_name(rows: Sequence[Row], start: int) -> int:
    """Where the rows of the name of a unit end that starts at a row."""
    return next((at for at in range(start + 1, len(rows)) if not rows[at].title), len(rows))


def _row(text: str, source: int, inside: bool) -> Row:
    if "\t" in text:
        return Row(text, source=source)
    line = labelled(text) if text[:1] not in '“"‘' else Line(text, 0, "", "", text)
    if line.level == "article" or (line.level in ("clause", "point") and (inside or source < 0)):
        return Row(text, _KINDS[line.level], line.label, source)
    if len(text) < 250 and text[:1].lower() in "pcmt":
        found = CONTAINER.match(text)
        title = text[found.end() :] if found else text.rstrip(" .:")
        if title.lower() == "phụ lục" or (found and found["word"].lower() == "phụ lục" and not title):
            return Row(text, "Phụ lục", found["number"] if found else "", source)
        named = found and found["word"].lower() != "phụ lục" and not title[:1].islower()
        if found and named and not text.endswith((";", ".")):
            low = found["number"].lower()
            number = low if low.startswith("thứ") else found["number"]
            return Row(text, found["word"].capitalize(), number, source)
    return Row(text, source=source)
