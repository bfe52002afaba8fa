"""What the reader makes of the things that stand in Word files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from draftkit.word.read import plain, read_word
from draftkit.word.revisions import changed_by
from draftkit.word.values import Table
from draftkit.word.xml import parse
from tests.word.word import blocks, docx, p, paragraphs, part, r, read, texts

NUMBERING = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Chương %1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %2."/>\
<w:lvlRestart w:val="0"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
  <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3.%5"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride>\
</w:num>
"""


def listed(text: str, level: int, num: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_automatic_numbers_are_text() -> None:
    body = "".join(
        [
            listed("A", 0),
            listed("B", 1),
            listed("c", 2),
            listed("d", 3),
            listed("e", 3),
            listed("C", 1),
            listed("f", 2),
            listed("g", 4),
            listed("D", 0),
            listed("E", 1),
            listed("F", 1, 2),
            p("không số"),
        ]
    )
    assert [item.number for item in paragraphs(read(body, numbering=NUMBERING))] == [
        "Chương I",
        "Điều 1.",
        "1.",
        "a)",
        "b)",
        "Điều 2.",
        "1.",
        "1.1.1",
        "Chương II",
        "Điều 3.",
        "Điều 7.",
        "",
    ]


def test_numbers_in_words_are_those_word_prints() -> None:
    level = '<w:start w:val="21"/><w:numFmt w:val="vietnameseCounting"/><w:lvlText w:val="Phần %1."/>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    found = paragraphs(read(listed("A", 0) + listed("B", 0), numbering=numbering))
    assert [item.number for item in found] == ["Phần hai mươi mốt.", "Phần hai mươi hai."]


def test_numbers_come_through_styles_and_can_be_switched_off() -> None:
    styles = """<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Điều"/><w:pPr><w:numPr>\
<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Dieu"/></w:style>"""
    body = (
        p("a", '<w:pStyle w:val="Dieu"/>')
        + p("b", '<w:pStyle w:val="Con"/>')
        + p("c", '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert texts(read(body, numbering=NUMBERING, styles=styles)) == ["Điều 1. a", "Điều 2. b", "c"]


def test_formats_come_down_the_cascade_and_toggles_flip() -> None:
    styles = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="20"/>\
</w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr><w:sz w:val="26"/></w:rPr>\
</w:style>
    <w:style w:type="paragraph" w:styleId="H"><w:name w:val="Tiêu đề"/><w:basedOn w:val="N"/><w:pPr>\
<w:jc w:val="both"/><w:ind w:firstLine="720"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="S"><w:name w:val="Mạnh"/><w:rPr><w:b/></w:rPr></w:style>"""
    found = paragraphs(
        read(
            p(
                "",
                '<w:pStyle w:val="H"/>',
                r("một") + r("hai", '<w:rStyle w:val="S"/>') + r("ba", '<w:b w:val="0"/><w:sz w:val="28"/>'),
            ),
            styles=styles,
        )
    )[0]
    assert [(run.text, run.format.bold, run.format.size_pt, run.format.font) for run in found.runs] == [
        ("một", True, 13, "Arial"),
        ("hai", False, 13, "Arial"),
        ("ba", False, 14, "Arial"),
    ]
    assert (found.format.align, found.format.first_mm, found.format.style_name) == ("justify", 12.7, "Tiêu đề")


def test_fields_keep_their_result_and_their_code() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF dieu5 \\h '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    found = paragraphs(
        read(p("Điều ", "", field + r("5") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" này")))
    )[0]
    assert found.text() == "Điều 5 này"
    assert [(run.kind, run.text, run.target) for run in found.runs if run.kind != "text" or run.target] == [
        ("field-code", "REF dieu5 \\h", ""),
        ("text", "5", "dieu5"),
    ]


def test_signs_without_letters_are_kept() -> None:
    runs = (
        '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Symbol" '
        'w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    )
    assert texts(read(p("", "", runs))) == ["a\tb\n\u2011\u00ad≥☐"]


def test_wrappers_are_opened_and_alternatives_read_once() -> None:
    body = f"""<w:sdt><w:sdtContent>{p("một")}</w:sdtContent></w:sdt><w:p><w:smartTag>{r("hai")}</w:smartTag><w:sdt>\
<w:sdtContent>{r(" ba")}</w:sdtContent></w:sdt>
    <w:hyperlink w:anchor="x">{r(" bốn")}</w:hyperlink></w:p>
    <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="360000" cy="0"/>\
<wp:docPr id="1" name="n" descr="hộp"/>
    <wps:txbx><w:txbxContent>{p("trong hộp")}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>
    <mc:Fallback><w:pict><v:textbox><w:txbxContent>{p("trong hộp")}</w:txbxContent></v:textbox></w:pict>\
</mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    found = paragraphs(read(body))
    assert [item.text() for item in found] == ["một", "hai ba bốn", ""]
    assert [
        (drawing.kind, drawing.width_mm, drawing.alt, [plain(block) for block in drawing.blocks])
        for drawing in found[2].drawings
    ] == [("textbox", 10, "hộp", ["trong hộp"])]
    assert found[1].runs[-1].link == "#x"


def test_equations_have_a_linear_text() -> None:
    half = "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    assert texts(read(f"<w:p><m:oMath>{half}<m:r><m:t>=</m:t></m:r>{power}</m:oMath></w:p>")) == ["(a+b)/2=x²"]


def test_merged_and_nested_tables() -> None:
    def cell(text: str, tcpr: str = "", more: str = "") -> str:
        return f"<w:tc><w:tcPr>{tcpr}</w:tcPr>{more}{p(text)}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell('trong')}</w:tr></w:tbl>"
    body = f"""<w:tbl><w:tblGrid><w:gridCol w:w="1440"/><w:gridCol w:w="1440"/></w:tblGrid>
    <w:tr><w:trPr><w:tblHeader/></w:trPr>{cell("đầu", '<w:gridSpan w:val="2"/>')}</w:tr>
    <w:tr>{cell("a", '<w:vMerge w:val="restart"/>')}{cell("b", more=inner)}</w:tr><w:tr>{cell("", "<w:vMerge/>")}\
{cell("c")}</w:tr></w:tbl>"""
    (table,) = blocks(read(body))
    assert isinstance(table, Table)
    assert table.columns_mm == (25.4, 25.4)
    assert [row.header for row in table.rows] == [True, False, False]
    assert [[(cell.across, cell.down) for cell in row.cells] for row in table.rows] == [
        [(2, 1)],
        [(1, 2), (1, 1)],
        [(1, 0), (1, 1)],
    ]
    assert plain(table) == "đầu\na\ttrong\nb\n\tc"


def test_notes_and_comments_know_their_places() -> None:
    body = p(
        "",
        "",
        r("Một")
        + '<w:r><w:footnoteReference w:id="5"/></w:r><w:commentRangeStart w:id="3"/>'
        + r(" hai")
        + '<w:commentRangeEnd w:id="3"/>',
    )
    file = read(
        body + p("", "", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=(
            f'<w:footnote w:type="separator" w:id="0">{p()}</w:footnote><w:footnote w:id="2">{p("chú hai")}'
            f'</w:footnote><w:footnote w:id="5">{p("chú một")}</w:footnote>'
        ),
        comments=(
            '<w:comment w:id="3" w:author="Vụ Pháp chế" '
            f'w:date="2026-11-02T08:00:00Z">{p("Xem lại")}{p("chỗ này")}</w:comment>'
        ),
    )
    assert texts(file) == ["Một1 hai", "2"]
    assert {id: [plain(block) for block in note] for id, note in file.footnotes.items()} == {
        "5": ["chú một"],
        "2": ["chú hai"],
    }
    (comment,) = file.comments
    assert (comment.author, comment.date, comment.text, comment.paragraph, comment.quote) == (
        "Vụ Pháp chế",
        "2026-11-02T08:00:00Z",
        "Xem lại\nchỗ này",
        1,
        " hai",
    )


CHANGED = (
    p(
        "",
        '<w:rPr><w:del w:id="1" w:author="A" w:date="d"/></w:rPr>',
        r("Trước ") + '<w:ins w:id="2" w:author="A">' + r("mới ") + "</w:ins>"
        '<w:del w:id="3" w:author="B"><w:r><w:delText xml:space="preserve">cũ </w:delText></w:r></w:del>',
    )
    + p("sau")
    + p("thêm", '<w:rPr><w:ins w:id="4" w:author="A"/></w:rPr>')
    + p("cuối")
    + (
        f'<w:tbl><w:tr><w:trPr><w:ins w:id="5" w:author="A"/></w:trPr><w:tc>{p("hàng mới")}</w:tc></w:tr><w:tr>'
        f"<w:tc>{p('hàng cũ')}</w:tc></w:tr></w:tbl>"
    )
)


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ("keep", ["Trước mới ", "sau", "thêm", "cuối", "hàng mới\nhàng cũ"]),
        ("accept", ["Trước mới sau", "thêm", "cuối", "hàng mới\nhàng cũ"]),
        ("reject", ["Trước cũ ", "sau", "thêmcuối", "hàng cũ"]),
    ],
)
def test_tracked_changes_are_marked_accepted_or_rejected(changes: str, shown: list[str]) -> None:
    assert [plain(block) for block in blocks(read(CHANGED, changes))] == shown


def test_changes_are_counted_as_people_count_them() -> None:
    """New words of A before those that B takes out are two; the end of a paragraph that goes with its mark is one."""
    ended = p("", '<w:rPr><w:del w:author="B"/></w:rPr>', r("giữ") + '<w:del w:author="B">' + r("bỏ") + "</w:del>")
    told = changed_by(parse(part("document", f"<w:body>{CHANGED}{ended}</w:body>"), ""))
    assert told == (Counter(A=4, B=2), Counter())


def test_kept_changes_say_who_and_when() -> None:
    found = paragraphs(read(CHANGED))[0]
    assert [
        (run.text, run.revision.kind if run.revision else "", run.revision.author if run.revision else "")
        for run in found.runs
    ] == [("Trước ", "", ""), ("mới ", "ins", "A"), ("cũ ", "del", "B")]
    assert found.mark is not None
    assert (found.mark.kind, found.mark.date) == ("del", "d")


def test_sections_inherit_headers() -> None:
    first = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" '
        'w:right="850" w:header="567" w:footer="567"/></w:sectPr>'
    )
    file = read(
        p("một", first)
        + p("hai")
        + '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgNumType w:start="1"/></w:sectPr>'
    )
    assert [
        (section.page_mm, section.landscape, section.first_number, len(section.blocks)) for section in file.sections
    ] == [((210.01, 297.0), False, None, 1), ((297.0, 210.01), True, 1, 1)]
    assert file.sections[0].margin_mm["left"] == 30.0


def test_strict_files_read_like_transitional_ones() -> None:
    body = p("a", '<w:spacing w:before="6pt"/>')
    data = docx(body)
    from draftkit.word.package import read_package, zip_bytes

    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in read_package(data).items()
    }
    found = paragraphs(read_word(zip_bytes(strict)))[0]
    assert (found.text(), found.format.before_pt) == ("a", 6)


