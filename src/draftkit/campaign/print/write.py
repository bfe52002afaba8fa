"""Printed pieces as PDF: for the screen, and for the printer with bleed and marks.

Texts reach typst as data in a file of the run's own folder; the program (`print/sheet.typ` of the shared templates)
reads nothing else. Each panel is measured before anything is written: what does not fit is an error."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from math import ceil
from operator import methodcaller
from pathlib import Path
from typing import Any

from draftkit.campaign.draw import PROGRAM as CHARTS
from draftkit.campaign.draw import figures, palette
from draftkit.campaign.leaflet import ORDERS, folds
from draftkit.campaign.points import sentences
from draftkit.campaign.print.panels import Panel, opened, panels
from draftkit.campaign.print.vector import inside, with_boxes, with_text
from draftkit.errors import ConfigError, EngineMissing, OutputError, needing
from draftkit.files.whole import scratch
from draftkit.kinds.identity import FILE, FONTS, Identity, font_folders
from draftkit.model.kept import Kept
from draftkit.model.keys import CODE
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.pictures.prepare import ORIGINAL, Prepared, prepare
from draftkit.readers.yaml_text import fold_key
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, page_title
from draftkit.text.address import ADDRESS
from draftkit.text.passage import shortened
from draftkit.text.together import in_heading
from draftkit.writers.formats import Workshop
from draftkit.writers.paged.pages import FORMULAS, PDF, made, typefaces

PROGRAM = "print/sheet.typ"
_QR_MM, _DENSE = 28, 45
"""A QR code of more squares a side than this, so small, is hard to read with a telephone."""
_TARGET = re.compile(rf"(?i:https?)://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?|(?i:mailto):{ADDRESS}(?:\?\S*)?")
"""An address with a host that has a dot, or of mail: what a telephone opens."""
_LARGEST_CODE = 177
"""Squares a side of the largest QR code there is."""
_EXTRA = "outreach"
_PLACARD_MM = 200
"""A single sheet wider than this hangs on a wall: its title is read from afar."""
_SLACK = 0.05
_MADE: Kept[Any] = Kept(4)
"""What the latest sheets came to: whether they fit, and their pages."""
PAPERS = {"A5": "148x210", "A4": "210x297", "A3": "297x420", "A2": "420x594", "A1": "594x841"}
_GROWTH = 3
"""How many times its height a sheet that grows may have in addition; a longer picture nobody scrolls through."""
_TABLE = "tieu_diem"
"""Of the metadata: what of a picture must be seen, as per cent from its left and its top edge."""


class Layout(NamedTuple):
    """How a sheet is laid out: panels across, sheets as lists of panels (1 is the cover), the size of one in mm, and
    whether it grows downwards with what it holds."""

    across: int
    sheets: tuple[tuple[int, ...], ...]
    panel_mm: tuple[float, float]
    grows: bool = False


def write_sheet(bound: Bound, frame: Frame, workshop: Workshop, bleed: float, **how: Any) -> list[bytes]:
    """A printed piece with so many mm beyond the cut and marks for the printer, or none: one PDF; with `format="png"`
    and `ppi` one picture a side; with `format="svg"` the first side, its text as text. Raises OutputError when a panel
    holds too much or words reach out of theirs, ConfigError on a wrong identity, EngineMissing without typefaces."""
    with _sheet(bound, frame, workshop, bleed) as (program, root, data):
        page = _once(root, "pages", lambda: _compiled(program, root, bound.draft.name)[0])
        inside(page, bound.draft.name, tuple(data["panel"]))
        if not how:
            return [with_boxes(page, bleed) if bleed else page]
        drawn = _compiled(program, root, bound.draft.name, **how)
        if how["format"] == "svg":
            said = [data["title"], data["subtitle"]]
            said += _said([(one["title"], one["blocks"]) for one in data["panels"]] + data["closing"])
            return [with_text(drawn[0], page, page_title(bound, frame), sentences(said))]
        return drawn


def ready(bound: Bound, workshop: Workshop) -> None:
    """Raise as `write_sheet` does for what it would find before anything is set: a typeface that is not here, a paper
    nobody knows, a QR code that leads nowhere or is too dense."""
    _known_fonts(identity := workshop.identity())
    _layout(bound)
    with scratch() as folder:
        _code(_target(bound, identity), Path(folder), bound.draft.name)


def _once(root: str, what: str, make: Callable[[], Any]) -> Any:
    """What is made of the files in a folder, kept by their contents: one setting serves all forms of a sheet."""
    files = tuple((file.name, sha256(file.read_bytes()).digest()) for file in sorted(Path(root).iterdir()))
    return _MADE.of((what, files), make)


def _compiled(program: str, root: str, name: str, **how: Any) -> list[bytes]:
    found = made(lambda compiler: compiler.compile(**(how or PDF)), program, root, name, _fonts())
    return found if isinstance(found, list) else [found]


@contextmanager
def _sheet(bound: Bound, frame: Frame, workshop: Workshop, bleed: float) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The program, its folder and its data, when every panel fits. Raises OutputError when one does not."""
    with scratch() as found:
        folder = Path(found)
        identity = workshop.identity()
        _known_fonts(identity)
        layout = _layout(bound)
        names: list[str] = []

        def seen(path: str) -> dict[str, Any]:
            names.append(Path(path).name)
            return _seen(path, bound, folder)

        pieces, closing = panels(bound, lambda one: figures(one, identity), seen)
        _all_seen(bound, names)
        pieces = pieces if layout.across > 1 else opened(pieces)
        most = len(ORDERS[layout.across]) if layout.across > 1 else len(pieces)
        if len(pieces) > most:
            reason = (
                "{file}: {found} panels with the cover; a sheet folded in {count} has {most}. Join headings of the "
                "first level, or make some of the second."
            )
            raise OutputError(reason, file=bound.draft.name, found=len(pieces), count=layout.across, most=most)
        target = _target(bound, identity)
        data = _data(frame, bound, identity, layout, pieces) | {
            "bleed": bleed,
            "closing": closing,
            "qr": _code(target, folder, bound.draft.name),
            "target": target,
            "target_words": identity.target_words,
            "mark_file": _stored(identity.mark_on_dark(), folder) if identity.mark else "",
        }
        program = folder / "sheet.typ"
        shutil.copyfile(workshop.shared(PROGRAM), program)
        for part in (CHARTS, FORMULAS):
            shutil.copyfile(part, folder / part.name)
        _set(data, program, bound.draft.name, [piece.title or frame.title for piece in pieces], layout.grows)
        yield str(program), str(folder), data


