"""Outreach goes through the same gate as the press: not before its time, not unapproved; before its time every form
says so."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests.conftest import CHECKOUT

PIECES = sorted(path.stem for path in (CHECKOUT / "content/outreach").glob("*.md"))
LINE = "CẤM CÔNG BỐ TRƯỚC"


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our campaign with its blanks filled in, an embargo, and approvals."""
    root = tmp_path_factory.mktemp("campaign")
    shutil.copytree(CHECKOUT / "content", root / "content")
    shutil.copy(CHECKOUT / "draftkit.yaml", root)
    for path in (root / "content/outreach").glob("*.md"):
        text = (
            path.read_text(encoding="utf-8")
            .replace("example.vn", "moit.gov.vn")
            .replace("024 0000 0000", "024 3826 1234")
        )
        assert "\ndu_thao:" in text
        head, _, rest = text.partition("\ndu_thao:")
        path.write_text(
            f"{head}\ncam_cong_bo: 2027-01-05 10:00 Asia/Ho_Chi_Minh\n{rest.partition(chr(10))[2]}", encoding="utf-8"
        )
    return root


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(root)
    return main(["--lang", "en", *arguments])


@pytest.mark.parametrize("name", PIECES)
def test_nothing_goes_out_unapproved_or_early(
    name: str, approved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = f"content/outreach/{name}.md"
    sidecar = approved / f"content/outreach/{name}.duyet.yaml"
    sidecar.unlink(missing_ok=True)
    assert run(approved, monkeypatch, "build", path, "--embargoed", "--out", f"out/{name}") == 1
    assert "approve" in capsys.readouterr().err
    assert run(approved, monkeypatch, "approve", path, "--by", "Nguyễn Văn B", "--date", "2026-11-01") == 0
    assert run(approved, monkeypatch, "build", path, "--now", "2027-01-05 02:59 +00:00", "--out", f"out/{name}") == 1
    assert "not to be published before" in capsys.readouterr().err
    assert not (approved / "out" / name).exists()
    assert (
        run(
            approved,
            monkeypatch,
            "build",
            path,
            "--now",
            "2027-01-05 02:59 +00:00",
            "--embargoed",
            "--out",
            f"out/{name}",
        )
        == 0
    )
    forms = list((approved / "out" / name).iterdir())
    assert forms
    assert [f"{file.name}: {place}" for file in forms for place in unmarked(file)] == []
    assert run(approved, monkeypatch, "build", path, "--now", "2027-01-05 03:00 +00:00", "--out", f"late/{name}") == 0
    assert [file.name for file in (approved / "late" / name).iterdir() if LINE in shown(file)] == []


def unmarked(path: Path) -> list[str]:
    """Where a file that was made too early does not say so: pages, slides, panels, subject, titles, properties."""
    data = path.read_bytes()
    if path.suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: words(package.read(name).decode()) for name in package.namelist() if name.endswith(".xml")}
        pages = [name for name in parts if re.search(r"slides/slide\d+|word/document|docProps/core", name)]
        if path.suffix == ".docx":
            held = {name for name, text in parts.items() if re.match(r"word/header", name) and LINE in text}
            pages += [] if held else ["no header"]
        return [name for name in pages if LINE not in parts.get(name, "")]
    if path.suffix == ".eml":
        from email import policy
        from email.parser import BytesParser

        made = BytesParser(policy=policy.default).parsebytes(data)
        said = {"subject": str(made["Subject"])}
        said |= {
            part.get_content_type(): part.get_content() for part in made.walk() if part.get_content_maintype() == "text"
        }
        preheader = re.search(r"<body[^>]*>.{0,300}", said["text/html"], re.DOTALL)
        said["preheader"] = preheader[0] if preheader else ""
        return [name for name, text in said.items() if LINE not in text]
    text = data.decode(errors="replace")
    if path.suffix == ".html":
        named = re.findall(
            r'<title>[^<]*|og:title" content="[^"]*|"headline": "[^"]*|name="description" content="[^"]*', text
        )
        found = [name[:20] for name in (*named, text) if LINE not in name]
        return found + ([] if 'content="noindex"' in text else ["noindex"])
    return [] if path.suffix == ".png" or LINE in text else ["text"]


def words(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", xml)


def shown(path: Path) -> str:
    """The words of a file, in one way for all forms."""
    data = path.read_bytes()
    if path.suffix == ".eml":
        from email import policy
        from email.parser import BytesParser

        made = BytesParser(policy=policy.default).parsebytes(data)
        return "\n".join(part.get_content() for part in made.walk() if part.get_content_maintype() == "text")
    if path.suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    return data.decode(errors="replace") if path.suffix != ".png" else ""


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