@pytest.mark.shared
def test_accepted_twins_of_others(shared: Path) -> None:
    folder = shared / "samples/tracked"
    pairs = [line.split("\t") for line in (folder / "PAIRS.tsv").read_text(encoding="utf-8").splitlines()[1:]]

    def shown(path: Path, changes: str) -> list[str]:
        file = read_word(path, changes=changes)
        notes = (block for note in (*file.footnotes.values(), *file.endnotes.values()) for block in note)
        return [plain(block) for block in (*blocks(file), *notes)]

    wrong = [before for before, after, mode in pairs if shown(folder / before, mode) != shown(folder / after, "keep")]
    assert len(pairs) >= 26
    assert wrong == []


def test_words_above_others_follow_them_in_brackets() -> None:
    above = f"<w:r><w:ruby><w:rt>{r('âm đọc')}</w:rt><w:rubyBase>{r('chữ gốc')}</w:rubyBase></w:ruby></w:r>"
    assert texts(read(p(runs=r("Có ") + above + r(" ở đây.")))) == ["Có chữ gốc (âm đọc) ở đây."]


@pytest.mark.parametrize(("mode", "left"), [("", -1.91), ("14", -1.91), ("15", 0)])
def test_before_word_2013_words_in_a_table_stand_under_the_text_and_not_its_edge(mode: str, left: float) -> None:
    inner = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    compat = f'<w:compatSetting w:name="compatibilityMode" w:val="{mode}"/>' if mode else ""
    table = blocks(read(inner.format(inner.format(p("a")) + p()), settings=f"<w:compat>{compat}</w:compat>"))[0]
    assert isinstance(table, Table)
    within = table.rows[0].cells[0].blocks[0]
    assert isinstance(within, Table)
    assert (table.indent_mm, within.indent_mm) == (left, 0)
