"""Leaflets and flyers as they go to the printer: nothing left out, nothing too small, what does not fit is told, and
the identity rules the colours."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image

from draftkit.cli.main import main
from draftkit.kinds.identity import COLOURS, contrast, read_identity
from tests.outreach import boxes

MM = 72 / 25.4
HEAD = "---\nloai: {kind}\nten_goi: Nước sạch cho mọi nhà\nco_quan: Bộ Công Thương\nma_qr: https://vi-du.example.vn\n"
DRAFT = "du_thao: {lan: 1, ngay: 2026-11-20}\n"
CONTACT = "lien_he: [{ho_ten: Lê Văn C, don_vi: Cục Thử, dien_thoai: 024 0000 0000, thu_dien_tu: a@tp-vi-du.vn}]\n---\n"
BODY = """Dành cho *doanh nghiệp*.

# Con số
- **70 - 80%**: nước thải
- **2030**: năm đích

# Lợi ích
- **Danh mục**: biết sản phẩm nào
- **Tiêu chuẩn**: có căn cứ, kể cả CO~2~ và m^3^

# Cách làm
1. **Đọc** dự thảo.
2. Góp ý #tại \\$đây\\$ @ _không_ \\* dấu.

Câu thường sau mục.

# Bảng
| Cột một | Cột hai |
|---|---|
| Ô một | Ô hai |
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/_shared").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(folder: Path, kind: str, body: str, *more: str) -> int:
    (folder / "content/to.md").write_text(HEAD.format(kind=kind) + DRAFT + CONTACT + body, encoding="utf-8")
    return main(["build", "to", "--format", "pdf", "--out", "ra", *more])


