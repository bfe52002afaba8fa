"""Planned slides as a PPTX on a master: native text, tables and charts that Office can edit. Same input, same bytes."""

from __future__ import annotations

import copy
import io
import re
from pathlib import Path
from typing import Any

from draftkit.campaign.charts import Chart
from draftkit.campaign.draw import formula as drawn_formula
from draftkit.campaign.draw import png
from draftkit.campaign.points import sentences
from draftkit.campaign.slides import deck
from draftkit.campaign.slides.deck import slides
from draftkit.campaign.slides.fit import TABLE_SIZES, WIDER, WIDEST, Area, Run, Setting, largest, lines_of
from draftkit.campaign.slides.parts import Image, Par, Slide, Thing, Tiles
from draftkit.campaign.slides.shapes import add_chart, add_table, add_tiles, captioned, describe, stacked, write_runs
from draftkit.errors import ConfigError, DraftkitError, needing, refused
from draftkit.kinds.identity import FONTS, Identity
from draftkit.kinds.registry import is_foreign
from draftkit.model.keys import CONTACT
from draftkit.model.measure import EMU_PER_MM, MM_PER_PT, text_mm, wrap
from draftkit.model.message import msg
from draftkit.model.numeral import whole
from draftkit.pictures.prepare import DOCUMENT, prepare
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, page_title
from draftkit.text.own_words import said
from draftkit.text.passage import xml_text
from draftkit.text.together import in_heading
from draftkit.word.package import LACKING, lacking, read_package, zip_bytes
from draftkit.word.xml import parse
from draftkit.writers.formats import Workshop
from draftkit.writers.html_share import agencies

