"""File names as the disk spells them: some systems keep “ị” as one sign, others as letter and mark."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def same(name: str) -> str:
    """A name as names are compared: composed (NFC)."""
    return unicodedata.normalize("NFC", name)


def on_disk(path: Path) -> Path:
    """The path under which a file or folder is there, its letters composed or with combining marks; the path as given
    when there is none."""
    if str(path).isascii() or os.path.lexists(path):
        return path
    folder = on_disk(path.parent)
    try:
        names = os.listdir(folder)
    except OSError:
        return path
    wanted = same(path.name)
    return next((folder / name for name in sorted(names) if same(name) == wanted), path)
