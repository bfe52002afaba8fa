"""What an HTML page of a bound draft consists of; readable on a telephone, by a screen reader and on paper.

Every text of a draft passes `safe` or `attribute` on its way in. Ids of our own start with `_`, which no label can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from draftkit.kinds.identity import BRANDED
from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup
from draftkit.model.measure import NBSP
from draftkit.model.named import NamedTuple
from draftkit.model.printed import AnnexStart, Cell, Contents, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame, page_title
from draftkit.resolve.terms import first_uses
from draftkit.text.own_words import said
from draftkit.text.together import in_heading
from draftkit.word.in_line import in_line
from draftkit.writers.html_outline import Outline, contents_list, listed, outline_of
from draftkit.writers.html_share import foot
from draftkit.writers.html_style import (
    Formulas,
    attribute,
    numbered,
    picture,
    running,
    safe,
    safe_url,
    spans,
    style_class,
)

_FEW = 3  # headings: a page of one or two screens with fewer needs no table of contents
_TITLES = ("closing-title",)  # headings that are no unit of the outline
_RULED = ("motto", "title", "annexed")
_TAGS = {Strong: "strong", Emph: "em", Sup: "sup", Sub: "sub"}


Beside = Callable[[str, str], str]
"""HTML set behind a provision, from its id and its address in words (`khoản 2 Điều 5`)."""


class Parts(NamedTuple):
    """The pieces of a page, all HTML but `title` and `foot`, which are text."""

    language: str
    title: str
    contents: str
    header: str
    main: str
    foot: str


def page_parts(bound: Bound, frame: Frame, beside: Beside | None = None) -> Parts:
    """What a page of a document consists of. `beside` makes what stands behind each provision of body and annexes."""
    body = tuple(first_uses(bound, body_flow(bound), Field))
    annexes = tuple(annex_flow(bound, frame.annexed, frame.letterhead))
    classes = {style.role: style_class(style) for style in bound.profile.styles.values()}
    classes["list-title"] = classes["table-caption"]
    writer = _Writer(bound, classes, outline_of(bound, (*body, *annexes)), bound.tied, beside)
    main = "".join((_title(writer, frame), writer.blocks(body), _closing(writer, frame), writer.blocks(annexes)))
    title = page_title(bound, frame)
    branded = bound.draft.kind.page or bound.draft.kind.words.get(BRANDED)
    return Parts(
        language=attribute(bound.profile.language.partition("-")[0]),
        title=title,
        contents=contents_list(writer.outline, _FEW if branded else 0, writer.said("Mục lục")),
        header=_header(writer, frame),
        main=writer.formulas.fill(main + writer.notes(main)),
        foot=foot(title, frame, bound.profile.language),
    )


def _header(writer: _Writer, frame: Frame) -> str:
    agencies = [writer.paragraph("parent-agency", text) for text in frame.parent_agency]
    agencies += [
        writer.paragraph("agency", text, ruled=place == len(frame.agency)) for place, text in enumerate(frame.agency, 1)
    ]
    nation = "".join(
        writer.paragraph(role, text) for role, text in zip(("national-name", "motto"), frame.nation, strict=False)
    )
    draft = "".join(
        writer.paragraph(role, text)
        for role, text in zip(("draft-mark", "draft-round"), frame.draft_mark, strict=False)
    )
    return (
        f'<div class="dau">\n<div>\n{"".join(agencies)}</div>\n'
        f"<div>\n{nation}</div>\n"
        f"<div>\n{writer.some('number', frame.number)}{writer.some('urgency', frame.urgency)}</div>\n"
        f"<div>\n{writer.some('place-date', frame.place_date)}{writer.some('circulation', frame.circulation)}</div>\n"
        + (f"<div>\n{draft}</div>\n" if draft else "")
        + "</div>\n"
    )


def _title(writer: _Writer, frame: Frame) -> str:
    shown = in_heading(frame.title) if writer.bound.draft.kind.words.get(BRANDED) else frame.title
    parts = (("type", frame.type), ("title", shown), ("subject", frame.subject))
    lines = [writer.element("span", role, (text,), ruled=role in _RULED) for role, text in parts if text]
    bases = "".join(writer.element("p", "legal-basis", content) + "\n" for content in frame.bases)
    addressees = "".join(
        writer.paragraph("addressees-item" if place else "addressees", text)
        for place, text in enumerate(frame.addressees)
    )
    return (
        f"<h1>{' '.join(lines)}</h1>\n{writer.some('authority', frame.authority)}{bases}"
        f"{writer.some('enactment', frame.enactment)}"
        f"{writer.some('decides', frame.decides)}{addressees}"
    )


def _closing(writer: _Writer, frame: Frame) -> str:
    recipients = [writer.paragraph("recipients", text) for text in frame.recipients]
    if recipients:
        recipients.insert(0, writer.paragraph("recipients-label", writer.said("Nơi nhận:")))
    signatures = []
    for one in frame.signatures:
        name = f'<div class="ky-ten">{writer.paragraph("signature-name", one.name)}</div>\n' if one.name else ""
        told = f"{writer.said('Chữ ký của')} {one.name}"
        shown = f"<p>{picture(one.picture, told)}</p>\n" if one.picture else ""
        titles = "".join(writer.paragraph("signature-title", text) for text in one.titles)
        signatures.append(
            f'<div class="nguoi-ky">\n{titles}{shown}{writer.some("signature-other-title", one.other_title)}{name}'
            "</div>\n"
        )
    recipients.append(writer.some("drafter", frame.drafter))
    left = "".join(recipients)
    end = ""
    if left or signatures:
        end = f'<div class="ket">\n<div>\n{left}</div>\n<div>\n{"".join(signatures)}</div>\n</div>\n'
    return f"{writer.some('enactment', frame.closing)}{end}{writer.some('contact', frame.contact)}"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes items as HTML. `classes` by role."""

    bound: Bound
    classes: dict[str, str]
    outline: Outline
    tied: Callable[[str], str]
    beside: Beside | None = None
    formulas: Formulas = field(default_factory=Formulas)

    def said(self, words: str) -> str:
        """Words of ours in the language of the document."""
        return said(self.bound.profile.language, words)

    # -- blocks

    def blocks(self, items: Sequence[Item]) -> str:
        """The items in order; each annex in a section, what was quoted together in one blockquote."""
        out: list[str] = []
        quote, annex, at = 0, False, 0
        while at < len(items):
            item = items[at]
            now = self.outline.quotes.get(item.serial, 0) if isinstance(item, (Line, Grid, Picture, Equation)) else 0
            if now != quote:
                out.append(("</blockquote>\n" if quote else "") + ("<blockquote>\n" if now else ""))
                quote = now
            if isinstance(item, AnnexStart):
                target = self.outline.targets.get(item.bookmark)
                name = attribute(target.id) if target else ""
                out.append(f'{"</section>" if annex else ""}\n<section class="phu-luc" aria-labelledby="{name}">\n')
                annex, used = True, 1
            else:
                text, used = self.block(items, at)
                out.append(text)
            at += used
        return "".join((*out, "</blockquote>\n" if quote else "", "</section>\n" if annex else ""))

    def block(self, items: Sequence[Item], at: int) -> tuple[str, int]:
        """The item at `at`, with the one that follows when the two are one thing, and how many that was."""
        item = items[at]
        after = items[at + 1] if at + 1 < len(items) else None
        if isinstance(item, Grid):
            return self.table(item, None), 1
        if isinstance(item, Equation):
            number = f' <span class="so">({safe(item.number)})</span>' if item.number else ""
            shown = f"<span>{self.formulas.mark(item.tex, True)}</span>{number}"
            return f'<p class="{self.style("formula")}"{self.id(item)}>{shown}</p>\n', 1
        if isinstance(item, Picture):
            shown = f'<p class="{self.style("figure")}">{picture(item.path, item.alt)}</p>\n'
            return self.figure(shown, items, at + 1)
        if isinstance(item, Letterhead):
            sides = ("".join(self.paragraph(role, text) for role, text in side) for side in item.sides())
            return f'<div class="dau">\n{"".join(f"<div>{side}</div>" for side in sides)}\n</div>\n', 1
        if isinstance(item, Contents):
            return listed(self.outline, item), 1
        if not isinstance(item, Line):
            return "", 1
        if item.role == "table-caption" and isinstance(after, Grid):
            return self.table(after, item), 2
        if item.bookmark and item.serial in self.outline.headings:
            return self.heading(item, after)
        return self.line(item, "h2" if item.role in _TITLES else "p"), 1

    def figure(self, shown: str, items: Sequence[Item], at: int) -> tuple[str, int]:
        """A picture with its keys and notes and its caption, which stand from `at` on, and how many items that was."""
        first = at
        while at < len(items) and isinstance(note := items[at], Line) and note.role == "note-figure":
            shown += self.line(note, "p")
            at += 1
        if at < len(items) and isinstance(caption := items[at], Line) and caption.role == "figure-caption":
            shown += self.line(caption, "figcaption")
            at += 1
        return f"<figure>\n{shown}</figure>\n", at - first + 1

    def heading(self, item: Line, after: Item | None) -> tuple[str, int]:
        """A heading of its depth in the tree; number line and title line of a chương are one heading."""
        tag = f"h{min(self.outline.headings[item.serial].depth, 6)}"
        if (
            isinstance(after, Line)
            and after.serial == item.serial
            and after.role == item.role.replace("-number", "-title") != item.role
        ):
            page = ' class="trang-moi"' if item.new_page else ""
            both = f"{self.line(item, 'span', ids=False).rstrip()} {self.line(after, 'span').rstrip()}"
            return f"<{tag}{self.id(item)}{page}>{both}</{tag}>\n{self.aside(item)}", 2
        return self.line(item, tag) + self.aside(item), 1

    def line(self, item: Line, tag: str, ids: bool = True) -> str:
        """A printed line as one element of the class of its style."""
        role, content = item.role, item.content
        if item.is_fill_in():
            role = "fill-in"
        mark = numbered(item)
        more = f"{' ke' if role in _RULED else ''}{' trang-moi' if item.new_page and ids else ''}"
        end = f" {self.aside(item)}" if self.beside and tag == "p" else ""
        return (
            f'<{tag} class="{self.style(role)}{more}"{self.id(item) if ids else ""}>{mark}{self.content(content)}'
            f"{end}</{tag}>\n"
        )

    def table(self, grid: Grid, caption: Line | None) -> str:
        """A table; one with rules has column headings and scrolls by itself when it is too wide."""
        columns = len(grid.rows[0])
        roles, heads = grid.roles(), grid.heads()
        bold = ["table-head"] * columns
        if grid.ruled and not heads:
            roles = bold
        rows = [
            f"<tr>{self.cells(row, bold if index < heads else roles, grid.align if index < heads else ())}</tr>\n"
            for index, row in enumerate(grid.shown())
        ]
        tied = any(merge.row < heads < merge.row + merge.down for merge in grid.merges)  # a cell ends with its group
        head = f"<thead>{''.join(rows[:heads]).rstrip()}</thead>\n" if heads and not tied else ""
        lines = "".join(rows[heads:] if head else rows)
        total = sum(grid.widths)
        columns_of = "".join(f'<col style="width:{width / total:.2%}">' for width in grid.widths if total)
        widths = f"<colgroup>{columns_of}</colgroup>\n" if total else ""
        title = self.line(caption, "caption" if grid.ruled else "p") if caption else ""
        if not grid.ruled:
            return f'{title}<table role="presentation">\n{widths}<tbody>\n{lines}</tbody>\n</table>\n'
        name = attribute(f"{caption.number()}{in_line(caption.content)}" if caption else self.said("Bảng"))
        table = (
            f'<table class="ruled" style="--cot:{columns}">\n{title}{widths}{head}<tbody>\n{lines}</tbody>\n</table>\n'
        )
        return f'<div class="cuon" role="group" aria-label="{name}" tabindex="0">\n{table}</div>\n'

    def cells(self, row: Sequence[Cell], roles: Sequence[str], sides: Sequence[str]) -> str:
        """The cells of a row; of a row of headings with the `sides` of their columns. An empty heading names nothing:
        it is an ordinary cell."""
        out = []
        for cell in row:
            titles = sides and cell.content and not cell.alone
            scope = f' scope="col{"group" if cell.across > 1 else ""}"' if titles else ""
            side = sides[cell.column] if titles and cell.across == 1 else ""
            scope += f' data-canh="{side}"' if side in ("right", "center") else ""
            role = "table-cell" if cell.alone else roles[cell.column]
            out.append(self.element("th" if titles else "td", role, cell.content, more=scope + spans(cell)))
        return "".join(out)

    def notes(self, main: str) -> str:
        """The footnotes, each with a link back to its mark in `main` when that was printed."""
        texts = [self.element("span", "footnote", note.content) for note in self.bound.notes]
        marks = main + "".join(texts)
        again = self.said("Về chỗ đánh dấu chú thích")
        lines = []
        for number, text in enumerate(texts, 1):
            name = f"_ve-chu-{number}"
            back = f' <a role="doc-backlink" href="#{name}" aria-label="{again} {number}">↩</a>'
            shown = back if f'id="{name}"' in marks else ""
            lines.append(f'<li id="_chu-{number}">{text}{shown}</li>\n')
        head = (
            '<section class="chu-thich" role="doc-endnotes" aria-labelledby="_chu-thich">\n<h2 '
            f'id="_chu-thich">{self.said("Chú thích")}</h2>'
        )
        return f"{head}\n<ol>\n{''.join(lines)}</ol>\n</section>\n" if lines else ""

    def aside(self, item: Line) -> str:
        """What stands behind a provision; nothing behind other lines."""
        target = (
            self.outline.targets.get(item.bookmark) if item.bookmark and item.serial in self.outline.seats else None
        )
        return self.beside(target.id, target.title) if self.beside and target else ""

    # -- small pieces

    def style(self, role: str) -> str:
        """The class of a role; unknown roles are running text, as in Word."""
        return self.classes.get(role) or self.classes["paragraph"]

    def id(self, item: Line | Equation) -> str:
        """The id attribute of what carries a bookmark."""
        target = self.outline.targets.get(item.bookmark)
        return f' id="{attribute(target.id)}"' if target else ""

    def paragraph(self, role: str, text: str, ruled: bool | None = None) -> str:
        return self.element("p", role, (text,), ruled=role in _RULED if ruled is None else ruled) + "\n"

    def some(self, role: str, text: str) -> str:
        """A paragraph of the frame, nothing when it has no text."""
        return self.paragraph(role, text) if text else ""

    def element(self, tag: str, role: str, content: Content, more: str = "", ruled: bool = False) -> str:
        return f'<{tag} class="{self.style(role)}{" ke" if ruled else ""}"{more}>{self.content(content)}</{tag}>'

    def content(self, content: Content, linked: bool = False) -> str:
        """A content; `linked` when it stands inside a link already, which cannot hold another."""
        out: list[str] = []
        for item in content:
            if isinstance(item, str):
                out.append(running(self.tied(item), linked))
            elif isinstance(item, Field):
                self.reference(item, out, linked)
            else:
                out.append(self.inline(item, linked))
        return "".join(out)

    def reference(self, item: Field, out: list[str], linked: bool) -> None:
        """A link to the unit, its word (`khoản`) taken into the link: a lone “2” is hard to hit and says nothing read
        out by itself."""
        target = self.outline.targets.get(item.bookmark)
        text = safe(self.tied(item.text))
        if target is None or linked:
            out.append(text)
            return
        word = safe(target.word) + " "
        if out and len(word) > 1 and out[-1].lower().replace(NBSP, " ").endswith(word.lower()):
            text = out[-1][-len(word) :] + text
            out[-1] = out[-1][: -len(word)]
        out.append(f'<a href="#{attribute(target.id)}" title="{attribute(target.title)}">{text}</a>')

    def inline(self, item: Inline, linked: bool) -> str:
        """Anything but plain text and references."""
        if isinstance(item, (Strong, Emph, Sup, Sub)):
            tag = _TAGS[type(item)]
            return f"<{tag}>{self.content(item.content, linked)}</{tag}>"
        if isinstance(item, Link):
            url = "" if linked else safe_url(item.url)
            return (
                f'<a href="{url}">{self.content(item.content, True)}</a>' if url else self.content(item.content, linked)
            )
        if isinstance(item, Break):
            return "<br>"
        if isinstance(item, Note):
            number = self.bound.note_numbers[item.key]
            called = f"{self.said('Chú thích')} {number}"
            link = f'<a role="doc-noteref" href="#_chu-{number}" aria-label="{called}">{number}</a>'
            mark = number if linked else link
            return f"<sup>{mark}</sup>" if item.again else f'<sup id="_ve-chu-{number}">{mark}</sup>'
        if isinstance(item, Math):
            return self.formulas.mark(item.tex, False)
        raise TypeError(f"unbound {type(item).__name__} reached the writer")