def letters(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def said(path: Path) -> str:
    document = pdfium.PdfDocument(path)
    return letters("".join(page.get_textpage().get_text_bounded() for page in document))


def sizes(path: Path) -> set[float]:
    """Sizes in pt of the letters of a PDF, as it draws them."""
    out = set()
    for page in pdfium.PdfDocument(path):
        text = page.get_textpage()
        matrix = raw.FS_MATRIX()
        for at in range(text.count_chars()):
            if raw.FPDFText_GetUnicode(text, at) > 32 and raw.FPDFText_GetMatrix(text, at, matrix):
                out.add(round(raw.FPDFText_GetFontSize(text, at) * abs(matrix.d), 1))
    return out


def test_formulas_are_drawn_and_no_sign_is_too_small(folder: Path) -> None:
    body = "# Phanh\n$$ s = v t_{0} + \\frac{v^2}{2 g} $$\n\nVới $v^2$.\n\n- **Khô**: $x_1 \\le 2$\n- **Ướt**: khác\n"
    assert build(folder, "Tờ gấp", body) == 0
    found = said(folder / "ra/to.pdf")
    assert "frac" not in found
    assert "≤" in found
    assert min(sizes(folder / "ra/to.pdf")) >= 8.9
    assert build(folder, "Đồ họa thông tin", body, "--format", "svg") == 0
    drawn = (folder / "ra/to.svg").read_text(encoding="utf-8")
    assert ">Phanh<" in drawn
    assert "v²/(2g)" in drawn  # to be heard
    assert drawn.count("<use ") >= 12  # to be seen: in the sizes that formulas have


@pytest.mark.parametrize("kind", ["Tờ gấp", "Tờ gấp đôi", "Tờ rơi", "Áp phích"])
def test_every_word_is_on_the_sheet(kind: str, folder: Path) -> None:
    body = BODY if kind in ("Tờ gấp", "Áp phích") else BODY.split("# Bảng")[0]
    assert build(folder, kind, body.split("# Cách làm")[0] if kind == "Tờ rơi" else body) == 0
    found = said(folder / "ra/to.pdf")
    words = [
        "Nước sạch cho mọi nhà",
        "BỘ CÔNG THƯƠNG",
        "Dành cho doanh nghiệp.",
        "70 - 80%",
        "năm đích",
        "CO2 và m3",
        "Lê Văn C",
    ]
    words += ["vi-du.example.vn", "024 0000 0000"]
    if kind != "Tờ rơi":
        words += ["Đọc", "Góp ý #tại $đây$ @ _không_ * dấu.", "Câu thường sau mục."]
    if kind in ("Tờ gấp", "Áp phích"):
        words += ["Cột một", "Ô hai"]
    assert [word for word in words if letters(word) not in found] == []
    assert min(sizes(folder / "ra/to.pdf")) >= 9, "to be read"
    if kind == "Áp phích":
        assert [round(side / MM) for side in pdfium.PdfDocument(folder / "ra/to.pdf")[0].get_size()] == [297, 420]
        assert max(sizes(folder / "ra/to.pdf")) >= 70, "a title, from afar"


def test_the_sheet_has_its_measures_and_the_printer_his_marks(folder: Path) -> None:
    assert build(folder, "Tờ gấp", BODY, "--format", "in") == 0
    plain, marked = (pdfium.PdfDocument(folder / "ra" / name)[0] for name in ("to.pdf", "to.in.pdf"))
    assert [round(side / MM) for side in plain.get_size()] == [297, 210]
    assert [round(side / MM) for side in marked.get_mediabox()] == [0, 0, 317, 230]  # bleed, and room for the marks
    assert [round(side / MM) for side in marked.get_bleedbox()] == [7, 7, 310, 223]
    assert [round(side / MM) for side in marked.get_trimbox()] == [10, 10, 307, 220]
    assert said(folder / "ra/to.pdf") == said(folder / "ra/to.in.pdf")
    assert b"pdfuaid" in (folder / "ra/to.in.pdf").read_bytes()
    assert [*boxes.faults(folder / "ra/to.pdf"), *boxes.faults(folder / "ra/to.in.pdf")] == []


def test_a_piece_names_its_paper(folder: Path) -> None:
    assert build(folder, "Áp phích\nkho_giay: a4", BODY) == 0
    assert [round(side / MM) for side in pdfium.PdfDocument(folder / "ra/to.pdf")[0].get_size()] == [210, 297]
    assert list(boxes.faults(folder / "ra/to.pdf")) == []


@pytest.mark.parametrize("kind", ["Tờ gấp", "Bài phát thanh"])
def test_a_paper_that_a_piece_cannot_have_is_told(kind: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(kind=f"{kind}\nkho_giay: A3") + CONTACT + BODY
    (folder / "content/to.md").write_text(text, encoding="utf-8")
    main(["check", "to"])
    assert "kho_giay" in next(line for line in capsys.readouterr().out.split("\n") if "DK-H001" in line)


def test_a_number_and_what_it_counts_stand_on_one_line(folder: Path) -> None:
    assert build(folder, "Tờ gấp", "Mở.\n\n# Mẫu\n- Thức ăn của từng bữa được giữ lại và lưu mẫu 24 giờ.\n") == 0
    text = pdfium.PdfDocument(folder / "ra/to.pdf")[1].get_textpage().get_text_range().replace("\u00a0", " ")
    assert "24 giờ" in text


def test_a_picture_on_the_cover_makes_no_other_panel_small(folder: Path) -> None:
    """Nor is it refused: it, the title and the space above give way."""
    picture = Image.new("RGB", (600, 400), (255, 0, 0))
    picture.save(folder / "content/a.png")
    body = "Dành cho cha mẹ, thầy cô và người nấu ăn.\n\n{}# Một\nMột câu.\n\n# Hai\nMột câu.\n"
    head = "Tờ gấp\ntieu_de_phu: Dự thảo Thông tư về an toàn thực phẩm trong trường học\ntieu_diem: {a.png: [50, 50]}"
    sizes = []
    for shown in ("", "![Đỏ](a.png)\n\n"):
        assert build(folder, head if shown else head.rpartition("\n")[0], body.format(shown)) == 0
        page = pdfium.PdfDocument(folder / "ra/to.pdf")[1].get_textpage()
        sizes.append(raw.FPDFText_GetFontSize(page, page.get_text_range().index("câu")))
    assert sizes[0] == sizes[1]
    image = pdfium.PdfDocument(folder / "ra/to.pdf")[0].render(scale=0.5).to_pil().convert("RGB")
    assert sum(count for count, colour in image.getcolors(1 << 20) or () if colour == (255, 0, 0)) > 5000


@pytest.mark.parametrize(
    "body",
    [
        'Mở.\n\n# Một\n![Đỏ](a.png "Ảnh: X")\n\n- **60%**: có trạm\n- **3 năm**: để nối\n',
        "Mở.\n\n![Đỏ](a.png)\n\n# Một\n- Đăng ký\n- Lắp bể\n",
        "Mở.\n\n# Một\n- Đăng ký\n- Lắp bể\n\n![Đỏ](a.png)\n",
        'Mở.\n\n# Một\n![Đỏ](a.png "Ảnh: X")\n\n# Việc\n- Đăng ký\n- Lắp bể\n',
    ],
)
def test_words_stand_beside_a_picture_that_is_not_as_broad_as_the_sheet(body: str, folder: Path) -> None:
    Image.new("RGB", (500, 600), (255, 0, 0)).save(folder / "content/a.png")
    rows = "".join(f"| Nhóm {at} | {at}% |\n" for at in range(1, 9))
    body += f"\n# Hai\n::: bieu-do-ngang\n| Nhóm | Tỷ lệ |\n|---|---|\n{rows}:::\n"
    assert build(folder, "Áp phích", body) == 0
    page = pdfium.PdfDocument(folder / "ra/to.pdf")[0]
    seen = next(one.get_bounds() for one in page.get_objects((raw.FPDF_PAGEOBJ_IMAGE,)) if one.get_px_size()[0] == 500)
    words = page.get_textpage()
    said = [words.get_rect(at) for at in range(words.count_rects())]
    assert any(
        seen[1] < (low + high) / 2 < seen[3] for left, low, right, high in said if left > seen[2] or right < seen[0]
    )


def placed(folder: Path) -> list[tuple[str, float, float]]:
    """Each text of the first page with its left edge and its middle."""
    words = pdfium.PdfDocument(folder / "ra/to.pdf")[0].get_textpage()
    found = [words.get_rect(at) for at in range(words.count_rects())]
    return [(" ".join(words.get_text_bounded(*one).split()), one[0], (one[1] + one[3]) / 2) for one in found]


def test_the_caption_of_a_slim_picture_is_no_column_of_single_words(folder: Path) -> None:
    Image.new("RGB", (300, 900), (255, 0, 0)).save(folder / "content/a.png")
    rows = "".join(f"| Nhóm {at} | {at}% |\n" for at in range(1, 9))
    chart = f"\n# Hai\n::: bieu-do-ngang\n| Nhóm | Tỷ lệ |\n|---|---|\n{rows}:::\n"
    caption = "Một cột điện cao bên đường làng"
    assert build(folder, "Áp phích", f'Mở.\n\n# Một\n![Đỏ](a.png "{caption}")\n\n- **60%**: có trạm\n{chart}') == 0
    assert any(caption in text for text, _, _ in placed(folder))


def test_a_long_list_of_short_points_stands_in_two_columns(folder: Path) -> None:
    assert build(folder, "Tờ rơi", "Mở.\n\n# Một\n" + "".join(f"- Mục {at} ngắn\n" for at in range(1, 15))) == 0
    assert any("a@tp-vi-du.vn" in text for text, _, _ in placed(folder))  # not parted at its own hyphen
    (first,), (eighth,) = ([one for one in placed(folder) if f"Mục {at} " in f"{one[0]} "] for at in (1, 8))
    assert eighth[1] > first[1] + 40
    assert abs(eighth[2] - first[2]) < 2


def test_what_fits_a_small_sheet_in_smaller_parts_is_not_refused(folder: Path) -> None:
    months = "".join(f"| Tháng {at} | {at + 3} | {at + 2} |\n" for at in range(1, 13))
    chart = f"::: bieu-do-duong\n| Tháng | 2025 | 2026 |\n|---|---|---|\n{months}:::\n"
    assert build(folder, "Tờ rơi", f"Một câu.\n\n# Số vụ theo tháng\n{chart}") == 0
    assert build(folder, "Tờ rơi", "Mở.\n\n# Một\n- **5 - 10%**: a\n- **1.234.567 người**: một số rất lớn\n") == 0


def test_a_line_of_the_title_ends_where_the_sense_does(folder: Path) -> None:
    """No word of two syllables is parted (“con / số”) where a comma stands near."""
    text = HEAD.format(kind="Đồ họa thông tin") + DRAFT + CONTACT + "Một câu.\n"
    titled = re.sub("ten_goi: .*", "ten_goi: Bữa ăn ở trường, con số và việc phải làm", text)
    (folder / "content/to.md").write_text(titled, encoding="utf-8")
    assert main(["build", "to", "--format", "pdf", "--out", "ra"]) == 0
    lines = pdfium.PdfDocument(folder / "ra/to.pdf")[0].get_textpage().get_text_range().replace("\u00a0", " ")
    assert "Bữa ăn ở trường," in lines.splitlines()


def test_a_title_is_parted_only_where_each_part_has_one_line(folder: Path) -> None:
    named = "ten_goi: Khám sàng lọc tại trạm y tế, điều mỗi người cần biết"
    text = HEAD.format(kind="Tờ gấp") + DRAFT + CONTACT + "Một câu.\n"
    (folder / "content/to.md").write_text(re.sub("ten_goi: .*", named, text), encoding="utf-8")
    assert main(["build", "to", "--format", "pdf", "--out", "ra"]) == 0
    lines = pdfium.PdfDocument(folder / "ra/to.pdf")[0].get_textpage().get_text_range().replace("\u00a0", " ")
    assert "y tế," not in lines.splitlines()


def test_a_picture_is_cropped_to_what_must_be_seen(folder: Path) -> None:
    def seen(more: str, name: str = "a.png") -> set[tuple[int, ...]]:
        assert build(folder, f"Tờ gấp{more}", f"Mở đầu.\n\n# Ảnh\n![Ba màu]({name})\n") == 0
        image = pdfium.PdfDocument(folder / "ra/to.pdf")[1].render(scale=0.5).to_pil().convert("RGB")
        return {colour for _, colour in image.getcolors(1 << 20) or () if colour in ((255, 0, 0), (0, 255, 0))}

    picture = Image.new("RGB", (100, 600), (255, 0, 0))
    picture.paste((0, 255, 0), (0, 300, 100, 600))
    picture.save(folder / "content/a.png")
    assert seen("") == {(255, 0, 0), (0, 255, 0)}  # whole, as long as nobody says what matters
    assert seen("\ntieu_diem: {a.png: [50, 100]}") == {(0, 255, 0)}
    assert seen("\ntieu_diem: {a.png: [50, 0]}") == {(255, 0, 0)}
    (folder / "content/anh").mkdir()
    picture.save(folder / "content/anh/Bể-Nước.png")
    assert seen("\ntieu_diem: {anh/Bể-Nước.png: [50, 100]}", "anh/Bể-Nước.png") == {(0, 255, 0)}


def test_a_quotation_that_is_still_empty_ends_no_build(folder: Path) -> None:
    assert build(folder, "Tờ gấp", "> \n\nMở đầu.\n\n# Lời\nMột câu.\n") == 0


def test_bold_words_are_parted_from_the_rest_as_they_are_typed(folder: Path) -> None:
    body = "# Được gì\n- **04 trụ** sạc nhanh\n- **Giá:** công khai\n- Hỏi đáp\n"
    assert build(folder, "Tờ gấp", body) == 0
    found = said(folder / "ra/to.pdf")
    assert letters("04 trụ sạc nhanh") in found
    assert letters("Giá: công khai") in found


def test_a_quotation_names_who_said_it(folder: Path) -> None:
    assert (
        build(folder, "Tờ gấp", "Mở đầu.\n\n# Lời\n> Nước sạch là của mọi người.\n>\n> — Nguyễn Văn B, thợ nước\n") == 0
    )
    assert letters("Nguyễn Văn B, thợ nước") in said(folder / "ra/to.pdf")
    assert "—" not in said(folder / "ra/to.pdf")


def test_a_chart_called_as_its_panel_says_it_once(folder: Path) -> None:
    chart = "::: bieu-do-ngang\nBảng. {title}\n\n| Nhà | Số |\n|---|---|\n| A | 7 |\n:::\n"
    body = f"Mở.\n\n# Giá lắp\n{chart.format(title='Giá lắp')}\n# Nhà\n{chart.format(title='Số nhà')}"
    assert build(folder, "Tờ gấp", body) == 0
    words = said(folder / "ra/to.pdf")
    assert (words.count(letters("Giá lắp")), words.count(letters("Số nhà"))) == (1, 1)


@pytest.mark.parametrize(
    ("more", "body", "told"),
    [
        ("", "Mở đầu.\n\n# Một\nXem https://vi-du.example.vn/" + "a" * 90 + " nhé.\n", "reaches out of its place"),
        ("\nkho_giay: A9", BODY, "A5, A4, A3, A2, A1"),
        ("\ntieu_diem: {a.png: giữa}", "Mở.\n\n# Ảnh\n![Một](a.png)\n", "from 0 to 100"),
        ("\ntieu_diem: {b.png: [5, 5]}", "Mở.\n\n# Ảnh\n![Một](a.png)\n", "its pictures: a.png"),
        ("", "Mở đầu.\n\n# Ảnh\n![Một](khong-co.png)\n", "khong-co.png"),
        ("", "Mở đầu.\n\n# Ảnh\n![](a.png)\n", "to.md:12:1: the picture has no text"),
        ("ma_qr: https://vi-du.vn/" + "a" * 300, "Mở.\n", "too dense for 28 mm"),
        ("ma_qr: https://vi-du.vn/" + "a" * 5000, "Mở.\n", "> 177 squares"),
        ("đồ họa", "Mở đầu.\n\n# Dài\n" + "Một câu khá dài. " * 3000, "hold too much"),
        ("", "Mở đầu 😀.\n\n# Một\nChữ.\n", "U+1F600"),
    ],
)
def test_what_cannot_be_printed_is_told(
    more: str, body: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (9, 9)).save(folder / "content/a.png")
    kind = "Áp phích" if "kho_giay" in more else "Tờ gấp"
    kind, more = ("Đồ họa thông tin", "") if more == "đồ họa" else (kind, more)
    head = HEAD.format(kind=kind + more * more.startswith("\n"))
    if more.startswith("ma_qr"):
        head = head.replace("ma_qr: https://vi-du.example.vn", more)
    (folder / "content/to.md").write_text(head + DRAFT + CONTACT + body, encoding="utf-8")
    assert main(["--lang", "en", "build", "to", "--format", "pdf", "--out", "ra"]) != 0
    found = capsys.readouterr()
    assert told in found.err + found.out


SHORT = "# Một\nMột câu.\n\n# Hai\n- **1.248**: điểm\n"
MEDIUM = BODY.split("# Bảng")[0]
LONG = MEDIUM.replace("Câu thường", "Câu khá dài để mặt này gần như không còn chỗ nào trống. " * 9 + "Câu thường")


@pytest.mark.parametrize(
    ("kind", "across", "body"),
    [
        *(("Tờ gấp", 3, body) for body in (SHORT, MEDIUM, LONG)),
        *(("Tờ gấp đôi", 2, MEDIUM), ("Áp phích", 1, SHORT), ("Áp phích", 1, LONG)),
    ],
    ids=["short", "medium", "long", "half", "poster", "long poster"],
)
def test_columns_end_level(kind: str, across: int, body: str, folder: Path) -> None:
    """The lowest thing seen of each panel that says anything stands near its foot, by pixels."""
    assert build(folder, kind, body) == 0
    for page in pdfium.PdfDocument(folder / "ra/to.pdf"):
        image = page.render(scale=0.4).to_pil().convert("L")
        wide, high = image.width // across, image.height
        for at in range(across):
            panel = image.crop((at * wide + 2, 2, (at + 1) * wide - 2, high - 3))
            if across == 1:  # the ground of the contact begins where the body ends
                assert longest_run(panel) < high * 0.2
            elif longest_run(panel) < high * 0.9:
                rows = [row for row in range(panel.height) if not even(panel, row)]
                assert rows[-1] > high * 0.9, (kind, at)


def even(image: Image.Image, row: int) -> bool:
    low, high = image.crop((0, row, image.width, row + 1)).getextrema()
    return int(high) - int(low) < 8  # a gradient is even, too


def longest_run(image: Image.Image) -> int:
    """The most rows below one another on which nothing stands."""
    best = run = 0
    for row in range(image.height):
        run = run + 1 if even(image, row) else 0
        best = max(best, run)
    return best


def test_a_sheet_without_issuer_is_set_and_the_key_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "content/to.md").write_text(
        HEAD.format(kind="Tờ rơi").replace("co_quan", "co_qaun") + DRAFT + CONTACT + BODY, encoding="utf-8"
    )
    assert main(["build", "to", "--format", "pdf", "--out", "ra"]) == 1
    assert "co_qaun" in capsys.readouterr().out
    assert (folder / "ra/to.pdf").is_file()


def test_the_same_text_makes_the_same_bytes(folder: Path) -> None:
    build(folder, "Tờ gấp", BODY)
    first = (folder / "ra/to.pdf").read_bytes()
    build(folder, "Tờ gấp", BODY)
    assert (folder / "ra/to.pdf").read_bytes() == first
    assert b"pdfaid" in first
    assert b"pdfuaid" in first


def test_a_panel_that_holds_too_much_is_named_with_its_surplus(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "Một câu khá dài để lấp đầy mặt giấy này cho đến khi không còn chỗ. " * 60
    assert build(folder, "Tờ gấp", BODY.replace("# Lợi ích\n", f"# Lợi ích\n{long}\n\n")) == 2
    told = capsys.readouterr().err
    assert re.search(r"Lợi ích \(\+\d+ mm\)", told)
    assert "Con số" not in told.split("Lỗi:")[1]
    assert not (folder / "ra/to.pdf").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mau: {chinhh: '#000000'}", "chinh"),
        ("tenn: A", "ten"),
        ("mau: {chinh: xanh}", "#0E3A53"),
        ("mau:\n  chinh: #A8480B", "in quotes"),
        ("mau: {dam: '#DDDDDD'}", "4.5"),
        ("bieu_trung: khong.png", "khong.png"),
        ("bieu_trung: ../../../etc/hostname", "etc/hostname"),
        ("ma_qr: duong-dan", "duong-dan"),
        ("phong: {tieu_de: Phông Không Có}", "Phông Không Có"),
        ("ma_qr: https://example.vn/" + "a" * 400, "squares a side"),
        ("- a", "key: value"),
    ],
)
def test_a_wrong_identity_is_told(text: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "content/_shared/nhan-dien.yaml").write_text(text + "\n", encoding="utf-8")
    (folder / "content/to.md").write_text(
        HEAD.format(kind="Tờ gấp").replace("ma_qr: https://vi-du.example.vn\n", DRAFT) + CONTACT + BODY,
        encoding="utf-8",
    )
    assert main(["--lang", "en", "build", "to", "--format", "pdf", "--out", "ra"]) == 2
    assert told in capsys.readouterr().err


