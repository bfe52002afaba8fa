"""What a rule is."""

from __future__ import annotations

import inspect
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.checks.sources import DIALECT, GROUNDS
from draftkit.law.acts import CitedAct, cited_acts
from draftkit.law.dates import Day, days, days_of_effect
from draftkit.model.inline import plain
from draftkit.model.keys import EFFECTIVE_DATE, is_amended
from draftkit.model.message import Lined, Mend, Message, Place, Provision, Severity
from draftkit.model.named import NamedTuple
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Block, Paragraph, Table, Unit, inside, is_plain, laid_open, opened, units
from draftkit.readers.near import Near
from draftkit.readers.near import units as units_almost
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.resolve.prose import Prose
from draftkit.resolve.typed import Typed
from draftkit.text.fold import plain_key
from draftkit.text.pattern import Searched, holds

if TYPE_CHECKING:
    from draftkit.checks.amendment import Amendment


_PASTED = 3
"""So many headings without their marks are no slips of the pen."""
_NEAR = 400
"""Signs in which the line above stands, empty lines between."""


class Hit(NamedTuple):
    """What a rule yields: only the message and the place. The engine adds the rest. `sure` is False where State bodies
    themselves do otherwise: no error then."""

    message: Message
    place: Place
    sure: bool = True
    source: Provision | None = None
    """Where the ground is in the data of the kind: stands instead of that of the rule."""
    mends: tuple[Mend, ...] = ()
    hides: tuple[str, ...] = ()
    """The rules whose findings mean nothing before this is mended: they are not told."""


Spot = Place | Lined | re.Match[str] | int | str
"""Where a rule points: a place, something of the tree, a match or an offset in `prose`, a key of the metadata."""


