"""The structure of PNG and JPEG files: their size, and the same file without what tells of camera, place and people.

Nothing is decoded: pixels stay as they are, byte for byte.
"""

from __future__ import annotations

import re
import struct
import zlib

from draftkit.model.named import NamedTuple

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_SHOWN = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs".split())
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PER_INCH = {1: 1.0, 2: 2.54}
_M_PER_INCH = 0.0254


class Damaged(Exception):
    """The file ends too early, or is not what its first bytes say."""


class Scan(NamedTuple):
    """Size in pixels as stored, pixels an inch (0 when not said), number of colour components, the Exif block, and the
    file without metadata.

    `clean` is the file itself when there is nothing to leave out.
    """

    type: str
    width: int
    height: int
    dpi: tuple[float, float]
    components: int
    exif: bytes
    clean: bytes


def scan(data: bytes) -> Scan:
    """Walk the parts of a PNG or JPEG file. Raises Damaged when it is cut off or broken."""
    try:
        return _png(data) if data.startswith(PNG) else _jpeg(data)
    except (struct.error, IndexError) as error:
        raise Damaged from error


def _png(data: bytes) -> Scan:
    at, kept, exif, dpi = len(PNG), [PNG], b"", (0.0, 0.0)
    width = height = 0
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) or struct.unpack_from(">I", data, end - 4)[0] != zlib.crc32(data[at + 4 : end - 4]):
            raise Damaged
        body = data[at + 8 : end - 4]
        if kind == b"IHDR":
            width, height = struct.unpack_from(">II", body)
        elif kind == b"pHYs" and body[8:9] == b"\1":
            dpi = tuple(value * _M_PER_INCH for value in struct.unpack_from(">II", body))
        elif kind == b"eXIf":
            exif = body
        if kind in _SHOWN:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    if not width or not height:
        raise Damaged
    clean = b"".join(kept)
    return Scan("png", width, height, dpi, 3, exif, data if len(clean) == len(data) else clean)


def _jpeg(data: bytes) -> Scan:
    at, kept, exif, dpi = 2, [data[:2]], b"", (0.0, 0.0)
    width = height = components = 0
    while True:
        while data[at + 1] == 0xFF:  # filling
            at += 1
        if data[at] != 0xFF:
            raise Damaged
        marker = data[at + 1]
        if marker == 0xD9:
            kept.append(data[at : at + 2])
            break
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        body = data[at + 4 : end]
        if end > len(data):
            raise Damaged
        if marker in _FRAMES:
            height, width, components = struct.unpack_from(">HHB", body, 1)
        elif marker == 0xE0 and body.startswith(b"JFIF\0"):
            unit, across, down = struct.unpack_from(">BHH", body, 7)
            dpi = (across * _PER_INCH[unit], down * _PER_INCH[unit]) if unit in _PER_INCH else dpi
        elif marker == 0xE1 and body.startswith(b"Exif\0\0"):
            exif = exif or body[6:]
        if marker == 0xDA:  # the picture itself, up to the next marker
            found = _NEXT_MARKER.search(data, end)
            if not found:
                raise Damaged
            end = found.start()
        if _is_shown(marker, body):
            kept.append(data[at:end])
        at = end
    if not width or not height:
        raise Damaged
    clean = b"".join(kept)
    return Scan("jpeg", width, height, dpi, components, exif, data if len(clean) == len(data) else clean)


def _is_shown(marker: int, body: bytes) -> bool:
    """Whether a segment says how to show the picture: of the application segments JFIF, the colour profile and Adobe's
    colour mark."""
    if marker == 0xE0:
        return body.startswith(b"JFIF\0")
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\0")
    return marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE)
