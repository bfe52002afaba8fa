"""Parts as XML trees, without entities or document types; Strict files are read as Transitional."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree

from draftkit.errors import SourceError, refused
from draftkit.model.numeral import decimal
from draftkit.word.foreign import refuse_typed, utf8, where

Element = ElementTree.Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
V = "{urn:schemas-microsoft-com:vml}"
VAL = W + "val"


def tags(names: str) -> tuple[str, ...]:
    """Names of elements of WordprocessingML, typed one after another."""
    return tuple(W + name for name in names.split())


for _prefix, _name in (("m", M), ("w", W), ("r", R)):
    ElementTree.register_namespace(_prefix, _name.strip("{}"))

_STRICT, _TRANSITIONAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
_NAMES = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"drawingml/": b"drawingml/2006/",
}
"""What Strict files call things, and Transitional ones."""
DAMAGED_PART = "{file}: “{part}” is damaged ({reason}): ask for it anew, or open it in its program and save it again."
NESTED = "{file}: tables or other elements nested too deeply to be read."
_OFF = frozenset(("0", "false", "off", "none"))


_fresh = ElementTree.fromstring  # document types, and with them entities, are refused before
_kept = lru_cache(maxsize=4)(_fresh)


def parse(data: bytes, name: str, *, shared: bool = False) -> Element:
    """The root of an XML part; `name` says where it stands. `shared` is for parts that the files of one house have in
    common, sign for sign, and whose trees nobody changes: they are read once for all. Raises SourceError when it is
    damaged, or declares a document type or entities."""
    data = utf8(data, name)
    refuse_typed(data, name)
    if _STRICT in data:
        for strict, transitional in _NAMES.items():
            data = data.replace(_STRICT + strict, _TRANSITIONAL + transitional)
    try:
        return (_kept if shared else _fresh)(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SourceError(DAMAGED_PART, reason=refused(error), **where(name)) from error


def val(parent: Element | None, tag: str) -> str | None:
    """`w:val` of a child, None when the child or the attribute is missing."""
    child = None if parent is None else parent.find(W + tag)
    return None if child is None else child.get(VAL)


def is_on(element: Element, at: str = VAL, usual: str = "1") -> bool:
    """The value of an on/off property that is there; `usual` is what it is without the attribute."""
    return (element.get(at) or usual) not in _OFF


def flag(parent: Element | None, tag: str) -> bool:
    """Whether a parent has an on/off property that is on."""
    child = None if parent is None else parent.find(W + tag)
    return child is not None and is_on(child)


_MEASURE = re.compile(r"\s*(-?[0-9.]+)\s*(mm|cm|in|pt|pc|pi|)\s*$")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


@lru_cache(maxsize=1024)
def points(text: str | None, bare: float = 1 / 20) -> float | None:
    """A measure in points: a bare number counts `bare` points each (twentieths as a rule), Strict files write units
    (`12pt`). None when unreadable."""
    found = _MEASURE.match(text or "")
    value = decimal(found[1]) if found else None
    return value * _POINTS.get(found[2], bare) if found and value is not None else None
