"""What becomes of the parts of a Word file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from draftkit.importers.report import LEFT_OUT
from draftkit.library.importing import import_word
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.text.fold import fold
from draftkit.word.package import read_package, zip_bytes
from draftkit.writers.text import write_text
from tests.importers.making import (
    BOLD,
    CENTRE,
    bold,
    cell,
    centred,
    circular,
    imported,
    outline,
    read_back,
    source,
    table,
)
from tests.review.word import Reviewer
from tests.word.test_read import NUMBERING, listed
from tests.word.word import docx, p, r


def shown(folder: Path, files: Mapping[str, bytes]) -> tuple[Bound, Frame]:
    document = read_back(folder, files)
    return document.bound, document.frame


ARTICLE = bold("Điều 1. Phạm vi điều chỉnh") + p("Thông tư này quy định về thiết bị lọc bụi.")


BY_B = '<w:rPrChange w:id="9" w:author="Trần Thị B"><w:rPr/></w:rPrChange>'


@pytest.mark.parametrize(("changes", "done"), [("accept", "accepted"), ("reject", "rejected")])
def test_what_becomes_of_tracked_changes_is_told(tmp_path: Path, changes: str, done: str) -> None:
    """What is taken out and put in at one place is one change, a paragraph of another look is one, in however many
    pieces; a file may be made for such changes only."""
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    body = ARTICLE + p("", "", r("Bộ lọc ", f"<w:i/>{BY_B}") + r("được kiểm tra.", f"<w:i/>{BY_B}"))
    protected = '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>'
    word = Reviewer(circular(body, settings=protected), "Nguyễn Văn A")
    word.replace("lọc bụi.", "lọc khí.")
    (tmp_path / "a.docx").write_bytes(word.saved())
    made = import_word(Session(open_project(tmp_path, None)), tmp_path / "a.docx", changes=changes)
    text = made.files["01-noi-dung.md"].decode()
    assert ("lọc khí." if changes == "accept" else "lọc bụi.") in text
    assert ("*Bộ lọc được kiểm tra.*" in text) == (changes == "accept")
    assert [str(one) for one in made.report.losses] == [
        f"1 tracked changes by Nguyễn Văn A are {done}",
        f"1 changes of looks alone by Trần Thị B are {done}",
    ]


AMENDING = """BỘ CÔNG THƯƠNG
Số: 21/2026/TT-BCT
Hà Nội, ngày 28 tháng 4 năm 2026
THÔNG TƯ
Sửa đổi, bổ sung một số điều của Thông tư số 18/2025/TT-BCT quy định về kho xăng
Căn cứ Nghị định số 40/2025/NĐ-CP của Chính phủ quy định chức năng, nhiệm vụ của Bộ Công Thương;
Bộ trưởng Bộ Công Thương ban hành Thông tư sửa đổi, bổ sung một số điều của Thông tư số 18/2025/TT-BCT.
Điều 1. Sửa đổi, bổ sung khoản 2 Điều 3
“2. Kho xăng có mái che.”.
Điều 2. Bãi bỏ Điều 7 Thông tư số 05/2020/TT-BCT.
Điều 3. Hiệu lực thi hành
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.
"""


def test_an_amending_act_names_what_it_amends(tmp_path: Path) -> None:
    """By a draft of the project or an act of references.yaml; what is not at hand is told."""
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_text(AMENDING, encoding="utf-8")

    def made() -> tuple[str, list[str]]:
        taken = import_word(Session(open_project(tmp_path, None)), tmp_path / "a.txt")
        last = taken.files["draft.yaml"].decode().partition("ngay:")[2].partition("\n")[2]
        return last[last.index("van_ban") :], [str(one) for one in taken.report.losses]

    line, told = made()
    assert line == "van_ban: {goc: …}   # văn bản được sửa đổi: 18/2025/TT-BCT, 05/2020/TT-BCT\n"
    assert [one.partition(" ")[0] for one in told] == ["18/2025/TT-BCT", "05/2020/TT-BCT"]
    base = tmp_path / "content/circular/kho"
    base.mkdir(parents=True)
    head = "loai: Thông tư\nten_goi: quy định về kho xăng\nso: '18'\nnam: 2025\nviet_tat: BCT\nngay: 2025-03-13\n"
    (base / "draft.yaml").write_text(head, encoding="utf-8")
    (base / "01.md").write_text("### Điều. Kho xăng\n\n1. Kho xăng có tường.\n", encoding="utf-8")
    (tmp_path / "content/circular/hong.md").write_text("---\nloai: [\n---\n", encoding="utf-8")
    (tmp_path / "content/_shared").mkdir()
    known = "tt-5: {loai: Thông tư, so: 05/2020/TT-BCT, ngay: 2020-05-12, co_quan: Bộ Công Thương}\n"
    (tmp_path / "content/_shared/references.yaml").write_text(known, encoding="utf-8")
    assert made() == ('van_ban: {goc: ../kho, goc_2: "@tt-5"}   # văn bản được sửa đổi\n', [])


@pytest.mark.parametrize("name", ["K’Sor Phước", "H'Bơ Niê", "Bế-Văn Tám", "PGS.TS. Lê Văn C", "Y Biêr"])
def test_who_signs_a_text_is_known_however_the_name_is_spelled(name: str, tmp_path: Path) -> None:
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    ends = "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\n\n", "Nơi nhận:\n- Văn phòng Chính phủ;\n- Lưu: VT, CN.\n"
    for end in (f"{ends[0]}{name}\n", f"{ends[0]}{name}\n{ends[1]}", f"{ends[1]}{ends[0]}{name}\n"):
        (tmp_path / "a.txt").write_text(AMENDING + end, encoding="utf-8")
        files = import_word(Session(open_project(tmp_path, None)), tmp_path / "a.txt").files
        assert yaml.safe_load(files["draft.yaml"])["chu_ky"]["ho_ten"] == name
        assert name not in files["01-noi-dung.md"].decode()


def test_header_front_and_ending_become_metadata(tmp_path: Path) -> None:
    files, report = imported(tmp_path, circular(ARTICLE))
    assert yaml.safe_load(files["draft.yaml"]) == {
        "loai": "Thông tư",
        "ten_goi": "quy định về thiết bị lọc bụi của Việt Nam",
        "so": "15",
        "nam": 2026,
        "viet_tat": "BCT",
        "dia_danh": "Hà Nội",
        "ngay": "2026-03-05",
        "co_quan": ["Bộ Công Thương"],
        "thu_truong": "Bộ trưởng Bộ Công Thương",
        "can_cu": ["Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14"],
        "theo_de_nghi": "Cục trưởng Cục Kỹ thuật an toàn",
        "chu_ky": {"quyen_han": ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"], "ho_ten": "Trần Văn B"},
        "noi_nhan": ["Văn phòng Chính phủ"],
        "luu": "VT, ATMT (3)",
    }
    assert source(files) == "### Điều 1. Phạm vi điều chỉnh\nThông tư này quy định về thiết bị lọc bụi.\n"
    assert report.complete
    assert report.counts["added"] == 0


def test_titles_in_capitals_become_sentences_that_print_the_same(tmp_path: Path) -> None:
    body = (
        centred("Chương I")
        + centred("QUY ĐỊNH CHUNG CỦA VIỆT NAM")
        + p("Ở nước Việt Nam.")
        + centred("Chương II")
        + p("", CENTRE, r("TỔ CHỨC", BOLD) + "<w:r><w:br/></w:r>" + r("THỰC HIỆN", BOLD))
    )
    files, report = imported(tmp_path, circular(body))
    assert (
        source(files) == "# Chương I. Quy định chung của Việt Nam\nỞ nước Việt Nam.\n\n# Chương II. Tổ chức thực hiện\n"
    )
    assert report.complete


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    body = "".join(
        [
            listed("Phạm vi", 1),
            listed("Khoản một:", 2),
            listed("điểm a;", 3),
            listed("điểm b.", 3),
            listed("Khoản hai.", 2),
            listed("Đối tượng", 1),
            listed("Khoản một.", 2),
        ]
    )
    files, report = imported(tmp_path, circular(body, numbering=NUMBERING))
    assert source(files) == (
        "### Điều 1. Phạm vi\n1. Khoản một:\na) điểm a;\nb) điểm b.\n2. Khoản hai.\n\n### Điều 2. Đối tượng\n1. "
        "Khoản một.\n"
    )
    assert report.counts[LEFT_OUT] == 0


def test_text_that_looks_like_marks_comes_back_the_same(tmp_path: Path) -> None:
    odd = [
        "# không phải tiêu đề",
        "| không | phải bảng",
        "> không trích",
        "giá 5$ và 6$",
        "a*b*c _d_ [x](y) {{ ten }} @nhan m^2^ H~2~",
        "```bang x.csv",
        "Bảng. Không phải tên bảng",
        "::: giua",
        "kết thúc {#nhan}",
        "\\ gạch chéo \\",
        "[^1]: không phải chú",
        "![hình](a.png)",
        "1) một ngoặc",
        "$$ x $$",
    ]
    body = ARTICLE + "".join(p(text) for text in odd)
    files, report = imported(tmp_path, circular(body))
    document = read_back(tmp_path, files)
    from draftkit.writers.text import write_text

    printed = write_text(document.bound, document.frame).split("\n")
    start = printed.index(odd[0])
    assert printed[start : start + len(odd)] == odd
    assert report.complete
    assert [unit for unit in outline(document) if unit[0] != "article"] == []


def test_lists_that_each_hold_one_item_keep_their_numbers(tmp_path: Path) -> None:
    body = ARTICLE + p("1. Danh sách thứ nhất.") + p("1. Danh sách thứ hai.") + p("1. Danh sách thứ ba.")
    files, report = imported(tmp_path, circular(body))
    assert source(files).endswith("1. Danh sách thứ nhất.\n\n1\\. Danh sách thứ hai.\n\n1\\. Danh sách thứ ba.\n")
    assert report.counts["added"] == report.counts[LEFT_OUT] == 0


def test_new_wording_in_quotation_marks_is_quoted(tmp_path: Path) -> None:
    body = (
        bold("Điều 1. Sửa đổi")
        + p("1. Sửa đổi Điều 5 như sau:")
        + p("“Điều 5. Tên mới")
        + p("1. Khoản mới.")
        + p("2. Khoản nữa.”.")
        + p("2. Bãi bỏ Điều 6.")
    )
    files, report = imported(tmp_path, circular(body))
    assert source(files) == (
        "### Điều 1. Sửa đổi\n1. Sửa đổi Điều 5 như sau:\n> “Điều 5. Tên mới\n>\n> 1. Khoản mới.\n>\n> 2. Khoản "
        "nữa.”.\n\n2. Bãi bỏ Điều 6.\n"
    )
    assert report.complete


def test_marks_inside_paragraphs(tmp_path: Path) -> None:
    runs = (
        r("Đo ")
        + r("chính xác", BOLD)
        + r(" ")
        + r("nhanh", "<w:i/>")
        + r(" m")
        + r("3", '<w:vertAlign w:val="superscript"/>')
        + r(" H")
        + r("2", '<w:vertAlign w:val="subscript"/>')
        + r("O")
    )
    files, _ = imported(tmp_path, circular(ARTICLE + p("", "", runs)))
    assert source(files).endswith("Đo **chính xác** *nhanh* m^3^ H~2~O\n")


def test_footnotes(tmp_path: Path) -> None:
    body = ARTICLE + p("", "", r("Có chú") + '<w:r><w:footnoteReference w:id="4"/></w:r>' + r("."))
    files, report = imported(tmp_path, circular(body, footnotes=f'<w:footnote w:id="4">{p("Lời chú.")}</w:footnote>'))
    assert source(files).endswith("Có chú[^1].\n\n[^1]: Lời chú.\n")
    assert report.complete


def test_simple_tables_are_written_with_bars_others_as_files(tmp_path: Path) -> None:
    simple = table(cell(p("STT")) + cell(p("Tên | hiệu")), cell(p("1")) + cell(p("Lọc bụi")))
    merged = table(
        cell(p("Nhóm"), tcpr='<w:gridSpan w:val="2"/>') + cell(p("Mức")),
        cell(p("A")) + cell(p("B")) + cell(p("dòng một"), p("dòng hai")),
    )
    flat = table(cell(p("trái")) + cell(p("phải")), borders="nil")
    files, report = imported(tmp_path, circular(ARTICLE + simple + merged + flat))
    text = source(files)
    assert "| STT | Tên \\| hiệu |\n|:--|:--|\n| 1 | Lọc bụi |\n" in text
    assert "```bang bang-1.csv\ngop: [A1:B1]\n" in text
    assert files["bang-1.csv"].decode() == '"Nhóm";"";"Mức"\n"A";"B";"dòng một\ndòng hai"\n'
    assert "::: khong-vien\n| trái | phải |\n|:--|:--|\n:::" in text
    assert report.complete


def test_annexes_with_forms_and_their_own_numbers(tmp_path: Path) -> None:
    annex = (
        centred("PHỤ LỤC I")
        + p(
            "",
            CENTRE,
            r("DANH MỤC", BOLD) + "<w:r><w:br/></w:r>" + r("(Ban hành kèm theo Thông tư số 15/2026/TT-BCT)", "<w:i/>"),
        )
        + bold("I. PHẦN MỘT")
        + p("1. Mục một.")
        + centred("PHỤ LỤC II")
        + centred("BIỂU MẪU")
        + bold("Mẫu số 02a. Đơn đề nghị")
        + bold("Điều 1. Cam kết")
        + p("Tôi cam kết.")
    )
    files, report = imported(tmp_path, circular(ARTICLE, annex))
    assert source(files, "02-phu-luc.md") == (
        "# Phụ lục I. Danh mục\n\n### Mục I. Phần một\n1. Mục một.\n\n# Phụ lục II. Biểu mẫu\n\n## Mẫu 02a. Đơn đề "
        "nghị\n\n### Điều 1. Cam kết\nTôi cam kết.\n"
    )
    assert yaml.safe_load(files["draft.yaml"])["kem_theo"] == "(Ban hành kèm theo Thông tư số 15/2026/TT-BCT)"
    assert report.units["Điều"] == 1
    assert report.complete


def test_tracked_changes_are_accepted_or_rejected(tmp_path: Path) -> None:
    body = bold("Điều 1. Tên") + p(
        "",
        "",
        r("Trong ")
        + '<w:ins w:author="A">'
        + r("30")
        + '</w:ins><w:del w:author="A"><w:r><w:delText>20</w:delText></w:r></w:del>'
        + r(" ngày."),
    )
    for changes, days in (("accept", "30"), ("reject", "20")):
        files, report = imported(tmp_path, circular(body), changes=changes)
        assert f"Trong {days} ngày." in source(files)
        assert report.complete


def test_a_letter_with_its_header_in_tabs(tmp_path: Path) -> None:
    def tabbed(left: str, right: str) -> str:
        return f"<w:p>{r(left, BOLD)}<w:r><w:tab/></w:r>{r(right, BOLD)}</w:p>"

    body = (
        tabbed("BỘ CÔNG THƯƠNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + tabbed("CỤC CÔNG NGHIỆP", "Độc lập - Tự do - Hạnh phúc")
        + tabbed("Số: 45/CN-KHTC", "Hà Nội, ngày 7 tháng 4 năm 2026")
        + p("V/v báo cáo số liệu")
        + p("Kính gửi: Sở Công Thương các tỉnh.")
        + p("Đề nghị báo cáo trước ngày 30.")
        + table(
            cell(p("Nơi nhận:"), p("- Như trên;"), p("- Lưu: VT."))
            + cell(centred("CỤC TRƯỞNG"), p(), centred("Lê Thị C")),
            borders="nil",
        )
    )
    files, report = imported(tmp_path, docx(body))
    meta = yaml.safe_load(files["draft.yaml"])
    assert (meta["loai"], meta["co_quan_chu_quan"], meta["co_quan"], meta["so"], meta["kinh_gui"]) == (
        "Công văn",
        ["Bộ Công Thương"],
        ["Cục Công nghiệp"],
        "45",
        ["Sở Công Thương các tỉnh"],
    )
    assert report.complete


def test_a_document_of_an_unknown_type_keeps_its_name(tmp_path: Path) -> None:
    body = (
        table(
            cell(centred("TRUNG TÂM TIN HỌC"))
            + cell(centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), centred("Độc lập - Tự do - Hạnh phúc")),
            borders="nil",
        )
        + centred("BẢN CAM KẾT CHUNG")
        + centred("về bảo mật dữ liệu")
        + p("Chúng tôi cam kết như sau.")
    )
    files, report = imported(tmp_path, docx(body))
    assert yaml.safe_load(files["draft.yaml"])["ten_loai"] == "BẢN CAM KẾT CHUNG"
    assert any("--kind" in str(loss) for loss in report.losses)
    assert report.complete


def test_comments_are_named_in_the_report(tmp_path: Path) -> None:
    body = ARTICLE + p("", "", '<w:commentRangeStart w:id="1"/>' + r("Chữ") + '<w:commentRangeEnd w:id="1"/>')
    _, report = imported(
        tmp_path, circular(body, comments=f'<w:comment w:id="1" w:author="Vụ Pháp chế">{p("Xem lại")}</w:comment>')
    )
    assert any("Vụ Pháp chế" in str(loss) and "Xem lại" in str(loss) for loss in report.losses)


def test_an_enacting_sentence_worded_otherwise_is_kept_once(tmp_path: Path) -> None:
    body = circular(ARTICLE)
    from draftkit.word.package import read_package, zip_bytes

    parts = read_package(body)
    text = (
        parts["word/document.xml"]
        .decode()
        .replace(
            "ban hành Thông tư quy định về thiết bị lọc bụi của Việt Nam.",
            "ban hành Thông tư quy định về thiết bị lọc bụi:",
        )
    )
    files, report = imported(tmp_path, zip_bytes({**parts, "word/document.xml": text.encode()}))
    assert (
        yaml.safe_load(files["draft.yaml"])["cau_ban_hanh"]
        == "Bộ trưởng Bộ Công Thương ban hành Thông tư quy định về thiết bị lọc bụi:"
    )
    assert "ban hành Thông tư" not in source(files)
    assert (report.counts[LEFT_OUT], report.counts["added"]) == (0, 0)


def test_an_annex_whose_heading_only_capitals_set_apart_is_no_second_signatory(tmp_path: Path) -> None:
    attached = "(Kèm theo Thông tư số 15/2026/TT-BCT ngày 05 tháng 3 năm 2026 của Bộ trưởng Bộ Công Thương)"
    annex = "".join(
        p(text) for text in ["PHỤ LỤC I", "MẪU HỢP ĐỒNG", attached, "Điều 1. Đối tượng", "Bên A giao việc."]
    )
    files, report = imported(tmp_path, circular(ARTICLE, annex))
    assert report.complete
    assert isinstance(yaml.safe_load(files["draft.yaml"])["chu_ky"], dict)
    assert source(files, "02-phu-luc.md").startswith("# Phụ lục I. Mẫu hợp đồng")
    assert source(files).count("Điều") == 1


def test_the_sentence_that_enacts_is_kept_whatever_it_enacts(tmp_path: Path) -> None:
    """None is supplied beside it."""
    for what in (
        "Quy chuẩn kỹ thuật quốc gia về khí thải",
        "Danh mục thiết bị",
        "Quy chế làm việc",
        "QCVN 05:2026/BCT",
    ):
        sentence = f"Bộ trưởng Bộ Công Thương ban hành {what}."
        folder = tmp_path / fold(what)
        folder.mkdir()
        parts = dict(read_package(circular(ARTICLE), "x.docx"))
        old = "Bộ trưởng Bộ Công Thương ban hành Thông tư quy định về thiết bị lọc bụi của Việt Nam."
        parts["word/document.xml"] = parts["word/document.xml"].decode().replace(old, sentence).encode()
        files, report = imported(folder, zip_bytes(parts))
        assert yaml.safe_load(files["draft.yaml"])["cau_ban_hanh"] == sentence
        assert sentence not in source(files)
        assert report.counts["added"] == 0
        assert read_back(folder, files).frame.enactment == sentence


def test_annexes_come_home_as_they_are_called(tmp_path: Path) -> None:
    annexes = (
        centred("PHỤ LỤC SỐ 02")
        + centred("DANH MỤC THIẾT BỊ")
        + centred("(Kèm theo Thông tư số 15/2026/TT-BCT")
        + centred("ngày 05 tháng 3 năm 2026 của Bộ trưởng Bộ Công Thương)", "<w:i/>")
        + p("Nội dung.")
        + centred("Phụ lục số 02A: Biểu mẫu")
        + p("Nội dung khác.")
        + centred("PHỤ LỤC 3A")
        + centred("DANH MỤC KHÁC")
        + p("Nội dung nữa.")
    )
    files, report = imported(tmp_path, circular(ARTICLE, annexes))
    heads = [line for line in source(files, "02-phu-luc.md").split("\n") if line.startswith("#")]
    assert heads == ["# PHỤ LỤC SỐ 02. Danh mục thiết bị", "# Phụ lục số 02A. Biểu mẫu", "# Phụ lục 3A. Danh mục khác"]
    assert report.complete
    printed = write_text(*shown(tmp_path, files))
    assert "PHỤ LỤC SỐ 02\nDANH MỤC THIẾT BỊ" in printed


def test_stamps_are_kept(tmp_path: Path) -> None:
    """As metadata where the kind has them, else where they stood."""
    for kind, key in (("BÁO CÁO", True), ("THÔNG TƯ", False)):
        folder = tmp_path / fold(kind)
        folder.mkdir()
        boxes = table(cell(centred("LƯU HÀNH NỘI BỘ"))) + table(cell(centred("HỎA TỐC")))
        data = circular(ARTICLE)
        parts = dict(read_package(data, "x.docx"))
        text = parts["word/document.xml"].decode()
        text = text.replace(centred("THÔNG TƯ"), boxes + centred(kind)).replace(
            "15/2026/TT-BCT", "15/BC-BCT" if key else "15/2026/TT-BCT"
        )
        files, report = imported(folder, zip_bytes({**parts, "word/document.xml": text.encode()}))
        meta = yaml.safe_load(files["draft.yaml"])
        assert report.complete
        if key:
            assert (meta["luu_hanh"], meta["do_khan"]) == ("LƯU HÀNH NỘI BỘ", "HỎA TỐC")
        else:
            assert "LƯU HÀNH NỘI BỘ" in source(files)
            assert "HỎA TỐC" in source(files)


def test_a_dash_behind_a_line_break_goes_on_with_its_paragraph(tmp_path: Path) -> None:
    lines = "<w:r><w:br/></w:r>".join(map(r, ("Gồm:", "- việc một;", "- việc hai.")))
    files, _ = imported(tmp_path, circular(ARTICLE + p("", "", lines)))
    assert source(files).endswith("Gồm:\\\n\\- việc một;\\\n\\- việc hai.\n")
    assert "Gồm:\n- việc một;\n- việc hai." in write_text(*shown(tmp_path, files))


def test_a_sentence_that_begins_with_a_number_is_no_khoan(tmp_path: Path) -> None:
    body = (
        ARTICLE + p("1. Khoản một.") + p("2025. là năm bản lề.") + p("31. tháng Chạp.") + p("2. khoản hai viết thường.")
    )
    files, report = imported(tmp_path, circular(body))
    assert [number for level, number in outline(read_back(tmp_path, files)) if level == "clause"] == ["1", "2"]
    assert report.complete


def test_what_is_said_without_letters_is_kept_or_named(tmp_path: Path) -> None:
    """Struck and hidden words, fields, figures: none is taken for plain words in silence."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> DATE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("01/02/2026")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        ARTICLE
        + p("", "", r("Diện tích 5 m") + r("2", '<w:vertAlign w:val="superscript"/>') + r(", nộp "))
        + p("", "", r("trong ") + r("mười", "<w:strike/>") + r(" hai mươi ngày ") + r("thầm kín", "<w:vanish/>"))
        + p("", "", r("Lập ngày ") + field)
    )
    files, report = imported(tmp_path, circular(body))
    said = [str(loss) for loss in report.losses]
    assert "Diện tích 5 m^2^, nộp" in source(files)
    assert not any("superscript" in text for text in said)
    assert sum("struck" in text and "mười" in text for text in said) == 1
    assert sum("hidden" in text and "thầm kín" in text for text in said) == 1
    assert sum("DATE" in text for text in said) == 1


