"""Charts drawn by typst (`print/chart.typ`): SVG and PNG, the same bytes every time, in the colours and typeface of the
identity.

The colours stand out on white at 3:1 or more (WCAG 2.2, 1.4.11) and differ in lightness, for those who see colours
differently; no colour is the only sign of anything."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from draftkit.campaign.charts import Chart, province, provinces
from draftkit.campaign.print.vector import with_text
from draftkit.files.whole import scratch
from draftkit.kinds.identity import Identity, contrast, font_folders
from draftkit.model.kept import Kept
from draftkit.model.measure import NBSP
from draftkit.text.figures import Amount
from draftkit.writers.paged.pages import FORMULAS, PDF, made

PAPER = "#FFFFFF"
PROGRAM = Path(__file__).with_name("print") / "chart.typ"
_FIGURE = PROGRAM.with_name("figure.typ")
_MORE = ("#8C4A78", "#5B5B5B")
"""Colours of series behind those of the identity."""
_PLAIN_FONT = "Libertinus Serif"
"""Comes with typst and has every Vietnamese letter: stands in for a typeface that is not here."""
_LEAST, _READ = 3.0, 4.5
WIDE, _NARROW = 183.0, 130.0
"""Millimetres: the width of a chart by itself, and the width below which names stand above their bars."""
_PPI = 200.0
_RANGE = re.compile(r"(\d) [-–] (?=\d)")
"""What of a name stays on one line."""
_STEPS = (0.12, 0.34, 0.56, 0.78, 1.0)
"""How much of the colour the classes of a map have, from the lowest to the highest."""
_NEAR_NOUGHT = 0.1
"""The share of the highest value below which the least one is: the axis of a line begins at 0 then."""
_DRAWN: Kept[tuple[bytes, bytes]] = Kept(32)
"""A chart stands in every form of a document: it is drawn once for all."""


def palette(identity: Identity) -> tuple[str, ...]:
    """The colours of series: those of the identity, each as dark as it must be to be seen on white."""
    own = (identity.colours[use] for use in ("chinh", "dam", "diem", "phu"))
    return (*(_seen(colour) for colour in own), *_MORE)


def _seen(colour: str) -> str:
    while contrast(colour, PAPER) < _LEAST:
        colour = "#" + "".join(f"{round(int(colour[at : at + 2], 16) * 0.96):02X}" for at in (1, 3, 5))
    return colour


def lighter(colour: str, share: float) -> str:
    """A colour mixed with white."""
    return "#" + "".join(f"{round(int(colour[at : at + 2], 16) * (1 - share) + 255 * share):02X}" for at in (1, 3, 5))


def figures(chart: Chart, identity: Identity) -> dict[str, Any]:
    """A chart as `chart.typ` draws it."""
    amounts = [one for series in chart.series for one in series.amounts if one]
    low, high = min(one.low for one in amounts), max(one.high for one in amounts)
    shares = chart.unit == "%" and chart.shape != "column" and low >= 0
    least = 0.0 if 0 < low < high * _NEAR_NOUGHT else low
    low, most = min(low, 0.0), max(high, 100.0 if shares else 0.0)
    found: dict[str, Any] = {"shape": chart.shape, "low": low, "high": most if most > low else low + 1.0}
    found |= {"whole": shares and low == 0 and most == 100, "keyed": chart.keyed, "name": chart.series[0].name}
    if chart.shape == "map":
        return found | _tiles(chart, identity)
    series = [{"name": one.name, "amounts": [_told(amount) for amount in one.amounts]} for one in chart.series]
    found["cut"] = chart.word("cut") if chart.shape == "line" and not least <= 0 <= high else ""
    found |= {"least": least, "most": max(one.high for one in amounts)}
    names = [_RANGE.sub(f"\\1{NBSP}-{NBSP}", name) for name in chart.categories]
    return found | {"categories": names, "series": series}


def _told(amount: Amount | None) -> dict[str, Any] | None:
    return {"text": amount.text, "low": amount.low, "high": amount.high} if amount else None


def _tiles(chart: Chart, identity: Identity) -> dict[str, Any]:
    """Provinces as tiles, darker the more they have; the islands always stand there."""
    given = dict(zip((province(name) for name in chart.categories), chart.series[0].amounts, strict=True))
    amounts = [one for one in given.values() if one]
    low, high = min(one.high for one in amounts), max(one.high for one in amounts)
    shades = [_readable(lighter(identity.colours["chinh"], 1 - step), identity) for step in _STEPS]

    def tile(name: str, x: float, y: float, wide: float) -> dict[str, Any]:
        one = given.get(name)
        share = (one.high - low) / (high - low) if one and high > low else 0.0
        fill, ink = shades[min(int(share * len(shades)), len(shades) - 1)] if one else ("", "")
        return {"name": name, "x": x, "y": y, "wide": wide, "text": one.text if one else "", "fill": fill, "ink": ink}

    places, islands = provinces()
    tiles = [tile(name, *at, 1.0) for name, at in places.items()] + [tile(name, *at) for name, at in islands.items()]
    ends = {one.high: one.text for one in amounts}
    scale = [[shades[0][0], ends[low]], *([[shades[-1][0], ends[high]]] if high > low else [])]
    across = max(one["x"] + one["wide"] for one in tiles)
    return {"tiles": tiles, "across": across, "down": round(max(one["y"] for one in tiles)) + 1, "scale": scale}


def _readable(ground: str, identity: Identity) -> tuple[str, str]:
    """A ground and the text that can be read on it; where neither can, the ground is made lighter."""
    while True:
        for ink in (identity.colours["chu"], PAPER):
            if contrast(ink, ground) >= _READ:
                return ground, ink
        former, ground = ground, lighter(ground, 0.06)
        if ground == former:  # so light already that mixing changes nothing: the text is read on white
            return PAPER, identity.colours["chu"]


def svg(chart: Chart, identity: Identity, above: str = "") -> bytes:
    """A chart as SVG with title and description; `above` is the line above what must not be published yet."""
    text = f"{above}. {chart.described()}" if above else chart.described()
    return with_text(*_drawn(chart, identity, "svg", WIDE, above), chart.called, text)


def png(chart: Chart, identity: Identity, width_mm: float = WIDE, above: str = "") -> bytes:
    """A chart as PNG; in a narrow column it is drawn narrow, so that its letters stay large enough."""
    return _drawn(chart, identity, "png", width_mm, above)[0]


def formula(parts: Sequence[Any], identity: Identity) -> bytes:
    """A formula as PNG, large enough for a slide; `parts` as `word/omml.py` gives them."""
    data = {
        "formula": parts,
        "title": "Công thức",
        "ink": identity.colours["chu"],
        "fonts": [_PLAIN_FONT],
        "language": "vi",
    }
    text = json.dumps(data, ensure_ascii=False)
    return _DRAWN.of((text, "png"), lambda: _compiled(text, "png"))[0]


def _compiled(data: str, form: str) -> tuple[bytes, bytes]:
    """A drawing in a form, and as PDF, which tells of letters that no typeface has."""
    with scratch() as found:
        folder = Path(found)
        (folder / "data.json").write_text(data, encoding="utf-8")
        for program in (PROGRAM, _FIGURE, FORMULAS):
            shutil.copyfile(program, folder / program.name)
        figure, title = str(folder / _FIGURE.name), json.loads(data)["title"]
        forms = (PDF, {"format": form, "ppi": _PPI})
        page, drawn = made(lambda one: [one.compile(**how) for how in forms], figure, found, title, font_folders())
        return drawn, page


def _drawn(chart: Chart, identity: Identity, form: str, width_mm: float, above: str) -> tuple[bytes, bytes]:
    data = {
        "chart": figures(chart, identity),
        "title": chart.called,
        "alt": chart.described(),
        "width": width_mm,
        "wide": width_mm >= _NARROW,
        "above": above,
        "language": chart.language,
        "shades": palette(identity),
        "ink": identity.colours["chu"],
        "track": identity.colours["nhat"],
        "fonts": [identity.fonts["noi_dung"], _PLAIN_FONT],
    }
    text = json.dumps(data, ensure_ascii=False)
    return _DRAWN.of((text, form), lambda: _compiled(text, form))
