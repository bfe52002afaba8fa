"""Papers that were found to contradict nothing are not compared again, and never once anything is another."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from draftkit.checks.truth import against_project
from draftkit.checks.truth.sentences import Sentence
from draftkit.cli.main import main
from draftkit.files import parsed
from draftkit.files.cache import default_cache
from tests.conftest import CHECKOUT
from tests.helpers import shorten

DECREE = "content/decree/nghi-dinh-cong-nghiep-moi-truong"
PAPERS = "content/dossier/nghi-dinh-cong-nghiep-moi-truong"
DECREE_END, FACTS = f"{DECREE}/06-dieu-khoan-thi-hanh.md", "content/_shared/facts.yaml"
RELEASE = "content/press/du-thao-nghi-dinh.md"
NEWS = "content/press/quyet-dinh-3637.md"
LETTER = f"{PAPERS}/to-trinh.md"
LONG_AGO = 1_600_000_000
BUILD = ("build", "--force", "--format", "txt")
"""Whatever the form, the same is compared."""


@pytest.fixture
def compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the papers that are compared from here on, in a copy of the sample content, two papers
    of which end where nothing more is looked for."""
    root = tmp_path / "du-an"
    for folder in ("content/_shared", DECREE, PAPERS, "content/press"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    shorten((root / DECREE).glob("0[1-5]*.md"))
    for paper, last in ((RELEASE, "Ai cũng"), (LETTER, "phép mới.")):
        text = (root / paper).read_text(encoding="utf-8")
        (root / paper).write_text(text[: text.index("\n", text.index(last)) + 1], encoding="utf-8")
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    for path in root.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    monkeypatch.chdir(root)
    monkeypatch.setenv("DRAFTKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # all in this process, where it can be seen
    for name, empty in (("_known", {}), ("_made", {}), ("_begun", [])):
        monkeypatch.setattr(parsed, name, empty)
    found: list[str] = []
    real = against_project.contradictions

    def noted(bound: object, *rest: object) -> object:
        found.append(bound.draft.name)  # type: ignore[attr-defined]
        return real(bound, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(against_project, "contradictions", noted)
    return found


def _run(capsys: pytest.CaptureFixture[str], *arguments: str, code: str = "DK-V00[1-6]") -> str:
    """What a command says of papers, in a run of its own, under some codes."""
    parsed._known.clear()
    parsed.begin(default_cache())
    main([*arguments])
    parsed.keep(default_cache())
    said = capsys.readouterr()
    return "".join(line for line in f"{said.out}{said.err}".splitlines(True) if re.search(code, line))


def _changed(name: str, old: str, new: str) -> None:
    path = Path(name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))


def test_what_agrees_is_compared_once_by_all_commands(compared: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert not _run(capsys, *BUILD, RELEASE, LETTER)
    assert compared == ["du-thao-nghi-dinh", "to-trinh"]
    for arguments in ((*BUILD, RELEASE), (*BUILD, LETTER)):
        assert not _run(capsys, *arguments)
    assert len(compared) == 2
    for _ in range(2):  # which looks for what nothing says, too
        assert not _run(capsys, "check", RELEASE, LETTER)
        assert len(compared) == 4


def test_what_check_looked_at_is_compared_by_no_build(compared: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _changed(RELEASE, "Ai cũng", "Hội trường có 8.150 chỗ. Ai cũng")
    assert "DK-V007" in _run(capsys, "check", RELEASE, code="DK-V007")
    assert compared == ["du-thao-nghi-dinh"]
    _run(capsys, *BUILD, RELEASE)
    assert len(compared) == 1
    assert "DK-V007" in _run(capsys, "check", RELEASE, code="DK-V007")


def test_dossiers_note_what_agrees(compared: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    stage = ("--stage", "lấy ý kiến")
    _run(capsys, "dossier", "--force", *stage)
    assert compared
    del compared[:]
    _run(capsys, "dossier", "--force", *stage)
    assert not compared


PROVISION = "phản ánh về Bộ Công Thương trong thời hạn 10 ngày"
SAID = f"Khoản 2 Điều 40 dự thảo Nghị định quy định cơ quan, tổ chức, cá nhân {PROVISION}."
COUNTED = "Dự thảo Nghị định gồm 39 điều."


@pytest.mark.parametrize(
    ("paper", "typed", "changed", "old", "new"),
    [
        (RELEASE, ("{{ muc_tieu.nuoc_thai }} nhu", "70 - 80% nhu"), RELEASE, "70 - 80% nhu", "65 - 80% nhu"),
        (RELEASE, ("{{ muc_tieu.nuoc_thai }} nhu", "70 - 80% nhu"), FACTS, "gia_tri: 70 - 80%", "gia_tri: 75 - 80%"),
        (RELEASE, ("Ai cũng", f"{SAID} Ai cũng"), DECREE_END, "10 ngày", "15 ngày"),
        (LETTER, ("phép mới.", f"phép mới.\n\n{SAID}"), DECREE_END, "10 ngày", "15 ngày"),
        (LETTER, ("phép mới.", f"phép mới.\n\n{SAID}"), "nghi-dinh/06-dieu-khoan-thi-hanh.md", "10 ngày", "15 ngày"),
    ],
    ids=["text", "facts", "draft", "draft of the dossier", "draft elsewhere"],
)
def test_one_figure_changed_is_told(
    paper: str,
    typed: tuple[str, str],
    changed: str,
    old: str,
    new: str,
    compared: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    _changed(DECREE_END, "phản ánh về Bộ Công Thương", PROVISION)
    _changed(paper, *typed)
    if changed.startswith("nghi-dinh"):
        _moved()
    assert not _run(capsys, "check", paper)
    assert not _run(capsys, "check", paper)
    assert len(compared) == 1 or changed.startswith("nghi-dinh"), "what lies out of the content is not relied on"
    _changed(changed, old, new)
    told = _run(capsys, "check", paper)
    assert "DK-V" in told
    assert _run(capsys, "check", paper) == told, "what has findings is compared each time"
    assert len(compared) >= 3
    _changed(changed, new, old)
    assert not _run(capsys, "check", paper)


UNCITED = f"Theo dự thảo Nghị định, cơ quan, tổ chức, cá nhân {PROVISION}."
ANNEX, CELL = f"{DECREE}/91-phu-luc-2-muc-tieu.md", "Khu, cụm | {} | Báo cáo"
ROW = "Mục tiêu đến năm 2030: số khu, cụm công nghiệp tái chế đi vào hoạt động là 30 khu."


@pytest.mark.parametrize(
    ("paper", "said", "changed", "old", "new"),
    [
        (RELEASE, UNCITED, DECREE_END, "10 ngày", "15 ngày"),
        (LETTER, ROW, ANNEX, CELL.format("30 khu"), CELL.format("45 khu")),
    ],
    ids=["provision", "cell"],
)
def test_what_is_kept_of_a_draft_is_that_of_its_state(
    paper: str, said: str, changed: str, old: str, new: str, compared: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _changed(DECREE_END, "phản ánh về Bộ Công Thương", PROVISION)
    _changed(ANNEX, CELL.format("Theo quy hoạch tỉnh"), CELL.format("30 khu"))
    text = Path(paper).read_text(encoding="utf-8")
    _changed(paper, text, f"{text}\n{said}\n")
    assert not _run(capsys, "check", paper)
    _changed(changed, old, new)
    assert "DK-V" in _run(capsys, "check", paper)
    _changed(changed, new, old)
    assert not _run(capsys, "check", paper)


DECIDED = "Đề nghị của Bộ Tài chính bổ sung nguyên tắc ngân sách nhà nước không hỗ trợ trùng lặp được tiếp thu."
SHARE = "Mục tiêu đến năm 2030, tỷ lệ xử lý nước thải đạt 70 - 80%."


@pytest.mark.parametrize(
    ("said", "told", "changed", "old", "new"),
    [
        (SHARE, "“70 - 80%”; muc_tieu.nuoc_thai là “75", FACTS, "gia_tri: 70 - 80%", "gia_tri: 75 - 85%"),
        (
            DECIDED,
            "ghi “giải trình”, ở đây là “được tiếp thu”",
            f"{PAPERS}/gop-y.yaml",
            "quyet_dinh: tiếp thu\n  tra_loi: Đã bổ sung tại",
            "quyet_dinh: giải trình\n  tra_loi: Đã có tại",
        ),
    ],
    ids=["fact", "comment"],
)
def test_facts_and_comments_that_are_kept_are_those_of_their_state(
    said: str, told: str, changed: str, old: str, new: str, compared: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path(LETTER).read_text(encoding="utf-8")
    _changed(LETTER, text, f"{text}\n{said}\n")
    for before, after in ((old, new), (new, old), (old, new)):
        assert (told in _run(capsys, "check", LETTER)) == (before == new)
        _changed(changed, before, after)


def _moved() -> None:
    """Move the draft out of the content, where no other file tells of it."""
    Path(DECREE).rename("nghi-dinh")
    _changed(f"{PAPERS}/dossier.yaml", "../../decree/nghi-dinh-cong-nghiep-moi-truong", "../../../nghi-dinh")


@pytest.mark.parametrize("broken", [None, "loai: ["])
@pytest.mark.parametrize("paper", [NEWS, LETTER])
def test_a_draft_that_comes_later_is_held_against(
    paper: str, broken: str | None, compared: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _moved()
    _changed(NEWS, "van_ban: {", "van_ban: {nghi_dinh: ../../nghi-dinh, ")
    _changed(NEWS, "Hiệp hội Công", f"{COUNTED}\nHiệp hội Công")
    front = re.sub(r"{{ du_thao[^}]*}}", "dự thảo", Path(LETTER).read_text(encoding="utf-8")).split("---\n")[1]
    _changed(LETTER, Path(LETTER).read_text(encoding="utf-8"), f"---\n{front}---\n{COUNTED}\n")
    whole, path = Path("nghi-dinh").rename("ban-that"), Path("nghi-dinh/draft.yaml")
    if broken:
        shutil.copytree(whole, "nghi-dinh")
        path.write_text(broken, encoding="utf-8")
    assert not _run(capsys, "check", paper)
    shutil.rmtree("nghi-dinh", ignore_errors=True)
    whole.rename("nghi-dinh")
    assert "DK-V005" in _run(capsys, "check", paper)


def test_files_just_written_are_compared(compared: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    os.utime(RELEASE)
    for count in (1, 2):
        _run(capsys, "check", RELEASE)
        assert len(compared) == count
        os.utime(RELEASE, (4_000_000_000, 4_000_000_000))


@pytest.fixture
def sentences(compared: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that are compared from here on, in the same project."""
    found: list[str] = []
    real = against_project._of_sentence

    def noted(sentence: Sentence, *rest: object) -> object:
        found.append(sentence.text.strip())
        return real(sentence, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(against_project, "_of_sentence", noted)
    return found


@pytest.mark.parametrize("paper", [RELEASE, LETTER])
def test_an_edit_has_but_its_own_sentence_compared(
    paper: str, sentences: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    true, *others = "Cả nước cùng làm.", "Cả nước cùng nghĩ.", SAID
    _changed(DECREE_END, "phản ánh về Bộ Công Thương", PROVISION)
    text = Path(paper).read_text(encoding="utf-8")
    _changed(paper, text, f"{text}\n{true}\n")
    assert not _run(capsys, *BUILD, paper)
    whole = len(sentences)
    assert whole > 10
    for before, after in zip((true, *others), others, strict=False):
        del sentences[:]
        _changed(paper, before, after)
        assert not _run(capsys, *BUILD, paper)
        assert sentences == [after.rstrip(".")], "and no more"
    _changed(DECREE_END, "10 ngày", "15 ngày")
    del sentences[:]
    assert "DK-V005" in _run(capsys, "check", paper), "silent no longer once the draft says otherwise"
    assert len(sentences) == whole
    _changed(FACTS, "gia_tri: 70 - 80%", "gia_tri: 75 - 80%")
    del sentences[:]
    assert "DK-V005" in _run(capsys, "check", paper)
    assert len(sentences) == whole
    del sentences[:]
    assert "DK-V005" in _run(capsys, "check", paper), "what was told is told again"
    assert sentences == [SAID.rstrip(".")]
