"""The commands in the pages: each names a command and options that exist, and those set apart run as they are pasted,
in order, in a copy of the project."""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import draftkit as dk
from draftkit.checks.cases import read_cases
from draftkit.cli.language import translator
from draftkit.cli.main import _Commands, main

from .checks.case_files import FRONT, bound_case, found_by
from .helpers import each
from .pages import DOCS, ROOT, commands, snippets

PAGES = sorted((*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("??/*.md")))
LETTER = "templates/letter/sample/draft.md"
NEEDS_OFFICE = ("--convert", "--rendered", "--pdf-engine")
SET_APART = ("", "sh", "bash", "console", "yaml", "text")


def blocks(page: Path) -> Iterator[str]:
    """Commands of a page that are set apart."""
    for item in snippets(page):
        if item.language in SET_APART:
            yield from commands(item.text)


def mentioned(page: Path) -> Iterator[str]:
    """Every command of a page: set apart, or in a line of text."""
    yield from blocks(page)
    yield from inline(page)


def inline(page: Path) -> Iterator[str]:
    """Commands of a page in lines of text."""
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


@each(PAGES)
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


SAMPLE = ("word", "import", "press", "ci", "diff", "each")
"""Pages whose commands run in the sample project; those of review.md do in tests/review/test_docs.py."""
UNUSED = ("outreach", "standards", "hs-rules")
"""What none of them names."""
FRESH = ("first-letter", "first-decree")
"""Pages that begin with nothing."""
RUN = [ROOT / "README.vi.md", *(DOCS / f"vi/{name}.md" for name in SAMPLE)]


