"""What is asked of the XML of others before anything reads it, as bytes: its letters, that it declares no document
type, and that no cell of it takes more room than there is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from draftkit.errors import SourceError

_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_PROLOG = re.compile(rb"<[A-Za-z_]")
_XML = (".xml", ".rels", ".vml")
_WIDE = re.compile(rb"""grid(?:Span|Before|After)\b[^<>=]*=\s*["'][+\s]*0*([1-9]\d{3,})""")
"""A cell, or what a row leaves out beside its cells, over more columns than any program makes."""
TYPED = "{file}: “{part}” declares a document type or entities: open it in its program and save it again."


def refuse_foreign(parts: Mapping[str, bytes], name: str) -> None:
    """Raise SourceError for a package, `name`d in messages, one of whose parts must not be read, whoever would read it
    and whoever would copy it into another."""
    for part, data in parts.items():
        if part.lower().endswith(_XML):
            at = f"{name}:{part}"
            data = utf8(data, at)
            refuse_typed(data, at)
            if found := _WIDE.search(data):
                said = "{file}: a cell of “{part}” takes {columns} columns; refused. Word makes 63 at most."
                raise SourceError(said, columns=found[1].decode()[:20], **where(at))


def refuse_typed(data: bytes, name: str) -> None:
    """Raise SourceError for a part, or the head of one, that declares a document type or entities before its root."""
    root = _PROLOG.search(data)
    if b"<!" in (data[: root.start()] if root else data).replace(b"<!--", b""):
        raise SourceError(TYPED, **where(name))


def utf8(data: bytes, name: str) -> bytes:
    """The part in UTF-8: packages may hold UTF-16 besides, and nothing else (ECMA-376 Part 2, 8.1.4)."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
        return re.sub(r"^<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    declared = _ENCODING.match(data)
    if (declared and declared[1].lower() not in (b"utf-8", b"us-ascii")) or (
        data[:1] not in (b"<", b" ", b"\r", b"\n", b"\t") and data
    ):
        raise SourceError("{file}: “{part}” is not written in UTF-8.", **where(name))
    return data


def where(name: str) -> dict[str, str]:
    """The file and the part of it that a name `file:part` tells, for messages; the file may have a colon in its name,
    and is its own part where none is told (`file:`)."""
    file, _, part = name.rpartition(":")
    return {"file": file, "part": part or file}
