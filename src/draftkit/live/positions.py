"""Between columns of draftkit and positions of an editor.

draftkit counts letters of composed text (NFC) without control characters; an editor counts units of UTF-16 (or what was
agreed) in the text as it stands, which may be decomposed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n|\r|\n")
_LEFT_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def lines_of(text: str) -> list[str]:
    """The lines of a text as the protocol counts them, without their ends."""
    return _LINE_END.split(text)


def _clusters(raw: str) -> Iterator[tuple[int, int]]:
    """Each letter with the accents that follow it: its count of signs in the raw line, and how many once composed."""
    start = 0
    for index in range(1, len(raw) + 1):
        if index == len(raw) or not unicodedata.combining(raw[index]):
            piece = raw[start:index]
            yield index - start, len(_LEFT_OUT.sub("", unicodedata.normalize("NFC", piece)))
            start = index


def raw_index(raw: str, column: int) -> int:
    """The index in a raw line of a column of draftkit; the end of the line when it is shorter."""
    if raw.isascii() or (unicodedata.is_normalized("NFC", raw) and not _LEFT_OUT.search(raw)):
        return min(column, len(raw))
    at = seen = 0
    for signs, composed in _clusters(raw):
        if seen + composed > column:
            break
        at, seen = at + signs, seen + composed
    return at


def composed_column(raw: str, index: int) -> int:
    """The column of draftkit at an index of a raw line."""
    return len(_LEFT_OUT.sub("", unicodedata.normalize("NFC", raw[:index])))


def units_before(raw: str, index: int, units: str) -> int:
    """How many units of the editor (`utf-8`, `utf-16`, `utf-32`) a raw line has before an index."""
    head = raw[:index]
    if units == "utf-32" or head.isascii():
        return len(head)
    if units == "utf-8":
        return len(head.encode("utf-8", "surrogatepass"))
    return len(head.encode("utf-16-le", "surrogatepass")) // 2


def index_at(raw: str, character: int, units: str) -> int:
    """The index in a raw line of a position of the editor; the end of the line when it is shorter, the start of a sign
    when it points into one."""
    if units == "utf-32" or raw.isascii():
        return min(character, len(raw))
    seen = 0
    for index, sign in enumerate(raw):
        seen += units_before(sign, 1, units)
        if seen > character:
            return index
    return len(raw)
