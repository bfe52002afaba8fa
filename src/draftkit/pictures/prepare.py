"""A picture file made fit for one use: small enough, in the colours of screens, upright, and without what it tells of
camera, place and people.

A small PNG or JPEG that has nothing of the kind passes byte for byte. Same file, same bytes.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import DraftkitError, SourceError, readable
from draftkit.files.stamp import Stamp, stamp
from draftkit.model.measure import MM_PER_INCH
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.pictures import svg
from draftkit.pictures.scan import JPEG, PNG, Damaged, Scan, scan

if TYPE_CHECKING:
    from PIL import Image

FILE_LIMIT = 60_000_000
"""Bytes that a picture file may have: a photograph of 100 million pixels has fewer."""
PIXEL_LIMIT = 120_000_000
_OTHERS = (b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP")
_DPI = 72.0
_CSS_DPI = 96.0
_NOT_SHOWN = {b"%PDF-": "PDF", b"ftyphe": "HEIC", b"ftypmif1": "HEIC", b"ftypavi": "AVIF"}
"""Files often taken for pictures, by what stands among their first bytes (ISO 32000-1, 7.5.2; ISO 23008-12)."""
_HEAD = 4096
_DRAWN = 3000
_HEAVY_PNG = 1_000_000
_ORIENTATION = 0x0112
FACES = 0.28
"""How far down a picture faces mostly are, as a share of its height."""


class Medium(NamedTuple):
    """What pictures are used in: pixels of the longer side (0: as many as there are), JPEG quality, and the width over
    the height to which higher ones are cut, the upper part kept, where faces are; 0 leaves them whole."""

    longest: int
    quality: int
    shape: float = 0


_ENOUGH = 0.9
"""How much of the size that is wanted a photograph may have when it need not be scaled then."""
DOCUMENT = Medium(2200, 88)
"""Word and PDF: 300 dots an inch across a text column."""
PAGE = Medium(1600, 84)
MAIL = Medium(1200, 78)
CARD = Medium(1200, 78, 1.5)
ORIGINAL = Medium(0, 95)


class Prepared(NamedTuple):
    """The bytes of a PNG or JPEG picture, its size in pixels, and the size in mm at which it is meant to be seen."""

    data: bytes
    type: str
    width: int
    height: int
    width_mm: float
    height_mm: float

    def css_size(self) -> tuple[int, int]:
        """Width and height in CSS pixels: its own size, but no larger than it is sharp when it was scaled down."""
        wide = self.width_mm / MM_PER_INCH * _CSS_DPI
        scale = min(1.0, self.width / wide) if self.width >= PAGE.longest or self.height >= PAGE.longest else 1.0
        return max(1, round(wide * scale)), max(1, round(self.height_mm / MM_PER_INCH * _CSS_DPI * scale))


def trouble(path: Path, name: str) -> Message | None:
    """Why a picture file cannot be used, before it is decoded; None when it can. `name` is how messages call it."""
    size = path.stat().st_size
    if size > FILE_LIMIT:
        return msg("“{file}” is larger than {limit} MB: make it smaller", file=name, limit=FILE_LIMIT // 1_000_000)
    try:
        _inspect(_bytes(path), name)
    except DraftkitError as error:
        return error.message
    return None


def prepare(path: Path, medium: Medium) -> Prepared:
    """The picture at `path` for a medium. Raises SourceError when it cannot be read, EngineMissing for a drawing that
    nothing here can draw."""
    return _prepared(path, stamp(path), medium)


def _bytes(path: Path) -> bytes:
    with readable(path.name):
        return path.read_bytes()


@lru_cache(maxsize=24)
def _prepared(path: Path, _changed: Stamp | None, medium: Medium) -> Prepared:
    name = path.name
    data = _bytes(path)
    found = _inspect(data, name)
    if isinstance(found, tuple) and not isinstance(found, Scan):
        return _drawn(data, name, found, medium)
    upright = _turn(found.exif) < 2 if isinstance(found, Scan) else False
    if (
        isinstance(found, Scan)
        and upright
        and found.components < 4
        and not 0 < medium.longest < max(found.width, found.height)
        and found.width >= found.height * medium.shape
    ):
        return Prepared(
            found.clean, found.type, found.width, found.height, *_natural(found.width, found.height, found.dpi)
        )
    return _converted(data, name, found, medium)


def _inspect(data: bytes, name: str) -> Scan | tuple[float, float] | None:
    """What is known of a picture without decoding it: its structure, the size of a drawing in CSS pixels, nothing for
    other photographs. Raises SourceError."""
    head = data[:_HEAD]
    if svg.is_svg(head):
        return svg.inspect(data, name)
    if data.startswith((PNG, JPEG)):
        try:
            found = scan(data)
        except Damaged as error:
            raise SourceError("“{file}” is damaged or cut off; export the picture again", file=name) from error
        _refuse_bomb(found.width * found.height, name)
        return found
    if not head.startswith(_OTHERS):
        raise SourceError(
            "“{file}” is not a picture that can be shown{sort}: save it as PNG or JPEG (also WebP, TIFF, GIF, SVG)",
            file=name,
            sort=next((f" ({sort})" for mark, sort in _NOT_SHOWN.items() if mark in head[:12]), ""),
        )
    with _open(data, name) as image:
        _refuse_bomb(image.width * image.height, name)
    return None


@contextmanager
def _open(data: bytes, name: str) -> Iterator[Image.Image]:
    """A picture opened by Pillow. Whatever goes wrong within, from first byte to last pixel, is a SourceError."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # sizes are ours to judge, and what is odd in a file is no business of the reader
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield image
        except (
            OSError,
            SyntaxError,
            ValueError,
            LookupError,
            EOFError,
            Image.DecompressionBombError,
            MemoryError,
        ) as error:
            raise SourceError("“{file}” is damaged or cut off; export the picture again", file=name) from error


