"""A bound draft as one HTML page that needs nothing else: no script, no outside file; readable on a telephone, by a screen reader and on paper.

Everything that came from a draft is escaped here, in `escape`, and nowhere unescaped. Ids of our own start with `_`, which no label can.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

from draftkit.errors import SourceError
from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.resolve.bind import Bound
from draftkit.resolve.flow import AnnexStart, Equation, Grid, Item, Line, Picture, annex_flow, body_flow
from draftkit.resolve.frame import MOTTO, NATIONAL_NAME, Frame, size_pair
from draftkit.writers.html_outline import Outline, outline
from draftkit.writers.html_style import style_class, stylesheet
from draftkit.writers.html_math import Formula, mathml

# A second lock: even if an escape were missing, a browser would run and fetch nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_SAFE_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE)
_BLANKS = ("…", "...")
_RUNNING = ("paragraph", "clause", "point")
_RULED = ("motto", "title", "annexed")
_TAGS = {Strong: "strong", Emph: "em", Sup: "sup", Sub: "sub"}
_MAGIC = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_DPI = 96
_EMU_PER_INCH = 914400


def write_html(bound: Bound, frame: Frame) -> str:
    """The whole page. Same input, same text. Raises SourceError when a picture cannot be read.

    Formulas become MathML when Pandoc is installed, else they are printed as LaTeX.
    """
    body, annexes = tuple(body_flow(bound)), tuple(annex_flow(bound, frame.annexed))
    items = body + annexes
    contents = (*frame.bases, *(content for item in items for content in _contents(item)), *(note.content for note in bound.notes))
    writer = _Writer(bound, outline(bound, items), mathml([*_formulas(contents), *(Formula(item.tex, True) for item in items if isinstance(item, Equation))]))
    title = f"{bound.draft.kind.title} {frame.title[:1].lower()}{frame.title[1:]}"
    main = (_title(writer, frame), writer.blocks(body), _closing(writer, frame), writer.blocks(annexes), writer.notes())
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(bound.profile.language.partition("-")[0])}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{stylesheet(bound.profile, size_pair(bound))}\n</style>\n</head>\n"
        '<body id="_dau-trang">\n<a class="nhay" href="#_noi-dung">Chuyển đến nội dung</a>\n'
        f'{writer.outline.contents()}<div class="to">\n{_header(writer, frame)}<main id="_noi-dung" tabindex="-1">\n{"".join(main)}</main>\n</div>\n'
        f'<footer>\n<p>{escape(title)}. {escape(frame.number)}{"" if frame.issued else " (dự thảo)"}</p>\n'
        '<p><a href="#_dau-trang">Về đầu trang</a></p>\n</footer>\n</body>\n</html>\n'
    )  # fmt: skip


def _header(writer: _Writer, frame: Frame) -> str:
    agencies = [writer.paragraph("parent-agency", text) for text in frame.parent_agency]
    agencies += [writer.paragraph("agency", text, ruled=text is frame.agency[-1]) for text in frame.agency]
    draft = "".join(writer.paragraph(role, text) for role, text in zip(("draft-mark", "draft-round"), frame.draft_mark, strict=False))
    return (
        f'<header class="dau">\n<div>\n{"".join(agencies)}</div>\n'
        f'<div>\n{writer.paragraph("national-name", NATIONAL_NAME)}{writer.paragraph("motto", MOTTO)}</div>\n'
        f'{writer.paragraph("number", frame.number)}{writer.paragraph("place-date", frame.place_date)}'
        + (f"<div>\n{draft}</div>\n" if draft else "") + "</header>\n"
    )  # fmt: skip


def _title(writer: _Writer, frame: Frame) -> str:
    lines = [writer.element("span", role, (text,), ruled=role in _RULED) for role, text in (("type", frame.type), ("title", frame.title)) if text]
    bases = [writer.element("p", "legal-basis", content) + "\n" for content in frame.bases]
    return f"<h1>{' '.join(lines)}</h1>\n{''.join(bases)}{writer.paragraph('enactment', frame.enactment)}"


def _closing(writer: _Writer, frame: Frame) -> str:
    recipients = [writer.paragraph("recipients", text) for text in frame.recipients]
    if recipients:
        recipients.insert(0, writer.paragraph("recipients-label", "Nơi nhận:"))
    signatures = []
    for one in frame.signatures:
        name = f'<div class="ky-ten">{writer.paragraph("signature-name", one.name)}</div>\n' if one.name else ""
        signatures.append(f'<div class="nguoi-ky">\n{"".join(writer.paragraph("signature-title", text) for text in one.titles)}{name}</div>\n')
    return f'<div class="ket">\n<div>\n{"".join(recipients)}</div>\n<div>\n{"".join(signatures)}</div>\n</div>\n' if recipients or signatures else ""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes items as HTML. `formulas` holds the MathML of those that have one."""

    bound: Bound
    outline: Outline
    formulas: dict[Formula, str]

    # -- blocks

    def blocks(self, items: Sequence[Item]) -> str:
        """The items in order; each annex in a section, what was quoted together in one blockquote."""
        out: list[str] = []
        quote, annex, at = -1, False, 0
        while at < len(items):
            item = items[at]
            now = self.outline.quotes.get(item.line, -1)
            if now != quote:
                out += [*(["</blockquote>\n"] if quote >= 0 else []), *(["<blockquote>\n"] if now >= 0 else [])]
                quote = now
            if isinstance(item, AnnexStart):
                name = escape(self.outline.ids.get(item.line, ""))
                out.append(f'{"</section>" if annex else ""}\n<section class="phu-luc" aria-labelledby="{name}">\n')
                annex, used = True, 1
            else:
                text, used = self.block(items, at)
                out.append(text)
            at += used
        return "".join((*out, "</blockquote>\n" if quote >= 0 else "", "</section>\n" if annex else ""))

    def block(self, items: Sequence[Item], at: int) -> tuple[str, int]:
        """The item at `at`, with the one that follows when the two are one thing, and how many that was."""
        item = items[at]
        after = items[at + 1] if at + 1 < len(items) else None
        if isinstance(item, Grid):
            return self.table(item, None), 1
        if isinstance(item, Equation):
            number = f' <span class="so">({escape(item.number)})</span>' if item.number else ""
            return f'<p class="{self.style("formula")}"{self.id(item)}><span>{self.math(item.tex, True)}</span>{number}</p>\n', 1
        if isinstance(item, Picture):
            picture = f'<p class="{self.style("figure")}">{_image(item)}</p>\n'
            if isinstance(after, Line) and after.role == "figure-caption":
                return f"<figure>\n{picture}{self.line(after, 'figcaption')}</figure>\n", 2
            return f"<figure>\n{picture}</figure>\n", 1
        assert isinstance(item, Line)
        if item.role == "table-caption" and isinstance(after, Grid):
            return self.table(after, item), 2
        return self.heading(item, after) if item.bookmark and self.outline.depth(item.line) else (self.line(item, "p"), 1)

    def heading(self, item: Line, after: Item | None) -> tuple[str, int]:
        """A heading of its depth in the tree; number line and title line of a chương are one heading."""
        tag = f"h{min(self.outline.depth(item.line), 6)}"
        if isinstance(after, Line) and after.line == item.line and after.role == item.role.replace("-number", "-title") != item.role:
            page = ' class="trang-moi"' if item.new_page else ""
            return f"<{tag}{self.id(item)}{page}>{self.line(item, 'span', ids=False).rstrip()} {self.line(after, 'span').rstrip()}</{tag}>\n", 2
        return self.line(item, tag), 1

    def line(self, item: Line, tag: str, ids: bool = True) -> str:
        """A printed line as one element of the class of its style."""
        role, content = item.role, item.content
        if content and isinstance(content[-1], str) and content[-1].endswith(_BLANKS) and role in _RUNNING:
            role = "fill-in"  # a justified line would tear the words before a long row of dots apart
        mark = escape(f"{item.before}{item.mark}{item.after}", quote=False)
        more = f"{' ke' if role in _RULED else ''}{' trang-moi' if item.new_page and ids else ''}"
        return f'<{tag} class="{self.style(role)}{more}"{self.id(item) if ids else ""}>{mark}{self.content(content)}</{tag}>\n'

    def table(self, grid: Grid, caption: Line | None) -> str:
        """A table; one with rules has column headings and scrolls by itself when it is too wide."""
        columns = len(grid.rows[0])
        align = (*grid.align, *["left"] * columns)[:columns]
        roles = ["table-cell" if side == "left" else f"table-cell-{side}" for side in align]
        head = ""
        rows = grid.rows
        if grid.ruled and len(rows) > 1:  # an empty heading names nothing: it is an ordinary cell
            cells = ("".join(self.element("th" if cell else "td", "table-head", cell, more=' scope="col"' if cell else "") for cell in rows[0]))
            head, rows = f"<thead><tr>{cells}</tr></thead>\n", rows[1:]
        elif grid.ruled:
            roles = ["table-head"] * columns
        lines = "".join(f"<tr>{''.join(self.element('td', role, cell) for role, cell in zip(roles, row, strict=True))}</tr>\n" for row in rows)
        total = sum(grid.widths)
        widths = f"<colgroup>{''.join(f'<col style={chr(34)}width:{width / total:.2%}{chr(34)}>' for width in grid.widths)}</colgroup>\n" if total else ""
        title = self.line(caption, "caption") if caption else ""
        if not grid.ruled:
            return f'{title.replace("caption", "p")}<table role="presentation">\n{widths}<tbody>\n{lines}</tbody>\n</table>\n'
        name = escape(caption.text() if caption else "Bảng")
        table = f'<table class="ruled" style="--cot:{columns}">\n{title}{widths}{head}<tbody>\n{lines}</tbody>\n</table>\n'
        return f'<div class="cuon" role="group" aria-label="{name}" tabindex="0">\n{table}</div>\n'

    def notes(self) -> str:
        """The footnotes, each with a link back to its mark."""
        if not self.bound.notes:
            return ""
        lines = [
            f'<li id="_chu-{number}"><span class="{self.style("footnote")}">{self.content(note.content)}</span> '
            f'<a role="doc-backlink" href="#_ve-chu-{number}" aria-label="Về chỗ đánh dấu chú thích {number}">↩</a></li>\n'
            for number, note in enumerate(self.bound.notes, 1)
        ]
        title = '<h2 id="_chu-thich">Chú thích</h2>'
        return f'<section class="chu-thich" role="doc-endnotes" aria-labelledby="_chu-thich">\n{title}\n<ol>\n{"".join(lines)}</ol>\n</section>\n'

    # -- small pieces

    def style(self, role: str) -> str:
        """The class of a role; unknown roles are running text, as in Word."""
        return self.outline.classes.get(role) or self.outline.classes["paragraph"]

    def id(self, item: Line | Equation) -> str:
        """The id attribute of what carries a bookmark."""
        return f' id="{escape(self.outline.ids[item.line])}"' if item.bookmark and item.line in self.outline.ids else ""

    def paragraph(self, role: str, text: str, ruled: bool | None = None) -> str:
        """A paragraph of the frame."""
        return self.element("p", role, (text,), ruled=role in _RULED if ruled is None else ruled) + "\n"

    def element(self, tag: str, role: str, content: Content, more: str = "", ruled: bool = False) -> str:
        """One element of the class of a role."""
        return f'<{tag} class="{self.style(role)}{" ke" if ruled else ""}"{more}>{self.content(content)}</{tag}>'

    def math(self, tex: str, display: bool) -> str:
        """A formula, as LaTeX when it has no MathML."""
        found = self.formulas.get(Formula(tex, display))
        sign = "$$" if display else "$"
        return found or f'<code class="math" role="math" aria-label="Công thức LaTeX: {escape(tex)}">{escape(sign + tex + sign, quote=False)}</code>'

    def content(self, content: Content, linked: bool = False) -> str:
        """A content; `linked` when it stands inside a link already, which cannot hold another."""
        out: list[str] = []
        for item in content:
            if isinstance(item, str):
                out.append(escape(item, quote=False))
            elif isinstance(item, Field):
                self.reference(item, out, linked)
            else:
                out.append(self.inline(item, linked))
        return "".join(out)

    def reference(self, item: Field, out: list[str], linked: bool) -> None:
        """A link to the unit, its word (`khoản`) taken into the link: a lone “2” is hard to hit and says nothing read out by itself."""
        target = self.outline.targets.get(item.bookmark)
        text = escape(item.text, quote=False)
        if target is None or linked:
            out.append(text)
            return
        word = escape(target.word, quote=False) + " "
        if out and len(word) > 1 and out[-1].lower().endswith(word.lower()):
            text = out[-1][-len(word) :] + text
            out[-1] = out[-1][: -len(word)]
        out.append(f'<a href="#{escape(target.id)}" title="{escape(target.title)}">{text}</a>')

    def inline(self, item: Inline, linked: bool) -> str:
        """Anything but plain text and references."""
        if isinstance(item, (Strong, Emph, Sup, Sub)):
            tag = _TAGS[type(item)]
            return f"<{tag}>{self.content(item.content, linked)}</{tag}>"
        if isinstance(item, Link):
            if linked or not _SAFE_URL.fullmatch(item.url):
                return self.content(item.content, linked)
            return f'<a href="{escape(item.url)}">{self.content(item.content, True)}</a>'
        if isinstance(item, Break):
            return "<br>"
        if isinstance(item, Note):
            number = self.bound.note_numbers[item.key]
            return f'<sup><a role="doc-noteref" id="_ve-chu-{number}" href="#_chu-{number}" aria-label="Chú thích {number}">{number}</a></sup>'
        if isinstance(item, Math):
            return self.math(item.tex, False)
        raise TypeError(f"unbound {type(item).__name__} reached the writer")


