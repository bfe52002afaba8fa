"""Whole rounds: several reviewers, comments, older states, files that are none of ours, the command itself."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import SourceError
from draftkit.review.pull import pull
from draftkit.word.package import read_package, zip_bytes

from .rounds import META, TEXT, built, project, review
from .test_git import git
from .word import Reviewer, W, text_of

posix = pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
A, B, C = "Nguyễn Văn A", "Trần Thị B", "Lê Văn C"


def commit(root: Path) -> None:
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "bản gửi góp ý")


# -- several reviewers


def test_edits_of_several_reviewers_are_put_together(tmp_path: Path) -> None:
    found = review(
        tmp_path,
        lambda word: word.replace("Tên của tổ chức", "Tên đầy đủ của tổ chức"),
        lambda word: (
            word.replace("Tên của tổ chức", "Tên đầy đủ của tổ chức"),
            word.replace("hướng dẫn thực hiện", "hướng dẫn, kiểm tra thực hiện"),
        ),
        lambda word: word.replace("công bố công khai", "công bố rộng rãi"),
        authors=(A, B, C),
    )
    assert found.lines()[1] == [
        "a) Tên đầy đủ của tổ chức đề nghị thử nghiệm;",
        "3. Kết quả quy định tại @ho-so được công bố rộng rãi. {#cong-bo}",
        "1. Bộ Công Thương hướng dẫn, kiểm tra thực hiện Nghị định này.",
    ]
    assert found.pulled.edits[0].authors == (A, B)
    assert found.pulled.settled


def test_two_who_change_the_same_words_are_shown_side_by_side(tmp_path: Path) -> None:
    found = review(
        tmp_path,
        lambda word: (word.replace("Tên của", "Họ tên của"), word.replace("công khai", "rộng rãi")),
        lambda word: word.replace("Tên của", "Danh xưng của"),
        authors=(A, B),
    )
    assert found.lines()[1] == ["3. Kết quả quy định tại @ho-so được công bố rộng rãi. {#cong-bo}"]
    (conflict,) = found.pulled.conflicts
    assert {(edit.authors, edit.new) for edit in conflict.edits} == {((A,), "Họ tên"), ((B,), "Danh xưng")}
    assert {edit.where for edit in conflict.edits} == {"điểm a khoản 2 Điều 1"}
    assert not found.pulled.settled


def test_insertions_of_two_at_one_place_are_a_conflict(tmp_path: Path) -> None:
    found = review(
        tmp_path,
        lambda word: word.insert_after("Tên của tổ chức", "b) Số điện thoại;"),
        lambda word: word.insert_after("Tên của tổ chức", "b) Thư điện tử;"),
        authors=(A, B),
    )
    assert found.pulled.files == ()
    assert len(found.pulled.conflicts) == 1


def test_only_one_author_of_several_in_a_file(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        word.replace("Tên của tổ chức", "Tên đầy đủ của tổ chức")
        word.author = B
        word.replace("công bố công khai", "công bố rộng rãi")

    found = review(tmp_path, change, authors=(A,), only=(B,))
    assert found.lines()[1] == ["3. Kết quả quy định tại @ho-so được công bố rộng rãi. {#cong-bo}"]


# -- states


def test_sources_that_moved_on_since_the_build(tmp_path: Path) -> None:
    session = project(tmp_path)
    commit(tmp_path)
    word = Reviewer(built(session), A)
    word.replace("Tên của tổ chức", "Tên đầy đủ của tổ chức")
    word.replace("hướng dẫn thực hiện", "chỉ đạo thực hiện")
    path = tmp_path / "ban.docx"
    path.write_bytes(word.saved())
    moved = TEXT.replace("1. Bộ Công Thương hướng dẫn thực hiện", "1. Bộ Công Thương tổ chức thực hiện").replace(
        "Câu thứ hai", "Câu sau"
    )
    found = pull(project(tmp_path, moved), [path])
    assert found.files[0][2] == moved.replace("a) Tên của", "a) Tên đầy đủ của")
    assert [(question.place, question.old, question.new) for question in found.questions] == [
        ("content/nghi-dinh/01.md:17", "hướng dẫn", "chỉ đạo")
    ]
    assert "compared with version" in str(found.reviewed[0].notices[0])


def test_a_state_that_is_nowhere_brings_tracked_changes_only(tmp_path: Path) -> None:
    session = project(tmp_path)
    word = Reviewer(built(session), A)
    word.replace("Tên của tổ chức", "Tên đầy đủ của tổ chức")
    path = tmp_path / "ban.docx"
    path.write_bytes(word.saved())
    moved = TEXT.replace("hướng dẫn thực hiện", "tổ chức thực hiện")
    found = pull(project(tmp_path, moved), [path])
    assert found.files[0][2] == moved.replace("a) Tên của", "a) Tên đầy đủ của")
    assert "no version holds" in str(found.reviewed[0].notices[0])


# -- comments


def test_comments_with_provision_words_and_replies(tmp_path: Path) -> None:
    def change(word: Reviewer) -> None:
        first = word.comment("Kết quả quy định tại", "Công bố ở đâu?")
        word.comment("Kết quả quy định tại", "Trên Cổng thông tin.", author=A, answers=first)
        word.comment("Tên của tổ chức", "Thêm mã số thuế.")

    found = review(tmp_path, change)
    assert found.pulled.files == ()
    first, second = found.pulled.comments
    assert (first.author, first.date, first.text, first.label, first.where) == (
        B,
        "2026-11-24",
        "Công bố ở đâu?",
        "cong-bo",
        "khoản 3 Điều 1",
    )
    assert first.quote.startswith("3. Kết quả quy định tại khoản 1 Điều này")
    assert [(reply.author, reply.text) for reply in first.replies] == [(A, "Trên Cổng thông tin.")]
    assert (second.label, second.where) == ("pham-vi", "điểm a khoản 2 Điều 1")


def dossier(root: Path) -> Path:
    folder = root / "content" / "ho-so"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(
        (
            "ten: Hồ sơ\ngiai_doan: lấy ý kiến\ndu_thao: ../nghi-dinh\ngop_y: gop-y.yaml\ntai_lieu:\n  - {ten: Dự "
            "thảo, "
            "van_ban: ../nghi-dinh}\n"
        ),
        encoding="utf-8",
    )
    (folder / "gop-y.yaml").write_text(
        "- id: GY-07\n  co_quan: Bộ Tài chính\n  quy_dinh: chung\n  noi_dung: Thống nhất.\n  quyet_dinh: nhất trí\n",
        encoding="utf-8",
    )
    return folder / "gop-y.yaml"


def test_comments_go_to_the_register_of_the_dossier_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = project(tmp_path)
    register = dossier(tmp_path)
    (tmp_path / "content/cu").mkdir()
    (tmp_path / "content/cu/dossier.yaml").symlink_to("gone.yaml")
    word = Reviewer(built(session))
    word.comment("Kết quả quy định tại", "Công bố ở đâu, theo @luat-x?")
    (tmp_path / "ban.docx").write_bytes(word.saved())
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "pull", "ban.docx", "--apply"]) == 0
    text = register.read_text(encoding="utf-8")
    assert "- id: GY-08\n  co_quan: Trần Thị B\n  ngay: 2026-11-24\n  quy_dinh: cong-bo\n" in text
    assert "quyet_dinh: chưa trả lời\n" in text
    assert r"theo \\@luat-x" in text, "words of a reviewer are no reference"
    assert main(["--lang", "en", "pull", "ban.docx", "--apply"]) == 0
    assert register.read_text(encoding="utf-8") == text
    from draftkit.dossier.addresses import Remarks
    from draftkit.dossier.read import read_comments

    remarks = Remarks()
    assert len(read_comments(register, session.project, remarks)) == 2
    assert remarks.findings == []


# -- the command


def test_the_patch_is_one_that_git_applies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    word = Reviewer(built(project(tmp_path)), A)
    word.replace("Tên của tổ chức", "Tên đầy đủ của tổ chức")
    word.replace("Máy đo; ồn", "Máy đo; tiếng ồn")
    word.insert_after("Địa chỉ của", "c) Mã số thuế;")
    (tmp_path / "ban.docx").write_bytes(word.saved())
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "pull", "ban.docx"]) == 0
    shown = capsys.readouterr()
    assert "3 changes" in shown.err
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=shown.out.encode(), check=True)
    assert "a) Tên đầy đủ của tổ chức" in (tmp_path / "content/nghi-dinh/01.md").read_text(encoding="utf-8")
    assert main(["--lang", "en", "pull", "ban.docx"]) == 0
    assert capsys.readouterr().out == ""


def test_patch_file_and_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    word = Reviewer(built(project(tmp_path)), A)
    word.replace("05 ngày", "07 ngày")
    word.replace("Tên của tổ chức", "Tên đầy đủ của tổ chức")
    (tmp_path / "ban.docx").write_bytes(word.saved())
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "pull", "ban.docx", "--patch", "ban.patch", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["questions"][0]["key"].startswith("gia_tri.thoi_han")
    assert data["edits"][0]["authors"] == [A]
    assert data["patch"] == (tmp_path / "ban.patch").read_text(encoding="utf-8")


# -- files that are none of ours


def test_a_file_that_was_not_built_here_is_sent_to_import(tmp_path: Path) -> None:
    session = project(tmp_path)
    parts = read_package(built(session), "x")
    del parts["docProps/custom.xml"]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"custom-properties", b"custom-nothing")
    path = tmp_path / "la.docx"
    path.write_bytes(zip_bytes(parts))
    with pytest.raises(SourceError, match="draftkit import"):
        pull(session, [path])
    assert pull(session, [path], "nghi-dinh").files == ()


def test_a_file_of_another_document_or_project(tmp_path: Path) -> None:
    session = project(tmp_path)
    path = tmp_path / "la.docx"
    path.write_bytes(built(session))
    (tmp_path / "content" / "nghi-dinh").rename(tmp_path / "content" / "khac")
    with pytest.raises(SourceError, match="no document of this project"):
        pull(session, [path])
    assert not pull(session, [path], "khac").edits, "it was renamed, and is the same"
    with pytest.raises(SourceError, match="not from"):
        pull(project(tmp_path), [path], "khac")


@pytest.mark.parametrize("contents", ["", "muc_luc: co\n"])
def test_a_draft_that_went_out_with_errors_comes_home_as_any(
    contents: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, TEXT.replace("a) Tên", "b) Tên"), f"{META}du_thao: {{lan: 1}}\n{contents}")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "nghi-dinh", "--format", "docx", "--out", "."]) == 1
    word = Reviewer((tmp_path / "nghi-dinh.docx").read_bytes())
    assert any("còn lỗi)" in text_of(one) for one in word.paragraphs())
    word.replace("Kết quả quy định", "Mọi kết quả quy định")
    (tmp_path / "ban.docx").write_bytes(word.saved())
    assert main(["pull", "ban.docx", "--redline", "gop.docx"]) == 0
    assert any("còn lỗi)" in text_of(one) for one in Reviewer((tmp_path / "gop.docx").read_bytes()).paragraphs())
    whole = Reviewer(
        built(project(tmp_path, TEXT.replace("a) Tên", "b) Tên"), f"{META}du_thao: {{lan: 1}}\n{contents}"))
    )
    whole.replace("Bộ Công Thương hướng dẫn", "Bộ Công Thương chủ trì hướng dẫn")
    (tmp_path / "khac.docx").write_bytes(whole.saved())
    capsys.readouterr()
    assert main(["--lang", "en", "pull", "ban.docx", "khac.docx", "--apply"]) == 0, capsys.readouterr().err
    assert "2 changes" in capsys.readouterr().err
    now = (tmp_path / "content/nghi-dinh/01.md").read_text(encoding="utf-8")
    assert "Mọi kết quả" in now
    assert "chủ trì hướng dẫn" in now


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("option", ["--redline", "--patch"])
def test_no_source_is_changed_where_what_shows_the_changes_cannot_be_written(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    word = Reviewer(built(project(tmp_path)))
    word.replace("Kết quả quy định", "Mọi kết quả quy định")
    (tmp_path / "ban.docx").write_bytes(word.saved())
    monkeypatch.chdir(tmp_path)
    before = (tmp_path / "content/nghi-dinh/01.md").read_bytes()
    assert main(["--lang", "en", "pull", "ban.docx", "--apply", option, "/dev/full"]) == 2
    assert "changed" not in capfd.readouterr().err.replace("unchanged", "")
    assert (tmp_path / "content/nghi-dinh/01.md").read_bytes() == before


@posix
@pytest.mark.parametrize("target", ["kho/01.md", "content/01.txt", "content/nghi-dinh/goc/01.md"])
def test_a_part_that_is_a_link_is_changed_where_it_lies(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = project(tmp_path)
    word = Reviewer(built(session))
    part, stored = tmp_path / "content/nghi-dinh/01.md", tmp_path / target
    stored.parent.mkdir(exist_ok=True)
    part.rename(stored)
    part.symlink_to(Path(os.path.relpath(stored, part.parent)))
    word.replace("Kết quả quy định", "Mọi kết quả quy định")
    (tmp_path / "ban.docx").write_bytes(word.saved())
    monkeypatch.chdir(tmp_path)
    assert main(["pull", "ban.docx", "--apply"]) == 0
    assert part.is_symlink()
    assert "Mọi kết quả" in stored.read_text(encoding="utf-8")


@posix
def test_folders_that_are_links_are_changed_where_they_lie_and_go_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within the project and outside it, with links that lead back to where they lie and to nowhere."""
    for number, place in enumerate(("du-an/kho", "ngoai")):
        root = tmp_path / str(number) / "du-an"
        root.mkdir(parents=True)
        word = Reviewer(built(project(root)))
        folder, stored = root / "content/nghi-dinh", root.parent / place / "nghi-dinh"
        stored.parent.mkdir(exist_ok=True)
        folder.rename(stored)
        folder.symlink_to(Path(os.path.relpath(stored, folder.parent)))
        (stored / "vong").symlink_to(Path(".."))
        (stored / "khong").symlink_to(Path("khong-co"))
        word.replace("Kết quả quy định", "Mọi kết quả quy định")
        (root / "ban.docx").write_bytes(word.saved())
        monkeypatch.chdir(root)
        before = {path for path in root.parent.rglob("*") if path.is_file()}
        assert main(["pull", "ban.docx"]) == 0
        assert "Mọi kết quả" not in (stored / "01.md").read_text(encoding="utf-8")
        assert main(["pull", "ban.docx", "--apply"]) == 0
        assert "Mọi kết quả" in (stored / "01.md").read_text(encoding="utf-8")
        assert {path for path in root.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], ids=["empty", "damaged", "old"]
)
def test_damaged_files_are_refused_in_words(tmp_path: Path, data: bytes) -> None:
    session = project(tmp_path)
    path = tmp_path / "la.docx"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"la\.docx"):
        pull(session, [path])


