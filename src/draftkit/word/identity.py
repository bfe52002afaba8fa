"""What a Word file says of where it comes from, so that a reviewed copy finds its sources again: custom properties, the
same for the same input."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from zlib import crc32

from draftkit.model.named import NamedTuple
from draftkit.word.markup import HEAD, attribute, escape

NAME, KIND, SOURCE, PRINT = "draftkit.ten", "draftkit.loai", "draftkit.nguon", "draftkit.ban_in"
"""Names of the properties: the document, its kind, the state of its sources, the text as printed."""
PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format id that custom properties of Office have (ECMA-376 Part 1, 22.3.2.2)."""


class Identity(NamedTuple):
    """What a file says of itself; all empty in a file that was not built by draftkit. Nobody vouches for it: who reads
    it asks whether such a document or kind exists."""

    name: str = ""
    kind: str = ""
    source: str = ""
    printed: str = ""


def identity_of(properties: Mapping[str, str]) -> Identity:
    """The identity among the properties of a file."""
    return Identity(*(properties.get(key, "") for key in (NAME, KIND, SOURCE, PRINT)))


def add_identity(parts: dict[str, bytes], properties: Mapping[str, str]) -> None:
    """Put the properties into a package."""
    rows = "".join(
        (
            f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{attribute(name)}"><vt:lpwstr>{escape(value)}'
            "</vt:lpwstr></property>"
        )
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    parts[PART] = (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    ).encode()
    types = parts["[Content_Types].xml"]
    if f'PartName="/{PART}"'.encode() not in types:
        ours = f'<Override PartName="/{PART}" ContentType="{_TYPE}"/></Types>'
        parts["[Content_Types].xml"] = types.replace(b"</Types>", ours.encode())
    rels = parts["_rels/.rels"]
    if _RELATION.encode() not in rels:
        ours = f'<Relationship Id="rIdNguon" Type="{_RELATION}" Target="{PART}"/></Relationships>'
        parts["_rels/.rels"] = rels.replace(b"</Relationships>", ours.encode())


class PlaceMark(NamedTuple):
    """Where a printed paragraph comes from: line of the joined source, serial number of the holder of its text; row and
    column in a table (-1: none). Files made to be looked at hold it as a bookmark; those that leave the house do
    not."""

    line: int
    serial: int
    row: int = -1
    column: int = -1


_PLACE = "_at_"


def place_mark(line: int, serial: int, row: int = -1, column: int = -1) -> str:
    """The bookmark that holds a place."""
    return f"{_PLACE}{line}_{serial}_{row}_{column}"


def place_of(bookmarks: Collection[str]) -> PlaceMark | None:
    """The place that a paragraph with these bookmarks comes from; None when none tells."""
    told = next((name for name in bookmarks if name.startswith(_PLACE)), "")
    return PlaceMark(*map(int, told.removeprefix(_PLACE).split("_"))) if told else None


_TERM = "_tn_"
_TERM_MARK = re.compile(rf"{_TERM}[0-9a-f]{{8}}")


def term_mark(bookmark: str) -> str:
    """The bookmark of a definition that first uses of its term lead to, from the one of its khoản. Nobody typed it, and
    it stands wherever the text puts it: like all of Word's hidden marks it tells nothing of the text."""
    return f"{_TERM}{crc32(bookmark.encode()):08x}"


def is_term_mark(name: str) -> bool:
    """Whether a bookmark is that of a definition."""
    return name.startswith(_TERM) and _TERM_MARK.fullmatch(name) is not None


LOCK = "draftkit.khoa."
"""Begins the tag of a content control that locks a part of a file; that of one behind a section, whose first paragraph
is empty, begins with `LOCK_ON`."""
LOCK_ON = f"{LOCK}tiep."
_HIDDEN = "_dk_"
_REPEATED = re.compile(r"(?P<first>_dk_[0-9a-f]{8})_\d+")
_BY_WORD = re.compile(r"_(?:Toc|Ref|Hlk)\d{6,}")


def lasting(names: Collection[str], ours: bool = False) -> frozenset[str]:
    """The bookmarks of a file that mark the same paragraph in every version of it.

    Those are the labels in a file of `ours` (which one of our hidden bookmarks tells as well), our hidden bookmarks
    except those that count paragraphs of the same words, and the random numbers Word gives. A bookmark such as `dieu_5`
    of a law database says only where a paragraph stood."""
    repeated = {found[part] for name in names if (found := _REPEATED.fullmatch(name)) for part in (0, "first")}
    hidden = {name for name in names if name.startswith(_HIDDEN)}
    labels = {name for name in names if not name.startswith("_")} if ours or hidden else set()
    return frozenset(labels | (hidden - repeated) | {name for name in names if _BY_WORD.fullmatch(name)})
