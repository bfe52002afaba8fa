"""Charts on slides: native ones that Office can edit, in the colours of the theme."""

from __future__ import annotations

from typing import Any

from draftkit.campaign.charts import Chart, Series
from draftkit.campaign.slides.shapes import describe
from draftkit.text.figures import Amount
from draftkit.text.passage import xml_text

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
