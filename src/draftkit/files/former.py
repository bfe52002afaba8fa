"""Earlier results of what is refused now: they are set aside, so that nobody takes them for the present ones."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from draftkit.errors import OutputError, refused

FOLDER = "_cu"
"""Where they go, beside the place they had; no folder of documents is called so, for such names hold none."""


def set_aside(files: Iterable[Path]) -> list[Path]:
    """Move files into `_cu` beside them; where they are now. Raises OutputError when one cannot be moved."""
    moved = []
    for file in files:
        target = file.parent / FOLDER / file.name
        try:
            target.parent.mkdir(exist_ok=True)
            os.replace(file, target)
        except OSError as error:
            said = "{file}: cannot be set aside ({reason}), though it is no longer true; delete it."
            raise OutputError(said, file=file, reason=refused(error)) from error
        moved.append(target)
    return moved
