"""Paths that no drafter means: a message with what and where, never our fault, and no command that hangs."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from draftkit.cli.main import main
from tests import forked
from tests.helpers import META

CODE = "from draftkit.cli.main import run; run()"
BODY = "### Điều. Phạm vi\nNội dung.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/thu.md").write_text(f"---\n{META}---\n{BODY}", encoding="utf-8")
    return tmp_path


def run(project: Path, *arguments: str) -> tuple[int, str]:
    """The status of a command in a folder, and all it says."""
    said = StringIO()
    with chdir(project), redirect_stdout(said), redirect_stderr(said):
        return main([*arguments, "--lang", "en"]), said.getvalue()


def process(project: Path, *arguments: str) -> tuple[int, str]:
    """The same of one that may hang, or whose output must be able to hold what it says."""
    done = forked.run([*arguments, "--lang", "en"], project, seconds=30)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize(
    "arguments",
    [("check", "ong"), ("import", "ong"), ("text", "ong"), ("build", "thu", "--each", "ong"), ("check", "/dev/zero")],
)
def test_what_has_no_end_is_not_read(arguments: tuple[str, ...], project: Path) -> None:
    os.mkfifo(project / "ong")
    status, said = process(project, *arguments)
    assert status == 2, said
    assert "no plain file" in said or "no such" in said.lower() or "not" in said


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
@pytest.mark.parametrize("aim", ["/khong-dau/la.md", "../khong-dau/la.md", "la.md"])
@pytest.mark.parametrize("name", ["tin.md", "bo-van-ban", "bo/draft.yaml"])
def test_a_link_to_nowhere_is_told_under_its_own_name(name: str, aim: str, project: Path) -> None:
    """It was told under the name it leads to, which no file has."""
    path = project / "content" / name
    if name.startswith("bo/"):
        path.parent.mkdir()
        (path.parent / "draft.yaml").write_text("loai: thong-bao\n", encoding="utf-8")
        (path.parent / "01.md").write_text(BODY, encoding="utf-8")
    path.unlink(missing_ok=True)
    path.symlink_to(aim)
    for command in ("check", "fmt", "list"):
        said = run(project, command)[1]
        assert (f"content/{name}: " in said, "leads nowhere" in said, "la.md" in said) == (True, True, False), said


@pytest.mark.parametrize("link", [False, True])
@pytest.mark.parametrize(
    "name", ["draftkit.yaml", "facts.yaml", "references.yaml", "organisations.yaml", "nhan-dien.yaml", "words.txt"]
)
def test_a_folder_or_a_link_to_nowhere_is_no_file_that_is_missing(name: str, link: bool, project: Path) -> None:
    """The project would be read as if nobody had written it."""
    (project / "content/_shared").mkdir()
    path = project / name if name == "draftkit.yaml" else project / "content/_shared" / name
    path.unlink(missing_ok=True)
    path.symlink_to(project / "nowhere") if link else path.mkdir()
    status, said = run(project, *(("site", "--draft") if name == "nhan-dien.yaml" else ("check", "thu")))
    assert status == 2, said
    assert f"{path.name}: " in said
    assert ("leads nowhere" if link else "no plain file") in said
    if path.name == "draftkit.yaml":
        assert "draftkit.yaml: " in run(project / "content", "check", "thu.md")[1]
        assert link or run(project, "init", ".")[0] == 2


@pytest.mark.parametrize("link", [False, True])
def test_a_document_whose_metadata_is_no_file_is_not_passed_over(link: bool, project: Path) -> None:
    folder = project / "content/nghi-dinh"
    folder.mkdir()
    (folder / "01.md").write_text(BODY, encoding="utf-8")
    (folder / "draft.yaml").symlink_to(project / "nowhere") if link else (folder / "draft.yaml").mkdir()
    status, said = run(project, "check")
    assert status == 2, said
    assert "content/nghi-dinh: left out" in said
    assert ("leads nowhere" if link else "no plain file") in said
    assert "1 documents" in said  # the other one


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
@pytest.mark.parametrize("name", ["to-trinh.md", "bo-van-ban", "press/tin.md", "vong.md", "ong.md"])
def test_what_should_be_a_document_and_is_no_file_is_not_passed_over(name: str, project: Path) -> None:
    """A text of a shared folder that is not there would be missing in every report, and nobody would know."""
    path = project / "content" / name
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path) if name == "ong.md" else path.symlink_to(path if name == "vong.md" else project / "nowhere")
    for other in ("hinh.png", ".#thu.md", "_nhap.md"):
        (project / "content" / other).symlink_to(project / "nowhere")
    why = {"vong.md": "a link leads to itself", "ong.md": "no plain file"}.get(name, "leads nowhere")
    for command in ("check", "build --draft", "fmt", f"check content/{name}"):
        status, said = run(project, *command.split())
        assert (status, path.name in said, why in said) == (2, True, True), (command, said)
        assert "nhap" not in said
        assert "hinh" not in said
    assert why in run(project, "list")[1]


def test_a_folder_that_nobody_may_look_into_keeps_no_other_document(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content/kin").mkdir()
    monkeypatch.chdir(project)
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "kin" and may(path, mode))
    assert main(["check", "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert "content/kin: left out because of this error" in said.err
    assert "1 documents" in said.err


def test_a_dossier_that_a_link_does_not_lead_to_is_not_passed_over(project: Path) -> None:
    (project / "content/ho-so").mkdir()
    (project / "content/ho-so/dossier.yaml").symlink_to(project / "nowhere")
    status, said = run(project, "dossier")
    assert (status, "nowhere: cannot be read" in said) == (2, True), said


def test_a_name_with_its_ending_leads_to_the_document(project: Path) -> None:
    (project / "content/thu.en.md").write_bytes((project / "content/thu.md").read_bytes())
    for name in ("thu.md", "bai/thu", "content/thu"):
        assert "did you mean “thu”?" in run(project, "check", name)[1], name


@pytest.mark.parametrize(
    "arguments",
    [
        ("kit", "content/thu.md", "--draft", "--out", "x.docx"),
        ("diff", "content/thu.md", "content/thu.md", "--redline", "x.pdf"),
        ("diff", "content/thu.md", "content/thu.md", "--table", "x.html"),
        ("check", "a.docx", "--annotate", "x.pdf"),
        ("diff", "content/thu.md", "content/thu.md", "--out", "x.docx"),
        ("check", "content/thu.md", "--out", "x.pdf"),
    ],
)
def test_no_result_is_called_as_what_it_is_not(arguments: tuple[str, ...], project: Path) -> None:
    status, said = run(project, *arguments)
    assert (status, "what is made here is " in said) == (2, True), said
    assert not [*project.glob("x.*")]


@pytest.mark.parametrize(
    "command", ["build content/thu.md", "import thu.txt", "site --draft", "dossier", "send-list thu --each a.csv"]
)
def test_nothing_is_put_among_the_sources_of_a_document(command: str, project: Path) -> None:
    """A folder imported there was part of no document, and no command found it."""
    (project / "content/bo").mkdir()
    (project / "content/bo/draft.yaml").write_text(META, encoding="utf-8")
    (project / "thu.txt").write_text("QUYẾT ĐỊNH\nĐiều 1. Một\n", encoding="utf-8")
    (project / "a.csv").write_text("thu_dien_tu\na@b.vn\n", encoding="utf-8")
    status, said = run(project, *command.split(), "--out", "content/bo")
    assert (status, "content/bo is a document" in said) == (2, True), said
    assert [path.name for path in (project / "content/bo").iterdir()] == ["draft.yaml"]


@pytest.mark.parametrize("path", ["content/bo/tin.md", "content/bo/con/tin.md", "content/bo/con"])
def test_no_document_is_begun_within_another(path: str, project: Path) -> None:
    """`new press content/nghi-dinh/tin.md` made the release a part of the decree."""
    (project / "content/bo").mkdir()
    (project / "content/bo/draft.yaml").write_text(META, encoding="utf-8")
    status, said = run(project, "new", "press", path)
    assert (status, "content/bo is a document" in said) == (2, True), said
    assert [file.name for file in (project / "content/bo").iterdir()] == ["draft.yaml"]


@pytest.mark.parametrize("name", ["draftkit.yaml", "content/_shared/facts.yaml", ".gitignore"])
def test_no_link_to_nowhere_is_written_through_by_a_start(name: str, tmp_path: Path) -> None:
    (tmp_path / "moi").mkdir()
    path = tmp_path / "moi" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(tmp_path / "xa")
    for arguments in (("init", "moi"), ("new", "press", "tin.md")):
        (tmp_path / "tin.md").is_symlink() or (tmp_path / "tin.md").symlink_to(tmp_path / "xa")
        status, said = run(tmp_path, *arguments)
        assert status == 2, said
        assert path.name in said or "tin.md" in said
        assert not (tmp_path / "xa").exists()
    assert [one.name for one in (tmp_path / "moi").rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    "arguments", [("check", "{0}"), ("new", "press", "content/{0}.md"), ("build", "thu", "--out", "{0}")]
)
def test_a_name_too_long_is_a_message(arguments: tuple[str, ...], project: Path) -> None:
    status, said = run(project, *(one.format("ă" * 200) for one in arguments))
    assert status == 2, said
    assert "mistake" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not UTF-8")
def test_a_name_that_is_not_utf_8_is_a_message(project: Path) -> None:
    os.rename(os.fsencode(project / "content/thu.md"), os.fsencode(project / "content") + b"/t\xe9n.md")
    for command in ("check", "build", "fmt"):
        status, said = process(project, command)
        assert (status, "rename the file" in said) == (2, True), said
    listed = subprocess.run([sys.executable, "-c", CODE, "list"], cwd=project, capture_output=True, timeout=30)
    assert listed.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_a_message(project: Path) -> None:
    assert run(project, "check", "thu", "--format", "json", "--out", "/dev/full")[0] == 2
    status, said = run(project, "build", "thu", "--draft", "--format", "txt", "--out", "/dev/full")
    assert (status, "/dev/full  (" in said) == (2, False), said
    with open(project / "content/thu.md", "a", encoding="utf-8") as text:
        text.write("\nTheo @khong-co.\n")
    status, said = run(project, "build", "thu", "--draft", "--format", "txt", "--out", "/dev/full")
    assert (status, "@khong-co" in said) == (2, True), said  # what is to be mended is said all the same
    assert "@khong-co" not in run(project, "build", "thu", "--draft", "--format", "txt", "--out", "/dev/full", "-q")[1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", ["list", "check", "check --format json", "explain DK-P030", "--help"])
def test_an_output_that_takes_nothing_is_told_once_as_what_it_is(command: str, project: Path) -> None:
    (project / "content/hai.md").write_bytes((project / "content/thu.md").read_bytes())
    code = [sys.executable, "-c", CODE, "--lang", "en", *command.split()]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(code, cwd=project, stdout=full, stderr=subprocess.PIPE, timeout=30, check=False)
        mute = subprocess.run(code, cwd=project, stdout=full, stderr=full, timeout=30, check=False)
    told = b"Error: Standard output cannot be written (the disk is full: make room there, or write elsewhere).\n"
    assert done.stderr.replace(b"\r\n", b"\n") == told
    assert (done.returncode, mute.returncode) == (2, 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    "command", ["check {word} --annotate", "check {word} --fix", "diff {word} {word} --redline", "diff thu thu --table"]
)
def test_nothing_is_told_of_a_file_before_it_is_written(command: str, project: Path) -> None:
    assert run(project, "build", "thu", "--draft", "--format", "docx", "--out", "ra")[0] == 0
    words = command.format(word="ra/thu.docx").split()
    status, said = run(project, *words, "/dev/full")
    told = [line for line in said.splitlines() if "/dev/full" in line]
    assert (status, len(told)) == (2, 1), said
    assert "cannot be written" in told[0]
    assert run(project, *words, "/dev/null")[0] < 2


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize(
    "command", ["build tin --format txt", "build tin --format txt --format html", "check tin --format json", "kit tin"]
)
def test_one_file_goes_through_a_pipe_and_nothing_else(
    command: str, project: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    main(["new", "press", "content/tin.md"])
    capfdbinary.readouterr()
    status = main([*command.split(), "--out", "/dev/stdout", "--lang", "en"])
    out, said = capfdbinary.readouterr()
    begun = {"build": b"B\xe1", "check": b"{", "kit": b"PK"}[command.split()[0]] * ("html" not in command)
    assert out.startswith(begun), said
    assert (status == 2) == (not out) == (b"takes one file, and" in said)
    assert not {*project.rglob("*.receipt.json"), *Path("/dev").glob("*.json")}
    assert b"/dev/stdout/" not in said, "no file below a device"


@pytest.mark.parametrize(
    "tail",
    ["- \n\n# \n\nx\n", "#\n\n-\n\n1.\n\na)\n", "> # Tiêu đề\n> Chữ.\n>\n> — Nguyễn Văn A, Cục trưởng\n", "# \n"],
)
def test_a_press_text_with_lone_marks_is_built_and_laid_out(
    tail: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert main(["new", "press", "content/tin.md"]) == 0
    path = project / "content/tin.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + tail, encoding="utf-8")
    assert main(["build", "tin", "--format", "docx", "--format", "html", "--format", "txt", "--format", "eml"]) < 2
    assert main(["fmt", "tin"]) == 0
    assert main(["fmt", "--check", "tin"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("kit", "content/thu.md", "--out"),
        ("diff", "content/thu.md", "content/thu.md", "--redline"),
        ("diff", "content/thu.md", "content/thu.md", "--out"),
        ("check", "content/thu.md", "--out"),
    ],
)
@pytest.mark.parametrize("source", ["content/thu.md", "content/bo/01.md", "content/bo/draft.yaml", "draftkit.yaml"])
def test_no_result_is_written_over_a_source(arguments: tuple[str, ...], source: str, project: Path) -> None:
    (project / "content/bo").mkdir()
    (project / "content/bo/draft.yaml").write_text(META, encoding="utf-8")
    (project / "content/bo/01.md").write_text(BODY, encoding="utf-8")
    before = (project / source).read_bytes()
    status, said = run(project, *arguments, source)
    assert (status, (project / source).read_bytes()) == (2, before)
    assert f"{source} is a source" in said


def test_a_report_is_written_over_the_one_before(project: Path) -> None:
    (project / "bao-cao.md").write_text("cũ", encoding="utf-8")
    assert run(project, "check", "content/thu.md", "--out", "bao-cao.md")[0] < 2
    assert "cũ" not in (project / "bao-cao.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", ["kit thu --out", "check thu --out", "diff thu thu --redline", "diff thu thu --out"]
)
def test_a_file_without_a_name_is_a_message(command: str, project: Path) -> None:
    status, said = run(project, *command.split(), "")
    assert (status, "mistake" in said) == (2, False), said


def test_files_of_two_documents_are_never_one(project: Path) -> None:
    for name, text in (("a/tin", "Một"), ("b/TIN", "Hai"), ("thu/01", "Ba")):
        (project / f"content/{name}.md").parent.mkdir(exist_ok=True)
        front = f"---\n{META}---\n" if name != "thu/01" else ""
        (project / f"content/{name}.md").write_text(f"{front}{BODY.replace('Nội', text)}", encoding="utf-8")
    (project / "content/thu/draft.yaml").write_text(META, encoding="utf-8")
    status, said = run(project, "build", "--draft", "--format", "txt")
    assert (status, "thu is read here, or another result goes there" in said) == (2, True), said
    assert "Ba dung" in (project / "build/thu.txt").read_text(encoding="utf-8")
    assert (project / "build/a/tin.txt").is_file()
    assert (project / "build/b/TIN.txt").is_file(), "apart they are two"
    status, said = run(
        project, "build", "content/a/tin.md", "content/b/TIN.md", "--draft", "--format", "txt", "--out", "ra"
    )
    assert (status, "b/TIN.md: left out" in said) == (2, True), said
    assert [path.name for path in sorted((project / "ra").glob("*.txt"))] == ["tin.txt"]
    twice = ("content/a/tin.md", str(project / "content/a/tin.md"))
    assert run(project, "build", *twice, "--draft", "--format", "txt", "--out", "ra")[0] < 2
    (project / "hang.csv").write_text("a,ten_tep\nx,Tin\ny,tin\n", encoding="utf-8")
    status, said = run(
        project, "build", "content/a/tin.md", "--each", "hang.csv", "--draft", "--format", "txt", "--out", "loat"
    )
    assert "would be written to the same file as row 2" in said


def test_no_result_is_written_over_a_picture_of_the_text(project: Path) -> None:
    from PIL import Image

    picture = project / "content/dh.png"
    Image.new("RGB", (40, 40)).save(picture)
    before = picture.read_bytes()
    text = '---\nloai: Đồ họa thông tin\nten_goi: Hình\ndu_thao: true\n---\n![Hình](dh.png "Tên. Ảnh: A")\n'
    (project / "content/dh.md").write_text(text, encoding="utf-8")
    status, said = run(project, "build", "dh", "--format", "png", "--out", "content")
    assert (status, "content/dh.png is read here" in said, picture.read_bytes() == before) == (2, True, True), said
    assert run(project, "build", "dh", "--format", "png")[0] < 2


@pytest.mark.parametrize(
    "command",
    [
        "check a.docx --out a.docx",
        "check a.docx --format json --out x/../a.docx",
        "check a.docx --annotate b.docx --fix b.docx",
        "check a.docx --annotate b.docx --out b.docx",
        "check a.docx --annotate b.docx --fix B.docx",
        "check a.docx --fix A.docx",
        "diff a.docx c.docx --redline b.docx --table b.docx",
        "diff a.docx c.docx --redline b.docx --out ./b.docx",
        "pull a.docx --redline a.docx",
        "pull a.docx --patch a.docx",
        "pull a.docx --patch b.docx --redline b.docx",
        "hs export hang.csv --out hang.csv",
        "hs diff hang.csv cu.csv --out cu.csv",
    ],
)
def test_no_result_is_written_over_what_is_read_or_over_another(
    command: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    (project / "x").mkdir()
    assert main(["build", "thu", "--draft", "--format", "docx", "--out", "."]) < 2
    os.replace("thu.docx", "a.docx")
    (project / "c.docx").write_bytes((project / "a.docx").read_bytes())
    for name in ("hang.csv", "cu.csv"):
        (project / name).write_text("Mã HS,Mô tả hàng hóa\n8421.39,Bộ lọc bụi\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in project.iterdir() if path.is_file()}
    capsys.readouterr()
    status, said = main([*command.split(), "--lang", "en"]), capsys.readouterr().err
    assert status == 2
    assert "is read here, or another" in said or "what is made here is .txt" in said
    assert {path.name: path.read_bytes() for path in project.iterdir() if path.is_file()} == before


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("command", ["new decree content/moi", "import a.docx --out content/moi", "translate bo"])
def test_a_new_document_is_there_whole_or_not_at_all(command: str, at: int, project: Path) -> None:
    run(project, "build", "thu", "--draft", "--format", "docx", "--out", ".")
    os.replace(project / "thu.docx", project / "a.docx")
    (project / "content/bo").mkdir()
    (project / "content/bo/draft.yaml").write_text(META, encoding="utf-8")
    for name in ("01.md", "02.md"):
        (project / f"content/bo/{name}").write_text(BODY, encoding="utf-8")
    there = {*(project / "content").rglob("*")}
    kill = f"""
