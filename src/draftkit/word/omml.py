"""Equations of a Word file (OMML, ECMA-376 Part 1, 22.1) as plain values, for setting them without a word processor.

A formula is a list of parts; a part is a text, or a list that begins with its sort: `["frac", above, below]`,
`["attach", base, low, high]` beside, `["limits", base, low, high]` below and above, `["root", degree, inner]`,
`["delimited", opening, closing, inner…]`, `["rows", row…]` (each row a list of cells), `["accent", sign, inner]`,
`["plain", text]`."""

from __future__ import annotations

import re
import unicodedata
from xml.etree import ElementTree

from draftkit.model.numeral import whole
from draftkit.word.xml import Element, M, W

Part = str | list["Part"]
_VAL = M + "val"
INTEGRALS = "∫∬∭∮∯∰"
"""Signs whose limits stand beside them, unless a file says otherwise."""
_RAISED = {"^2": "²", "^3": "³"}
_LIMITED = ("lim", "max", "min", "sup", "inf", *"∑∏∐∫∬∭∮⋃⋂⋁⋀")
_SMALL = str.maketrans("23456789n", "²³⁴⁵⁶⁷⁸⁹ⁿ")
_MARKS = "\u0302\u0303\u0305\u20d7\u20d6\u0307\u0308\u0306\u030c\u0301\u0300\u20db\u0305"
ACCENTS = dict(zip("^~¯→←˙¨˘ˇ´`⃛‾", _MARKS, strict=True))
"""The sign that is set above a letter, by the one that stands alone (as MathML and LibreOffice have it)."""
_ALIGNING: tuple[Part, ...] = ("&", ["plain", "&"])
"""Where the lines of a list of equations stand below each other; not shown."""
_SCRIPTS = {
    M + "sSup": ("", "sup"),
    M + "sSub": ("sub", ""),
    M + "sSubSup": ("sub", "sup"),
    M + "limLow": ("lim", ""),
    M + "limUpp": ("", "lim"),
}

_BETWEEN = re.compile(r"(?<=(\S)) +(?=(\S))")


def parts(omml: str) -> list[Part]:
    """The parts of an equation given as OMML."""
    return parts_in(ElementTree.fromstring(omml))  # noqa: S314 (made by our own reader from a tree it had checked)


def linear(found: list[Part]) -> str:
    """Parts as one line of text, for places that hold text only: `v²/(2μg)`, `t_0`, `√(x)`."""
    return "".join(part if isinstance(part, str) else _linear(part) for part in found).replace("  ", " ")


def tight(line: str) -> str:
    """Such a line without the blanks around its signs, which tell nothing: Word and LibreOffice mark signs as upright
    or not as they like."""
    return _BETWEEN.sub(lambda gap: "" if "Sm" in map(unicodedata.category, gap.groups()) else gap[0], line.strip())


def _linear(part: list[Part]) -> str:
    sort, *inner = part
    said = [one if isinstance(one, str) else linear(one) for one in inner]
    if sort == "plain":
        return f" {said[0]} " if unicodedata.category(said[0][0]) == "Sm" else said[0]
    if sort == "frac":
        return "/".join(
            one if len(one) == 1 or whole(one) is not None or one[1:] in _RAISED.values() else f"({one})"
            for one in said
        )
    if sort in ("attach", "limits"):
        scripts = [one.replace(" ", "") for one in said[1:]]
        low, high = (
            f"{sign}{one if len(one) == 1 else f'({one})'}" if one else ""
            for sign, one in zip("_^", scripts, strict=True)
        )
        base = said[0].strip()
        return f"{base}{low}{_RAISED.get(high, high)}{' ' if base in _LIMITED else ''}"
    if sort == "root":
        return f"{said[0].translate(_SMALL)}√{said[1] if len(said[1]) == 1 else f'({said[1]})'}"
    if sort == "delimited":
        return f"{said[0]}{', '.join(said[2:])}{said[1]}"
    if sort == "rows":
        return "; ".join(
            ", ".join(linear(cell) for cell in row if isinstance(cell, list)) for row in inner if isinstance(row, list)
        )
    return f"{said[1]}{said[0]}" if sort == "accent" else "".join(said)


def parts_in(element: Element | None) -> list[Part]:
    """The parts of what an element holds."""
    return [] if element is None else [part for item in element for part in _part(item)]


