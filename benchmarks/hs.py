"""`python benchmarks/hs.py`: a list of goods as long as the whole nomenclature against a plain table of as many rows.

Three documents of 11,414 rows × 6 columns, each built by the `draftkit` command in a process of its own, in turns: the
plain table (`bang`), the list (`hs`) without a nomenclature to compare with, and the list with every check. Targets:
list ≤ 2 × table; list with checks ≤ 2 × list.

Then `draftkit hs check` of 100,000 and 200,000 rows, CSV and XLSX. Targets for the longer: 5 s, 10 s, 350 MB; twice the
rows take at most 2.3 × the time."""

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
Ban hành danh mục tại @pl.
### Điều. Hiệu lực
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2028./.
# Phụ lục. Danh mục {{#pl .ngang}}
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


LONG = 200_000
LIMITS = {".csv": 5.0, ".xlsx": 10.0}
MOST_MB = 350
GROWTH = 2.3


def make_long(folder: Path) -> list[Path]:
    """Lists of 100,000 and 200,000 rows beside the nomenclature: its lines again and again, each with a limit of its
    own."""
    from draftkit.hs.workbook import as_xlsx

    with (folder / "with/ahtn.csv").open(encoding="utf-8") as file:
        lines = sorted(tuple(row) for row in list(csv.reader(file))[1:])
    head = ("STT", "Mã HS", "Mô tả", "Đơn vị tính", "Giới hạn", "Tiêu chuẩn")
    paths = []
    for count in (LONG // 2, LONG):
        times = count // len(lines) + 1
        texts = [(code, text, f"loại {at}") for code, text in lines for at in range(times)][:count]
        rows = [
            (str(at), code, text, "bộ", limit, "QCVN 01:2024/BCT") for at, (code, text, limit) in enumerate(texts, 1)
        ]
        for suffix in LIMITS:
            path = folder / "with" / f"{count}{suffix}"
            if suffix == ".csv":
                _write(path, [head, *rows])
            else:
                path.write_bytes(as_xlsx([head, *rows]))
            paths.append(path)
    return paths


def long_lists(folder: Path, draftkit: str, rounds: int) -> None:
    """Measure `draftkit hs check` of long lists."""
    paths = make_long(folder)
    contestants = [
        Contestant(path.name, ("env", "-C", str(folder / "with"), draftkit, "hs", "check", path.name)) for path in paths
    ]
    costs = compete(contestants, rounds, folder, {"DRAFTKIT_CACHE": str(folder / "cache")})
    seconds = {}
    for key, all_costs in costs.items():
        wall, cpu, memory = seconds[key] = middle(all_costs)
        path = Path(key)
        met = (wall <= LIMITS[path.suffix] and memory <= MOST_MB) or path.stem != str(LONG)
        print(f"  {key:18}{wall:8.3f} s {cpu:8.3f} s CPU {memory:6.0f} MB{'' if met else '  [MISSED]'}")
    for suffix in LIMITS:
        times = seconds[f"{LONG}{suffix}"][1] / seconds[f"{LONG // 2}{suffix}"][1]
        print(
            f"  twice the rows{suffix}: {times:.2f} × the CPU time  "
            f"[target: ≤ {GROWTH}: {'met' if times <= GROWTH else 'MISSED'}]"
        )


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
        build = (options.draftkit, "build", "-q", "--force", "--out", str(folder / "out"))
        contestants = [
            Contestant(key, ("env", "-C", str(folder / project), *build, f"content/{document}.md"))
            for key, project, document in (
                (TABLE, "without", "table"),
                (PLAIN, "without", "list"),
                (FULL, "with", "list"),
            )
        ]
        costs = compete(contestants, options.rounds, folder, {"DRAFTKIT_CACHE": str(folder / "cache")})
        long_lists(folder, options.draftkit, min(options.rounds, 3))
    print(f"{ROWS:,} rows × 6 columns, landscape annex")
    for key, all_costs in costs.items():
        wall, cpu, memory = middle(all_costs)
        print(f"  {key:18}{wall:8.3f} s {cpu:8.3f} s CPU {memory:6.0f} MB")
    for ours, theirs in ((PLAIN, TABLE), (FULL, PLAIN)):
        times = ratio(costs[ours], costs[theirs], "cpu")
        print(
            f"  {ours} takes {times:.2f} × the CPU time of {theirs}  [target: ≤ 2: {'met' if times <= 2 else 'MISSED'}]"
        )


if __name__ == "__main__":
    main()
