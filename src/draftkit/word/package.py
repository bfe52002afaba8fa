"""A Word package as a map of part names to bytes, opened with suspicion, and what its parts point to; zip files of the
same bytes each time."""

from __future__ import annotations

import io
import posixpath
import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import SourceError, refused
from draftkit.model.named import NamedTuple
from draftkit.word.foreign import refuse_foreign

if TYPE_CHECKING:
    import zipfile


Parts = Mapping[str, bytes]
WORD = (".docx", ".docm", ".dotx", ".dotm")
"""Endings of the files that are such packages."""
OFFICE = (*WORD, ".doc", ".rtf", ".odt")
"""Endings of all that word processors write."""
_DATE = 1 << 5 | 1
"""1 January 1980 as MS-DOS writes it."""
LIMIT = 200_000_000
TOO_LARGE = "{file}: unpacks to more than 200 MB or 10 000 parts; refused."
_PARTS = 10_000
_RATIO = 200
_SMALL = 5_000_000
"""A part that unpacks to less is not asked how well it was packed: blank styles and empty tables pack very well."""
_BIG = 1_000_000
_STORED, _DEFLATED = 0, 8
"""How a part is packed (APPNOTE.TXT 4.4.5)."""
_AHEAD = 262
"""How far zlib looks ahead: as much of its window is not there to look back into (MIN_LOOKAHEAD)."""
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = "{file}: a Strict Open XML file; save it as an ordinary .docx first."
DAMAGED = "{file}: damaged or incomplete: ask for it anew, or open it in Word and save it again."
LACKING = "template {file} lacks the part {part}: copy one of ours"
_LOCKED = "{file}: protected by a password. Open it in Word, remove the password and save it again."
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def read_package(source: Path | bytes, name: str = "") -> dict[str, bytes]:
    """All parts of a package, from a file or its bytes; `name` is what messages call it. Raises SourceError when it is
    missing, empty, protected, not a zip file, damaged, or unpacks to over 200 MB or 200 times its size, and for what
    `foreign` refuses in one of its parts."""
    import zipfile

    name = name or (source.name if isinstance(source, Path) else "docx")
    try:
        if isinstance(source, Path) and source.exists() and not source.is_file():
            raise SourceError("{file}: no plain file; nothing is read from folders, devices and pipes.", file=name)
        data = source if isinstance(source, bytes) else source.read_bytes()
        _refuse_others(data, name)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_bombs(package, name)
            parts = {info.filename.lstrip("/"): package.read(info) for info in package.infolist() if not info.is_dir()}
    except (EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise SourceError(DAMAGED, file=name) from error
    except (OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise SourceError("{file}: not a readable Word file ({reason}).", file=name, reason=refused(error)) from error
    refuse_foreign(parts, name)
    return parts


def _refuse_others(data: bytes, name: str) -> None:
    """Say what a file is that is not a zip file."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        raise SourceError("{file}: the file is empty.", file=name)
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError(_LOCKED, file=name)
        said = "{file}: an old Word file (.doc), or one protected by a password. Open it in Word and save it as .docx."
        raise SourceError(said, file=name)
    if start.startswith(b"{\\rtf"):
        said = "{file}: a Rich Text file, whatever its name. Open it in Word and save it as .docx."
        raise SourceError(said, file=name)
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<meta")) or b"<html" in start:
        raise SourceError("{file}: a web page, whatever its name. Open it in Word and save it as .docx.", file=name)
    if start.startswith(b"%pdf"):
        raise SourceError("{file}: a PDF file, whatever its name. Only Word files (.docx) can be read.", file=name)
    from draftkit.word.typed import is_typed  # what writes packages reads no text files

    if is_typed(name) and b"\0" not in data[:1000]:
        raise SourceError(
            "{file}: plain text, which check, diff and import read. For the rest save it as .docx in Word, or import "
            "it and build the Word file.",
            file=name,
        )
    if not data.startswith(b"PK"):
        raise SourceError("{file}: not a Word file: open it in the program that made it, save it as .docx.", file=name)


def _refuse_bombs(package: zipfile.ZipFile, name: str) -> None:
    infos = package.infolist()
    if len(infos) > _PARTS or sum(info.file_size for info in infos) > LIMIT:
        raise SourceError(TOO_LARGE, file=name)
    for info in infos:
        if info.flag_bits & 1:
            raise SourceError(_LOCKED, file=name)
    refuse_odd_parts(infos, name)


def refuse_odd_parts(infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Raise SourceError for a part that unpacks to far more than anybody types, and for two of one name: what is read
    of them would be one, what others are shown the other."""
    names = set()
    for info in infos:
        if info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1):
            said = "{file}: “{part}” unpacks to more than 200 times its size; refused."
            raise SourceError(said, file=name, part=info.filename)
        part = info.filename.lstrip("/").lower()
        if part in names:
            raise SourceError("{file}: holds “{part}” twice; refused.", file=name, part=info.filename)
        names.add(part)


def zip_bytes(parts: Parts, packed: bool = True) -> bytes:
    """The bytes of a zip file of these parts, the content types first, with fixed dates: same parts, same bytes. Large
    parts are packed faster and a little less tightly, none when it is not to be `packed`.

    Written by hand, since `zipfile` cannot take packed bytes as they are (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16)."""
    body, directory = [], []
    offset = 0
    for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
        data = parts[name]
        make = _packed if len(data) > _BIG or not packed else _kept
        told, encoded, content = make(name, data, packed)
        body += [b"PK\x03\x04", told, encoded, content]
        directory += [b"PK\x01\x02\x14\x03", told, struct.pack("<HHHII", 0, 0, 0, 0o600 << 16, offset), encoded]
        offset += 4 + len(told) + len(encoded) + len(content)
    listed = b"".join(directory)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listed), offset, 0)
    return b"".join((*body, listed, end))


