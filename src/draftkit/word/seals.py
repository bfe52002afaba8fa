"""A short sum of each paragraph of a Word file: enough to say which one is another, without saying what it said."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from hashlib import sha256
from io import BytesIO
from zlib import crc32

from draftkit.model.named import NamedTuple

_STORIES = re.compile(r"word/(?:document|footnotes|endnotes|(header|footer)\w*)\.xml")
_PARAGRAPH = re.compile(rb"</w:p>|<w:txbxContent[ >]|</w:txbxContent>")
_TEXT = re.compile(rb"<[wm]:t(?: [^>]*)?>([^<]*)")
_AGAIN = re.compile(rb"<mc:Fallback[ >].*?</mc:Fallback>", re.DOTALL)
_BETWEEN = "\x1e"
_BLANK = " \u00a0\t\n\r\u00ad\u2009\u200b\u200c\u200d\u200e\u200f\u202f\u2060\ufeff\ufffc"
_UNSEEN = re.compile(f"[{_BLANK}]+")


class Seals(NamedTuple):
    """The SHA-256 of all letters of a file, and of each paragraph that has letters eight hexadecimal digits."""

    whole: str
    each: str

    def list(self) -> list[str]:
        """Those of the paragraphs, one by one."""
        return [self.each[at : at + 8] for at in range(0, len(self.each), 8)]


NONE = Seals("", "")


def seals(data: bytes) -> Seals:
    """The seals of a Word file: its text, its notes, then what its headers and footers say, each once: who saves a file
    writes them for other pages than we do."""
    found: list[str] = []
    edges: set[str] = set()
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in sorted(package.namelist()):  # text before notes, whoever packed it
            story = _STORIES.fullmatch(name)
            if story and story[1]:
                edges |= {text for text in texts(package.read(name)) if any(map(str.isalpha, text))}
            elif story:
                found += texts(package.read(name))
    return sealed([*found, *sorted(edges)])


def sealed(found: list[str]) -> Seals:
    """The seals of the letters of paragraphs."""
    whole = _BETWEEN.join(found).encode("utf-8", "replace")
    each = whole.split(_BETWEEN.encode()) if found else []
    return Seals(sha256(whole).hexdigest(), b"".join([crc32(one).to_bytes(4, "big") for one in each]).hex())


def texts(xml: bytes) -> list[str]:
    """The letters of each paragraph that has any."""
    if b"<mc:Fallback" in xml:
        xml = _AGAIN.sub(b"", xml)
    pieces = _PARAGRAPH.split(xml) if b"<w:txbxContent" in xml else xml.split(b"</w:p>")
    joined = _BETWEEN.encode().join([b"".join(_TEXT.findall(piece)) for piece in pieces])
    joined = joined.translate(None, b" \t\r\n").replace("\u00a0".encode(), b"")
    said = joined.decode()
    if "&" in said:
        from html import unescape

        said = unescape(said)
    return list(filter(None, letters(said).split(_BETWEEN)))


def letters(text: str) -> str:
    """The letters of a text alone: blanks and what cannot be seen left out."""
    if any(sign in text for sign in _BLANK):
        text = _UNSEEN.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
