"""What stands where on a page of typst, read back from its PDF: drawings for the web whose text is text, and the proof
that no word reaches out of its panel or over another.

typst draws the letters of an SVG as shapes; the words are put back where they stand on the same page as PDF, as wide as
they are there, whatever typeface the reader has."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from draftkit.errors import OutputError, needing
from draftkit.model.named import NamedTuple
from draftkit.text.passage import shortened
from draftkit.word.markup import attribute, escape

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


_MM = 72 / 25.4
_SAFE_MM = 4.0
"""No words stand nearer to the cut: the usual margin of printers."""
_OVER = 0.25
"""Of its size: how far a run may reach into another; italics lean, accents tower."""
_FORMULA = "Math"
"""Part of the name of typefaces for formulas."""
_MOVES = re.compile(r"(\w+)\(([^)]*)\)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


_HEAVY = ("Bold", "BoldIt", "ExtraLight")
"""Of names; a variable typeface bears that of its lightest form in all its weights, and we print none so light."""


class _Look(NamedTuple):
    family: str
    size: float
    weight: int
    slanted: bool
    fill: str


class Run(NamedTuple):
    """Words that stand on one line in one look: in pt from the left and the top of the page, `y` their foot."""

    words: str
    x: float
    y: float
    end: float
    look: _Look


def runs(page: bytes) -> list[tuple[Run, ...]]:
    """The words of a PDF, a tuple a page; places are those of the cut sheet. Raises EngineMissing without pypdfium2."""
    with needing("printed pieces need {package}: pip install '{package}'", "outreach"):
        import pypdfium2 as pdfium
    document = pdfium.PdfDocument(page)
    found = [tuple(_runs(sheet, pdfium.raw)) for sheet in document]
    document.close()
    return found


def _runs(sheet: Any, raw: Any) -> Iterator[Run]:
    left, _, _, top = sheet.get_trimbox()
    for _, signs in groupby(_signs(sheet, raw), key=lambda sign: (sign[1], sign[2].y, sign[2].look)):
        run = [sign[2] for sign in signs]
        halves = "".join(sign.words for sign in run)  # of letters beyond the first plane, as formulas have them
        words, first = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), run[0]
        if words.strip():
            yield Run(words, first.x - left, top - first.y, run[-1].end - left, first.look)


def inside(page: bytes, name: str, panel_mm: tuple[float, float]) -> None:
    """Raise OutputError when words of a sheet, whose panels are so large, reach out of theirs, or over others."""
    wide, high, safe = panel_mm[0] * _MM, panel_mm[1] * _MM, _SAFE_MM * _MM
    for number, found in enumerate(runs(page), 1):
        for run in found:
            start = run.x // wide * wide
            if run.x < start + safe or run.end > start + wide - safe or not safe <= run.y <= high - safe / 2:
                wrong = (
                    "{file}, page {page}: “{words}” reaches out of its place; write it shorter, or in words that can "
                    "be broken."
                )
                raise OutputError(wrong, file=name, page=number, words=shortened(run.words))
        over = next(_over(sorted(found, key=lambda run: run.y)), None)
        if over:
            words = shortened(over[0].words)
            said = (
                "{file}, page {page}: “{words}” would stand over “{other}”; write it shorter, or in words that can be "
                "broken."
            )
            raise OutputError(said, file=name, page=number, words=words, other=shortened(over[1].words))


def _over(found: list[Run]) -> Iterator[tuple[Run, Run]]:
    """Pairs of runs whose letters meet; `found` from the top downwards."""
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            size = min(one.look.size, other.look.size)
            high = other.look.size if _FORMULA in other.look.family + one.look.family else other.look.size + size
            if other.y - high * 0.5 > one.y - size * _OVER:
                if other.y - one.y > 120:
                    break
                continue
            if min(one.end, other.end) - max(one.x, other.x) > size * _OVER:
                yield one, other


def with_boxes(page: bytes, bleed_mm: float) -> bytes:
    """A PDF for the printer, whose pages say how far they are printed beyond the cut (typst says where the cut is).
    Raises EngineMissing without pikepdf."""
    with needing("printed pieces need {package}: pip install '{package}'", "outreach"):
        import pikepdf
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page)) as document:
        for sheet in document.pages:
            left, bottom, right, top = (float(one) for one in sheet.trimbox)
            more = bleed_mm * _MM
            sheet.obj["/BleedBox"] = pikepdf.Array([left - more, bottom - more, right + more, top + more])
        document.save(out, deterministic_id=True)
    return out.getvalue()


def with_text(svg: bytes, page: bytes, title: str, text: str) -> bytes:
    """A drawing of typst with title and description, its letters put back as text from the PDF of the same page. Raises
    EngineMissing without pypdfium2."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    found = runs(page)[0]
    _without_letters(root, [(run.x, run.y, run.end) for run in found if _FORMULA in run.look.family])
    root.set("role", "img")
    root.set("aria-labelledby", "_ten _mo-ta")
    for at, (name, mark, said) in enumerate((("title", "_ten", title), ("desc", "_mo-ta", text))):
        described = etree.Element(f"{_SVG}{name}", id=mark)
        described.text = said
        root.insert(at, described)
    head, _, _ = etree.tostring(root, encoding="unicode").rpartition("</svg>")
    return f"{head}{''.join(map(_text, (run for run in found if _FORMULA not in run.look.family)))}</svg>\n".encode()