def test_thousands_of_tracked_changes_by_forty_authors(tmp_path: Path) -> None:
    count, people, words = (
        2_500,
        40,
        "cơ quan có thẩm quyền xem xét hồ sơ của tổ chức và cá nhân rồi trả lời bằng văn bản",
    )
    text = "".join(
        f"### Điều. Tên điều thứ {number} {{#d{number}}}\n"
        + "".join(f"{khoan}. Số {number} {khoan}: {words}.\n" for khoan in range(1, 6))
        + "\n"
        for number in range(100)
    )
    session = project(tmp_path, text)
    word = Reviewer(built(session))
    parts = words.split()
    for number, paragraph in enumerate([item for item in word.paragraphs() if words in text_of(item)]):
        run = next(item for item in paragraph.iter(W + "t") if words in (item.text or "")).getparent()
        before = run.find(W + "t").text.partition(words)[0]
        pieces = [word._run(before, run)]
        for place, one in enumerate(parts):
            word.author = f"Người {(number * 5 + place) % people}"
            if place % 4 == 1 and place < 20:
                for kind, shown in (("del", one), ("ins", f"sửa{number}")):
                    mark = word._mark(kind)
                    mark.append(word._run(shown, run, kind == "del"))
                    pieces.append(mark)
                pieces.append(word._run(" ", run))
            else:
                pieces.append(word._run(one + (" " if place + 1 < len(parts) else "."), run))
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)
    path = tmp_path / "ban.docx"
    path.write_bytes(word.saved())
    found = pull(session, [path])
    assert len(found.edits) == count
    assert len({author for edit in found.edits for author in edit.authors}) == people
    assert found.settled
