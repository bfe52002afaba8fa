"""A document of the project that texts are held against: its units, provisions, cells, when it takes effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from posixpath import commonpath

from draftkit.amending.operation import Operation
from draftkit.checks.rules.announced import COUNTED
from draftkit.checks.truth import begun
from draftkit.checks.truth.aligned import Provisions, kept_of
from draftkit.checks.truth.apart import content_words, ways
from draftkit.checks.truth.offices import Offices
from draftkit.checks.truth.placed import Articles, Part, Titles
from draftkit.checks.truth.points import Points
from draftkit.checks.truth.sentences import Sentence
from draftkit.checks.truth.tabled import Cell, Cells, cells
from draftkit.law.bodies import ministries
from draftkit.law.dates import days_of_effect
from draftkit.law.references import Citation, find
from draftkit.model.inline import plain
from draftkit.model.keys import PROPOSER, TITLE
from draftkit.model.tree import Table, Unit, counted, inside, units
from draftkit.resolve.bound import Bound
from draftkit.resolve.prose import Prose
from draftkit.resolve.typed import Index
from draftkit.text.figures import number_said
from draftkit.text.pattern import alternatives

_WHO, _BODY = ways("named", "who body")
_LONG = 10
"""Rows of a table that is a list of what it is called after."""
_NOUNS = re.compile(rf"(?<!\w)(?:{COUNTED})(?!\w)")
_MARK = re.compile(r"(?:Điều )?\w{1,3}[.)] ")


class Named:
    """A document of the project: what it is, and its units by the way to them; `symbol`: its number once issued.
    `state` tells all that it says from what it says in any other state of the project, where that is certain."""

    def __init__(self, bound: Bound, symbol: str = "", state: str = "") -> None:
        self.state = state
        self.act = bound.draft.kind.words.get("act", "")
        self.symbol = symbol
        self.bound = bound
        self._of_units: dict[int, Provisions] = {}

    @cached_property
    def units(self) -> Index:
        """Its units; gone through when one is asked for."""
        return Index(self.bound)

    @cached_property
    def parts(self) -> list[Part]:
        """Its chapters, sections, articles and annexes with names."""
        levels, draft = ("chapter", "section", "article", "annex"), self.bound.draft
        held = (*units(draft.body), *draft.annexes)
        return [Part(self.bound, one) for one in held if one.title and one.level.name in levels]

    @cached_property
    def articles(self) -> list[Part]:
        """Its articles with names."""
        return [one for one in self.parts if one.level == "article"]

    @cached_property
    def by_words(self) -> Articles:
        """Its articles by all that they say."""
        return Articles(self.articles, self.state)

    @cached_property
    def titles(self) -> Titles:
        """What its articles are called, and how their khoản open."""
        return Titles(self.articles, self.provisions)

    def by_number(self, text: str) -> str:
        """A text in which the chapters that it calls by their names are called by their numbers."""
        if "hương " not in text:
            return text
        chapters = {one.name.casefold(): one.number for one in self.parts if one.level == "chapter"}
        names = rf"(?i:chương)\s+(?:về\s+)?[“\"]?(?i:({alternatives(chapters)}))[”\"]?(?!\w)"
        return re.sub(names, lambda found: f"Chương {chapters[found[1].casefold()]}", text) if chapters else text

    @property
    def begins(self) -> str:
        """How one begins that calls it by its name: “Nghị định sửa đổi”."""
        return f"{self.act} {' '.join(self.bound.draft.meta.text(TITLE).split()[:2])}".rstrip(",")

    @property
    def amends(self) -> bool:
        """Whether it amends another act, as its title says."""
        return self.bound.meta.text(TITLE).lower().startswith(("sửa đổi", "bổ sung", "bãi bỏ"))

    @cached_property
    def does(self) -> tuple[Operation, ...]:
        """What it does to another act; nothing if it amends none."""
        if not self.amends:
            return ()
        from draftkit.checks.amendment import Amendment  # a third of a second

        return Amendment(self.bound).reading.operations

    @property
    def turn(self) -> float:
        """Which round of the draft it is; 0 when it says none."""
        return number_said(str(self.bound.draft.meta.draft_turn.get("lan") or "")) or 0

    @cached_property
    def in_force(self) -> str:
        """The day (ISO) on which it takes effect: as its metadata say, else as its text does; empty when none does."""
        return self.bound.meta.effective_date or kept_of(self.state, "effect", self._effect)[0][0]

    def _effect(self) -> Iterator[tuple[str]]:
        first = sorted(self.articles, key=lambda one: "hiệu lực" not in one.name.lower())
        yield (next((day.iso for one in first for day in days_of_effect(one.says)), ""),)

    @cached_property
    def later(self) -> list[begun.Later]:
        """Its provisions that take effect on another day than it."""
        own, day = self.provisions, self.in_force
        rows = kept_of(self.state, f"later {day}", lambda: begun.later(own, self.units, self.bound, day))
        return [begun.Later(*one) for one in rows]

    @property
    def dates(self) -> tuple[str, ...]:
        """The days (ISO) that it has: of its issue, of its round as a draft, when it takes effect."""
        meta = self.bound.draft.meta
        return tuple(filter(None, (meta.date, str(meta.draft_turn.get("ngay") or ""), self.in_force)))

    @cached_property
    def provisions(self) -> Provisions:
        """Its smallest provisions by their words."""
        return Provisions(self.bound, state=self.state)

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of its title."""
        return frozenset(content_words(self.bound.draft.meta.text(TITLE)))

    @cached_property
    def offices(self) -> Offices:
        """The tasks in it of parts of a ministry."""
        return Offices(self.provisions, self.bodies)

    @cached_property
    def points(self) -> Points:
        """Its points that say a figure each, by their lists."""
        return Points(self.provisions)

    @cached_property
    def cites(self) -> list[tuple[Citation, str]]:
        """What its provisions cite, with the text in which that stands."""
        texts = dict.fromkeys(text for each in self.provisions.all for text in (each.heading, each.text))
        return [(one, text) for text in texts for one in find(text) if one.document.type]

    @cached_property
    def cells(self) -> Cells:
        """The cells of its tables."""
        return Cells(Cell(*one) for one in kept_of(self.state, "cells", self._cells))

    def _cells(self) -> Iterable[Cell]:
        return cells(Prose(self.bound).text) if self._tables else ()

    @cached_property
    def _tables(self) -> list[Table]:
        return [one for one in inside(self.bound.draft.blocks) if isinstance(one, Table)]

    @cached_property
    def rows(self) -> set[float]:
        """How many rows its long tables have below their headings, those of groups left out: a list of “37 loại”."""
        return {float(count) for count in map(_rows, self._tables) if count >= _LONG}

    @cached_property
    def lists(self) -> dict[str, float]:
        """How many rows the one long table of an annex has, by each noun in its name of which it may be a list."""
        found: dict[str, float] = {}
        for annex in self.bound.draft.annexes:
            counts = [count for one in inside((annex,)) if isinstance(one, Table) and (count := _rows(one)) >= _LONG]
            nouns = _NOUNS.findall(plain(self.bound.text(annex)).casefold()) if len(counts) == 1 else []
            found |= dict.fromkeys(nouns, float(counts[0] if counts else 0))
        return found

    def meant_by(self, sentence: Sentence) -> Provisions:
        """The provisions that a sentence may be about: where it explains a unit, those of that alone."""
        unit = self.explained(sentence) if sentence.key[:1] == "@" else None
        return self.provisions_of(unit) if unit else self.provisions

    def provisions_of(self, unit: Unit) -> Provisions:
        """The provisions of one of its units; gone through once."""
        if unit.serial not in self._of_units:
            self._of_units[unit.serial] = Provisions(self.bound, unit)
        return self._of_units[unit.serial]

    def explained(self, sentence: Sentence) -> Unit | None:
        """The unit whose reasons a sentence says, or on which the comment is that it answers."""
        chain = self._explained(sentence)
        return chain[-1] if chain else None

    def article_explained(self, sentence: Sentence) -> str:
        """The number of the article of that unit; empty when there is none."""
        articles = (one for one in self._explained(sentence) if one.level.name == "article")
        return next((self.bound.numbers.get(one.serial, "") for one in articles), "")

    def _explained(self, sentence: Sentence) -> tuple[Unit, ...]:
        """That unit, after those around it."""
        place = self.bound.labels.get(sentence.key[1:].partition("#")[0]) if sentence.key[:1] in ("@", ">") else None
        return place.chain if place and isinstance(place.block, Unit) else ()

    @cached_property
    def bodies(self) -> re.Pattern[str]:
        """The names of bodies: those of the project, of the State, and whom an article is called after that gives them
        tasks: “Người lái xe”."""
        own = (body.name for body in self.bound.organisations.values() if body.name)
        theirs = (name for (name,) in kept_of(self.state, "whom", self._whom))
        names = alternatives({*own, *ministries(), *theirs})
        return re.compile(
            rf"(?:{names}|(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)(?: cấp (?:tỉnh|huyện|xã))?"
            rf"|{_BODY.pattern})(?!\w)"
        )

    def _whom(self) -> Iterator[tuple[str]]:
        opens = ((one.name, _MARK.sub("", line)) for one in self.articles for line in one.says.split("\n"))
        theirs = (commonpath([name.replace(" ", "/"), line.replace(" ", "/")]) for name, line in opens if line)
        return ((one.replace("/", " "),) for one in theirs if _WHO.match(one))

    @cached_property
    def drafters(self) -> tuple[str, ...]:
        """The bodies at whose proposal it is issued."""
        return tuple(one[0] for one in self.bodies.finditer(self.bound.draft.meta.text(PROPOSER)))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many chương, điều and phụ lục it has."""
        found = counted(self.bound.draft)
        return {"chương": found["chapter"], "điều": found["article"], "phụ lục": found["annex"]}


def _rows(table: Table) -> int:
    """How many rows a table has below its heading, but for the headings of groups."""
    return sum(len(row) > 1 for row in table.rows) - 1


def called_of(document: Named) -> str:
    """What messages call a document: by its type, and its number or that it is a draft."""
    draft = "" if document.symbol else "dự thảo "
    return f"{draft}{document.act}{f' số {document.symbol}' if document.symbol else ''}"
