"""Two Word files of the same letters are told apart by what changes their meaning, and by nothing else."""

from __future__ import annotations

import random

import pytest

from draftkit.text.marks import differences, normal, said
from draftkit.word.fingerprint import _Starts, fingerprint
from draftkit.word.plain_text import word_text
from draftkit.word.read import read_word
from draftkit.word.xml import W14
from tests.word.word import docx, linked, p, part, parts, r

_PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData><a:blip r:embed="rIdP"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
_RULE = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def found(old: bytes, new: bytes) -> list[str]:
    prints = [fingerprint(read_word(data, "mau.docx")) for data in (old, new)]
    return [str(said(one)) for one in differences(*prints)]


def body(*inner: str) -> bytes:
    return docx(p("Điều 1. Phạm vi") + "".join(inner) + p("Điều 2. Hiệu lực"))


def formula(inner: str) -> str:
    return p("1. Mức thu là ", runs=f"<m:oMath>{inner}</m:oMath>")


def fraction(kind: str = "") -> str:
    return f"<m:f>{kind}<m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"


def field(code: str, shown: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar '
        f'w:fldCharType="separate"/></w:r>{r(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(inner: str) -> str:
    return f"<w:tbl><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"


def form(data: str) -> str:
    """A field of a form, with what Word keeps of it."""
    kind = data[3 : data.index(">")]
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:{kind}></w:ffData></w:fldChar></w:r>'
    return p("1. Đồng ý: ", runs=f'{begin}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def art(words: str) -> str:
    return p("1. Câu.", runs=f'<w:r><w:pict><v:shape><v:textpath string="{words}"/></v:shape></w:pict></w:r>')


def tick_box(checked: int, sign: str) -> str:
    state = (
        f'<w:sdtPr><w14:checkbox xmlns:w14="{W14[1:-1]}"><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
    )
    return p("1. Đồng ý: ", runs=f"<w:sdt>{state}<w:sdtContent>{r(sign)}</w:sdtContent></w:sdt>")


_LIST = '<w:ddList><w:result w:val="{}"/><w:listEntry w:val="Có"/><w:listEntry w:val="Không"/>'
WHITE_ON = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="{}"/>'
MERGED, ROW = '<w:tcPr><w:vMerge w:val="{}"/></w:tcPr>', "</w:tc></w:tr><w:tr><w:tc>"
PLAIN = p(runs=r("1. Gửi ") + r("bản giấy hoặc") + r(" bản điện tử."))
SAME = {
    "a box shown ticked that is kept as empty": (tick_box(1, "☒"), tick_box(0, "☒")),
    "a box shown empty that is kept as ticked": (tick_box(0, "☐"), tick_box(1, "☐")),
    "struck": (PLAIN, p(runs=r("1. Gửi ") + r("bản giấy hoặc", "<w:strike/>") + r(" bản điện tử."))),
    "struck twice": (PLAIN, p(runs=r("1. Gửi ") + r("bản giấy hoặc", "<w:dstrike/>") + r(" bản điện tử."))),
    "hidden": (PLAIN, p(runs=r("1. Gửi ") + r("bản giấy hoặc", "<w:vanish/>") + r(" bản điện tử."))),
    "white": (PLAIN, p(runs=r("1. Gửi ") + r("bản giấy hoặc", '<w:color w:val="FFFFFF"/>') + r(" bản điện tử."))),
    "white on white": (
        PLAIN,
        p(runs=r("1. Gửi ") + r("bản giấy hoặc", WHITE_ON.format("FFFFFF")) + r(" bản điện tử.")),
    ),
    "shown as capitals": (PLAIN, p(runs=r("1. Gửi ") + r("bản giấy hoặc", "<w:caps/>") + r(" bản điện tử."))),
    "shown as small capitals": (
        PLAIN,
        p(runs=r("1. Gửi ") + r("bản giấy hoặc", "<w:smallCaps/>") + r(" bản điện tử.")),
    ),
    "in a cell": (table(PLAIN), table(p(runs=r("1. Gửi bản giấy hoặc", "<w:strike/>") + r(" bản điện tử.")))),
    "a hidden row": (table(PLAIN), table(PLAIN).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")),
    "a cell that the one above covers": (
        table(MERGED.format("restart") + PLAIN + ROW + MERGED.format("restart") + PLAIN),
        table(MERGED.format("restart") + PLAIN + ROW + MERGED.format("continue") + PLAIN),
    ),
    "a row of no height": (
        table(PLAIN),
        table(PLAIN).replace("<w:tr>", '<w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'),
    ),
    "letters set as a picture": (art("DỰ THẢO"), art("MẬT")),
    "raised": (
        p("1. Diện tích 102 ha, cao 10 m."),
        p(runs=r("1. Diện tích 10") + r("2", '<w:vertAlign w:val="superscript"/>') + r(" ha, cao 10 m.")),
    ),
    "raised elsewhere": (
        p(runs=r("1. Từ x") + r("2", '<w:vertAlign w:val="superscript"/>') + r(" đến x2.")),
        p(runs=r("1. Từ x2 đến x") + r("2", '<w:vertAlign w:val="superscript"/>') + r(".")),
    ),
    "raised in the other of two equal paragraphs": (
        p("x2") + p(runs=r("x") + r("2", '<w:vertAlign w:val="superscript"/>')),
        p(runs=r("x") + r("2", '<w:vertAlign w:val="superscript"/>')) + p("x2"),
    ),
    "lowered": (p("1. Khí CO2."), p(runs=r("1. Khí CO") + r("2", '<w:vertAlign w:val="subscript"/>') + r("."))),
    "formula": (formula(fraction()), formula(fraction('<m:fPr><m:type m:val="noBar"/></m:fPr>'))),
    "field": (p(runs=r("1. Tổng ") + field("=SUM(A1:A2)", "15")), p(runs=r("1. Tổng ") + field("=SUM(A1:A9)", "15"))),
    "target of a reference": (p(runs=field("REF dieu_5 \\h", "5")), p(runs=field("REF dieu_6 \\h", "5"))),
    "address in a field": (
        p(runs=field('HYPERLINK "https://a.gov.vn"', "Cổng thông tin")),
        p(runs=field('HYPERLINK "https://b.com.vn"', "Cổng thông tin")),
    ),
    "text box": (PLAIN, PLAIN.replace("</w:p>", _RULE.format(p("Mật")) + "</w:p>")),
    "text box in a cell": (table(PLAIN), table(PLAIN.replace("</w:p>", _RULE.format(p("Mật")) + "</w:p>"))),
    "struck in a text box": (
        p("1. Câu.", runs=_RULE.format(p("Mật"))),
        p("1. Câu.", runs=_RULE.format(p(runs=r("Mật", "<w:strike/>")))),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_meaning_without_letters(name: str) -> None:
    old, new = (body(inner) for inner in SAME[name])
    assert found(old, new), name
    assert found(new, old), name
    assert not found(old, old)
    assert not found(new, new)


@pytest.mark.parametrize("name", SAME)
def test_text_prints_what_the_fingerprint_tells_apart(name: str) -> None:
    old, new = (word_text(read_word(body(inner), "mau.docx")) for inner in SAME[name])
    assert old != new


def test_text_shows_looks_in_their_line_and_a_box_once() -> None:
    inner = p("1. Rộng 5 m", runs=r("2", '<w:vertAlign w:val="superscript"/>') + r(", ") + r("tạm bỏ", "<w:strike/>"))
    text = word_text(read_word(body(inner, p("2. Câu.", runs=_RULE.format(p("Mật")))), "mau.docx"))
    assert text.splitlines()[1:3] == ["1. Rộng 5 m^2^, ~~tạm bỏ~~", "2. Câu. [text box: Mật]"]


def edged(inner: str, kind: str = "header", which: str = "default", title: str = "") -> bytes:
    made = parts(PLAIN + f'<w:sectPr><w:{kind}Reference w:type="{which}" r:id="h"/>{title}</w:sectPr>')
    made["word/h.xml"] = part("hdr", inner)
    return linked(made, kind, h="h.xml")


def test_headers_and_footers() -> None:
    assert found(docx(PLAIN), edged(p("MẬT"))) == ["header: “MẬT”: new"]
    assert found(edged(p("MẬT"), "footer"), docx(PLAIN)) == ["footer: “MẬT”: no longer there"]
    assert found(edged(p("MẬT")), edged(p("TỐI MẬT"))) == ["header: “MẬT” → “TỐI MẬT”"]
    assert found(edged(art("DỰ THẢO")), edged(art("MẬT")))[0] == "header: “1. Câu. / DỰ THẢO” → “1. Câu. / MẬT”"
    assert found(edged(p("MẬT")), edged(p(runs=r("MẬT", "<w:strike/>")))) == ["words struck through: “MẬT”: new"]
    assert word_text(read_word(edged(p("MẬT")), "x")).splitlines()[-1] == "[header] MẬT default"


def test_the_number_of_a_page_is_no_text() -> None:
    assert not found(edged(p(runs=field("PAGE", "2"))), edged(p(runs=field(" PAGE \\* MERGEFORMAT ", "7"))))
    assert not found(docx(PLAIN), edged(p("MẬT"), which="first"))
    assert found(docx(PLAIN), edged(p("MẬT"), which="first", title="<w:titlePg/>"))


def test_a_section_that_has_a_header_of_its_own_or_none() -> None:
    """What a section repeats from the one before says nothing; what it takes away does."""

    def made(second: str) -> bytes:
        reference = '<w:headerReference w:type="default" r:id="{}"/>'
        end = f"<w:p><w:pPr><w:sectPr>{reference.format('h')}</w:sectPr></w:pPr></w:p>"
        found = parts(PLAIN + end + PLAIN + f"<w:sectPr>{reference.format('k') if second else ''}</w:sectPr>")
        found["word/h.xml"] = part("hdr", p("MẬT"))
        found["word/k.xml"] = part("hdr", p(second.strip()))
        return linked(found, "header", h="h.xml", k="k.xml")

    assert not found(made(""), made("MẬT"))
    assert found(made(""), made(" ")) == ["header: new"]
    assert found(made(""), made("TỐI MẬT")) == ["header: “TỐI MẬT”: new"]


def pictured(*data: bytes) -> bytes:
    made = parts(p("Hình 1") + p(runs=_PICTURE) + p() + p(runs=_PICTURE.replace("rIdP", "rIdQ")))
    for name, one in zip(("a.png", "b.png"), data, strict=True):
        made[f"word/media/{name}"] = one
    return linked(made, "image", rIdP="media/a.png", rIdQ="media/b.png")


def test_white_letters_on_a_ground_are_seen() -> None:
    """As on the cover of a leaflet."""
    dark = r("1. Gửi ") + r("bản giấy hoặc", WHITE_ON.format("1F3864")) + r(" bản điện tử.")
    assert not found(body(PLAIN), body(p(runs=dark)))


def test_pictures_by_their_bytes() -> None:
    assert not found(pictured(b"1", b"2"), pictured(b"1", b"2"))
    assert found(pictured(b"1", b"2"), pictured(b"1", b"3")) == ["picture: another one"]
    assert found(pictured(b"1", b"2"), pictured(b"2", b"1")) == ["picture: another one"]


def test_a_picture_described_otherwise_is_the_same_picture() -> None:
    def made(described: str) -> bytes:
        body = parts(p(runs=r("Hình 1 ") + _PICTURE.replace('name="x"', f'name="x" descr="{described}"')))
        return linked(body | {"word/media/a.png": b"1"}, "image", rIdP="media/a.png")

    assert found(made("Bản đồ"), made("Sơ đồ")) == ["picture: “Bản đồ” → “Sơ đồ”"]


_W14, _W15 = (f"http://schemas.microsoft.com/office/word/{year}/wordml" for year in (2010, 2012))


def commented(done: str) -> bytes:
    said = '<w:comment w:id="1" w:author="Vụ A"><w:p w14:paraId="0A"><w:r><w:t>Bỏ.</w:t></w:r></w:p></w:comment>'
    names = f'xmlns:w14="{_W14}" xmlns:w15="{_W15}"'
    made = parts(PLAIN, comments=said)
    made["word/comments.xml"] = made["word/comments.xml"].replace(b"<w:comments ", f"<w:comments {names} ".encode())
    threads = f'<w15:commentsEx {names}><w15:commentEx w15:paraId="0A" w15:done="{done}"/></w15:commentsEx>'
    made["word/more.xml"] = threads.encode()
    return linked(made, "commentsExtended", e="more.xml")


def test_comments_resolved() -> None:
    assert found(commented("0"), commented("1")) == ["comment: “Vụ A: Bỏ.”: resolved"]
    assert found(commented("1"), commented("0")) == ["comment: “Vụ A: Bỏ.”: open again"]
    assert found(docx(PLAIN), commented("0")) == ["comment: “Vụ A: Bỏ.”: new"]


RAISED = p(runs=r("a) Rộng 5 m") + r("2", '<w:vertAlign w:val="superscript"/>') + r("."))


def test_what_says_nothing_new() -> None:
    """Paragraphs moved, added, cut into other runs, reworded elsewhere: their marks are the same."""
    other = p("b) Câu khác.")
    assert not found(body(RAISED, other), body(other, RAISED))
    assert not found(body(RAISED), body(p("b) Câu mới."), p(), RAISED))
    assert not found(body(RAISED), body(RAISED.replace("Rộng 5", "Rộng hơn 5")))
    assert not found(body(PLAIN), body(p("1. Gửi bản giấy hoặc bản điện tử.")))
    assert not found(
        body(p(runs=r("bản giấy", "<w:strike/>") + r(" ") + r("này", "<w:strike/>"))),
        body(p(runs=r("bản giấy này", "<w:strike/>"))),
    )


def test_a_reworded_paragraph_tells_what_else_it_changed() -> None:
    new = RAISED.replace("Rộng 5", "Rộng hơn 5").replace("superscript", "subscript")
    assert len(found(body(RAISED), body(new))) == 2


def test_what_a_form_was_filled_with_is_text() -> None:
    ticks, choices = '<w:checkBox><w:default w:val="{}"/>', _LIST
    read = [read_word(body(form(data.format(at))), "x") for data in (ticks, choices) for at in (0, 1)]
    shown = [word_text(one).splitlines()[1] for one in read]
    assert shown == ["1. Đồng ý: ☐", "1. Đồng ý: ☒", "1. Đồng ý: Có", "1. Đồng ý: Không"]


def test_a_formula_whose_looks_an_office_program_left_out_is_the_same() -> None:
    made, saved = (
        fingerprint(
            read_word(docx(f"<w:p><m:oMath><m:r><m:t>a</m:t></m:r><m:r>{look}<m:t>=</m:t></m:r></m:oMath></w:p>"))
        )
        for look in ('<m:rPr><m:sty m:val="p"/></m:rPr>', "")
    )
    assert not differences(made, saved)


def test_places_in_the_letters_as_compared_are_those_of_what_stands_before_them() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        letters = "".join(
            chance.choices("ab1 \t\n\u0301\u0309ăẹ\u200b\ufeff\u00a0가\u11a8\u1100\u1161", k=chance.randrange(40))
        )
        starts = _Starts(letters)
        for offset in sorted(chance.choices(range(len(letters) + 1), k=5)):
            assert starts.of(offset) == len(normal(f"{letters[:offset]}|")) - 1
