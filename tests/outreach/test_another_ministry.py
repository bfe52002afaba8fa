"""A campaign of another body, another subject: what was ugly, silent or wrong when every piece of it was looked at."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from draftkit.cli.main import main
from draftkit.kinds.identity import Identity
from draftkit.readers.yaml_text import parse

HEAD = """---
loai: {kind}
ten_goi: Mười phút mỗi tuần
co_quan: Bộ Thử
du_thao: {{lan: 1, ngay: 2026-11-20}}
{more}---
"""
CHART = """::: bieu-do-{shape}
{above}| Tháng | 2025 | 2026 |
|---|---|---|
| 1 | 6200 | 5100 |
| 2 | 4300 | 5400 |

Nguồn: số liệu thử.
:::
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(kind: str, body: str, capsys: pytest.CaptureFixture[str], more: str = "") -> str:
    Path("content/bai.md").write_text(HEAD.format(kind=kind, more=more) + body, encoding="utf-8")
    main(["check", "bai"])
    return "".join(capsys.readouterr())


def made(kind: str, form: str, body: str) -> bytes:
    Path("content/bai.md").write_text(HEAD.format(kind=kind, more="") + body, encoding="utf-8")
    assert main(["build", "bai", "--draft", "--format", form, "--out", "ra"]) == 0
    return Path(f"ra/bai.{form}").read_bytes()


