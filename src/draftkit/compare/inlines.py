"""What in a draft changes the meaning of its text without changing the letters: raised and lowered signs, addresses of
links, the bytes of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from draftkit.model.inline import Content, Emph, Link, Strong, Sub, Sup, plain
from draftkit.model.printed import Picture
from draftkit.text.marks import LINK, LOWERED, PICTURE, RAISED, Fingerprint, Gatherer, Mark, normal


class Inlines:
    """Gathers them line by line; the ordinal of a mark is that of its node, from 1."""

    def __init__(self) -> None:
        self._out = Gatherer()

    def line(self, content: Content, text: str, home: int) -> None:
        """Take in a printed line of the node `home`: `text` is all of it, of which `content` is the end."""
        before = text.removesuffix(plain(content))
        self._out.paragraph(text, marks_of(content, before), ordinal=home + 1)

    def picture(self, item: Picture, home: int) -> None:
        """Take in a picture."""
        path = Path(item.path)
        found = sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else item.path
        self._out.paragraph("", [Mark(PICTURE, item.alt, found)], ordinal=home + 1)

    def fingerprint(self) -> Fingerprint:
        """All of them."""
        return self._out.fingerprint()


def marks_of(content: Content, before: str = "") -> Iterator[Mark]:
    """The marks of a content that stands behind these letters."""
    for item in content:
        if isinstance(item, (Sup, Sub)):
            joined = re.search(r"\S*$", before)
            start = len(normal(before + "|")) - 1
            yield Mark(
                RAISED if isinstance(item, Sup) else LOWERED,
                plain(item.content),
                before=joined[0] if joined else "",
                start=start,
            )
        elif isinstance(item, Link):
            yield Mark(LINK, plain(item.content), item.url, start=len(normal(before + "|")) - 1)
        elif isinstance(item, (Strong, Emph)):
            yield from marks_of(item.content, before)
        before += plain((item,))
