"""LaTeX to native Word equations: MathML to OMML (ECMA-376 Part 1, 22.1), as Word itself writes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from draftkit.model.numeral import decimal
from draftkit.word.markup import attribute, escape
from draftkit.word.omml import ACCENTS, INTEGRALS, Part, linear, parts
from draftkit.word.xml import Element, M

_NARY = "∑∏∐∫∬∭∮∯∰⋃⋂⋁⋀⨁⨂"
_BARS = "―_‾"
_SPACES = ((0.1, ""), (0.2, "\u2009"), (0.25, "\u2005"), (0.3, "\u2004"), (0.6, "\u2002"), (1.5, "\u2001"))
"""Widths in em up to which a space is that sign; a wider one is two em."""
_ALPHABETS = (
    ("BOLD ITALIC", "bi", ""),
    ("BOLD SCRIPT", "b", "script"),
    ("BOLD", "b", ""),
    ("DOUBLE-STRUCK", "p", "double-struck"),
    ("FRAKTUR", "p", "fraktur"),
    ("BLACK-LETTER", "p", "fraktur"),
    ("SCRIPT", "p", "script"),
    ("SANS-SERIF", "p", "sans-serif"),
    ("MONOSPACE", "p", "monospace"),
)
"""Names of letters of an alphabet of their own, and how Word says it: style and script."""
_GROUPS = ("math", "mrow", "mstyle", "mpadded", "mtd")
_SCRIPTED = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
_LIMITS = ("lim", "max", "min", "sup", "inf", "lim sup", "lim inf")


class _UnknownError(Exception):
    """An element that Word has no equation for."""


def equations(formulas: Iterable[str]) -> dict[str, str]:
    """OMML of each LaTeX formula. Formulas that cannot be read are left out (they are then printed as typed)."""
    return {tex: made for tex in dict.fromkeys(formulas) if (made := equation(tex))}


@lru_cache(maxsize=1024)
def equation(tex: str) -> str:
    """OMML of a LaTeX formula; empty when it cannot be read."""
    from draftkit.word.mathml import tree  # most texts have no formula

    found = tree(tex)
    if found is None:
        return ""
    try:
        return f"<m:oMath>{_row(list(found))}</m:oMath>"
    except _UnknownError:
        return ""


def parts_of(tex: str) -> list[Part]:
    """The parts of a LaTeX formula, as `omml.parts` gives them; empty when it cannot be read."""
    made = equation(tex)
    return parts(declared(made)) if made else []


def said(tex: str) -> str:
    """A LaTeX formula on one line, for places that hold text only; as typed when it cannot be read."""
    return linear(parts_of(tex)).strip() or tex


def declared(made: str) -> str:
    """An equation as XML of its own, which says what its names are."""
    return made.replace("<m:oMath>", f'<m:oMath xmlns:m="{M[1:-1]}">', 1)


def _row(items: Sequence[Element]) -> str:
    """Elements beside each other: what a sum runs over is within it, brackets enclose what stands between."""
    items = [inner for item in items for inner in _opened(item)]
    out = []
    index = 0
    while index < len(items):
        item = items[index]
        if _framed(items, index):
            out.append(_fenced(item.text or "", items[index + 2].text or "", _element(items[index + 1])))
            index += 3
        elif item.tag in _SCRIPTED and item[0].tag == "mo" and item[0].text and item[0].text in _NARY:
            over = items[index + 1 : index + 2]
            out.append(_nary(item, _row(over)))
            index += 1 + len(over)
        else:
            out.append(_element(item))
            index += 1
    return "".join(out)


def _opened(item: Element) -> list[Element]:
    """What a group holds, where it is no more than a group."""
    if item.tag in _GROUPS and len(item) and not _bracketed(item):
        return [inner for one in item for inner in _opened(one)]
    return [item]


def _bracketed(group: Element) -> bool:
    return group[0].tag == "mo" and group[0].get("fence") == "true" and group[0].get("form") == "prefix"


def _framed(items: Sequence[Element], index: int) -> bool:
    """Whether a table or a fraction without its line stands between signs: a matrix, a binomial coefficient."""
    if len(items) < index + 3 or {items[index].tag, items[index + 2].tag} != {"mo"}:
        return False
    held = items[index + 1]
    return held.tag == "mtable" or (held.tag == "mfrac" and held.get("linethickness") == "0")


def _element(item: Element) -> str:
    tag, text = item.tag, item.text or ""
    if tag in _GROUPS:
        if not len(item):
            return _run("\u200b")
        if not _bracketed(item):
            return _row(list(item))
        last = item[-1].get("form") == "postfix"
        return _fenced(item[0].text or "", item[-1].text or "" if last else "", _row(item[1 : -1 if last else None]))
    if tag in ("mi", "mn", "mo"):
        return _letters(text, tag, item.get("mathvariant") == "normal")
    if tag == "mtext":
        return _run(text, "<m:nor/>")
    if tag == "mspace":
        return _space(item.get("width") or "")
    if tag == "mfrac":
        sort = "noBar" if item.get("linethickness") == "0" else "bar"
        return f'<m:f><m:fPr><m:type m:val="{sort}"/></m:fPr>{_in("num", item[0])}{_in("den", item[1])}</m:f>'
    if tag == "msqrt":
        return f'<m:rad><m:radPr><m:degHide m:val="on"/></m:radPr><m:deg/><m:e>{_row(list(item))}</m:e></m:rad>'
    if tag == "mroot":
        return f"<m:rad>{_in('deg', item[1])}{_in('e', item[0])}</m:rad>"
    if tag == "mtable":
        return _table(item)
    if tag in _SCRIPTED:
        return _scripted(item)
    raise _UnknownError


def _in(name: str, item: Element) -> str:
    return f"<m:{name}>{_row([item])}</m:{name}>"


def _run(text: str, look: str = "") -> str:
    return f"<m:r>{f'<m:rPr>{look}</m:rPr>' if look else ''}<m:t>{escape(text)}</m:t></m:r>" if text else ""


def _letters(text: str, tag: str, upright: bool) -> str:
    """A name, a number or a sign: numbers and names of one letter as they are (Word slants letters), others upright."""
    if tag == "mn" or (tag == "mi" and len(text) == 1 and text.isalpha() and text.isascii() and not upright):
        return _run(text)
    plain = unicodedata.normalize("NFKC", text) if len(text) == 1 and text.isalpha() else text
    called = unicodedata.name(text, "") if plain != text else ""
    for word, style, script in _ALPHABETS:
        if word in called:
            look = f'<m:scr m:val="{script}"/>' if script else ""
            return _run(plain, f'{look}<m:sty m:val="{style}"/>')
    capital = unicodedata.name(text, "").startswith("GREEK CAPITAL") if len(text) == 1 else False  # upright in LaTeX
    if tag == "mi" and len(text) == 1 and text.isalpha() and not upright and not capital:
        return _run(text)
    return _run(text, '<m:sty m:val="p"/>')


def _space(width: str) -> str:
    wide = decimal(width.removesuffix("em")) if width.endswith("em") else None
    if wide is None:
        return ""
    return _run(next((sign for limit, sign in _SPACES if wide <= limit), "\u2001\u2001"))


def _fenced(opening: str, closing: str, inner: str) -> str:
    first, last = attribute(opening), attribute(closing)
    marks = f'<m:begChr m:val="{first}"/><m:sepChr m:val=""/><m:endChr m:val="{last}"/><m:grow/>'
    return f"<m:d><m:dPr>{marks}</m:dPr><m:e>{inner}</m:e></m:d>"


def _nary(item: Element, over: str) -> str:
    sign = item[0].text or ""
    low, high = _limits(item)
    place = "subSup" if sign in INTEGRALS else "undOvr"
    hidden = "".join(
        f'<m:{name} m:val="{"on" if part is None else "off"}"/>' for name, part in (("subHide", low), ("supHide", high))
    )
    head = f'<m:naryPr><m:chr m:val="{sign}"/><m:limLoc m:val="{place}"/>{hidden}</m:naryPr>'
    ends = "".join(f"<m:{n}>{'' if p is None else _row([p])}</m:{n}>" for n, p in (("sub", low), ("sup", high)))
    return f"<m:nary>{head}{ends}<m:e>{over}</m:e></m:nary>"


def _limits(item: Element) -> tuple[Element | None, Element | None]:
    """What stands low and high at the first part of an element."""
    if item.tag in ("msubsup", "munderover"):
        return item[1], item[2]
    return (item[1], None) if item.tag in ("msub", "munder") else (None, item[1])


def _scripted(item: Element) -> str:
    low, high = _limits(item)
    if item.tag in ("mover", "munder"):
        sign = item[1].text or "" if item[1].tag == "mo" else ""
        if item.tag == "mover" and sign in ACCENTS:
            return f'<m:acc><m:accPr><m:chr m:val="{ACCENTS[sign]}"/></m:accPr>{_in("e", item[0])}</m:acc>'
        if sign and sign in _BARS:
            place = "top" if item.tag == "mover" else "bot"
            return f'<m:bar><m:barPr><m:pos m:val="{place}"/></m:barPr>{_in("e", item[0])}</m:bar>'
    base = _in("e", item[0])
    under = item.tag.startswith(("munder", "mover")) or (item[0].tag == "mo" and (item[0].text or "") in _LIMITS)
    if under:
        if low is not None:
            base = f"<m:limLow>{base}{_in('lim', low)}</m:limLow>"
        if high is not None:
            inner = f"<m:e>{base}</m:e>" if low is not None else base
            base = f"<m:limUpp>{inner}{_in('lim', high)}</m:limUpp>"
        return base
    if low is not None and high is not None:
        return f"<m:sSubSup>{base}{_in('sub', low)}{_in('sup', high)}</m:sSubSup>"
    name = "Sub" if low is not None else "Sup"
    return f"<m:s{name}>{base}{_in(name.lower(), item[1])}</m:s{name}>"


def _table(item: Element) -> str:
    rows = [list(row) for row in item]
    wide = max((len(row) for row in rows), default=0)
    sides = [next((row[i].get("columnalign") for row in rows if i < len(row)), None) or "center" for i in range(wide)]
    columns = "".join(f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{side}"/></m:mcPr></m:mc>' for side in sides)
    cells = (f"<m:mr>{''.join(f'<m:e>{_row(list(cell))}</m:e>' for cell in row)}</m:mr>" for row in rows)
    head = f'<m:mPr><m:baseJc m:val="center"/><m:plcHide m:val="on"/><m:mcs>{columns}</m:mcs></m:mPr>'
    return f"<m:m>{head}{''.join(cells)}</m:m>"
