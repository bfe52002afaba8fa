"""Three clean papers that faults are planted in, and a small language for planting them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from lxml import etree

from draftkit.checks.word.check import WordChecker
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.word.edit import Opened, drop, lines_of, properties, put, retype, texts
from draftkit.word.xml import R, W

DECREE = """\
---
loai: decree
ten_goi: quy định về thử nghiệm thiết bị đo lường môi trường
so: "7"
nam: 2026
dia_danh: Hà Nội
ngay: 2026-06-05
can_cu: [Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15, Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14]
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG], ho_ten: Nguyễn Văn An}
noi_nhan: [Ban Bí thư Trung ương Đảng, "Thủ tướng, các Phó Thủ tướng Chính phủ"]
luu: VT, CN (2)
---
# Chương I. Quy định chung

### Điều 1. Phạm vi điều chỉnh

Nghị định này quy định việc thử nghiệm thiết bị đo lường môi trường trước khi đưa vào sử dụng tại các cơ sở sản xuất,\
 kinh doanh, dịch vụ theo Phụ lục I, Phụ lục II.

### Điều 2. Đối tượng áp dụng

1. Tổ chức thử nghiệm được công nhận năng lực theo quy định của pháp luật về tiêu chuẩn, đo lường, chất lượng sản \
phẩm và hàng hóa.
2. Cơ sở sử dụng thiết bị đo lường môi trường để quan trắc tự động, liên tục nước thải, khí thải theo quy định của \
pháp luật.

# Chương II. Thử nghiệm

## Mục 1. Yêu cầu chung

### Điều 3. Điều kiện thử nghiệm

1. Tổ chức thử nghiệm phải có các điều kiện sau đây khi thực hiện thử nghiệm thiết bị đo lường môi trường theo Nghị \
định này:
a) Có phòng thử nghiệm đáp ứng yêu cầu về nhiệt độ, độ ẩm và có đủ trang thiết bị để thử nghiệm loại thiết bị đã \
đăng ký;
b) Có ít nhất 03 người có trình độ phù hợp với lĩnh vực thử nghiệm và được đào tạo về quản lý chất lượng phòng thử \
nghiệm;
c) Có quy trình thử nghiệm được cơ quan có thẩm quyền chấp thuận bằng văn bản.
2. Tổ chức thử nghiệm lưu hồ sơ thử nghiệm trong thời hạn 05 năm kể từ ngày cấp giấy chứng nhận kết quả thử nghiệm \
thiết bị.

## Mục 2. Trình tự

### Điều 4. Hồ sơ

Hồ sơ đề nghị thử nghiệm gồm đơn đề nghị, tài liệu kỹ thuật của thiết bị và bản sao giấy chứng nhận xuất xứ của \
thiết bị đó. Bộ trưởng Bộ Công Thương chịu trách nhiệm tổ chức thi hành.

# Chương III. Điều khoản thi hành

### Điều 5. Hiệu lực thi hành

Nghị định này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2026./.

# Phụ lục I. Danh mục thiết bị

Danh mục này gồm các thiết bị đo pH, nhiệt độ, lưu lượng.

# Phụ lục II. Mẫu giấy chứng nhận

Giấy chứng nhận ghi tên thiết bị, kết quả thử nghiệm.
"""
LETTER = """\
---
loai: letter
ten_goi: góp ý dự thảo báo cáo về công nghiệp môi trường
so: "15"
nam: 2026
dia_danh: Hà Nội
ngay: 2026-03-09
co_quan_chu_quan: Bộ Công Thương
co_quan: Cục Hóa chất
viet_tat: HC
don_vi: VP
kinh_gui: [Bộ Xây dựng, Bộ Tư pháp]
chu_ky: {quyen_han: [KT. CỤC TRƯỞNG, PHÓ CỤC TRƯỞNG], ho_ten: Trần Văn Bình}
noi_nhan: [Như trên, Bộ trưởng (để báo cáo)]
luu: VT, VP
---
Cục Hóa chất đề nghị quý cơ quan góp ý bằng văn bản đối với dự thảo Báo cáo về tình hình phát triển công nghiệp môi \
trường gửi kèm Công văn này.

Văn bản góp ý gửi về Cục Hóa chất trước ngày 20 tháng 3 năm 2026 để tổng hợp, hoàn thiện và trình cấp có thẩm quyền \
xem xét, quyết định./.
"""
DECISION = """\
---
loai: decision
ten_goi: về việc thành lập Tổ công tác về công nghiệp môi trường
so: "120"
nam: 2026
dia_danh: Hà Nội
ngay: 2026-02-12
co_quan: Bộ Công Thương
viet_tat: BCT
thu_truong: Bộ trưởng
tham_quyen: BỘ TRƯỞNG BỘ CÔNG THƯƠNG
can_cu: [Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020]
theo_de_nghi: Chánh Văn phòng Bộ
chu_ky: {quyen_han: [BỘ TRƯỞNG], ho_ten: Lê Thị Cúc}
noi_nhan: [Như Điều 3]
luu: VT, VP
---
### Điều 1. Thành lập Tổ công tác