import os, signal
real, count = os.replace, 0
def replace(one, other):
    global count
    count += 1
    if count == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    real(one, other)
os.replace = replace
"""
    forked.run(command.split(), project, {**os.environ, "DRAFTKIT_CACHE": "off"}, kill)
    run(project, "list")
    made = {path for path in {*(project / "content").rglob("*")} - there if path.is_file() and path.name[0] != "."}
    status, said = run(project, *command.split())
    assert (status, "exists already" in said) == ((2, True) if made else (0, False)), said
    left = {path for path in {*(project / "content").rglob("*")} - there if path.is_file()}
    assert left == (made or left)
    assert len(left) > 1


def test_a_part_of_an_earlier_draft_is_never_taken_into_an_imported_one(project: Path) -> None:
    run(project, "build", "thu", "--draft", "--format", "docx", "--out", ".")
    assert run(project, "import", "thu.docx", "--out", "content/moi")[0] == 0
    folder = next((project / "content/moi").rglob("draft.yaml")).parent
    (folder / "README.md").write_text("Ghi chú.", encoding="utf-8")
    again = ("import", "thu.docx", "--out", "content/moi", "--force")
    assert run(project, *again)[0] == 0
    (folder / "09-cu.md").write_text(BODY, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    status, said = run(project, *again)
    assert (status, "09-cu.md: exists already; nothing was changed" in said) == (2, True), said
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.skipif(os.name != "posix", reason="handles of POSIX")
@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)])
@pytest.mark.parametrize("command", ["list", "build thu", "check thu --format json --out a.json"])
def test_a_closed_output_stops_nothing(command: str, closed: tuple[int, ...], project: Path) -> None:
    code = (
        f"import os, sys; [os.close(one) for one in {closed}]\n"
        "os.execv(sys.executable, [sys.executable, '-m', *sys.argv[1:]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "draftkit", *command.split()], cwd=project, capture_output=True, timeout=60
    )
    said = (done.stdout + done.stderr).decode(errors="replace")
    assert (done.returncode, "Traceback" in said) == (int("list" not in command), False), said


@pytest.mark.parametrize("module", ["draftkit.files.cache", "draftkit.cli.main", "draftkit.cli.list_command"])
def test_a_command_that_is_stopped_while_it_begins_says_no_more(module: str, project: Path) -> None:
    code = f"""
