"""LaTeX formulas as MathML (W3C MathML 3), read strictly: what is not understood whole is not a formula."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from html import unescape
from xml.etree import ElementTree

from draftkit.word.xml import Element

_LONGEST = 4000
"""Signs of a formula; a longer one is not read."""
_BRACES = re.compile(r"\\.|[{}%]", re.DOTALL)
_ENVIRONMENTS = {"aligned": "split", "alignedat": "split", "gathered": "matrix", "align": "split", "align*": "split"}
"""Environments that the reader knows under another name only."""
_BEGUN = re.compile(r"\\begin\{([^}]*)\}")
_WORDS = re.compile(r"\\begin\{array\*?\}\{[^}]*\}|\\(?:begin|end)\{[^}]*\}|\\[A-Za-z]+")
"""Names of commands and what else is not shown as it is written."""
_NAMED = re.compile(r"\\(begin|end)\{(" + "|".join(map(re.escape, _ENVIRONMENTS)) + r")\}")
_UPRIGHT = re.compile(r"\\mathrm\{([A-Za-z])\}")
_TAGS = re.compile(
    r"math|m(row|style|padded|i|n|o|text|space|frac|sqrt|root|su[bp]|subsup|under|over|underover|table|t[rd])"
)
_ARMS = dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2) | {"msubsup": 3, "munderover": 3}
"""How many parts an element has; with fewer something was left out in the LaTeX."""
_DEEPEST = 60
"""Braces within braces; what goes deeper is not read."""
_KEPT = re.compile(
    r"xmlns|display|mathvariant|stretchy|fence|form|accent|m(in|ax)size|width|linethickness|displaystyle"
    r"|scriptlevel|columnalign"
)
_SAID = re.compile(r"href|style|class|id|mathcolor|mathbackground|color")
"""Attributes that say something which no equation of Word can say; others are spacing, and dropped."""


@lru_cache(maxsize=1024)
def mathml(tex: str, display: bool = True) -> str:
    """A LaTeX formula as a `math` element; empty when it cannot be read (a brace left open, an unknown command)."""
    found = tree(tex, display)
    return "" if found is None else ElementTree.tostring(found, encoding="unicode")


def tree(tex: str, display: bool = True) -> Element | None:
    """A LaTeX formula as a tree; None when it cannot be read. No element has a namespace, the root declares it."""
    if not tex.strip() or len(tex) > _LONGEST or not _balanced(tex):
        return None
    from latex2mathml.commands import MATRICES
    from latex2mathml.converter import convert_to_element

    known = _NAMED.sub(lambda m: f"\\{m[1]}{{{_ENVIRONMENTS[m[2]]}}}", tex)
    known = _UPRIGHT.sub(r"\\text{\1}", known)  # of one letter the reader would forget that it is upright
    if any(f"\\{name}" not in MATRICES for name in _BEGUN.findall(known)):
        return None  # the reader would take any name
    try:
        found = convert_to_element(known, display="block" if display else "inline")
    except Exception:
        return None  # the reader tells what it does not know by many sorts of errors
    for item in found.iter():
        item.text = item.text and unescape(item.text)
        if not _TAGS.fullmatch(item.tag) or any(map(_SAID.fullmatch, item.attrib)) or _unread(item):
            return None
        for name in [name for name in item.attrib if not _KEPT.fullmatch(name)]:
            del item.attrib[name]
        if item.tag == "mo" and item.text == "·":
            item.text = "⋅"  # the sign of multiplication, not the dot between syllables
    text = "".join(found.itertext())
    return found if text.strip() and not _lost(tex, text) else None


def _lost(tex: str, shown: str) -> Counter[str]:
    """The letters and digits that a formula writes and the tree does not show."""
    written, there = (unicodedata.normalize("NFKC", text) for text in (_WORDS.sub(" ", tex), shown))
    return Counter(filter(str.isalnum, written)) - Counter(filter(str.isalnum, there))


def _unread(item: Element) -> bool:
    """A command that the reader does not know comes out as a name; one that lacks a part has fewer children."""
    text = item.text or ""
    if len(item) != _ARMS.get(item.tag, len(item)):
        return True
    return ("\\" in text and item.tag != "mtext") or (item.tag == "mi" and text == "&") or "\0" in text


def _balanced(tex: str) -> bool:
    """Whether each brace has its other, and no % hides the rest of the line."""
    depth = 0
    for sign in _BRACES.findall(tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not 0 <= depth <= _DEEPEST or sign == "%":
            return False
    return depth == 0
