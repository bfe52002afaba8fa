"""Rows as lines of the dialect; a base that was plain text becomes a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.amend.worded import typed_as
from draftkit.amending.lines import ROMAN, decimal, labelled
from draftkit.amending.rows import Row, end_of_name
from draftkit.errors import SourceError
from draftkit.model.kind import UNCOUNTED, KindSpec
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.grammar import Grammar
from draftkit.recognise.blocks import guarded, plain_line, unopened
from draftkit.recognise.inline import escape
from draftkit.recognise.kinds import by_number, numbered
from draftkit.recognise.metadata import as_yaml
from draftkit.recognise.tables import pipes
from draftkit.text.cells import widened

TEXT_FILE = "01-noi-dung.md"
_HASHES = {"Phần": "#", "Chương": "#", "Mục": "##", "Tiểu mục": "##", "Điều": "###", "Phụ lục": "#", "Mẫu": "##"}
_GLUED = re.compile(r"^([0-9]{1,3}[a-zđ]?\.|[a-zđ][a-z0-9]?\))(?=[^\W_]|“)")
"""A number that a copy glued to its words: no unit where it is typed so."""
_FRONT = "PHẦN MỞ ĐẦU"
"""What copies print above the first article of an act without chapters."""


def kind_for(number: str, rows: Sequence[Row], kinds: Sequence[KindSpec]) -> KindSpec:
    """The kind of an act by its number and by what it calls itself. Raises SourceError when none fits."""
    found = by_number(number, "\n".join(row.text for row in rows), kinds)
    if found is None:
        raise SourceError("“{number}” is the number of no kind that is known; name the kind with --kind", number=number)
    return found


def draft_files(rows: Sequence[Row], kind: KindSpec, number: str) -> dict[str, bytes]:
    """The rows of a plain text as the files of a draft."""
    first = next((at for at, row in enumerate(rows) if row.kind), 0)
    front = [row for row in rows[:first] if row.text not in (number, _FRONT)]
    lines = body_lines([*front, *rows[first:]], kind)
    found = numbered(kind, number)
    given = {key: part for key, part in found.groupdict().items() if part and key in kind.keys} if found else {}
    meta = as_yaml({"loai": kind.title, **given})
    return {DRAFT_FILE: meta.encode(), TEXT_FILE: ("\n".join(lines).strip("\n") + "\n").encode()}


def body_lines(rows: Sequence[Row], kind: KindSpec) -> list[str]:
    """Rows as lines of the dialect, in the outline of a kind."""
    return list(dialect_lines(rows, Grammar.of(kind.outline)))


def typed(row: Row) -> str:
    """A row as it is typed in a source."""
    return guarded(typed_as(row.text, row.content) if row.content else escape(row.text))


def table_lines(texts: Iterable[str]) -> list[str]:
    """Rows of a table, their cells divided by tabs, as a pipe table."""
    rows = [[escape(cell) for cell in text.split("\t")] for text in texts]
    width = max(map(len, rows))
    return pipes([widened(row, width) for row in rows], ["left"] * width)


def quoted_lines(rows: Sequence[Row]) -> list[str]:
    """Paragraphs and tables as quoted text."""
    lines: list[str] = []
    for (table, drawn), group in groupby(rows, lambda row: ("\t" in row.text, row.drawn)):
        own = [*group]
        if drawn and drawn.whole(own, 0) and len(own) == len(drawn.texts):
            blocks = [[*drawn.lines()]]
        else:
            blocks = [table_lines(row.text for row in own)] if table else [[unopened(typed(row))] for row in own]
        for block in blocks:
            lines += [*([""] if lines else []), *block]
    return [f"> {line}".rstrip() for line in lines]


def dialect_lines(rows: Sequence[Row], grammar: Grammar) -> Iterator[str]:
    """Rows as lines of the dialect."""
    place = 0
    counted = any(row.kind == "Phụ lục" and row.label for row in rows)
    while place < len(rows):
        row = rows[place]
        drawn = row.drawn if row.drawn and row.drawn.whole(rows, place) else None
        if drawn or "\t" in row.text:
            end = next((at for at in range(place, len(rows)) if "\t" not in rows[at].text), len(rows))
            end = place + len(drawn.texts) if drawn else end
            yield from ("", *(drawn.lines() if drawn else table_lines(one.text for one in rows[place:end])))
            place = end
            if place < len(rows) and rows[place].kind in ("khoản", "điểm"):
                yield ""
            continue
        place += 1
        if row.kind in _HASHES and not ROMAN.match(row.text):
            start, place = place, end_of_name(rows, place - 1)
            titles = [typed(one) for one in rows[start:place]]
            yield ""
            classes = f" {{.{UNCOUNTED}}}" if counted and row.kind == "Phụ lục" and not row.label else ""
            yield from (f"{line}{classes}" for line in _heading(row, titles, grammar))
        elif row.kind == "điểm" and row.label.count(".") + 1 in grammar.bare and decimal(row.text) == row.label:
            yield ""
            yield _clause(row)
        elif row.kind in ("khoản", "điểm", "tiết") and "." not in row.label and labelled(row.text).level:
            line = _GLUED.sub(r"\1 ", typed(row))
            yield from (line,) if labelled(line).level else ("", line)  # one whose number is bold opens no unit
        else:
            yield ""
            yield plain_line(typed(row), grammar)


def _clause(row: Row) -> str:
    """A clause of a standard: `## 2.1 Tên`, or `### 2.1.1 . Lời` without a name."""
    rest = typed(row)[len(row.label) :].lstrip(". ")
    named = rest.lstrip("*")[:1].isupper() and row.text[-1] not in ".;:,)"
    return f"{'#' * (row.label.count('.') + 1)} {row.label} {'' if named else '. '}{rest}"


def _heading(row: Row, titles: Sequence[str], grammar: Grammar) -> Iterator[str]:
    whole = typed(row)
    named = re.match(rf"{row.kind}\s+(số\s+)?{re.escape(row.label)}\s*[.:]?\s*", whole, flags=re.IGNORECASE)
    title = " ".join(filter(None, (whole[named.end() :] if named else "", *titles)))
    running = row.kind == "Điều" and title.rstrip("*").endswith((".", ";", ":"))  # old laws: the article has no name
    unit = f"{row.kind} {'số ' if named and named[1] else ''}{row.label}".rstrip()
    marks = re.match("[\ue000-\uf8ff]+", title) if running else None
    title = title[marks.end() :].lstrip() if marks else title
    shown = f" {marks[0] if marks else ''}" if running else f" {title}"
    yield f"{_HASHES[row.kind]} {unit}.{shown}".rstrip()
    if running:
        yield plain_line(title, grammar)