def _refuse_bomb(pixels: int, name: str) -> None:
    if pixels > PIXEL_LIMIT:
        text = "“{file}” has {pixels} million pixels; at most {limit} million are allowed"
        raise SourceError(text, file=name, pixels=pixels // 1_000_000, limit=PIXEL_LIMIT // 1_000_000)


def _natural(width: int, height: int, dpi: tuple[float, float]) -> tuple[float, float]:
    across, down = (value if value > 1 else _DPI for value in dpi)
    return width / across * MM_PER_INCH, height / down * MM_PER_INCH


def _drawn(data: bytes, name: str, size: tuple[float, float], medium: Medium) -> Prepared:
    drawing = svg.render(data, name, medium.longest or _DRAWN)
    found = scan(drawing)
    wide, high = (side / _CSS_DPI * MM_PER_INCH for side in size)
    return Prepared(found.clean, "png", found.width, found.height, wide, high)


def _turn(exif: bytes) -> int:
    """How the camera was held, 1 being upright."""
    if not exif:
        return 1
    from PIL import Image

    block = Image.Exif()
    try:
        block.load(exif)
        return _orientation(block)
    except Exception:  # what a broken block makes of Pillow is not for us to know
        return 1


def _orientation(block: Image.Exif) -> int:
    """One of the eight ways to hold a camera; upright when the block says anything else."""
    said = block.get(_ORIENTATION)
    return said if isinstance(said, int) and 1 <= said <= 8 else 1


def _converted(data: bytes, name: str, known: Scan | None, medium: Medium) -> Prepared:
    """The picture decoded, turned upright, brought to sRGB, scaled down and encoded again."""
    from PIL import Image, ImageOps

    with _open(data, name) as image:
        stored = image.size
        dpi = known.dpi if known and any(known.dpi) else _density(image)
        if medium.longest and known and known.type == "jpeg":
            # a square would be asked for in vain by what is broader than high
            share = _ENOUGH * medium.longest / max(stored)
            image.draft(None, (max(round(stored[0] * share), 1), max(round(stored[1] * share), 1)))
        image.load()
        profile = image.info.get("icc_profile")
        shown = _in_srgb(image, profile if isinstance(profile, bytes) else b"")
        if medium.longest:
            highest = shown.height if medium.shape else medium.longest  # what is cut off needs no room
            shown.thumbnail((medium.longest, highest), Image.Resampling.LANCZOS)
        turned = _turn(known.exif) if known else _orientation(image.getexif())
        shown.getexif()[_ORIENTATION] = turned
        upright = ImageOps.exif_transpose(shown)
    high = round(upright.width / medium.shape) if medium.shape else upright.height
    share = min(high / upright.height, 1)
    if share < 1:
        top = round(min(max(upright.height * FACES - high / 2, 0), upright.height - high))
        upright = upright.crop((0, top, upright.width, top + high))
    encoded, kind = _encoded(upright, medium, photograph=known is None or known.type == "jpeg")
    natural = _natural(*stored, dpi)
    if turned > 4:
        natural = natural[1], natural[0]
    return Prepared(encoded, kind, *upright.size, natural[0], natural[1] * share)


def _density(image: Image.Image) -> tuple[float, float]:
    found = image.info.get("dpi") or (0, 0)
    try:
        return float(found[0]), float(found[1])
    except (TypeError, ValueError, ZeroDivisionError, LookupError):
        return 0.0, 0.0


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in greys or sRGB, with its transparency if it has one; by its colour profile where usable."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # 16 bits a pixel
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("P", "PA", "RGBa", "La") or "transparency" in image.info:
        clear = image.mode in ("PA", "RGBa", "La") or "transparency" in image.info
        image = image.convert("RGBA" if clear else "RGB")
    if image.mode == "1":
        return image.convert("L")
    if profile and image.mode in ("RGB", "CMYK", "LAB"):
        from PIL import ImageCms

        try:
            own, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB")
            return converted if isinstance(converted, Image.Image) else image
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile says nothing
    return image if image.mode in ("L", "LA", "RGB", "RGBA") else image.convert("RGB")


def _encoded(image: Image.Image, medium: Medium, photograph: bool) -> tuple[bytes, str]:
    """PNG for drawings and what is transparent, JPEG for photographs and for what would weigh too much as PNG."""
    opaque = image.mode in ("L", "RGB")
    if not (photograph and opaque):
        out = io.BytesIO()
        image.save(out, "PNG")
        if not opaque or out.tell() <= _HEAVY_PNG or not medium.longest:
            return out.getvalue(), "png"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=medium.quality, optimize=True, progressive=True, exif=b"")
    return out.getvalue(), "jpeg"