def _part(item: Element) -> list[Part]:
    tag = item.tag
    if tag == M + "r":
        text = "".join(found.text or "" for found in item.iter() if found.tag in (M + "t", W + "t"))
        upright = item.find(f"{M}rPr/{M}nor") is not None or item.find(f"{M}rPr/{M}sty[@{_VAL}='p']") is not None
        text = _alphabet(item, text.replace("\u200b", ""))  # a sign of no width fills an empty place
        return [["plain", text] if upright else text] if text else []
    if tag == M + "f" and property_of(item, "type", "bar") == "noBar":
        return [["rows", [parts_in(item.find(M + "num"))], [parts_in(item.find(M + "den"))]]]
    if tag == M + "f":
        return [["frac", parts_in(item.find(M + "num")), parts_in(item.find(M + "den"))]]
    if tag in _SCRIPTS:
        low, high = _SCRIPTS[tag]
        sort = "limits" if "lim" in (low, high) else "attach"
        return [[sort, parts_in(item.find(M + "e")), _named(item, low), _named(item, high)]]
    if tag == M + "nary":
        sign = property_of(item, "chr", "∫")
        beside = property_of(item, "limLoc", "subSup" if sign in INTEGRALS else "undOvr") == "subSup"
        return [
            ["attach" if beside else "limits", [sign], _named(item, "sub"), _named(item, "sup")],
            *parts_in(item.find(M + "e")),
        ]
    if tag == M + "rad":
        return [["root", parts_in(item.find(M + "deg")), parts_in(item.find(M + "e"))]]
    if tag == M + "d":
        cells: list[Part] = [list(parts_in(cell)) for cell in item.findall(M + "e")]
        return [["delimited", property_of(item, "begChr", "("), property_of(item, "endChr", ")"), *cells]]
    if tag == M + "func":
        name = "".join(found.text or "" for found in (item.find(M + "fName") or ()) for found in found.iter(M + "t"))
        return [["plain", name], " ", *parts_in(item.find(M + "e"))]
    if tag in (M + "m", M + "eqArr"):
        rows = item.findall(M + "mr") if tag == M + "m" else [item]
        table: list[Part] = (
            [[list(parts_in(cell)) for cell in row.findall(M + "e")] for row in rows]
            if tag == M + "m"
            else [[[part for part in parts_in(cell) if part not in _ALIGNING]] for cell in item.findall(M + "e")]
        )
        return [["rows", *table]]
    if tag == M + "acc":
        return [["accent", accent(item), parts_in(item.find(M + "e"))]]
    if tag in (M + "bar", M + "groupChr"):
        return [_marked(item, tag == M + "bar")]
    if tag in (W + "del", W + "moveFrom") or tag.endswith("Pr"):
        return []
    return parts_in(item)


def _marked(item: Element, bar: bool) -> Part:
    """What has a bar or a brace above or below it."""
    low = property_of(item, "pos", "bot") == "bot"
    inner: Part = parts_in(item.find(M + "e"))
    if bar and not low:
        return ["accent", "\u0305", inner]
    mark: Part = [["plain", "_" if bar else property_of(item, "chr", "⏟")]]
    return ["attach", inner, mark, []] if low else ["attach", inner, [], mark]


def _alphabet(run: Element, text: str) -> str:
    """The letters of a run in the alphabet it asks for: ℝ, 𝐯, as Unicode has them."""
    script = run.find(f"{M}rPr/{M}scr")
    style = run.find(f"{M}rPr/{M}sty")
    name = (script.get(_VAL, "") if script is not None else "").upper().replace("ROMAN", "")
    bold = style is not None and style.get(_VAL, "").startswith("b")
    name = f"{'BOLD ' if bold else ''}{name}".strip()
    return "".join(_letter(sign, name) for sign in text) if name else text


def _letter(sign: str, alphabet: str) -> str:
    if not (sign.isascii() and sign.isalpha()):
        return sign
    letter = f"{alphabet} {'CAPITAL' if sign.isupper() else 'SMALL'} {sign.upper()}"
    for name in (f"MATHEMATICAL {letter}", letter, letter.replace("FRAKTUR", "BLACK-LETTER")):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return sign


def _named(item: Element, name: str) -> list[Part]:
    return parts_in(item.find(M + name)) if name else []


def accent(item: Element) -> str:
    """The sign above what has one, as it combines with a letter."""
    sign = property_of(item, "chr", "\u0302")
    return ACCENTS.get(sign, sign)


def property_of(item: Element, name: str, default: str) -> str:
    """A property of an equation's element, as its `…Pr` says it."""
    found = item.find(f"{item.tag}Pr/{M}{name}")
    return default if found is None else found.get(_VAL, "")
