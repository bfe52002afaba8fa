"""Pages without a word processor: all of the text, the measures of the Word file, archival and accessible PDF."""

from __future__ import annotations

import copy
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from draftkit.errors import OutputError, SourceError
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.word.omml import parts as formula
from draftkit.word.package import zip_bytes
from draftkit.word.read import plain, read_word
from draftkit.word.values import Block, Paragraph, ParagraphFormat, Run, RunFormat
from draftkit.writers.paged import cuts
from draftkit.writers.paged import pages as engine
from draftkit.writers.paged.layout import Names, edges
from draftkit.writers.paged.pages import write_pages
from draftkit.writers.paged.room import Room
from tests.conftest import CHECKOUT
from tests.helpers import parts, write_project
from tests.samples import one_of_each_make, pages_of, word_of

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def _docx(path: Path) -> bytes:
    return Session(open_project(CHECKOUT, None)).read(path).docx()


def _shown(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text)).lower())


def _pages(pdf: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("name", one_of_each_make())
def test_every_kind_is_set_whole(name: str) -> None:
    """Each letter of the Word file stands in the PDF; formulas are set in other signs."""
    wanted = _letters("\n".join(_said(section.blocks) for section in read_word(word_of(name), name).sections))
    assert _letters(_shown(pages_of(name))) >= wanted


def _said(blocks: Sequence[Block]) -> str:
    """The words of blocks; formulas are set in other signs than they are written in."""
    return "\n".join(
        plain(block._replace(runs=tuple(run for run in block.runs if run.kind != "math")))
        if isinstance(block, Paragraph)
        else "\n".join(_said(cell.blocks) for row in block.rows for cell in row.cells)
        for block in blocks
    )


def test_the_pdf_is_archival_accessible_and_the_same_each_time() -> None:
    import pypdfium2

    docx = _docx(CHECKOUT / "templates/letter/sample/draft.md")
    (pdf,) = write_pages(docx, "a")
    assert write_pages(docx, "a") == [pdf]
    for mark in (b"pdfaid:part>2<", b"pdfaid:conformance>A<", b"pdfuaid:part>1<", b"/StructTreeRoot", b"/Lang(vi"):
        assert mark in pdf.replace(b"/Lang (", b"/Lang("), mark
    title = read_word(docx, "a").properties["title"]
    assert title
    assert pypdfium2.PdfDocument(pdf).get_metadata_dict()["Title"] == title


def test_pages_as_pictures() -> None:
    docx = _docx(CHECKOUT / "templates/letter/sample/draft.md")
    pictures = write_pages(docx, "a", format="png", ppi=50.0)
    assert len(pictures) == _pages(write_pages(docx, "a")[0])
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_text_is_never_evaluated() -> None:
    """Signs of typst, of markup and of control print as they are."""
    docx = _docx(CHECKOUT / "templates/letter/sample/draft.md")
    text = '#panic("x") *đậm* _nghiêng_ $x^2$ @nhãn &lt;nhãn&gt; = Tiêu đề // chú thích \\ `mã` #read("/etc/passwd")'
    xml = parts(docx)["word/document.xml"].decode()
    changed, count = re.subn(r"(<w:t[^>]*>)Căn cứ[^<]*", rf"\g<1>{text}".replace("\\ `", "\\\\ `"), xml, count=1)
    if not count:
        changed, count = re.subn(r"(<w:t[^>]*>)[^<]{30,}", lambda found: found[1] + text, xml, count=1)
    assert count
    (pdf,) = write_pages(zip_bytes({**parts(docx), "word/document.xml": changed.encode()}), "a")
    said = re.sub(r"\s+", "", _shown(pdf))
    assert '#panic("x")*đậm*_nghiêng_$x^2$@nhãn<nhãn>=Tiêuđề' in said
    assert '#read("/etc/passwd")' in said


def test_a_damaged_file_is_a_message() -> None:
    with pytest.raises(SourceError):
        write_pages(b"no zip", "thư.docx")


def test_what_typst_cannot_set_is_a_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "paged.typ"
    broken.write_text("#panic(1)", encoding="utf-8")
    monkeypatch.setattr(engine, "PROGRAM", broken)
    with pytest.raises(OutputError, match="thư"):
        write_pages(_docx(CHECKOUT / "templates/letter/sample/draft.md"), "thư")


def test_signs_that_fonts_of_text_lack_are_set(tmp_path: Path) -> None:
    path = write_project(tmp_path, "### Điều. Một\nĐánh dấu ☐ hay ✓ hay ☑, rồi ☒ → ≥.\n")
    pdf = write_pages(Session(open_project(tmp_path, None)).read(path).docx(), "thư")[0]
    assert "☐ hay ✓ hay ☑, rồi ☒ → ≥" in _shown(pdf)


def test_a_letter_that_no_font_has_is_named_with_its_place(tmp_path: Path) -> None:
    path = write_project(tmp_path, "### Điều. Một\nLời đầu.\n\nChữ 𓀀 lạ.\n")
    with pytest.raises(OutputError) as told:
        write_pages(Session(open_project(tmp_path, None)).read(path).docx(), "thư")
    assert told.value.values["letters"] == "𓀀"
    assert told.value.values["code"] == "U+13000"
    assert "Chữ 𓀀 lạ." in str(told.value.values["words"])


def test_a_number_of_an_act_and_a_unit_are_not_parted_at_the_slash(tmp_path: Path) -> None:
    """Line after line the same words come to stand elsewhere: none may end behind the slash, as in Word."""
    said = "theo số 08/2026/NĐ-CP là 5 mg/m^3^, và/hoặc 01/02/2026 tại [trang](https://a.vn/mot/hai), "
    path = write_project(tmp_path, f"### Điều. Một\n{said * 30}\n")
    shown = _shown(write_pages(Session(open_project(tmp_path, None)).read(path).docx(), "thư")[0])
    assert shown.count("mg/m3") == shown.count("08/2026/NĐ") == shown.count("và/hoặc") == 30
    assert not re.search(r"/\s*$", shown, re.MULTILINE)


def test_the_first_line_stands_where_the_page_begins() -> None:
    """Of a decree: 20 mm of margin, the rest of a line of 13 pt above its base; 30 mm on the left."""
    import pypdfium2

    page = pypdfium2.PdfDocument(write_pages(_docx(CHECKOUT / "templates/decree/sample/draft.md"), "a")[0])[0]
    text = page.get_textpage()
    at = text.get_text_range().index("CHÍNH PHỦ")
    base = (page.get_height() - text.get_charbox(at + 3)[1]) * 25.4 / 72
    wanted = 20 + (0.3 + 13 * (1.149 - 0.216)) * 25.4 / 72
    assert base == pytest.approx(wanted, abs=0.3)
    lefts = [text.get_charbox(index)[0] * 25.4 / 72 for index in range(text.count_chars()) if index > at + 200]
    assert min(left for left in lefts if left) == pytest.approx(30, abs=0.3)


@pytest.mark.parametrize(
    ("form", "height"),
    [
        (ParagraphFormat(), 14 * 1.149),
        (ParagraphFormat(line=1.5), 14 * 1.149 * 1.5),
        (ParagraphFormat(line=18, line_rule="exact"), 18),
        (ParagraphFormat(line=10, line_rule="atLeast"), 14 * 1.149),
        (ParagraphFormat(line=30, line_rule="atLeast"), 30),
    ],
)
def test_a_line_is_as_high_as_word_makes_it(form: ParagraphFormat, height: float) -> None:
    assert sum(edges(form, 14, "Times New Roman")) == pytest.approx(height, abs=0.01)


def test_the_depth_of_headings_grows_by_one() -> None:
    names = Names({})
    assert [names.depth(level) for level in (0, 2, 5, 5, 3, 1, 4)] == [0, 1, 2, 2, 2, 1, 2]


def test_formulas_keep_their_structure() -> None:
    assert formula(
        f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
        "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    ) == [["frac", ["a"], ["b"]], ["attach", ["x"], [], ["2"]]]


def test_deleted_words_do_not_print() -> None:
    from draftkit.word.values import Revision
    from draftkit.writers.paged.layout import _paragraph

    form = RunFormat(size_pt=14)
    paragraph = Paragraph(1, (Run("còn", form), Run("mất", form, revision=Revision("del"))), ParagraphFormat())
    assert [run["text"] for run in _paragraph(paragraph, Names({}), Room(400, 700))["runs"]] == ["còn"]


def test_what_stands_above_a_page_that_is_begun_and_below_a_frame() -> None:
    from draftkit.word.values import Stroke
    from draftkit.writers.paged.layout import _blocks

    def gaps(*forms: ParagraphFormat) -> list[tuple[str, float, float]]:
        blocks = [Paragraph(at, (Run("lời", RunFormat(size_pt=10)),), form) for at, form in enumerate(forms)]
        made = _blocks(blocks, Names({}), Room(400, 700), flows=True)
        return [(one["kind"], round(one["gap"], 2), round(one.get("after", 0), 2)) for one in made]

    usual = ParagraphFormat(before_pt=6, after_pt=8, line=1.5)
    between = 11.49 / 2
    assert gaps(usual, usual._replace(page_break_before=True), usual) == [
        ("paragraph", 6, round(8 + between, 2)),
        ("page-break", 0, 0),
        ("paragraph", 6, round(8 + between, 2)),
        ("paragraph", round(8 + between, 2), round(8 + between, 2)),
    ]
    framed = ParagraphFormat(before_pt=4, after_pt=2, strokes={"top": Stroke("single", 0.75, "", 1)})
    assert gaps(framed) == [("box", 4, 2)]


def test_typefaces_are_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pieces are set: to look takes ten times as long as to set a page."""
    import typst

    asked = []
    monkeypatch.setattr(typst, "Fonts", lambda real=typst.Fonts, **how: asked.append(how) or real(**how))
    engine.typefaces.cache_clear()
    program = tmp_path / "a.typ"
    program.write_text("Một", encoding="utf-8")
    for _ in range(3):
        assert engine.made(lambda one: one.compile(), str(program), str(tmp_path), "a").startswith(b"%PDF")
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("- Rối loạn", 1),
        ("- Liệt vận động từ hai chi trở lên", 5),
        ("- Thị lực nhìn xa từng mắt: mắt tốt dưới 8/10", 6),
        ("khôngcóchỗnàongắtđược", 3),
    ],
)
def test_a_paragraph_in_a_narrow_cell_takes_the_lines_that_its_words_fill(words: str, lines: int) -> None:
    """What may not be parted is kept in one piece as long as it surely fits on a page: a row that was taken for three
    times its height was parted, where Word parts none."""
    form = RunFormat(size_pt=12)
    paragraph = Paragraph(1, (Run(words, form),), ParagraphFormat(line=1))
    assert Room(60, 700).reach(paragraph) == pytest.approx(lines * 12 * 1.2)


def _parted(pdf: bytes) -> list[str]:
    """The notes that stand on another page than what they are about; each says the name of its row."""
    import pypdfium2

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    found = [(name, number) for number, text in enumerate(pages) for name in re.findall(r"Chú của (\w+)", text)]
    assert len(found) == 60
    return [name for name, number in found if f"Hàng {name}" not in pages[number]]


@pytest.mark.parametrize(("joined", "ahead"), [(1, 64), (3, 22)])
def test_notes_of_a_dense_table_stand_on_the_pages_of_their_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, joined: int, ahead: int
) -> None:
    monkeypatch.setattr(cuts, "_AHEAD", ahead)  # a table longer than that is cut by guess at first
    names = [f"{one}{two}" for one in "abcdef" for two in "ghiklmnopq"]
    rows = "".join(f"{'' if at % joined else 'Nhóm'};Hàng {name}[^{name}]\n" for at, name in enumerate(names))
    merged = ", ".join(f"A{at + 2}:A{at + 1 + joined}" for at in range(0, 60, joined))
    notes = "".join(
        f"\n[^{name}]: Chú của {name}, {'dài hơn một dòng ' * (3 + at % 9)}.\n" for at, name in enumerate(names)
    )
    table = f"```bang x.csv\n{f'gop: [{merged}]' if joined > 1 else ''}\n```"
    path = write_project(tmp_path, f"### Điều. Danh mục\n1. Gồm:\n\n{table}\n\n2. Hết.\n{notes}")
    (path.parent / "x.csv").write_text(f"Cột;Tên cột\n{rows}", encoding="utf-8")
    (pdf,) = write_pages(Session(open_project(tmp_path, None)).read(path).docx(), "x")
    assert _pages(pdf) > 4
    assert _parted(pdf) == []
    assert _shown(pdf).count("Tên cột") >= 3, "the headings are repeated"
    assert _shown(pdf).count("Hàng ") == 60


def test_a_page_of_a_long_table_is_sought_with_little_more_than_it_holds(tmp_path: Path) -> None:
    """Each page was sought with all the rest of the table: 360 rows took twelve seconds."""
    text = [{"kind": "text", "text": "x"}, {"kind": "note", "text": "1", "blocks": []}]
    cell = {"blocks": [{"kind": "paragraph", "runs": text}]}
    rows = [{"cells": [copy.deepcopy(cell)], "joined": 0} for _ in range(360)]
    table = {"kind": "table", "noted": True, "rows": rows, "heads": 1, "again": True}
    del rows[0]["cells"][0]["blocks"][0]["runs"][1]
    data = {"sections": [{"headers": {"default": []}, "footers": {}, "blocks": [table]}], "usual": {"linked": True}}
    asked: list[int] = []

    class Compiler:
        """Says that a page holds thirty rows."""

        def query(self, *_: object, **__: object) -> str:
            told = json.loads((tmp_path / cuts.DATA).read_text(encoding="utf-8"))
            (shown,) = told["sections"][0]["blocks"]
            begun = [at for at, row in enumerate(shown["rows"]) if "cut" in row]
            asked.append(len(shown["rows"]))
            ends = [*begun, len(shown["rows"])]
            late = [at for start, end in zip([0, *begun], ends, strict=False) for at in range(start + 30, end)]
            return json.dumps([shown["rows"][at]["cells"][0]["blocks"][0]["runs"][1]["row"] for at in late])

    cuts.settled(Compiler(), data, tmp_path)
    assert [at for at, row in enumerate(rows) if "cut" in row] == list(range(30, 360, 30))
    assert asked.count(360) == 2, "all at first and at the end"
    assert max(asked[1:-1]) <= 65, "in between a page and a little more"
