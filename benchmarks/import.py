"""Speed of `draftkit import` on files of growing length against Pandoc's docx → markdown in the same run. Prints
ratios; run it alone on the machine."""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypandoc

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.helpers import META

from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.word.read import read_word

SIZES = (250, 500, 1000)


def source(articles: int) -> str:
    lines = []
    for number in range(articles):
        if number % 20 == 0:
            lines.append(f"# Chương. Quy định về nội dung thứ {number // 20 + 1}")
        lines.append(f"### Điều. Phạm vi điều chỉnh của nội dung {number}")
        for clause in (1, 2, 3):
            lines.append(
                f"{clause}. Cơ quan, tổ chức, cá nhân thực hiện quy định tại điều này trong thời hạn {number} ngày "
                "làm việc kể từ ngày nhận đủ hồ sơ, trừ trường hợp:"
            )
            lines.extend(
                (
                    f"{letter}) Trường hợp {letter} của khoản {clause} quy định tại khoản {clause} Điều này của nội "
                    "dung "
                    f"{number};"
                )
                for letter in "abc"
            )
    return "\n".join(lines) + "\n"


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    session = Session(open_project(Path(__file__).parents[1], None))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'articles':>8} {'read s':>8} {'import s':>9} {'pandoc s':>9} {'pandoc / import':>16}")
        for size in SIZES:
            draft = folder / f"van-ban-{size}"
            draft.mkdir()
            (draft / "draft.yaml").write_text(META, encoding="utf-8")
            (draft / "01-noi-dung.md").write_text(source(size), encoding="utf-8")
            path = folder / f"{size}.docx"
            path.write_bytes(session.docx(session.read(draft)))
            reading = seconds(lambda: read_word(path))  # noqa: B023
            ours = min(seconds(lambda: session.import_word(path)) for _ in range(2))  # noqa: B023
            theirs = seconds(lambda: pypandoc.convert_file(str(path), "markdown", format="docx"))  # noqa: B023
            print(f"{size:>8} {reading:>8.2f} {ours:>9.2f} {theirs:>9.2f} {theirs / ours:>16.1f}")


if __name__ == "__main__":
    main()
