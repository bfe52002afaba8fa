"""The picture shown where a piece is shared: 1200 × 630 px, in the identity of the body. Same words, same bytes."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from draftkit.kinds.identity import FONTS, Identity, font_files
from draftkit.model.named import NamedTuple
from draftkit.pictures.prepare import FACES, PAGE, prepare
from draftkit.text.together import in_heading

if TYPE_CHECKING:
    from PIL import Image, ImageFont

SIZE = (1200, 630)
_EDGE = 64  # pixels, as all here
_TEXT_WIDE, _TEXT_TOP, _TEXT_HIGH = 760, 190, 300
_WIDEST = _TEXT_WIDE - _EDGE
_SIZES = (64, 56, 48, 42, 36)
_MOST_LINES = 3
_PHOTO_LEFT = 800
_MARK = 72  # side of the logo
_SHAPES = (("diem", 980, 180, 1320, 520), ("phu", 800, 340, 1250, 790))
_FINE = 3
"""Shapes are drawn so many times larger first, so that their edges are smooth."""
_FILTER = 1  # columns of noughts before the picture: how PNG says of each row that it stands unfiltered
_SMALL = 28  # size of the smaller type
_LEVELS = 32
"""Steps from ground to letter: enough for smooth edges."""
_COLOURS = 256 - _LEVELS
_RAMP = bytes(_COLOURS + round(level * (_LEVELS - 1) / 255) for level in range(256))
_SEEN = bytes((0, *[255] * 255))
_ADLER = 65521  # RFC 1950


class Words(NamedTuple):
    """What a card says: headline, the sort of piece and its date in one line, who speaks."""

    title: str
    line: str
    who: str


class Cards:
    """Makes the cards of one identity: what they have in common is drawn once."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.bold = _face(identity.fonts["tieu_de"], "Bold")
        self.plain = _face(identity.fonts["noi_dung"], "Regular") or self.bold

    def card(self, words: Words, photo: str = "") -> bytes:
        """A card as PNG; empty when the typeface of headings is not at hand. A photo takes its right third. Raises
        SourceError when the photo or the mark cannot be read."""
        if not self.bold:
            return b""
        ground = _Ground(self._ground(photo)) if photo else self._plain_ground
        lines = []
        for (left, top), line, face in self._lines(words):
            mask, above = _written(line, face)
            lines.append(_Line(left, top + above, top + above + mask.height, line, face))
        return ground.png(lines)

    def _lines(self, words: Words) -> Iterator[tuple[tuple[int, int], str, Face]]:
        """What is written, line by line, with the place of its upper left corner."""
        size, lines = _set(normalize("NFC", words.title), self.bold)
        high = round(size * 1.22)
        first = _TEXT_TOP + (_TEXT_HIGH - high * len(lines)) // 2
        small, left = (self.plain, _SMALL), _EDGE + _MARK + 16
        yield (left, _EDGE + 18), _cut(words.who, small, _TEXT_WIDE - left), small
        yield from (((_EDGE, first + number * high), line, (self.bold, size)) for number, line in enumerate(lines))
        yield (_EDGE, SIZE[1] - _EDGE - _SMALL - 8), _cut(words.line, small, _WIDEST), small

    @cached_property
    def _plain_ground(self) -> _Ground:
        return _Ground(self._ground(""))

    def _ground(self, photo: str) -> Image.Image:
        """The card without words behind its filter column, in 256 colours, the last ones from its ground to white."""
        from PIL import Image, ImageDraw

        dark = self.identity.colours["dam"]
        image = Image.new("RGB", SIZE, dark)
        if photo:
            image.paste(_cropped(photo), (_PHOTO_LEFT, 0))
        else:
            large = Image.new("RGB", (SIZE[0] * _FINE, SIZE[1] * _FINE), dark)
            draw = ImageDraw.Draw(large)
            for use, *box in _SHAPES:
                draw.ellipse([at * _FINE for at in box], fill=self.identity.colours[use])
            image = large.resize(SIZE, Image.Resampling.LANCZOS)
        mark = Image.open(io.BytesIO(self.identity.mark_on_dark().data)).convert("RGBA")
        mark.thumbnail((_MARK, _MARK), Image.Resampling.LANCZOS)
        image.paste(mark, (_EDGE, _EDGE), mark)
        found = Image.Quantize.FASTOCTREE if photo else Image.Quantize.MEDIANCUT  # 5 ms instead of 400 for a photo
        few = image.quantize(_COLOURS, method=found, dither=Image.Dither.NONE)
        palette = (few.getpalette() or [])[: 3 * _COLOURS]
        ground = [int(dark[at : at + 2], 16) for at in (1, 3, 5)]
        ramp = [round(part + (255 - part) * level / (_LEVELS - 1)) for level in range(_LEVELS) for part in ground]
        few.putpalette([*palette, *[0] * (3 * _COLOURS - len(palette)), *ramp])
        card = Image.new("P", (SIZE[0] + _FILTER, SIZE[1]))
        card.putpalette(few.getpalette() or [])
        card.paste(few, (_FILTER, 0))
        return card


Face = tuple[str, int]
"""A file of letters and their size in px."""


class _Word(NamedTuple):
    """A word drawn: its letters, where they stand from the upper left corner of the line."""

    letters: Image.Image
    left: int
    top: int


@lru_cache(maxsize=1024)  # headlines say the same words again and again, and drawing one takes a millisecond
def _word(text: str, face: Face) -> _Word:
    from PIL import Image, ImageDraw

    font = _font(*face)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    image = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(image).text((-left, -top), text, 255, font)
    return _Word(image, left, top)


@lru_cache(maxsize=4096)  # a headline is measured in several sizes and drawn in one
def _wide(text: str, face: Face) -> float:
    return _font(*face).getlength(text)


