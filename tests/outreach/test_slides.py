"""Slides: what stands on them, what moves on, that nothing is lost, and that Office can edit them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from draftkit.errors import ConfigError, DraftkitError, EngineMissing
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.word.package import zip_bytes
from tests.outreach import boxes

FRONT = (
    "---\nloai: Bài trình chiếu\nten_goi: Chương trình\nco_quan: Bộ Công Thương\ndia_danh: Hà Nội\nngay: "
    "2026-11-20\n---\n"
)
FACTS = "ty_le: 70 - 80%\nkhac: 20%\nle: 1.005,5\n"
BODY = """\
::: ghi-chu
Chào cả phòng.
:::

# Phần một

Lời mở phần.

## Mục tiêu

- Ý **một** m^3^
  - Ý con
- Ý hai

1. Việc đầu

::: ghi-chu
Nói về {{ ty_le }}, theo [Sở](https://so.example.vn/so).
:::

## Biểu đồ

::: bieu-do-ngang
Bảng. Tỷ lệ đáp ứng

| Lĩnh vực | Mục tiêu |
|---|---|
| Nước thải | {{ ty_le }} |
| Quan trắc | khoảng {{ khac }} |

Nguồn: Chương trình.
:::

## Bảng

| Cơ quan | Việc |
|---|---|
| Sở | {{ le }} tỷ đồng |

## Hai cột

::: cot-trai
- Trái
:::

::: cot-phai
- Phải
:::

## Ảnh

![Sơ đồ dòng chảy](so-do.png)

## Con số

- **71%**: ít hơn
- **{{ ty_le }}**: cỡ $v^2$

## Công thức

$$ s = \\frac{v^2}{2 g} $$

## Lời

> Lời trích.
>
> $$ E = m c^2 $$
>
> — Người nói
"""


def made(root: Path, body: str, front: str = FRONT, name: str = "bai.md") -> tuple[Session, Document]:
    (root / "content/_shared").mkdir(parents=True, exist_ok=True)
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (root / "content/_shared/facts.yaml").write_text(FACTS, encoding="utf-8")
    shutil.copy(Path(__file__).parents[1] / "readers/cases/files/so-do.png", root / "content/so-do.png")
    (root / "content" / name).write_text(front + body, encoding="utf-8")
    session = Session(open_project(root, None))
    return session, session.read(root / "content" / name)


def deck(root: Path, body: str, front: str = FRONT, name: str = "bai.md") -> Any:
    from pptx import Presentation

    session, document = made(root, body, front, name)
    (path,) = session.build(document, (), root / "out")
    return Presentation(str(path))


def texts(slide: Any) -> list[str]:
    out = [
        paragraph.text
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if paragraph.text
    ]
    return out + [
        cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells
    ]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return deck(tmp_path_factory.mktemp("slides"), BODY)


def test_each_heading_is_a_slide_in_its_layout(shown: Any) -> None:
    assert [(slide.slide_layout.name, slide.shapes.title.text) for slide in shown.slides] == [
        ("Trang bìa", "Chương trình"),
        ("Mở phần", "Phần một"),
        ("Nội dung", "Mục tiêu"),
        ("Biểu đồ, hình", "Biểu đồ"),
        ("Bảng", "Bảng"),
        ("Hai cột", "Hai cột"),
        ("Biểu đồ, hình", "Ảnh"),
        ("Biểu đồ, hình", "Con số"),
        ("Biểu đồ, hình", "Công thức"),
        ("Trích dẫn", "Lời"),
        ("Biểu đồ, hình", "Lời (tiếp)"),
    ]
    assert shown.slide_width / shown.slide_height == pytest.approx(16 / 9)


def test_who_is_quoted_stands_in_the_box_of_the_words(shown: Any) -> None:
    """No typeface, however wide, lays one over the other."""
    (words,) = [shape for shape in shown.slides[9].placeholders if shape.placeholder_format.idx in (1, 2)]
    assert [paragraph.text for paragraph in words.text_frame.paragraphs] == ["Lời trích.", "— Người nói"]


def test_figures_of_tiles_stay_large_where_what_they_count_is_long(tmp_path: Path) -> None:
    body = (
        "# Một\n- **12.480 trường**: có bếp\n- **3,6 triệu học sinh**: ăn trưa\n- **82,4%**: đạt\n"
        "- **7 giờ 30 phút**: ở trường\n"
    )
    slide = deck(tmp_path, body).slides[1]
    tiles = [shape.text_frame.text.split("\n") for shape in slide.shapes if shape.name.startswith("Số liệu")]
    assert tiles == [
        ["12.480", "trường có bếp"],
        ["3,6 triệu", "học sinh ăn trưa"],
        ["82,4%", "đạt"],
        ["7 giờ 30 phút", "ở trường"],
    ]


def test_a_figure_of_a_tile_is_not_cut_at_a_sign(tmp_path: Path) -> None:
    body = (
        "# Một\n- **12/15 xã**: đạt chuẩn\n- **8h30 sáng thứ Hai**: khai mạc\n"
        "- **5G toàn tỉnh**: phủ sóng\n- **1,5%**: lãi\n"
    )
    slide = deck(tmp_path, body).slides[1]
    tiles = [shape.text_frame.text.split("\n") for shape in slide.shapes if shape.name.startswith("Số liệu")]
    assert tiles == [
        ["12/15", "xã đạt chuẩn"],
        ["8h30", "sáng thứ Hai khai mạc"],
        ["5G toàn tỉnh", "phủ sóng"],
        ["1,5%", "lãi"],
    ]


def test_the_figure_of_a_tile_is_larger_than_its_words(tmp_path: Path) -> None:
    body = "# Một\n- **2025 - 2030**: giai đoạn\n- **70 - 80%**: đáp ứng\n- **06 nhiệm vụ**: của Kế hoạch\n"
    slide = deck(tmp_path, body).slides[1]
    tiles = [shape.text_frame.paragraphs for shape in slide.shapes if shape.name.startswith("Số liệu")]
    assert len(tiles) == 3
    assert all(figure.runs[0].font.size >= 1.3 * words.runs[0].font.size for figure, words in tiles)


def test_a_panorama_leaves_its_caption_free(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "content").mkdir()
    Image.new("RGB", (900, 200), "teal").save(tmp_path / "content/rong.png")
    slide = deck(tmp_path, '# Một\n![Khay](rong.png "Khay. Ảnh: An")\n\n- Một ý\n').slides[1]
    picture = next(shape for shape in slide.shapes if shape.name == "Khay. Ảnh: An")
    caption, words = (
        next(shape for shape in slide.shapes if shape.has_text_frame and word in shape.text_frame.text)
        for word in ("An", "Một ý")
    )
    assert picture.top + picture.height <= caption.top
    assert caption.top + caption.height <= words.top


def test_what_stands_on_slides_has_the_order_of_the_text(tmp_path: Path) -> None:
    """A sentence behind a table came before it, one behind a formula stood left of it."""
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n\n"
    body = (
        f"## Bảng\n{table}Lời sau bảng.\n\n## Công thức\n$$x = 1$$\nLời sau công thức.\n\n"
        f"## Chia\n1. Việc\n\n{table}Lời sau.\n\n> Lời trích.\n\nLời cuối.\n"
    )
    _, first, next_, formula, *others = deck(tmp_path, body).slides
    assert [any(shape.has_table for shape in slide.shapes) for slide in (first, next_)] == [True, False]
    assert "Lời sau bảng." in texts(next_)
    assert [slide.shapes.title.text for slide in (first, next_)] == ["Bảng", "Bảng (tiếp)"]
    drawn, words = (
        next(shape for shape in formula.shapes if shape.name == "Công thức"),
        next(shape for shape in formula.placeholders if "Lời" in shape.text_frame.text),
    )
    assert drawn.left + drawn.width <= words.left
    assert formula.shapes[-1]._element is words._element, "read out behind it"
    for slide, word in zip(others, ("Việc", "2", "Lời sau.", "Lời trích.", "Lời cuối."), strict=True):
        assert any(word in text for text in texts(slide))


@pytest.mark.parametrize(
    ("held", "named"),
    [
        ('![Trạm](a.png "Trạm. Ảnh: A")', "Trạm. Ảnh: A"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "Bảng"),
        ("$$x = 1$$", "Công thức"),
        ("::: bieu-do-cot\nBiểu đồ. Vốn\n\n| Năm | Vốn |\n|---|---|\n| 2025 | 5 |\n| 2026 | 3 |\n:::", "Vốn"),
    ],
)
def test_columns_stand_side_by_side_whatever_they_hold(tmp_path: Path, held: str, named: str) -> None:
    from PIL import Image

    (tmp_path / "content").mkdir()
    Image.new("RGB", (300, 400), "teal").save(tmp_path / "content/a.png")
    told = (f"::: cot-trai\n- Ý một\n:::\n::: cot-phai\n{held}\n:::\n\n", f"::: cot-trai\n{held}\n:::\n")
    body = f"## Phải\n{told[0]}## Trái\n{told[1]}::: cot-phai\n- Ý một\n:::\n"
    slides = list(deck(tmp_path, body).slides)
    assert [slide.shapes.title.text for slide in slides[1:]] == ["Phải", "Trái"]
    for slide in slides[1:]:
        words = next(shape for shape in slide.placeholders if shape.text_frame.text == "Ý một")
        shown = next(shape for shape in slide.shapes if shape.name == named)
        first, second = (words, shown) if slide is slides[1] else (shown, words)
        assert first.left + first.width <= second.left
        assert "Ảnh: A" not in named or named in texts(slide)


def test_a_column_that_holds_more_than_one_thing_is_told(tmp_path: Path) -> None:
    body = "## Một\n::: cot-trai\n- Ý\n:::\n::: cot-phai\nLời.\n\n| A |\n|---|\n| 1 |\n:::\n"
    session, document = made(tmp_path, body)
    assert "DK-O010" in [found.rule for found in session.check(document)]


def test_each_row_of_headings_of_a_table_looks_like_one(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/b.csv").write_text("Tỉnh,Số liệu,\n,2025,2026\nHuế,1,2\n", encoding="utf-8")
    slide = deck(tmp_path, "## Một\n```bang b.csv\nten: Bảng\ngop: [A1:A2, B1:C1]\n```\n").slides[1]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert [table.cell(row, 1).fill.type for row in (1, 2)] == [1, None]


def test_the_slide_of_contacts_says_what_each_one_does(tmp_path: Path) -> None:
    front = FRONT.replace("---\n", "---\nlien_he: [{ho_ten: Trần B, chuc_vu: Đầu mối, don_vi: Văn phòng}]\n", 1)
    assert "Trần B · Đầu mối · Văn phòng" in texts(deck(tmp_path, "## Một\n- Ý\n", front).slides[-1])


def test_a_table_that_goes_on_keeps_the_size_of_its_letters(tmp_path: Path) -> None:
    rows = "".join(f"| Dòng {at} có tên dài | {at * 1000} | chữ dài | https://vi-du.vn/{at} |\n" for at in range(14))
    tables = [
        shape.table
        for slide in deck(tmp_path, f"# Một\n| A | B | C | D |\n|---|---|---|---|\n{rows}").slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert len(tables) > 1
    assert len({table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size for table in tables}) == 1


def test_no_amount_of_money_breaks_in_its_column(tmp_path: Path) -> None:
    from draftkit.model.measure import EMU_PER_MM, text_mm

    row = "| Ngân sách trung ương | 1.250.000.000 | 980.500.000 | (120.000.000) | - | 2.110.500.000 |\n"
    table = f"| Nguồn | 2027 | 2028 | 2029 | 2030* | Cộng |\n|---|---|---|---|---|---|\n{row * 2}"
    (shape,) = [shape for shape in deck(tmp_path, f"# Một\n{table}").slides[1].shapes if shape.has_table]
    for at, column in enumerate(shape.table.columns):
        run = shape.table.cell(1, at).text_frame.paragraphs[0].runs[0]
        longest = max(text_mm(word, run.font.size.pt) for word in run.text.split())
        assert 1.16 * longest + 5 < column.width / EMU_PER_MM, run.text


def test_columns_of_small_or_negative_shares_fill_their_chart(tmp_path: Path) -> None:
    chart = "::: bieu-do-cot\n| Năm | Tăng |\n|---|---|\n| 2024 | 5,5% |\n| 2025 | −3% |\n:::\n"
    (shape,) = [shape for shape in deck(tmp_path, f"# Một\n{chart}").slides[1].shapes if shape.has_chart]
    assert (shape.chart.value_axis.minimum_scale, shape.chart.value_axis.maximum_scale) == (None, None)


def test_text_keeps_levels_numbers_and_marks(shown: Any) -> None:
    slide = shown.slides[2]
    body = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == 1).text_frame.paragraphs
    assert [(paragraph.level, paragraph.text) for paragraph in body] == [
        (0, "Ý một m3"),
        (1, "Ý con"),
        (0, "Ý hai"),
        (0, "1. Việc đầu"),
    ]
    assert [run.text for run in body[0].runs if run.font.bold] == ["một"]
    assert slide.notes_slide.notes_text_frame.text == "Nói về 70 - 80%, theo Sở. (https://so.example.vn/so)"
    assert shown.slides[0].notes_slide.notes_text_frame.text == "Chào cả phòng."


def test_charts_are_native_and_say_the_figures_as_printed(shown: Any) -> None:
    shape = next(shape for shape in shown.slides[3].shapes if shape.has_chart)
    chart = shape.chart
    assert list(chart.plots[0].categories) == ["Nước thải", "Quan trắc"]
    low, more = chart.plots[0].series
    assert (list(low.values), list(more.values)) == ([70, 20], [10, 0])
    assert [more.points[index].data_label.text_frame.text for index in range(2)] == ["70 - 80%", "khoảng 20%"]
    assert shape._element.xpath(".//p:cNvPr/@descr") == [
        "Biểu đồ thanh ngang: Tỷ lệ đáp ứng. Lĩnh vực: Mục tiêu. Nước thải: 70 - 80%; Quan trắc: khoảng 20%. "
        "Nguồn: Chương trình."
    ]
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as book:
        assert "xl/workbook.xml" in book.namelist()


def test_tables_are_native_and_pictures_have_alternative_text(shown: Any) -> None:
    assert texts(shown.slides[4])[-4:] == ["Cơ quan", "Việc", "Sở", "1.005,5 tỷ đồng"]
    pictures = [shape for shape in shown.slides[6].shapes if shape.shape_type == 13 and shape.name != "Biểu trưng"]
    assert pictures[0]._element.xpath(".//p:cNvPr/@descr") == ["Sơ đồ dòng chảy"]


def test_a_map_is_drawn_with_every_figure_in_its_alternative_text(tmp_path: Path) -> None:
    told = "::: ban-do\nBảng. Tỷ lệ, %\n\n| Tỉnh | Tỷ lệ |\n|---|---|\n| Huế | 2,2 |\n| Hà Nội | 3 |\n:::\n\n"
    alone, beside = list(deck(tmp_path, f"## Một\n\n{told}## Hai\n\nLời.\n\n{told}").slides)[1:3]
    for slide in (alone, beside):
        drawn = next(shape for shape in slide.shapes if shape.name == "Tỷ lệ, %")
        assert drawn.shape_type == 13
        assert drawn._element.xpath(".//p:cNvPr/@descr") == ["Bản đồ: Tỷ lệ, %. Tỉnh: Tỷ lệ. Huế: 2,2; Hà Nội: 3."]
        assert drawn.top + drawn.height < 6_858_000
    assert "Lời." in texts(beside)


def test_figures_stand_large_and_formulas_are_drawn(shown: Any) -> None:
    assert texts(shown.slides[7])[-4:] == ["71%", "ít hơn", "70 - 80%", "cỡ v²"]
    sizes = [run.font.size.pt for run in shown.slides[7].shapes[-2].text_frame.paragraphs[0].runs]
    assert min(sizes) >= 32
    pictures = [shape for shape in shown.slides[8].shapes if shape.shape_type == 13]
    assert pictures[-1]._element.xpath(".//p:cNvPr/@descr") == ["s = v²/(2g)"]


def test_every_slide_has_its_number_and_no_empty_placeholder(shown: Any) -> None:
    for slide in shown.slides:
        assert slide._element.xpath(".//a:fld[@type='slidenum']")
        assert all(shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame)


def test_what_does_not_fit_stands_on_the_next_slide(tmp_path: Path) -> None:
    items = [f"Ý thứ {number} nói dài dòng để một trang không đủ chỗ cho tất cả các ý của nó" for number in range(60)]
    session, document = made(tmp_path, "# Dài\n\n" + "\n".join(f"- {item}" for item in items))
    findings = [finding for finding in session.check(document) if finding.rule == "DK-O010"]
    shown = deck(tmp_path, "# Dài\n\n" + "\n".join(f"- {item}" for item in items))
    pages = list(shown.slides)[1:]
    assert len(findings) == len(pages) - 1 > 1
    assert {slide.shapes.title.text for slide in pages} == {"Dài", "Dài (tiếp)"}
    said = [text for slide in pages for text in texts(slide) if text.startswith("Ý thứ")]
    assert said == items


def test_a_long_list_of_short_items_has_two_columns(tmp_path: Path) -> None:
    shown = deck(tmp_path, "# Ngắn\n\n" + "\n".join(f"- Ý {at}" for at in range(1, 15)))
    (slide,) = list(shown.slides)[1:]
    assert slide.slide_layout.name == "Hai cột"
    sides = [shape.text_frame.text.split("\n") for shape in slide.placeholders if shape.text_frame.text.startswith("Ý")]
    assert sides == [[f"Ý {at}" for at in range(1, 8)], [f"Ý {at}" for at in range(8, 15)]]
    running = deck(tmp_path, "# Ngắn\n\n" + "\n\n".join(f"Câu {at}." for at in range(1, 15)))
    assert "Hai cột" not in {slide.slide_layout.name for slide in running.slides}, "only lists stand in columns"


def test_long_tables_repeat_their_heading(tmp_path: Path) -> None:
    rows = "\n".join(f"| {number} | Việc {number} |" for number in range(40))
    shown = deck(tmp_path, f"# Bảng\n\n| TT | Việc |\n|---|---|\n{rows}\n")
    tables = [shape.table for slide in shown.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1
    assert {table.cell(0, 1).text for table in tables} == {"Việc"}
    assert sum(len(table.rows) - 1 for table in tables) == 40


@pytest.mark.parametrize(
    "body",
    [
        "# " + "Tiêu đề rất dài " * 300,
        "Chữ " * 3000,
        "# \n",
        "# Rỗng",
        "::: ghi-chu\nLời.\n:::",
        "<script>alert(1)</script> ‮ש 😀 &amp;",
        "::: bieu-do-tron\n| A |\n|---|\n| b |\n:::",
        "::: ghi-chu\nLời.\n\n$$\nm\n$$\n\n| Bắc | Nam |\n|---|---|\n| 2 | 3 |\n:::",
    ],
)
def test_odd_texts_become_slides_without_loss(tmp_path: Path, body: str) -> None:
    shown = deck(tmp_path, body + "\n")
    said = " ".join(
        text
        for slide in shown.slides
        for text in [*texts(slide), slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""]
    )
    words = [
        word for word in body.replace("::: ghi-chu", "").replace("::: bieu-do-tron", "").split() if word.strip("#:|-$")
    ]
    assert all(said.count(word) >= words.count(word) for word in set(words))


@pytest.mark.parametrize(("name", "called"), [("bai.en.md", False), ("bai.md", True)])
def test_shapes_are_called_in_the_language_of_the_deck(tmp_path: Path, name: str, called: bool) -> None:
    body = "# A\n\n- **70%**: x\n- **60%**: y\n\n# B\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n# C\n\n$$x^2$$\n"
    body += "\n# D\n\n![x](so-do.png)\n"
    shown = deck(tmp_path, body, FRONT, name)
    names = {shape.name for slide in shown.slides for shape in slide.shapes}
    ours = {"Số liệu 1", "Nền 2", "Bảng", "Công thức", "Hình", "Biểu trưng", "Chân trang", "Số trang"}
    english = {"Value 1", "Background 2", "Table", "Formula", "Figure", "Logo", "Footer", "Slide number"}
    assert names & (ours | english) == (ours if called else english)


def test_same_input_same_bytes(tmp_path: Path) -> None:
    session, document = made(tmp_path, BODY)
    assert session.written(document, "pptx") == session.written(document, "pptx")


def test_the_master_is_rebuilt_by_its_tool(tmp_path: Path) -> None:
    import importlib.util

    root = Path(__file__).parents[2]
    spec = importlib.util.spec_from_file_location("make_slides", root / "tools/make_slides.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.main(tmp_path / "master.pptx")
    with (
        zipfile.ZipFile(tmp_path / "master.pptx") as new,
        zipfile.ZipFile(root / "templates/slides/trinh-chieu.pptx") as old,
    ):
        layouts = [name for name in old.namelist() if "slideLayouts/slideLayout" in name or "slideMasters/" in name]
        assert all(new.read(name) == old.read(name) for name in layouts)


def test_long_titles_bodies_and_keywords_are_cut_in_the_properties_only(tmp_path: Path) -> None:
    long = "Rất dài " * 625 + "hết"
    front = FRONT.replace("ten_goi: Chương trình", f"ten_goi: {long}\ntu_khoa: [{long}]").replace(
        "co_quan: Bộ Công Thương", f"co_quan: {long}"
    )
    slides = deck(tmp_path, BODY, front)
    core = slides.core_properties
    for text in (core.title, core.author, core.keywords):
        assert "ất dài Rất dài Rất" in text
        assert text.endswith("…")
        assert len(text) <= 255
    assert any(
        long in " ".join(shape.text_frame.text.split()) for shape in slides.slides[0].shapes if shape.has_text_frame
    )


@pytest.mark.parametrize("part", ["[Content_Types].xml", "ppt/presentation.xml", "ppt/slideLayouts/slideLayout3.xml"])
@pytest.mark.parametrize("data", [b"", b"<x/>", b"<x", b"<!DOCTYPE x><x/>", "<x/>".encode("utf-16"), None])
def test_whatever_is_wrong_with_a_master_is_said_with_its_name(part: str, data: bytes | None, tmp_path: Path) -> None:
    session, document = made(tmp_path, BODY)
    own = tmp_path / "templates/slides/trinh-chieu.pptx"
    own.parent.mkdir(parents=True)
    ours = Path(__file__).parents[2] / "templates/slides/trinh-chieu.pptx"
    with zipfile.ZipFile(ours) as old, zipfile.ZipFile(own, "w") as new:
        for name in old.namelist():
            if name != part or data is not None:
                new.writestr(name, data if name == part and data is not None else old.read(name))
    with pytest.raises(DraftkitError, match=r"trinh-chieu\.pptx") as stopped:
        session.written(document, "pptx")
    assert str(stopped.value) in [str(one.message) for one in session.check(document) if one.rule == "DK-F015"]


def _changed(old: str, new: str, part: str = "ppt/slideLayouts/slideLayout3.xml") -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[part], count = re.subn(old.encode(), new.encode(), parts[part], flags=re.DOTALL)
        assert count

    return change


def _with_a_slide(parts: dict[str, bytes]) -> None:
    from pptx import Presentation

    given, out = Presentation(io.BytesIO(zip_bytes(parts))), io.BytesIO()
    given.slides.add_slide(given.slide_layouts[2]).shapes.title.text = "Trang mẫu cũ"
    given.save(out)
    with zipfile.ZipFile(out) as package:
        parts.clear()
        parts.update({name: package.read(name) for name in package.namelist()})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_changed('idx="1"', 'idx="77"'), "“Nội dung” has no placeholder 1"),
        (_changed(r'<p:sp>(?:(?!</p:sp>).)*type="title".*?</p:sp>', ""), "“Nội dung” has no placeholder 0"),
        (_changed('name="Nội dung"', 'name="Title and Content"'), "no layout “Nội dung”; it has: .*Title and Content"),
        (_with_a_slide, "has 1 slides"),
        (_changed("presentation.main", "template.main", "[Content_Types].xml"), "potx.*save it as .pptx"),
        (_changed("presentation.main", "slideshow.main", "[Content_Types].xml"), "potx.*save it as .pptx"),
    ],
    ids=["no place for the text", "no place for the title", "a layout renamed", "slides in it", "potx", "ppsx"],
)
def test_a_master_that_would_lose_or_add_words_is_refused(
    change: Callable[[dict[str, bytes]], None], words: str, tmp_path: Path
) -> None:
    own = tmp_path / "templates/slides/trinh-chieu.pptx"
    own.parent.mkdir(parents=True)
    with zipfile.ZipFile(Path(__file__).parents[2] / "templates/slides/trinh-chieu.pptx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    own.write_bytes(zip_bytes(parts))
    assert "Một" in texts(deck(tmp_path, "## Một\n- Chữ.\n").slides[1])
    change(parts)
    own.write_bytes(zip_bytes(parts))
    with pytest.raises(ConfigError, match=words):
        deck(tmp_path, "## Một\n- Chữ.\n")


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    session, document = made(tmp_path, BODY)
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(EngineMissing, match=r"draftkit-vn\[outreach\]"):
        session.written(document, "pptx")


@pytest.mark.office
def test_an_office_suite_opens_the_slides(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    session, document = made(tmp_path, BODY)
    (path,) = session.build(document, (), tmp_path / "out")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    found = (
        subprocess.run(["pdftotext", str(tmp_path / "bai.pdf"), "-"], check=True, capture_output=True, text=True).stdout
        if shutil.which("pdftotext")
        else "Ý một"
    )
    assert "Ý một" in found
    assert list(boxes.faults(tmp_path / "bai.pdf")) == []


MERGED = """Lĩnh vực;Năm 2025;;Năm 2026;
;Số lượng;Giá trị;Số lượng;Giá trị
Nước thải;1;2;3;4
;5;6;7;8
"""


def test_merged_cells_and_headings_of_two_rows(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/bang.csv").write_text(
        MERGED + "".join(f"Dòng {n};1;1;1;1\n" for n in range(30)), encoding="utf-8"
    )
    text = "```bang bang.csv\ngop: [A1:A2, B1:C1, D1:E1, A3:A4]\n```\n"
    shown = deck(tmp_path, f"# Bảng\n\n{text}")
    tables = [shape.table for slide in shown.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1
    for table in tables:
        spans = [(cell.span_height, cell.span_width) for cell in table.rows[0].cells]
        assert spans == [(2, 1), (1, 2), (1, 1), (1, 2), (1, 1)]
        assert [cell.text for cell in table.rows[1].cells] == ["", "Số lượng", "Giá trị", "Số lượng", "Giá trị"]
        assert sum(row.height for row in table.rows) < shown.slide_height * 0.75
    assert tables[0].cell(2, 0).span_height == 2


def test_an_english_deck_has_tiles_and_says_in_english_that_it_goes_on(tmp_path: Path) -> None:
    body = (
        "# One\n- **2,217 villages**: in all\n- **about 356 thousand households**: at work\n\n# Two\n"
        + "- A point.\n" * 40
    )
    slides = deck(tmp_path, body, name="bai.en.md").slides
    assert [shape.name for shape in slides[1].shapes if shape.name.startswith("Value")] == ["Value 1", "Value 2"]
    assert slides[3].shapes.title.text == "Two (continued)"


def test_all_words_of_a_deck_say_what_language_they_are_of(tmp_path: Path) -> None:
    body = "# One\n- Point.\n\n::: ghi-chu\nSay this.\n:::\n\n# Rows\n\n| A | B |\n|---|---|\n| C | D |\n"
    for name, tongue in (("bai.md", "vi-VN"), ("bai.en.md", "en-GB")):
        shown = deck(tmp_path / tongue, body, name=name)
        pieces = [*shown.slides, *(slide.notes_slide for slide in shown.slides if slide.has_notes_slide)]
        assert len(pieces) > len(shown.slides)
        runs = [run for one in pieces for run in one._element.xpath(".//a:r")]
        assert {(run.rPr is not None and run.rPr.get("lang")) for run in runs} == {tongue}


def test_the_title_of_a_section_stays_on_its_slide(tmp_path: Path) -> None:
    title = deck(tmp_path, f"# {'Hướng dẫn người lao động làm thủ tục ' * 4}\n\nMở phần.\n").slides[1].shapes.title
    size = title.text_frame.paragraphs[0].font.size
    assert size.pt <= 24  # four lines of it are as high as the box, 62 mm; at 44 pt, as the layout has it, they are not
