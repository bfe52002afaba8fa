"""A draft that was written by an amendment, laid out as drafters lay theirs out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.files.names import seen_from
from draftkit.files.whole import write_all
from draftkit.library.document import Document
from draftkit.library.project import refuse_unseen
from draftkit.library.session import Session
from draftkit.readers.document import DRAFT_FILE

_OUTSIDE = re.compile(r"(?<![\w./])(?:\.\./)+[^\s\"'()\[\]{},]+")


def put(
    session: Session, files: Mapping[str, bytes], home: Path, base: Document | None = None, root: Path | None = None
) -> None:
    """Write the files of a draft made by an amendment into a folder (below a `root`), all or none: what they name
    outside of the folder of its `base` is found from there, too. They are brought into the canonical layout, unless
    those of the base are not in it, or the text cannot be proved to stay."""
    refuse_unseen(home)
    write_all(root or home, {home / name: data for name, data in _moved(files, base, home).items()})
    draft = home if DRAFT_FILE in files or base is None else home / base.path.name
    with suppress(DraftkitError):
        if base is None or all(now == then for _, now, then in session.formatted(base.path, "keep")):
            laid = session.formatted(draft, "keep")
            write_all(root or home, {file: then.encode() for file, now, then in laid if now != then})


def _moved(files: Mapping[str, bytes], base: Document | None, home: Path) -> Mapping[str, bytes]:
    if base is None:
        return files
    before = (base.path if base.path.is_dir() else base.path.parent).resolve()

    def found(name: re.Match[str]) -> str:
        target = (before / name[0]).resolve()
        there = target.exists() and target != (home / name[0]).resolve()
        return seen_from(target, home) if there else name[0]

    texts = {name: data.decode() for name, data in files.items() if name.endswith((".md", ".yaml"))}
    return {**files, **{name: _OUTSIDE.sub(found, text).encode() for name, text in texts.items()}}
