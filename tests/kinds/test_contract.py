"""Every kind that comes with draftkit keeps the contract of a kind: data, template, starter, README, and the number the
law gives it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from draftkit.files.cache import default_cache
from draftkit.kinds.registry import packaged_templates
from draftkit.law.dates import long_date
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.kind import KindSpec
from draftkit.model.message import Severity
from draftkit.resolve.frame import size_pair
from draftkit.writers.docx.balance import Balance
from draftkit.writers.docx.media import Media
from draftkit.writers.docx.writer import context
from tests.conftest import CHECKOUT
from tests.helpers import parts, registry
from tests.judge import word_faults

TEMPLATES = packaged_templates()
SHARED = CHECKOUT.parent / "shared"
KINDS = {kind.name: kind for kind in registry().all()}
MADE = {"comment-table", "comparison-table", "enclosure-list", "goods-report"}
"""Kinds that `draftkit dossier` and `draftkit hs` fill from other files: nobody starts one by hand, so they have no
starter."""
WRITTEN = [name for name in KINDS if name not in MADE]
SAMPLES = sorted(
    path.relative_to(TEMPLATES).as_posix() for name in KINDS for path in (TEMPLATES / name / "sample").glob("*.md")
)

# Decree 30/2020, Article 7 and Appendix III, Part I: type of document → its abbreviation; công văn and thư công have
# none
ARTICLE_7 = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
    "Công văn": "",
    "Thư công": "",
}
COPIES = {"Bản sao y": "SY", "Bản sao lục": "SL", "Bản trích sao": "TrS"}
# the-thuc Q-28: normative documents carry the year
NORMATIVE = {
    "decree": "Số: 07/2026/NĐ-CP",
    "circular": "Số: 07/2026/TT-XY",
    "joint-circular": "Số: 07/2026/TTLT-XY",
    "government-resolution": "Số: 07/2026/NQ-CP",
    "pm-decision": "Số: 07/2026/QĐ-TTg",
    "province-decision": "Số: 07/2026/QĐ-UBND",
    "council-resolution": "Số: 07/2026/NQ-HĐND",
}


def read_sample(sample: str, root: Path, edit: tuple[tuple[str, str], ...] = ()) -> tuple[Session, Document]:
    """A starter read as a drafter would have it: alone in a project of its own; `edit` replaces metadata lines by
    pattern."""
    path = root / "content" / Path(sample).name
    path.parent.mkdir(parents=True)
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    for item in (TEMPLATES / sample).parent.iterdir():
        shutil.copy(item, path.parent / item.name)
    text = path.read_text(encoding="utf-8")
    for pattern, new in edit:
        text = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    session = Session(open_project(root, default_cache()))
    return session, session.read(path)


def number_of(kind: KindSpec, root: Path) -> str:
    edit = (
        (r"^so:.*", 'so: "7"'),
        (r"^nam:.*", "nam: 2026"),
        (r"^viet_tat:.*", "viet_tat: XY"),
        (r"^don_vi:.*", "don_vi: Z"),
    )
    return read_sample(f"{kind.name}/sample/draft.md", root, edit)[1].frame.number


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_a_folder_with_a_starter_and_a_readme_that_names_its_provision(name: str) -> None:
    folder = TEMPLATES / name
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert KINDS[name].title in readme
    assert re.search(r"Nghị định|Luật|Thông tư", readme)
    assert (folder / "sample/draft.md").is_file() is (name not in MADE)
    assert KINDS[name].words["act"]
    assert KINDS[name].words["this"]


def test_every_type_of_article_7_is_a_kind() -> None:
    titles = {kind.title for kind in KINDS.values()}
    assert len(ARTICLE_7) == 29
    assert ARTICLE_7.keys() | COPIES.keys() <= titles
    assert len(titles) == len(KINDS), "two kinds share a title"


@pytest.mark.parametrize(("title", "code"), [*ARTICLE_7.items(), *COPIES.items()])
def test_administrative_numbers_carry_the_code_of_their_type_and_no_year(title: str, code: str, tmp_path: Path) -> None:
    kind = next(kind for kind in KINDS.values() if kind.title == title)
    assert kind.words.get("code", "") == code
    ending = {"letter": "XY-Z", "public-letter": "XY"}.get(kind.name) or f"{code}-XY"
    assert number_of(kind, tmp_path) == f"Số: 07/{ending}"


@pytest.mark.parametrize(("name", "number"), NORMATIVE.items())
def test_normative_numbers_carry_the_year(name: str, number: str, tmp_path: Path) -> None:
    assert number_of(KINDS[name], tmp_path) == number


@pytest.mark.parametrize("name", WRITTEN)
def test_a_template_asks_only_for_what_the_writer_gives(name: str, tmp_path: Path) -> None:
    from docxtpl import DocxTemplate

    session, made = read_sample(f"{name}/sample/draft.md", tmp_path)
    template = session.project.registry.template(KINDS[name], tmp_path)
    known = set(context(made.frame, made.bound, Media(), Balance(made.bound.profile, size_pair(made.bound))))
    assert DocxTemplate(template).get_undeclared_template_variables() <= known


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_starter_builds_without_findings(sample: str, tmp_path: Path) -> None:
    session, made = read_sample(sample, tmp_path)
    assert made.bound.draft.kind.name == sample.split("/")[0], "the starter is of another kind"
    found = [
        f"{finding.rule} {finding.message}"
        for finding in session.check(made)
        if finding.severity in (Severity.ERROR, Severity.WARNING) and finding.rule != "DK-S028"  # it is the starter
    ]
    assert not found
    docx, _, _ = session.build(made, ["docx", "txt", "html"], tmp_path / "out")
    assert parts(docx.read_bytes())["word/document.xml"]
    if SHARED.is_dir():
        assert word_faults(SHARED, docx) == []


OPTIONS = """\
do_khan: Thượng khẩn
luu_hanh: Lưu hành nội bộ
nguoi_soan: pl.(300)
lien_he: "Địa chỉ: 54 Hai Bà Trưng, Hà Nội"
chu_ky:
  quyen_han: [KT. BỘ TRƯỞNG, THỨ TRƯỞNG]
  ho_ten: Nguyễn Văn A
  chuc_vu_khac: Trưởng Ban chỉ đạo
  anh: chu-ky.png
