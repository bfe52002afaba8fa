"""The picture shown where a piece is shared: 1200 × 630 px, in the identity of the body. Same words, same bytes."""

from __future__ import annotations

import io
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from draftkit.kinds.identity import FONTS, Identity
from draftkit.kinds.typefaces import font_files
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
_SMALL = 28  # size of the smaller type
_LEVELS = 32
"""Steps from ground to letter: enough for smooth edges."""
_COLOURS = 256 - _LEVELS
_RAMP = [_COLOURS + round(level * (_LEVELS - 1) / 255) for level in range(256)]


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
        """A card as PNG; empty when the typeface of headings is not at hand. A photo takes its right third.

        Raises SourceError when the photo or the mark cannot be read."""
        if not self.bold:
            return b""
        from PIL import Image

        image = self._ground(photo) if photo else self._plain_ground.copy()
        mask = self._letters(words)
        own = Image.frombytes("P", mask.size, mask.point(_RAMP).tobytes())
        image.paste(own, (_EDGE, _EDGE), mask.point([0, *[255] * 255]))  # the ground shows where there is no letter
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=2)
        return out.getvalue()

    def _letters(self, words: Words) -> Image.Image:
        """What is written, white on black."""
        from PIL import Image

        mask = Image.new("L", (_WIDEST, SIZE[1] - 2 * _EDGE))
        _write(mask, (_MARK + 16, 18), words.who, (self.plain, _SMALL))
        size, lines = _set(normalize("NFC", words.title), self.bold)
        high = round(size * 1.22)
        top = _TEXT_TOP - _EDGE + (_TEXT_HIGH - high * len(lines)) // 2
        for number, line in enumerate(lines):
            _write(mask, (0, top + number * high), line, (self.bold, size))
        _write(mask, (0, mask.height - _SMALL - 8), words.line, (self.plain, _SMALL))
        return mask

    @cached_property
    def _plain_ground(self) -> Image.Image:
        return self._ground("")

    def _ground(self, photo: str) -> Image.Image:
        """The card without words, in 256 colours: the last ones go from its ground to white."""
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
        few = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        palette = (few.getpalette() or [])[: 3 * _COLOURS]
        ground = [int(dark[at : at + 2], 16) for at in (1, 3, 5)]
        ramp = [round(part + (255 - part) * level / (_LEVELS - 1)) for level in range(_LEVELS) for part in ground]
        few.putpalette([*palette, *[0] * (3 * _COLOURS - len(palette)), *ramp])
        return few


Face = tuple[str, int]
"""A file of letters and their size in px."""


class _Word(NamedTuple):
    """A word drawn: its letters, where they stand from the upper left corner of the line, how far it goes."""

    letters: Image.Image
    left: int
    top: int
    width: float


@lru_cache(maxsize=1024)  # headlines say the same words again and again, and drawing one takes a millisecond
def _word(text: str, face: Face) -> _Word:
    from PIL import Image, ImageDraw

    font = _font(*face)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    image = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(image).text((-left, -top), text, 255, font)
    return _Word(image, left, top, font.getlength(text))


def _write(mask: Image.Image, at: tuple[int, int], line: str, face: Face) -> None:
    x: float = at[0]
    space = _font(*face).getlength(" ")
    for text in normalize("NFC", line).split(" "):
        word = _word(text, face)
        mask.paste(255, (round(x) + word.left, at[1] + word.top), word.letters)
        x += word.width + space


def _set(title: str, face: str) -> tuple[int, list[str]]:
    """The largest size in which a headline takes no more than three lines, which come out alike; one too long ends with
    an ellipsis."""
    for size in _SIZES:
        lines = _wrapped(title, (face, size))
        if len(lines) <= _MOST_LINES:
            tried = (_wrapped(title, (face, size), wide) for wide in range(_WIDEST // 2, _WIDEST, 16))
            return size, next((found for found in tried if len(found) == len(lines)), lines)
    kept = lines[: _MOST_LINES + 1]
    return size, [*kept[:-1], f"{kept[-1]}…"] if len(lines) > len(kept) else kept


def _wrapped(title: str, face: Face, most: int = _WIDEST) -> list[str]:
    space = _font(*face).getlength(" ")
    lines, there = [""], 0.0
    for text in in_heading(" ".join(title.split())).split(" "):
        width = _word(text, face).width
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
