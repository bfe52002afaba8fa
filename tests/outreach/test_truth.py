"""Every form of a piece says the same facts."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from email import message_from_bytes, policy
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from draftkit.campaign.draw import PAPER, lighter, palette
from draftkit.campaign.lists import collation
from draftkit.errors import EngineMissing
from draftkit.kinds.identity import Identity, contrast
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from tests.conftest import CHECKOUT
from tests.helpers import word_paragraphs
from tests.judge import word_faults

FACTS = {"muc_tieu.nuoc_thai": "70 - 80%", "muc_tieu.khi_thai": "60 - 70%", "muc_tieu.nam": "2030"}
CONTENT = sorted((CHECKOUT / "content/outreach").glob("*.md"))


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(open_project(CHECKOUT, None))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skip += tag in ("style", "script")
        self.out += [value or "" for name, value in attrs if name == "alt"]

    def handle_endtag(self, tag: str) -> None:
        self.skip -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.out.append(data)


def html_text(data: str) -> str:
    parser = _Text()
    parser.feed(data)
    return " ".join(parser.out)


def text_of(name: str, data: bytes) -> str:
    """What a reader gets from a file, by a reader of its format that is not ours."""
    name = f".{name}"
    if name.endswith(".pptx"):
        from pptx import Presentation

        said = []
        for slide in Presentation(io.BytesIO(data)).slides:
            for shape in slide.shapes:
                said += [shape.text_frame.text] if shape.has_text_frame else []
                said += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
                said += shape._element.xpath(".//p:cNvPr/@descr")
        return " ".join(said)
    if name.endswith(".docx"):
        return " ".join(word_paragraphs(data))
    if name.endswith(".html"):
        return html_text(data.decode())
    if name.endswith(".eml"):
        message = message_from_bytes(data, policy=policy.default)
        part = message.get_body(("html",))
        assert part is not None
        return html_text(part.get_content())
    if name.endswith(".svg"):
        found = re.search(r"<desc[^>]*>(.*?)</desc>", data.decode(), re.DOTALL)
        assert found
        return found[1]
    if name.endswith(".pdf"):
        return " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))
    return data.decode()


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@cache
def forms(session: Session, path: Path) -> tuple[Document, dict[str, bytes]]:
    """A document and its files by what their names end with, the pictures of pages aside."""
    document = session.read(path)
    out: dict[str, bytes] = {}
    for form in document.bound.draft.kind.outputs:
        out |= session.files(document, form) if form not in ("png", "in") else {}
    return document, out


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_every_form_says_the_facts_that_the_text_names(session: Session, path: Path) -> None:
    document, files = forms(session, path)
    source = path.read_text(encoding="utf-8")
    named = {value for name, value in FACTS.items() if f"{{{{ {name} }}}}" in source}
    if document.bound.draft.kind.name in ("radio", "posts"):  # words; each channel says its own part
        named = set()
    whole = [
        (name, data)
        for name, data in files.items()
        if not name.endswith("png") and ".csv" not in name and "bieu-do" not in name
    ]
    assert whole
    for name, data in whole:
        said = flat(text_of(name, data))
        assert not [value for value in named if value not in said], name
        assert "{{" not in said, name
        assert document.frame.title in said or name.count(".") > 0, name


def test_the_sample_campaign_has_no_findings(session: Session) -> None:
    found = [str(finding.message) for path in CONTENT for finding in session.check(session.read(path))]
    assert len(CONTENT) >= 9
    assert found == []


def test_the_script_has_no_digit_and_all_figures_in_words(session: Session) -> None:
    _, files = forms(session, CHECKOUT / "content/outreach/bai-phat-thanh.md")
    for name, data in files.items():
        said = flat(text_of(name, data))
        assert not any(sign.isdigit() for sign in said), name
        assert "bảy mươi đến tám mươi phần trăm" in said
        assert "ba nghìn sáu trăm ba mươi bảy" in said


def test_the_data_of_a_chart_is_that_of_its_table(session: Session) -> None:
    _, files = forms(session, CHECKOUT / "content/outreach/do-hoa-thong-tin.md")
    rows = list(csv.reader(io.StringIO(files["bieu-do-1.csv"].decode("utf-8-sig")), delimiter=";"))
    assert rows.pop(0) == ["DỰ THẢO (Lần 1 - ngày 20/11/2026)"]
    assert rows[0] == ["Lĩnh vực", "Tỷ lệ đáp ứng"]
    assert rows[1] == ["Xử lý nước thải", "70 - 80%"]
    described = files["bieu-do-1.mo-ta.txt"].decode()
    assert all(f"{name}: {value}" in described for name, value in rows[1:])


def test_no_figure_of_the_programme_is_typed_in_the_campaign() -> None:
    for path in CONTENT:
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert not re.search(r"\d+ ?(?:-|–) ?\d+ ?%|\b2030\b|\b3637\b|\b1894\b", body), path.name


def test_panels_stand_in_the_order_of_the_sheet(session: Session) -> None:
    _, files = forms(session, CHECKOUT / "content/outreach/to-gap.md")
    said = word_paragraphs(files["docx"])
    wanted = [
        "Doanh nghiệp làm gì",
        "Góp ý ở đâu",
        "BỘ CÔNG THƯƠNG",
        "Vì sao có quy định mới",
        "Mục tiêu đến năm 2030",
        "Doanh nghiệp được gì",
    ]
    at = [next(number for number, text in enumerate(said) if text.strip() == heading) for heading in wanted]
    assert at == sorted(at)
    document = _part(files["docx"])
    assert document.count('<w:br w:type="column"/>') == 5
    assert '<w:cols w:num="3"' in document
    txt = files["txt"].decode()
    assert txt.index("Vì sao có quy định mới") < txt.index("Doanh nghiệp làm gì")


def _part(data: bytes) -> str:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["to-gap", "to-roi", "bai-phat-thanh", "cau-hoi-thuong-gap", "bang-thuat-ngu", "tien-trinh"]
)
def test_word_files_are_valid(session: Session, name: str, shared: Path, tmp_path: Path) -> None:
    (path,) = session.build(session.read(CHECKOUT / f"content/outreach/{name}.md"), ["docx"], tmp_path)
    assert word_faults(shared, path) == []


def test_charts_stand_out_and_need_no_colour() -> None:
    assert min(contrast(colour, PAPER) for colour in palette(Identity())) >= 3
    assert lighter("#000000", 0.5) == "#808080"
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_terms_are_in_the_order_of_dictionaries() -> None:
    words = ["đá", "da", "ăn", "an", "ân", "dạ", "dà", "cơ", "co", "cô", "bao", "ba bao", "da trời", "dạ hội"]
    assert sorted(words, key=collation) == (
        ["an", "ăn", "ân", "ba bao", "bao", "co", "cô", "cơ", "da", "da trời", "dà", "dạ", "dạ hội", "đá"]
    )


def test_steps_are_dated_by_the_documents_themselves(session: Session) -> None:
    said = flat(forms(session, CHECKOUT / "content/outreach/tien-trinh.md")[1]["txt"].decode())
    dates = [said.rindex(date) for date in ("04/9/2025", "15/12/2025", "20/11/2026", "Quý IV/2026", "Quý I/2027")]
    assert dates == sorted(dates)
    assert "✓ Đã xong" in said
    assert "○ Dự kiến" in said


def test_a_missing_drawing_library_is_named(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    document = session.read(CHECKOUT / "content/outreach/do-hoa-thong-tin.md")
    with pytest.raises(EngineMissing, match=r"draftkit-vn\[outreach\]"):
        session.written(document, "svg")


def test_checks_load_no_heavy_library() -> None:
    code = (
        "import sys; from pathlib import Path; from draftkit.library.session import Session; from "
        "draftkit.library.project import open_project\n"
        "session = Session(open_project(Path('.'), None))\n"
        "for name in ('../templates/law/sample/draft.md', 'outreach/bai-trinh-chieu.md', "
        "'outreach/do-hoa-thong-tin.md'):\n"
        "    session.check(session.read(Path('content') / name))\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'typst', 'pypdfium2', 'pptx'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr[-500:]


ODD = """---
loai: Đồ họa thông tin
ten_goi: {title}
co_quan: Bộ
du_thao: true
---
{body}
"""


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("T", "# \n"),
        ("Rất dài " * 6, "Chữ " * 150),
        (
            "$x$ & <b>",
            (
                "- **±**: <script>alert(1)</script> $y_1$\n\n"
                "::: bieu-do-tron\n| A | B |\n|---|---|\n| $\\frac$ | -5 "
                "|\n| b | 1 |\n:::"
            ),
        ),
        ("T", "::: bieu-do-duong\n| A | B | C |\n|---|---|---|\n| a | 1 | |\n| b | | 2 - 3 |\n:::"),
        ("T", "::: bieu-do-cot\n| A | B |\n|---|---|\n| a | 0 |\n:::"),
    ],
)
def test_odd_posters_are_drawn(tmp_path: Path, title: str, body: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = tmp_path / "content/bai.md"
    path.write_text(ODD.format(title=title, body=body), encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    session.check(session.read(path))
    made = session.build(session.read(path), ("docx", "pdf", "svg", "html", "txt"), tmp_path / "out")
    svg = (tmp_path / "out/bai.svg").read_text(encoding="utf-8")
    assert "<script" not in svg
    assert made
    shutil.rmtree(tmp_path / "out")
