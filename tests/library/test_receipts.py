"""Receipts and incremental builds: what is kept of a build, and that nothing stale is ever taken for current."""

from __future__ import annotations

import builtins
import io
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.library.ground import Ground, seeds
from draftkit.library.project import open_project
from draftkit.library.reading import Reading
from draftkit.library.receipt import read_receipt, receipt_bytes
from draftkit.library.session import Session
from draftkit.review.origin import Base
from draftkit.review.verify import Workspace
from tests.conftest import CHECKOUT
from tests.samples import first_of_each_make

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = 1_600_000_000
TEXT = """\
---
loai: press
ten_goi: về công nghiệp môi trường
co_quan: Bộ Công Thương
ngay: 2026-11-24
van_ban: {nghi_dinh: ../nghi-dinh}
du_thao: {lan: 1, ngay: 2026-11-20}
lien_he: {ho_ten: Nguyễn Văn An, dien_thoai: 024 2220 2222, thu_dien_tu: an@moit.gov.vn}
---
Mục tiêu đến năm {{ muc_tieu.nam }} theo @nghi_dinh.viec và @luat-a.

```bang so-lieu.csv
```

![Sơ đồ. Nguồn: Bộ Công Thương](hinh/so-do.png)
"""
DECREE = """\
loai: Nghị định
ten_goi: về thử nghiệm
nam: 2026
can_cu: ["@luat-a"]
theo_de_nghi: Bộ trưởng Bộ Công Thương
chu_ky: {quyen_han: [TM. CHÍNH PHỦ, THỦ TƯỚNG], ho_ten: }
noi_nhan: [Ban Bí thư Trung ương Đảng]
luu: VT, CN (2)
"""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
ACT = "luat-a: {loai: Luật, ten: Môi trường, so: 72/2020/QH14, ngay: 2020-11-17}\n"
FILES = {
    "draftkit.yaml": b"noi_dung: content\n",
    "content/_shared/facts.yaml": b"muc_tieu: {nam: 2030}\n",
    "content/_shared/references.yaml": ACT.encode(),
    "content/nghi-dinh/draft.yaml": DECREE.encode(),
    "content/nghi-dinh/01.md": "### Điều. Việc {#viec}\n\n1. Làm việc.\n\n2. Theo khoản 1 Điều này.\n".encode(),
    "content/nghi-dinh/02.md": "### Điều. Hiệu lực\n\nNghị định này có hiệu lực thi hành từ ngày ký.\n".encode(),
    "content/tin/tin.md": TEXT.encode(),
    "content/tin/so-lieu.csv": "Tỉnh,Số\nA,1\n".encode(),
    "content/tin/hinh/so-do.png": PICTURE,
    "content/tin/khac.md": TEXT.replace("muc_tieu.nam", "muc_tieu.so").encode(),
}


