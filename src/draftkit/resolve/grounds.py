"""What an approval is given to: a document as written. What its files rest on besides is told by `library/ground`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from draftkit.model.fingerprint import fingerprint
from draftkit.model.inline import Content, Link, every, plain
from draftkit.model.meta import texts_in
from draftkit.model.tree import Block, Draft, Figure, Table, inside
from draftkit.readers.comments import unnoted

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp")


def digest(draft: Draft) -> str:
    """A hash of a document as written: source, metadata, and the pictures and tables it takes from other files."""
    sum_ = hashlib.sha256(unnoted(draft.source.typed).encode())
    sum_.update(fingerprint(dict(draft.meta.values)).encode())
    for data in _brought(draft.blocks):
        sum_.update(data)
    for data in named_pictures(Path(draft.source.folder), texts_in(draft.meta.values.get("chu_ky"))):
        sum_.update(data)
    return f"sha256:{sum_.hexdigest()}"


def named_pictures(folder: Path, texts: Iterator[str]) -> Iterator[bytes]:
    """The bytes of the pictures that texts name, beside the source."""
    for text in texts:
        if text.lower().endswith(PICTURES) and (folder / text).is_file():
            yield (folder / text).read_bytes()


def _brought(blocks: tuple[Block, ...]) -> Iterator[bytes]:
    for block in inside(blocks):
        if isinstance(block, Figure):
            path = Path(block.path)
            yield path.read_bytes() if path.is_file() else b""
        elif isinstance(block, Table):
            yield ascii([[_written(cell) for cell in row] for row in block.rows]).encode()


def _written(cell: Content) -> list[tuple[str, str, str]]:
    """A cell with its marks: “10^2^” is not “102”, nor is a link what it leads to elsewhere."""
    return [(type(item).__name__, plain((item,)), item.url if isinstance(item, Link) else "") for item in every(cell)]
