"""The printed order: a bound draft as a stream of lines, tables, pictures and formulas, numbers and wording filled in.

Every writer walks this stream, so all outputs say the same thing in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from draftkit.law.units import ISSUED, REPEALED
from draftkit.model.captions import listed, lists_of
from draftkit.model.inline import Break, Content, Note, Sup, joined, plain, upper
from draftkit.model.kind import AS_IT_STANDS, HEADLESS, LANDSCAPE
from draftkit.model.printed import AnnexStart, Equation, FrontMatter, Grid, Item, Letterhead, Line, Picture
from draftkit.model.tree import Block, Division, Figure, Formula, Paragraph, Quote, Table, Unit
from draftkit.resolve.bound import Bound
from draftkit.resolve.phrase import ATTACHMENT, capitalised
from draftkit.text.own_words import said
from draftkit.text.pattern import Pattern

Number = tuple[str, str, str]
_ANNEXED_LINES = 3  # blocks of an annex, among which its own “(Kèm theo …)” may stand


class _Flow:
    """Gathers items block after block: generators within generators would pass each item up through all levels."""

    def __init__(self, bound: Bound, annexed: str, letterhead: Letterhead | None = None) -> None:
        self.bound, self.annexed, self.letterhead = bound, annexed, letterhead
        self.openings = bound.draft.kind.paragraphs
        self.captioned = bound.draft.kind.words.get("captions") != ""
        self.caption_sign = bound.draft.kind.words.get("caption_sign", ". ")
        self.notes = bound.draft.kind.words.get("float_notes", "")
        self.below: set[int] = set()
        self.labels: dict[str, tuple[str, str, str]] = {}
        self.out: list[Item] = []

    def stream(self, blocks: Iterable[Block]) -> Iterator[Item]:
        for block in [tuple(blocks)] if self.notes else ((block,) for block in blocks):
            self.blocks(block)
            yield from self.out
            self.out.clear()

    def blocks(
        self, blocks: tuple[Block, ...], role: str = "paragraph", quoted: bool = False, ruled: bool = True
    ) -> None:
        for at, block in enumerate(blocks):
            kind = type(block)
            if kind is Paragraph:
                if not self.below or block.serial not in self.below:  # type: ignore[union-attr]
                    self.paragraph(block, role)  # type: ignore[arg-type]
            elif isinstance(block, Unit):
                if quoted:
                    self.quoted_unit(block)
                elif block.level.marker and len(block.body) == 1:
                    self.opened_by_number(block, block.level.name)
                else:
                    self.unit(block, role)
            elif isinstance(block, Table):
                self.table(block, ruled)
                self.framed("note-table", blocks[at + 1 :])
            elif isinstance(block, Figure):
                self.out.append(Picture(block.path, block.alt, block.line, block.serial))
                self.framed("note-figure", blocks[at + 1 :])
                self.caption("figure-caption", "Hình", block)
            elif isinstance(block, Formula):
                number = self.bound.counted.get(block.serial, "")
                self.out.append(
                    Equation(block.tex, number, self.bound.bookmarks.get(block.serial, ""), block.line, block.serial)
                )
            elif isinstance(block, Quote):
                self.blocks(block.blocks, "quote", True, ruled)
            elif isinstance(block, Division):
                flat = block.role == "khong-vien"
                self.blocks(block.blocks, role if flat else block.role, quoted, ruled and not flat)

    def paragraph(self, paragraph: Paragraph, role: str) -> None:
        content = self.bound.text(paragraph)
        role = self.opened(content, role) if self.openings else role
        self.out.append(Line(role, content, line=paragraph.line, serial=paragraph.serial))

    def framed(self, role: str, after: tuple[Block, ...]) -> None:
        """The notes right after a table or figure, which a kind prints within its frame or above its title."""
        if self.notes:
            for block in notes_below(role, after):
                self.paragraph(block, role)
                self.below.add(block.serial)

    def opened(self, content: Content, role: str) -> str:
        """The role of a paragraph by the words it opens with, in a kind that gives such a style of their own."""
        if role not in ("paragraph", "quote"):
            return role
        start = plain(content[:1])
        quoted = role == "quote"
        opened = (name for name, words in self.openings.items() if start.startswith(words))
        return next((name for name in opened if name.startswith("quote") is quoted), role)

    def unit(self, unit: Unit, role: str, first: bool = False) -> None:
        """A unit: its heading, or its number before its first paragraph, and what is in it."""
        level, body = unit.level, unit.body
        if level.marker:
            self.opened_by_number(unit, level.name)
            if len(body) > 1:
                self.blocks(body[1:], role)
            return
        if level.name == ATTACHMENT:
            self.attached(unit)
            return
        if not level.depth:
            self.out.append(AnnexStart(LANDSCAPE in unit.classes, unit.line, self.bound.bookmarks.get(unit.serial, "")))
        if self.runs_in(unit):
            self.opened_by_number(unit, f"{level.name}-run-in")
            self.blocks(body[1:])
            return
        self.out.extend(self.heading(unit, first))
        if level.name == "annex":
            body = body[self.issued_with(unit) :]
        if unit.classes and not level.depth:
            self.out += annex_lists(self.bound, unit)
        if level.name == "annex" and body and isinstance(body[0], Unit):  # what opens an annex stays on its first page
            self.unit(body[0], "paragraph", first=True)
            body = body[1:]
        self.blocks(body)

    def number(self, unit: Unit) -> Number:
        """The number of a unit as printed: what stands before it, itself, what follows."""
        level = unit.level
        around = self.labels.get(level.label)
        if around is None:
            around = self.labels[level.label] = level.label.partition("{n}")
        before, shown, after = around
        number = self.bound.numbers.get(unit.serial, unit.number) if shown else ""
        if number or level.marker:
            return (unit.written and unit.called) or before, number, after
        return "", (before + after).strip(), ""

    def line(
        self, holder: Unit | Table | Figure, role: str, content: Content, number: Number, new_page: bool = False
    ) -> Line:
        """The line of a unit or caption that bears its number, and so its bookmark."""
        bookmark = self.bound.bookmarks.get(holder.serial, "")
        return Line(role, content, *number, bookmark, holder.line, new_page, holder.serial)

    def runs_in(self, unit: Unit) -> bool:
        """Whether a unit has no name, at most the mark of a note, so that its text follows its number."""
        level = unit.level
        if level.heading in ("broken", "stacked") or level.front or not level.depth:
            return False
        if any(type(item) is not Note for item in self.bound.text(unit)):
            return False
        return bool(unit.body) and isinstance(unit.body[0], Paragraph)

    def opened_by_number(self, unit: Unit, role: str) -> None:
        """A khoản or điểm, or an điều without a name: its text follows the number."""
        before, number, after = self.number(unit)
        first = unit.body[0]
        content = self.bound.text(first) if type(first) is Paragraph else ()
        if unit.title:  # the marks of its notes
            content = (*self.bound.text(unit), *joined((" ", *content)))
        elif (before or number or after) and type((*content, "")[0]) is not Note:  # “5.¹ Kho …”
            after += " "  # a heading of a kind that numbers none has no blank either
        bookmark = self.bound.bookmarks.get(unit.serial, "")
        self.out.append(Line(role, content, before, number, after, bookmark, unit.line, False, unit.serial))

    def heading(self, unit: Unit, first: bool) -> Iterator[Line]:
        """The lines of a heading; `first` on a page that an annex has opened."""
        level = unit.level
        title = self.bound.text(unit)
        if level.caps and plain(title).strip(" ()") != REPEALED.strip("()"):  # that is no name
            title = upper(title)
        number = self.number(unit)
        if level.heading == "broken":
            yield self.line(unit, level.name, _broken(unit, title), number)
        elif level.heading == "stacked":
            new_page = level.page_break and not first and level.name != "annex"
            yield self.line(unit, f"{level.name}-number", (), number, new_page)
            if title:
                yield Line(f"{level.name}-title", title, line=unit.line, serial=unit.serial)
        else:
            before, mark, after = number
            space = " " if title and type(title[0]) is not Note and any(number) else ""
            yield self.line(unit, level.name, title, (before, mark, after + space), level.page_break)

    def attached(self, unit: Unit) -> None:
        """A text issued together with the document: on a page of its own, with header, type, name and the line that
        names the document; one that is printed as it stands has only the page."""
        start = AnnexStart(LANDSCAPE in unit.classes, unit.line, self.bound.bookmarks.get(unit.serial, ""))
        if AS_IT_STANDS in unit.classes:
            self.out.append(start)
            self.blocks(unit.body)
            return
        title = self.bound.text(unit)
        word = self.bound.draft.kind.attached(plain(title))
        if word and isinstance(title[0], str):
            rest = title[0][len(word) :].lstrip()
            title = capitalised((rest, *title[1:])) if rest else title[1:]
        self.out.append(start)
        if self.letterhead and HEADLESS not in unit.classes:
            self.out.append(self.letterhead._replace(line=unit.line))
        if word:
            self.out.append(self.line(unit, "type", (), ("", word.upper(), "")))
        if title:
            self.out.append(Line("title", title, line=unit.line, serial=unit.serial))
        own = self.issued_with(unit)
        self.out += annex_lists(self.bound, unit)
        self.blocks(unit.body[own:])

    def issued_with(self, annex: Unit) -> int:
        """The line that says with which document an annex was issued: its own, or the one of the document. The number
        of blocks of the annex that this took."""
        own = annexed_by(annex.body)
        self.blocks(annex.body[:own], "annexed")
        if self.annexed and not own:
            self.out.append(Line("annexed", (self.annexed,), line=annex.line))
        return own

    def quoted_unit(self, unit: Unit) -> None:
        level = unit.level
        body = unit.body
        content = self.bound.text(unit)
        before, _, after = level.label.partition("{n}")
        number = unit.number
        if unit.written and level.heading != "stacked":
            before, number, after = unit.written.partition(number) if number else ("", unit.written, "")
        elif not number:
            before, number, after = "", before.rstrip() + after, ""
        before = unit.opening + before
        role = "quote-centered" if level.heading == "stacked" else "quote-heading"
        if level.marker:
            first = body[0]
            content = self.bound.text(first) if isinstance(first, Paragraph) else ()
            body = body[1:]
            role = "quote"
        line = Line(role, (), before, number, after, line=unit.line, serial=unit.serial)
        if level.heading != "stacked":
            space = " " if before or number or after else ""
            self.out.append(line._replace(content=content, after=after + space) if content else line)
        else:
            self.out.append(line)
            if content:
                content = upper(content) if level.caps else content
                self.out.append(Line(role, content, line=unit.line, serial=unit.serial))
        if level.heading == "stacked" and not content:  # its name stands below, as it does in the quoted act
            while body and isinstance(body[0], Paragraph) and plain(self.bound.text(body[0])).isupper():
                self.paragraph(body[0], role)
                body = body[1:]
        self.blocks(body, "quote", True)

    def table(self, table: Table, ruled: bool) -> None:
        self.caption("table-caption", "Bảng", table)
        rows, ruled = self.bound.rows(table), ruled and table.ruled
        align = self.bound.align(table)
        self.out.append(Grid(rows, table.widths, align, ruled, table.line, table.merges, table.breaks, table.serial))

    def caption(self, role: str, word: str, block: Table | Figure) -> None:
        number = self.bound.counted.get(block.serial, "")
        caption = self.bound.text(block)
        if not (number or caption):
            return
        if not self.captioned:
            self.out.append(Line(role, caption, line=block.line, serial=block.serial))
            return
        word = said(self.bound.profile.language, word)
        before = f"{word} " if number else word  # a quoted table or picture takes no part in counting
        after = self.caption_sign if caption else ""
        self.out.append(self.line(block, role, caption, (before, number, after)))


def status_of(unit: Unit) -> str:
    """What a kind prints for a class of a unit between its number and its title: `(quy định)`; empty for most."""
    return next((unit.level.status[name] for name in unit.classes if name in unit.level.status), "")


def _broken(unit: Unit, title: Content) -> Content:
    """Status and title of a heading that has all its parts in one paragraph, each on a line of its own."""
    status = status_of(unit)
    return (*((Break(), status) if status else ()), *((Break(), *title) if title else ()))


def body_flow(bound: Bound) -> Iterator[Item]:
    """The stream of the body, without annexes, between what the kind puts before and after it."""
    front = [block for block in bound.draft.body if isinstance(block, Unit) and block.level.front]
    flow = _Flow(bound, "")
    for item in bound.opening:
        if isinstance(item, FrontMatter):
            yield from flow.stream(front)
            front = []
        else:
            yield item
    rest = (block for block in bound.draft.body if not (isinstance(block, Unit) and block.level.front))
    yield from flow.stream((*front, *rest))
    yield from bound.closing


def own_flow(bound: Bound) -> Iterator[Item]:
    """The stream of the body alone."""
    return _Flow(bound, "").stream(bound.draft.body)


def annexed_by(blocks: tuple[Block, ...]) -> int:
    """The number of blocks at the start of an annex that say by themselves, in brackets, with which document it was
    issued: paragraphs, of which the last closes the bracket, or a division of such."""
    if blocks and isinstance(blocks[0], Division):
        return int(0 < annexed_by(blocks[0].blocks) == len(blocks[0].blocks))
    for at, block in enumerate(blocks[:_ANNEXED_LINES]):
        text = plain(block.content).strip() if isinstance(block, Paragraph) else ""
        if not text or (not at and not (text[0] == "(" and ISSUED.match(text))):
            break
        if text.endswith(")"):
            return at + 1
    return 0


def annex_flow(bound: Bound, annexed: str, letterhead: Letterhead | None = None) -> Iterator[Item]:
    """The stream of the annexes. `annexed` is the line “(Kèm theo …)” under each title, `letterhead` stands over texts
    issued together with the document."""
    return _Flow(bound, annexed, letterhead).stream(bound.draft.annexes)


def annex_lists(bound: Bound, annex: Unit) -> Iterator[Item]:
    """The lists of tables and figures that an annex asks for."""
    if asked := lists_of(annex):
        place = f"{bound.draft.annexes.index(annex) + 1}"
        named = [(name, said(bound.profile.language, title)) for name, title in asked]
        yield from listed(block_flow(bound, annex.body), named, bound.pages, place)


def block_flow(bound: Bound, blocks: tuple[Block, ...], quoted: bool = False) -> Iterator[Item]:
    """The stream of some blocks of a document, as they are printed in it; `quoted`: as the inside of a quotation."""
    flow = _Flow(bound, "")
    flow.blocks(blocks, "quote" if quoted else "paragraph", quoted)
    yield from flow.out


def printed_number(bound: Bound, unit: Unit) -> Number:
    """The number of a unit as printed: what stands before it, itself, what follows."""
    return _Flow(bound, "").number(unit)


NOTE = Pattern(r"CHÚ THÍCH(?: [0-9]+)? ?:", "CHÚ THÍCH")
KEY = Pattern(r"CHÚ DẪN ?:?", "CHÚ DẪN")
_MARK = Pattern(r"[a-z]\)?|[1-9]\)|\*+\)?")
_KEYED = Pattern(r"\s*(?:[-–] ?)?(?:[0-9]{1,2}|[A-Z]|[a-z]|\$[^$]{1,20}\$)(?:[.):,]|[ \u00a0]?[-–:]|\s)(?=\s*\S)")
"""A line of a key: `1 ống vào`, `A - mặt cắt đo`."""


def footnote_mark(content: Content) -> str:
    """The raised mark that opens a footnote of a table, without its bracket; empty where none does."""
    first = content[0] if content else ""
    text = plain(first.content).strip() if isinstance(first, Sup) else ""
    return text.rstrip(")") if _MARK.fullmatch(text) else ""


def notes_below(role: str, after: tuple[Block, ...]) -> Iterator[Paragraph]:
    """What of the blocks after a table (`note-table`) or figure (`note-figure`) belongs to it, in order."""
    keyed = False
    for block in after:
        if not isinstance(block, Paragraph):
            return
        text = plain(block.content)
        if role == "note-figure" and KEY.match(text):
            keyed = True
        elif NOTE.match(text) or footnote_mark(block.content):
            keyed = False
        elif not (keyed and _KEYED.match(text)):
            return
        yield block
