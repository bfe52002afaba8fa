"""A small project with one draft and its dossier, in a temporary folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from draftkit.dossier.build import Prepared, prepare
from draftkit.dossier.read import read_dossier
from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.helpers import META, write_project

DRAFT = """\
# Chương. Quy định chung {#chuong-mot}

### Điều. Phạm vi {#pham-vi}
1. Khoản một. {#pv-mot}
2. Khoản hai: {#pv-hai}
a) Điểm a; {#pv-hai-a}
b) Điểm b.

### Điều. Đối tượng {#doi-tuong}
Văn bản này áp dụng cho mọi người.

# Chương. Thi hành

### Điều. Hiệu lực {#hieu-luc}
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2026./.
"""
HEAD = """\
co_quan: [bo-a]
nam: 2026
dia_danh: Hà Nội
chu_ky: {quyen_han: [BỘ TRƯỞNG], ho_ten: Nguyễn Văn A}
luu: VT
"""
LETTER = f"""\
---
loai: letter
{HEAD}don_vi: PC
ten_goi: lấy ý kiến dự thảo Nghị định về thử nghiệm
kinh_gui: [Bộ Tư pháp]
---
Kính gửi dự thảo {{{{ du_thao.ten }}}} gồm {{{{ du_thao.bo_cuc }}}}./.
"""
DOSSIER = """\
ten: Hồ sơ thử
giai_doan: [lấy ý kiến, thẩm định]
du_thao: ../thu.md
gop_y: gop-y.yaml
thuyet_minh: thuyet-minh.yaml
tai_lieu:
  - {ten: Công văn, van_ban: cong-van.md}
  - {ten: Dự thảo Nghị định, van_ban: ../thu.md}
  - {ten: Bản so sánh, bang: so-sanh}
  - {ten: Bản tổng hợp ý kiến, bang: tong-hop-y-kien, giai_doan: thẩm định}
"""
COMMENTS = """\
- {id: Y1, co_quan: bo-a, quy_dinh: hieu-luc, noi_dung: Nên lùi ngày., quyet_dinh: tiếp thu, tra_loi: Đã lùi.}
- {id: Y2, co_quan: Sở B, quy_dinh: pv-hai, noi_dung: Bỏ điểm b., quyet_dinh: giải trình, tra_loi: "Giữ, xem @pv-mot."}
- {id: Y3, co_quan: Sở C, quy_dinh: chung, noi_dung: Cần đánh giá tác động., quyet_dinh: tiếp thu một phần, tra_loi: \
Đã bổ sung.}
- {id: Y4, co_quan: Hội D, quy_dinh: pv-hai, noi_dung: Thêm điểm c., quyet_dinh: tiếp thu, tra_loi: Đã thêm.}
- {id: Y5, co_quan: Hội E, quyet_dinh: nhất trí}
"""
WHY = """\
pham-vi: Vì @luat-a quy định.
doi-tuong: Áp dụng chung.
hieu-luc: Đủ thời gian chuẩn bị.
"""
BODIES = "bo-a: {ten: Bộ A, viet_tat: BA, nguoi_dung_dau: Bộ trưởng Bộ A}\n"


def make_project(
    root: Path, files: Mapping[str, str | None] | None = None, draft: str = DRAFT, meta: str = META
) -> Session:
    """Write the project; `files` replace those of the dossier folder, None leaves one out."""
    standard: dict[str, str | None] = {
        "dossier.yaml": DOSSIER,
        "cong-van.md": LETTER,
        "gop-y.yaml": COMMENTS,
        "thuyet-minh.yaml": WHY,
    }
    write_project(root, draft, meta)
    (root / "content/_shared/organisations.yaml").write_text(BODIES, encoding="utf-8")
    folder = root / "content/ho-so"
    folder.mkdir(exist_ok=True)
    for name, text in {**standard, **(files or {})}.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return Session(open_project(root, None))


def made(
    root: Path,
    stage: str = "thẩm định",
    files: Mapping[str, str | None] | None = None,
    draft: str = DRAFT,
    meta: str = META,
    allow: bool = False,
) -> Prepared:
    """A stage of the dossier of such a project."""
    session = make_project(root, files, draft, meta)
    return prepare(session, read_dossier(root / "content/ho-so/dossier.yaml", session.project), stage, allow)


def found(prepared: Prepared, rule: str) -> list[str]:
    """Where a rule fired, as file:line."""
    return [f"{Path(item.span.file).name}:{item.span.line}" for item in prepared.findings if item.rule == rule]
