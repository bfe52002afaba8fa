"""`draftkit diff`: what it compares, what it prints, how it ends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import draftkit as dk
from draftkit.cli.main import main
from draftkit.errors import SourceError
from draftkit.library.versions import revision, unpacked
from tests.compare.oracle import paragraphs
from tests.helpers import META, parts, write_project

OLD = (
    "### Điều. Phạm vi {#pham-vi}\n1. Khoản một <nói> về phạm vi điều chỉnh.\n2. Khoản hai nói về đối tượng áp dụng.\n"
)
NEW = OLD.replace("đối tượng áp dụng", "đối tượng chịu tác động")
DOCUMENT = "word/document.xml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in git: `v1`, then another text and another fact in the working copy."""
    write_project(tmp_path, OLD + "3. Đến năm {{ muc_tieu.nam }}.\n")
    for command in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "1"),
        ("tag", "v1"),
    ):
        subprocess.run(("git", *command), cwd=tmp_path, check=True, capture_output=True)
    write_project(tmp_path, NEW + "3. Đến năm {{ muc_tieu.nam }}.\n")
    (tmp_path / "content/_shared/facts.yaml").write_text("muc_tieu: {nam: 2035}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["--lang", "en", "diff", *arguments])
    return status, capsys.readouterr().out


def test_a_revision_is_read_with_its_own_shared_facts(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "v1", "thu")
    assert status == 1
    assert "[-áp dụng-]{+chịu tác động+}" in out
    assert "[-2030-]{+2035+}" in out
    assert run(capsys, "v1..HEAD", "thu")[0] == 0
    assert run(capsys, "v1..HEAD")[0] == 0
    assert run(capsys, "1", "thu") == (status, out.replace("v1", "1")), "by its number, too"
    assert run(capsys, "#1..1", "thu")[0] == 0


def test_each_side_is_read_in_the_project_it_lies_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two checkouts: the facts of one said of both made a change that nobody had made, and hid one that was."""
    text = OLD + "3. Đến năm {{ muc_tieu.nam }}.\n"
    for name in ("cu", "moi"):
        (tmp_path / name).mkdir()
        write_project(tmp_path / name, text)
    sides = [str(tmp_path / name / "content/thu.md") for name in ("cu", "moi")]
    assert run(capsys, *sides)[0] == 0
    (tmp_path / "moi/content/_shared/facts.yaml").write_text("muc_tieu: {nam: 2035}\n", encoding="utf-8")
    assert "[-2030-]{+2035+}" in run(capsys, *sides)[1]
    for command in ("check", "build", "fmt", "translate"):
        assert main(["--lang", "en", command, *sides]) == 2, command
        assert "are of two projects" in capsys.readouterr().err


def test_another_project_is_opened_once(tmp_path: Path) -> None:
    for name in ("ta", "ban"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "draftkit.yaml").write_text("", encoding="utf-8")
    session = dk.open(tmp_path / "ta")
    there = session.around(tmp_path / "ban/content/a.md")
    assert there.project.root == (tmp_path / "ban").resolve()
    assert session.around(tmp_path / "ban/content/b.md") is there
    assert session.around(tmp_path / "ta/content/a.md") is session.around(tmp_path) is session


def test_documents_without_differences_are_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = project / "content/khac.md"
    other.write_text("---\nloai: Báo cáo\nten_goi: về việc khác\n---\n1. Không đổi.\n", encoding="utf-8")
    for command in (("add", "-A"), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "2")):
        subprocess.run(("git", *command), cwd=project, check=True, capture_output=True)
    thu = next(path for path in (project / "content").rglob("*.md") if path != other)
    thu.write_text(thu.read_text(encoding="utf-8") + "4. Thêm.\n", encoding="utf-8")
    out = run(capsys, "HEAD")[1]
    assert ("khac" in out, "1 documents without differences" in out, "Thêm" in out) == (False, True, True)


def test_a_document_that_cannot_be_read_keeps_no_other_from_being_compared(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = project / "content/hong.md"
    broken.write_bytes("---\nloai: Báo cáo\n---\n\xff\n".encode("latin-1", "replace"))
    for options in ((), ("--format", "json"), ("--format", "html")):
        assert main(["--lang", "en", "diff", "v1", *options]) == 2
        said = capsys.readouterr()
        assert "chịu tác động" in said.out
        assert "content/hong.md:2: not UTF-8" in said.err
        assert "hong (working copy): left out because of this error." in said.err
    assert main(["--lang", "en", "diff", "v1", "hong"]) == 2
    assert "left out" not in capsys.readouterr().err


def test_documents_may_be_named_by_kind(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "[-áp dụng-]" in run(capsys, "HEAD", "decree")[1]


def test_reading_a_revision_touches_no_file(project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*") if ".git" not in path.parts}
    with unpacked(project, revision(project, "v1")) as folder:
        assert "áp dụng" in (folder / "content/thu.md").read_text(encoding="utf-8")
        kept = folder
    assert not kept.exists()
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*") if ".git" not in path.parts} == before


def test_a_name_that_looks_like_an_option_is_no_revision(project: Path) -> None:
    assert revision(project, "--output=x") == ""
    assert revision(project, "nirgends") == ""
    with pytest.raises(SourceError), unpacked(project, "0" * 40):
        pass


def test_json_says_all_and_has_a_version(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "v1", "thu", "--format", "json")
    data = json.loads(out)
    assert status == 1
    assert data["version"] == 2
    change = data["documents"][0]["changes"][0]
    assert change["kinds"] == ["reworded"]
    assert change["new"]["name"] == "khoản 2 Điều 1"
    assert {"old": "áp dụng", "new": "chịu tác động"} in change["texts"][0]


def test_html_is_whole_escaped_and_without_script(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content/thu.md").write_text(
        f"---\n{META}---\n{OLD.replace('<nói>', '<script>x</script>')}", encoding="utf-8"
    )
    status, out = run(capsys, "v1", "thu", "--format", "html")
    assert status == 1
    assert "<script" not in out
    assert "&lt;" in out
    assert out.startswith("<!DOCTYPE html>")
    assert '<th scope="col">' in out


def test_tables_that_cannot_be_read_and_differ_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A merged cell would hide a word, so the block is printed as typed, the same in both: the files differ."""
    for name, amount in (("cu", "2"), ("moi", "5")):
        home = tmp_path / "content" / name
        home.mkdir(parents=True)
        (home / "draft.yaml").write_text(META, encoding="utf-8")
        (home / "01.md").write_text(f'{OLD}\n```bang so.csv\ngop: [A1:A2]\nphan_cach: ";"\n```\n', encoding="utf-8")
        (home / "so.csv").write_text(f"a;b\n1;{amount}\n", encoding="utf-8")
    (tmp_path / "draftkit.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["diff", "content/cu", "content/moi"]) == 0
    assert "khác nhau dù phần in ra không khác: so.csv" in capsys.readouterr().err
    (tmp_path / "content/cu/so.csv").write_bytes((tmp_path / "content/moi/so.csv").read_bytes())
    assert main(["diff", "content/cu", "content/moi"]) == 0
    assert not capsys.readouterr().err


def test_a_redline_and_a_table_are_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = run(
        capsys,
        "v1",
        "thu",
        "--redline",
        "out.docx",
        "--table",
        "bang.docx",
        "--author",
        "Vụ Pháp chế",
        "--date",
        "2026-12-05",
    )
    assert status == 1
    document = parts((project / "out.docx").read_bytes())[DOCUMENT]
    assert 'w:author="Vụ Pháp chế" w:date="2026-12-05T00:00:00Z"' in document.decode()
    assert any("đối tượng áp dụng" in text for text in paragraphs(document, "reject"))
    assert any("đối tượng chịu tác động" in text for text in paragraphs(document, "accept"))
    table = parts((project / "bang.docx").read_bytes())[DOCUMENT].decode()
    assert 'w:orient="landscape"' in table
    assert "<w:i/></w:rPr><w:t>chịu tác động" in table


@pytest.mark.parametrize("day", ["05/12/2026", "5.12.2026", "ngày 05 tháng 12 năm 2026"])
def test_the_day_of_a_redline_is_written_as_people_write_it(
    project: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    assert run(capsys, "v1", "thu", "--redline", "out.docx", "--date", day)[0] == 1
    assert 'w:date="2026-12-05T00:00:00Z"' in parts((project / "out.docx").read_bytes())[DOCUMENT].decode()


def test_a_table_of_a_draft_that_replaces_nothing_has_two_columns(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "vi-sao.yaml").write_text("pham-vi: Xác định phạm vi.\n", encoding="utf-8")
    run(capsys, "thu", "--table", "bang.docx", "--explain", "vi-sao.yaml")
    text = "\n".join(paragraphs(parts((project / "bang.docx").read_bytes())[DOCUMENT], "accept"))
    assert "Quy định của dự thảo" in text
    assert "Xác định phạm vi." in text


def test_two_word_files_need_no_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "thu", "--out", "a", "-q", "--draft"])
    (project / "content/thu.md").write_text(f"---\n{META}---\n{OLD}", encoding="utf-8")
    main(["build", "thu", "--out", "b", "-q", "--draft"])
    capsys.readouterr()
    status, out = run(capsys, "a/thu.docx", "b/thu.docx")
    assert status == 1
    assert "Khoản 3 Điều 1  deleted" in out
    assert run(capsys, "a/thu.docx", "a/thu.docx")[0] == 0


def test_a_word_file_outside_may_be_named_as_a_translation_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "thu", "--out", "a", "-q", "--draft"])
    other = (project / "a/thu.docx").rename(project / "a/thu.en.docx")
    assert run(capsys, str(other), str(other))[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("thu",),
        ("v1..nirgends", "thu"),
        ("v1", "nirgends"),
        ("a.docx", "b.docx"),
        ("v1", "thu", "--date", "gestern", "--redline", "x.docx"),
        ("v1", "thu", "--date", "2026-02-30", "--redline", "x.docx"),
    ],
)
def test_what_cannot_be_compared_ends_with_2(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert main(["--lang", "en", "diff", *arguments]) == 2
    assert not (project / "x.docx").exists()


def test_a_broken_word_file_is_a_message(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.docx").write_bytes(b"PK nonsense")
    (project / "b.docx").write_bytes(b"")
    assert main(["--lang", "en", "diff", "a.docx", "b.docx", "--redline", "x.docx"]) == 2