def _without_letters(root: Any, formulas: Sequence[tuple[float, float, float]]) -> None:
    """Take away uses of letter shapes, and shapes nobody uses; formulas (start, foot and end of their runs) stay drawn:
    their signs have sizes and forms that text has not."""
    letters = {f"#{one.get('id')}" for one in root.iter(f"{_SVG}symbol") if str(one.get("id")).startswith("g")}
    kept = set()
    for used in list(root.iter(f"{_SVG}use")):
        if used.get(_HREF) in letters:
            x, y = _place(used)
            if any(start - 1 < x < end + 1 and abs(y - foot) < 1 for start, foot, end in formulas):
                kept.add(used.get(_HREF))
            else:
                _drop(used)
    for symbol in list(root.iter(f"{_SVG}symbol")):
        if f"#{symbol.get('id')}" in letters - kept:
            _drop(symbol)


def _place(used: Any) -> tuple[float, float]:
    """Where a shape is put, from the left and the top of the page."""
    x, y = float(used.get("x", 0)), float(used.get("y", 0))
    for element in (used, *used.iterancestors()):
        for name, told in reversed(_MOVES.findall(element.get("transform", ""))):
            given = [float(one) for one in re.split(r"[ ,]+", told.strip())]
            if name == "translate":
                given = [1, 0, 0, 1, given[0], given[1] if given[1:] else 0]
            elif name == "scale":
                given = [given[0], 0, 0, given[-1], 0, 0]
            if len(given) == 6:
                a, b, c, d, e, f = given
                x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


def _drop(element: Any) -> None:
    parent = element.getparent()
    parent.remove(element)
    if not len(parent) and parent.tag in (f"{_SVG}g", f"{_SVG}defs") and parent.getparent() is not None:
        _drop(parent)


def _text(run: Run) -> str:
    words, x, y, end, look = run
    style = ' font-style="italic"' if look.slanted else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" textLength="{end - x:.2f}" lengthAdjust="spacingAndGlyphs" '
        f'font-family="\'{attribute(look.family)}\', sans-serif" font-size="{look.size:.2f}" '
        f'font-weight="{look.weight}"{style} fill="{look.fill}" xml:space="preserve">{escape(words)}</text>'
    )


def _signs(sheet: Any, raw: Any) -> Iterator[tuple[str, int, Run]]:
    """Each letter with the number of the run it was drawn in; in pt from the left and the bottom of the whole page."""
    text = sheet.get_textpage()
    matrix, x, y, box = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    colours = [ctypes.c_uint() for _ in range(4)]
    numbers: dict[int, int] = {}
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code < 32 or raw.FPDFText_IsGenerated(text, at):
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetMatrix(text, at, matrix)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetFillColor(text, at, *colours)
        size = round(raw.FPDFText_GetFontSize(text, at) * abs(matrix.d), 2)
        fill = "#" + "".join(f"{part.value:02X}" for part in colours[:3])
        place = ctypes.addressof(raw.FPDFText_GetTextObject(text, at).contents)
        run = numbers.setdefault(place, len(numbers))
        look = _face(text, at, raw)._replace(size=size, fill=fill)
        yield chr(code), run, Run(chr(code), x.value, round(y.value, 2), box.right, look)


def _face(text: Any, at: int, raw: Any) -> _Look:
    """Family, weight and slant, by the name that the PDF has: `ABCDEF+SourceSansPro-Semibold`."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, at, buffer, 128, ctypes.c_int())
    family, _, style = buffer.value.decode("utf-8", "replace").rpartition("+")[2].partition("-")
    weight = 600 if style.lower().startswith("semibold") else 700 if style in _HEAVY else 400
    return _Look(_CAMEL.sub(" ", family), 0, weight, style.endswith("It") or "Italic" in style, "")
