"""A part of a Word file cut at its paragraphs as they are written, without reading it: paragraphs written the same say
and look the same."""

from __future__ import annotations

import re

START = b"<w:p"
_PARAGRAPH = re.compile(START + rb"(?=[\s/>])")
_BOOKMARK, _CLOSED = re.compile(rb"<w:bookmark[^>]*>"), re.compile(rb"</w:bookmark[^>]*>")


def pieces(part: bytes) -> list[bytes]:
    """What comes before the first paragraph, then each paragraph with what follows it up to the next one. Joined by
    START they are the part without its bookmarks, whose numbers each saving counts anew."""
    part = _BOOKMARK.sub(b"", part)
    if b"</w:bookmark" in part:
        part = _CLOSED.sub(b"", part)
    return _PARAGRAPH.split(part)
