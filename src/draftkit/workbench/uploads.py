"""Files that the browser handed over."""

from __future__ import annotations

import secrets
from pathlib import Path

from draftkit.errors import SourceError
from draftkit.files.whole import scratch


class Uploads:
    """What was handed over, kept as long as the workbench runs, by names that nobody guesses."""

    def __init__(self) -> None:
        self._folder = scratch()
        self._known: dict[str, Path] = {}

    def take(self, name: str, data: bytes) -> str:
        """Keep a file; what it is called from now on."""
        key = secrets.token_urlsafe(9)
        folder = Path(self._folder.name) / key
        folder.mkdir()
        last = name.replace("\\", "/").rpartition("/")[2]
        plain = Path("".join(sign for sign in last if sign.isprintable()).strip(". ") or "tep.docx")
        path = folder / (plain.stem[:60] + plain.suffix[:12])  # a sign may take four of the 255 bytes of a name
        path.write_bytes(data)
        self._known[key] = path
        return key

    def lend(self, key: str, path: Path) -> None:
        """A file that another workbench was handed, under the name it has there."""
        self._known[key] = path

    def paths(self) -> dict[str, Path]:
        """Where each file is kept, by what it is called."""
        return dict(self._known)

    def path(self, key: str) -> Path:
        """Where a file is kept. Raises SourceError when there is none."""
        if key not in self._known:
            raise SourceError("{file}: no such file.", file=key)
        return self._known[key]

    def close(self) -> None:
        """Remove all of them."""
        self._folder.cleanup()
