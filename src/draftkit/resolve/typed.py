"""References typed by hand: found in the words as printed, and looked up in the draft.

Only references that say they are to this document, or to a text issued together with it, are looked up (`… Điều này`,
`… khoản này`, `… Điều 5 của Nghị định này`, `… Điều 5 Quy chế ban hành kèm theo`); a bare `Điều 5` may belong to
another text, and stands apart (`bare`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from draftkit.law.lists import Step
from draftkit.law.lookup import NOWHERE, Lookup
from draftkit.law.references import Citation, Member, find
from draftkit.law.units import FLOATS, HERE, PARTS, level_called
from draftkit.model.inline import plain
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import VI_LETTERS
from draftkit.model.tree import Block, Division, Figure, Formula, Table, Unit, is_plain
from draftkit.resolve.bound import Bound
from draftkit.resolve.prose import Prose
from draftkit.text.edits import spliced
from draftkit.text.pattern import Pattern

_OPEN_BEFORE = frozenset(
    (
        *("các", "điểm", "khoản", "điều", "mục", "chương", "phần", "lục", "mẫu", "số", "bảng", "hình", "thức"),
        *("và", "hoặc", "hay", "đến", "tới", "của", "từ", *VI_LETTERS),
    )
)
_OPEN_AFTER = Pattern(
    r"[/–-]|[,;]? ?(?:và |hoặc |hay |đến |tới |của |tại |thuộc |trong |từ |các ){0,3}"
    r"(?:[0-9]|[a-zđ][0-9]?[ ,;)]|(?:điểm|khoản|điều|mục|chương|phần|phụ lục|mẫu|bảng|ban hành|kèm) )",
    flags=re.IGNORECASE,
)


_FROM_THE_TOP = frozenset(("article", "chapter", "annex", "form", "table", "figure", "formula"))
"""Units that are found in a document whatever stands around the reference."""


class TypedReference(NamedTuple):
    """One provision that a citation names, as typed: the citation, the member of it, its text, the units around it, the
    unit or captioned block it names (None when there is none), and the step on the way to it that is not there.
    `printed`: steps whose unit bears another number in print, and that number (`Phụ lục 2`: `II`)."""

    citation: Citation
    member: Member
    text: str
    here: tuple[Unit, ...]
    target: Unit | Table | Figure | Formula | None
    missing: Step | None
    printed: tuple[tuple[Step, str], ...] = ()


class Typed:
    """The citations of a draft. What a label alone was worded as is right and is left out."""

    def __init__(self, bound: Bound, prose: Prose) -> None:
        self.bound = bound
        self.prose = prose

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in the draft's own words that were typed, at least in part, or name several units."""
        text = self.prose.own
        right = [(a, z, "\x00" * (z - a)) for a, z in self.prose.worded if z > a and not self._open(text, a, z)]
        return tuple(find(spliced(text, right) if right else text))

    def _open(self, text: str, start: int, end: int) -> bool:
        """Whether words beside what a label was worded as may go together with it, or it names several units."""
        before = text[max(start - 12, 0) : start].rstrip().rpartition(" ")[2].lower()
        if before in _OPEN_BEFORE or before[-1:] in (",", ";", "/", "-", "–") or "0" <= before[:1] <= "9":
            return True
        if text[end : end + 1] not in ("", "\n", ".", ")", "”") and _OPEN_AFTER.match(text, end):
            return True
        words = text[start:end]
        return ", " in words or " và " in words or " hoặc " in words or " đến " in words

    @cached_property
    def references(self) -> tuple[TypedReference, ...]:
        """The provisions of this document that are named, in order."""
        return tuple(self._references())

    @cached_property
    def bare(self) -> tuple[TypedReference, ...]:
        """The provisions that are named without a document, as `khoản 2 Điều 5`, and are not in this one, or not by
        that number; outside annexes. They may be those of another document that the sentence speaks of."""
        return tuple(self._bare())

    def _bare(self) -> Iterator[TypedReference]:
        index: Index | None = None
        for citation in self.citations:
            if citation.document.type or any(member.here for member in citation.members):
                continue
            index = index or Index(self.bound)
            here = index.around(self.prose.place(citation.start).line)
            for member in citation.members if index.lookup.top(here) == NOWHERE else ():
                if member.path[0].level not in _FROM_THE_TOP:
                    continue
                way = index.lookup.find(member.path, here, NOWHERE)
                printed = index.printed(member.path, way.at)
                if printed or (way.missing and index.misses(way.missing, here, NOWHERE)):
                    words = self.prose.own[member.start : member.end]
                    yield TypedReference(citation, member, words, index.chain(here), None, way.missing, printed)

    def _references(self) -> Iterator[TypedReference]:
        index: Index | None = None
        worded = iter((*self.prose.worded, (1 << 62, 1 << 62)))
        opens, closes = next(worded)
        for citation in self.citations:
            while closes < citation.end:
                opens, closes = next(worded)
            if opens <= citation.start:
                continue  # worded by labels from the first word to the last
            if citation.document.other and not any(member.here for member in citation.members):
                continue
            if not citation.document.type and not any(member.here for member in citation.members):
                continue
            index = index or Index(self.bound)
            here = index.around(self.prose.place(citation.start).line)
            for member in citation.members:
                within = index.text_of(citation, member, here)
                if within is None:
                    continue
                way = index.lookup.find(member.path, here, within)
                if way.at == NOWHERE and (way.missing is None or not index.misses(way.missing, here, within, True)):
                    continue
                end = citation.end if member is citation.members[-1] else member.end
                words = self.prose.own[member.start : end]
                target = None if way.at == NOWHERE else index.blocks[way.at]
                printed = index.printed(member.path, way.at)
                yield TypedReference(citation, member, words, index.chain(here), target, way.missing, printed)


