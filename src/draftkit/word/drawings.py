"""Shapes, pictures and text boxes, in DrawingML and in the older VML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from draftkit.model.measure import EMU_PER_MM, MM_PER_PT
from draftkit.model.numeral import number
from draftkit.word.package import Relation
from draftkit.word.values import Block, Drawing, Floating, Paragraph, ParagraphFormat, Run, RunFormat
from draftkit.word.xml import MC, WP, A, Element, R, V, W, points

_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_KNOWN = frozenset(("wps", "wpg", "wpc", "w14", "w15", "w16se", "w16cid", "w16", "wp14", "a14", "pic", "r", "w"))
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(-?[0-9.]+(?:pt|in|mm|cm|px|pc|))", re.IGNORECASE)
_PAIR = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
_WRAP = "{urn:schemas-microsoft-com:office:word}wrap"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_LINES = frozenset(("line", "straightConnector1", "bentConnector3"))
_OFFICE = "{urn:schemas-microsoft-com:office:office}"


def chosen(element: Element) -> Iterable[Element]:
    """What the branch of an AlternateContent to read holds: the first whose needs are known, else the fallback."""
    fallback = element.find(MC + "Fallback")
    for choice in element.findall(MC + "Choice"):
        if set(choice.get("Requires", "").split()) <= _KNOWN or fallback is None:
            return choice
    return () if fallback is None else fallback


def drawings(
    element: Element, relation: Mapping[str, Relation], blocks: Callable[[Element], tuple[Block, ...]]
) -> Iterator[Drawing]:
    """What a `w:drawing`, `w:pict` or `w:object` shows: each picture and text box, or one line or other shape."""
    width, height = _size(element)
    about, place = _about(element), _floating(element)
    alt, plain = about.get(element, ("", False))
    found, embedded = False, element.tag == W + "object"
    for item in _outer(element):
        found = True
        if item.tag == W + "txbxContent":
            yield Drawing("textbox", width, height, "", alt, blocks(item), floating=place)
        elif item.tag == V + "textpath":
            words = Run(item.get("string", ""), RunFormat())
            yield Drawing("textbox", width, height, "", alt, (Paragraph(1, (words,), ParagraphFormat()),))
        else:
            ids = (item.get(R + name, "") for name in ("embed", "link", "id", "href", "pict"))
            target = next((relation[id].target for id in ids if id in relation), item.get("src", ""))
            own, adorns = about.get(item, ("", False))
            crop = _crop(element, item)
            yield Drawing("picture", width, height, target, alt or own, (), crop, plain or adorns, place, embedded)
    if not found:
        kind = "picture" if embedded else "line" if _is_line(element, width, height) else "other"
        yield Drawing(kind, width, height, "", alt, decorative=plain, floating=place, embedded=embedded)


def _outer(items: Iterable[Element]) -> Iterator[Element]:
    """Text boxes and pictures in order, not those inside text boxes."""
    for item in items:
        if item.tag in (W + "txbxContent", A + "blip", V + "imagedata") or (
            item.tag == V + "textpath" and item.get("string", "").strip()
        ):
            yield item
        elif item.tag == MC + "AlternateContent":
            yield from _outer(chosen(item))
        else:
            yield from _outer(item)


def _size(element: Element) -> tuple[float, float]:
    extent = element.find(f".//{WP}extent")
    if extent is not None:
        return round(number(extent.get("cx")) / EMU_PER_MM, 2), round(number(extent.get("cy")) / EMU_PER_MM, 2)
    for item in element.iter():
        if item.tag == V + "line":
            ends = [[points(part, 0.75) or 0 for part in item.get(end, "0,0").split(",")[:2]] for end in ("from", "to")]
            if all(len(end) == 2 for end in ends):
                return round(abs(ends[1][0] - ends[0][0]) * MM_PER_PT, 2), round(
                    abs(ends[1][1] - ends[0][1]) * MM_PER_PT, 2
                )
        sizes = {
            name.lower(): points(size.replace("px", ""), 0.75) or 0
            for name, size in _SIZE.findall(item.get("style", ""))
        }
        if sizes:
            return round(sizes.get("width", 0) * MM_PER_PT, 2), round(sizes.get("height", 0) * MM_PER_PT, 2)
    return 0, 0


def _floating(element: Element) -> Floating | None:
    """Where a drawing floats; None when it stands in the line."""
    anchor = element.find(WP + "anchor")
    if anchor is None:
        return _floating_vml(element)
    simple = anchor.find(WP + "simplePos") if anchor.get("simplePos") in ("1", "true") else None
    places: list[tuple[str, float | str]] = []
    for name, side in (("positionH", "x"), ("positionV", "y")):
        if simple is not None:
            places.append(("page", number(simple.get(side)) / EMU_PER_MM))
            continue
        found = anchor.find(WP + name)
        align = found.findtext(WP + "align", "").strip() if found is not None else ""
        offset = number(found.findtext(WP + "posOffset")) / EMU_PER_MM if found is not None else 0
        places.append((found.get("relativeFrom", "") if found is not None else "", align or round(offset, 2)))
    wrap = next((item.tag.removeprefix(WP + "wrap") for item in anchor if item.tag.startswith(WP + "wrap")), "None")
    return Floating(*places[0], *places[1], anchor.get("behindDoc") in ("1", "true"), wrap)


def _floating_vml(element: Element) -> Floating | None:
    """Where a shape of VML floats: what it is reckoned from is named otherwise, `text` for column and paragraph."""
    for item in element.iter():
        style: dict[str, str] = dict(_PAIR.findall(item.get("style", "").lower()))
        if not style:
            continue
        if style.get("position") != "absolute":
            return None
        ends = [end.split(",") for end in (item.get("from", ""), item.get("to", "")) if end.count(",") == 1]
        places: list[tuple[str, float | str]] = []
        for index, (axis, margin, side) in enumerate(
            (("horizontal", "margin-left", "left"), ("vertical", "margin-top", "top"))
        ):
            said = [end[index] for end in ends] or [style.get(margin, style.get(side, "0"))]
            offset = min(points(text.replace("px", ""), 0.75) or 0 for text in said) * MM_PER_PT
            align = style.get(f"mso-position-{axis}", "absolute")
            origin = style.get(f"mso-position-{axis}-relative", "text")
            places.append((origin, round(offset, 2) if align == "absolute" else align))
        around = next((child.get("type", "") for child in item.iter(_WRAP)), "none")
        wrap = f"{around[:1].upper()}{around[1:]}"
        return Floating(*places[0], *places[1], style.get("z-index", "").startswith("-"), wrap)
    return None


def _crop(element: Element, picture: Element) -> str:
    """What is cut off a picture, side by side as it is written; empty when it is shown whole."""
    if picture.tag == V + "imagedata":
        sides = {side: picture.get(side, "") for side in ("cropleft", "croptop", "cropright", "cropbottom")}
    else:
        holder = next((item for item in element.iter() if picture in list(item)), element)
        shown = holder.find(A + "srcRect")
        sides = {side: shown.get(side, "") for side in "ltrb"} if shown is not None else {}
    return " ".join(f"{side}={size}" for side, size in sides.items() if size.strip("0f"))


def _about(element: Element) -> Mapping[Element, tuple[str, bool]]:
    """The description of a drawing, and whether it says that it only adorns (`adec:decorative`, Office 2019); the same
    of each picture in it, which has its own within a group."""
    out: dict[Element, tuple[str, bool]] = {}
    for item in element.iter():
        if item.tag == _PIC + "pic":
            told = item.find(f"{_PIC}nvPicPr/{_PIC}cNvPr")
            out.update((blip, _said(told)) for blip in item.iter(A + "blip") if told is not None)
        elif item.get("alt"):
            out.update((inner, _said(item)) for inner in item.iter(V + "imagedata"))
    described = element.find(f".//{WP}docPr")
    if described is not None:
        out[element] = _said(described)
    elif not out:  # a shape of VML that is no picture
        out[element] = next((item.get("alt", "") for item in element.iter() if item.get("alt")), ""), False
    return out


def _said(properties: Element) -> tuple[str, bool]:
    adorns = any(item.get("val", "1") not in ("0", "false") for item in properties.iter(_DECORATIVE))
    return properties.get("descr") or properties.get("title") or properties.get("alt") or "", adorns


def _is_line(element: Element, width: float, height: float) -> bool:
    for item in element.iter():
        if (
            item.tag == V + "line"
            or item.tag == _WPS + "cNvCnPr"
            or item.get(_OFFICE + "hr")
            or item.get(_OFFICE + "connectortype") == "straight"
        ):
            return True
        if item.tag == A + "prstGeom" and item.get("prst") in _LINES:
            return True
        if item.tag == V + "shape" and item.get("type", "").endswith("_t32"):
            return True
    return bool(width or height) and min(width, height) < 0.5
