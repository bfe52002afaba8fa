"""`draftkit check` on Word files: refusals, folders, exit codes, copies, forced kinds."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from draftkit.checks.word.check import Content
from draftkit.cli.main import main
from draftkit.model.message import Place
from draftkit.word.package import read_package, zip_bytes
from draftkit.word.read import read_word

from .papers import Desk

OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
REFUSED = {
    "trong.docx": (b"", "empty"),
    "cu.doc": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le"), "--convert"),
    "cu.docx": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le"), "--convert"),
    "mat-khau.docx": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "giau.docx": (b"{\\rtf1 x}", ".rtf"),
    "trang-web.docx": (b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
    "hong.docx": (b"PK\x03\x04 khong phai zip", "damaged or incomplete"),
    "la.docx": (b"gi do", "not a Word file"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_say_what_and_what_to_do(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, words = REFUSED[name]
    (folder / name).write_bytes(data)
    assert main(["--lang", "en", "check", name]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert name in said
    assert "Traceback" not in said


@pytest.mark.parametrize("sign", ["(a", "(A"])
def test_of_words_without_a_blank_no_more_is_looked_at_than_is_near(
    sign: str, folder: Path, papers: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of thousands of places in such a word had the whole of it looked through."""
    near: list[str] = []
    real = Content._words

    def noted(self: Content, place: Place) -> str:
        near.append(real(self, place))
        return near[-1]

    monkeypatch.setattr(Content, "_words", noted)
    parts = dict(read_package(papers["letter"], "a"))
    above, text, behind = parts["word/document.xml"].partition("công nghiệp môi trường gửi kèm".encode())
    parts["word/document.xml"] = above + text + (" " + sign * 500).encode() + behind
    (folder / "a.docx").write_bytes(zip_bytes(parts))
    assert main(["check", "a.docx"]) in (0, 1)
    assert 200 < max(map(len, near)) < 300


