"""One identity: colours, typefaces, name and mark of `nhan-dien.yaml` are in every file made for the public, and
changing one colour changes all."""

from __future__ import annotations

import io
import re
import zipfile
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from draftkit.cli.main import main
from draftkit.errors import ConfigError
from draftkit.kinds.identity import COLOURS, FONTS, Identity, contrast, read_identity

OWN = {"dam": "#5B1A3C", "chinh": "#8A2B10", "phu": "#336699", "diem": "#C08A00", "nhat": "#FBF4EF", "chu": "#1F1F2B"}
IDENTITY = "ten: Phòng tin Vườn cây\nten_ngan: Vườn cây\nmau:\n" + "".join(
    f'  {use}: "{colour}"\n' for use, colour in OWN.items()
)
HEAD = """---
loai: {kind}
ten_goi: Mỗi xã một vườn cây
co_quan: Bộ Thử
dia_danh: Hà Nội
nam: 2026
du_thao: {{lan: 1, ngay: 2026-11-20}}
lien_he: [{{ho_ten: Lê Văn C, don_vi: Cục Thử, dien_thoai: 024 3825 1234, thu_dien_tu: tin@vuoncay.vn}}]
---
Vườn cây mở cửa cho mọi nhà.

{mark} Việc đã làm
- **70%**: xã có vườn cây

::: bieu-do-ngang
Bảng. Số vườn cây

| Vùng | Số vườn |
|---|---|
| Miền núi | 70% |
| Đồng bằng | 40% |

Nguồn: số liệu thử.
:::
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "content/_shared/nhan-dien.yaml").write_text(IDENTITY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(folder: Path, kind: str, form: str, suffix: str = "") -> bytes:
    mark = "##" if form == "pptx" else "#"
    (folder / "content/tin.md").write_text(HEAD.format(kind=kind, mark=mark), encoding="utf-8")
    assert main(["build", "tin", "--draft", "--format", form, "--out", "ra"]) == 0
    return (folder / f"ra/tin.{suffix or form}").read_bytes()


def neutral(text: str) -> list[str]:
    """Neutral colours that are left."""
    return [colour for colour in COLOURS.values() if colour[1:].lower() in text.lower()]


def test_a_page_bears_it(folder: Path) -> None:
    page = made(folder, "Thông cáo báo chí", "html").decode()
    assert neutral(page) == []
    assert {colour for colour in OWN.values() if colour in page} == set(OWN.values())
    assert "<span>Vườn cây</span>" in page


def test_a_mail_bears_it(folder: Path) -> None:
    message = message_from_bytes(made(folder, "Thông cáo báo chí", "eml"), policy=policy.default)
    page = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert neutral(page) == []
    assert OWN["dam"] in page
    assert "Vườn cây</td>" in page
    marks = [part.get_content() for part in message.walk() if part.get("Content-ID")]
    assert any(looks_like(mark, OWN["phu"]) for mark in marks)


def looks_like(picture: bytes, colour: str) -> bool:
    """Whether a colour covers some of a picture."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    counts = {found: count for count, found in image.getcolors(maxcolors=1 << 24) or ()}
    return counts.get(wanted, 0) > image.width * image.height / 500


@pytest.mark.parametrize("colour", ["#8A2B10", "#1F3FBF", "#3B3B3B", "#6A0DAD"])
def test_where_light_is_turned_off_grounds_and_links_have_the_hue_of_the_house_and_are_read(colour: str) -> None:
    own = Identity(colours={**COLOURS, "dam": colour, "chinh": colour})
    grounds, link = own.painted("#0d171e #12202a #15242e #20333f").split(), own.painted("#8fd6d1")
    assert not {*grounds, link} & {"#0d171e", "#12202a", "#15242e", "#20333f", "#8fd6d1"}
    assert min(contrast(ink, ground) for ink in (link, "#e7eef2", "#b4c2ca") for ground in grounds) >= 4.5


def test_a_word_file_bears_it(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(folder, "Thông cáo báo chí", "docx"))) as package:
        styles = package.read("word/styles.xml").decode()
        header = package.read("word/headerIdentity.xml").decode()
        assert neutral(styles + header) == []
        assert OWN["dam"][1:] in styles
        assert OWN["chinh"][1:] in header
        assert "Vườn cây" in header
        assert b'w:type="first" r:id="rIdIdentity"' in package.read("word/document.xml")
        assert looks_like(package.read("word/media/identity.png"), OWN["phu"])


def test_slides_bear_it(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(folder, "Bài trình chiếu", "pptx"))) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
        assert neutral(theme) == []
        assert [use for use, colour in OWN.items() if colour[1:] not in theme] == []
        assert f'typeface="{FONTS["tieu_de"]}"' in theme
        pictures = [package.read(name) for name in package.namelist() if name.startswith("ppt/media/")]
        assert any(looks_like(picture, OWN["phu"]) for picture in pictures)


