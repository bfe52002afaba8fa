"""Files: their names, and writing them whole or not at all."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from draftkit.errors import OutputError
from draftkit.text.fold import bare

_LONGEST = 60


def plain_name(text: str) -> str:
    """A file name out of a title: no accents, words joined by underscores, cut at a word."""
    words = re.findall(r"[A-Za-z0-9]+", bare(text))
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > _LONGEST:
            break
        out = f"{out}_{word}" if out else word[:_LONGEST]
    return out or "tai_lieu"


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a file whole or not at all: a temporary file beside it, then a rename. Raises OutputError; the old file
    then stays.

    Not `lasting`, it is left to the system when the bytes reach the disk: for many files that can be made again.
    """
    temporary = os.path.join(path.parent, f".{path.name}.{os.getpid()}")
    try:
        handle = _open(temporary, path)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise OutputError(
                "{file}: cannot be written ({reason}); the old file, if any, is unchanged.",
                file=path,
                reason=error.strerror or error,
            ) from error
        raise


def _open(temporary: str, path: Path) -> int:
    """A new file, the folder made when it is not there; what an earlier process of the same number left behind is taken
    away."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(temporary, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        os.unlink(temporary)
    return os.open(temporary, flags, 0o600)
