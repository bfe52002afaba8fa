"""Settings of git for a project of drafts: Word files compared as text, hunks headed with the điều they are in.

`.gitattributes` travels with the project, the commands behind it are local settings of each copy: both are written
here, both can be taken back."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.files.line_ends import line_end
from draftkit.files.whole import write_whole
from draftkit.library.versions import did, git, repository, said
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple

ATTRIBUTES = ".gitattributes"
BEGIN, END = "# draftkit: bắt đầu (draftkit git-setup ghi phần này)", "# draftkit: hết"
_LINES = ("*.docx diff=draftkit-word", "*.docm diff=draftkit-word", "*.md diff=draftkit-van-ban")
HEADING = r"^[ \t]*(#{1,6}[ \t]+[^ \t].*)$"
"""What may head a hunk: headings, the nearest above being that of the điều. An extended regular expression of git
(gitattributes(5), xfuncname)."""
_GONE = "draftkit: không có trên máy này; cài lại rồi chạy draftkit git-setup (not found: run git-setup again)"
_SECTIONS = ("diff.draftkit-word", "diff.draftkit-van-ban")


class Step(NamedTuple):
    """One thing that was done, or was found done already."""

    text: Message
    changed: bool


def set_up(folder: Path) -> list[Step]:
    """Write attributes and settings for the repository around `folder`; nothing that is there already is written again.
    Raises ConfigError outside a repository, EngineMissing without git, OutputError when a file cannot be written."""
    root = _root(folder)
    wanted = {
        "diff.draftkit-word.textconv": text_command(),
        "diff.draftkit-word.cachetextconv": "true",
        "diff.draftkit-word.binary": "true",
        "diff.draftkit-van-ban.xfuncname": HEADING,
    }
    steps = [_attributes(root, (BEGIN, *_LINES, END))]
    for key, value in wanted.items():
        changed = said(root, "config", "--local", "--get", key) != value
        if changed:
            did(root, "config", "--local", key, value)
        steps.append(Step(msg("git setting {key}", key=key), changed))
    return steps


def take_back(folder: Path) -> list[Step]:
    """Remove what `set_up` wrote, and only that. Raises as `set_up` does."""
    root = _root(folder)
    steps = [_attributes(root, ())]
    for section in _SECTIONS:
        there = said(root, "config", "--local", "--get-regexp", f"^{section}[.]".replace("draftkit-", "draftkit[-]"))
        if there:
            did(root, "config", "--local", "--remove-section", section)
        steps.append(Step(msg("git settings {key} removed", key=section), bool(there)))
    return steps


def text_command() -> str:
    """The command with which git turns a Word file into text: this installation, or when it has gone (a virtual
    environment made anew) the `draftkit` found then; where there is none, git stops and says why."""
    beside = shutil.which("draftkit", path=str(Path(sys.executable).parent)) or shutil.which("draftkit") or "draftkit"
    return (
        f'f() {{ for d in "{Path(beside).as_posix()}" draftkit; do command -v "$d" >/dev/null 2>&1 && '
        f'{{ "$d" text "$1"; return; }}; done; echo "{_GONE}" >&2; return 1; }}; f'
    )


def _attributes(root: Path, block: Sequence[str]) -> Step:
    """Put our lines into `.gitattributes` in place of those we wrote before; other people's lines stay as they are."""
    path = root / ATTRIBUTES
    now = path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() or path.is_symlink() else ""
    end = line_end(now)
    lines = now.splitlines()
    if BEGIN in lines:
        start = lines.index(BEGIN)
        stop = lines.index(END, start) + 1 if END in lines[start:] else start + 1
        lines[start:stop] = block
    else:
        lines.extend(block)
    then = "".join(line + end for line in lines)
    changed = then != now and bool(block or now)
    if changed and not then:
        path.unlink()
    elif changed:
        write_whole(path, then.encode("utf-8", "surrogateescape"))
    told = msg("{file}: our lines removed", file=ATTRIBUTES)
    if block:
        told = msg("{file}: Word files are compared as text, hunks headed with their điều", file=ATTRIBUTES)
    return Step(told, changed)


def _root(folder: Path) -> Path:
    found = repository(folder)
    if found is None:
        git(folder, "--version")  # says it when git is not there
        said = "{folder} is not inside a git repository; run “git init” in the folder of the project first."
        raise ConfigError(said, folder=folder)
    return found
