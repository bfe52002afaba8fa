"""The text of an Akoma Ntoso document as source. What the dialect has a form for becomes that, all other text
paragraphs, in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from draftkit.importers.akn import units
from draftkit.importers.akn.document import DOCUMENTS, Pictures, child, every, tag, words
from draftkit.model.kind import KindSpec
from draftkit.readers.grammar import Grammar
from draftkit.readers.scan import ROLES
from draftkit.recognise.blocks import guarded, heading, inner_lines, paragraph
from draftkit.recognise.output import Output
from draftkit.word.values import Run, RunFormat
from draftkit.writers.akn.elements import BLOCK, MADE

LABEL = re.compile(r"[^\W\d_](?:(?:[^\W_]|-)*[^\W_])?")
_LINES = frozenset(
    ("p", "block", "heading", "subheading", "crossHeading", "num", "caption", "tocItem", "longTitle", "span")
)
_SKIPPED = frozenset(("meta", ""))
_NAMED = frozenset(("annex-number", "annex-title", "annexed"))


class Body:
    """Writes the source. `ours`: the file was written by draftkit, so that classes and `wId` mean what they do there.
    `odd` counts the elements that have no form here, `renamed` has the numbers that are printed otherwise: as the file
    has them, as they are printed, and what both have in common."""

    def __init__(self, whole: Element, kind: KindSpec, ours: bool) -> None:
        self.whole, self.kind, self.ours = whole, kind, ours
        divided = (next(every(whole, name), None) is not None for name in ("article", "section"))
        self.levels = units.Levels(kind, not ours and tuple(divided) == (False, True))
        self.texts = units.Texts(whole)
        self.pictures = Pictures()
        self.output = Output()
        self.files: dict[str, bytes] = {}
        self.odd: Counter[str] = Counter()
        self.renamed: dict[Element, tuple[str, str, str]] = {}
        self._annexed = False
        self._role = ""
        self._quoted: list[list[str]] | None = None
        self._roles = frozenset((*ROLES, *kind.divisions))
        self._labels: set[str] = set()
        self._shown: set[Element] = set()

    # -- the walk

    def annexes(self, attachments: Iterable[Element]) -> None:
        """What is attached to it."""
        for attachment in attachments:
            self.attachment(attachment)
        for one in every(self.whole, "component"):  # those that nothing refers to
            if one not in self._shown:
                self.attachment(one)

    def notes(self) -> None:
        """The notes that were met, and those met while they are written."""
        done = 0
        while done < len(self.texts.notes):
            note = self.texts.notes[done]
            done += 1
            parts = (" ".join(map(self.texts.text, part)) for part in units.note_lines(note))
            first, *rest = "\\\n".join(filter(None, parts)).split("\n")
            lines = (f"\\{line}" if line.startswith("-") else line for line in rest)
            self.output.main.add(["", f"[^{done}]: {first}".rstrip(), *lines], 0)

    def all(self, elements: Iterable[Element], quoted: bool = False) -> None:
        """Elements one after another."""
        for one in elements:
            self.one(one, quoted)

    def one(self, element: Element, quoted: bool = False) -> None:
        """An element that stands for itself."""
        name = tag(element)
        if name in _SKIPPED:
            return
        if name in units.HIERARCHY:
            self.unit(element, quoted)
        elif name == "table":
            self.table(element, quoted)
        elif name == "foreign":
            self.formula(element, "", quoted)
        elif name == "blockContainer" and element.get("class") == MADE and self.ours:
            return  # the kind prints it again; whether it does is seen when the lines are compared
        elif name == "blockContainer" and (role := self.role(element)) and self.ours:
            self.divided(element, role)
        elif name == "blockContainer" and element.get("class") in ("figure", "formula"):
            self.labelled(element, quoted)
        elif name in ("componentRef", "documentRef"):
            self.component(element)
        elif name in DOCUMENTS or name == "component":
            self._shown.add(element)
            self.mixed(element, quoted)
        elif name in ("quotedStructure", "embeddedStructure"):
            self.quotation(element)
        elif name in ("item", "li", "recital"):
            self.listed(element, quoted)
        elif name in _LINES and not units.holds(element):
            self.line(element, quoted)
        else:
            self.mixed(element, quoted)

    def divided(self, element: Element, role: str) -> None:
        """What stands in a division of its own, tables with it."""
        self.output.close()
        self._role = role
        self.all(element)
        self._role = ""
        self.output.close()

    def mixed(self, element: Element, quoted: bool) -> None:
        """An element that holds blocks: they in order, and text between them as paragraphs of its own."""
        runs: list[Run] = list(units.spaced(element.text))
        role = self.role(element)
        for one in element:
            if (
                tag(one) in units.BREAKING
                or tag(one) in units.HIERARCHY
                or units.holds(one)
                or tag(one) not in units.INLINE
            ):
                runs = self.spill(runs, role, quoted)
                self.one(one, quoted)
            else:
                runs += self.texts.inner(one, RunFormat())
            runs += units.spaced(one.tail)
        self.spill(runs, role, quoted)

    def spill(self, runs: list[Run], role: str, quoted: bool) -> list[Run]:
        """Write the text that was gathered as a paragraph; what is left is nothing."""
        text = self.texts.of_runs(runs)
        if text:
            self.write(paragraph(text, self.grammar), role, quoted)
        return []

    # -- units

    def unit(self, unit: Element, quoted: bool) -> None:
        """A unit of the outline; one that the kind has no level for is told, its text kept."""
        if tag(unit) == "hcontainer" and unit.get("name") == BLOCK:
            self.all(unit, quoted)
            return
        head, title = child(unit, "num"), child(unit, "heading")
        number = self.texts.of(head)
        heading_text = self.texts.of(title)
        rest = [one for one in unit if tag(one) not in ("num", "heading")]
        if quoted:
            self.quoted_unit(unit, number, heading_text, rest)
            return
        found = self.levels.find(unit, words(head), self._annexed)
        if found is None:
            self.nameless(unit, " ".join(filter(None, (number, heading_text))), rest)
            return
        if found.said and head is not None:
            printed = (found.level.marker or found.level.label).replace("{n}", found.number)
            self.renamed[head] = found.said, printed, found.number
        attributes = self.attributes(unit)
        if found.level.marker:
            self.marked(found, heading_text, rest, attributes)
            return
        if heading_text or not found.level.bare:
            (line,) = heading(found.level, found.number, heading_text)
            self.write([f"{line}{attributes}"])
        else:
            first, rest = units.opening(rest)
            text = self.texts.text(first) if first is not None else ""
            line, *more = inner_lines(f". {text}", self.grammar)
            lines = [*heading(found.level, found.number, line), *more]
            self.write([*lines[:-1], f"{lines[-1]}{attributes}"])
        self.all(rest)

    def marked(self, found: units.Numbered, title: str, rest: Sequence[Element], attributes: str) -> None:
        """A khoản or điểm: its number, and its first paragraph behind it."""
        first, left = units.opening(rest)
        text = "" if first is None else self.texts.text(first)
        text = f"**{title}** {text}".strip() if title else text
        line, *more = inner_lines(text, self.grammar) if text else [""]
        lines = [found.level.typed(found.number, line), *more]
        lines[-1] += attributes
        self.output.block(lines, 0, role="", quoted=False, mark=None, tight=True)
        self.all(left)

    def nameless(self, unit: Element, head: str, rest: Sequence[Element]) -> None:
        """A unit without a level here: number and heading before its first words."""
        if head or tag(unit) not in units.WRAPPING:
            self.odd[tag(unit)] += 1
        first, left = units.opening(rest)
        titled = child(unit, "heading") is not None
        if head and first is not None and not titled:
            head, rest = f"{head} {self.texts.text(first)}", left
        if head:
            self.write(paragraph(head, self.grammar))
        self.all(rest)

    def quoted_unit(self, unit: Element, number: str, title: str, rest: Sequence[Element]) -> None:
        """A unit of another text, as it is written there."""
        level = self.levels.quoted(unit)
        behind = not title and not (self.ours and level and not level.marker)
        first, left = units.opening(rest) if behind else (None, list(rest))
        text = title if first is None else self.texts.text(first)
        if level and level.heading == "stacked" and title:
            self.write([f"{number}. {text}"], quoted=True)
        else:
            self.write(" ".join(filter(None, (number, text))).split("\n"), quoted=True)
        self.all(left if first is not None else rest, True)

    def attributes(self, element: Element) -> str:
        """Label and classes behind a heading."""
        given = element.get("wId") or ""
        label = given if self.ours and LABEL.fullmatch(given) and given not in self._labels else ""
        self._labels.add(label)
        classes = (element.get("class") or "").split()[1:] if self.ours else []
        said = " ".join([*([f"#{label}"] if label else []), *(f".{name}" for name in classes)])
        return f" {{{said}}}" if said else ""

    # -- what is attached

    def attachment(self, attachment: Element) -> None:
        """An annex, or a text issued together with the document."""
        self._shown.add(attachment)
        inner = next((one for one in attachment if tag(one) in DOCUMENTS), None)
        levels = {level.name: level for level in self.kind.outer_levels}
        name = (attachment.get("class") or "").split(" ")[0]
        level = levels.get(name) if self.ours else self.kind.annex_level
        self.output.close()
        self.output.turn()
        if level is None or inner is None:
            self._annexed = False
            self.one(attachment)
            return
        self._annexed = level is not self.kind.attachment_level
        preface = child(inner, "preface")
        named, numbered = (
            one if words(one := child(attachment, own)) else next(every(preface, inside), None)
            for own, inside in (("heading", "docTitle"), ("num", "docNumber"))
        )
        said, text = words(numbered), self.texts.of(named)
        number, called = units.annex_number(said, level.keyword)
        if said and not (number or said.casefold() == level.keyword.casefold()):
            text, number = " ".join(filter(None, (said, text))), ""
        (line,) = heading(level, number, text, keyword=called)
        self.write([f"{line}{self.attributes(attachment)}"])
        at = [*attachment].index(inner)
        self.all(one for one in attachment[:at] if one is not named and one is not numbered)
        for one in preface if preface is not None else ():
            if not (one.get("class") in _NAMED and self.ours) and not {named, numbered} & {*one.iter()}:
                self.one(one)
        self.all(one for one in (*inner, *attachment[at + 1 :]) if tag(one) not in ("meta", "preface"))

    def component(self, reference: Element) -> None:
        """A part that stands elsewhere in the file, told where it belongs; one in another file is named."""
        target = (reference.get("src") or reference.get("href") or "").lstrip("#")
        found = next((one for one in every(self.whole, "component") if target in (one.get("eId"), one.get("id"))), None)
        if found is not None and found not in self._shown:
            self._shown.add(found)
            self.all(found)
        elif found is None:
            self.odd[tag(reference)] += 1
            said = reference.get("showAs") or target
            self.write(paragraph(self.texts.of_runs([Run(said, RunFormat())]), self.grammar))

    # -- blocks

    def line(self, element: Element, quoted: bool) -> None:
        role = element.get("class") or ""
        text = self.texts.text(element)
        if text and quoted:
            self.write(text.split("\n"), quoted=True)
        elif text:
            self.write(paragraph(text, self.grammar), self.role(element), role.startswith("quote") and self.ours)

    def listed(self, element: Element, quoted: bool) -> None:
        """An item of a list: its number or sign before its first words."""
        number = self.texts.of(child(element, "num"))
        rest = [one for one in element if tag(one) != "num"]
        if (element.text and element.text.strip()) or not rest:
            self.mixed(element, quoted)
            return
        first, left = units.opening(rest)
        text = " ".join(filter(None, (number, self.texts.text(first) if first is not None else "")))
        if text:
            self.write(text.split("\n") if quoted else paragraph(text, self.grammar), quoted=quoted)
        self.all(left, quoted)

    def quotation(self, element: Element) -> None:
        """What is quoted, in a block of its own, with the marks around it that only an attribute tells."""
        outer, self._quoted = self._quoted, []
        self.all(element, True)
        quoted, self._quoted = self._quoted, outer
        before, after = element.get("startQuote") or "", element.get("endQuote") or ""
        if quoted:
            quoted[0][0] = before + quoted[0][0]
            quoted[-1][-1] += after
        if outer is None:
            self.output.close()
        for lines in quoted:
            self.write(lines, quoted=True)
        if outer is None:
            self.output.close()

    def table(self, table: Element, quoted: bool) -> None:
        found = units.sheet(table, self.cell)
        caption = child(table, "caption")
        label = self.attributes(table)
        if not found.rows or not found.rows[0]:
            self.all(table, quoted)
            return
        written = units.sheet_source(found, f"bang-{len(self.files) + 1}.csv")
        if written.file:
            self.files[written.file[0]] = written.file[1].encode()
        said = "" if caption is None else self.texts.text(caption)
        titled = units.captioned(self.kind, said, "Bảng")
        if said and titled is None:
            self.write(paragraph(said, self.grammar), quoted=quoted)
        above = [f"Bảng. {guarded(titled)}".rstrip() + label] if said and titled is not None else []
        lines = list(written.lines)
        if lines[0].startswith("::: "):
            lines, above = [lines[0], *above, *lines[1:]], []
        self.write([*above, *lines], quoted=quoted)

    def cell(self, cell: Element) -> str:
        """The text of a cell, its paragraphs on lines of their own."""
        parts = [one for one in cell if tag(one)]
        if (cell.text or "").strip() or any(tag(one) in units.INLINE for one in parts):
            return self.texts.text(cell).replace("\\\n", "\n")
        out = []
        for one in parts:
            inner = list(every(one, "p", "li", "item")) if tag(one) != "p" else [one]
            out += [self.texts.text(line).replace("\\\n", "\n") for line in inner or [one]]
        return "\n".join(filter(None, out))

    def labelled(self, block: Element, quoted: bool) -> None:
        """A picture or a formula with number or caption."""
        label = self.attributes(block)
        formula = child(block, "foreign")
        if formula is not None:
            self.formula(formula, label, quoted)
            return
        captions = [one for one in block if one.get("class") == "figure-caption"]
        caption = units.captioned(self.kind, self.texts.text(captions[0]), "Hình") if captions else ""
        captions = [] if caption is None else captions
        image = next(every(block, "img"), None)
        line = self.pictures.of(image, caption or "", label.strip()) if image is not None else ""
        if line:
            self.write([line], quoted=quoted)
        kept = [one for one in block if one not in captions and next(every(one, "img"), None) is None]
        self.all(kept if line else block, quoted)

    def formula(self, element: Element, label: str, quoted: bool) -> None:
        """A displayed formula; of one that does not say its LaTeX the signs are kept as text."""
        tex = " ".join(units.tex_of(element).split("\n"))
        if tex:
            self.write([f"$$ {tex} $${label}"], quoted=quoted)
        elif text := words(element):
            self.odd[tag(element)] += 1
            self.write(paragraph(self.texts.of_runs([Run(text, RunFormat())]), self.grammar), quoted=quoted)

    # -- output

    @property
    def grammar(self) -> Grammar:
        """The grammar of the place at work."""
        return self.levels.grammars[self._annexed]

    def role(self, element: Element) -> str:
        """The division a paragraph stands in."""
        name = element.get("class") or ""
        return name if name in self._roles else ""

    def write(self, lines: Sequence[str], role: str = "", quoted: bool = False) -> None:
        if quoted and self._quoted is not None:
            self._quoted.append(list(lines))
            return
        self.output.block(list(lines), 0, role=role or self._role, quoted=quoted, mark=None, tight=False)