def test_changing_one_colour_changes_the_sheet(folder: Path) -> None:
    def ground() -> tuple[int, ...]:
        assert build(folder, "Tờ gấp", BODY) == 0
        image = pdfium.PdfDocument(folder / "ra/to.pdf")[0].render(scale=1).to_pil()
        return tuple(image.getpixel((image.width // 2, 20)))

    assert ground() == (0x0E, 0x3A, 0x53)
    (folder / "content/_shared/nhan-dien.yaml").write_text("mau: {dam: '#4A1030'}\n", encoding="utf-8")
    assert ground() == (0x4A, 0x10, 0x30)


def test_our_own_identity_can_be_read_everywhere() -> None:
    assert read_identity(None).colours == COLOURS
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast(COLOURS["chinh"], "#FFFFFF") > 4.5


def test_an_embargo_stands_on_every_panel(folder: Path) -> None:
    real = CONTACT.replace("0000 0000", "3936 1215").replace("a@example.vn", "gop-y@cuc-thu.vn")
    held = HEAD.format(kind="Tờ gấp") + "cam_cong_bo: 2099-01-01 10:00 Asia/Ho_Chi_Minh\n" + real + BODY
    (folder / "content/to.md").write_text(held, encoding="utf-8")
    assert main(["approve", "to", "--by", "Người duyệt"]) == 0
    assert main(["build", "to", "--format", "pdf", "--out", "ra", "--embargoed"]) == 0
    assert said(folder / "ra/to.pdf").count(letters("CẤM CÔNG BỐ")) == 6, said(folder / "ra/to.pdf")


@pytest.mark.parametrize("sorts", [("bieu-do-ngang", "bieu-do-cot", "bieu-do-tron", "bieu-do-duong"), ("ban-do",)])
def test_a_chart_of_any_shape_stands_with_its_figures(sorts: tuple[str, ...], folder: Path) -> None:
    names = "mot", *(f"hai_{at}" for at in range(len(sorts)))
    facts = "".join(f"{name}: {{gia_tri: {40 + 7 * at}%, nguon: tự đặt}}\n" for at, name in enumerate(names))
    (folder / "content/_shared/facts.yaml").write_text(facts, encoding="utf-8")
    rows = "Bảng. Tỷ lệ\n\n| Nơi | A |\n|---|---|\n| Hà Nội | {{ mot }} |\n| TP.HCM | {{ %s }} |\n\nNguồn: tự đặt."
    drawn = (f"# Hình {sort}\n::: {sort}\n{rows % name}\n:::\n" for sort, name in zip(sorts, names[1:], strict=True))
    assert build(folder, "Đồ họa thông tin", "\n".join(("Mở đầu.\n", *drawn))) == 0
    found = said(folder / "ra/to.pdf")
    assert [at for at in range(len(names)) if letters(f"{40 + 7 * at}%") not in found] == []
    assert (letters("Quần đảo Hoàng Sa (Đà Nẵng)") in found) == (sorts == ("ban-do",))
    assert list(boxes.faults(folder / "ra/to.pdf")) == []


@pytest.mark.parametrize("kind", ["Tờ rơi", "Đồ họa thông tin"])
def test_a_heading_of_the_second_level_needs_none_of_the_first_above_it(kind: str, folder: Path) -> None:
    """Nor do raised signs that few typefaces have keep it from being set."""
    body = "Lời mở.\n\n## Một\n\nHai.\n\n# Ba m^-2^\n\n## Bốn\n\n- **10^-3^ mg/l**: bụi\n- **Ca^2+^**: ion\n"
    assert build(folder, kind, body) == 0
