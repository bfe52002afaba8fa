"""Printed pieces as PDF: for the screen, and for the printer with bleed and marks.

Texts reach typst as data in a file of the run's own folder; the program (`print/sheet.typ` of the shared templates)
reads nothing else. Each panel is measured before anything is written: what does not fit is an error that says how
much."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from draftkit.campaign.charts import Chart
from draftkit.campaign.leaflet import ORDERS, folds
from draftkit.campaign.print.panels import Panel, panels
from draftkit.errors import ConfigError, EngineMissing, OutputError
from draftkit.kinds.identity import FILE, FONTS, Identity
from draftkit.kinds.typefaces import font_folders
from draftkit.model.numeral import whole
from draftkit.pictures.prepare import ORIGINAL, prepare
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.writers.formats import Workshop
from draftkit.writers.paged.pages import PDF, made

PROGRAM = "print/sheet.typ"
_QR_MM, _DENSE = 28, 45
"""A QR code of more squares a side than this, so small, is hard to read with a telephone."""
_EXTRA = "outreach"
_PLACARD_MM = 200
"""A single sheet wider than this hangs on a wall: its title is read from afar."""
_SIZES = (13, 12.5, 12, 11.5, 11, 10.5, 10)
"""Of text, in pt; the least is what is read with ease at arm's length."""
_AIRS = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Shares of the usual space between blocks: what a panel has left is spread."""
_SLACK = 0.05


class Layout(NamedTuple):
    """How a sheet is laid out: panels across, sheets as lists of panels (1 is the cover), the size of one in mm."""

    across: int
    sheets: tuple[tuple[int, ...], ...]
    panel_mm: tuple[float, float]


def write_sheet(bound: Bound, frame: Frame, workshop: Workshop, bleed: float, **how: Any) -> list[bytes]:
    """A printed piece with so many mm beyond the cut and marks for the printer, or none: one PDF, or with
    `format="png"` and `ppi` one picture a side.

    Raises OutputError when a panel holds too much, ConfigError on a wrong identity, EngineMissing without typefaces."""

    def compiled(typst: Any, program: str, root: str) -> Any:
        return typst.compile(program, root=root, font_paths=_fonts(), **(how or PDF))

    with _sheet(bound, frame, workshop, bleed) as (program, root):
        found = made(compiled, program, root, bound.draft.name)
        return found if isinstance(found, list) else [found]


@contextmanager
def _sheet(bound: Bound, frame: Frame, workshop: Workshop, bleed: float) -> Iterator[tuple[str, str]]:
    """The program and its data in a folder, when every panel fits. Raises OutputError when one does not."""
    with tempfile.TemporaryDirectory(prefix="draftkit-") as found:
        folder = Path(found)
        identity = workshop.identity()
        _known_fonts(identity)
        layout = _layout(bound)
        pieces, closing = panels(bound, lambda one: _chart(one, identity, folder), lambda path: _picture(path, folder))
        if layout.across > 1 and len(pieces) > len(ORDERS[layout.across]):
            raise OutputError("{file}: more panels than the sheet has; see draftkit check.", file=bound.draft.name)
        target = _target(bound, identity)
        data = _data(frame, bound, identity, layout, pieces) | {
            "bleed": bleed,
            "closing": closing,
            "qr": _code(target, folder),
            "target": target,
            "target_words": identity.target_words,
            "mark_file": _picture(str(identity.mark), folder) if identity.mark else "",
        }
        program = folder / "sheet.typ"
        shutil.copyfile(workshop.shared(PROGRAM), program)
        _set(data, program, bound.draft.name, [piece.title or frame.title for piece in pieces])
        yield str(program), str(folder)


def _layout(bound: Bound) -> Layout:
    size = bound.profile.page_mm
    if bound.draft.kind.words.get("so_mat"):
        across = folds(bound)
        order = ORDERS[across]
        return Layout(across, (order[:across], order[across:]), size)
    wide, _, high = bound.draft.kind.words.get("kho_in", "").partition("x")
    width, height = whole(wide), whole(high)
    return Layout(1, ((1,),), (float(width), float(height)) if width and height else size)


def _data(frame: Frame, bound: Bound, identity: Identity, layout: Layout, pieces: list[Panel]) -> dict[str, Any]:
    return {
        "title": frame.title or bound.draft.kind.title,
        "subtitle": bound.meta.subtitle,
        "agency": [*frame.parent_agency, *frame.agency],
        "type": frame.type,
        "marks": list(frame.draft_mark),
        "held": frame.held,
        "colours": dict(identity.colours),
        "fonts": dict(identity.fonts),
        "across": layout.across,
        "placard": layout.panel_mm[0] > _PLACARD_MM,
        "sheets": [list(sheet) for sheet in layout.sheets],
        "panel": list(layout.panel_mm),
        "panels": [{"title": piece.title, "blocks": piece.blocks} for piece in pieces],
    }


def _set(data: dict[str, Any], program: Path, name: str, titles: list[str]) -> None:
    """Write the data with the largest size of text with which every panel holds what it has. Raises OutputError naming
    the panels that hold too much with the smallest, and how many mm they lack."""
    place, over = program.parent / "data.json", []

    def lacking(size: float, air: float) -> list[dict[str, Any]]:
        place.write_text(json.dumps(data | {"size": size, "air": air}, ensure_ascii=False), encoding="utf-8")
        found = json.loads(made(_asked, str(program), str(program.parent), name))
        return [item for item in found if item["over"] > _SLACK]

    for size in _SIZES:
        over = lacking(size, _AIRS[0])
        if not over:
            next(air for air in reversed(_AIRS) if not lacking(size, air))
            return
    told = "; ".join(f"{titles[min(item['panel'], len(titles)) - 1]} (+{ceil(item['over'])} mm)" for item in over)
    raise OutputError("{file}: these panels hold too much, shorten them: {panels}", file=name, panels=told)


def _asked(typst: Any, program: str, root: str) -> Any:
    return typst.query(program, "<fit>", field="value", root=root, font_paths=_fonts())


def _fonts() -> list[Path]:
    """Where the typefaces of our own identity lie. Raises EngineMissing when they are not installed."""
    found = font_folders()
    if len(found) < len(FONTS):
        raise EngineMissing(
            "printed pieces need the typefaces {fonts}: pip install '{package}'",
            extra=_EXTRA,
            fonts=", ".join(FONTS.values()),
        )
    return found


def _known_fonts(identity: Identity) -> None:
    """Raise ConfigError for a typeface of the identity that is not on this machine: other letters would take its
    place."""
    wanted = [name for name in identity.fonts.values() if name not in FONTS.values()]
    if wanted:
        import typst

        there = typst.Fonts(font_paths=_fonts()).families()
        missing = ", ".join(name for name in wanted if name not in there)
        if missing:
            raise ConfigError("{file}: the typeface {names} is not on this machine.", file=FILE, names=missing)


def _target(bound: Bound, identity: Identity) -> str:
    target = str(bound.draft.meta.values.get("ma_qr") or identity.target)
    if target and not target.startswith(("https://", "http://", "mailto:")):
        raise ConfigError("ma_qr must be an address such as https://vi-du.vn, not “{value}”", value=target)
    return target


def _code(target: str, folder: Path) -> str:
    if not target:
        return ""
    try:
        import segno
    except ImportError as error:
        raise EngineMissing("QR codes need {package}: pip install '{package}'", extra=_EXTRA) from error
    code = segno.make(target, error="m", micro=False)
    squares = code.symbol_size(border=0)[0]
    if squares > _DENSE:
        raise OutputError(
            "the QR code has {count} squares a side, too dense for {size} mm; give a shorter address",
            count=squares,
            size=_QR_MM,
        )
    code.save(str(folder / "qr.svg"), border=0, dark="#000", light=None, xmldecl=False)
    return "qr.svg"


def _picture(path: str, folder: Path) -> str:
    ready = prepare(Path(path), ORIGINAL)
    name = f"picture-{len(list(folder.iterdir()))}.{'png' if 'png' in ready.type.lower() else 'jpg'}"
    (folder / name).write_bytes(ready.data)
    return name


def _chart(found: Chart, identity: Identity, folder: Path) -> str:
    from draftkit.campaign.draw import png

    name = f"chart-{len(list(folder.iterdir()))}.png"
    (folder / name).write_bytes(png(found, identity, 81))
    return name
