"""The same provision weighs the same in a draft and in the Word file made of that draft."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from draftkit.checks.catalogue import all_rules
from draftkit.checks.looks.catalogue import word_rules
from draftkit.checks.looks.check import WordChecker
from draftkit.checks.pairs import PAIRS
from draftkit.checks.regimes import under
from draftkit.checks.rule import weighed
from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.helpers import registry
from tests.looks.papers import PAPERS

DRAFT = {rule.id: rule for rule in all_rules()}
WORD = {rule.rule.id: rule for rule in word_rules()}


class Slip(NamedTuple):
    """A paper, and words of its draft written otherwise."""

    paper: str
    right: str
    wrong: str


SLIPS = {
    ("DK-H002", "DK-W035"): Slip("decree", "ten_goi: quy định về thử nghiệm thiết bị đo lường môi trường\n", ""),
    ("DK-H002", "DK-W046"): Slip("letter", "kinh_gui: [Bộ Xây dựng, Bộ Tư pháp]\n", ""),
    ("DK-H013", "DK-W041"): Slip("decision", "can_cu: [Căn cứ", 'can_cu: ["- Căn cứ Hiến pháp", Căn cứ'),
    ("DK-H020", "DK-W042"): Slip("decision", "Bảo vệ môi trường ngày 17 tháng 11 năm 2020]", "Bảo vệ môi trường]"),
    ("DK-H021", "DK-W043"): Slip("decision", "trường ngày 17", "trường số 72/2020/QH14 ngày 17"),
    ("DK-H032", "DK-W030"): Slip("letter", "viet_tat: HC\n", "viet_tat: CV-HC\n"),
    ("DK-N001", "DK-W063"): Slip("decree", "### Điều 4. Hồ sơ", "### Điều 7. Hồ sơ"),
    ("DK-N001", "DK-W080"): Slip("decree", "# Phụ lục II. Mẫu", "# Phụ lục IV. Mẫu"),
    ("DK-N002", "DK-W063"): Slip("decree", "### Điều 4. Hồ sơ", "### Điều 3. Hồ sơ"),
    ("DK-N003", "DK-W062"): Slip("decree", "# Chương II. Thử", "# Chương 2. Thử"),
    ("DK-N003", "DK-W064"): Slip("decree", "c) Có quy trình", "f) Có quy trình"),
    ("DK-R010", "DK-W069"): Slip("decree", "theo Phụ lục I,", "theo khoản 9 Điều 3 của Nghị định này, Phụ lục I,"),
    ("DK-S004", "DK-W061"): Slip("decree", "## Mục 2. Trình tự", "## Mục 2."),
    ("DK-S005", "DK-W066"): Slip("decree", "1. Tổ chức thử nghiệm được công", "a) Tổ chức thử nghiệm được công"),
    ("DK-S006", "DK-W067"): Slip(
        "decree", "có thẩm quyền chấp thuận bằng văn bản.", "có thẩm quyền chấp thuận:\n- Bằng văn bản."
    ),
    ("DK-S010", "DK-W081"): Slip("decree", "theo Phụ lục I, Phụ lục II.", "theo Phụ lục I."),
    ("DK-S012", "DK-W070"): Slip("decree", "năm 2026./.", "năm 2026."),
    ("DK-H008", "DK-W076"): Slip("decision", "[BỘ TRƯỞNG]", "[TM. BỘ TRƯỞNG, BỘ TRƯỞNG]"),
    ("DK-H037", "DK-W076"): Slip("decision", "[BỘ TRƯỞNG]", "[KT. BỘ TRƯỞNG]"),
    ("DK-H038", "DK-W076"): Slip("decree", "[TM. CHÍNH PHỦ, THỦ TƯỚNG]", "[TM. CHÍNH PHỦ]"),
    ("DK-H009", "DK-W075"): Slip("decision", "ho_ten: Lê Thị Cúc", "ho_ten: TS. Lê Thị Cúc"),
    ("DK-H010", "DK-W073"): Slip("decision", "luu: VT, VP\n", ""),
    ("DK-H039", "DK-W074"): Slip("decision", "noi_nhan: [Như Điều 3]", "noi_nhan: [Các bộ]"),
}
OTHERS = {
    ("DK-H009", "DK-W075"): Slip("decree", "ho_ten: Nguyễn Văn An", "ho_ten: TS. Nguyễn Văn An"),
    ("DK-H010", "DK-W073"): Slip("decree", "luu: VT, CN (2)\n", ""),
    ("DK-H008", "DK-W076"): Slip("decision", "[BỘ TRƯỞNG]", "[KT BỘ TRƯỞNG, THỨ TRƯỞNG]"),
    ("DK-H002", "DK-W071"): Slip(
        "decree", 'noi_nhan: [Ban Bí thư Trung ương Đảng, "Thủ tướng, các Phó Thủ tướng Chính phủ"]\n', ""
    ),
    ("DK-H002", "DK-W047"): Slip(
        "decree",
        "can_cu: [Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15, Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14]\n",
        "",
    ),
    ("DK-H002", "DK-W078"): Slip(
        "letter", "chu_ky: {quyen_han: [KT. CỤC TRƯỞNG, PHÓ CỤC TRƯỞNG], ho_ten: Trần Văn Bình}\n", ""
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pairs")
    (root / "content").mkdir()
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(pair))
def test_both_rules_weigh_the_same_in_every_family(pair: tuple[str, str]) -> None:
    draft, word = DRAFT[pair[0]], WORD[pair[1]]
    for family in word.families or ("nd30", "qppl"):
        profile = registry().profile_named(family)
        assert weighed(under(draft, family, ""), profile) == weighed(under(word.rule, family, ""), profile)


@pytest.mark.parametrize(
    ("pair", "slip"),
    [*SLIPS.items(), *OTHERS.items()],
    ids=lambda one: one.paper if isinstance(one, Slip) else "-".join(one),
)
def test_a_draft_and_its_word_file_are_judged_alike(pair: tuple[str, str], slip: Slip, folder: Path) -> None:
    assert slip.right in PAPERS[slip.paper]
    path = folder / "content" / f"{'-'.join(pair)}-{slip.paper}.md"
    path.write_text(PAPERS[slip.paper].replace(slip.right, slip.wrong, 1), encoding="utf-8")
    session = Session(open_project(folder, folder / "cache"))
    document = session.read(path)
    draft = {finding.severity for finding in session.check(document) if finding.rule == pair[0]}
    checker = WordChecker(registry().all(), registry().profile_named)
    word = {
        finding.severity
        for finding in checker.check(session.docx(document), "x.docx").findings
        if finding.rule == pair[1]
    }
    assert draft
    assert draft == word
