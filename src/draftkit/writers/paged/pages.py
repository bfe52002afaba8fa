"""PDF and pictures of the pages of a Word file, by typst: no word processor, no network, the same bytes each time.

The text goes in as data (`layout.py`); `paged.typ` is the only program, and it may read nothing but the folder of the
run."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from draftkit.errors import DraftkitError, EngineMissing, OutputError
from draftkit.files.whole import scratch
from draftkit.pictures.prepare import DOCUMENT, prepare
from draftkit.word.read import ACCEPT, read_word
from draftkit.writers.paged.cuts import DATA, settled
from draftkit.writers.paged.layout import Names, layout

PDF = {"format": "pdf", "pdf_standards": ["a-2a", "ua-1"], "timestamp": 315532800}
"""PDF/A-2a and PDF/UA-1, as of 01/01/1980: no clock is read."""
_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
PROGRAM = Path(__file__).with_name("paged.typ")
FORMULAS = PROGRAM.with_name("formula.typ")
"""What draws formulas; programs import it from their own folder."""


def write_pages(docx: bytes, name: str, **how: Any) -> list[bytes]:
    """The pages of a Word file: one PDF by default, or with `format="png"` and `ppi`, or `format="svg"`, one file a
    page. `name` is what messages call the document; viewers show the title that the file has.

    Raises EngineMissing when typst is not installed, SourceError when the Word file cannot be read, OutputError when
    typst cannot set it."""
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
    return OutputError(
        "{file}: no font on this machine has the letter “{letters}” ({code}) in “{words}”; install one that has it, or "
        "write it in another way. The Word file can be made.",
        file=name,
        letters=letters,
        code=code,
        words=words,
    )


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
