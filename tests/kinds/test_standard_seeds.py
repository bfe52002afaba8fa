"""The two standards of this repository with one slip each: it is found where it is, and the standards themselves have
none."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.conftest import CHECKOUT

Q, T = "qcvn-nuoc-thai-sinh-hoat/quy-chuan", "tcvn-bo-loc-bui"
Q1, Q2, Q3, QA, QB = (
    f"{Q}/{name}"
    for name in (
        "01-quy-dinh-chung.md",
        "02-quy-dinh-ky-thuat.md",
        "03-quan-ly.md",
        "90-phu-luc-a.md",
        "91-phu-luc-b.md",
    )
)
T1, T2, T9 = (f"{T}/{name}" for name in ("01-mo-dau.md", "02-phuong-phap.md", "90-phu-luc.md"))


class Seed(NamedTuple):
    """What is put in the place of what in which file; the rule, and words of the line where it must be found (those put
    in, when left out; any line when `*`)."""

    name: str
    file: str
    old: str
    new: str
    rule: str
    at: str = ""


SEEDS = (
    # words that bind
    Seed("phải in a note", T1, "Trong kỹ thuật còn gọi là", "Kỹ sư phải gọi là", "DK-Q010"),
    Seed("phải in a note of an annex", T9, "Các thành phần được coi là", "Các thành phần phải coi là", "DK-Q010"),
    Seed("phải in an example", Q2, "VÍ DỤ: Một rơ-le", "VÍ DỤ: Phải có một rơ-le phải", "DK-Q010"),
    Seed(
        "phải in the scope",
        T1,
        "Tiêu chuẩn này áp dụng cho thiết bị",
        "Người dùng phải áp dụng cho thiết bị",
        "DK-Q010",
    ),
    Seed(
        "phải in the scope of a regulation",
        Q1,
        "Quy chuẩn này không áp dụng",
        "Quy chuẩn này phải không áp dụng",
        "DK-Q010",
    ),
    Seed("phải in a definition", T1, "Thiết bị tách bụi khỏi", "Thiết bị phải tách bụi khỏi", "DK-Q010"),
    Seed("phải in a definition of a regulation", Q1, "là nước thải sinh hoạt đi vào", "là nước phải đi vào", "DK-Q010"),
    Seed("phải in an informative annex", QB, "Người vận hành ghi", "Người vận hành phải ghi", "DK-Q010"),
    Seed("bắt buộc in a note", Q2, "Số người tương đương được làm tròn", "Số người bắt buộc được làm tròn", "DK-Q010"),
    Seed("mixed words", Q2, "Ống vào và ống ra có đường kính", "Ống vào và ống ra cần phải có đường kính", "DK-Q001"),
    # tables, figures, formulas
    Seed(
        "table never cited", T2, "được phân hạng theo @bang-hang khi", "được phân hạng khi", "DK-Q018", "{#bang-hang}"
    ),
    Seed("table never cited, regulation", QA, "được phân bố theo @bang-phan-bo.", "được phân bố đều.", "DK-Q019", "*"),
    Seed(
        "figure never cited",
        T9,
        "Đóng góp của từng thành phần được minh họa ở @hinh-dong-gop.\n",
        "",
        "DK-Q018",
        "hinh-dong-gop",
    ),
    Seed("second figure never cited", T2, "bố trí theo @hinh-gia-thu.", "bố trí hợp lý.", "DK-Q018", "{#hinh-gia-thu}"),
    Seed("formula never cited", T9, "@ct-tong-hop cho", "kết quả là", "DK-Q018", "ct-tong-hop"),
    Seed(
        "tables cited out of order",
        Q2,
        "quy định tại @van-hanh.",
        "trong @bang-van-hanh.",
        "DK-Q019",
        "bang-gioi-han. {#gioi",
    ),
    Seed("typed table that does not exist", T2, "Dụng cụ đo phải đáp ứng yêu cầu trong", "Theo Bảng 17 và", "DK-Q007"),
    Seed("typed figure that does not exist", Q2, "Dòng chảy qua các ngăn", "Hình 9 cho thấy dòng chảy", "DK-Q007"),
    Seed(
        "typed formula that does not exist",
        T2,
        "Kết quả là trung bình",
        "Kết quả theo công thức (27) là trung bình",
        "DK-Q007",
    ),
    Seed("table without caption", Q2, "Bảng. Chỉ tiêu vận hành {#bang-van-hanh}\n", "", "DK-Q009", "| Chỉ tiêu |"),
    # symbols
    Seed(
        "symbol unexplained",
        Q2,
        "- $V$ là thể tích hữu ích của ngăn sinh học, tính bằng m^3^.\n",
        "",
        "DK-Q021",
        "ct-tai-luong",
    ),
    Seed(
        "symbol that is not in the formula",
        Q2,
        "- $V$ là thể tích",
        "- $W$ là khối lượng;\n- $V$ là thể tích",
        "DK-Q021",
        "$W$",
    ),
    Seed(
        "symbol explained twice",
        Q2,
        "- $V$ là thể tích",
        "- $L_{V}$ là tải lượng hữu cơ;\n- $V$ là thể tích",
        "DK-Q021",
        "$L_{V}$ là tải lượng hữu cơ;",
    ),
    Seed(
        "symbol with a new meaning",
        QA,
        "$Q_{i}$ là lưu lượng của ngày lấy mẫu thứ $i$",
        "$C_{v}$ là tốc độ gió",
        "DK-Q021",
        "$C_{v}$",
    ),
    Seed(
        "symbol written otherwise",
        T2,
        "- $v_{g}$ là vận tốc dòng khí tại điểm",
        "- $v_{G}$ là vận tốc dòng khí tại điểm",
        "DK-Q021",
    ),
    # clauses
    Seed("typed clause that does not exist", Q3, "Lưu hồ sơ thiết kế", "Theo 7.4.2, lưu hồ sơ thiết kế", "DK-Q015"),
    Seed(
        "typed clause of an annex that does not exist",
        T2,
        "Túi lọc phải là túi mới",
        "Theo A.9, túi lọc phải là túi mới",
        "DK-Q015",
    ),
    Seed(
        "scope missing", Q1, "## Phạm vi điều chỉnh {#pham-vi}", "## Nội dung {#pham-vi}", "DK-Q011", "Quy định chung"
    ),
    Seed(
        "whom it binds missing",
        Q1,
        "## Đối tượng áp dụng {#doi-tuong}",
        "## Ai {#doi-tuong}",
        "DK-Q011",
        "Quy định chung",
    ),
    Seed("section missing", Q3, "# Tổ chức thực hiện", "# Việc làm tiếp", "DK-Q011", "*"),
    Seed("fixed clause missing", T1, "# Phạm vi áp dụng {#pham-vi}", "# Nội dung {#pham-vi}", "DK-Q003", "*"),
    Seed(
        "fixed clause out of place",
        T1,
        "# Thuật ngữ và định nghĩa {#thuat-ngu}",
        "# Chung {#thuat-ngu}",
        "DK-Q003",
        "*",
    ),
    Seed(
        "only child",
        T2,
        "## Ổn định túi lọc {#on-dinh}",
        "## Chung\n\n### . Một mình.\n\n## Ổn định túi lọc {#on-dinh}",
        "DK-Q012",
        "Một mình",
    ),
    Seed(
        "list of one item",
        Q2,
        "Mỗi ngăn phải có lối vào để kiểm tra và hút bùn:\n",
        "Phải có:\n\na) Nắp.\n\n### Lối\nMỗi ngăn phải có lối vào:\n",
        "DK-Q012",
        "a) Nắp",
    ),
    Seed(
        "one subclause with a title",
        T2,
        "### . Quạt nên đặt sau",
        "### Vị trí\nQuạt nên đặt sau",
        "DK-Q013",
        "### Vị trí",
    ),
    Seed(
        "one subclause without a title",
        Q3,
        "## Đơn vị lắp đặt\nLắp đặt đúng",
        "## . Lắp đặt đúng",
        "DK-Q013",
        "## . Lắp đặt đúng",
    ),
    Seed(
        "hanging paragraph",
        T2,
        "## Giá thử {#gia-thu}\n",
        "## Giá thử {#gia-thu}\nGiá thử kín và chắc chắn.\n",
        "DK-Q014",
        "Giá thử kín",
    ),
    Seed(
        "hanging paragraph at the top",
        Q3,
        "# Tổ chức thực hiện\n",
        "# Tổ chức thực hiện\nCác cơ quan phối hợp.\n",
        "DK-Q014",
        "phối hợp.",
    ),
    # references
    Seed("clause of an undated standard", QA, "theo TCVN 5999.", "theo 4.2 của TCVN 5999.", "DK-Q027"),
    Seed(
        "table of an undated standard",
        T1,
        "được xác định theo TCVN 5977.",
        "được xác định theo TCVN 5977, Bảng 2.",
        "DK-Q027",
    ),
    Seed(
        "standard listed twice",
        f"{T}/draft.yaml",
        "  - {so: TCVN ISO",
        '  - {so: "TCVN 5977:2009", ten: Khác}\n  - {so: TCVN ISO',
        "DK-Q028",
        "TCVN 5977:2009",
    ),
    Seed("standard not listed", T2, "đến khối lượng không đổi trước khi cấp", "theo TCVN 9999", "DK-Q006"),
    Seed(
        "standard never cited",
        f"{T}/draft.yaml",
        "  - {so: TCVN ISO",
        "  - {so: TCVN 1111, ten: Khác}\n  - {so: TCVN ISO",
        "DK-Q006",
        "TCVN 1111",
    ),
    Seed("dated here, undated there", T1, "nêu trong TCVN 6165:2009", "nêu trong TCVN 6165", "DK-Q006", "TCVN 6165 "),
    # notes
    Seed("Ghi chú for CHÚ THÍCH", T2, "CHÚ THÍCH: Bình khí nén", "Ghi chú: Bình khí nén", "DK-Q016"),
    Seed("Chú thích in small letters", QA, "CHÚ THÍCH: Khi nước", "Chú thích: Khi nước", "DK-Q016"),
    Seed("notes badly numbered", Q2, "CHÚ THÍCH 2: Thiết bị ghép", "CHÚ THÍCH 3: Thiết bị ghép", "DK-Q004"),
    Seed(
        "mark of a table without note",
        T2,
        "| D2 | Tro bay |",
        "| D2 | Tro bay^a^ |",
        "DK-Q020",
        "Đặc trưng của bụi thử",
    ),
    Seed(
        "note of a table without mark",
        T2,
        "# Mẫu thử {#mau-thu}",
        "^b^ Theo thỏa thuận.\n\n# Mẫu thử {#mau-thu}",
        "DK-Q020",
        "^b^",
    ),
    # units and signs
    Seed("no space before the unit", Q2, "cách thiết bị 1 m,", "cách thiết bị 20m,", "DK-Q022"),
    Seed("no space before h", Q2, "đến mức tràn trong 24 h", "đến mức tràn trong 1h", "DK-Q022"),
    Seed("KG", QB, "Điện năng riêng tăng quá 20 %", "Bùn quá 20 KG", "DK-T030"),
    Seed("M³", Q1, "không quá 50 m^3^ trong", "không quá 50 M³ trong", "DK-T030"),
    Seed("ppm in a cell", QA, "| COD | mg/l |", "| COD | ppm |", "DK-Q022", "Thành phần nước đầu vào"),
    Seed("rpm", T2, "Ống dẫn phải kín", "Quạt quay 1450 rpm, ống dẫn phải kín", "DK-Q022"),
    Seed("atm", T2, "ghi ít nhất 15 min một lần", "ghi ở 1 atm một lần", "DK-Q022"),
    Seed("oC", QA, "bảo quản ở 4 °C", "bảo quản ở 4 oC", "DK-T030"),
    Seed("Nm3", T2, "ít nhất 1 mg bụi", "ít nhất 1 mg/Nm3 bụi", "DK-Q022"),
    Seed("SO2", T2, "Ống dẫn phải kín", "Khí SO2 không có, ống phải kín", "DK-Q022"),
    Seed("tolerance without brackets", T2, "sấy ở (105 ± 5) °C", "sấy ở 105 ± 5 °C", "DK-Q022"),
    Seed("hyphen for a minus", T2, "Nhiệt độ không khí phải từ 15 °C", "Nhiệt độ không khí phải từ -15 °C", "DK-Q022"),
    Seed("range by a hyphen", QA, "Mất điện 24 h", "Mất điện 6-8 h", "DK-Q022", "Các giai đoạn thử"),
    Seed("decimal point in a cell", T2, "| H1 | 99,95 |", "| H1 | 99.95 |", "DK-Q023", "Hạng của thiết bị"),
    Seed("decimal point in a file of cells", f"{Q}/gioi-han.csv", '"5,5 đến 9"', "5.5 đến 9", "DK-Q023", "*"),
    Seed("decimal point in a sentence", Q2, "không quá 0,5 % dung tích", "không quá 0.5 % dung tích", "DK-Q023"),
    # words
    Seed(
        "name repeats the type",
        f"{Q}/draft.yaml",
        "ten_goi: về thiết bị",
        "ten_goi: Quy chuẩn kỹ thuật quốc gia về thiết bị",
        "DK-Q017",
    ),
    Seed(
        "term never used",
        T1,
        "## . **bụi thử**",
        "## . **bụi lắng** (*settled dust*)\n\nBụi rơi xuống.\n\n## . **bụi thử**",
        "DK-Q025",
        "bụi lắng",
    ),
    Seed("abbreviation unexplained", T2, "Túi lọc phải là túi mới", "Túi lọc PTFE phải là túi mới", "DK-Q026"),
    Seed("ôxy beside oxy", QB, "a) Oxy hòa tan dưới", "a) Ôxy hòa tan dưới", "DK-Q024"),
    Seed("percent closed up", QB, "tăng quá 20 % so với", "tăng quá 20% so với", "DK-T025"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "content/standards", tmp_path / "content/standards")
    shutil.copytree(CHECKOUT / "content/_shared", tmp_path / "content/_shared")
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    return tmp_path


def found(root: Path, document: str) -> list[tuple[str, str, int]]:
    session = Session(open_project(root, None))
    findings = session.check(session.read(root / "content/standards" / document))
    return [(one.rule, Path(one.span.file).name, one.span.line) for one in findings]


@pytest.mark.parametrize("document", [Q, T, "qcvn-nuoc-thai-sinh-hoat/thong-tu"])
def test_the_standards_themselves_have_no_findings(document: str, root: Path) -> None:
    assert found(root, document) == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_slip_is_found_where_it_is(seed: Seed, root: Path) -> None:
    path = root / "content/standards" / seed.file
    text = path.read_text(encoding="utf-8")
    assert seed.old in text
    changed = text.replace(seed.old, seed.new, 1)
    path.write_text(changed, encoding="utf-8")
    faults = found(root, Q if seed.file.startswith(Q) else T)
    rules = [(file, line) for rule, file, line in faults if rule == seed.rule]
    assert rules, faults
    if seed.at != "*":
        at = seed.at or seed.new.strip().split("\n")[0]
        lines = {number for number, line in enumerate(changed.split("\n"), 1) if at in line}
        assert any(file == path.name and {line, line - 1, line + 1} & lines for file, line in rules), (rules, lines)


def test_there_are_sixty_six() -> None:
    assert len(SEEDS) >= 66
