"""On which page each bookmark stands, as LibreOffice lays the file out.

LibreOffice exports bookmarks as named destinations (`/name[12 0 R/XYZ …]`), pages in order as `/Kids`; both are plain
text in its PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from draftkit.errors import OutputError
from draftkit.files.whole import write_whole
from draftkit.writers.pdf import write_pdf

_OPTIONS = '{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},"Quality":{"type":"long","value":"1"}}'
_DESTINATION = re.compile(rb"/([0-9A-Za-z-]+)\[(\d+) 0 R/XYZ")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_PASSES = 4
_UNKNOWN = "00"


def page_numbers(
    build: Callable[[Mapping[str, str]], bytes], names: Sequence[str], cache: Path | None
) -> dict[str, str]:
    """The page of each bookmark in the file that `build` makes when it is given these very pages: measured again until
    nothing moves.

    Raises EngineMissing when LibreOffice is not there, OutputError when the pages do not settle. `cache` keeps what was
    measured, or is None."""
    pages = dict.fromkeys(names, _UNKNOWN)  # as wide as most numbers: the second pass then only confirms
    docx = build(pages)
    stored = cache / f"{blake2b(docx, digest_size=16).hexdigest()}.pages" if cache else None
    if stored and stored.is_file():
        known = _read(stored)
        if known.keys() == pages.keys():
            return known
    for _ in range(_PASSES):
        found = measured(write_pdf(docx, "trang", _OPTIONS), names)
        if found == pages:
            if stored:
                _keep(stored, found)
            return found
        pages, docx = found, build(found)
    raise OutputError("the page numbers of the contents list do not settle")


def measured(pdf: bytes, names: Sequence[str]) -> dict[str, str]:
    """The page of each bookmark in a PDF by LibreOffice, 1 being the first. Raises OutputError when one has no place in
    it."""
    kids = max(_KIDS.findall(pdf), key=len, default=b"")
    order = {number: str(place) for place, number in enumerate(re.findall(rb"(\d+) 0 R", kids), 1)}
    places = {name: order.get(page, "") for name, page in _DESTINATION.findall(pdf)}
    found = {name: places.get(_written(name), "") for name in names}
    missing = next((name for name, page in found.items() if not page), "")
    if missing:
        raise OutputError("LibreOffice gave no page for the bookmark {name}", name=missing)
    return found


def _written(name: str) -> bytes:
    """A name as LibreOffice writes it: what is not ASCII in percent signs as in an address, then all but letters,
    digits and hyphens in hexadecimal."""
    text = "".join(sign if sign.isascii() else "".join(f"%{part:02X}" for part in sign.encode()) for sign in name)
    return re.sub(r"[^0-9A-Za-z-]", lambda found: f"{ord(found[0]):02X}", text).encode()


def _read(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # a damaged cache is no cache
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def _keep(path: Path, pages: Mapping[str, str]) -> None:
    with suppress(OutputError):  # a cache that cannot be written is only slower
        write_whole(path, json.dumps(pages).encode())