def test_one_bad_file_does_not_stop_the_others(
    folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.docx").write_bytes(b"")
    (folder / "b.docx").write_bytes(papers["letter"])
    assert main(["--lang", "en", "check", "a.docx", "b.docx", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["findings"] == []


@pytest.mark.parametrize("style", ["json", "sarif", "html"])
def test_a_report_is_made_of_one_bad_file_too(style: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who reads it as data got nothing at all, and no file."""
    (folder / "a.docx").write_bytes(b"")
    assert main(["--lang", "en", "check", "a.docx", "--format", style]) == 2
    said = capsys.readouterr()
    assert (bool(said.out.strip()), said.err.count("Error:"), "empty" in said.err) == (True, 1, True), said.err
    assert style == "html" or not json.loads(said.out).get("documents")
    assert main(["--lang", "en", "check", "a.docx", "--format", style, "--out", "ra.txt"]) == 2
    assert (folder / "ra.txt").read_text("utf-8").strip() == said.out.strip()


def test_one_bad_file_is_told_as_data_by_whoever_imports_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.docx").write_bytes(b"")
    assert main(["--lang", "en", "import", "a.docx", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out) == []


def test_macros_are_noted(folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "m.docm").write_bytes(zip_bytes({**read_package(papers["letter"], "m"), "word/vbaProject.bin": b"x"}))
    assert main(["--lang", "en", "check", "m.docm"]) == 0
    assert "macros" in capsys.readouterr().err


def test_folders_mixed_with_drafts(folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    inside = folder / "nhan"
    (inside / "sau").mkdir(parents=True)
    (inside / "thu.docx").write_bytes(papers["letter"])
    (inside / "sau/nd.docx").write_bytes(papers["decree"])
    (inside / "~$thu.docx").write_bytes(b"lock")
    (folder / "content").mkdir()
    (folder / "content/bao-cao.md").write_text(
        "---\nloai: report\nten_goi: về việc thử\nco_quan: Cục A\n---\nNội dung.\n", encoding="utf-8"
    )
    main(["--lang", "en", "check", "nhan", "content/bao-cao.md"])
    assert capsys.readouterr().err.splitlines()[-1].startswith("3 documents")


def faulty(papers: dict[str, bytes]) -> bytes:
    desk = Desk(papers["letter"])
    desk.bold("CỘNG HÒA", on=False)
    desk.text("Độc lập", "Hạnh phúc", "Hạnh Phúc")
    return desk.data()


def test_places_in_json(folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "thu.docx").write_bytes(faulty(papers))
    assert main(["--lang", "en", "check", "thu.docx", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(one["rule"], one["sort"], one["quote"]) for one in found] == [
        ("DK-W110", "paragraph", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("DK-W021", "paragraph", "Độc lập - Tự do - Hạnh Phúc"),
    ]


def test_choosing_rules(folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "thu.docx").write_bytes(faulty(papers))
    assert main(["check", "thu.docx", "--select", "DK-W110", "--format", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 1
    assert main(["check", "thu.docx", "--ignore", "DK-W"]) == 0


def test_copies(folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "thu.docx").write_bytes(faulty(papers))
    main(["--lang", "en", "check", "thu.docx", "--annotate", "ghi-chu.docx", "--fix", "da-sua.docx"])
    said = capsys.readouterr().err
    assert "2 mends; 0 findings are left" in said
    assert "“Độc lập - Tự do - Hạnh Phúc” → “Độc lập - Tự do - Hạnh phúc”" in said
    assert len(read_word(folder / "ghi-chu.docx").comments) == 2
    assert (folder / "thu.docx").read_bytes() == faulty(papers)
    assert main(["check", "da-sua.docx"]) == 0


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_copy_goes_through_a_pipe_of_any_name(folder: Path, papers: dict[str, bytes]) -> None:
    (folder / "thu.docx").write_bytes(faulty(papers))
    os.mkfifo(folder / "ong")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((folder / "ong").read_bytes()), daemon=True)
    reader.start()
    main(["check", "thu.docx", "--fix", "ong"])
    reader.join(10)
    assert got[0].startswith(b"PK")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_no_mend_is_told_of_a_copy_that_cannot_be_written(
    folder: Path, papers: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "thu.docx").write_bytes(faulty(papers))
    assert main(["--lang", "en", "check", "thu.docx", "--fix", "/dev/full"]) == 2
    said = capfd.readouterr().err
    assert "mended" not in said, said
    assert said.endswith("the old file, if any, is unchanged.\n")
    for option in ("--fix", "--annotate"):
        main(["--lang", "en", "check", "thu.docx", option, "/dev/null"])
        assert "written: /dev/null" in capfd.readouterr().err


def test_the_file_itself_is_never_overwritten(
    folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "thu.docx").write_bytes(papers["letter"])
    assert main(["check", "thu.docx", "--fix", "thu.docx"]) == 2
    assert (folder / "thu.docx").read_bytes() == papers["letter"]


def test_forced_profile_and_kind(folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "nd.docx").write_bytes(papers["decree"])
    main(["--lang", "en", "check", "nd.docx", "--profile", "nd30"])
    assert "Nghị định 30/2020/NĐ-CP" in capsys.readouterr().err
    main(["--lang", "en", "check", "nd.docx", "--as", "circular"])
    assert "Thông tư" in capsys.readouterr().err
    assert main(["check", "nd.docx", "--profile", "khong-co"]) == 2


def test_explain_and_list_rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "explain", "DK-W021"]) == 0
    assert "motto" in capsys.readouterr().out
    main(["rules", "--format", "json"])
    assert len([row for row in json.loads(capsys.readouterr().out) if row["id"].startswith("DK-W")]) >= 70


@OFFICE
@pytest.mark.office
def test_old_formats_are_converted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "{\\rtf1\\ansi\\ansicpg1252 So: 5/BC-HC\\par Noi dung\\par}"
    (folder / "cu.rtf").write_text(text, encoding="ascii")
    assert main(["--lang", "en", "check", "cu.rtf", "--convert"]) == 0
    assert "converted by LibreOffice" in capsys.readouterr().err


@pytest.mark.shared
def test_no_sample_makes_it_stumble(shared: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("redline", "tracked"):  # of the others the errors are known
        assert main(["check", str(shared / "samples" / name), "--format", "json", "--fail-on", "error"]) in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.shared
def test_the_decree_on_clerical_work_passes(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(shared / "samples/docx/30_2020_ND_CP.docx"), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["rule"] for one in found if one["severity"] == "error"] == []


def test_patterns_stand_for_files(folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sau").mkdir()
    for name in ("a.docx", "b.docx", "sau/c.docx"):
        (folder / name).write_bytes(papers["letter"])
    for pattern, count in (("*.docx", 2), ("**/*.docx", 3), ("[b].docx", 1)):
        assert main(["check", pattern, "--format", "json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["documents"]) == count
    assert main(["--lang", "en", "check", "z*.docx"]) == 2
    assert "z*.docx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "words"), [("trang.html", b"<html></html>", "web page"), ("a.pdf", b"%PDF-1.4", "PDF")]
)
def test_files_of_other_sorts_are_told(
    name: str, data: bytes, words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_bytes(data)
    assert main(["--lang", "en", "check", name]) == 2
    assert words in capsys.readouterr().err


def test_no_copy_is_written_over_another(
    folder: Path, papers: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("x/a.docx", "y/a.docx"):
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(papers["letter"])
    assert main(["check", "x", "y", "--annotate", "ra"]) == 0
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("ra/**/*.docx")) == [
        "ra/x/a.docx",
        "ra/y/a.docx",
    ]
    (folder / "x/a.docm").write_bytes(papers["letter"])
    capsys.readouterr()
    assert main(["--lang", "en", "check", "x", "--fix", "ra2"]) == 2
    assert "another result goes there" in capsys.readouterr().err
    assert not (folder / "ra2").exists()
