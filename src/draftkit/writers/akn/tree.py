"""The tree of a document: units with number, heading and what is in them, tables, figures, formulas, quotations."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from draftkit.model.inline import Content
from draftkit.model.printed import Contents, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.model.tree import Block, Division, Figure, Quote, Table, Unit, units
from draftkit.pictures.prepare import PAGE, prepare
from draftkit.readers.scan import ROLES
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow, printed_number
from draftkit.writers.akn.elements import BLOCK, Addresses, block, element_of, inline, safe
from draftkit.writers.akn.inlines import Inlines, made, paragraph


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
        return block(
            element,
            head + inner,
            **self.addresses.names(unit.serial),
            name=unit.level.name if element == "hcontainer" else "",
            class_=named,
        )

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