def _said(thing: Any) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, (list, tuple)):
        return [text for one in thing for text in _said(one)]
    if "runs" in thing:
        return [thing.get("lead", "") + thing.get("between", "") + "".join(run[0] for run in thing["runs"])]
    if "rows" in thing:
        return [" · ".join("".join(run[0] for run in cell) for cell in row) for row in thing["rows"]]
    parts = ("alt", "text", "items", "picture", "blocks", "by")
    return [text for key in parts if key in thing for text in _said(thing[key])]


def _layout(bound: Bound) -> Layout:
    words = bound.draft.kind.words
    if words.get("so_mat"):
        across = folds(bound)
        order = ORDERS[across]
        return Layout(across, (order[:across], order[across:]), bound.profile.page_mm)
    asked = bound.meta.text("kho_giay").strip().upper()
    if asked and asked not in PAPERS:
        wrong = "{file}: kho_giay must be one of {known}, not “{value}”"
        raise ConfigError(wrong, file=bound.draft.name, known=", ".join(PAPERS), value=asked)
    printed = PAPERS.get(asked) or words.get("kho_in", "")
    wide, _, high = printed.rstrip("+").partition("x")
    width, height = whole(wide), whole(high)
    size = (float(width), float(height)) if width and height else bound.profile.page_mm
    return Layout(1, ((1,),), size, words.get("kho_in", "").endswith("+"))


def _data(frame: Frame, bound: Bound, identity: Identity, layout: Layout, pieces: list[Panel]) -> dict[str, Any]:
    return {
        "named": page_title(bound, frame),
        "title": in_heading(frame.title or bound.draft.kind.title),
        "subtitle": bound.line(bound.draft.meta.subtitle),
        "agency": [*frame.parent_agency, *frame.agency],
        "type": frame.type,
        "marks": list(frame.draft_mark),
        "held": frame.held,
        "colours": dict(identity.colours),
        "fonts": dict(identity.fonts),
        "shades": palette(identity),
        "language": bound.draft.kind.language,
        "across": layout.across,
        "grows": layout.grows,
        "placard": layout.panel_mm[0] > _PLACARD_MM,
        "sheets": [list(sheet) for sheet in layout.sheets],
        "panel": list(layout.panel_mm),
        "panels": [{"title": in_heading(piece.title), "blocks": piece.blocks} for piece in pieces],
    }


