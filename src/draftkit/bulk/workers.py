"""Who builds the rows of a series."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from draftkit.errors import OutputError, needing
from draftkit.files.aside import end_with

if TYPE_CHECKING:
    from concurrent.futures import Executor  # brings logging along, which no other build needs

_SMALL = 60
"""Rows up to which a second process costs more than it brings."""


@contextmanager
def workers(count: int, jobs: int | None = None, scheduler: str | None = None) -> Iterator[Executor]:
    """Workers for `count` rows: a Dask cluster when its scheduler is named, this process for a few rows, else `jobs`
    processes of this machine (default: one for each processor). Raises EngineMissing without Dask, OutputError when the
    scheduler does not answer."""
    if scheduler:
        yield from _cluster(scheduler)
        return
    jobs = jobs or (1 if count <= _SMALL else os.cpu_count() or 1)
    if jobs == 1:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as executor:
            yield executor
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=end_with) as executor:
        yield executor


def _cluster(address: str) -> Iterator[Executor]:
    with needing("--scheduler needs Dask, which is not installed: pip install '{package}'", "dask"):
        from distributed import Client
    try:
        client: Any = Client(address, timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        said = "the scheduler at {address} does not answer ({reason})"
        raise OutputError(said, address=address, reason=error) from error
    with client, client.get_executor() as executor:
        yield executor
