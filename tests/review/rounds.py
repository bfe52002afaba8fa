"""A project with one small decree, and a review round on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from draftkit.files.cache import default_cache
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.review.model import Pulled
from draftkit.review.pull import pull

from .word import Reviewer

META = """\
loai: Nghị định
ten_goi: về thử nghiệm
nam: 2026
can_cu:
  - "@luat-a"
  - Nghị quyết số 1 của Quốc hội
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG], ho_ten: }
noi_nhan:
  - Ban Bí thư Trung ương Đảng
  - Kiểm toán nhà nước
luu: VT, CN (2)
gia_tri:
  thoi_han: 05 ngày làm việc
"""
TEXT = """\
# Chương. Quy định chung {#chuong-chung}

### Điều. Phạm vi điều chỉnh {#pham-vi}
Nghị định này quy định về **thử nghiệm** hàng hóa.
Câu thứ hai nằm trên dòng riêng của nó.

1. Hồ sơ được nộp trong {{ thoi_han }} kể từ ngày nhận. {#ho-so}
2. Cơ quan tiếp nhận kiểm tra hồ sơ[^mot] theo @luat-a:
a) Tên của tổ chức đề nghị thử nghiệm;
b) Địa chỉ của *phòng thử nghiệm* được chỉ định;
c) Tài liệu kỹ thuật của hàng hóa.
3. Kết quả quy định tại @ho-so được công bố công khai. {#cong-bo}

[^mot]: Mẫu hồ sơ nằm ở phụ lục.

### Điều. Trách nhiệm {#trach-nhiem}
1. Bộ Công Thương hướng dẫn thực hiện Nghị định này.
2. Tổ chức thử nghiệm chịu trách nhiệm về kết quả theo @pham-vi.

Bảng. Chỉ tiêu thử nghiệm {#bang-chi-tieu}

| Chỉ tiêu | Giới hạn |
|---|:-:|
| Bụi | 50 |
| Tiếng ồn | 70 |

```{bang} thiet-bi.csv
```

# Phụ lục. Biểu mẫu {.ngang}

Đơn đề nghị thử nghiệm gửi cơ quan tiếp nhận.
"""
CSV = 'STT;Thiết bị;Ghi chú\n1;Máy đo bụi;\n2;"Máy đo; ồn";dùng ngoài trời\n'
REFERENCES = "luat-a: {loai: Luật, ten: Bảo vệ môi trường, so: 72/2020/QH14, ngay: 2020-11-17, co_quan: Quốc hội}\n"


_BUILT: dict[tuple[str, str], bytes] = {}
"""Word files by what they were built of: they name the document, not the folder of the project."""


class Round(NamedTuple):
    """A project on disk, and the outcome of the last pull."""

    root: Path
    pulled: Pulled

    def file(self, name: str) -> str:
        """A file after the edits."""
        return next(
            (then for path, _, then in self.pulled.files if path.endswith(name)),
            (self.root / "content" / "nghi-dinh" / name).read_text(encoding="utf-8"),
        )

    def lines(self, name: str = "01.md") -> tuple[list[str], list[str]]:
        """The lines that went, and those that came."""
        old = next((now for path, now, _ in self.pulled.files if path.endswith(name)), "").split("\n")
        new = next((then for path, _, then in self.pulled.files if path.endswith(name)), "").split("\n")
        return [line for line in old if line not in new], [line for line in new if line not in old]

    def asked(self) -> list[tuple[str, str, str]]:
        return [(question.key, question.old, question.new) for question in self.pulled.questions]

    def differences(self) -> list[tuple[str, str]]:
        return [(item.wanted, item.found) for one in self.pulled.reviewed for item in one.differences]


def project(root: Path, text: str = TEXT, meta: str = META) -> Session:
    folder = root / "content" / "nghi-dinh"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "content" / "_shared").mkdir(exist_ok=True)
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (root / "content" / "_shared" / "references.yaml").write_text(REFERENCES, encoding="utf-8")
    (folder / "draft.yaml").write_text(meta, encoding="utf-8")
    (folder / "01.md").write_text(text, encoding="utf-8")
    (folder / "thiet-bi.csv").write_text(CSV, encoding="utf-8")
    return Session(open_project(root, default_cache()))


def built(session: Session) -> bytes:
    return session.docx(session.read(session.project.content / "nghi-dinh"))


def review(
    root: Path,
    *changes: Callable[[Reviewer], object],
    authors: tuple[str, ...] = ("",),
    text: str = TEXT,
    meta: str = META,
    only: tuple[str, ...] = (),
) -> Round:
    """Build, let each change be made in a copy of its own, and pull all copies. One author per change, or one for all;
    an empty one edits untracked."""
    session = project(root, text, meta)
    data = _BUILT.get((text, meta)) or _BUILT.setdefault((text, meta), built(session))
    files = []
    for number, change in enumerate(changes):
        reviewer = Reviewer(data, authors[number % len(authors)])
        change(reviewer)
        path = root / f"ban-{number + 1}.docx"
        path.write_bytes(reviewer.saved())
        files.append(path)
    return Round(root, pull(session, files, authors=only))
