"""Long documents of like lines: what was done is what is told, no more and no less, in drafts and in Word files."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.helpers import META, write_project
from tests.word.word import docx, p

SORTS = (
    "Cơ sở sản xuất gửi báo cáo về Bộ Công Thương trước ngày 15 tháng 01 hằng năm.",
    "Cơ sở sản xuất gửi báo cáo về Bộ Tài chính trước ngày 15 tháng 01 hằng năm.",
    "Cơ sở sản xuất lưu giữ hồ sơ về chất thải trong thời hạn 05 năm.",
    "Cơ sở sản xuất lưu giữ hồ sơ về nước thải trong thời hạn 05 năm.",
    "Kinh phí thực hiện do ngân sách nhà nước bảo đảm theo quy định.",
)


def lines_of_a_file(folder: Path, name: str, texts: Sequence[str]) -> str:
    (folder / f"{name}.docx").write_bytes(docx("".join(map(p, texts))))
    return f"{name}.docx"


def numbered_in_a_file(folder: Path, name: str, texts: Sequence[str]) -> str:
    """The lines as the khoản of one điều."""
    return lines_of_a_file(folder, name, ["Điều 1. Nghĩa vụ", *(f"{at}. {text}" for at, text in enumerate(texts, 1))])


def rows_of_a_file(folder: Path, name: str, texts: Sequence[str]) -> str:
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in (text, text.split()[-2], "05")) + "</w:tr>"
        for text in texts
    )
    (folder / f"{name}.docx").write_bytes(docx(f"<w:tbl>{rows}</w:tbl>{p()}"))
    return f"{name}.docx"


def clauses_of_a_draft(folder: Path, name: str, texts: Sequence[str]) -> str:
    body = "".join(f"{at}. {text}\n" for at, text in enumerate(texts, 1))
    (folder / f"content/{name}.md").write_text(f"---\n{META}---\n### Điều. Nghĩa vụ\n{body}", encoding="utf-8")
    return f"content/{name}.md"


def rows_of_a_draft(folder: Path, name: str, texts: Sequence[str]) -> str:
    body = "".join(f"| {text} | {text.split()[-2]} | 05 |\n" for text in texts)
    table = f"### Điều. Nghĩa vụ\nTheo bảng:\n\n| A | B | C |\n|---|---|---|\n{body}"
    (folder / f"content/{name}.md").write_text(f"---\n{META}---\n{table}", encoding="utf-8")
    return f"content/{name}.md"


def revised(texts: list[str], reworded: int, inserted: int) -> list[str]:
    """The lines with words changed in some, and others put in, no two side by side."""
    rng = random.Random(len(texts))
    made = list(texts)
    places = rng.sample(range(0, len(made), 2), reworded + inserted)
    for at in places[:reworded]:
        words = made[at].split()
        words[rng.randrange(2, len(words))] = f"mới{at}"
        made[at] = " ".join(words)
    for at in sorted(places[reworded:], reverse=True):
        made.insert(at, f"Tổ chức số {at} chịu trách nhiệm trước pháp luật về số liệu đã kê khai.")
    return made


Written = Callable[[Path, str, Sequence[str]], str]


@pytest.mark.parametrize(
    ("written", "count", "sorts", "reworded", "inserted"),
    [
        (lines_of_a_file, 400, 5, 4, 2),
        (numbered_in_a_file, 400, 5, 4, 2),
        (clauses_of_a_draft, 400, 5, 4, 2),
        (lines_of_a_file, 5000, 5, 100, 0),
        (clauses_of_a_draft, 5000, 5, 100, 0),
        (rows_of_a_file, 2000, 5, 40, 0),
        (rows_of_a_draft, 2000, 5, 40, 0),
        (lines_of_a_file, 320, 1, 2, 0),
        (clauses_of_a_draft, 320, 1, 2, 0),
    ],
)
def test_as_many_changes_are_told_as_were_made(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    written: Written,
    count: int,
    sorts: int,
    reworded: int,
    inserted: int,
) -> None:
    write_project(tmp_path, "### Điều. Thử\n")
    monkeypatch.chdir(tmp_path)
    rng = random.Random(count)
    old = [rng.choice(SORTS[:sorts]) for _ in range(count)]
    names = written(tmp_path, "cu", old), written(tmp_path, "moi", revised(old, reworded, inserted))
    assert main(["diff", *names, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)["documents"][0]
    assert told["counts"] == {
        kind: number for kind, number in (("reworded", reworded), ("inserted", inserted)) if number
    }
    assert told["total"] == len(told["changes"]) == reworded + inserted
