"""No produced file of any kind shows what was meant for draftkit: values in braces, stars, labels."""

from __future__ import annotations

import html
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import EngineMissing
from draftkit.kit.build import pack, photos
from draftkit.library.project import documents, open_project
from draftkit.library.session import Session
from draftkit.model.tree import Occasion
from draftkit.site.build import site_files
from draftkit.site.gather import gather
from draftkit.site.settings import read_settings
from tests.conftest import CHECKOUT

ROOT = CHECKOUT
_RAW = re.compile(r"\{\{[^{}\n]{0,40}|\*\*\S[^*\n]{0,40}|\{#[\w-]+\}|(?<![\w.])@[a-z]+(?:-[a-z0-9]+)+")
_TEXTS = {
    "lien_he": "lien_he: {ho_ten: Trần Thị B, chuc_vu: '{{ chuc }}', dien_thoai: 024 2222 1234, thu_dien_tu: b@bo.vn}",
    "hinh_anh": "hinh_anh: [{anh: a.png, mo_ta: 'Sơ đồ {{ chuc }}', chu_thich: 'Chú {{ chuc }}', nguon: '{{ chuc }}'}]",
    "thu": "thu: {chu_de: 'Tin {{ chuc }}'}",
    "tieu_de_phu": "tieu_de_phu: 'Phụ {{ chuc }}'",
    "tom_tat": "tom_tat: 'Tóm {{ chuc }}'",
    "ghi_chu_bien_tap": "ghi_chu_bien_tap: ['Ghi {{ chuc }}']",
}


def said(suffix: str, data: bytes) -> str:
    """All that a file says, properties and descriptions included."""
    end = suffix.rpartition(".")[2]
    if end in ("docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
        text = " ".join(part for part in parts if "customXml" not in part)
        return html.unescape(re.sub(r"<[^>]+>", " ", text) + " ".join(re.findall(r'(?:descr|title)="([^"]*)"', text)))
    if end == "eml":
        from email import policy
        from email.parser import BytesParser

        made = BytesParser(policy=policy.default).parsebytes(data)
        texts = [part.get_content() for part in made.walk() if part.get_content_maintype() == "text"]
        return " ".join(
            (str(made["Subject"]), *(re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL) for text in texts))
        )
    if end in ("png", "pdf"):
        return ""
    return re.sub(r"<style.*?</style>", "", data.decode(errors="replace"), flags=re.DOTALL)


def raw(session: Session, path: Path) -> list[str]:
    made = session.read(path)
    found = []
    for name in made.bound.draft.kind.outputs:
        if name in ("pdf", "png", "in"):  # of which nothing is read
            continue
        try:
            files = session.files(made, name)
        except EngineMissing:
            continue
        found += [f"{suffix}: {one}" for suffix, data in files.items() for one in _RAW.findall(said(suffix, data))]
    return found


@cache
def drafts() -> Session:
    return Session(open_project(ROOT, None), Occasion(as_draft=True))


@pytest.mark.slow
@pytest.mark.parametrize("path", documents(open_project(ROOT, None)), ids=lambda path: path.stem)
def test_no_file_of_the_content_shows_raw_marks(path: Path) -> None:
    assert raw(drafts(), path) == []


@pytest.mark.parametrize("typed", ["{{ chuc }}", "[Chánh Văn phòng](https://bo.vn/x)", "**Chánh Văn phòng**"])
@pytest.mark.parametrize("key", _TEXTS)
def test_texts_of_the_metadata_take_values_and_marks_at_any_depth(key: str, typed: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/a.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    path, text = tmp_path / "content/tin.md", _TEXTS[key].replace("{{ chuc }}", typed)
    path.write_text(
        "---\nloai: Thông cáo báo chí\nten_goi: Bộ X khởi công\nco_quan: Bộ X\nnam: 2026\n"
        f"ngay: 2026-11-20\n{text}\ngia_tri: {{chuc: Chánh Văn phòng}}\n---\nBộ X khởi công.\n",
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None))
    assert raw(session, path) == []
    made = session.read(path)
    everything = "".join(
        said(suffix, data)
        for name in made.bound.draft.kind.outputs
        if name != "pdf"
        for suffix, data in session.files(made, name).items()
    )
    assert "Chánh Văn phòng" in everything
    assert "](https" not in everything


