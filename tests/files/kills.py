"""Kills commands that write, at moments nobody chose. Afterwards every file is as it was or as it was to be; what is
written together is all old or all new once any command has run; the next run of the command brings all to where an
undisturbed one does, and sweeps. No process of it goes on.

`python -m tests.files.kills 200` takes so many moments."""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

from tests import forked
from tests.conftest import CHECKOUT
from tests.forked import Forked
from tests.helpers import SERIES, parts

DECREE = "content/decree/nghi-dinh-cong-nghiep-moi-truong"
DOSSIER = "content/dossier/nghi-dinh-cong-nghiep-moi-truong"
ROWS = "Tỉnh,Số cơ sở\n" + "".join(f"Tỉnh {at},{at}\n" for at in range(1, 13))
TOGETHER = ("fmt", "pull", "approve a series", "new", "import", "hs assign")
"""Commands whose files belong together."""
ONCE = ("new", "pull", "consolidate", "translate", "amend write", "hs assign")
"""Commands that do not begin twice."""
COMMANDS = {
    "build": ["build", f"{DECREE}/../nghi-dinh-sua-doi-cong-nghiep-moi-truong", "--format", "docx", "--format", "html"],
    "build a series": [
        "build",
        "loat",
        "--each",
        "tinh.csv",
        "--draft",
        "--format",
        "txt",
        "--jobs",
        "1",
        "--out",
        "l",
    ],
    "build pages": ["build", "to-thong-tin", "--draft", "--format", "pdf", "--format", "png", "--out", "trang"],
    "kit": ["kit", "to-thong-tin", "thu-moi", "--draft"],
    "site": ["site", "--draft"],
    "approve": ["approve", "tin", "--by", "B", "--date", "2026-11-21"],
    "approve a series": ["approve", "loat", "--each", "tinh.csv", "--by", "B", "--date", "2026-11-21"],
    "fmt": ["fmt", DECREE],
    "new": ["new", "qcvn", "content/moi"],
    "import": ["import", "di.docx", "--out", "content/nhap"],
    "redline": ["diff", "di.docx", "ve.docx", "--redline", "so.docx"],
    "table": ["diff", "di.docx", "ve.docx", "--table", "bang.docx"],
    "report": ["check", DECREE, "--format", "sarif", "--out", "bao-cao.sarif"],
    "mend": ["check", "ve.docx", "--fix", "sua.docx", "--annotate", "ghi.docx"],
    "pull": ["pull", "ve.docx", "--apply"],
    "send list": ["send-list", "loat", "--draft", "--each", "gui.csv", "--out", "gui"],
    "consolidate": ["consolidate", DECREE, f"{DECREE}/../nghi-dinh-sua-doi-cong-nghiep-moi-truong", "--out", "hn/vb"],
    "translate": ["translate", "tin"],
    "amend write": ["amend", "write", "di.docx", "ve.docx", "--kind", "decree", "--out", "sua"],
    "hs convert": "hs convert dm.csv --to AHTN2022 --repair --out moi.csv".split(),
    "hs assign": "hs assign dm.csv --scheme so.yaml --history h.csv --date 2026-11-21 --reason A --out dm.csv".split(),
    "dossier": ["dossier", DOSSIER, "--allow-pending", "--out", "ho-so"],
}


def prepare(root: Path, without: Sequence[str] = ()) -> None:
    """The project all commands start from, but for some folders of its content."""
    shutil.copytree(CHECKOUT / "content", root / "content", ignore=shutil.ignore_patterns(*without))
    shutil.copy(CHECKOUT / "draftkit.yaml", root)
    (root / "tinh.csv").write_text(ROWS, encoding="utf-8")
    goods = "".join(f"8421.39.{at:02},máy lọc {at},\n" for at in range(100))
    (root / "dm.csv").write_text(f"ma_hs,mo_ta,ma_dinh_danh\n{goods}", encoding="utf-8")
    (root / "so.yaml").write_text("tien_to: MT\nchu_so_thu_tu: 6\nkiem_tra: mod-11-10\n", encoding="utf-8")
    posted = re.sub(r",(\d+)", r",\1,a\1@x.vn", ROWS.replace("Số cơ sở", "Số cơ sở,Thư điện tử"))
    (root / "gui.csv").write_text(posted, encoding="utf-8")
    (root / "content/press/loat.md").write_text(SERIES, encoding="utf-8")
    alone = SERIES.replace("{{ tinh }}", "Hà Nội").replace("{{ so_co_so }}", "3")
    (root / "content/press/tin.md").write_text(alone, encoding="utf-8")
    assert run(root, ["build", DECREE, "--format", "docx", "--out", "."]).returncode in (0, 1)
    built = root / "nghi-dinh-cong-nghiep-moi-truong.docx"
    (root / "di.docx").write_bytes(built.read_bytes())
    (root / "ve.docx").write_bytes(edited(built.read_bytes()))
    built.unlink()


