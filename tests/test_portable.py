"""What people run needs nothing that only a POSIX system has: no fork, no make, no shell, no console of UTF-8."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import each, nodes_of, write_project

SOURCE = Path(__file__).parents[1] / "src/draftkit"
POSIX_MODULES = ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "posix", "syslog", "crypt")
POSIX_CALLS = (
    *("fork", "forkpty", "geteuid", "getegid", "getuid", "getgid", "chown", "lchown", "kill", "killpg", "mkfifo"),
    *("setsid", "getpgid", "nice", "wait3", "uname", "pathconf", "sysconf", "statvfs", "chroot"),
)
GUARDED = {
    "files/aside.py": {"fork", "signal"},  # hasattr(os, "fork"), else the work is done in place; likewise timers
    # hasattr(os, …); os.name; without fcntl nobody waits; where TEMP is set, nobody looks for /tmp
    "files/whole.py": {"chown", "uname", "geteuid", "getegid", "kill", "fcntl", "/dev/", "/dev/fd", "/tmp"},
    "files/cache.py": {"geteuid"},  # os.name
    "files/parsed.py": {"geteuid"},  # os.name
    "library/verifying.py": {"resource"},  # ImportError: the time is all there is
    "library/git_setup.py": {"sh"},  # git brings its own shell, on Windows too
}
_SHELL = re.compile(r"^(?:/bin/|/usr/|/dev/|/proc/|/tmp)")
BODY = "\n### Điều 1. Phạm vi {#pham-vi}\n\n1. Một theo @hai.\n2. Hai. {#hai}\n\n### Điều 2. Khác\n\nXong./.\n"
WITHOUT = f"""
import os, sys
for name in {POSIX_CALLS!r}:
    if hasattr(os, name):
        delattr(os, name)
for name in {POSIX_MODULES!r}:
    if name != "posix":
        sys.modules[name] = None
sys.argv[0] = "draftkit"
from draftkit.cli.main import main
for words in " ".join(sys.argv[1:]).split(" ; "):
    if main(words.split(" ")) not in (0, 1):
        sys.exit(words)
"""


def used(path: Path) -> Iterator[str]:
    """What a module uses that only POSIX systems have."""
    for node in nodes_of(path):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            yield from (name for name in POSIX_CALLS if node.attr == name)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in (*POSIX_MODULES, "signal"))
        elif isinstance(node, ast.ImportFrom):
            yield from (name for name in (*POSIX_MODULES, "signal") if node.module == name)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _SHELL.match(node.value):
            yield "/dev/" if node.value.startswith(("/dev/", "/proc/")) else node.value
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            yield "shell="


@each(sorted(SOURCE.rglob("*.py")))
def test_no_module_needs_what_windows_lacks(path: Path) -> None:
    allowed = GUARDED.get(path.relative_to(SOURCE).as_posix(), set())
    assert set(used(path)) <= allowed


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    odd = tmp_path / "odd.py"
    odd.write_text("import fcntl, os, signal\nos.fork()\nopen('/dev/null')\nrun('x', shell=True)\n", encoding="utf-8")
    assert set(used(odd)) == {"fcntl", "signal", "fork", "/dev/", "shell="}


def run(root: Path, *arguments: str, encoding: str = "utf-8") -> str:
    """What commands say, one after the other; a semicolon parts them."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "SHELL": ""}
    environment["TMPDIR"] = str(root.parent)  # in that of all tests lie folders of others, of whom POSIX would be asked
    if encoding == "ascii":  # names of files and words for other programs, too
        environment |= {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        (sys.executable, "-c", WITHOUT, *arguments), cwd=root, env=environment, capture_output=True, check=False
    )
    out = (done.stdout + done.stderr).decode(encoding, "replace")
    assert done.returncode == 0, (arguments, out)
    assert "Traceback" not in out, (arguments, out)
    return out


def test_commands_work_without_fork_and_its_like(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "draftkit.yaml").write_bytes(b"noi_dung: content\r\n")
    run(tmp_path, *"build thu --draft --format docx --format html --format txt --format pdf".split())
    assert {file.suffix for file in (tmp_path / "build").rglob("thu.*")} == {".docx", ".html", ".txt", ".pdf", ".json"}
    commands = (
        *("check --mend --format sarif", "list", "list --kinds", "explain DK-T001", "new cong-van content/moi.md"),
        *("import build/thu.docx --out content/nhap", "pull build/thu.docx --document content/thu.md"),
        *("text build/thu.docx", "diff build/thu.docx build/thu.docx"),
        *("versions start", "versions save Đầu --who A", "versions log", "cache"),
        *("fmt --numbers write content/thu.md", "fmt --check --numbers write content/thu.md"),
        *("lsp --help", "serve --help"),
    )
    run(tmp_path, " ; ".join(commands))
    assert b"\r\n" in path.read_bytes()
    assert not re.search(rb"(?<!\r)\n", path.read_bytes())  # lines end as they did


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "ascii"])
def test_a_console_that_lacks_letters_stops_nothing(tmp_path: Path, encoding: str) -> None:
    path = write_project(tmp_path, BODY.replace("@hai", "@khong-co"))
    out = run(tmp_path, "check", str(path), *"; versions start ; git-setup".split(), encoding=encoding)
    assert "DK-R001" in out
