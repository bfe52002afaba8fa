"""Numbers written where they are printed, and only there."""

from __future__ import annotations

from pathlib import Path

from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.helpers import META, printed, read, write_project


def test_headings_that_print_no_number_get_none(tmp_path: Path) -> None:
    path = write_project(tmp_path, "# Tin một\n\nLời.\n\n# Tin hai\n\nLời.\n", META.replace("decree", "press"))
    (_, _, then), *_ = Session(open_project(tmp_path, None)).formatted(path, "write")
    assert "# Tin một\n" in then
    assert "# Tin hai\n" in then


def test_points_go_on_behind_y_and_a_caption_below_a_clause_is_that_of_the_table(tmp_path: Path) -> None:
    points = "".join(f"{letter}) Điểm {letter};\n" for letter in (*"abcdđeghiklmnopqrstuvxy", "aa", "ab"))
    body = (
        "### Điều. Một\n1. Khoản một:\nBảng. Tên {#b}\n| A |\n|---|\n| 1 |\n2. Khoản hai:\n" + points + "3. Theo @b.\n"
    )
    made = read(write_project(tmp_path, body), tmp_path)
    lines = printed(made.bound)
    assert any(line.endswith("aa) Điểm aa;") for line in lines)
    assert any(line.endswith("ab) Điểm ab;") for line in lines)
    assert any(line.endswith(("Theo Bảng ‹1›.", "Theo Bảng 1.", "Theo Bảng ‹b→1›.")) for line in lines), lines[-1]


def test_articles_run_on_through_one_annex(tmp_path: Path) -> None:
    annex = "# Phụ lục. Quy chế\n## Phần. Một\n### Điều. A\nLời.\n## Phần. Hai\n### Điều. B\nLời.\n### Điều. C\nLời.\n"
    made = read(write_project(tmp_path, "### Điều. Một\nTheo Phụ lục.\n" + annex + annex), tmp_path)
    numbers = [line for line in printed(made.bound) if "Điều" in line and "Theo" not in line]
    assert [line.split("Điều")[1].strip()[:2] for line in numbers] == ["1.", "1.", "2.", "3.", "1.", "2.", "3."]


def test_a_gap_after_a_sentence_is_kept_and_the_line_with_it(tmp_path: Path) -> None:
    body = "### Điều. Một\nCâu một.  Câu hai. Câu ba.\tCâu bốn.\n"
    (_, _, then), *_ = Session(open_project(tmp_path, None)).formatted(write_project(tmp_path, body), "keep")
    assert then.endswith("Câu một.  Câu hai.\nCâu ba.\tCâu bốn.\n")


def test_blanks_behind_a_footnote_are_taken_away(tmp_path: Path) -> None:
    body = "### Điều. Một\nLời[^1] và lời[^2].\n\n[^1]: Chú thích một. \n\n[^2]: Hai dòng\t\nmột chú thích.  \n"
    (_, _, then), *_ = Session(open_project(tmp_path, None)).formatted(write_project(tmp_path, body), "keep")
    assert "[^1]: Chú thích một.\n" in then
    assert all(line == line.rstrip() for line in then.split("\n"))


def test_questions_take_their_numbers_with_a_dot(tmp_path: Path) -> None:
    """“## 1 Phải làm gì?” would be a question whose first word is 1."""
    path = tmp_path / "hoi.md"
    path.write_text(
        "---\nloai: Hỏi - đáp\nten_goi: Về kho\n---\n# Kho\n\n## Phải làm gì?\nKhông gì cả.\n", encoding="utf-8"
    )
    (_, now, then), *_ = Session(open_project(tmp_path, None)).formatted(path, "write")
    assert then == now.replace("## Phải", "## 1. Phải")