import sys
class Stop:
    def find_spec(self, name, *more):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
sys.argv = ["draftkit", "list", "--lang", "en"]
from draftkit.cli.start import run
run()
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, timeout=30, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False), done.stderr


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_limit_of_the_system_is_told_at_the_file_it_hits(project: Path) -> None:
    main(["new", "press", str(project / "content/tin.md")])
    code = (
        "import sys; sys.dont_write_bytecode = True  # Python 3.11 keeps what was cut short\n"
        "import resource, signal; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))\n"
        f"signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{CODE}"
    )
    for command, said in (
        (("build", "tin", "--draft", "--format", "pdf"), (".tmp/", "no file may be so large there")),
        (("build", "tin", "--draft", "--format", "txt"), ("build/tin.txt", "no file may be so large there")),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *command, "--lang", "en"], cwd=project, capture_output=True, timeout=60
        )
        told = done.stderr.decode()
        assert (done.returncode, [one for one in said if one not in told]) == (2, []), told


def test_no_result_lies_where_the_site_is_published(project: Path) -> None:
    for name in ("site", "Site-Draft", "sites"):
        main(["new", "press", str(project / "content" / name / "tin.md")])
        assert run(project, "build", f"content/{name}/tin.md", "--draft", "--format", "txt")[0] == 0
    assert sorted(made.relative_to(project / "build").as_posix() for made in project.rglob("*.txt")) == [
        "_Site-Draft/tin.txt",
        "_site/tin.txt",
        "sites/tin.txt",
    ]