class Subject:
    """What rules look at: a bound draft and its frame. Expensive views are made once, when first asked for."""

    def __init__(self, bound: Bound, frame: Frame) -> None:
        draft = bound.draft
        if ":::" in draft.source.text:
            annexes = tuple(annex._replace(body=laid_open(annex.body)) for annex in draft.annexes)
            bound = bound._replace(draft=draft._replace(body=laid_open(draft.body), annexes=annexes))
        self.bound = bound
        self.frame = frame

    @cached_property
    def printed(self) -> Prose:
        """The words as printed, and the way from them to the source."""
        return Prose(self.bound)

    @cached_property
    def typed(self) -> Typed:
        """The citations of provisions that were typed by hand."""
        return Typed(self.bound, self.printed)

    @cached_property
    def almost_units(self) -> tuple[Near, ...]:
        """The lines that almost start a unit, and so are text."""
        kind = self.bound.draft.kind
        outer = (*kind.outer_levels, *kind.annex.levels)
        return tuple(units_almost(self.printed.own_lines, kind.outline, outer))

    @cached_property
    def almost_below(self) -> dict[int, list[Near]]:
        """The same by the line of the điều or other heading that they stand below; none above the first."""
        lines = [unit.line for unit in self.units if not unit.level.marker]
        found: dict[int, list[Near]] = {}
        for near in self.almost_units if lines else ():
            at = bisect_right(lines, self.printed.line_place(near.offset).line)
            found.setdefault(lines[at - 1] if at else -1, []).append(near)
        return found

    @cached_property
    def unmarked(self) -> tuple[Near, ...]:
        """Of these the headings, where there are so many that the text was pasted: typed as they are printed, more than
        have their marks. Those below a colon are a list: “gồm các phụ lục sau: Phụ lục I. …”."""
        text, found, listed = self.printed.own_lines, [], "\n"
        for near in self.almost_units:
            if near.form[0] == "#" != near.text[0]:
                above = text[max(near.offset - _NEAR, 0) : near.offset + 1].rstrip().rpartition("\n")[2]
                if above.endswith(":") or above.lstrip().startswith(listed):
                    listed = near.text
                else:
                    found.append(near)
        return tuple(found) if len(found) >= max(_PASTED, len(self.headed) + 1) else ()

    @cached_property
    def cited(self) -> tuple[CitedAct, ...]:
        """The documents that the text cites by number."""
        return tuple(cited_acts(self.prose))

    @property
    def prose(self) -> Searched:
        """The words as printed, a line a paragraph, references and values filled in; what is not wording (code blocks,
        formulas, addresses, labels) is blanked out. Below them stands what of the metadata is printed with them."""
        return self.printed.whole

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days that `prose` says."""
        return tuple(days(self.prose))

    @property
    def own_prose(self) -> Searched:
        """Like `prose`, the words of other texts blanked out too: quoted lines and what stands between curly quotes."""
        return self.printed.own_whole

    @property
    def of_word(self) -> bool:
        """Whether the draft was read from a Word file, which tells nothing of how it came about."""
        return bool(self.bound.draft.source.paragraphs)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units in order, quotations left out."""
        return (*self.body_units, *units(self.bound.draft.annexes))

    @cached_property
    def body_units(self) -> tuple[Unit, ...]:
        """The units of the text itself: phụ lục hold forms and lists that follow habits of their own."""
        return tuple(units(self.bound.draft.body))

    @cached_property
    def named(self) -> tuple[Unit, ...]:
        """The units that must have a name, annexes among them."""
        return tuple([unit for unit in self.units if unit.level.title_required])

    @cached_property
    def body_articles(self) -> tuple[Unit, ...]:
        """The điều of the text, those set in a role of their own among them."""
        return tuple([unit for unit in self.body_units if unit.level.name == "article"])

    @cached_property
    def said(self) -> tuple[tuple[Unit, str], ...]:
        """The units that start with a paragraph, also annexes, each with what that says, stripped at its end."""
        return tuple(
            [
                (unit, plain(unit.body[0].content).rstrip())
                for unit in self.units
                if unit.body and type(unit.body[0]) is Paragraph
            ]
        )

    @cached_property
    def first_words(self) -> Mapping[int, str]:
        """The same by the serial number of the unit."""
        return {unit.serial: words for unit, words in self.said}

    def annexed(self, unit: Unit) -> bool:
        """Whether a unit stands in an annex."""
        annexes = self.bound.draft.annexes
        return bool(annexes) and unit.line >= annexes[0].line

    @cached_property
    def holders(self) -> tuple[Unit, ...]:
        """The units with more in them than one paragraph: a quarter of all."""
        return (*self.body_holders, *_holders(units(self.bound.draft.annexes)))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the text, quotations left out."""
        bodies = (self.bound.draft.blocks, *(unit.body for unit in self.holders))
        return tuple(table for body in bodies for table in opened(body) if isinstance(table, Table))

    @cached_property
    def body_holders(self) -> tuple[Unit, ...]:
        """Those of the text itself."""
        return tuple(_holders(self.body_units))

    @cached_property
    def headed(self) -> tuple[Unit, ...]:
        """The units of the text that stand above khoản and điểm, điều included: few among all units."""
        return tuple(_headed(self.bound.draft.body))

    @cached_property
    def articles(self) -> tuple[Unit, ...]:
        """The điều of the text."""
        return tuple(unit for unit in self.headed if unit.level.name == "article")

    @cached_property
    def instructs(self) -> bool:
        """Whether any words of amendment occur, or documents are named that this one amends: most documents have none,
        and need not be looked through for instructions."""
        named = any(map(is_amended, self.bound.draft.documents))
        return named or holds(self.prose, "Sửa đổi", "Bổ sung", "Bãi bỏ", "Thay thế")

    @cached_property
    def amendment(self) -> Amendment:
        """What the draft amends, read as operations."""
        from draftkit.checks.amendment import Amendment

        return Amendment(self.bound)

    @cached_property
    def days_of_effect(self) -> tuple[Day, ...]:
        """The days from which the text says that the document as a whole has effect."""
        own, text = self.bound.draft.kind.words.get("this", ""), self.own_prose
        return tuple(
            day
            for day in (days_of_effect(text) if own else ())
            if " ".join(re.split(r"[.:)]\s|\n", text[max(day.start - 60, 0) : day.start])[-1].split()) == own
        )

    @cached_property
    def effect(self) -> tuple[str, Place]:
        """The day of effect in ISO form, with its place: that of the metadata, else the first that the text says; empty
        when neither does."""
        meta = self.bound.meta
        if not meta.effective_date and self.days_of_effect:
            return self.days_of_effect[0].iso, self.place(self.days_of_effect[0].start)
        return meta.effective_date, meta.place(EFFECTIVE_DATE)

    @cached_property
    def wording(self) -> str:
        """All words as printed, tables, values and footnotes included, as they are compared (`plain_key`) and in one
        line: for counting how often something is said."""
        bound = self.bound
        out: list[str] = []
        for block in inside(bound.draft.blocks):
            if isinstance(block, (Paragraph, Unit, Table)):
                out.append(plain(bound.text(block)))
            if isinstance(block, Table):
                out += [plain(cell) for row in bound.rows(block) for cell in row]
        out += [plain(note.content) for note in bound.notes]
        return plain_key(" ".join(" ".join(out).split()))

    def times(self, key: str, enough: int) -> int:
        """How often a word or group of words is said in `wording`, counted no further than `enough`."""
        text, count, end = self.wording, 0, 0
        while count < enough and (at := text.find(key, end)) >= 0:
            end = at + len(key)
            count += not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum())
        return count

    @cached_property
    def body_end(self) -> int:
        """The offset at which the annexes start; the end of the text when there are none."""
        annexes = self.bound.draft.annexes
        return self.printed.at(annexes[0].line) if annexes else len(self.prose)

    def begins_worded(self, offset: int) -> bool:
        """Whether what a reference or a value was worded as starts at an offset in `prose`."""
        worded = self.printed.worded
        at = bisect_left(worded, (offset, 0))
        return at < len(worded) and worded[at][0] == offset

    def place(self, offset: int) -> Place:
        """The place in the source of an offset in `prose`."""
        return self.printed.place(offset)

    def name(self, unit: Unit) -> str:
        """What a unit is called, with its number."""
        return f"{unit.level.cite} {self.bound.numbers.get(unit.serial, '')}".strip()

    def hit(
        self,
        at: Spot,
        said: str | Message,
        /,
        *mends: Mend,
        sure: bool = True,
        source: Provision | None = None,
        **values: object,
    ) -> Hit:
        """What a rule says of a spot. A unit among the values is told by its name; a field that is not given by the
        spot: `text` by the words of a match, `unit` by the unit."""
        message = said if isinstance(said, Message) else Message(said)
        known = {**message.values, **values}
        if isinstance(at, re.Match) and "{text}" in message.text:
            known.setdefault("text", at[0])
        if isinstance(at, Unit) and "{unit}" in message.text:
            known.setdefault("unit", at)
        told = {key: self.name(value) if isinstance(value, Unit) else value for key, value in known.items()}
        return Hit(message._replace(values=told), self._spot(at), sure, source, mends)

    def _spot(self, at: Spot) -> Place:
        if isinstance(at, Place):
            return at
        if isinstance(at, str):
            return self.bound.meta.nearest_place(at)
        if isinstance(at, re.Match | int):
            return self.place(at if isinstance(at, int) else at.start())
        return Place(at.line, getattr(at, "column", 0))


def _holders(found: Iterable[Unit]) -> list[Unit]:
    return [unit for unit in found if not is_plain(unit.body)]


def _headed(blocks: tuple[Block, ...]) -> Iterator[Unit]:
    for block in blocks:
        if isinstance(block, Unit) and not block.level.marker:
            yield block
            if block.level.name != "article":
                yield from _headed(block.body)


Check = Callable[[Subject], Iterator[Hit]]


class Rule(NamedTuple):
    """A rule. `check` is None for rules whose faults an earlier stage notes (`Fault.rule`).

    `firm`: its ground was read for every family of documents it looks at; see `weighed`. `of_source`: it looks at the
    files a draft is written in, their dialect and their metadata, not at the document, so it is nothing for a Word
    file. `of_tree`: it looks at units
    and paragraphs alone, never at the words as printed (`Subject.printed`), so that two processes can share the views.
    """

    id: str
    title: str
    severity: Severity
    source: Provision
    rule_set: str
    told: str
    """Its explanation as typed in the code."""
    check: Check | None = None
    firm: bool = True
    of_source: bool = False
    of_tree: bool = False

    @property
    def explanation(self) -> str:
        """The explanation without the line ends of the code: lines of a paragraph are one, empty lines divide."""
        return "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(self.told).split("\n\n"))


def weighed(rule: Rule, profile: FormatProfile | None, sure: bool = True) -> Severity:
    """How much a finding weighs: no error where the place leaves doubt (`sure`), nor where the ground is one that was
    read for another family than that of the profile (`Limits.confirmed`; None: of no family). The same for a draft and
    for a Word file."""
    read = rule.firm or profile is None or profile.limits.confirmed
    return rule.severity if sure and read else min(rule.severity, Severity.WARNING)


def rule(
    id: str,
    title: str,
    severity: Severity,
    source: Provision,
    rule_set: str,
    *,
    of_source: bool = False,
    of_tree: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function; its docstring is the explanation that `draftkit explain` shows. Registers
    nothing. A rule that rests on what draftkit itself asks for is one of the source."""

    def make(check: Check) -> Rule:
        ours = of_source or source.act == DIALECT.act
        return Rule(id, title, severity, source, rule_set, check.__doc__ or "", check, True, ours, of_tree)

    return make


def noted_rules(table: Path) -> tuple[Rule, ...]:
    """The rules of a table, in its order."""
    return tuple(map(rule_told, table.read_text(encoding="utf-8").rstrip("\n").split("\n\n")))


def rule_told(entry: str) -> Rule:
    """The rule of an entry of such a table: id, severity, set, what else is known, and ground; title; explanation."""
    head, title, text = entry.split("\n", 2)
    said, _, ground = head.partition(" | ")
    id, severity, rule_set, *more = said.split()
    name, _, place = ground.partition(" ")  # `nd78 Điều 71`
    source = GROUNDS[name](place)
    ours = "source" in more or source.act == DIALECT.act
    return Rule(id, title, Severity[severity.upper()], source, rule_set, text, of_source=ours)
