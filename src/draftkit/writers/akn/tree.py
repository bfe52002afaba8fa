"""The tree of a document: units with number, heading and what is in them, tables, figures, formulas, quotations, and
the inside of a paragraph."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup
from draftkit.model.printed import Contents, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.model.tree import Block, Division, Figure, Quote, Table, Unit, units
from draftkit.pictures.prepare import PAGE, prepare
from draftkit.readers.scan import ROLES
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow, printed_number
from draftkit.writers.akn.elements import BLOCK, MADE, Addresses, Citing, block, element_of, inline, safe
from draftkit.writers.html_style import Formula, Formulas

_TAGS: Mapping[type, str] = {Strong: "b", Emph: "i", Sup: "sup", Sub: "sub", Link: "a"}
_MATHML = "http://www.w3.org/1998/Math/MathML"


@dataclass(frozen=True, slots=True)
class Inlines:
    """Writes contents. `met` has the line at which each note was first marked, by its number."""

    bound: Bound
    citing: Citing
    formulas: Formulas = field(default_factory=Formulas)
    met: dict[int, int] = field(default_factory=dict)

    def content(self, content: Content, line: int) -> str:
        """A content that stands on a line of the source (-1: on none)."""
        return "".join(
            self.text(item, line) if isinstance(item, str) else self.marked(item, line)
            for item in _merged(_parted(content))
        )

    def text(self, text: str, line: int) -> str:
        """A plain text with its references."""
        out, last = [], 0
        text = text.replace("\t", " ")
        for start, end, href, up_to in self.citing.spans(text, line):
            words = safe(text[start:end])
            named = inline("rref", words, from_=href, upTo=up_to) if up_to else inline("ref", words, href=href)
            out += [safe(text[last:start]), named]
            last = end
        return "".join((*out, safe(text[last:])))

    def marked(self, item: Inline, line: int) -> str:
        """Anything but text."""
        if isinstance(item, (Strong, Emph, Sup, Sub, Link)):
            text, url = self.content(item.content, line), item.url if isinstance(item, Link) else ""
            core = text.strip(" ")
            return text.replace(core, inline(_TAGS[type(item)], core, href=url), 1) if core else text
        if isinstance(item, Break):
            return "<eol/>"
        if isinstance(item, Note):
            number = self.bound.note_numbers[item.key]
            if item.again:
                return inline("noteRef", href=f"#note_{number}", marker=item.again)
            self.met.setdefault(number, line)
            note = self.bound.notes[number - 1]
            inner = inline("p", self.content(note.content, note.line))
            return inline("authorialNote", inner, eId=f"note_{number}", marker=str(number), placement="bottom")
        if isinstance(item, Math):
            return inline("subFlow", self.formula(item.tex, False), name="formula")
        raise TypeError(f"unbound {type(item).__name__} reached the writer")

    def formula(self, tex: str, display: bool) -> str:
        """A formula, filled in by `fill`."""
        return inline("foreign", self.formulas.mark(tex, display))

    def fill(self, page: str) -> str:
        """The text with its formulas: MathML where it can be made, and the LaTeX they were written in."""
        if not self.formulas.seen:
            return page
        marks = [self.formulas.mark(*formula) for formula in self.formulas.seen]
        shown = self.formulas.fill("\1".join(marks)).split("\1")
        for mark, formula, math in zip(marks, tuple(self.formulas.seen), shown, strict=True):
            page = page.replace(mark, _math(formula, math))
        return page


def _math(formula: Formula, made: str) -> str:
    inner = f"<mtext>{safe(formula.tex)}</mtext>"
    if made.startswith("<math"):
        found = made[made.index(">") + 1 : made.rindex("<")]
        try:
            ElementTree.fromstring(f"<x>{found}</x>")  # noqa: S314 (made by ourselves, without a prolog)
            inner = f"<mrow>{found}</mrow>"
        except ElementTree.ParseError:
            pass
    display = "block" if formula.display else "inline"
    tex = inline("annotation", safe(formula.tex), encoding="application/x-tex")
    return inline("math", f"<semantics>{inner}{tex}</semantics>", xmlns=_MATHML, display=display)


def _parted(content: Content) -> Iterator[Inline]:
    """The content with notes, breaks and formulas outside of all that is emphasised or a link, and a link within what
    is emphasised as far as it is, as in Word."""
    for item in content:
        if isinstance(item, (Strong, Emph, Sup, Sub, Link)):
            for apart, parts in groupby(_parted(item.content), lambda part: isinstance(part, (Note, Break, Math))):
                run = _merged(parts)
                around = [one for one in run if isinstance(one, (Strong, Emph)) and isinstance(item, Link)]
                if apart:
                    yield from run
                elif len(around) == 1 == sum(not (isinstance(one, str) and one.isspace()) for one in run):
                    at = run.index(around[0])
                    run[at] = around[0]._replace(content=(item._replace(content=around[0].content),))
                    yield from run
                else:
                    yield item._replace(content=tuple(run))
        else:
            yield item


def _merged(content: Iterable[Inline]) -> list[Inline]:
    """The content with live numbers as the text they are; what is emphasised alike on both sides of a blank is one."""
    out: list[Inline] = []
    for one in content:
        item = one.text if isinstance(one, Field) else one
        last = out[-1] if out else None
        before = out[-2] if len(out) > 1 else None
        if isinstance(item, str) and isinstance(last, str):
            out[-1] = last + item
        elif (
            isinstance(item, (Strong, Emph, Link))
            and isinstance(before, (Strong, Emph, Link))
            and before._replace(content=()) == item._replace(content=())
            and type(item) is type(before)
            and isinstance(last, str)
            and last.isspace()
        ):
            out[-2:] = [item._replace(content=(*before.content, last, *item.content))]
        else:
            out.append(item)
    return out


def paragraph(inner: str, role: str = "") -> str:
    """A paragraph; running text has no class."""
    return block("p", inner, class_="" if role == "paragraph" else role)


def made(inner: str) -> str:
    """What a kind makes of its metadata, enclosed: it is not taken for text."""
    return block("blockContainer", inner, class_=MADE) if inner else ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Writes blocks of a document."""

    bound: Bound
    addresses: Addresses
    inlines: Inlines
    borrowed: frozenset[int] = frozenset()
    """Lines of metadata that do not go with the document: what is made of them is its text."""

    # -- units and what stands between them

    def among(self, blocks: Iterable[Block]) -> str:
        """Blocks where text may stand between units."""
        return "".join(xml for _, xml in self.parts(blocks))

    def in_hierarchy(self, blocks: Iterable[Block]) -> str:
        """Blocks where only units may stand: text between them is a unit without a name."""
        return "".join(xml if is_unit else _bare(xml) for is_unit, xml in self.parts(blocks))

    def parts(
        self, blocks: Iterable[Block], quoted: bool = False, role: str = "", heading: int = -1
    ) -> Iterator[tuple[bool, str]]:
        """Units, and the text before, between and after them; whether each is a unit. A kind puts what it makes of its
        metadata at lines below 0, or at that of the `heading` above."""
        text: list[str] = []
        run: list[Block] = []
        was_made = False
        for one in blocks:
            nested = isinstance(one, Division) and bool(units(one.blocks))
            running = not (isinstance(one, (Unit, Quote)) or nested)
            is_made = self.is_made(one, heading)
            if run and (not running or is_made != was_made):
                text.append(self.running(tuple(run), quoted, was_made))
                run = []
            was_made = is_made
            if running:
                run.append(Division(role, (one,), one.line) if role else one)
                continue
            if isinstance(one, Quote):
                text.append(self.quotation(one))
                continue
            if text:
                yield False, "".join(text)
                text = []
            if isinstance(one, Unit):
                yield True, self.unit(one, quoted)
            elif isinstance(one, Division):
                yield from self.parts(one.blocks, quoted, one.role)
        if run:
            text.append(self.running(tuple(run), quoted, was_made))
        if text:
            yield False, "".join(text)

    def is_made(self, block: Block, heading: int) -> bool:
        """Whether a kind will make a block again from the metadata that goes with the document."""
        if isinstance(block, Figure) or (
            isinstance(block, Division) and any(isinstance(one, Figure) for one in block.blocks)
        ):
            return False
        return block.line == heading or (block.line < 0 and block.line not in self.borrowed)

    def unit(self, unit: Unit, quoted: bool = False) -> str:
        """A unit with number, heading and body."""
        element = element_of(unit.level)
        number, heading, body = self.heading(unit, quoted)
        head = (block("num", safe(number)) if number else "") + (
            block("heading", self.inlines.content(heading, unit.line)) if heading else ""
        )
        own_line = unit.line if heading and not unit.level.marker else -1
        parts = list(self.parts(body, quoted, heading=own_line))
        if any(is_unit for is_unit, _ in parts):
            before = block("intro", parts.pop(0)[1]) if not parts[0][0] else ""
            after = block("wrapUp", parts.pop()[1]) if not parts[-1][0] else ""
            inner = before + "".join(xml if is_unit else _bare(xml) for is_unit, xml in parts) + after
        else:
            inner = block("content", parts[0][1]) if parts else ""
        plain_level = element in (unit.level.name, "paragraph", "point", "indent")
        named = "" if plain_level and not unit.classes else " ".join((unit.level.name, *unit.classes))
        called = unit.level.name if element == "hcontainer" else ""
        return block(element, head + inner, **self.addresses.names(unit.serial), name=called, class_=named)

    def heading(self, unit: Unit, quoted: bool) -> tuple[str, Content, Sequence[Block]]:
        """Number and heading of a unit, and its body; a khoản or điểm has no heading, its first paragraph is text."""
        if not quoted:
            return "".join(printed_number(self.bound, unit)).strip(), self.bound.text(unit), unit.body
        body = unit.body[:1] if unit.level.marker else ()
        first = next(
            item for item in block_flow(self.bound, (unit._replace(body=body),), True) if isinstance(item, Line)
        )
        number = first.number().strip()
        return number, () if unit.level.marker else self.bound.text(unit), unit.body

    def quotation(self, quote: Quote) -> str:
        """What is quoted: provisions as the structure that an amendment puts in place, else as text of another."""
        inner = "".join(xml for _, xml in self.parts(quote.blocks, True))
        if not inner:
            return ""
        name = self.addresses.quotes[quote.line]
        if not units(quote.blocks):
            return paragraph(block("embeddedStructure", inner, eId=name).rstrip("\n"))
        structure = block("quotedStructure", inner, eId=name).rstrip("\n")
        return paragraph(inline("mod", structure, eId=name.replace("qstr_", "mod_")))

    # -- running text

    def running(self, blocks: tuple[Block, ...], quoted: bool, is_made: bool) -> str:
        """Blocks that hold no units, as text or as what their kind makes."""
        text = ""
        for whole, group in groupby(blocks, key=self.whole):
            inner = self.items(tuple(block_flow(self.bound, tuple(group), quoted)), not quoted)
            text += block("blockContainer", inner, class_=whole.role) if whole else inner
        return made(text) if is_made else text

    def whole(self, block: Block) -> Division | None:
        """A block that its kind shows as a whole: a division with a table, which may be a chart."""
        if isinstance(block, Division) and block.role in self.bound.draft.kind.divisions:
            return block if any(isinstance(one, Table) for one in block.blocks) else None
        return None

    def items(self, items: Sequence[Item], classed: bool = True) -> str:
        """Printed items; with the role of a division as their class when `classed`."""
        out: list[str] = []
        at = 0
        while at < len(items):
            item, used = items[at], 1
            after = items[at + 1] if at + 1 < len(items) else None
            if isinstance(item, Line) and item.role == "table-caption" and isinstance(after, Grid):
                out.append(self.table(after, item))
                used = 2
            elif isinstance(item, Grid):
                out.append(self.table(item, None))
            elif isinstance(item, Picture):
                end = at + 1
                while end < len(items) and isinstance(below := items[end], Line) and below.role in _BELOW:
                    end += 1
                out.append(self.figure(item, [line for line in items[at + 1 : end] if isinstance(line, Line)]))
                used = end - at
            else:
                out.append(self.item(item, classed))
            at += used
        return "".join(out)

    def item(self, item: Item, classed: bool) -> str:
        """An item that stands by itself."""
        if isinstance(item, Line):
            told = classed and (item.role in ROLES or item.role in self.bound.draft.kind.divisions)
            return paragraph(self.line(item), item.role if told or (classed and item.role.startswith("quote")) else "")
        if isinstance(item, Equation):
            number = block("num", safe(f"({item.number})")) if item.number else ""
            return self.labelled("formula", number + self.inlines.formula(item.tex, True) + "\n", item.serial)
        if isinstance(item, Letterhead):
            return "".join(paragraph(safe(text)) for text in item.texts())
        if isinstance(item, Contents):
            return "".join(paragraph(safe(entry.text), "toc") for entry in item.entries)
        return ""

    def line(self, line: Line) -> str:
        return safe(line.number()) + self.inlines.content(line.content, line.line)

    def labelled(self, sort: str, inner: str, serial: int) -> str:
        """A block that may have a label."""
        return block("blockContainer", inner, **self.addresses.names(serial), class_=sort)

    def figure(self, item: Picture, below: Sequence[Line]) -> str:
        """A picture with its keys and caption, held by the document itself."""
        shown = prepare(Path(item.path), PAGE)
        source = f"data:image/{shown.type};base64,{b64encode(shown.data).decode()}"
        inner = paragraph(inline("img", src=source, alt=item.alt))
        inner += "".join(paragraph(self.line(line), line.role) for line in below)
        return self.labelled("figure", inner, item.serial)

    def table(self, grid: Grid, caption: Line | None) -> str:
        """A table; cells that others cover are left out."""
        rows, heads = [], grid.heads()
        for index, row in enumerate(grid.shown()):
            cells = []
            for cell in row:
                inner = paragraph(self.inlines.content(cell.content, grid.line)) if cell.content else ""
                across, down = (str(count) if count > 1 else "" for count in (cell.across, cell.down))
                cells.append(block("th" if index < heads else "td", inner, colspan=across, rowspan=down))
            rows.append(block("tr", "".join(cells)))
        head = block("caption", self.line(caption)) if caption else ""
        return block(
            "table",
            head + "".join(rows),
            **self.addresses.names(grid.serial),
            class_="" if grid.ruled else "khong-vien",
            dk_widths=" ".join(f"{width:g}" for width in grid.widths),
            dk_align=" ".join(grid.align) if {*grid.align} - {"left"} else "",
        )


_BELOW = ("note-figure", "figure-caption")


def _bare(text: str) -> str:
    return block("hcontainer", block("content", text), name=BLOCK)