def put(path: Path, data: bytes) -> None:
    """A file with a time long past: only what stands in it counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "du-an"
    for name, data in FILES.items():
        put(root / name, data)
    monkeypatch.setenv("DRAFTKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(root)
    return root


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["build", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_what_is_unchanged_is_not_built_again_but_told_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys)
    before = times(project / "build")
    assert told(capsys) == first
    assert times(project / "build") == before
    assert told(capsys, "--fail-on", "warning")[0] == 1, "the findings count although nothing was built"
    assert told(capsys, "--force") == first
    after = times(project / "build")
    assert all(after[name] > before[name] for name in before)


def test_only_what_rests_on_a_change_is_built(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys)
    before = times(project / "build")
    put(project / "content/tin/khac.md", TEXT.replace("Mục tiêu", "Đích").encode())
    told(capsys)
    after = times(project / "build")
    assert {name.partition(".")[0] for name in after if after[name] != before[name]} == {"khac"}
    put(project / "content/nghi-dinh/01.md", "### Điều. Việc khác {#viec}\n\nLàm.\n".encode())
    told(capsys)
    last = times(project / "build")
    assert all(last[name] != after[name] for name in after), "both releases name the decree"


def test_a_receipt_names_what_a_result_was_made_of(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys)
    data = json.loads((project / "build/tin/tin.receipt.json").read_text(encoding="utf-8"))
    own = {name for name in FILES if name != "content/tin/khac.md"}
    assert own <= data["inputs"].keys()
    assert "content/tin/khac.md" not in data["inputs"]
    assert data["values"]["muc_tieu.nam"] == "2030"
    assert "Môi trường" in data["acts"]["luat-a"]
    assert data["templates"].keys() == {"kind.yaml", "truyen-thong.docx", "truyen-thong.yaml"}
    assert "DK-R001" in data["rules"]
    assert not any(text in json.dumps(data) for text in (str(project), "/tmp", "home"))
    path = project / "build/tin/khac.receipt.json"
    receipt = read_receipt(path)
    assert receipt
    assert receipt_bytes(receipt) == path.read_bytes()
    assert any("muc_tieu.so" in str(finding.message) for finding in receipt.findings)


def test_a_file_that_is_no_longer_made_is_set_aside(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "content/tin/tin.md", "--format", "png")
    assert (project / "build/tin/tin.trang-01.png").is_file()
    receipt = read_receipt(project / "build/tin/tin.receipt.json")
    assert receipt
    more = {**receipt.outputs, "tin.trang-09.png": receipt.outputs["tin.trang-01.png"]}
    put(project / "build/tin/tin.trang-09.png", b"old")
    (project / "build/tin/tin.receipt.json").write_bytes(receipt_bytes(receipt._replace(outputs=more)))
    _, _, said = told(capsys, "content/tin/tin.md", "--format", "png")
    assert "build/tin/_cu/tin.trang-09.png" in said
    assert not (project / "build/tin/tin.trang-09.png").exists()


def test_formats_of_one_state_share_a_receipt(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "content/nghi-dinh", "--format", "docx")
    told(capsys, "content/nghi-dinh", "--format", "txt")
    path = project / "build/nghi-dinh.receipt.json"
    assert json.loads(path.read_bytes())["outputs"].keys() == {"nghi-dinh.docx", "nghi-dinh.txt"}
    before = times(project / "build")
    told(capsys, "content/nghi-dinh", "--format", "txt", "--format", "docx")
    assert times(project / "build") == before
    put(project / "content/nghi-dinh/02.md", "### Điều. Khác\n\nKhác.\n".encode())
    said = told(capsys, "content/nghi-dinh", "--format", "txt")[2]
    assert json.loads(path.read_bytes())["outputs"].keys() == {"nghi-dinh.txt"}
    assert "build/_cu/nghi-dinh.docx" in said, "an old Word file beside a new text is set aside, and told"
    assert not (project / "build/nghi-dinh.docx").exists()


def test_what_makes_no_difference_makes_nothing_old(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "content/tin/tin.md", "--format", "docx")  # a draft of itself
    _, _, said = told(capsys, "content/tin/tin.md", "--format", "txt", "--draft")
    assert "/_cu/" not in said
    assert (project / "build/tin/tin.docx").is_file()
    before = times(project / "build")
    told(capsys, "content/tin/tin.md", "--format", "txt", "--format", "docx")
    assert times(project / "build") == before
    put(project / "content/tin/tin.md", TEXT.replace("du_thao: {lan: 1, ngay: 2026-11-20}\n", "").encode())
    told(capsys, "content/tin/tin.md", "--format", "docx", "--draft")
    _, _, said = told(capsys, "content/tin/tin.md", "--format", "txt")
    assert "build/tin/_cu/tin.docx" in said, "only the option made it a draft"


def test_a_source_that_changes_while_it_is_read_is_read_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.utime(project / "content/tin/so-lieu.csv", (2 * LONG_AGO, 2 * LONG_AGO))  # later than the build
    told(capsys)
    receipt = read_receipt(project / "build/tin/tin.receipt.json")
    assert receipt
    assert not receipt.settled
    os.utime(project / "content/tin/so-lieu.csv", (LONG_AGO, LONG_AGO))
    told(capsys)
    receipt = read_receipt(project / "build/tin/tin.receipt.json")
    assert receipt
    assert receipt.settled


def test_a_moment_that_passes_is_a_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = TEXT.replace("ngay: 2026-11-24\n", "ngay: 2026-11-24\ncam_cong_bo: 2026-12-15 10:00 +07:00\n").encode()
    put(project / "content/tin/tin.md", held)
    early = told(capsys, "content/tin/tin.md", "--now", "2026-12-15 09:00 +07:00")
    before = tree(project / "build")
    later = told(capsys, "content/tin/tin.md", "--now", "2026-12-15 09:59 +07:00")
    assert [str(one).replace("09:59", "09:00") for one in later] == [str(one) for one in early]
    told(capsys, "content/tin/tin.md", "--now", "2026-12-15 10:00 +07:00")
    after = tree(project / "build")
    assert after["tin/tin.docx"] != before["tin/tin.docx"]


def test_watching_builds_what_changes_and_outlives_a_broken_source(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rounds(root: Path, _stop: object) -> Iterator[None]:
        assert root == project
        put(project / "content/tin/khac.md", TEXT.replace("Mục tiêu", "Đích").encode())
        yield
        put(project / "content/nghi-dinh/draft.yaml", b"loai: [\n")
        yield
        put(project / "content/nghi-dinh/draft.yaml", DECREE.encode().replace("thử".encode(), "mới".encode()))
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("draftkit.workbench.watch.rounds", rounds)
    status, out, said = told(capsys, "--watch")
    assert status == 0
    assert out.count("build/tin/khac.docx") == 4, "at first, changed, without the decree it names, and with it"
    assert out.count("build/nghi-dinh.docx") == 2
    assert said.count("draft.yaml") == 1


def _words(name: str, old: str, new: str) -> Callable[[Path, random.Random], None]:
    def change(root: Path, chance: random.Random) -> None:
        text = (root / name).read_text(encoding="utf-8") if (root / name).is_file() else FILES[name].decode()
        put(root / name, text.replace(old, f"{new}{chance.randrange(3)}", 1).encode())

    return change


def _whole(name: str, *states: bytes | None) -> Callable[[Path, random.Random], None]:
    def change(root: Path, chance: random.Random) -> None:
        data = chance.choice(states)
        if data is None:
            (root / name).unlink(missing_ok=True)
        else:
            put(root / name, data)

    return change


def _output(root: Path, chance: random.Random) -> None:
    made = [path for path in (root / "build").rglob("*") if path.is_file() and "_cu" not in path.parts]
    path = chance.choice(sorted(made))
    if chance.random() < 0.5:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"?")


KIND = (ROOT / "templates/press/kind.yaml").read_bytes()
CHANGES = (
    _words("content/nghi-dinh/01.md", "Việc", "Việc "),
    _words("content/nghi-dinh/02.md", "hiệu lực", "hiệu lực "),
    _words("content/tin/tin.md", "Mục tiêu", "Mục tiêu "),
    _whole("content/nghi-dinh/03.md", None, "### Điều. Thêm\n\nThêm.\n".encode()),
    _whole("content/_shared/facts.yaml", b"muc_tieu: {nam: 2030}\n", b"muc_tieu: {nam: 2035, so: 5}\n", None),
    _whole("content/_shared/references.yaml", FILES["content/_shared/references.yaml"], None),
    _whole("content/_shared/words.txt", None, b"xyz\n"),
    _whole("content/_shared/organisations.yaml", None, "bct: {ten: Bộ Công Thương}\n".encode()),
    _whole("content/tin/so-lieu.csv", "Tỉnh,Số\nA,2\n".encode(), "Tỉnh,Số\nA,1\nB,2\n".encode(), None),
    _whole("content/tin/hinh/so-do.png", PICTURE, PICTURE + b"\0", None),
    _whole("content/tin/tin.duyet.yaml", None, b"nguoi_duyet: An\nngay_duyet: 2026-11-24\nbam: x\n"),
    _whole("draftkit.yaml", FILES["draftkit.yaml"], FILES["draftkit.yaml"] + b"kiem_tra: {bo_qua: [DK-H]}\n"),
    _whole("templates/press/kind.yaml", None, KIND, KIND.replace(b"outputs", b"# outputs", 1)),
    _whole("content/moi/draft.yaml", None, DECREE.encode()),
    _whole("content/moi/01.md", None, "### Điều. Mới {#moi}\n\nMới.\n".encode()),
    _words("content/tin/khac.md", "nghi_dinh: ../nghi-dinh}", "nghi_dinh: ../nghi-dinh, moi: ../moi} # "),
    _whole("content/_shared/nhan-dien.yaml", None, b"ten: Co quan\n", b"ten: Khac\n"),
    _output,
)


def test_nothing_stale_is_ever_taken_for_current(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(0)
    told(capsys)
    waiting = chance.sample(CHANGES, len(CHANGES))
    for step in range(len(CHANGES) // 2):
        for _ in range(2):
            waiting.pop()(project, chance)
        options = chance.choice(((), (), ("--draft",), ("--embargoed",)))
        if step == 4:
            monkeypatch.setattr("draftkit.library.build_run.VERSION", "9.0")
        status, out, _ = told(capsys, *options)
        fresh = project.parent / f"moi-{step}"
        shutil.copytree(project, fresh, ignore=shutil.ignore_patterns("build"))
        monkeypatch.chdir(fresh)
        assert told(capsys, *options)[:2] == (status, out)
        monkeypatch.chdir(project)
        made = tree(project / "build")
        for name, data in tree(fresh / "build").items():
            assert made.get(name) == data, (step, name)


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every path that is opened or asked for: by another eye than the receipt's. What is only looked through for texts
    that must wait is not among them: a receipt keeps what was found there (below)."""
    paths: set[str] = set()
    real_waiting = Reading.waiting

    def waiting(self: Reading, day: str = "") -> dict[str, str]:
        before = set(paths)
        try:
            return real_waiting(self, day)
        finally:
            paths.intersection_update(before)

    monkeypatch.setattr(Reading, "waiting", waiting)

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def call(path: object, *more: object, **named: object) -> object:
            if isinstance(path, (str, os.PathLike)):
                paths.add(os.path.abspath(os.fspath(path)))
            return real(path, *more, **named)

        return call

    monkeypatch.setattr(os, "stat", watched(os.stat))
    monkeypatch.setattr(os, "lstat", watched(os.lstat))
    monkeypatch.setattr(builtins, "open", watched(builtins.open))
    monkeypatch.setattr(io, "open", watched(io.open))
    return paths


