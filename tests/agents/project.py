"""A small project, and fifty-five requests on it: thirty that give an exact patch, twenty-five that are refused."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

META = """\
loai: Nghị định
ten_goi: về thử nghiệm
nam: 2026
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG], ho_ten: }
noi_nhan: [Ban Bí thư Trung ương Đảng]
luu: VT, CN (2)
"""
FIRST = """\
### Điều. Phạm vi {#pham-vi}

Nghị định này quy định về thử nghiệm.

### Điều. Việc {#viec}

1. Làm việc thứ nhất. {#viec-1}

2. Làm việc thứ hai gồm:

a) Ý một;

b) Ý hai;

c) Ý ba. {#y-ba}

3. Thực hiện theo @viec-1.
"""
SECOND = """\
### Điều. Hiệu lực {#hieu-luc}

1. Nghị định này có hiệu lực từ ngày ký.

2. Bãi bỏ quy định trước đây.

### Điều. Trách nhiệm

Bộ trưởng chịu trách nhiệm thi hành.

# Phụ lục. Mẫu {#mau}

### Điều. Hiệu lực của mẫu

Mẫu có hiệu lực.
"""
RELEASE = """\
---
loai: press
ten_goi: về thử nghiệm
co_quan: Bộ Công Thương
ngay: 2026-11-24
lien_he: {ho_ten: Nguyễn Văn An, dien_thoai: 024 2220 2222, thu_dien_tu: an@moit.gov.vn}
---
Đoạn thứ nhất.

Đoạn thứ hai.
"""
D, N = "content/nd", "tin"
F1, F2, FM, FN = "content/nd/01.md", "content/nd/02.md", "content/nd/draft.yaml", "content/tin.md"
FILES = {
    "draftkit.yaml": "noi_dung: content\n",
    FM: META,
    F1: FIRST,
    F2: SECOND,
    FN: RELEASE,
    "content/khac/tin.txt": "Không phải văn bản.\n",
}


ONE = "1. Làm việc thứ nhất. {#viec-1}\n\n"
TWO = "Làm việc thứ hai gồm:\n\na) Ý một;\n\nb) Ý hai;\n\nc) Ý ba. {#y-ba}\n\n"


class Good(NamedTuple):
    """A proposal; in which file which words must become which."""

    document: str
    do: str
    place: str
    text: str
    file: str
    old: str
    new: str
    where: str = "after"
    level: str = ""


GOOD = (
    Good(D, "replace", "@viec-1", "1. Làm việc khác. {#viec-1}", F1, "1. Làm việc thứ nhất.", "1. Làm việc khác."),
    Good(D, "replace", "viec-1", "1. Làm ngay. {#viec-1}", F1, "1. Làm việc thứ nhất.", "1. Làm ngay."),
    Good(D, "replace", "khoản 1 Điều 2", "1. Làm sau. {#viec-1}", F1, "1. Làm việc thứ nhất.", "1. Làm sau."),
    Good(D, "replace", "Khoản 1, Điều 2", "1. Làm lại. {#viec-1}", F1, "1. Làm việc thứ nhất.", "1. Làm lại."),
    Good(D, "replace", "điểm b khoản 2 Điều 2", "b) Ý mới;", F1, "b) Ý hai;", "b) Ý mới;"),
    Good(D, "replace", "@y-ba", "c) Ý cuối. {#y-ba}", F1, "c) Ý ba.", "c) Ý cuối."),
    Good(
        D,
        "replace",
        "khoản 3 Điều 2",
        "3. Theo @viec-1 và @y-ba.",
        F1,
        "3. Thực hiện theo @viec-1.",
        "3. Theo @viec-1 và @y-ba.",
    ),
    Good(D, "replace", f"{F1}:3", "Nghị định này quy định về việc khác.", F1, "về thử nghiệm.", "về việc khác."),
    Good(D, "replace", f"{F1}:11", "a) Ý đầu;", F1, "a) Ý một;", "a) Ý đầu;"),
    Good(
        D,
        "replace",
        "@hieu-luc",
        "### Điều. Thi hành {#hieu-luc}\n\nCó hiệu lực ngay.",
        F2,
        "### Điều. Hiệu lực {#hieu-luc}\n\n1. Nghị định này có hiệu lực từ ngày ký.\n\n2. Bãi bỏ quy định trước đây.",
        "### Điều. Thi hành {#hieu-luc}\n\nCó hiệu lực ngay.",
    ),
    Good(
        D,
        "replace",
        "khoản 2 Điều 3",
        "2. Bãi bỏ Điều 5 cũ.",
        F2,
        "2. Bãi bỏ quy định trước đây.",
        "2. Bãi bỏ Điều 5 cũ.",
    ),
    Good(
        D,
        "replace",
        "Điều 4",
        "### Điều. Trách nhiệm\n\nBộ trưởng thi hành.",
        F2,
        "Bộ trưởng chịu trách nhiệm thi hành.",
        "Bộ trưởng thi hành.",
    ),
    Good(D, "insert", "@viec-1", "Làm thêm.", F1, f"\n\n2. {TWO}3.", f"\n2. Làm thêm.\n\n3. {TWO}4."),
    Good(
        D, "insert", "@viec-1", "Làm trước.", F1, f"{ONE}2. {TWO}3.", f"1. Làm trước.\n2{ONE[1:]}3. {TWO}4.", "before"
    ),
    Good(D, "insert", "điểm a khoản 2 Điều 2", "Ý xen;", F1, "\n\nb) Ý hai;\n\nc)", "\nb) Ý xen;\n\nc) Ý hai;\n\nd)"),
    Good(D, "insert", "@viec", "4. Làm cuối.", F1, "theo @viec-1.", "theo @viec-1.\n4. Làm cuối.", "inside", "clause"),
    Good(D, "insert", "Điều 4", "### Điều. Mới\n\nMới.", F2, "thi hành.\n\n", "thi hành.\n\n### Điều. Mới\n\nMới.\n\n"),
    Good(D, "insert", f"{F1}:3", "Đoạn thêm.", F1, "thử nghiệm.\n", "thử nghiệm.\n\nĐoạn thêm.\n"),
    Good(D, "delete", "khoản 2 Điều 3", "", F2, "\n\n2. Bãi bỏ quy định trước đây.", ""),
    Good(D, "delete", "điểm b khoản 2 Điều 2", "", F1, "b) Ý hai;\n\nc)", "b)"),
    Good(D, "delete", "Điều 4", "", F2, "### Điều. Trách nhiệm\n\nBộ trưởng chịu trách nhiệm thi hành.\n\n", ""),
    Good(D, "move_down", "@viec-1", "", F1, f"{ONE}2. {TWO}", f"1. {TWO}2{ONE[1:]}"),
    Good(D, "move_up", "@y-ba", "", F1, "b) Ý hai;\n\nc) Ý ba. {#y-ba}", "b) Ý ba; {#y-ba}\n\nc) Ý hai."),
    Good(D, "set_key", "ten_goi", "ten_goi: về việc mới", FM, "ten_goi: về thử nghiệm", "ten_goi: về việc mới"),
    Good(D, "set_key", "luu", "luu: VT, PC (3)", FM, "luu: VT, CN (2)", "luu: VT, PC (3)"),
    Good(
        D,
        "set_key",
        "noi_nhan",
        "noi_nhan:\n  - Văn phòng Quốc hội",
        FM,
        "noi_nhan: [Ban Bí thư Trung ương Đảng]",
        "noi_nhan:\n  - Văn phòng Quốc hội",
    ),
    Good(N, "replace", f"{FN}:8", "Đoạn đầu.", FN, "Đoạn thứ nhất.", "Đoạn đầu."),
    Good(FN, "insert", f"{FN}:10", "Đoạn thứ ba.", FN, "Đoạn thứ hai.", "Đoạn thứ hai.\n\nĐoạn thứ ba."),
    Good(FN, "delete", f"{FN}:10", "", FN, "\n\nĐoạn thứ hai.", ""),
    Good(N, "set_key", "ngay", "ngay: 2026-12-01", FN, "ngay: 2026-11-24", "ngay: 2026-12-01"),
)


class Bad(NamedTuple):
    """A proposal that is refused, and what the reason says; `hash` “read” is that of what it names."""

    why: str
    given: dict[str, object]
    hash: str = "read"


def _bad(why: str, do: str = "replace", provision: str = "@viec-1", hash: str = "read", **more: object) -> Bad:
    return Bad(why, {"document": D, "do": do, "provision": provision, "text": "1. Khác.", **more}, hash)


BAD = (
    _bad("no longer what was read", hash="0" * 16),
    _bad("“hash” is missing", hash=""),
    _bad("stands for 2 provisions", provision="Điều 1"),
    _bad("did you mean “viec-1”", provision="@viec-11"),
    _bad("no such provision", provision="Điều 99"),
    _bad("nothing stands here", provision="content/nd/01.md:900"),
    _bad("leads out of the project", document="../nd"),
    _bad("leads out of the project", document="/etc/passwd"),
    _bad("leads out of the project", document="content/ngoai.md"),
    _bad("would be gone", text="%% ghi chú"),
    _bad("no such document", document="content/khac/tin.txt"),
    _bad("“do” must be one of", do="rewrite"),
    _bad("needs a text", text=" "),
    _bad("would no longer be read as it is", text="1. Khác.\n\n### Điều. Chen"),
    _bad("“draftkit mcp --write”", write=True),
    _bad("“write” must be one of: boolean", write="yes"),
    _bad("unknown key “force”", force=True),
    _bad("another level", do="insert", provision="@viec", text="a) Ý một;"),
    _bad("there is nothing to change", text="1. Làm việc thứ nhất. {#viec-1}"),
    _bad("Name a provision", do="set_key", key="ten_goi"),
    _bad("DK-R002", text="1. Khác. {#viec}"),
    _bad("points nowhere", text="1. Theo @khong-co. {#viec-1}"),
    _bad("points nowhere", do="delete", text=""),
    _bad("DK-F011", text="1. Khác. {#viec-1}\n\n![Sơ đồ](../../../so-do.png)"),
    _bad("DK-", text="1. Khác. {#viec-1}\n\n:::giua\nChưa đóng."),
)


def put(root: Path) -> None:
    """Write the project."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
