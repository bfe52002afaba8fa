"""`python benchmarks/hs.py`: a list of goods as long as the whole nomenclature against a plain table of as many rows.

Three documents of 11,414 rows × 6 columns, each built by the `draftkit` command in a process of its own, in turns: the
plain table (`bang`), the list (`hs`) without a nomenclature to compare with, and the list with every check. Targets:
list ≤ 2 × table; list with checks ≤ 2 × list."""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from pathlib import Path

from measure import Contestant, compete, middle, ratio

ROWS = 11_414
ROUNDS = 5
FRONT = """\
---
loai: {kind}
ten_goi: về danh mục hàng hóa
nam: 2026
co_quan: [Bộ Công Thương]
viet_tat: BCT
can_cu: [Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15]
theo_de_nghi: Cục trưởng
chu_ky: {{quyen_han: [BỘ TRƯỞNG]}}
---
### Điều. Danh mục
Ban hành danh mục kèm theo Thông tư này.
# Phụ lục. Danh mục {{.ngang}}
```{block} {file}
```
"""
TABLE, PLAIN, FULL = "plain table", "list, no checks", "list, all checks"


def make(folder: Path, shared: Path) -> None:
    """Write two projects with the documents: `without` a nomenclature and `with` one."""
    with (shared / "data/hs/ahtn2022_vi.csv").open(encoding="utf-8") as file:
        lines = list({row["hs8"]: row["mo_ta_vi_la"].strip() for row in csv.DictReader(file)}.items())[:ROWS]
    rows = [(code, text, "kg", "", "QCVN 01:2024/BCT") for code, text in lines]
    dotted = [(str(at), f"{code[:4]}.{code[4:6]}.{code[6:]}", *rest) for at, (code, *rest) in enumerate(rows, 1)]
    for name, settings in (("without", "noi_dung: content\n"), ("with", "danh_muc_hs: {AHTN2022: ahtn.csv}\n")):
        content = folder / name / "content"
        content.mkdir(parents=True)
        (folder / name / "draftkit.yaml").write_text(settings, encoding="utf-8")
        _write(folder / name / "ahtn.csv", [("hs8", "mo_ta"), *lines])
        _write(
            content / "bang.csv", [("STT", "Mã HS", "Mô tả hàng hóa", "Đơn vị tính", "Giới hạn", "Tiêu chuẩn"), *dotted]
        )
        _write(content / "hs.csv", [("ma_hs", "mo_ta", "dvt", "gioi_han", "tieu_chuan"), *rows])
        (content / "table.md").write_text(
            FRONT.format(kind="circular", block="bang", file="bang.csv"), encoding="utf-8"
        )
        (content / "list.md").write_text(FRONT.format(kind="hs-rules", block="hs", file="hs.csv"), encoding="utf-8")


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def main() -> None:
    """Measure and say whether the targets are met."""
    parser = argparse.ArgumentParser(description="Measure lists of goods against plain tables.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--draftkit", default=str(Path(sys.executable).parent / "draftkit"))
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="draftkit-hs-") as name:
        folder = Path(name)
        make(folder, options.shared)
        build = (options.draftkit, "build", "-q", "--out", str(folder / "out"))
        contestants = [
            Contestant(key, ("env", "-C", str(folder / project), *build, f"content/{document}.md"))
            for key, project, document in (
                (TABLE, "without", "table"),
                (PLAIN, "without", "list"),
                (FULL, "with", "list"),
            )
        ]
        costs = compete(contestants, options.rounds, folder, {"DRAFTKIT_CACHE": str(folder / "cache")})
    print(f"{ROWS:,} rows × 6 columns, landscape annex")
    for key, all_costs in costs.items():
        wall, cpu, memory = middle(all_costs)
        print(f"  {key:18}{wall:8.3f} s {cpu:8.3f} s CPU {memory:6.0f} MB")
    for ours, theirs in ((PLAIN, TABLE), (FULL, PLAIN)):
        times = ratio(costs[ours], costs[theirs])
        print(f"  {ours} takes {times:.2f} × the time of {theirs}  [target: ≤ 2: {'met' if times <= 2 else 'MISSED'}]")


if __name__ == "__main__":
    main()