_EPOCH = "2000-01-01T00:00:00Z"
_PROPERTY = 255
_REACHED = (("ho_ten", "chuc_vu", "don_vi"), ("dia_chi",), ("dien_thoai", "thu_dien_tu", "trang_tin"))
"""How to reach somebody, a line each."""
_BELOW_TITLE = Area(212, 49, 20)
_SMALL_PT = {0: 17.0, 1: 17.0, 2: 15.5, -1: 17.0}
_NUMBER = re.compile(r"\w{1,3}[.)] ")
_USUAL_PT = 20
_USUAL, _MOST_PT, _QUOTE_PT = Setting(), 36.0, 48.0
_STATEMENT = Area(307, 75, 48)
"""Room of one statement that has a slide to itself, in the middle of it."""
_TITLE, _CLOSE = 2800, 1.05 * MM_PER_PT
"""Hundredths of a point of a title whose layout says no size; height in mm of a line of a title of one point."""
_SMALL_MARK_MM = 9.0
_MAP = 0.8
"""Share of its width that a map is drawn for: enlarged by the rest, its letters can be read from the last row."""
_MARK = (576_000, 504_000, None, 504_000)
"""Left, top, width (by itself) and height of the mark in EMU."""
_XLSX = re.compile(r"ppt/embeddings/.*\.xlsx$")
_OURS = re.compile(r"^(?:Bảng|Biểu trưng|Chân trang|Công thức|Hình|Nền|Số liệu|Số trang)(?=(?: \d+)?$)")
"""What we, or our master, call shapes that have no words of their own."""
_TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def write_slides(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    """The deck. Raises EngineMissing without python-pptx, ConfigError when the master lacks a layout or is no
    presentation, SourceError when a picture cannot be read."""
    with needing("Slides need python-pptx, which is not installed: pip install '{package}'", "outreach"):
        import pptx  # noqa: F401
    template = workshop.template(bound.draft.kind.words.get("master", "trinh-chieu.pptx"))
    foreign = is_foreign(template)
    try:
        parts = read_package(template) if foreign else {}
        for part in (one for one in parts if one.endswith((".xml", ".rels"))):
            parse(parts[part], f"{template.name}:{part}")
        if parts and (missing := lacking(parts, template.name)):
            raise ConfigError(LACKING, file=template.name, part=missing)
        return _written(template, bound, frame, workshop.identity())
    except Exception as error:  # whatever a master of others does is a fault of that master
        if isinstance(error, DraftkitError) or not foreign:
            raise
        text = "template {file} is not a readable presentation: {problem}"
        other = msg("it is a template (.potx), a show or another file; save it as .pptx")
        problem = other if "not a PowerPoint file" in str(error) else refused(error)
        raise ConfigError(text, file=template.name, problem=problem) from error


def _written(template: Path, bound: Bound, frame: Frame, identity: Identity) -> bytes:
    from pptx import Presentation

    made = Presentation(io.BytesIO(template.read_bytes()))
    if count := len(made.slides):
        raise ConfigError("template {file} has {count} slides; delete them there", file=template.name, count=count)
    writer = _Writer(made, template, bound, frame, identity)
    cover, *others = slides(bound)
    writer.cover(cover.notes)
    for slide in others:
        writer.slide(slide)
    writer.closing()
    writer.properties()
    buffer = io.BytesIO()
    made.save(buffer)
    return _fixed(buffer.getvalue(), identity)


class _Writer:
    def __init__(self, made: Any, template: Path, bound: Bound, frame: Frame, identity: Identity) -> None:
        self.made, self.template, self.bound, self.frame, self.identity = made, template, bound, frame, identity
        self.wider = WIDER if identity.fonts["tieu_de"] in FONTS.values() else WIDEST
        self.rows_pt = TABLE_SIZES[0]
        self.layouts = {layout.name: layout for layout in made.slide_layouts}
        self.footer = " · ".join(filter(None, (", ".join(agencies(bound)), frame.notice)))

    def new(self, layout: str, title: str, notes: str = "") -> Any:
        found = self.layouts.get(layout)
        if found is None:
            said = "template {file} has no layout “{name}”; it has: {known}"
            raise ConfigError(said, file=self.template.name, name=layout, known=", ".join(self.layouts))
        slide = self.made.slides.add_slide(found)
        if holder := self.holder(slide, 0, bool(title)):
            holder.text_frame.text = xml_text(in_heading(title))
            self.sized(holder, title)
        for shape in found.placeholders:  # footer and number are not copied by themselves
            if shape.placeholder_format.idx in (11, 12):
                slide.shapes._spTree.append(copy.deepcopy(shape._element))
                added = slide.shapes[-1]
                added._element.spPr.clear()
                if shape.placeholder_format.idx == 11:
                    added.text_frame.text = xml_text(self.footer)
                    self.small_mark(slide, shape)
        if notes:
            slide.notes_slide.notes_text_frame.text = xml_text(notes)
        return slide

    def holder(self, slide: Any, index: int, needed: bool = False) -> Any:
        """The placeholder of a number (0: the title); None where there is none. Raises ConfigError when it is needed:
        what goes there would be lost."""
        found = {one.placeholder_format.idx: one for one in slide.placeholders}.get(index)
        if found is None and needed:
            said = "template {file}: layout “{name}” has no placeholder {index}"
            raise ConfigError(said, file=self.template.name, name=slide.slide_layout.name, index=index)
        return found

    def sized(self, shape: Any, title: str) -> None:
        """A long title in a smaller type, so that it does not run into the text."""
        from pptx.util import Pt

        named = shape.part.slide.slide_layout.placeholders.get(idx=0)
        sizes = named._element.xpath(".//a:lvl1pPr/a:defRPr/@sz") if named is not None else ()
        usual = whole(sizes[0], _TITLE) / 100 if sizes else _TITLE / 100
        width, height = (side / EMU_PER_MM for side in (shape.width, shape.height))
        shares = (1, 0.8, 0.64, 0.5, 0.4)
        lines = (len(wrap(title, width / self.wider, usual * share, bold=True)) * share for share in shares)
        fits = (share for share, high in zip(shares, lines, strict=True) if high * usual * _CLOSE <= height)
        size = usual * next(fits, shares[-1])
        if size != usual:
            shape.text_frame.paragraphs[0].font.size = Pt(round(size))

    def cover(self, notes: str) -> None:
        meta = self.bound.meta
        slide = self.new(deck.COVER, self.frame.title, notes)
        subtitle = self.bound.line(self.bound.draft.meta.subtitle)
        below = "\n".join(filter(None, (subtitle, meta.text("dien_gia"), self.frame.place_date)))
        for index, text in ((1, below), (13, ", ".join(agencies(self.bound)))):
            self.fill(slide, index, [Par((Run(line),), 0, 0) for line in text.split("\n") if line], plain=True)
        self.mark(slide)

    def closing(self) -> None:
        """The last slide: whom to ask, where there is somebody."""
        pars = [Par((Run(line),), 0, 0) for line in _reached(self.bound, self.identity)]
        title = self.bound.draft.kind.words.get("contact_title", "")
        if lines_of(pars, _BELOW_TITLE) > _BELOW_TITLE.lines:
            for page in deck.texts(pars, title):
                self.slide(page)
            return
        if not pars:
            return
        slide = self.new(deck.COVER, title)
        self.fill(slide, 1, pars, plain=True)
        self.fill(slide, 13, [Par((Run(self.identity.called or ", ".join(agencies(self.bound))),), 0, 0)], plain=True)
        self.mark(slide)

    def mark(self, slide: Any) -> None:
        """The mark of the body in the upper left corner."""
        shape = slide.shapes.add_picture(io.BytesIO(self.identity.mark_on_dark().data), *_MARK)
        describe(shape, "Biểu trưng", self.identity.called or ", ".join(agencies(self.bound)))

    def small_mark(self, slide: Any, footer: Any) -> None:
        """The mark before a footer that leaves room for it."""
        high = int(_SMALL_MARK_MM * EMU_PER_MM)
        left = footer.left - int(1.3 * high)
        if left > high:
            top = footer.top + (footer.height - high) // 2
            shape = slide.shapes.add_picture(io.BytesIO(self.identity.mark_picture().data), left, top, None, high)
            describe(shape, "Biểu trưng", self.identity.called or ", ".join(agencies(self.bound)))

    def slide(self, item: Slide) -> None:
        slide = self.new(item.layout, item.title, item.notes)
        seen = item.thing if item.layout == deck.BOTH else item.left if item.second else None
        if isinstance(seen, Image) and not seen.formula:
            stacked(slide, seen, 1 if seen is item.left else 2)
        setting = self.large(slide, item)
        if item.left is not None:
            self.thing(slide, item, item.left, 1)
            slide.shapes._spTree.append(self.holder(slide, 2, True)._element)  # read out behind it
        elif item.layout not in (deck.TABLE, deck.PICTURE):
            told = item.layout in (deck.QUOTE, deck.SECTION)
            stated = item.layout == deck.TEXT and setting.size > _MOST_PT  # one statement is no list
            first = [par._replace(level=0) for par in item.first] if stated else item.first
            self.fill(slide, 1, first, small=item.small, plain=told, setting=setting)
        if item.layout in (deck.COLUMNS, deck.QUOTE) and item.thing is None:
            quoted = item.layout == deck.QUOTE
            second = () if quoted and setting.size > 0 and self.signed(slide, item) else item.second
            self.fill(slide, 2, second, small=item.small, plain=quoted, setting=_USUAL if quoted else setting)
        if item.thing is not None:
            self.thing(slide, item, item.thing, 2 if item.layout in (deck.BOTH, deck.COLUMNS) else 1)

    def signed(self, slide: Any, item: Slide) -> bool:
        """Put him who speaks right below a short quotation: in its box, where no typeface lays one over the other."""
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.util import Pt

        frame = self.holder(slide, 1, True).text_frame
        for par in item.second:
            paragraph = frame.add_paragraph()
            paragraph.space_before = Pt(_USUAL_PT)
            write_runs(paragraph, par.runs, _USUAL_PT)
            for run in paragraph.runs:
                run.font.bold, run.font.color.theme_color = False, MSO_THEME_COLOR.TEXT_1
        return True

    def large(self, slide: Any, item: Slide) -> Setting:
        """How little text fills its slide, the same in both columns."""
        sides = [(1, item.first)] + ([(2, item.second)] if item.layout == deck.COLUMNS else [])
        from pptx.enum.text import MSO_ANCHOR

        if item.small or item.layout not in (deck.TEXT, deck.COLUMNS, deck.BOTH, deck.QUOTE):
            return _USUAL
        holders = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        alone = item.layout == deck.TEXT and len(item.first) == 1
        brief = alone and lines_of(item.first, _STATEMENT) <= _STATEMENT.lines
        most = _QUOTE_PT if item.layout == deck.QUOTE or brief else _MOST_PT
        if brief and 1 in holders:
            holders[1].text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        found = [
            largest(pars, holders[index].width / EMU_PER_MM, holders[index].height / EMU_PER_MM, most)
            for index, pars in sides
            if pars and index in holders
        ]
        return min(found, default=_USUAL)

    def fill(
        self, slide: Any, index: int, pars: Any, small: bool = False, plain: bool = False, setting: Setting = _USUAL
    ) -> None:
        """Put paragraphs into a placeholder; an empty one is taken off the slide. `setting`: that of text with room."""
        holder = self.holder(slide, index, bool(pars))
        if holder is None:
            return
        if not pars:
            holder._element.getparent().remove(holder._element)
            return
        from pptx.util import Pt

        frame = holder.text_frame
        for number, par in enumerate(pars):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            if not plain and par.level < 1:
                _unmarked(paragraph, _hang(par, setting.size or _USUAL_PT))
            paragraph.level = max(par.level - 1, 0)
            if setting.above and number and not small and pars[number - 1].level >= 0:
                paragraph.space_before = Pt(setting.above if par.level < 2 else setting.above / 2)
            own = setting.size - 2 if setting.size and par.level > 1 else setting.size
            write_runs(paragraph, par.runs, _SMALL_PT[par.level] if small else own)

    # -- what is shown

    def thing(self, slide: Any, item: Slide, thing: Thing, index: int) -> None:
        """Put what is shown into the place of a placeholder, its caption into the next one; in a column below it."""
        holder, column = self.holder(slide, index, True), item.layout == deck.COLUMNS
        area = holder.left, holder.top, holder.width, holder.height
        holder._element.getparent().remove(holder._element)
        if isinstance(thing, Tiles):
            add_tiles(slide, thing, area)
            self.fill(slide, index + 1, [])
            return
        if isinstance(thing, Chart):
            caption = sentences((thing.title if thing.title != item.title else "", *thing.notes))
            area = captioned(slide, caption, area) if column else area
            if thing.shape == "map":  # Office has none that could be edited
                drawn = png(thing, self.identity, area[2] / EMU_PER_MM * _MAP)
                self.picture(slide, drawn, thing.called, thing.described(), area)
            else:
                add_chart(slide, thing, area)
        elif isinstance(thing, Image):
            caption = thing.caption
            area = self.image(slide, thing, captioned(slide, caption, area) if column else area)
        else:
            most = self.rows_pt if item.moved else TABLE_SIZES[0]  # a table that goes on keeps its size
            room = deck.HALF_TABLE if column else deck.TABLE_AREA
            self.rows_pt = add_table(slide, thing, area, room, most)
            return
        if column:
            return
        self.fill(slide, index + 1, [Par((Run(caption),), 0, 0)] if caption else [], plain=True)
        below = self.holder(slide, index + 1)
        if below is not None and isinstance(thing, Image):  # a caption begins where its picture does
            top, height, right = below.top, below.height, below.left + below.width
            below.left, below.top, below.width, below.height = area[0], top, right - area[0], height

    def image(self, slide: Any, image: Image, area: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        """Put a picture, or a drawn formula, into an area; what it takes of it."""
        data = (
            drawn_formula(image.formula, self.identity) if image.formula else prepare(Path(image.path), DOCUMENT).data
        )
        name = image.caption or ("Công thức" if image.formula else "Hình")
        return self.picture(slide, data, name, image.alt, area)

    def picture(
        self, slide: Any, data: bytes, name: str, alt: str, area: tuple[int, int, int, int]
    ) -> tuple[int, int, int, int]:
        """Put the bytes of a picture into the middle of an area, as large as it allows; what it takes of it."""
        left, top, width, height = area
        shape = slide.shapes.add_picture(io.BytesIO(data), left, top)
        scale = min(width / max(shape.width, 1), height / max(shape.height, 1))
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left, shape.top = left + (width - shape.width) // 2, top + (height - shape.height) // 2
        describe(shape, name, alt)
        return shape.left, shape.top, shape.width, shape.height

    def properties(self) -> None:
        from datetime import datetime

        for slide in self.made.slides:
            for part in (slide, *([slide.notes_slide] if slide.has_notes_slide else ())):
                for run in part._element.xpath(".//a:r"):
                    run.get_or_add_rPr().set("lang", self.bound.profile.language)
            for shape in slide._element.xpath(".//p:cNvPr"):
                for key, text in shape.items():
                    shape.set(key, _OURS.sub(lambda found: said(self.bound.profile.language, found[0]), text))
        core = self.made.core_properties
        core.title = _property(page_title(self.bound, self.frame))
        core.author = _property(", ".join(agencies(self.bound)))
        core.subject = _property(self.bound.draft.kind.title)
        core.language = self.bound.profile.language
        core.keywords = _property(", ".join(self.bound.meta.keywords))
        core.created = core.modified = datetime.fromisoformat(_EPOCH.rstrip("Z"))
        core.last_modified_by, core.revision = "", 1


def _reached(bound: Bound, identity: Identity) -> list[str]:
    """How to reach those whom the deck names, else the body itself."""
    found = bound.draft.meta.tables(CONTACT) or ([dict(identity.contacts)] if any(identity.contacts.values()) else [])
    told = [
        " · ".join(text for key in keys if (text := bound.line(str(one.get(key) or ""))))
        for one in found
        for keys in _REACHED
    ]
    return list(filter(None, told))


def _property(text: str) -> str:
    """A property of the file: PowerPoint takes no more than 255 characters, so that a longer one is cut at a word."""
    text = xml_text(text)
    return text if len(text) <= _PROPERTY else f"{text[: _PROPERTY - 1].rpartition(' ')[0] or text[: _PROPERTY - 1]}…"


def _hang(par: Par, size: float) -> int:
    """How far the lines below the first stand in, in EMU: as far as a number reaches."""
    number = par.runs[0].text if par.runs and _NUMBER.fullmatch(par.runs[0].text) else ""
    return round(text_mm(number, size) * WIDER * EMU_PER_MM) if number else 0


def _unmarked(paragraph: Any, hang: int) -> None:
    """Take the bullet off a paragraph of running text, whose first line begins so far out."""
    from pptx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(hang))
    properties.set("indent", str(-hang))
    properties.insert(0, properties.makeelement(qn("a:buNone"), {}))


def _fixed(data: bytes, identity: Identity) -> bytes:
    """The package with fixed dates, in the sheets behind charts too, in the looks of a body."""
    parts = read_package(data, "")
    for name, part in parts.items():
        if _XLSX.match(name):
            parts[name] = _fixed(part, identity)
        elif name.startswith("ppt/theme/"):
            parts[name] = identity.painted(part.decode()).encode()
        elif name == "docProps/core.xml":
            parts[name] = _TIME.sub(rb"\g<1>" + _EPOCH.encode() + rb"\g<3>", part)
    return zip_bytes(parts)