@pytest.mark.parametrize("line", ["toc_do: 0", "toc_do: -5", "thoi_luong: 0"])
def test_a_pace_that_is_none_is_told(line: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert line.partition(":")[0] in told("Bài phát thanh", "Xin chào.\n", capsys, f"{line}\n")
    assert "thoi_luong" not in told("Bài phát thanh", "Xin chào.\n", capsys, "toc_do: 180\nthoi_luong: 2\n")


def test_a_title_longer_than_its_slide_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "DK-O010" in told("Bài trình chiếu", f"## {'rất dài ' * 40}\n- Ý\n", capsys)
    assert "DK-O010" not in told("Bài trình chiếu", "## Ngắn\n- Ý\n", capsys)


def test_a_term_with_lines_below_it_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("content/_shared/glossary.yaml").write_text("ổ dịch: {nghia: nơi có ca bệnh}\n", encoding="utf-8")
    body = "```thuatngu _shared/glossary.yaml\n```\n"
    assert "ổ dịch" in told("Bảng thuật ngữ", body, capsys)
    Path("content/_shared/glossary.yaml").write_text("ổ dịch: nơi có ca bệnh\n", encoding="utf-8")
    assert "ổ dịch" not in told("Bảng thuật ngữ", body, capsys)


@pytest.mark.parametrize("above", ["Biểu đồ. Số ca theo tháng\n\n", "Bảng. Số ca theo tháng\n\n"])
def test_what_stands_above_the_table_of_a_chart_is_its_caption(above: str, folder: Path) -> None:
    page = made("Câu hỏi thường gặp", "html", CHART.format(shape="cot", above=above)).decode()
    assert page.index("Số ca theo tháng</") < page.index(">Tháng<") < page.rindex("số liệu thử")
    assert "Biểu đồ cột: Số ca theo tháng." in page


def test_figures_of_two_lines_stand_on_both_sides_of_them(folder: Path) -> None:
    from pptx import Presentation

    data = made("Bài trình chiếu", "pptx", "## Ca\n" + CHART.format(shape="duong", above=""))
    slides: Any = Presentation(io.BytesIO(data)).slides
    chart = next(shape.chart for slide in slides for shape in slide.shapes if shape.has_chart)
    sides = [[series.points[at].data_label.position.name for at in (0, 1)] for series in chart.plots[0].series]
    assert sides == [["ABOVE", "BELOW"], ["BELOW", "ABOVE"]]


@pytest.mark.parametrize(("colour", "plate"), [("#1A0A12", True), ("#FFD9A0", False)])
def test_a_mark_as_dark_as_its_ground_stands_on_a_plate(colour: str, plate: bool, tmp_path: Path) -> None:
    image = Image.new("RGBA", (80, 80))
    ImageDraw.Draw(image).ellipse((10, 10, 70, 70), fill=colour)
    image.save(tmp_path / "dau.png")
    shown = Image.open(io.BytesIO(Identity(mark=tmp_path / "dau.png").mark_on_dark().data)).convert("RGBA")
    assert (shown.getpixel((shown.width // 2, 4)) == (255, 255, 255, 255)) is plate


def test_a_high_picture_is_cut_where_faces_are(tmp_path: Path) -> None:
    from draftkit.pictures.prepare import CARD, prepare

    image = Image.new("RGB", (600, 1800), "#88AACC")
    ImageDraw.Draw(image).ellipse((240, 420, 360, 540), fill="#FF0000")
    image.save(tmp_path / "anh.png")
    shown = prepare(tmp_path / "anh.png", CARD)
    seen = Image.open(io.BytesIO(shown.data)).convert("RGB")
    assert shown.width == 600
    assert any(red > 200 and blue < 90 for _, (red, _, blue) in seen.getcolors(1 << 20) or ())


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("The UBND decides.", ["DK-O020"]),
        ("The BHYT card.", ["DK-O020"]),
        ("The WHO, the EU and GDP; Chapter XIV.", []),
        ("It is warm \u2606 today.", ["DK-O021"]),
        ("R&D & more, 5% or 20 °C.", []),
        ("THE PRESS ROOM OPENS", []),
        ("The Green Water Fund (GWF) is new; the GWF pays.", []),
        ("The GWF (Green Water Fund) is new.", []),
        ("HIV, VAT, UNICEF, PM2.5, COVID-19, the UN; US$3.", []),
        ("Open 24/7.", ["DK-O022"]),
        ("On 01/02/2027.", ["DK-O022"]),
        ("From 3.321 stations.", ["DK-O022"]),
        ("It costs 1,5 million.", ["DK-O022"]),
        ("VND 1,234,567, 4.2%, one in 3, 1/2 of them, 2027-2030, 1 January 2027.", []),
        ("See https://a.vn/24/7/UBND or UBND@a.vn.", []),
    ],
)
def test_an_english_script_tells_what_nobody_can_read_out(
    said: str, rules: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("bai.md", "bai.en.md"):
        text = said if name == "bai.en.md" else "Xin chào.\n"
        Path("content", name).write_text(HEAD.format(kind="Bài phát thanh", more="") + text, encoding="utf-8")
    main(["check", "bai.en"])
    told = "".join(capsys.readouterr())
    assert [rule for rule in ("DK-O020", "DK-O021", "DK-O022") if rule in told] == rules


def test_a_script_says_itself_how_words_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "doc_la: {QXZ: quỹ xanh, PM9.5: bụi thô}\n"
    text = "Quỹ QXZ đo PM9.5.\n"
    Path("content/bai.md").write_text(HEAD.format(kind="Bài phát thanh", more=more) + text, encoding="utf-8")
    main(["check", "bai"])
    assert "DK-O020" not in "".join(capsys.readouterr())
    assert main(["build", "bai", "--draft", "--format", "txt", "--out", "ra"]) == 0
    assert "Quỹ xanh đo bụi thô." in Path("ra/bai.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["gia_tri", "doc_la", "tieu_diem"])
def test_keys_that_are_words_or_files_stay_as_typed(key: str) -> None:
    data, places, _ = parse(f"{key}: {{CNMT: a, Ảnh Bìa.JPG: b}}\nLiên hệ: {{Họ tên: c}}\n", "x", folded=True)
    assert data == {key: {"CNMT": "a", "Ảnh Bìa.JPG": "b"}, "lien_he": {"ho_ten": "c"}}
    assert f"{key}.CNMT" in places
