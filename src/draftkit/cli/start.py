"""Where the `draftkit` command begins: before anything is imported that compiles expressions."""

from __future__ import annotations

import gc

from draftkit.files.cache import default_cache
from draftkit.files.expressions import begin
from draftkit.files.parsed import begin as begin_parsed


def run() -> None:
    """Entry point of the console script. Garbage collection rests: most commands make values and end."""
    gc.disable()
    cache = default_cache()
    begin(cache)
    begin_parsed(cache)
    from draftkit.cli.main import run

    run()
