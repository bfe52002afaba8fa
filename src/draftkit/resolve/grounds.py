"""What a result rests on, gathered in one place for approvals, series and rebuilds: whatever of it is another makes the
result another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from draftkit.model.fingerprint import fingerprint
from draftkit.model.inline import plain
from draftkit.model.meta import texts_in
from draftkit.model.tree import Block, Division, Draft, Figure, Quote, Table, Unit
from draftkit.readers.comments import unnoted
from draftkit.resolve.bound import Bound

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp")


def digest(draft: Draft) -> str:
    """A hash of a document as written: source, metadata, and the pictures and tables it takes from other files."""
    sum_ = hashlib.sha256(unnoted(draft.source.typed).encode())
    sum_.update(fingerprint(dict(draft.meta.values)).encode())
    for data in _brought(draft.blocks):
        sum_.update(data)
    for data in named_pictures(Path(draft.source.folder), texts_in(draft.meta.values.get("chu_ky"))):
        sum_.update(data)
    return f"sha256:{sum_.hexdigest()}"


def grounds(bound: Bound) -> Iterator[str]:
    """All that the words of a document rest on: itself, the documents it names and those they name, as written; the
    values it prints; the acts and bodies of the project; its kind and its looks."""
    seen: set[tuple[str, str]] = set()

    def documents(one: Bound) -> Iterator[str]:
        where = (one.draft.source.folder, one.draft.name)
        if where not in seen:
            seen.add(where)
            yield digest(one.draft)
            for _, other in sorted(one.others.items()):
                yield from documents(other)

    yield from documents(bound)
    yield repr(sorted(bound.values.items()))
    yield repr((sorted(bound.acts.items()), sorted(bound.organisations.items())))
    yield repr(bound.profile)
    yield from (hashlib.sha256(data).hexdigest() for data in _kind_files(Path(bound.draft.kind.folder)))


def named_pictures(folder: Path, texts: Iterator[str]) -> Iterator[bytes]:
    """The bytes of the pictures that texts name, beside the source."""
    for text in texts:
        if text.lower().endswith(_PICTURES) and (folder / text).is_file():
            yield (folder / text).read_bytes()


def _kind_files(folder: Path) -> Iterator[bytes]:
    """What a kind is made of: outline, words, lists, templates."""
    yield from (path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


def _brought(blocks: tuple[Block, ...]) -> Iterator[bytes]:
    for block in blocks:
        if isinstance(block, Figure):
            path = Path(block.path)
            yield path.read_bytes() if path.is_file() else b""
        elif isinstance(block, Table):
            yield "\n".join(plain(cell) for row in block.rows for cell in row).encode()
        elif isinstance(block, (Unit, Quote, Division)):
            yield from _brought(block.body if isinstance(block, Unit) else block.blocks)
