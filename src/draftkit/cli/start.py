"""Where the `draftkit` command begins: before anything is imported that compiles expressions."""

from __future__ import annotations

from draftkit.files.cache import default_cache
from draftkit.files.expressions import begin


def run() -> None:
    """Entry point of the console script."""
    begin(default_cache())
    from draftkit.cli.main import run

    run()
