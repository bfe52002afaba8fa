"""Versions are saved, told and gone back to without losing a word, and nothing of a stranger's repository is run."""

from __future__ import annotations

import os
import subprocess
import tarfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from draftkit.cli.main import main
from draftkit.errors import ConfigError, EngineMissing, OutputError
from draftkit.library.past import before, changes, past
from draftkit.library.project import open_project
from draftkit.library.saved import history, restore, save, start, unsaved, version
from draftkit.library.session import Session
from draftkit.library.versions import repository, revision, said, unpacked
from draftkit.library.wordings import choose, wordings
from tests.helpers import write_project

BODY = "\n### Điều 1. Phạm vi {#pham-vi}\n\n1. Một.\n2. Hai. {#hai}\n\n### Điều 2. Hiệu lực\n\nTheo @hai./.\n"


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(("git", *arguments), cwd=root, capture_output=True, check=False, encoding="utf-8")
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    write_project(tmp_path, BODY)
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    return Session(open_project(tmp_path, None))


@pytest.mark.parametrize("versioned", [False, True])
def test_git_is_started_only_where_a_repository_is_around(
    versioned: bool, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = session.project.root
    if versioned:
        git(root, "init", "--quiet")
    (root / "inner").mkdir()
    started: list[str] = []
    real = subprocess.run

    def counted(words: list[bytes], **more: Any) -> Any:
        started.append(str(words))
        return real(words, **more)

    monkeypatch.setattr(subprocess, "run", counted)
    assert (repository(root / "inner") is not None, revision(root, "HEAD")) == (versioned, "")
    assert session.check(session.read(root / "content/thu.md"))
    assert bool(started) is versioned, started
    assert said(root, "config", "--get", "core.khong-co") is None, "settings of a person are asked for anywhere"
    assert started


def document(session: Session) -> Path:
    return session.project.content / "thu.md"


def edit(session: Session, old: str, new: str) -> None:
    path = document(session)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_saved_listed_and_gone_back_to(session: Session) -> None:
    project = session.project
    with pytest.raises(ConfigError, match="versions start"):
        save(project, "Bản đầu")
    start(project)
    first = save(project, "Bản đầu\nhai dòng", "Nguyễn Văn A")
    assert first is not None
    assert (first.number, first.who, first.sentence) == (1, "Nguyễn Văn A", "Bản đầu hai dòng")
    assert save(project, "Không đổi gì", "A") is None
    edit(session, "2. Hai.", "2. Hai đã sửa.")
    assert unsaved(project) == ("content/thu.md",)
    second = save(project, "Sửa khoản 2", "Trần B")
    assert second is not None
    edit(session, "Một.", "Một chưa lưu.")
    third = restore(project, document(session), version(project, "1"), "C")
    assert third is not None
    assert "2. Hai. {#hai}" in document(session).read_text(encoding="utf-8")
    numbers = [(one.number, one.who) for one in history(project, document(session))]
    assert numbers == [(4, "C"), (3, "C"), (2, "Trần B"), (1, "Nguyễn Văn A")]
    assert "Một chưa lưu." in git(project.root, "show", f"{history(project)[1].id}:content/thu.md")  # nothing is lost
    assert restore(project, document(session), version(project, "1"), "C") is None
    assert "/build/" in (project.root / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_what_changed_in_a_document_and_in_a_provision(session: Session) -> None:
    project, path = session.project, document(session)
    start(project)
    save(project, "Bản đầu", "A")
    edit(session, "2. Hai.", "2. Hai đã sửa.")
    second = save(project, "Sửa", "A")
    assert second is not None
    edit(session, "### Điều 2", "### Điều 2. Mới\n\nX.\n\n### Điều 3")
    save(project, "Thêm điều", "A")
    with ExitStack() as stack:
        old = before(session, path, second)
        assert old is not None
        assert [str(one) for one in changes(session, path, old, second, stack)] == [
            "Khoản 2 Điều 1  reworded\n  Hai{+ đã sửa+}."
        ]
    told = past(session, path, "hai")
    assert [(one.version.number, one.text) for one in told] == [(2, "2. Hai đã sửa. {#hai}"), (1, "2. Hai. {#hai}")]
    assert [one.version.number for one in past(session, path, "", "Điều 3")] == [3]


def test_only_files_of_the_project_are_saved(session: Session) -> None:
    project = session.project
    start(project)
    save(project, "Bản đầu", "A")
    (project.root / "gop-y.docx").write_bytes(b"PK")
    (project.root / "prepared.txt").write_text("x", encoding="utf-8")
    git(project.root, "add", "prepared.txt")
    (project.build / "thu.docx").parent.mkdir(parents=True, exist_ok=True)
    (project.build / "thu.docx").write_bytes(b"PK")
    odd = project.content / "tên lạ *.md"
    odd.write_text(document(session).read_text(encoding="utf-8"), encoding="utf-8")
    assert save(project, "Thêm", "A") is not None
    listed = git(project.root, "-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD").split("\n")
    assert "content/tên lạ *.md" in listed
    assert "gop-y.docx" not in listed
    assert "prepared.txt" not in listed
    assert "A  prepared.txt" in git(project.root, "status", "--porcelain")  # still as it was prepared


def test_nothing_of_the_repository_is_run(session: Session, tmp_path: Path) -> None:
    project = session.project
    start(project)
    ran = project.root / "ran"
    for name in ("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "post-index-change"):
        hook = project.root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\necho {name} >> '{ran}'\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
    script = project.root / "script"
    script.write_text(f"#!/bin/sh\necho setting >> '{ran}'\nexit 1\n", encoding="utf-8")
    script.chmod(0o755)
    for key, value in (
        ("core.fsmonitor", str(script)),
        ("core.pager", str(script)),
        ("core.editor", str(script)),
        ("commit.gpgSign", "true"),
        ("gpg.program", str(script)),
        ("log.showSignature", "true"),
        ("core.hooksPath", str(project.root / ".git/hooks")),
    ):
        git(project.root, "config", key, value)
    assert save(project, "$(touch x) `id` -m --amend", "A; rm -rf") is not None
    assert history(project)[0].sentence == "$(touch x) `id` -m --amend"
    edit(session, "Một.", "Khác.")
    save(project, "Hai", "A")
    restore(project, document(session), version(project, "1"), "A")
    assert not ran.exists()


def test_two_wordings_one_is_chosen(session: Session) -> None:
    project = session.project
    start(project)
    save(project, "Bản đầu", "A")
    branch = git(project.root, "symbolic-ref", "--short", "HEAD").strip()
    git(project.root, "checkout", "-q", "-b", "khac")
    edit(session, "2. Hai.", "2. Hai của họ.")
    save(project, "Của họ", "B")
    git(project.root, "checkout", "-q", branch)
    edit(session, "2. Hai.", "2. Hai của ta.")
    save(project, "Của ta", "A")
    subprocess.run(
        ("git", "-c", "user.name=A", "-c", "user.email=a@b", "merge", "-q", "khac"),
        cwd=project.root,
        check=False,
        capture_output=True,
    )
    state = git(project.root, "rev-parse", "MERGE_HEAD").strip()
    [one] = wordings(project)
    assert (one.name, one.ours, one.theirs) == ("content/thu.md", "2. Hai của ta. {#hai}\n", "2. Hai của họ. {#hai}\n")
    with pytest.raises(ConfigError, match="two wordings"):
        save(project, "Hợp", "A")
    choose(one, "2. Hai của cả hai. {#hai}")
    assert wordings(project) == ()
    with pytest.raises(ConfigError, match="no longer stand"):
        choose(one, one.ours)
    made = save(project, "Hợp hai bản", "A")
    assert made is not None
    assert len(git(project.root, "rev-list", "--parents", "-n1", "HEAD").split()) == 3
    assert "2. Hai của cả hai. {#hai}\n\n### Điều 2" in document(session).read_text(encoding="utf-8")

    git(project.root, "reset", "-q", "--hard", "HEAD^")
    git(project.root, "-c", "user.name=A", "-c", "user.email=a@b", "merge", "-q", "-s", "ours", "-m", "Của ta", state)
    told = [one.sentence for one in history(project, document(session))]
    assert sorted(told) == ["Bản đầu", "Của họ", "Của ta", "Của ta"], "what was not chosen is in the history, too"


def test_a_version_that_could_get_lost_is_not_saved(session: Session) -> None:
    project = session.project
    start(project)
    save(project, "Bản đầu", "A")
    git(project.root, "checkout", "-q", "--detach")
    edit(session, "Một.", "Khác.")
    with pytest.raises(ConfigError, match="old state"):
        save(project, "Hai", "A")


def test_without_git_or_a_name_it_is_said(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    start(session.project)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "")
    with pytest.raises(ConfigError, match="--who"):
        save(session.project, "Bản đầu")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineMissing):
        history(session.project)


@pytest.mark.parametrize("broken", ["HEAD", "objects", "config"])
def test_versions_that_git_does_not_read_are_not_begun_anew(broken: str, session: Session) -> None:
    """“No versions yet, begin with …” led to begin another history in the place of the one that only was damaged."""
    root = session.project.root
    start(session.project)
    first = save(session.project, "Bản đầu", "A")
    assert first is not None
    place = root / ".git" / broken
    place.rename(root / "kept")
    if broken == "config":
        place.write_text("[[[", encoding="utf-8")
    for work in (start, history, lambda project: save(project, "Hai", "A")):
        with pytest.raises(OutputError, match=r"keep the folder \.git as it is"):
            work(session.project)
    place.unlink(missing_ok=True)
    (root / "kept").rename(place)
    assert history(session.project)[0].id == first.id


def test_a_repository_that_is_somebody_elses_is_told_as_such(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    start(session.project)
    inner = session.project.root / "content"
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(OutputError, match=r"safe\.directory"):
        history(open_project(inner, None))


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
def test_a_project_in_a_folder_whose_name_is_not_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / os.fsdecode(b"n\xe1m")
    root.mkdir()
    write_project(root, BODY)
    project = open_project(root, None)
    start(project)
    first = save(project, "Bản đầu", "A")
    assert first is not None
    assert history(project)[0].id == first.id


@pytest.mark.skipif(os.name == "nt", reason="links of the file system")
@pytest.mark.filterwarnings("ignore:Python 3.14 will:DeprecationWarning")
def test_links_that_lead_out_are_left_behind(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in Python before 3.11.4, whose archives have no filter."""
    monkeypatch.delattr(tarfile, "data_filter")
    root = session.project.root
    (root / "ra").symlink_to("/etc/hostname")
    (root / "len").symlink_to("../../ngoai")
    (root / "trong").symlink_to("content/thu.md")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "x")
    with unpacked(root, "HEAD") as place:
        assert {one.name for one in place.iterdir()} == {"content", "draftkit.yaml", "trong"}
        assert (place / "trong").read_bytes() == document(session).read_bytes()


def test_a_project_within_a_repository(session: Session, tmp_path: Path) -> None:
    inner = tmp_path / "duoi"
    write_project(inner, BODY)
    (inner / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    start(session.project)
    save(session.project, "Bản ngoài", "A")
    project = open_project(inner, None)
    made = save(project, "Bản trong", "A")
    assert made is not None
    assert made.number == 1
    assert [one.sentence for one in history(project)] == ["Bản trong"]
    assert history(session.project)[0].sentence == "Bản trong"
    (inner / "content/thu.md").write_text("x", encoding="utf-8")
    restore(project, inner / "content/thu.md", version(project, "1"), "A")
    assert (inner / "content/thu.md").read_text(encoding="utf-8").endswith("Theo @hai./.\n")


def test_the_command(session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(session.project.root)

    def said(*arguments: str) -> str:
        status = main(["versions", *arguments, "--lang", "en"])
        out = "".join(capsys.readouterr())
        assert status in (0, 2), out
        return out

    assert "versions start" in said("save", "Bản đầu")
    said("start")
    assert "   1  " in said("save", "Bản đầu", "--who", "A")
    edit(session, "2. Hai.", "2. Hai đã sửa.")
    assert "1 files changed" in said("log")
    said("save", "Sửa khoản 2", "--who", "A")
    assert "A: Sửa khoản 2" in said("log", "thu")
    assert "Khoản 2 Điều 1  reworded" in said("show", "thu", "2")
    assert "2. Hai. {#hai}" in said("log", "thu", "--provision", "hai")
    assert "   3  " in said("restore", "thu", "1", "--who", "B")
    assert "There is no version" in said("restore", "thu", "99")
    assert "Nothing stands in two" in said("conflicts")
    assert "no copy" in said("copies")


def test_a_copy_is_taken_in_by_a_command_and_settings_in_two_wordings_are_settled(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = session.project.root
    monkeypatch.chdir(root)

    def said(*arguments: str) -> str:
        main(["versions", *arguments, "--lang", "en"])
        return "".join(capsys.readouterr())

    start(session.project)
    save(session.project, "Bản đầu", "A")
    here = git(root, "branch", "--show-current").strip()
    git(root, "checkout", "-q", "-b", "b")
    edit(session, "2. Hai.", "2. Hai của B.")
    save(session.project, "Sửa của B", "B")
    git(root, "checkout", "-q", here)
    assert "B: Sửa của B" in said("copies")
    assert "no copy “c”" in said("take", "c", "--who", "A")
    assert "A: Nhận bản của B: Sửa của B" in said("take", "b", "--who", "A")
    assert "2. Hai của B." in (root / "content/thu.md").read_text(encoding="utf-8")
    settings = root / "draftkit.yaml"
    settings.write_text("<<<<<<< a\nket_qua: build\n=======\nket_qua: ra\n>>>>>>> b\n", encoding="utf-8")
    assert "draftkit.yaml:1" in said("conflicts")
    assert "1 passages settled" in said("conflicts", "--take", "theirs")
    assert settings.read_text(encoding="utf-8") == "ket_qua: ra\n"
