"""What an earlier build of the site left: what was found of sources that rest on the same as then, and files that would
come out the same, are taken over, not made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from draftkit.files.whole import write_whole
from draftkit.law.dates import is_date, midnight
from draftkit.library.build_run import circumstances
from draftkit.library.ground import Seeds
from draftkit.library.together import Noted, Workplace
from draftkit.version import VERSION

_MANY = 16
"""Values whose digest is kept."""
LISTING = ".draftkit-site.json"
_FILES = "files"
ENTRIES = "entries"
"""The ending of the file of finds, which lies beside the receipt: it names drafts that nobody may know of, and tells of
this machine, on which no file of the site may depend."""
_SPOILT = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


class Former:
    """What an earlier build wrote into the folder `out`, and found, as the file `entries` tells; this build gathers the
    same. `place` is where sources are read: without it nothing is known of what they rest on."""

    def __init__(self, out: Path | None = None, entries: Path | None = None, place: Workplace | None = None) -> None:
        self.out, self.place, self._entries = out, place, entries
        self.files = _listed(out) if out else []
        """The files that the earlier build wrote."""
        self._known, self._kept = _found(entries) if entries else ({}, {})
        self._finds: dict[str, Any] = {}
        self._made: dict[str, str] = {}
        self._said: list[tuple[object, str]] = []
        self.same: set[str] = set()
        """The files that were taken over as they lie there."""
        self.small: dict[str, bytes] = {}
        """Small pictures that were made while sources were read, by the path of the large one."""

    def said(self, value: object) -> str:
        """A digest of the printed form of what many files are made of, told once for the same value."""
        found = next((text for one, text in self._said if one is value), None)
        if found is None:
            found = digest(repr(value))
            self._said = [*self._said[-_MANY:], (value, found)]
        return found

    def forget(self) -> None:
        """Find everything anew."""
        self._known, self._kept = {}, {}

    @property
    def base(self) -> str:
        """What tells on what all pages rest; empty when that is not certain."""
        return self._key("", Noted({}, {}, {}, {}))

    def found(self, path: Path, find: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any], str]:
        """What is found of a source, as values of JSON: what was found when it rested on the same, else what `find`
        gives, which reads it; and what tells on what it rests, empty when that is not certain."""
        if self.place is None:
            return find(), ""
        name = self.place.ground.name(path)
        with suppress(*_SPOILT):
            known = self._known[name]
            noted = Noted(*map(dict.fromkeys, known["noted"]))
            if known["key"] == self._key(name, noted):
                self.place.noted.note(noted)
                self._finds[name] = known
                return known["found"], known["key"]
        noticed = len(self.place.session.notices)
        with self.place.apart() as noted:
            noted.documents[name] = None
            found = find()
        key = self._key(name, noted) if len(self.place.session.notices) == noticed else ""
        if key:
            self._finds[name] = {"key": key, "noted": list(map(list, noted)), "found": found}
        return found, key

    def _key(self, name: str, noted: Noted) -> str:
        if self.place is None:
            return ""
        ground = self.place.ground
        instants = *noted.moments, *(midnight(day) for day in noted.days if is_date(day))
        made = circumstances(self.place.session.occasion, False, instants, {})
        found = Seeds(tuple(noted.documents), tuple(noted.files))
        return ground.key(found, name, str(ground.program_changed), repr(made))

    def kept(self, name: str, of: object, make: Callable[[], bytes]) -> bytes:
        """A file of the site: as it was when it is made of the same, whose printed form tells, else made now; always
        made when that is None."""
        program = self.place.ground.program_changed if self.place else VERSION
        key = digest(f"{program}\0{of!r}") if of is not None else ""
        data = self._there(name, key)
        if data is None:
            data = make()
        self._made[name] = f"{key} {digest(data)}"
        return data

    def _there(self, name: str, key: str) -> bytes | None:
        known, _, sum_ = self._kept.get(name, "").partition(" ")
        if not key or known != key or self.out is None:
            return None
        with suppress(OSError):
            data = (self.out / name).read_bytes()
            if digest(data) == sum_:
                self.same.add(name)
                return data
        return None

    def keep(self, files: Iterable[str]) -> None:
        """Write what the next build asks for: the files of this one, of what they were made, and what was found."""
        if self.out:
            write_whole(self.out / LISTING, json.dumps({_FILES: sorted(files)}, indent=0).encode())
        if self._entries:
            data = json.dumps([self._finds, self._made], ensure_ascii=False).encode("utf-8", "surrogatepass")
            write_whole(self._entries, f"{digest(data)}\n".encode() + data)


def digest(said: str | bytes) -> str:
    """What tells a text, or bytes, from others."""
    data = said if isinstance(said, bytes) else said.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=12).hexdigest()


def _listed(out: Path) -> Sequence[str]:
    try:
        return [str(name) for name in json.loads((out / LISTING).read_text(encoding="utf-8"))[_FILES]]
    except _SPOILT:
        return []


def _found(entries: Path) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """What a file of finds tells of sources, and of what files were made; nothing when it is not as it was written."""
    try:
        sum_, _, data = entries.read_bytes().partition(b"\n")
        found, made = json.loads(data.decode("utf-8", "surrogatepass")) if sum_.decode() == digest(data) else ({}, {})
        return dict(found), dict(made)
    except _SPOILT:
        return {}, {}
