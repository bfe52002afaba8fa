"""Where the `draftkit` command begins: before anything is imported that compiles expressions."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Entry point of the console script. Garbage collection rests: most commands make values and end."""
    gc.disable()
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by who began us: what is said goes nowhere, and stops nothing
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    try:
        from draftkit.files.cache import default_cache
        from draftkit.files.expressions import begin
        from draftkit.files.parsed import begin as begin_parsed

        cache = default_cache()
        begin(cache)
        begin_parsed(cache)
        from draftkit.cli.main import run

        run()
    except KeyboardInterrupt:  # stopped while it begins or ends, when no command listens
        os._exit(2)
