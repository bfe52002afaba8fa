"""A tree of an earlier revision, read from git into a folder of its own: no checkout is touched."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from draftkit.errors import EngineMissing, SourceError

_LIMIT = 500_000_000


def revision(root: Path, name: str) -> str:
    """The full id of the commit a name stands for; empty when there is none of this name, or no repository."""
    if not name or name.startswith("-") or shutil.which("git") is None:
        return ""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.stdout.decode().strip() if found.returncode == 0 else ""


@contextmanager
def unpacked(root: Path, commit: str) -> Iterator[Path]:
    """The folder `root` as it was at a commit, in a temporary folder that is removed at the end. Raises SourceError
    when git cannot give it."""
    found = _git(root, "archive", "--format=tar", commit)
    if found.returncode:
        raise SourceError(
            "git cannot read revision {commit}: {reason}",
            commit=commit[:12],
            reason=found.stderr.decode(errors="replace").strip(),
        )
    with tempfile.TemporaryDirectory(prefix="draftkit-") as folder:
        target = Path(folder).resolve()
        try:
            with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
                if sum(member.size for member in archive.getmembers()) > _LIMIT:
                    raise SourceError("revision {commit}: unpacks to more than 500 MB; refused.", commit=commit[:12])
                archive.extractall(target, filter="data")
        except (tarfile.TarError, OSError) as error:
            raise SourceError(
                "git cannot read revision {commit}: {reason}", commit=commit[:12], reason=error
            ) from error
        yield target


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, without asking anything. Raises EngineMissing when git is not installed."""
    try:
        return subprocess.run(("git", *arguments), cwd=root, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise EngineMissing(
            "git is not installed: revisions cannot be compared (Debian, Ubuntu: apt install git)."
        ) from error
