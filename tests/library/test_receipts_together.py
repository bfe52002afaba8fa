"""Receipts of what is made of several documents: a dossier, a media kit, a site."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.library.receipt import read_receipt
from tests.library.test_receipts import CHANGES, project, put, touched, tree

__all__ = ["project", "touched"]

DOSSIER = """\
ten: Thử nghiệm
giai_doan: [lấy ý kiến]
du_thao: ../nghi-dinh
gop_y: gop-y.yaml
tai_lieu:
  - {ten: Dự thảo, van_ban: ../nghi-dinh}
  - {ten: Ý kiến, tep: y-kien.txt}
  - {ten: Tổng hợp, bang: tong-hop-y-kien}
"""
COMMENT = "- {id: G1, co_quan: Bộ A, quy_dinh: viec, noi_dung: Sửa., quyet_dinh: tiếp thu, tra_loi: Đã sửa.}\n"
MORE = {
    "content/ho-so/dossier.yaml": DOSSIER.encode(),
    "content/ho-so/gop-y.yaml": COMMENT.encode(),
    "content/ho-so/y-kien.txt": "Nhất trí.".encode(),
    "them.txt": "Cũ.".encode(),
}
COMMANDS = (
    ["dossier", "--allow-pending"],
    ["kit", "content/tin/khac.md", "--draft"],
    ["site", "--draft"],
    ["site", "--now", "2026-11-23 09:00 +07:00"],
    ["site", "--now", "2026-11-25 09:00 +07:00"],
)


def _one_of(name: str, *states: bytes):  # type: ignore[no-untyped-def]
    return lambda root, chance: put(root / name, chance.choice(states))


OWN = (
    *(change for change in CHANGES if change.__name__ != "_output"),
    _one_of("content/ho-so/gop-y.yaml", COMMENT.encode(), COMMENT.replace("Bộ A", "Bộ B").encode()),
    _one_of("content/ho-so/y-kien.txt", "Nhất trí.".encode(), "Không.".encode()),
    _one_of("content/ho-so/dossier.yaml", DOSSIER.replace("ho-so/y-kien.txt", "").encode(), DOSSIER.encode()),
    _one_of("templates/_shared/site/site.css", b"a {}", b"b {}"),
)


def run(capsys: pytest.CaptureFixture[str], command: list[str]) -> tuple[int, str, str]:
    status = main(command)
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def office(project: Path) -> Path:
    for name, data in MORE.items():
        put(project / name, data)
    return project


def made(root: Path) -> dict[str, bytes]:
    """The results, without receipts, lists of files, finds and what was set aside."""
    found = tree(root / "build") if (root / "build").is_dir() else {}
    told = (".receipt.json", "-site.json", ".entries")
    ours = {name for name in found if "/_cu/" not in f"/{name}" and not name.endswith(told)}
    return {name: found[name] for name in ours}


def test_nothing_stale_is_taken_for_current(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(0)
    for step in range(6):
        command = chance.choice(COMMANDS)
        run(capsys, command)
        for change in chance.sample(OWN, chance.choice((0, 1, 2))):
            change(office, chance)
        if chance.random() < 0.3 and made(office):
            (office / "build" / chance.choice(sorted(made(office)))).write_bytes(b"?")
        told = run(capsys, command)
        fresh = office.parent / f"moi-{step}"
        shutil.copytree(office, fresh, ignore=shutil.ignore_patterns("build"))
        monkeypatch.chdir(fresh)
        status, out, said = run(capsys, command)
        monkeypatch.chdir(office)
        assert (told[0], told[1]) == (status, out), (step, command)
        assert said in told[2] or "_cu/" in told[2], (step, command)
        now, wanted = made(office), made(fresh)
        folder = f"{'site-draft' if '--draft' in command and command[0] == 'site' else command[0]}/"
        if status != 2:  # a source that cannot be read is said; what was made stays until it can
            assert {name: data for name, data in now.items() if name.startswith(folder)} == wanted, (step, command)


@pytest.mark.parametrize("command", COMMANDS[:3], ids=lambda command: str(command[0]))
def test_unchanged_is_not_made_again_and_rests_on_all_that_was_read(
    office: Path, capsys: pytest.CaptureFixture[str], touched: set[str], command: list[str]
) -> None:
    touched.clear()
    first = run(capsys, command)
    assert first[0] == 0, first
    asked = {Path(name) for name in touched if Path(name).is_relative_to(office) and Path(name).is_file()}
    (file,) = (office / "build").rglob("*.receipt.json")
    receipt = read_receipt(file)
    assert receipt
    rest = {path.relative_to(office).as_posix() for path in asked if not path.is_relative_to(office / "build")}
    assert rest <= receipt.inputs.keys()
    before = {path: os.stat(path).st_mtime_ns for path in (office / "build").rglob("*")}
    assert run(capsys, command) == first
    assert {path: os.stat(path).st_mtime_ns for path in (office / "build").rglob("*")} == before
    assert run(capsys, [*command, "--force"]) == first
    assert os.stat(file).st_mtime_ns > before[file]


def test_what_is_held_back_leaves_no_old_dossier(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, ["dossier"])[0] == 0
    paper = next(name for name in made(office) if "/01_" in name)
    assert run(capsys, ["verify", f"build/{paper}"])[0] == 0
    put(office / "content/ho-so/gop-y.yaml", COMMENT.replace("tiếp thu", "chưa trả lời").encode())
    status, _, said = run(capsys, ["dossier"])
    assert status == 1
    assert said.count("_cu/") == 6, "four papers, the zip, the receipt"
    assert not made(office)


def test_what_is_made_elsewhere_leaves_what_was_made_here(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piece = "content/tin/khac.md"
    for first, second in (
        (["site", "--draft"], ["site", "--draft", "--out", "ngoai"]),
        (["build", piece, "--draft"], ["kit", piece, "--draft", "--out", "build/tin/khac.zip"]),
    ):
        run(capsys, first)
        before = made(office)
        assert run(capsys, second)[0] == 0
        assert before.items() <= made(office).items()
        assert "/_cu/" not in run(capsys, first)[2]
