"""Pages of one document for the screen, set again and again while it changes: pictures of pages (SVG) in which each
paragraph is an area that can be pointed at.

What typst has set once it keeps, so that a change costs what changed."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from draftkit.files.whole import scratch
from draftkit.model.named import NamedTuple
from draftkit.word.again import Again
from draftkit.word.read import ACCEPT, read_word
from draftkit.word.values import Paragraph
from draftkit.writers.paged.cuts import settled
from draftkit.writers.paged.layout import Names, layout
from draftkit.writers.paged.pages import PROGRAM, compiler, made, picture_files, put_program
from draftkit.writers.paged.spots import Spots

_AREA = re.compile(rb'fill="#([0-9a-f]{6})00"')
_SIZE = re.compile(rb'width="([\d.]+)pt" height="([\d.]+)pt"')
_FORGET = 8
"""typst keeps what it has set until ten other runs had no use for it. So many empty runs let it keep the last
state and no more: memory stays what one state needs."""


class Sheet(NamedTuple):
    """One page: what typst made, a digest of it, the numbers of its areas in order, its size in pt."""

    made: bytes
    digest: str
    areas: tuple[int, ...]
    width: float
    height: float

    def svg(self) -> bytes:
        """The picture of the page; its areas are `path class="at" data-at="…"`."""
        return _AREA.sub(lambda found: b'class="at" data-at="%d" fill="transparent"' % int(found[1], 16), self.made)


class Shown(NamedTuple):
    """All pages, and the paragraph of each area."""

    sheets: tuple[Sheet, ...]
    paragraphs: Mapping[int, Paragraph]


class Screen:
    """Sets the pages of one document. Close it when nobody looks any more: it has a folder of its own."""

    def __init__(self) -> None:
        self._scratch = scratch()
        self._folder = Path(self._scratch.name)
        put_program(self._folder)
        self._media: Mapping[str, bytes] = {}
        self._pictures: Mapping[str, str] = {}
        self._again = Again()
        self._spots: Spots | None = None
        self._sheets: tuple[Sheet, ...] = ()
        self._compiler: Any = None

    def close(self) -> None:
        """Remove what was kept on the disk."""
        self._scratch.cleanup()

    def show(self, docx: bytes, name: str) -> Shown:
        """The pages of a Word file that was made with places. `name` is what messages call the document. Raises as
        `write_pages` does."""
        file = read_word(docx, name, changes=ACCEPT, ties=True, again=self._again)
        if file.media != self._media:
            self._media, self._pictures = file.media, picture_files(file.media, self._folder)
        spots = self._spots = Spots(self._spots)
        data = layout(file, Names(self._pictures, spots), file.properties.get("title") or name)
        svgs = made(partial(self._compile, data), str(self._folder / PROGRAM.name), str(self._folder), name)
        known = {len(sheet.made): sheet for sheet in self._sheets}
        found = svgs if isinstance(svgs, list) else [svgs]
        self._sheets = tuple(
            same if (same := known.get(len(svg))) and same.made == svg else _sheet(svg) for svg in found
        )
        return Shown(self._sheets, spots.known)

    def _compile(self, data: dict[str, Any], fresh: Any) -> list[bytes]:
        kept, self._compiler = self._compiler or fresh, None  # one that fails is not kept
        settled(kept, data, self._folder)
        found: list[bytes] = kept.compile(format="svg")
        self._compiler = kept
        return found

    def forget(self) -> None:
        """Give back what typst keeps of earlier states; the last one stays. Takes a moment: done when nobody waits."""
        if self._compiler is not None:
            blank = self._folder / "blank.typ"
            blank.write_text("", encoding="utf-8")
            kept = compiler(str(blank), str(self._folder), blank.name)
            for _ in range(_FORGET):
                kept.compile(format="svg")
            _give_back()


def _give_back() -> None:
    """Memory that is free goes back to the system, where the C library must be asked (glibc)."""
    trim = None
    with suppress(OSError, AttributeError, TypeError):  # Windows has no library of no name, others no such function
        trim = ctypes.CDLL(None).malloc_trim
    if trim:
        trim(0)


def _sheet(svg: bytes) -> Sheet:
    areas = tuple(dict.fromkeys(int(found, 16) for found in _AREA.findall(svg)))
    size = _SIZE.search(svg, 0, 300)
    width, height = (float(size[1]), float(size[2])) if size else (0.0, 0.0)
    return Sheet(svg, f"{crc32(svg):08x}{adler32(svg):08x}{len(svg):x}", areas, width, height)
