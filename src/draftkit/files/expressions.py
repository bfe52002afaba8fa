"""Regular expressions as the interpreter compiled them, kept in the cache for the next run.

A small document needs some two hundred, and compiling them takes a seventh of its build. Kept is what the interpreter
hands to its matcher, which proves it again, under the expression itself: nothing kept can be out of date. Another
version of the interpreter keeps its own; one that compiles in another way is left alone."""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from contextlib import suppress
from operator import index
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from draftkit.files.cache import store, table

NAME = f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{sys.byteorder}.expressions"
_LITTLE, _MOST = 1_000, 4000
"""Bytes of code that are compiled sooner than a file is written; expressions that are kept."""
_WRONG = (OSError, EOFError, ValueError, TypeError, RuntimeError, OverflowError)
_made: dict[tuple[str | bytes, int], tuple[Any, ...]] = {}


def begin(folder: Path | None) -> None:
    """From now on compile nothing that is kept in a folder, and note what is compiled. For the entry of the program
    only: it changes how `re` works in the whole process."""
    compiler: Any = getattr(re, "_compiler", None)
    if folder is None or not hasattr(compiler, "_sre"):
        return
    known = table(folder / NAME)
    compile_, matcher = compiler.compile, compiler._sre.compile

    def note(source: str | bytes, flags: int, code: list[int], *rest: Any) -> Any:
        made = matcher(source, flags, code, *rest)
        noted[made] = index(flags), array("I", code).tobytes(), *rest
        return made

    def compiled(source: str | bytes, flags: int = 0) -> Any:
        key = source, index(flags)
        if key in known:
            with suppress(*_WRONG):
                all_flags, code, *rest = known[key]
                return matcher(source, all_flags, array("I", code).tolist(), *rest)
        made = compile_(source, flags)
        if code := noted.pop(made, None):  # by the expression it became: another thread may compile meanwhile
            _made[key] = code
        return made

    noted: dict[re.Pattern[Any], tuple[Any, ...]] = {}
    compiler.compile = compiled
    compiler._sre = SimpleNamespace(**{**vars(compiler._sre), "compile": note})


def keep(folder: Path | None) -> None:
    """Keep what was compiled since `begin`, if it is worth it: a single one may be long. More than a program has are
    those of texts: then only the latest stay."""
    if folder is None or sum(len(code) for _, code, *_ in _made.values()) < _LITTLE:
        return
    known = {**table(folder / NAME), **_made}
    store(folder, NAME, marshal.dumps(known if len(known) <= _MOST else _made))