def test_results_of_folders_whose_names_differ_by_a_line_below_do_not_meet(project: Path) -> None:
    (project / "content/site").mkdir()
    for name in ("site", "_site", "__site"):
        path = project / "content" / name / "tin.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text((project / "content/thu.md").read_text(encoding="utf-8"), encoding="utf-8")
        assert run(project, "build", f"content/{name}/tin.md", "--draft", "--format", "txt")[0] in (0, 1)
    assert len([*project.rglob("tin.txt")]) == 3


@pytest.mark.parametrize(
    "command",
    [
        "new circular content/_nhap/moi",
        "new press content/_moi.md",
        "new circular content/.an/moi",
        "new circular _nhap/moi",
        "import thu.docx --out content/_nhap",
        "amend write thu.docx sau.docx --kind circular --out content/_nhap/sua",
    ],
)
def test_nothing_is_begun_where_no_command_would_find_it(command: str, project: Path) -> None:
    main(["new", "circular", str(project / "content/tt")])
    for name in ("thu", "sau"):
        assert run(project, "build", "tt", "--format", "docx", "--out", name)[0] in (0, 1)
        part = project / "content/tt/01-noi-dung.md"
        part.write_text(part.read_text(encoding="utf-8").replace("Thông tư này", "Thông tư đây"), encoding="utf-8")
        (project / name / "tt.docx").rename(project / f"{name}.docx")
    before = {*project.rglob("*")}
    status, said = run(project, *command.split())
    assert (status, "no command goes into what is called “" in said) == (2, True), said
    assert {*project.rglob("*")} == before


