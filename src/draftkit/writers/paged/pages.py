"""PDF and pictures of the pages of a Word file, by typst: no word processor, no network, the same bytes each time. For
the screen they are set again while it changes: what typst has set it keeps, so that a change costs what changed.

The text goes in as data (`layout.py`); `paged.typ` is the only program, and may read only the folder of the run."""

from __future__ import annotations

import ctypes
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from draftkit.errors import DraftkitError, EngineMissing, OutputError
from draftkit.files.whole import scratch
from draftkit.model.named import NamedTuple
from draftkit.pictures.prepare import DOCUMENT, prepare
from draftkit.word.again import Again
from draftkit.word.read import ACCEPT, read_word
from draftkit.word.values import Paragraph
from draftkit.writers.paged.cuts import DATA, settled
from draftkit.writers.paged.layout import Names, layout
from draftkit.writers.paged.spots import Spots

PDF = {"format": "pdf", "pdf_standards": ["a-2a", "ua-1"], "timestamp": 315532800}
"""PDF/A-2a and PDF/UA-1, as of 01/01/1980: no clock is read."""
_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
PROGRAM = Path(__file__).with_name("paged.typ")
FORMULAS = PROGRAM.with_name("formula.typ")
"""What draws formulas; programs import it from their own folder."""


def write_pages(docx: bytes, name: str, **how: Any) -> list[bytes]:
    """The pages of a Word file: one PDF by default, or with `format="png"` and `ppi`, or `format="svg"`, one file a
    page. `name` is what messages call the document; viewers show the title that the file has. Raises EngineMissing when
    typst is not installed, SourceError when the Word file cannot be read, OutputError when typst cannot set it."""
    made = _run(docx, name, lambda compiler: compiler.compile(**(how or PDF)))
    return made if isinstance(made, list) else [made]


def page_numbers(docx: bytes, name: str, bookmarks: Sequence[str]) -> dict[str, str]:
    """The number that the page of each bookmark bears, of those that fields of the file ask for. Raises as
    `write_pages` does, OutputError when one has no page."""
    found = _run(docx, name, lambda compiler: json.loads(compiler.query("<pages>", field="value", one=True)))
    missing = next((mark for mark in bookmarks if mark not in found), "")
    if missing:
        raise OutputError("{file}: no page has the bookmark {name}", file=name, name=missing)
    return {mark: str(found[mark]) for mark in bookmarks}


def _run(docx: bytes, name: str, work: Callable[[Any], Any]) -> Any:
    """What typst makes of a Word file in a folder of its own."""
    file = read_word(docx, name, changes=ACCEPT, ties=True)
    with scratch() as found:
        folder = Path(found)
        names = Names(picture_files(file.media, folder))
        data = layout(file, names, file.properties.get("title") or name)
        put_program(folder)
        return made(lambda fresh: work(settled(fresh, data, folder)), str(folder / PROGRAM.name), str(folder), name)


def put_program(folder: Path) -> None:
    """Put the program of pages and what it imports into a folder."""
    for file in (PROGRAM, FORMULAS):
        shutil.copyfile(file, folder / file.name)


def picture_files(media: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Write the pictures of a package into a folder, in the colours of screens, whatever their names say they are; what
    each is called there, those that can be shown."""
    called: dict[str, str] = {}
    for number, (part, data) in enumerate(sorted(media.items())):
        given = folder / f"given-{number}"
        given.write_bytes(data)
        with suppress(DraftkitError):
            shown = prepare(given, DOCUMENT)
            called[part] = f"picture-{number}.{shown.type}"
            (folder / called[part]).write_bytes(shown.data)
    return called


def made(work: Callable[[Any], Any], program: str, root: str, name: str, fonts: Sequence[Path] = ()) -> Any:
    """What `work` makes with a compiler (typst) of a program in a folder, with the typefaces of this machine and those
    in the folders `fonts`. Raises EngineMissing, OutputError."""
    try:
        return work(compiler(program, root, name, fonts))
    except BaseException as error:  # what typst panics with is no Exception
        if isinstance(error, (DraftkitError, KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        letter = _MISSING.search(str(error))
        if letter:
            typefaces.cache_clear()  # somebody may install what is missing while we run
            raise _without_font(letter[1], Path(root), name) from error
        reason = str(error).splitlines()[0][:200]
        raise OutputError("{file}: its pages could not be set ({reason}).", file=name, reason=reason) from error


def compiler(program: str, root: str, name: str, fonts: Sequence[Path] = ()) -> Any:
    """A compiler of a program that may read a folder. Raises EngineMissing."""
    try:
        import typst
    except ImportError as error:
        raise EngineMissing("{file}: pages need the package typst: pip install typst", file=name) from error
    return typst.Compiler(program, root=root, font_paths=typefaces(tuple(fonts)))


@lru_cache(maxsize=2)
def typefaces(folders: tuple[Path, ...]) -> Any:
    """The typefaces of this machine and of folders. To look for them takes ten times as long as to set a page: it is
    done once a process, and again once one was missing."""
    import typst

    return typst.Fonts(font_paths=list(folders))


def _without_font(letters: str, root: Path, name: str) -> OutputError:
    """What is said of letters that no font has: which, and among which words they stand."""
    text = (root / DATA).read_text(encoding="utf-8") if (root / DATA).is_file() else "{}"
    around = next((said for said in _texts(json.loads(text)) if letters in said), "")
    at = around.find(letters)
    code = " ".join(f"U+{ord(sign):04X}" for sign in letters)
    words = " ".join(around[max(0, at - 40) : at + 40].split())
    told = (
        "{file}: no font on this machine has the letter “{letters}” ({code}) in “{words}”; install one that has it, or "
        "write it in another way. The Word file can be made."
    )
    return OutputError(told, file=name, letters=letters, code=code, words=words)


def _texts(data: Any) -> Iterator[str]:
    """What paragraphs say, each whole, in order."""
    if isinstance(data, dict):
        if isinstance(data.get("runs"), list):
            yield "".join(str(run.get("text", "")) for run in data["runs"] if isinstance(run, dict))
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data


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
