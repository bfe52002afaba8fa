"""What was made of texts, kept in the cache under the texts themselves for the next run.

Half of the texts that a small document rests on are YAML that nobody changed since yesterday: its kind, its profile,
what the project shares. Kept is what came of them; another version of the program, or of what reads, keeps its own. So
are the packages on the search path, and the mark in the colours of the project: both took longer than a page. What was
told of a state of the project, in no certain way, changes with each edit of a text, and so has a file of its own, which
is soon written."""

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
    *("readers/yaml_text.py", "readers/source.py", "model/numeral.py", "text/fold.py", "plugins.py", "law/dates.py"),
    *("kinds/identity.py", "checks/truth/aligned.py", "checks/truth/absent.py", "checks/truth/apart.py"),
    *("checks/truth/apart.txt", "checks/truth/saying.py", "text/figures.py", "law/references.py"),
    *("checks/truth/placed.py", "checks/truth/provisions.py", "checks/truth/unsaid.py", "writers/sandbox.py"),
)
_LONGEST, _MOST = 100_000, (2_000_000, 500_000)
"""Signs of a text that is kept; signs and bytes that are kept of all texts, and of all states."""
_Made = TypeVar("_Made")
_known: dict[Any, bytes] = {}
_made: dict[Any, bytes] = {}
_begun: list[bool] = []


def begin(folder: Path | None) -> None:
    """From now on read nothing that is kept in a folder. For the entry of the program only: a library keeps nothing
    behind the back of its caller."""
    if folder is not None:
        _begun.append(True)
        for name in _names():
            _known.update(table(folder / name))


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
    """What `make` makes of a text in a way: plain values and tuples, the same each time; not made when kept."""
    found: _Made | None = recall(text, *how)
    if found is None:
        note(found := make(), text, *how)
    return found


def keep(folder: Path | None) -> None:
    """Keep for the next run what was noted; only the latest, when it would be too much."""
    for of_state, name in enumerate(_names() if _made else ()):
        made = {key: data for key, data in _made.items() if (key[1:] == ()) == of_state}
        if folder is None or not made:
            continue
        latest, size = dict[Any, bytes](), 0
        for key, data in reversed({**table(folder / name), **made}.items()):
            size += len(key[0]) + len(data)
            if latest and size > _MOST[of_state]:
                break
            latest[key] = data
        store(folder, name, marshal.dumps(dict(reversed(latest.items()))))
    _made.clear()


def _names() -> tuple[str, str]:
    """The names of both files: the version of all that made what is in them, and when its modules last changed."""
    changed, package = 0, Path(__file__).parents[1]
    for name in _READERS:
        with suppress(OSError):
            changed = max(changed, (package / name).stat().st_mtime_ns)
    name = f"{VERSION}-{changed:x}-{sys.hexversion:x}.parsed"
    return name, f"state-{name}"