def test_a_project_may_lie_below_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "_cua-toi/.du-an"
    folder.mkdir(parents=True)
    assert run(folder, "new", "circular", "moi")[0] == 0
    (folder / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    assert run(folder, "new", "circular", "content/moi")[0] == 0


@pytest.mark.parametrize("out", [".", "content", "content/tin", "build", ""])
def test_a_site_is_not_put_among_other_texts(out: str, project: Path) -> None:
    before = {*project.rglob("*")}
    status, said = run(project, "site", "--draft", "--out", out)
    assert (status, "name a folder of its own" in said) == (2, True), said
    assert {*project.rglob("*")} == before
    assert run(project, "site", "--draft", "--out", "build/trang")[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="names of files that are not UTF-8")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a%00.png", "“a\ufffd.png” is missing"),
        ("b%00c.csv", "“b\ufffdc.csv” is missing"),
        ("a%0Ab.png", "“a\ufffdb.png” is missing"),
        (f"{'x' * 300}/a.png", "x/a.png” is missing"),
        (f"{'d/' * 2500}a.png", "d/a.png” is missing"),
        ("th%B0.png", "“th\ufffd.png” is no name: that of the file beside is not UTF-8"),
    ],
)
def test_a_name_that_no_file_can_have_is_told_where_it_stands(name: str, told: str, project: Path) -> None:
    """They stopped the command, some as a mistake of ours, and nothing else was told of the text."""
    Path(os.fsdecode(bytes(project / "content") + b"/th\xb0.png")).write_bytes(b"")
    for text in (f"---\n{META}---\n{BODY}\n![A]({name})\n", f'---\n{META}chu_ky: {{anh: "{name}"}}\n---\n{BODY}'):
        if "![" in text or name.endswith(".png"):
            (project / "content/thu.md").write_text(text, encoding="utf-8")
            line = 1 + next(number for number, one in enumerate(text.split("\n")) if name in one)
            for command in (("check", "thu"), ("build", "thu", "--draft", "--format", "txt")):
                status, said = run(project, *command)
                assert (status < 2, told in said, f"{line}:" in said, "mistake" in said) == (True, True, True, False), (
                    said
                )


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices of POSIX")
@pytest.mark.parametrize("sort", ["nowhere", "itself", "pipe", "folder", "device"])
def test_a_template_that_is_no_file_is_told_and_not_passed_over(sort: str, project: Path) -> None:
    """The one that came with the program was taken without a word."""
    place = project / "templates/decree/decree.docx"
    place.parent.mkdir(parents=True)
    {
        "nowhere": lambda: place.symlink_to("khong-co.docx"),
        "itself": lambda: place.symlink_to(place.name),
        "pipe": lambda: os.mkfifo(place),
        "folder": place.mkdir,
        "device": lambda: place.symlink_to("/dev/zero"),
    }[sort]()
    status, said = run(project, "build", "thu", "--draft", "--format", "docx")
    assert (status, f"{place}: " in said, "mistake" in said) == (2, True, False), said
    assert not [*project.rglob("thu.docx")]
