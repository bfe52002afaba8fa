"""Speed of `draftkit import` on files of growing length against Pandoc's docx → markdown in the same run. Prints
ratios, of the work alone and of the command from its start to its end; run it alone on the machine."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypandoc

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.helpers import META

from draftkit.cli.common import open_session
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


def best(work: Callable[[], object]) -> float:
    return min(seconds(work) for _ in range(2))


def command(path: Path, out: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", "from draftkit.cli.main import run; run()", "import", path, "--out", out, "--force"],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> None:
    session = open_session(names=[Path(__file__).parents[1] / "content"])  # as the commands do, collector and all
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(
            f"{'articles':>8} {'read s':>8} {'import s':>9} {'command s':>10} {'pandoc s':>9}  pandoc / import, command"
        )
        for size in SIZES:
            draft = folder / f"van-ban-{size}"
            draft.mkdir()
            (draft / "draft.yaml").write_text(META, encoding="utf-8")
            (draft / "01-noi-dung.md").write_text(source(size), encoding="utf-8")
            path = folder / f"{size}.docx"
            path.write_bytes(session.docx(session.read(draft)))
            reading = best(lambda: read_word(path))  # noqa: B023
            ours = best(lambda: session.import_word(path))  # noqa: B023
            whole = best(lambda: command(path, folder / "out"))  # noqa: B023
            theirs = best(lambda: pypandoc.convert_file(str(path), "markdown", format="docx"))  # noqa: B023
            print(
                f"{size:>8} {reading:>8.2f} {ours:>9.2f} {whole:>10.2f} {theirs:>9.2f}"
                f"{theirs / ours:>17.1f} {theirs / whole:>8.1f}"
            )


if __name__ == "__main__":
    main()
