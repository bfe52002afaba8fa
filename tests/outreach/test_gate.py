"""Outreach goes through the same gate as the press: not before its time, not unapproved; before its time every form
says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.conftest import CHECKOUT
from tests.outreach.marks import LINE, shown, unmarked

WHOLE = "ban-tin"
"""The piece that is made in all its forms here; that every form of every kind says so is held with their samples."""
AFTER = (WHOLE, "bai-phat-thanh", "do-hoa-thong-tin")
"""Those that are made after their time, too; of all kinds that is held with their samples."""
PIECES = sorted(path.stem for path in (CHECKOUT / "content/outreach").glob("*.md"))


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our campaign with its blanks filled in and an embargo; the releases that its newsletter tells of are approved."""
    root = tmp_path_factory.mktemp("campaign")
    shutil.copytree(CHECKOUT / "content", root / "content")
    shutil.copy(CHECKOUT / "draftkit.yaml", root)
    for path in (root / "content/outreach").glob("*.md"):
        text = (
            path.read_text(encoding="utf-8")
            .replace("example.vn", "moit.gov.vn")
            .replace("024 0000 0000", "024 3826 1234")
            .replace("Nguyễn Văn A", "Lê Thị C")
            .replace("\nngay:\n", "\nngay: 2026-11-01\n")
        )
        assert "\ndu_thao:" in text
        head, _, rest = text.partition("\ndu_thao:")
        path.write_text(
            f"{head}\ncam_cong_bo: 2027-01-05 10:00 Asia/Ho_Chi_Minh\n{rest.partition(chr(10))[2]}", encoding="utf-8"
        )
    filled = {
        "[điền họ tên]": "Lê Thị C",
        "[điền số điện thoại]": "024 3826 1234",
        "[điền thư điện tử]": "c@moit.gov.vn",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in ("du-thao-nghi-dinh", "quyet-dinh-3637"):
            path = root / f"content/press/{name}.md"
            text = path.read_text(encoding="utf-8").replace("\nngay: \n", "\nngay: 2026-11-01\n")
            for blank, words in filled.items():
                text = text.replace(blank, words)
            head, _, rest = text.partition("\ndu_thao:")
            path.write_text(f"{head}\n{rest.partition(chr(10))[2]}", encoding="utf-8")
            assert run(root, patch, "approve", f"content/press/{name}.md", "--by", "A", "--date", "2026-11-01") == 0
    return root


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(root)
    return main(["--lang", "en", *arguments])


@pytest.mark.parametrize("name", PIECES)
def test_nothing_goes_out_unapproved_or_early(
    name: str, approved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = f"content/outreach/{name}.md", approved / "out" / name
    sidecar = approved / f"content/outreach/{name}.duyet.yaml"
    sidecar.unlink(missing_ok=True)

    def build(folder: str, *more: str) -> int:
        form = () if name == WHOLE else ("--format", "txt")
        return run(approved, monkeypatch, "build", path, *form, "--out", f"{folder}/{name}", *more)

    early, late = ("--now", "2027-01-05 02:59 +00:00"), ("--now", "2027-01-05 03:00 +00:00")
    assert build("out", "--embargoed") == 1
    assert "approve" in capsys.readouterr().err
    assert run(approved, monkeypatch, "approve", path, "--by", "Nguyễn Văn B", "--date", "2026-11-01") == 0
    assert build("out", *early) == 1
    assert "not to be published before" in capsys.readouterr().err
    assert not out.exists()
    assert build("out", *early, "--embargoed") == 0
    files = {file.name: file.read_bytes() for file in out.iterdir()}
    assert files
    assert [f"{file}: {place}" for file, data in files.items() for place in unmarked(file, data, files)] == []
    if name not in AFTER:
        return
    assert build("late", *late) == 0
    assert [
        file.name for file in (approved / "late" / name).iterdir() if LINE in shown(file.name, file.read_bytes())
    ] == []


@pytest.mark.parametrize("name", ["bai-phat-thanh", "bai-trinh-chieu", "bai-mang-xa-hoi"])
def test_a_figure_that_changes_after_approval_makes_a_piece_stale(
    name: str, approved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = f"content/outreach/{name}.md"
    assert run(approved, monkeypatch, "approve", path, "--by", "Nguyễn Văn B", "--date", "2026-11-01") == 0
    facts = approved / "content/_shared/facts.yaml"
    before = facts.read_text(encoding="utf-8")
    assert "gia_tri: 70 - 80%" in before
    try:
        facts.write_text(before.replace("gia_tri: 70 - 80%", "gia_tri: 75 - 85%", 1), encoding="utf-8")
        capsys.readouterr()
        assert run(approved, monkeypatch, "build", path, "--embargoed", "--out", "stale") == 1
        said = capsys.readouterr().err
        assert "70 - 80%" in said
        assert "75 - 85%" in said
    finally:
        facts.write_text(before, encoding="utf-8")
