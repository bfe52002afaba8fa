"""A campaign on another subject, with an identity of its own: every kind of piece is made without an error, and looks
like one house."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from draftkit.cli.main import main
from draftkit.kinds.identity import COLOURS
from tests.conftest import CHECKOUT
from tests.outreach import boxes

DARK = (0x3D, 0x1F, 0x4F)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("doc-sach")
    shutil.copytree(CHECKOUT / "tests/outreach/doc-sach", root, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "content", "--draft", "--out", "ra"]) == 0
        assert main(["site", "--draft", "--out", "trang"]) == 0
    return root


def test_every_piece_has_its_forms(made: Path) -> None:
    forms = {path.name.partition(".")[0] for path in (made / "ra").iterdir()}
    assert forms == {path.stem for path in (made / "content").glob("*.md")}


def test_no_piece_has_a_neutral_colour(made: Path) -> None:
    for path in sorted([*(made / "ra").iterdir(), *made.glob("trang/**/*.css"), *made.glob("trang/**/*.html")]):
        if path.suffix in (".html", ".css", ".svg"):
            text = path.read_text(encoding="utf-8").upper()
        elif path.suffix in (".pptx", ".docx"):
            with zipfile.ZipFile(path) as package:
                names = [name for name in package.namelist() if "theme1" in name or name == "word/styles.xml"]
                text = "".join(
                    package.read(name).decode() for name in names if "theme1" not in name or path.suffix == ".pptx"
                )
        else:
            continue
        assert [colour for colour in COLOURS.values() if colour[1:] in text] == [], path.name


@pytest.mark.parametrize("name", ["to-gap.pdf", "to-roi.pdf", "ap-phich.pdf", "do-hoa.png"])
def test_what_is_drawn_has_the_ground_of_the_house(name: str, made: Path) -> None:
    path = made / "ra" / name
    image = pdfium.PdfDocument(path)[0].render(scale=1).to_pil() if path.suffix == ".pdf" else Image.open(path)
    colours = {found: count for count, found in image.convert("RGB").getcolors(maxcolors=1 << 24) or ()}
    assert colours.get(DARK, 0) > image.width * image.height / 50


def test_a_printer_would_take_every_sheet(made: Path) -> None:
    sheets = sorted((made / "ra").glob("*.pdf"))
    assert len(sheets) == 3
    assert [fault for sheet in sheets for fault in boxes.faults(sheet)] == []


def test_the_newsletter_leads_to_the_pages_of_the_newsroom(made: Path) -> None:
    from email import message_from_bytes, policy

    message = message_from_bytes((made / "ra/ban-tin.eml").read_bytes(), policy=policy.default)
    page = str(message.get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert page.count(">Đọc tiếp</a>") == 2
    assert (made / "trang/tin/thong-cao.html").is_file()


def test_each_story_has_its_card(made: Path) -> None:
    for path in (made / "trang/tin").glob("*.the.png"):
        image = Image.open(io.BytesIO(path.read_bytes())).convert("RGB")
        assert image.size == (1200, 630)
        assert image.getpixel((20, 20)) == DARK


def test_the_caption_of_a_chart_is_that_of_its_picture(made: Path) -> None:
    """So the table may go on to the next page without the picture, which left a quarter of a page empty. A sheet to be
    handed out has the picture alone, in Word as in print."""
    with zipfile.ZipFile(made / "ra/to-gap.docx") as package:
        text = package.read("word/document.xml").decode()
    before = text[: text.rindex("Bạn đọc theo lứa tuổi")]
    assert before.rpartition('<w:pStyle w:val="')[2].startswith("HinhTen")
    assert "<w:tbl>" not in text
    assert '<figcaption class="HinhTen">Bạn đọc theo lứa tuổi' in (made / "ra/to-gap.html").read_text(encoding="utf-8")


def test_figures_are_large_in_word_and_the_cover_has_a_ground(made: Path) -> None:
    with zipfile.ZipFile(made / "ra/to-gap.docx") as package:
        text, styles = (package.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    assert text.count('w:val="SoLon"/>') == text.count('w:val="SoLonChu"/>') == 3
    cover = styles[styles.index('w:styleId="TenGoi"') :]
    assert f'w:fill="{"".join(f"{part:02X}" for part in DARK)}"' in cover[: cover.index("</w:style>")]
    page = (made / "ra/to-gap.html").read_text(encoding="utf-8")  # no ground there: the title has its colour
    assert "color:#3D1F4F" in page[page.index(".TenGoi{") :].partition("}")[0]
