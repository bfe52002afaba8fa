"""What a draft and a Word file can both get wrong is one rule, found in either, and it weighs the same."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from draftkit.checks.catalogue import SUCCESSORS, all_rules
from draftkit.checks.looks.catalogue import described
from draftkit.checks.silence import chosen, unsilenced
from draftkit.library.check_word import Wanted
from draftkit.library.known import known_ids
from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.looks.papers import PAPERS


class Slip(NamedTuple):
    """A rule, a paper, and words of its draft written otherwise."""

    rule: str
    paper: str
    right: str
    wrong: str


SLIPS = (
    Slip("DK-H002", "decree", "ten_goi: quy định về thử nghiệm thiết bị đo lường môi trường\n", ""),
    Slip("DK-H002", "letter", "kinh_gui: [Bộ Xây dựng, Bộ Tư pháp]\n", ""),
    Slip("DK-H013", "decision", "can_cu: [Căn cứ", 'can_cu: ["- Căn cứ Hiến pháp", Căn cứ'),
    Slip("DK-H020", "decision", "Bảo vệ môi trường ngày 17 tháng 11 năm 2020]", "Bảo vệ môi trường]"),
    Slip("DK-H021", "decision", "trường ngày 17", "trường số 72/2020/QH14 ngày 17"),
    Slip("DK-H032", "letter", "viet_tat: HC\n", "viet_tat: CV-HC\n"),
    Slip("DK-N001", "decree", "### Điều 4. Hồ sơ", "### Điều 7. Hồ sơ"),
    Slip("DK-N001", "decree", "# Phụ lục II. Mẫu", "# Phụ lục IV. Mẫu"),
    Slip("DK-N002", "decree", "### Điều 4. Hồ sơ", "### Điều 3. Hồ sơ"),
    Slip("DK-N003", "decree", "# Chương II. Thử", "# Chương 2. Thử"),
    Slip("DK-N003", "decree", "c) Có quy trình", "f) Có quy trình"),
    Slip("DK-R010", "decree", "theo Phụ lục I,", "theo khoản 9 Điều 3 của Nghị định này, Phụ lục I,"),
    Slip("DK-S004", "decree", "## Mục 2. Trình tự", "## Mục 2."),
    Slip("DK-S005", "decree", "1. Tổ chức thử nghiệm được công", "a) Tổ chức thử nghiệm được công"),
    Slip("DK-S006", "decree", "có thẩm quyền chấp thuận bằng văn bản.", "có thẩm quyền chấp thuận:\n- Bằng văn bản."),
    Slip("DK-S010", "decree", "theo Phụ lục I, Phụ lục II.", "theo Phụ lục I."),
    Slip("DK-S012", "decree", "năm 2026./.", "năm 2026."),
    Slip("DK-H008", "decision", "[BỘ TRƯỞNG]", "[TM. BỘ TRƯỞNG, BỘ TRƯỞNG]"),
    Slip("DK-H037", "decision", "[BỘ TRƯỞNG]", "[KT. BỘ TRƯỞNG]"),
    Slip("DK-H038", "decree", "[TM. CHÍNH PHỦ, THỦ TƯỚNG]", "[TM. CHÍNH PHỦ]"),
    Slip("DK-H009", "decision", "ho_ten: Lê Thị Cúc", "ho_ten: TS. Lê Thị Cúc"),
    Slip("DK-H010", "decision", "luu: VT, VP\n", ""),
    Slip("DK-H039", "decision", "noi_nhan: [Như Điều 3]", "noi_nhan: [Các bộ]"),
    Slip("DK-H009", "decree", "ho_ten: Nguyễn Văn An", "ho_ten: TS. Nguyễn Văn An"),
    Slip("DK-H010", "decree", "luu: VT, CN (2)\n", ""),
    Slip("DK-H008", "decision", "[BỘ TRƯỞNG]", "[KT BỘ TRƯỞNG, THỨ TRƯỞNG]"),
    Slip("DK-H002", "decree", 'noi_nhan: [Ban Bí thư Trung ương Đảng, "Thủ tướng, các Phó Thủ tướng Chính phủ"]\n', ""),
    Slip(
        "DK-H002",
        "decree",
        "can_cu: [Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15, Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14]\n",
        "",
    ),
    Slip("DK-H002", "letter", "chu_ky: {quyen_han: [KT. CỤC TRƯỞNG, PHÓ CỤC TRƯỞNG], ho_ten: Trần Văn Bình}\n", ""),
    Slip("DK-H041", "decree", "[TM. CHÍNH PHỦ, THỦ TƯỚNG]", "[TL. THỦ TƯỚNG, CHÁNH VĂN PHÒNG]"),
    Slip("DK-H033", "letter", "dia_danh: Hà Nội", "dia_danh: TP. Hà Nội"),
    Slip("DK-H022", "decision", "ngày 17 tháng 11 năm 2020]", "ngày 17 tháng 11 năm 2020, Căn cứ Nghị định 05/2025]"),
    Slip("DK-T009", "letter", "trước ngày 20 tháng 3", "trước ngày [điền ngày] tháng 3"),
    Slip("DK-T023", "letter", "ngày 20 tháng 3", "ngày 31 tháng 4"),
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    root = tmp_path_factory.mktemp("pairs")
    (root / "content").mkdir()
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    return Session(open_project(root, root / "cache"))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.rule}-{slip.paper}")
def test_a_draft_and_its_word_file_are_judged_alike(slip: Slip, session: Session) -> None:
    assert slip.right in PAPERS[slip.paper]
    path = session.project.content / f"{SLIPS.index(slip)}.md"
    path.write_text(PAPERS[slip.paper].replace(slip.right, slip.wrong, 1), encoding="utf-8")
    document = session.read(path)
    draft = {finding.severity for finding in session.check(document) if finding.rule == slip.rule}
    found = session.word_checker().check(session.docx(document), "x.docx").findings
    assert draft
    assert draft == {finding.severity for finding in found if finding.rule == slip.rule}


def test_ids_of_earlier_days_name_the_rules_that_go_on() -> None:
    rules = {rule.id for rule in (*all_rules(), *described())}
    assert SUCCESSORS["DK-W063"] == ("DK-N001", "DK-N002")
    assert not SUCCESSORS.keys() & rules
    assert all(new in rules for found in SUCCESSORS.values() for new in found)
    assert chosen(["dk-w071"], known_ids(), lambda: "--select") == ("DK-W071",)
    wanted = Wanted(["DK-W063"], ["DK-N002"])
    assert [id for id in ("DK-N001", "DK-N002", "DK-N003", "DK-W060") if wanted(id)] == ["DK-N001"]


def test_settings_by_ids_of_earlier_days_silence_the_rules_that_go_on(session: Session) -> None:
    path = session.project.content / "silenced.md"
    path.write_text(PAPERS["decree"].replace("### Điều 4. Hồ sơ", "### Điều 7. Hồ sơ"), encoding="utf-8")
    data = session.docx(session.read(path))
    found = list(session.word_checker().check(data, "x.docx").findings)
    assert {finding.rule for finding in found} == {"DK-N001"}
    used: set[tuple[str, str]] = set()
    assert unsilenced(found, [("*.docx", ("DK-W063",))], used) == []
    assert used == {("*.docx", "DK-W063")}
