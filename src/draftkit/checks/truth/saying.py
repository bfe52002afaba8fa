"""What says figures and days that papers are held against: facts, provisions and the cells of tables, each with its
words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import chain

from draftkit.checks.truth.aligned import Provision, without_figures
from draftkit.checks.truth.apart import content_words
from draftkit.checks.truth.facts import Fact
from draftkit.checks.truth.named import Named, called_of
from draftkit.checks.truth.sentences import days_of_each_year
from draftkit.files.parsed import kept
from draftkit.law.dates import days
from draftkit.model.named import NamedTuple
from draftkit.text.figures import figures

_TOGETHER = 64
"""Provisions that are read and kept together."""
DAYS = "date"
"""The unit of days, which are as many as there were since the year 1."""
EACH_YEAR = "ngày tháng"
"""The unit of days without a year: 715 is 15 July. Words of a unit tell nothing of what is counted in it."""

Amount = tuple[str, float, float]
"""A unit, and the ends of a range in ones of it."""


class Said(NamedTuple):
    """A fact or a provision of a document: its words, its figures, what it says, and the figure as it stands there."""

    words: frozenset[str]
    figures: Sequence[Amount]
    text: str
    own: str = ""
    fact: Fact | None = None
    document: Named | None = None
    provision: Provision | None = None

    @property
    def called(self) -> str:
        """What messages call it."""
        document = called_of(self.document) if self.document else ""
        return self.fact.name if self.fact else self.provision.called(document) if self.provision else document

    @property
    def says(self) -> str:
        """All that tells of its time."""
        return f"{self.text} {self.fact.name} {self.fact.notes}" if self.fact else self.text


def day_figure(iso: str) -> Amount:
    """A day as a figure; 0 for one that is none."""
    number = 0.0
    with suppress(ValueError):
        number = float(date.fromisoformat(iso).toordinal())
    return DAYS, number, number


def each_year(text: str) -> Iterator[tuple[Amount, re.Match[str]]]:
    """The days of a text that have no year, and where they stand."""
    of_one = list(days(text))
    for said, found in days_of_each_year(text):
        if all(found.end() <= day.start or day.end <= found.start() for day in of_one):
            number = float(said.replace("-", ""))
            yield (EACH_YEAR, number, number), found


def of_fact(fact: Fact) -> Iterator[Said]:
    """A fact that holds a day, with its year or without, or a figure in a unit."""
    words = frozenset((*fact.words, *fact.group, *content_words(fact.remark)))
    if fact.date:
        yield Said(words, [day_figure(fact.date)], fact.text, fact.text, fact)
    elif fact.amount and fact.amount.unit:
        yield Said(words, [(fact.amount.unit, fact.amount.low, fact.amount.high)], fact.text, fact.text, fact)
    elif of_each := [one for one, _ in each_year(fact.text)]:
        yield Said(words, of_each, fact.text, fact.text, fact)


def of_tables(document: Named) -> Iterator[list[Said]]:
    """The cells with a figure of the tables of a document, row by row, with the words of row and heading."""
    rows: dict[tuple[str, str], list[Said]] = {}
    for cell in document.cells.all:
        for found in _amounts(cell.said)[:1]:
            words = frozenset(content_words(f"{cell.row} {cell.heading}"))
            said = Said(words, [found], cell.text, cell.said, None, document)
            rows.setdefault((cell.caption, cell.row), []).append(said)
    yield from rows.values()


def of_provisions(document: Named) -> Iterator[Said]:
    """The provisions of a document that hold a figure or a day. What is read of some of them is kept under their texts:
    an edit has but its neighbours read again."""
    for first in range(0, len(document.provisions.all), _TOGETHER):
        some = document.provisions.all[first : first + _TOGETHER]
        lines = [(one.heading, one.text) for one in some]
        read = kept(partial(_of_lines, lines), "\n".join(chain(*lines)), "said", first)
        for one, (words, found) in zip(some, read, strict=True):
            if found:
                yield Said(frozenset(words.split()), found, one.text, "", None, document, one)


def _of_lines(lines: Sequence[tuple[str, str]]) -> tuple[tuple[str, tuple[Amount, ...]], ...]:
    """The words of texts below their headings, and their figures and days; no words where there are none of these."""
    made = []
    for heading, text in lines:
        of_each = (one for one, _ in each_year(text))
        found = (*_amounts(text), *(day_figure(one.iso) for one in days(text)), *of_each)
        made.append((" ".join(content_words(without_figures(f"{heading} {text}"))) if found else "", found))
    return tuple(made)


def _amounts(line: str) -> tuple[Amount, ...]:
    return tuple((one.unit, one.low, one.high) for one in figures(line) if one.unit not in ("", "từ"))