def test_a_title_and_what_is_said_of_a_picture_are_the_same_words_without_marks_everywhere(tmp_path: Path) -> None:
    """Title of the page, of the Word file and of the mail, what is shared: each printed `H~2~O`, `$x^2$`, `*…*`."""
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/a.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    path, rows = tmp_path / "content/tin.md", tmp_path / "nhan.csv"
    path.write_text(
        "---\nloai: Thông cáo báo chí\nten_goi: 'Nước H~2~O, giá $x^2$ và *nghiêng* ở {{ xa }}'\nco_quan: Bộ X\n"
        "nam: 2026\nngay: 2026-11-20\ngia_tri: {xa: xã Ba Vì}\n---\nLời.\n\n"
        '![Sơ đồ {{ xa }} **đậm** m^2^](a.png "Chú. Ảnh: A")\n',
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None))
    made = session.read(path)
    assert [one for one in made.check() if one.rule == "DK-M003"] == []
    for form in ("txt", "html", "eml", "docx"):
        for suffix, data in session.files(made, form).items():
            text = said(suffix, data)
            assert "Nước H₂O, giá x² và nghiêng ở xã Ba Vì" in text, suffix
            assert "Sơ đồ xã Ba Vì đậm m²" in text, suffix
            assert not re.search(r"~2~|\$x|\*(?:nghiêng|đậm)", text), suffix
    rows.write_text("ten,thu_dien_tu\nA,a@bo.vn\n", encoding="utf-8")
    main(["send-list", str(path), "--each", str(rows), "--out", str(tmp_path / "out"), "--draft"])
    assert "H~2~O" not in "".join(file.read_text(encoding="utf-8-sig") for file in (tmp_path / "out").iterdir())


