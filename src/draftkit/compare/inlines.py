"""What in a draft changes the meaning of its text without changing the letters: raised and lowered signs, addresses of
links, the bytes of pictures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path

from draftkit.model.inline import Content, Emph, Link, Strong, Sub, Sup, plain
from draftkit.model.printed import Line, Picture
from draftkit.text.marks import LINK, LOWERED, PICTURE, RAISED, Fingerprint, Gatherer, Mark, normal


class Inlines:
    """Gathers them line by line; the ordinal of a mark is that of its node, from 1."""

    def __init__(self) -> None:
        self._lines: list[tuple[Line | Picture, int]] = []
        self._marked = False
        self._beside = Gatherer()

    def line(self, item: Line, home: int, held: bool = True) -> None:
        """Take in a printed line of the node `home`, which has `held` all its letters or not."""
        self._lines.append((item, home))
        if not held:
            self._beside.paragraph(item.text())
        content = item.content
        if len(content) != 1 or not isinstance(content[0], str):
            self._marked = self._marked or _is_marked(content)

    def picture(self, item: Picture, home: int) -> None:
        self._lines.append((item, home))
        self._marked = True

    def beside(self) -> Collection[tuple[str, str, int]]:
        """The lines of which some letters stand in no node."""
        return self._beside.fingerprint().paragraphs

    def fingerprint(self) -> Fingerprint:
        """All marks. Where there is none, no paragraph is needed to tell where they stand."""
        out = Gatherer()
        for item, home in self._lines if self._marked else ():
            if isinstance(item, Picture):
                out.paragraph("", (_picture(item),), ordinal=home + 1)
            else:
                before = f"{item.before}{item.mark}{item.after}"
                out.paragraph(item.text(), marks_of(item.content, before), ordinal=home + 1)
        return out.fingerprint()


def _picture(item: Picture) -> Mark:
    path = Path(item.path)
    return Mark(PICTURE, item.alt, sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else item.path)


def _is_marked(content: Content) -> bool:
    return any(
        isinstance(item, (Sup, Sub, Link)) or (isinstance(item, (Strong, Emph)) and _is_marked(item.content))
        for item in content
    )


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