class Index:
    """The units and captioned blocks of a draft, by line and by the way to them."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.lines: list[int] = []
        self.blocks: list[Unit | Table | Figure | Formula] = []
        self.parents: list[int] = []
        self.lookup = Lookup()
        self.attached: dict[str, list[int]] = {}
        self.levels: set[tuple[int, str]] = set()
        self._called: dict[str, str] = {}
        kind = bound.draft.kind
        for block in bound.draft.blocks:
            if isinstance(block, Unit) and block.level is kind.attachment_level:
                called = kind.attached(plain(block.title)).lower()
                self.attached.setdefault(called, []).append(len(self.blocks))
            self._walk((block,), NOWHERE, NOWHERE)

    def named(self, path: Sequence[Step]) -> tuple[Unit | Table | Figure | Formula | None, Step | None]:
        """What a way told from outside leads to, and the first step that is not there; neither where unknown."""
        way = self.lookup.find(path)
        if way.at != NOWHERE:
            return self.blocks[way.at], None
        return None, way.missing if way.missing and self.misses(way.missing, NOWHERE, NOWHERE) else None

    def _walk(self, blocks: Sequence[Block], parent: int, top: int) -> None:
        for block in blocks:
            if type(block) is Unit:
                at = self._add(block, parent)
                name = block.level.name
                level = self._called.get(name) or self._called.setdefault(name, level_called(block.level.cite, name))
                own_text = block.level.depth == 0
                self.lookup.add(at, level, self.bound.numbers.get(block.serial, ""), parent, own_text)
                self.levels.add((top, level))
                if level == "article" and plain(block.title).startswith("1. "):  # khoản 1 stands in the heading
                    self.lookup.add(self._add(block, parent), "clause", "1", at)
                if not is_plain(block.body):  # a khoản or điểm of one paragraph has nothing below
                    self._walk(block.body, at, at if own_text else top)
            elif isinstance(block, Division):
                self._walk(block.blocks, parent, top)
            elif isinstance(block, (Table, Figure, Formula)) and block.serial in self.bound.counted:
                level = "table" if isinstance(block, Table) else "figure" if isinstance(block, Figure) else "formula"
                self.lookup.add(self._add(block, parent), level, self.bound.counted[block.serial], parent)
                self.levels.add((top, level))

    def _add(self, block: Unit | Table | Figure | Formula, parent: int) -> int:
        self.lines.append(block.line)
        self.blocks.append(block)
        self.parents.append(parent)
        return len(self.blocks) - 1

    def around(self, line: int) -> int:
        """The innermost unit that a line stands in."""
        at = bisect_right(self.lines, line) - 1
        return self.parents[at] if at >= 0 and not isinstance(self.blocks[at], Unit) else at

    def chain(self, at: int) -> tuple[Unit, ...]:
        """A unit with those around it, the outermost first."""
        found: list[Unit] = []
        while at != NOWHERE:
            block = self.blocks[at]
            found += [block] if isinstance(block, Unit) else []
            at = self.parents[at]
        return tuple(reversed(found))

    def printed(self, path: Sequence[Step], at: int) -> tuple[tuple[Step, str], ...]:
        """The steps of a way whose units bear other numbers in print than were typed, and those numbers."""
        found = []
        for step in reversed(path):
            if at == NOWHERE or step.level in ("point", *PARTS):  # điểm a(ii) is a part of điểm a
                continue
            at = self.lookup.around(at, step.level)
            block = self.blocks[at] if at != NOWHERE else None
            if isinstance(block, Unit) and level_called(block.level.cite, block.level.name) == step.level:
                number = self.bound.numbers.get(block.serial, "")
                if number and step.number not in (number, HERE, ""):
                    found.append((step, number))
        return tuple(found)

    def text_of(self, citation: Citation, member: Member, here: int) -> int | None:
        """The text that a member is looked up in; None when it does not say that it is one of ours."""
        level = member.path[0].level
        if member.here:
            told = level in ("clause", "article", "annex") or len(member.path) > 1
            return self.lookup.top(here) if told or self.lookup.around(here, level) != NOWHERE else None
        document = citation.document
        if not (document.own or document.attached) or level in {"clause", "point", *PARTS}:
            return None
        if document.own and document.type.lower() == self.bound.draft.kind.words.get("act", "").lower():
            return NOWHERE
        texts = self.attached.get(document.type.lower(), [])
        if len(texts) > 1:
            texts = [at for at in texts if at == self.lookup.top(here)]
        return texts[0] if len(texts) == 1 else None

    def misses(self, step: Step, here: int, within: int, said: bool = False) -> bool:
        """Whether a unit that was not found ought to be there; `said`: the text says that it is one of ours. An annex
        and a form follow habits of their own: there “khoản này” may be a khoản in another sense."""
        if step.number == HERE:
            return self.lookup.top(here) == NOWHERE and step.level in ("clause", "article", "chapter", "section")
        if step.level in FLOATS:
            ours = said and (step.level != "form" or bool(self.bound.draft.annexes))
            return ours or any(level == step.level for _, level in self.levels)
        outline = self.bound.draft.kind.outline if within == NOWHERE else self.bound.draft.kind.annex
        used = {level_called(level.cite, level.name) for level in outline.levels}
        if step.level == "annex" or (within == NOWHERE and step.level in used):
            return True
        return (within, step.level) in self.levels
