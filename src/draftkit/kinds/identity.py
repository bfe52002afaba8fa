"""The identity of a body: its names, colours, typefaces (and where ours lie), mark, contacts, from `nhan-dien.yaml` of
the shared folder.

What the file does not say is taken from a neutral identity of our own. Colours that carry text must be told apart from
their ground: 4.5 to 1 (WCAG 2.2, 1.4.3). Templates are written in the neutral colours and typefaces: `painted` puts
those of the identity in their place, so that one change changes all."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from importlib import import_module, util
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from draftkit.errors import ConfigError
from draftkit.files import parsed
from draftkit.files.stamp import Stamp, stamp
from draftkit.model.message import Place
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import only_known, told_at
from draftkit.readers.source import clear_text, is_there
from draftkit.readers.yaml_text import TRANSLATIONS, VIETNAMESE, in_language, keyed, load, parse
from draftkit.text.address import is_address

if TYPE_CHECKING:
    from draftkit.pictures.prepare import Prepared

FILE = "nhan-dien.yaml"
COLOURS = {
    "dam": "#0E3A53",
    "chinh": "#0F7C78",
    "phu": "#4E9442",
    "diem": "#F2A33A",
    "nhat": "#EEF5F4",
    "chu": "#17242E",
}
"""Ground and headings; data and actions; two colours of shapes that never carry text; tinted grounds; text."""
_NIGHT = {"dam": ("#0D171E", "#12202A", "#15242E", "#20333F", "#34505E"), "chinh": ("#8FD6D1",)}
"""What stands for a colour where light is turned off: grounds from the darkest on and edges; links."""
FONTS = {"tieu_de": "Manrope", "noi_dung": "Source Sans Pro"}
CONTACTS = {"don_vi": "", "dia_chi": "", "dien_thoai": "", "thu_dien_tu": "", "trang_tin": ""}
_KEYS = ("ten", "ten_ngan", "bieu_trung", "mau", "phong", "ma_qr", "loi_ma_qr", "lien_he")
_TABLES = {"mau": COLOURS, "phong": FONTS, "lien_he": CONTACTS}
BRANDED = "nhan_dien"
"""The word of a kind whose pieces bear name and mark of the body."""
_PAIRS = (
    ("#FFFFFF", "dam"),
    ("#FFFFFF", "chinh"),
    ("chu", "#FFFFFF"),
    ("chu", "nhat"),
    ("dam", "nhat"),
    ("chinh", "#FFFFFF"),
    ("chinh", "nhat"),
)
"""Text and its ground."""
_LEAST = 4.5
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_CIRCLES = (("diem", 21.0, 20.0, 10.0), ("phu", 13.0, 16.0, 12.0))
"""Our neutral mark, in a square of 32: colour, centre and radius."""
_FINE = 4
_FEW, _SOLID, _TOLD, _PLATE = 32, 127, 3.0, 1.4
"""Pixels a side and least opacity by which a mark is judged; the contrast it needs; how much larger its plate is."""
_SIDE = 256  # pixels of the mark


class Identity(NamedTuple):
    """Names, colours (`#RRGGBB`) and typefaces by their use, the mark as a file (None: our neutral one), where a QR
    code leads, with the words beside it, and how the body is reached."""

    name: str = ""
    short_name: str = ""
    colours: Mapping[str, str] = MappingProxyType(COLOURS)
    fonts: Mapping[str, str] = MappingProxyType(FONTS)
    mark: Path | None = None
    target: str = ""
    target_words: str = ""
    contacts: Mapping[str, str] = MappingProxyType(CONTACTS)

    @property
    def called(self) -> str:
        """The short name, else the name; empty when there is none."""
        return self.short_name or self.name

    def told(self) -> dict[str, str]:
        """All it says, by the keys of its file; the mark by the hash of its picture. Colours and typefaces say nothing:
        a body that paints its newsroom anew need not approve each release again."""
        texts = {"ten": self.name, "ten_ngan": self.short_name, "ma_qr": self.target, "loi_ma_qr": self.target_words}
        if self.mark:
            texts["bieu_trung"] = f"sha256:{sha256(self.mark.read_bytes()).hexdigest()}"
        return texts | {f"lien_he.{key}": text for key, text in self.contacts.items()}

    def painted(self, text: str) -> str:
        """A style sheet, theme or layout in the colours and typefaces of the identity instead of the neutral ones."""
        if self.colours == COLOURS and self.fonts == FONTS:
            return text
        own = {COLOURS[use][1:]: colour[1:] for use, colour in self.colours.items()}
        own |= {night[1:]: _at_night(self.colours[use], night)[1:] for use in _NIGHT for night in _NIGHT[use]}
        own |= {FONTS[use]: name for use, name in self.fonts.items()}
        return _NEUTRAL.sub(lambda found: own.get(found[0].upper(), own.get(found[0], found[0])), text)

    def mark_svg(self) -> str:
        """Our neutral mark as SVG, hidden from those who hear the page: the name stands beside it."""
        drawn = "".join(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{self.colours[use]}"/>'
            for use, x, y, radius in _CIRCLES
        )
        return f'<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">{drawn}</svg>'

    def mark_picture(self) -> Prepared:
        """The mark as PNG or JPEG. Raises SourceError when its file cannot be read."""
        from draftkit.pictures.prepare import Medium, Prepared, prepare  # most documents bear none

        if self.mark:
            return prepare(self.mark, Medium(_SIDE, 90))
        data = _drawn(tuple((self.colours[use], x, y, radius) for use, x, y, radius in _CIRCLES))
        return Prepared(data, "png", _SIDE, _SIDE, 12.0, 12.0)

    def mark_on_dark(self) -> Prepared:
        """The mark as it stands on the ground `dam`: on a white plate when most of it would not be told from that
        (3 : 1, WCAG 2.2, 1.4.11). Raises SourceError as `mark_picture` does."""
        return _plated(self.mark_picture(), self.colours["dam"])


_NEUTRAL = re.compile(
    "|".join((*(f"(?i:{one[1:]})" for one in (*COLOURS.values(), *_NIGHT["dam"], *_NIGHT["chinh"])), *FONTS.values()))
)


@lru_cache(maxsize=4)
def _drawn(circles: tuple[tuple[str, float, float, float], ...]) -> bytes:
    """Circles on nothing as PNG; drawn larger first, so that their edges are smooth."""
    return parsed.kept(lambda: _png(circles), repr(circles), "mark", _FINE, _SIDE)


def _png(circles: tuple[tuple[str, float, float, float], ...]) -> bytes:
    from PIL import Image, ImageDraw

    side = _SIDE * _FINE
    image = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(image)
    for colour, x, y, radius in circles:
        draw.ellipse([(at + shift) * side / 32 for shift in (-radius, radius) for at in (x, y)], fill=colour)
    out = io.BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=4)
def _plated(mark: Prepared, ground: str) -> Prepared:
    asked = sha256(mark.data).hexdigest(), "plate", ground, _FEW, _SOLID, _TOLD, _PLATE
    side, data = parsed.kept(lambda: _plate(mark.data, ground), *asked)
    return mark._replace(data=data, type="png", width=side, height=side, height_mm=mark.width_mm) if data else mark


def _plate(mark: bytes, ground: str) -> tuple[int, bytes]:
    """Side and bytes of a mark on a white plate; nothing when it needs none."""
    from PIL import Image, ImageDraw

    image = Image.open(io.BytesIO(mark)).convert("RGBA")
    data = image.resize((_FEW, _FEW)).tobytes()
    pixels = [data[at : at + 3] for at in range(0, len(data), 4) if data[at + 3] > _SOLID]
    lost = [pixel for pixel in pixels if contrast(f"#{pixel.hex()}", ground) < _TOLD]
    if 2 * len(lost) <= len(pixels):
        return 0, b""
    side = round(max(image.size) * _PLATE)
    plate = Image.new("RGBA", (side, side))
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, side - 1, side - 1), side // 6, fill="white")
    plate.alpha_composite(image, ((side - image.width) // 2, (side - image.height) // 2))
    out = io.BytesIO()
    plate.save(out, "PNG", optimize=True)
    return side, out.getvalue()


def read_identity(path: Path | None, language: str = VIETNAMESE) -> Identity:
    """The identity in a file, in a language; the neutral one when there is none. Raises ConfigError on an unknown key,
    a colour that is none, two colours too much alike, a mark that is not there."""
    if path is None or not is_there(path):
        return Identity()
    return _read(path, language, stamp(path))


@lru_cache(maxsize=8)
def _read(path: Path, language: str, _changed: Stamp | None) -> Identity:
    text = clear_text(path, FILE)
    data = keyed(load(text, FILE) or {}, FILE)
    places = parse(text, FILE)[1]
    names = [*_KEYS, *(f"{key}.{name}" for key, known in _TABLES.items() for name in known)]
    given = [
        f"{where}{key}"
        for where, one in (("", data), *((f"{other}.", _map(data, other)) for other in TRANSLATIONS))
        for key in (*one, *(f"{table}.{name}" for table in _TABLES for name in _map(one, table)))
    ]
    spoken = [f"{other}.{name}" for other in TRANSLATIONS for name in names]
    only_known(given, (*names, *TRANSLATIONS, *spoken), FILE, "", places)
    data = in_language(data, language)
    colours = {**COLOURS, **_table(data, "mau")}
    for name, colour in colours.items():
        file = told_at(FILE, places, f"mau.{name}")
        if not colour:
            raise ConfigError('{file}: mau.{key} is empty; a colour stands in quotes: "#0E3A53".', file=file, key=name)
        if not _COLOUR.fullmatch(colour):
            said = "{file}: mau.{key} must be a colour such as #0E3A53, not “{value}”."
            raise ConfigError(said, file=file, key=name, value=colour)
    _told_apart(colours, places)
    mark = _text(data, "bieu_trung")
    place = _picture(path.parent, mark, told_at(FILE, places, "bieu_trung")) if mark else None
    fonts = {**FONTS, **_table(data, "phong")}
    texts = {key: _text(data, key) for key in ("ten", "ten_ngan", "ma_qr", "loi_ma_qr")}
    contacts = {**CONTACTS, **_table(data, "lien_he")}
    checked_mail(contacts["thu_dien_tu"], "lien_he.thu_dien_tu", told_at(FILE, places, "lien_he.thu_dien_tu"))
    return Identity(
        texts["ten"], texts["ten_ngan"], colours, fonts, place, texts["ma_qr"], texts["loi_ma_qr"], contacts
    )


def _picture(folder: Path, mark: str, at: str) -> Path:
    """The file of the mark. Raises ConfigError when it is not in the folder, or is no picture that can be shown."""
    from draftkit.pictures.prepare import trouble  # most identities have no mark

    place = (folder / mark).resolve()
    if not (place.is_relative_to(folder.resolve()) and place.is_file()):
        raise ConfigError("{file}: the mark {name} is not beside it.", file=at, name=mark)
    if (reason := trouble(place, mark)) is not None:
        raise ConfigError("{file}: bieu_trung: {reason}", file=at, reason=reason)
    return place


def checked_mail(data: object, key: str, file: str) -> str:
    """An e-mail address, empty when none is given. Raises ConfigError when it is something else."""
    text = str(data or "").strip()
    if text and not is_address(text):
        raise ConfigError("{file}: “{key}”: “{value}” is not an e-mail address.", file=file, key=key, value=text)
    return text


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=64)
def _at_night(colour: str, neutral: str) -> str:
    """A colour as dark or light as the neutral one that it replaces where light is turned off; one that is light is
    read on each of the grounds."""
    from colorsys import hls_to_rgb, rgb_to_hls

    hue, _, own = rgb_to_hls(*_parts(colour))
    _, light, most = rgb_to_hls(*_parts(neutral))

    def made(light: float) -> str:
        return "#{:02X}{:02X}{:02X}".format(*(round(part * 255) for part in hls_to_rgb(hue, light, min(own, most))))

    grounds = _NIGHT["dam"][:4] if neutral in _NIGHT["chinh"] else ()
    while light < 1 and any(contrast(made(light), ground) < _LEAST for ground in grounds):
        light += 0.02
    return made(min(light, 1.0))


def _parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of a colour, `#` and six digits, from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """The relative luminance of a colour, `#` and six digits (WCAG 2.2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _told_apart(colours: Mapping[str, str], places: Mapping[str, Place]) -> None:
    for text, ground in _PAIRS:
        found = contrast(colours.get(text, text), colours.get(ground, ground))
        if found < _LEAST:
            at, told = told_at(FILE, places, f"mau.{text}", f"mau.{ground}"), f"{found:.1f}"
            said = "{file}: text of {ink} on {ground} has a contrast of {found}; it needs {least} to be read."
            raise ConfigError(said, file=at, ink=text, ground=ground, found=told, least=_LEAST)


def _map(data: Mapping[str, Data], key: str) -> Mapping[str, Data]:
    found = data.get(key) or {}
    if not isinstance(found, dict):
        raise ConfigError("{file}: “{key}” holds lines of “key: value” below it.", file=FILE, key=key)
    return found


def _table(data: Mapping[str, Data], key: str) -> dict[str, str]:
    found = _map(data, key)
    return {name: _text(found, name) for name in found}


def _text(data: Mapping[str, Data], key: str) -> str:
    if isinstance(data.get(key), (dict, list)):
        raise ConfigError("{file}: “{key}” is one text, neither a list nor lines below it.", file=FILE, key=key)
    return str(data.get(key) or "")


_PACKAGES = dict(zip(FONTS.values(), ("font_manrope", "font_source_sans_pro"), strict=True))
_WEIGHTS = ("Regular", "Semibold", "SemiBold", "Bold", "It")


def font_folders() -> list[Path]:
    """The folders of the typefaces that are installed."""
    return [folder for name in _PACKAGES if (folder := _font_folder(name))]


def font_files(name: str) -> list[Path]:
    """The TrueType files of one of our typefaces in the weights we print; none when it is not ours or not
    installed."""
    folder = _font_folder(name)
    files = (folder / f"{name.replace(' ', '')}-{weight}.ttf" for weight in _WEIGHTS) if folder else ()
    return [file for file in files if file.is_file()]


def _font_folder(name: str) -> Path | None:
    package = _PACKAGES.get(name)
    if not package or not util.find_spec(package):
        return None
    return Path(str(import_module(package).__file__)).parent / "files"
