"""The Word file: named styles only, live references, honest parts, same bytes; and what happens when a template or the
disk is at fault."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from draftkit.errors import ConfigError, InternalError, OutputError
from draftkit.files.whole import write_whole
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.measure import TWIPS_PER_MM, wrap
from draftkit.model.tree import Occasion
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.word.package import read_package, zip_bytes
from draftkit.word.read import read_word
from draftkit.writers.docx.balance import Balance
from draftkit.writers.docx.verify import checked, well_formed
from draftkit.writers.docx.writer import write_docx
from draftkit.writers.html_page import write_html
from draftkit.writers.text import paragraphs
from tests.conftest import CHECKOUT
from tests.helpers import META, TEMPLATES, M, W, document, parts, profile, template, word, word_paragraphs, xml
from tests.judge import word_faults

PNG = (CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes()
RICH = """\
# Chương. Quy định chung {#chuong}
## Mục. Mục một
### Điều. Phạm vi **đậm** {#pham-vi}
Mở đầu *nghiêng* m^3^ H~2~S ***cả hai***[^1] & < > " '.
1. Khoản một: {#k1}
a) Điểm a; {#a}
b) Điểm b theo @a, @k1 và @bang-1, @ct-1, @hinh-1. {#b}
2. Khoản hai theo @a và @b; @k1.
### Điều. Hiệu lực {#hieu-luc}
Theo @pham-vi, @phu-luc-1, @mau-1, [trang](https://example.vn/?a=1&b="2").

Bảng. Tên bảng {#bang-1}
| STT | Tên | Mức |
|:-:|---|--:|
| 1 | Nước **thải** | 70 |

$$ T = \\frac{A}{B} $$ {#ct-1}

Với $x_1$ trong dòng.

![Sơ đồ](so-do.png "Tên hình"){#hinh-1}

1. Sửa đổi như sau:
> “Điều 5a. Tên điều
> 1. Khoản trích.”.
::: giua
Giữa dòng
:::

Họ và tên: ...............

# Phụ lục. Danh mục {#phu-luc-1}
## Mẫu. Báo cáo {#mau-1}
1. Theo @hieu-luc.
# Phụ lục. Bảng ngang {#phu-luc-2 .ngang}
## Mục. Một
Chữ[^2].
# Phụ lục. Bảng dọc
Chữ cuối.

[^1]: Lời chú *một*.

[^2]: Lời chú hai theo @pham-vi.
"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document(
        tmp_path_factory.mktemp("rich"),
        RICH,
        META + "du_thao: {lan: 1, ngay: 2026-02-03}\ntu_khoa: [nước, khí]\n",
        {"so-do.png": PNG},
    )


@pytest.fixture(scope="module")
def docx(rich: Document) -> bytes:
    assert rich.bound.faults == ()
    return word(rich)


def styles(docx: bytes) -> dict[str, etree._Element]:
    return {node.get(f"{W}styleId"): node for node in xml(docx, "word/styles.xml").iter(f"{W}style")}


def test_only_named_styles_and_the_few_direct_properties_that_carry_meaning(docx: bytes) -> None:
    root = xml(docx)
    allowed_run = {f"{W}b", f"{W}i", f"{W}vertAlign", f"{W}rStyle"}
    runs = {child.tag for node in root.iter(f"{W}rPr") for child in node}
    assert runs <= allowed_run
    set_in = {style.id for style in profile().styles.values() if style.align == "center"}
    for node in root.iter(f"{W}pPr"):
        style = node.find(f"{W}pStyle")
        assert style is not None
        extra = {child.tag for child in node} - {
            f"{W}{tag}" for tag in ("pStyle", "keepNext", "pageBreakBefore", "sectPr")
        }
        assert extra <= ({f"{W}ind"} if style.get(f"{W}val") in set_in else set())


def test_every_paragraph_has_a_style_that_exists(docx: bytes) -> None:
    known = styles(docx)
    for part in ("word/document.xml", "word/footnotes.xml", "word/header1.xml"):
        for paragraph in xml(docx, part).iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            if paragraph.getparent().get(f"{W}type") is None:
                assert style is not None
                assert style.get(f"{W}val") in known
        for node in [*xml(docx, part).iter(f"{W}rStyle"), *xml(docx, part).iter(f"{W}tblStyle")]:
            assert node.get(f"{W}val") in known


def test_bookmarks_are_unique_short_and_closed(docx: bytes) -> None:
    starts = list(xml(docx).iter(f"{W}bookmarkStart"))
    names, ids = [node.get(f"{W}name") for node in starts], [node.get(f"{W}id") for node in starts]
    assert len(names) > 15
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)
    assert len(set(ids)) == len(ids)
    assert [node.get(f"{W}id") for node in xml(docx).iter(f"{W}bookmarkEnd")] == ids


def bookmark_texts(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    open_names: dict[str, str] = {}
    for node in root.iter():
        if node.tag == f"{W}bookmarkStart":
            open_names[node.get(f"{W}id")] = node.get(f"{W}name")
            found[node.get(f"{W}name")] = ""
        elif node.tag == f"{W}bookmarkEnd":
            del open_names[node.get(f"{W}id")]
        elif node.tag == f"{W}t":
            for name in open_names.values():
                found[name] += node.text or ""
    return found


def test_every_reference_shows_what_stands_at_its_bookmark(docx: bytes) -> None:
    marks = bookmark_texts(xml(docx))
    fields = [
        node
        for part in ("word/document.xml", "word/footnotes.xml")
        for node in xml(docx, part).iter(f"{W}fldSimple")
        if " REF " in node.get(f"{W}instr")
    ]
    assert len(fields) >= 12
    for node in fields:
        name = node.get(f"{W}instr").split()[1]
        assert "".join(text.text for text in node.iter(f"{W}t")) == marks[name]


def test_references_of_a_label_used_twice_go_to_the_first(tmp_path: Path) -> None:
    made = word(document(tmp_path, "### Điều. A {#x}\n### Điều. B {#x}\nTheo @x.\n"))
    names = [node.get(f"{W}name") for node in xml(made).iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names) == 2
    assert bookmark_texts(xml(made))["x"] == "1"


def test_headings_carry_outline_levels_for_the_navigation_pane(docx: bytes) -> None:
    by_role = profile().roles
    levels = {}
    for role in ("chapter-number", "section-number", "article", "annex-number", "form-number"):
        node = styles(docx)[by_role[role].id].find(f"{W}pPr/{W}outlineLvl")
        assert node is not None, role
        levels[role] = int(node.get(f"{W}val"))
    assert levels["chapter-number"] < levels["section-number"] < levels["article"]
    assert levels["annex-number"] < levels["form-number"]
    assert styles(docx)[by_role["clause"].id].find(f"{W}pPr/{W}outlineLvl") is None


def tables(docx: bytes) -> list[etree._Element]:
    return [
        table
        for table in xml(docx).iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") in ("BangKe", "BangTrong")
    ]


def test_header_rows_repeat_and_no_row_splits(docx: bytes) -> None:
    (table,) = tables(docx)
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_headings_of_two_rows_repeat_both(tmp_path: Path) -> None:
    rows = "Lĩnh vực;Năm 2025;\n;Số lượng;Giá trị\nNước;1;2\n"
    made = document(tmp_path, "```bang hai.csv\ngop: [A1:A2, B1:C1]\n```\n", files={"hai.csv": rows})
    (table,) = tables(word(made))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")] == [True, True, False]


def test_column_widths_fill_the_text_area_and_match_their_cells(docx: bytes) -> None:
    (table,) = tables(docx)
    grid = [int(node.get(f"{W}w")) for node in table.iter(f"{W}gridCol")]
    assert sum(grid) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
    assert abs(sum(grid) - 160 * 1440 / 25.4) < 2
    for row in table.findall(f"{W}tr"):
        assert [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.findall(f"{W}tc")] == grid


@pytest.mark.parametrize(("rows", "pieces"), [(10, 1), (399, 1), (401, 3), (1000, 6)])
def test_a_long_table_is_cut_into_adjoining_tables(tmp_path: Path, rows: int, pieces: int) -> None:
    made = document(
        tmp_path,
        "```bang dai.csv\n```\n",
        files={"dai.csv": "STT,Tên\n" + "".join(f"{number},Tên {number}\n" for number in range(rows))},
    )
    found = tables(word(made))
    assert len(found) == pieces
    assert all(after.getprevious() is before for before, after in pairwise(found)), "tables must adjoin"
    cells = [cell for table in found for cell in table.iter(f"{W}t")]
    assert len(cells) == 2 * (rows + 1)
    assert len({tuple(node.get(f"{W}w") for node in table.iter(f"{W}gridCol")) for table in found}) == 1


def test_footnotes_stand_in_their_part_in_the_order_of_their_marks(docx: bytes) -> None:
    marks = [node.get(f"{W}id") for node in xml(docx).iter(f"{W}footnoteReference")]
    notes = {node.get(f"{W}id"): node for node in xml(docx, "word/footnotes.xml").iter(f"{W}footnote")}
    assert marks == ["2", "3"]
    assert set(notes) == {"0", "1", "2", "3"}
    assert "".join(text.text for text in notes["2"].iter(f"{W}t")).strip() == "Lời chú một."
    assert (
        "".join(text.text for text in notes["3"].iter(f"{W}t")).strip() == "Lời chú hai theo Điều 1 của Nghị định này."
    )
    assert all(node.find(f".//{W}footnoteRef") is not None for key, node in notes.items() if key in marks)


def test_core_properties_name_title_and_language_but_no_person(docx: bytes) -> None:
    core = xml(docx, "docProps/core.xml")
    values = {etree.QName(node).localname: (node.text or "") for node in core}
    assert values["title"] == "Nghị định về thử nghiệm"
    assert values["language"] == "vi-VN"
    assert values["keywords"] == "nước, khí"
    assert values["creator"] == ""
    assert "lastModifiedBy" not in values
    assert values["created"] == "2026-06-05T00:00:00Z"
    lang = xml(docx, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert lang is not None
    assert lang.get(f"{W}val") == "vi-VN"


def test_formulas_are_native_equations(docx: bytes) -> None:
    equations = list(xml(docx).iter(f"{M}oMath"))
    assert len(equations) == 2
    assert equations[0].find(f".//{M}f") is not None, "a fraction"
    assert "".join(node.text for node in equations[1].iter(f"{M}t")) == "x1"


@pytest.mark.parametrize(
    "body",
    [
        "Gọi $\\frac{a$ là.",
        "$$ \\begin{x $$",
        "Bảng. Nồng độ $x_1$\n| A |\n|---|\n| $y^2$ |",
        "> “1. Gọi $z$”.",
        "**$b$** và *[$c$](https://a.vn)*",
    ],
)
def test_a_formula_anywhere_even_a_broken_one_does_not_stop_the_build(tmp_path: Path, body: str) -> None:
    made = document(tmp_path, body + "\n\nĐoạn sau.\n")
    assert "Đoạn sau." in word_paragraphs(word(made))


def test_a_picture_has_alternative_text_a_part_and_a_content_type(docx: bytes) -> None:
    drawing = next(xml(docx).iter(f"{W}drawing"))
    assert [node.get("descr") for node in drawing.iter() if etree.QName(node).localname == "docPr"] == ["Sơ đồ"]
    relation = next(node for node in drawing.iter() if etree.QName(node).localname == "blip").values()[0]
    target = {node.get("Id"): node.get("Target") for node in xml(docx, "word/_rels/document.xml.rels")}[relation]
    assert parts(docx)[f"word/{target}"] == PNG
    assert b'Extension="png"' in parts(docx)["[Content_Types].xml"]


def test_the_same_picture_twice_is_stored_once_with_two_drawing_ids(tmp_path: Path) -> None:
    made = word(document(tmp_path, "![Một](a.png)\n\n![Hai](a.png)\n", files={"a.png": PNG}))
    assert [name for name in parts(made) if "media" in name] == ["word/media/image1.png"]
    ids = [node.get("id") for node in xml(made).iter() if etree.QName(node).localname == "docPr"]
    assert len(set(ids)) == 2


def test_every_relationship_leads_to_a_part_that_exists(docx: bytes) -> None:
    names = set(parts(docx))
    for node in xml(docx, "word/_rels/document.xml.rels"):
        if node.get("TargetMode") != "External":
            assert f"word/{node.get('Target')}" in names


def test_each_annex_is_a_section_that_restarts_page_numbers(docx: bytes) -> None:
    sections = list(xml(docx).iter(f"{W}sectPr"))
    assert len(sections) == 4
    assert [
        node.find(f"{W}pgNumType") is not None and node.find(f"{W}pgNumType").get(f"{W}start") == "1"
        for node in sections
    ] == [False, True, True, True]
    assert all(node.find(f"{W}titlePg") is not None for node in sections)
    assert all(node.find(f"{W}headerReference") is not None for node in sections)
    landscape = [node.find(f"{W}pgSz").get(f"{W}orient") == "landscape" for node in sections]
    assert landscape == [False, False, True, False]


def test_a_landscape_page_is_turned_with_its_margins(docx: bytes) -> None:
    upright, turned = (list(xml(docx).iter(f"{W}sectPr"))[index] for index in (1, 2))
    size, turned_size = upright.find(f"{W}pgSz"), turned.find(f"{W}pgSz")
    assert (turned_size.get(f"{W}w"), turned_size.get(f"{W}h")) == (size.get(f"{W}h"), size.get(f"{W}w"))
    margin, turned_margin = upright.find(f"{W}pgMar"), turned.find(f"{W}pgMar")
    assert turned_margin.get(f"{W}top") == margin.get(f"{W}left")


def test_the_visible_text_is_the_canonical_text(rich: Document, docx: bytes) -> None:
    shown = word_paragraphs(docx)
    body = [text for text in paragraphs(body_flow(rich.bound)) if text]
    annexes = [text for text in paragraphs(annex_flow(rich.bound, rich.frame.annexed)) if text]
    start = shown.index(rich.frame.enactment) + 1
    assert [text.replace("\t", "") for text in shown[start : start + len(body)]] == body
    assert shown[-len(annexes) :] == annexes
    assert all(text in shown for text in rich.frame.texts())


def test_size_pair_12_changes_the_styles_and_nothing_else(tmp_path: Path) -> None:
    small, usual = (
        word(document(tmp_path / pair, "### Điều. A\n1. B.\n", f"{META}co_chu: {pair}\n")) for pair in ("12", "13")
    )
    assert parts(small)["word/document.xml"].count(b"w:sz") == 0
    for style in profile().styles.values():
        for made, pair in ((small, 12), (usual, 13)):
            node = styles(made)[style.id].find(f"{W}rPr/{W}sz")
            assert float(node.get(f"{W}val")) == style.sizes[pair] * 2, style.id


def test_zip_dates_are_sealed_and_parts_in_a_fixed_order(docx: bytes) -> None:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        assert package.testzip() is None
        infos = package.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [info.filename for info in infos][:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert max(Counter(info.filename for info in infos).values()) == 1


@pytest.mark.shared
def test_the_file_is_valid_wordprocessingml(docx: bytes, shared: Path) -> None:
    assert word_faults(shared, docx) == []


def test_templates_and_their_twins_are_current(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(CHECKOUT / "tools/make_templates.py"), str(tmp_path)], check=True)
    made = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert made
    for path in made:
        assert path.read_bytes() == (TEMPLATES / path.relative_to(tmp_path)).read_bytes(), (
            f"{path.name}: run make templates"
        )
    assert {path.relative_to(tmp_path) for path in made if path.suffix == ".docx"} == {
        path.relative_to(TEMPLATES) for path in TEMPLATES.glob("*/*.docx")
    }


# -- templates at fault


def broken_template(tmp_path: Path, part: str, change: Callable[[str], str]) -> Path:
    found = read_package(template())
    text = found[part].decode()
    assert change(text) != text
    path = tmp_path / "mau.docx"
    path.write_bytes(zip_bytes({**found, part: change(text).encode()}))
    return path


_FAR = (
    '<Relationship Id="rIdXa" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}" TargetMode="External"/></Relationships>'
)
FAULTY = {
    "a missing style is named": (
        "word/styles.xml",
        lambda text: text.replace('w:styleId="Khoan"', 'w:styleId="Khac"'),
        ["Khoản (Khoan)", "mau.docx"],
    ),
    "a missing body marker is named": (
        "word/document.xml",
        lambda text: text.replace("{{ noi_dung }}", "x"),
        ["noi_dung", "mau.docx"],
    ),
    "a missing annex marker is named": (
        "word/document.xml",
        lambda text: text.replace("{{ phu_luc }}", "x"),
        ["phu_luc", "mau.docx"],
    ),
    "an unknown placeholder is named": (
        "word/document.xml",
        lambda text: text.replace("{{ ten_loai }}", "{{ ten_la }}"),
        ["ten_la", "mau.docx"],
    ),
    "a broken placeholder is refused": (
        "word/document.xml",
        lambda text: text.replace("{{ ten_loai }}", "{{ ten_loai "),
        ["mau.docx"],
    ),
    "a body that stands twice": (
        "word/document.xml",
        lambda text: text.replace("<w:sectPr", "<w:p><w:r><w:t>{{ noi_dung }}</w:t></w:r></w:p><w:sectPr", 1),
        ["noi_dung", "once", "mau.docx"],
    ),
    "a Word template": (
        "[Content_Types].xml",
        lambda text: text.replace("document.main+xml", "template.main+xml"),
        [".dotx", "save it as .docx", "mau.docx"],
    ),
    "a picture from elsewhere": (
        "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", _FAR.format("image", "http://127.0.0.1/a.png")),
        ["http://127.0.0.1/a.png", "delete that link", "mau.docx"],
    ),
    "a template of another server": (
        "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", _FAR.format("attachedTemplate", "file://///may-chu/a.dotm")),
        ["may-chu", "mau.docx"],
    ),
    "a call in a placeholder is refused": (
        "word/document.xml",
        lambda text: text.replace("{{ ten_loai }}", "{{ ten_loai.__class__.__mro__ }}"),
        ["mau.docx"],
    ),
}


@pytest.mark.parametrize(("part", "change", "words"), FAULTY.values(), ids=FAULTY)
def test_template_fault(tmp_path: Path, part: str, change: Callable[[str], str], words: list[str]) -> None:
    made = document(tmp_path, "### Điều. A\n")
    path = broken_template(tmp_path, part, change)
    with pytest.raises(ConfigError) as caught:
        write_docx(made.bound, made.frame, path, None)
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize(
    ("sort", "target"), [("hyperlink", "https://moit.gov.vn"), ("attachedTemplate", "file:///C:/mau/cua-toi.dotm")]
)
def test_a_template_may_link_and_tell_what_it_was_begun_with(tmp_path: Path, sort: str, target: str) -> None:
    made = document(tmp_path, "### Điều. A\n")
    path = broken_template(
        tmp_path,
        "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", _FAR.format(sort, target)),
    )
    assert write_docx(made.bound, made.frame, path, None)


def test_a_template_that_drops_a_text_of_the_frame_is_caught(tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. A\n")
    path = broken_template(tmp_path, "word/document.xml", lambda text: text.replace("{{ ban_hanh }}", " "))
    with pytest.raises((ConfigError, InternalError), match="Chính phủ ban hành Nghị định về thử nghiệm"):
        write_docx(made.bound, made.frame, path, None)


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. A\n")
    for data in (b"", b"khong phai zip", zip_bytes({"a.txt": b"x"})):
        path = tmp_path / "mau.docx"
        path.write_bytes(data)
        with pytest.raises(ConfigError, match=r"mau\.docx"):
            write_docx(made.bound, made.frame, path, None)


# -- the writer distrusts itself


@pytest.mark.parametrize("seen", [["Một"], ["Một", "Hai", "Ba"], ["Một", "Hai!"], []])
def test_lost_changed_or_added_text_is_our_mistake(seen: list[str]) -> None:
    written = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in seen)
    with pytest.raises(InternalError):
        list(checked([written], ["Một", "Hai"], []))


def test_equal_text_passes_the_comparison() -> None:
    assert list(
        checked(
            [
                (
                    '<w:p><w:r><w:t xml:space="preserve">Một &amp; '
                    "</w:t></w:r><w:r><w:t>hai</w:t></w:r></w:p><w:p></w:p><w:p><w:r><w:t>Ba</w:t></w:r></w:p>"
                )
            ],
            ["Một & hai", "", "Ba"],
            [],
        )
    )


@pytest.mark.parametrize("data", [b"<a><b></a>", b"", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b"<a>\x01</a>"])
def test_parts_that_are_not_well_formed_or_hold_a_document_type_are_refused(data: bytes) -> None:
    with pytest.raises(InternalError, match="word/x"):
        well_formed("word/x.xml", data)


# -- the disk at fault


def fail(*_: object, **__: object) -> None:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("broken", ["replace", "write", "fsync", "chmod"])
def test_a_failing_write_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / "nghi-dinh.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, broken, fail)
    with pytest.raises(OutputError, match=r"nghi-dinh\.docx.*unchanged"):
        write_whole(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["nghi-dinh.docx"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_write_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupt(*_: object) -> None:
        raise stop

    path = tmp_path / "nghi-dinh.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(stop):
        write_whole(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["nghi-dinh.docx"]


def test_a_file_is_written_over_an_old_one_and_into_new_folders(tmp_path: Path) -> None:
    path = tmp_path / "a/b/nghi-dinh.docx"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"


def test_a_folder_in_the_way_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / "x/nghi-dinh.docx", b"new")


def test_a_quoted_heading_without_a_number_is_printed_as_typed(tmp_path: Path) -> None:
    made = document(tmp_path, "### Điều. Sửa đổi\nNhư sau:\n> ### Điều. Tên\n> Nội dung\n>\n> ### Điều.\n")
    assert [text for text in word_paragraphs(word(made)) if text.startswith("Điều.")] == ["Điều. Tên", "Điều."]


def test_lines_are_numbered_for_review_on_the_same_pages(tmp_path: Path) -> None:
    text = "---\nloai: Nghị định\nten_goi: về việc thử\n---\n\n### Điều. A\nLời.\n\n# Phụ lục. B {.ngang}\n\nLời.\n"
    (tmp_path / "bai.md").write_text(text, encoding="utf-8")
    project = open_project(CHECKOUT, None)
    plain, lined = (Session(project, Occasion(lined=one)).read(tmp_path / "bai.md").docx() for one in (False, True))
    file = read_word(lined)
    assert [section.lined for section in file.sections] == [True, True]
    assert not any(section.lined for section in read_word(plain).sections)
    body = read_package(lined)["word/document.xml"].decode()
    empty = re.findall(r"<w:p><w:pPr>(?:(?!</w:pPr>).)*</w:pPr></w:p>", body)
    assert empty
    assert all("<w:suppressLineNumbers/>" in one for one in empty)
    assert body.count("<w:suppressLineNumbers/>") == len(empty)


def test_nobody_signs_a_page_without_text(tmp_path: Path) -> None:
    made = xml(word(document(tmp_path, "### Điều. Phạm vi\nMột.\n\nHai./.\n")))
    kept = [paragraph for paragraph in made.iter(f"{W}p") if paragraph.find(f"{W}pPr/{W}keepNext") is not None]
    assert ["".join(paragraph.itertext()) for paragraph in kept] == ["Hai./.", ""]
    assert kept[0].getnext() is kept[1]
    assert kept[1].getnext().tag == f"{W}tbl"


def test_a_last_paragraph_that_announces_something_is_kept_once(tmp_path: Path) -> None:
    text = "### Điều. Phạm vi\n1. Gồm:\n\na) Những nước sau:\n\nMột.\n\n2. Hai.\n\nBảng gồm các cột sau:\n"
    made = xml(word(document(tmp_path, text)))
    marks = {
        "".join(paragraph.itertext()): len(paragraph.findall(f"{W}pPr/{W}keepNext")) for paragraph in made.iter(f"{W}p")
    }
    assert {said for said, count in marks.items() if count and said} == {
        "1. Gồm:",
        "a) Những nước sau:",
        "Bảng gồm các cột sau:",
    }
    assert max(marks.values()) == 1


def test_no_page_parts_a_short_table(tmp_path: Path) -> None:
    def kept(rows: str) -> list[bool]:
        made = xml(word(document(tmp_path, f"### Điều. Phạm vi\nMột.\n\n| Năm | Số |\n|---|---|\n{rows}\nHai.\n")))
        cells = (cell for cell in made.iter(f"{W}tc") if "".join(cell.itertext()).isdigit())
        return [cell.find(f"{W}p/{W}pPr/{W}keepNext") is not None for cell in cells]

    assert kept("| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n") == [True] * 4 + [False] * 2
    assert not any(kept("| 1 | 2 |\n" * 12))
    assert not any(kept("| 1 | " + "nhiều chữ " * 300 + " |\n| 3 | 4 |\n"))
    assert not any(kept("| 1 | " + "chữ<br>" * 12 + "chữ |\n| 3 | 4 |\n"))


def test_the_number_of_a_khoan_with_a_name_is_as_bold_as_the_name(tmp_path: Path) -> None:
    made = document(
        tmp_path,
        "### Điều. Phạm vi\n1. **Mục đích** {#md}\n\nTheo @md.\n2. **Hai** chữ.\n3. **Ba**[^1]\n\n[^1]: Lời./.\n",
    )
    named = {}
    for paragraph in xml(word(made)).iter(f"{W}p"):
        runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
        bold = [bool(run.find(f"{W}rPr/{W}b") is not None) for run in runs]
        named["".join(run.findtext(f"{W}t") or "" for run in runs).strip()] = (
            all(bold),
            paragraph.find(f"{W}pPr/{W}keepNext") is not None,
        )
    assert named["1. Mục đích"] == (True, True)
    assert named["2. Hai chữ."] == (False, False)
    assert named["3. Ba"][1]
    assert "<b>1.</b> <strong>Mục đích</strong>" in write_html(made.bound, made.frame)


def test_a_table_does_not_stick_to_the_paragraph_above_it(tmp_path: Path) -> None:
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n"
    made = document(tmp_path, f"### Điều. Phạm vi\n1. Một như sau:\n\n{table}\n2. Hai.\n3. Ba\n\nBảng. Tên\n\n{table}")
    found = {}
    for paragraph in xml(word(made)).iter(f"{W}p"):
        space = paragraph.find(f"{W}pPr/{W}spacing")
        found["".join(paragraph.itertext())] = space is not None and space.get(f"{W}after")
    assert found["1. Một như sau:"] == "120"
    assert not any(found[one] for one in ("2. Hai.", "3. Ba", "A", "1"))


@pytest.mark.parametrize("end", ["Hai./.\n", "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n", ""])
def test_what_is_written_in_pieces_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    made = document(tmp_path, f"### Điều. Phạm vi\nMột:\n\n{end}")
    whole = word(made)
    monkeypatch.setattr("draftkit.writers.docx.body.PIECE", 1)
    assert word(made) == whole


def test_the_lines_of_a_name_are_about_as_long_as_one_another(tmp_path: Path) -> None:
    """No last line of one word; the line breaks before a word that joins; the rule below follows the lines."""
    meta = META.replace(
        "ten_goi: ", "ten_goi: về phát triển ngành công nghiệp môi trường và dịch vụ môi trường của Việt Nam #"
    )
    made = xml(
        word(
            document(
                tmp_path,
                "# Chương. Tiêu chuẩn, quy chuẩn kỹ thuật, mã số và danh mục ưu tiên\n### Điều. Một\nHai./.\n",
                meta,
            )
        )
    )
    sides = {}
    for paragraph in made.iter(f"{W}p"):
        ind = paragraph.find(f"{W}pPr/{W}ind")
        if ind is not None:
            text = "".join(paragraph.itertext())
            left, right = (int(ind.get(f"{W}{side}") or 0) / TWIPS_PER_MM for side in ("left", "right"))
            assert left == pytest.approx(right, abs=0.1)
            sides[text] = profile().text_width_mm() - left - right
    name = next(text for text in sides if text.lower().startswith("về phát triển"))
    lines = wrap(name, sides[name], 14, bold=True)
    assert [line.split()[0] for line in lines[1:]] == ["và"]
    assert len(lines[0]) - len(lines[1]) < 12
    chapter = next(text for text in sides if text.startswith("TIÊU CHUẨN"))
    assert [line.split()[0] for line in wrap(chapter, sides[chapter], 14, bold=True)] == ["TIÊU", "VÀ"]
    issuer = f'<w:p><w:pPr><w:pStyle w:val="{profile().roles["authority"].id}"/></w:pPr><w:r><w:t>{"BAN CỦA TỈNH " * 6}'
    assert "<w:ind " in Balance(profile(), profile().default_pair).shell(f"{issuer}</w:t></w:r></w:p>")


@given(st.text("ăW . ", max_size=60), st.floats(3, 160))
def test_even_lines_are_as_many_as_full_ones(text: str, width: float) -> None:
    balance = Balance(profile(), profile().default_pair)
    style = profile().roles["title"]
    found = re.search(r'w:left="(\d+)" w:right="(\d+)"', balance.indents("title", text, width))
    left, right = (int(side) / TWIPS_PER_MM for side in found.groups()) if found else (style.left_mm, style.right_mm)
    size, inner = style.sizes[profile().default_pair], width - style.left_mm - style.right_mm
    full = wrap(text, inner - 2, size, bold=True)
    assert len(wrap(text, width - left - right, size, bold=True)) <= len(full)
