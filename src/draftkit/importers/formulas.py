"""Equations of Word as LaTeX."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from draftkit.word.equations import declared, equation
from draftkit.word.omml import ACCENTS, Part, parts
from draftkit.word.xml import M, W

_NAMED = (
    "≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ∼ sim ~ sim ± pm ∓ mp × times ÷ div ⋅ cdot · cdot ∘ circ ∞ infty ∂ partial "
    "∇ nabla ∈ in ∉ notin ⊂ subset ⊆ subseteq ∪ cup ∩ cap → rightarrow ← leftarrow ⇒ Rightarrow ⇔ Leftrightarrow "
    "… ldots ⋯ cdots ∀ forall ∃ exists ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint ⋃ bigcup ⋂ bigcap ′ prime "
    "\\ backslash { { } } % % # # & & _ _"
).split()
_SIGNS = {sign: f"\\{name}" for sign, name in zip(_NAMED[::2], _NAMED[1::2], strict=True)} | {
    "−": "-", "\u2009": "\\,", "\u2006": "\\,", "\u2005": "\\:", "\u2004": "\\;", "\u2002": "\\;",
    "\u2001": "\\quad", "\u2003": "\\quad", "\u00a0": "\\ ",
}  # fmt: skip
_ACCENTS = dict(
    zip(
        "\u0302\u0303\u0305\u0304\u20d7\u0307\u0308\u0306\u030c\u0301\u0300\u20d6^",
        "hat tilde bar bar vec dot ddot breve check acute grave overleftarrow hat".split(),
        strict=True,
    )
)
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf det gcd arg "
    "dim".split()
)
_ALPHABETS = {"DOUBLE-STRUCK": "mathbb", "FRAKTUR": "mathfrak", "SCRIPT": "mathcal", "BOLD": "mathbf"}
_BRACES = {"⏟": "underbrace", "⏞": "overbrace", "_": "underline"}
_CAPITALS = frozenset("gamma delta theta lambda xi pi sigma upsilon phi psi omega".split())
_MATRICES = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix", ("{", ""): "cases"}
_SAME = str.maketrans("·-*ϕϵ'", "⋅−∗φε′", "¯‾^_→―&")
_RESERVED, _BEFORE = re.compile(r"[\\{}%#&_]"), r"\\\g<0>"
_LINE = " \\\\ "
_BETWEEN = frozenset("=+−-<>≤≥≠≈≡∼±×÷⋅·∈∉→⇒⇔")
"""Signs that have a blank on either side, for whoever reads the LaTeX."""
_DIGITS = re.compile(r"[0-9]+")
_LETTER = re.compile(r"[A-Za-z]")
_COMMAND = re.compile(r"\\[A-Za-z]+$")


def latex(equations: Iterable[str]) -> dict[str, str]:
    """LaTeX by OMML. An equation is missing when its LaTeX would not show the same letters again."""
    found = {}
    for omml in dict.fromkeys(equations):
        try:
            tex = _row(parts(omml)).strip()
        except (ElementTree.ParseError, RecursionError):
            continue
        made = equation(tex) if tex and "\n" not in tex and "$" not in tex else ""
        if made and _shown(omml) == _shown(declared(made)):
            found[omml] = tex
    return found


def _shown(omml: str) -> Counter[str]:
    """The signs that an equation shows, blanks and the several forms of one sign aside."""
    root = ElementTree.fromstring(omml)  # noqa: S314 (made by our own reader from a tree it had checked)
    text = "".join(
        (item.text or "") if item.tag in (M + "t", W + "t") else ACCENTS.get(sign := item.get(M + "val", ""), sign)
        for item in root.iter()
        if item.tag in (M + "t", W + "t", M + "chr", M + "begChr", M + "endChr")
    )
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    return Counter(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Mn"))


def _row(items: Sequence[Part]) -> str:
    """Parts beside each other; upright letters stay together."""
    out = _beside(map(_part, _joined(items)))
    return out.replace("  ", " ").strip() if out.strip() else out


def _joined(items: Sequence[Part]) -> list[Part]:
    """The parts, upright letters that follow each other as one word; a comma between digits is no list."""
    out: list[Part] = []
    for item in items:
        word = isinstance(item, list) and item[0] == "plain"
        last = out[-1] if out else None
        if word and isinstance(last, list) and last[0] == "plain" and str(item[1]).isalpha() and str(last[1]).isalpha():
            out[-1] = ["plain", f"{last[1]}{item[1]}"]
        else:
            out.append(item)
    return [
        ["comma"] if item == ["plain", ","] and _digit(out, index - 1, -1) and _digit(out, index + 1, 0) else item
        for index, item in enumerate(out)
    ]


def _digit(items: Sequence[Part], index: int, at: int) -> bool:
    item = items[index] if 0 <= index < len(items) else ""
    return isinstance(item, str) and _DIGITS.fullmatch(item[at : at + 1 or None]) is not None


def _part(item: Part) -> str:
    if isinstance(item, str):
        return _text(item)
    sort, *inner = item
    if sort == "comma":
        return "{,}"
    if sort == "plain":
        return _upright(str(inner[0]))
    if sort == "frac":
        return f"\\frac{{{_row(inner[0])}}}{{{_row(inner[1])}}}"
    if sort in ("attach", "limits"):
        return _attached(*inner)
    if sort == "root":
        return f"\\sqrt{f'[{_row(inner[0])}]' if inner[0] else ''}{{{_row(inner[1])}}}"
    if sort == "delimited":
        return _delimited(str(inner[0]), str(inner[1]), inner[2:])
    if sort == "rows":
        return _rows("matrix", inner)
    if sort == "accent":
        name = _ACCENTS.get(str(inner[0]), "")
        wide = {"bar": "overline", "vec": "overrightarrow"}.get(name, name) if len(_row(inner[1])) > 1 else name
        return f"\\{wide}{{{_row(inner[1])}}}" if name else _row(inner[1])
    return ""


def _text(text: str) -> str:
    return _beside(map(_sign, text))


def _beside(pieces: Iterable[str]) -> str:
    """Pieces of LaTeX as one; a command is kept apart from a letter behind it."""
    out = ""
    for piece in pieces:
        out += " " + piece if _COMMAND.search(out) and _LETTER.match(piece) else piece
    return out


def _sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    name = unicodedata.name(sign, "")
    greek = re.fullmatch(r"GREEK (CAPITAL|SMALL) LETTER (FINAL )?(\w+)", name)
    if greek and not greek[2] and greek[3] != "OMICRON":
        word = {"LAMDA": "lambda"}.get(greek[3], greek[3].lower())
        plain = unicodedata.normalize("NFD", sign) == sign and (greek[1] == "SMALL" or word in _CAPITALS)
        if plain:
            return f"\\{word.capitalize() if greek[1] == 'CAPITAL' else word}"
    for alphabet, command in _ALPHABETS.items():
        if alphabet in name and (letter := unicodedata.normalize("NFKC", sign)).isalpha():
            return f"\\{command}{{{letter}}}"
    return sign


def _upright(text: str) -> str:
    word = text.strip()
    if word in _FUNCTIONS:
        return f"\\{word}"
    if len(text) > 1 or (text.isalpha() and text.isascii()):
        if word.isascii() and word.isalpha() and word == text:
            return f"\\mathrm{{{word}}}"
        if any(sign.isalpha() for sign in text):
            return f"\\text{{{_RESERVED.sub(_BEFORE, text)}}}"
    return f" {_text(text)} " if text in _BETWEEN else _text(text)


def _attached(base: Sequence[Part], low: Sequence[Part], high: Sequence[Part]) -> str:
    if low == [["plain", "⏟"]] or low == [["plain", "_"]]:
        return f"\\{_BRACES[str(low[0][1])]}{{{_row(base)}}}"
    if high == [["plain", "⏞"]]:
        return f"\\overbrace{{{_row(base)}}}"
    if high == [["plain", "′"]] and not low:
        return f"{_row(base)}'"
    first = _row(base)
    one = len(base) == 1 and (len(first) == 1 or (isinstance(base[0], list) and base[0][0] == "plain"))
    command = bool(_COMMAND.fullmatch(first))
    one = one or command or _DIGITS.fullmatch(first) is not None or re.match(r"\\(under|over)brace", first) is not None
    out = first if one else f"{{{first}}}"
    for mark, part in (("_", low), ("^", high)):
        out += f"{mark}{{{_row(part)}}}" if part else ""
    return out


def _delimited(opening: str, closing: str, cells: Sequence[Part]) -> str:
    held = cells[0] if len(cells) == 1 else []
    table = held[0] if isinstance(held, list) and len(held) == 1 else ""
    if isinstance(table, list) and table[0] == "rows" and (opening, closing) in _MATRICES:
        return _rows(_MATRICES[opening, closing], table[1:])
    inner = ",".join(_row(cell) if isinstance(cell, list) else _text(cell) for cell in cells)
    left, right = (_SIGNS.get(sign, sign) or "." for sign in (opening, closing))
    return f"\\left{left} {inner} \\right{right}"


def _rows(name: str, rows: Sequence[Part]) -> str:
    lines = (" & ".join(_row(cell) for cell in row if isinstance(cell, list)) for row in rows if isinstance(row, list))
    return f"\\begin{{{name}}} {_LINE.join(lines)} \\end{{{name}}}"
