"""Pages as an office program prints them: every sign and horizontal stroke with its place in mm from the top left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from draftkit.errors import OutputError, needing, refused
from draftkit.model.measure import MM_PER_PT
from draftkit.model.named import NamedTuple

_THIN_MM, _SHORT_MM = 0.7, 3.0
_SAME_LINE_MM = 1.2
_ASCENT, _DESCENT = 0.891, 0.216


class Sign(NamedTuple):
    """A sign: from where to where its advance goes, its base line, its size in pt."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """Where its line begins, by the metrics of Times."""
        return self.base - _ASCENT * self.size * MM_PER_PT

    @property
    def bottom(self) -> float:
        """Where its line ends."""
        return self.base + _DESCENT * self.size * MM_PER_PT


class Stroke(NamedTuple):
    """A horizontal line."""

    left: float
    right: float
    top: float


class Page(NamedTuple):
    """A printed page."""

    width: float
    height: float
    signs: tuple[Sign, ...]
    strokes: tuple[Stroke, ...]

    def lines(self) -> list[tuple[Sign, ...]]:
        """Signs on one base line, from the top down, white space left out."""
        found: list[list[Sign]] = []
        for sign in sorted((one for one in self.signs if not one.text.isspace()), key=lambda one: one.base):
            if found and abs(found[-1][-1].base - sign.base) <= _SAME_LINE_MM:
                found[-1].append(sign)
            else:
                found.append([sign])
        return [tuple(sorted(line, key=lambda one: one.left)) for line in found]

    def find(self, text: str) -> tuple[Sign, ...]:
        """The signs of the first place where a text stands, white space aside; none when it does not."""
        shown = [sign for sign in self.signs if not sign.text.isspace()]
        wanted = "".join(text.split())
        joined = "".join(sign.text[:1] for sign in shown)
        at = joined.find(wanted)
        return tuple(shown[at : at + len(wanted)]) if at >= 0 and wanted else ()


def read_pages(pdf: bytes, name: str) -> tuple[Page, ...]:
    """The pages of a PDF. Raises EngineMissing when pypdfium2 is not installed, OutputError when it cannot be read."""
    with needing("measuring pages needs pypdfium2, which is not installed: pip install '{package}'", "rendered"):
        import pypdfium2
    try:
        document = pypdfium2.PdfDocument(pdf)
        pages = tuple(_page(page, pypdfium2.raw) for page in document)
        document.close()
    except pypdfium2.PdfiumError as error:
        raise OutputError("{file}: cannot be measured ({reason}).", file=name, reason=refused(error)) from error
    return pages


def _page(page: Any, raw: Any) -> Page:
    wide, high = page.get_size()
    text = page.get_textpage()
    signs = tuple(_signs(text, raw, high))
    strokes = tuple(sorted(_strokes(page, raw, high), key=lambda one: one.top))
    text.close()
    page.close()
    return Page(wide * MM_PER_PT, high * MM_PER_PT, signs, strokes)


def _signs(text: Any, raw: Any, high: float) -> Iterator[Sign]:
    from ctypes import c_double

    x, y = c_double(), c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 10, 13) or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        left, _, right, _ = text.get_charbox(index, loose=True)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = round(raw.FPDFText_GetFontSize(text, index), 2)
        places = [round(value * MM_PER_PT, 3) for value in (left, right, high - y.value)]
        yield Sign(chr(code), places[0], places[1], places[2], size)


def _strokes(page: Any, raw: Any, high: float) -> Iterator[Stroke]:
    """Paths that are wide and thin, whatever they are made of."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = (value * MM_PER_PT for value in item.get_bounds())
        if right - left >= _SHORT_MM and top - bottom <= _THIN_MM + _width_mm(item, raw):
            yield Stroke(round(left, 3), round(right, 3), round(high * MM_PER_PT - (top + bottom) / 2, 3))


def _width_mm(item: Any, raw: Any) -> float:
    from ctypes import c_float

    width = c_float()
    return float(width.value) * MM_PER_PT if raw.FPDFPageObj_GetStrokeWidth(item, width) else 0.0
