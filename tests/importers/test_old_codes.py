"""Files typed before Unicode: TCVN3 (.VnTime) and VNI come home as what they show, and the report says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from draftkit.text.legacy import TCVN3, VNI, modern
from draftkit.word.package import read_package, zip_bytes
from tests.importers.making import bold, cell, circular, imported, source, table
from tests.word.word import docx, p, r

BODY = (
    bold("Điều 1. Phạm vi điều chỉnh")
    + p("Thông tư này quy định về thiết bị lọc bụi, kể cả của người nước ngoài ở Việt Nam.")
    + bold("Điều 2. Hiệu lực")
    + p("1. Thông tư này có hiệu lực kể từ ngày ký; mỗi đơn vị giữ một bản, trừ trường hợp khẩn.")
    + table(cell(p("Chỉ tiêu")) + cell(p("Giới hạn")), cell(p("Bụi lắng")) + cell(p("Dưới mức")))
)
_TCVN3 = {
    letter: chr(code) for code in range(0xA1, 0x100) if (letter := modern(f"a{chr(code)}", TCVN3)[1:]) != chr(code)
}


def tcvn3(text: str) -> str:
    """Capitals with tones are typed small, as there are none."""
    return "".join(
        _TCVN3.get(sign) or (_TCVN3.get(sign.lower(), sign) if sign.isupper() and not sign.isascii() else sign)
        for sign in unicodedata.normalize("NFC", text)
    )


def vni(text: str) -> str:
    """Letter and mark, put together by hand from what people type."""
    marks = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
    with_hat = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
    with_bowl = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
    out = []
    for sign in unicodedata.normalize("NFC", text):
        base, *more = unicodedata.normalize("NFD", sign)
        tone = next((one for one in more if one in marks), "")
        small, own = sign.lower(), {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "í": "í", "ì": "ì", "ỵ": "î"}
        if small in own:
            made = own[small]
        elif "\u0302" in more:
            made = base.lower() + with_hat[tone]
        elif "\u0306" in more:
            made = base.lower() + with_bowl[tone]
        else:
            letter = {"o": "ô", "u": "ö"}[base.lower()] if "\u031b" in more else base.lower()
            made = letter + (marks[tone] if tone else "")
        out.append(made.upper() if sign.isupper() else made)
    return "".join(out)


CODES = [(TCVN3, tcvn3, ".VnTime"), (VNI, vni, "VNI-Times")]


def old(data: bytes, write: Callable[[str], str], font: str) -> bytes:
    """A file as it would be in a code: every text written in it, every run in its font."""
    parts = dict(read_package(data, "x.docx"))
    text = parts["word/document.xml"].decode()
    text = re.sub(r"(<w:t(?: [^>]*)?>)([^<]*)", lambda found: found[1] + write(found[2]), text)
    if font:
        fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
        text = text.replace("<w:r><w:rPr>", f"<w:r><w:rPr>{fonts}")
    return zip_bytes({**parts, "word/document.xml": text.encode()})


@pytest.mark.parametrize(("code", "write", "font"), CODES)
@pytest.mark.parametrize("kept", [True, False])
def test_a_circular_comes_home_as_it_looked(tmp_path: Path, code: str, write: object, font: str, kept: bool) -> None:
    """By its fonts; and where somebody set all of it in Times New Roman, by its letters."""
    wanted, _ = imported(tmp_path, circular(BODY))
    files, report = imported(tmp_path, old(circular(BODY), write, font if kept else ""))
    assert source(files) == source(wanted)
    assert files["draft.yaml"] == wanted["draft.yaml"]
    (said,) = [str(loss) for loss in report.losses if code in str(loss)]
    assert font in said if kept else "letters" in said
    assert report.complete


@pytest.mark.parametrize(("code", "write", "font"), CODES)
def test_words_typed_in_unicode_in_an_old_font_stay(tmp_path: Path, code: str, write: object, font: str) -> None:
    files, report = imported(tmp_path, old(circular(BODY), str, font))
    assert source(files) == source(imported(tmp_path, circular(BODY))[0])
    assert not [loss for loss in report.losses if code in str(loss)]


def test_a_font_of_capitals_shows_capitals() -> None:
    font = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    from draftkit.word.legacy import modernised
    from draftkit.word.read import read_word

    file = read_word(docx(p("", "", r("Céng hßa x· héi chñ nghÜa viÖt nam", font))), "x.docx")
    found = modernised(file).file
    assert found.sections[0].blocks[0].text() == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # type: ignore[union-attr]


def test_a_mark_in_a_run_of_its_own_goes_with_its_letter() -> None:
    font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    from draftkit.word.legacy import modernised
    from draftkit.word.read import read_word

    file = read_word(docx(p("", "", r("Vieät Nam, nga", font) + r("øy thöù ba", font + "<w:b/>"))), "x.docx")
    assert modernised(file).file.sections[0].blocks[0].text() == "Việt Nam, ngày thứ ba"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Le décret est approuvé à l'unanimité des présents, après délibération générée à Genève.",
        "Nghị định này quy định: ôtô, café, château, naïve.",
        "Straße, Größe, Öl, über, Mädchen, schön, für, hören, Türen, können.",
        "Ông Hà và bà Hoà đã có hai con bò to, và ba cái nhà kho ở xã nhà.",
        "18,9 ÷ 60,5; 36 ÷ 280; 60÷240; 2 × 3; ½ và ¼; « Tên » ¹ ² ³; 5¹ ; 6 ¹ ; kho Intel®; 10 µ; 5 µm; § 5.",
    ],
)
def test_other_languages_and_unicode_are_left_alone(tmp_path: Path, text: str) -> None:
    _, report = imported(tmp_path, docx(p(text) * 3))
    assert not [loss for loss in report.losses if TCVN3 in str(loss) or VNI in str(loss)]


def test_ranges_in_cells_do_not_make_the_cells_beside_them_old() -> None:
    """“Thông tin” has no letter that only Unicode has, and “Thụng tin” is of syllables, too."""
    from draftkit.word.legacy import modernised
    from draftkit.word.read import read_word

    texts = ["18,9 ÷ 60,5", "36 ÷ 280", "60÷240", "Ghi chú", "Thông tin", "Được đo", "Tên: …", "A ÷ B", "¹ Xem"]
    file = read_word(docx("".join(map(p, texts))), "x.docx")
    assert [block.text() for block in modernised(file).file.sections[0].blocks] == texts  # type: ignore[union-attr]
    old_too = read_word(docx("".join(map(p, [*texts, *map(tcvn3, ("Thiết bị lọc bụi", "Được đo", "Nước sạch"))]))), "x")
    shown = [block.text() for block in modernised(old_too).file.sections[0].blocks]  # type: ignore[union-attr]
    assert shown == [*texts, "Thiết bị lọc bụi", "Được đo", "Nước sạch"]
