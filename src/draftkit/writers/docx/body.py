"""The body as WordprocessingML that uses only the template's named styles.

Units carry bookmarks around their numbers; references are REF fields whose cached text is what stands at the bookmark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import chain, pairwise

from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.measure import twips
from draftkit.model.printed import (
    AnnexStart,
    Contents,
    Equation,
    Grid,
    Item,
    Letterhead,
    Line,
    Merge,
    Picture,
    PlainPage,
)
from draftkit.model.tree import Paragraph
from draftkit.resolve.bound import Bound
from draftkit.word.identity import is_term_mark, place_mark, term_mark
from draftkit.word.markup import LIST_ROLES, attribute, begun, escape, kept, run
from draftkit.writers.docx.balance import Balance
from draftkit.writers.docx.columns import column_widths, is_short
from draftkit.writers.docx.contents import CAPTIONS, Sequences, caption_list, contents_list
from draftkit.writers.docx.media import Media
from draftkit.writers.docx.template import PLAIN

LONG_TABLE = 400
PIECE = 100
"""Paragraphs written, checked and packed at a time."""
CHUNK = 200
"""Word shows adjoining tables as one; LibreOffice lays out one long table in quadratic time."""

_BEGUN = re.compile(r"<w:pPr>(?:<w:(?:pStyle|keepNext|pageBreakBefore|framePr)\b[^>]*>)*(?!<w:spacing)")
"""What stands before the space of a paragraph (ECMA-376 part 1, 17.3.1.26), where it has none of its own."""
_LIST_STYLES = {role: id for id, role in LIST_ROLES.items()}
_CLOSE = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
_MATH_MISSING = "<w:r><w:t>{}</w:t></w:r>"


class BodyWriter:
    """Writes items as XML. `rule` draws the short line under an annex title of the given text width, `letterhead` the
    header of a text issued together with the document. With `places` each paragraph says where it comes from (see
    `word/identity.py`); `defined` are the bookmarks of definitions that terms lead to. `formulas` are those written so
    far, `unread` what of them is printed as typed."""

    def __init__(
        self,
        bound: Bound,
        media: Media,
        balance: Balance,
        *,
        rule: Callable[[str, float], str],
        section: Callable[..., str],
        letterhead: Callable[[Letterhead], str],
        places: bool = False,
        defined: Container[str] = (),
    ) -> None:
        self.bound, self.media, self.balance, self.profile = bound, media, balance, balance.profile
        self.rule, self.section, self.letterhead = rule, section, letterhead
        self.defined, self.places = defined, places
        self.formulas: set[str] = set()
        self.unread: set[str] = set()
        self.tied = bound.tied
        self.run = run if self.tied is str else lambda text, props="": run(self.tied(text), props)
        self.ids = 0
        self.sequences = Sequences()
        self.heads: dict[str, str] = {}
        self.landscape = False
        self.listed = False

    def write(self, items: Iterable[Item]) -> Iterator[str]:
        """The XML of the items, in pieces of whole paragraphs: a long document is never held as one text."""
        out: list[str] = []
        roles = self.profile.roles
        for item, behind in pairwise(chain(items, (None,))):
            kind = type(item)
            if kind is Line:
                if (back := _HELD.get(item.role)) and out:  # type: ignore[union-attr]
                    out[-1] = out[-1].removesuffix(f"{self.head('after-table')}</w:p>")
                    _keep_last(out, back)
                made = self.line(item)  # type: ignore[arg-type]
                close = isinstance(behind, Grid) and not roles.get(item.role, roles["paragraph"]).after  # type: ignore[union-attr]
                out.append(_BEGUN.sub(r'\g<0><w:spacing w:after="120"/>', made, count=1) if close else made)
                if len(out) >= PIECE:
                    yield "".join(out)
                    out.clear()
            elif isinstance(item, Grid):
                yield from self.grid(item, out)
            elif isinstance(item, Picture):
                out.append(f"{self.head('figure')}{self.at(item)}{self.media.drawing(item, self.width_mm())}</w:p>")
            elif isinstance(item, Equation):
                out.append(self.equation(item))
            elif isinstance(item, AnnexStart):
                out.append(self.section(self.landscape))
                self.landscape = item.landscape
                self.sequences.within = ""
            elif isinstance(item, PlainPage):
                out.append(self.section(self.landscape, PLAIN))
            elif isinstance(item, Letterhead):
                out.append(self.letterhead(item))
            elif isinstance(item, Contents):
                out.append(self.contents(item))
        if out:
            yield "".join(out)

    def contents(self, item: Contents) -> str:
        """A contents list, or one of captions."""
        last = self.head("after-table")
        if not item.of:
            return contents_list(item, self.head, last)
        self.listed, self.sequences.within = True, item.within
        return caption_list(item, self.sequences.called(item.of), twips(self.width_mm()), last)

    def head(self, role: str) -> str:
        """The opening of a paragraph in the style of a role; unknown roles are running text."""
        found = self.heads.get(role)
        if found is None:
            known = self.profile.roles
            style = _LIST_STYLES.get(role) or known[role if role in known else "paragraph"].id
            found = self.heads[role] = begun(style, self.placed(style))
        return found

    def placed(self, style: str) -> str:
        """What sets a paragraph at an edge of its page; LibreOffice heeds it in the paragraph, not in the style."""
        edge = self.profile.styles[style].frame if style in self.profile.styles else ""
        width = twips(self.profile.text_width_mm())
        align = 'w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center"'
        return f'<w:framePr w:w="{width}" {align} w:yAlign="{edge}"/>' if edge else ""

    def at(self, item: Line | Grid | Picture | Equation | Paragraph, row: int = -1, column: int = -1) -> str:
        """The bookmark that says where a paragraph comes from, when that is wanted."""
        if not self.places or item.line == -1:
            return ""
        return self.marked(place_mark(item.line, item.serial, row, column))

    def marked(self, name: str, inner: str = "") -> str:
        self.ids += 1
        return f'<w:bookmarkStart w:id="{self.ids}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{self.ids}"/>'

    def line(self, item: Line) -> str:
        role, content, before, mark, after, bookmark, _, new_page, _ = item
        if item.is_fill_in():
            role = "fill-in"
        head = self.head(role)
        if _announces(item):
            head = kept(head)
        if new_page:
            head = head.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>")
        if self.balance.sets(role):
            own = self.balance.indents(role, self.tied(item.text()), self.width_mm())
            head = head.replace("</w:pPr>", f"{own}</w:pPr>")
        if self.places:
            head += self.at(item)
        bold = bool(mark) and item.bold_number()
        if not mark:
            text = self.content(content)
        elif not (bookmark or bold) and role not in CAPTIONS:
            text = self.content(joined(f"{before}{mark}{after}", content))
        else:
            props = "<w:rPr><w:b/></w:rPr>" if bold else ""
            number = self.run(mark, props)
            number = self.sequences.field(before, mark, number) if role in CAPTIONS else number
            number = self.marked(bookmark, number) if bookmark else number
            number = self.marked(term_mark(bookmark), number) if bookmark in self.defined else number
            own = self.run(after, props) if props and after else ""
            rest = own + self.content(content if own else joined(after, content))
            text = f"{self.run(before, props) if before else ''}{number}{rest}"
        if role == "annexed":
            return f"{head}{text}</w:p>{self.rule(content[0] if isinstance(content[0], str) else '', self.width_mm())}"
        return f"{head}{text}</w:p>"

    # -- inline

    def content(self, content: Content, props: str = "") -> str:
        if len(content) == 1 and type(content[0]) is str:
            return self.run(content[0], f"<w:rPr>{props}</w:rPr>" if props else "")
        return "".join([self.inline(item, props) for item in content])

    def inline(self, item: Inline, props: str) -> str:
        shown = f"<w:rPr>{props}</w:rPr>" if props else ""
        if isinstance(item, str):
            return self.run(item, shown)
        if isinstance(item, Field):
            # without the switch Word would bring the bold of a title along when it updates the field
            switch = "MERGEFORMAT" if props else "CHARFORMAT"
            return (
                f'<w:fldSimple w:instr=" REF {item.bookmark} \\h \\* {switch} "><w:r>{shown}'
                f"<w:t>{escape(self.tied(item.text))}</w:t></w:r></w:fldSimple>"
            )
        if isinstance(item, Strong):
            return self.content(item.content, _with(props, "<w:b/>"))
        if isinstance(item, Emph):
            return self.content(item.content, _with(props, "<w:i/>"))
        if isinstance(item, (Sup, Sub)):
            kind = "superscript" if isinstance(item, Sup) else "subscript"
            return self.content(item.content, _with(props, f'<w:vertAlign w:val="{kind}"/>'))
        if isinstance(item, Link):
            if is_term_mark(item.url):
                return f'<w:hyperlink w:anchor="{item.url}">{self.content(item.content, props)}</w:hyperlink>'
            address = item.url.replace('"', "%22").replace("\\", "%5C")
            instruction = attribute(f' HYPERLINK "{address}" ')
            return f'<w:fldSimple w:instr="{instruction}">{self.content(item.content, props)}</w:fldSimple>'
        if isinstance(item, Break):
            return "<w:r><w:br/></w:r>"
        if isinstance(item, Note):
            return self.note(item)
        if isinstance(item, Math):
            return self.math(item.tex, "$")
        raise TypeError(f"unbound {type(item).__name__} reached the writer")

    def math(self, tex: str, sign: str) -> str:
        """A formula as an equation; as typed when it cannot be read."""
        from draftkit.word.equations import equation  # most documents have none

        self.formulas.add(tex)
        made = equation(tex)
        if not made:
            self.unread.add(tex)
        return made or _MATH_MISSING.format(escape(f"{sign}{tex}{sign}"))

    def note(self, item: Note) -> str:
        """The mark of a footnote. Word prints a second note for a second mark, so that one is a field that shows the
        number of the first (NOTEREF, ECMA-376 part 1, 17.16.5.42)."""
        number = self.bound.note_numbers[item.key]
        style = '<w:rPr><w:rStyle w:val="DauCuocChu"/></w:rPr>'
        if item.again:
            return (
                f'<w:fldSimple w:instr=" NOTEREF _chu_{number} \\f \\h "><w:r>{style}<w:t>{item.again}</w:t></w:r>'
                "</w:fldSimple>"
            )
        mark = f'<w:r>{style}<w:footnoteReference w:id="{number + 1}"/></w:r>'
        if item.key not in self.bound.repeated_notes:
            return mark
        return self.marked(f"_chu_{number}", mark)

    # -- blocks

    def width_mm(self) -> float:
        """Width of the text area on the current page."""
        margin, height = self.profile.margin_mm, self.profile.page_mm[1]
        return height - margin["top"] - margin["bottom"] if self.landscape else self.profile.text_width_mm()

    def equation(self, item: Equation) -> str:
        math = self.math(item.tex, "$$")
        number = self.marked(item.bookmark, f"<w:r><w:t>({item.number})</w:t></w:r>") if item.number else ""
        number = number and f"<w:r><w:tab/></w:r>{number}"
        return f"{self.head('formula')}{self.at(item)}<w:r><w:tab/></w:r>{math}{number}</w:p>"

    def grid(self, grid: Grid, out: list[str]) -> Iterator[str]:
        columns = len(grid.rows[0])
        total = twips(self.width_mm())
        size = self.profile.roles["table-head"].sizes[self.balance.pair]
        widths, close = column_widths(grid, total, size)
        style = "BangKe" if grid.ruled else "BangTrong"
        open_table = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout '
            f'w:type="fixed"/>{_CLOSE if close and grid.ruled else ""}'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
            'w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{width}{chr(34)}/>' for width in widths)}</w:tblGrid>"
        )
        roles = grid.roles()
        openings = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
        cells = [opening + self.head(role) for opening, role in zip(openings, roles, strict=True)]
        heads = [
            opening + self.head("table-head" if grid.ruled else role)
            for opening, role in zip(openings, roles, strict=True)
        ]
        across = (
            f'<w:tc><w:tcPr><w:tcW w:w="{total}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>'
            f"</w:tcPr>{self.head('table-cell')}"
        )
        repeated = grid.heads()
        last = len(grid.rows) - 1
        merged = grid.merged()
        whole, short = "" if grid.breaks else "<w:cantSplit/>", is_short(grid, widths, size)
        out.append(open_table)
        wide_run, self.run = self.run, run  # a cell may be narrower than what would be tied
        for index, row in enumerate(grid.rows):
            if index and index % CHUNK == 0 and len(grid.rows) > LONG_TABLE:
                out.append(f"</w:tbl>{open_table}")
            starts = heads if index < repeated else cells
            if len(row) == 1 < columns:
                starts = [across]
            if index < last and (short or (index and _is_heading(row))):
                starts = [*map(kept, starts)]
            if self.places:
                starts = [start + self.at(grid, index, column) for column, start in enumerate(starts)]
            out.append(f"<w:tr><w:trPr>{whole}{'<w:tblHeader/>' if index < repeated else ''}</w:trPr>")
            if index in merged:
                again = index % CHUNK == 0 and len(grid.rows) > LONG_TABLE
                out.append("".join(self.merged_row(starts, row, merged[index], widths, again)) + "</w:tr>")
                continue
            for start, cell in zip(starts, row, strict=True):
                if len(cell) == 1 and type(cell[0]) is str:
                    out.append(f"{start}{self.run(cell[0])}</w:p></w:tc>")
                else:
                    out.append(f"{start}{self.content(cell)}</w:p></w:tc>")
            out.append("</w:tr>")
            if len(out) >= PIECE and index < last:
                yield "".join(out)
                out.clear()
        out.append(f"</w:tbl>{self.head('after-table')}</w:p>")
        self.run = wide_run

    def merged_row(
        self,
        starts: list[str],
        row: tuple[Content, ...],
        merged: Mapping[int, Merge | None],
        widths: list[int],
        again: bool,
    ) -> Iterator[str]:
        """The cells of a row that merges touch: `merged` holds the merge that begins or runs on in a column, None where
        one to the left covers it.

        `again` starts what runs on anew: adjoining tables cannot share a cell.
        """
        for column, (start, cell) in enumerate(zip(starts, row, strict=True)):
            merge = merged.get(column, _ALONE)
            if merge is None:
                continue
            width = sum(widths[column : column + merge.across])
            props = f'<w:gridSpan w:val="{merge.across}"/>' if merge.across > 1 else ""
            if merge.down > 1:
                props += '<w:vMerge w:val="restart"/>' if cell or again or merge.row >= 0 else "<w:vMerge/>"
            own = f'<w:tcW w:w="{widths[column]}" w:type="dxa"/>'
            start = start.replace(own, f'<w:tcW w:w="{width}" w:type="dxa"/>{props}')
            yield f"{start}{self.content(cell)}</w:p></w:tc>"


_ALONE = Merge(0, 0)
_HELD = {"note-table": 1, "end-mark": 3}  # how many paragraphs before it stay on its page


def _keep_last(out: list[str], back: int) -> None:
    """Keep what was written last, a row or so many paragraphs, on the page of what follows."""
    rows = (at for at, text in enumerate(out) if text.startswith("<w:tr>"))
    for place in range(max(rows) if out[-1].endswith("</w:tbl>") else max(len(out) - back, 0), len(out)):
        out[place] = kept(out[place])


def joined(text: str, content: Content) -> Content:
    """Text and the content after it; they share a run where they can."""
    if content and type(content[0]) is str:
        return (text + content[0], *content[1:])
    return (text, *content) if text else content


def _is_heading(row: tuple[Content, ...]) -> bool:
    """Whether all a row says is bold: it heads the rows below it and stays on their page."""
    for cell in row:
        if cell and not (len(cell) == 1 and type(cell[0]) is Strong):
            return False
    return any(row)


def _announces(item: Line) -> bool:
    """Whether what follows a paragraph must stay with it: it ends in a colon, is the name of a khoản, or is a term or
    name with a number and no sentence yet."""
    end = plain(item.content[-1:])
    if item.role.endswith("-run-in"):
        return not end.endswith((".", ";", ","))
    return end.endswith(":") or item.is_title()


def _with(props: str, more: str) -> str:
    """Run properties in the order of the schema: b, i, vertAlign."""
    found = {*filter(None, (props + more).replace("/>", "/>\0").split("\0"))}
    order = ("<w:b/>", "<w:i/>", '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>')
    kept = [item for item in order if item in found]
    return "".join(kept[:-1] if len(kept) > 1 and all("vertAlign" in item for item in kept[-2:]) else kept)
