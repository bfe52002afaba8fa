"""Makes the documents that are measured: the same text as draftkit source, as Markdown, and as ready data.

Run as a program (`corpus.py FOLDER decree:10 table:1000 …`) so that the memory it takes is not counted among the
contestants': a child process starts with the peak memory of the parent it was forked from."""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from draftkit.model.numeral import to_roman

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_260_705
ARTICLES_A_CHAPTER = 10
POINTS = "abc"
COLUMNS = ("Số thứ tự", "Mã số HS", "Tên hàng hóa", "Đơn vị tính", "Ghi chú")
FRONT = """\
---
loai: Nghị định
ten_goi: về phát triển ngành công nghiệp môi trường
nam: 2026
can_cu:
  - "@luat-tccp"
  - "@luat-bvmt"
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky:
  quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG]
  ho_ten:
noi_nhan:
  - Thủ tướng, các Phó Thủ tướng Chính phủ
  - Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ
luu: VT, CN (2)
gia_tri:
  thoi_han: {xem_xet: 15 ngày làm việc, bo_sung: 10 ngày, cong_bo: 05 ngày}
---
"""
VALUES = {"thoi_han.xem_xet": "15 ngày làm việc", "thoi_han.bo_sung": "10 ngày", "thoi_han.cong_bo": "05 ngày"}
WORDS = """
cơ quan,tổ chức,cá nhân,doanh nghiệp,Bộ Công Thương,Ủy ban nhân dân cấp tỉnh,Chính phủ,hội đồng,thành viên,chủ đầu \
tư,dự án,công trình,thiết bị,
công nghệ,sản phẩm,hàng hóa,dịch vụ,môi trường,chất thải,nước thải,khí thải,xử lý,thu gom,tái chế,vận chuyển,lưu giữ,\
quan trắc,thử nghiệm,kiểm định,
chứng nhận,công nhận,đăng ký,cấp phép,thẩm định,phê duyệt,công bố,công khai,minh bạch,báo cáo,giám sát,kiểm tra,\
thanh tra,xử phạt,khiếu nại,
giải quyết,hồ sơ,văn bản,biểu mẫu,thủ tục,thời hạn,ngày làm việc,trách nhiệm,nghĩa vụ,quyền hạn,nhiệm vụ,nguyên tắc,\
chính sách,mục tiêu,chương trình,
kế hoạch,đề án,quy hoạch,chiến lược,danh mục,tiêu chuẩn,quy chuẩn,kỹ thuật,định mức,tỷ lệ,chi phí,kinh phí,ngân sách,\
nguồn vốn,đầu tư,hỗ trợ,ưu đãi,
khuyến khích,tín dụng,đất đai,hạ tầng,khu công nghiệp,cụm công nghiệp,làng nghề,đô thị,nông thôn,địa phương,trung \
ương,quốc gia,quốc tế,nước ngoài,
hợp tác,hội nhập,xuất khẩu,nhập khẩu,thị trường,mua sắm,đấu thầu,hợp đồng,giá trị,số lượng,chất lượng,an toàn,hiệu \
quả,năng lực,nhân lực,đào tạo,
nghiên cứu,phát triển,ứng dụng,chuyển giao,đổi mới,sáng tạo,chuyển đổi số,cơ sở dữ liệu,thông tin,truyền thông,hệ \
thống,kết nối,chia sẻ,cập nhật,
khai thác,bảo đảm,bảo vệ,phù hợp,thống nhất,đồng bộ,kịp thời,đầy đủ,chính xác,có liên quan,theo quy định,căn cứ,trên \
cơ sở,đối với,và,hoặc,của,trong,
từ,đến,tại,do,được,phải,không,có thể,khi,nếu,để,bằng,với,các,những,mỗi,từng,một,hai,nhiều,ít nhất,tối đa,tối thiểu,\
hằng năm,định kỳ,đột xuất,trước,
sau,giữa,ngoài,trường hợp,điều kiện,yêu cầu,nội dung
""".replace("\n", "").split(",")
LAST = ". Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2027./."


class Line(NamedTuple):
    """One printed paragraph: its sort, its number as printed, its text with @labels, and its own label."""

    sort: str
    number: str
    text: str
    label: str = ""


def phrase(rng: random.Random, least: int = 8, most: int = 20) -> str:
    """Words in no order, none twice: they pack about as tightly as the text of a law, which a few repeated sentences
    would not."""
    text = " ".join(rng.sample(WORDS, rng.randint(least, most)))
    return text[0].upper() + text[1:]


def article(rng: random.Random, number: int, articles: int) -> Iterator[Line]:
    """An article: 5 khoản, 6 điểm, three references and a value; 12 paragraphs."""
    key = f"dieu-{number}"
    away = f"dieu-{rng.randrange(1, articles + 1)}-mot"
    act = rng.choice(("luat-bvmt", "luat-khcn"))
    yield Line("article", f"Điều {number}.", phrase(rng, 4, 12), key)
    yield Line("clause", "1.", f"{phrase(rng)}.", f"{key}-mot")
    value = f"{{{{ {rng.choice(tuple(VALUES))} }}}}"
    yield Line(
        "clause", "2.", f"Trong thời hạn {value} kể từ ngày nhận đủ hồ sơ quy định tại @{key}-mot, {phrase(rng)}."
    )
    yield Line("clause", "3.", f"{phrase(rng)} gồm:", f"{key}-ba")
    for sign in POINTS:
        yield Line("point", f"{sign})", phrase(rng) + ("." if sign == POINTS[-1] else ";"))
    yield Line("clause", "4.", f"{phrase(rng)}, trừ trường hợp quy định tại @{away}, gồm:")
    for sign in POINTS:
        yield Line("point", f"{sign})", phrase(rng) + ("." if sign == POINTS[-1] else ";"))
    yield Line("clause", "5.", f"{phrase(rng)} theo quy định của @{act}{LAST if number == articles else '.'}")