@pytest.mark.slow
@pytest.mark.parametrize("page", [DOCS / f"vi/{name}.md" for name in FRESH], ids=lambda page: page.name)
def test_a_tutorial_goes_well_from_nothing(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file is written and every command given as the page says; none finds anything severe. That the wheel alone
    can do it, in an empty environment, is tried by `make package`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for item in snippets(page):
        if item.file:
            Path(item.file).write_text(item.text, encoding="utf-8")
        for line in item.text.splitlines() if item.language == "sh" else ():
            words = shlex.split(line)
            if words[0] == "cd":
                monkeypatch.chdir(words[1])
            else:
                assert main(words[1:]) == 0, f"{line}\n{capsys.readouterr().err}"
    told = capsys.readouterr().out
    for rule in re.findall(r"`(DK-[A-Z]\d+)`", page.read_text(encoding="utf-8")):
        assert rule in told, f"the page says that {rule} is told"
    for path in re.findall(r"`(build/[\w/-]+\.(?:docx|pdf))`", page.read_text(encoding="utf-8")):
        assert Path(path).is_file()


READERS = {"yaml": yaml.safe_load, "json": json.loads, "toml": tomllib.loads, "python": ast.parse}


@each(PAGES)
def test_snippets_can_be_read_in_their_language(page: Path) -> None:
    for item in snippets(page):
        reader = READERS.get(item.language)
        if reader and ">>>" not in item.text:
            reader(item.text.replace("(…,)", "()").replace("…", "..."))


@pytest.mark.parametrize("name", sorted(path.name for path in (DOCS / "vi").glob("*.md")))
def test_drafts_in_the_pages_can_be_read(name: str, tmp_path: Path) -> None:
    """A passage of a draft is in the dialect: nothing in it is almost a form (DK-M001 to DK-M003)."""
    passages = [item.text for item in snippets(DOCS / "vi" / name) if item.language == "markdown"]
    if name in ("add-rule.md", "press.md") or not passages:
        return  # a case file; a release, whose pictures are not here
    almost = []
    for text in passages:
        unfenced = re.sub(r"^```(hs|bang) .*?^```$", "", text, flags=re.S | re.M)
        path = tmp_path / "draft.md"
        kind = "Quy chuẩn kỹ thuật quốc gia" if re.search(r"^#+ (\d|\. |Quy định|Bổ sung)", text, re.M) else "Nghị định"
        path.write_text(f"---\nloai: {kind}\n---\n{unfenced}", encoding="utf-8")
        found = dk.check(dk.open(tmp_path).read(path))
        almost += [str(one.message) for one in found if one.rule in ("DK-M001", "DK-M002", "DK-M003")]
    assert almost == []


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_set_apart_run_as_pasted(
    page: Path, copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "project"
    shutil.copytree(copied, folder, ignore=shutil.ignore_patterns(*UNUSED))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    if page.name == "each.md":
        series()
    if page.name == "ci.md":  # all that there is, whatever it is
        for name in ("decree", "dossier"):
            shutil.rmtree(f"content/{name}")
        Path("content/press/du-thao-nghi-dinh.md").unlink()
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
            elif word.endswith(".xml"):
                project = dk.open(folder)
                Path(word).write_bytes(project.written(project.read("content/press/quyet-dinh-3637.md"), "akn"))
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


LISTED = "content/hs-rules/thong-tu-danh-muc-hang-hoa-moi-truong"
DECREE = "nghi-dinh-cong-nghiep-moi-truong"
STAND_INS = {
    "TÊN": "thu-moi",
    "nghi-dinh": "hoi-dap",
    "ten-du-thao": DECREE,
    "thong-cao": "thu-moi",
    "CŨ": DECREE,
    "MỚI": "moi",
    "QUY-CHUẨN": "qcvn-khi-thai-lo-hoi",
    "LOẠI": "Công văn",
    "GỐC": DECREE,
    "SỬA": "nghi-dinh-sua-doi-cong-nghiep-moi-truong",
    "nghi-dinh-kho-bai": DECREE,
    "bang.csv": "tinh.csv",
    "nguoi-nhan.csv": "nguoi.csv",
    "thong-cao-tinh": "to-thong-tin",
    "12": "1",
    **dict.fromkeys(("list.csv", "old.csv", "new.csv", "list.xlsx"), f"{LISTED}/danh-muc.csv"),
    "so-do.yaml": f"{LISTED}/so-do-ma-dinh-danh.yaml",
}
"""What stands for a name that a page leaves to the reader, in the sample project."""
NOT_HERE = {
    **dict.fromkeys(("serve", "lsp", "mcp", "--watch"), "goes on until it is stopped"),
    **dict.fromkeys(("--force", "content/outreach", "content/standards", "content/press"), "built by other tests"),
    **dict.fromkeys(
        ("pull", "DK-T999", "comments", "HS2028"), "needs what came from elsewhere, tried in tests of its own"
    ),
    "draftkit build --kind decree": "built by `make decree`",
    **dict.fromkeys(("draftkit check --format json", "draftkit site --draft"), "run on this project by other tests"),
    **dict.fromkeys(
        ("draftkit fmt --link", "draftkit diff v1..v2 nghi-dinh", "draftkit check --mend"),
        "run on this project by other tests",
    ),
    **dict.fromkeys(
        ("--repair", "restore", "take", "--undo", "start", "--clear", "--numbers"), "changes what the others look at"
    ),
}


@pytest.mark.slow
def test_commands_in_lines_of_text_run(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that are whole, each once; one that lacks what the command cannot do without only names it."""
    folder = tmp_path / "project"
    shutil.copytree(copied, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for tag in ("v1", "v2"):
        subprocess.run(("git", "tag", tag), check=True)
    series()
    Path("nguoi.csv").write_text("Tên,Thư điện tử\nAn,an@example.vn\n", encoding="utf-8")
    news = Path("content/press/thu-moi.md").read_text(encoding="utf-8")
    Path("content/press/tin-moi.md").write_text(re.sub(r"^du_thao:.*\n", "", news, flags=re.M), encoding="utf-8")
    shutil.copytree(f"content/decree/{DECREE}", "content/moi")
    first = Path("content/moi/01-quy-dinh-chung.md")
    first.write_text(first.read_text(encoding="utf-8").replace("Nghị định này", "Văn bản này", 1), encoding="utf-8")
    pages = [path for path in PAGES if path.parent.name != "en" and path.name not in ("README.md", "CHANGELOG.md")]
    ran, wrong = 0, []
    for command in dict.fromkeys(command for page in pages for command in inline(page)):
        given = shlex.split(command)[1:]
        if len(given) < 2 or {command, *given} & NOT_HERE.keys():
            continue
        known = {**STAND_INS, "THƯ-MỤC": f"thu-muc-{ran}", **({"decree": DECREE} if given[0] == "versions" else {})}
        words = [known.get(word, word) for word in given]
        for word in words:
            made = words[words.index(word) - 1] in ("--out", "--table", "--redline")
            if word.endswith((".docx", ".xml")) and not made:
                _foreign(folder, word)
        status = main(["--lang", "en", *words])
        said = capsys.readouterr().err
        if status not in (0, 1) and "Missing argument" not in said:
            wrong.append(f"{command}: {' '.join(words)}: {said}")
        ran += status in (0, 1)
    assert "\n".join(wrong) == ""
    assert ran > 40


def _foreign(folder: Path, name: str) -> None:
    """A file of others with the name that a page gives it."""
    if name.endswith(".xml"):
        project = dk.open(folder)
        Path(name).write_bytes(project.written(project.read("content/press/quyet-dinh-3637.md"), "akn"))
    elif "*" not in name:
        paper(folder, name)


def test_every_target_of_make_has_its_command() -> None:
    """Where there is no make, the page tells what each target runs: all that need nothing but draftkit."""
    found = {}
    for target in re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M):
        done = subprocess.run(("make", "-n", target), cwd=ROOT, capture_output=True, text=True, check=True)
        lines = done.stdout.replace("\\\n", " ").splitlines()
        own = [" ".join(line.split()).removeprefix(".venv/bin/") for line in lines]
        runs = [line for line in own if line.startswith("draftkit ")]
        if runs:
            found[target] = runs
    for language in ("vi", "en"):
        page = (DOCS / language / "install.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `make ([a-z-]+)` \| (.*) \|$", page, re.M)
        assert {target: re.findall(r"`(draftkit [^`]*)`", cell) for target, cell in rows} == found


def series() -> None:
    """A release for each province, and the table of provinces, as CSV and as workbook."""
    from openpyxl import Workbook

    assert main(["new", "Thông cáo báo chí", "content/press/thong-cao-tinh.md"]) == 0
    rows = [("Tỉnh", "Số cơ sở"), ("Ninh Bình", "12"), ("Lào Cai", "7")]
    Path("tinh.csv").write_text("".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save("tinh.xlsx")


def test_the_rule_of_the_page_fires_where_its_case_says(tmp_path: Path) -> None:
    """A developer who follows docs/vi/add-rule.md has a rule that works."""
    case_text, code = (
        item.text for item in snippets(DOCS / "vi/add-rule.md") if item.language in ("markdown", "python")
    )
    names: dict[str, Any] = {"__name__": "page"}
    exec(compile(code, "add-rule.md", "exec"), names)
    added = names["two_full_stops"]
    (tmp_path / "DK-T999.md").write_text(case_text, encoding="utf-8")
    for number, case in enumerate(read_cases(tmp_path / "DK-T999.md")):
        bound, frame = bound_case(case.text, tmp_path / str(number))
        above = FRONT.count("\n")
        assert [str(one.place.line - above) for one in found_by((added,), bound, frame)] == list(case.places)


def test_the_list_of_keys_is_current() -> None:
    from tools.make_keys_doc import DOC, document

    assert DOC.read_text(encoding="utf-8") == document(), "run: make rules-doc"


def test_the_keys_of_a_kind_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--keys", "Công văn"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["kinh_gui", "* danh sách", "kính gửi, mỗi nơi một dòng"] in rows
    assert [row[1].startswith("*") for row in rows] == sorted((row[1].startswith("*") for row in rows), reverse=True)
