"""The same header in the layouts people make: a table, tabs, spaces, text boxes, one column, lines broken in narrow
cells; rules drawn in every way."""

from __future__ import annotations

import pytest

from draftkit.recognise.lines import Anatomy
from draftkit.recognise.recognise import recognise
from tests.helpers import registry
from tests.word.word import p, r, read

KINDS = tuple(registry().all())
C = '<w:jc w:val="center"/>'
TAB = "<w:r><w:tab/></w:r>"
BR = "<w:r><w:br/></w:r>"
AFTER = (
    p(ppr=C, runs=r("BÁO CÁO", "<w:b/>"))
    + p(ppr=C, runs=r("Kết quả thực hiện công tác năm 2026", "<w:b/>"))
    + p("Thực hiện kế hoạch, Cục báo cáo như sau:")
    + p("I. ĐẶC ĐIỂM TÌNH HÌNH", runs="")
    + p("1. Thuận lợi", runs="")
    + p("Nội dung./.")
)


def cell(*paragraphs: str, width: int = 4500) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def box(*paragraphs: str) -> str:
    """A paragraph that holds a text box."""
    return (
        '<w:p><w:r><w:pict><v:shape style="width:200pt;height:60pt"><v:textbox><w:txbxContent>'
        + "".join(paragraphs)
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def centred(*texts: str) -> list[str]:
    return [p(text, C) for text in texts]


LEFT, RIGHT = ("BỘ CÔNG THƯƠNG", "CỤC HÓA CHẤT"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
NUMBER, DATE = "Số: 12/BC-HC", "Hà Nội, ngày 05 tháng 6 năm 2026"
LAYOUTS = {
    "table of one row": table(
        (cell(*centred(*LEFT, "_______", NUMBER)), cell(*centred(*RIGHT, "_______________", DATE)))
    ),
    "table of two rows": table((cell(*centred(*LEFT)), cell(*centred(*RIGHT))), (cell(p(NUMBER, C)), cell(p(DATE, C)))),
    "cells with line breaks": table(
        (
            cell(p(ppr=C, runs=r(LEFT[0]) + BR + r(LEFT[1]) + BR + r("-------"))),
            cell(p(ppr=C, runs=r(RIGHT[0]) + BR + r(RIGHT[1]) + BR + r("---------"))),
        ),
        (cell(p(NUMBER, C)), cell(p(DATE, '<w:jc w:val="right"/>'))),
    ),
    "tabs": "".join(
        p(runs=r(left) + TAB + r(right)) for left, right in zip((*LEFT, NUMBER), (*RIGHT, DATE), strict=True)
    ),
    "spaces": "".join(
        p(f"{left}          {right}") for left, right in zip((*LEFT, NUMBER), (*RIGHT, DATE), strict=True)
    ),
    "text boxes": box(*centred(*LEFT, NUMBER)) + box(*centred(*RIGHT, DATE)),
    "one column": "".join(centred(*LEFT, *RIGHT, NUMBER, DATE)),
    "narrow cells": table(
        (
            cell(*centred(*LEFT, "Số:", "12/BC-HC")),
            cell(*centred("CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", RIGHT[1], "Hà Nội, ngày 05", "tháng 6 năm 2026")),
        )
    ),
}


def anatomy(body: str) -> Anatomy:
    return recognise(read(body), KINDS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_header_in_every_layout(name: str) -> None:
    found = anatomy(LAYOUTS[name] + AFTER)
    assert found.official
    assert [piece.text for piece in found.of("parent-agency")] == [LEFT[0]]
    assert [piece.text for piece in found.of("agency")] == [LEFT[1]]
    assert (found.joined("national-name"), found.joined("motto")) == RIGHT
    assert (found.symbol, found.date) == ("12/BC-HC", "2026-06-05")
    assert found.kind is not None
    assert (found.kind.words["code"], found.family) == ("BC", "nd30")
    assert [piece.text for piece in found.of("title")] == ["Kết quả thực hiện công tác năm 2026"]


STROKE = '<w:r><w:pict><v:line from="0,0" to="100pt,0"/></w:pict></w:r>'
RULES = {
    "underscores": p("__________", C),
    "drawn line": p(ppr=C, runs=STROKE),
    "border": p(ppr='<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'),
}


@pytest.mark.parametrize("name", RULES)
def test_rules_are_seen_however_drawn(name: str) -> None:
    left = cell(*centred("CHÍNH PHỦ"), RULES[name], *centred("Số: 15/2026/NĐ-CP"))
    right = cell(*centred(*RIGHT), RULES[name], *centred(DATE))
    found = anatomy(
        table((left, right))
        + p(ppr=C, runs=r("NGHỊ ĐỊNH", "<w:b/>"))
        + p(ppr=C, runs=r("Quy định về đo lường", "<w:b/>"))
        + RULES[name]
        + p("Điều 1. Phạm vi")
    )
    assert [piece.over for piece in found.of("rule")] == ["agency", "motto", "title"]


def test_label_and_title_in_one_paragraph() -> None:
    found = anatomy(
        LAYOUTS["table of one row"]
        + AFTER
        + p(ppr=C, runs=r("Chương I", "<w:b/>") + BR + r("QUY ĐỊNH CHUNG", "<w:b/>"))
    )
    assert [(piece.role, piece.number or piece.text) for piece in found.pieces[-2:]] == [
        ("chapter-number", "I"),
        ("chapter-title", "QUY ĐỊNH CHUNG"),
    ]


SAYS = "Thành lập Tổ công tác giúp Bộ trưởng."


@pytest.mark.parametrize(
    ("said", "role"),
    [
        (r("Điều 1. ", "<w:b/>") + r(SAYS), "article-run-in"),
        (r("Điều 1. ", "<w:b/>") + r("Phê duyệt Kế hoạch"), "article-run-in"),
        (r(f"Điều 1. {SAYS}"), "article-run-in"),
        (r("Điều 1. Thành lập Tổ công tác", "<w:b/>"), "article"),
        (r("Điều 1. Thành lập Tổ công tác"), "article"),
        (r("Điều 1.", "<w:b/>"), "article"),
    ],
)
def test_an_article_that_says_its_sentence_behind_its_label_has_no_title(said: str, role: str) -> None:
    head = table((cell(*centred("BỘ Y TẾ", "Số: 15/QĐ-BYT")), cell(*centred(*RIGHT, DATE))))
    found = anatomy(head + p(ppr=C, runs=r("QUYẾT ĐỊNH", "<w:b/>")) + p(runs=said))
    assert [piece.role for piece in found.units()] == [role]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText '
    'w:val="Điều %1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


def test_automatic_numbers_are_units() -> None:
    def numbered(text: str, level: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    head = table((cell(*centred("CHÍNH PHỦ", "Số: 15/2026/NĐ-CP")), cell(*centred(*RIGHT, DATE)))) + p(
        ppr=C, runs=r("NGHỊ ĐỊNH", "<w:b/>")
    )
    body = (
        numbered("Phạm vi", 0)
        + numbered("Nội dung thứ nhất.", 1)
        + numbered("Nội dung thứ hai.", 1)
        + numbered("Đối tượng", 0)
    )
    found = recognise(read(head + body, numbering=NUMBERING), KINDS)
    assert [(piece.level, piece.number, piece.title) for piece in found.units()] == [
        ("article", "1", "Phạm vi"),
        ("clause", "1", "Nội dung thứ nhất."),
        ("clause", "2", "Nội dung thứ hai."),
        ("article", "2", "Đối tượng"),
    ]


HEAD = table((cell(*centred("CHÍNH PHỦ", "Số: 15/2026/NĐ-CP")), cell(*centred(*RIGHT, DATE)))) + p(
    ppr=C, runs=r("NGHỊ ĐỊNH", "<w:b/>")
)


def test_quoted_wording_is_told_apart() -> None:
    body = (
        p("Điều 1. Sửa đổi Nghị định số 08/2022/NĐ-CP")
        + p("1. Sửa đổi Điều 5 như sau:")
        + p("“Điều 5. Tên mới")
        + p("1. Nội dung mới.")
        + p("7. Nội dung khác.”.")
        + p("2. Bãi bỏ khoản 3 Điều 6.")
    )
    assert [(piece.level, piece.number) for piece in anatomy(HEAD + body).units()] == [
        ("article", "1"),
        ("clause", "1"),
        ("clause", "2"),
    ]


def test_references_are_not_headings() -> None:
    body = (
        p("Điều 1. Phạm vi")
        + p("Điều 5 và Điều 6 của Luật này được áp dụng.")
        + p("Phụ lục I kèm theo Nghị định này quy định danh mục.")
        + p("Chương II của Luật này.")
    )
    found = anatomy(HEAD + body)
    assert [piece.number for piece in found.units()] == ["1"]
    assert not found.of("annex-number", region="annex")


def test_signature_set_with_tabs() -> None:
    end = (
        p(runs=r("Nơi nhận:") + TAB + r("KT. CỤC TRƯỞNG"))
        + p(runs=r("- Như trên;") + TAB + r("PHÓ CỤC TRƯỞNG"))
        + p("- Lưu: VT.")
        + p()
        + p()
        + p(runs=TAB + TAB + r("Trần Văn Bình"))
    )
    found = anatomy(LAYOUTS["tabs"] + AFTER + end)
    assert [piece.text for piece in found.of("signature-title")] == ["KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"]
    assert [piece.text for piece in found.of("recipients")] == ["- Như trên;", "- Lưu: VT."]
    assert [piece.text for piece in found.of("signature-name")] == ["Trần Văn Bình"]


SIGN = table((cell(p("Nơi nhận:"), p("- Lưu: VT.")), cell(*centred("BỘ TRƯỞNG"), p(), p(), *centred("Lê Thị Cúc"))))


def test_annexes_and_attached_texts() -> None:
    attached = (
        p(ppr=C, runs=r("QUY CHẾ", "<w:b/>"))
        + p(ppr=C, runs=r("Làm việc", "<w:b/>"))
        + p("(Ban hành kèm theo Quyết định số 15/QĐ-BCT)", C)
        + p("Điều 1. Phạm vi")
    )
    found = anatomy(
        HEAD
        + p("Điều 1. Ban hành Quy chế")
        + SIGN
        + attached
        + p("Phụ lục I", C)
        + p("DANH MỤC", C)
        + p("(Kèm theo Quy chế)", C)
    )
    assert [piece.number for piece in found.units("attachment")] == ["1"]
    assert [piece.number for piece in found.of("annex-number", region="annex")] == ["I"]
    assert found.first("annexed", region="annex") is not None


def test_the_name_of_an_attached_text_is_kept_where_nothing_sets_it_apart() -> None:
    found = anatomy(
        HEAD
        + p("Điều 1. Ban hành Chương trình hành động")
        + SIGN
        + p("CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ")
        + p("VỀ THỦ ĐÔ")
        + p("(Ban hành kèm theo Nghị quyết số 12/NQ-CP)")
        + p("I. MỤC ĐÍCH")
    )
    outside = [(piece.role, piece.text) for piece in found.pieces if piece.region == "attachment"]
    assert outside[:3] == [
        ("type", "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ"),
        ("title", "VỀ THỦ ĐÔ"),
        ("annexed", "(Ban hành kèm theo Nghị quyết số 12/NQ-CP)"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        p(),
        p("Chỉ một dòng."),
        table((cell(p()),)),
        p("Điều 1."),
        p("“"),
        p("Nơi nhận:"),
        p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", C),
    ],
)
def test_odd_files_are_read(body: str) -> None:
    anatomy(body)


@pytest.mark.shared
def test_real_files(shared) -> None:  # type: ignore[no-untyped-def]
    from draftkit.word.read import read_word

    for path in sorted((shared / "samples/docx").glob("*.docx")):
        found = recognise(read_word(path), KINDS)
        assert found.official, path.name
        assert found.kind is not None
        wanted = ("NĐ-CP", "Nghị định") if "NĐ-CP" in path.name or "ND_CP" in path.name else ("TT-", "Thông tư")
        assert (wanted[0] in found.symbol, found.kind.title, bool(found.date)) == (True, wanted[1], True)
        assert found.of("signature-title")
        assert found.of("signature-name")
        assert len([piece for piece in found.units() if piece.level == "article"]) > 3


def test_header_without_national_name_and_motto() -> None:
    head = table((cell(*centred(*LEFT, NUMBER)), cell(*centred(DATE))))
    found = anatomy(head + AFTER)
    assert found.official
    assert (found.symbol, found.date) == ("12/BC-HC", "2026-06-05")


LETTER_TEXT = p(
    "Thực hiện Quyết định số 3637/QĐ-BCT ngày 19 tháng 12 năm 2025 của Bộ trưởng Bộ Công Thương, Cục đề nghị báo cáo./."
)


def test_a_sentence_with_a_number_is_no_number_line() -> None:
    head = table((cell(*centred(*LEFT, "Số: 12/HC-VP")), cell(*centred(*RIGHT, DATE))))
    found = anatomy(head + p("Kính gửi: Bộ Xây dựng.") + LETTER_TEXT)
    assert [piece.text for piece in found.of("number")] == ["Số: 12/HC-VP"]
    assert found.kind is not None
    assert found.kind.words["subject"]
    assert [piece.text for piece in anatomy(head + LETTER_TEXT).of("number")] == ["Số: 12/HC-VP"]


def test_a_legal_basis_is_no_date_line() -> None:
    head = table((cell(*centred("BỘ CÔNG THƯƠNG", "Số: 12/QĐ-BCT")), cell(*centred(*RIGHT, DATE))))
    found = anatomy(
        head
        + p("BỘ TRƯỞNG BỘ CÔNG THƯƠNG", C)
        + p("Căn cứ Luật Đầu tư công ngày 29 tháng 11 năm 2024;")
        + p("QUYẾT ĐỊNH:", C)
        + p("Điều 1. Nội dung")
    )
    assert [piece.text for piece in found.of("place-date")] == [DATE]
    assert found.kind is not None
    assert found.kind.words["code"] == "QĐ"


def test_bases_after_addressees() -> None:
    head = table((cell(*centred("BỘ CÔNG THƯƠNG", "Số: 12/TTr-BCT")), cell(*centred(*RIGHT, DATE))))
    front = (
        p(ppr=C, runs=r("TỜ TRÌNH", "<w:b/>"))
        + p(ppr=C, runs=r("Về việc mua sắm", "<w:b/>"))
        + p("Kính gửi: Chính phủ.", C)
    )
    found = anatomy(
        head
        + front
        + p("Căn cứ Luật Đầu tư công ngày 29 tháng 11 năm 2024;")
        + p("Căn cứ Luật Giá ngày 19 tháng 6 năm 2023.")
        + p("Điều 1. Nội dung")
    )
    assert len(found.of("legal-basis")) == 2


def test_who_a_telegram_is_sent_to() -> None:
    head = table((cell(*centred("THỦ TƯỚNG CHÍNH PHỦ", "Số: 12/CĐ-TTg")), cell(*centred(*RIGHT, DATE))))
    front = (
        p(ppr=C, runs=r("CÔNG ĐIỆN", "<w:b/>"))
        + p(ppr=C, runs=r("Về việc ứng phó mưa lũ", "<w:b/>"))
        + p(ppr=C, runs=r("THỦ TƯỚNG CHÍNH PHỦ điện:", "<w:b/>"))
    )
    found = anatomy(
        head
        + front
        + p("- Chủ tịch Ủy ban nhân dân tỉnh Phú Thọ;")
        + p("- Bộ trưởng Bộ Xây dựng.")
        + p("Để ứng phó mưa lũ, yêu cầu:")
    )
    assert [piece.text for piece in found.of("title")] == ["Về việc ứng phó mưa lũ"]
    assert (len(found.of("calls")), len(found.of("addressees-item"))) == (1, 2)