Thành lập Tổ công tác về công nghiệp môi trường để giúp Bộ trưởng chỉ đạo, điều phối việc xây dựng chính sách về \
công nghiệp môi trường.

### Điều 2. Nhiệm vụ của Tổ công tác

1. Tổ công tác nghiên cứu, đề xuất cơ chế, chính sách phát triển công nghiệp môi trường trình Bộ trưởng xem xét, \
quyết định.
2. Tổ công tác định kỳ hằng quý báo cáo kết quả thực hiện nhiệm vụ được giao với Bộ trưởng trước ngày 15 của tháng \
cuối quý.

### Điều 3. Hiệu lực

Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Bộ và các thành viên Tổ công tác chịu trách nhiệm thi hành./.
"""
PAPERS = {"decree": DECREE, "letter": LETTER, "decision": DECISION}


def build(folder: Path) -> dict[str, bytes]:
    """Each paper as a Word file."""
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    for name, text in PAPERS.items():
        (content / f"{name}.md").write_text(text, encoding="utf-8")
    session = Session(open_project(folder, folder / "cache"))
    return {name: session.docx(session.read(content / f"{name}.md")) for name in PAPERS}


def bare_checker(folder: Path) -> WordChecker:
    """What checks Word files in a project that knows no acts."""
    (folder / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    return Session(open_project(folder, None)).word_checker()


class Desk:
    """A paper opened for planting. Paragraphs are named by how their text starts."""

    def __init__(self, data: bytes) -> None:
        self.package = Opened(data, "thu.docx")

    def data(self) -> bytes:
        return self.package.data()

    def p(self, start: str, nth: int = 0) -> etree._Element:
        found = [
            item
            for item in self.package.paragraphs
            if item is not None and "".join(item.itertext(W + "t")).strip().startswith(start)
        ]
        assert len(found) > nth, start
        return found[nth]

    def runs(self, start: str, nth: int = 0) -> list[etree._Element]:
        return [run for line in lines_of(self.p(start, nth)) for run in line]

    def run(self, start: str, name: str, **values: str) -> None:
        """Set a property of all runs."""
        for item in self.runs(start):
            put(properties(item, "rPr"), name, **values)

    def bold(self, start: str, on: bool) -> None:
        self.run(start, "b", val=str(int(on)))

    def italic(self, start: str, on: bool) -> None:
        self.run(start, "i", val=str(int(on)))

    def size(self, start: str, points: float) -> None:
        self.run(start, "sz", val=str(round(points * 2)))

    def font(self, start: str, name: str) -> None:
        self.run(start, "rFonts", ascii=name, hAnsi=name, cs=name, eastAsia=name)

    def par(self, start: str, name: str, **values: str) -> None:
        """Set a property of a paragraph."""
        put(properties(self.p(start), "pPr"), name, **values)

    def text(self, start: str, old: str, new: str, nth: int = 0) -> None:
        """Change words in a paragraph."""
        nodes = texts(self.runs(start, nth))
        whole = "".join(node.text or "" for node in nodes)
        assert old in whole, whole
        retype(nodes, whole.replace(old, new, 1))

    def remove(self, start: str) -> None:
        item = self.p(start)
        item.getparent().remove(item)

    def rule(self, after: str) -> etree._Element:
        """The paragraph right after one: the rule under it."""
        item = self.p(after).getnext()
        assert item.tag == W + "p"
        return item

    def shorten(self, after: str, left: int, right: int) -> None:
        put(properties(self.rule(after), "pPr"), "ind", left=str(left), right=str(right))

    def margin(self, side: str, mm: float) -> None:
        for section in self.package.sections():
            put(section, "pgMar", **{side: str(round(mm / 25.4 * 1440))})

    def section(self, name: str, **values: str) -> None:
        for section in self.package.sections():
            put(section, name, **values)

    def unsection(self, name: str, which: int = 0) -> None:
        drop(self.package.sections()[which], name)

    def header(self, edit: str, new: str) -> None:
        """Change the header parts that show the page number."""
        for name, part in self.package.parts.items():
            if name.startswith("word/header") and b"PAGE" in part:
                self.package.parts[name] = part.replace(edit.encode(), new.encode())

    def swap_style(self, id: str, old: str, new: str) -> None:
        """Change one style."""
        for style in self.package.root("word/styles.xml").iter(W + "style"):
            if style.get(W + "styleId") == id:
                plain = etree.tostring(style).decode()
                assert old in plain, plain
                style.getparent().replace(style, etree.fromstring(plain.replace(old, new)))

    def copy_after(self, start: str, text: str) -> None:
        """A copy of a paragraph after it, with another text."""
        item = self.p(start)
        again = deepcopy(item)
        item.addnext(again)
        nodes = texts([run for line in lines_of(again) for run in line])
        retype(nodes, text)


__all__ = ["PAPERS", "Desk", "R", "bare_checker", "build"]
