"""The library: what its page shows, and that the command line makes the same calls."""

from __future__ import annotations

import ast
import doctest
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import draftkit as dk
from draftkit.cli.main import COMMANDS, main
from draftkit.library.comparing import Changes
from draftkit.library.session import Session
from tests.conftest import CHECKOUT
from tests.review.rounds import built, project
from tests.review.word import Reviewer

PAGE = CHECKOUT / "docs/vi/library.md"
CLI = CHECKOUT / "src/draftkit/cli"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project, a signed copy that differs, and a copy a reviewer sent back."""
    data = built(project(tmp_path / "ho-so"))
    for name, author, old, new in (
        ("ban-ky", "", "công khai", "rộng rãi"),
        ("gop-y", "Vụ Pháp chế", "Tên của", "Tên đầy đủ của"),
    ):
        word = Reviewer(data, author)
        word.replace(old, new)
        (tmp_path / f"{name}.docx").write_bytes(word.saved())
    monkeypatch.setenv("DRAFTKIT_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_shows_what_happens(there: Path) -> None:
    lines: list[str] = []
    runner = doctest.DocTestRunner()
    test = doctest.DocTestParser().get_doctest(PAGE.read_text(encoding="utf-8"), {}, PAGE.name, str(PAGE), 0)
    runner.run(test, out=lines.append)
    assert len(test.examples) > 20
    assert "".join(lines) == ""
    assert (there / "build/nghi-dinh.docx").is_file()
    assert "Tên đầy đủ của" in (there / "ho-so/content/nghi-dinh/01.md").read_text(encoding="utf-8")


def test_the_page_names_every_call() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in dk.__all__ if name != "__version__" and f"dk.{name}(" not in page] == []


CALLS: dict[str, tuple[list[str], list[tuple[object, str]]]] = {
    "list": (["list"], [(dk, "open")]),
    "check": (["check", "nghi-dinh"], [(dk, "open"), (Session, "read"), (Session, "check")]),
    "build": (["build", "nghi-dinh", "--format", "txt"], [(dk, "open"), (Session, "read"), (Session, "files")]),
    "fmt": (["fmt", "--check", "nghi-dinh"], [(dk, "open"), (Session, "formatted")]),
    "diff": (["diff", "../ban-ky.docx", "nghi-dinh"], [(dk, "open"), (Session, "read"), (dk, "diff")]),
    "redline": (
        ["diff", "../ban-ky.docx", "nghi-dinh", "--redline", "../ra.docx"],
        [(dk, "diff"), (Changes, "redline")],
    ),
    "pull": (["pull", "../gop-y.docx"], [(dk, "open"), (dk, "pull")]),
    "import": (["import", "../ban-ky.docx"], [(dk, "open"), (Session, "import_word")]),
}


@pytest.mark.parametrize(("arguments", "calls"), CALLS.values(), ids=CALLS)
def test_a_command_makes_the_calls_of_the_library(
    arguments: list[str], calls: list[tuple[object, str]], there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def with_note(*values: object, **named: object) -> object:
            made.append(name)
            return call(*values, **named)

        return with_note

    for owner, name in calls:
        monkeypatch.setattr(owner, name, noted(name, getattr(owner, name)))
    monkeypatch.chdir(there / "ho-so")
    assert main([*arguments, "--lang", "en"]) in (0, 1)
    assert set(made) == {name for _, name in calls}


ROOMS = (
    "amend",
    "cli",
    "library",
    "model",
    "dossier",
    "review",
    "site",
    "kit",
    "bulk",
    "live",
    "agents",
    "lsp",
    "workbench",
    "hs",
    "campaign",
)
"""What a face may use: the calls of these rooms, and plain values."""
PRINTERS = {
    "amending": "operations of amending acts, as values and as text",
    "checks.cases": "examples of a rule",
    "checks.report": "findings as text, JSON, SARIF, HTML",
    "compare.terminal": "changes as text",
    "compare.html": "changes as a page",
    "compare.data": "changes as JSON",
    "compare.values": "the types of these",
    "edits.values": "the types of what was pulled",
    "importers.report": "the report of an import",
    "writers.formats": "the table of formats",
    "files.cache": "the cache is looked at and emptied",
    "files.expressions": "the entry of the program keeps what it compiled",
    "files.parsed": "the same for what it read",
    "files.names": "no result goes where a file is read",
    "files.former": "results that no longer hold are set aside",
    "files.whole": "a report is written whole or not at all",
    "plugins": "the kinds that packages bring, to be listed",
    "law.dates": "whether what was typed is a day",
    "readers": "names of files in a starter",
    "errors": "",
    "version": "",
}
"""What printing needs of the rooms beneath."""


def beneath(path: Path) -> set[str]:
    """Modules of draftkit that a module of the command line imports besides those that a face may use."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("draftkit."):
            name = node.module.removeprefix("draftkit.")
            if name.partition(".")[0] not in ROOMS and not name.startswith(tuple(PRINTERS)):
                found.add(name)
    return found


@pytest.mark.parametrize("name", sorted(path.name for path in CLI.glob("*.py")))
def test_the_command_line_reaches_into_no_room_beneath(name: str) -> None:
    assert beneath(CLI / name) == set()


def test_every_command_is_a_module() -> None:
    assert [name for name in COMMANDS if not (CLI / f"{name.replace('-', '_')}_command.py").is_file()] == []


def test_importing_draftkit_loads_nothing_more() -> None:
    code = "import sys; before = set(sys.modules); import draftkit; print(sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(CHECKOUT / "src")},
    )
    assert done.stdout.strip() == "['__future__', 'draftkit', 'draftkit.version']"


def test_a_folder_that_is_not_there_is_a_message(tmp_path: Path) -> None:
    from draftkit.errors import SourceError

    with pytest.raises(SourceError, match="no such folder"):
        dk.open(tmp_path / "khong-co")


def test_a_name_that_stands_for_several_documents_is_a_message(tmp_path: Path) -> None:
    from draftkit.errors import SourceError

    session = project(tmp_path)
    (tmp_path / "content/khac").mkdir()
    (tmp_path / "content/khac/draft.yaml").write_text("loai: Nghị định\n", encoding="utf-8")
    with pytest.raises(SourceError, match="stands for 2 documents"):
        session.read("content")


def test_the_ten_calls_still_work_for_what_is_given_as_a_path(there: Path) -> None:
    session = dk.open(there / "ho-so")
    path = session.project.content / "nghi-dinh"
    assert session.read(path).bound.draft.name == session.read("nghi-dinh").name