def edited(docx: bytes) -> bytes:
    """The Word file as a reviewer sends it back, with a word more in many paragraphs of several parts."""
    from draftkit.word.package import zip_bytes

    found = parts(docx)
    text = found["word/document.xml"].decode()
    text, count = re.subn(r"(<w:t[^>]*>[^<]*?trách nhiệm)", r"\1 chung", text)
    assert count > 9
    return zip_bytes({**found, "word/document.xml": text.encode()})


def unformatted(root: Path) -> None:
    for path in sorted((root / DECREE).glob("*.md")):
        path.write_text(re.sub(r"\n(### )", r"\n\n\n\n\1", path.read_text(encoding="utf-8")), encoding="utf-8")


def begin(root: Path, arguments: list[str]) -> Forked:
    temporary = root.with_name("temporary")
    temporary.mkdir(exist_ok=True)
    environment = {**os.environ, "DRAFTKIT_CACHE": str(root.with_name("cache")), "TMPDIR": str(temporary)}
    return Forked(arguments, root, environment)


def run(root: Path, arguments: list[str]) -> CompletedProcess[bytes]:
    return begin(root, arguments).said()


def files(root: Path) -> dict[str, bytes]:
    """All files but our own notes of what is done."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if "/.draftkit" not in f"/{name}"}


def goes_on(root: Path) -> bool:
    """Whether a process still works there two seconds from now (told where the system lists them as files)."""
    for _ in range(20):
        if not any(_works_in(one, root) for one in Path("/proc").glob("[0-9]*")):
            return False
        time.sleep(0.1)
    return True


def _works_in(process: Path, root: Path) -> bool:
    try:
        return (process / "cwd").readlink() == root
    except OSError:  # it has ended, or is none of ours
        return False


class Command:
    """One command on its project: what it starts from, what it makes, how long it takes."""

    def __init__(self, name: str, base: Path, room: Path) -> None:
        self.name, self.arguments, self.room = name, COMMANDS[name], room
        self.base = room / f"{name}.base".replace(" ", "-")
        shutil.copytree(base, self.base)
        if name == "fmt":
            unformatted(self.base)
        whole = self._copy("whole")
        before = time.perf_counter()
        done = run(whole, self.arguments)
        self.seconds = time.perf_counter() - before
        assert done.returncode in (0, 1), (name, (done.stdout + done.stderr).decode())
        self.old, self.new = files(self.base), files(whole)
        assert self.old != self.new, (name, (done.stdout + done.stderr).decode())
        shutil.rmtree(whole)

    def _copy(self, name: str) -> Path:
        root = self.room / name
        for old in (root, root.with_name("temporary")):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(self.base, root)
        return root

    def killed(self, share: float) -> list[str]:
        """What is wrong after a kill at this share of its time."""
        root = self._copy("killed")
        started = begin(root, self.arguments)
        try:
            started.wait(share * self.seconds)
        except TimeoutExpired:
            started.kill()
        started.said()
        wrong = ["a process goes on"] if goes_on(root) else []
        wrong += [f"{name} is neither old nor new" for name, data in files(root).items() if not self._known(name, data)]
        run(root, ["list"])
        if self.name in TOGETHER:
            now = files(root)
            changed = [name for name in self.new if self.new[name] != self.old.get(name)]
            fresh = {now.get(name) == self.new[name] for name in changed}
            wrong += [f"{changed}: some old, some new"] if len(fresh) > 1 else []
        force = ["--force"] if self.name == "import" else []
        if self.name not in ONCE:
            run(root, [*self.arguments, *force])
            now = files(root)
            names = sorted({*now, *self.new})
            wrong += [
                f"{name}: another file than without the kill" for name in names if now.get(name) != self.new.get(name)
            ]
        left = [path.name for path in self.room.rglob(".draftkit-*.tmp") if self.name not in ONCE]
        return wrong + [f"{name} was not swept" for name in left]

    def _known(self, name: str, data: bytes) -> bool:
        return data in (self.old.get(name), self.new.get(name))


def trial(names: Sequence[str], count: int, seed: int, without: Sequence[str] = ()) -> list[str]:
    """Kill `count` times, each command in turn, in a project without some folders; what is wrong."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "base").mkdir()
        prepare(room / "base", without)
        chance = random.Random(seed)
        for at, name in enumerate(names):
            command = Command(name, room / "base", room)
            for _ in range(count // len(names) + (at < count % len(names))):
                share = chance.uniform(0.2, 1) if chance.random() < 0.3 else chance.uniform(0.75, 1.05)
                wrong += [f"{name} at {share:.3f}: {one}" for one in command.killed(share)]
            print(f"{name}: {command.seconds:.1f} s, {len(wrong)} wrong so far", file=sys.stderr)
    return wrong


if __name__ == "__main__":
    forked.begin()
    found = trial(list(COMMANDS), int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sys.exit("\n".join(found) or 0)
