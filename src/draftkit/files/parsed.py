"""What was made of texts, kept in the cache under the texts themselves for the next run.

Half of the texts that a small document rests on are YAML that nobody changed since yesterday: its kind, its profile,
what the project shares. Kept is what came of them; another version of the program, or of what reads, keeps its own. So
are the packages on the search path, and the mark in the colours of the project: both took longer than a page."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from draftkit.files.cache import SPOILT, store, table
from draftkit.version import VERSION

_READERS = (
    "readers/yaml_text.py",
    "readers/source.py",
    "model/numeral.py",
    "text/fold.py",
    "plugins.py",
    "kinds/identity.py",
    "checks/truth/aligned.py",
    "checks/truth/absent.py",
    "text/figures.py",
    "law/dates.py",
)
_LONGEST, _MOST = 100_000, 2_000_000
"""Signs of a text that is kept; signs and bytes that are kept of all."""
_Made = TypeVar("_Made")
_known: dict[Hashable, bytes] = {}
_made: dict[Hashable, bytes] = {}
_begun: list[bool] = []


def begin(folder: Path | None) -> None:
    """From now on read nothing that is kept in a folder. For the entry of the program only: a library keeps nothing
    behind the back of its caller."""
    if folder is not None:
        _begun.append(True)
        _known.update(table(folder / _name()))


def recall(text: str, *how: Hashable) -> Any:
    """What came of a text when it was last read in this way; None when that is not kept."""
    data = _known.get((text, *how))
    with suppress(*SPOILT):
        return None if data is None else marshal.loads(data)  # noqa: S302  # the cache is its owner's, as bytecode is
    return None


def note(made: Any, text: str, *how: Hashable) -> None:
    """Keep what came of a text: plain values and tuples."""
    if _begun and len(text) <= _LONGEST:
        with suppress(ValueError):  # holds what is no plain value
            _known[text, *how] = _made[text, *how] = marshal.dumps(made)


def kept(make: Callable[[], _Made], text: str, *how: Hashable) -> _Made:
    """What `make` makes of a text in a way: plain values and tuples, the same each time. It is not made when it is
    kept."""
    found: _Made | None = recall(text, *how)
    if found is None:
        note(found := make(), text, *how)
    return found


def keep(folder: Path | None) -> None:
    """Keep for the next run what was noted; only the latest, when it would be too much."""
    if folder is not None and _made:
        known: dict[Any, bytes] = {**table(folder / _name()), **_made}
        latest: dict[Any, bytes] = {}
        size = 0
        for key, data in reversed(known.items()):
            size += len(key[0]) + len(data)
            if latest and size > _MOST:
                break
            latest[key] = data
        store(folder, _name(), marshal.dumps(dict(reversed(latest.items()))))
        _made.clear()


def _name() -> str:
    """The name of the file: the version of all that made what is in it, and when its modules last changed."""
    changed, package = 0, Path(__file__).parents[1]
    for name in _READERS:
        with suppress(OSError):
            changed = max(changed, (package / name).stat().st_mtime_ns)
    return f"{VERSION}-{changed:x}-{sys.hexversion:x}.parsed"
