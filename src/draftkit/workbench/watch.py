"""Files of the project that change outside: an editor, another program, a colleague's copy coming in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from draftkit.workbench.bench import Bench
from draftkit.workbench.stamps import Stamp, stamp

SUFFIXES = (".md", ".yaml", ".yml", ".csv", ".png", ".jpg", ".jpeg", ".svg", ".docx")
_PAUSE = 1.0
"""Seconds between two looks where the system does not tell."""

_LOOK = 2000
"""Milliseconds between two looks where it does: what changed before it was listening is told by nobody."""


def watch(bench: Bench, stop: threading.Event) -> None:
    """Tell the bench what changes until `stop` is set. By watchfiles where it is installed, else by looking."""
    known = dict(_stamps(bench.root))
    for _ in _alarms(bench.root, stop):
        now = dict(_stamps(bench.root))
        changed = {path for path in known.keys() | now.keys() if known.get(path) != now.get(path)}
        known = now
        fresh = {path for path in changed if path not in bench.wrote or bench.wrote.pop(path) != now.get(path)}
        if fresh:
            bench.changed(fresh)


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
