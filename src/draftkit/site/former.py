"""What an earlier build of the site left: files that would come out the same are taken over, not made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path

from draftkit.version import VERSION

_MANY = 16
"""Values whose digest is kept."""
LISTING = ".draftkit-site.json"
_FILES, _SOUND = "files", "sound"


class Former:
    """The files that an earlier build wrote into a folder, what each was made of, and what the documents without errors
    rested on; `keys` and `sound` gather the same of this build."""

    def __init__(self, out: Path | None = None) -> None:
        self.out = out
        self.files, self.checked = _listed(out) if out else ({}, frozenset())
        self.keys: dict[str, str] = {}
        self.sound: set[str] = set()
        self._said: list[tuple[object, str]] = []

    def said(self, value: object) -> str:
        """A digest of the printed form of what many files are made of, told once for the same value."""
        found = next((text for one, text in self._said if one is value), None)
        if found is None:
            found = _digest(repr(value))
            self._said = [*self._said[-_MANY:], (value, found)]
        return found

    def kept(self, name: str, of: object, make: Callable[[], bytes]) -> bytes:
        """A file of the site: as it was when it is made of the same, whose printed form tells, else made now."""
        key = _digest(f"{VERSION}\0{of!r}")
        self.keys[name] = key
        if self.out and self.files.get(name) == key:
            try:
                return (self.out / name).read_bytes()
            except OSError:
                pass
        return make()

    def listing(self, files: Mapping[str, bytes]) -> bytes:
        """The list of the files of this build, for the next one."""
        keys = {name: self.keys.get(name, "") for name in sorted(files)}
        return json.dumps({_FILES: keys, _SOUND: sorted(self.sound)}, indent=0).encode()


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def state(path: Path) -> tuple[str, int, int]:
    """What tells a file from a changed one."""
    found = path.stat()
    return str(path), found.st_mtime_ns, found.st_size


def _listed(out: Path) -> tuple[dict[str, str], frozenset[str]]:
    try:
        data = json.loads((out / LISTING).read_text(encoding="utf-8"))
        return dict(data[_FILES]), frozenset(data[_SOUND])
    except (OSError, ValueError, TypeError, KeyError):
        return {}, frozenset()
