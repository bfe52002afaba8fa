"""What those who listen to a Word file need of it: one fault at a time in a file that has none, and what looks like a
fault and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.checks.word.check import WordChecker
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.recognise.lines import Line, Where
from draftkit.word.package import zip_bytes
from tests.conftest import CHECKOUT
from tests.recognise.conftest import sample
from tests.word.word import paragraphs, parts, r, read

LANGUAGE = '<w:lang w:val="vi-VN"/>'
THEME = '<a:clrScheme name="x"><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>'
STYLES = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/>{LANGUAGE}</w:rPr></w:rPrDefault></w:docDefaults>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
        f"<w:pPr>{outline}</w:pPr><w:rPr><w:b/></w:rPr></w:style>"
        for level, outline in enumerate(('<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="1"/>', ""), 1)
    )
    + '<w:style w:type="table" w:styleId="Dam"><w:name w:val="Dam"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
)
TEXT = "Báo cáo nêu tình hình thu gom chất thải ở các khu công nghiệp. "


def _p(text: str, style: str = "", run: str = "") -> str:
    ppr = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{ppr}<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def _row(*cells: str, head: str = "") -> str:
    inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in cells)
    return f"<w:tr><w:trPr>{head}</w:trPr>{inner}</w:tr>"


_NAME = 'descr="Lò đốt"'
_PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" {_NAME}>@</wp:docPr>'
    '<a:graphic><a:graphicData><a:blip r:embed="x"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)
_PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
_IN_GROUP = f"<pic:pic {_PIC}><pic:nvPicPr><pic:cNvPr {_NAME}/></pic:nvPicPr><a:blip r:embed='x'/></pic:pic>"
_GROUP = _PICTURE.replace(_NAME, "").replace('<a:blip r:embed="x"/>', 2 * _IN_GROUP)
_HEAD = "<w:tblHeader/>"
_WHITE = '<w:b/><w:color w:val="FFFFFF"/>'
_TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="Dam"/><w:tblLook w:firstRow="1"/></w:tblPr>'
    + _row(_p("Cơ sở", run=_WHITE), _p("Địa chỉ", run=_WHITE), head=_HEAD)
    + "".join(_row(_p(f"Cơ sở {at}"), _p("phường Bạch Mai")) for at in range(60))
    + "</w:tbl>"
)
_TITLED = _p("Báo cáo năm", "H1") + _p("Tình hình", "H1") + _p("Thu gom", "H2") + _p("Đơn vị", "H3")
BODY = _TITLED + 450 * _p(TEXT) + _PICTURE + _TABLE + _p("Ghi chú đỏ", run='<w:color w:val="C00000"/>')
_ONLY_BOLD = "".join(_p(f"{at}. Nội dung", run="<w:b/>") for at in range(1, 7))
_DECORATIVE = '<x:decorative xmlns:x="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("", "", ""),
        ("DK-W801", _NAME, ""),
        ("DK-W801", _NAME, 'descr="anh-01.png"'),
        ("", f"{_NAME}>@", f">{_DECORATIVE}"),
        ("", _PICTURE, _GROUP),
        ("DK-W801", _PICTURE, _GROUP.replace(_NAME, "", 1)),
        ("DK-W802", _HEAD, ""),
        ("", _TABLE, _TABLE.replace(_HEAD, "").replace("<w:b/>", "")),
        ("DK-W802", _TABLE, _TABLE.replace(_HEAD, "").replace("<w:b/>", "").replace("Cơ sở<", "Số TT<")),
        ("DK-W803", LANGUAGE, '<w:lang w:val="en-US"/>'),
        ("DK-W803", LANGUAGE, ""),
        ("DK-W804", _p("Thu gom", "H2"), ""),
        ("DK-W804", _TITLED, _p("Báo cáo năm", "H1") + _p("Đơn vị", "H3")),
        ("DK-W804", _TITLED, _ONLY_BOLD),
        ("DK-W805", "C00000", "FF2020"),
        ("", '<w:color w:val="C00000"/>', '<w:color w:val="FF2020"/><w:sz w:val="36"/>'),
        ("DK-W805", '<w:color w:val="C00000"/>', '<w:color w:val="C00000"/><w:highlight w:val="darkGray"/>'),
        ("", '<w:color w:val="C00000"/>', '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'),
        ("DK-W805", '"C00000"', '"auto" w:themeColor="accent1" w:themeTint="66"'),
        ("", '"C00000"', '"BFBFBF" w:themeColor="accent1" w:themeShade="BF"'),
        ("DK-W805", '"C00000"/>', '"C00000"/><w:shd w:fill="auto" w:themeFill="accent1"/>'),
        ("DK-W805", '<w:tblStyle w:val="Dam"/>', ""),
    ],
)
def test_one_fault_is_told(checker: WordChecker, rule: str, old: str, new: str) -> None:
    assert not old or old in BODY + STYLES
    body, styles = (text.replace(old, new) if old else text for text in (BODY, STYLES))
    file = zip_bytes(parts(body, styles=styles, theme=THEME))
    found = checker.check(file, "bao-cao.docx").findings
    assert {one.rule for one in found if one.rule.startswith("DK-W80")} == ({rule} if rule else set())


@pytest.mark.parametrize("kind", ["proposal", "regulation"])
def test_what_draftkit_builds_has_none(kind: str) -> None:
    session = Session(open_project(CHECKOUT, None))
    draft = sample(kind)
    assert isinstance(draft, Path)
    found = session.word_checker().check(session.docx(session.read(draft)), f"{kind}.docx").findings
    assert not [one for one in found if one.rule.startswith("DK-W80")]


def test_a_line_looks_as_most_of_its_letters_whatever_their_language() -> None:
    plain = r("chữ thường", LANGUAGE) + r("chữ thường", '<w:lang w:val="nl-NL"/>')
    (found,) = paragraphs(read(f"<w:p>{r('chữ đậm hơn', '<w:b/>')}{plain}</w:p>"))
    assert not Line(1, 0, found.text(), found.runs, found, Where()).look().bold
