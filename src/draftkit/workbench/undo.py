"""What was written can be taken back as long as nobody has changed the files since."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from draftkit.files.whole import write_all

_KEPT = 30


class Undo:
    """The last writes of a project: what each file held before and after."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: OrderedDict[str, Mapping[Path, tuple[bytes | None, bytes]]] = OrderedDict()

    def keep(self, files: Mapping[Path, tuple[bytes | None, bytes]]) -> str:
        """Remember a write; by this name it can be taken back."""
        name = secrets.token_urlsafe(8)
        self._known[name] = files
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return name

    def back(self, name: str) -> list[Path] | None:
        """Put back what was there; the files, or None when one of them says something else by now. Files that were not
        there before stay. Raises OutputError when one cannot be written."""
        files = self._known.get(name, {})
        if not files or any(not path.is_file() or path.read_bytes() != after for path, (_, after) in files.items()):
            return None
        old = {path: before for path, (before, _) in files.items() if before is not None}
        write_all(self.root, old)
        del self._known[name]
        return list(old)
