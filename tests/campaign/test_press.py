"""Press kinds: what the sample campaign says, and how they bear bad input."""

from __future__ import annotations

import re
import unicodedata
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from draftkit.errors import DraftkitError
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.model.inline import plain
from draftkit.model.message import Severity
from draftkit.model.printed import Grid
from draftkit.resolve.flow import body_flow
from draftkit.writers.html_share import summary
from draftkit.writers.text import write_text
from tests.conftest import CHECKOUT
from tests.helpers import parts

PRESS = CHECKOUT / "content/press"


def session() -> Session:
    return Session(open_project(CHECKOUT, None))


def folded(text: str) -> str:
    """Lower case, one space, dates and counts without leading zeros: what a source and a release say the same, they say
    alike here."""
    text = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    text = re.sub(r"ngày 0?(\d+) tháng 0?(\d+) năm (\d+)", r"\1/\2/\3", text)
    return re.sub(r"(?<!\d)0(\d)(?= nhiệm vụ)", r"\1", text)


NAMED = (
    "Bộ Công Thương",
    "Bộ trưởng Bộ Công Thương",
    "Thứ trưởng Trương Thanh Hoài",
    "3637/QĐ-BCT",
    "15/12/2025",
    "1894/QĐ-TTg",
    "4/9/2025",
    "Thủ tướng Chính phủ",
    "2025 - 2030",
    "6 nhiệm vụ",
    "Cục Kỹ thuật an toàn và Môi trường công nghiệp",
    "Cục Xúc tiến thương mại",
    "Cục Công nghiệp",
    "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công",
    "Sở Công Thương",
    "Hiệp hội Công nghiệp môi trường Việt Nam",
    "Danh mục sản phẩm cơ khí trọng điểm",
    "HS code",
    "Thanh Hòa",
    "Tạp chí Công Thương",
    "trung tâm công nghiệp cấp quốc gia",
    "Nghị định của Chính phủ về phát triển ngành công nghiệp môi trường",
)
"""Every name, number and date of the article on Decision 3637."""
TASKS = (
    "chính sách, thể chế",
    "thị trường hàng hóa công nghệ môi trường",
    "đổi mới sáng tạo và chuyển đổi số",
    "Đào tạo, tập huấn",
    "trang thông tin điện tử",
    "công tác truyền thông, phổ biến",
)


@pytest.mark.parametrize("wanted", [*NAMED, *TASKS])
def test_the_release_on_decision_3637_has_every_name_number_and_date_of_its_source(wanted: str) -> None:
    made = session().read(PRESS / "quyet-dinh-3637.md")
    assert folded(wanted) in folded(write_text(made.bound, made.frame))


@pytest.mark.shared
def test_the_list_holds_every_number_and_date_that_the_source_holds(shared: Path) -> None:
    (article,) = (shared / "seed").glob("*.txt")
    text = article.read_text(encoding="utf-8")
    body = text.partition("Nguồn Tạp chí")[0]
    known = folded(" ".join(NAMED))
    for wanted in NAMED:
        assert folded(wanted) in folded(text), wanted
    # (1) to (6) count the tasks
    for found in re.findall(r"\d+/\d+/\d{4}|\d+/QĐ-\w+|\d{4} - \d{4}|(?<![\d/(-])\d+(?![\d/)])", body):
        assert folded(found) in known or found in ("2025", "2030"), found
    units = set(re.findall(r"(?:Cục|Hiệp hội) [A-ZĐ][^.;:()\n]*?(?= (?:là|hàng|chịu|chủ trì|phối hợp))", body))
    assert {folded(unit) for unit in units} <= {folded(name) for name in NAMED}
    assert len(units) == 5


@pytest.mark.parametrize("path", sorted(PRESS.glob("*.md")), ids=lambda path: path.stem)
def test_the_sample_campaign_has_no_errors_and_no_warnings_and_says_it_is_a_draft(path: Path) -> None:
    project = session()
    made = project.read(path)
    assert [
        f"{finding.rule} {finding.message}" for finding in project.check(made) if finding.severity > Severity.INFO
    ] == []
    assert made.frame.draft_mark
    assert "BẢN DỰ THẢO MINH HỌA" in path.read_text(encoding="utf-8").split("---")[1]


