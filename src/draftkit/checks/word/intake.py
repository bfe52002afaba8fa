"""From a file as people have it to the bytes of a Word file."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import SourceError
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.source import file_bytes
from draftkit.text.passage import shortened
from draftkit.word.package import read_package
from draftkit.word.typed import is_typed
from draftkit.word.web_page import is_web_page

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST_MB = 100
_NAMED = 600  # signs told of the addresses that were cut


class Taken(NamedTuple):
    """A Word file, or a plain text, as bytes, and what the user should know about how it came."""

    data: bytes
    notes: tuple[Message, ...] = ()


def take(path: Path, convert: bool) -> Taken:
    """Read a file. With `convert`, LibreOffice turns old formats (.doc, .rtf, .odt, web pages called .doc) into Word
    files first. Raises SourceError saying what the file is and what to do when it is no Word file, EngineMissing when
    conversion needs LibreOffice."""
    data = file_bytes(path, path.name, LARGEST_MB)
    old = old_format(data)
    if old and convert:
        from draftkit.word.office import converted

        cut: list[str] = []
        made = converted(data, old, "docx", path.name, cut=cut)
        notes = [msg("{file}: converted by LibreOffice; measures are those it wrote", file=path.name)]
        if cut:
            said = "{count} linked pictures or objects were left out ({names}): insert as PNG what nothing shows"
            notes += [msg(said, count=len(cut), names=shortened(", ".join(dict.fromkeys(cut)), _NAMED))]
        return Taken(made, tuple(notes))
    if old:
        raise SourceError(
            "{file}: not a .docx file but {sort}. Give --convert to have LibreOffice convert it, or save it as "
            ".docx in Word.",
            file=path.name,
            sort=msg("a web page") if old == "html" else f".{old}",
        )
    if is_typed(path.name):
        return Taken(data)
    parts = read_package(data, path.name)
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        return Taken(data, (msg("{file}: holds macros; they were not run", file=path.name),))
    return Taken(data)


def old_format(data: bytes) -> str:
    """`doc`, `rtf`, `odt` or `html` (a web page, as portals call .doc) by what the file holds, whatever its name; empty
    for others, protected files included."""
    if data.startswith(_COMPOUND):
        return "" if _ENCRYPTED in data or "WordDocument".encode("utf-16-le") not in data else "doc"
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(b"{\\rtf"):
        return "rtf"
    if is_web_page(data):
        return "html"
    return "odt" if data.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:120] else ""
