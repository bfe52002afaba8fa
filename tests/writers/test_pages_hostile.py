"""Signs of typst in every place that a Word file has for texts, measures and colours that are none, pictures that are
none: pages are set, and no sign is ever evaluated."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from draftkit.word.package import zip_bytes
from draftkit.writers.paged.pages import write_pages
from tests.word.test_quarantine import PICTURE, RELATION
from tests.word.word import docx, p, parts, r

SIGNS = "#panic(1) $x$ *b* _i_ @ref &lt;lbl&gt; \\ // /* &quot; ` = #read('/etc/passwd') [a] {b} ~"
QUOTED = "&quot;)#panic(&quot;x"


def section(more: str) -> str:
    return (
        f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="8000" w:h="8000"/>{more}</w:sectPr></w:pPr><w:r><w:t>lời</w:t></w:r></w:p>'
    )


def linked(name: str) -> str:
    return (
        f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/><w:r><w:t>lời</w:t></w:r></w:p><w:p><w:hyperlink '
        f'w:anchor="{name}"><w:r><w:t>nối</w:t></w:r></w:hyperlink></w:p>'
    )


CASES = {
    "font": p(runs=r("lời", f'<w:rFonts w:ascii="{QUOTED}" w:hAnsi="{QUOTED}"/>')),
    "colour": p(runs=r("lời", '<w:color w:val="zzz"/>')),
    "fill": p("lời", '<w:shd w:val="clear" w:fill="xyz"/>'),
    "border": p("lời", '<w:pBdr><w:top w:val="single" w:sz="9999" w:space="999" w:color="q"/></w:pBdr>'),
    "no size": p(runs=r("lời", '<w:sz w:val="0"/>')),
    "huge size": p(runs=r("lời", '<w:sz w:val="99999"/>')),
    "indents": p("lời", '<w:ind w:left="-99999" w:right="99999"/>'),
    "spacing": p("lời", '<w:spacing w:before="-500" w:after="-5" w:line="-240" w:lineRule="exact"/>'),
    "bookmark": linked(QUOTED),
    "bookmark without name": linked(""),
    "one bookmark twice": linked("a") + linked("a"),
    "tabs": p("", '<w:tabs><w:tab w:val="left" w:pos="-100"/></w:tabs>', r("lời") + "<w:r><w:tab/></w:r>"),
    "depths": p("lời", '<w:outlineLvl w:val="8"/>') + p("", '<w:outlineLvl w:val="1"/>'),
    "signs nobody sees": p("l\ufeffời"),
    "no columns": section('<w:cols w:num="0"/>'),
    "too many columns": section('<w:cols w:num="500" w:space="9999"/>'),
    "page below nought": section('<w:pgNumType w:start="-7"/>'),
    "margins larger than the page": section('<w:pgMar w:top="9000" w:left="9000" w:right="9000" w:bottom="9000"/>'),
    "note that is not there": p("lời", runs='<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "struck and underlined": p(runs=r("lời", '<w:strike/><w:u w:val="single"/>')),
    "link to nowhere": '<w:p><w:hyperlink r:id="zz"><w:r><w:t>lời</w:t></w:r></w:hyperlink></w:p>',
}


def said(data: bytes) -> str:
    import pypdfium2

    pages = pypdfium2.PdfDocument(write_pages(data, "a")[0])
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\u200b", "").replace("\r\n", " ")


@pytest.mark.parametrize("name", CASES)
def test_odd_measures_and_names_are_set(name: str) -> None:
    assert "lời" in said(docx(CASES[name]))


def test_signs_print_as_they_are_wherever_they_stand() -> None:
    cell = f"<w:tbl><w:tblGrid><w:gridCol w:w='8000'/></w:tblGrid><w:tr><w:tc>{p(SIGNS)}</w:tc></w:tr></w:tbl>"
    heading = p(SIGNS, '<w:outlineLvl w:val="0"/>')
    formula = f"<w:p><m:oMath><m:r><m:t>#panic(1)</m:t></m:r></m:oMath>{r(SIGNS)}</w:p>"
    text = said(docx(p(SIGNS) + cell + heading + formula))
    assert text.count("#read('/etc/passwd')") == 4
    assert text.count("$x$ *b* _i_ @ref <lbl>") == 4


def image(form: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (4, 4)).save(out, form)
    return out.getvalue()


LINKING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><image '
    b'xlink:href="file:///etc/passwd" width="5" height="5"/></svg>'
)


@pytest.mark.parametrize(
    ("name", "data", "alt", "shown"),
    [
        ("a.png", image("PNG"), "Sơ đồ", True),
        ("a.png", image("PNG"), "", True),
        ("a.png", image("JPEG"), "Sơ đồ", True),
        ("a.jpg", image("JPEG", "CMYK"), "Sơ đồ", True),
        ("a.tif", image("TIFF"), "Sơ đồ", True),
        ("a.png", image("PNG")[:30], "Sơ đồ", False),
        ("a.png", b"", "Sơ đồ", False),
        ("a.emf", b"xx", "Sơ đồ", False),
        ("a.svg", LINKING, "Sơ đồ", False),
    ],
)
def test_a_picture_that_cannot_be_shown_is_named(name: str, data: bytes, alt: str, shown: bool) -> None:
    described = f'name="x" descr="{alt}"/>' if alt else 'name="x"/>'
    picture = PICTURE.replace('r:link="out"', 'r:embed="out"').replace('name="x"/>', described, 1)
    made = parts(p("trước") + picture)
    relations = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="out" Type="{RELATION}/image" Target="media/{name}"/></Relationships>'
    made[relations] = made[relations].replace(b"</Relationships>", link.encode())
    assert ("[Sơ đồ]" in said(zip_bytes({**made, f"word/media/{name}": data}))) is not shown
