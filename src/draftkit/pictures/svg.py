"""SVG drawings, turned into PNG by resvg where that is installed. One that runs or fetches anything is refused."""

from __future__ import annotations

import re
from typing import Any

from draftkit.errors import SourceError, needing, refused
from draftkit.model.numeral import decimal

_LIMIT = 5_000_000
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*>")
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|pc|mm|cm|in)?\s*$")
_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_ACTIVE = ("script", "foreignObject", "iframe", "audio", "video")
_EMBEDDED = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE)
_DEFAULT = (300.0, 150.0)


def is_svg(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a drawing."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in head


def inspect(data: bytes, name: str) -> tuple[float, float]:
    """Width and height in CSS pixels. Raises SourceError on what cannot be shown safely, EngineMissing when resvg is
    not installed."""
    root = _safe(data, name)
    _renderer()
    return _size(root)


def render(data: bytes, name: str, longest: int) -> bytes:
    """The drawing as a PNG whose longer side has `longest` pixels. Raises SourceError when it cannot be drawn."""
    from lxml import etree

    root = _safe(data, name)
    width, height = _size(root)
    scale = longest / max(width, height)
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", str(max(1, round(width * scale))))
    root.set("height", str(max(1, round(height * scale))))
    try:
        return bytes(_renderer()(svg_string=etree.tostring(root, encoding="unicode")))
    except ValueError as error:
        raise SourceError("{file}: the drawing cannot be read ({reason}).", file=name, reason=refused(error)) from error


def _safe(data: bytes, name: str) -> Any:
    """The root of a drawing in which nothing runs and nothing is fetched."""
    root = _parse(data, name)
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        tag = node.tag.rpartition("}")[2]
        if tag in _ACTIVE:
            said = "“{file}” has a part that is no drawing (<{tag}>); save it as plain SVG or as PNG"
            raise SourceError(said, file=name, tag=tag)
        for key, value in node.attrib.items():
            if key.rpartition("}")[2] == "href" and tag != "a" and not _EMBEDDED.match(value):
                said = "“{file}” draws on another file ({target}); embed it, or save the drawing as PNG"
                raise SourceError(said, file=name, target=value[:80])
    return root


def _parse(data: bytes, name: str) -> Any:
    from lxml import etree

    if len(data) > _LIMIT:
        raise SourceError("“{file}” is larger than {limit} MB: make it smaller", file=name, limit=_LIMIT // 1_000_000)
    plain = _DOCTYPE.sub(b"", data, count=1)
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise SourceError("“{file}” declares entities; save it as plain SVG or as PNG", file=name)
    try:
        return etree.fromstring(plain, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise SourceError("{file}: the drawing cannot be read ({reason}).", file=name, reason=refused(error)) from error


def _renderer() -> Any:
    with needing("SVG drawings need resvg (pip install “{package}”); or save the drawing as PNG.", "svg"):
        from resvg_py import svg_to_bytes
    return svg_to_bytes


def _size(root: Any) -> tuple[float, float]:
    own = [_LENGTH.match(root.get(key, "")) for key in ("width", "height")]
    sides = [(decimal(found[1]) or 0.0) * _PX[found[2] or ""] if found else 0.0 for found in own]
    box = [decimal(part) or 0.0 for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        ratio = box[2] / box[3]
        width = sides[0] or (sides[1] * ratio if sides[1] else box[2])
        return width, sides[1] or width / ratio
    return (sides[0], sides[1]) if all(sides) else _DEFAULT
