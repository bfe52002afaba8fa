"""What a printer would send back: words outside the cut, over one another, too small, too pale.

Reads the objects of the PDF and looks at its picture; the writer goes by letters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from draftkit.kinds.identity import contrast

SCALE = 2
SAFE, LEAST_PT, LEAST_CONTRAST = 3 * 72 / 25.4, 8.99, 4.45


def faults(path: Path) -> Iterator[str]:
    document = pdfium.PdfDocument(path)
    for number, page in enumerate(document, 1):
        left, bottom, right, top = page.get_trimbox()
        image = page.render(scale=SCALE).to_pil().convert("RGB")
        high = page.get_height()
        found = []
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
            box, words = thing.get_bounds(), thing.extract()
            if not words.strip():
                continue
            size = thing.get_font_size() * abs(thing.get_matrix().d)
            where = f"{path.name} {number} “{words}”"
            if box[0] < left + SAFE or box[1] < bottom + SAFE or box[2] > right - SAFE or box[3] > top - SAFE:
                yield f"{where} is cut off"
            if size < LEAST_PT:
                yield f"{where} has {size:.1f} pt"
            part = image.crop(
                tuple(round(one * SCALE) for one in (box[0] - 2, high - box[3] - 2, box[2] + 2, high - box[1] + 2))
            )
            ground = max(part.getcolors(1 << 20) or [(0, (0, 0, 0))])[1]
            colours = [ctypes.c_uint() for _ in range(4)]
            raw.FPDFPageObj_GetFillColor(thing, *colours)
            told = contrast(f"#{bytes(ground).hex()}", f"#{bytes(one.value for one in colours[:3]).hex()}")
            if 1.01 < told < LEAST_CONTRAST:
                yield f"{where} has a contrast of {told:.1f}"
            found.append((box, words))
        for at, (one, words) in enumerate(found):
            for other, more in found[at + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                if across > 2 and down > 0.35 * min(one[3] - one[1], other[3] - other[1]):
                    yield f"{path.name} {number} “{words}” stands over “{more}”"
