"""A draft that was written by an amendment, laid out as drafters lay theirs out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.files.whole import write_whole
from draftkit.library.document import Document
from draftkit.library.session import Session


def lay_out(session: Session, home: Path, base: Document | None = None) -> None:
    """Bring the sources of the draft in a folder into the canonical layout, unless those of its `base` are not in it,
    or its text cannot be proved to stay."""
    with suppress(DraftkitError):
        if base is None or all(now == then for _, now, then in session.formatted(base.path, "keep")):
            for file, now, then in session.formatted(home, "keep"):
                if now != then:
                    write_whole(file, then.encode())
