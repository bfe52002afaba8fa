"""A press project made of short texts: one release with every construct, and the people who read its forms."""

from __future__ import annotations

import email
import io
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from PIL import Image

from draftkit.campaign.approval import approval_file, record
from draftkit.library.project import open_project
from draftkit.library.session import Document, Session

RELEASE = """\
---
loai: press
ten_goi: Bộ Công Thương tổ chức Diễn đàn công nghiệp môi trường </script><b>
tieu_de_phu: Ba phiên thảo luận về thị trường
tom_tat: Diễn đàn bàn giải pháp phát triển thị trường.
co_quan: Bộ Công Thương
dia_danh: Hà Nội
nam: 2026
ngay: 2026-12-05
tu_khoa: [môi trường, diễn đàn]
ve_co_quan: Bộ Công Thương quản lý nhà nước về công nghiệp và thương mại.
thu: {tu: "Phòng Báo chí <baochi@example.vn>", den: ["Tòa soạn A <a@example.vn>\
", b@example.vn], ngay: "2026-12-05T08:30+07:00"}
ghi_chu_bien_tap: [Phóng viên đăng ký qua đầu mối., Ảnh được dùng tự do.]
hinh_anh:
  - {anh: anh.jpg, mo_ta: Toàn cảnh hội trường, chu_thich: Quang cảnh diễn đàn., nguon: Báo Công Thương}
lien_he:
  - {ho_ten: Nguyễn Văn Bình, chuc_vu: Chánh Văn phòng, dien_thoai: 024 3826 1234, thu_dien_tu: baochi@vidu.vn}
---
Bộ Công Thương tổ chức Diễn đàn công nghiệp môi trường tại Hà Nội[^1]. Diễn đàn có 350 đại biểu.

# Nội dung chính

Diễn đàn có **ba phiên** về thị trường, xem [trang tin](https://vidu.vn/a?b=1&c=2) và <script>alert(1)</script>\
 như đã gõ.

1. Thị trường;
2. Công nghệ.

> “Doanh nghiệp cần thông tin đầy đủ.”
>
> — Trần Thị Mai, Chánh Văn phòng

Bảng. Mục tiêu {#b}
| Chỉ tiêu | Đơn vị | Mức |
|---|:-:|--:|
| Tỷ lệ xử lý nước thải | % | 70 - 80 |
| Diện tích | m^2^ | 1.200 |

[^1]: Theo Quyết định số 1894/QĐ-TTg.
"""


def photo(width: int = 900, height: int = 600) -> bytes:
    """A photograph that says where it was taken."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    block = Image.Exif()
    block[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=block, comment="May anh")
    return out.getvalue()


def press_project(root: Path, text: str = RELEASE, settings: str = "") -> Path:
    """A project with one release, `content/tin.md`, and its photograph; returns the path of the release."""
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / "draftkit.yaml").write_text(f"noi_dung: content\n{settings}", encoding="utf-8")
    (root / "content/anh.jpg").write_bytes(photo())
    path = root / "content/tin.md"
    path.write_text(text, encoding="utf-8")
    approve(root, path)
    return path


def approve(root: Path, path: Path) -> None:
    """Approve a text as it is now."""
    document = Session(open_project(root, None)).read(path)
    approval_file(document.bound.draft).write_text(
        record(document.bound, "Nguyễn Văn B, Chánh Văn phòng", "2026-11-01"), encoding="utf-8"
    )


def release(root: Path, text: str = RELEASE, settings: str = "") -> tuple[Session, Document]:
    """The release, read."""
    path = press_project(root, text, settings)
    session = Session(open_project(root, None))
    return session, session.read(path)


def mail(session: Session, document: Document) -> EmailMessage:
    """The message, parsed by the standard library; a message with any defect fails."""
    message = email.message_from_bytes(session.written(document, "eml"), policy=default)
    assert isinstance(message, EmailMessage)
    assert not [defect for part in message.walk() for defect in part.defects]
    return message


def words(text: str) -> list[str]:
    """Words and figures, for comparing forms that lay them out differently."""
    return re.findall(r"\w+(?:[.,/:@-]\w+)*", text.replace("\N{NO-BREAK SPACE}", " "))