def test_the_release_on_the_draft_decree_tells_its_facts_from_the_decree() -> None:
    made = session().read(PRESS / "du-thao-nghi-dinh.md")
    table = next(item for item in body_flow(made.bound) if isinstance(item, Grid))
    facts = {plain(row[0]): plain(row[1]) for row in table.rows}
    assert facts["Tên văn bản"] == "dự thảo Nghị định về phát triển ngành công nghiệp môi trường"
    assert facts["Cơ quan ban hành"] == "Chính phủ"
    assert facts["Ngày có hiệu lực"] == "ngày 01 tháng 7 năm 2027 (theo dự thảo)"
    assert facts["Bố cục"].startswith("6 chương, 40 điều")
    assert "Chương VI. Điều khoản thi hành" in facts["Bố cục"]
    assert "Luật Bảo vệ môi trường số 72/2020/QH14" in facts["Căn cứ"]


FRONT = "---\nloai: {kind}\nten_goi: {title}\nco_quan: Bộ X\ndu_thao: true\n{more}---\n{text}"


def made(
    root: Path, text: str, kind: str = "Thông cáo báo chí", title: str = "Tiêu đề", more: str = ""
) -> tuple[Session, Document]:
    (root / "content").mkdir(exist_ok=True)
    path = root / "content/tin.md"
    path.write_text(FRONT.format(kind=kind, title=title, more=more, text=text), encoding="utf-8")
    project = Session(open_project(root, None))
    return project, project.read(path)


def built(root: Path, text: str, **more: str) -> tuple[str, str, str]:
    """Text, HTML and the document part of the Word file."""
    project, document = made(root, text, **more)
    files = project.build(document, ["docx", "txt", "html"], root / "out")
    word = next(file for file in files if file.suffix == ".docx")
    data = {file.suffix: file for file in files}
    return (
        data[".txt"].read_text(encoding="utf-8"),
        data[".html"].read_text(encoding="utf-8"),
        parts(word.read_bytes())["word/document.xml"].decode(),
    )


