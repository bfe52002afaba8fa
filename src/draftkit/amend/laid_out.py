"""A draft that was written by an amendment, laid out as drafters lay theirs out."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.files.whole import write_whole
from draftkit.library.document import Document
from draftkit.library.session import Session

_OUTSIDE = re.compile(r"(?<![\w./])(?:\.\./)+[^\s\"'()\[\]{},]+")


def moved(files: Mapping[str, bytes], base: Document | None, home: Path) -> dict[str, bytes]:
    """The files of a draft made of another, for a folder: what they name outside of the folder of `base` is found from
    there, too."""
    if base is None:
        return dict(files)
    before = (base.path if base.path.is_dir() else base.path.parent).resolve()

    def found(name: re.Match[str]) -> str:
        target = (before / name[0]).resolve()
        there = target.exists() and target != (home / name[0]).resolve()
        return Path(os.path.relpath(target, home)).as_posix() if there else name[0]

    texts = {name: data.decode() for name, data in files.items() if name.endswith((".md", ".yaml"))}
    return {**files, **{name: _OUTSIDE.sub(found, text).encode() for name, text in texts.items()}}


def lay_out(session: Session, home: Path, base: Document | None = None) -> None:
    """Bring the sources of the draft in a folder into the canonical layout, unless those of its `base` are not in it,
    or its text cannot be proved to stay."""
    with suppress(DraftkitError):
        if base is None or all(now == then for _, now, then in session.formatted(base.path, "keep")):
            for file, now, then in session.formatted(home, "keep"):
                if now != then:
                    write_whole(file, then.encode())
