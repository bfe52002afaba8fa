"""Planned slides as a PPTX on a master: native text, tables and charts that Office can edit. Same input, same bytes."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from draftkit.campaign.charts import Chart
from draftkit.campaign.release import contacts
from draftkit.campaign.slides import deck
from draftkit.campaign.slides.charted import columns_of, styled, xml_text
from draftkit.campaign.slides.deck import Image, Par, Sheet, Slide, slides
from draftkit.campaign.slides.fit import Run, column_shares, largest, row_height
from draftkit.errors import ConfigError, EngineMissing
from draftkit.kinds.identity import Identity
from draftkit.model.measure import EMU_PER_MM, wrap
from draftkit.pictures.prepare import DOCUMENT, prepare
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, page_title
from draftkit.word.package import zip_bytes
from draftkit.writers.formats import Workshop

_EPOCH = "2000-01-01T00:00:00Z"
_PROPERTY = 255
_REACHED = ("ho_ten", "don_vi", "dia_chi", "dien_thoai", "thu_dien_tu", "trang_tin")
_SMALL_PT = {0: 17.0, 1: 17.0, 2: 15.5, -1: 17.0}
_TABLE_PT = 16
_TALL = 1_200_000
"""Height in EMU from which a title has room for several lines."""
_WIDER = 1.16
_MARK = (576_000, 504_000, None, 504_000)
"""Left, top, width (by itself) and height of the mark in EMU."""
_XLSX = re.compile(r"ppt/embeddings/.*\.xlsx$")
_TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def write_slides(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    """The deck. Raises EngineMissing without python-pptx, ConfigError when the master lacks a layout, SourceError when
    a picture cannot be read."""
    try:
        from pptx import Presentation
    except ImportError as error:
        raise EngineMissing(
            "Slides need python-pptx, which is not installed: pip install '{package}'", extra="outreach"
        ) from error
    template = workshop.template(bound.draft.kind.words.get("master", "trinh-chieu.pptx"))
    try:
        made = Presentation(io.BytesIO(template.read_bytes()))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise ConfigError(
            "template {file} is not a readable presentation: {problem}", file=template.name, problem=error
        ) from error
    identity = workshop.identity()
    writer = _Writer(made, template, bound, frame, identity)
    writer.cover()
    for slide in slides(bound):
        writer.slide(slide)
    writer.closing()
    writer.properties()
    buffer = io.BytesIO()
    made.save(buffer)
    return _fixed(buffer.getvalue(), identity)


class _Writer:
    def __init__(self, made: Any, template: Path, bound: Bound, frame: Frame, identity: Identity) -> None:
        self.made, self.template, self.bound, self.frame, self.identity = made, template, bound, frame, identity
        self.layouts = {layout.name: layout for layout in made.slide_layouts}
        self.footer = " · ".join(filter(None, (", ".join(_named(bound)), " ".join(frame.draft_mark), frame.held)))

    def new(self, layout: str, title: str) -> Any:
        found = self.layouts.get(layout)
        if found is None:
            raise ConfigError("template {file} has no layout “{name}”", file=self.template.name, name=layout)
        slide = self.made.slides.add_slide(found)
        if slide.shapes.title is not None:
            slide.shapes.title.text_frame.text = xml_text(title)
            self.sized(slide.shapes.title, title)
        for shape in found.placeholders:  # footer and number are not copied by themselves
            if shape.placeholder_format.idx in (11, 12):
                slide.shapes._spTree.append(copy.deepcopy(shape._element))
                added = slide.shapes[-1]
                added._element.spPr.clear()
                if shape.placeholder_format.idx == 11:
                    added.text_frame.text = xml_text(self.footer)
        return slide

    def sized(self, shape: Any, title: str) -> None:
        """A long title in a smaller type, so that it does not run into the text."""
        from pptx.util import Pt

        usual, lines = (38, 5) if shape.height > _TALL else (28, 2)
        width = shape.width / EMU_PER_MM
        size = next(
            (
                size
                for size in (usual, usual * 0.8, usual * 0.64)
                if len(wrap(title, width / _WIDER, size, bold=True)) <= lines
            ),
            usual * 0.5,
        )
        if size != usual:
            shape.text_frame.paragraphs[0].font.size = Pt(round(size))

    def cover(self) -> None:
        meta = self.bound.meta
        slide = self.new(deck.COVER, self.frame.title)
        below = "\n".join(filter(None, (meta.subtitle, meta.text("dien_gia"), self.frame.place_date)))
        for index, text in ((1, below), (13, ", ".join(_named(self.bound)))):
            self.fill(slide, index, [Par((Run(line),), 0, 0) for line in text.split("\n") if line], plain=True)
        self.mark(slide)

    def closing(self) -> None:
        """The last slide: whom to ask, where there is somebody."""
        lines = _reached(self.bound, self.identity)
        if not lines:
            return
        slide = self.new(deck.COVER, self.bound.draft.kind.words.get("contact_title", ""))
        self.fill(slide, 1, [Par((Run(line),), 0, 0) for line in lines], plain=True)
        self.fill(slide, 13, [Par((Run(self.identity.called or ", ".join(_named(self.bound))),), 0, 0)], plain=True)
        self.mark(slide)

    def mark(self, slide: Any) -> None:
        """The mark of the body in the upper left corner."""
        shape = slide.shapes.add_picture(io.BytesIO(self.identity.mark_picture().data), *_MARK)
        _describe(shape, "Biểu trưng", self.identity.called or ", ".join(_named(self.bound)))

    def slide(self, item: Slide) -> None:
        slide = self.new(item.layout, item.title)
        large = self.large(slide, item)
        if item.layout not in (deck.TABLE, deck.PICTURE):
            told = item.layout in (deck.QUOTE, deck.SECTION)
            self.fill(slide, 1, item.first, small=item.small, plain=told, large=large)
        if item.layout in (deck.COLUMNS, deck.QUOTE):
            self.fill(slide, 2, item.second, small=item.small, plain=item.layout == deck.QUOTE, large=large)
        if item.thing is not None:
            self.thing(slide, item)
        if item.notes:
            slide.notes_slide.notes_text_frame.text = xml_text(item.notes)

    def large(self, slide: Any, item: Slide) -> float:
        """The size in which little text fills its slide, the same in both columns; 0: the usual one."""
        sides = [(1, item.first)] + ([(2, item.second)] if item.layout == deck.COLUMNS else [])
        if item.small or item.layout not in (deck.TEXT, deck.COLUMNS, deck.BOTH):
            return 0.0
        holders = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        sizes = [
            largest(pars, holders[index].width / EMU_PER_MM, holders[index].height / EMU_PER_MM)
            for index, pars in sides
            if pars and index in holders
        ]
        return min(sizes, default=0.0)

    def fill(
        self, slide: Any, index: int, pars: Any, small: bool = False, plain: bool = False, large: float = 0
    ) -> None:
        """Put paragraphs into a placeholder; one without text is taken off the slide. `large` is the size in pt of
        text that has room."""
        holder = next((shape for shape in slide.placeholders if shape.placeholder_format.idx == index), None)
        if holder is None:
            return
        if not pars:
            holder._element.getparent().remove(holder._element)
            return
        frame = holder.text_frame
        for number, par in enumerate(pars):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            if not plain and par.level < 1:
                _unmarked(paragraph)
            paragraph.level = max(par.level - 1, 0)
            own = large - 2 if large and par.level > 1 else large
            self.runs(paragraph, par.runs, _SMALL_PT[par.level] if small else own)

    def runs(self, paragraph: Any, runs: tuple[Run, ...], size: float = 0) -> None:
        from pptx.util import Pt

        for run in runs:
            for number, text in enumerate(run.text.split("\n")):
                if number:
                    paragraph.add_line_break()
                made = paragraph.add_run()
                made.text = xml_text(text)
                made.font.bold, made.font.italic = run.bold or None, run.italic or None
                made._r.get_or_add_rPr().set("lang", "vi-VN")
                if run.shift:
                    made._r.get_or_add_rPr().set("baseline", "30000" if run.shift > 0 else "-25000")
                if run.url.startswith(("http://", "https://", "mailto:")):
                    made.hyperlink.address = run.url
                if size:
                    made.font.size = Pt(size)

    # -- what is shown

    def thing(self, slide: Any, item: Slide) -> None:
        index = 2 if item.layout == deck.BOTH else 1
        holder = next((shape for shape in slide.placeholders if shape.placeholder_format.idx == index), None)
        if holder is None:
            raise ConfigError(
                "template {file}: layout “{name}” has no placeholder {index}",
                file=self.template.name,
                name=item.layout,
                index=index,
            )
        area = holder.left, holder.top, holder.width, holder.height
        holder._element.getparent().remove(holder._element)
        thing = item.thing
        if isinstance(thing, Chart):
            self.chart(slide, thing, area)
            caption = ". ".join(text.strip().rstrip(".") for text in (thing.title, *thing.notes) if text)
        elif isinstance(thing, Image):
            self.image(slide, thing, area)
            caption = thing.caption
        else:
            if thing is not None:
                self.table(slide, thing, area)
            return
        self.fill(slide, index + 1, [Par((Run(caption),), 0, 0)] if caption else [], plain=True)

    def table(self, slide: Any, sheet: Sheet, area: tuple[int, int, int, int]) -> None:
        from pptx.util import Pt

        left, top, width, _ = area
        count = max(len(row) for row in sheet.rows)
        height = Pt(row_height(_TABLE_PT))
        shape = slide.shapes.add_table(len(sheet.rows), count, left, top, width, height * len(sheet.rows))
        _describe(shape, sheet.caption or "Bảng", sheet.caption or "Bảng")
        texts = [["".join(run.text for run in cell) for cell in row] + [""] * (count - len(row)) for row in sheet.rows]
        for column, share in zip(shape.table.columns, column_shares(texts), strict=True):
            column.width = int(width * share)
        for index, (row, cells) in enumerate(zip(shape.table.rows, sheet.rows, strict=True)):
            row.height = height
            for cell, runs in zip(row.cells, cells, strict=False):
                shown = tuple(run._replace(bold=True) for run in runs) if 0 < index < sheet.heads else runs
                self.runs(cell.text_frame.paragraphs[0], shown, _TABLE_PT)
            if len(cells) == 1 < count:  # the heading of a group
                row.cells[0].merge(row.cells[count - 1])
        for merge in sheet.merges:
            last = shape.table.cell(merge.row + merge.down - 1, merge.column + merge.across - 1)
            shape.table.cell(merge.row, merge.column).merge(last)

    def image(self, slide: Any, image: Image, area: tuple[int, int, int, int]) -> None:
        left, top, width, height = area
        shape = slide.shapes.add_picture(io.BytesIO(prepare(Path(image.path), DOCUMENT).data), left, top)
        scale = min(width / max(shape.width, 1), height / max(shape.height, 1))
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left, shape.top = left + (width - shape.width) // 2, top + (height - shape.height) // 2
        _describe(shape, image.caption or "Hình", image.alt)

    def chart(self, slide: Any, drawn: Chart, area: tuple[int, int, int, int]) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE

        stacked = drawn.ranged and len(drawn.series) == 1 and drawn.shape in ("bar", "column")
        types = {
            "bar": XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED,
            "pie": XL_CHART_TYPE.PIE,
            "line": XL_CHART_TYPE.LINE_MARKERS,
            "column": XL_CHART_TYPE.COLUMN_STACKED if stacked else XL_CHART_TYPE.COLUMN_CLUSTERED,
        }
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = [xml_text(name) for name in drawn.categories]
        for name, values in columns_of(drawn, stacked):
            data.add_series(xml_text(name), values)
        shape = slide.shapes.add_chart(types[drawn.shape], *area, data)
        _describe(shape, drawn.title or "Biểu đồ", drawn.described())
        styled(shape.chart, drawn, stacked)

    def properties(self) -> None:
        from datetime import datetime

        core = self.made.core_properties
        core.title, core.author = (
            _property(page_title(self.bound, self.frame)),
            _property(", ".join(_named(self.bound))),
        )
        core.subject, core.language, core.keywords = (
            _property(self.bound.draft.kind.title),
            self.bound.profile.language,
            _property(", ".join(self.bound.meta.keywords)),
        )
        core.created = core.modified = datetime.fromisoformat(_EPOCH.rstrip("Z"))
        core.last_modified_by, core.revision = "", 1


def _reached(bound: Bound, identity: Identity) -> list[str]:
    """How to reach those whom the deck names, else the body itself."""
    found = contacts(bound.draft) or ([dict(identity.contacts)] if any(identity.contacts.values()) else [])
    return [text for one in found for key in _REACHED if (text := str(one.get(key) or "").strip())]


def _property(text: str) -> str:
    """A property of the file: PowerPoint takes no more than 255 characters, so that a longer one is cut at a word."""
    text = xml_text(text)
    return text if len(text) <= _PROPERTY else f"{text[: _PROPERTY - 1].rpartition(' ')[0] or text[: _PROPERTY - 1]}…"


def _named(bound: Bound) -> list[str]:
    from draftkit.resolve.frame import organisation

    return [" ".join(organisation(bound, name).name.split()) for name in bound.meta.agencies]


def _describe(shape: Any, name: str, text: str) -> None:
    """The name and alternative text of a shape."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", xml_text(name)[:120])
    properties.set("descr", xml_text(text))


def _unmarked(paragraph: Any) -> None:
    """Take the bullet off a paragraph of running text."""
    from pptx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.insert(0, properties.makeelement(qn("a:buNone"), {}))


def _fixed(data: bytes, identity: Identity) -> bytes:
    """The package with fixed dates, in the sheets behind charts too, in the looks of a body."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        if _XLSX.match(name):
            parts[name] = _fixed(part, identity)
        elif name.startswith("ppt/theme/"):
            parts[name] = identity.painted(part.decode()).encode()
        elif name == "docProps/core.xml":
            parts[name] = _TIME.sub(rb"\g<1>" + _EPOCH.encode() + rb"\g<3>", part)
    return zip_bytes(parts)
