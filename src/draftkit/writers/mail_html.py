"""The body of a mail as HTML that old mail programs show: tables for what stands side by side, plain elements for the
rest, no grid, no list, no script.

Every element has the class of its style; the style sheet is written into the elements afterwards (see `mail`), since
many programs drop style sheets. Each text passes `safe` or `attribute`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.measure import MM_PER_PT, SANS_WIDER
from draftkit.model.printed import AnnexStart, Cell, Contents, Equation, Grid, Item, Letterhead, Line, Picture
from draftkit.model.profile import FormatProfile, StyleSpec
from draftkit.pictures.prepare import MAIL, Medium, Prepared, prepare
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame, size_pair
from draftkit.text.own_words import said
from draftkit.text.pattern import Pattern
from draftkit.text.together import in_heading
from draftkit.word.in_line import math_line
from draftkit.writers.docx.columns import column_widths
from draftkit.writers.html_style import attribute, numbered, safe, safe_url, spans, style_class

WIDTH = 640
"""Width of the sheet in px; its text is `TEXT_WIDTH` wide."""
TEXT_WIDTH = 576
_LETTERHEAD = 218
"""Width of the left side of a letterhead: the national name on the right must stay on one line."""
_MOST_HIGH = 480
"""Height of a picture in px: a higher one takes more than a screen."""
_PICTURE_LIMIT = 300_000
_PICTURES_LIMIT = 1_500_000
_PX_PER_PT = 96 / 72
_ONE_WORD = Pattern(r"(?=\S*\d)\S{1,24}")
"""A cell that holds a code or an amount: it stays on one line."""
_TAGS = {Strong: "strong", Emph: "em", Sup: "sup", Sub: "sub"}
_TWO = (
    '<!--[if mso]><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><![endif]-->'
    '<div style="font-size:0;line-height:0">{cells}</div><!--[if mso]></tr></table><![endif]-->\n'
)
_SIDE = (
    '<!--[if mso]><td width="{wide}" valign="top"><![endif]--><div style="display:inline-block;width:100%;'
    'max-width:{wide}px;vertical-align:top;padding-top:8px">{side}</div><!--[if mso]></td><![endif]-->'
)
"""Two columns where there is room, one below the other on a telephone; Outlook gets a table."""


def mail_style(profile: FormatProfile, pair: int) -> str:
    """The styles of a profile in px, one class each. Text is set left: narrow justified columns tear words apart."""
    return "\n".join(_style(style, pair) for style in profile.styles.values() if not style.rule)


def _px(pt: float) -> str:
    return f"{round(pt * _PX_PER_PT)}px"


def _style(style: StyleSpec, pair: int) -> str:
    align = style.align if style.align in ("center", "right") else "left"
    rules = [
        f"font-size:{_px(style.sizes[pair])}",
        f"line-height:{round(style.sizes[pair] * _PX_PER_PT * 1.5)}px",
        f"text-align:{align}",
        f"color:#{style.fill or style.color}",
    ]
    rules += [
        f"font-weight:{'bold' if style.bold else 'normal'}",
        f"font-style:{'italic' if style.italic else 'normal'}",
    ]
    if style.role.startswith("table-") and not style.role.endswith("caption"):
        rules += ["white-space:nowrap"] if align == "right" else []
        return (
            f"td.{style_class(style)},th.{style_class(style)}{{{';'.join(rules)};padding:4px 8px;vertical-align:top}}"
        )
    left = _px((style.left_mm + min(style.first_mm, 0)) / MM_PER_PT) if style.left_mm and align == "left" else "0"
    rules += [f"margin:{_px(style.before)} 0 {_px(max(style.after, 4))} {left}"]
    rules += [f"border-left:3px solid #{style.color}", "padding-left:12px"] if style.bar else []
    return f".{style_class(style)}{{{';'.join(rules)}}}"


@dataclass(frozen=True, slots=True)
class MailBody:
    """Writes a document for a mail. `pictures` gathers what is sent along, by content id."""

    bound: Bound
    pictures: dict[str, Prepared] = field(default_factory=dict)

    def whole(self, frame: Frame) -> str:
        """The document from letterhead to notes."""
        notes = [f"[{number}] {self.content(note.content)}" for number, note in enumerate(self.bound.notes, 1)]
        return "".join(
            (
                *self.head(frame),
                *self.blocks(body_flow(self.bound)),
                *self.end(frame),
                *self.blocks(annex_flow(self.bound, frame.annexed, frame.letterhead)),
                *(f'<p class="{self.named("footnote")}">{text}</p>\n' for text in notes),
            )
        )

    def head(self, frame: Frame) -> Iterator[str]:
        """Letterhead, type and title, what stands before the body."""
        left, right = frame.letterhead.sides()
        left.append(("number", frame.number))
        right.append(("place-date", frame.place_date))
        marks = [("draft-mark", text) for text in frame.draft_mark]
        if frame.nation:
            yield self.two(self.lines(left), self.lines(right), _LETTERHEAD) + self.lines(marks)
        else:
            yield f'<div class="dau">{self.lines([*left, *right, *marks])}</div>\n'
        yield self.lines((("urgency", frame.urgency), ("circulation", frame.circulation), ("type", frame.type)))
        title = "subject" if frame.subject else "title"
        yield f'<h1 class="{self.named(title)}">{safe(in_heading(frame.subject or frame.title))}</h1>\n'
        yield self.lines((("authority", frame.authority),))
        yield from (self.paragraph("legal-basis", content) for content in frame.bases)
        yield self.lines((("enactment", frame.enactment), ("decides", frame.decides)))
        yield self.lines(
            ("addressees-item" if place else "addressees", text) for place, text in enumerate(frame.addressees)
        )

    def end(self, frame: Frame) -> Iterator[str]:
        """What stands after the body: recipients on the left, signatures on the right."""
        yield self.lines((("enactment", frame.closing),))
        left = [
            *((("recipients-label", said(self.bound.profile.language, "Nơi nhận:")),) if frame.recipients else ()),
            *(("recipients", text) for text in frame.recipients),
        ]
        signed = []
        for one in frame.signatures:
            titles = (("signature-title", text) for text in one.titles)
            signed += [*titles, ("signature-other-title", one.other_title), ("signature-name", one.name)]
        if left or signed:
            yield self.two(self.lines([*left, ("drafter", frame.drafter)]), self.lines(signed))
        yield self.lines((("contact", frame.contact),))

    def two(self, left: str, right: str, width: int = TEXT_WIDTH // 2) -> str:
        """Two columns side by side, the left one `width` px wide."""
        sides = ((left, width), (right, TEXT_WIDTH - width))
        return _TWO.format(cells="".join(_SIDE.format(wide=wide, side=side) for side, wide in sides if side))

    def lines(self, texts: Iterable[tuple[str, str]]) -> str:
        """Paragraphs of the frame; those without a text are left out."""
        return "".join(self.paragraph(role, (text,)) for role, text in texts if text)

    def blocks(self, items: Iterable[Item]) -> Iterator[str]:
        """The items of the stream in order."""
        for item in items:
            if isinstance(item, Line):
                yield self.line(item)
            elif isinstance(item, Grid):
                yield self.table(item)
            elif isinstance(item, Picture):
                yield self.picture(item)
            elif isinstance(item, Equation):
                yield self.paragraph("formula", (math_line(item.tex) + (f" ({item.number})" if item.number else ""),))
            elif isinstance(item, Letterhead):
                left, right = item.sides()
                yield self.two(self.lines(left), self.lines(right), _LETTERHEAD)
            elif isinstance(item, Contents):
                yield self.lines(("paragraph", entry.text) for entry in item.entries)
            elif isinstance(item, AnnexStart):
                yield '<hr class="phu-luc">\n'

    def line(self, item: Line) -> str:
        """A printed line: a heading where its style is one."""
        style = self.bound.profile.roles.get(item.role)
        tag = f"h{min(max(style.outline, 2), 6)}" if style and style.outline else "p"
        return f'<{tag} class="{self.named(item.role)}">{numbered(item)}{self.content(item.content)}</{tag}>\n'

    def sent(self, shown: Prepared) -> str:
        """Send a picture along; returns its content id."""
        name = _content_id(shown)
        self.pictures[name] = shown
        return name

    def picture(self, item: Picture, medium: Medium = MAIL) -> str:
        """A picture sent along when it is light, else its alternative text: heavy mails are not delivered."""
        shown = prepare(Path(item.path), medium)
        name = _content_id(shown)
        weight = sum(len(one.data) for one in self.pictures.values()) + len(shown.data)
        if name not in self.pictures and (len(shown.data) > _PICTURE_LIMIT or weight > _PICTURES_LIMIT):
            return self.paragraph("figure", (f"[{item.alt}]",))
        self.sent(shown)
        wide, high = shown.css_size()
        width = min(wide, TEXT_WIDTH, wide * _MOST_HIGH // high)
        height = max(1, round(high * width / wide))
        size = f'width="{width}" height="{height}" style="width:100%;max-width:{width}px;height:auto"'
        return (
            f'<p class="{self.named("figure")}"><img src="cid:{name}" alt="{attribute(item.alt)}" border="0" '
            f"{size}></p>\n"
        )

    def table(self, grid: Grid) -> str:
        """A table of data with heading cells, or one that only places things."""
        roles, heads = grid.roles(), grid.heads()
        lines = [
            f"<tr>{''.join(self.cell(cell, 'table-head' if head else roles[cell.column]) for cell in row)}</tr>\n"
            for head, row in ((index < heads, row) for index, row in enumerate(grid.shown()))
        ]
        total = sum(grid.widths)
        widths = "".join(f'<col width="{width / total:.0%}">' for width in grid.widths) if total else ""
        kind = 'border="1"' if grid.ruled else 'role="presentation" border="0"'
        size = self.bound.profile.roles["table-cell"].sizes[size_pair(self.bound)]
        _, close = column_widths(grid, round(TEXT_WIDTH / _PX_PER_PT * 20 / SANS_WIDER), size)
        css = ("bang chat" if close else "bang") if grid.ruled else "khung"
        return (
            f'<div style="overflow-x:auto"><table class="{css}" {kind} width="100%" cellpadding="6" cellspacing="0">'
            f"{widths}\n{''.join(lines)}</table></div>\n"
        )

    def cell(self, cell: Cell, role: str) -> str:
        tag, scope = ("th", ' scope="col"') if role == "table-head" and cell.content else ("td", "")
        name = self.named("table-cell" if cell.alone else role)
        name += " lien" if _ONE_WORD.fullmatch(plain(cell.content)) else ""
        return f'<{tag} class="{name}"{scope}{spans(cell)}>{self.content(cell.content)}</{tag}>'

    def named(self, role: str) -> str:
        """The class of a role; unknown roles are running text."""
        styles = self.bound.profile.roles
        return style_class(styles.get(role) or styles["paragraph"])

    def paragraph(self, role: str, content: Content) -> str:
        return f'<p class="{self.named(role)}">{self.content(content)}</p>\n'

    def content(self, content: Content) -> str:
        """A content; references within the document are words, since mail programs cut anchors off."""
        return "".join(self.inline(item) for item in content)

    def inline(self, item: Inline) -> str:
        if isinstance(item, str):
            return safe(self.bound.tied(item))
        if isinstance(item, Field):
            return safe(self.bound.tied(item.text))
        if isinstance(item, (Strong, Emph, Sup, Sub)):
            tag = _TAGS[type(item)]
            return f"<{tag}>{self.content(item.content)}</{tag}>"
        if isinstance(item, Link):
            url = safe_url(item.url)
            return f'<a href="{url}">{self.content(item.content)}</a>' if url else self.content(item.content)
        if isinstance(item, Note):
            return f"<sup>[{self.bound.note_numbers[item.key]}]</sup>"
        if isinstance(item, Math):
            return safe(math_line(item.tex))
        if isinstance(item, Break):
            return "<br>"
        raise TypeError(f"unbound {type(item).__name__} reached the writer")


def _content_id(shown: Prepared) -> str:
    return f"{blake2b(shown.data, digest_size=8).hexdigest()}@draftkit"