def test_charts_and_posters_bear_it(folder: Path) -> None:
    assert looks_like(made(folder, "Đồ họa thông tin", "bieu-do", "bieu-do-1.png"), OWN["chinh"])
    drawn = made(folder, "Đồ họa thông tin", "svg").decode()
    assert neutral(drawn) == []
    assert OWN["dam"].lower() in drawn.lower()


@pytest.mark.parametrize("kind", ["Tờ gấp", "Tờ rơi", "Áp phích"])
def test_printed_pieces_bear_it(kind: str, folder: Path) -> None:
    page = pdfium.PdfDocument(made(folder, kind, "pdf"))[0].render(scale=1).to_pil()
    out = io.BytesIO()
    page.save(out, "PNG")
    assert looks_like(out.getvalue(), OWN["dam"])


@pytest.mark.parametrize("use", ["dam", "chinh"])
def test_one_colour_changes_every_form(use: str, folder: Path) -> None:
    """The same colours but one: its old value is in no file."""
    before = OWN[use]
    text = IDENTITY.replace(before, "#224433")
    (folder / "content/_shared/nhan-dien.yaml").write_text(text, encoding="utf-8")
    page = made(folder, "Thông cáo báo chí", "html").decode()
    assert before not in page
    assert "#224433" in page
    with zipfile.ZipFile(io.BytesIO(made(folder, "Bài trình chiếu", "pptx"))) as package:
        assert before[1:] not in package.read("ppt/theme/theme1.xml").decode()


def test_decrees_keep_the_looks_of_the_law(folder: Path) -> None:
    head = "---\nloai: Công văn\nve_viec: trồng cây\nco_quan: Bộ Thử\ndia_danh: Hà Nội\nnam: 2026\n---\n"
    (folder / "content/cv.md").write_text(f"{head}Bộ Thử gửi lời chào.\n", encoding="utf-8")
    main(["build", "cv", "--format", "html", "--format", "docx", "--out", "ra"])
    page = (folder / "ra/cv.html").read_text(encoding="utf-8")
    assert not re.search("|".join(OWN.values()), page)
    assert "Vườn cây" not in page
    with zipfile.ZipFile(folder / "ra/cv.docx") as package:
        assert "word/headerIdentity.xml" not in package.namelist()


@pytest.mark.parametrize(
    "line",
    [
        "lien_he: {dien_thoaii: 1}",
        "mau: {damm: '#000000'}",
        "mau: {chinh: '#7FD4CF'}",
        "en: {tem: A}",
        "lien_he: {thu_dien_tu: a(at)b.vn}",
    ],
)
def test_a_wrong_identity_stops_with_a_message(line: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "content/_shared/nhan-dien.yaml").write_text(f"{line}\n", encoding="utf-8")
    (folder / "content/tin.md").write_text(HEAD.format(kind="Thông cáo báo chí", mark="#"), encoding="utf-8")
    assert main(["build", "tin", "--draft", "--format", "html", "--out", "ra"]) != 0
    assert "nhan-dien.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ten: A\nmua: 1\n", "nhan-dien.yaml:2: "),
        ("ten: A\nmau:\n  damm: '#000000'\n", "nhan-dien.yaml:3: "),
        ("ten: A\nen:\n  lien_he:\n    dia_ch: B\n", "nhan-dien.yaml:4: "),
        ("ten: A\nmau:\n  dam: ''\n", "nhan-dien.yaml:3: "),
        ("mau:\n  nhat: '#EEF5F4'\n  chinh: '#7FD4CF'\n", "nhan-dien.yaml:3: "),
        ("mau:\n  nhat: '#777777'\n", "nhan-dien.yaml:2: "),  # its text is not said here
        ("ten: A\nbieu_trung: b.png\n", "nhan-dien.yaml:2: "),
        ("ten: A\nlien_he:\n  thu_dien_tu: b(at)c.vn\n", "nhan-dien.yaml:3: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "nhan-dien.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_identity(path)
    assert str(caught.value).startswith(told)


def test_a_mark_that_is_no_picture_is_told_with_its_key_and_what_helps(tmp_path: Path) -> None:
    path = tmp_path / "nhan-dien.yaml"
    path.write_text("ten: A\nbieu_trung: dau.png\n", encoding="utf-8")
    (tmp_path / "dau.png").write_text("không phải ảnh", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_identity(path)
    assert str(caught.value).startswith("nhan-dien.yaml:2: bieu_trung: “dau.png” is not a picture")
    assert "save it as PNG or JPEG" in str(caught.value)


def test_all_keys_that_it_does_not_know_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "nhan-dien.yaml"
    path.write_text("tenn: A\nmau:\n  damm: '#000000'\nen: {lien_he: {dia_chi: B, xyz: C}}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_identity(path)
    told = "1 “tenn” (“ten”?), 3 “mau.damm” (“mau.dam”?), 4 “en.lien_he.xyz”"
    assert str(caught.value).startswith(f"nhan-dien.yaml: unknown keys: {told}")
