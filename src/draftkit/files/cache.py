"""What can be made again, kept in a folder of the user's own: nobody else reads it, and it does not grow without end.

Only our own files are ever taken away: the folder is one that the user may name."""

from __future__ import annotations

import marshal
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from draftkit.errors import OutputError
from draftkit.files.whole import write_whole
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple

DAYS, MEGABYTES = 90, 200
"""What is older goes; beyond this size the oldest goes."""
_OURS = r"(?:.+-)?[0-9a-f]{8}\.shell|[0-9a-f]{32}\.pages|.+-[0-9a-f]+\.parsed|.+-(?:little|big)\.expressions"
"""What our files are called: another program has `.pages` of its own."""
_ENDING = ".parsed"
"""Of what is written anew after each edit: it need not reach the disk before the build ends."""
SPOILT = (OSError, EOFError, ValueError, TypeError)
"""What reading a spoilt file of the cache raises."""
_trimmed: set[Path] = set()


class Held(NamedTuple):
    """How many files a cache holds, and how many bytes."""

    files: int
    size: int


def default_cache() -> Path | None:
    """The user's cache folder for draftkit; None when DRAFTKIT_CACHE is set to “off”, in small letters or capitals."""
    named = os.environ.get("DRAFTKIT_CACHE", "").strip()
    if named.lower() == "off":
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(named) if named else Path(base) / "draftkit"


def no_folder(cache: Path | None) -> list[Message]:
    """What to say of a cache that cannot hold anything: a file, or a link to nowhere, stands there."""
    said = "DRAFTKIT_CACHE: {folder} is no folder, so nothing is kept to be faster: name a folder, or “off”."
    return [msg(said, folder=cache)] if cache and os.path.lexists(cache) and not cache.is_dir() else []


def store(folder: Path, name: str, data: bytes) -> None:
    """Keep something, and once a run take away what is old. A cache that cannot be written is only slower."""
    with suppress(OutputError, OSError):
        if not folder.is_dir():
            os.makedirs(folder, mode=0o700, exist_ok=True)
        if _is_open(folder):
            if is_anothers(folder):
                return
            folder.chmod(0o700)
        write_whole(folder / name, data, lasting=not name.endswith(_ENDING))
        if folder not in _trimmed:
            _trimmed.add(folder)
            trim(folder)


def is_anothers(folder: Path) -> bool:
    """Whether a folder is open to others and holds more than our files: it is neither closed nor filled."""
    with suppress(OSError):
        return _is_open(folder) and any(not re.fullmatch(rf"\.draftkit.*|{_OURS}", one) for one in os.listdir(folder))
    return False


def _is_open(folder: Path) -> bool:
    there = folder.stat() if hasattr(os, "geteuid") and folder.is_dir() else None
    return there is not None and bool(there.st_mode & 0o077) and there.st_uid == os.geteuid()


def table(file: Path) -> dict[Any, Any]:
    """The table that a file of the cache holds; empty when it is not there, spoilt, or somebody else's: several people
    may share a folder."""
    with suppress(*SPOILT), open(file, "rb") as data:
        if hasattr(os, "geteuid") and os.fstat(data.fileno()).st_uid != os.geteuid():
            return {}
        known = marshal.loads(data.read())  # noqa: S302  # the cache is its owner's, as bytecode is
        if isinstance(known, dict):
            return known
    return {}


def held(folder: Path) -> Held:
    """What a cache holds."""
    found = _files(folder)
    return Held(len(found), sum(size for _, size, _ in found))


def trim(folder: Path, days: float = DAYS, megabytes: float = MEGABYTES) -> Held:
    """Take away what is so much older than the newest, then the oldest of what is too much; what was taken away."""
    files = size = 0
    there = sorted(_files(folder))
    left = sum(size for _, size, _ in there)
    oldest = there[-1][0] - days * 86_400 if there else 0
    for made, count, path in there:
        if made >= oldest and left <= megabytes * 1_000_000:
            break
        with suppress(OSError):
            os.unlink(path)
            files, size, left = files + 1, size + count, left - count
    return Held(files, size)


def _files(folder: Path) -> list[tuple[float, int, str]]:
    """Time, size and path of each file."""
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if re.fullmatch(_OURS, entry.name) and entry.is_file(follow_symlinks=False):
                    there = entry.stat(follow_symlinks=False)
                    found.append((there.st_mtime, there.st_size, entry.path))
    return found
