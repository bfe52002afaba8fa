"""A short sum of each paragraph of a Word file: enough to say which one is another, without saying what it said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from zlib import crc32

from draftkit.model.named import NamedTuple

_STORIES = re.compile(r"word/(?:document|footnotes|endnotes|(?:header|footer)\w*)\.xml")
_PARAGRAPH = re.compile(rb"</w:p>|<w:txbxContent[ >]|</w:txbxContent>")
_TEXT = re.compile(rb"<[wm]:t(?: [^>]*)?>([^<]*)")
_AGAIN = re.compile(rb"<mc:Fallback[ >].*?</mc:Fallback>", re.DOTALL)
BETWEEN = "\x1e"
"""What stands between the paragraphs of several: no Word file can hold it."""
_MANY = 1000  # paragraphs that are hashed at once
_RARE = "\u00ad\u2009\u200b\u200c\u200d\u200e\u200f\u202f\u2060\ufeff\ufffc"
_UNSEEN = re.compile(rf"[ \u00a0\t\n\r{_RARE}]+")


class Seals(NamedTuple):
    """The SHA-256 of all letters of a file, and of each paragraph that has letters eight hexadecimal digits."""

    whole: str
    each: str

    def list(self) -> list[str]:
        """Those of the paragraphs, one by one."""
        return [self.each[at : at + 8] for at in range(0, len(self.each), 8)]


NONE = Seals("", "")


class Sealed(bytes):
    """The bytes of a Word file whose paragraphs were read while it was written, and need not be unpacked for it."""

    of: Callable[[], Seals]


def seals(data: bytes) -> Seals:
    """The seals of a Word file."""
    if isinstance(data, Sealed):
        return data.of()
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as package:
        return seals_of({name: texts(package.read(name)) for name in package.namelist() if is_story(name)})


def is_story(name: str) -> bool:
    """Whether a part of a Word file holds text."""
    return _STORIES.fullmatch(name) is not None


def seals_of(stories: Mapping[str, Sequence[bytes]]) -> Seals:
    """The seals of the letters in the parts of a Word file: its text, its notes, then what its headers and footers say,
    each once: who saves a file writes them for other pages than we do."""
    found: list[bytes] = []
    edges: set[bytes] = set()
    for name in sorted(stories):  # text before notes, whoever packed it
        if name.startswith(("word/header", "word/footer")):
            edges |= {text for text in stories[name] if any(map(str.isalpha, text.decode()))}
        else:
            found += stories[name]
    return sealed([*found, *sorted(edges)])


def sealed(found: Sequence[bytes]) -> Seals:
    """The seals of the letters of paragraphs."""
    each = b"".join([crc32(one).to_bytes(4, "big") for one in found])
    whole, between = sha256(), b""
    for at in range(0, len(found), _MANY):
        whole.update(between + BETWEEN.encode().join(found[at : at + _MANY]))
        between = BETWEEN.encode()
    return Seals(whole.hexdigest(), each.hex())


def texts(xml: bytes) -> list[bytes]:
    """The letters of each paragraph of a part that has any."""
    if b"<mc:Fallback" in xml:
        xml = _AGAIN.sub(b"", xml)
    pieces = _PARAGRAPH.split(xml) if b"<w:txbxContent" in xml else xml.split(b"</w:p>")
    said = BETWEEN.encode().join([b"".join(_TEXT.findall(piece)) for piece in pieces]).decode()
    if "&" in said:
        from html import unescape

        said = unescape(said)
    return lettered(said.split(BETWEEN))


def lettered(paragraphs: Iterable[str]) -> list[bytes]:
    """The letters of each paragraph that has any."""
    said = BETWEEN.join(paragraphs)
    if any(sign in said for sign in _RARE) or not unicodedata.is_normalized("NFC", said):
        said = letters(said)
    plain = said.encode("utf-8", "replace").translate(None, b" \t\r\n").replace("\u00a0".encode(), b"")
    return list(filter(None, plain.split(BETWEEN.encode())))


def letters(text: str) -> str:
    """The letters of a text alone: blanks and what cannot be seen left out."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))