def _asked(root: Path, touched: set[str], session: Session, path: Path) -> Iterator[str]:
    """What one build asks of the project, the results aside."""
    touched.clear()
    document = session.read(path)
    session.refusals(document)
    session.check(document)
    for name in {*document.bound.draft.kind.outputs} - {"png", "in"}:  # made of what the page is made of
        session.files(document, name)
    build = str(root / "build")
    for name in sorted(touched):
        if name.startswith(f"{root}{os.sep}") and not name.startswith(build) and not os.path.isdir(name):
            yield name


def test_all_that_a_build_reads_or_looks_for_is_in_its_receipt(tmp_path: Path, touched: set[str]) -> None:
    root = tmp_path / "du-an"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "draftkit.yaml", root)
    wrong = []
    for path in first_of_each_make(Session(open_project(root, None))):
        session = Session(open_project(root, None))
        asked = list(_asked(root, touched, session, path))
        document = session.read(path)
        found = seeds(Ground(session.project), document, session.spared.get(path, ()))
        state = Ground(session.project).state(found)
        waiting = {
            str(session.project.content / one) for one in session.waiting()
        }  # of these a receipt keeps what could give them away
        for name in asked:
            key = Path(name).relative_to(root).as_posix()
            if key in state or name in waiting:
                continue
            if os.path.exists(name):
                wrong.append(f"{path.name} reads {key}")
                continue
            folder = Path(name).parent
            of_git = key == "HEAD" or any(part.startswith(".") for part in Path(key).parts)
            if not folder.is_dir() or key == "templates" or of_git:  # what is kept of versions changes no result
                continue
            Path(name).touch()
            if key not in Ground(session.project).state(found):
                wrong.append(f"{path.name} looks for {key}")
            Path(name).unlink()
    assert not wrong


def test_a_trial_of_edits_leaves_the_templates_alone() -> None:
    """A link to a file changes when it was last changed, by which a build knows that the program is another."""
    root = CHECKOUT / "content/decree/nghi-dinh-cong-nghiep-moi-truong"
    template = CHECKOUT / "templates/decree/kind.yaml"
    before = template.stat().st_ctime_ns
    with Workspace(Base(Session(open_project(CHECKOUT, None)), root)) as trial:
        assert trial.rebuilt().texts
    assert template.stat().st_ctime_ns == before
