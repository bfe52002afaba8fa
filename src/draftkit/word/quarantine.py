"""Foreign files before an office program opens them: whatever it would fetch from the net, from a shared folder or from
the disk is cut. Links that a reader may click stay; they fetch nothing. The words are not touched."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from html import unescape

from draftkit.text.pattern import Pattern
from draftkit.word.package import read_package, zip_bytes
from draftkit.word.web_page import is_web_page, quiet
from draftkit.word.xml import parse

_TAG = Pattern(r"""<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/?>""", "<")
_ATTRIBUTE = Pattern(r"""(\s)([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*')""", "=")
_INSIDE = re.compile(r"(?![\\/])(?!\.\./)[^:\\]*(?:#.*)?$")
"""An address that stays in the package: no scheme, no root, no way up."""
_FETCHED = ("href", "src")
_CLICKED = ("a", "hyperlink")
"""Elements whose address is for the reader."""
_FIELDS = Pattern(r"\s*(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|RD)\b", flags=re.IGNORECASE)
_INSTRUCTION = Pattern(r"""(<(?:\w+:)?instrText[^>]*>)([^<>]*)|(\s(?:\w+:)?instr\s*=\s*)("[^"]*"|'[^']*')""", "instr")
_RTF_GROUP = re.compile(rb"\\fldinst|\\\*\s*\\template|\\objdata|\\objautlink|\\\*\s*\\nextfile|\\\*\s*\\htmltag")
_RTF_SIGNS = re.compile(rb"\\'([0-9a-fA-F]{2})|\\[a-zA-Z]+-?\d* ?|[{}\r\n]")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def contained(data: bytes, name: str) -> bytes:
    """The file without what it brings in from elsewhere: a Word or OpenDocument package, RTF or a web page, told by its
    first bytes; other bytes as they are. Raises SourceError when a package or its XML cannot be read."""
    if data.startswith(b"PK"):
        return zip_bytes({part: _part(data, part, name) for part, data in read_package(data, name).items()})
    start = data[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        return _rtf(data)
    return quiet(data) if is_web_page(data) else data


def _part(data: bytes, part: str, name: str) -> bytes:
    low = part.lower()
    if low.endswith((".xml", ".rels", ".vml")) and data.strip():
        parse(data, f"{name}:{part}")  # one reading for us and the office program, or none
        text = _decoded(data)
        text = _TAG.sub(_relation if low.endswith(".rels") else _tag, text)
        return _INSTRUCTION.sub(_instruction, text).encode()
    if data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data)):
        return contained(data, name)
    return contained(data, name) if low.endswith((".htm", ".html", ".xhtml", ".mht", ".rtf", ".doc")) else data


def _instruction(found: re.Match[str]) -> str:
    """What a field is told to do, unless it would bring in a file."""
    text = found[2] or (found[4] or "")[1:-1]
    return found[0] if not _FIELDS.match(unescape(text)) else found[1] or f'{found[3]}""'


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return re.sub(r"^<\?xml[^>]*\?>", "", text)
    return data.decode("utf-8", "replace")


def _attributes(text: str) -> dict[str, str]:
    return {found[2].rpartition(":")[2]: unescape(found[4][1:-1]).strip() for found in _ATTRIBUTE.finditer(text)}


def _relation(found: re.Match[str]) -> str:
    """A relation of a part; one that leads out, save the address of a link, is none any more."""
    if found[1].rpartition(":")[2] != "Relationship":
        return found[0]
    told = _attributes(found[2])
    out = told.get("TargetMode", "").lower() == "external" or not _INSIDE.match(told.get("Target", "").lstrip("/"))
    if not out or told.get("Type", "").endswith("/hyperlink"):
        return found[0]
    return "" if found[0].endswith("/>") else f"<{found[1]}>"


def _tag(found: re.Match[str]) -> str:
    """An element without addresses that lead out of the package."""
    if not found[2] or found[1].rpartition(":")[2] in _CLICKED:
        return found[0]
    if not any(name in found[2] for name in _FETCHED):
        return found[0]
    return _ATTRIBUTE.sub(_address, found[0])


def _address(found: re.Match[str]) -> str:
    known = found[2].rpartition(":")[2] in _FETCHED
    return f'{found[1]}{found[2]}=""' if known and not _INSIDE.match(unescape(found[4][1:-1]).strip()) else found[0]


def _rtf(data: bytes) -> bytes:
    """Rich text without fields that include files, templates and objects that are linked."""
    out, done = [], 0
    for found in _RTF_GROUP.finditer(data):
        if found.start() < done:
            continue
        end = _group_end(data, found.end())
        said = _RTF_SIGNS.sub(lambda sign: bytes([int(sign[1], 16)]) if sign[1] else b"", data[found.end() : end])
        if b"fldinst" in found[0] and not _FIELDS.match(said.decode("latin-1")):
            continue
        out += [data[done : found.start()], rb"\*\draftkitcut " if b"fldinst" not in found[0] else rb"\fldinst QUOTE "]
        done = end
    return b"".join((*out, data[done:]))


def _group_end(data: bytes, at: int) -> int:
    """Where the group ends that a place stands in."""
    depth = 0
    for found in re.finditer(rb"\\.|[{}]", data[at:], re.DOTALL):
        if found[0] == b"{":
            depth += 1
        elif found[0] == b"}":
            if not depth:
                return at + found.start()
            depth -= 1
    return len(data)