def decree(articles: int) -> list[Line]:
    rng = random.Random(SEED + articles)
    lines: list[Line] = []
    for number in range(1, articles + 1):
        if number % ARTICLES_A_CHAPTER == 1:
            lines.append(Line("chapter", f"Chương {to_roman(number // ARTICLES_A_CHAPTER + 1)}", phrase(rng, 4, 12)))
        lines.extend(article(rng, number, articles))
    return lines


def table(rows: int) -> list[tuple[str, ...]]:
    rng = random.Random(SEED + rows)
    units = ("chiếc", "bộ", "tấn", "m³/giờ", "hệ thống")
    body = [
        (
            str(number),
            f"{rng.randrange(8400, 8500)}.{rng.randrange(10, 99)}",
            phrase(rng, 4, 12),
            rng.choice(units),
            rng.choice(("", phrase(rng, 2, 8))),
        )
        for number in range(1, rows + 1)
    ]
    return [COLUMNS, *body]


# -- the same lines for each contestant


def draftkit_source(lines: list[Line]) -> str:
    heads = {"chapter": "# Chương. ", "article": "### Điều. "}
    out = [FRONT]
    for line in lines:
        head = heads.get(line.sort)
        start = f"\n{head}" if head else f"{line.number} "
        out.append(f"{start}{line.text}{f' {{#{line.label}}}' if line.label else ''}{chr(10) if head else ''}")
    return "\n".join(out) + "\n"


def worded(lines: list[Line]) -> list[Line]:
    """References and values in words, as draftkit prints them: the peers do not know either."""
    words = {"luat-bvmt": "Luật Bảo vệ môi trường", "luat-khcn": "Luật Khoa học, công nghệ và đổi mới sáng tạo"}
    current = ""

    def wording(found: re.Match[str]) -> str:
        if found[2]:
            return VALUES[found[2]]
        label = found[1]
        number = label.split("-")[1]
        return words.get(label) or (
            "khoản 1 Điều này" if f"Điều {number}." == current else f"khoản 1 Điều {number} của Nghị định này"
        )

    out = []
    for line in lines:
        current = line.number if line.sort == "article" else current
        out.append(line._replace(text=re.sub(r"@([a-z0-9-]+)|\{\{ ([a-z_.]+) \}\}", wording, line.text)))
    return out


def markdown(lines: list[Line]) -> str:
    """Headings and nested lists, as one writes khoản and điểm for Pandoc. CommonMark has no lettered lists: there a
    điểm is a paragraph of its khoản."""
    marks = {"chapter": "# ", "article": "## ", "clause": "", "point": "    "}
    return "\n\n".join(f"{marks[line.sort]}{line.number} {line.text}" for line in lines) + "\n"


def ready_data(lines: list[Line]) -> dict[str, object]:
    """Nested as a template walks it: chapters, articles, clauses, points."""
    chapters: list[dict[str, object]] = []
    nests: dict[str, list[dict[str, object]]] = {"chapter": chapters}
    inner = {"chapter": "article", "article": "clause", "clause": "point"}
    for line in lines:
        entry: dict[str, object] = {"text": f"{line.number} {line.text}"}
        nests[line.sort].append(entry)
        below = inner.get(line.sort)
        if below:
            nests[below] = entry["items"] = []  # type: ignore[assignment]
    return {"chapters": chapters}


def write_project(folder: Path) -> None:
    """A project as a drafter has it: settings, shared references and facts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    shutil.copytree(ROOT / "content" / "_shared", folder / "content" / "_shared", dirs_exist_ok=True)


def write_decree(folder: Path, articles: int) -> None:
    lines = decree(articles)
    ready = worded(lines)
    name = f"decree-{articles}"
    (folder / f"{name}.md").write_text(draftkit_source(lines), encoding="utf-8")
    (folder / f"{name}.pandoc").write_text(markdown(ready), encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps(ready_data(ready), ensure_ascii=False), encoding="utf-8")


def write_table(folder: Path, rows: int) -> None:
    cells = table(rows)
    lines = decree(1)
    ready = worded(lines)
    name = f"table-{rows}"
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    source = draftkit_source(lines).replace("./.\n", ":\n")
    (folder / f"{name}.md").write_text(
        f"{source}\nBảng. Danh mục hàng hóa môi trường\n\n```{{bang}} {name}.csv\n```\n", encoding="utf-8"
    )
    pipes = ["| " + " | ".join(row) + " |" for row in cells]
    pipes.insert(1, "|---" * len(COLUMNS) + "|")
    (folder / f"{name}.pandoc").write_text(markdown(ready) + "\n" + "\n".join(pipes) + "\n", encoding="utf-8")
    data = {**ready_data(ready), "head": cells[0], "rows": cells[1:]}
    (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    write_project(folder)
    for wanted in sys.argv[2:]:
        sort, _, size = wanted.partition(":")
        (write_decree if sort == "decree" else write_table)(folder, int(size))


if __name__ == "__main__":
    main()