@pytest.mark.parametrize("number", ["Điều 2.", "Điều 2"])
def test_a_heading_broken_behind_its_number_keeps_its_title(number: str, tmp_path: Path) -> None:
    broken = p(runs=r(number, "<w:b/>") + "<w:r><w:br/></w:r>" + r("Hiệu lực thi hành", "<w:b/>"))
    body = bold("Điều 1. Phạm vi") + p("Một.") + broken + p("Từ nay.")
    files, report = imported(tmp_path, circular(body))
    assert "### Điều 2. Hiệu lực thi hành\n" in source(files) or "### Điều. Hiệu lực thi hành\n" in source(files)
    assert report.counts["left out"] == 0


def test_a_line_drawn_below_a_header_is_no_raised_figure(tmp_path: Path) -> None:
    """It is raised to stand nearer to the words above it; a charge or a power is told where it is lost."""
    raised = '<w:vertAlign w:val="superscript"/>'
    lost = "<w:strike/>"
    body = (
        p("", "", r("________", raised))
        + ARTICLE
        + p("", "", r("Nồng độ ion clorua Cl") + r("-", raised) + r(" và ") + r("bỏ", lost))
    )
    _, report = imported(tmp_path, circular(body))
    assert [str(loss) for loss in report.losses] == ["words struck through: “bỏ”: the draft has the plain words"]
