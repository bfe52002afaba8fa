"""The commands in the pages: each names a command and options that exist, and those set apart run as they are pasted,
in order, in a copy of the project."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from draftkit.cli.language import translator
from draftkit.cli.main import _Commands, main

ROOT = Path(__file__).parents[1]
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
LETTER = "templates/letter/sample/draft.md"
LINE = re.compile(r"^\s*(?:- run: |- |\$ )?(?:\.venv/bin/)?(draftkit [a-z-].*?)(?: \|\| true)?(?:\s{2,}#.*| # .*)?$")
NEEDS_OFFICE = ("--convert", "--rendered", "--pdf-engine")


def blocks(page: Path) -> Iterator[str]:
    """Lines of a page that are set apart as commands."""
    for block in re.findall(r"^```(?:sh|bash|console|yaml|)\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M):
        yield from (match[1] for line in block.splitlines() if (match := LINE.match(line)))


def mentioned(page: Path) -> Iterator[str]:
    """Every command of a page: set apart, or in a line of text."""
    yield from blocks(page)
    yield from re.findall(r"`(?:\.venv/bin/)?(draftkit [a-z][^`|…]*)`", page.read_text(encoding="utf-8"))


def wrong(command: str) -> str:
    """What of a command does not exist; empty when all does."""
    words = command.split()[1:]
    if words[:1] == ["--lang"]:
        words = words[2:]
    found: click.Command | None = _Commands(translator("en"))
    context = click.Context(found) if found else None
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        assert context
        if words[0] not in found.list_commands(context):
            return words[0]
        found, words = found.get_command(context, words[0]), words[1:]
    known = (
        {name for parameter in found.params for name in (*parameter.opts, *parameter.secondary_opts)}
        if found
        else set()
    )
    given = {word.strip("[],").split("=")[0] for word in words if word.strip("[").startswith("-") and len(word) > 1}
    return ", ".join(sorted(given - known - {"--lang", "-h", "--help"}))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_of_a_page_exists(page: Path) -> None:
    if page.name == "CHANGELOG.md":
        return  # tells what was, too
    assert {command: wrong(command) for command in mentioned(page) if wrong(command)} == {}


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with two versions, and papers that came from elsewhere."""
    folder = tmp_path_factory.mktemp("pages") / "project"
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "draftkit.yaml", folder)
    for words in ("init -q", "add -A", "commit -qm mot", "commit -q --allow-empty -m hai", "tag gop-y-1"):
        git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.vn", *words.split())
        subprocess.run(git, cwd=folder, check=True)
    return folder


def paper(folder: Path, name: str) -> None:
    """A Word file with the name that a page gives it."""
    target = folder / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        assert main(["build", str(ROOT / LETTER), "--out", str(folder / "_mau")]) == 0
        shutil.copy(next((folder / "_mau").rglob("*.docx")), target)


RUN = [
    page
    for page in PAGES
    if page.name in ("README.md", "README.vi.md", "word.md", "import.md", "press.md", "ci.md", "diff.md")
]


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_set_apart_run_as_pasted(
    page: Path, copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "project"
    shutil.copytree(copied, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    ran = 0
    for command in blocks(page):
        words = shlex.split(command)[1:]
        if set(words) & set(NEEDS_OFFICE):
            continue
        new = {
            words[index + 1]
            for index, word in enumerate(words[:-1])
            if word in ("--annotate", "--fix", "--out", "--redline", "--table")
        }
        for word in words:
            if word.endswith(".txt"):
                Path(word).write_text(
                    Path("content/press/quyet-dinh-3637.md").read_text(encoding="utf-8").split("---")[-1],
                    encoding="utf-8",
                )
            elif word.endswith(".docx") and "*" not in word and word not in new and not word.startswith("ban-gui"):
                paper(folder, word)
            elif word.endswith("*.docx"):
                paper(folder, word.replace("*", "den"))
            elif word == "nhan/":
                paper(folder, "nhan/mot.docx")
        words = [file for word in words for file in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]
        status = main(words)
        assert status in (0, 1), f"{command}\n{capsys.readouterr().err}"
        ran += 1
    assert ran


def test_the_list_of_keys_is_current() -> None:
    from tools.make_keys_doc import DOC, document

    assert DOC.read_text(encoding="utf-8") == document(), "run: make rules-doc"


def test_the_keys_of_a_kind_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--keys", "Công văn"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["kinh_gui", "* danh sách", "kính gửi, mỗi nơi một dòng"] in rows
    assert [row[1].startswith("*") for row in rows] == sorted((row[1].startswith("*") for row in rows), reverse=True)