def _set(data: dict[str, Any], program: Path, name: str, titles: list[str], grows: bool) -> None:
    """Write the data, when every panel holds what it has with the smallest letters; a sheet that grows does so then.
    Raises OutputError naming the panels that hold too much, and how many mm they lack."""
    place = program.parent / "data.json"

    def lacking() -> list[dict[str, Any]]:
        place.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        folder = str(program.parent)
        asked = methodcaller("query", "<fit>", field="value")
        found = _once(folder, "fit", lambda: json.loads(made(asked, str(program), folder, name, _fonts())))
        return [item for item in found if item["over"] > _SLACK]

    over = lacking()
    if grows and over and over[0]["over"] < data["panel"][1] * _GROWTH:
        data["panel"][1] += ceil(over[0]["over"])
        over = lacking()
    if over:
        called = [shortened(title) for title in titles]
        told = "; ".join(f"{called[min(item['panel'], len(called)) - 1]} (+{ceil(item['over'])} mm)" for item in over)
        raise OutputError("{file}: these panels hold too much, shorten them: {panels}", file=name, panels=told)


def _fonts() -> list[Path]:
    """Where the typefaces of our own identity lie. Raises EngineMissing when they are not installed."""
    found = font_folders()
    if len(found) < len(FONTS):
        wrong = "printed pieces need the typefaces {fonts}: pip install '{package}'"
        raise EngineMissing(wrong, extra=_EXTRA, fonts=", ".join(FONTS.values()))
    return found


def _known_fonts(identity: Identity) -> None:
    """Raise ConfigError for a typeface of the identity that is not on this machine and would be replaced."""
    wanted = [name for name in identity.fonts.values() if name not in FONTS.values()]
    if wanted:
        with needing("printed pieces need {package}: pip install '{package}'", _EXTRA):
            there = typefaces(tuple(_fonts())).families()
        missing = ", ".join(name for name in wanted if name not in there)
        if missing:
            typefaces.cache_clear()  # somebody may install it while we run
            wrong = "{file}: the typeface {names} is not on this machine: install it, or write {known}."
            raise ConfigError(wrong, file=FILE, names=missing, known=", ".join(FONTS.values()))


def _target(bound: Bound, identity: Identity) -> str:
    own = str(bound.meta.values.get(CODE) or "").strip()
    target = own or identity.target.strip()
    if target and not _TARGET.fullmatch(target):
        wrong = "{file}: ma_qr must be an address such as https://vi-du.vn, not “{value}”"
        raise ConfigError(wrong, file=bound.draft.name if own else FILE, value=shortened(target))
    return target


def _code(target: str, folder: Path, name: str) -> str:
    if not target:
        return ""
    with needing("QR codes need {package}: pip install '{package}'", _EXTRA):
        import segno
    try:
        code = segno.make(target, error="m", micro=False)
        squares = code.symbol_size(border=0)[0]
    except segno.DataOverflowError:
        squares = _LARGEST_CODE + 1
    if squares > _DENSE:
        count = f"> {_LARGEST_CODE}" if squares > _LARGEST_CODE else squares
        said = (
            "{file}: the QR code of ma_qr has {count} squares a side, too dense for {size} mm ({most} at most); give a "
            "shorter address"
        )
        raise OutputError(said, file=name, count=count, size=_QR_MM, most=_DENSE)
    code.save(str(folder / "qr.svg"), border=0, dark="#000", light=None, xmldecl=False)
    return "qr.svg"


def _stored(ready: Prepared, folder: Path) -> str:
    name = f"picture-{len(list(folder.iterdir()))}.{'png' if 'png' in ready.type.lower() else 'jpg'}"
    (folder / name).write_bytes(ready.data)
    return name


def _all_seen(bound: Bound, names: list[str]) -> None:
    """Raise ConfigError when a point is named of a picture that is not shown."""
    shown = set(map(_called, names))
    other = next((name for name in bound.draft.meta.table(_TABLE) if _called(name) not in shown), "")
    if other:
        said = "{file}: {key} names “{name}”, which is no picture of this piece; its pictures: {known}"
        raise ConfigError(
            said, file=bound.draft.name, key=_TABLE, name=other, known=", ".join(dict.fromkeys(names)) or "–"
        )


def _called(path: str) -> str:
    """The name of a picture as a key of the metadata is read: without folders, capitals and accents."""
    return fold_key(Path(path).name).replace("-", "_")


def _seen(path: str, bound: Bound, folder: Path) -> dict[str, Any]:
    """A picture, and the point of it that must be seen when it is cropped; it is whole when none is named."""
    points = {_called(name): point for name, point in bound.meta.table(_TABLE).items()}
    point = points.get(_called(path))
    found: dict[str, Any] = {"file": _stored(prepare(Path(path), ORIGINAL), folder)}
    if point is None:
        return found
    shares = (
        [one for one in point if isinstance(one, (int, float)) and 0 <= one <= 100] if isinstance(point, list) else []
    )
    if len(shares) != 2:
        wrong = "{file}: {key}: “{name}” needs two numbers from 0 to 100, from the left and from the top: [60, 30]"
        raise ConfigError(wrong, file=bound.draft.name, key=_TABLE, name=Path(path).name)
    return found | {"focus": [share / 100 for share in shares]}
