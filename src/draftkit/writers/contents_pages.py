"""On which page each bookmark of a contents list stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from draftkit.errors import OutputError
from draftkit.files.cache import store
from draftkit.writers.paged import pages as paged

_PASSES = 4
_UNKNOWN = "00"


def page_numbers(
    build: Callable[[Mapping[str, str]], bytes], names: Sequence[str], cache: Path | None, file: str
) -> dict[str, str]:
    """The page of each bookmark in the file that `build` makes when it is given these very pages: measured again until
    nothing moves. `file` is what messages call the document. Raises EngineMissing when typst is not installed,
    OutputError when the pages do not settle. `cache` keeps what was measured, or is None."""
    pages = dict.fromkeys(names, _UNKNOWN)  # as wide as most numbers: the second pass then only confirms
    docx = build(pages)
    stored = cache / f"{blake2b(docx, digest_size=16).hexdigest()}.pages" if cache else None
    if stored and stored.is_file():
        known = _read(stored)
        if known.keys() == pages.keys():
            return known
    for _ in range(_PASSES):
        found = paged.page_numbers(docx, file, names)
        if found == pages:
            if stored:
                store(stored.parent, stored.name, json.dumps(found).encode())
            return found
        pages, docx = found, build(found)
    raise OutputError("{file}: the page numbers of the contents list do not settle", file=file)


def _read(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # a damaged cache is no cache
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}
