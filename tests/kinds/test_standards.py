"""Technical regulations and standards: decimal numbers, worded references, annexes, captions, notes, front matter,
contents list."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import OutputError
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.printed import Contents, Equation, Item, Line, Picture
from draftkit.resolve.flow import annex_flow, body_flow, own_flow
from draftkit.word.read import read_word
from draftkit.writers import contents_pages as page_module
from draftkit.writers.contents_pages import page_numbers
from draftkit.writers.pdf import write_pdf
from tests.conftest import CHECKOUT
from tests.helpers import W, word_paragraphs, xml
from tests.judge import word_faults

FRONT = """\
---
loai: {kind}
ten_goi: thiết bị thử
ten_tieng_anh: Test device
so: "7"
nam: 2027
{more}---
"""
STANDARDS = CHECKOUT / "content/standards"
SAMPLES = (STANDARDS / "qcvn-nuoc-thai-sinh-hoat/quy-chuan", STANDARDS / "tcvn-bo-loc-bui")
OFFICE = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or pdftotext is not installed"
)


def session(root: Path = CHECKOUT) -> Session:
    return Session(open_project(root, None))


def made(root: Path, body: str, kind: str = "tcvn", more: str = "") -> Document:
    content = root / "content"
    content.mkdir(parents=True, exist_ok=True)
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    path = content / "thu.md"
    more += "viet_tat: BCT\n" if kind == "qcvn" else ""
    path.write_text(FRONT.format(kind=kind, more=more) + body, encoding="utf-8")
    return session(root).read(path)


def items(document: Document) -> list[Item]:
    return [*body_flow(document.bound), *annex_flow(document.bound, "")]


def lines(document: Document) -> list[str]:
    found = [*own_flow(document.bound), *annex_flow(document.bound, "")]
    return [item.text() for item in found if isinstance(item, Line)]


def faults(document: Document) -> list[str]:
    return [f"{fault.rule} {fault.message}" for fault in document.bound.faults if fault.rule != "DK-H002"]


# -- numbers


BODY = "# Một\n## Hai\n### Ba\n#### . Bốn phải chạy.\n### . Năm\nchạy tiếp.\n\nĐoạn riêng.\n# Sáu\n## Bảy\n"


def test_clauses_are_numbered_by_the_number_of_signs(tmp_path: Path) -> None:
    expected = [
        "1 Một",
        "1.1 Hai",
        "1.1.1 Ba",
        "1.1.1.1 Bốn phải chạy.",
        "1.1.2 Năm chạy tiếp.",
        "Đoạn riêng.",
        "2 Sáu",
        "2.1 Bảy",
    ]
    assert lines(made(tmp_path, BODY)) == expected


def test_written_numbers_are_kept_and_checked(tmp_path: Path) -> None:
    document = made(
        tmp_path, "# 1 Một\n## 1.1 Hai\n## 1.3 Ba\n### 1.3.1 . Chạy.\n### 2.9.1 Lạc\n# 3 Bốn\n## 2026 là năm\n"
    )
    assert lines(document) == ["1 Một", "1.1 Hai", "1.3 Ba", "1.3.1 Chạy.", "2.9.1 Lạc", "3 Bốn", "3.1 2026 là năm"]
    assert [fault.split()[0] for fault in faults(document)] == ["DK-N001", "DK-N003", "DK-N001"]


def test_letters_run_in_their_own_order(tmp_path: Path) -> None:
    body = "# Một\n" + "".join(f"{letter}) Điểm;\n" for letter in "abcdefg")
    document = made(tmp_path, body)
    assert [line[:2] for line in lines(document)[1:]] == ["a)", "b)", "c)", "d)", "e)", "f)", "g)"]
    assert faults(document) == []


def test_a_second_list_of_a_clause_begins_anew(tmp_path: Path) -> None:
    lists = "# Một\nÁp dụng cho:\n\na) một;\nb) hai.\n\nKhông áp dụng cho:\n\na) ba;\nb) bốn.\n"
    assert faults(made(tmp_path, lists)) == []
    glued = "# Một\nÁp dụng cho:\n\na) một;\nb) hai.\na) ba.\n"
    assert [fault.split()[0] for fault in faults(made(tmp_path, glued))] == ["DK-N001"]


def test_titles_of_a_regulation_are_in_capitals(tmp_path: Path) -> None:
    assert lines(made(tmp_path, "# Quy định chung\n## Phạm vi\n", "qcvn"))[:2] == ["1 QUY ĐỊNH CHUNG", "1.1 Phạm vi"]


# -- annexes, captions, notes


ANNEX = """\
# Một
Theo @pl, @a1, @a11, @bang-a, @hinh-x, @ct-a, @bang-1 và @ct-1.