@lru_cache(maxsize=64)
def _written(line: str, face: Face) -> tuple[Image.Image, int]:
    """A line, white on black, and how far below the upper edge of its type it begins."""
    from PIL import Image

    texts = normalize("NFC", line).split(" ")
    words = [_word(text, face) for text in texts]
    top = min(word.top for word in words)
    mask = Image.new("L", (_WIDEST, max(word.top + word.letters.height for word in words) - top))
    x, space = 0.0, _wide(" ", face)
    for text, word in zip(texts, words, strict=True):
        mask.paste(255, (round(x) + word.left, word.top - top), word.letters)
        x += _wide(text, face) + space
    return mask, top


class _Line(NamedTuple):
    """A line on a card: its left edge, the first row of its letters and the one below the last."""

    left: int
    top: int
    end: int
    text: str
    face: Face


class _Ground:
    """A card without words, and its filter column, to write on. Rows from one edge of a line to the next are packed by
    themselves, so that what is the same on many cards is packed once."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self._band = lru_cache(maxsize=64)(self._packed)

    def png(self, lines: Sequence[_Line]) -> bytes:
        """The card with these lines as PNG (ISO/IEC 15948)."""
        wide, total = self.image.size
        edges = sorted({0, total, *(row for line in lines for row in (line.top, line.end) if 0 < row < total)})
        bands, low, high = [], 1, 0
        for row, below in pairwise(edges):
            packed, sum_ = self._band(row, below, tuple(line for line in lines if line.top <= row < line.end))
            high += (sum_ >> 16) + (below - row) * wide * (low - 1)  # Adler-32 of all rows from those of each band
            low += (sum_ & 0xFFFF) - 1
            bands.append(packed)
        whole = struct.pack(">HH", high % _ADLER, low % _ADLER)
        head = struct.pack(">IIBBBBB", wide - _FILTER, total, 8, 3, 0, 0, 0)
        body = b"".join((b"\x78\x01", *bands, b"\x03\x00", whole))  # ends with an empty last block
        palette = bytes(self.image.getpalette() or ())
        chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", body), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(one)) + name + one + zlib.crc32(name + one).to_bytes(4, "big") for name, one in chunks
        )

    def _packed(self, row: int, below: int, lines: Sequence[_Line]) -> tuple[bytes, int]:
        """Rows with what of the lines stands there, packed, and their sum; the ground shows around letters."""
        from PIL import Image

        image = self.image.crop((0, row, self.image.width, below))
        for line in lines:
            mask, _ = _written(line.text, line.face)
            letters = mask.tobytes()
            own = Image.frombytes("P", mask.size, letters.translate(_RAMP))
            image.paste(
                own, (_FILTER + line.left, line.top - row), Image.frombytes("L", mask.size, letters.translate(_SEEN))
            )
        rows = image.tobytes()
        packer = zlib.compressobj(2, zlib.DEFLATED, -zlib.MAX_WBITS)
        return packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH), zlib.adler32(rows)


def _set(title: str, face: str) -> tuple[int, list[str]]:
    """The largest size in which a headline takes no more than three lines, which come out alike; one too long ends with
    an ellipsis."""
    texts = in_heading(" ".join(title.split())).split(" ")
    for size in _SIZES:
        space, widths = _wide(" ", (face, size)), [_wide(text, (face, size)) for text in texts]
        lines = _wrapped(texts, widths, space, _WIDEST)
        if len(lines) <= _MOST_LINES and max(widths) <= _WIDEST:
            tried = (_wrapped(texts, widths, space, wide) for wide in range(_WIDEST // 2, _WIDEST, 16))
            return size, next((found for found in tried if len(found) == len(lines)), lines)
    kept = [_cut(line, (face, size), _WIDEST) for line in lines[: _MOST_LINES + 1]]
    return size, [*kept[:-1], _cut(kept[-1], (face, size), _WIDEST, "…")] if len(lines) > len(kept) else kept


def _cut(line: str, face: Face, most: int, end: str = "") -> str:
    """A line and its end; with an ellipsis after as many words, or signs of the only one, as have room."""
    line = normalize("NFC", line)
    while _wide(line + end, face) > most:
        line, end = (line.rpartition(" ")[0] or line[:-1]).rstrip(" ,·"), "…"
    return line + end


def _wrapped(texts: Sequence[str], widths: Sequence[float], space: float, most: int) -> list[str]:
    """Words of these widths in lines of at most so many pixels."""
    lines, there = [""], 0.0
    for text, width in zip(texts, widths, strict=True):
        if lines[-1] and there + space + width > most:
            lines.append(text)
            there = width
        else:
            lines[-1] = f"{lines[-1]} {text}".strip()
            there += width + (space if there else 0)
    return lines


def _face(name: str, weight: str) -> str:
    """The file of a typeface in a weight: ours, one of this name on the machine, else that of our headings."""
    from PIL import ImageFont

    for file in font_files(name):
        if file.stem.endswith(f"-{weight}"):
            return str(file)
    for stem in (f"{name.replace(' ', '')}-{weight}", name.replace(" ", "") if weight == "Regular" else ""):
        try:
            return str(ImageFont.truetype(f"{stem}.ttf").path) if stem else ""
        except OSError:
            continue
    ours = next(iter(FONTS.values()))
    return _face(ours, weight) if name != ours else ""


@lru_cache(maxsize=16)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(face, size, layout_engine=ImageFont.Layout.BASIC)


def _cropped(photo: str) -> Image.Image:
    """A photo cut to the right third."""
    from PIL import Image, ImageOps

    shown = prepare(Path(photo), PAGE)
    image = Image.open(io.BytesIO(shown.data)).convert("RGB")
    size = SIZE[0] - _PHOTO_LEFT, SIZE[1]
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(0.5, FACES))
