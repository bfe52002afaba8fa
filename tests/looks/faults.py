"""Faults planted one by one: in which paper, what is done to it, which rule must speak, and at which paragraph (its
first words; empty: the file as a whole)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from draftkit.word.edit import drop, properties, put
from draftkit.word.xml import W

from .papers import Desk

NATION, MOTTO = "CỘNG HÒA", "Độc lập"
BODY = "1. Tổ chức thử nghiệm được công nhận"
DOUBT = "Cục Hóa chất đề nghị"


class Fault(NamedTuple):
    name: str
    paper: str
    plant: Callable[[Desk], object]
    rule: str
    at: str


def _all_body(desk: Desk, name: str, **values: str) -> None:
    for item in desk.package.paragraphs:
        if item is not None and "".join(item.itertext(W + "t")).startswith(("Cục Hóa chất đề nghị", "Văn bản góp ý")):
            put(properties(item, "pPr"), name, **values)


def _nfd(desk: Desk) -> None:
    import unicodedata

    start = "Hồ sơ đề nghị thử nghiệm gồm"
    desk.text(start, "thử nghiệm", unicodedata.normalize("NFD", "thử nghiệm"))


def _insert_empty(desk: Desk) -> None:
    for start in ("2. Cơ sở sử dụng", "b) Có ít nhất", "c) Có quy trình"):
        empty = etree.Element(W + "p")
        desk.p(start).addprevious(empty)
        put(properties(empty, "pPr"), "spacing", before="0")


def _no_first_header(desk: Desk) -> None:
    desk.unsection("titlePg")


def _one_section(desk: Desk) -> None:
    for section in desk.package.sections()[1:]:
        drop(section, "pgNumType")


def _tracked(desk: Desk) -> None:
    run = desk.runs("Hồ sơ đề nghị thử nghiệm gồm")[0]
    mark = etree.Element(W + "ins", {W + "id": "900", W + "author": "A"})
    run.addprevious(mark)
    mark.append(run)


def _bullet(desk: Desk) -> None:
    desk.copy_after("b) Có ít nhất", "- Có người phụ trách kỹ thuật;")


FAULTS = (
    # -- page
    Fault("khổ Letter", "letter", lambda d: d.section("pgSz", w="12240", h="15840"), "DK-W001", ""),
    Fault("lề trên 30 mm", "letter", lambda d: d.margin("top", 30), "DK-W002", ""),
    Fault("lề dưới 12 mm", "letter", lambda d: d.margin("bottom", 12), "DK-W002", ""),
    Fault("lề trái 25 mm", "decision", lambda d: d.margin("left", 25), "DK-W002", ""),
    Fault("lề phải 25 mm", "decision", lambda d: d.margin("right", 25), "DK-W002", ""),
    Fault("trang đầu có số", "decree", _no_first_header, "DK-W006", ""),
    Fault(
        "số trang căn phải",
        "decree",
        lambda d: d.swap_style("SoTrang", 'w:val="center"', 'w:val="right"'),
        "DK-W005",
        "",
    ),
    Fault(
        "số trang cỡ 10",
        "decree",
        lambda d: d.swap_style("SoTrang", 'w:sz w:val="28"', 'w:sz w:val="20"'),
        "DK-W007",
        "",
    ),
    Fault("đánh số từ 5", "letter", lambda d: d.section("pgNumType", start="5"), "DK-W008", ""),
    Fault("phụ lục chạy tiếp số trang", "decree", _one_section, "DK-W009", "Phụ lục I"),
    # -- characters
    Fault("phông Arial", "decree", lambda d: d.font(BODY, "Arial"), "DK-W010", BODY),
    Fault("phông Calibri ở tên loại", "decision", lambda d: d.font("QUYẾT ĐỊNH", "Calibri"), "DK-W010", "QUYẾT ĐỊNH"),
    Fault(
        "chữ đỏ", "decree", lambda d: d.run("2. Cơ sở sử dụng", "color", val="FF0000"), "DK-W011", "2. Cơ sở sử dụng"
    ),
    Fault("nội dung cỡ 11", "letter", lambda d: d.size(DOUBT, 11), "DK-W012", DOUBT),
    Fault("phông TCVN3", "decree", lambda d: d.font("Hồ sơ đề nghị", ".VnTime"), "DK-W013", "Hồ sơ đề nghị"),
    Fault("phông VNI", "letter", lambda d: d.font(DOUBT, "VNI-Times"), "DK-W013", DOUBT),
    Fault("dấu tách rời", "decree", _nfd, "DK-F002", "Hồ sơ đề nghị"),
    Fault("hai cỡ chữ", "decree", lambda d: d.size("b) Có ít nhất", 13), "DK-W015", "b) Có ít nhất"),
    Fault("chữ ẩn", "decree", lambda d: d.run("Hồ sơ đề nghị", "vanish"), "DK-W016", "Hồ sơ đề nghị"),
    Fault("chữ gạch ngang", "decree", lambda d: d.run("Hồ sơ đề nghị", "strike"), "DK-W028", "Hồ sơ đề nghị"),
    Fault("còn theo dõi thay đổi", "decree", _tracked, "DK-W017", "Hồ sơ đề nghị"),
    # -- header
    Fault("Quốc hiệu sai chữ", "letter", lambda d: d.text(NATION, "VIỆT NAM", "VIỆT  NAMM"), "DK-W020", NATION),
    Fault(
        "Tiêu ngữ gạch dài", "letter", lambda d: d.text(MOTTO, "Độc lập - Tự do", "Độc lập – Tự do"), "DK-W021", MOTTO
    ),
    Fault(
        "Tiêu ngữ thiếu cách", "decree", lambda d: d.text(MOTTO, "Độc lập - Tự do", "Độc lập-Tự do"), "DK-W021", MOTTO
    ),
    Fault("Tiêu ngữ viết hoa Phúc", "decision", lambda d: d.text(MOTTO, "Hạnh phúc", "Hạnh Phúc"), "DK-W021", MOTTO),
    Fault(
        "thiếu địa danh, ngày",
        "letter",
        lambda d: d.text("Hà Nội, ngày", "Hà Nội, ngày 09 tháng 3 năm 2026", ""),
        "DK-H002",
        NATION,
    ),
    Fault(
        "Quốc hiệu 12 với Tiêu ngữ 14",
        "letter",
        lambda d: (d.size(NATION, 12), d.size("Hà Nội, ngày", 13)),
        "DK-W023",
        MOTTO,
    ),
    Fault(
        "thiếu kẻ dưới Tiêu ngữ", "letter", lambda d: drop(properties(d.rule(MOTTO), "pPr"), "pStyle"), "DK-W024", MOTTO
    ),
    Fault("kẻ dưới Tiêu ngữ ngắn", "letter", lambda d: d.shorten(MOTTO, 2000, 2000), "DK-W025", "rule"),
    Fault("kẻ dưới cơ quan dài", "decree", lambda d: d.shorten("CHÍNH PHỦ", 1000, 1000), "DK-W025", "rule"),
    Fault("số có dấu cách", "letter", lambda d: d.text("Số: 15/HC-VP", "15/HC-VP", "15/HC - VP"), "DK-W030", "Số:"),
    Fault("số không thêm 0", "decree", lambda d: d.text("Số: 07/", "07/", "7/"), "DK-W030", "Số:"),
    Fault("CV trong ký hiệu", "letter", lambda d: d.text("Số: 15/HC-VP", "15/HC", "15/CV-HC"), "DK-H032", "Số:"),
    Fault("số thiếu dấu hai chấm", "letter", lambda d: d.text("Số: 15/HC-VP", "Số:", "Số"), "DK-W030", "Số"),
    Fault("nghị định thiếu năm", "decree", lambda d: d.text("Số: 07/", "07/2026/", "07/"), "DK-H006", "Số:"),
    Fault("quyết định sai viết tắt", "decision", lambda d: d.text("Số: 120/", "QĐ", "QD"), "DK-W032", "Số:"),
    Fault("tháng 03", "letter", lambda d: d.text("Hà Nội, ngày", "tháng 3", "tháng 03"), "DK-W033", "Hà Nội"),
    Fault("tháng 2", "decision", lambda d: d.text("Hà Nội, ngày", "tháng 02", "tháng 2"), "DK-W033", "Hà Nội"),
    Fault("ngày 5", "decree", lambda d: d.text("Hà Nội, ngày", "ngày 05", "ngày 5"), "DK-W033", "Hà Nội"),
    Fault(
        "thiếu phẩy sau địa danh", "decree", lambda d: d.text("Hà Nội, ngày", "Hà Nội,", "Hà Nội"), "DK-W033", "Hà Nội"
    ),
    Fault("thiếu Tiêu ngữ", "letter", lambda d: d.text(MOTTO, "Độc lập - Tự do - Hạnh phúc", ""), "DK-W021", NATION),
    Fault("thiếu trích yếu", "decision", lambda d: d.remove("Về việc thành lập"), "DK-H002", "QUYẾT ĐỊNH"),
    Fault(
        "công văn thiếu trích yếu",
        "letter",
        lambda d: d.text("V/v", "V/v góp ý dự thảo báo cáo về công nghiệp môi trường", ""),
        "DK-H002",
        "Số:",
    ),
    # -- looks
    Fault("Quốc hiệu cỡ 15", "decree", lambda d: d.size(NATION, 15), "DK-W100", NATION),
    Fault("số cỡ 14", "letter", lambda d: d.size("Số: 15", 14), "DK-W100", "Số: 15"),
    Fault("V/v cỡ 14", "letter", lambda d: d.size("V/v", 14), "DK-W100", "V/v"),
    Fault("Quốc hiệu không đậm", "letter", lambda d: d.bold(NATION, False), "DK-W110", NATION),
    Fault("cơ quan chủ quản đậm", "letter", lambda d: d.bold("BỘ CÔNG THƯƠNG", True), "DK-W110", "BỘ CÔNG THƯƠNG"),
    Fault("cơ quan ban hành không đậm", "letter", lambda d: d.bold("CỤC HÓA CHẤT", False), "DK-W110", "CỤC HÓA CHẤT"),
    Fault("V/v đậm", "letter", lambda d: d.bold("V/v", True), "DK-W110", "V/v"),
    Fault("ngày không nghiêng", "decree", lambda d: d.italic("Hà Nội, ngày", False), "DK-W120", "Hà Nội, ngày"),
    Fault("Tiêu ngữ nghiêng", "letter", lambda d: d.italic(MOTTO, True), "DK-W120", MOTTO),
    Fault("Quốc hiệu căn trái", "letter", lambda d: d.par(NATION, "jc", val="left"), "DK-W140", NATION),
    Fault("tên loại cỡ 16", "decree", lambda d: d.size("NGHỊ ĐỊNH", 16), "DK-W200", "NGHỊ ĐỊNH"),
    Fault(
        "trích yếu không đậm", "decision", lambda d: d.bold("Về việc thành lập", False), "DK-W210", "Về việc thành lập"
    ),
    Fault(
        "căn cứ chữ đứng", "decree", lambda d: d.italic("Căn cứ Luật Tổ chức", False), "DK-W220", "Căn cứ Luật Tổ chức"
    ),
    Fault("trích yếu in hoa", "decision", lambda d: d.run("Về việc thành lập", "caps"), "DK-W230", "Về việc thành lập"),
    Fault("tên loại căn trái", "decision", lambda d: d.par("QUYẾT ĐỊNH", "jc", val="left"), "DK-W240", "QUYẾT ĐỊNH"),
    Fault("Kính gửi đậm", "letter", lambda d: d.bold("Kính gửi:", True), "DK-W210", "Kính gửi:"),
    Fault("chương cỡ 16", "decree", lambda d: d.size("Chương II", 16), "DK-W300", "Chương II"),
    Fault("Điều không đậm", "decree", lambda d: d.bold("Điều 2. Đối tượng", False), "DK-W310", "Điều 2."),
    Fault("tên chương nghiêng", "decree", lambda d: d.italic("QUY ĐỊNH CHUNG", True), "DK-W320", "QUY ĐỊNH CHUNG"),
    Fault("số mục in hoa", "decree", lambda d: d.text("Mục 1", "Mục", "MỤC"), "DK-W330", "MỤC 1"),
    Fault(
        "tên chương căn trái",
        "decree",
        lambda d: d.par("QUY ĐỊNH CHUNG", "jc", val="left"),
        "DK-W340",
        "QUY ĐỊNH CHUNG",
    ),
    Fault("Nơi nhận cỡ 14", "letter", lambda d: d.size("Nơi nhận:", 14), "DK-W400", "Nơi nhận:"),
    Fault("mục nơi nhận cỡ 13", "letter", lambda d: d.size("- Như trên;", 13), "DK-W400", "- Như trên;"),
    Fault("chức vụ không đậm", "letter", lambda d: d.bold("KT. CỤC TRƯỞNG", False), "DK-W410", "KT. CỤC TRƯỞNG"),
    Fault("Nơi nhận không nghiêng", "decree", lambda d: d.italic("Nơi nhận:", False), "DK-W420", "Nơi nhận:"),
    Fault(
        "họ tên in hoa",
        "letter",
        lambda d: d.text("Trần Văn Bình", "Trần Văn Bình", "TRẦN VĂN BÌNH"),
        "DK-H009",
        "TRẦN VĂN",
    ),
    Fault("phụ lục cỡ 12", "decree", lambda d: d.size("Phụ lục I", 12), "DK-W500", "Phụ lục I"),
    Fault("kèm theo chữ đứng", "decree", lambda d: d.italic("(Kèm theo", False), "DK-W520", "(Kèm theo"),
    # -- bases, addressees
    Fault(
        "căn cứ kết thúc bằng phẩy",
        "decree",
        lambda d: d.text("Căn cứ Luật Tổ chức", "QH15;", "QH15,"),
        "DK-W040",
        "Căn cứ Luật Tổ chức",
    ),
    Fault(
        "căn cứ có gạch", "decree", lambda d: d.text("Căn cứ Luật Bảo vệ", "Căn cứ", "- Căn cứ"), "DK-H013", "- Căn cứ"
    ),
    Fault(
        "luật thiếu ngày",
        "decision",
        lambda d: d.text("Căn cứ Luật Bảo vệ", " ngày 17 tháng 11 năm 2020", ""),
        "DK-H020",
        "Căn cứ Luật",
    ),
    Fault(
        "luật ghi số",
        "decision",
        lambda d: d.text("Căn cứ Luật Bảo vệ", "trường ngày", "trường số 72/2020/QH14 ngày"),
        "DK-H021",
        "Căn cứ Luật",
    ),
    Fault("Kính gửi thiếu hai chấm", "letter", lambda d: d.text("Kính gửi:", "gửi:", "gửi"), "DK-W044", "Kính gửi"),
    Fault(
        "nơi kính gửi thiếu dấu",
        "letter",
        lambda d: d.text("- Bộ Xây dựng;", "dựng;", "dựng"),
        "DK-W044",
        "- Bộ Xây dựng",
    ),
    Fault(
        "thiếu Kính gửi",
        "letter",
        lambda d: (d.remove("Kính gửi:"), d.remove("- Bộ Xây dựng"), d.remove("- Bộ Tư pháp")),
        "DK-H002",
        "V/v",
    ),
    Fault(
        "thiếu căn cứ",
        "decision",
        lambda d: (d.remove("Căn cứ Luật"), d.remove("Theo đề nghị")),
        "DK-H002",
        "BỘ TRƯỞNG",
    ),
    Fault("thiếu QUYẾT ĐỊNH:", "decision", lambda d: d.remove("QUYẾT ĐỊNH:"), "DK-W048", "Theo đề nghị"),
    Fault("thiếu câu ban hành", "decree", lambda d: d.remove("Chính phủ ban hành"), "DK-W048", "Theo đề nghị"),
    # -- body
    Fault("căn trái", "letter", lambda d: d.par(DOUBT, "jc", val="left"), "DK-W050", DOUBT),
    Fault("không thụt đầu dòng", "decree", lambda d: d.par(BODY, "ind", firstLine="0"), "DK-W051", BODY),
    Fault("thụt 1,5 cm", "letter", lambda d: _all_body(d, "ind", firstLine="850"), "DK-W051", DOUBT),
    Fault(
        "đoạn sát nhau", "letter", lambda d: d.par("Văn bản góp ý", "spacing", before="0"), "DK-W052", "Văn bản góp ý"
    ),
    Fault("cách dòng 2", "letter", lambda d: d.par(DOUBT, "spacing", line="480", lineRule="auto"), "DK-W053", DOUBT),
    Fault("cách dòng 0,8", "decree", lambda d: d.par(BODY, "spacing", line="192", lineRule="auto"), "DK-W053", BODY),
    Fault("dòng trống", "decree", _insert_empty, "DK-W054", "2. Cơ sở sử dụng"),
    # -- units
    Fault(
        "chương và tên một dòng",
        "decree",
        lambda d: (d.text("Chương I", "Chương I", "Chương I. QUY ĐỊNH CHUNG"), d.remove("QUY ĐỊNH CHUNG")),
        "DK-W060",
        "Chương I.",
    ),
    Fault("mục thiếu tiêu đề", "decree", lambda d: d.remove("TRÌNH TỰ"), "DK-S004", "Mục 2"),
    Fault(
        "điều thiếu tên", "decree", lambda d: d.text("Điều 4. Hồ sơ", "Điều 4. Hồ sơ", "Điều 4."), "DK-S004", "Điều 4."
    ),
    Fault("chương số Ả Rập", "decree", lambda d: d.text("Chương III", "III", "3"), "DK-N003", "Chương 3"),
    Fault("nhảy số điều", "decree", lambda d: d.text("Điều 5. Hiệu lực", "Điều 5", "Điều 6"), "DK-N001", "Điều 6."),
    Fault("lặp số khoản", "decree", lambda d: d.text("2. Cơ sở sử dụng", "2.", "3."), "DK-N001", "3. Cơ sở"),
    Fault("nhảy chữ điểm", "decree", lambda d: d.text("c) Có quy trình", "c)", "d)"), "DK-N001", "d) Có"),
    Fault("điểm dấu chấm", "decree", lambda d: d.text("b) Có ít nhất", "b)", "b."), "DK-W065", "b. Có"),
    Fault(
        "điều thiếu chấm", "decree", lambda d: d.text("Điều 2. Đối tượng", "Điều 2.", "Điều 2"), "DK-W065", "Điều 2 "
    ),
    Fault("gạch trong điểm", "decree", _bullet, "DK-S006", "- Có người"),
    Fault(
        "dẫn chiếu khoản không có",
        "decree",
        lambda d: d.text("Nghị định này có hiệu lực", "2026./.", "2026, trừ khoản 7 Điều 3 Nghị định này./."),
        "DK-R010",
        "Nghị định này có",
    ),
    Fault(
        "dẫn chiếu điểm không có",
        "decree",
        lambda d: d.text("2. Tổ chức thử nghiệm lưu", "hồ sơ", "hồ sơ quy định tại điểm d khoản 1 Điều này"),
        "DK-R010",
        "2. Tổ chức",
    ),
    # -- ending, annexes
    Fault("thiếu ./.", "letter", lambda d: d.text("Văn bản góp ý", "./.", "."), "DK-S012", "Văn bản góp ý"),
    Fault(
        "nơi nhận thiếu chấm phẩy", "letter", lambda d: d.text("- Như trên;", "trên;", "trên"), "DK-W072", "- Như trên"
    ),
    Fault("Lưu không chấm", "decree", lambda d: d.text("- Lưu: VT", "(2).", "(2);"), "DK-W072", "- Lưu"),
    Fault("công văn thiếu Như trên", "letter", lambda d: d.remove("- Như trên;"), "DK-H039", "- Bộ trưởng"),
    Fault("học vị trước tên", "letter", lambda d: d.text("Trần Văn Bình", "Trần", "TS. Trần"), "DK-H009", "TS. Trần"),
    Fault(
        "KT. chức vụ cấp phó",
        "letter",
        lambda d: d.text("KT. CỤC TRƯỞNG", "KT. CỤC", "KT. PHÓ CỤC"),
        "DK-H008",
        "KT. PHÓ",
    ),
    Fault(
        "KT. thiếu chức vụ cấp phó",
        "letter",
        lambda d: d.text("PHÓ CỤC TRƯỞNG", "PHÓ CỤC", "CỤC"),
        "DK-H037",
        "KT. CỤC",
    ),
    Fault("thiếu TM.", "decree", lambda d: d.text("TM. CHÍNH PHỦ", "TM. ", ""), "DK-H008", "CHÍNH PHỦ"),
    Fault(
        "thiếu người ký",
        "decision",
        lambda d: (d.text("BỘ TRƯỞNG", "BỘ TRƯỞNG", "", nth=1), d.text("Lê Thị Cúc", "Lê Thị Cúc", "")),
        "DK-H002",
        "Nơi nhận:",
    ),
    Fault("phụ lục số Ả Rập", "decree", lambda d: d.text("Phụ lục II", "II", "2"), "DK-N003", "Phụ lục 2"),
    Fault("phụ lục thiếu kèm theo", "decree", lambda d: d.remove("(Kèm theo"), "DK-W082", "Phụ lục I"),
    # -- wording
    Fault(
        "ngoặc kép thẳng",
        "decree",
        lambda d: d.text("Hồ sơ đề nghị", "tài liệu kỹ thuật", 'tài liệu kỹ thuật"'),
        "DK-T001",
        "Hồ sơ đề nghị",
    ),
    Fault(
        "hai dấu cách", "decree", lambda d: d.text("Hồ sơ đề nghị", "gồm đơn", "gồm  đơn"), "DK-T002", "Hồ sơ đề nghị"
    ),
    Fault(
        "chỗ chờ điền",
        "decree",
        lambda d: d.text("Hồ sơ đề nghị", "đơn đề nghị", "đơn [cần bổ sung]"),
        "DK-T009",
        "Hồ sơ đề nghị",
    ),
)