def _packed(name: str, data: bytes, pack: bool) -> tuple[bytes, bytes, bytes]:
    """What is told of a part (APPNOTE.TXT 4.3.7), its name, and its bytes, packed where that helps."""
    method, packed = _STORED, data
    if pack and not name.endswith((".png", ".jpeg")):
        # no more room than the part needs: that for 32 kB takes longer to make than a page to pack
        window = max(9, min((len(data) + _AHEAD).bit_length(), 15))
        packer = zlib.compressobj(2 if len(data) > _BIG else 6, zlib.DEFLATED, -window, min(window - 6, 8))
        method, packed = _DEFLATED, packer.compress(data) + packer.flush()
    encoded = name.encode()
    utf8 = 0 if name.isascii() else 0x800
    sizes = (len(packed), len(data), len(encoded))
    told = struct.pack("<HHHHHIIIHH", 20, utf8, method, 0, _DATE, zlib.crc32(data), *sizes, 0)
    return told, encoded, packed


_kept = lru_cache(maxsize=64)(_packed)  # styles, theme and settings are the same in most files that are made


class Relation(NamedTuple):
    """`target` is a part name, or an address outside; `type`: an address that ends in a word (`styles`, `image`)."""

    type: str
    target: str
    outside: bool

    @property
    def sort(self) -> str:
        """The last word of the type."""
        return self.type.rpartition("/")[2]


def lacking(parts: Parts, name: str) -> str:
    """The first part that a package lacks of those its relationships lead to; empty when all are there. Raises
    SourceError naming a part that cannot be read."""
    from draftkit.word.xml import parse

    for rels in (one for one in parts if one.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(rels))
        for one in parse(parts[rels], f"{name}:{rels}"):
            part = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            if one.get("TargetMode") != "External" and part not in parts:
                return part
    needed = {"_rels/.rels": b"/officeDocument", "[Content_Types].xml": b""}
    return next((part for part, word in needed.items() if part not in parts or word not in parts[part]), "")


def relations_of(part: str) -> str:
    """The part that holds the relationships of a part; of the package itself when `part` is empty."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def relations(parts: Parts, part: str, file: str) -> dict[str, Relation]:
    """The relationships of a part by id. Raises SourceError when the part that lists them is damaged."""
    folder, path = posixpath.dirname(part), relations_of(part)
    if path not in parts:
        return {}
    from draftkit.word.xml import parse  # what writes packages reads no tree

    out: dict[str, Relation] = {}
    for item in parse(parts[path], f"{file}:{path}"):
        target = item.get("Target", "")
        outside = item.get("TargetMode", "").lower() == "external"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        out[item.get("Id", "")] = Relation(item.get("Type", ""), target, outside)
    return out


def relate(parts: dict[str, bytes], part: str, found: Mapping[str, Relation]) -> None:
    """Write the relationships of a part anew."""
    from lxml import etree

    space = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    for id, (type, target, outside) in found.items():
        where = {"Target": target if outside else posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")}
        mode = {"TargetMode": "External"} if outside else {}
        etree.SubElement(root, f"{{{space}}}Relationship", {"Id": id, "Type": type, **where, **mode})
    parts[relations_of(part)] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def first(found: dict[str, Relation], type: str) -> str:
    """The part of a type; empty when there is none."""
    return next((item.target for item in found.values() if item.sort == type and not item.outside), "")