def test_the_last_slide_and_the_subject_of_a_mail_merge_show_no_marks(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    deck, letter, rows = tmp_path / "content/bai.md", tmp_path / "content/thu.md", tmp_path / "nhan.csv"
    contact = "lien_he: {ho_ten: '**Trần Thị B**', don_vi: '[Cục X](https://bo.vn/x)', thu_dien_tu: b@bo.vn}"
    head = f"ten_goi: Bộ X khởi công\nco_quan: Bộ X\nnam: 2026\nngay: 2026-11-20\n{contact}"
    deck.write_text(f"---\nloai: Bài trình chiếu\n{head}\n---\n## Một\n\n- Ý.\n", encoding="utf-8")
    letter.write_text(
        f"---\nloai: Thông cáo báo chí\n{head}\nthu: {{chu_de: '**Tin** gấp'}}\n---\nLời.\n", encoding="utf-8"
    )
    rows.write_text("ten,thu_dien_tu\nA,a@bo.vn\n", encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    text = "".join(said(*one) for one in session.files(session.read(deck), "pptx").items())
    assert "Trần Thị B · Cục X" in text
    assert main(["send-list", str(letter), "--each", str(rows), "--out", str(tmp_path / "out"), "--draft"]) == 0
    made = "".join(file.read_text(encoding="utf-8-sig") for file in (tmp_path / "out").iterdir())
    assert "Tin gấp" in made
    assert "**" not in made


@pytest.mark.parametrize("kind", ["Thông cáo báo chí", "Bài mạng xã hội", "Bài phát thanh"])
def test_no_text_for_the_public_shows_a_formula_as_it_is_typed(kind: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/tin.md"
    path.write_text(
        f"---\nloai: {kind}\nten_goi: Bộ X khởi công\nco_quan: Bộ X\nnam: 2026\nngay: 2026-11-20\n---\n"
        "Tỷ lệ **$T = \\frac{S}{N}$**.\n\n$$T = \\frac{S - X}{N} \\times 100\\%$$\n",
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None))
    made = session.read(path)
    for name in made.bound.draft.kind.outputs:
        if name not in ("pdf", "html"):
            for suffix, data in session.files(made, name).items():
                assert "\\" not in said(suffix, data), suffix


_FORMULAS = r"""Bộ X công bố $\frac{a}{b}$ cho {{ nam }}.

::: bieu-do-cot
Bảng. Biểu $\frac{a}{b}$

| Lĩnh vực $\frac{a}{b}$ | Tỷ lệ $\frac{a}{b}$ |
|---|---|
| Nước $\frac{a}{b}$ | 12 |
| Khí | 13 |
:::

# Mục $\frac{a}{b}$

![Chữ thay $\frac{a}{b}$](a.png "Chú thích $\frac{a}{b}$. Ảnh: A")

Dòng cuối[^a].

[^a]: Ghi chú $\frac{a}{b}$.
"""


@pytest.mark.parametrize(
    "kind", ["Thông cáo báo chí", "Bài phát thanh", "Bài mạng xã hội", "Quy chuẩn kỹ thuật quốc gia"]
)
def test_formulas_are_read_where_only_text_can_stand(kind: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("trang_tin: {ten: Tin, co_quan: Bộ X}\n", encoding="utf-8")
    (tmp_path / "content/a.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    path, formula = tmp_path / "content/tin.md", r"$\frac{a}{b}$"
    more = f"hinh_anh: [{{anh: a.png, mo_ta: 'Mô {formula}', chu_thich: 'Chú **{formula}**', nguon: 'A'}}]\n"
    path.write_text(
        f"---\nloai: {kind}\nten_goi: Bộ X khởi công\nco_quan: Bộ X\nnam: 2026\nngay: 2026-11-20\n"
        f"{'' if 'Quy' in kind else more}gia_tri: {{nam: năm 2030}}\n---\n{_FORMULAS}",
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None), Occasion("2026-12-06T00:00:00+07:00", as_draft=True))
    document = session.read(path)
    forms = ("docx", "html", "eml", *(name for name in session.formats(document) if name in ("posts", "bieu-do")))
    made = {suffix: said(suffix, data) for name in forms for suffix, data in session.files(document, name).items()}
    if document.bound.draft.kind.page:
        made["kit"] = str(photos(document.bound))
        settings = read_settings(session.project)
        made |= {
            name: said(name, data) for name, data in site_files(session, settings, gather(session, settings)).items()
        }
    shown = (re.sub(r'<code class="math".*?</code>', "", text) for text in made.values())
    assert [name for name, text in zip(made, shown, strict=True) if "frac{" in text or "{{ nam" in text] == []


def test_a_value_is_data_and_prints_as_typed_in_every_output_and_everywhere_in_it(tmp_path: Path) -> None:
    """Subject, preheader, description and cover of slides read marks in values; the text beside them did not."""
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    head = "ten_goi: Bộ X khởi công\nco_quan: Bộ X\nnam: 2026\nngay: 2026-11-20\ngia_tri: {v: 'a *i* 10^3^ $x$'}\n"
    more = "\n".join(_TEXTS.values()).replace("{{ chuc }}", "{{ v }}, 5^2^")
    (tmp_path / "content/a.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    body = "Lời {{ v }}.\n\n| Cột |\n|---|\n| {{ v }} |\n"
    for kind in ("Thông cáo báo chí", "Bài trình chiếu", "Tờ rơi", "Tờ gấp"):
        path = tmp_path / "content/tin.md"
        path.write_text(f"---\nloai: {kind}\n{head}{more}\n---\n{body}", encoding="utf-8")
        session = Session(open_project(tmp_path, None))
        made = session.read(path)
        for name in (one for one in made.bound.draft.kind.outputs if one != "pdf"):
            for suffix, data in session.files(made, name).items():
                if (text := said(suffix, data)) and suffix != "svg":
                    assert "*i* 10^3^ $x$" in text, (kind, suffix)
                    assert "i 10³" not in text, (kind, suffix)
        assert all(one.caption == "Chú a *i* 10^3^ $x$, 5²" for one in photos(made.bound)), kind
        assert made.bound.line(" Cho 10\u00a0tuổi,\\\nlớp 5 ") == "Cho 10\u00a0tuổi, lớp 5"


def test_the_subjects_of_a_mail_merge_have_the_values_of_the_project_and_of_the_row(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    letter, rows = tmp_path / "content/thu.md", tmp_path / "nhan.csv"
    letter.write_text(
        "---\nloai: Thông cáo báo chí\nten_goi: Bộ X khởi công\nco_quan: Bộ X\nnam: 2026\nngay: 2026-11-20\n"
        "gia_tri: {han: 20 ngày, ten: không}\nthu: {chu_de: '**Mời** {{ ten }}, hạn {{ han }}'}\n---\nLời {{ ten }}.\n",
        encoding="utf-8",
    )
    rows.write_text("ten,thu_dien_tu\nÔng *A*,a@bo.vn\n", encoding="utf-8")
    main(["send-list", str(letter), "--each", str(rows), "--out", str(tmp_path / "out"), "--draft"])
    assert "Mời Ông *A*, hạn 20 ngày" in (tmp_path / "out/thu.gui.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("kind", ["Bài trình chiếu", "Tờ rơi", "Đồ họa thông tin", "Thông cáo báo chí"])
def test_raised_digits_are_no_others_in_headings_and_figures(kind: str, tmp_path: Path) -> None:
    """10⁶ was 106 in the heading of a slide, 10³ was 103 in a tile of a picture."""
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/a.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    path = tmp_path / "content/tin.md"
    more = "hinh_anh: [{anh: a.png, mo_ta: Còn 10^7^ tấn, chu_thich: Chú}]" if "báo chí" in kind else "nam: 2026"
    path.write_text(
        f"---\nloai: {kind}\nten_goi: Bộ X khởi công\nco_quan: Bộ X\nngay: 2026-11-20\n{more}\n---\nLời.\n\n"
        "# Mục 10^6^ hộ\n\n- **10^3^ tấn**: bụi\n- **10^4^ tấn**: khí\n",
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None))
    made = session.read(path)
    for name in (one for one in made.bound.draft.kind.outputs if one != "pdf"):
        for suffix, data in session.files(made, name).items():
            text = said(suffix, data).replace("\u00a0", " ")
            assert not re.search(r"10[3467] ", text), suffix
            if suffix.endswith("svg"):
                assert {"10⁶ hộ", "10³ tấn"} <= {one for one in ("10⁶ hộ", "10³ tấn") if one in text}
            if suffix == "pptx":
                assert {"10⁶ hộ", "10³ tấn", "10⁴ tấn"} <= {
                    one for one in ("10⁶ hộ", "10³ tấn", "10⁴ tấn") if one in text
                }


def test_a_fraction_is_no_choice_on_the_radio(tmp_path: Path) -> None:
    """“T = a/b” was read “a hoặc b”."""
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/tin.md"
    path.write_text(
        "---\nloai: Bài phát thanh\nten_goi: Bộ X khởi công\nco_quan: Bộ X\nngay: 2026-11-20\n---\n"
        "Tỷ lệ **$T = \\frac{a}{b}$**, nhóm A/B.\n\n$$K = \\frac{m}{n}$$\n",
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None))
    text = said("txt", session.files(session.read(path), "txt")["txt"])
    assert "T bằng a trên b" in text
    assert "bằng m trên n" in text
    assert "A hoặc B" in text


@pytest.mark.parametrize("kind", ["Tờ rơi", "Tờ gấp", "Đồ họa thông tin", "Bài mạng xã hội", "Thông cáo báo chí"])
def test_plain_text_says_where_a_link_leads(kind: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/tin.md"
    path.write_text(
        f"---\nloai: {kind}\nten_goi: Bộ X khởi công\nco_quan: Bộ X\nngay: 2026-11-20\n---\n"
        "Xem [trang tin](https://bo.vn/x) và https://bo.vn/y.\n",
        encoding="utf-8",
    )
    session = Session(open_project(tmp_path, None))
    text = said("txt", session.files(session.read(path), "txt")["txt"])
    assert len(re.findall(r"trang tin [(<]https://bo\.vn/x[)>] và https://bo\.vn/y\.", text)) == 1


def test_a_script_is_called_as_it_is_typed_and_says_it_in_words(tmp_path: Path) -> None:
    """Its title of the file and its name in a kit were its spoken form, which nobody looks for."""
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/tin.md"
    head = "---\nloai: Bài phát thanh\nten_goi: Đến năm 2030 đạt 25%\nco_quan: Bộ X\nngay: 2026-11-20\n---\n"
    path.write_text(head + "Mục tiêu là 25%.\n", encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    document = session.read(path)
    with zipfile.ZipFile(io.BytesIO(session.files(document, "docx")["docx"])) as package:
        assert "<dc:title>Đến năm 2030 đạt 25%</dc:title>" in package.read("docProps/core.xml").decode()
    assert "hai mươi lăm phần trăm" in said("txt", session.files(document, "txt")["txt"])
    assert pack(session, [document])[1][0].piece == "Đến năm 2030 đạt 25%"