def test_a_release_about_several_documents_has_a_numbered_section_for_each_with_its_facts(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name, title in (("a", "về việc thứ nhất"), ("b", "về việc thứ hai")):
        (tmp_path / f"content/{name}.md").write_text(
            f"---\nloai: Nghị định\nten_goi: {title}\n---\n### Điều. Một\nNội dung.\n", encoding="utf-8"
        )
    text = (
        "Bộ X thông tin về hai dự thảo.\n\n# @mot\n\n## Sự cần thiết\n\nCần.\n\n# @hai\n\n## Sự cần thiết\n\nCũng "
        "cần.\n"
    )
    shown = built(tmp_path, text, kind="Thông cáo báo chí văn bản pháp luật", more="van_ban: {mot: a.md, hai: b.md}\n")[
        0
    ]
    first, second = (
        shown.index("1. Dự thảo Nghị định về việc thứ nhất"),
        shown.index("2. Dự thảo Nghị định về việc thứ hai"),
    )
    assert shown.count("chưa ban hành") == 2
    assert first < shown.index("chưa ban hành") < second < shown.rindex("chưa ban hành")
    assert "1 điều" in shown


def test_a_heading_may_open_with_a_number_that_is_part_of_it(tmp_path: Path) -> None:
    shown = built(
        tmp_path,
        "Mở đầu.\n\n# 6 nhiệm vụ\n\nNội dung.\n\n# 2030: mốc\n\nNội dung. Xem @moc.\n\n## Mốc chính {#moc}\n\nChữ.\n",
    )[0]
    assert "\n6 nhiệm vụ\n" in shown
    assert "\n2030: mốc\n" in shown
    assert "Xem mục “Mốc chính”.\n" in shown


def test_a_question_that_was_numbered_by_hand_is_numbered_once(tmp_path: Path) -> None:
    typed = (
        "1. Ai?",
        "Câu 2: Ở đâu?",
        "CÂU HỎI SỐ 3) Bao giờ?",
        "5 mức nào?",
        "Câu 5 của đề án?",
        "2030 có gì?",
        "9. Sai?",
    )
    text = "\n\n".join(f"## {title}\n\nĐáp." for title in typed)
    shown = built(tmp_path, text + "\n\n### Phụ?\n", kind="Hỏi - đáp")[0]
    assert re.findall(r"^Câu.*", shown, re.MULTILINE) == [
        *("Câu 1. Ai?", "Câu 2. Ở đâu?", "Câu 3. Bao giờ?", "Câu 4. 5 mức nào?"),
        *("Câu 5. Câu 5 của đề án?", "Câu 6. 2030 có gì?", "Câu 9. Sai?"),
    ]
    project, document = made(tmp_path, text + "\n\n### Phụ?\n", kind="Hỏi - đáp")
    said = {finding.rule: str(finding.message) for finding in project.check(document)}
    assert said["DK-N001"] == "câu hỏi 9 follows 6; 7 was expected"
    assert said["DK-S001"] == "no heading here has ###; kept as text; write #, ##"
    (path, _, laid), *_ = project.formatted(tmp_path / "content/tin.md", "keep")
    assert "## 3. Bao giờ?\n" in laid
    path.write_text(laid, encoding="utf-8")
    after = Session(open_project(tmp_path, None)).read(path)
    assert write_text(after.bound, after.frame) == write_text(document.bound, document.frame)


def test_photos_are_shown_with_caption_and_credit_and_one_that_is_missing_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/anh.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    more = (
        "hinh_anh:\n  - {anh: anh.png, mo_ta: Cổng nhà máy, chu_thich: Nhà máy A, nguon: Trần B}\n  - {anh: "
        "mat.png, mo_ta: X, chu_thich: Nhà máy C., nguon: D}\n"
    )
    text, page, word = built(tmp_path, "Mở đầu.\n", more=more)
    assert "Nhà máy A. Ảnh: Trần B." in text
    assert 'alt="Cổng nhà máy"' in page
    assert 'descr="Cổng nhà máy"' in word
    project, document = made(tmp_path, "Mở đầu.\n", more=more)
    assert "DK-F011" in [finding.rule for finding in project.check(document)]


@pytest.mark.parametrize(
    ("caption", "credit", "printed"),
    [
        ("Trạm năm {{ muc_tieu.nam }}", "Lê C", "Trạm năm 2030. Ảnh: Lê C."),
        ("Trạm (khi chạy thử)", "Ảnh: Lê C", "Trạm (khi chạy thử). Ảnh: Lê C."),
        ("“Ai đến trước?”", "Nguồn: Nhà máy A.", "“Ai đến trước?” Nguồn: Nhà máy A."),
        ("Trạm *đêm*!", "", "Trạm đêm!"),
    ],
)
def test_a_caption_ends_once_before_its_credit_and_the_credit_names_itself_once(
    caption: str, credit: str, printed: str, tmp_path: Path
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/anh.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    (tmp_path / "content/_shared").mkdir()
    (tmp_path / "content/_shared/facts.yaml").write_text("muc_tieu: {nam: 2030}\n", encoding="utf-8")
    more = f'hinh_anh: [{{anh: anh.png, mo_ta: Trạm, chu_thich: "{caption}", nguon: "{credit}"}}]\n'
    assert f"\n{printed}\n" in built(tmp_path, "Mở đầu.\n", more=more)[0]


def test_a_photo_that_stands_in_the_text_is_shown_there_and_only_there(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name in ("anh.png", "hai.png"):
        (tmp_path / "content" / name).write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    more = (
        "hinh_anh:\n  - {anh: anh.png, nguon: B, giay_phep: dùng tự do}\n"
        "  - {anh: hai.png, mo_ta: Kho hàng, chu_thich: Kho A, nguon: C}\n"
    )
    text = 'Mở đầu.\n\n![Cổng nhà máy](anh.png "Nhà máy A. Ảnh: B")\n'
    _, page, _ = built(tmp_path, text, more=more)
    assert [page.count(f'alt="{alt}"') for alt in ("Cổng nhà máy", "Kho hàng", "")] == [1, 1, 0]
    project, document = made(tmp_path, text, more=more)
    assert not {"DK-P004", "DK-T017", "DK-H001"} & {finding.rule for finding in project.check(document)}


BAD = {
    "empty": "",
    "blank": "\n \n\t\n",
    "empty sections": "# Một\n\n# Hai\n\n## Ba\n\n1.\n\n>\n\n- \n",
    "emoji": "Mở đầu 😀👨‍👩‍👧‍👦 🇻🇳.\n\n# 🎉\n\nChữ.\n",
    "right to left": "Mở đầu مرحبا بالعالم.\n\n# שלום\n\n> “عربي”\n> — كاتب, محرر\n",
    "direction marks": "Mở đầu \u202eđảo\u202c \u200bchữ.\n",
    "html": (
        "Mở đầu <b>đậm</b> <script>alert(1)</script> <img src=x onerror=alert(1)>.\n\n# <h1>x</h1>\n\n> "
        "“<iframe>”\n> — <a href='javascript:x'>A</a>, B\n"
    ),
    "template": "Mở đầu {% for x in y %} {{ 7*7 }} {{ config }} ${x} #{y}.\n",
    "deep": "Mở đầu.\n\n" + "> " * 60 + "x\n",
    "long word": "Mở đầu " + "a" * 5000 + ".\n",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_text_is_shown_as_typed_in_every_form_or_is_a_finding(name: str, tmp_path: Path) -> None:
    text, page, word = built(tmp_path, BAD[name])
    assert "<script>alert" not in page
    assert "<iframe" not in page
    assert "<img src=x" not in page
    assert "<script" not in word
    if name == "html":
        for shown in (text,):
            assert "<script>alert(1)</script>" in shown
            assert "<h1>x</h1>" in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in word
    if name in ("emoji", "right to left"):
        sign = "👨‍👩‍👧‍👦" if name == "emoji" else "مرحبا بالعالم"
        assert all(sign in form for form in (text, page, word))
    if name == "template":
        assert "{% for x in y %} {{ 7*7 }}" in text


@pytest.mark.parametrize(
    "kind",
    [
        "Thông cáo báo chí",
        "Thông cáo báo chí có số",
        "Thư mời báo chí",
        "Tờ thông tin",
        "Hỏi - đáp",
        "Phiếu phát biểu",
        "Phát ngôn báo chí",
    ],
)
def test_a_headline_of_5000_characters_is_a_finding_and_is_printed_whole(kind: str, tmp_path: Path) -> None:
    title = ("Công nghiệp môi trường " * 220)[:5000].strip()
    text, page, word = built(tmp_path, "Mở đầu.\n", kind=kind, title=title)
    assert all(title in form for form in (text, page, word))
    project, document = made(tmp_path, "Mở đầu.\n", kind=kind, title=title)
    assert "DK-P020" in [finding.rule for finding in project.check(document)]


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ("cam_cong_bo: [1, 2]\n", "DK-H004"),
        ("cam_cong_bo: 12\n", "DK-P001"),
        ("lien_he: chuỗi\n", "DK-P003"),
        ("hinh_anh: một\n", ""),
        ("hinh_anh: [một, {anh: [x]}]\n", "DK-P004"),
        ("van_ban: {a: {b: c}}\n", ""),
        ("van_ban: [[x]]\n", ""),
        ("van_ban: {a: }\n", ""),
        ("ghi_chu_bien_tap: {a: b}\n", "DK-H004"),
        ("mui_gio: X\ncam_cong_bo: 2026-01-01 10:00\n", "DK-P001"),
    ],
)
def test_metadata_of_another_shape_is_a_finding_or_nothing(more: str, rule: str, tmp_path: Path) -> None:
    project, document = made(tmp_path, "Mở đầu.\n", more=more)
    found = [finding.rule for finding in project.check(document)]
    assert not rule or rule in found, found
    project.build(document, ["docx", "txt", "html"], tmp_path / "out")


def test_a_document_described_on_the_spot_needs_to_say_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(DraftkitError, match="needs at least loai"):
        made(tmp_path, "Mở đầu.\n", more="van_ban: {loai: }\n")


def test_moments_are_worded_in_their_own_zone() -> None:
    from draftkit.campaign.moment import Moment, read_moment

    said = [
        read_moment(text, "Asia/Ho_Chi_Minh")
        for text in ("2026-12-15 10:00", "2026-12-15 10:00 Asia/Tokyo", "2026-12-15 9h05 -03:30", "2026-12-15T00:00Z")
    ] + [
        read_moment(f"{text} {zone}".strip(), "Asia/Ho_Chi_Minh")
        for text, zone in (
            ("2026-12-15 10:00:30", "ICT"),
            ("2026-12-15 10:00", "Asia/Hanoi"),
            ("10 giờ 00 ngày 15/12/2026", "(giờ Việt Nam)"),
            ("10h ngày 15 tháng 12 năm 2026", "(giờ Việt Nam, UTC+7)"),
            ("10:00 15/12/2026", "giờ Việt Nam (GMT+7)"),
        )
    ]
    assert [moment.words("giờ Việt Nam") if isinstance(moment, Moment) else moment for moment in said] == [
        "10 giờ 00 ngày 15/12/2026 (giờ Việt Nam, UTC+7)",
        "10 giờ 00 ngày 15/12/2026 (UTC+9)",
        "9 giờ 05 ngày 15/12/2026 (UTC-3:30)",
        "0 giờ 00 ngày 15/12/2026 (UTC+0)",
        "10 giờ 00 phút 30 giây ngày 15/12/2026 (giờ Việt Nam, UTC+7)",
        *["10 giờ 00 ngày 15/12/2026 (giờ Việt Nam, UTC+7)"] * 4,
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-30 10:00", "2026-12-15 10:75", "2026-12-15 10:00:75", "31/11/2026 10h", "9999-12-31 23:59 -12:00"),
        *("2026-12-15 10:00-12:00", "15/12/2026 8:00 - 9:30"),
    ],
)
def test_moments_that_are_none_are_said(text: str) -> None:
    from draftkit.campaign.moment import read_moment
    from draftkit.model.message import Message

    assert isinstance(read_moment(text, "Asia/Ho_Chi_Minh"), Message)


def test_the_end_mark_does_not_stand_alone_and_contacts_are_headed_once(tmp_path: Path) -> None:
    more = "lien_he: [{ho_ten: Trần B, dien_thoai: 024 3825 1234}]\n"
    body = built(tmp_path, "Mở đầu.\n\n# Liên hệ báo chí\nGọi trước 17 giờ.\n", more=more)[2]
    assert body.count("Liên hệ báo chí") == 1
    before_end = re.findall(r"<w:p[ >].*?</w:p>", body.partition("- Hết -")[0], re.DOTALL)[-3:]
    assert ["keepNext" in paragraph for paragraph in before_end] == [True] * 3


def test_columns_of_figures_of_one_unit_stand_to_the_right(tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    rows = "|Năm|Tỷ lệ|Mức|Đơn vị|Giữa|\n|---|---|---|---|:-:|\n|2024|56|74 ca|Sở|1|\n|2025|58%|–|Cục|2|\n"
    found = {}
    for kind in ("Tờ thông tin", "Báo cáo"):
        path = tmp_path / "so.md"
        path.write_text(f"---\nloai: {kind}\n---\n{rows.replace('56', '56%')}", encoding="utf-8")
        bound = Session(open_project(tmp_path, None)).read(path).bound
        found[kind] = next(item.align for item in body_flow(bound) if isinstance(item, Grid))
    assert found["Tờ thông tin"] == ("left", "right", "right", "left", "center")
    assert found["Báo cáo"] == ("left", "left", "left", "left", "center")


@pytest.mark.parametrize(
    ("head", "stands"), [("Mã HS", "left"), ("HS code", "left"), ("Mã", "left"), ("Mức", "right"), ("HSK", "right")]
)
def test_a_column_of_codes_is_known_by_its_heading(head: str, stands: str, tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    path = tmp_path / "ma.md"
    path.write_text(f"---\nloai: Tờ thông tin\n---\n|A|{head}|\n|---|---|\n|a|85.42|\n|b|902710|\n", "utf-8")
    bound = Session(open_project(tmp_path, None)).read(path).bound
    assert next(item.align for item in body_flow(bound) if isinstance(item, Grid)) == ("left", stands)


@pytest.mark.parametrize(
    ("typed", "first", "second", "stands"),
    [
        ("---", "2024", "2025", "left"),  # years
        ("---", "6307", "8903", "left"),  # codes of goods
        ("---", "2021 - 2025", "2026 - 2030", "left"),
        ("---", "2029", "2030*", "left"),
        ("---", "9800", "12500", "right"),
        ("---", "85,4", "90.180", "right"),
        ("---", "85,4", "90 (ước)", "right"),
        ("---", "1.250.000", "2.050.000 đồng", "right"),
        ("---", "12.000 đồng", "(120.000.000)", "right"),
        ("---", "VND 1,250,000", "VND 2,050,000", "right"),
        ("---", "3 ngày", "5 đồng", "left"),
        ("---", "1.840", "1.950", "right"),
        (":--", "56%", "58%", "left"),  # as the author says
        ("--:", "2024", "2025", "right"),
    ],
)
def test_what_numbers_a_thing_is_no_figure_and_the_author_has_the_last_word(
    typed: str, first: str, second: str, stands: str, tmp_path: Path
) -> None:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    path = tmp_path / "so.md"
    path.write_text(f"---\nloai: Tờ thông tin\n---\n|A|B|\n|---|{typed}|\n|a|{first}|\n|b|{second}|\n", "utf-8")
    bound = Session(open_project(tmp_path, None)).read(path).bound
    assert next(item.align for item in body_flow(bound) if isinstance(item, Grid)) == ("left", stands)


def test_columns_of_money_stay_whole_in_word_and_mail(tmp_path: Path) -> None:
    money = " | ".join(["| Ngân hàng thương mại", *["12.345.678.900"] * 5, ""])
    head = " | ".join(["| Ngân hàng", *(f"Quý {at}" for at in range(5)), ""])
    text = f"Mở đầu.\n\n{head}\n|{'---|' * 6}\n{money}\n\n| Mã | Tên |\n|---|---|\n| HCM-0127B | Khu số 1 |\n"
    project, document = made(tmp_path, text)
    files = {file.suffix: file for file in project.build(document, ["docx", "eml"], tmp_path / "out")}
    wide, narrow = parts(files[".docx"].read_bytes())["word/document.xml"].decode().split("<w:tbl>")[-2:]
    assert "<w:tblCellMar>" in wide
    assert "<w:tblCellMar>" not in narrow
    page = message_from_bytes(files[".eml"].read_bytes(), policy=default).get_body(("html",))
    assert page
    cells = re.findall(r"<td([^>]*)>(?:12\.345\.678\.900|HCM-0127B)<", page.get_content())
    assert len(cells) == 6
    assert all("white-space" in cell for cell in cells)
    assert [("font-size: 12px" in cell or "font-size:12px" in cell) for cell in cells] == [True] * 5 + [False]


def test_references_name_tables_and_pictures_whose_captions_have_no_number(tmp_path: Path) -> None:
    text = "Theo @so.\n\nBảng. Số đơn vị {#so}\n\n| Năm | Số |\n|---|---|\n| 2026 | 2 |\n"
    _, document = made(tmp_path, text)
    assert "Theo Bảng “Số đơn vị”." in write_text(document.bound, document.frame)
    _, other = made(tmp_path, text, kind="Báo cáo")
    assert "Theo Bảng 1." in write_text(other.bound, other.frame)


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        (' "Ảnh: Hòa"', "Mái nhà"),
        ("", "Mái nhà"),
        (' "Nhà ven đô. Ảnh: Hòa"', "Nhà ven đô"),
        (' "Nhà ven đô"', "Nhà ven đô"),
    ],
)
def test_references_name_what_a_picture_shows_not_who_took_it(tmp_path: Path, caption: str, name: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.png").write_bytes((CHECKOUT / "tests/readers/cases/files/so-do.png").read_bytes())
    _, document = made(tmp_path, f"Theo @mai.\n\n![Mái nhà](a.png{caption}){{#mai}}\n")
    assert f"Theo Hình “{name}”." in write_text(document.bound, document.frame)


def test_a_preview_that_begins_with_an_answer_has_its_question(tmp_path: Path) -> None:
    _, document = made(
        tmp_path, "# Chung\n\n## Có phải xin phép không?\nKhông.\n\n## Ai?\nMọi nhà.\n", kind="Hỏi - đáp"
    )
    assert summary(document.bound) == "Có phải xin phép không? Không."
    _, plain = made(tmp_path, "Mở đầu.\n\n# Ai?\nMọi nhà.\n", title="Ai được lợi?")
    assert summary(plain.bound) == "Mở đầu."


def test_a_summary_says_raised_digits_where_only_text_can_stand(tmp_path: Path) -> None:
    from draftkit.writers.html_share import summary

    _, document = made(tmp_path, "Mở đầu.\n", more="tom_tat: Còn 10^3^ mg/m^3^.\n")
    assert summary(document.bound) == "Còn 10³ mg/m³."
