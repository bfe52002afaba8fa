"""What the fuzzers found, as short texts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.fuzz.judge import invalid
from tests.helpers import parts

CHECKOUT = Path(__file__).parents[2]
STANDARD = "content/standards/qcvn-nuoc-thai-sinh-hoat/quy-chuan"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(CHECKOUT / "content/_shared", tmp_path / "content/_shared")
    shutil.copytree(CHECKOUT / STANDARD, tmp_path / STANDARD)
    shutil.copy(CHECKOUT / "draftkit.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_standard_with_errors_is_built_with_its_mark(root: Path) -> None:
    annex = root / STANDARD / "90-phu-luc-a.md"
    annex.write_text(annex.read_text(encoding="utf-8") + "\nCó {{ khong.co }}.\n", encoding="utf-8")
    assert main(["build", STANDARD, "--format", "docx", "--format", "txt", "--out", "out"]) in (0, 1)
    assert "còn lỗi" in (root / "out/quy-chuan.txt").read_text(encoding="utf-8")


def test_a_block_that_ends_in_another_file_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("01-quy-dinh-chung.md", "03-quan-ly.md"):
        part = root / STANDARD / name
        part.write_text(part.read_text(encoding="utf-8") + "\n```bang\n", encoding="utf-8")
    assert main(["fmt", "--check", STANDARD, "--lang", "en"]) in (0, 1, 2)
    assert "mistake in draftkit" not in capsys.readouterr().err


def test_looks_that_differ_in_nothing_that_has_a_name_are_told() -> None:
    from draftkit.redline.looks import Looks

    looks = Looks()
    looks.count, looks.first = 1, "Lời"
    assert [message.values["count"] for message in looks.notices("b.docx")] == [1]


def test_a_heading_of_a_dot_alone_keeps_its_layout(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = root / STANDARD / "03-quan-ly.md"
    text = part.read_text(encoding="utf-8")
    for heading in ("### . ", "## . ", "### .", "### . {#nhan}"):
        part.write_text(f"{text}\n{heading}", encoding="utf-8")
        assert main(["fmt", STANDARD, "--lang", "en"]) in (0, 1)
        assert main(["fmt", "--check", STANDARD, "--lang", "en"]) == 0
        assert "mistake in draftkit" not in capsys.readouterr().err


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("head", ["| Lĩnh vực | | |", "| Lĩnh vực | _a | |", "| Lĩnh vực | _a | _b |"])
def test_a_chart_whose_rows_have_no_names(root: Path, head: str) -> None:
    (root / "content/anh").mkdir()
    poster = (CHECKOUT / "content/outreach/ap-phich.md").read_text(encoding="utf-8")
    rows = "| Lĩnh vực | Tỷ lệ đáp ứng |\n|---|---|"
    assert rows in poster
    (root / "content/anh/ap-phich.md").write_text(
        poster.replace(rows, f"{head}\n|---|---|---|").replace("muc_tieu.khi_thai }} |", "muc_tieu.khi_thai }} | 5 |"),
        encoding="utf-8",
    )
    assert main(["build", "content/anh/ap-phich.md", "--draft", "--format", "docx", "--out", "out"]) in (0, 1)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("Thông cáo báo chí", "can_cu: [Căn cứ Luật Báo chí]"),
        ("Tiêu chuẩn quốc gia", "co_quan: [Bộ Công Thương]\ntheo_de_nghi: Cục trưởng"),
        ("Bản sao y", "co_quan: [Bộ Công Thương]\ndu_thao: {lan: 1}\nkinh_gui: [Ông A]"),
    ],
)
def test_a_key_that_a_kind_prints_nowhere_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], kind: str, more: str
) -> None:
    (root / "content/anh.md").write_text(
        f"---\nloai: {kind}\n{more}\n---\n\nMức $x = \\text{{nếu}}\\ y$, ·.\n", encoding="utf-8"
    )
    assert main(["build", "content/anh.md", "--draft", "--format", "docx", "--out", "out", "--lang", "en"]) in (0, 1)
    assert "unknown key" in capsys.readouterr().out
    assert not invalid((root / "out/anh.docx").read_bytes(), None)
    assert b"<m:nor/><m:sty" not in parts((root / "out/anh.docx").read_bytes())["word/document.xml"]


def test_a_heading_that_announces_a_list_with_nothing_below_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = (
        "---\nloai: Bài trình chiếu\nten_goi: A\nco_quan: Bộ X\nngay: 2026-11-20\n---\n\n## Sáu nhiệm vụ của Kế hoạch\n"
    )
    (root / "content/anh.md").write_text(deck, encoding="utf-8")
    assert main(["check", "content/anh.md", "--lang", "en"]) in (0, 1)
    assert "mistake in draftkit" not in capsys.readouterr().err


def test_a_line_separator_of_unicode_in_yaml_is_told_where_it_stands(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = root / "content/_shared/organisations.yaml"
    for sign, called in (("\u2028", "U+2028"), ("\x85", "U+0085")):
        bodies = f"bo-x: {{ten: Bộ X, viet_tat: , cap_tren: }}\nbo-y: {{ten: Bộ{sign}Y, viet_tat: , cap_tren: }}\n"
        shared.write_text(bodies, encoding="utf-8")
        assert main(["check", STANDARD, "--lang", "en"]) == 2
        told = capsys.readouterr().err
        assert "organisations.yaml:2" in told
        assert called in told


def test_a_formula_that_only_a_table_file_holds(root: Path) -> None:
    (root / "content/so.csv").write_text("Chất,Mức\nBụi,đến $C_{v}$ mg\nKhác,$\\khong{$\n", encoding="utf-8")
    (root / "content/anh.md").write_text("---\nloai: Thông cáo báo chí\n---\n\n```bang so.csv\n```\n", encoding="utf-8")
    assert main(["build", "content/anh.md", "--draft", "--format", "docx", "--out", "out", "--lang", "en"]) in (0, 1)
    assert b"<m:oMath>" in parts((root / "out/anh.docx").read_bytes())["word/document.xml"]


def test_a_lone_dash_below_an_item_is_laid_out_as_it_is_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annex = root / STANDARD / "90-phu-luc-a.md"
    annex.write_text(annex.read_text(encoding="utf-8") + "\n- n là số lần đo;\n- \n", encoding="utf-8")
    assert main(["fmt", STANDARD]) == 0
    assert main(["fmt", "--check", STANDARD]) == 0
    assert annex.read_text(encoding="utf-8").endswith("- n là số lần đo;\n-\n")