"""


@pytest.mark.parametrize(
    "name", [name for name in WRITTEN if (kind := KINDS[name]).profile == "nd30" and kind.words.get("nation") != ""]
)
def test_optional_parts_work_in_every_administrative_kind(name: str, tmp_path: Path) -> None:
    picture = Path(__file__).parents[1] / "readers/cases/files/so-do.png"
    path = tmp_path / "content/thu.md"
    path.parent.mkdir()
    (path.parent / "chu-ky.png").write_bytes(picture.read_bytes())
    text = (TEMPLATES / name / "sample/draft.md").read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    front = re.sub(r"^(do_khan|luu_hanh|nguoi_soan|lien_he|co_quan_chu_quan):.*\n", "", front, flags=re.MULTILINE)
    front = re.sub(r"^chu_ky:.*\n(?:  .*\n)*", "", front, flags=re.MULTILINE)
    path.write_text(f"---\n{front}co_quan_chu_quan: Bộ mẫu\n{OPTIONS}---\n{body}", encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    made = session.read(path)
    assert not [finding for finding in session.check(made) if finding.severity is Severity.ERROR]
    (docx,) = session.build(made, ["docx"], tmp_path / "out")
    word = parts(docx.read_bytes())
    document = word["word/document.xml"].decode()
    for text in ("BỘ MẪU", "THƯỢNG KHẨN", "LƯU HÀNH NỘI BỘ", "PL.(300)", "TRƯỞNG BAN CHỈ ĐẠO"):
        assert document.count(f">{text}<") == 1, text
    assert 'w:tblW w:w="2268"' in document, "THƯỢNG KHẨN stands in a box 40 mm wide"
    assert (
        document.index("THỨ TRƯỞNG")
        < document.index("<w:drawing>")
        < document.index("TRƯỞNG BAN CHỈ ĐẠO")
        < document.index(">Nguyễn Văn A<")
    )
    assert word["word/media/image1.png"] == picture.read_bytes()
    assert "54 Hai Bà Trưng" in word["word/footer1.xml"].decode()


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [("khong-co.png", b"", "DK-F011"), ("chu-ky.png", b"GIF89a", "DK-F011"), ("../chu-ky.png", b"", "DK-F011")],
)
def test_a_signature_picture_that_cannot_be_shown_is_a_finding_and_no_picture(
    name: str, data: bytes, rule: str, tmp_path: Path
) -> None:
    sign = f"chu_ky: {{quyen_han: [CỤC TRƯỞNG], ho_ten: Nguyễn Văn A, anh: {name}}}\nghi_chu_bo:"
    (tmp_path / "content").mkdir()
    text = (TEMPLATES / "report/sample/draft.md").read_text(encoding="utf-8")
    text = re.sub(r"^chu_ky:.*\n(?:  .*\n)*", sign.partition("\n")[0] + "\n", text, flags=re.MULTILINE)
    (tmp_path / "content/thu.md").write_text(text, encoding="utf-8")
    if data:
        (tmp_path / "content" / name).write_bytes(data)
    session = Session(open_project(tmp_path, None))
    made = session.read(tmp_path / "content/thu.md")
    assert [finding.rule for finding in session.check(made) if finding.severity is Severity.ERROR] == [rule]
    session.build(made, ["docx"], tmp_path / "out")


def test_minutes_have_no_place_and_date_and_two_signers_side_by_side(tmp_path: Path) -> None:
    session, made = read_sample("minutes/sample/draft.md", tmp_path, ((r"^nam:.*", "nam: 2026\nngay: 2026-11-20"),))
    assert not made.frame.place_date
    (docx,) = session.build(made, ["docx"], tmp_path / "out")
    document = parts(docx.read_bytes())["word/document.xml"].decode()
    row = next(row for row in re.findall(r"<w:tr>.*?</w:tr>", document, re.DOTALL) if "THƯ KÝ" in row)
    cells = re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)
    assert ["THƯ KÝ" in cells[0], "CHỦ TỌA" in cells[1], len(cells)] == [True, True, 2]
    assert long_date("2026-11-20") not in document.split("Thời gian")[0]


def test_a_joint_circular_names_all_issuers(tmp_path: Path) -> None:
    frame = read_sample("joint-circular/sample/draft.md", tmp_path, ((r"^so:.*", 'so: "3"'),))[1].frame
    assert " ".join(frame.agency) == "BỘ CÔNG AN - VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO - TÒA ÁN NHÂN DÂN TỐI CAO"
    assert frame.number == "Số: 03/2026/TTLT-BCA-VKSNDTC-TANDTC"
    heads = "Bộ trưởng Bộ Công an, Viện trưởng Viện kiểm sát nhân dân tối cao, Chánh án Tòa án nhân dân tối cao"
    assert frame.enactment.startswith(f"{heads} ban hành Thông tư liên tịch quy định")
    assert len(frame.signatures) == 3


def test_a_copy_stands_below_what_was_copied_and_has_no_national_name(tmp_path: Path) -> None:
    session, made = read_sample("copy/sample/draft.md", tmp_path)
    (docx,) = session.build(made, ["docx"], tmp_path / "out")
    document = parts(docx.read_bytes())["word/document.xml"].decode()
    assert "CỘNG HÒA" not in document
    assert document.index("Nội dung được sao") < document.index(">SAO Y<") < document.index("Nơi nhận")


def test_a_phrase_that_names_nothing_known_is_refused_by_name(tmp_path: Path) -> None:
    from draftkit.errors import KindError

    folder = tmp_path / "templates/thu"
    folder.mkdir(parents=True)
    (folder / "kind.yaml").write_text(
        "base: nd30\ntitle: Thử\nwords: {act: Thử, this: Thử này, code: T, type_line: '{khong_co}'}\n", encoding="utf-8"
    )
    (tmp_path / "thu.md").write_text("---\nloai: Thử\n---\nChữ.\n", encoding="utf-8")
    with pytest.raises(KindError, match="khong_co"):
        Session(open_project(tmp_path, None)).read(tmp_path / "thu.md")
