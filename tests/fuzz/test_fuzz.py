"""Spoilt files for every command: a message with the place, or a result; never a fault of ours.

Each number makes the same input everywhere. CI tries a few; `make fuzz` many: `DRAFTKIT_FUZZ=100000`, from
`DRAFTKIT_FUZZ_FROM` on."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from draftkit.cli.main import main
from tests.fuzz import mutate

CHECKOUT = Path(__file__).parents[2]
COUNT = int(os.environ.get("DRAFTKIT_FUZZ", "0")) or 60
FIRST = int(os.environ.get("DRAFTKIT_FUZZ_FROM", "0"))
_SECONDS = 60
TEXTS = ("*.md", "*.yaml", "*.csv")
FORMS = ("docx", "html", "txt", "eml")


class Stuck(BaseException):
    """A command that does not end."""


class Project:
    """A copy of the sample content, one file of which is spoilt at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(CHECKOUT / "content", root / "content")
        shutil.copy(CHECKOUT / "draftkit.yaml", root)
        self.files = sorted(path for pattern in TEXTS for path in (root / "content").rglob(pattern))
        self.texts = [path.read_text(encoding="utf-8") for path in self.files]
        self.words = root / "words"
        self.words.mkdir()
        names = ("content/press/du-thao-nghi-dinh.md", "content/dossier/nghi-dinh-cong-nghiep-moi-truong/to-trinh.md")
        os.chdir(root)
        for name in names:
            assert main(["build", name, "--draft", "--out", str(self.words)]) in (0, 1)
        self.packages = [path.read_bytes() for path in sorted(self.words.glob("*.docx"))]

    def owner(self, path: Path) -> str:
        """The document that a file belongs to."""
        folder = path.parent
        found = folder if (folder / "draft.yaml").is_file() else path if path.suffix == ".md" else None
        beside = found or next(iter(sorted(folder.glob("*.md"))), self.root / "content/press/to-thong-tin.md")
        return str(beside.relative_to(self.root))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    before = Path.cwd()
    yield Project(tmp_path_factory.mktemp("fuzz"))
    os.chdir(before)


def stopped(number: int, frame: FrameType | None) -> None:
    raise Stuck


def tried(arguments: list[str]) -> None:
    """Run a command in its time: it answers 0, 1 or 2."""
    signal.signal(signal.SIGALRM, stopped)
    signal.alarm(_SECONDS)
    try:
        status = main([*arguments, "--lang", "en"])
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 3
    finally:
        signal.alarm(0)
    assert status in (0, 1, 2), arguments


def numbers() -> range:
    return range(FIRST, FIRST + COUNT)


@pytest.mark.slow
def test_spoilt_sources(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for number in numbers():
        chance = random.Random(f"text {number}")
        at = chance.randrange(len(project.files))
        path, good = project.files[at], project.texts[at]
        changed = mutate.text(good, chance, project.texts)
        data = changed.encode("utf-8", "surrogatepass")
        path.write_bytes(mutate.raw(data, chance) if chance.random() < 0.1 else data)
        owner = project.owner(path)
        try:
            commands = [
                ["check", owner],
                ["build", owner, "--draft", "--format", chance.choice(FORMS), "--out", "out"],
                ["fmt", "--check", owner],
                ["diff", owner, "content/press/to-thong-tin.md"],
            ]
            for command in chance.sample(commands, 2):
                tried(command)
            if path.name in ("gop-y.yaml", "dossier.yaml", "thuyet-minh.yaml"):
                tried(["dossier", str(path.parent), "--out", "out"])
        except (AssertionError, Stuck) as error:
            wrong.append(f"text {number}: {path.name}: {error!r}\n{capsys.readouterr().err[-1500:]}")
        finally:
            path.write_text(good, encoding="utf-8")
        capsys.readouterr()
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_spoilt_word_files(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for number in numbers():
        chance = random.Random(f"word {number}")
        path = project.words / "spoilt.docx"
        path.write_bytes(mutate.package(chance.choice(project.packages), chance))
        good = str(sorted(project.words.glob("*.docx"))[0])
        commands = [
            ["check", str(path)],
            ["text", str(path)],
            ["import", str(path), "--out", "imported", "--force"],
            ["diff", good, str(path)],
            ["diff", str(path), good, "--redline", "redline.docx"],
            ["pull", str(path)],
            ["check", str(path), "--fix", "--annotate", "annotated.docx"],
        ]
        try:
            for command in chance.sample(commands, 2):
                tried(command)
        except (AssertionError, Stuck) as error:
            wrong.append(f"word {number}: {error!r}\n{capsys.readouterr().err[-1500:]}")
        capsys.readouterr()
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_spoilt_rows(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import Workbook

    rows = "tinh;so_co_so;ngay\nNinh Bình;12;2026-12-05\nHà Nội;1.500;05/12/2026\n"
    source = CHECKOUT / "content/press/thu-moi.md"
    mould = project.root / "content/press/loat.md"
    mould.write_text(
        source.read_text(encoding="utf-8") + "\nTại {{ tinh }} có {{ so_co_so }} cơ sở.\n", encoding="utf-8"
    )
    book = Workbook()
    for row in rows.splitlines():
        book.active.append(row.split(";"))
    book.save(project.root / "rows.xlsx")
    good = (project.root / "rows.xlsx").read_bytes()
    wrong = []
    for number in numbers():
        chance = random.Random(f"rows {number}")
        sheet = chance.random() < 0.5
        path = project.root / ("spoilt.xlsx" if sheet else "spoilt.csv")
        spoilt = mutate.package(good, chance) if sheet else mutate.text(rows, chance, [rows]).encode("utf-8", "replace")
        path.write_bytes(spoilt)
        try:
            tried(
                ["build", "content/press/loat.md", "--draft", "--each", str(path), "--out", "series", "--format", "txt"]
            )
        except (AssertionError, Stuck) as error:
            wrong.append(f"rows {number}: {error!r}\n{capsys.readouterr().err[-1500:]}")
        capsys.readouterr()
    assert not wrong, "\n".join(wrong)
