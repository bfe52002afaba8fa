"""Earlier versions of a project, from git: each is read into a folder of its own, no checkout is touched."""

from __future__ import annotations

import io
import os
import posixpath
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from draftkit.errors import EngineMissing, OutputError, SourceError
from draftkit.files.whole import scratch
from draftkit.model.message import msg

_LIMIT = 500_000_000


_QUIET = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "commit.gpgSign=false", "log.showSignature=false")
"""Somebody's project must not run what its settings name, nor may a command ask or wait (docs/decisions/048)."""


_ANYWHERE = ("--version", "config", "init")
"""What is asked of git where there is no repository, too."""


def git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, without asking anything: no hooks, no pager, no prompts. `given` is what it reads. Where no
    repository is around the folder no process is started to say so. Raises EngineMissing when git is not installed."""
    if arguments[0] not in _ANYWHERE and not _is_versioned(folder):
        return subprocess.CompletedProcess(arguments, 128, b"", b"not a git repository")
    words = ("git", "--no-pager", *(word for setting in _QUIET for word in ("-c", setting)), *arguments)
    nothing_fetched = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}  # what a partial copy lacks stays away
    asked = {"GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "GIT_EDITOR": ":"}
    environment = {**os.environ, **asked, **nothing_fetched}
    try:
        return subprocess.run(
            # in a locale without Vietnamese letters Python could not say them; git reads UTF-8 in any
            [word.encode("utf-8", "surrogateescape") for word in words] if os.name == "posix" else words,
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            input=given,
        )
    except FileNotFoundError as error:
        raise EngineMissing("git is needed for this and is not installed (Debian, Ubuntu: apt install git).") from error


def _is_versioned(folder: Path) -> bool:
    """Whether a repository may be around a folder, by what lies there: `.git`, or what a bare one consists of."""
    full = folder.resolve()
    bare = ("HEAD", "objects", "refs")
    return "GIT_DIR" in os.environ or any(
        os.path.lexists(one / ".git") or all(os.path.exists(one / part) for part in bare)
        for one in (full, *full.parents)
    )


def said(folder: Path, *arguments: str) -> str | None:
    """What git says, without the last line ends; None when it is not there, or knows nothing."""
    try:
        done = git(folder, *arguments)
    except EngineMissing:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace").rstrip("\n")


def repository(folder: Path) -> Path | None:
    """The top folder of the repository around a folder; None when there is none, or no git. Raises OutputError where
    git does not read the one that is there: it is damaged, or somebody else's."""
    with suppress(EngineMissing):
        found = git(folder, "rev-parse", "--show-toplevel")
        if not found.returncode:
            return Path(os.fsdecode(found.stdout.removesuffix(b"\n")))
        if os.path.lexists(folder / ".git") or b"safe.directory" in found.stderr:
            raise failed(found.stderr)  # lest another is begun in its place
    return None


def begin(folder: Path) -> bool:
    """Make a repository of a folder that none is around; whether one was made. Raises OutputError when git refuses,
    EngineMissing without git."""
    if repository(folder) is not None:
        return False
    did(folder, "init", "--quiet")
    return True


def did(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git gives when it does what it is told. Raises OutputError when it does not, EngineMissing without git."""
    done = git(folder, *arguments, given=given)
    if done.returncode:
        raise failed(done.stderr or done.stdout)
    return done.stdout


def failed(told: bytes) -> OutputError:
    """What git says when it did not do what it was told."""
    reason = " ".join(told.decode("utf-8", "replace").split()) or msg("no reason given")
    said = "The versions could not be saved or read; keep the folder .git as it is: {reason}"
    return OutputError(said, reason=reason)


def revision(root: Path, name: str) -> str:
    """The full id of the commit a name stands for; empty when there is none of this name, or no repository."""
    if not name or name.startswith("-"):
        return ""
    return said(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") or ""


@contextmanager
def unpacked(root: Path, commit: str, part: str = ".") -> Iterator[Path]:
    """The folder `root` (of it, `part`) as it was at a commit, in a temporary folder that is removed at the end. Raises
    SourceError when git cannot give it."""
    found = git(root, "archive", "--format=tar", commit, part)
    if found.returncode:
        raise _unreadable(commit, found.stderr.decode(errors="replace").strip())
    with scratch() as folder:
        target = Path(folder).resolve()
        try:
            with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
                members = [member for member in archive.getmembers() if _stays_inside(member)]
                if sum(member.size for member in members) > _LIMIT:
                    raise SourceError("revision {commit}: unpacks to more than 500 MB; refused.", commit=commit[:12])
                archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has none
                archive.extractall(target, members)  # noqa: S202 (looked at above)
        except (tarfile.TarError, OSError) as error:
            raise _unreadable(commit, error) from error
        yield target


def _stays_inside(member: tarfile.TarInfo) -> bool:
    """Whether a member is a folder, a file, or a link within the archive; no draft is read through any other."""
    led = posixpath.join(posixpath.dirname(member.name), member.linkname) if member.issym() else member.name
    kept = member.isreg() or member.isdir() or member.issym()
    return kept and not any(posixpath.normpath(one).startswith(("/", "..")) for one in (member.name, led))


def _unreadable(commit: str, reason: object) -> SourceError:
    return SourceError("git cannot read revision {commit}: {reason}", commit=commit[:12], reason=reason)
