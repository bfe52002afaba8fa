"""The printed order: a bound draft as a stream of lines, tables, pictures and formulas, numbers and wording filled in.

Every writer walks this stream, so all outputs say the same thing in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftkit.model.inline import Break, Content, plain, upper
from draftkit.model.kind import AS_IT_STANDS, HEADLESS
from draftkit.model.printed import AnnexStart, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.model.tree import Block, Division, Figure, Formula, Paragraph, Quote, Table, Unit
from draftkit.resolve.bound import Bound
from draftkit.resolve.phrase import ATTACHMENT, capitalised


class _Flow:
    """Gathers the items of one block after another: generators within generators would pass each item up through every
    level."""

    def __init__(self, bound: Bound, annexed: str, letterhead: Letterhead | None = None) -> None:
        self.bound = bound
        self.annexed = annexed
        self.letterhead = letterhead
        self.openings = bound.draft.kind.paragraphs
        self.captioned = bound.draft.kind.words.get("captions") != ""
        self.caption_sign = bound.draft.kind.words.get("caption_sign", ". ")
        self.out: list[Item] = []

    def stream(self, blocks: Iterable[Block]) -> Iterator[Item]:
        for block in blocks:
            self.blocks((block,))
            yield from self.out
            self.out.clear()

    def blocks(
        self, blocks: tuple[Block, ...], role: str = "paragraph", quoted: bool = False, ruled: bool = True
    ) -> None:
        for block in blocks:
            kind = type(block)
            if kind is Paragraph:
                content = self.bound.text(block.content)  # type: ignore[union-attr]
                self.out.append(Line(self.opened(content, role) if self.openings else role, content, line=block.line))
            elif isinstance(block, Unit):
                if quoted:
                    self.quoted_unit(block)
                else:
                    self.unit(block, role)
            elif isinstance(block, Table):
                self.table(block, ruled)
            elif isinstance(block, Figure):
                self.out.append(Picture(block.path, block.alt, block.line))
                self.caption("figure-caption", "Hình", block)
            elif isinstance(block, Formula):
                self.out.append(
                    Equation(
                        block.tex,
                        self.bound.counted.get(block.line, ""),
                        self.bound.bookmarks.get(block.line, ""),
                        block.line,
                    )
                )
            elif isinstance(block, Quote):
                self.blocks(block.blocks, "quote", True, ruled)
            elif isinstance(block, Division):
                flat = block.role == "khong-vien"
                self.blocks(block.blocks, role if flat else block.role, quoted, ruled and not flat)

    def opened(self, content: Content, role: str) -> str:
        """The role of a paragraph by the words it opens with, in a kind that gives such a style of their own."""
        if role not in ("paragraph", "quote"):
            return role
        start = plain(content[:1])
        return next(
            (
                name
                for name, words in self.openings.items()
                if name.startswith("quote") is (role == "quote") and start.startswith(words)
            ),
            role,
        )

    def unit(self, unit: Unit, role: str, first: bool = False) -> None:
        bound, level = self.bound, unit.level
        number = bound.numbers[unit.line] if level.shows_number else ""
        bookmark = bound.bookmarks[unit.line]
        before, _, after = level.label.partition("{n}")
        if level.marker:
            lead = unit.body[0]
            content = bound.text(lead.content) if isinstance(lead, Paragraph) else ()
            self.out.append(Line(level.name, content, before, number, after + " ", bookmark, unit.line))
            if len(unit.body) > 1:
                self.blocks(unit.body[1:], role)
            return
        if level.name == ATTACHMENT:
            self.attached(unit)
            return
        title = bound.text(unit.title)
        if level.caps:
            title = upper(title)
        if not level.depth:
            self.out.append(AnnexStart("ngang" in unit.classes, unit.line))
        if not number:
            before, number, after = "", (before + after).strip(), ""
        if level.heading == "broken":
            self.out.append(Line(level.name, _broken(unit, title), before, number, after, bookmark, unit.line))
        elif level.heading == "stacked":
            self.out.append(
                Line(
                    f"{level.name}-number",
                    (),
                    before,
                    number,
                    after,
                    bookmark,
                    unit.line,
                    level.page_break and not first and level.name != "annex",
                )
            )
            if title:
                self.out.append(Line(f"{level.name}-title", title, line=unit.line))
        elif title or not level.depth or not unit.body or not isinstance(unit.body[0], Paragraph):
            space = " " if title and (before or number or after) else ""
            self.out.append(Line(level.name, title, before, number, after + space, bookmark, unit.line))
        else:  # a điều without a name: its text follows the number
            self.out.append(
                Line(
                    f"{level.name}-run-in",
                    bound.text(unit.body[0].content),
                    before,
                    number,
                    f"{after} ",
                    bookmark,
                    unit.line,
                )
            )
            self.blocks(unit.body[1:])
            return
        if level.name == "annex" and self.annexed:
            self.out.append(Line("annexed", (self.annexed,), line=unit.line))
        opening = unit.body[:1]
        if (
            level.name == "annex" and opening and isinstance(opening[0], Unit)
        ):  # what opens an annex stays on its first page
            self.unit(opening[0], "paragraph", first=True)
            self.blocks(unit.body[1:])
        else:
            self.blocks(unit.body)

    def attached(self, unit: Unit) -> None:
        """A text issued together with the document: on a page of its own, with header, type, name and the line that
        names the document; one that is printed as it stands has only the page."""
        if AS_IT_STANDS in unit.classes:
            self.out.append(AnnexStart("ngang" in unit.classes, unit.line))
            self.blocks(unit.body)
            return
        title = self.bound.text(unit.title)
        word = self.bound.draft.kind.attached(plain(title))
        if word and isinstance(title[0], str):
            rest = title[0][len(word) :].lstrip()
            title = capitalised((rest, *title[1:])) if rest else title[1:]
        self.out.append(AnnexStart("ngang" in unit.classes, unit.line))
        if self.letterhead and HEADLESS not in unit.classes:
            self.out.append(self.letterhead._replace(line=unit.line))
        if word:
            self.out.append(Line("type", (), "", word.upper(), "", self.bound.bookmarks[unit.line], unit.line))
        if title:
            self.out.append(Line("title", title, line=unit.line))
        if self.annexed:
            self.out.append(Line("annexed", (self.annexed,), line=unit.line))
        self.blocks(unit.body)

    def quoted_unit(self, unit: Unit) -> None:
        level = unit.level
        body = unit.body
        content = self.bound.text(unit.title)
        before, _, after = level.label.partition("{n}")
        number = unit.number
        if unit.written and level.heading != "stacked":
            before, _, after = unit.written.partition(number) if number else (unit.written, "", "")
        elif not number:
            before, number, after = "", before.rstrip() + after, ""
        before = unit.opening + before
        role = "quote-centered" if level.heading == "stacked" else "quote-heading"
        if level.marker:
            first = body[0]
            content = self.bound.text(first.content) if isinstance(first, Paragraph) else ()
            body = body[1:]
            role = "quote"
        if level.heading == "stacked":
            self.out.append(Line(role, (), before, number, after, line=unit.line))
            if content:
                self.out.append(Line(role, upper(content) if level.caps else content, line=unit.line))
        else:
            self.out.append(Line(role, content, before, number, f"{after} " if content else after, line=unit.line))
        self.blocks(body, "quote", True)

    def table(self, table: Table, ruled: bool) -> None:
        self.caption("table-caption", "Bảng", table)
        text = self.bound.text
        rows = table.rows
        if self.bound.resolved:
            rows = tuple(tuple(text(cell) for cell in row) for row in rows)
        self.out.append(
            Grid(rows, table.widths, table.align, ruled and table.ruled, table.line, table.merges, table.breaks)
        )

    def caption(self, role: str, word: str, block: Table | Figure) -> None:
        number = self.bound.counted.get(block.line, "")
        caption = self.bound.text(block.caption)
        if not (number or caption):
            return
        if not self.captioned:
            self.out.append(Line(role, caption, line=block.line))
            return
        before = f"{word} " if number else word  # a quoted table or picture takes no part in counting
        after = self.caption_sign if caption else ""
        self.out.append(
            Line(role, caption, before, number, after, self.bound.bookmarks.get(block.line, ""), block.line)
        )


def _broken(unit: Unit, title: Content) -> Content:
    """Status and title of a heading that has all its parts in one paragraph, each on a line of its own."""
    status = next((unit.level.status[name] for name in unit.classes if name in unit.level.status), "")
    return (*((Break(), status) if status else ()), *((Break(), *title) if title else ()))


def body_flow(bound: Bound) -> Iterator[Item]:
    """The stream of the body, without annexes, between what the kind puts before and after it."""
    yield from bound.opening
    yield from own_flow(bound)
    yield from bound.closing


def own_flow(bound: Bound) -> Iterator[Item]:
    """The stream of the body alone."""
    return _Flow(bound, "").stream(bound.draft.body)


def annex_flow(bound: Bound, annexed: str, letterhead: Letterhead | None = None) -> Iterator[Item]:
    """The stream of the annexes. `annexed` is the line “(Kèm theo …)” under each title, `letterhead` stands over texts
    issued together with the document."""
    return _Flow(bound, annexed, letterhead).stream(bound.draft.annexes)


def block_flow(bound: Bound, blocks: tuple[Block, ...], quoted: bool = False) -> Iterator[Item]:
    """The stream of some blocks of a document, as they are printed in it; `quoted`: as the inside of a quotation."""
    flow = _Flow(bound, "")
    flow.blocks(blocks, "quote" if quoted else "paragraph", quoted)
    yield from flow.out
