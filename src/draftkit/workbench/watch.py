"""Files of the project that change outside: an editor, another program, a colleague's copy coming in."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.files.stamp import Stamp, stamp

if TYPE_CHECKING:
    from draftkit.workbench.bench import Bench

SUFFIXES = (".md", ".yaml", ".yml", ".csv", ".png", ".jpg", ".jpeg", ".svg", ".docx")
_PAUSE = 1.0
"""Seconds between two looks where the system does not tell."""

_LOOK = 2000
"""Milliseconds between two looks where it does: what changed before it was listening is told by nobody."""


def watch(bench: Bench, stop: threading.Event) -> None:
    """Tell the bench what others change until `stop` is set."""
    for changed, now in rounds(bench.root, stop):
        fresh = {path for path in changed if path not in bench.wrote or bench.wrote.pop(path) != now.get(path)}
        if fresh:
            bench.changed(fresh)


def rounds(root: Path, stop: threading.Event) -> Iterator[tuple[set[Path], Mapping[Path, Stamp]]]:
    """The sources that changed, and all as they are now, each time some did, until `stop` is set. By watchfiles where
    it is installed, else by looking. What changes from now on is told, also before the first is asked for."""
    return _rounds(root, stop, dict(_stamps(root)))


def _rounds(
    root: Path, stop: threading.Event, known: Mapping[Path, Stamp]
) -> Iterator[tuple[set[Path], Mapping[Path, Stamp]]]:
    for _ in _alarms(root, stop):
        now = dict(_stamps(root))
        changed = {path for path in known.keys() | now.keys() if known.get(path) != now.get(path)}
        known = now
        if changed:
            yield changed, now


def _alarms(root: Path, stop: threading.Event) -> Iterator[None]:
    """One for each time something may have changed."""
    try:
        from watchfiles import watch as told
    except ImportError:
        while not stop.wait(_PAUSE):
            yield
        return
    for _ in told(
        root, stop_event=stop, debounce=150, step=50, rust_timeout=_LOOK, yield_on_timeout=True, raise_interrupt=False
    ):
        yield


def _stamps(root: Path) -> Iterator[tuple[Path, Stamp]]:
    """The sources of a project with time and size of each; folders that nobody writes in are left out."""
    waiting = [root]
    while waiting:
        try:
            entries = list(waiting.pop().iterdir())
        except OSError:
            continue
        for path in entries:
            if path.name.startswith(".") or path.name in ("node_modules", "build", "__pycache__"):
                continue
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            elif path.suffix.lower() in SUFFIXES:
                found = stamp(path)
                if found:
                    yield path, found