Bảng. Giới hạn H~2~S {#bang-1}
| a |
|---|
| b |

CHÚ THÍCH: Lời chú.

$$ x = 1 $$ {#ct-1}

# Phụ lục. Thử {#pl .quy-dinh}
## Cách {#a1}
### . Chạy theo @ct-1 và @bang-1. {#a11}

Bảng. Khác {#bang-a}
| a |
|---|
| b |

$$ y = 2 $$ {#ct-a}

# Phụ lục. Xem {.tham-khao}
## Sau

# Thư mục tài liệu tham khảo
- Sách.
"""


def test_annexes_are_lettered_and_number_what_is_inside(tmp_path: Path) -> None:
    document = made(tmp_path, ANNEX.replace("@hinh-x, ", ""))
    assert faults(document) == []
    assert lines(document) == [
        "1 Một",
        "Theo Phụ lục A, A.1, A.1.1, Bảng A.1, công thức (A.1), Bảng 1 và công thức (1).",
        "Bảng 1 - Giới hạn H2S",
        "CHÚ THÍCH: Lời chú.",
        "Phụ lục A\n(quy định)\nThử",
        "A.1 Cách",
        "A.1.1 Chạy theo công thức (1) và Bảng 1.",
        "Bảng A.1 - Khác",
        "Phụ lục B\n(tham khảo)\nXem",
        "B.1 Sau",
        "Thư mục tài liệu tham khảo",
        "- Sách.",
    ]
    assert [item.number for item in items(document) if isinstance(item, Equation)] == ["1", "A.1"]


def test_a_single_annex_is_lettered_too(tmp_path: Path) -> None:
    assert lines(made(tmp_path, "# Một\nTheo @a.\n# Phụ lục. Thử {#a}\n## Hai\n"))[1:] == [
        "Theo Phụ lục A.",
        "Phụ lục A\nThử",
        "A.1 Hai",
    ]


def test_notes_have_a_style_of_their_own(tmp_path: Path) -> None:
    document = made(tmp_path, "# Một\nĐoạn.\n\nCHÚ THÍCH 1: Lời.\n\nVÍ DỤ: Lời.\n")
    assert [item.role for item in items(document) if isinstance(item, Line)][-4:] == [
        "decimal1",
        "paragraph",
        "note",
        "note",
    ]


def test_the_caption_stands_above_a_table_and_below_a_figure(tmp_path: Path) -> None:
    picture = (SAMPLES[1] / "gia-thu.png").read_bytes()
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.png").write_bytes(picture)
    document = made(tmp_path, '# Một\n![Mô tả](a.png "Giá thử"){#h}\n\nXem @h.\n')
    kinds = [
        type(item).__name__ if isinstance(item, Picture) else item.text()
        for item in items(document)[-3:]
        if isinstance(item, (Picture, Line))
    ]
    assert kinds == ["Picture", "Hình 1 - Giá thử", "Xem Hình 1."]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("@muc", "2.1"),
        ("@diem", "điểm a của 2.1"),
        ("@diem và @diem-b", "điểm a và điểm b của 2.1"),
        ("@muc và @mot", "2.1 và 1"),
    ],
)
def test_references_are_worded_by_number(tmp_path: Path, reference: str, expected: str) -> None:
    document = made(
        tmp_path,
        f"# Một {{#mot}}\nTheo {reference}.\n"
        f"# Hai\n## Ba {{#muc}}\na) Một; {{#diem}}\nb) Hai, theo @muc. {{#diem-b}}\n",
    )
    assert lines(document)[1] == f"Theo {expected}."
    assert lines(document)[-1] == "b) Hai, theo 2.1."


# -- front matter


def test_the_foreword_is_made_from_roles_and_the_circular(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/thong-tu.md").write_text(
        "---\nloai: Thông tư\nso: 5\nnam: 2027\nngay: 2027-06-05\nviet_tat: BCT\n---\nA.\n", encoding="utf-8"
    )
    more = (
        "chu_tri_bien_soan: Cục A\nphoi_hop: [Viện B, Hội C]\ntrinh_duyet: Vụ D\ntham_dinh: Bộ E\nban_hanh: Bộ "
        "trưởng G\nvan_ban_ban_hanh: thong-tu.md\nthay_the: [QCVN 07:2019/BCT]\n"
    )
    opening = [item.text() for item in made(tmp_path, "# Một\n", "qcvn", more).bound.opening if isinstance(item, Line)]
    assert (
        "QCVN 07:2027/BCT do Cục A chủ trì biên soạn, Viện B và Hội C phối hợp biên soạn, Vụ D trình duyệt, Bộ E "
        "thẩm định, "
        "Bộ trưởng G ban hành kèm theo Thông tư số 05/2027/TT-BCT ngày 05 tháng 6 năm 2027."
    ) in opening
    assert "QCVN 07:2027/BCT thay thế QCVN 07:2019/BCT." in opening
    assert opening[:3] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HÀ NỘI - 2027", "QCVN 07:2027/BCT"]


@pytest.mark.parametrize("name", ["../../ngoai", "/etc", "khong-co"])
def test_the_circular_must_be_a_document_of_the_project(tmp_path: Path, name: str) -> None:
    document = made(tmp_path, "# Một\n", "qcvn", f"van_ban_ban_hanh: {name}\n")
    assert [fault.split()[0] for fault in faults(document)] == ["DK-F013"]


@pytest.mark.parametrize(
    ("codes", "dated", "undated"),
    [(["TCVN 1:2020"], True, False), (["TCVN 1"], False, True), (["TCVN 1:2020", "ISO 2"], True, True)],
)
def test_normative_references_are_written_from_data(
    tmp_path: Path, codes: list[str], dated: bool, undated: bool
) -> None:
    more = "vien_dan:\n" + "".join(f'  - {{so: "{code}", ten: Tên}}\n' for code in codes)
    written = lines(
        made(tmp_path, "# Phạm vi áp dụng\nA.\n# Tài liệu viện dẫn\n# Thuật ngữ và định nghĩa\n", more=more)
    )
    text = written[written.index("2 Tài liệu viện dẫn") + 1]
    assert (" ghi năm công bố thì áp dụng phiên bản được nêu" in text, "không ghi năm công bố" in text) == (
        dated,
        undated,
    )
    assert written[-2] == f"{codes[-1]}, Tên."


def test_the_regulation_and_its_circular_share_number_and_name() -> None:
    circular = session().read(STANDARDS / "qcvn-nuoc-thai-sinh-hoat/thong-tu")
    assert any(
        "về thiết bị xử lý nước thải sinh hoạt quy mô nhỏ, ký hiệu QCVN xx:2027/BCT" in line for line in lines(circular)
    )


# -- formatting, contents list, Word


def test_formatting_keeps_meaning_and_settles(tmp_path: Path) -> None:
    document = made(tmp_path, ANNEX.replace("@hinh-x, ", "") + "\n")
    ours = session(tmp_path)
    for number in ("keep", "write"):
        for file, _, then in ours.formatted(document.path, number):
            file.write_text(then, encoding="utf-8")
    assert lines(ours.read(document.path)) == lines(document)
    assert all(now == then for _, now, then in ours.formatted(document.path, "keep"))
    assert "### A.1.1 . Chạy" in document.path.read_text(encoding="utf-8")


def test_the_contents_list_holds_the_titled_headings_down_to_its_depth(tmp_path: Path) -> None:
    document = made(tmp_path, BODY + "# Phụ lục. Thử {.quy-dinh}\n## . Chạy.\n")
    (contents,) = (item for item in document.bound.opening if isinstance(item, Contents))
    assert [f"{entry.depth} {entry.text}" for entry in contents.entries] == [
        "1 Lời nói đầu",
        "1 1 Một",
        "2 1.1 Hai",
        "1 2 Sáu",
        "2 2.1 Bảy",
        "1 Phụ lục A (quy định) Thử",
    ]


def test_without_typst_the_list_has_no_numbers_and_the_user_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    document = made(tmp_path, BODY)
    ours = session(tmp_path)
    (path,) = ours.build(document, ("docx",), tmp_path)
    assert "1.1 Hai" in word_paragraphs(path.read_bytes())
    assert b"PAGEREF" not in zipfile.ZipFile(path).read("word/document.xml")
    assert len(ours.notices) == 1
    assert f"{document.bound.draft.name}: pages need the package typst" in str(ours.notices[0])


def test_pages_are_measured_until_they_do_not_move(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(docx: bytes, *_: object) -> dict[str, str]:
        return {"muc_1": "2" if b"00" in docx else "4"}  # the list itself grows when the real numbers come in

    monkeypatch.setattr(page_module.paged, "page_numbers", pages)
    assert page_numbers(lambda pages: str(pages).encode(), ("muc_1",), None, "a") == {"muc_1": "4"}


Built = tuple[Document, bytes, list[str]]


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.name)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A sample of the project, its Word file, and the text of each page of its PDF."""
    folder = tmp_path_factory.mktemp("standards")
    ours = session()
    document = ours.read(request.param)
    (file,) = ours.build(document, ("docx",), folder)
    assert not ours.notices
    (folder / "a.pdf").write_bytes(write_pdf(file.read_bytes(), "a"))
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / "a.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    return document, file.read_bytes(), text.split("\f")[:-1]


@pytest.mark.office
@OFFICE
class TestSample:
    def test_has_at_least_eight_pages_and_no_findings(self, built: Built) -> None:
        assert len(built[2]) >= 8
        assert [finding.rule for finding in session().check(built[0])] == []

    def test_numbers_of_the_list_are_those_of_the_rendered_pages(self, built: Built) -> None:
        document, docx, pages = built
        (contents,) = (item for item in document.bound.opening if isinstance(item, Contents))
        cached = re.findall(
            r"PAGEREF (\S+) .*?<w:t>(\d+)</w:t>", zipfile.ZipFile(BytesIO(docx)).read("word/document.xml").decode()
        )
        assert [name for name, _ in cached] == [entry.bookmark for entry in contents.entries]
        squeezed = [" ".join(page.split()) for page in pages]
        for entry, (_, number) in zip(contents.entries, cached, strict=True):
            shown = [place for place, page in enumerate(squeezed, 1) if entry.text in page and "MỤC LỤC" not in page]
            assert int(number) in shown, entry.text
            assert pages[int(number) - 1].split()[-1] == number  # the number printed at the foot of that page

    def test_word_is_not_asked_to_update_fields(self, built: Built) -> None:
        parts = zipfile.ZipFile(BytesIO(built[1]))
        assert b"updateFields" not in parts.read("word/settings.xml")
        assert b"w:dirty" not in parts.read("word/document.xml")

    def test_fields_open_and_close(self, built: Built) -> None:
        kinds = [node.get(f"{W}fldCharType") for node in xml(built[1]).iter(f"{W}fldChar")]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 20

    def test_no_text_is_lost(self, built: Built) -> None:
        written = iter(word_paragraphs(built[1]))
        for item in items(built[0]):
            if isinstance(item, Line) and "$" not in item.text():
                assert any(item.text() == other for other in written), item.text()

    @pytest.mark.shared
    def test_is_valid_by_the_schema(self, built: Built, shared: Path) -> None:
        assert word_faults(shared, built[1]) == []


def test_every_bookmark_has_a_page(tmp_path: Path) -> None:
    ours = session(tmp_path)
    document = made(tmp_path, "# Một {#trang-đầu}\nA.\n# Phụ lục. Hai {#b}\nB, @b.\n")
    (path,) = ours.build(document, ("docx",), tmp_path)
    names = ("trang_đầu", "b")
    assert page_module.paged.page_numbers(path.read_bytes(), "a", names) == {"trang_đầu": "4", "b": "5"}
    with pytest.raises(OutputError):
        page_module.paged.page_numbers(path.read_bytes(), "a", ("không",))


def test_a_regulation_has_its_symbol_on_the_outer_side_and_its_foreword_first(tmp_path: Path) -> None:
    """Circular 26/2019/TT-BKHCN, Article 13."""
    more = "chu_tri_bien_soan: Cục A\ntrinh_duyet: Vụ D\ntham_dinh: Bộ E\nban_hanh: Bộ trưởng G\n"
    document = made(tmp_path, "# Một\n", "qcvn", more)
    roles = [item.role for item in document.bound.opening if isinstance(item, Line)]
    assert roles.index("foreword-title") < roles.index("contents-title")
    package = zipfile.ZipFile(BytesIO(session(tmp_path).docx(document)))
    styles, settings = (package.read(f"word/{name}.xml").decode() for name in ("styles", "settings"))
    assert 'w:ascii="Arial"' in styles
    assert "<w:evenAndOddHeaders/>" in settings
    sides = {}
    for name in ("header1", "header2"):
        style = re.search(r'w:pStyle w:val="(\w+)"', package.read(f"word/{name}.xml").decode())
        assert style is not None
        look = re.search(rf'w:styleId="{style[1]}".*?w:jc w:val="(\w+)".*?</w:style>', styles)
        assert look is not None
        sides[name] = look[1]
    assert sides == {"header1": "right", "header2": "left"}
    kept = made(tmp_path / "t", "# Một\n", "tcvn", "")
    assert b"evenAndOdd" not in zipfile.ZipFile(BytesIO(session(tmp_path / "t").docx(kept))).read("word/settings.xml")


@pytest.mark.parametrize("kind", ["qcvn", "tcvn"])
@pytest.mark.parametrize(
    ("letters", "rules"),
    [("abcdefg", []), ("abcdđeg", []), ("abcde", []), ("abcdđe", []), ("abcdefđ", ["DK-N003"]), ("abdđe", ["DK-N001"])],
)
def test_either_alphabet_is_right_where_a_document_keeps_to_it(
    tmp_path: Path, kind: str, letters: str, rules: list[str]
) -> None:
    document = made(tmp_path, "# Một\nGồm:\n" + "".join(f"{letter}) Điểm;\n" for letter in letters), kind)
    assert [fault.split()[0] for fault in faults(document)] == rules


def test_two_lists_of_one_document_follow_one_alphabet(tmp_path: Path) -> None:
    def listed(letters: str) -> str:
        return "# Mục\nGồm:\n" + "".join(f"{letter}) Điểm;\n" for letter in letters)

    document = made(tmp_path, listed("abcdđe") + listed("abcdefg"), "qcvn")
    assert "DK-N003" in [fault.split()[0] for fault in faults(document)]


@pytest.mark.parametrize(
    ("degree", "sentence"),
    [
        ("IDT", "TCVN 07:2027 hoàn toàn tương đương với ISO 1035:2012."),
        ("MOD", "TCVN 07:2027 được xây dựng trên cơ sở chấp nhận có sửa đổi ISO 1035:2012 (MOD)."),
        ("NEQ", "TCVN 07:2027 được xây dựng trên cơ sở tham khảo ISO 1035:2012, không tương đương (NEQ)."),
    ],
)
def test_an_adopted_standard_names_its_source_on_the_cover_and_in_the_foreword(
    tmp_path: Path, degree: str, sentence: str
) -> None:
    """Circular 11/2021/TT-BKHCN, Article 8: two lines on the cover."""
    more = f'chap_nhan: {{so: "ISO 1035:2012", muc: {degree}}}\nics: "77.140.60"\n'
    opening = [item for item in made(tmp_path, "# Một\n", "tcvn", more).bound.opening if isinstance(item, Line)]
    shown = {item.role: item.text() for item in opening}
    assert (shown["cover-symbol"], shown["cover-source"]) == ("TCVN 07:2027", "ISO 1035:2012")
    assert shown["cover-ics"] == "ICS 77.140.60"
    assert sentence in [item.text() for item in opening]


def test_the_sentences_before_the_references_are_a_setting(tmp_path: Path) -> None:
    more = 'vien_dan: [{so: "TCVN 1:2020"}]\ncau_vien_dan: {mo_dau: "Cần các tài liệu sau cho {this}.", ghi_nam: ""}\n'
    texts = lines(made(tmp_path, "# Tài liệu viện dẫn\n", more=more))
    assert texts == ["1 Tài liệu viện dẫn", "Cần các tài liệu sau cho tiêu chuẩn này.", "TCVN 1:2020."]


INTRODUCTION = "# Lời giới thiệu\nPhương pháp có hai phần:\n\na) một;\nb) hai.\n\n# Phạm vi áp dụng\n## Chung\nĐoạn.\n"


def test_the_introduction_has_no_number_and_stands_before_the_title(tmp_path: Path) -> None:
    found = [item for item in items(made(tmp_path, INTRODUCTION)) if isinstance(item, Line)]
    texts = [item.text() for item in found]
    at = texts.index("Lời giới thiệu")
    assert texts[at:] == [
        "Lời giới thiệu",
        "Phương pháp có hai phần:",
        "a) một;",
        "b) hai.",
        "THIẾT BỊ THỬ",
        "Test device",
        "1 Phạm vi áp dụng",
        "1.1 Chung",
        "Đoạn.",
    ]
    assert found[at].new_page


def test_clauses_go_five_levels_down(tmp_path: Path) -> None:
    body = "# Một\n## Hai\n### Ba\n#### Bốn\n##### Năm\n##### . Chạy.\n"
    assert lines(made(tmp_path, body))[-2:] == ["1.1.1.1.1 Năm", "1.1.1.1.2 Chạy."]


TABLE_NOTES = """\
# Một

Bảng. Giới hạn
| Chất | Giá trị |
|---|---|
| COD^a^ | 75 |

CHÚ THÍCH: Lời chú.

^a^ Không lọc.

Đoạn sau.

CHÚ THÍCH: Chú của đoạn.
"""


def test_notes_of_a_table_stand_in_its_frame(tmp_path: Path) -> None:
    roles = [item.role for item in items(made(tmp_path, TABLE_NOTES)) if isinstance(item, Line)]
    assert roles[-5:] == ["table-caption", "note-table", "note-table", "paragraph", "note"]


def test_keys_and_notes_of_a_figure_stand_above_its_title(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.png").write_bytes((SAMPLES[1] / "gia-thu.png").read_bytes())
    body = '# Một\n![Mô tả](a.png "Giá thử")\n\nCHÚ DẪN:\n\n1 ống vào\n\n2 túi lọc\n\nCHÚ THÍCH: Không quạt.\n\nSau.\n'
    texts = [item.text() for item in items(made(tmp_path, body)) if isinstance(item, Line)]
    expected = ["CHÚ DẪN:", "1 ống vào", "2 túi lọc", "CHÚ THÍCH: Không quạt.", "Hình 1 - Giá thử", "Sau."]
    assert texts[-6:] == expected


def test_page_three_of_a_regulation_bears_no_symbol_but_its_number(tmp_path: Path) -> None:
    document = made(tmp_path, "# Một\nĐoạn.\n", "qcvn", "chu_tri_bien_soan: Cục A\n")
    plain = [type(item).__name__ for item in items(document)]
    assert plain.count("PlainPage") == 1
    after = items(document)[plain.index("PlainPage") + 1]
    assert isinstance(after, Line)
    assert after.text() == "MỤC LỤC"
    sections = read_word(session(tmp_path).docx(document), "q.docx").sections
    assert [section.title_page for section in sections] == [True, True]
    assert "first" not in sections[1].headers
    assert "first" in sections[1].footers


def test_no_line_ends_between_word_and_number_in_any_output(tmp_path: Path) -> None:
    """The letters stay the same: a Word file is read as the draft says it."""
    document = made(
        tmp_path, "# Một\n## . Theo @b tại khoản 2 Điều 3, dài 5 m.\n\nBảng. Tên {#b}\n| a |\n|---|\n| 5 m |\n"
    )
    ours = session(tmp_path)
    word = ours.docx(document)
    xml = zipfile.ZipFile(BytesIO(word)).read("word/document.xml").decode()
    assert all(text in xml for text in ("khoản\u00a02 Điều\u00a03, dài 5\u00a0m", "Bảng\u00a0<", ">5 m<"))
    (page,) = ours.build(document, ("html",), tmp_path)
    assert "khoản\u00a02 Điều\u00a03, dài 5\u00a0m" in page.read_text(encoding="utf-8")
    read = [block.text() for block in read_word(word, "a.docx").sections[-1].blocks if hasattr(block, "text")]
    assert "1.1 Theo Bảng 1 tại khoản 2 Điều 3, dài 5 m." in read


def test_a_standard_that_nobody_changed_comes_home_without_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The contents list leads to its headings by labels of ours; edits of notes within frames find home."""
    made(tmp_path, TABLE_NOTES.replace("# Một", "# Một {#mot}"))
    monkeypatch.chdir(tmp_path)
    assert main(["build", "content/thu.md", "--out", "o", "--format", "docx", "-q"]) == 0
    capsys.readouterr()
    main(["pull", "o/thu.docx"])
    assert "0 chỗ sửa tại 0 nơi, 0 câu hỏi" in capsys.readouterr().err
    with zipfile.ZipFile("o/thu.docx") as package, zipfile.ZipFile("sua.docx", "w") as changed:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                data = data.replace("Lời chú.".encode(), "Lời khác.".encode()).replace(
                    "Không lọc.".encode(), "Có lọc.".encode()
                )
            changed.writestr(name, data)
    main(["pull", "sua.docx"])
    both = capsys.readouterr()
    said = both.out + both.err
    assert "+CHÚ THÍCH: Lời khác." in said
    assert "+^a^ Có lọc." in said
    assert "0 câu hỏi" in said
