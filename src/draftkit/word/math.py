"""Equations (OMML) as linear text: nothing of them is lost to a reader who cannot set them."""

from __future__ import annotations

from draftkit.word.omml import accent, property_of
from draftkit.word.xml import Element, M, W

_VAL = M + "val"


def linear(element: Element) -> str:
    """The linear text of an equation: `(a+b)/c`, `x^2`, `√(x)`."""
    return "".join(_one(item) for item in element)


def _one(item: Element) -> str:
    tag = item.tag
    if tag == M + "t" or tag == W + "t":
        return item.text or ""
    if tag == M + "f":
        return f"{_group(item, 'num')}/{_group(item, 'den')}"
    if tag == M + "rad":
        return f"{_part(item, 'deg')}√{_group(item, 'e', always=True)}"
    if tag in _SCRIPTS:
        return _script(item)
    if tag == M + "nary":
        sign = property_of(item, "chr", "∫")
        return sign + _script(item) + " " + _part(item, "e")
    if tag == M + "d":
        inner = property_of(item, "sepChr", "|").join(linear(part) for part in item.findall(M + "e"))
        return f"{property_of(item, 'begChr', '(')}{inner}{property_of(item, 'endChr', ')')}"
    if tag == M + "func":
        return f"{_part(item, 'fName')} {_part(item, 'e')}"
    if tag == M + "m":
        rows = "; ".join(", ".join(linear(cell) for cell in row.findall(M + "e")) for row in item.findall(M + "mr"))
        return f"[{rows}]"
    if tag == M + "eqArr":
        return "; ".join(linear(row) for row in item.findall(M + "e"))
    if tag == M + "acc":
        return _part(item, "e") + accent(item)
    if tag == M + "bar":
        return _part(item, "e") + ("\u0332" if property_of(item, "pos", "bot") == "bot" else "\u0305")
    if tag in (W + "del", W + "moveFrom") or tag.endswith(("Pr", "}delText", "}instrText")):
        return ""
    return linear(item)


_SCRIPTS = frozenset(M + name for name in ("sSup", "sSub", "sSubSup", "sPre", "limLow", "limUpp"))


def _script(item: Element) -> str:
    base = "" if item.tag == M + "nary" else _group(item, "e")
    low = _group(item, "sub") or (_group(item, "lim") if item.tag == M + "limLow" else "")
    high = _group(item, "sup") or (_group(item, "lim") if item.tag == M + "limUpp" else "")
    return base + (f"_{low}" if low else "") + (f"^{high}" if high else "")


def _part(item: Element, name: str) -> str:
    found = item.find(M + name)
    return "" if found is None else linear(found)


def _group(item: Element, name: str, *, always: bool = False) -> str:
    text = _part(item, name)
    return f"({text})" if always or (len(text) > 1 and not text.isalnum()) else text
