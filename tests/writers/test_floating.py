"""What floats in a Word file stands on our pages where Word puts it; what cannot is told with the PDF."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from draftkit.model.measure import MM_PER_PT
from draftkit.word.package import zip_bytes
from draftkit.word.pages import read_pages
from draftkit.word.read import read_word
from draftkit.word.values import every_paragraph
from draftkit.writers.paged.floats import misplaced
from draftkit.writers.paged.pages import write_pages
from tests.word.word import NAMES, p, parts
from tests.writers.test_templates import project, with_tag

WIDE, HIGH = 20, 10
MARGINS = '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/>'
SECTION = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{MARGINS}</w:sectPr>'
SPACED = '<w:spacing w:before="240"/><w:ind w:left="567"/>'
NONE, AROUND, PARTED = "<wp:wrapNone/>", '<wp:wrapSquare wrapText="bothSides"/>', "<wp:wrapTopAndBottom/>"


def _axis(name: str, origin: str, at: str) -> str:
    inner = f"<wp:align>{at}</wp:align>" if at.isalpha() else f"<wp:posOffset>{float(at) * 36000:.0f}</wp:posOffset>"
    return f'<wp:position{name} relativeFrom="{origin}">{inner}</wp:position{name}>'


def anchored(across: str, down: str, wrap: str = NONE, behind: int = 0) -> str:
    """A run with a picture that floats; places are written “page 10”, “margin right”."""
    places = _axis("H", *across.split()) + _axis("V", *down.split())
    size = f'<wp:extent cx="{WIDE * 36000}" cy="{HIGH * 36000}"/>'
    shown = '<wp:docPr id="1" name="n"/><a:graphic><a:graphicData><a:blip r:embed="pic"/></a:graphicData></a:graphic>'
    return f'<w:r><w:drawing><wp:anchor behindDoc="{behind}">{places}{size}{wrap}{shown}</wp:anchor></w:drawing></w:r>'


def old(style: str, *relative: str) -> str:
    """The same, as Word before 2010 wrote it."""
    style += "".join(f";mso-position-{one}" for one in relative)
    size = f"width:{WIDE}mm;height:{HIGH}mm"
    inner = '<v:imagedata r:id="pic"/>'
    return f'<w:r><w:pict><v:shape style="position:absolute;{style};{size}">{inner}</v:shape></w:pict></w:r>'


def word_file(drawn: str) -> bytes:
    """A first paragraph, and one 12 pt below it, indented by 10 mm, that the drawing hangs on."""
    made = parts(p("Một.") + p("Hai.", SPACED, drawn) + p("Ba.") + SECTION)
    link = '<Relationship Id="pic" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    name = "word/_rels/document.xml.rels"
    made[name] = made[name].replace(b"</Rel", f'{link}Target="media/a.png"/></Rel'.encode())
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(picture, "PNG")
    return zip_bytes({**made, "word/media/a.png": picture.getvalue()})


def seen(docx: bytes) -> list[tuple[float, float]]:
    """Where pictures stand on the first page: left and top in mm; read from the PDF by pdfium."""
    import pypdfium2
    from pypdfium2 import raw

    page = pypdfium2.PdfDocument(write_pages(docx, "a")[0])[0]
    found = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=9):
        left, _, _, top = one.get_bounds()
        found.append((left * MM_PER_PT, (page.get_height() - top) * MM_PER_PT))
    return found


@pytest.mark.parametrize(
    ("drawn", "left", "top"),
    [
        (anchored("page 10", "page 15"), 10, 15),
        (anchored("margin right", "margin bottom"), 210 - 20 - WIDE, 297 - 20 - HIGH),
        (anchored("page center", "page center", behind=1), 105 - WIDE / 2, 148.5 - HIGH / 2),
        (anchored("leftMargin center", "topMargin 2"), 15 - WIDE / 2, 2),
        (anchored("column 5", "page 50"), 30 + 5, 50),
        (anchored("column right", "page 50", PARTED), 210 - 20 - WIDE, 50),
        (old("margin-left:10mm;margin-top:15mm", "horizontal-relative:page", "vertical-relative:page"), 10, 15),
        (old("margin-top:60mm", "horizontal:center", "vertical-relative:page"), 30 + (160 - WIDE) / 2, 60),
    ],
)
def test_a_picture_stands_where_word_puts_it(drawn: str, left: float, top: float) -> None:
    assert seen(word_file(drawn)) == [pytest.approx((left, top), abs=0.3)]


def test_from_its_paragraph_it_is_reckoned_with_the_space_above() -> None:
    line = 10 * 1.149 * MM_PER_PT  # of letters without a size: 10 pt
    assert seen(word_file(anchored("column 0", "paragraph 7"))) == [pytest.approx((30, 20 + line + 7), abs=0.3)]


def test_text_leaves_room_above_and_below() -> None:
    def base(drawn: str) -> float:
        signs = read_pages(write_pages(word_file(drawn), "a")[0], "a")[0].signs
        return next(sign.base for sign in signs if sign.text == "H")

    moved = base(anchored("column 0", "paragraph 0", PARTED)) - base(anchored("column 0", "page 200"))
    assert moved == pytest.approx(HIGH - 12 * MM_PER_PT, abs=0.3)


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        (anchored("page 10", "page 15"), False),
        (anchored("page 10", "page 15", AROUND), True),
        (old("margin-left:3mm"), False),
        ('<w:r><w:drawing><wp:anchor><wp:extent cx="360000" cy="360000"/></wp:anchor></w:drawing></w:r>', True),
        ("", False),
    ],
)
def test_what_stands_elsewhere_is_told_with_the_pdf(tmp_path: Path, drawn: str, told: bool) -> None:
    file = read_word(word_file(drawn), "a")
    assert any(misplaced(one) for found in every_paragraph(file) for one in found.drawings) is told
    session, document = project(tmp_path, with_tag(f"</w:t></w:r>{drawn.replace('<w:r>', f'<w:r {NAMES}>')}<w:r><w:t>"))
    session._tell_floating(document)
    assert any("--pdf-engine word" in notice.text for notice in session.notices) is told
