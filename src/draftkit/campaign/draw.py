"""Charts drawn by matplotlib: SVG and PNG, the same bytes every time, in the colours and typeface of the identity.

The colours stand out on white at 3:1 or more (WCAG 2.2, 1.4.11) and differ in lightness, for those who see colours
differently; no colour is the only sign of anything."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from draftkit.campaign.charts import Chart
from draftkit.errors import EngineMissing
from draftkit.kinds.identity import Identity, contrast
from draftkit.kinds.typefaces import font_files
from draftkit.model.kept import Kept

PAPER = "#FFFFFF"
_MORE = ("#8C4A78", "#5B5B5B")
"""Colours of series behind those of the identity."""
_LEAST = 3.0
LIGHTER = 0.45
"""How far the part of a bar from the lower to the upper end of a range is mixed with white."""
_STYLE: Any = {
    "font.size": 11,
    "svg.fonttype": "path",
    "svg.hashsalt": "draftkit",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,
    "text.usetex": False,
}
_INKED = ("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor")
_PLAIN_FONT = "DejaVu Sans"
"""Comes with matplotlib and has every Vietnamese letter: stands in for a typeface that is not here."""
_INCH = 25.4
_DPI = 200
WIDE, _NARROW = 183.0, 130.0
"""Millimetres: the width of a chart by itself, and the width below which its letters are set smaller."""
_SMALL = 9.0
_DRAWN: Kept[bytes] = Kept(32)
"""A chart stands in every form of a document: it is drawn once for all."""


def palette(identity: Identity) -> tuple[str, ...]:
    """The colours of series: those of the identity, each as dark as it must be to be seen on white."""
    own = (identity.colours[use] for use in ("chinh", "dam", "diem", "phu"))
    return (*(_seen(colour) for colour in own), *_MORE)


def _seen(colour: str) -> str:
    while contrast(colour, PAPER) < _LEAST:
        colour = "#" + "".join(f"{round(int(colour[at : at + 2], 16) * 0.96):02X}" for at in (1, 3, 5))
    return colour


def _font(identity: Identity) -> str:
    """The typeface of the text, when it is at hand."""
    from matplotlib import font_manager

    name = identity.fonts["noi_dung"]
    known = {font.name for font in font_manager.fontManager.ttflist}
    if name not in known:
        for file in font_files(name):
            font_manager.fontManager.addfont(str(file))
            known.add(name)
    return name if name in known else _PLAIN_FONT


@contextmanager
def drawing(identity: Identity) -> Iterator[Any]:
    """The module of figures under our settings, whatever the user's own are. Raises EngineMissing without
    matplotlib."""
    try:
        import matplotlib
        from cycler import cycler
        from matplotlib import figure
    except ImportError as error:
        raise EngineMissing(
            "Charts need matplotlib, which is not installed: pip install '{package}'", extra="outreach"
        ) from error
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE | dict.fromkeys(_INKED, identity.colours["chu"]))
        matplotlib.rcParams["font.family"] = [_font(identity), _PLAIN_FONT]
        matplotlib.rcParams["axes.prop_cycle"] = cycler(color=palette(identity))
        yield figure


def _colour(number: int) -> str:
    """The colour of a series under the settings of a drawing."""
    from matplotlib import rcParams

    colours = rcParams["axes.prop_cycle"].by_key()["color"]
    return str(colours[number % len(colours)])


def svg(chart: Chart, identity: Identity, held: str = "") -> bytes:
    """A chart as SVG with title and description; `held` is the line above what must not be published yet."""
    text = f"{held}. {chart.described()}" if held else chart.described()
    return described(_saved(chart, identity, "svg", WIDE, held), chart.title or "Biểu đồ", text)


def png(chart: Chart, identity: Identity, width_mm: float = 0, held: str = "") -> bytes:
    """A chart as PNG; in a narrow column it is drawn narrow, so that its letters stay large enough."""
    return _saved(chart, identity, "png", min(width_mm or WIDE, WIDE), held)


def _saved(chart: Chart, identity: Identity, form: str, width_mm: float, held: str = "") -> bytes:
    asked = (chart, identity, form, width_mm, held)
    return _DRAWN.of(repr(asked), lambda: _drawn(*asked))


def _drawn(chart: Chart, identity: Identity, form: str, width_mm: float, held: str) -> bytes:
    with drawing(identity) as figures:
        narrow = width_mm < _NARROW
        rows = len(chart.categories) * (len(chart.series) if chart.shape == "bar" else 1)
        height = max(1.8, (0.46 if narrow else 0.62) * rows + 0.5) if chart.shape == "bar" else (2.9 if narrow else 4.2)
        figure = figures.Figure(figsize=(width_mm / _INCH, height), layout="constrained")
        draw(chart, figure.add_subplot(), 8.5 if narrow else 11)
        if held:
            figure.suptitle(held, color="#C00000", size=8.5 if narrow else 11, weight="bold")
        return save(figure, form)


def save(figure: Any, form: str) -> bytes:
    """A figure as the bytes of a file, without date and program name."""
    out = io.BytesIO()
    blank = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    figure.savefig(out, format=form, metadata=blank, dpi=_DPI)
    return out.getvalue()


def described(data: bytes, title: str, text: str) -> bytes:
    """An SVG with title and description for those who hear it."""
    head = (
        f'role="img" aria-labelledby="_ten _mo-ta" lang="vi">\n <title id="_ten">{escape(title)}</title>\n <desc '
        f'id="_mo-ta">{escape(text)}</desc>'
    )
    return re.sub(r"(<svg [^>]*?)\s*>", lambda found: f"{found[1]} {head}", data.decode(), count=1).encode()


def lighter(colour: str, share: float = LIGHTER) -> str:
    """A colour mixed with white."""
    return "#" + "".join(f"{round(int(colour[at : at + 2], 16) * (1 - share) + 255 * share):02X}" for at in (1, 3, 5))


def _called(name: str) -> str:
    """What a legend calls a row of figures: matplotlib leaves out names that begin with “_”."""
    return f" {name}" if name.startswith("_") else name


def draw(chart: Chart, axes: Any, size: float = 11) -> None:
    """Draw a chart into axes; `size` is that of its letters in pt."""
    if chart.shape == "pie":
        _pie(chart, axes, size)
    elif chart.shape == "line":
        _line(chart, axes, size)
    else:
        _bars(chart, axes, size)
    if len(chart.series) > 1 and any(series.name for series in chart.series):
        axes.legend(
            frameon=False,
            fontsize=size,
            loc="upper center",
            bbox_to_anchor=(0.5, -0.08),
            ncols=min(len(chart.series), 3),
        )


def _wrapped(text: str, width: int = 26) -> str:
    return "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text


def _bars(chart: Chart, axes: Any, size: float) -> None:
    lying = chart.shape == "bar"
    count = len(chart.series)
    thick = 0.68 / count
    bar = axes.barh if lying else axes.bar
    side = "left" if lying else "bottom"
    top = max((found.high for series in chart.series for found in series.amounts if found), default=1) or 1
    for number, series in enumerate(chart.series):
        colour = _colour(number)
        for at, found in enumerate(series.amounts):
            if found is None:
                continue
            place = at + (number - (count - 1) / 2) * thick
            bar(place, found.low, thick * 0.92, color=colour, label=_called(series.name) if at == 0 else "_")
            if found.ranged:
                bar(
                    place,
                    found.high - found.low,
                    thick * 0.92,
                    color=lighter(colour),
                    edgecolor=colour,
                    hatch="///",
                    linewidth=0.8,
                    **{side: found.low},
                )
            end = found.high + top * 0.015
            where = {"va": "center", "ha": "left"} if lying else {"va": "bottom", "ha": "center"}
            axes.text(*((end, place) if lying else (place, end)), found.text, fontsize=size, fontweight="bold", **where)
    names = [_wrapped(name, (17 if size < _SMALL else 26) if lying else 14) for name in chart.categories]
    (axes.set_yticks if lying else axes.set_xticks)(range(len(names)), names, fontsize=size)
    limit = max(top * (1.45 if size < _SMALL else 1.22), 0.0)
    low = min((found.low for series in chart.series for found in series.amounts if found), default=0)
    (axes.set_xlim if lying else axes.set_ylim)(min(low * 1.1, 0), limit)
    if lying:
        axes.invert_yaxis()
    hidden = axes.xaxis if lying else axes.yaxis
    hidden.set_visible(False)
    axes.spines["bottom" if lying else "left"].set_visible(False)
    axes.tick_params(length=0)


def _pie(chart: Chart, axes: Any, size: float) -> None:
    found = [
        (name, one) for name, one in zip(chart.categories, chart.series[0].amounts, strict=True) if one and one.high > 0
    ]
    labels = [f"{_wrapped(name, 20)}\n{one.text}" for name, one in found]
    colours = [_colour(number) for number in range(len(found))]
    axes.pie(
        [one.high for _, one in found],
        labels=labels,
        colors=colours,
        startangle=90,
        counterclock=False,
        textprops={"fontsize": size},
        wedgeprops={"edgecolor": PAPER, "linewidth": 2},
    )
    axes.set_aspect("equal")


def _line(chart: Chart, axes: Any, size: float) -> None:
    marks = "osD^vP"
    for number, series in enumerate(chart.series):
        points = [(at, one) for at, one in enumerate(series.amounts) if one]
        colour = _colour(number)
        axes.plot(
            [at for at, _ in points],
            [one.high for _, one in points],
            color=colour,
            marker=marks[number % len(marks)],
            linewidth=2.2,
            label=_called(series.name),
        )
        for at, one in points:
            if one.ranged:
                axes.vlines(at, one.low, one.high, color=colour, linewidth=6, alpha=0.35)
            axes.annotate(
                one.text,
                (at, one.high),
                textcoords="offset points",
                xytext=(0, 7),
                ha="center",
                fontsize=size,
                fontweight="bold",
            )
    axes.set_xticks(range(len(chart.categories)), [_wrapped(name, 14) for name in chart.categories], fontsize=size)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.margins(y=0.18)
