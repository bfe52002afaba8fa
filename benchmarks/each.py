"""1,000 one-page releases from a data file: `draftkit build --each` against the plain docxtpl loop (load, render, save
each time), both as cold processes.

Target: at least 20 times the documents per second on two processors. The loop gets its texts ready made and prints no
more than the frame; draftkit reads, binds, checks that no text was lost, and writes the whole release."""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path

from measure import Contestant, compete, middle, ratio

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "templates/communique/sample/draft.md"
TEMPLATE = HERE.parent / "templates/_shared/nd30-van-ban.docx"
LOOP = """
import csv, sys
from pathlib import Path
from docxtpl import DocxTemplate
template, rows, out = map(Path, sys.argv[1:])
out.mkdir(exist_ok=True)
frame = {"co_quan_chu_quan": [], "co_quan": ["BỘ CÔNG THƯƠNG"], "ke_co_quan": "", "quoc_hieu": "CỘNG HÒA XÃ HỘI CHỦ \
NGHĨA VIỆT NAM", "tieu_ngu": "Độc lập - Tự do - Hạnh phúc",
         "ke_tieu_ngu": "", "so_ky_hieu": "Số:      /TC-BCT", "du_thao": [], "trich_yeu_cong_van": "", "do_khan": "",\
 "luu_hanh": "", "hop_do_khan": "", "hop_luu_hanh": "", "ten_loai": "THÔNG CÁO",
         "ke_ten_goi": "", "tham_quyen": "", "can_cu": [], "ban_hanh": "", "quyet_dinh": "", "kinh_gui": [], \
"noi_nhan": ["- Các cơ quan báo chí;", "- Lưu: VT, ATMT."],
         "chu_ky": [{"quyen_han": ["TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG"], "ho_ten": "", "chuc_vu_khac": "", "anh": ""}\
], "ket_thuc": "", "nguoi_soan": "", "lien_he": "", "phu_luc": ""}
for number, row in enumerate(csv.DictReader(rows.open(encoding="utf-8"))):
    document = DocxTemplate(template)
    text = f"Tại {row['tinh']} có {row['so_co_so']} cơ sở. Bộ Công Thương tổ chức Diễn đàn công nghiệp môi trường \
năm 2026."
    document.render({**frame, "ten_goi": f"Tại {row['tinh']}\
 về kết quả Diễn đàn", "dia_danh_ngay": f"Hà Nội, ngày {row['ngay']}", "noi_dung": text}, autoescape=True)
    document.save(out / f"{number}.docx")
"""


def main() -> None:
    """Print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _project(folder, asked.rows)
        draftkit = (
            str(Path(sys.executable).with_name("draftkit")),
            "build",
            "thong-cao",
            "--each",
            "rows.csv",
            "--fresh",
            "--quiet",
        )
        contestants = [
            Contestant("draftkit --each", draftkit),
            Contestant("docxtpl loop", (sys.executable, "-c", LOOP, str(TEMPLATE), "rows.csv", "out")),
        ]
        costs = compete(
            contestants, asked.rounds, folder, {"DRAFTKIT_CACHE": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
        )
        for contestant in contestants:
            cost = middle(costs[contestant.name])
            print(
                f"{contestant.name:18} {asked.rows / cost.wall:7.0f} documents/s  {cost.wall:6.2f} s wall  "
                f"{cost.cpu:6.2f} s CPU"
            )
        found = ratio(costs["docxtpl loop"], costs["draftkit --each"], "wall")
        print(f"draftkit makes {found:.1f} times as many documents per second (target: 20)")


def _project(folder: Path, count: int) -> None:
    (folder / "content").mkdir()
    (folder / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    text = (
        SAMPLE.read_text(encoding="utf-8")
        .replace("về kết quả", "tại {{ tinh }} về kết quả")
        .replace("\nNgày 20", "\nTại {{ tinh }} có {{ so_co_so }} cơ sở. Ngày 20")
    )
    (folder / "content/thong-cao.md").write_text(text, encoding="utf-8")
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("tinh", "so_co_so", "ngay"))
        writer.writerows(
            (f"tỉnh số {number}", 10 + number % 90, f"2026-11-{number % 28 + 1:02d}") for number in range(count)
        )


if __name__ == "__main__":
    main()
