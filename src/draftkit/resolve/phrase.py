"""The official wording of references (the-thuc §3.7; Decree 78/2025, Article 68).

Order small to large: `điểm a khoản 2 Điều 5`. Within the same khoản `điểm a khoản này`, within the same điều `khoản 2
Điều này`, elsewhere in the document `khoản 2 Điều 50 của Nghị định này`. Two of a kind: `điểm a và điểm b khoản 2 …`;
three and more: `các điểm a, b và c khoản 2 …`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from draftkit.law.dates import long_date
from draftkit.law.lists import enumerated
from draftkit.model.act import LegalAct
from draftkit.model.captions import caption_name
from draftkit.model.inline import Content, Field, Inline, plain
from draftkit.model.kind import KindSpec
from draftkit.model.profile import CitationForm, FormatProfile
from draftkit.model.tree import Block, Draft, Figure, Formula, Table, Unit
from draftkit.resolve.bound import Target
from draftkit.text.fold import with_capital
from draftkit.text.own_words import said

ATTACHMENT = "attachment"


class Phrases:
    """Words references of one draft, given its numbers and bookmarks."""

    of = "của"
    captions: Mapping[type[Block], str] = {Table: "Bảng", Figure: "Hình", Formula: "công thức"}

    def __init__(
        self,
        kind: KindSpec,
        numbers: Mapping[int, str],
        counted: Mapping[int, str],
        bookmarks: Mapping[int, str],
        shared: frozenset[str] = frozenset(),
    ) -> None:
        self.kind, self.shared = kind, shared
        self.numbers, self.counted, self.bookmarks = numbers, counted, bookmarks

    def one(self, target: Target, here: tuple[Unit, ...]) -> list[Inline]:
        """A single reference to `target` as seen from inside the units `here` (outermost first)."""
        if not isinstance(target.block, Unit):
            return self._captioned(target, here)
        if target.block in here and target.block.level.cite and not target.block.level.whole:
            return [f"{self.short(target.block)} này"]
        return [*self._numbered(target.block), *self._tail(target.chain[:-1], target.block, here)]

    def row(self, targets: Sequence[Target], joints: Sequence[str], here: tuple[Unit, ...]) -> list[Inline]:
        """References that stand one after another with these words between them: neighbours that go together are
        worded together."""
        out: list[Inline] = []
        at = 0
        while at < len(targets):
            end = at + 1
            while end < len(targets) and together(targets[at], targets[end], joints[end - 1]):
                end += 1
            group = targets[at:end]
            out += [joints[at - 1]] if at else []
            out += self.several(group, joints[at : end - 1], here) if len(group) > 1 else self.one(group[0], here)
            at = end
        return out

    def several(self, targets: Sequence[Target], separators: Sequence[str], here: tuple[Unit, ...]) -> list[Inline]:
        """Neighbouring references to units of one level in one parent; `separators` are the words between them."""
        units = [target.block for target in targets if isinstance(target.block, Unit)]
        cite = units[0].level.cite
        together = len(units) > 2 and cite and not any("đến" in word for word in separators)
        out: list[Inline] = [f"các {cite} "] if together else []
        for unit, word in zip(units, ("", *separators), strict=True):
            out.append(word)
            out.extend([self._number(unit)] if together else self._numbered(unit))
        return [*out, *self._tail(targets[0].chain[:-1], units[0], here)]

    def outside(self, targets: Sequence[Target], separators: Sequence[str], document: str) -> str:
        """The same for a reader of another text, who needs to be told the document. Numbers are text: no field reaches
        into another file."""
        pieces = self.several(targets, separators, ()) if separators else self.one(targets[0], ())
        words, this = plain(tuple(pieces)), self.kind.words["this"]
        return f"{words.removesuffix(this)}{document}" if words.endswith(this) else f"{words} {self.of} {document}"

    def short(self, unit: Unit) -> str:
        """How a unit is called from inside: `Mẫu` of `Mẫu số 02`, a text issued with the document by its type."""
        called = unit.level.name == ATTACHMENT and self.kind.attached(plain(unit.title))
        return called or unit.level.cite.removesuffix(" số")

    def cite(self, unit: Unit) -> str:
        """The word a unit is called by; a text issued together with the document by its type, or by its name where
        another is of the same type."""
        if unit.level.name != ATTACHMENT:
            return unit.level.cite
        called = self.kind.attached(plain(unit.title))
        return (plain(unit.title) if called in self.shared else called) or unit.level.cite

    def _number(self, unit: Unit) -> Inline:
        if unit.level.name == ATTACHMENT:
            return self.cite(unit)
        return Field(self.bookmarks[unit.serial], self.numbers[unit.serial] or unit.level.cite)

    def _numbered(self, unit: Unit) -> list[Inline]:
        if not unit.level.shows_number and unit.title and not unit.level.keyword:
            return [f"{unit.level.cite} “{plain(unit.title)}”"]
        if not self.numbers[unit.serial] or not unit.level.cite:
            return [self._number(unit)]
        return [f"{unit.level.cite} ", self._number(unit)]

    def _tail(self, parents: tuple[Unit, ...], unit: Unit, here: tuple[Unit, ...]) -> list[Inline]:
        """What follows the number: the units around it up to one the reader is in, or that is unique."""
        out: list[Inline] = []
        # a title says which it is
        while not unit.level.whole and not (unit.level.bare and not unit.level.shows_number):
            if unit.level.name in ("annex", ATTACHMENT):
                return [*out, f" ban hành kèm theo {self.kind.words['this']}"]
            attached = outermost(parents)
            if attached and attached.level.name == ATTACHMENT and unit.level.runs_on:
                word = self.cite(attached)
                return [
                    *out,
                    f" của {self.short(attached)} này"
                    if attached in here
                    else f" {word} ban hành kèm theo {self.kind.words['this']}",
                ]
            if not parents or (unit.level.runs_on and parents[0].level.name != "annex"):
                return [*out, f" của {self.kind.words['this']}"]
            if unit.level.runs_on:
                parents = parents[:1]  # counted through the whole annex
            unit = parents[-1]
            parents = parents[:-1]
            if unit.level.whole:
                return [*out, " của ", *self._numbered(unit)]
            if unit in here:
                return [*out, f" {self.short(unit)} này"]
            out += [" ", *self._numbered(unit)]
        return out

    def _float(self, block: Unit | Table | Figure | Formula) -> list[Inline]:
        number = self.counted.get(block.serial, "")
        name = caption_name(block) if isinstance(block, (Table, Figure)) else ""
        if name and self.kind.words.get("captions") == "":
            return [f"{self.captions[type(block)]} “{name}”"]  # no number stands above it
        label = f"({number})" if isinstance(block, Formula) else number
        return [f"{self.captions[type(block)]} ", Field(self.bookmarks[block.serial], label)]

    def _captioned(self, target: Target, here: tuple[Unit, ...]) -> list[Inline]:
        out = self._float(target.block)
        annex = outermost(target.chain)
        if any(unit.level.whole for unit in (*target.chain[:1], *here[:1])):  # the number says where
            return out
        if annex is None and outermost(here):  # an annex counts its own tables and formulas from 1
            return [*out, f" của {self.kind.words['this']}"]
        if annex is None or annex in here:
            return out
        return [*out, " ", *self._numbered(annex), *self._tail((), annex, here)]


_JOINTS = re.compile(r"(?:, | và | hoặc |, và |, hoặc | đến | and | or | to |, and |, or )$")


def together(first: Target, other: Target, joint: str) -> bool:
    """Whether two references with these words between them are worded as one: units of one level in one parent, or of a
    level that counts through one text."""
    one, two = first.block, other.block
    if not isinstance(one, Unit) or not isinstance(two, Unit) or not _JOINTS.fullmatch(joint):
        return False
    outer = outermost(first.chain)
    unique = one.level.runs_on and outer is outermost(other.chain) and (outer is None or outer.level.name != "annex")
    return two.level is one.level and two is not one and (unique or other.chain[:-1] == first.chain[:-1])


def outermost(chain: tuple[Unit, ...]) -> Unit | None:
    """The annex or attached text that holds a chain of units; None in the body."""
    return chain[0] if chain and chain[0].level.depth == 0 else None


def shared_types(draft: Draft) -> frozenset[str]:
    """The types that several texts issued together with a document have."""
    level = draft.kind.attachment_level
    called = [draft.kind.attached(plain(unit.title)) for unit in draft.annexes if unit.level is level]
    return frozenset(name for name in called if called.count(name) > 1)


def cite_act(act: LegalAct, profile: FormatProfile, first: bool) -> str:
    """Cite a legal document: in full the first time, short later, by the forms of the profile."""
    form = _form(act, profile)
    day = long_date(act.date, profile.language.partition("-")[0])
    words = {"loai": act.type, "ten": act.name, "so": act.number, "ngay": day, "co_quan": act.issuer}
    blanks = form.first if first else form.later
    if not act.number:
        blanks = blanks.replace("số {so}", "").replace("No. {so}", "")
    text = " ".join(blanks.format(**words).split()).replace(" on on ", " on ")  # some say “on” in the name
    if first and act.amended_by:
        names = [said(profile.language, "{} số {}").format(other.type, other.number) for other in act.amended_by]
        text += profile.amended.format(list=enumerated(names, said(profile.language, " và ")))
    return text


def _form(act: LegalAct, profile: FormatProfile) -> CitationForm:
    """The form for its type; else `normative` (number with year) or `individual` (number without year)."""
    for form in profile.citations.values():
        if act.type in form.types:
            return form
    return profile.citations["normative" if len(act.number.split("/")) > 2 else "individual"]


def capitalised(pieces: Content) -> Content:
    """The same words with a capital first letter, for the start of a sentence."""
    if pieces and isinstance(pieces[0], str):
        return (with_capital(pieces[0]), *pieces[1:])
    return pieces
