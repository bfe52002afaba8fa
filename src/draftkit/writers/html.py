"""A bound draft as one HTML page that needs nothing else: no script, no outside file; readable on a telephone, by a screen reader and on paper.

Every text of a draft passes `safe` or `attribute` on its way in. Ids of our own start with `_`, which no label can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup, plain
from draftkit.model.tree import Block, Division, Quote, Unit
from draftkit.resolve.bind import Bound
from draftkit.model.printed import AnnexStart, Equation, Grid, Item, Line, Picture
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import Frame, size_pair
from draftkit.writers.html_style import Formulas, attribute, picture, running, safe, safe_url, slug, style_class, stylesheet

# A second lock: even if an escape were missing, a browser would run and fetch nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_RULED = ("motto", "title", "annexed")
_TAGS = {Strong: "strong", Emph: "em", Sup: "sup", Sub: "sub"}


def write_html(bound: Bound, frame: Frame) -> str:
    """The whole page. Same input, same text. Raises SourceError when a picture cannot be read.

    Formulas become MathML when Pandoc is installed, else they are printed as LaTeX.
    """
    body, annexes = tuple(body_flow(bound)), tuple(annex_flow(bound, frame.annexed))
    classes = {style.role: style_class(style) for style in bound.profile.styles.values()}
    writer = _Writer(bound, classes, _outline(bound, body + annexes))
    title = f"{bound.draft.kind.title} {frame.title[:1].lower()}{frame.title[1:]}"
    contents_list = _contents_list(writer.outline)
    wide = ' class="co-nav"' if contents_list else ""
    main = "".join((_title(writer, frame), writer.blocks(body), _closing(writer, frame), writer.blocks(annexes)))
    return writer.formulas.fill(
        f'<!DOCTYPE html>\n<html lang="{attribute(bound.profile.language.partition("-")[0])}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{safe(title)}</title>\n<style>\n{stylesheet(bound.profile, size_pair(bound))}\n</style>\n</head>\n"
        f'<body id="_dau-trang"{wide}>\n<a class="nhay" href="#_noi-dung">Chuyển đến nội dung</a>\n'
        f'{contents_list}<div class="to">\n{_header(writer, frame)}<main id="_noi-dung" tabindex="-1">\n{main}{writer.notes(main)}</main>\n</div>\n'
        f'<footer>\n<p>{safe(title)}. {safe(frame.number)}{"" if frame.issued else " (dự thảo)"}</p>\n'
        '<p><a href="#_dau-trang">Về đầu trang</a></p>\n</footer>\n</body>\n</html>\n'
    )  # fmt: skip


def _header(writer: _Writer, frame: Frame) -> str:
    agencies = [writer.paragraph("parent-agency", text) for text in frame.parent_agency]
    agencies += [writer.paragraph("agency", text, ruled=place == len(frame.agency)) for place, text in enumerate(frame.agency, 1)]
    draft = "".join(writer.paragraph(role, text) for role, text in zip(("draft-mark", "draft-round"), frame.draft_mark, strict=False))
    return (
        f'<header class="dau">\n<div>\n{"".join(agencies)}</div>\n'
        f'<div>\n{"".join(writer.paragraph(role, text) for role, text in zip(("national-name", "motto"), frame.nation, strict=False))}</div>\n'
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
    """Writes items as HTML. `classes` by role."""

    bound: Bound
    classes: dict[str, str]
    outline: _Outline
    formulas: Formulas = field(default_factory=Formulas)

    # -- blocks

    def blocks(self, items: Sequence[Item]) -> str:
        """The items in order; each annex in a section, what was quoted together in one blockquote."""
        out: list[str] = []
        quote, annex, at = -1, False, 0
        while at < len(items):
            item = items[at]
            now = self.outline.quotes.get(item.line, -1)
            if now != quote:
                out.append(("</blockquote>\n" if quote >= 0 else "") + ("<blockquote>\n" if now >= 0 else ""))
                quote = now
            if isinstance(item, AnnexStart):
                name = attribute(self.outline.ids.get(item.line, ""))
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
            number = f' <span class="so">({safe(item.number)})</span>' if item.number else ""
            return f'<p class="{self.style("formula")}"{self.id(item)}><span>{self.formulas.mark(item.tex, True)}</span>{number}</p>\n', 1
        if isinstance(item, Picture):
            shown = f'<p class="{self.style("figure")}">{picture(item.path, item.alt)}</p>\n'
            if isinstance(after, Line) and after.role == "figure-caption":
                return f"<figure>\n{shown}{self.line(after, 'figcaption')}</figure>\n", 2
            return f"<figure>\n{shown}</figure>\n", 1
        if not isinstance(item, Line):
            return "", 1
        if item.role == "table-caption" and isinstance(after, Grid):
            return self.table(after, item), 2
        return self.heading(item, after) if item.bookmark and item.line in self.outline.headings else (self.line(item, "p"), 1)

    def heading(self, item: Line, after: Item | None) -> tuple[str, int]:
        """A heading of its depth in the tree; number line and title line of a chương are one heading."""
        tag = f"h{min(self.outline.headings[item.line].depth, 6)}"
        if isinstance(after, Line) and after.line == item.line and after.role == item.role.replace("-number", "-title") != item.role:
            page = ' class="trang-moi"' if item.new_page else ""
            return f"<{tag}{self.id(item)}{page}>{self.line(item, 'span', ids=False).rstrip()} {self.line(after, 'span').rstrip()}</{tag}>\n", 2
        return self.line(item, tag), 1

    def line(self, item: Line, tag: str, ids: bool = True) -> str:
        """A printed line as one element of the class of its style."""
        role, content = item.role, item.content
        if item.is_fill_in():
            role = "fill-in"
        mark = safe(f"{item.before}{item.mark}{item.after}")
        more = f"{' ke' if role in _RULED else ''}{' trang-moi' if item.new_page and ids else ''}"
        return f'<{tag} class="{self.style(role)}{more}"{self.id(item) if ids else ""}>{mark}{self.content(content)}</{tag}>\n'

    def table(self, grid: Grid, caption: Line | None) -> str:
        """A table; one with rules has column headings and scrolls by itself when it is too wide."""
        columns = len(grid.rows[0])
        align = (*grid.align, *["left"] * columns)[:columns]
        roles = ["table-cell" if side == "left" else f"table-cell-{side}" for side in align]
        head, rows = "", grid.rows
        if grid.ruled and len(rows) > 1:  # an empty heading names nothing: it is an ordinary cell
            cells = "".join(self.element("th" if cell else "td", "table-head", cell, more=' scope="col"' if cell else "") for cell in rows[0])
            head, rows = f"<thead><tr>{cells}</tr></thead>\n", rows[1:]
        elif grid.ruled:
            roles = ["table-head"] * columns
        lines = "".join(f"<tr>{''.join(self.element('td', role, cell) for role, cell in zip(roles, row, strict=True))}</tr>\n" for row in rows)
        total = sum(grid.widths)
        widths = f"<colgroup>{''.join(f'<col style={chr(34)}width:{width / total:.2%}{chr(34)}>' for width in grid.widths)}</colgroup>\n" if total else ""
        title = self.line(caption, "caption" if grid.ruled else "p") if caption else ""
        if not grid.ruled:
            return f'{title}<table role="presentation">\n{widths}<tbody>\n{lines}</tbody>\n</table>\n'
        name = attribute(caption.text() if caption else "Bảng")
        table = f'<table class="ruled" style="--cot:{columns}">\n{title}{widths}{head}<tbody>\n{lines}</tbody>\n</table>\n'
        return f'<div class="cuon" role="group" aria-label="{name}" tabindex="0">\n{table}</div>\n'

    def notes(self, main: str) -> str:
        """The footnotes, each with a link back to its mark in `main` when that was printed."""
        texts = [self.element("span", "footnote", note.content) for note in self.bound.notes]
        marks = main + "".join(texts)
        lines = []
        for number, text in enumerate(texts, 1):
            name = f"_ve-chu-{number}"
            back = f' <a role="doc-backlink" href="#{name}" aria-label="Về chỗ đánh dấu chú thích {number}">↩</a>' if f'id="{name}"' in marks else ""
            lines.append(f'<li id="_chu-{number}">{text}{back}</li>\n')
        head = '<section class="chu-thich" role="doc-endnotes" aria-labelledby="_chu-thich">\n<h2 id="_chu-thich">Chú thích</h2>'
        return f"{head}\n<ol>\n{''.join(lines)}</ol>\n</section>\n" if lines else ""

    # -- small pieces

    def style(self, role: str) -> str:
        """The class of a role; unknown roles are running text, as in Word."""
        return self.classes.get(role) or self.classes["paragraph"]

    def id(self, item: Line | Equation) -> str:
        """The id attribute of what carries a bookmark."""
        return f' id="{attribute(self.outline.ids[item.line])}"' if item.bookmark and item.line in self.outline.ids else ""

    def paragraph(self, role: str, text: str, ruled: bool | None = None) -> str:
        """A paragraph of the frame."""
        return self.element("p", role, (text,), ruled=role in _RULED if ruled is None else ruled) + "\n"

    def element(self, tag: str, role: str, content: Content, more: str = "", ruled: bool = False) -> str:
        """One element of the class of a role."""
        return f'<{tag} class="{self.style(role)}{" ke" if ruled else ""}"{more}>{self.content(content)}</{tag}>'

    def content(self, content: Content, linked: bool = False) -> str:
        """A content; `linked` when it stands inside a link already, which cannot hold another."""
        out: list[str] = []
        for item in content:
            if isinstance(item, str):
                out.append(running(item))
            elif isinstance(item, Field):
                self.reference(item, out, linked)
            else:
                out.append(self.inline(item, linked))
        return "".join(out)

    def reference(self, item: Field, out: list[str], linked: bool) -> None:
        """A link to the unit, its word (`khoản`) taken into the link: a lone “2” is hard to hit and says nothing read out by itself."""
        target = self.outline.targets.get(item.bookmark)
        text = safe(item.text)
        if target is None or linked:
            out.append(text)
            return
        word = safe(target.word) + " "
        if out and len(word) > 1 and out[-1].lower().endswith(word.lower()):
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
            return f'<a href="{url}">{self.content(item.content, True)}</a>' if url else self.content(item.content, linked)
        if isinstance(item, Break):
            return "<br>"
        if isinstance(item, Note):
            number = self.bound.note_numbers[item.key]
            mark = number if linked else f'<a role="doc-noteref" href="#_chu-{number}" aria-label="Chú thích {number}">{number}</a>'
            return f'<sup id="_ve-chu-{number}">{mark}</sup>'
        if isinstance(item, Math):
            return self.formulas.mark(item.tex, False)
        raise TypeError(f"unbound {type(item).__name__} reached the writer")


# -- where things are: ids, depths, quotations, table of contents


class _Seat(NamedTuple):
    """Where a unit sits: its depth among headings (2 is the outermost), its address as an id and in words, and whether in an annex."""

    unit: Unit
    depth: int
    address: str
    title: str
    in_annex: bool


class _Target(NamedTuple):
    """What a reference links to: its id, the word before its number, the whole address in words."""

    id: str
    word: str
    title: str


class _Outline(NamedTuple):
    """Ids and headings by line, targets by bookmark, the line of the quotation that a quoted line belongs to, and the lines of headings as printed."""

    ids: dict[int, str]
    headings: dict[int, _Seat]
    targets: dict[str, _Target]
    quotes: dict[int, int]
    printed: dict[int, str]


def _outline(bound: Bound, items: Sequence[Item]) -> _Outline:
    """Give every unit and everything labelled that is printed a unique id: its label, else its address (`dieu-5-khoan-2`)."""
    seats: dict[int, _Seat] = {}
    quotes: dict[int, int] = {}
    _sit(bound, bound.draft.blocks, None, seats, quotes)
    marked = [item for item in items if isinstance(item, (Line, Equation)) and item.bookmark]
    ids = {target.block.line: label for label, target in bound.labels.items()}  # labels first: they must not move
    used = set(ids.values())
    targets: dict[str, _Target] = {}
    for item in marked:
        seat = seats.get(item.line)
        if item.line not in ids:
            ids[item.line] = _unused(seat.address if seat else item.bookmark, used)
        before = "công thức" if isinstance(item, Equation) else item.before.strip()
        word, title = (_word(seat.unit), seat.title) if seat else (before, f"{before} {item.number if isinstance(item, Equation) else item.mark}")
        targets.setdefault(item.bookmark, _Target(ids[item.line], word, title))
    headings = {line: seat for line, seat in seats.items() if not seat.unit.level.marker}
    printed = {item.line: f"{item.before}{item.mark}{item.after}".strip() for item in marked if isinstance(item, Line) and item.line in headings}
    for line, text in printed.items():
        unit = headings[line].unit
        title = plain(bound.text(unit.title))
        printed[line] = f"{text}{'. ' if unit.level.heading == 'stacked' else ' '}{title}" if title else text
    return _Outline(ids, headings, targets, quotes, printed)


def _sit(bound: Bound, blocks: Sequence[Block], parent: _Seat | None, seats: dict[int, _Seat], quotes: dict[int, int], quote: int = -1) -> None:
    for block in blocks:
        if quote >= 0:  # quoted units have no number of ours, so no address
            quotes[block.line] = quote
            _sit(bound, block.body if isinstance(block, Unit) else getattr(block, "blocks", ()), parent, seats, quotes, quote)
        elif isinstance(block, Unit):
            number, word = bound.numbers[block.line], _word(block)
            within = parent.in_annex if parent else block.level.name == "annex"
            own, title = slug(f"{word} {number}"), f"{word} {number}".strip()
            if parent and (within or not block.level.runs_on):
                own, title = f"{parent.address}-{own}", f"{title} {parent.title}"
            depth = (parent.depth if parent else 1) + (not block.level.marker)
            seats[block.line] = _Seat(block, depth, own, title, within)
            _sit(bound, block.body, seats[block.line], seats, quotes)
        elif isinstance(block, (Quote, Division)):
            _sit(bound, block.blocks, parent, seats, quotes, block.line if isinstance(block, Quote) else -1)


def _word(unit: Unit) -> str:
    return unit.level.cite or unit.level.keyword or unit.level.name


def _unused(name: str, used: set[str]) -> str:
    count, found = 1, name
    while found in used:
        count += 1
        found = f"{name}-{count}"
    used.add(found)
    return found


def _contents_list(outline: _Outline) -> str:
    """The table of contents: every heading of the body, and in annexes those that stand on lines of their own."""
    out: list[str] = []
    open_depths: list[int] = []
    for line, text in outline.printed.items():
        seat = outline.headings[line]
        large = ' class="lon"' if seat.unit.level.heading == "stacked" else ""
        if seat.in_annex and not large:
            continue
        while len(open_depths) > 1 and seat.depth < open_depths[-1]:
            out.append("</li></ol>")
            open_depths.pop()
        if not open_depths or seat.depth > open_depths[-1]:
            out.append("<ol>")
            open_depths.append(seat.depth)
        else:
            out.append("</li>\n")
        out.append(f'<li{large}><a href="#{attribute(outline.ids[line])}">{safe(text)}</a>')
    if not out:
        return ""
    closed = "".join(out) + "</li></ol>" * len(open_depths)
    return f'<nav aria-label="Mục lục">\n<p class="ten-nav" aria-hidden="true">Mục lục</p>\n<details><summary>Mục lục</summary>\n{closed}\n</details>\n</nav>\n'
