"""The printed order: a bound draft as a stream of lines, tables, pictures and formulas, numbers and wording filled in.

Every writer walks this stream, so all outputs say the same thing in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.model.inline import Break, plain, upper
from draftkit.model.printed import AnnexStart, Equation, Grid, Item, Line, Picture
from draftkit.model.tree import Block, Division, Figure, Formula, Paragraph, Quote, Table, Unit
from draftkit.resolve.bind import Bound


class _Flow:
    def __init__(self, bound: Bound, annexed: str) -> None:
        self.bound = bound
        self.annexed = annexed
        self.openings = bound.draft.kind.paragraphs
        self.caption_sign = bound.draft.kind.words.get("caption_sign", ". ")

    def blocks(self, blocks: tuple[Block, ...], role: str = "paragraph", quoted: bool = False, ruled: bool = True) -> Iterator[Item]:
        for block in blocks:
            kind = type(block)
            if kind is Paragraph:
                yield self.paragraph(block, role)  # type: ignore[arg-type]
            elif isinstance(block, Unit):
                yield from self.quoted_unit(block) if quoted else self.unit(block, role)
            elif isinstance(block, Table):
                yield from self.table(block, ruled)
            elif isinstance(block, Figure):
                yield Picture(block.path, block.alt, block.line)
                yield from self.caption("figure-caption", "Hình", block)
            elif isinstance(block, Formula):
                yield Equation(block.tex, self.bound.counted.get(block.line, ""), self.bound.bookmarks.get(block.line, ""), block.line)
            elif isinstance(block, Quote):
                yield from self.blocks(block.blocks, "quote", True, ruled)
            elif isinstance(block, Division):
                flat = block.role == "khong-vien"
                yield from self.blocks(block.blocks, role if flat else block.role, quoted, ruled and not flat)

    def paragraph(self, block: Paragraph, role: str) -> Line:
        """A paragraph; in a kind that knows such, the words it opens with give it a style of its own."""
        content = self.bound.text(block.content)
        if self.openings and role == "paragraph":
            start = plain(content[:1])
            role = next((name for name, words in self.openings.items() if start.startswith(words)), role)
        return Line(role, content, line=block.line)

    def unit(self, unit: Unit, role: str, first: bool = False) -> Iterator[Item]:
        bound, level = self.bound, unit.level
        number = bound.numbers[unit.line]
        bookmark = bound.bookmarks[unit.line]
        before, _, after = level.label.partition("{n}")
        if level.marker:
            lead = unit.body[0]
            content = bound.text(lead.content) if isinstance(lead, Paragraph) else ()
            yield Line(level.name, content, before, number, after + " ", bookmark, unit.line)
            if len(unit.body) > 1:
                yield from self.blocks(unit.body[1:], role)
            return
        title = bound.text(unit.title)
        if level.caps:
            title = upper(title)
        if not level.depth:
            yield AnnexStart("ngang" in unit.classes, unit.line)
        if not number:
            before, number, after = "", (before + after).strip(), ""
        if level.heading == "broken":
            status = next((level.status[name] for name in unit.classes if name in level.status), "")
            yield Line(level.name, (*((Break(), status) if status else ()), *((Break(), *title) if title else ())), before, number, after, bookmark, unit.line)
        elif level.heading == "stacked":
            yield Line(f"{level.name}-number", (), before, number, after, bookmark, unit.line, level.page_break and not first and level.name != "annex")
            if title:
                yield Line(f"{level.name}-title", title, line=unit.line)
        elif title or not level.depth or not unit.body or not isinstance(unit.body[0], Paragraph):
            yield Line(level.name, title, before, number, f"{after} " if title else after, bookmark, unit.line)
        else:  # a điều without a name: its text follows the number
            yield Line(f"{level.name}-run-in", bound.text(unit.body[0].content), before, number, f"{after} ", bookmark, unit.line)
            yield from self.blocks(unit.body[1:])
            return
        if level.name == "annex" and self.annexed:
            yield Line("annexed", (self.annexed,), line=unit.line)
        opening = unit.body[:1]
        if level.name == "annex" and opening and isinstance(opening[0], Unit):  # what opens an annex stays on its first page
            yield from self.unit(opening[0], "paragraph", first=True)
            yield from self.blocks(unit.body[1:])
        else:
            yield from self.blocks(unit.body)

    def quoted_unit(self, unit: Unit) -> Iterator[Item]:
        level = unit.level
        body = unit.body
        content = self.bound.text(unit.title)
        before, _, after = level.label.partition("{n}")
        before = unit.opening + before
        role = "quote-centered" if level.heading == "stacked" else "quote-heading"
        if level.marker:
            first = body[0]
            content = self.bound.text(first.content) if isinstance(first, Paragraph) else ()
            body = body[1:]
            role = "quote"
        if level.heading == "stacked":
            yield Line(role, (), before, unit.number, after, line=unit.line)
            if content:
                yield Line(role, upper(content) if level.caps else content, line=unit.line)
        else:
            yield Line(role, content, before, unit.number, f"{after} " if content else after, line=unit.line)
        yield from self.blocks(body, "quote", True)

    def table(self, table: Table, ruled: bool) -> Iterator[Item]:
        yield from self.caption("table-caption", "Bảng", table)
        text = self.bound.text
        rows = table.rows
        if self.bound.resolved:
            rows = tuple(tuple(text(cell) for cell in row) for row in rows)
        yield Grid(rows, table.widths, table.align, ruled and table.ruled, table.line)

    def caption(self, role: str, word: str, block: Table | Figure) -> Iterator[Item]:
        number = self.bound.counted.get(block.line, "")
        if number:
            caption = self.bound.text(block.caption)
            yield Line(role, caption, f"{word} ", number, self.caption_sign if caption else "", self.bound.bookmarks.get(block.line, ""), block.line)


def body_flow(bound: Bound) -> Iterator[Item]:
    """The stream of the body, without annexes, between what the kind puts before and after it."""
    yield from bound.opening
    yield from own_flow(bound)
    yield from bound.closing


def own_flow(bound: Bound) -> Iterator[Item]:
    """The stream of the body alone."""
    return _Flow(bound, "").blocks(bound.draft.body)


def annex_flow(bound: Bound, annexed: str) -> Iterator[Item]:
    """The stream of the annexes. `annexed` is the line “(Kèm theo …)” under each title."""
    return _Flow(bound, annexed).blocks(bound.draft.annexes)
