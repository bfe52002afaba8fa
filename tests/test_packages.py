"""What we tell people to install is ours, and exists."""

from __future__ import annotations

import re
import shutil
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from draftkit import __version__, plugins
from draftkit.errors import PACKAGE, EngineMissing
from tests.conftest import CHECKOUT

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PLACES = ("src", "docs", "templates", "content", "tests", "tools", "benchmarks", "ci", ".ci")
TEXTS = (".py", ".po", ".md", ".yaml", ".yml", ".toml", ".sh", ".j2", ".html", "")
INSTALL = re.compile(
    r"\b(?:pip3?|uv pip) install|\bpipx (?:install|run|inject)|\buv (?:add|tool (?:install|run))|\buvx", re.IGNORECASE
)
WORD = re.compile(r"""\s+(?:-{1,2}[\w-]+\s+)*["'“‘`]?(?P<name>\.?[\w{}.-]*)(?:\[(?P<extra>[\w,-]+)\])?""")
OTHERS = {
    ".ci/run": ["uv"],
    "benchmarks/diff.py": ["docx-trackdiff"],
    "src/draftkit/locale/vi/LC_MESSAGES/draftkit.po": ["typst"] * 2,
    "src/draftkit/writers/paged/pages.py": ["typst"],
}
"""Packages of others that a text means."""


def wrong(text: str) -> list[str]:
    """Packages after a command that installs, which are neither ours nor a folder; extras that we do not have."""
    found = []
    for command in INSTALL.finditer(text):
        named = WORD.match(text, command.end())
        if named is None or named["name"] == "":
            continue
        extras = (named["extra"] or "").split(",") if named["extra"] else []
        ours = named["name"] in (PACKAGE, "{package}") or named["name"].startswith(".")
        if not ours or any(extra not in PROJECT["optional-dependencies"] for extra in extras):
            found.append(named["name"])
    return found + re.findall(r"(?<![\w/-])draftkit\[\w[\w,]*\]", text)


def test_no_text_names_a_package_that_is_not_ours() -> None:
    found = {}
    files = [path for place in PLACES for path in (CHECKOUT / place).rglob("*")] + list(CHECKOUT.iterdir())
    for path in files:
        if path.is_file() and path.suffix in TEXTS:
            names = wrong(path.read_text(encoding="utf-8", errors="ignore"))
            name = path.relative_to(CHECKOUT).as_posix()
            if names and names != OTHERS.get(name) and path.name != "test_packages.py":
                found[name] = names
    assert found == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- run: pip install draftkit", ["draftkit"]),
        ("pip install 'draftkit[lsp]'", ["draftkit", "draftkit[lsp]"]),
        ("pipx install draftkit", ["draftkit"]),
        ("uv tool install draftkit", ["draftkit"]),
        ("cần draftkit[svg] để vẽ", ["draftkit[svg]"]),
        ("pip install 'draftkit-vn[lps]'", ["draftkit-vn"]),
        ("pip install --quiet draftkit-vn", []),
        ("pip install -e '.[lsp]'", []),
        ("pip install '{package}'", []),
    ],
)
def test_the_search_finds_packages_of_others(text: str, found: list[str]) -> None:
    assert wrong(text) == found


def test_the_package_has_one_name_and_one_version() -> None:
    assert PROJECT["name"] == PACKAGE
    assert PROJECT["dynamic"] == ["version"]  # read from the program
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    assert list(PROJECT["scripts"]) == ["draftkit"]


def test_a_hint_names_the_package_and_its_extra() -> None:
    assert str(EngineMissing("install {package}", extra="lsp")) == f"install {PACKAGE}[lsp]"


def test_a_plugin_that_two_packages_name_is_loaded_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment may still hold us under our old name."""
    once = list(metadata.entry_points(group=plugins.GROUP))
    monkeypatch.syspath_prepend(tmp_path)  # what lies on one search path is read once
    monkeypatch.setattr(metadata, "entry_points", lambda group: [*once, *once])
    assert len(plugins.installed()) == len(set(once))


def test_a_home_is_put_into_every_place_that_names_one(tmp_path: Path) -> None:
    from tools.set_home import PLACES as NAMING
    from tools.set_home import set_home

    for name in NAMING:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, tmp_path / name)
    with pytest.raises(ValueError, match="not the address"):
        set_home(tmp_path, "github.com")
    set_home(tmp_path, "https://github.com/bo-cong-thuong/draftkit.git")
    assert set_home(tmp_path, "https://github.com/bo-cong-thuong/draftkit") == []
    for name in NAMING:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "OWNER" not in text
    urls = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    assert urls["Documentation"] == "https://bo-cong-thuong.github.io/draftkit"
    assert urls["Changes"] == "https://github.com/bo-cong-thuong/draftkit/blob/main/CHANGELOG.md"
