"""Tables, tiles of figures, runs of text and charts on a slide: native ones that Office can edit, in the colours of the
theme."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

from draftkit.campaign.charts import Chart, Series
from draftkit.campaign.slides.deck import TILE_WORDS
from draftkit.campaign.slides.fit import WIDER, WIDEST, Area, Run, column_shares, table_setting, texts_of
from draftkit.campaign.slides.parts import Image, Par, Sheet, Tiles
from draftkit.model.measure import EMU_PER_MM, MM_PER_PT, text_mm, wrap
from draftkit.pictures.prepare import DOCUMENT, prepare
from draftkit.text.figures import SCALES, Amount
from draftkit.text.passage import xml_text

_SCALE = "|".join((*SCALES, "thousand", "million", "billion"))
_NUMBER = re.compile(rf"[^\d]{{0,20}}\d[\d.,/:h]*(?: ?[-–] ?\d[\d.,]*)?(?: ?%| (?:{_SCALE})(?!\w))?(?=\s|$)(?!.* \d)")
"""The number of a figure that holds no other: 7 giờ 30, 8h30, 12/15 stay together."""
_TILE_PT, _TILE_HIGH, _PAD_MM = (66, 60, 54, 48, 40, 36, 32), 0.85, 6
"""Sizes of the figure of a tile, its share of the height, the space within its edges."""

_CAPTION_PT = 14
_PANORAMA, _ABOVE = 2.0, 0.45
"""Width over height from which a picture stands above or below its text, and the share of the height of the text."""


def add_tiles(slide: Any, shown: Tiles, area: tuple[int, int, int, int]) -> None:
    """Figures as boxes of one height side by side, the figure on one line, whatever face stands in for ours."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Pt

    left, top, width, height = area
    gap, count, pad = int(8 * EMU_PER_MM), len(shown.items), int(_PAD_MM * EMU_PER_MM)
    wide, high = (width - gap * (count - 1)) // count, int(height * _TILE_HIGH)
    room = (wide - 2 * pad) / EMU_PER_MM / WIDEST
    items = shown.items
    if _largest(items, room) < _TILE_PT[-2]:  # what is counted goes to the words below its number
        items = tuple(_counted(lead, par) for lead, par in items)
    size = _largest(items, room)
    for number, (lead, par) in enumerate(items):
        box = slide.shapes.add_textbox(left + number * (wide + gap), top, wide, high)
        edge = slide.shapes.add_textbox(box.left, top, gap // 4, high)
        for shape, colour in ((box, MSO_THEME_COLOR.BACKGROUND_2), (edge, MSO_THEME_COLOR.ACCENT_1)):
            shape.fill.solid()
            shape.fill.fore_color.theme_color = colour
        describe(box, f"Số liệu {number + 1}", "")
        describe(edge, f"Nền {number + 1}", "")
        frame = box.text_frame
        frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, True
        frame.margin_left, frame.margin_right, frame.margin_top = pad, pad, high // 4
        parts = (
            (frame.paragraphs[0], (Run(lead, bold=True),), size, MSO_THEME_COLOR.ACCENT_1, "+mj-lt"),
            (frame.add_paragraph(), par.runs, TILE_WORDS.size, MSO_THEME_COLOR.TEXT_1, "+mn-lt"),
        )
        for paragraph, runs, pt, colour, face in parts:
            write_runs(paragraph, runs, pt)
            for run in paragraph.runs:
                run.font.color.theme_color, run.font.name = colour, face
        frame.paragraphs[1].space_before = Pt(size / 3)


def _largest(items: tuple[tuple[str, Par], ...], room: float) -> int:
    return next((pt for pt in _TILE_PT if all(text_mm(lead, pt, bold=True) <= room for lead, _ in items)), 24)


def _counted(lead: str, par: Par) -> tuple[str, Par]:
    """A number, and what it counts before the words below it: `3,6 triệu học sinh` and `ăn trưa`."""
    found = _NUMBER.match(lead)
    rest = lead[found.end() :].strip() if found else ""
    runs = (Run(f"{rest} "), *par.runs) if par.runs else (Run(rest),)
    return (lead[: found.end()].strip(), par._replace(runs=runs)) if found and rest else (lead, par)


def add_table(slide: Any, sheet: Sheet, area: tuple[int, int, int, int], room: Area, most: float) -> float:
    """A table, planned for a room, in letters as large as fit, at most so large (pt), its rows as tall as there is
    room; their size."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    left, top, width, _ = area
    sides = [getattr(PP_ALIGN, side.upper()) for side in sheet.align]
    texts = texts_of(sheet.rows)
    count = len(texts[0])
    size, heights = table_setting(texts, room, most)
    high = int(sum(heights) * EMU_PER_MM)
    shape = slide.shapes.add_table(len(sheet.rows), count, left, top, width, high)
    describe(shape, sheet.caption or "Bảng", sheet.caption or "Bảng")
    for column, share in zip(shape.table.columns, column_shares(texts, room), strict=True):
        column.width = int(width * share)
    for index, (row, cells) in enumerate(zip(shape.table.rows, sheet.rows, strict=True)):
        row.height = int(heights[index] * EMU_PER_MM)
        for cell, runs, side in zip_longest(list(row.cells)[: len(cells)], cells, sides[: len(cells)]):
            cell.text_frame.paragraphs[0].alignment = side
            further = 0 < index < sheet.heads  # the style of tables knows one row of headings
            write_runs(cell.text_frame.paragraphs[0], runs, size)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            if further:
                cell.fill.solid()
                cell.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.name = "+mn-lt"
                if further:
                    run.font.bold, run.font.color.theme_color = True, MSO_THEME_COLOR.BACKGROUND_1
        if len(cells) == 1 < count:  # the heading of a group
            row.cells[0].merge(row.cells[count - 1])
    for merge in sheet.merges:
        last = shape.table.cell(merge.row + merge.down - 1, merge.column + merge.across - 1)
        shape.table.cell(merge.row, merge.column).merge(last)
    return size


def captioned(slide: Any, text: str, area: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Put words at the foot of an area; what is left of it above them."""
    from pptx.enum.text import PP_ALIGN

    if not text:
        return area
    left, top, width, height = area
    lines = len(wrap(text, width / EMU_PER_MM / WIDER - _PAD_MM, _CAPTION_PT))
    high = int((lines * 1.3 * _CAPTION_PT * MM_PER_PT + _PAD_MM / 2) * EMU_PER_MM)
    box = slide.shapes.add_textbox(left, top + height - high, width, high)
    box.text_frame.word_wrap = True
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER  # as the picture above
    write_runs(box.text_frame.paragraphs[0], (Run(text),), _CAPTION_PT)
    return left, top, width, height - high


def stacked(slide: Any, image: Image, at: int) -> None:
    """A picture much wider than high, in placeholder 1 or 2, stands above or below its text, not beside it, where it
    would be a strip."""
    seen = prepare(Path(image.path), DOCUMENT)
    first, last = ({one.placeholder_format.idx: one for one in slide.placeholders}.get(at) for at in (1, 2))
    if first is not None and last is not None and seen.width >= seen.height * _PANORAMA:
        left, top = first.left, first.top
        wide, high = last.left + last.width - left, last.top + last.height - top
        above = int(high * (_ABOVE if at == 2 else 1 - _ABOVE))
        first.left, first.top, first.width, first.height = left, top, wide, above
        last.left, last.top, last.width, last.height = left, top + above, wide, high - above


def write_runs(paragraph: Any, runs: tuple[Run, ...], size: float = 0) -> None:
    """Add runs to a paragraph, in a size in pt or the usual one."""
    from pptx.util import Pt

    for run in runs:
        for number, text in enumerate(run.text.split("\n")):
            if number:
                paragraph.add_line_break()
            made = paragraph.add_run()
            made.text = xml_text(text)
            made.font.bold, made.font.italic = run.bold or None, run.italic or None
            if run.shift:
                made._r.get_or_add_rPr().set("baseline", "30000" if run.shift > 0 else "-25000")
            if run.url.startswith(("http://", "https://", "mailto:")):
                made.hyperlink.address = run.url
            if size:
                made.font.size = Pt(size)


def describe(shape: Any, name: str, text: str) -> None:
    """The name and alternative text of a shape."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", xml_text(name)[:120])
    properties.set("descr", xml_text(text))


_PALETTE = 6


def add_chart(slide: Any, drawn: Chart, area: tuple[int, int, int, int]) -> None:
    """Put a chart, other than a map, into an area of a slide."""
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
    for name, values in _columns_of(drawn, stacked):
        data.add_series(xml_text(name), values)
    shape = slide.shapes.add_chart(types[drawn.shape], *area, data)
    describe(shape, drawn.called, drawn.described())
    _styled(shape.chart, drawn, stacked)


def _columns_of(drawn: Chart, stacked: bool) -> list[tuple[str, list[float | None]]]:
    """The columns of the sheet behind a chart: a range as its lower end and what is on top of it."""
    if stacked:
        (series,) = drawn.series
        low = [found.low if found else None for found in series.amounts]
        more = [found.high - found.low if found else None for found in series.amounts]
        return [(f"{series.name}: mức thấp", low), (f"{series.name}: thêm đến mức cao", more)]
    return [(series.name, [found.high if found else None for found in series.amounts]) for series in drawn.series]


def _styled(chart: Any, drawn: Chart, stacked: bool) -> None:
    """Colours of the theme, labels that say the figures as printed, no lines that say nothing."""
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    chart.font.size = Pt(18)
    chart.has_title = False
    chart.has_legend = drawn.keyed or drawn.shape == "pie"
    if chart.has_legend:
        side = XL_LEGEND_POSITION.RIGHT if drawn.shape == "pie" else XL_LEGEND_POSITION.BOTTOM  # beside what is round
        chart.legend.position, chart.legend.include_in_layout = side, False
    plot = chart.plots[0]
    accents = [getattr(MSO_THEME_COLOR, f"ACCENT_{number}") for number in range(1, _PALETTE + 1)]
    if drawn.shape == "pie":
        plot.vary_by_categories = True
    else:
        plot.vary_by_categories = False
        if drawn.shape != "line":
            plot.gap_width = 55
            plot.overlap = 100 if stacked else -10
        _axes(chart, drawn)
    for number, series in enumerate(plot.series):
        colour = accents[(0 if stacked else number) % _PALETTE]
        if drawn.shape == "line":
            series.format.line.color.theme_color, series.smooth = colour, False
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.theme_color = colour
        elif drawn.shape != "pie":
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = colour
            if stacked and number == 1:
                series.format.fill.fore_color.brightness = 0.75
        if not (stacked and number == 0):
            _labelled(series, drawn.series[0 if stacked else number], drawn)
    if drawn.shape == "pie":
        for index in range(len(drawn.categories)):
            point = plot.series[0].points[index]
            point.format.fill.solid()
            point.format.fill.fore_color.theme_color = accents[index % _PALETTE]


_HALF = 50
"""Per cent above which bars are drawn as shares of all."""


def _axes(chart: Any, drawn: Chart) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    value, category = chart.value_axis, chart.category_axis
    value.has_major_gridlines = False
    shown = [found for one in drawn.series for found in one.amounts if found]
    above, most = all(found.low >= 0 for found in shown), max((found.high for found in shown), default=0)
    value.minimum_scale = 0 if above else None
    if above and drawn.shape != "column" and drawn.unit == "%" and _HALF < most <= 100:
        value.maximum_scale = 100  # small shares would leave the slide empty
    value.visible = False
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.fill.background()
    if drawn.shape == "bar":
        category.reverse_order = True


def _labelled(series: Any, said: Series, drawn: Chart) -> None:
    """A label at each point with the figure as the text says it."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    inside = drawn.ranged and len(drawn.series) == 1 and drawn.shape in ("bar", "column")
    for index, found in enumerate(said.amounts):
        if found is None:
            continue
        label = series.points[index].data_label
        frame = label.text_frame
        frame.text = xml_text(found.text)
        frame.paragraphs[0].runs[0].font.bold = True
        frame.paragraphs[0].runs[0].font.size = Pt(18)
        label.position = getattr(XL_LABEL_POSITION, "INSIDE_BASE" if inside else _side(found, index, drawn))


def _side(found: Amount, index: int, drawn: Chart) -> str:
    """Where the figure of a point stands: on lines above the highest of its moment, below the lowest, else beside."""
    if drawn.shape != "line":
        return "OUTSIDE_END"
    there = [one.high for series in drawn.series if (one := series.amounts[index])]
    return "ABOVE" if found.high == max(there) else "BELOW" if found.high == min(there) else "RIGHT"
