"""Which law a rule speaks for: Decree 30/2020 in administrative documents, Law 64/2025 and Decree 78/2025 in normative
ones."""

from __future__ import annotations

from pathlib import Path

from draftkit.checks.catalogue import all_rules
from draftkit.checks.looks.catalogue import described
from draftkit.checks.regimes import under
from draftkit.checks.rule import Rule
from draftkit.model.message import Severity
from tests.helpers import each

from .case_files import bound_case, found_by

_OTHER = {"nd30": ("78/2025", "64/2025"), "qppl": ("30/2020",)}
_OWN = ("nd30", "qppl", "amending", "dossier")
_SHARED = [item for item in (*all_rules(), *described()) if item.rule_set not in _OWN]
DECISION = """---
loai: Quyết định
ten_goi: ban hành kế hoạch
co_quan: [Bộ Công Thương]
viet_tat: BCT
so: 135
nam: 2026
dia_danh: Hà Nội
ngay: {date}
chu_ky: {{quyen_han: [KT. BỘ TRƯỞNG], ho_ten: Nguyễn Văn An}}
noi_nhan: [Như Điều 1]
luu: VP, KH
can_cu: [Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025]
---

### Điều 1. Phạm vi

1. Theo khoản 9 Điều 7 Quyết định này:
a) Điểm a gồm:
- Ý thứ nhất.
b) Điểm b gồm:
(i) Ý thứ nhất./.
"""
DECREE = """---
loai: Nghị định
ten_goi: về phát triển công nghiệp môi trường
so: 135
nam: 2026
dia_danh: TP. Hà Nội
ngay: {date}
can_cu: [Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15]
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky: {{quyen_han: [TM. CHÍNH PHỦ], ho_ten: Nguyễn Văn An}}
noi_nhan: [Các bộ]
luu: VP, CN (2)
---

### Điều 1. Phạm vi

1. Theo Điều 1 khoản 1 Nghị định này:
a) Điểm a gồm:
- Ý thứ nhất.
b) Điểm b gồm:
(i) Ý thứ nhất./.
"""


@each(_SHARED, lambda item: item.id)
def test_no_rule_cites_the_law_of_the_other_regime(item: Rule) -> None:
    for family, others in _OTHER.items():
        source = under(item, family, "2026-12-05").source
        assert source.locator
        assert not any(act in source.act for act in others), family


def _said(text: str, root: Path) -> dict[str, tuple[str, str]]:
    bound, frame = bound_case(text, root)
    return {
        f"{found.rule}:{found.span.line}": (found.severity.word, str(found.provision))
        for found in found_by(all_rules(), bound, frame)
    }


def test_a_decision_is_held_to_decree_30(tmp_path: Path) -> None:
    said = _said(DECISION.format(date="2026-12-05"), tmp_path)
    nd30 = "Nghị định 30/2020/NĐ-CP, "
    assert said["DK-H037:10"] == ("error", nd30 + "Phụ lục I, Phần I, II.7.b")
    assert said["DK-R010:18"] == ("error", nd30 + "Phụ lục II, V.6")
    assert said["DK-S006:20"] == ("warning", "Thực tiễn soạn thảo, điểm không chia nhỏ bằng dấu")


def test_a_decree_is_held_to_decree_78(tmp_path: Path) -> None:
    said = _said(DECREE.format(date="2026-12-05"), tmp_path)
    nd78 = "Nghị định 78/2025/NĐ-CP (sửa đổi bởi Nghị định 187/2025/NĐ-CP), "
    assert said["DK-H033:6"] == ("error", nd78 + "Phụ lục I, Mục 1, Phần II")
    assert said["DK-R011:17"] == ("error", nd78 + "Phụ lục I, Mục 2, Phần V điểm 6")
    assert said["DK-S006:19"] == ("warning", nd78 + "Điều 63 khoản 2")


def test_where_state_bodies_differ_there_is_no_error(tmp_path: Path) -> None:
    said = _said(DECREE.format(date="2026-12-05"), tmp_path)
    assert said["DK-S006:21"][0] == "warning"  # (i), (ii) below a điểm
    assert said["DK-H010:12"][0] == "warning"  # Lưu: VP
    spelled = _said(DECREE.format(date="2026-12-05").replace("luu: VP", "luu: Văn thư"), tmp_path / "spelled")
    assert spelled["DK-H010:12"][0] == "warning"
    assert _said(DECREE.format(date="2026-12-05").replace("luu: VP, CN", "luu: CN"), tmp_path / "none")["DK-H010:12"][
        0
    ] == ("error")


def test_a_decree_of_2024_is_held_to_the_law_of_its_day_and_that_only_with_warnings(tmp_path: Path) -> None:
    said = _said(DECREE.format(date="2024-12-05").replace("nam: 2026", "nam: 2024"), tmp_path)
    assert said["DK-H033:6"] == ("warning", "Nghị định 34/2016/NĐ-CP")


def test_between_two_decrees_the_first_form_of_the_new_one_is_cited(tmp_path: Path) -> None:
    said = _said(DECREE.format(date="2025-05-05").replace("nam: 2026", "nam: 2025"), tmp_path)
    assert said["DK-H033:6"] == ("warning", "Nghị định 78/2025/NĐ-CP")


def test_practice_makes_no_errors() -> None:
    for item in _SHARED:
        for family in ("nd30", "qppl"):
            here = under(item, family, "2026-12-05")
            assert here.severity is not Severity.ERROR or here.source.act != "Thực tiễn soạn thảo"