def _contents(item: Item) -> Iterable[Content]:
    if isinstance(item, Line):
        return (item.content,)
    return (cell for row in item.rows for cell in row) if isinstance(item, Grid) else ()


def _formulas(contents: Iterable[Content]) -> Iterable[Formula]:
    for content in contents:
        for item in content:
            if isinstance(item, Math):
                yield Formula(item.tex, False)
            elif isinstance(item, (Strong, Emph, Sup, Sub, Link)):
                yield from _formulas((item.content,))


def _image(picture: Picture) -> str:
    """A picture inside the page, at the size it has in Word. Raises SourceError when it cannot be read."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    path = Path(picture.path)
    try:
        data = path.read_bytes()
        image = Image.from_stream(BytesIO(data))
        size = [max(1, round(length * _DPI / _EMU_PER_INCH)) for length in (image.width, image.height)]
        kind = next(kind for magic, kind in _MAGIC.items() if data.startswith(magic))
    except (OSError, InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError, ValueError, KeyError, StopIteration) as error:
        raise SourceError("{file}: the picture cannot be read; is it damaged?", file=path.name) from error
    return f'<img src="data:image/{kind};base64,{b64encode(data).decode()}" alt="{escape(picture.alt)}" width="{size[0]}" height="{size[1]}">'


__all__ = ["plain", "write_html"]
